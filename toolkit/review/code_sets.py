"""α for units that hold several codes: how far two sets of codes are from each other."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.review.ratings import is_gap, table_of

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

Codes = frozenset[Any]
Distance = Literal["jaccard", "masi", "nominal", "masi_dkpro"]


def jaccard_distance(first: Codes, second: Codes) -> float:
    """Return 1 − |A ∩ B| / |A ∪ B|; 0 between two empty sets (Jaccard 1901).

    >>> jaccard_distance(frozenset("ab"), frozenset("a"))
    0.5
    """
    union = len(first | second)
    return 1 - len(first & second) / union if union else 0.0


def _monotony(first: Codes, second: Codes, steps: tuple[float, float, float, float]) -> float:
    if first == second:
        return steps[0]
    if first <= second or second <= first:
        return steps[1]
    return steps[2] if first & second else steps[3]


def masi_distance(first: Codes, second: Codes) -> float:
    """Return MASI, 1 − J × M with M = 1 (equal), 2/3 (one within the other), 1/3 (they cross), 0 (nothing in common).

    Passonneau 2006, LREC, « Measuring Agreement on Set-valued Items (MASI) ». NLTK rounds M to 0.67 and 0.33.

    >>> round(masi_distance(frozenset("ab"), frozenset("a")), 4)
    0.6667
    """
    return 1 - (1 - jaccard_distance(first, second)) * _monotony(first, second, (1, 2 / 3, 1 / 3, 0))


def masi_dkpro_distance(first: Codes, second: Codes) -> float:
    """Return what DKPro Statistics computes under the name of MASI: Jaccard's distance × (0, 1/3, 2/3, 1)."""
    return jaccard_distance(first, second) * _monotony(first, second, (0, 1 / 3, 2 / 3, 1))


DISTANCES: Final[dict[str, Callable[[Codes, Codes], float]]] = {
    "jaccard": jaccard_distance,
    "masi": masi_distance,
    "nominal": lambda first, second: float(first != second),
    "masi_dkpro": masi_dkpro_distance,
}


def set_alpha(ratings_of_frozensets: Any, distance: Distance = "jaccard") -> float | None:
    """Return Krippendorff's α where each rating is a set of codes; None where it is not defined.

    1 is perfect, 0 is chance. Say which distance was taken: ``jaccard``; ``masi`` (Passonneau 2006, 1 − J × M, see
    ``masi_distance``); ``nominal`` (two sets are the same or not); ``masi_dkpro`` (another program's variant).
    Artstein & Poesio 2008, Computational Linguistics 34(4), doi:10.1162/coli.07-034-R2.

    Parameters
    ----------
    ratings_of_frozensets
        One row per unit, one column per coder (frame, array, list of lists). A cell holds a set of codes: frozenset,
        set, list or tuple; a word is a set of one. The empty set says « none of the codes »; a gap is None or NaN.

    Raises ``InvalidValue``.

    Examples
    --------
    >>> a, b = frozenset("a"), frozenset("b")
    >>> round(set_alpha([[a, a], [a, a | b], [b, b], [b, b]]), 4)
    0.7742
    """
    import numpy as np

    if distance not in DISTANCES:
        raise InvalidValue(
            _("“{distance}” is not a distance between sets of codes.", distance=distance),
            _("Choose one of: {allowed}.", allowed=", ".join(DISTANCES)),
        )
    table = table_of(ratings_of_frozensets, "nominal")
    known: dict[Codes, int] = {}
    codes = np.full(table.shape, -1, dtype=np.int64)
    for i, row in enumerate(table.tolist()):
        for j, cell in enumerate(row):
            if not is_gap(cell):
                codes[i, j] = known.setdefault(_set(cell), len(known))
    size = (codes >= 0).sum(axis=1)
    codes = codes[size >= 2]
    size = size[size >= 2].astype(np.float64)
    if not len(size):
        return None
    far = DISTANCES[distance]
    sets = list(known)
    apart = np.array([[far(one, other) for other in sets] for one in sets], dtype=np.float64)
    own = np.zeros(len(size))
    for i in range(codes.shape[1]):
        for j in range(i + 1, codes.shape[1]):
            both = (codes[:, i] >= 0) & (codes[:, j] >= 0)
            own[both] += 2 * apart[codes[both, i], codes[both, j]]
    margins = np.bincount(codes[codes >= 0], minlength=len(sets)).astype(np.float64)
    n = float(margins.sum())
    expected = float(margins @ apart @ margins) / (n * (n - 1))
    return 1 - float((own / (size - 1)).sum() / n) / expected if expected > 0 else None


def _set(cell: Any) -> Codes:
    if isinstance(cell, str):
        return frozenset({cell.strip()})
    if isinstance(cell, frozenset | set | list | tuple):
        try:
            return frozenset(cell)
        except TypeError:
            pass
    raise InvalidValue(
        _("A cell must hold a set of codes."),
        _("Give frozenset(['code_a', 'code_b']), an empty set for none, None where a coder gave no value."),
    )
