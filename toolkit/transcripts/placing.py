"""Where each coded passage stands in a text that was revised, and why somebody must look at it.

Nothing moves in silence: a passage whose words were left alone is followed to the letter; any other gets the nearest
place and a reason. No two passages of one code and coder come to the same place.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal

from toolkit.errors import Refused
from toolkit.i18n import N_, _, said
from toolkit.model import Coding, Quote, Transcript
from toolkit.model.positions import Moved, Path

Why = Literal["", "corrected", "edited", "rewritten", "gone", "ambiguous", "unplaced"]
WHYS: Final[dict[str, str]] = {
    "corrected": N_("corrected inside"),
    "edited": N_("words changed"),
    "rewritten": N_("other words in its place"),
    "gone": N_("words taken out"),
    "ambiguous": N_("several places possible"),
    "unplaced": N_("did not agree with the former text"),
}
Notice = Literal["", "elsewhere", "voice", "edge"]
NOTICES: Final[dict[str, str]] = {
    "elsewhere": N_("carried elsewhere with its words"),
    "voice": N_("same words, said by somebody else now"),
    "edge": N_("a word goes on beyond its end"),
}
MINOR: Final = 0.6
"""A correction is small when at least this part of the old words, and of the new ones, is shared."""
_JOINERS: Final = frozenset("\u200d\ufe0e\ufe0f") | {chr(code) for code in range(0x1F3FB, 0x1F400)}


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """One coding or extract and its place ``[start, end)`` in the new text.

    ``why`` is empty when it was followed to the letter; ``notice`` is what is worth a glance all the same.
    """

    noun: Coding | Quote
    start: int
    end: int
    why: Why = ""
    notice: Notice = ""

    @property
    def id(self) -> str:
        """The id of the coding or of the extract."""
        return self.noun.id

    def __repr__(self) -> str:
        return f"<Passage {self.id}: [{self.start}, {self.end}) {self.why or self.notice or 'followed'}>"


def said_why(passage: Passage) -> str:
    """Return the reason in the reader's words."""
    words = WHYS.get(passage.why) or NOTICES.get(passage.notice)
    return said(words) if words else ""


def placed(
    before: Transcript, after: Transcript, path: Path, nouns: Sequence[Coding | Quote]
) -> tuple[list[Passage], float]:
    """Return the place of each noun in the new text, in the order given, and how much both texts share (0 to 1)."""
    old, new = before.text, after.text
    spans = [(min(noun.start, len(old)), min(noun.end, len(old))) for noun in nouns]
    following = path.each(spans)
    crowded = _crowded(nouns, following.moved)
    made: list[Passage] = []
    for rank, noun in enumerate(nouns):
        moved, span = following.moved[rank], spans[rank]
        words = noun.quote if isinstance(noun, Coding) else old[slice(*span)]
        if old[noun.start : noun.end] != words or not span[0] < span[1]:
            made.append(_unplaced(noun, words, new, moved))
        elif moved.sure and rank not in crowded:
            notice = _notice(before, after, span, moved, carried=rank in following.carried)
            made.append(Passage(noun, moved.start, moved.end, notice=notice))
        else:
            made.append(_doubtful(noun, old, new, span, moved, following.kept[rank]))
    return made, following.shared


def _crowded(nouns: Sequence[Coding | Quote], moved: Sequence[Moved]) -> set[int]:
    """Return the ranks of the passages that were apart and would now stand at one place."""
    at: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for noun, one in zip(nouns, moved, strict=True):
        if one.sure:
            at.setdefault((one.start, one.end), set()).add((noun.start, noun.end))
    return {
        rank
        for rank, one in enumerate(moved)
        if one.sure and len(at[one.start, one.end]) > 1
    }  # fmt: skip


def _unplaced(noun: Coding | Quote, words: str, new: str, moved: Moved) -> Passage:
    """Place what did not agree with the old text: where its words are, if they are there once."""
    at = new.find(words) if words else -1
    if at >= 0 and new.find(words, at + 1) < 0:
        return Passage(noun, at, at + len(words), "unplaced")
    start, end = _trimmed(new, moved.start, moved.end)
    return Passage(noun, start, end, "unplaced")


def _doubtful(noun: Coding | Quote, old: str, new: str, span: tuple[int, int], moved: Moved, kept: int) -> Passage:
    low, high = span
    if new[moved.start : moved.end] == old[low:high]:
        return Passage(noun, moved.start, moved.end, "ambiguous")
    start, end = _trimmed(new, *_whole(old, new, span, moved))
    if start == end or (_worded(old[low:high]) and not _worded(new[start:end])):
        # A full stop that is left of a sentence is no passage.
        start = end = min(start, end)
        words = old[low:high].strip()
        elsewhere = len(words) > 2 and new.count(words) > 0
        return Passage(noun, start, end, "ambiguous" if elsewhere else "gone")
    if not kept:
        return Passage(noun, start, end, "rewritten")
    minor = kept >= MINOR * (high - low) and kept >= MINOR * (end - start)
    return Passage(noun, start, end, "corrected" if minor else "edited")


def _whole(old: str, new: str, span: tuple[int, int], moved: Moved) -> tuple[int, int]:
    """Widen a place to whole words where the old passage held whole words, and never cut a sign in two."""
    start, end = moved.start, moved.end
    if start == end:
        return start, end
    if not _inside_word(old, span[0]):
        while _inside_word(new, start):
            start -= 1
    if not _inside_word(old, span[1]):
        while _inside_word(new, end):
            end += 1
    while _joined(new, start):
        start -= 1
    while _joined(new, end):
        end += 1
    return start, end


def _worded(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _joined(text: str, at: int) -> bool:
    """Tell whether the character after ``at`` belongs to the sign before: an accent, the rest of an emoji."""
    if not 0 < at < len(text):
        return False
    return unicodedata.combining(text[at]) > 0 or text[at] in _JOINERS or text[at - 1] == "\u200d"


def _notice(before: Transcript, after: Transcript, span: tuple[int, int], moved: Moved, *, carried: bool) -> Notice:
    if _voices(before, *span) != _voices(after, moved.start, moved.end):
        return "voice"
    for old_at, new_at in ((span[0], moved.start), (span[1], moved.end)):
        if _inside_word(after.text, new_at) and not _inside_word(before.text, old_at):
            return "edge"
        if _joined(after.text, new_at) and not _joined(before.text, old_at):
            return "edge"
    return "elsewhere" if carried else ""


def _voices(transcript: Transcript, start: int, end: int) -> frozenset[tuple[str, str | None]]:
    """Return who speaks in a passage: roles and participants, not labels, which may be respelt."""
    first, last = transcript.turn_at(start), transcript.turn_at(max(start, end - 1))
    if last is None:
        return frozenset()
    labels = {label for turn in transcript.turns[(first or 1) - 1 : last] for label in turn.speakers}
    return frozenset((one.role, one.participant) for one in transcript.speakers if one.label in labels)


Place = tuple[int, int]


class Room:
    """The places that are still free in a text, for codings of one code by one coder."""

    def __init__(self, transcript: Transcript, passages: Iterable[Passage]):
        self._transcript, self._text = transcript, transcript.text
        self._taken: dict[tuple[str, str], set[Place]] = {}
        for passage in passages:
            if isinstance(passage.noun, Coding) and not passage.why:
                self.take(passage.noun, (passage.start, passage.end))

    def take(self, coding: Coding, place: Place) -> None:
        """Say that a coding stands there."""
        self._taken.setdefault((coding.code, coding.coder), set()).add(place)

    def holds(self, coding: Coding, place: Place) -> bool:
        """Tell whether a coding of this code and coder stands there already."""
        return place in self._taken.get((coding.code, coding.coder), ())

    def near(self, coding: Coding, start: int, end: int) -> Place:
        """Return the free place nearest to ``[start, end)`` that holds a word, and take it.

        Words of the same turn come first, then those of others, labels last. Raises ``Refused`` when the text is too
        short to hold all that is coded.
        """
        taken = self._taken.setdefault((coding.code, coding.coder), set())
        for place in chain(self._in_turn(start, end), self._around(start, end)):
            words = self._text[slice(*place)]
            if place not in taken and (_worded(words) or (place == (start, end) and words.strip())):
                taken.add(place)
                return place
        for low in range(len(self._text)):
            for high in range(len(self._text), low, -1):
                if (low, high) not in taken and self._text[low:high].strip():
                    taken.add((low, high))
                    return low, high
        raise Refused(
            _("The new text is too short to hold the passages that are coded."),
            _("Delete the codings that have no words any more, then revise the text again."),
        )

    def _in_turn(self, start: int, end: int) -> Iterator[Place]:
        """Yield the place itself, then words beside it in the turn where the passage was, labels left out."""
        if start < end:
            yield start, end
        number = self._transcript.turn_at(max(0, start - 1))
        if number is not None:
            turn = self._transcript.turns[number - 1]
            yield from self._beside(max(start, turn.start), max(end, turn.start), turn.start, turn.end)

    def _around(self, start: int, end: int) -> Iterator[Place]:
        """Yield words beside the place, nearer ones first: those of any turn, then labels too."""
        labels = [(turn.label_start, turn.start) for turn in self._transcript.turns]
        later = []
        for place in self._beside(start, end, 0, len(self._text)):
            label = bisect_right(labels, place[1], key=lambda one: one[0]) - 1
            if label >= 0 and place[0] < labels[label][1] and labels[label][0] < place[1]:
                later.append(place)
            else:
                yield place
        yield from later

    def _beside(self, start: int, end: int, low: int, high: int) -> Iterator[Place]:
        """Yield the words beside a place, nearer ones first, each with the place and alone, between two limits."""
        text = self._text
        left, right = (start, start), (end, end)
        while left[0] > low or right[1] < high:
            if (found := _word_after(text, right[1], high)) is not None:
                right = found
                yield (start, right[1]) if start < end else right
                yield right
            else:
                right = (high, high)
            if (found := _word_before(text, left[0], low)) is not None:
                left = found
                yield (left[0], end) if start < end else left
                yield left
            else:
                left = (low, low)


def _word_after(text: str, at: int, high: int) -> Place | None:
    while at < high and text[at].isspace():
        at += 1
    end = at
    while end < high and not text[end].isspace():
        end += 1
    return (at, end) if at < end else None


def _word_before(text: str, at: int, low: int) -> Place | None:
    while at > low and text[at - 1].isspace():
        at -= 1
    start = at
    while start > low and not text[start - 1].isspace():
        start -= 1
    return (start, at) if start < at else None
