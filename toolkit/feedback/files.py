"""The files of feedback: documents written whole, the file of evidence beside them, documents read back."""

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from toolkit import __version__
from toolkit.errors import UnreadableFile
from toolkit.feedback.sheet import Sheet
from toolkit.feedback.wording import sheet_document
from toolkit.formats.document_writers import Document, to_bytes, write_whole
from toolkit.i18n import _

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_QUOTE_STYLES: Final = {"quote", "citation", "quotations", "intensequote", "citationintense"}
_LARGEST: Final = 100_000_000


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """What a document says somewhere: words tied to an evidence id, or a paragraph; ``quoted`` by its style."""

    text: str
    evidence: str = ""
    paragraph: int = 0
    quoted: bool = False

    def __repr__(self) -> str:
        return f"<Passage {self.evidence or '-'}: paragraph {self.paragraph}, {len(self.text)} characters>"


def to_docx(sheet: Sheet, path: str | Path, *, head: str = "") -> Path:
    """Write a sheet as docx, and its evidence as .json beside; return the path really written.

    A document that somebody edited is never overwritten: the new one is written beside, with a number.
    """
    return save(sheet_document(sheet, head=head), Path(path).with_suffix(".docx"), record=sheet.record(), head=head)


def to_html(sheet: Sheet, path: str | Path, *, head: str = "") -> Path:
    """Write a sheet as one html file, and its evidence as .json beside; return the path really written."""
    return save(sheet_document(sheet, head=head), Path(path).with_suffix(".html"), record=sheet.record(), head=head)


def to_odt(sheet: Sheet, path: str | Path, *, head: str = "") -> Path:
    """Write a sheet as odt, and its evidence as .json beside; return the path really written."""
    return save(sheet_document(sheet, head=head), Path(path).with_suffix(".odt"), record=sheet.record(), head=head)


def save(document: Document, path: Path, *, record: dict[str, Any], head: str = "") -> Path:
    """Write a document and its ``.json``: parameters, counts, evidence ids, journal head, fingerprint; no words."""
    content = to_bytes(document, path.suffix)
    path = free_path(path, content)
    told = {
        "tool": f"carnet {__version__}",
        "file": path.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "journal_head": head,
        **record,
    }
    write_whole(path, content)
    write_whole(beside(path), (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    return path


def beside(path: Path) -> Path:
    """Return the path of the evidence of a document: ``sheet.docx.json``."""
    return path.with_name(path.name + ".json")


def free_path(path: Path, content: bytes = b"") -> Path:
    """Return ``path``, or the first of ``-2``, ``-3``… when what is there was edited by hand or made by others."""
    candidate, rank = path, 1
    while candidate.exists():
        there = hashlib.sha256(candidate.read_bytes()).hexdigest()
        if there in (record_beside(candidate).get("sha256"), hashlib.sha256(content).hexdigest()):
            break
        rank += 1
        candidate = path.with_name(f"{path.stem}-{rank}{path.suffix}")
    return candidate


def record_beside(path: Path) -> dict[str, Any]:
    """Return what the ``.json`` beside a document says; empty when there is none."""
    try:
        found = json.loads(beside(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def read_document(path: str | Path) -> list[Passage]:
    """Read a docx, odt or html document, made by Carnet or edited since: its paragraphs and its tied words.

    Raises ``UnreadableFile`` on an empty, cut or other kind of file.
    """
    path = Path(path)
    readers: dict[str, Callable[[Path], list[Passage]]] = {
        ".docx": _read_docx,
        ".odt": _read_odt,
        ".html": _read_html,
        ".htm": _read_html,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            path.name,
            _("a docx, odt or html document is expected"),
            hint=_("Save it as docx from Word or LibreOffice, then run this again."),
        )
    return reader(path)


def _xml(path: Path, *names: str) -> list[ElementTree.Element]:
    """Return the parts of a zipped document that are there, the first one always."""
    broken = UnreadableFile(
        path.name,
        _("the file is empty, cut short, or not of the kind that its name says"),
        hint=_("Open it in Word or LibreOffice, save it again under another name, then run this again."),
    )
    found: list[ElementTree.Element] = []
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            there = archive.namelist()
            if names[0] not in there:
                raise broken
            for name in names:
                if name in there and archive.getinfo(name).file_size <= _LARGEST:
                    content = archive.read(name)
                    if b"<!DOCTYPE" in content[:2000]:
                        raise broken
                    found.append(ElementTree.fromstring(content))
    except (zipfile.BadZipFile, ElementTree.ParseError, EOFError, NotImplementedError, RuntimeError) as error:
        raise broken from error
    if not found:
        raise broken
    return found


class _Reader:
    """Gather paragraphs and, across them, the words that stand between two marks."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.open: dict[str, list[str]] = {}
        self.began: dict[str, int] = {}
        self.line: list[str] = []
        self.number = 0

    def text(self, text: str) -> None:
        self.line.append(text)
        for words in self.open.values():
            words.append(text)

    def mark(self, name: str) -> None:
        self.open[name], self.began[name] = [], self.number + 1

    def unmark(self, name: str) -> None:
        if (words := self.open.pop(name, None)) is not None:
            self.passages.append(Passage("".join(words), name, self.began.pop(name)))

    def paragraph(self, *, quoted: bool) -> None:
        self.number += 1
        text = "".join(self.line)
        self.line = []
        for words in self.open.values():
            words.append("\n")
        if text.strip():
            self.passages.append(Passage(text, "", self.number, quoted))


def _read_docx(path: Path) -> list[Passage]:
    parts = _xml(path, "word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
    reader = _Reader()
    names: dict[str, str] = {}
    for part in parts:
        for paragraph in part.iter(f"{_W}p"):
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            for node in _live(paragraph):
                if node.tag == f"{_W}t":
                    reader.text(node.text or "")
                elif node.tag in (f"{_W}br", f"{_W}cr"):
                    reader.text("\n")
                elif node.tag == f"{_W}tab":
                    reader.text(" ")
                elif node.tag == f"{_W}noBreakHyphen":
                    reader.text("\u2011")
                elif node.tag == f"{_W}bookmarkStart":
                    names[node.get(f"{_W}id", "")] = name = node.get(f"{_W}name", "")
                    reader.mark(name)
                elif node.tag == f"{_W}bookmarkEnd":
                    reader.unmark(names.get(node.get(f"{_W}id", ""), ""))
            reader.paragraph(quoted=style is not None and style.get(f"{_W}val", "").lower() in _QUOTE_STYLES)
    return reader.passages


def _live(paragraph: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield what is in a paragraph, without what a tracked change took out nor the paragraphs of a text box."""
    for child in paragraph:
        if child.tag in (f"{_W}del", f"{_W}moveFrom", f"{_W}p", f"{_W}pPr", f"{_W}rPr"):
            continue
        yield child
        yield from _live(child)


def _read_odt(path: Path) -> list[Passage]:
    (content, *_others) = _xml(path, "content.xml")
    reader = _Reader()
    parents = {
        style.get("{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name", ""): style.get(
            "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}parent-style-name", ""
        )
        for style in content.iter("{urn:oasis:names:tc:opendocument:xmlns:style:1.0}style")
    }

    def walk(node: ElementTree.Element) -> None:
        reader.text(node.text or "")
        for child in node:
            if child.tag == f"{_T}line-break":
                reader.text("\n")
            elif child.tag == f"{_T}s":
                reader.text(" " * int(child.get(f"{_T}c", "1")))
            elif child.tag == f"{_T}tab":
                reader.text(" ")
            elif child.tag == f"{_T}bookmark-start":
                reader.mark(child.get(f"{_T}name", ""))
            elif child.tag == f"{_T}bookmark-end":
                reader.unmark(child.get(f"{_T}name", ""))
            elif child.tag.rpartition("}")[2] not in ("annotation", "tracked-changes", "note-citation"):
                walk(child)
            reader.text(child.tail or "")

    for paragraph in content.iter():
        if paragraph.tag in (f"{_T}p", f"{_T}h"):
            walk(paragraph)
            style = paragraph.get(f"{_T}style-name", "")
            reader.paragraph(quoted={style.lower(), parents.get(style, "").lower()} & _QUOTE_STYLES != set())
    return reader.passages


class _Html(HTMLParser):
    BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "td", "th", "blockquote", "figcaption", "caption", "div"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.reader = _Reader()
        self.stack: list[tuple[str, str]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.reader.text("\n")
        if tag in ("br", "meta", "img", "hr", "link", "input", "wbr"):
            return
        self.silent += tag in ("style", "script")
        if tag in self.BLOCKS:
            self.reader.paragraph(quoted=False)
        evidence = dict(attrs).get("data-evidence") or ""
        if evidence:
            self.reader.mark(evidence)
        self.stack.append((tag, evidence))

    def handle_endtag(self, tag: str) -> None:
        if tag not in {name for name, _evidence in self.stack}:
            return
        while self.stack:
            name, evidence = self.stack.pop()
            self.silent -= name in ("style", "script")
            if evidence:
                self.reader.unmark(evidence)
            if name in self.BLOCKS:
                self.reader.paragraph(quoted=name == "blockquote")
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.reader.text(data)


def _read_html(path: Path) -> list[Passage]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if not re.search(r"<\w", text):
        raise UnreadableFile(path.name, _("the file is empty, cut short, or not of the kind that its name says"))
    parser = _Html()
    parser.feed(text)
    parser.close()
    parser.reader.paragraph(quoted=False)
    return parser.reader.passages
