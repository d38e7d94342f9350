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
        order = {name: place for place, name in enumerate(crossing.groups)}
        small.sort(key=lambda group: order[group[0]])
        name = " + ".join(str(name) for name, _size, _counts in small)
        counts = tuple(sum(column) for column in zip(*(counts for _name, _size, counts in small), strict=True))
        large.append((name, sum(size for _name, size, _counts in small), counts))
    rows = tuple(tuple(counts[i] for _name, _size, counts in large) for i in range(len(crossing.counts)))
    return Crossing(tuple(name for name, _s, _c in large), tuple(size for _n, size, _c in large), rows)


def merged(crossing: Crossing, k: int) -> Crossing:
    """Put groups together while most of the numbers would have to be hidden, and more than two groups are left.

    Small groups first (``grouped``), then the pair that leaves the least hidden. What two groups of which most is
    hidden say together is printed instead of a blank: see ``joint``.
    """
    made = grouped(crossing, k)
    while len(made.groups) > 2:
        now = _share_hidden(made, k)
        if 2 * now <= 1:
            break
        pairs = [(i, j) for i in range(len(made.groups)) for j in range(i + 1, len(made.groups))]
        tried = [(_share_hidden(_paired(made, i, j), k), i, j) for i, j in pairs]
        best, i, j = min(tried)
        if best >= now and len(made.groups) <= 3:
            break
        made = _paired(made, i, j)
    return made


def _paired(crossing: Crossing, i: int, j: int) -> Crossing:
    """Return the crossing with groups i and j put together, in the place of the first."""

    def fused(values: Sequence[Any], both: Any) -> tuple[Any, ...]:
        return tuple(both if place == i else value for place, value in enumerate(values) if place != j)

    groups, sizes = crossing.groups, crossing.sizes
    return Crossing(
        fused(groups, f"{groups[i]} + {groups[j]}"),
        fused(sizes, sizes[i] + sizes[j]),
        tuple(fused(row, row[i] + row[j]) for row in crossing.counts),
    )


def _share_hidden(crossing: Crossing, k: int) -> float:
    cells = len(crossing.groups) * len(crossing.counts)
    if not cells or len(crossing.groups) < 2:
        return 0.0
    return sum(len(hidden(row, crossing.sizes, k)) for row in crossing.counts) / cells


def joint(counts: Sequence[int | None], sizes: Sequence[int], total: int) -> tuple[int, int] | None:
    """Return what the hidden cells of a row say together, n and N; None when nothing is hidden.

    It tells nothing more than the total and the shown cells do, and is true where a blank says nothing.

    >>> joint([None, None, 7], [8, 9, 9], 15)
    (8, 17)
    """
    gone = [j for j, n in enumerate(counts) if n is None]
    if not gone:
        return None
    return total - sum(n for n in counts if n is not None), sum(sizes[j] for j in gone)


def _columns(crossing: Crossing) -> list[tuple[int, tuple[Any, int]]]:
    return list(enumerate(zip(crossing.groups, crossing.sizes, strict=True)))


def hidden(counts: Sequence[int], sizes: Sequence[int], k: int) -> set[int]:
    """Return which cells of one row to hide, its total being known.

    First those of fewer than ``k`` people, nobody and everybody included (they tell what each one said);
    then others, smallest first, until no hidden number can be worked out from the total. Where the total itself is
    nobody or everybody it tells every cell: totals are always said, and hiding a cell there hides nothing.

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
