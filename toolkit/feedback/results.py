"""A document of results: each theme with its count and its extracts, by turn number."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.feedback.consent import PROFILES, Profile, may_leave
from toolkit.feedback.passages import place, turns_of
from toolkit.feedback.plain import spaced
from toolkit.formats.document_writers import Block, Box, Document, Extract, Grid, Heading, Paragraph, Span, plain
from toolkit.i18n import _, language, n_
from toolkit.model import Code, Coding, Desk, Quote, StudySheet, Transcript, words
from toolkit.model.checks import one_of

if TYPE_CHECKING:
    from toolkit.formats.tables import Table


def results_document(
    desk: Desk,
    table: "Table",
    *,
    profile: Profile = "team",
    coder: str | Sequence[str] | None = None,
    per_code: int | None = None,
    title: str = "",
    date: str = "",
) -> Document:
    """Write a table of frequencies out: for each code, how many people, then the extracts with « E03, tour 42 ».

    For the team every accepted coding is printed, in the order of the texts, and the document says that it stays
    inside; for the host or the public only the extracts that may leave (see ``consent.may_leave``).

    Parameters
    ----------
    table
        What ``counting.frequency`` gave: its columns ``code``, ``n`` and ``N``.
    coder
        Whose codings are printed; the same as for the table.
    per_code
        How many extracts a code shows at most; by default all.
    """
    one_of("profile", profile, PROFILES)
    labels = {code.id: code for code in desk.all(Code)}
    texts = {text.id: text for text in desk.all(Transcript)}
    rank = {id: i for i, id in enumerate(texts)}
    rows = _rows(table)
    coders = None if coder is None else {coder} if isinstance(coder, str) else set(coder)
    found: dict[str, list[Coding]] = {}
    for coding in desk.all(Coding):
        if coding.state == "accepted" and (coders is None or coding.coder in coders):
            found.setdefault(coding.code, []).append(coding)
    quotes = [quote for quote in desk.all(Quote) if profile != "team" and may_leave(desk, quote, profile)]
    code_of = {coding.id: coding.code for codings in found.values() for coding in codings}
    sheets = desk.all(StudySheet)
    blocks: list[Block] = [
        Box(_("How to read this document"), tuple(plain(line) for line in _reading(profile))),
        Heading(plain(_("How many people speak of what"))),
        Grid((_("Theme"), _("People")), tuple((plain(spaced(_label(labels, row))), (_number(row),)) for row in rows)),
    ]
    for row in rows:
        id = str(row["code"])
        blocks.append(Heading(plain(spaced(_label(labels, row)))))
        if id in labels and labels[id].short_definition:
            blocks.append(Paragraph(plain(spaced(labels[id].short_definition)), look="small", tied=True))
        blocks.append(Paragraph((_number(row),), tied=True))
        if profile == "team":
            made = list(_said(found.get(id, ()), texts, rank))
        else:
            made = [_quoted(quote, texts) for quote in quotes if code_of.get(quote.coding) == id]
        kept = made if per_code is None else made[:per_code]
        blocks += kept
        if left := len(made) - len(kept):
            blocks.append(Paragraph(plain(n_("{n} more extract.", "{n} more extracts.", left)), look="small"))
        if not made:
            blocks.append(Paragraph(plain(_("No extract may be shown here.")), look="small"))
    foot = _("Working document: do not pass on") if profile == "team" else _("Made with Carnet")
    return Document(
        title=title or _("Results by theme"),
        subtitle=spaced(sheets[0].title if sheets else ""),
        blocks=tuple(blocks),
        foot=foot,
        language="fr-FR" if language() == "fr" else "en-GB",
        date=date,
    )


def _reading(profile: Profile) -> list[str]:
    lines = [
        _("Numbers count people, never passages. Not speaking of a subject is not being against it."),
        _("“E03, turn 42” is the forty-second turn of interview E03: the same number on screen and in print."),
    ]
    if profile == "team":
        lines.append(
            _("The extracts have not been approved by the people quoted: this document stays inside the team.")
        )
    return lines


def _rows(table: "Table") -> list[Mapping[str, Any]]:
    columns = [name for name in ("code", "code_label", "n", "N") if name in table.frame.columns]
    return [
        {str(name): value for name, value in record.items()} for record in table.frame[columns].to_dict("records")
    ]


def _label(labels: Mapping[str, Code], row: Mapping[str, Any]) -> str:
    id = str(row["code"])
    return labels[id].label if id in labels else str(row.get("code_label", id))


def _number(row: Mapping[str, Any]) -> Span:
    import pandas as pd

    n, known = int(row["n"]), row.get("N")
    if known is None or pd.isna(known):
        shown = n_("{n} person", "{n} people", n)
    else:
        shown = n_("{n} person out of {N}", "{n} people out of {N}", n, N=int(known))
    return Span(shown, bold=True, evidence=f"n:{row['code']}")


def _said(codings: Iterable[Coding], texts: Mapping[str, Transcript], rank: Mapping[str, int]) -> Iterable[Extract]:
    """Yield each passage once, in the order of the texts."""
    seen: set[tuple[str, int, int]] = set()
    for coding in sorted(codings, key=lambda coding: (rank[coding.transcript], coding.start, coding.end)):
        key = (coding.transcript, coding.start, coding.end)
        if key in seen or not words(coding.quote):
            continue
        seen.add(key)
        turns = turns_of(texts[coding.transcript], [(coding.start, coding.end)])
        yield Extract(coding.quote, place(coding.transcript, turns), f"c:{coding.id}")


def _quoted(quote: Quote, texts: Mapping[str, Transcript]) -> Extract:
    from toolkit.feedback.passages import find_quote

    found = find_quote(quote, texts[quote.transcript])
    return Extract(quote.text, place(quote.transcript, found.turns), f"q:{quote.id}")
