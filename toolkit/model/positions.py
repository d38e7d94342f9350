"""Positions are Unicode code points, half-open. Other ways of counting stop at their own border.

``Offsets`` converts for JavaScript and NVivo (UTF-16 units) and for Taguette (UTF-8 bytes);
``remap`` follows spans through an edit of the text.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from toolkit.errors import InvalidValue
from toolkit.i18n import _


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
    nearest place, ``sure=False``, for a person to look at: nothing is moved or lost in silence.
    Compares lines, then words inside the lines that changed, then characters inside the words.
    """
    spans = list(spans)
    if old == new:
        return [Moved(start, end, True) for start, end in spans]
    blocks = list(_equal_blocks(old, new))
    return [_moved(old, new, blocks, start, end) for start, end in spans]


def _moved(old: str, new: str, blocks: Sequence[tuple[int, int, int]], start: int, end: int) -> Moved:
    starts = [block[0] for block in blocks]
    i = bisect_right(starts, start) - 1
    if i >= 0:
        left, right, size = blocks[i]
        if start <= left + size and end <= left + size and (start < left + size or start == end):
            return Moved(start - left + right, end - left + right, True)
    quote = old[start:end]
    if len(quote) >= 12 and old.count(quote) == 1 and new.count(quote) == 1:
        # The whole passage was carried elsewhere: same words, only place in both texts.
        place = new.index(quote)
        return Moved(place, place + len(quote), True)
    low, high = (
        _nearest(blocks, start, len(new), forward=True),
        _nearest(blocks, end, len(new), forward=False),
    )
    low, high = min(low, high), max(low, high)
    return Moved(low, high, False)


def _nearest(blocks: Sequence[tuple[int, int, int]], position: int, length: int, *, forward: bool) -> int:
    """Carry one boundary to the kept text beside it: the following one for a start, the preceding for an end."""
    if forward:
        for left, right, size in blocks:
            if position < left + size:
                return right + max(0, position - left)
        return length
    best = 0
    for left, right, size in blocks:
        if left < position:
            best = right + min(size, position - left)
    return best


def _equal_blocks(old: str, new: str) -> Iterable[tuple[int, int, int]]:
    """Yield ``(old, new, length)`` runs that are the same in both texts, adjacent runs joined."""
    run: tuple[int, int, int] | None = None
    for left, right, size in _compare(old, new, 0, 0, level=0):
        if run and run[0] + run[2] == left and run[1] + run[2] == right:
            run = (run[0], run[1], run[2] + size)
            continue
        if run:
            yield run
        run = (left, right, size)
    if run:
        yield run


def _compare(old: str, new: str, left: int, right: int, *, level: int) -> Iterable[tuple[int, int, int]]:
    """Compare two stretches by lines (0), words (1), characters (2), going finer only where they differ."""
    head = _common(old, new)
    if head:
        yield left, right, head
    tail = _common(old[head:][::-1], new[head:][::-1])
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    if a and b:
        cut_a, cut_b = _cut(a, level), _cut(b, level)
        at_a, at_b = _starts(cut_a), _starts(cut_b)
        matcher = SequenceMatcher(None, cut_a, cut_b, autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            a1, a2, b1, b2 = at_a[i1], at_a[i2], at_b[j1], at_b[j2]
            if tag == "equal":
                yield left + head + a1, right + head + b1, a2 - a1
            elif tag == "replace" and level < 2 and (a2 - a1) * (b2 - b1) <= 4_000_000:
                yield from _compare(a[a1:a2], b[b1:b2], left + head + a1, right + head + b1, level=level + 1)
    if tail:
        yield left + len(old) - tail, right + len(new) - tail, tail


def _common(a: str, b: str) -> int:
    """Return the length of the common beginning, by halving."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _cut(text: str, level: int) -> list[str]:
    if level == 2:
        return list(text)
    pieces: list[str] = []
    start = 0
    for i, char in enumerate(text):
        if char == "\n" or (level == 1 and char == " "):
            pieces.append(text[start : i + 1])
            start = i + 1
    if start < len(text):
        pieces.append(text[start:])
    return pieces


def _starts(pieces: list[str]) -> list[int]:
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts
