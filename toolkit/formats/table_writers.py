"""A table of results carried out: docx, xlsx, html, csv, each whole or not at all.

What is written is a ``Printed``: plain rows with their headings, caption and notes, ready for a reader.
No cell can become a formula in a spreadsheet, no label can become markup in a page.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import InvalidValue
from toolkit.formats.whole import PathLike, whole_file
from toolkit.i18n import _, language, number

if TYPE_CHECKING:
    from docx.document import Document

Cell = str | int | float | None

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the start of a formula (OWASP, CSV injection), full-width forms included."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A table as a reader meets it: caption, headings, rows, notes.

    ``data`` is the same table with one fact a line (``(headings, rows)``), for a program; None when it is the same.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    data: tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]] | None = None

    @property
    def facts(self) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
        """Headings and rows with one fact a line."""
        return self.data or (self.headings, self.rows)


def defused(text: str) -> str:
    """Return ``text`` with an apostrophe before it when a spreadsheet could run it.

    >>> defused("=1+1"), defused("entraide")
    ("'=1+1", 'entraide')
    """
    # What has an apostrophe there already takes one more, so that reading gives back the same text.
    bare = text.lstrip("'")
    return f"'{text}" if bare.startswith(FORMULA_STARTS) or bare.strip().startswith(FORMULA_STARTS) else text


def spoken(cell: Cell) -> str:
    """Return a cell as a reader of French (or English) reads it."""
    if cell is None:
        return "–"
    if isinstance(cell, int):
        return number(cell)
    return number(cell, 2) if isinstance(cell, float) else cell


def write_csv(path: PathLike, printed: Printed) -> Path:
    """Write one fact a line: ``;`` between cells and a BOM, so that a double click opens it well in French."""
    import csv

    headings, rows = printed.facts
    comma = language() == "fr"
    with whole_file(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([defused(heading) for heading in headings])
        writer.writerows([_csv_cell(cell, comma=comma) for cell in row] for row in rows)
    return Path(path)


def _csv_cell(cell: Cell, *, comma: bool) -> Cell:
    if isinstance(cell, str):
        return defused(cell)
    if isinstance(cell, float):
        return f"{cell:.6g}".replace(".", "," if comma else ".")
    return cell


def write_xlsx(path: PathLike, printed: Printed) -> Path:
    """Write a sheet to read (caption, table, notes) and a sheet of facts to filter."""
    from datetime import datetime

    import xlsxwriter

    # Made in memory: no stray file elsewhere. The date is fixed: the same table gives the same bytes.
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"title": printed.caption[:255], "created": datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    decimal = book.add_format({"num_format": "0.00", "valign": "top"})
    sheet = book.add_worksheet(_("Table"))
    sheet.write_string(0, 0, printed.caption, book.add_format({"bold": True}))
    _xlsx_rows(sheet, 2, printed.headings, printed.rows, (bold, plain, decimal))
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    for line, note in enumerate(printed.notes, len(printed.rows) + 4):
        sheet.write_string(line, 0, note)
    if printed.data:
        facts = book.add_worksheet(_("Data"))
        _xlsx_rows(facts, 0, *printed.data, (bold, plain, decimal))
        facts.freeze_panes(1, 0)
        facts.autofilter(0, 0, len(printed.data[1]), len(printed.data[0]) - 1)
    book.close()
    with whole_file(path) as draft:
        draft.write_bytes(made.getvalue())
    return Path(path)


def _xlsx_rows(
    sheet: Any, top: int, headings: Sequence[str], rows: Sequence[Sequence[Cell]], formats: tuple[Any, Any, Any]
) -> None:
    bold, plain, decimal = formats
    for column, heading in enumerate(headings):
        sheet.write_string(top, column, heading, bold)
        longest = max([len(heading), *(len(spoken(row[column])) for row in rows)])
        sheet.set_column(column, column, min(max(longest + 2, 8), 44))
    for line, row in enumerate(rows, top + 1):
        for column, cell in enumerate(row):
            # write_string and write_number only: a label that opens with “=” stays words.
            if isinstance(cell, str):
                sheet.write_string(line, column, cell, plain)
            elif cell is not None:
                sheet.write_number(line, column, cell, decimal if isinstance(cell, float) else plain)


STYLE: Final = """
:root{color-scheme:light}
body{font:16px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:#1a1a1a;
max-width:64rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;margin-bottom:.6rem}
th,td{padding:.35rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid #d5d5d5}
thead th{border-bottom:2px solid #1a1a1a}
th[scope=row]{font-weight:400}
th[scope=row]{min-width:14rem}
.n{text-align:right;font-variant-numeric:tabular-nums}
.notes{font-size:.875rem;color:#444;margin-top:.8rem;padding:0;list-style:none}
@media print{body{margin:0;max-width:none}thead{display:table-header-group}tr{break-inside:avoid}}
""".strip()


def figures(printed: Printed) -> list[bool]:
    """Tell which columns hold figures: they are set flush right, their heading and what is hidden with them."""

    def figure(cell: Cell) -> bool:
        return isinstance(cell, int | float) or (isinstance(cell, str) and cell[:1].isdigit()) or cell == _("hidden")

    columns = range(1, len(printed.headings))
    return [False, *(any(figure(row[i]) for row in printed.rows) for i in columns)]


def html_fragment(printed: Printed) -> str:
    """Return the table as HTML to set in a page: no script, no style sheet, every word escaped."""
    flush = figures(printed)

    def classed(i: int) -> str:
        return ' class="n" style="text-align:right"' if flush[i] else ' style="text-align:left"'

    lines = [f"<table>\n<caption>{escape(printed.caption)}</caption>", "<thead><tr>"]
    lines += [f'<th scope="col"{classed(i)}>{escape(heading)}</th>' for i, heading in enumerate(printed.headings)]
    lines.append("</tr></thead>\n<tbody>")
    for row in printed.rows:
        cells = [f"<td{classed(i)}>{escape(spoken(cell))}</td>" for i, cell in enumerate(row)]
        cells[0] = f'<th scope="row"{classed(0)}>{escape(spoken(row[0]))}</th>'
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines.append("</tbody>\n</table>")
    if printed.notes:
        notes = "".join(f"<li>{escape(note)}</li>" for note in printed.notes)
        lines.append(f'<ul class="notes">{notes}</ul>')
    return "\n".join(lines)


def write_html(path: PathLike, printed: Printed) -> Path:
    """Write one page that needs nothing else and runs nothing."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    page = (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(printed.caption)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n"
        f"{html_fragment(printed)}\n</body>\n</html>\n"
    )
    with whole_file(path) as draft:
        draft.write_text(page, encoding="utf-8", newline="\n")
    return Path(path)


def write_docx(path: PathLike, printed: Printed) -> Path:
    """Write a Word document: caption, a table whose heading comes back on each page, notes."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = docx.Document()
    _sober(document, printed.caption, wide=len(printed.headings) > 6)
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    caption.add_run(_plain_xml(printed.caption))
    table = document.add_table(rows=1, cols=len(printed.headings))
    table.style = "Table Grid"
    flush = figures(printed)
    for line in (printed.headings, *printed.rows):
        cells = table.rows[0].cells if line is printed.headings else table.add_row().cells
        for i, cell in enumerate(line):
            paragraph = cells[i].paragraphs[0]
            run = paragraph.add_run(_plain_xml(spoken(cell)))
            run.bold = line is printed.headings
            run.font.size = Pt(10)
            paragraph.paragraph_format.space_after = Pt(2)
            if flush[i]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _repeat_heading(table)
    _widths(table, document, printed)
    for i, note in enumerate(printed.notes):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(6 if i == 0 else 0)
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(_plain_xml(note)).font.size = Pt(9)
    made = io.BytesIO()
    document.save(made)
    with whole_file(path) as draft:
        draft.write_bytes(_without_hours(made))
    return Path(path)


def _plain_xml(text: str) -> str:
    """Leave out what XML cannot hold (a label typed by somebody may hold anything)."""
    return "".join(char for char in text if char in "\n\t" or (char >= " " and not "\ud800" <= char <= "\udfff"))


def _sober(document: "Document", title: str, *, wide: bool) -> None:
    """Name nobody in the properties, date nothing, write in French black on A4."""
    from datetime import datetime

    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    core = document.core_properties
    core.author, core.last_modified_by, core.comments = "", "", ""
    core.title, core.language = _plain_xml(title)[:255], language()
    core.created = core.modified = datetime(2000, 1, 1)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if wide else (Cm(21), Cm(29.7))
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    marks = normal.element.get_or_add_rPr()
    lang = marks.makeelement(qn("w:lang"), {qn("w:val"): "fr-FR" if language() == "fr" else "en-GB"})
    marks.append(lang)
    caption = document.styles["Caption"]
    caption.font.size, caption.font.bold = Pt(11), True
    caption.font.color.rgb = RGBColor(0, 0, 0)


def _repeat_heading(table: Any) -> None:
    """Print the heading again on each page; never cut a row in two."""
    from docx.oxml.ns import qn

    for i, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:cantSplit"), {}))
        if i == 0:
            properties.append(properties.makeelement(qn("w:tblHeader"), {}))


def _widths(table: Any, document: "Document", printed: Printed) -> None:
    """Share the page between columns by what they hold: labels wide, figures narrow."""
    section = document.sections[0]
    room = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
    needs = []
    for i, heading in enumerate(printed.headings):
        longest = max((len(spoken(row[i])) for row in printed.rows), default=0)
        # split(" ") and not split(): « N = 4 » holds no-break spaces and stays on one line; bold is wider.
        word = max(len(part) for part in heading.split(" ")) * 1.5
        # A column of extracts is read: it takes the room that labels and figures leave.
        needs.append(min(max(longest, round(word), 5), 32 if longest <= 100 else 56) + 3)
    table.autofit = False
    for i, column in enumerate(table.columns):
        width = room * needs[i] // sum(needs)
        column.width = width
        for cell in column.cells:
            cell.width = width


def _without_hours(made: io.BytesIO) -> bytes:
    """Return a zip made again without its hours: the same table gives the same file."""
    import zipfile

    again = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()


WRITERS: Final[Mapping[str, Callable[[PathLike, Printed], Path]]] = {
    ".docx": write_docx,
    ".xlsx": write_xlsx,
    ".html": write_html,
    ".csv": write_csv,
}


def checked_ending(path: PathLike) -> Callable[[PathLike, Printed], Path]:
    """Return the writer that the end of a name asks for; raise ``InvalidValue`` before anything is computed."""
    write = WRITERS.get(Path(path).suffix.lower())
    if write is None:
        raise InvalidValue(
            _("“{suffix}” is not a format of table.", suffix=Path(path).suffix or Path(path).name),
            _("End the name of the file with one of: {known}.", known=", ".join(WRITERS)),
        )
    return write


def write_table(path: PathLike, printed: Printed) -> Path:
    """Write in the format that the end of the name says; raise ``InvalidValue`` for another."""
    return checked_ending(path)(path, printed)
