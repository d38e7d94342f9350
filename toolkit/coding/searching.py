"""Search: where words come in the transcripts, and what stands around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.coding.dictionary import grounds
from toolkit.language import TermFinder
from toolkit.model import Role, Transcript

if TYPE_CHECKING:
    from pandas import DataFrame


COLUMNS: Final = [
    *("transcript", "turn", "start", "end", "term"),
    *("speaker", "role", "participant", "prefix", "quote", "suffix"),
]
"""Columns of a concordance."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a term comes: positions of the transcript, and the turn that people cite."""

    transcript: str
    turn: int | None
    start: int
    end: int
    term: str
    speaker: str = ""
    role: Role = "unknown"
    participant: str | None = None


def search(
    transcripts: Iterable[Transcript], terms: str | Iterable[str], *, roles: Sequence[Role] | None = None
) -> list[Hit]:
    """Return where terms come, in the order of the texts; labels are never searched.

    Parameters
    ----------
    transcripts
        Where to search.
    terms
        One term or several; how they are written: see ``language.terms``.
    roles
        Whose turns are searched; everybody's by default.

    Examples
    --------
    >>> [hit.start for hit in search([Transcript("E01", "On nous a aidés, ça aide.")], "aider")]
    [10, 20]
    """
    finder = TermFinder([terms] if isinstance(terms, str) else terms)
    return [
        Hit(
            transcript.id,
            ground.turn,
            ground.start + start,
            ground.start + end,
            term,
            ground.speaker,
            ground.role,
            ground.participant,
        )
        for transcript in transcripts
        for ground in grounds(transcript, roles)
        for start, end, term in finder.find(transcript.text[ground.start : ground.end])
    ]


def in_context(hits: Iterable[Hit], transcripts: Iterable[Transcript], *, width: int = 48) -> "DataFrame":
    """Return hits with what stands before and after them, within the turn (a concordance).

    Columns: ``transcript turn start end term speaker role participant prefix quote suffix``.
    A notebook shows the sizes; ``.show()`` shows the words.
    """
    from toolkit.model.quiet import QuietFrame

    texts = {transcript.id: transcript for transcript in transcripts}
    rows = []
    for hit in hits:
        transcript = texts[hit.transcript]
        turn = transcript.turns[hit.turn - 1] if hit.turn else None
        first, last = (turn.start, turn.end) if turn else (0, len(transcript.text))
        rows.append(
            {
                "transcript": hit.transcript,
                "turn": hit.turn,
                "start": hit.start,
                "end": hit.end,
                "term": hit.term,
                "speaker": hit.speaker,
                "role": hit.role,
                "participant": hit.participant,
                "prefix": transcript.text[max(first, hit.start - width) : hit.start],
                "quote": transcript.text[hit.start : hit.end],
                "suffix": transcript.text[hit.end : min(last, hit.end + width)],
            }
        )
    return QuietFrame(rows, columns=COLUMNS)
