"""Ratings as numbers: units in rows, coders in columns, gaps allowed, whatever form they came in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import InvalidValue
from toolkit.i18n import _

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

LEVELS: Final = ("nominal", "ordinal", "interval", "ratio")
GAPS: Final = frozenset({"", ".", "*", "·", "NA", "N/A", "NaN", "nan", "None"})
"""What people and programs type where a coder gave no value."""


def checked_level(level: str) -> str:
    """Return ``level``; raise ``InvalidValue`` when it is not one of ``LEVELS``."""
    if level not in LEVELS:
        raise InvalidValue(
            _("“{level}” is not a level of measurement.", level=level),
            _("Choose one of: {allowed}.", allowed=", ".join(LEVELS)),
        )
    return level


def numbered(ratings: Any, level: str) -> "tuple[Array, Array]":
    """Return ``(codes, values)``: the rank of each rating among ``values`` (-1 for a gap), and the values as numbers.

    ``values`` are sorted; for a nominal level they are only numbers given to the categories.
    Raises ``InvalidValue`` when the ratings are no table, or are words where numbers are needed.
    """
    import numpy as np

    table = _table(ratings)
    if table.dtype != object:
        flat = table.astype(np.float64, copy=False)
        there = ~np.isnan(flat)
    else:
        there = np.array([[not _gap(value) for value in row] for row in table], dtype=bool).reshape(table.shape)
        plain = [value.strip() if isinstance(value, str) else value for value in table[there].tolist()]
        numbers = _as_numbers(plain, needed=level != "nominal")
        if numbers is None:
            names: dict[Any, int] = {}
            numbers = [names.setdefault(value, len(names)) for value in plain]
        flat = np.full(table.shape, np.nan)
        flat[there] = numbers
    if np.isinf(flat[there]).any():
        raise InvalidValue(_("A rating is infinite."), _("Leave an empty cell where a coder gave no value."))
    if level == "ratio" and (flat[there] < 0).any():
        raise InvalidValue(
            _("A ratio has no negative value."), _("Choose the level “interval” for values that go below zero.")
        )
    values, inverse = np.unique(flat[there], return_inverse=True)
    codes = np.full(table.shape, -1, dtype=np.int64)
    codes[there] = inverse
    return codes, values


def _table(ratings: Any) -> "Array":
    import numpy as np
    import pandas as pd

    if isinstance(ratings, Mapping):
        ratings = pd.DataFrame(dict(ratings))
    if isinstance(ratings, pd.DataFrame):
        plain = all(isinstance(kind, np.dtype) and kind.kind in "bif" for kind in ratings.dtypes)
        table = ratings.to_numpy(dtype=np.float64) if plain else ratings.astype(object).to_numpy()
    elif isinstance(ratings, np.ndarray):
        table = ratings if ratings.dtype.kind in "bif" else ratings.astype(object)
    else:
        rows = [list(row) if isinstance(row, list | tuple) or hasattr(row, "__array__") else None for row in ratings]
        if any(row is None for row in rows):
            raise _no_table()
        # Units judged by different numbers of coders: the short ones are filled with gaps.
        width = max((len(row) for row in rows if row is not None), default=0)
        table = np.empty((len(rows), width), dtype=object)
        for i, row in enumerate(rows):
            for j, value in enumerate(row or ()):
                table[i, j] = value
    if table.ndim != 2:
        raise _no_table()
    return table


def _no_table() -> InvalidValue:
    return InvalidValue(
        _("Ratings are a table: one row per unit, one column per coder."),
        _("Give a frame or a list of lists; leave an empty cell where a coder gave no value."),
    )


def _gap(value: Any) -> bool:
    import pandas as pd

    if isinstance(value, str):
        return value.strip() in GAPS
    return value is None or (bool(pd.api.types.is_scalar(value)) and bool(pd.isna(value)))


def _as_numbers(plain: list[Any], *, needed: bool) -> list[float] | None:
    """Return ratings as numbers; None when they are categories.

    In a column read with « . » for gaps, numbers are words: "1" and 1 must be the same rating.
    """
    words = [value for value in plain if isinstance(value, str)]
    if not needed and (len(words) == len(plain) or not all(isinstance(v, str | int | float) for v in plain)):
        return None
    try:
        return [float(value.replace(",", ".") if isinstance(value, str) else value) for value in plain]
    except (TypeError, ValueError):
        if not needed:
            return None
        raise InvalidValue(
            _("This level of measurement needs numbers."), _("Choose the level “nominal” for categories in words.")
        ) from None
