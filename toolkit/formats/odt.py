"""OpenDocument texts (LibreOffice): spaces, tabs and soft page breaks as they show; notes and comments kept apart."""

from dataclasses import dataclass, field
from typing import Any, Final

from toolkit.errors import UnreadableFile
from toolkit.formats.raw import Block, Cell, RawDocument
from toolkit.formats.sniff import broken, member, opened_zip
from toolkit.formats.told import kept_apart
from toolkit.formats.xml import parsed, properties_in
from toolkit.i18n import _

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_PARTS: Final = {"table": "table", "table-row": "row", "table-cell": "cell", "covered-table-cell": "cell"}
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_DEAD: Final = frozenset(
    f"{_TEXT}{name}"
    for name in ("sequence-decls", "variable-decls", "user-field-decls", "soft-page-break", "ruby-text", "forms")
)


@dataclass(slots=True)
class _Found:
    """What is met on the way through the body."""

    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: int = 0
    boxes: int = 0
    images: int = 0
    tables: int = 0
    place: Cell | None = None
    bold: frozenset[str] = frozenset()

    def enter(self, part: str) -> None:
        """Note that a table, a row or a cell begins."""
        table, row, column = self.place or (0, 0, 0)
        if part == "table":
            self.tables += 1
            self.place = (self.tables, 0, 0)
        else:
            self.place = (table, row + 1, 0) if part == "row" else (table, row, column + 1)


def read(data: bytes, name: str) -> RawDocument:
    """Read the running text of an odt; notes, comments and tracked deletions are kept apart."""
    with opened_zip(data, name) as archive:
        if b"encryption-data" in (member(archive, "META-INF/manifest.xml", name) or b""):
            raise UnreadableFile(
                name,
                _("this document is locked by a password"),
                hint=_("Open it, remove the password, save it again."),
            )
        content = member(archive, "content.xml", name)
        styles = member(archive, "styles.xml", name)
        properties = properties_in(member(archive, "meta.xml", name), name)
    if content is None:
        raise broken(name)
    root = parsed(content, name)
    body = next(root.iter(f"{_OFFICE}text"), None)
    if body is None:
        raise broken(name)
    found = _Found(bold=_bold_styles(root))
    blocks = _paragraphs(body, found)
    if not any(block.text.strip() for block in blocks):
        images = found.images
        what = _("this document holds images and no text") if images else _("this document holds no text")
        raise UnreadableFile(name, what, hint=_("Find the copy that holds the text, then run this again."))
    headers = _headers(styles, name)
    warnings = kept_apart(
        notes=found.notes,
        comments=found.comments,
        deleted=found.deleted,
        inserted=found.inserted,
        headers=headers,
        boxes=found.boxes,
        images=found.images,
    )
    return RawDocument(
        "odt",
        tuple(blocks),
        notes=tuple(found.notes),
        comments=tuple(found.comments),
        deleted=tuple(found.deleted),
        headers=tuple(headers),
        properties=properties,
        warnings=tuple(warnings),
    )


def _bold_styles(root: Any) -> frozenset[str]:
    """Return the names of the paragraph styles of this text that are bold."""
    return frozenset(
        style.get(f"{_STYLE}name") or ""
        for style in root.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}family") == "paragraph"
        and any(
            value == "bold" for part in style for key, value in part.attrib.items() if key.endswith("}font-weight")
        )
    )


def _headers(styles: bytes | None, name: str) -> list[str]:
    if not styles:
        return []
    texts = []
    for element in parsed(styles, name).iter():
        if isinstance(element.tag, str) and element.tag.endswith(
            ("}header", "}footer", "}header-first", "}footer-first")
        ):
            text = _joined(_paragraphs(element, _Found()))
            if any(char.isalpha() for char in text):
                texts.append(text)
    return list(dict.fromkeys(texts))


def _joined(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks).strip()


def _paragraphs(parent: Any, found: _Found) -> list[Block]:
    """Return the lines below ``parent`` in reading order."""
    lines: list[Block] = []
    for element in parent:
        if not isinstance(element.tag, str) or element.tag in _DEAD:
            continue
        if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            pieces: list[str] = []
            boxes: list[Block] = []
            _inline(element, pieces, boxes, found)
            strong = element.tag == f"{_TEXT}h" or element.get(f"{_TEXT}style-name") in found.bold
            lines.extend(Block(line, cell=found.place, strong=strong) for line in "".join(pieces).split("\n"))
            lines.extend(boxes)
        elif element.tag.startswith(_TABLE) and (part := element.tag[len(_TABLE) :]) in _PARTS:
            before = found.place
            found.enter(_PARTS[part])
            lines.extend(_paragraphs(element, found))
            if part == "table":
                found.place = before
        elif element.tag == f"{_TEXT}tracked-changes":
            _tracked(element, found)
        elif element.tag == f"{_OFFICE}annotation":
            found.comments.append(_aside(element))
        else:
            found.boxes += element.tag == f"{_DRAW}text-box"
            found.images += element.tag == f"{_DRAW}image"
            lines.extend(_paragraphs(element, found))
    return lines


def words_of(paragraph: Any) -> tuple[str, list[Block]]:
    """Return the text of one paragraph, line breaks kept, and the lines of the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[Block] = []
    _inline(paragraph, pieces, boxes, _Found())
    return "".join(pieces), boxes


def _inline(element: Any, pieces: list[str], boxes: list[Block], found: _Found) -> None:
    """Gather the words of a paragraph; spaces of the XML collapse, those of ``text:s`` do not."""
    _words(element.text, pieces)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == f"{_TEXT}s":
            pieces.append(" " * min(int(child.get(f"{_TEXT}c") or 1), 10_000))
        elif tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif tag == f"{_TEXT}note":
            found.notes.append(_aside(child, f"{_TEXT}note-body"))
        elif tag == f"{_OFFICE}annotation":
            found.comments.append(_aside(child))
        elif tag == f"{_DRAW}text-box":
            found.boxes += 1
            boxes.extend(_paragraphs(child, found))
        elif tag and tag not in _DEAD:
            found.images += tag == f"{_DRAW}image"
            _inline(child, pieces, boxes, found)
        _words(child.tail, pieces)


def _words(text: str | None, pieces: list[str]) -> None:
    """Add the text of XML: a run of spaces and line ends shows as one space."""
    if not text:
        return
    for space in "\t\r\n":
        text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    if text.startswith(" ") and (not pieces or pieces[-1].endswith((" ", "\n"))):
        text = text[1:]
    pieces.append(text)


def _aside(element: Any, inside: str | None = None) -> str:
    body = element if inside is None else next(element.iter(inside), element)
    return _joined(_paragraphs(body, _Found()))


def _tracked(element: Any, found: _Found) -> None:
    for change in element.iter(f"{_TEXT}deletion"):
        text = _aside(change)
        if text:
            found.deleted.append(text)
    found.inserted += sum(1 for _insertion in element.iter(f"{_TEXT}insertion"))
