"""The plan of an OpenDocument text: outline levels, lists, indents, bold styles, cells; read from its XML."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from toolkit.formats import odt
from toolkit.formats.outlined import Line, Outlined
from toolkit.formats.raw import Cell
from toolkit.formats.sniff import broken, member, opened_zip
from toolkit.formats.xml import parsed

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_CM: Final = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}
_PASSED: Final = frozenset({f"{_TEXT}section", f"{_TEXT}index-body", f"{_TEXT}table-of-content"})
_HEADING: Final = re.compile(r"(?:heading|titre)(?:_20_|\s)*(\d)", re.IGNORECASE)


@dataclass(slots=True)
class _Style:
    heading: int = 0
    title: bool = False
    indent: float = 0.0
    bold: bool = False
    italic: bool = False
    list: str = ""


@dataclass(slots=True)
class _Reader:
    styles: dict[str, _Style]
    looks: dict[str, tuple[bool | None, bool | None]]
    ordered: dict[str, dict[int, bool]]
    place: int = 0
    tables: int = 0
    lines: list[Line] = field(default_factory=list)

    def walk(
        self, parent: Any, cell: Cell | None = None, across: bool = False, depth: int | None = None, list_: str = ""
    ) -> None:
        for element in parent:
            tag = element.tag if isinstance(element.tag, str) else ""
            if tag in (f"{_TEXT}p", f"{_TEXT}h"):
                self.place += 1
                self._paragraph(element, cell, across, depth, list_)
            elif tag == f"{_TEXT}list":
                name = element.get(f"{_TEXT}style-name") or list_
                self.walk(element, cell, across, 0 if depth is None else depth + 1, name)
            elif tag in (f"{_TEXT}list-item", f"{_TEXT}list-header"):
                self.walk(element, cell, across, depth, list_)
            elif tag == f"{_TABLE}table" and cell is None:
                self._table(element)
            elif tag.startswith(_TABLE) or tag in _PASSED:
                self.walk(element, cell, across, depth, list_)

    def _table(self, table: Any) -> None:
        self.tables += 1
        number = self.tables
        rows = [one for one in table.iter(f"{_TABLE}table-row") if _above(one, "table") is table]
        kinds = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
        cut = [[one for one in row if one.tag in kinds] for row in rows]
        whole = max((sum(_times(one, "number-columns-repeated") for one in row) for row in cut), default=0)
        for at, row in enumerate(cut, 1):
            column = 1
            for one in row:
                span = _times(one, "number-columns-spanned")
                self.walk(one, (number, at, column), across=span >= whole > 1)
                column += _times(one, "number-columns-repeated")

    def _paragraph(self, element: Any, cell: Cell | None, across: bool, depth: int | None, list_: str) -> None:
        text, boxes = odt.words_of(element)
        style = self.styles.get(element.get(f"{_TEXT}style-name") or "", _Style())
        heading = style.heading
        if element.tag == f"{_TEXT}h":
            level = element.get(f"{_TEXT}outline-level") or "1"
            heading = int(level) if level.isdecimal() else 1
        bold, italic = self._looks(element, style)
        ordered = depth is not None and self.ordered.get(list_, {}).get(depth, False)
        shown = None if heading else depth
        for row in text.split("\n"):
            self.lines.append(
                Line(row, self.place, heading, style.title, shown, ordered, style.indent, bold, italic, cell, across)
            )
        self.lines += [Line(box.text, self.place, cell=cell, bold=box.strong) for box in boxes]

    def _looks(self, element: Any, style: _Style) -> tuple[bool, bool]:
        """Tell whether every word of a paragraph is bold, is italic."""
        found: list[tuple[bool, bool]] = []

        def look(part: Any, bold: bool, italic: bool) -> None:
            if (part.text or "").strip():
                found.append((bold, italic))
            for child in part:
                tag = child.tag if isinstance(child.tag, str) else ""
                if tag == f"{_TEXT}span":
                    own = self.looks.get(child.get(f"{_TEXT}style-name") or "", (None, None))
                    look(child, bold if own[0] is None else own[0], italic if own[1] is None else own[1])
                elif tag == f"{_TEXT}a":
                    look(child, bold, italic)
                if (child.tail or "").strip():
                    found.append((bold, italic))

        look(element, style.bold, style.italic)
        return bool(found) and all(one[0] for one in found), bool(found) and all(one[1] for one in found)


def read(data: bytes, name: str) -> Outlined:
    """Read the plan of an odt; what ``formats.odt`` sets apart is set apart here too."""
    raw = odt.read(data, name)
    with opened_zip(data, name) as archive:
        roots = [
            parsed(part, name)
            for part in (member(archive, "styles.xml", name), member(archive, "content.xml", name))
            if part
        ]
    body = next(roots[-1].iter(f"{_OFFICE}text"), None)
    if body is None:
        raise broken(name)
    reader = _Reader(_styles(roots), _looks(roots), _lists(roots))
    reader.walk(body)
    return Outlined("odt", tuple(reader.lines), raw.notes, raw.comments, raw.headers, raw.warnings)


def paragraphs(body: Any) -> list[Any]:
    """Return the paragraphs of a body in the order of ``Line.place``."""
    found: list[Any] = []
    for element in body:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in (f"{_TEXT}p", f"{_TEXT}h"):
            found.append(element)
        elif tag.startswith(_TABLE) or tag in _PASSED or tag in (
            f"{_TEXT}list", f"{_TEXT}list-item", f"{_TEXT}list-header"
        ):  # fmt: skip
            found += paragraphs(element)
    return found


def _styles(roots: list[Any]) -> dict[str, _Style]:
    elements = {
        one.get(f"{_STYLE}name"): one
        for root in roots
        for one in root.iter(f"{_STYLE}style")
        if one.get(f"{_STYLE}family") == "paragraph"
    }
    made: dict[str, _Style] = {}

    def style(name: str, seen: frozenset[str] = frozenset()) -> _Style:
        if name in made or name not in elements or name in seen:
            return made.get(name, _Style())
        element = elements[name]
        above = style(element.get(f"{_STYLE}parent-style-name") or "", seen | {name})
        level = element.get(f"{_STYLE}default-outline-level") or ""
        named = _HEADING.fullmatch(name)
        shape = next(iter(element.iter(f"{_STYLE}paragraph-properties")), None)
        bold, italic = _look(element)
        margin = _length(shape.get(f"{_FO}margin-left") or "") if shape is not None else None
        made[name] = _Style(
            int(level) if level.isdecimal() else int(named[1]) if named else above.heading,
            name in ("Title", "Titre") or above.title,
            above.indent if margin is None else margin,
            above.bold if bold is None else bold,
            above.italic if italic is None else italic,
            element.get(f"{_STYLE}list-style-name") or above.list,
        )
        return made[name]

    for name in elements:
        style(name)
    return made


def _looks(roots: list[Any]) -> dict[str, tuple[bool | None, bool | None]]:
    return {
        one.get(f"{_STYLE}name") or "": _look(one)
        for root in roots
        for one in root.iter(f"{_STYLE}style")
        if one.get(f"{_STYLE}family") == "text"
    }


def _look(style: Any) -> tuple[bool | None, bool | None]:
    """Return what a style says of bold and of italics; None where it says nothing."""
    for part in style.iter(f"{_STYLE}text-properties"):
        weight, slant = part.get(f"{_FO}font-weight"), part.get(f"{_FO}font-style")
        return (
            None if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= 600),
            None if slant is None else slant in ("italic", "oblique"),
        )
    return None, None


def _lists(roots: list[Any]) -> dict[str, dict[int, bool]]:
    """Return, for each list style, whether each level is numbered."""
    made: dict[str, dict[int, bool]] = {}
    for root in roots:
        for one in root.iter(f"{_TEXT}list-style"):
            levels = {}
            for level in one:
                at = level.get(f"{_TEXT}level") or ""
                if at.isdecimal():
                    levels[int(at) - 1] = level.tag == f"{_TEXT}list-level-style-number"
            made[one.get(f"{_STYLE}name") or ""] = levels
    return made


def _length(text: str) -> float | None:
    found = re.fullmatch(r"(-?\d+(?:\.\d+)?)(cm|mm|in|pt|pc|px)", text)
    return float(found[1]) * _CM[found[2]] if found else None


def _above(element: Any, name: str) -> Any:
    return next(element.iterancestors(f"{_TABLE}{name}"), None)


def _times(element: Any, name: str) -> int:
    value = element.get(f"{_TABLE}{name}") or "1"
    return max(1, min(int(value), 100)) if value.isdecimal() else 1
