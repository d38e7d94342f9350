"""A pandas frame that a notebook can show without showing what people said.

Imports pandas: this module is itself imported only by the functions that make frames.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd

HIDDEN = ("quote", "text", "prefix", "suffix", "comment", "suggestion")


class QuietFrame(pd.DataFrame):
    """A frame whose default display hides the words of interviews; the values themselves are all there.

    ``frame["quote"]`` or ``frame.show()`` shows them, because it was asked for.
    """

    @property
    def _constructor(self) -> Callable[..., "QuietFrame"]:
        return QuietFrame

    def _hidden(self) -> pd.DataFrame:
        plain = pd.DataFrame(self)
        names = [name for name in plain.columns if name in HIDDEN]
        if not names:
            return plain
        rows = pd.get_option("display.max_rows") or 60
        shown = plain if len(plain) <= rows else plain.iloc[[*range(rows // 2), *range(-(rows // 2), 0)]]
        return shown.assign(**{name: [_size(value) for value in shown[name]] for name in names})

    def __repr__(self) -> str:
        return f"{self._hidden()!r}\n[{len(self)} × {len(self.columns)}]"

    def _repr_html_(self) -> str | None:
        html: str | None = self._hidden()._repr_html_()  # type: ignore[operator]
        return html

    def show(self) -> Any:
        """Return the plain frame, which a notebook shows with its words (and saves with them: clear the cell)."""
        return pd.DataFrame(self)


def _size(value: object) -> str:
    return f"[{len(value)} car.]" if isinstance(value, str) else ""
