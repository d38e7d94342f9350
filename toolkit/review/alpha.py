"""Krippendorff's α: the coefficient, its interval, and the sentence that tells how to read it.

Krippendorff 2004, Human Communication Research 30(3), doi:10.1111/j.1468-2958.2004.tb00738.x;
Hayes & Krippendorff 2007, Communication Methods and Measures 1(1), doi:10.1080/19312450709336664.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from toolkit.errors import InvalidValue
from toolkit.i18n import _, number
from toolkit.review.ratings import checked_level, numbered

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

Level = Literal["nominal", "ordinal", "interval", "ratio"]
RELIABLE: Final = 0.8
TENTATIVE: Final = 0.667
DRAWS: Final = 2000
SEED: Final = 20240601
BLOCK: Final = 4_000_000
"""How many cells of drawn weights are held at once."""
ALIKE: Final = 20
"""From this many units to a kind on, the bootstrap draws kinds: it is then the faster way to the same law."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Krippendorff's α with all that is needed to report it.

    1 is perfect, 0 is what chance gives, below 0 is systematic disagreement; ``None`` is « non défini »
    (a single value everywhere, or no unit judged twice: nothing can be said, neither good nor bad).

    Attributes
    ----------
    alpha, level, coders
        The coefficient, its level of measurement, how many coders.
    units, ratings
        Units judged by two coders at least, and the ratings in them.
    observed, expected
        Disagreement found, disagreement that chance would give: α = 1 − observed / expected.
    low, high
        95 % percentile bootstrap interval over independent units; None when it was not asked or not defined.
    independent
        How many independent units were drawn from.
    draws, undefined, seed
        Draws made, those where α was not defined (left out), and the seed.
    below_reliable, below_tentative
        Share of the draws below 0.800 and below 0.667.
    """

    alpha: float | None
    level: str = "nominal"
    coders: int = 0
    units: int = 0
    ratings: int = 0
    observed: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    independent: int = 0
    draws: int = 0
    undefined: int = 0
    seed: int | None = None
    below_reliable: float | None = None
    below_tentative: float | None = None

    def __str__(self) -> str:
        return sentence(self)


def krippendorff(ratings: Any, level: Level = "nominal") -> float | None:
    """Return Krippendorff's α alone, None where it is not defined. See ``krippendorff_alpha``.

    Examples
    --------
    >>> round(krippendorff([["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"]]), 4)
    0.5333
    """
    return krippendorff_alpha(ratings, level=level, draws=0).alpha


def krippendorff_alpha(
    ratings: Any,
    level: Level = "nominal",
    *,
    clusters: Sequence[Any] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Agreement:
    """Measure how far coders agree beyond chance, any number of them, gaps allowed.

    1 is perfect, 0 is chance; report it with its interval and its unit. Krippendorff asks for 0.800, and 0.667
    for tentative conclusions. Do not use it where reading is meant to differ (reflexive thematic analysis),
    nor on one prevalent code alone: when nearly all is the same value, α is low though few units differ.
    Krippendorff 2004, Human Communication Research 30(3), doi:10.1111/j.1468-2958.2004.tb00738.x.

    Parameters
    ----------
    ratings
        One row per unit, one column per coder: frame, array or list of lists; a gap is None, NaN, an empty
        cell, « . », « * » or « NA ». Rows may be of different lengths.
    level
        How far two values are from each other: ``nominal`` (same or not), ``ordinal``, ``interval``, ``ratio``.
    clusters
        For each unit, the text or the person it comes from: what is drawn again in the bootstrap.
        Without it, units are taken as independent of each other.
    draws
        Bootstrap draws (0 for none); percentile interval.
    seed
        The same seed gives the same interval.

    Raises ``InvalidValue``.
    """
    import numpy as np

    codes, values = numbered(ratings, checked_level(level))
    size = (codes >= 0).sum(axis=1)
    codes = np.where(size[:, None] >= 2, codes, -1)
    m = np.where(size >= 2, size, 0)
    if not m.any():
        return Agreement(alpha=None, level=level, coders=codes.shape[1])
    distances = _Distances(codes, values, m, level)
    weights = np.ones((1, len(m)))
    observed, expected = distances.disagreement(weights)
    alpha = _alpha(observed, expected)[0]
    base = Agreement(
        alpha=None if np.isnan(alpha) else float(alpha),
        level=level,
        coders=codes.shape[1],
        units=int((m > 0).sum()),
        ratings=int(m.sum()),
        observed=_plain(observed[0]),
        expected=_plain(expected[0]),
    )
    if not draws or base.alpha is None:
        return base
    blocks: Iterable[Any]
    if clusters is None:
        independent = len(m)
        kinds, first = _kinds(codes)
        if len(first) * ALIKE < independent:
            # Units rated alike are interchangeable: how many of each kind are drawn is all that matters.
            distances = _Distances(codes[first], values, m[first], level)
            share = np.bincount(kinds) / independent
            blocks = [np.random.default_rng(seed).multinomial(independent, share, size=draws).astype(np.float64)]
        else:
            blocks = weights_of(independent, draws, seed)
    else:
        groups = cluster_numbers(clusters, len(m))
        independent = int(groups.max()) + 1
        blocks = (block[:, groups] for block in weights_of(independent, draws, seed, len(m)))
    drawn = np.concatenate([_alpha(*distances.disagreement(block)) for block in blocks])
    return with_interval(base, drawn, independent=independent, seed=seed)


def _kinds(codes: "Array") -> "tuple[Array, Array]":
    """Return the kind of each unit (same values given, by whichever coder), and one unit of each kind."""
    import numpy as np

    ranked = np.sort(codes, axis=1) + 1
    base = int(ranked.max()) + 1
    if codes.shape[1] * np.log2(base) < 62:
        keys = ranked @ (base ** np.arange(codes.shape[1], dtype=np.int64))
        _keys, first, kinds = np.unique(keys, return_index=True, return_inverse=True)
    else:
        _rows, first, kinds = np.unique(ranked, axis=0, return_index=True, return_inverse=True)
    return kinds.ravel(), first


def _plain(value: Any) -> float | None:
    return None if value != value else float(value)  # noqa: PLR0124 — NaN is the only value unlike itself


def cluster_numbers(clusters: Sequence[Any], count: int) -> "Array":
    """Return the number of the cluster of each unit; raise ``InvalidValue`` when they are not as many."""
    import pandas as pd

    numbers, _names = pd.factorize(pd.Series(list(clusters), dtype=object), use_na_sentinel=False)
    if len(numbers) != count:
        raise InvalidValue(
            _("There are {n} clusters for {units} units.", n=len(numbers), units=count),
            _("Give one cluster per unit, in the same order."),
        )
    return numbers


def weights_of(independent: int, draws: int, seed: int, width: int | None = None) -> "Iterator[Array]":
    """Yield blocks of draws: how many times each independent unit is taken, one row a draw."""
    import numpy as np

    rng = np.random.default_rng(seed)
    step = max(1, BLOCK // max(independent, width or 0, 1))
    for start in range(0, draws, step):
        rows = min(step, draws - start)
        taken = rng.integers(0, independent, size=(rows, independent)) + (np.arange(rows) * independent)[:, None]
        counts = np.bincount(taken.ravel(), minlength=rows * independent)
        yield counts.reshape(rows, independent).astype(np.float64)


def with_interval(base: Agreement, drawn: "Array", *, independent: int, seed: int) -> Agreement:
    """Return ``base`` with the percentile interval of the draws where α is defined."""
    from dataclasses import replace

    import numpy as np

    good = drawn[~np.isnan(drawn)]
    found = replace(base, independent=independent, draws=len(drawn), undefined=len(drawn) - len(good), seed=seed)
    if not len(good):
        return found
    low, high = np.quantile(good, [0.025, 0.975])
    return replace(
        found,
        low=float(low),
        high=float(high),
        below_reliable=float((good < RELIABLE).mean()),
        below_tentative=float((good < TENTATIVE).mean()),
    )


def _alpha(observed: "Array", expected: "Array") -> "Array":
    """Return 1 − D_o / D_e; NaN (« non défini ») where chance alone would give no disagreement."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - observed / expected, np.nan)


class _Distances:
    """Observed and expected disagreement for many weightings of the units at once."""

    def __init__(self, codes: "Array", values: "Array", m: "Array", level: str):
        import numpy as np

        self.codes, self.m, self.level = codes, m.astype(np.float64), level
        self.there = codes >= 0
        self.pairs = np.where(m > 0, m - 1.0, 1.0)
        self.counts = self._counts(len(values))
        self.values = values
        if level in ("nominal", "interval", "ratio"):
            self.own = self._own_disagreement()

    def _counts(self, width: int) -> Any:
        """Return units × values, how many coders gave it; sparse when it would be large."""
        import numpy as np

        if len(self.m) * width <= BLOCK:
            # Gaps are counted in a column of their own, which is then left out.
            at = np.arange(1, len(self.m) * (width + 1) + 1, width + 1)[:, None] + self.codes
            flat = np.bincount(at.ravel(), minlength=len(self.m) * (width + 1))
            return flat.reshape(len(self.m), width + 1)[:, 1:].astype(np.float64)
        unit, coder = np.nonzero(self.there)
        value = self.codes[unit, coder]
        from scipy.sparse import csr_array

        return csr_array((np.ones(len(unit)), (unit, value)), shape=(len(self.m), width))

    def _own_disagreement(self) -> "Array":
        """Return Σ over ordered pairs of coders of δ, over m − 1, for each unit."""
        import numpy as np

        if self.level == "nominal":
            squares = (self.counts * self.counts).sum(axis=1)
            total = self.m**2 - np.asarray(squares).ravel()
        elif self.level == "interval":
            total = self._spread(self.values[None, :])[0]
        else:
            total = np.zeros(len(self.m))
            for i in range(self.codes.shape[1]):
                for j in range(i + 1, self.codes.shape[1]):
                    both = self.there[:, i] & self.there[:, j]
                    a, b = self.values[self.codes[both, i]], self.values[self.codes[both, j]]
                    total[both] += 2 * _ratio(a, b)
        return np.asarray(total / self.pairs)

    def _spread(self, positions: "Array") -> "Array":
        """Return Σ over ordered pairs of (x − y)² in each unit, for each row of positions of the values."""
        import numpy as np

        placed = np.where(self.there, positions[:, self.codes], 0.0)
        mean = placed.sum(axis=2) / np.maximum(self.m, 1)
        away = np.where(self.there, placed - mean[:, :, None], 0.0)
        return np.asarray(2 * self.m * (away**2).sum(axis=2))

    def disagreement(self, weights: "Array") -> "tuple[Array, Array]":
        """Return D_o and D_e for each row of ``weights`` (how many times each unit is taken)."""
        import numpy as np

        margins = np.asarray(weights @ self.counts)
        n = margins.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            if self.level == "ordinal":
                positions = np.cumsum(margins, axis=1) - margins / 2
                observed = self._ordinal(weights, positions)
            else:
                positions = np.broadcast_to(self.values, margins.shape) if self.level == "interval" else margins
                observed = weights @ self.own
            if self.level == "nominal":
                expected = n**2 - (margins**2).sum(axis=1)
            elif self.level == "ratio":
                expected = self._ratio_expected(margins)
            else:
                centre = (margins * positions).sum(axis=1) / n
                expected = 2 * n * (margins * (positions - centre[:, None]) ** 2).sum(axis=1)
            return np.where(n > 0, observed / n, np.nan), np.where(n > 1, expected / (n * (n - 1)), np.nan)

    def _ordinal(self, weights: "Array", positions: "Array") -> "Array":
        """Return the observed disagreement of ranks, which change with the weights: block by block."""
        import numpy as np

        step = max(1, BLOCK // max(self.codes.size, 1))
        parts = [
            (weights[i : i + step] * (self._spread(positions[i : i + step]) / self.pairs)).sum(axis=1)
            for i in range(0, len(weights), step)
        ]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _ratio_expected(self, margins: "Array") -> "Array":
        import numpy as np

        total = np.zeros(len(margins))
        step = max(1, BLOCK // max(len(self.values), 1))
        for i in range(0, len(self.values), step):
            some = self.values[i : i + step]
            distance = _ratio(some[:, None], self.values[None, :])
            total += (margins[:, i : i + step] * (margins @ distance.T)).sum(axis=1)
        return total


def _ratio(a: "Array", b: "Array") -> "Array":
    import numpy as np

    total = a + b
    return np.asarray(((a - b) / np.where(total == 0, 1.0, total)) ** 2)


def verdict(alpha: float | None) -> str:
    """Return how Krippendorff reads a value of α, in a few words."""
    if alpha is None:
        return _("not defined")
    if alpha >= RELIABLE:
        return _("reliable")
    if alpha >= TENTATIVE:
        return _("tentative")
    return _("not reliable")


def sentence(found: Agreement) -> str:
    """Return the sentence that reports an agreement: value, interval, units, how to read it."""
    if found.alpha is None:
        return _(
            "α is not defined: a single value everywhere, or no unit judged by two coders. This is neither 1 nor 0."
        )
    fields = {
        "alpha": number(found.alpha, 3),
        "level": {"nominal": _("nominal"), "ordinal": _("ordinal"), "interval": _("interval"), "ratio": _("ratio")}[
            found.level
        ],
        "units": number(found.units),
        "verdict": verdict(found.alpha),
    }
    if found.low is None or found.high is None:
        return _("α = {alpha} ({level}, {units} units): {verdict}. 1 is perfect, 0 is chance.", **fields)
    return _(
        "α = {alpha}, 95 % interval {low} to {high} ({level}, {units} units, {draws} draws, {undefined} undefined): "
        "{verdict}. 1 is perfect, 0 is chance.",
        low=number(found.low, 2),
        high=number(found.high, 2),
        draws=number(found.draws),
        undefined=number(found.undefined),
        **fields,
    )
