"""An interview laid out for paper: numbers of turns, voices, times, and a third of the page to write in."""

from collections.abc import Iterable

from toolkit.formats.document_writers import Block, Document, Paragraph, Said, Span, plain
from toolkit.i18n import _, language, n_, number
from toolkit.model import Kind, Transcript, words
from toolkit.model.lines import Turns, clock, lines, voice
from toolkit.model.shown import Row, plain_rows, silence

SPACING = 1.5
"""Lines far enough apart to write between them."""


def to_document(
    transcript: Transcript,
    *,
    turns: Turns = None,
    times: bool = True,
    spacing: float = SPACING,
    study: str = "",
    date: str = "",
    head: str = "",
) -> Document:
    """Lay a transcript out to be read and annotated on paper.

    Parameters
    ----------
    turns
        Some turns only: ``42``, ``"40-52"``, ``"3, 7, 40-52"``.
    times
        Print when each turn begins, where the file says so.
    spacing
        Space between the lines: 1 is tight, 1.5 leaves room for a pencil.
    study, date, head
        What the foot says: title of the study, day of printing (ISO), head of the journal.
    """
    rows = plain_rows(transcript, turns)
    return Document(
        title=transcript.id,
        subtitle=subtitle(transcript),
        blocks=(*opening(transcript, turns), *(said(row, times=times) for row in rows)),
        foot=foot(study, date, head),
        language="fr-FR" if language() == "fr" else "en-GB",
        date=date,
        header=transcript.id,
        wide=True,
        spacing=spacing,
    )


def said(row: Row, *, times: bool = True, words: Iterable[Span] | None = None) -> Said:
    """Return one row as it is printed; ``words`` replace its own, when they bear marks."""
    line = row.line
    spans = tuple(Span(piece.text) for piece in row.pieces) if words is None else tuple(words)
    if not row.first:
        return Said(spans, asks=line.asks)
    if not any(span.text.strip() for span in spans):
        spans = (*spans, *plain(silence()))
    return Said(
        spans,
        number=str(line.number or ""),
        who=line.who,
        time=clock(line.start_ms) if times and line.start_ms is not None else "",
        asks=line.asks,
    )


def subtitle(transcript: Transcript) -> str:
    """Say what kind of text it is, its day, its case: all that stands above it."""
    parts = [kind_name(transcript.kind), "/".join(reversed(transcript.date[:10].split("-")))]
    return " · ".join(filter(None, (*parts, transcript.case or "")))


def kind_name(kind: Kind) -> str:
    """Return the kind of a text as a title says it."""
    return {
        "interview": _("Interview"),
        "group": _("Group interview"),
        "observation": _("Observation"),
        "document": _("Document"),
    }[kind]


def opening(transcript: Transcript, turns: Turns = None) -> list[Block]:
    """Return what stands before the words: who speaks, how much, and which part it is."""
    turns_said: dict[str, int] = {}
    spoken: dict[str, int] = {}
    asking: dict[str, bool] = {}
    for turn in transcript.turns:
        for label in turn.speakers:
            who = voice(transcript, label) or _("nobody named")
            turns_said[who] = turns_said.get(who, 0) + 1
            spoken[who] = spoken.get(who, 0) + words(transcript.text[turn.start : turn.end])
            asking[who] = transcript.speaker(label).role == "interviewer"
    made = [
        _("{who} asks: {turns}, {words}", who=who, turns=_turns(n), words=_words(spoken[who]))
        if asking[who]
        else _("{who}: {turns}, {words}", who=who, turns=_turns(n), words=_words(spoken[who]))
        for who, n in turns_said.items()
    ]
    if len(made) == 1 and not any(voice(transcript, label) for turn in transcript.turns for label in turn.speakers):
        made = [_("{turns}, {words}", turns=_turns(len(transcript.turns)), words=_words(*spoken.values()))]
    elif not made:
        made = [_words(words(transcript.text))]
    told = " ; ".join(made) + "."
    if turns is not None:
        n = sum(1 for _line in lines(transcript, turns))
        told += " " + n_(
            "Here, {n} turn out of {whole}.", "Here, {n} turns out of {whole}.", n, whole=len(transcript.turns)
        )
    return [Paragraph(plain(told), look="small")]


def _turns(n: int) -> str:
    return n_("{n} turn", "{n} turns", n)


def _words(n: int) -> str:
    return n_("{count} word", "{count} words", n, count=number(n))


def foot(study: str, date: str, head: str) -> str:
    """Return the foot of each page: the study, that it stays in the team, the day, the head of the journal."""
    parts = [study, _("Working document: do not pass on"), _("Made with Carnet")]
    if date:
        parts.append("/".join(reversed(date[:10].split("-"))))
    if head:
        parts.append(_("reference {head}", head=head[:12]))
    return " · ".join(filter(None, parts))
