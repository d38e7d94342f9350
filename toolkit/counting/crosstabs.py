"""``Crosstab``: a table of codes by something else, whose lines are written out when they are asked for only.

A table of 200 codes by 60 people is counted faster than its 12,000 lines are made.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from toolkit.counting.coded import Entry
from toolkit.counting.wording import counted_in
from toolkit.errors import InvalidValue, UnknownCode, UnknownName
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table
from toolkit.i18n import _, number

if TYPE_CHECKING:
    from pandas import DataFrame

PERCENT_FROM = 20
M = TypeVar("M")
Behind = Callable[[str | None, Any], "DataFrame"]


class Crosstab(Table):
    """Codes by the modalities of something else; made by ``crosstab``.

    ``table["entraide", "bénévole"]`` is the n of a cell (line first, then column), ``table["entraide"]`` over all
    columns; ``.matrix`` the numbers as they are seen, ``.frame`` one line per cell with ``n`` and ``N``,
    ``.quotes("entraide", "bénévole")`` the extracts behind a cell.
    """

    __slots__ = ("_behind", "_made", "_parts")
    _behind: Behind
    _made: dict[str, Any]
    _parts: dict[str, Any]

    def __init__(
        self,
        *,
        entries: Sequence[Entry],
        by: str,
        values: Sequence[Any],
        counts: Any,
        totals: Any,
        sizes: Sequence[int | None] | None,
        size: int | None,
        unit: str,
        level: str,
        behind: Behind,
        headings: Sequence[str] | None = None,
        turned: bool = False,
        normalise: str | None = None,
        notes: Sequence[str] = (),
        asked: Any = None,
    ):
        put = object.__setattr__
        put(self, "_behind", behind)
        put(self, "_made", {})
        parts = {
            "entries": tuple(entries),
            "values": list(values),
            "headings": [str(value) for value in (values if headings is None else headings)],
            "counts": counts,
            "totals": totals,
            "sizes": None if sizes is None else list(sizes),
            "size": size,
            "level": level,
            "turned": turned,
            "normalise": normalise,
            "asked": asked,
            "notes": list(notes),
        }
        put(self, "_parts", parts)
        put(self, "unit", unit)
        put(self, "by", by)
        put(self, "value", "n")

    # Made once, when asked for.

    def _once(self, name: str, make: Callable[[], M]) -> M:
        if name not in self._made:
            self._made[name] = make()
        made: M = self._made[name]
        return made

    @property
    def frame(self) -> "DataFrame":
        """One line per code and column: ``code code_label theme``, the column's name, ``n``, ``N``."""
        return self._once("frame", self._frame)

    @property
    def totals(self) -> "DataFrame":
        """One line per code over all columns: a unit that is in two columns is counted once."""
        return self._once("totals", self._totals)

    @property
    def printed(self) -> Printed:
        """The table as a reader meets it."""
        return self._once("printed", self._printed)

    @property
    def caption(self) -> str:
        """The sentence printed above."""
        return self._once("caption", self._caption)

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences printed below."""
        return self._once("notes", self._notes)

    @property
    def pieces(self) -> "DataFrame":
        """The coded extracts behind the numbers."""
        return self._once("pieces", lambda: self._behind(None, None))

    @property
    def matrix(self) -> "DataFrame":
        """The numbers as they are seen: one row per line, one column per column."""
        return self._once("matrix", self._matrix)

    @property
    def size(self) -> int | None:
        """N over all columns, None when it is not known."""
        return self._parts["size"]  # type: ignore[no-any-return]

    def _matrix(self) -> "DataFrame":
        import pandas as pd

        lines = pd.Index([entry.code for entry in self._parts["entries"]], dtype=object, name=self._parts["level"])
        columns = pd.Index(self._parts["values"], dtype=object, name=self.by)
        made = pd.DataFrame(self._parts["counts"], index=lines, columns=columns)
        return made.T if self._parts["turned"] else made

    def _frame(self) -> "DataFrame":
        import numpy as np
        import pandas as pd

        parts = self._parts
        height, width = len(parts["entries"]), len(parts["values"])
        lines = np.repeat(np.arange(height), width)
        told: dict[str, Any] = {
            "code": [parts["entries"][i].code for i in lines],
            "code_label": [parts["entries"][i].label for i in lines],
            "theme": [parts["entries"][i].theme for i in lines],
            str(self.by): pd.Series(list(parts["values"]) * height, dtype=object),
            "n": pd.array(np.asarray(parts["counts"]).ravel(), dtype="Int64"),
        }
        sizes = parts["sizes"]
        told["N"] = pd.array([None] * (height * width) if sizes is None else list(sizes) * height, dtype="Int64")
        made = pd.DataFrame(told)
        shares = self._shares()
        if shares is not None and any(share is not None for line in shares for share in line):
            made["percent"] = pd.array([share for line in shares for share in line], dtype="Float64")
        if parts["asked"] is not None:
            made["asked"] = pd.array(parts["asked"][0].ravel(), dtype="Int64")
            made["not_asked"] = pd.array(parts["asked"][1].ravel(), dtype="Int64")
        return made

    def _totals(self) -> "DataFrame":
        import pandas as pd

        parts = self._parts
        return pd.DataFrame(
            {
                "code": [entry.code for entry in parts["entries"]],
                "code_label": [entry.label for entry in parts["entries"]],
                "theme": [entry.theme for entry in parts["entries"]],
                "n": pd.array(parts["totals"], dtype="Int64"),
                "N": pd.array([parts["size"]] * len(parts["entries"]), dtype="Int64"),
            }
        )

    def _shares(self) -> list[list[float | None]] | None:
        """Return the percentage of each cell, None where it may not be said."""
        parts, how = self._parts, self._parts["normalise"]
        counts, sizes = parts["counts"].tolist(), parts["sizes"]
        if how is None:
            if sizes is None or all(size is None or size < PERCENT_FROM for size in sizes):
                return None
            bases: Any = [[size if size and size >= PERCENT_FROM else None for size in sizes]] * len(counts)
        else:
            across = how != "all" and (how == "rows") != parts["turned"]
            if how == "all":
                bases = [[int(parts["counts"].sum())] * len(parts["values"])] * len(counts)
            elif across:
                bases = [[sum(line)] * len(line) for line in counts]
            else:
                sums = parts["counts"].sum(axis=0).tolist()
                bases = [list(sums if sizes is None else sizes)] * len(counts)
        return [
            [None if not base else round(100 * n / base, 1) for n, base in zip(line, of, strict=True)]
            for line, of in zip(counts, bases, strict=True)
        ]

    def _labels(self) -> list[str]:
        entries = self._parts["entries"]
        said: dict[str, int] = {}
        for entry in entries:
            said[entry.label] = said.get(entry.label, 0) + 1
        return [f"{entry.label} ({entry.code})" if said[entry.label] > 1 else entry.label for entry in entries]

    def _what(self) -> str:
        return _("Theme") if self._parts["level"] == "theme" else _("Code")

    def _heading(self) -> str:
        """Return the words for what the codes are crossed with."""
        known = {
            "participant": _("Person"),
            "case": _("Case"),
            "transcript": _("Text"),
            "turn": _("Turn"),
            "speaker": _("Speaker"),
            "coder": _("Coder"),
        }
        return known.get(str(self.by), str(self.by))

    def _cells(self) -> list[list[Cell]]:
        shares, asked = self._shares(), self._parts["asked"]
        lines: list[list[Cell]] = []
        for i, line in enumerate(self._parts["counts"].tolist()):
            cells: list[Cell] = []
            for j, n in enumerate(line):
                share = None if shares is None else shares[i][j]
                if n == 0 and asked is not None and not asked[0][i, j] and asked[1][i, j]:
                    cells.append(_("not asked"))
                elif share is None:
                    cells.append(int(n))
                else:
                    cells.append(_("{n} ({share} %)", n=number(int(n)), share=number(float(share))))
            lines.append(cells)
        return lines

    def _headings(self) -> list[str]:
        sizes = self._parts["sizes"]
        names = self._parts["headings"]
        if sizes is None:
            return list(names)
        return [
            name if size is None else _("{name} (N = {N})", name=name, N=number(size))
            for name, size in zip(names, sizes, strict=True)
        ]

    def _printed(self) -> Printed:
        labels, headings, cells = self._labels(), self._headings(), self._cells()
        whole = [int(n) for n in self._parts["totals"]]
        every = _("All") if self.size is None else _("{name} (N = {N})", name=_("All"), N=number(self.size))
        if self._parts["turned"]:
            first = (self._heading(), *labels)
            rows = [(name, *(line[j] for line in cells)) for j, name in enumerate(headings)]
            rows.append((every, *whole))
        else:
            first = (self._what(), *headings, every)
            rows = [(label, *line, n) for label, line, n in zip(labels, cells, whole, strict=True)]
        return Printed(self.caption, tuple(first), tuple(rows), self.notes, self._facts())

    def _facts(self) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
        from toolkit.formats.tables import bare

        frame = self.frame
        columns: dict[str, list[Any]] = {
            _("Code"): frame["code"].tolist(),
            _("Label"): frame["code_label"].tolist(),
            _("Theme"): frame["theme"].tolist(),
            self._heading(): [
                value if isinstance(value, int | float) else str(value) for value in frame[str(self.by)]
            ],
            _("Count (n)"): [bare(n) for n in frame["n"]],
        }
        if frame["N"].notna().any():
            columns[_("Out of (N)")] = [bare(n) for n in frame["N"]]
        if "percent" in frame.columns:
            columns[_("Per cent")] = [bare(n) for n in frame["percent"]]
        if "asked" in frame.columns:
            columns[_("Asked")] = [bare(n) for n in frame["asked"]]
            columns[_("Not asked")] = [bare(n) for n in frame["not_asked"]]
        columns[_("Unit")] = [counted_in(self.unit)] * len(frame)
        return tuple(columns), tuple(zip(*columns.values(), strict=True))

    def _caption(self) -> str:
        what = _("Themes") if self._parts["level"] == "theme" else _("Codes")
        fields: dict[str, Any] = {"what": what, "counted": counted_in(self.unit), "trait": self._heading()}
        if self.size is None:
            return _("{what} by “{trait}”: {counted}.", **fields)
        return _("{what} by “{trait}”: {counted}, N = {N}.", **fields, N=number(self.size))

    def _notes(self) -> tuple[str, ...]:
        parts, made = self._parts, list(self._parts["notes"])
        if self.unit == "participant" and parts["asked"] is None:
            made.append(
                _(
                    "Question not verified: nothing says that everybody was asked. "
                    "Not speaking of it is not being against."
                )
            )
        if parts["sizes"] is not None and any(size == 0 for size in parts["sizes"]):
            made.append(_("N = 0: nobody of this group can be counted; its column says nothing."))
        if self.unit == "segment":
            made.append(_("A number of extracts depends on how finely they were cut."))
        if self.unit in ("words", "characters"):
            made.append(_("Talkative people weigh more in the room taken."))
        if parts["normalise"] is not None:
            made.append(self._shared())
        if len(parts["values"]) > 12 and self.by not in ("participant", "transcript", "turn"):
            made.append(
                _(
                    "“{trait}” has {n} modalities: put some together before comparing groups.",
                    trait=self._heading(),
                    n=number(len(parts["values"])),
                )
            )
        made.append(_("Working document: small numbers are not hidden, do not give this table out."))
        return tuple(made)

    def _shared(self) -> str:
        how = self._parts["normalise"]
        if how == "all":
            return _("Percentages: out of the sum of all cells.")
        across = (how == "rows") != self._parts["turned"]
        if not across and self._parts["sizes"] is not None:
            return _("Percentages: out of the N of each group.")
        return (
            _("Percentages: out of the sum of each line.")
            if how == "rows"
            else _("Percentages: out of the sum of each column.")
        )

    # Asked of it.

    def __getitem__(self, key: str | tuple[Any, Any]) -> Any:
        if not isinstance(key, tuple):
            return int(self._parts["totals"][self._line(key)])
        line, column = key if not self._parts["turned"] else key[::-1]
        return int(self._parts["counts"][self._line(line), self._column(column)])

    def __iter__(self) -> Iterator[str]:
        return iter([entry.code for entry in self._parts["entries"]])

    def __len__(self) -> int:
        return len(self._parts["entries"])

    def quotes(self, code: str | None = None, modality: Any = None) -> "DataFrame":
        """Return the coded extracts behind a line, a cell, or everything; their words hide until ``.show()``."""
        from toolkit.model.quiet import QuietFrame

        if self._parts["turned"] and code is not None and modality is not None:
            code, modality = modality, code
        id = None if code is None else self._parts["entries"][self._line(code)].code
        value = None if modality is None else self._parts["values"][self._column(modality)]
        return QuietFrame(self._behind(id, value).reset_index(drop=True))

    def quotes_at(self, line: int, column: int | None) -> "DataFrame":
        """Return the extracts behind a cell of the printed table; None: behind the whole line."""
        from toolkit.model.quiet import QuietFrame

        turned, width = self._parts["turned"], len(self._parts["entries" if self._parts["turned"] else "values"])
        place: Any = None if column is None or column >= width else column
        entry: Any = line
        if turned:
            entry, place = place, line if line < len(self._parts["values"]) else None
        code = None if entry is None else self._parts["entries"][entry].code
        value = None if place is None else self._parts["values"][place]
        return QuietFrame(self._behind(code, value).reset_index(drop=True))

    def _line(self, key: Any) -> int:
        entries = self._parts["entries"]
        for name in ("code", "label"):
            found = [i for i, entry in enumerate(entries) if getattr(entry, name) == key]
            if len(found) == 1:
                return found[0]
        raise UnknownCode(str(key), [entry.code for entry in entries])

    def _column(self, key: Any) -> int:
        values = self._parts["values"]
        for j, (value, heading) in enumerate(zip(values, self._parts["headings"], strict=True)):
            if value == key or str(value) == str(key) or heading == key:
                return j
        raise UnknownName(str(key), [str(value) for value in values])

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def __reduce__(self) -> Any:
        raise InvalidValue(_("A table of the screen is not kept as it is."), _("Write it with to_xlsx or to_csv."))
