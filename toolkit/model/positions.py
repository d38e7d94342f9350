"""Positions are Unicode code points, half-open. Other ways of counting stop at their own border.

``Offsets`` converts for JavaScript and NVivo (UTF-16 units) and for Taguette (UTF-8 bytes);
``remap`` follows spans through an edit of the text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.model.alignment import Block, common_end, common_start, equal_blocks
from toolkit.model.checks import span
from toolkit.model.finding import Places

LONG: Final = 20
"""So many characters in a row, at their place, are no accident between two texts."""
AROUND: Final = 80
"""How far, in characters, the neighbourhood of a shorter block is looked at."""
ENOUGH: Final = 0.45
"""The part of the neighbourhood that must be shared: two unrelated interviews share about a fifth."""
CARRIED: Final = 12
"""A passage carried elsewhere is known again from this length on, if it is once in both texts."""
REACH: Final = 4_000
"""How far the two readings of an erased repetition are followed."""


class Offsets:
    """Converts positions of one text between code points, UTF-16 units and UTF-8 bytes.

    Built in one pass; each conversion is a binary search among the characters that differ.

    >>> Offsets("a😀b").to_utf16(2), Offsets("é!").to_utf8(1)
    (3, 2)
    """

    def __init__(self, text: str):
        self._length = len(text)
        self._utf16 = _Scale([(i, 1) for i, char in enumerate(text) if char > "\uffff"])
        self._utf8 = _Scale([(i, len(char.encode("utf-8")) - 1) for i, char in enumerate(text) if char > "\x7f"])

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 position of a code point position."""
        return self._utf16.forward(self._checked(position, self._length))

    def from_utf16(self, position: int) -> int:
        """Return the code point position; raise ``InvalidValue`` inside a character or outside the text."""
        return self._checked(self._utf16.backward(position), self._length)

    def to_utf8(self, position: int) -> int:
        """Return the UTF-8 byte position of a code point position."""
        return self._utf8.forward(self._checked(position, self._length))

    def from_utf8(self, position: int) -> int:
        """Return the code point position; raise ``InvalidValue`` inside a character or outside the text."""
        return self._checked(self._utf8.backward(position), self._length)

    @staticmethod
    def _checked(position: int, length: int) -> int:
        if not 0 <= position <= length:
            raise InvalidValue(
                _(
                    "Position {position} is outside the text (0 to {length}).",
                    position=position,
                    length=length,
                )
            )
        return position


class _Scale:
    """A sorted list of the characters that count for more than one, with the running excess."""

    def __init__(self, wide: list[tuple[int, int]]):
        self._starts = [position for position, _extra in wide]
        self._excess = [0]
        for _position, extra in wide:
            self._excess.append(self._excess[-1] + extra)
        # Where each wide character ends in the other scale.
        self._ends = [position + 1 + self._excess[i + 1] for i, position in enumerate(self._starts)]

    def forward(self, position: int) -> int:
        return position + self._excess[bisect_right(self._starts, position - 1)]

    def backward(self, position: int) -> int:
        passed = bisect_right(self._ends, position)
        found = position - self._excess[passed]
        if passed < len(self._starts) and found > self._starts[passed]:
            raise InvalidValue(_("Position {position} falls inside a character.", position=position))
        return found


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a span lies after an edit; ``sure`` is false when its words changed and a person must look."""

    start: int
    end: int
    sure: bool


def remap(old: str, new: str, spans: Iterable[tuple[int, int]]) -> list[Moved]:
    """Follow each span of ``old`` into ``new``, in the order given.

    A span whose characters were left alone is ``sure`` and holds exactly its old words. Another gets the
    nearest place, ``sure=False``, for a person to look at: nothing is moved or lost in silence. So does a span
    whose words are there by luck only, in a text that is otherwise another one, and each of two spans that an
    erased repetition (« oui oui » → « oui ») would put on the same words.

    Raises ``InvalidValue`` when a span does not lie in ``old``.

    >>> remap("Oui. Enfin non.", "Oui. Euh, enfin non.", [(0, 4), (5, 10), (11, 15)])
    [Moved(start=0, end=4, sure=True), Moved(start=5, end=15, sure=False), Moved(start=16, end=20, sure=True)]
    """
    return list(follow(old, new, spans).moved)


@dataclass(frozen=True, slots=True, repr=False)
class Following:
    """Where each span went, and what is known of the way.

    ``carried`` are the ranks of the spans found again elsewhere, with all that stood around them; ``kept`` how many
    characters of each span were left alone at their place; ``shared`` the part of the shorter text, from 0 to 1, that
    both texts have in common.
    """

    moved: tuple[Moved, ...]
    carried: frozenset[int]
    kept: tuple[int, ...]
    shared: float

    def __repr__(self) -> str:
        return f"<Following: {len(self.moved)} spans, {self.shared:.2f} shared>"


def follow(old: str, new: str, spans: Iterable[tuple[int, int]]) -> Following:
    """Follow each span as ``remap`` does, and say how: carried elsewhere, how much of it was kept.

    >>> follow("Oui. Enfin non.", "Oui. Euh, enfin non.", [(5, 10)]).kept
    (5,)
    """
    return Path(old, new).each(spans)


@dataclass(slots=True)
class _Followed:
    """A span on its way: ``shift`` is new minus old; ``doubtful`` when another place would do as well."""

    start: int
    end: int
    sure: bool
    shift: int = 0
    doubtful: bool = False
    carried: bool = False


class Path:
    """The way from one text to the other: the blocks that both share, and how far each can be trusted."""

    def __init__(self, old: str, new: str):
        self.old, self.new = old, new
        self._places_old, self._places_new = Places(old), Places(new)
        blocks = equal_blocks(old, new)
        self.blocks = [block for block, trusted in zip(blocks, self._trusted(blocks), strict=True) if trusted]
        self.starts = [block.old for block in self.blocks]
        # How far each block stays equal beyond its ends, over what was erased or inserted beside it: when one of
        # two like words goes, nobody can tell which, and both readings leave the same words.
        self.low = [b.old - common_end(old, new, b.old, b.new, REACH) for b in self.blocks]
        self.high = [
            b.old + b.size + common_start(old, new, b.old + b.size, b.new + b.size, REACH) for b in self.blocks
        ]

    def each(self, spans: Iterable[tuple[int, int]]) -> Following:
        """Follow each span of the old text, in the order given; raise ``InvalidValue`` on one outside of it."""
        asked = list(spans)
        for start, end in asked:
            span(start, end, len(self.old))
        if self.old == self.new:
            moved = tuple(Moved(start, end, True) for start, end in asked)
            return Following(moved, frozenset(), tuple(end - start for start, end in asked), 1.0)
        followed = [self.follow(start, end) for start, end in asked]
        return Following(
            tuple(self.without_collisions(followed)),
            frozenset(rank for rank, one in enumerate(followed) if one.carried),
            tuple(self.kept(start, end) for start, end in asked),
            sum(block.size for block in self.blocks) / max(1, min(len(self.old), len(self.new))),
        )

    def _trusted(self, blocks: Sequence[Block]) -> Iterator[bool]:
        """Tell which blocks are more than a chance meeting of two texts that have nothing in common.

        A block is trusted when it begins or ends both texts, when it is long, or when most of what surrounds it,
        in one text or the other, is shared too.
        """
        sums = [0, *accumulate(block.size for block in blocks)]
        olds, news = [block.old for block in blocks], [block.new for block in blocks]

        def shared(starts: list[int], low: int, high: int) -> int:
            i, j = bisect_right(starts, low) - 1, bisect_left(starts, high) - 1
            if j < 0:
                return 0
            total = sums[j] + min(blocks[j].size, high - starts[j])
            return total - (sums[i] + min(blocks[i].size, low - starts[i]) if i >= 0 else 0)

        for block in blocks:
            first = block.old == block.new == 0
            last = block.old + block.size == len(self.old) and block.new + block.size == len(self.new)
            if first or last or block.size >= LONG:
                yield True
                continue
            share = 0.0
            for starts, at, length in ((olds, block.old, len(self.old)), (news, block.new, len(self.new))):
                low, high = max(0, at - AROUND), min(length, at + block.size + AROUND)
                share = max(share, shared(starts, low, high) / (high - low))
            yield share >= ENOUGH

    def follow(self, start: int, end: int) -> _Followed:
        """Follow one span, alone."""
        i = max(0, bisect_right(self.starts, start) - 1)
        near = range(max(0, i - 1), min(len(self.blocks), bisect_right(self.starts, end) + 1, i + 4))
        holding = [n for n in near if self.low[n] <= start and end <= self.high[n]]
        if holding:
            chosen = max(holding, key=lambda n: self._inside(n, start, end))
            shift = self.blocks[chosen].new - self.blocks[chosen].old
            doubtful = any(
                n != chosen and self._reaches(n, start + shift, end + shift)
                for n in range(max(0, chosen - 1), min(len(self.blocks), chosen + 2))
            )
            return _Followed(start + shift, end + shift, True, shift, doubtful)
        if (carried := self._carried(start, end)) is not None:
            return _Followed(carried, carried + end - start, True, carried - start, carried=True)
        low, high = self._nearest(start, opening=True), self._nearest(end, opening=False)
        return _Followed(min(low, high), max(low, high), False)

    def _inside(self, n: int, start: int, end: int) -> int:
        """Return how many characters of a span lie in block ``n`` itself."""
        block = self.blocks[n]
        return min(end, block.old + block.size) - max(start, block.old)

    def _reaches(self, n: int, start: int, end: int) -> bool:
        """Tell whether block ``n``, as far as it stays equal, also covers this place of the new text."""
        shift = self.blocks[n].new - self.blocks[n].old
        return self.low[n] + shift <= start and end <= self.high[n] + shift

    def _carried(self, start: int, end: int) -> int | None:
        """Return where the passage was carried as a whole: it, its sentence or its lines, once in both texts."""
        opening = self.old.rfind("\n", 0, start) + 1
        closing = self.old.find("\n", end)
        closing = closing if closing >= 0 else len(self.old)
        for low, high in ((start, end), self._sentence(start, end, opening, closing), (opening, closing)):
            words = self.old[low:high]
            if len(words) < CARRIED:
                continue
            at = self._places_new.once(words)
            if at is not None and self._places_old.once(words) is not None:
                return at + start - low
        return None

    def _sentence(self, start: int, end: int, opening: int, closing: int) -> tuple[int, int]:
        """Return the sentence that holds a passage, between the ends of its line."""
        low = max((self.old.rfind(sign, opening, start) + 1 for sign in ".?!…"), default=0)
        low = max(low, opening)
        while low < start and self.old[low].isspace():
            low += 1
        ends = [at + 1 for sign in ".?!…" if (at := self.old.find(sign, max(start, end - 1), closing)) >= 0]
        return low, min(ends, default=closing)

    def kept(self, start: int, end: int) -> int:
        """Return how many characters of a span lie in what was left alone."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = bisect_left(self.starts, end)
        return sum(max(0, self._inside(n, start, end)) for n in range(first, last))

    def _nearest(self, position: int, *, opening: bool) -> int:
        """Return the new place of one boundary: beside what is kept, or as far as it was in what is not."""
        i = bisect_right(self.starts, position) - 1
        if i >= 0:
            block = self.blocks[i]
            # A passage ends with the last word kept, even when a block begins right there.
            if position < block.old + block.size and (opening or position > block.old):
                return block.new + position - block.old
            if not opening and position == block.old:
                i -= 1
        low_old, low_new = 0, 0
        if i >= 0:
            low_old, low_new = self.blocks[i].old + self.blocks[i].size, self.blocks[i].new + self.blocks[i].size
        high_old, high_new = len(self.old), len(self.new)
        if i + 1 < len(self.blocks):
            high_old, high_new = self.blocks[i + 1].old, self.blocks[i + 1].new
        if low_old == high_old:
            return high_new if opening else low_new
        return low_new + (position - low_old) * (high_new - low_new) // (high_old - low_old)

    @staticmethod
    def without_collisions(followed: Sequence[_Followed]) -> list[Moved]:
        """Take back the certainty of doubtful spans that would share a place with other words."""
        by_shift: dict[int, list[tuple[int, int]]] = {}
        if any(one.doubtful for one in followed):
            for one in followed:
                if one.sure and one.start < one.end:
                    by_shift.setdefault(one.shift, []).append((one.start, one.end))
        lanes = {shift: _Lane(places) for shift, places in by_shift.items()}
        return [
            Moved(
                one.start,
                one.end,
                one.sure
                and not (
                    one.doubtful
                    and any(shift != one.shift and lane.meets(one.start, one.end) for shift, lane in lanes.items())
                ),
            )
            for one in followed
        ]


class _Lane:
    """Places that moved by the same distance, sorted so that an overlap is found by one search."""

    def __init__(self, places: list[tuple[int, int]]):
        places.sort()
        self.starts = [start for start, _end in places]
        self.ends = list(accumulate((end for _start, end in places), max))

    def meets(self, start: int, end: int) -> bool:
        i = bisect_left(self.starts, end) - 1
        return i >= 0 and self.ends[i] > start
