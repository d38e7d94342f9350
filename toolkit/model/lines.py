"""A transcript as it is read, on a screen or on paper: one line a turn, with its number, its voice and its time.

The number is that of the turn, the one that people cite: « E03, tour 42 ». What stands outside of every turn
(a heading, the notes of an observation, a document) has none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from toolkit.errors import InvalidValue
from toolkit.i18n import _, n_
from toolkit.model.texts import Transcript, Turn
from toolkit.model.voices import between

Turns = int | str | Iterable[int] | None
"""Some turns: ``42``, ``"40-52"``, ``"3, 7, 40-52"``, ``range(40, 53)``; None for all of them."""

NOBODY: Final = "?"
"""The label that readers give where nobody is named."""
_PART = re.compile(r"(\d{1,9})(?:\s*(?:-|–|—|\.\.|…|à|to)\s*(\d{1,9}))?")
_BLANK: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """What is read in one go: the words are ``text[start:end]``; ``who`` is a participant's id or a label.

    ``asks`` when only interviewers speak.
    """

    number: int | None
    who: str
    start: int
    end: int
    start_ms: int | None = None
    asks: bool = False

    def __repr__(self) -> str:
        # A label may be a real name, before pseudonymisation: it is not shown.
        return f"<Line {self.number or '-'}: [{self.start}, {self.end})>"


def lines(transcript: Transcript, turns: Turns = None) -> list[Line]:
    """Return the lines of a transcript, in order; with ``turns``, those turns only."""
    wanted = turn_numbers(transcript, turns)
    if wanted is not None:
        kept = sorted(set(wanted))
        return [_line(transcript, number, transcript.turns[number - 1]) for number in kept]
    made = [_line(transcript, number, turn) for number, turn in transcript.numbered()]
    for start, end in between(transcript):
        made += (Line(None, "", low, high) for low, high in paragraphs(transcript.text, start, end))
    return sorted(made, key=lambda line: (line.start, line.end, line.number or 0))


def turn_numbers(transcript: Transcript, turns: Turns) -> list[int] | None:
    """Return the numbers of some turns, in the order given; None for all of them.

    Raises ``InvalidValue`` when this is no list of turns, or when the transcript has no such turn.

    >>> talk = Transcript("E01", "abc", tuple(Turn((), n, n, n + 1) for n in range(3)))
    >>> turn_numbers(talk, "1, 2-3")
    [1, 2, 3]
    """
    if turns is None:
        return None
    count = len(transcript.turns)
    numbers: list[int] = []
    if isinstance(turns, str):
        for part in re.split(r"[,;]", turns):
            found = _PART.fullmatch(part.strip())
            if found is None:
                raise _no_turns(turns)
            first, last = sorted((int(found[1]), int(found[2] or found[1])))
            # A range to a billion is not made: its end, out of reach, is told below.
            numbers += [*range(first, min(last, count) + 1), last]
    elif isinstance(turns, int):
        numbers = [turns]
    else:
        numbers = list(turns)
    numbers = list(dict.fromkeys(numbers))
    if not numbers or not all(isinstance(number, int) and not isinstance(number, bool) for number in numbers):
        raise _no_turns(turns)
    if outside := [number for number in numbers if not 1 <= number <= count]:
        raise InvalidValue(
            n_(
                "{transcript} has {n} turn: there is no turn {number}.",
                "{transcript} has {n} turns: there is no turn {number}.",
                count,
                transcript=transcript.id,
                number=outside[-1] if outside[-1] > count else outside[0],
            ),
            _("Turns are counted from 1, as on the screen and on paper."),
        )
    return numbers


def _no_turns(turns: object) -> InvalidValue:
    return InvalidValue(
        _("“{turns}” names no turn.", turns=turns if isinstance(turns, str | int) else type(turns).__name__),
        _("Write one turn or several: 42, “40-52” or “3, 7, 40-52”."),
    )


def voice(transcript: Transcript, label: str) -> str:
    """Return how a speaker is called: the id of the participant, else the label; nothing when nobody is named."""
    return transcript.speaker(label).participant or ("" if label == NOBODY else label)


def _line(transcript: Transcript, number: int, turn: Turn) -> Line:
    roles = {transcript.speaker(label).role for label in turn.speakers}
    called = dict.fromkeys(filter(None, (voice(transcript, label) for label in turn.speakers)))
    return Line(number, " + ".join(called), turn.start, turn.end, turn.start_ms, roles == {"interviewer"})


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of ``text[start:end]``, without the blanks around: by blank lines, else by lines."""
    part = text[start:end]
    cut = _BLANK if _BLANK.search(part.strip()) else re.compile("\n")
    at = 0
    for low, high in [*(found.span() for found in cut.finditer(part)), (len(part), len(part))]:
        words = part[at:low]
        if words.strip():
            inner = at + len(words) - len(words.lstrip())
            yield start + inner, start + inner + len(words.strip())
        at = high


def clock(milliseconds: int) -> str:
    """Write a time as ``0:03:43``.

    >>> clock(223_900)
    '0:03:43'
    """
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
