"""Word documents: paragraphs in reading order, cells and text boxes included; the rest kept apart and counted."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from toolkit.errors import UnreadableFile
from toolkit.formats.raw import Block, Cell, RawDocument
from toolkit.formats.sniff import broken, member, opened_zip
from toolkit.formats.told import kept_apart
from toolkit.formats.xml import parsed, properties_in
from toolkit.i18n import _

# Both the usual and the “strict” namespace of Word.
_W: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED: Final = frozenset(
    {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "instrText", "delInstrText", "sdtEndPr"}
)
_CHARACTERS: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}


@dataclass(slots=True)
class _Found:
    """What is met on the way through the body."""

    deleted: list[str] = field(default_factory=list)
    inserted: int = 0
    boxes: int = 0
    images: int = 0
    hidden: int = 0
    tables: int = 0
    place: Cell | None = None

    def enter(self, local: str) -> None:
        """Note that a table, a row or a cell begins."""
        table, row, column = self.place or (0, 0, 0)
        if local == "tbl":
            self.tables += 1
            self.place = (self.tables, 0, 0)
        else:
            self.place = (table, row + 1, 0) if local == "tr" else (table, row, column + 1)


def read(data: bytes, name: str) -> RawDocument:
    """Read the running text of a docx; footnotes, comments, tracked deletions and headers are kept apart."""
    with opened_zip(data, name) as archive:
        names = archive.namelist()
        main = member(archive, main_part(names), name)
        if main is None:
            raise broken(name)
        parts = {
            kind: [member(archive, part, name) or b"" for part in sorted(names) if re.fullmatch(pattern, part)]
            for kind, pattern in {
                "notes": r"word/(?:footnotes|endnotes)\d*\.xml",
                "comments": r"word/comments\d*\.xml",
                "headers": r"word/(?:header|footer)\d*\.xml",
            }.items()
        }
        properties = properties_in(member(archive, "docProps/core.xml", name), name)
        media = sum(part.startswith("word/media/") for part in names)
    root = parsed(main, name)
    body = next((element for element in root.iter() if local_name(element) == "body"), None)
    if body is None:
        raise broken(name)
    found = _Found()
    blocks = _paragraphs(body, found)
    notes = [text for part in parts["notes"] for text in _entries(parsed(part, name), ("footnote", "endnote"))]
    comments = [text for part in parts["comments"] for text in _entries(parsed(part, name), ("comment",))]
    headers = [text for part in parts["headers"] if (text := _joined(_paragraphs(parsed(part, name), _Found())))]
    headers = [
        text for text in dict.fromkeys(headers) if not re.fullmatch(r"(?:page)?[\s\d/sur–-]*", text, re.IGNORECASE)
    ]
    if not any(block.text.strip() for block in blocks):
        raise _no_text(name, media or found.images)
    warnings = kept_apart(
        notes=notes,
        comments=comments,
        deleted=found.deleted,
        inserted=found.inserted,
        headers=headers,
        boxes=found.boxes,
        images=found.images,
        hidden=found.hidden,
    )
    return RawDocument(
        "docx",
        tuple(blocks),
        notes=tuple(notes),
        comments=tuple(comments),
        deleted=tuple(found.deleted),
        headers=tuple(headers),
        properties=properties,
        warnings=tuple(warnings),
    )


def main_part(names: list[str]) -> str:
    """Return the name of the part that holds the running text."""
    # Some converters call it document2.xml.
    return next((name for name in sorted(names) if re.fullmatch(r"word/document\d*\.xml", name)), "word/document.xml")


def _no_text(name: str, images: int) -> UnreadableFile:
    if images:
        return UnreadableFile(
            name,
            _("this document holds images and no text"),
            hint=_("Type its text, or have it recognised, then save it as docx."),
        )
    return UnreadableFile(
        name, _("this document holds no text"), hint=_("Find the copy that holds the text, then run this again.")
    )


def local_name(element: Any) -> str:
    """Return the tag of a Word element without its namespace; empty for anything else."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    for space in _W:
        if tag.startswith(space):
            return tag[len(space) :]
    return ""


def _entries(root: Any, kinds: tuple[str, ...]) -> list[str]:
    """Return the text of each note or comment; Word's own separators are none."""
    texts = []
    for element in root:
        if local_name(element) in kinds and not any(key.endswith("}type") for key in element.attrib):
            text = _joined(_paragraphs(element, _Found()))
            if text:
                texts.append(text)
    return texts


def _joined(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks).strip()


def _is_strong(paragraph: Any) -> bool:
    """Tell whether a paragraph is a heading, or all in bold."""
    style = next((_value(part) for part in paragraph.iter() if local_name(part) in {"pStyle", "outlineLvl"}), None)
    if style is not None and re.match(r"(?:heading|titre|berschrift|\d$)", style, re.IGNORECASE):
        return True
    runs = [part for part in paragraph.iter() if local_name(part) == "r"]
    runs = [run for run in runs if "".join(part.text or "" for part in run if local_name(part) == "t").strip()]
    return bool(runs) and all(_has(run, "b") for run in runs)


def _value(element: Any) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}val")), "")


def _has(run: Any, name: str) -> bool:
    """Tell whether a run has a property that is on or off (``b``, ``vanish``)."""
    for part in run:
        if local_name(part) == "rPr":
            return any(local_name(one) == name and _value(one) not in {"0", "false", "off", "none"} for one in part)
    return False


def paragraphs_of(parent: Any) -> list[Block]:
    """Return the lines below an element in reading order, as ``read`` gives them."""
    return _paragraphs(parent, _Found())


def words_of(paragraph: Any) -> tuple[str, list[Block]]:
    """Return the text of one paragraph, line breaks kept, and the lines of the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[Block] = []
    _inline(paragraph, pieces, boxes, _Found())
    return "".join(pieces), boxes


def _paragraphs(parent: Any, found: _Found) -> list[Block]:
    """Return the lines below ``parent`` in reading order: paragraphs, then cells row by row."""
    lines: list[Block] = []
    for element in parent:
        local = local_name(element)
        if local == "p":
            pieces: list[str] = []
            boxes: list[Block] = []
            _inline(element, pieces, boxes, found)
            strong = _is_strong(element)
            lines.extend(Block(line, cell=found.place, strong=strong) for line in "".join(pieces).split("\n"))
            lines.extend(boxes)
        elif local in {"tbl", "tr", "tc"}:
            before = found.place
            found.enter(local)
            lines.extend(_paragraphs(element, found))
            if local == "tbl":
                found.place = before
        elif local in _SKIPPED:
            continue
        elif local in {"del", "moveFrom"}:
            _note_deleted(element, found)
        elif element.tag == f"{_MC}AlternateContent":
            lines.extend(_paragraphs(_chosen(element), found))
        elif isinstance(element.tag, str):
            found.inserted += local in {"ins", "moveTo"}
            lines.extend(_paragraphs(element, found))
    return lines


def _chosen(element: Any) -> Any:
    """Return one of the two drawings of the same thing (Word writes a modern and an old one)."""
    choices = list(element)
    return choices[0] if choices else element


def _inline(parent: Any, pieces: list[str], boxes: list[Block], found: _Found) -> None:
    """Gather the words of a paragraph; text boxes anchored in it follow it."""
    for element in parent:
        local = local_name(element)
        if local == "t":
            pieces.append(element.text or "")
        elif local == "r" and _has(element, "vanish"):
            found.hidden += any((part.text or "").strip() for part in element if local_name(part) == "t")
        elif local == "r":
            _inline(element, pieces, boxes, found)
        elif local in _SKIPPED:
            continue
        elif local in _CHARACTERS:
            pieces.append(_CHARACTERS[local])
        elif local == "br":
            kind = next((value for key, value in element.attrib.items() if key.endswith("}type")), "textWrapping")
            pieces.append("\n" if kind == "textWrapping" else "")
        elif local == "sym":
            pieces.append("\N{REPLACEMENT CHARACTER}")
        elif local in {"del", "moveFrom"}:
            _note_deleted(element, found)
        elif local == "txbxContent":
            found.boxes += 1
            boxes.extend(_paragraphs(element, found))
        elif element.tag == f"{_MC}AlternateContent":
            _inline(_chosen(element), pieces, boxes, found)
        elif isinstance(element.tag, str):
            found.inserted += local in {"ins", "moveTo"}
            found.images += element.tag.endswith(("}blip", "}imagedata"))
            _inline(element, pieces, boxes, found)


def _note_deleted(element: Any, found: _Found) -> None:
    text = "".join(part.text or "" for part in element.iter() if local_name(part) in {"delText", "t"})
    if text.strip():
        found.deleted.append(text)
