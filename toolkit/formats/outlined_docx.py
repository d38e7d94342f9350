"""The plan of a Word document: styles and what they inherit, numbering, indents, cells; read from its XML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from toolkit.formats import docx
from toolkit.formats.outlined import Line, Outlined
from toolkit.formats.raw import Cell
from toolkit.formats.sniff import broken, member, opened_zip
from toolkit.formats.xml import parsed

_TWIPS: Final = 567.0
_HEADING: Final = re.compile(r"(?:heading|titre|überschrift|intestazione|encabezado)\s*(\d)", re.IGNORECASE)
_TITLE: Final = re.compile(r"(?:title|titre|titre principal)", re.IGNORECASE)


@dataclass(slots=True)
class _Style:
    """What a paragraph style says, or inherits."""

    heading: int = 0
    title: bool = False
    list: str = ""
    level: int = 0
    indent: float | None = None
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class _Reader:
    styles: dict[str, _Style]
    default: str
    lists: dict[str, dict[int, tuple[bool, float]]]
    place: int = 0
    tables: int = 0
    lines: list[Line] = field(default_factory=list)

    def walk(self, parent: Any, cell: Cell | None = None, across: bool = False) -> None:
        for element in parent:
            local = docx.local_name(element)
            if local == "p":
                self.place += 1
                self._paragraph(element, cell, across)
            elif local == "tbl" and cell is None:
                self._table(element)
            elif local in {"tbl", "tr", "tc", "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
                self.walk(element, cell, across)

    def _table(self, table: Any) -> None:
        self.tables += 1
        number = self.tables
        rows = [one for one in table.iter() if docx.local_name(one) == "tr" and _owner(one) is table]
        whole = max((sum(_span(one) for one in _cells(row)) for row in rows), default=0)
        for at, row in enumerate(rows, 1):
            column = 1 + _before(row)
            for one in _cells(row):
                span = _span(one)
                self.walk(one, (number, at, column), across=span >= whole > 1)
                column += span

    def _paragraph(self, element: Any, cell: Cell | None, across: bool) -> None:
        text, boxes = docx.words_of(element)
        properties = next((one for one in element if docx.local_name(one) == "pPr"), None)
        style = self.styles.get(_child(properties, "pStyle") or self.default, _Style())
        number, level = style.list, style.level
        if (numbered := _find(properties, "numPr")) is not None:
            number = _child(numbered, "numId") or number
            level = _whole(_child(numbered, "ilvl"), level)
        listed = self.lists.get(number) if number not in ("", "0") else None
        ordered, inner = (listed or {}).get(level, (False, 0.0))
        own = _indent(properties)
        indent = own if own is not None else style.indent if style.indent is not None else inner if listed else 0.0
        outline = _child(properties, "outlineLvl")
        heading = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else style.heading
        bold, italic = _all(element, "b", style.bold), _all(element, "i", style.italic)
        depth = level if listed is not None and not heading else None
        for row in text.split("\n"):
            self.lines.append(
                Line(row, self.place, heading, style.title, depth, ordered, indent, bold, italic, cell, across)
            )
        self.lines += [Line(box.text, self.place, cell=cell, bold=box.strong) for box in boxes]


def read(data: bytes, name: str) -> Outlined:
    """Read the plan of a docx; what ``formats.docx`` sets apart is set apart here too."""
    raw = docx.read(data, name)
    with opened_zip(data, name) as archive:
        main = member(archive, docx.main_part(archive.namelist()), name)
        styles = member(archive, "word/styles.xml", name)
        numbering = member(archive, "word/numbering.xml", name)
    root = parsed(main or b"", name)
    body = next((element for element in root.iter() if docx.local_name(element) == "body"), None)
    if body is None:
        raise broken(name)
    found, default = _styles(parsed(styles, name)) if styles else ({}, "")
    reader = _Reader(found, default, _lists(parsed(numbering, name)) if numbering else {})
    reader.walk(body)
    return Outlined("docx", tuple(reader.lines), raw.notes, raw.comments, raw.headers, raw.warnings)


def paragraphs(body: Any) -> Iterator[Any]:
    """Yield the paragraphs of a body in the order of ``Line.place``."""
    for element in body:
        local = docx.local_name(element)
        if local == "p":
            yield element
        elif local in {"tbl", "tr", "tc", "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
            yield from paragraphs(element)


def _styles(root: Any) -> tuple[dict[str, _Style], str]:
    """Return each paragraph style with what it inherits, and the id of the default one."""
    elements = {_attribute(one, "styleId"): one for one in root if docx.local_name(one) == "style"}
    made: dict[str, _Style] = {}

    def style(id: str, seen: frozenset[str] = frozenset()) -> _Style:
        if id in made:
            return made[id]
        if id not in elements or id in seen:
            return _Style()
        element = elements[id]
        above = style(_child(element, "basedOn"), seen | {id})
        name = _child(element, "name")
        properties, look = _find(element, "pPr"), _find(element, "rPr")
        outline = _child(properties, "outlineLvl")
        named = _HEADING.match(name) or _HEADING.match(id)
        numbered = _find(properties, "numPr")
        own = _indent(properties)
        made[id] = _Style(
            int(outline) + 1
            if outline.isdecimal() and int(outline) < 9
            else (int(named[1]) if named else above.heading),
            bool(_TITLE.fullmatch(name)) or (above.title and not named),
            _child(numbered, "numId") or above.list,
            _whole(_child(numbered, "ilvl"), above.level),
            own if own is not None else above.indent,
            _on(look, "b", above.bold),
            _on(look, "i", above.italic),
        )
        return made[id]

    default = next(
        (
            id
            for id, one in elements.items()
            if _attribute(one, "default") == "1" and _attribute(one, "type") == "paragraph"
        ),
        "",
    )
    for id in elements:
        style(id)
    return made, default


def _lists(root: Any) -> dict[str, dict[int, tuple[bool, float]]]:
    """Return each list by its id: for each level, whether it is numbered and how far right it stands."""
    abstract: dict[str, dict[int, tuple[bool, float]]] = {}
    for one in root:
        if docx.local_name(one) == "abstractNum":
            levels = {}
            for level in one:
                if docx.local_name(level) == "lvl":
                    shape = _child(level, "numFmt")
                    at = _whole(_attribute(level, "ilvl"), 0)
                    levels[at] = shape not in ("bullet", "none", ""), _indent(_find(level, "pPr")) or 0.0
            abstract[_attribute(one, "abstractNumId")] = levels
    return {
        _attribute(one, "numId"): abstract.get(_child(one, "abstractNumId"), {})
        for one in root
        if docx.local_name(one) == "num"
    }


def _all(paragraph: Any, name: str, inherited: bool) -> bool:
    """Tell whether every run with words has a look, of its own or by its style."""
    runs = [one for one in paragraph.iter() if docx.local_name(one) == "r"]
    said = [run for run in runs if any((one.text or "").strip() for one in run if docx.local_name(one) == "t")]
    return bool(said) and all(_on(_find(run, "rPr"), name, inherited) for run in said)


def _on(properties: Any, name: str, inherited: bool) -> bool:
    found = _find(properties, name)
    if found is None:
        return inherited
    return _attribute(found, "val") not in {"0", "false", "off", "none"}


def _indent(properties: Any) -> float | None:
    found = _find(properties, "ind")
    if found is None:
        return None
    for side in ("left", "start"):
        value = _attribute(found, side)
        if re.fullmatch(r"-?\d{1,6}", value):
            return int(value) / _TWIPS
    return None


def _find(parent: Any, name: str) -> Any:
    if parent is None:
        return None
    return next((one for one in parent if docx.local_name(one) == name), None)


def _child(parent: Any, name: str) -> str:
    """Return the value of a property, "" when it is absent."""
    found = _find(parent, name)
    return "" if found is None else _attribute(found, "val")


def _attribute(element: Any, name: str) -> str:
    return str(next((value for key, value in element.attrib.items() if key.endswith("}" + name)), ""))


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 3 else otherwise


def _owner(row: Any) -> Any:
    return next((one for one in row.iterancestors() if docx.local_name(one) == "tbl"), None)


def _cells(row: Any) -> list[Any]:
    return [one for one in row.iter() if docx.local_name(one) == "tc" and _row(one) is row]


def _row(cell: Any) -> Any:
    return next((one for one in cell.iterancestors() if docx.local_name(one) == "tr"), None)


def _span(cell: Any) -> int:
    return max(1, _whole(_child(_find(cell, "tcPr"), "gridSpan"), 1))


def _before(row: Any) -> int:
    return _whole(_child(_find(row, "trPr"), "gridBefore"), 0)
