"""A text of which some passages are replaced, and what becomes of the spans that lie on it, exactly."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Literal

from toolkit.model.codes import CONTEXT, Code, Coding, Memo
from toolkit.model.guide import Guide
from toolkit.model.people import Case, Coder, Participant, StudySheet
from toolkit.model.plain import Noun, from_plain, to_plain
from toolkit.model.relations import Act, Event, Link
from toolkit.model.returns import Quote, Review
from toolkit.model.texts import Transcript, Turn

Outcome = Literal["moved", "cut", "around", "lost"]


@dataclass(frozen=True, slots=True, repr=False)
class Patch:
    """``[start, end)`` of a text becomes ``new``."""

    start: int
    end: int
    new: str

    def __repr__(self) -> str:
        return f"<Patch [{self.start}, {self.end}): {len(self.new)} characters>"


@dataclass(frozen=True, slots=True)
class Fate:
    """Where a span goes: ``moved`` with its words, ``cut`` at an end, ``around`` what was taken out, or ``lost``."""

    start: int
    end: int
    outcome: Outcome


class Rewritten:
    """A text with some passages replaced; ``taken`` are the regions of the old text where no span may stay."""

    def __init__(
        self,
        old: str,
        patches: Iterable[Patch],
        taken: Iterable[tuple[int, int]] = (),
        labels: Iterable[tuple[int, int]] = (),
    ):
        self.old = old
        self._patches = sorted((patch for patch in patches), key=lambda patch: (patch.start, patch.end))
        self._taken, self._labels = sorted(taken), sorted(labels)
        out, at = [], 0
        for patch in self._patches:
            out += [old[at : patch.start], patch.new]
            at = patch.end
        self.text = "".join([*out, old[at:]])
        growth = (len(patch.new) - (patch.end - patch.start) for patch in self._patches)
        self._shifts = list(accumulate(growth, initial=0))
        self._ends = [patch.end for patch in self._patches]

    def opening(self, position: int) -> int:
        """Return the new place of where something begins; before what replaces the passage that it was in."""
        i = self._passed(position)
        if i < len(self._patches) and self._patches[i].start < position:
            position = self._patches[i].start
        return position + self._shifts[i]

    def closing(self, position: int) -> int:
        """Return the new place of where something ends; after what replaces the passage that it was in."""
        i = self._passed(position)
        if i < len(self._patches) and self._patches[i].start < position:
            return self._patches[i].end + self._shifts[i + 1]
        return position + self._shifts[i]

    def _passed(self, position: int) -> int:
        i = bisect_right(self._ends, position)
        # Something put at a place where nothing was lies after what begins there.
        while i and self._patches[i - 1].start == self._patches[i - 1].end == position:
            i -= 1
        return i

    def follow(self, start: int, end: int) -> Fate:
        """Follow a span: cut back to what stays at both ends, whole in the middle, lost when nothing of it stays."""
        inside = [(max(start, low), min(end, high)) for low, high in self._taken if low < end and start < high]
        if not inside:
            return Fate(self.opening(start), self.closing(end), "moved")
        pieces, at = [], start
        for low, high in inside:
            pieces.append((at, low))
            at = max(at, high)
        pieces.append((at, end))
        pieces = [piece for piece in map(self._worded, pieces) if piece is not None]
        if not pieces:
            return Fate(self.opening(start), self.opening(start), "lost")
        low = start if inside[0][0] > start else pieces[0][0]
        high = end if inside[-1][1] < end else pieces[-1][1]
        outcome: Outcome = "around" if (low, high) == (start, end) else "cut"
        return Fate(self.opening(low), self.closing(high), outcome)

    def _worded(self, piece: tuple[int, int]) -> tuple[int, int] | None:
        """Return a piece without the spaces and the labels at its ends; None when no word is left."""
        start, end = piece
        changed = True
        while changed and start < end:
            changed = False
            while start < end and self.old[start].isspace():
                start, changed = start + 1, True
            while start < end and self.old[end - 1].isspace():
                end, changed = end - 1, True
            for low, high in self._labels:
                if low <= start < high:
                    start, changed = min(high, end), True
                elif low < end <= high:
                    end, changed = max(low, start), True
        return (start, end) if any(char.isalnum() for char in self.old[start:end]) else None

    def turns(self, turns: Sequence[Turn], speakers: Sequence[tuple[str, ...]]) -> tuple[Turn, ...]:
        """Return the turns in the new text, with these speakers; their times are kept."""
        return tuple(
            replace(
                turn,
                speakers=names,
                label_start=self.opening(turn.label_start),
                start=self.opening(turn.start),
                end=max(self.opening(turn.start), self.closing(turn.end)),
            )
            for turn, names in zip(turns, speakers, strict=True)
        )


def recut(coding: Coding, text: str, start: int, end: int) -> Coding:
    """Return a coding at these positions of a text, its words and context cut again."""
    return replace(
        coding,
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start] if coding.prefix else "",
        suffix=text[end : end + CONTEXT] if coding.suffix else "",
    )


FREE: dict[type[Noun], tuple[str, ...]] = {
    StudySheet: ("title", "research_questions"),
    Case: ("title", "traits"),
    Participant: ("traits", "consents"),
    Coder: ("name",),
    Guide: (
        *("title", "public", "research_questions", "consent", "opening", "themes"),
        *("closing", "items", "diary", "checklist", "author", "quotas", "notes"),
    ),
    Transcript: ("place",),
    Code: ("label", "short_definition", "definition", "when_to_use", "when_not_to_use", "example", "reference"),
    Coding: (),
    Memo: ("text",),
    Review: ("comment", "suggestion"),
    Quote: ("text",),
    Link: ("note",),
    Event: ("text", "domain", "note"),
    Act: ("action", "artefact", "said", "components"),
}
"""The fields of each noun where somebody writes what they want."""
_FIXED = frozenset({"id", "covers", "kind", "scope", "answer", "date"})


def free_texts(noun: Noun) -> list[str]:
    """Return every text that somebody wrote freely in a noun."""
    found: list[str] = []

    def look(text: str) -> str:
        found.append(text)
        return text

    for name in FREE[type(noun)]:
        _walked(to_plain(getattr(noun, name)), look)
    return found


def with_free_texts(noun: Noun, change: Callable[[str], str]) -> Noun:
    """Return a noun with ``change`` done to each of its free texts; the same noun when nothing changes."""
    if not FREE[type(noun)]:
        return noun
    plain = to_plain(noun)
    changed = {**plain, **{name: _walked(plain[name], change) for name in FREE[type(noun)]}}
    return noun if changed == plain else from_plain(type(noun), changed)


def _walked(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_walked(item, change) for item in value]
    if isinstance(value, dict):
        return {name: item if name in _FIXED else _walked(item, change) for name, item in value.items()}
    return value
