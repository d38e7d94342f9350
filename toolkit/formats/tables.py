"""``Table``: a result that never goes without its unit, its N and the extracts behind each number.

It lives beside the writers because it carries itself out; rooms make it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import InvalidValue, UnknownName
from toolkit.formats.table_writers import (
    Cell,
    Printed,
    html_fragment,
    write_csv,
    write_docx,
    write_html,
    write_table,
    write_xlsx,
)
from toolkit.formats.whole import PathLike
from toolkit.i18n import _

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Table:
    """Numbers with their unit, their N and what they were counted from.

    Attributes
    ----------
    frame
        One row per code (per code and modality when crossed), English columns, ``n`` and ``N`` among them.
    unit
        What is counted (see ``model.Unit``).
    caption
        The sentence printed above, unit and N in it.
    notes
        The sentences printed below: what was counted, what was left out, how to read it.
    by
        The trait crossed with, or None.
    totals
        When crossed: one row per code over all modalities (somebody is counted once).
    pieces
        The coded extracts behind the numbers; empty in a table made to be given out.

    ``table["entraide"]`` is the n of a code, ``table["entraide", "bénévole"]`` of a code and a modality;
    ``table.quotes("entraide")`` gives the extracts.
    """

    frame: "DataFrame"
    unit: str
    caption: str
    notes: tuple[str, ...] = ()
    by: str | None = None
    totals: "DataFrame | None" = None
    pieces: "DataFrame | None" = None
    value: str = "n"
    printed: Printed = field(default_factory=lambda: Printed("", (), ()))

    def __getitem__(self, key: str | tuple[str, Any]) -> Any:
        """Return the number of a code (id or label), or of a code and a modality; None where it is hidden."""
        code, modality = key if isinstance(key, tuple) else (key, None)
        if modality is None:
            return self._value(self._of(self.frame if self.totals is None else self.totals, code))
        return self._value(self._of(self._modality(modality), code))

    def __iter__(self) -> Iterator[str]:
        frame = self.frame if self.totals is None else self.totals
        return iter(frame["code"].tolist())

    def __len__(self) -> int:
        return len(self.frame if self.totals is None else self.totals)

    def __contains__(self, code: object) -> bool:
        return code in set(self)

    def quotes(self, code: str | None = None, modality: Any = None) -> "DataFrame":
        """Return the coded extracts behind a number (behind them all without ``code``).

        The frame hides its words in a notebook until ``.show()`` is asked.
        Raises ``UnknownName``; ``InvalidValue`` when the table was made to be given out and holds no extract.
        """
        if self.pieces is None:
            raise InvalidValue(
                _("This table holds no extract: it was made to be given out."),
                _("Take the extracts from the table of your own screen (without profile=)."),
            )
        pieces = self.pieces
        if code is not None:
            id = self._of(self.frame if self.totals is None else self.totals, code)["code"]
            pieces = pieces[pieces["code"] == id]
        if modality is not None:
            known = self._modality(modality)[self.by].iloc[0]
            pieces = pieces[pieces["modality"] == known]
        from toolkit.model.quiet import QuietFrame

        return QuietFrame(pieces.reset_index(drop=True))

    def _modality(self, modality: Any) -> "DataFrame":
        if self.by is None:
            raise InvalidValue(
                _("This table is not crossed with a trait."), _("Count again with by=, naming the trait.")
            )
        rows = self.frame[self.frame[self.by].astype(str) == str(modality)]
        if rows.empty:
            raise UnknownName(str(modality), [str(value) for value in self.frame[self.by].unique()])
        return rows

    @staticmethod
    def _of(frame: "DataFrame", code: str) -> Mapping[str, Any]:
        for column in ("code", "code_label"):
            rows = frame[frame[column] == code]
            if len(rows) == 1:
                return {str(name): value for name, value in rows.iloc[0].items()}
        from toolkit.errors import UnknownCode

        raise UnknownCode(str(code), [str(value) for value in frame["code"]])

    def _value(self, row: Mapping[str, Any]) -> Any:
        return bare(row[self.value])

    def to_docx(self, path: PathLike) -> Path:
        """Write a Word document; return its path."""
        return write_docx(path, self.printed)

    def to_xlsx(self, path: PathLike) -> Path:
        """Write a workbook: a sheet to read, a sheet of facts when crossed; return its path."""
        return write_xlsx(path, self.printed)

    def to_html(self, path: PathLike | None = None) -> str | Path:
        """Write a page and return its path; without ``path``, return the HTML to set in a page of yours."""
        return html_fragment(self.printed) if path is None else write_html(path, self.printed)

    def to_csv(self, path: PathLike) -> Path:
        """Write one fact a line, with ``;`` and a BOM; return its path."""
        return write_csv(path, self.printed)

    def to(self, path: PathLike) -> Path:
        """Write in the format that the end of the name says (.docx, .xlsx, .html, .csv)."""
        return write_table(path, self.printed)

    def rows(self) -> list[dict[str, Any]]:
        """Return the facts as plain values, for a program."""
        return [{str(name): bare(value) for name, value in row.items()} for row in self.frame.to_dict("records")]

    def __repr__(self) -> str:
        from toolkit.formats.table_writers import spoken

        headings, rows = self.printed.headings, self.printed.rows
        shown = [[spoken(cell) for cell in row] for row in rows[:30]]
        widths = [max(len(line[i]) for line in [list(headings), *shown]) for i in range(len(headings))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in [list(headings), *shown]
        ]
        if len(rows) > len(shown):
            lines.append(_("… and {n} more rows.", n=len(rows) - len(shown)))
        return "\n".join([self.printed.caption, *lines, *self.printed.notes])

    def _repr_html_(self) -> str:
        return html_fragment(self.printed)


def bare(value: Any) -> Cell | bool:
    """Return a cell of a frame as a plain Python value; None for what is missing."""
    import pandas as pd

    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    plain: Cell | bool = value.item() if hasattr(value, "item") else value
    return plain
