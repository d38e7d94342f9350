"""Documents read back, whoever edited them: their paragraphs, and the words that carry an evidence id."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Final
from xml.etree import ElementTree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_QUOTE_STYLES: Final = {"quote", "citation", "quotations", "intensequote", "citationintense"}
_OLD: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TITLE: Final = re.compile(r"heading|titre|title|subtitle|sous-titre")


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """What a document says somewhere: words tied to an evidence id, or a paragraph; ``quoted`` by its style.

    ``row`` is the whole row of the table that it stands in, ``heading`` tells a title; ``part`` is ``header``,
    ``footer``, ``note`` or ``comment`` outside the body.
    """

    text: str
    evidence: str = ""
    paragraph: int = 0
    quoted: bool = False
    row: str = ""
    heading: bool = False
    part: str = ""

    def __repr__(self) -> str:
        return f"<Passage {self.evidence or '-'}: paragraph {self.paragraph}, {len(self.text)} characters>"


class _Reader:
    """Gather paragraphs and, across them, the words that stand between two marks."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.open: dict[str, list[str]] = {}
        self.began: dict[str, int] = {}
        self.line: list[str] = []
        self.number = 0
        self.part = ""

    def text(self, text: str) -> None:
        self.line.append(text)
        for words in self.open.values():
            words.append(text)

    def mark(self, name: str) -> None:
        self.open[name], self.began[name] = [], self.number + 1

    def unmark(self, name: str) -> None:
        if (words := self.open.pop(name, None)) is not None:
            self.passages.append(Passage("".join(words), name, self.began.pop(name), part=self.part))

    def paragraph(self, *, quoted: bool, heading: bool = False) -> None:
        self.number += 1
        text = "".join(self.line)
        self.line = []
        for words in self.open.values():
            words.append("\n")
        if text.strip():
            self.passages.append(Passage(text, "", self.number, quoted, heading=heading, part=self.part))

    def row(self, begun: int) -> None:
        """Tell each paragraph since ``begun`` what its whole row of the table says."""
        here = [i for i in range(begun, len(self.passages)) if not self.passages[i].evidence]
        whole = " | ".join(self.passages[i].text for i in here)
        for i in here if len(here) > 1 else ():
            self.passages[i] = replace(self.passages[i], row=self.passages[i].row or whole)


def docx_parts(names: Iterable[str]) -> dict[str, str]:
    """Return the parts of a docx that people read, the body first, with what each is."""
    kinds = {"word/document.xml": ""}
    for name in sorted(names):
        if match := re.fullmatch(r"word/(header|footer|footnote|endnote|comment)s?\d*\.xml", name):
            kinds[name] = {"footnote": "note", "endnote": "note"}.get(match[1], match[1])
    return kinds


def docx_passages(parts: Mapping[str, ElementTree.Element]) -> list[Passage]:
    """Return the paragraphs and the tied words of a docx: body, notes, comments, headers and footers."""
    kinds = docx_parts(parts)
    reader = _Reader()
    names: dict[str, str] = {}
    seen: set[str] = set()
    for name, kind in kinds.items():
        part = parts[name]
        whole = "".join(part.itertext())
        if kind in ("header", "footer") and (whole in seen or not whole.strip()):
            continue
        seen.add(whole)
        reader.part = kind
        # A text box is written twice, the second time for old versions of Word.
        twice = {id(node) for old in part.iter(f"{_OLD}Fallback") for node in old.iter(f"{_W}p")}
        rows = {id(node): row for row in part.iter(f"{_W}tr") for node in row.iter(f"{_W}p")}
        begun, row = len(reader.passages), None
        for paragraph in part.iter(f"{_W}p"):
            if id(paragraph) in twice:
                continue
            if rows.get(id(paragraph)) is not row:
                if row is not None:
                    reader.row(begun)
                begun, row = len(reader.passages), rows.get(id(paragraph))
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            look = "" if style is None else style.get(f"{_W}val", "").lower()
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
                    names[node.get(f"{_W}id", "")] = mark = node.get(f"{_W}name", "")
                    reader.mark(mark)
                elif node.tag == f"{_W}bookmarkEnd":
                    reader.unmark(names.get(node.get(f"{_W}id", ""), ""))
            reader.paragraph(quoted=look in _QUOTE_STYLES, heading=bool(_TITLE.match(look)))
        if row is not None:
            reader.row(begun)
    return reader.passages


def _live(paragraph: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield what is in a paragraph, without what a tracked change took out nor the paragraphs of a text box."""
    for child in paragraph:
        if child.tag in (f"{_W}del", f"{_W}moveFrom", f"{_W}p", f"{_W}pPr", f"{_W}rPr"):
            continue
        yield child
        yield from _live(child)


def odt_passages(parts: Mapping[str, ElementTree.Element]) -> list[Passage]:
    """Return the paragraphs and the tied words of an odt, with those of the headers and footers of its pages."""
    content = parts["content.xml"]
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

    def read(node: ElementTree.Element) -> None:
        """Read the paragraphs of a part; those of a table row are told their row."""
        if node.tag in (f"{_T}p", f"{_T}h"):
            walk(node)
            style = node.get(f"{_T}style-name", "")
            names = {style.lower(), parents.get(style, "").lower()}
            reader.paragraph(quoted=names & _QUOTE_STYLES != set(), heading=node.tag == f"{_T}h")
        begun = len(reader.passages)
        for child in node:
            read(child)
        if node.tag.endswith("}table-row"):
            reader.row(begun)

    read(content)
    for part in (parts[name] for name in parts if name != "content.xml"):
        for kind in ("header", "footer"):
            for node in part.iter():
                if node.tag.rpartition("}")[2] in (kind, f"{kind}-left", f"{kind}-first"):
                    reader.part = kind
                    read(node)
    return reader.passages


class _Html(HTMLParser):
    BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "td", "th", "blockquote", "figcaption", "caption", "div",
                        "h5", "h6", "dt", "dd", "header", "footer", "title"})  # fmt: skip

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.reader = _Reader()
        self.stack: list[tuple[str, str]] = []
        self.silent = 0
        self.begun = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.reader.text("\n")
        if tag in ("br", "meta", "img", "hr", "link", "input", "wbr"):
            return
        self.silent += tag in ("style", "script")
        if tag in self.BLOCKS:
            self.reader.paragraph(quoted=False)
        if tag == "tr":
            self.begun = len(self.reader.passages)
        if tag in ("header", "footer"):
            self.reader.part = tag
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
                self.reader.paragraph(
                    quoted=name == "blockquote" or any(open_ == "blockquote" for open_, _e in self.stack),
                    heading=re.fullmatch(r"h\d", name) is not None,
                )
            if name == "tr":
                self.reader.row(self.begun)
            if name in ("header", "footer"):
                self.reader.part = ""
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.reader.text(data)


def html_passages(text: str) -> list[Passage]:
    """Return the paragraphs and the tied words of an html page."""
    parser = _Html()
    parser.feed(text)
    parser.close()
    parser.reader.paragraph(quoted=False)
    return parser.reader.passages
