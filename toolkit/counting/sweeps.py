"""Extracts that meet: found by one sweep along the texts, never pair by pair.

Extracts of one code that overlap are one extract here: a passage coded twice counts once, so that along a text the
extracts of a code never overlap, and n extracts of C codes meet at most n × C times.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.counting.columns import ROOM

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

CHUNK = 131_072
"""Meetings looked at together: what a processor keeps at hand, and what bounds the memory of a sweep."""


@dataclass(frozen=True, slots=True, repr=False)
class Extracts:
    """Joined extracts: code and text as numbers, half-open positions; sorted by code, text, start."""

    code: "Array"
    text: "Array"
    start: "Array"
    end: "Array"

    def __len__(self) -> int:
        return len(self.code)


@dataclass(frozen=True, slots=True, repr=False)
class Met:
    """``pairs[a, b]``: how many extracts of a and of b meet, each pair once; ``having[a, b]``: how many extracts of a
    meet one of b at least; ``sizes[a]``: how many extracts of a there are."""

    pairs: "Array"
    having: "Array"
    sizes: "Array"


def joined_extracts(code: "Array", text: "Array", start: "Array", end: "Array") -> Extracts:
    """Join the extracts of one code that overlap in one text (sharing one character at least)."""
    import numpy as np

    if not len(code):
        empty = np.zeros(0, dtype=np.int64)
        return Extracts(empty, empty, empty, empty)
    step = int(end.max()) + 1
    texts = int(text.max()) + 1
    group = code.astype(np.int64) * texts + text
    key = group * step + start
    order = np.argsort(key, kind="stable")
    key = key[order]
    reach = np.maximum.accumulate(group[order] * step + end[order])
    opens = np.ones(len(key), dtype=bool)
    opens[1:] = key[1:] >= reach[:-1]
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(key)) - 1
    where = key[first] // step
    return Extracts(where // texts, where % texts, key[first] - where * step, reach[last] - where * step)


def meetings(extracts: Extracts, codes: int, *, reach: int = -1) -> Met:
    """Count the extracts that meet: one character in common, or (``reach`` ≥ 0) at most that many between them."""
    import numpy as np

    n = len(extracts)
    sizes = np.bincount(extracts.code, minlength=codes)
    table = np.zeros(codes * codes, dtype=np.int64)
    if not n:
        square = table.reshape(codes, codes)
        return Met(square, square.copy(), sizes)
    later = np.zeros_like(table)
    step = int(extracts.end.max()) + max(reach, 0) + 2
    place = extracts.text.astype(np.int64) * step
    order = np.argsort(place + extracts.start, kind="stable")
    start, end = (place + extracts.start)[order], (place + extracts.end)[order]
    code = extracts.code[order].astype(np.int64)
    # The end of the extract of the same code before it in the same text: who meets it was met already.
    before = np.full(n, np.iinfo(np.int64).min // 2)
    same = (extracts.code[1:] == extracts.code[:-1]) & (extracts.text[1:] == extracts.text[:-1])
    before[1:][same] = (place + extracts.end)[:-1][same]
    before = before[order]
    met = np.searchsorted(start, end + reach, side="right") - np.arange(n) - 1
    sums = np.cumsum(met)
    having = np.zeros_like(table)
    low = 0
    while low < n:
        done = int(sums[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(sums, done + CHUNK, side="right")))
        count = met[low:high]
        i = np.repeat(np.arange(low, high), count)
        j = i + 1 + np.arange(len(i)) - np.repeat(sums[low:high] - count - done, count)
        key = code[i] * codes + code[j]
        table += np.bincount(key, minlength=codes * codes)
        # i meets an extract of the code of j for the first time; and j one of the code of i.
        having += np.bincount(key[before[j] + reach < start[i]], minlength=codes * codes)
        first = before[i] + reach < start[j]
        later += np.bincount(key if first.all() else key[first], minlength=codes * codes)
        low = high
    square = table.reshape(codes, codes)
    return Met(square + square.T, having.reshape(codes, codes) + later.reshape(codes, codes).T, sizes)


def shared_units(code: "Array", unit: "Array", codes: int) -> Met:
    """Count the units (turns, segments, people) that carry both codes; ``unit`` as numbers."""
    import numpy as np
    from scipy import sparse

    key = unit.astype(np.int64) * max(codes, 1) + code
    room = (int(unit.max()) + 1) * codes if len(unit) else 0
    if room <= max(ROOM, 4 * len(key)):
        seen = np.zeros(room, dtype=bool)
        seen[key] = True
        key = np.flatnonzero(seen)
    else:
        key = np.unique(key)
    units, kinds = key // max(codes, 1), key % max(codes, 1)
    height = int(units.max()) + 1 if len(units) else 0
    ones = np.ones(len(key), dtype=np.int64)
    rows = sparse.csr_matrix((ones, (units, kinds)), shape=(height, codes))
    both = np.asarray((rows.T @ rows).todense(), dtype=np.int64).reshape(codes, codes)
    sizes = np.diagonal(both).copy()
    np.fill_diagonal(both, 0)
    return Met(both, both.copy(), sizes)
