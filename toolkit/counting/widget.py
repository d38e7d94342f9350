"""A counted table in a notebook: a click on a number shows its extracts, and leaves none in the notebook."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final

from toolkit.counting.crosstabs import Crosstab
from toolkit.counting.found import Found
from toolkit.counting.pairs import N_OF_B, Cooccurrence
from toolkit.errors import InvalidValue
from toolkit.formats.table_writers import figures, spoken
from toolkit.formats.tables import Table
from toolkit.i18n import _, n_
from toolkit.web.host import Hosted
from toolkit.web.wire import Shape, whole

if TYPE_CHECKING:
    from pandas import DataFrame

FORMAT: Final = "carnet-counts/1"
PAGE: Final = 50
"""Extracts that travel at once."""


class CountedTable(Hosted):
    """A table whose numbers open; made by ``browse``. In a notebook, it is shown when it ends a cell."""

    component: ClassVar[str] = "counts"
    data_format: ClassVar[str] = FORMAT
    asks: ClassVar[Mapping[str, Shape]] = {"quotes": {"line": whole(), "column": whole(), "after": whole()}}

    def __init__(self, table: Table, **options: Any):
        super().__init__(readonly=True, **options)
        self._table = table
        self._last: tuple[tuple[int, int], list[dict[str, str]]] | None = None

    def snapshot(self) -> dict[str, Any]:
        """Return the table as it is printed, and which of its cells open."""
        printed = self._table.printed
        rows = [
            [{"text": spoken(cell), "opens": self._opens(i, j)} for j, cell in enumerate(row)]
            for i, row in enumerate(printed.rows)
        ]
        return {
            "caption": printed.caption,
            "headings": list(printed.headings),
            "flush": figures(printed),
            "names": [self._name(i) for i in range(len(rows))],
            "rows": rows,
            "notes": list(printed.notes),
        }

    def _name(self, line: int) -> str:
        row = [spoken(cell) for cell in self._table.printed.rows[line]]
        if isinstance(self._table, Cooccurrence):
            return f"{row[0]} + {row[1]}"
        return _("{text}, turn {turn}", text=row[0], turn=row[1]) if isinstance(self._table, Found) else row[0]

    def _opens(self, line: int, column: int) -> bool:
        table, cell = self._table, self._table.printed.rows[line][column]
        if isinstance(table, Found):
            return column == 0
        if column == 0 or cell in (None, 0, _("not asked")):
            return False
        if isinstance(table, Cooccurrence):
            return column - 2 in range(N_OF_B + 1)
        if isinstance(table, Crosstab) or table.by is not None:
            return not str(cell).startswith("0 ")
        return column == 1

    def answer(self, ask: Mapping[str, Any]) -> dict[str, Any]:
        """Return the extracts behind a cell, some at a time."""
        line, column, after = int(ask["line"]), int(ask["column"]), int(ask["after"])
        rows = self._table.printed.rows
        if line >= len(rows) or column >= len(rows[line]):
            raise InvalidValue(_("This cell is not in the table."), _("Run the cell again."))
        if self._last is None or self._last[0] != (line, column):
            self._last = ((line, column), _places(behind(self._table, line, column)))
        found = self._last[1]
        return {"total": len(found), "after": after, "extracts": found[after : after + PAGE]}

    def apply(self, op: Mapping[str, Any]) -> Mapping[str, Any]:
        """Nothing can be changed from a table."""
        del op
        raise InvalidValue(_("A table changes nothing."), _("Code in coding.highlighter, then count again."))

    def in_short(self) -> str:
        """Return how many lines the table has: no label, which may be a person's words."""
        return n_("Table of {n} line.", "Table of {n} lines.", len(self._table.printed.rows))

    def __repr__(self) -> str:
        return f"<CountedTable: {len(self._table.printed.rows)} lines>"


def browse(table: Table, *, lang: str | None = None, height: int = 560) -> CountedTable:
    """Show a table whose numbers open the extracts behind them; put it last in a notebook cell.

    The extracts are shown when they are asked for and stay out of the notebook: nothing of them is saved with it.

    Parameters
    ----------
    table
        What ``frequency``, ``crosstab``, ``cooccurrence`` or ``query`` gave.
    """
    if not isinstance(table, Crosstab | Cooccurrence) and table.pieces is None:
        raise InvalidValue(
            _("This table holds no extract: it was made to be given out."),
            _("Take the extracts from the table of your own screen (without profile=)."),
        )
    return CountedTable(table, lang=lang, height=height)


def behind(table: Table, line: int, column: int) -> "DataFrame":
    """Return the extracts behind a cell of the printed table, one row each, in the order of the texts."""
    if isinstance(table, Found):
        return table.frame.iloc[[line]]
    if isinstance(table, Cooccurrence):
        return table.quotes_at(line, column - 2)
    if isinstance(table, Crosstab):
        return table.quotes_at(line, column - 1)
    codes = (table.frame if table.totals is None else table.totals)["code"].tolist()
    if table.by is None:
        return table.quotes(codes[line])
    values = table.frame[table.by].drop_duplicates().tolist()
    return table.quotes(codes[line], values[column - 1] if column <= len(values) else None)


def _places(rows: "DataFrame") -> list[dict[str, str]]:
    """Return one extract per place: two codes on the same words are read once."""
    found: dict[tuple[Any, ...], dict[str, str]] = {}
    for row in rows.to_dict("records"):
        told = _told(row)
        place = (row.get("transcript"), row.get("start"), row.get("end"), told["who"])
        if place in found and told["codes"] not in found[place]["codes"].split(", "):
            found[place]["codes"] += f", {told['codes']}"
        found.setdefault(place, told)
    return list(found.values())


def _told(row: Mapping[Any, Any]) -> dict[str, str]:
    """Return an extract as it is read: where, who, its words, its code."""

    def word(name: str) -> str:
        value = row.get(name)
        return value if isinstance(value, str) else ""

    turn = row.get("turn")
    where = word("transcript")
    if isinstance(turn, int | float) and turn > 0:
        where = _("{text}, turn {turn}", text=where, turn=int(turn))
    return {
        "where": where,
        "who": word("participant") or word("people") or word("speaker"),
        "codes": word("codes") or word("code_label") or word("code"),
        "words": word("quote").strip(),
    }
