"""How many themes were not met: themes counted as species are, to explore only.

A theme is cut by the analyst, a species is not: read these numbers as a question (« is another interview likely to
bring something? »), never as a result.
"""

from collections.abc import Iterable, Sequence
from math import ceil, comb, isfinite, log
from typing import TYPE_CHECKING, Any

from toolkit.errors import InvalidValue
from toolkit.i18n import _, n_, number

if TYPE_CHECKING:
    from pandas import DataFrame


class Richness(float):
    """An estimate of how many themes there are, a lower bound; made by ``chao2`` and ``chao1``.

    It is a number, with ``observed`` (themes met), ``once`` and ``twice`` (met in exactly one, two), ``corrected``
    (the bias-corrected estimate), ``coverage`` (0 to 1: the share of what people say that known themes cover) and
    ``curve`` (themes expected after 1, 2… people in any order; empty for ``chao1``).
    """

    observed: int
    once: int
    twice: int
    units: int
    corrected: float
    coverage: float | None
    curve: tuple[float, ...]

    def __new__(
        cls,
        value: float,
        *,
        observed: int,
        once: int,
        twice: int,
        units: int,
        corrected: float,
        coverage: float | None,
        curve: tuple[float, ...] = (),
    ) -> "Richness":
        """Make the number and what it was made from."""
        made = super().__new__(cls, value)
        made.observed, made.once, made.twice, made.units = observed, once, twice, units
        made.corrected, made.coverage, made.curve = corrected, coverage, curve
        return made

    def __repr__(self) -> str:
        return self.sentence

    def __reduce__(self) -> Any:
        return (float, (float(self),))

    @property
    def sentence(self) -> str:
        """What may be said of it, with its caution."""
        met = n_("{n} theme met", "{n} themes met", self.observed)
        return _(
            "{met}; at least {estimate} by Chao's estimate. To explore only: themes are cut by the analyst.",
            met=met,
            estimate=number(float(self), 1),
        )


def chao2(incidence: "DataFrame | Sequence[Any]") -> Richness:
    """Estimate how many themes there are from who voices which: a lower bound.

    S + ((m−1)/m) Q₁²/(2 Q₂), or S + ((m−1)/m) Q₁(Q₁−1)/2 when no theme is voiced by exactly two; S themes met, m
    people, Q₁ and Q₂ themes voiced by one person, by two. Chao 1987, Biometrics 43(4), doi:10.2307/2531532; coverage:
    Chao & Jost 2012, Ecology 93(12), doi:10.1890/11-1952.1; curve: Colwell et al. 2012, doi:10.1093/jpe/rtr044.

    Parameters
    ----------
    incidence
        People × themes: a frame or lists of 0 and 1 (any number above 0 is « voiced »), or one set of themes per
        person. A ``counting.crosstab(…, columns="participant").matrix`` is turned round first: ``.matrix.T``.

    Raises ``InvalidValue`` when nobody is there, or a cell is empty or negative.

    Examples
    --------
    >>> float(chao2([{"a", "b", "c", "d"}, {"a", "b", "c"}, {"a", "d"}, {"a", "e"}]))
    5.125
    """
    sums, m = _sums(incidence)
    met = [n for n in sums if n]
    once, twice = met.count(1), met.count(2)
    estimate, corrected = _estimates(len(met), once, twice, (m - 1) / m)
    total = sum(met)
    coverage = None
    if total:
        rare = (m - 1) * once + 2 * twice
        coverage = 1 - once / total * ((m - 1) * once / rare) if rare else 1 - once / total
    curve = tuple(float(sum(1 - comb(m - n, t) / comb(m, t) for n in met)) for t in range(1, m + 1))
    return Richness(
        estimate,
        observed=len(met),
        once=once,
        twice=twice,
        units=m,
        corrected=corrected,
        coverage=coverage,
        curve=curve,
    )


def chao1(frequencies: Iterable[int]) -> Richness:
    """Estimate how many themes there are from how many extracts each holds: a lower bound.

    As ``chao2``, with f₁ and f₂ themes of one and two extracts, and n extracts for m people. Extracts are cut by the
    analyst: prefer ``chao2``. Chao 1984, Scandinavian Journal of Statistics 11(4). Coverage: Good 1953, 1 − f₁/n.

    Raises ``InvalidValue`` when there is no extract, or a number is negative.
    """
    counts = [_whole(n) for n in frequencies]
    n = sum(counts)
    if not n:
        raise InvalidValue(_("Nothing is counted here."), _("Code some extracts first."))
    met = [count for count in counts if count]
    once, twice = met.count(1), met.count(2)
    estimate, corrected = _estimates(len(met), once, twice, (n - 1) / n)
    return Richness(
        estimate,
        observed=len(met),
        once=once,
        twice=twice,
        units=n,
        corrected=corrected,
        coverage=1 - once / n,
    )


def _estimates(seen: int, once: int, twice: int, share: float) -> tuple[float, float]:
    classic = once**2 / (2 * twice) if twice else once * (once - 1) / 2
    return seen + share * classic, seen + share * once * (once - 1) / (2 * (twice + 1))


def _sums(incidence: "DataFrame | Sequence[Any]") -> tuple[list[int], int]:
    """Return how many people voice each theme, and how many people there are."""
    rows: list[Any] = incidence.to_numpy().tolist() if hasattr(incidence, "to_numpy") else list(incidence)
    if not rows:
        raise InvalidValue(_("Nobody is counted here."), _("Give one line per person."))
    if all(isinstance(row, set | frozenset) for row in rows):
        themes = sorted(set().union(*rows), key=str)
        return [sum(theme in row for row in rows) for theme in themes], len(rows)
    cells = [[_whole(cell) for cell in row] for row in rows]
    if len({len(row) for row in cells}) > 1:
        raise InvalidValue(_("The lines do not hold as many themes."), _("Give one column per theme."))
    return [sum(row[j] > 0 for row in cells) for j in range(len(cells[0]))], len(cells)


def _whole(cell: Any) -> int:
    """Return a cell as a number; an empty one is refused: not coded is not the same as not voiced."""
    try:
        value = float(cell)
    except (TypeError, ValueError):
        value = float("nan")
    if not isfinite(value) or value < 0 or value != int(value):
        raise InvalidValue(
            _("A cell is empty or holds no count."), _("Write 1 where the theme is voiced and 0 elsewhere.")
        )
    return int(value)


def people_needed(share: float, *, sure: float = 0.95) -> int:
    """Return how many people to meet, to meet with chance ``sure`` one at least who voices what a ``share`` voice.

    ⌈ln(1 − sure) / ln(1 − share)⌉, for people drawn at random: a help to plan, no proof that all was heard.

    >>> [people_needed(share) for share in (0.10, 0.20, 0.30, 0.05)]
    [29, 14, 9, 59]
    """
    if not 0 < share < 1 or not 0 < sure < 1:
        raise InvalidValue(_("A share lies between 0 and 1."), _("Write for instance 0.10 for one person in ten."))
    return ceil(log(1 - sure) / log(1 - share))
