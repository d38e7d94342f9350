"""Named queries, kept beside the outputs of a study; the framework matrix, to a workbook and back."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from toolkit.counting.framework import Framework, Summary
from toolkit.counting.queries import Query
from toolkit.errors import InvalidValue, ToolkitError, UnknownName, UnreadableFile
from toolkit.formats.sheets import read_table
from toolkit.formats.whole import PathLike, write_whole
from toolkit.i18n import _
from toolkit.model.text import fold

if TYPE_CHECKING:
    from pandas import DataFrame

QUERIES: Final = "requetes.json"
FORMAT: Final = "carnet-queries/1"
FIELDS: Final = ("asks", "where", "coders", "speakers", "transcripts", "since", "until")
KINDS: Final = (("", 46), ("extracts", 18), ("read", 8))
"""The columns of a theme in the workbook, and their width: the summary, its extracts, those it was written from."""
HEADING: Final = re.compile(r"(?P<label>.*?) ?\[(?P<id>[^\[\]]+)\](?: · (?P<kind>.+))?", re.DOTALL)
ASKED_COLUMNS: Final = {
    "transcript": ("document", "texte", "entretien", "transcript", "text"),
    "participant": ("participant", "personne", "person"),
    "question": ("question", "questions"),
    "asked": ("facon", "posee", "asked", "manner"),
}
READ_AS: Final = {"": "", "extraits": "extracts", "extraits lus": "read", "extracts read": "read"}
"""Whatever the language of who wrote the workbook and of who reads it."""
LONGEST: Final = 32_000
"""Characters that a cell of a workbook holds (32,767), less what shields it."""


def read_queries(folder: Path) -> dict[str, Query]:
    """Return the named queries of the study in ``folder``, in the order they were kept; none is not an error.

    Raises ``UnreadableFile`` for a file that was changed by hand into something else.
    """
    path = Path(folder) / "outputs" / QUERIES
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["format"] != FORMAT:
            raise ValueError
        return {str(name): _query(str(name), told) for name, told in held["queries"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ToolkitError) as error:
        raise UnreadableFile(path, expected=_("named queries, as “carnet query --name” writes them")) from error


def read_query(folder: Path, name: str) -> Query:
    """Return one named query; raise ``UnknownName``."""
    known = read_queries(folder)
    if name not in known:
        raise UnknownName(name, list(known))
    return known[name]


def keep_query(folder: Path, query: Query) -> Path:
    """Keep a named query (in place of the one of that name); return the file. Nothing of what it finds is written."""
    if not query.name.strip():
        raise InvalidValue(_("A query that is kept needs a name."), _("Give one, for instance --name plaintes."))
    return _written(folder, [*read_queries(folder).values(), query])


def forget_query(folder: Path, name: str) -> Path:
    """Take a named query away; raise ``UnknownName``."""
    read_query(folder, name)
    return _written(folder, (one for one in read_queries(folder).values() if one.name != name))


def _query(name: str, told: dict[str, Any]) -> Query:
    where = tuple((str(trait), str(value)) for trait, value in told.get("where", ()))
    coders, speakers, transcripts = (
        tuple(map(str, told.get(field, ()))) for field in ("coders", "speakers", "transcripts")
    )
    since, until = str(told.get("since", "")), str(told.get("until", ""))
    return Query(str(told["asks"]), name, where, coders, speakers, transcripts, since, until)


def _written(folder: Path, queries: Iterable[Query]) -> Path:
    told = {one.name: {field: getattr(one, field) for field in FIELDS if getattr(one, field)} for one in queries}
    content = json.dumps({"format": FORMAT, "queries": told}, ensure_ascii=False, indent=1) + "\n"
    return write_whole(Path(folder) / "outputs" / QUERIES, content)


def write_framework(path: PathLike, table: Framework) -> Path:
    """Write a framework matrix as a workbook: a summary to type and the ids of its extracts, side by side.

    ``read_framework`` gives it back whole, rows sorted or columns moved. Raises ``InvalidValue`` for a cell that a
    workbook cannot hold.
    """
    import io
    from datetime import datetime

    import xlsxwriter

    themes = [*table.themes, *_gone([cell.theme for cell in table.cells], [id for id, _label in table.themes])]
    people = [
        *table.participants,
        *(id for id, _label in _gone([c.participant for c in table.cells], table.participants)),
    ]
    cells = {(cell.participant, cell.theme): cell for cell in table.cells}
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"title": _("Framework matrix"), "created": datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    small = book.add_format({"text_wrap": True, "valign": "top", "font_size": 8, "font_color": "#666666"})
    sheet = book.add_worksheet(_("Framework"))
    sheet.write_string(0, 0, _("Person"), bold)
    sheet.set_column(0, 0, 12)
    for j, (id, label) in enumerate(themes):
        # The id stands in the heading: columns may be moved, labels changed.
        for part, (kind, width) in enumerate(KINDS):
            sheet.write_string(0, 1 + len(KINDS) * j + part, _heading(label, id, kind), bold)
            # What a summary was written from is kept out of sight: it is for Carnet, not for reading.
            options = {"hidden": True} if kind == "read" else {}
            sheet.set_column(1 + len(KINDS) * j + part, 1 + len(KINDS) * j + part, width, None, options)
    sheet.set_row(0, 48)
    for i, person in enumerate(people, 1):
        sheet.set_row(i, 84)
        sheet.write_string(i, 0, person, plain)
        for j, (id, _label) in enumerate(themes):
            cell = cells.get((person, id))
            if cell is None:
                continue
            told = (cell.text, " ".join(cell.extracts), " ".join(cell.read))
            for part, text in enumerate(told):
                if len(text) > LONGEST:
                    raise InvalidValue(
                        _("The cell of {person} for “{theme}” is too long for a workbook.", person=person, theme=id),
                        _("Shorten the summary, or use finer themes."),
                    )
                if text:
                    sheet.write_string(i, 1 + len(KINDS) * j + part, text, small if part else plain)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    book.close()
    return write_whole(path, made.getvalue())


def read_framework(path: PathLike) -> Framework:
    """Read a framework matrix back from its workbook (or the same table as CSV, ODS).

    Raises ``UnreadableFile`` when it is no such table, or when a column of summaries has lost the id of its theme.
    """
    sheet = read_table(Path(path))
    first = sheet.columns[0] if sheet.columns else ""
    found: list[tuple[int, str, str, str]] = []
    for rank, title in enumerate(sheet.columns[1:], 1):
        match = HEADING.fullmatch(title)
        if match is None:
            raise UnreadableFile(
                path,
                _("the column “{title}” does not say its theme between square brackets", title=title),
                hint=_("Give it back its heading, for instance “Entraide [entraide]”."),
            )
        found.append((rank, match["label"], match["id"], READ_AS.get(match["kind"] or "", match["kind"])))
    if not found:
        raise UnreadableFile(path, _("no theme stands beside “{first}”", first=first))
    themes = dict.fromkeys((id, label) for _rank, label, id, _kind in found)
    kinds = [kind for kind, _width in KINDS]
    cells: dict[tuple[str, str], dict[str, str]] = {}
    people: dict[str, None] = {}
    for row in sheet.rows:
        if not row[0]:
            raise UnreadableFile(path, _("a line has no person"), line=sheet.lines[sheet.rows.index(row)])
        people[row[0]] = None
        for rank, _label, id, kind in found:
            if row[rank] and kind in kinds:
                cells.setdefault((row[0], id), {})[kind] = row[rank]
    made = [
        Summary(
            person,
            id,
            told.get(kinds[0], ""),
            tuple(told.get(kinds[1], "").split()),
            tuple(told.get(kinds[2], "").split()),
        )
        for (person, id), told in cells.items()
    ]
    return Framework(tuple(people), tuple(themes), tuple(made))


def _ids(told: dict[str, str], kind: str) -> tuple[str, ...]:
    return tuple(told.get(kind, "").split())


def _gone(told: Iterable[str], known: Iterable[str]) -> list[tuple[str, str]]:
    there = set(known)
    return [(id, id) for id in dict.fromkeys(told) if id not in there]


def _kind_words(kind: str) -> str:
    return {"": "", "extracts": _("extracts"), "read": _("extracts read")}[kind]


def _heading(label: str, id: str, kind: str) -> str:
    words = _kind_words(kind)
    return f"{label} [{id}]" + (f" · {words}" if words else "")


def read_asked(path: PathLike) -> "DataFrame":
    """Read a table of the questions that were put: a text or a person, a question of the guide, whether it was asked.

    Columns are known by their French or English names (``document`` or ``texte``, ``personne``, ``question``,
    ``façon`` or ``posée``). Returns ``transcript`` or ``participant``, ``question``, ``asked``: see ``asked_of``.
    Raises ``UnreadableFile`` when a column lacks.
    """
    import pandas as pd

    sheet = read_table(Path(path))
    found = {}
    for name, words in ASKED_COLUMNS.items():
        title = next((title for title in sheet.columns if fold(title) in words), None)
        if title is not None:
            found[name] = sheet.column(title)
    lacking = [name for name in ("question", "asked") if name not in found]
    if lacking or not {"transcript", "participant"} & found.keys():
        raise UnreadableFile(path, _("columns “document”, “question” and “posée” are expected"))
    if "participant" in found:
        found.pop("transcript", None)
    return pd.DataFrame({name: list(cells) for name, cells in found.items()})
