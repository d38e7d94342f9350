"""An interval for any coefficient: independent units are drawn again, never the pieces of one text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.review.alpha import DRAWS, SEED, cluster_numbers
from toolkit.review.ratings import table_of


@dataclass(frozen=True, slots=True)
class Interval:
    """A coefficient and its 95 % percentile interval; None where it is not defined.

    ``independent`` units were drawn ``draws`` times with ``seed``; ``undefined`` draws gave no value and were left
    out.
    """

    value: float | None
    low: float | None
    high: float | None
    independent: int
    draws: int
    undefined: int
    seed: int


def bootstrap(
    measure: Callable[[Any], float | None],
    ratings: Any,
    *,
    clusters: Sequence[Any] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Interval:
    """Return a coefficient of ``ratings`` with its interval, coders being fixed.

    >>> from toolkit.review.coefficients import cohen
    >>> bootstrap(cohen, [["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"]], draws=200).high
    1.0

    Parameters
    ----------
    measure
        Any function of ratings: ``cohen``, ``set_alpha``, ``lambda rows: gwet_ac1(rows, 12)``. For α,
        ``krippendorff_alpha`` does the same much faster. A measure whose categories are only those observed sees
        fewer of them in some draws: give it the categories.
    ratings
        As the measure takes them: one row per unit, one column per coder.
    clusters
        For each unit, the text or the person it comes from: these are drawn. Without it, units are independent.
    draws, seed
        At least 2,000 draws for a report; the same seed gives the same interval.
    """
    import numpy as np

    table = table_of(ratings, "nominal")
    value = measure(ratings)
    groups = np.arange(len(table)) if clusters is None else cluster_numbers(clusters, len(table))
    independent = int(groups.max()) + 1 if len(groups) else 0
    if draws < 0:
        raise InvalidValue(_("The number of draws is zero or more."), _("Give draws=2000."))
    if value is None or not draws:
        return Interval(value, None, None, independent, 0, 0, seed)
    rows = [np.flatnonzero(groups == group) for group in range(independent)]
    rng = np.random.default_rng(seed)
    drawn = []
    for _draw in range(draws):
        taken = np.concatenate([rows[group] for group in rng.integers(0, independent, independent)])
        drawn.append(measure(table[taken]))
    good = [one for one in drawn if one is not None]
    low, high = (float(end) for end in np.quantile(good, [0.025, 0.975])) if good else (None, None)
    return Interval(value, low, high, independent, draws, draws - len(good), seed)
