"""Agreement on a continuum that each coder cut in their own way: Krippendorff's uα family, and the older αU."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolkit.errors import InvalidValue
from toolkit.i18n import _

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

Span = tuple[float, float, Hashable]


@dataclass(frozen=True, slots=True)
class Unitized:
    """The uα family for one continuum. 1 is perfect, 0 is chance, None is « non défini ».

    Attributes
    ----------
    u
        uα: values and gaps together.
    binary
        |uα: what is coded against what is not, whatever the value.
    cu
        cuα: the values alone, where units of two coders meet. Read it with ``coverage``.
    coverage
        Share of the continuum on which ``cu`` rests, from 0 to 1.
    by_value
        (k)uα for each value.
    coverage_by_value
        For each value, the share of its length that lies in the units of others.
    """

    u: float | None
    binary: float | None
    cu: float | None
    coverage: float | None
    by_value: dict[Any, float | None] = field(default_factory=dict)
    coverage_by_value: dict[Any, float | None] = field(default_factory=dict)


def unitized_alpha(spans: Mapping[Any, Sequence[Span]], length: float) -> Unitized:
    """Measure agreement of coders who each cut and valued a continuum (Krippendorff 2016: uα, |uα, cuα, (k)uα).

    1 is perfect, 0 is chance. For more than two coders cuα weighs what each unit shares with each other coder in
    turn (« per pair »); another public program takes the union of the others. The paper's own figures were not seen:
    values were checked against public implementations.
    Krippendorff, Mathet, Bouvry & Widlöcher 2016, Quality & Quantity 50(6), doi:10.1007/s11135-015-0266-1.

    Parameters
    ----------
    spans
        ``{coder: [(start, end, value), …]}``, half-open; the units of one coder must not overlap. A coder who read
        all and marked nothing has an empty list. Two units that touch stay two units, in |uα too.
    length
        Of the continuum: all spans lie in [0, length].

    Raises ``InvalidValue``. With one coder, everything is None.

    Examples
    --------
    >>> spans = {"C1": [(0, 10, "A"), (20, 30, "B")], "C2": [(5, 15, "A"), (20, 30, "B")]}
    >>> found = unitized_alpha(spans, 40)
    >>> round(found.u, 4), round(found.binary, 4), found.cu, found.coverage
    (0.6275, 0.5344, 1.0, 0.375)
    """
    import numpy as np

    coders = {name: _checked(own, length) for name, own in spans.items()}
    values = list(dict.fromkeys(value for own in coders.values() for _s, _e, value in own))
    m = len(coders)
    if m < 2:
        return Unitized(None, None, None, None, dict.fromkeys(values), dict.fromkeys(values))
    k, at = len(values), {value: i for i, value in enumerate(values)}
    cuts = np.unique([0, length, *(edge for own in coders.values() for s, e, _v in own for edge in (s, e))])
    size = np.diff(cuts).astype(np.float64)
    # Value k is the gap. One row per coder, one column per stretch where nobody begins nor ends a unit.
    held = np.full((m, len(size)), k)
    units: list[tuple[int, int, int, int]] = []
    for i, own in enumerate(coders.values()):
        for start, end, value in own:
            first, last = np.searchsorted(cuts, [start, end])
            held[i, first:last] = at[value]
            units.append((i, at[value], int(first), int(last)))
    several = np.array([(held == c).sum(axis=0) for c in range(k + 1)], dtype=np.float64)
    met = (several * size) @ several.T
    met[np.diag_indices(k + 1)] -= several @ size
    met /= m - 1

    alone = np.zeros(k + 1)
    alone[k] = several[k] @ size
    shared = np.zeros(k)
    for i, c, first, last in units:
        alone[c] += size[first:last].sum() ** 2
        inside = ((held[:, first:last] < k) * size[first:last]).sum(axis=1)
        inside[i] = 0
        shared[c] += (inside**2).sum() / (m - 1)
    merged = np.array([[met[:k, :k].sum(), met[:k, k].sum()], [met[k, :k].sum(), met[k, k]]])
    valued = met[:k, :k]
    total, kept = float(valued.sum()), valued.sum(axis=1)
    chance = _expected(valued, shared)
    lengths = met[:k].sum(axis=1)
    return Unitized(
        u=_ratio(met, _expected(met, alone)),
        binary=_ratio(merged, _expected(merged, np.array([alone[:k].sum(), alone[k]]))),
        cu=_ratio(valued, chance),
        coverage=total / (m * length) if length else None,
        by_value={value: _one(valued, chance, i) for value, i in at.items()},
        coverage_by_value={value: float(kept[i] / lengths[i]) if lengths[i] else None for value, i in at.items()},
    )


def _expected(met: "Array", alone: "Array") -> "Array":
    """Return the lengths that chance would give: all pairings of units, but of a unit with itself."""
    import numpy as np

    total = met.sum()
    margins = met.sum(axis=1)
    below = total - alone.sum() / total if total else 0.0
    if below <= 0:
        return np.full(met.shape, np.nan)
    return np.asarray((np.outer(margins, margins) - np.diag(alone)) / below)


def _ratio(met: "Array", chance: "Array") -> float | None:
    expected = float(chance.sum() - chance.trace())
    # A sum of lengths that should be nothing may come out as a rounding.
    return 1 - float(met.sum() - met.trace()) / expected if expected > 1e-12 * float(met.sum()) else None


def _one(met: "Array", chance: "Array", i: int) -> float | None:
    mine, by_chance = float(met[i].sum()), float(chance[i].sum())
    apart = by_chance - float(chance[i, i])
    if not mine > 0 or not apart > 1e-12 * mine:
        return None
    return 1 - (by_chance / mine) * (mine - float(met[i, i])) / apart


def _checked(own: Sequence[Span], length: float) -> list[Span]:
    """Return the units of one coder in order; raise ``InvalidValue`` when they leave the continuum or overlap."""
    if isinstance(length, bool) or not length > 0:
        raise InvalidValue(_("A continuum has a length above zero."), _("Give the number of characters of the text."))
    try:
        units = sorted(((start, end, value) for start, end, value in own), key=lambda unit: unit[:2])
    except (TypeError, ValueError):
        raise InvalidValue(
            _("A unit is given by its start, its end and its value."), _("Give (0, 12, “code”) for each unit.")
        ) from None
    before = 0.0
    for start, end, _value in units:
        if not 0 <= start < end <= length:
            raise InvalidValue(
                _(
                    "A unit goes from {start} to {end}, outside of 0 to {length}.",
                    start=start,
                    end=end,
                    length=length,
                ),
                _("Each unit starts before it ends, within the continuum."),
            )
        if start < before:
            raise InvalidValue(
                _("Two units of one coder overlap at {start}.", start=start),
                _("Measure each code by itself, or join the units that overlap."),
            )
        before = end
    return units


def alpha_u(spans: Mapping[Any, Sequence[Span]], length: int) -> "tuple[float | None, dict[Any, float | None]]":
    """Return the older αU (Krippendorff 1995, 2004): over all values, and for each; None where it is not defined.

    Here units of different values may overlap, those of one value may not. It squares distances between boundaries:
    one long unit weighs more than many short ones; uα (2016) replaced it.
    Krippendorff 1995, Sociological Methodology 25, doi:10.2307/271061.

    Parameters as in ``unitized_alpha``; positions are whole numbers.
    """
    values = list(dict.fromkeys(value for own in spans.values() for _s, _e, value in own))
    m = len(spans)
    observed_all = expected_all = 0.0
    found: dict[Any, float | None] = {}
    for value in values:
        own = [_checked([unit for unit in units if unit[2] == value], length) for units in spans.values()]
        cut = [_stretches(units, length) for units in own]
        observed = sum(_apart(cut[i], cut[j]) for i in range(m) for j in range(m) if i != j)
        observed = observed / (m * (m - 1) * length**2) if m > 1 else 0.0
        expected = _by_chance(cut, m, length)
        found[value] = 1 - observed / expected if m > 1 and expected > 0 else None
        observed_all += observed
        expected_all += expected
    return (1 - observed_all / expected_all if m > 1 and expected_all > 0 else None), found


def _stretches(units: Sequence[Span], length: int) -> list[tuple[float, float, bool]]:
    """Return units and the gaps between them, in order."""
    made: list[tuple[float, float, bool]] = []
    at = 0.0
    for start, end, _value in units:
        if start > at:
            made.append((at, start, False))
        made.append((start, end, True))
        at = end
    return [*made, (at, length, False)] if at < length else made


def _apart(first: Sequence[tuple[float, float, bool]], second: Sequence[tuple[float, float, bool]]) -> float:
    total = 0.0
    for s1, e1, unit1 in first:
        for s2, e2, unit2 in second:
            if min(e1, e2) <= max(s1, s2):
                continue
            if unit1 and unit2:
                total += (s1 - s2) ** 2 + (e1 - e2) ** 2
            elif unit1 and s2 <= s1 and e1 <= e2:
                total += (e1 - s1) ** 2
            elif unit2 and s1 <= s2 and e2 <= e1:
                total += (e2 - s2) ** 2
    return total


def _by_chance(cut: Sequence[Sequence[tuple[float, float, bool]]], m: int, length: int) -> float:
    units = [end - start for own in cut for start, end, unit in own if unit]
    gaps = [end - start for own in cut for start, end, unit in own if not unit]
    total = sum(
        (len(units) - 1) * (2 * size**3 - 3 * size**2 + size) / 3
        + size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
        for size in units
    )
    below = m * length * (m * length - 1) - sum(size * (size - 1) for size in units)
    return 2 / length * total / below if below > 0 else 0.0
