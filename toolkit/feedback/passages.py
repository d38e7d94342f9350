"""Where an extract comes from: does it still stand in its text, in which turns, in whose words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from toolkit.errors import UnknownName
from toolkit.i18n import _
from toolkit.model import Coding, Desk, Quote, Role, Transcript

Status = Literal["exact", "altered", "gone"]
CUT: Final = re.compile(r"\s*\[\s*(?:\.\.\.|…)\s*\]\s*")
"""A cut, as French writes it: ``[...]`` or ``[…]``."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of an extract: exact, altered or gone; the positions kept, its turns, its coding.

    ``moved`` tells that the words were found elsewhere in the text than where they were taken.
    """

    status: Status
    transcript: str
    spans: tuple[tuple[int, int], ...] = ()
    turns: tuple[int, ...] = ()
    coding: str | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks inside an extract."""

    turn: int
    label: str
    role: Role
    participant: str | None


def parts_of(text: str) -> list[str]:
    """Return what stands between the cuts of an extract, without the spaces around them."""
    return [part for part in (piece.strip() for piece in CUT.split(text)) if part]


def spans_in(text: str, source: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return where ``text``, whole or with its cuts marked, stands in ``source[start:end]``; else nothing.

    Each part must be there to the letter, in the same order, and begin and end with whole words.
    """
    stripped = text.strip()
    if not stripped:
        return ()
    segment = source[start:end]
    if segment == text or segment.strip() == stripped:
        offset = start + len(segment) - len(segment.lstrip())
        return ((offset, offset + len(stripped)),)
    spans: list[tuple[int, int]] = []
    at = start
    for part in parts_of(text):
        place = _whole_words(part, source, at, end)
        if place < 0:
            return ()
        at = place + len(part)
        spans.append((place, at))
    return tuple(spans)


def _whole_words(part: str, source: str, start: int, end: int) -> int:
    """Return the first place of ``part`` that cuts no word in two, -1 when there is none."""
    place = source.find(part, start, end)
    while place >= 0:
        after = place + len(part)
        opens = place == 0 or not (source[place - 1].isalnum() and part[0].isalnum())
        closes = after == len(source) or not (source[after].isalnum() and part[-1].isalnum())
        if opens and closes:
            return place
        place = source.find(part, place + 1, end)
    return -1


def find_quote(quote: Quote, transcript: Transcript) -> Resolution:
    """Say whether an extract still stands in its text, and where.

    It is looked for at its own positions first, then, for a text that was corrected, in the whole text;
    there it must stand in one place only.
    """
    text = transcript.text
    if quote.transcript != transcript.id:
        return Resolution("gone", quote.transcript)
    if quote.end <= len(text) and (spans := spans_in(quote.text, text, quote.start, quote.end)):
        return Resolution("exact", transcript.id, spans, turns_of(transcript, spans))
    whole = quote.text.strip()
    if whole and text.count(whole) == 1 and (place := _whole_words(whole, text, 0, len(text))) >= 0:
        spans = ((place, place + len(whole)),)
        return Resolution("exact", transcript.id, spans, turns_of(transcript, spans), moved=True)
    if quote.start < quote.end <= len(text) and text[quote.start : quote.end].strip():
        place_held = ((quote.start, quote.end),)
        return Resolution("altered", transcript.id, place_held, turns_of(transcript, place_held))
    return Resolution("gone", transcript.id)


def check_quote(quote: Quote, transcript: Transcript) -> Status:
    """Say whether an extract is still ``"exact"``, was ``"altered"``, or is ``"gone"`` from its text."""
    return find_quote(quote, transcript).status


def resolve(desk: Desk, quote: Quote) -> Resolution:
    """Follow an extract to its text and its coding; ``"gone"`` when one of them was taken out of the study."""
    try:
        transcript = desk.get(Transcript, quote.transcript)
        coding = desk.get(Coding, quote.coding)
    except UnknownName:
        return Resolution("gone", quote.transcript)
    found = find_quote(quote, transcript)
    return Resolution(found.status, found.transcript, found.spans, found.turns, coding.id, found.moved)


def turns_of(transcript: Transcript, spans: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return the numbers of the turns that the spans touch."""
    numbers: set[int] = set()
    for start, end in spans:
        first, last = transcript.turn_at(start), transcript.turn_at(max(start, end - 1))
        if last is not None:
            numbers.update(range(first or 1, last + 1))
    return tuple(sorted(numbers))


def voices(transcript: Transcript, spans: Iterable[tuple[int, int]]) -> tuple[Voice, ...]:
    """Return everybody whose words, or whose label, stand in the spans."""
    known = {speaker.label: speaker for speaker in transcript.speakers}
    found: list[Voice] = []
    for number in turns_of(transcript, spans):
        for label in transcript.turns[number - 1].speakers or ("",):
            speaker = known.get(label)
            role: Role = speaker.role if speaker else "unknown"
            found.append(Voice(number, label, role, speaker.participant if speaker else None))
    return tuple(dict.fromkeys(found))


def outside_turns(transcript: Transcript, spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether some of the words stand in no turn: a heading, a note, a speaker's label."""
    text = transcript.text
    for start, end in spans:
        at = start
        for number in turns_of(transcript, [(start, end)]):
            turn = transcript.turns[number - 1]
            if text[at : min(turn.start, end)].strip():
                return True
            at = max(at, min(turn.end, end))
        if text[at:end].strip():
            return True
    return False


def place(transcript: str, turns: tuple[int, ...]) -> str:
    """Return the place as people cite it: « E03, tour 42 », « E03, tours 42 à 44 ».

    >>> place("E03", (42,))
    'E03, tour 42'
    """
    if not turns:
        return transcript
    if len(turns) == 1:
        return _("{transcript}, turn {turn}", transcript=transcript, turn=turns[0])
    return _("{transcript}, turns {first} to {last}", transcript=transcript, first=turns[0], last=turns[-1])
