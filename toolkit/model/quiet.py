"""A pandas frame that a notebook can show without showing what people said.

Imports pandas: this module is itself imported only by the functions that make frames.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

import pandas as pd

HIDDEN = (
    *("quote", "text", "prefix", "suffix", "comment", "suggestion", "example"),
    *("note", "action", "said", "artefact", "components"),
)


class QuietFrame(pd.DataFrame):
    """A frame whose default display hides the words of interviews; the values themselves are all there.

    ``frame.show()`` shows them, because it was asked for. What pandas makes of it (a filter,
    a merge, one row, the frame turned on its side) stays quiet.
    """

    @property
    def _constructor(self) -> Callable[..., "QuietFrame"]:
        return QuietFrame

    @property
    def _constructor_sliced(self) -> Callable[..., "QuietSeries"]:
        return QuietSeries

    def _hidden(self) -> pd.DataFrame:
        plain = pd.DataFrame(self)
        rows = max(pd.get_option("display.max_rows") or 60, 2)
        if len(plain) > rows:
            plain = plain.iloc[[*range(rows // 2), *range(-(rows // 2), 0)]]
        if not any(map(_is_hidden, [*plain.columns, *plain.columns.names, *plain.index.names, *plain.index])):
            return plain
        said = [_is_hidden(label) for label in plain.index]
        columns = []
        for i, name in enumerate(plain.columns):
            column = plain.iloc[:, i].tolist()
            whole = _is_hidden(name) or any(map(_is_hidden, plain.columns.names))
            columns.append([_size(v) if whole or line else v for v, line in zip(column, said, strict=True)])
        shown = pd.DataFrame(dict(enumerate(columns)), index=_quiet(plain.index))
        shown.columns = _quiet(plain.columns)
        return shown

    def __repr__(self) -> str:
        return f"{self._hidden()!r}\n[{len(self)} × {len(self.columns)}]"

    def _repr_html_(self) -> str | None:
        html: str | None = self._hidden()._repr_html_()  # type: ignore[operator]
        return html

    def _repr_latex_(self) -> None:
        return None

    def _repr_data_resource_(self) -> None:
        return None

    def show(self) -> Any:
        """Return the plain frame, which a notebook shows with its words (and saves with them: clear the cell)."""
        return pd.DataFrame(self)


class QuietSeries(pd.Series):
    """One row, or one column of words, of a quiet frame: hidden too; ``.show()`` shows them."""

    @property
    def _constructor(self) -> Callable[..., "QuietSeries"]:
        return QuietSeries

    @property
    def _constructor_expanddim(self) -> Callable[..., QuietFrame]:
        return QuietFrame

    def __repr__(self) -> str:
        plain: pd.Series[Any] = pd.Series(self)
        if _is_hidden(plain.name):
            values = [_size(value) for value in plain.tolist()]
            return repr(pd.Series(values, index=_quiet(plain.index), name=plain.name, dtype=object))
        if not any(map(_is_hidden, [*plain.index, *plain.index.names])):
            return repr(plain)
        values = [_size(v) if _is_hidden(label) else v for label, v in zip(plain.index, plain.tolist(), strict=True)]
        return repr(pd.Series(values, index=_quiet(plain.index), name=plain.name, dtype=object))

    def show(self) -> Any:
        """Return the plain series, which a notebook shows with its words."""
        return pd.Series(self)


def _is_hidden(label: Hashable) -> bool:
    """Tell a column of words, also under the name that a merge gave it (``quote_x``) or among several names."""
    if isinstance(label, tuple):
        return any(map(_is_hidden, label))
    return isinstance(label, str) and (label in HIDDEN or label.rpartition("_")[0] in HIDDEN)


def _quiet(index: Any) -> Any:
    """Return an index without the words of the columns that were put in it."""
    if not any(map(_is_hidden, index.names)):
        return index
    if isinstance(index, pd.MultiIndex):
        spoken = [_is_hidden(name) for name in index.names]
        rows: Iterable[tuple[Any, ...]] = index.tolist()
        quiet = [tuple(_size(v) if s else v for v, s in zip(row, spoken, strict=True)) for row in rows]
        return pd.MultiIndex.from_tuples(quiet, names=index.names)
    return pd.Index([_size(v) for v in index], name=index.name)


def _size(value: Any) -> Any:
    """Return what is shown of a value: how long a text is, nothing of nothing, a number as it is."""
    if isinstance(value, str):
        return f"[{len(value)} car.]"
    if isinstance(value, tuple | list | dict | set):
        return f"[{len(value)}]"
    return "" if pd.isna(value) else value
