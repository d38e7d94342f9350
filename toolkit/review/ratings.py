"""Ratings as numbers: units in rows, coders in columns, gaps allowed, whatever form they came in."""

from collections.abc import Mapping
from numbers import Number
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import InvalidValue
from toolkit.i18n import _

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame

    Array = np.ndarray[Any, Any]

LEVELS: Final = ("nominal", "ordinal", "interval", "ratio")
GAPS: Final = frozenset({"", ".", "*", "·", "NA", "N/A", "NaN", "nan", "None"})
"""What people and programs type where a coder gave no value."""
SMALL: Final = 100_000


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

    table = table_of(ratings, level)
    if table.dtype != object:
        flat = table.astype(np.float64, copy=False)
        there = ~np.isnan(flat)
    else:
        there = np.array([[not is_gap(value) for value in row] for row in table], dtype=bool).reshape(table.shape)
        plain = [value.strip() if isinstance(value, str) else value for value in table[there].tolist()]
        numbers = _as_numbers(plain, needed=level != "nominal")
        if numbers is None:
            numbers = _named(plain)
        flat = np.full(table.shape, np.nan)
        flat[there] = numbers
    if np.isinf(flat[there]).any():
        raise InvalidValue(_("A rating is infinite."), _("Leave an empty cell where a coder gave no value."))
    if level == "ratio" and (flat[there] < 0).any():
        raise InvalidValue(
            _("A ratio has no negative value."), _("Choose the level “interval” for values that go below zero.")
        )
    codes = np.full(table.shape, -1, dtype=np.int64)
    known = flat[there]
    if len(known) and known.min() > -SMALL and known.max() < SMALL:
        whole = known.astype(np.int64)
        if np.array_equal(whole, known):  # small whole numbers are ranked without a sort
            low = int(whole.min())
            used = np.bincount(whole - low) > 0
            codes[there] = (np.cumsum(used) - 1)[whole - low]
            return codes, (np.flatnonzero(used) + low).astype(np.float64)
    values, inverse = np.unique(known, return_inverse=True)
    codes[there] = inverse
    return codes, values


def category_count(ratings: Any, categories: Any, observed: int) -> int:
    """Return how many categories there were to choose from: a number, the categories themselves, or those observed.

    Columns of a frame that declare their categories (pandas ``category``) speak for themselves.
    Raises ``InvalidValue`` when there are fewer than in the ratings, or when one of the ratings is not among them.
    """
    import pandas as pd

    if categories is None:
        declared = _declared(ratings) if isinstance(ratings, pd.DataFrame) else None
        if declared is None:
            return observed
        categories = [value for value in declared if not is_gap(value)]
    if isinstance(categories, bool) or (not isinstance(categories, int) and not hasattr(categories, "__iter__")):
        raise InvalidValue(
            _("The categories are a list of codes, or their number."), _("Give the codes of the codebook.")
        )
    if isinstance(categories, int):
        known, needed = categories, observed
    else:
        listed = list(categories)
        known = len(numbered([[value] for value in listed], "nominal")[1])
        table = table_of(ratings, "nominal")
        needed = len(numbered([*([value] for value in table.ravel().tolist()), *([v] for v in listed)], "nominal")[1])
    if needed > known:
        raise InvalidValue(
            _("The ratings hold categories that are not among the {n} given.", n=known),
            _("Give all the codes among which coders chose, used or not."),
        )
    return known


def table_of(ratings: Any, level: str) -> "Array":
    """Return ratings as an array of units × coders; short rows are filled with gaps. Raises ``InvalidValue``."""
    import numpy as np
    import pandas as pd

    if isinstance(ratings, Mapping):
        columns = [list(column) for column in ratings.values()]
        if len({len(column) for column in columns}) > 1:
            raise InvalidValue(
                _("The coders did not judge the same number of units."),
                _("Give each coder one value per unit; leave an empty cell where a coder gave no value."),
            )
        ratings = pd.DataFrame(dict(enumerate(columns)))
    if isinstance(ratings, pd.DataFrame):
        plain = all(isinstance(kind, np.dtype) and kind.kind in "bif" for kind in ratings.dtypes)
        ranked = _declared(ratings, ordered=True) if level == "ordinal" else None
        if plain:
            table = ratings.to_numpy(dtype=np.float64)
        elif ranked is not None:
            ranks = np.column_stack([ratings.iloc[:, i].cat.codes.to_numpy() for i in range(ratings.shape[1])])
            table = np.where(ranks < 0, np.nan, ranks.astype(np.float64))
        else:
            table = ratings.astype(object).to_numpy()
    elif isinstance(ratings, np.ndarray):
        table = ratings if ratings.dtype.kind in "biuf" else ratings.astype(object)
    else:
        if isinstance(ratings, str) or not hasattr(ratings, "__iter__"):
            raise _no_table()
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


def _declared(frame: "DataFrame", *, ordered: bool = False) -> list[Any] | None:
    """Return the categories that all columns of a frame declare alike; None when they do not."""
    import pandas as pd

    kinds = list(frame.dtypes)
    if not kinds or not all(isinstance(kind, pd.CategoricalDtype) for kind in kinds) or len(set(kinds)) > 1:
        return None
    return None if ordered and not kinds[0].ordered else list(kinds[0].categories)


def _named(plain: list[Any]) -> list[float]:
    """Return a number for each category; 1 and "1" are one category, a set is one whatever its order."""
    names: dict[Any, int] = {}
    mixed = any(isinstance(value, str) for value in plain)
    numbers = []
    for value in plain:
        key: Any = frozenset(value) if isinstance(value, set) else value
        if mixed and not isinstance(value, str | bool) and isinstance(value, Number):
            key = f"{value:g}" if isinstance(value, float) else str(value)
        try:
            numbers.append(float(names.setdefault(key, len(names))))
        except TypeError:
            raise InvalidValue(
                _("A rating is one value; here is a cell that holds a list."),
                _("For several codes in one unit, use set_alpha with sets of codes."),
            ) from None
    return numbers


def _no_table() -> InvalidValue:
    return InvalidValue(
        _("Ratings are a table: one row per unit, one column per coder."),
        _("Give a frame or a list of lists; leave an empty cell where a coder gave no value."),
    )


def is_gap(value: Any) -> bool:
    """Tell whether a cell says that a coder gave no value."""
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
