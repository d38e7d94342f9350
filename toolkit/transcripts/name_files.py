"""The table of names on disk: CSV for any spreadsheet, or a workbook whose second sheet shows every occurrence."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.formats import sheets
from toolkit.formats.whole import write_whole
from toolkit.i18n import _
from toolkit.transcripts.contexts import Contexts
from toolkit.transcripts.forms import Candidate, NameDecision
from toolkit.transcripts.name_tables import (
    COLUMNS,
    DECIDED,
    context_headings,
    context_rows,
    csv_text,
    decisions_in,
    guarded,
    spoken_headings,
    table_rows,
    table_text,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (24, 24, 9, 8, 11, 26, 34, 20, 7, 70)


def read_names(path: str | Path, *, held: Sequence[NameDecision] = ()) -> list[NameDecision]:
    """Read a reviewed table of names, CSV or workbook, saved by any spreadsheet in any encoding.

    ``held`` are decisions taken before, in the coffre: those of the table must not clash with them.
    Raises ``FaultyFile`` with every faulty line, ``UnreadableFile`` when it is no table.
    """
    sheet = sheets.read_table(path)
    rows = zip(sheet.lines, sheet.rows, strict=True)
    return decisions_in(sheet.columns, rows, sheet.path, held=held, bare=True)


def write_names(
    path: str | Path,
    candidates: Mapping[str, Sequence[Candidate]],
    decisions: Sequence[NameDecision],
    contexts: Contexts,
) -> list[Path]:
    """Write a table of names and every occurrence of each form; return the files.

    A workbook (.xlsx) has two sheets; a CSV has a second file beside it. Only their owner may read them.
    """
    place = Path(path)
    if place.suffix.lower() == ".xlsx":
        return [_private(place, _workbook(candidates, decisions, contexts))]
    beside = place.with_name(f"{place.stem} - {_('contexts')}{place.suffix}")
    tables = (
        (beside, csv_text(context_headings(), context_rows(decisions, contexts))),
        (place, table_text(candidates, decisions, contexts)),
    )
    return [_private(file, b"\xef\xbb\xbf" + text.encode("utf-8")) for file, text in tables][::-1]


def heading_in(path: Path, column: str) -> str:
    """Return how a column of ``COLUMNS`` is named in the table that ``write_names`` writes there."""
    where = COLUMNS.index(column)
    return spoken_headings()[where] if path.suffix.lower() == ".xlsx" else COLUMNS[where]


def _private(path: Path, data: bytes) -> Path:
    write_whole(path, data)
    path.chmod(0o600)
    return path


def _workbook(
    candidates: Mapping[str, Sequence[Candidate]], decisions: Sequence[NameDecision], contexts: Contexts
) -> bytes:
    from datetime import datetime

    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    # « @ » is text: a telephone keeps its zero.
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    mine = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": "#FFF8DC"})
    rows = table_rows(candidates, decisions, contexts)
    sheet = book.add_worksheet(_("names"))
    _filled(sheet, spoken_headings(), rows, (bold, text, mine))
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    if rows:
        words = [word for word in DECIDED.values() if word]
        # A blank cell is a decision too: not yet.
        sheet.data_validation(1, 4, len(rows), 4, {"validate": "list", "source": words, "ignore_blank": True})
        sheet.data_validation(1, 8, len(rows), 8, {"validate": "list", "source": ["0", "1", "2", "3"]})
    shown = book.add_worksheet(_("contexts"))
    _filled(shown, context_headings(), context_rows(decisions, contexts), (bold, text, text))
    for column, width in enumerate((24, 24, 7, 60, 22, 60)):
        shown.set_column(column, column, width)
    book.close()
    return made.getvalue()


_DECIDES = frozenset((4, 5, 6, 7, 8))


def _filled(
    sheet: "Worksheet", headings: Sequence[str], rows: Sequence[Sequence[str | int]], formats: tuple[Any, Any, Any]
) -> None:
    bold, text, mine = formats
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            # The cells that a person fills are tinted.
            how = mine if column in _DECIDES else text
            if isinstance(cell, int):
                sheet.write_number(line, column, cell)
            elif cell:
                sheet.write_string(line, column, guarded(cell)[:32_767], how)
            elif how is mine:
                sheet.write_blank(line, column, None, mine)
    sheet.freeze_panes(1, 2)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(headings) - 1)
