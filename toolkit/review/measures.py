"""Coefficients code by code on « put or not put », with their bootstrap: all from sums that add up over texts."""

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.review.alpha import weights_of
from toolkit.review.units import Presence

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

Measure = Literal["alpha", "percent", "cohen", "scott", "fleiss", "gwet_ac1", "brennan_prediger", "jaccard", "dice"]
MEASURES: Final[tuple[str, ...]] = get_args(Measure)


def checked_measure(measure: str) -> str:
    """Return ``measure``; raise ``InvalidValue`` when it is not one of ``MEASURES``."""
    if measure not in MEASURES:
        raise InvalidValue(
            _("“{measure}” is not a measure of agreement.", measure=measure),
            _("Choose one of: {allowed}.", allowed=", ".join(MEASURES)),
        )
    return measure


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure for each code (NaN where it is not defined) and for each draw: draws × codes."""

    whole: "Array"
    drawn: "Array"
    independent: int


def estimate(found: Presence, measure: str, *, by_text: bool, draws: int, seed: int) -> Estimate:
    """Measure each code, then again on independent units drawn with replacement: texts, else turns.

    Characters and sentences are never drawn: those of one turn go together. The same draws serve for all codes.
    """
    import numpy as np

    sums = _Sums(found, checked_measure(measure), by_text=by_text)
    whole = sums.measured(np.ones((1, sums.independent)))[0]
    width = sums.table.shape[1]
    blocks = [sums.measured(block) for block in weights_of(sums.independent, draws, seed, width)] if draws else []
    drawn = np.concatenate(blocks) if blocks else np.empty((0, len(found.codes)))
    return Estimate(whole, drawn, sums.independent)


def jaccard_and_dice(found: Presence) -> "tuple[Array, Array]":
    """Return both for each code, without draws: they rest on the same sums."""
    import numpy as np

    sums, whole = _Sums(found, "jaccard", by_text=True), []
    for sums.measure in ("jaccard", "dice"):
        whole.append(sums.measured(np.ones((1, sums.independent)))[0])
    return whole[0], whole[1]


class _Sums:
    """What a measure needs, summed over each independent unit: one row a text (or turn), columns by code."""

    def __init__(self, found: Presence, measure: str, *, by_text: bool):
        import numpy as np
        import pandas as pd

        self.measure, self.codes = measure, len(found.codes)
        self.pairs = list(combinations(range(len(found.coders)), 2))
        size = found.coded.sum(axis=1).astype(np.float64)
        ones = found.put.sum(axis=2).astype(np.float64)
        # In binary ratings the pairs that differ are one « put » with one « not put », both ways round.
        apart = 2 * ones * (size - ones)
        if measure == "alpha":
            rows = [apart / (size - 1), ones, size[None, :]]
        elif measure in ("cohen", "jaccard", "dice"):
            rows = []
            for i, j in self.pairs:
                together = found.coded[:, i] & found.coded[:, j]
                one, other = found.put[:, :, i] & together, found.put[:, :, j] & together
                rows += [one & other, one, other, together[None, :]]
            rows = [row.astype(np.float64) for row in rows]
        else:
            rows = [1 - apart / (size * (size - 1)), ones / size, np.ones((1, len(size)))]
        table = np.vstack(rows) * found.weight
        keys = found.turns["transcript"] if by_text else found.turns.groupby(["transcript", "turn"]).ngroup()
        number_of = pd.factorize(keys)[0]
        self.independent = int(number_of.max()) + 1 if len(number_of) else 0
        if self.independent == len(size):
            self.table = np.ascontiguousarray(table.T)
        else:
            from scipy.sparse import csr_array

            ones_at = (np.ones(len(size)), (number_of, np.arange(len(size))))
            self.table = csr_array(ones_at, shape=(self.independent, len(size))) @ table.T

    def measured(self, weights: "Array") -> "Array":
        """Return the measure for each row of ``weights`` and each code, NaN where it is not defined."""
        import numpy as np

        total, k = weights @ self.table, self.codes
        with np.errstate(divide="ignore", invalid="ignore"):
            if self.measure == "alpha":
                own, put, n = total[:, :k], total[:, k : 2 * k], total[:, 2 * k :]
                return _over(own / n, 2 * put * (n - put) / (n * (n - 1)))
            if self.measure in ("cohen", "jaccard", "dice"):
                return self._by_pairs(total)
            n = total[:, 2 * k :]
            same, share = total[:, :k] / n, total[:, k : 2 * k] / n
            if self.measure == "percent":
                return np.asarray(100 * same)
            if self.measure == "brennan_prediger":
                return np.asarray(2 * same - 1)
            differ = 2 * share * (1 - share)
            if self.measure == "gwet_ac1":
                return np.asarray((same - differ) / (1 - differ))
            return _over(1 - same, differ)

    def _by_pairs(self, total: "Array") -> "Array":
        import numpy as np

        k, made = self.codes, []
        for rank in range(len(self.pairs)):
            block = total[:, rank * (3 * k + 1) : (rank + 1) * (3 * k + 1)]
            both, one, other, n = block[:, :k], block[:, k : 2 * k], block[:, 2 * k : 3 * k], block[:, 3 * k :]
            if self.measure == "cohen":
                made.append(_over((one + other - 2 * both) / n, (one * (n - other) + other * (n - one)) / n**2))
            else:
                shared, whole = (both, one + other - both) if self.measure == "jaccard" else (2 * both, one + other)
                made.append(np.where(whole > 0, shared / whole, np.nan))
        pairs = np.stack(made)
        there = ~np.isnan(pairs)
        return np.asarray(
            np.where(there, pairs, 0.0).sum(axis=0) / np.where(there.any(axis=0), there.sum(axis=0), np.nan)
        )


def _over(observed: "Array", expected: "Array") -> "Array":
    """Return 1 − observed / expected disagreement; NaN where chance alone would give none."""
    import numpy as np

    return np.where(expected > 1e-12, 1 - observed / expected, np.nan)
