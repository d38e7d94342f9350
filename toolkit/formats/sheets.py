"""Read a table that somebody typed: CSV as French and English Excel write it, XLSX, ODS.

Whatever had to be repaired is said in the warnings; what cannot be repaired is refused with its line.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from toolkit.errors import FaultyFile, UnreadableFile
from toolkit.formats.dangerous import refuse_dangerous
from toolkit.formats.encodings import decoded
from toolkit.formats.registry import file_bytes
from toolkit.formats.sniff import OLE, member, opened_zip
from toolkit.formats.table_writers import FORMULA_STARTS
from toolkit.formats.xml import parsed
from toolkit.i18n import _, n_
from toolkit.model.text import clean_text

SPREADSHEETS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """Columns and rows as text; ``lines`` are the line of each row in the file, for whoever mends it."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    warnings: tuple[str, ...] = ()

    def column(self, name: str) -> tuple[str, ...]:
        """Return the cells of one column."""
        rank = self.columns.index(name)
        return tuple(row[rank] for row in self.rows)

    def __repr__(self) -> str:
        return f"<Sheet: {len(self.columns)} columns, {len(self.rows)} rows, {len(self.warnings)} warnings>"


def read_table(path: str | Path, *, prefer: Sequence[str] = ()) -> Sheet:
    """Read a CSV or a spreadsheet: its first sheet that holds something, or the first one named in ``prefer``.

    Raises ``UnreadableFile`` when it is no table, ``FaultyFile`` when rows do not fit the columns.
    """
    path = Path(path)
    data = file_bytes(path)
    if data[:2] == b"PK" or data.startswith(OLE) or path.suffix.lower() in SPREADSHEETS:
        grid, warnings = _spreadsheet(data, path, prefer)
    else:
        grid, warnings = _csv(data, path)
    return _sheet(grid, str(path), warnings)


Grid = list[tuple[int, list[str]]]
"""Rows with their line in the file."""


def _csv(data: bytes, path: Path) -> tuple[Grid, list[str]]:
    if data[:5] == b"%PDF-" or b"\x00" in data[:200].replace(b"\xff\xfe", b"")[:1]:
        raise UnreadableFile(
            path, _("this is not a table"), hint=_("Save it as CSV (UTF-8) or xlsx, then read that one.")
        )
    text, said = decoded(data, str(path))
    if text.lstrip()[:1] == "<":
        raise UnreadableFile(
            path, _("this is a web page, not a table"), hint=_("Save it as CSV (UTF-8) or xlsx, then read that one.")
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # « sep=; » is a line that Excel reads for itself.
    first, _newline, rest = text.partition("\n")
    skipped = 0
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        text, separator, skipped = rest, first.strip()[4], 1
    else:
        separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    grid: Grid = []
    before = 0
    try:
        for row in reader:
            grid.append((before + 1 + skipped, row))
            before = reader.line_num
    except csv.Error:
        raise UnreadableFile(
            path, _("a quotation mark is never closed, or stands in the wrong place"), line=before + 1 + skipped
        ) from None
    return grid, list(said)


def _separator(text: str) -> str:
    """Return the separator that cuts the rows most evenly."""
    best, score = ";", (-1.0, 0)
    for separator in (";", ",", "\t", "|"):
        try:
            sample = csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=separator, skipinitialspace=True)
            widths = [
                len(row) for _rank, row in zip(range(200), sample, strict=False) if any(cell.strip() for cell in row)
            ]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        even = sum(width == widths[0] for width in widths) / len(widths)
        if (even, widths[0]) > score:
            best, score = separator, (even, widths[0])
    return best


def _spreadsheet(data: bytes, path: Path, prefer: Sequence[str] = ()) -> tuple[Grid, list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    hint = _("Save it as CSV (UTF-8) or xlsx, then read that one.")
    if data[:2] == b"PK":
        with opened_zip(data, str(path)) as archive:
            refuse_dangerous(archive, str(path))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError):
        raise UnreadableFile(path, _("this spreadsheet cannot be opened"), hint=hint) from None
    filled = [(name, rows) for name, rows in sheets if any(_cell(cell) for row in rows for cell in row)]
    if not filled:
        raise UnreadableFile(
            path, _("this table is empty"), hint=_("Type its headings and rows, then read it again.")
        )
    warnings = []
    if prefer and filled[0][0] not in prefer and (named := [one for one in filled if one[0] in prefer]):
        filled = named
        warnings.append(_("The sheet “{sheet}” was read; the others were left.", sheet=filled[0][0]))
    elif len(filled) > 1:
        warnings.append(
            _(
                "Only the first sheet, “{sheet}”, was read; {n} other sheets were left.",
                sheet=filled[0][0],
                n=len(filled) - 1,
            )
        )
    if data[:2] == b"PK" and (uncounted := _uncounted(data, path, filled[0][0])):
        warnings.append(
            n_(
                "The formula in {cells} has no result in the file: the cell was read as empty. "
                "Open the file in a spreadsheet, save it, then read it again.",
                "{n} formulas have no result in the file ({cells}): their cells were read as empty. "
                "Open the file in a spreadsheet, save it, then read it again.",
                len(uncounted),
                cells=", ".join(uncounted[:5]) + ("…" if len(uncounted) > 5 else ""),
            )
        )
    return [(line, [_cell(cell) for cell in row]) for line, row in enumerate(filled[0][1], 1)], warnings


def _uncounted(data: bytes, path: Path, sheet: str) -> list[str]:
    """Return the cells of an xlsx sheet that hold a formula and no result: a program wrote them, not Excel."""
    with opened_zip(data, str(path)) as archive:
        book = member(archive, "xl/workbook.xml", str(path))
        links = member(archive, "xl/_rels/workbook.xml.rels", str(path))
        if not book or not links:
            return []
        targets = {one.get("Id"): one.get("Target") or "" for one in parsed(links, str(path))}
        ids = [
            next((value for key, value in one.attrib.items() if key.endswith("}id")), "")
            for one in parsed(book, str(path)).iter()
            if isinstance(one.tag, str) and one.tag.endswith("}sheet") and one.get("name") == sheet
        ]
        target = targets.get(ids[0], "") if ids else ""
        content = member(archive, target.lstrip("/") if target.startswith("/") else f"xl/{target}", str(path))
    if not content or b"<f" not in content:
        return []
    found = []
    for cell in parsed(content, str(path)).iter("{*}c"):
        parts = {part.tag.rpartition("}")[2]: part.text for part in cell if isinstance(part.tag, str)}
        if "f" in parts and not parts.get("v") and "is" not in parts and cell.get("t") != "str":
            found.append(cell.get("r") or "?")
    return found


def _cell(value: object) -> str:
    """Write a cell as the spreadsheet shows it: whole numbers without « .0 », dates as ISO."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if hasattr(value, "isoformat"):
        written: str = value.isoformat()
        return written.removesuffix("T00:00:00")
    return str(value).strip() if value is not None else ""


def _sheet(grid: Grid, path: str, warnings: list[str]) -> Sheet:
    """Name the columns, drop what is empty, check that rows fit."""
    grid = [(line, [_armed(clean_text(cell).strip()) for cell in row]) for line, row in grid]
    grid = [(line, row) for line, row in grid if any(row)]
    if not grid:
        raise UnreadableFile(
            path, _("this table is empty"), hint=_("Type its headings and rows, then read it again.")
        )
    headings = grid[0][1]
    while headings and not headings[-1] and all(not any(row[len(headings) - 1 :]) for _line, row in grid):
        headings = headings[:-1]
    body = grid[1:]
    faults = [
        _("line {line}: {n} cells, where the headings give {wanted}", line=line, n=len(row), wanted=len(headings))
        for line, row in body
        if any(row[len(headings) :])
    ]
    if faults:
        raise FaultyFile(path, faults)
    rows = [row[: len(headings)] + [""] * (len(headings) - len(row)) for _line, row in body]
    kept, columns = _columns(headings, rows, warnings)
    return Sheet(
        path,
        tuple(columns),
        tuple(tuple(row[rank] for rank in kept) for row in rows),
        tuple(line for line, _row in body),
        tuple(warnings),
    )


def _armed(cell: str) -> str:
    """Give back a text that an export had kept from being a formula: « '=1+1 » was « =1+1 »."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").lstrip().startswith(FORMULA_STARTS) else cell


def _columns(
    headings: Sequence[str], rows: Sequence[Sequence[str]], warnings: list[str]
) -> tuple[list[int], list[str]]:
    """Return the ranks and names of the columns kept; two columns never have one name."""
    kept: list[int] = []
    names: list[str] = []
    renamed: list[str] = []
    taken: set[str] = set()
    times: dict[str, int] = {}
    for rank, title in enumerate(headings):
        heading = " ".join(title.split())
        cells = [row[rank] for row in rows]
        if not heading:
            if not any(cells):
                continue
            # Programs write a first column without heading that only counts the rows.
            if cells in ([str(n) for n in range(len(cells))], [str(n) for n in range(1, len(cells) + 1)]):
                warnings.append(_("A column without heading that only counts the rows was left out."))
                continue
            heading = _("Column {rank}", rank=rank + 1)
            warnings.append(_("A column without heading was named “{name}”.", name=heading))
        name, n = heading, times.get(heading.casefold(), 2)
        while name.casefold() in taken:
            name = f"{heading} ({n})"
            n += 1
        if name != heading:
            renamed.append(name)
            times[heading.casefold()] = n
        taken.add(name.casefold())
        kept.append(rank)
        names.append(name)
    if renamed:
        warnings.append(
            n_(
                "A heading is there twice: the later column was named {names}.",
                "Headings are there several times: the later columns were named {names}.",
                len(renamed),
                names=", ".join(f"“{name}”" for name in renamed),
            )
        )
    return kept, names
