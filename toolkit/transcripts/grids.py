"""Transcripts typed in a table: a column says who speaks, another what is said, others when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from toolkit.formats import Cell
from toolkit.model import fold
from toolkit.transcripts.label_words import HEAD_WHAT, HEAD_WHEN, HEAD_WHO, META
from toolkit.transcripts.roles import is_neutral, key_of, weak_role, word_role
from toolkit.transcripts.times import ONLY, span_ms


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is a turn: its first line, the lines of its words, who speaks, when."""

    first: int
    words: tuple[int, int]
    label: str
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of one table: their lines, their text."""

    lines: dict[tuple[int, int], list[int]]
    text: dict[tuple[int, int], str]

    @property
    def rows(self) -> list[int]:
        """Return the numbers of the rows."""
        return sorted({row for row, _column in self.lines})

    def column(self, column: int, rows: Sequence[int]) -> list[str]:
        """Return the texts of a column, those that are there."""
        found = [self.text.get((row, column), "") for row in rows]
        return [text for text in found if text]


def table_rows(lines: Sequence[str], cells: Sequence[Cell | None]) -> list[Row]:
    """Return the turns of the tables of a document; none when its tables are not transcripts."""
    grids: dict[int, dict[tuple[int, int], list[int]]] = {}
    for number, cell in enumerate(cells):
        if cell is not None:
            table, row, column = cell
            grids.setdefault(table, {}).setdefault((row, column), []).append(number)
    found: list[Row] = []
    for of_cells in grids.values():
        text = {place: "\n".join(lines[number] for number in held).strip() for place, held in of_cells.items()}
        found += _turns(_Grid(of_cells, text))
    return sorted(found, key=lambda row: row.first)


def fact_lines(lines: Sequence[str], cells: Sequence[Cell | None]) -> set[int]:
    """Return the lines of the tables of facts: « Nom », « Âge », « Profession » in the first column."""
    found: set[int] = set()
    tables: dict[int, list[int]] = {}
    for number, cell in enumerate(cells):
        if cell is not None:
            tables.setdefault(cell[0], []).append(number)
    for held in tables.values():
        first = [number for number in held if (cell := cells[number]) is not None and cell[2] == 1]
        fields = sum(re.split(r"[\s'’°.:]+", fold(lines[number]).strip())[0] in META for number in first)
        if fields and len(held) > len(first):
            found.update(held)
    return found


def _turns(grid: _Grid) -> list[Row]:
    rows = grid.rows
    headings = {column: _heading(grid.text[row, column]) for row, column in grid.lines if rows and row == rows[0]}
    headed = "who" in headings.values() and "what" in headings.values()
    if headed or (len(headings) > 1 and all(headings.values())):
        rows = rows[1:]
    if not rows or (who := _labels(grid, rows, headings)) is None:
        return []
    columns = sorted({column for _row, column in grid.lines})
    spoken = [column for column in columns if column != who and not _timed(grid.column(column, rows))]
    named = [column for column in spoken if headings.get(column) == "what"]
    if not spoken:
        return []
    what = (named if headed and named else [max(spoken, key=lambda one: sum(map(len, grid.column(one, rows))))])[0]
    labels, words = grid.column(who, rows), grid.column(what, rows)
    if not words or (not headed and mean(map(len, words)) <= mean(map(len, labels)) and len(rows) < 4):
        return []
    return _read(grid, rows, who, what, columns)


def _read(grid: _Grid, rows: Sequence[int], who: int, what: int, columns: Sequence[int]) -> list[Row]:
    found: list[Row] = []
    spelt: dict[str, str] = {}
    last = ""
    for row in rows:
        if not grid.text.get((row, what)):
            continue
        label = _bare(grid.text.get((row, who), "")) or last
        last = spelt.setdefault(key_of(label), label)
        stamps = [grid.text.get((row, column), "") for column in columns if column not in (who, what)]
        times = [span_ms(stamp) for stamp in stamps if ONLY.fullmatch(stamp)]
        start = times[0][0] if times else None
        end = times[0][1] if times else None
        if len(times) > 1 and end is None:
            end = times[1][0]
        held = grid.lines[row, what]
        first = min([held[0], *(grid.lines[row, column][0] for column in columns if (row, column) in grid.lines)])
        found.append(Row(first, (held[0], held[-1]), last, start, end))
    return found


def _bare(label: str) -> str:
    return re.sub(r"\s+", " ", label).strip(" \xa0\u202f:.*_[]<>-–—") if len(label) > 3 else label.strip(" \xa0:")


def _heading(cell: str) -> str:
    """Return what a heading announces: ``who``, ``what``, ``when``; empty for any other cell."""
    words = re.findall(r"[a-z]+", fold(cell))
    if not words or len(words) > 4:
        return ""
    for kind, known in (("who", HEAD_WHO), ("what", HEAD_WHAT), ("when", HEAD_WHEN)):
        if words[0] in known:
            return kind
    return ""


def _timed(texts: Sequence[str]) -> bool:
    """Tell whether a column holds times, or numbers."""
    return bool(texts) and sum(bool(ONLY.fullmatch(text) or text.isdigit()) for text in texts) >= 0.6 * len(texts)


def _labels(grid: _Grid, rows: Sequence[int], headings: dict[int, str]) -> int | None:
    """Return the column of the speakers: short cells that come back, or that say a role."""
    for column in sorted({column for _row, column in grid.lines}):
        texts = [_bare(text) for text in grid.column(column, rows)]
        if not texts or _timed(texts) or not all(_like_a_label(text) for text in texts):
            continue
        if headings.get(column) == "who" and "what" in headings.values():
            return column
        keys = {key_of(text) for text in texts}
        usual = any(word_role(text) or weak_role(text) or is_neutral(text) for text in texts)
        fields = any(re.split(r"[\s'’°.]+", fold(text))[0] in META for text in texts)
        if len(keys) >= 2 and not fields and (usual or (len(texts) >= 4 and len(keys) <= 0.6 * len(texts))):
            return column
    return None


def _like_a_label(text: str) -> bool:
    if not text[:1].isalpha() or len(text) > 40 or len(text.split()) > 5 or "\n" in text:
        return False
    return not text.endswith(("?", "!", "…")) and re.search(r"[a-zà-ÿ]{3,}\.\s", text) is None
