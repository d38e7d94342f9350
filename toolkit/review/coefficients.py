"""The coefficients that journals ask for: percentage, Cohen, Scott, Fleiss, Gwet, Brennan & Prediger.

Each takes ratings as ``krippendorff`` does (one row per unit, one column per coder, gaps allowed) and returns a
number, or None where it is not defined: no unit judged by two coders, or a single value everywhere, where chance
alone would agree. Report them with their unit; above all, read the disagreements.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.review.ratings import category_count, numbered

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

Weights = Literal["linear", "quadratic"]


def percent(ratings: Any) -> float | None:
    """Return the share of agreement, from 0 to 1, not corrected for chance; None without a unit judged twice.

    In each unit, the share of the pairs of coders who chose the same value; then the mean over units judged by two
    coders at least (Fleiss 1971; with gaps, Gwet 2014). High for any rare code: never report it alone.

    Examples
    --------
    >>> percent([["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"]])
    0.75
    """
    codes, values = numbered(ratings, "nominal")
    return _corrected(*_parts(codes, len(values), lambda _share, _q: 0.0))


def cohen(ratings: Any, weights: Weights | None = None) -> float | None:
    """Return Cohen's κ: each coder keeps their own habits in what chance gives. None where it is not defined.

    1 is perfect, 0 is chance. More than two coders: the mean of κ over pairs of coders (Light 1971,
    doi:10.1037/h0031643), leaving out the pairs for which it is not defined. A unit counts for a pair when both
    judged it. ``weights`` ("linear", "quadratic") makes far values count more (Cohen 1968); values must be numbers,
    taken by rank. Cohen 1960, Educational and Psychological Measurement 20(1), doi:10.1177/001316446002000104.
    """
    import numpy as np

    if weights not in (None, "linear", "quadratic"):
        raise InvalidValue(
            _("“{weights}” is not a way of weighting.", weights=weights),
            _("Choose one of: {allowed}.", allowed="linear, quadratic"),
        )
    codes, values = numbered(ratings, "nominal" if weights is None else "ordinal")
    rank = np.arange(len(values))
    away = np.abs(rank[:, None] - rank[None, :]).astype(np.float64)
    distance = (away > 0).astype(np.float64) if weights is None else away ** (1 if weights == "linear" else 2)
    return _over_pairs(codes, lambda a, b: _cohen(a, b, distance))


def scott(ratings: Any) -> float | None:
    """Return Scott's π: coders share their habits in what chance gives. None where it is not defined.

    1 is perfect, 0 is chance. More than two coders: the generalised form, which is Fleiss's κ (Artstein & Poesio
    2008, multi-π, doi:10.1162/coli.07-034-R2). With two coders, only the units that both judged count.
    Scott 1955, Public Opinion Quarterly 19(3), doi:10.1086/266577.
    """
    codes, values = numbered(ratings, "nominal")
    if codes.shape[1] == 2:
        codes = codes[(codes >= 0).all(axis=1)]
    return _corrected(*_parts(codes, len(values), _alike))


def fleiss(ratings: Any) -> float | None:
    """Return Fleiss's κ for any number of coders; None where it is not defined.

    1 is perfect, 0 is chance. Fleiss 1971, Psychological Bulletin 76(5), doi:10.1037/h0031619. With gaps: agreement
    over the units judged twice, and the mean share of each value over the units judged once at least (Gwet 2014).
    """
    codes, values = numbered(ratings, "nominal")
    return _corrected(*_parts(codes, len(values), _alike))


def gwet_ac1(ratings: Any, categories: Sequence[Any] | int | None = None) -> float | None:
    """Return Gwet's AC1, which stays high when nearly all is one value; None where it is not defined.

    Never alone: beside κ or α, when one value is extremely frequent. More than two coders and gaps: the generalised
    form. Gwet 2008, British Journal of Mathematical and Statistical Psychology 61(1), doi:10.1348/000711006X126600.

    Parameters
    ----------
    categories
        The codes among which coders chose, **used or not**, or their number: more codes, less chance. Without it,
        those declared by the columns (pandas ``category``), else those observed, which is too few when a code of
        the codebook was never used.

    Raises ``InvalidValue`` when a rating is not among the categories.
    """
    return _with_categories(ratings, categories, lambda share, q: float((share * (1 - share)).sum() / (q - 1)))


def brennan_prediger(ratings: Any, categories: Sequence[Any] | int | None = None) -> float | None:
    """Return κ of Brennan & Prediger: chance is one over the number of categories; None where it is not defined.

    Also known as S (Bennett, Alpert & Goldstein 1954) and, with two categories, PABAK. ``categories`` as in
    ``gwet_ac1``. More than two coders and gaps: the generalised share of agreement, as in ``percent``.
    Brennan & Prediger 1981, Educational and Psychological Measurement 41(3), doi:10.1177/001316448104100307.
    """
    return _with_categories(ratings, categories, lambda _share, q: 1 / q)


def _with_categories(
    ratings: Any, categories: Sequence[Any] | int | None, chance: "Callable[[Array, int], float]"
) -> float | None:
    codes, values = numbered(ratings, "nominal")
    q = category_count(ratings, categories, len(values))
    if q < 2:
        return None
    return _corrected(*_parts(codes, q, chance))


def _parts(codes: "Array", q: int, chance: "Callable[[Array, int], float]") -> tuple[float, float]:
    """Return the share of agreement and that of chance (NaN without a unit judged twice)."""
    import numpy as np

    there = codes >= 0
    size = there.sum(axis=1)
    twice = size >= 2
    if not twice.any():
        return np.nan, np.nan
    unit, coder = np.nonzero(there)
    counts = np.zeros((len(codes), max(q, 1)))
    np.add.at(counts, (unit, codes[unit, coder]), 1.0)
    n = size[twice].astype(np.float64)
    observed = float((((counts[twice] ** 2).sum(axis=1) - n) / (n * (n - 1))).mean())
    once = size >= 1
    share = (counts[once] / size[once][:, None]).mean(axis=0)
    return observed, chance(share, q)


def _alike(share: "Array", _q: int) -> float:
    """Return how often two coders who draw from the same shares would agree."""
    return float((share**2).sum())


def _corrected(observed: float, expected: float) -> float | None:
    """Return (observed − chance) / (1 − chance); None where chance alone would always agree."""
    # Shares are sums of fractions: 1 comes out as 0.9999999999999999 when one value is everywhere.
    if not observed == observed or 1 - expected < 1e-12:  # noqa: PLR0124, SIM201 — NaN is the only value unlike itself
        return None
    return (observed - expected) / (1 - expected)


def _cohen(first: "Array", second: "Array", distance: "Array") -> float | None:
    import numpy as np

    width = len(distance)
    table = np.bincount(first * width + second, minlength=width * width).reshape(width, width) / len(first)
    expected = float((np.outer(table.sum(axis=1), table.sum(axis=0)) * distance).sum())
    return 1 - float((table * distance).sum()) / expected if expected > 1e-12 else None


def _over_pairs(codes: "Array", measure: "Callable[[Array, Array], float | None]") -> float | None:
    """Return the mean of a measure of two coders over all pairs of coders who judged units together."""
    found = []
    for i, j in combinations(range(codes.shape[1]), 2):
        both = (codes[:, i] >= 0) & (codes[:, j] >= 0)
        value = measure(codes[both, i], codes[both, j]) if both.any() else None
        if value is not None:
            found.append(value)
    return mean_of(found)


def mean_of(values: Iterable[float | None]) -> float | None:
    """Return the mean of the values that are defined; None when none is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
