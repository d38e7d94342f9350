"""Chance in small numbers: exact tests, the smallest p that could ever come out, permutations of people, bootstrap.

People are what is independent, never their extracts. Exact p are worked out in whole numbers: no rounding decides.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb, isfinite, prod
from typing import Any, Final, Literal

from toolkit.errors import InvalidValue
from toolkit.i18n import _

Alternative = Literal["two-sided", "greater", "less"]
Method = Literal["holm", "bh", "bonferroni"]
METHODS: Final = ("holm", "bh", "bonferroni")
SEED: Final = 20_200_505
ARRANGEMENTS: Final = 20_000
"""Up to so many ways to share people out, all are gone through; beyond, so many are drawn."""
TABLES: Final = 2_000_000
WALKED: Final = 5_000


@dataclass(frozen=True, slots=True)
class Tested:
    """``p``, the ``smallest`` p that these margins could give, and whether p is ``exact`` (or drawn)."""

    p: float
    smallest: float
    exact: bool = True


def fisher(table: Sequence[Sequence[int]], *, alternative: Alternative = "two-sided") -> Tested:
    """Test a table of people by groups × (voiced, not voiced), its margins being what they are.

    Two groups: Fisher's exact test; more: Freeman & Halton 1951, Biometrika 38(1/2), doi:10.1093/biomet/38.1-2.141.
    Two-sided p: the tables that are no more probable than the one seen. Read it as « could chance alone do this among
    these people? »; it says nothing of the size of a difference, nor of people who were not met.

    Parameters
    ----------
    table
        One row per group: how many people voiced it, how many did not (or the same turned round).
    alternative
        ``"greater"``: the first group voices it more; two groups only.

    Raises ``InvalidValue`` for a table that is not 2 × c, holds a negative number, or is too large for an exact p.

    Examples
    --------
    >>> round(fisher([[3, 1], [1, 3]]).p, 4)
    0.4857
    """
    rows = [[int(n) for n in row] for row in table]
    if len(rows) != 2 and any(len(row) != 2 for row in rows):
        raise InvalidValue(
            _("Only a table of groups by yes or no is tested exactly."),
            _("Give one line per group: [voiced, not voiced]."),
        )
    if len({len(row) for row in rows}) != 1 or any(n < 0 for row in rows for n in row):
        raise InvalidValue(
            _("This table does not hold numbers of people."), _("Give whole numbers, as many in each line.")
        )
    if any(len(row) != 2 for row in rows):
        rows = [list(pair) for pair in zip(*rows, strict=True)]
    yes, sizes = [row[0] for row in rows], [sum(row) for row in rows]
    if alternative == "two-sided":
        return tested(yes, sizes)
    if len(sizes) != 2 or alternative not in ("greater", "less"):
        raise InvalidValue(_("A direction needs two groups."), _("Choose alternative=“two-sided”."))
    first = yes[0] if alternative == "greater" else yes[1]
    one, other = sizes if alternative == "greater" else sizes[::-1]
    n, whole = sum(yes), comb(sum(sizes), sum(yes))
    top = min(one, n)
    tail = sum(comb(one, x) * comb(other, n - x) for x in range(first, top + 1))
    return Tested(tail / whole, comb(one, top) * comb(other, n - top) / whole)


def tested(yes: Sequence[int], sizes: Sequence[int]) -> Tested:
    """Return the exact p of ``yes`` people out of ``sizes`` in each group; see ``fisher``."""
    if prod(size + 1 for size in sizes) > TABLES:
        raise InvalidValue(
            _("There are too many people and groups for an exact test."), _("Put groups together before comparing.")
        )
    n, whole = sum(yes), comb(sum(sizes), sum(yes))
    weights = _weights(sizes, n)
    seen = prod(comb(size, x) for size, x in zip(sizes, yes, strict=True))
    low = min(weights)
    return Tested(sum(w * times for w, times in weights.items() if w <= seen) / whole, low * weights[low] / whole)


def _weights(sizes: Sequence[int], n: int) -> Counter[int]:
    """Return how many tables with these margins have each weight (their number of arrangements of people)."""
    reached: dict[int, Counter[int]] = {0: Counter({1: 1})}
    for size in sizes:
        onward: dict[int, Counter[int]] = {}
        for total, weights in reached.items():
            for x in range(min(size, n - total) + 1):
                ways, into = comb(size, x), onward.setdefault(total + x, Counter())
                for weight, times in weights.items():
                    into[weight * ways] += times
        reached = onward
    return reached[n]


def smallest_p(sizes: Sequence[int]) -> float:
    """Return the smallest two-sided p that groups of these sizes can ever give, whatever people say.

    With many people in three groups or more, the smallest of the tables where whole groups voice it (it bounds it).

    >>> [round(smallest_p([n, n]), 4) for n in (3, 4, 5)]
    [0.1, 0.0286, 0.0079]
    """
    groups = [int(size) for size in sizes if size > 0]
    if len(groups) < 2:
        return 1.0
    voiced: Iterable[int] = range(sum(groups) + 1)
    if len(groups) > 2 and prod(size + 1 for size in groups) > WALKED:
        if prod(size + 1 for size in groups) > TABLES:
            return smallest_p([sum(groups[::2]), sum(groups[1::2])])
        voiced = [sum(groups[:i]) for i in range(1, len(groups))]
    return min(tested(_fullest(groups, n), groups).smallest for n in voiced)


def _fullest(sizes: Sequence[int], n: int) -> list[int]:
    """Return one table with these margins: the first groups filled first."""
    made = []
    for size in sizes:
        made.append(min(size, n))
        n -= made[-1]
    return made


def permutation(
    values: Sequence[float], groups: Sequence[Any], *, draws: int = ARRANGEMENTS, seed: int = SEED
) -> Tested:
    """Test a number per person between groups by sharing the people out again, their numbers unchanged.

    The statistic is how far the means of the groups are from the mean of all (the sum of size × distance²); with two
    groups, the same as the absolute difference of means. All the arrangements are gone through when there are at most
    20,000; otherwise ``draws`` are made, and p is (1 + those as far) / (1 + draws): never 0. Ernst 2004, Statistical
    Science 19(4), doi:10.1214/088342304000000396.

    Parameters
    ----------
    values
        One number per person (extracts, turns, words…); never one per extract.
    groups
        The group of each person.

    Raises ``InvalidValue`` when the two differ in length, or a number is missing.

    Examples
    --------
    >>> permutation([5, 6, 7, 1, 2, 3], ["a", "a", "a", "b", "b", "b"]).p
    0.1
    """
    import numpy as np

    numbers = np.asarray(values, dtype=float)
    if len(numbers) != len(groups) or not np.isfinite(numbers).all():
        raise InvalidValue(_("One number and one group are needed for each person."), _("Leave the others out."))
    known = list(dict.fromkeys(groups))
    label = np.array([known.index(group) for group in groups], dtype=np.int64)
    sizes = [int((label == i).sum()) for i in range(len(known))]
    if len(known) < 2:
        return Tested(1.0, 1.0)
    centred = numbers - numbers.mean()
    ways = _ways(sizes)
    if ways <= ARRANGEMENTS:
        labels = np.array(list(_arrangements(sizes)), dtype=np.int64)
    else:
        rng = np.random.default_rng(seed)
        labels = rng.permuted(np.tile(label, (draws, 1)), axis=1)

    def spread(labelled: Any) -> Any:
        found = np.zeros(len(labelled))
        for i, size in enumerate(sizes):
            found += (centred * (labelled == i)).sum(axis=1) ** 2 / size
        return found

    seen, others = float(spread(label[None, :])[0]), spread(labels)
    scale = max(float((centred**2).sum()), 1e-300)
    far = int((others >= seen - 1e-10 * scale).sum())
    if ways <= ARRANGEMENTS:
        top = int((others >= others.max() - 1e-10 * scale).sum())
        return Tested(far / ways, top / ways)
    return Tested((1 + far) / (1 + draws), 1 / (1 + draws), exact=False)


def _ways(sizes: Sequence[int]) -> int:
    ways, left = 1, sum(sizes)
    for size in sizes:
        ways *= comb(left, size)
        left -= size
    return ways


def _arrangements(sizes: Sequence[int]) -> Any:
    """Yield every way to give each person a group, the sizes being kept."""
    left, made = list(sizes), [0] * sum(sizes)

    def go(at: int) -> Any:
        if at == len(made):
            yield tuple(made)
            return
        for group, room in enumerate(left):
            if room:
                left[group] -= 1
                made[at] = group
                yield from go(at + 1)
                left[group] += 1

    yield from go(0)


def adjust(pvalues: Sequence[float | None], method: Method = "holm") -> list[float | None]:
    """Correct p-values for their number; in the order given, None staying None.

    ``"holm"``: the chance of one false difference among all; ``"bh"``: the share of false ones among those kept;
    ``"bonferroni"``. Holm 1979, Scandinavian Journal of Statistics 6(2); Benjamini & Hochberg 1995, JRSS B 57(1),
    doi:10.1111/j.2517-6161.1995.tb02031.x.

    Raises ``InvalidValue`` for another method, or a p that is not between 0 and 1.

    >>> adjust([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    if method not in METHODS:
        raise InvalidValue(
            _("“{method}” is not a correction of p-values.", method=method),
            _("Choose one of: {allowed}.", allowed=", ".join(METHODS)),
        )
    known = [(float(p), i) for i, p in enumerate(pvalues) if p is not None]
    if any(not isfinite(p) or not 0 <= p <= 1 for p, _i in known):
        raise InvalidValue(_("A p-value lies between 0 and 1."), _("Give None where there is no test."))
    known.sort()
    m, made = len(known), [None] * len(pvalues)
    adjusted: list[float | None] = list(made)
    reached = 0.0
    if method == "bh":
        reached = 1.0
        for rank in range(m, 0, -1):
            p, i = known[rank - 1]
            reached = min(reached, p * m / rank)
            adjusted[i] = reached
        return adjusted
    for rank, (p, i) in enumerate(known):
        times = m - rank if method == "holm" else m
        reached = min(1.0, max(reached, p * times) if method == "holm" else p * times)
        adjusted[i] = reached
    return adjusted


def difference_interval(
    first: Sequence[float], second: Sequence[float], *, draws: int = 2000, seed: int = SEED, level: float = 0.95
) -> tuple[float, float] | None:
    """Return the bootstrap interval of mean(first) − mean(second), people being drawn again within each group.

    Percentiles of ``draws`` draws; None when nobody differs within both groups (drawing again changes nothing), or
    when a group holds fewer than two people. Efron & Tibshirani 1993, An Introduction to the Bootstrap.
    """
    import numpy as np

    one, other = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if min(len(one), len(other)) < 2 or (np.ptp(one) == 0 and np.ptp(other) == 0):
        return None
    rng = np.random.default_rng(seed)
    means = [part[rng.integers(0, len(part), (draws, len(part)))].mean(axis=1) for part in (one, other)]
    low, high = np.quantile(means[0] - means[1], [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
