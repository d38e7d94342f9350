"""Columns as whole numbers: what lets a million codings be counted at once.

A column that is already categorical is taken as it is; another is numbered once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.i18n import _

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame, Series

ROOM = 40_000_000
"""Cells above which a table of marks would take more memory than sorting the keys takes time."""

STEP = 65_536
"""Rows looked at together: what a processor keeps at hand."""


@dataclass(frozen=True, slots=True, repr=False)
class Numbered:
    """A column as numbers (-1 where nothing is said) and the values that they stand for."""

    codes: "np.ndarray[Any, Any]"
    values: list[Any]

    def __len__(self) -> int:
        return len(self.values)

    @property
    def whole(self) -> bool:
        """Whether every row has a value."""
        return not len(self.codes) or int(self.codes.min()) >= 0

    def present(self, mask: "np.ndarray[Any, Any] | None" = None) -> list[Any]:
        """Return the values that some row holds."""
        import numpy as np

        seen = np.zeros(len(self.values) + 1, dtype=bool)
        low, step = 0, 4096
        # The first rows hold most values: the others are read only while one is missing.
        while low < len(self.codes) and not seen[: len(self.values)].all():
            codes = self.codes[low : low + step]
            seen[codes if mask is None else codes[mask[low : low + step]]] = True  # -1 falls on the last place
            low, step = low + step, step * 2
        return [value for value, there in zip(self.values, seen[: len(self.values)].tolist(), strict=True) if there]

    def among(self, wanted: Sequence[Any]) -> "np.ndarray[Any, Any]":
        """Return which rows hold one of these values."""
        import numpy as np

        chosen = set(wanted)
        good = [value in chosen for value in self.values]
        if all(good):
            return np.asarray(self.codes >= 0)
        if sum(good) <= 1:
            return np.asarray(self.codes == (good.index(True) if any(good) else len(good)))
        return np.asarray(np.array([*good, False], dtype=bool)[self.codes])

    def as_values(self, values: Sequence[Any], found: Sequence[Any] | None = None) -> "Numbered":
        """Return the column with each value renamed, in the order of ``found``; None is nothing."""
        import numpy as np

        kept = list(found if found is not None else dict.fromkeys(value for value in values if value is not None))
        place = {value: i for i, value in enumerate(kept)}
        turned = np.array([-1 if value is None else place[value] for value in values] + [-1], dtype=np.int32)
        return Numbered(turned[self.codes], kept)


def numbered(column: "Series[Any]") -> Numbered:
    """Return a column as whole numbers, its values in the order of the categories or of first sight."""
    import numpy as np
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        return Numbered(np.asarray(column.array.codes), column.array.categories.tolist())
    codes, values = pd.factorize(column, use_na_sentinel=True)
    return Numbered(codes, list(values.tolist()))


def together(columns: Sequence[Numbered]) -> Numbered:
    """Return the combinations of several columns as one, its values being the numbers 0, 1, 2…"""
    import numpy as np

    first, *rest = columns
    codes, size = first.codes, len(first)
    lacking = codes < 0
    for column in rest:
        codes = codes.astype(np.int64) * max(len(column), 1) + column.codes
        lacking = lacking | (column.codes < 0)
        size *= max(len(column), 1)
    if rest:
        codes = np.where(lacking, -1, codes)
        if size > 2 * len(codes) + 1000:
            known, turned = np.unique(codes[~lacking], return_inverse=True)
            codes = codes.copy()
            codes[~lacking] = turned
            size = len(known)
    return Numbered(codes, list(range(size)))


def different(rows: Numbered, columns: Numbered | None, units: Numbered | None) -> "np.ndarray[Any, Any]":
    """Count different units in each row × column: the table that everything else is read from.

    Rows without a value somewhere are not counted. ``columns`` None: one column over all; ``units`` None: whether
    anything is there (0 or 1), when the column is the unit itself.
    """
    import numpy as np

    height, width = len(rows), 1 if columns is None else len(columns)
    deep = 1 if units is None else len(units)
    if not height * width * deep:
        return np.zeros((height, width), dtype=np.int64)
    parts = [(part.codes, len(part)) for part in (columns, units) if part is not None]
    lacking = [part.codes for part in (rows, columns, units) if part is not None and not part.whole]

    def key(low: int, high: int) -> Any:
        made = rows.codes[low:high].astype(np.int64)
        for codes, size in parts:
            made *= size
            made += codes[low:high]
        for codes in lacking:
            made[codes[low:high] < 0] = -1
        return made[made >= 0] if lacking else made

    if height * width * deep <= max(ROOM, 4 * len(rows.codes)):
        seen = np.zeros(height * width * deep, dtype=bool)
        for low in range(0, len(rows.codes), STEP):
            seen[key(low, low + STEP)] = True
        counts: np.ndarray[Any, Any] = seen.reshape(height, width, deep).sum(axis=2, dtype=np.int64)
        return counts
    places = np.unique(key(0, len(rows.codes))) // deep
    return np.asarray(np.bincount(places, minlength=height * width).reshape(height, width))


def trait_of(
    rows: "DataFrame",
    name: str,
    people: "DataFrame | None",
    kept: Callable[[Numbered], Numbered] = lambda column: column,
) -> Numbered:
    """Return the modality of each row (of those ``kept``) for a trait, in reading order, « non renseigné » last.

    ``people`` (one row per participant) says it when it holds the trait, and brings the modalities of those who are
    in no row; else the frame itself. Raises ``UnknownName`` when neither has the column.
    """
    from toolkit.errors import UnknownName

    column, said, others = None, [], []
    if people is not None and name in people.columns and "participant" in people.columns and name != "participant":
        traits = dict(zip(people["participant"].tolist(), people[name].tolist(), strict=True))
        if "participant" in rows.columns:
            column = kept(numbered(rows["participant"]))
            said = [plainly(traits.get(value)) for value in column.values]
        others = [plainly(value) for value in people[name].tolist()]
        ranked = people[name]
    elif name in rows.columns:
        column = kept(numbered(rows[name]))
        said = [plainly(value) for value in column.values]
        ranked = rows[name]
    if column is None:
        known = list(rows.columns) if people is None else [*people.columns, *rows.columns]
        raise UnknownName(name, [str(one) for one in dict.fromkeys(known) if one not in ("quote", "participant")])
    missing, there = plainly(None), set(column.present())
    told = [
        None if value == missing or key not in there else value
        for key, value in zip(column.values, said, strict=True)
    ]
    found = list(dict.fromkeys(value for value in (*told, *others) if value is not None and value != missing))
    order = _ranks(ranked)
    found.sort(key=lambda value: order.get(value, (isinstance(value, str), value)))
    made = column.as_values(told, found)
    if not made.whole or missing in others:
        codes = made.codes.copy()
        codes[codes < 0] = len(found)
        return Numbered(codes, [*found, missing])
    return made


def _ranks(column: "Series[Any]") -> dict[Any, tuple[bool, Any]]:
    """Return the order of the modalities that the analyst gave (age bands), if any."""
    import pandas as pd

    if not isinstance(column.dtype, pd.CategoricalDtype):
        return {}
    return {plainly(value): (False, rank) for rank, value in enumerate(column.cat.categories)}


def plainly(value: Any) -> Any:
    """Return a modality as it is printed: « oui », « non », « non renseigné », or itself."""
    import pandas as pd

    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return _("yes") if value else _("no")
    if value is None or (not isinstance(value, str) and pd.isna(value)) or value == "":
        return _("not given")
    return value
