"""Small numbers that would point at somebody: what to group, what to hide, before a table leaves the screen.

Only tables crossed with a trait are concerned; the totals of themes are always said. METHODS D11.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from toolkit.errors import InvalidValue
from toolkit.i18n import _

THRESHOLDS: Final = {"internal": 3, "host": 5, "public": 5}
"""No number built on fewer people: k = 3 between colleagues of the study, 5 for the host and the public."""


def threshold(profile: str) -> int:
    """Return k for an audience; raise ``InvalidValue`` for an unknown one."""
    if profile not in THRESHOLDS:
        raise InvalidValue(
            _("“{profile}” is not an audience.", profile=profile),
            _("Choose one of: {allowed}.", allowed=", ".join(THRESHOLDS)),
        )
    return THRESHOLDS[profile]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Counts of people by code (rows) and group (columns), with the size of each group."""

    groups: tuple[Any, ...]
    sizes: tuple[int, ...]
    counts: tuple[tuple[int, ...], ...]


def grouped(crossing: Crossing, k: int) -> Crossing:
    """Put together the groups of fewer than ``k`` people: true numbers of a larger group beat blank cells.

    What is put together is named with « + ». When nothing large enough is left, one group remains.
    """
    groups = [(name, size, tuple(row[j] for row in crossing.counts)) for j, (name, size) in _columns(crossing)]
    groups = [group for group in groups if group[1] > 0]
    small = [group for group in groups if group[1] < k]
    large = [group for group in groups if group[1] >= k]
    while small and sum(size for _name, size, _counts in small) < k and large:
        smallest = min(large, key=lambda group: group[1])
        large.remove(smallest)
        small.append(smallest)
    if small:
        name = " + ".join(str(name) for name, _size, _counts in small)
        counts = tuple(sum(column) for column in zip(*(counts for _name, _size, counts in small), strict=True))
        large.append((name, sum(size for _name, size, _counts in small), counts))
    rows = tuple(tuple(counts[i] for _name, _size, counts in large) for i in range(len(crossing.counts)))
    return Crossing(tuple(name for name, _s, _c in large), tuple(size for _n, size, _c in large), rows)


def _columns(crossing: Crossing) -> list[tuple[int, tuple[Any, int]]]:
    return list(enumerate(zip(crossing.groups, crossing.sizes, strict=True)))


def hidden(counts: Sequence[int], sizes: Sequence[int], k: int) -> set[int]:
    """Return which cells of one row to hide, its total being known.

    First those of fewer than ``k`` people, nobody and everybody included (they tell what each one said);
    then others, smallest first, until no hidden number can be worked out from the total.

    >>> sorted(hidden([2, 6, 7], [8, 9, 9], 5))
    [0, 1]
    """
    gone = {j for j, (n, size) in enumerate(zip(counts, sizes, strict=True)) if n < k or n == size}
    while gone and len(gone) < len(counts) and _worked_out(counts, sizes, gone):
        gone.add(min((j for j in range(len(counts)) if j not in gone), key=lambda j: (counts[j], j)))
    return gone


def _worked_out(counts: Sequence[int], sizes: Sequence[int], gone: set[int]) -> bool:
    """Tell whether the total and the shown cells leave one possible value to a hidden cell."""
    total, room = sum(counts[j] for j in gone), sum(sizes[j] for j in gone)
    return any(max(0, total - (room - sizes[j])) == min(sizes[j], total) for j in gone)
