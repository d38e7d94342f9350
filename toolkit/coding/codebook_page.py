"""The codebook as others read it: a table that comes back as it went, a document with extracts of each code."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from toolkit.formats.codebook_text import origins
from toolkit.formats.document_writers import Block, Document, Extract, Heading, Paragraph, Span, Words, plain
from toolkit.formats.table_writers import Printed
from toolkit.i18n import _, language, n_
from toolkit.model import Code, Codebook, Coding, Transcript

COLUMNS: Final = (
    "id",
    "label",
    "parent",
    "short_definition",
    "definition",
    "when_to_use",
    "when_not_to_use",
    "example",
    "origin",
    "reference",
    "questions",
    "polarity",
    "exclusive_group",
    "color",
)
SHORTEST, LONGEST = 6, 60
"""An extract that shows a code has so many words: enough to be understood, few enough to be read."""


def codebook_table(book: Codebook) -> Printed:
    """Return the codebook as a table, one row a code; ``read_codebook`` reads it back, versions apart."""
    said = {
        "id": "id",
        "label": _("label"),
        "parent": _("parent"),
        "short_definition": _("short definition"),
        "definition": _("definition"),
        "when_to_use": _("when to use"),
        "when_not_to_use": _("when not to use"),
        "example": _("example"),
        "origin": _("origin"),
        "reference": _("reference"),
        "questions": _("questions"),
        "polarity": _("polarity"),
        "exclusive_group": _("exclusive group"),
        "color": _("colour"),
    }
    rows = []
    for code in _in_order(book):
        cells = {name: getattr(code, name) or "" for name in COLUMNS}
        cells["questions"] = ", ".join(code.questions)
        cells["origin"] = origins().get(code.origin, "")
        rows.append(tuple(cells[name] for name in COLUMNS))
    return Printed("", tuple(said[name] for name in COLUMNS), tuple(rows))


def codebook_document(
    book: Codebook,
    *,
    codings: Iterable[Coding] = (),
    transcripts: Iterable[Transcript] = (),
    extracts: int = 2,
    title: str = "",
    head: str = "",
) -> Document:
    """Return the codebook as a document: the anatomy of each code, how much it is used, extracts that show it.

    Parameters
    ----------
    book
        The codes.
    codings, transcripts
        The accepted codings count, and give the extracts: short ones first, of different people.
    extracts
        How many extracts are shown for a code, at most; it is a working document, for the team.
    title, head
        Title of the study, and the head of its journal, printed at the foot.
    """
    texts = {text.id: text for text in transcripts}
    used: dict[str, list[Coding]] = {}
    for coding in codings:
        if coding.state == "accepted":
            used.setdefault(coding.code, []).append(coding)
    blocks: list[Block] = []
    for code in _in_order(book):
        blocks += _entry(book, code, used.get(code.id, []), texts, extracts)
    themes = len(book.children(None))
    summary = n_("{n} code", "{n} codes", len(book)) + ", " + n_("{n} theme", "{n} themes", themes)
    foot = _("Working document, for the team: it holds extracts that nobody approved yet.")
    if head:
        foot += " " + _("State of the study: {head}", head=head[:12])
    return Document(
        title=_("Codebook"),
        subtitle=f"{title} · {summary}" if title else summary,
        blocks=tuple(blocks) or (Paragraph(plain(_("The codebook is empty."))),),
        foot=foot,
        language="fr-FR" if language() == "fr" else "en-GB",
    )


def _entry(
    book: Codebook, code: Code, codings: Sequence[Coding], texts: Mapping[str, Transcript], extracts: int
) -> list[Block]:
    blocks: list[Block] = [Heading((Span(code.label),), level=min(len(book.path(code.id)), 3))]
    lines = [
        ("", code.short_definition),
        (_("Definition"), code.definition),
        (_("When to use it"), code.when_to_use),
        (_("When not to use it"), code.when_not_to_use),
        (_("Example"), code.example),
        (_("Origin"), origins().get(code.origin, "")),
        (_("Reference"), code.reference),
        (_("Questions of the guide"), ", ".join(code.questions)),
        (_("Polarity"), code.polarity),
        (_("Exclusive group"), code.exclusive_group),
        (_("Colour"), code.color),
        # Three levels of headings and no more: below, the parent is named.
        (_("Parent"), (code.parent or "") if len(book.path(code.id)) > 3 else ""),
    ]
    for name, text in lines:
        if text.strip():
            words: Words = (Span(_("{field}:", field=name), bold=True), Span(f" {text}")) if name else plain(text)
            blocks.append(Paragraph(words))
    if codings:
        people = len({coding.transcript for coding in codings})
        where = n_("in {n} transcript", "in {n} transcripts", people)
        passages = n_("{n} passage", "{n} passages", len({(c.transcript, c.start, c.end) for c in codings}))
        usage = f"{passages} {where}"
    else:
        usage = _("No passage yet.") if not book.children(code.id) else ""
    tail = " · ".join(part for part in (f"{code.id}, v{code.version}", usage) if part)
    blocks.append(Paragraph(plain(tail), look="small"))
    for coding in telling(codings, extracts):
        blocks.append(Extract(" ".join(coding.quote.split()), place_of(coding, texts)))
    return blocks


def place_of(coding: Coding, texts: Mapping[str, Transcript]) -> str:
    """Return how people cite the place of a coding: « E03, tour 42 »; its transcript alone where no turn is known."""
    turn = texts[coding.transcript].turn_at(coding.start) if coding.transcript in texts else None
    return coding.transcript if turn is None else _("{id}, turn {turn}", id=coding.transcript, turn=turn)


def telling(codings: Sequence[Coding], most: int) -> list[Coding]:
    """Return the codings whose extracts show a code: of different transcripts first, none too short nor too long."""

    def distance(coding: Coding) -> tuple[bool, int, str, int]:
        n = len(coding.quote.split())
        return not SHORTEST <= n <= LONGEST, abs(n - 20), coding.transcript, coding.start

    chosen: list[Coding] = []
    waiting = sorted(codings, key=distance)
    while waiting and len(chosen) < most:
        heard = {coding.transcript for coding in chosen}
        best = next((coding for coding in waiting if coding.transcript not in heard), waiting[0])
        chosen.append(best)
        waiting = [
            one for one in waiting if (one.transcript, one.start, one.end) != (best.transcript, best.start, best.end)
        ]
    return sorted(chosen, key=lambda coding: (coding.transcript, coding.start))


def _where(coding: Coding) -> tuple[str, int, int]:
    return coding.transcript, coding.start, coding.end


def _in_order(book: Codebook) -> list[Code]:
    """Return the codes as a reader meets them: each after its parent, in the order given."""
    ordered: list[Code] = []
    waiting = list(reversed(book.children(None)))
    while waiting:
        code = waiting.pop()
        ordered.append(code)
        waiting += reversed(book.children(code.id))
    return ordered
