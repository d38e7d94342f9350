"""Documents for people to read, from one small structure of blocks: docx, html and odt, with the same words.

A span of text may carry an ``evidence`` id (``q:`` and a quote, ``n:`` and a code): the reader does not see it,
``feedback.check_document`` finds it again, even after the document was edited by hand.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final, Literal

from toolkit.errors import InvalidValue
from toolkit.formats.whole import write_whole
from toolkit.i18n import _

INK: Final = "222222"
SOFT: Final = "595959"
ACCENT: Final = "1F5666"
TINT: Final = "EEF3F4"
LEFT: Final = 1.7
RIGHT: Final = 1.2
INDENT: Final = 1.15
WIDE: Final = 6.2
"""Centimetres of an interview printed: the edges of the page, the room of a turn's number, the margin to write in."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
BLANK: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
"""Blank lines inside what somebody says: half a line on paper, where interviews are long."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, repr=False)
class Comment:
    """A remark on some words, as a word processor shows it in its margin: who makes it, a title, a text."""

    number: int
    author: str
    title: str
    text: str = ""
    date: str = ""

    def __repr__(self) -> str:
        return f"<Comment {self.number}>"


@dataclass(frozen=True, slots=True, repr=False)
class Span:
    """Some words of a paragraph; ``evidence`` ties them to what they come from.

    ``under`` is how many extracts they belong to: the line below them is simple, double, then thick. ``mark`` says
    that this is no word but the number of an extract. Comments begin before a span and end after it.
    """

    text: str
    bold: bool = False
    evidence: str = ""
    under: int = 0
    mark: bool = False
    opens: tuple[Comment, ...] = ()
    closes: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _ILLEGAL.sub("", self.text).replace("\t", " "))

    def __repr__(self) -> str:
        return f"<Span {self.evidence or '-'}: {len(self.text)} characters>"


Words = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the document, 1 for the main ones; on a ``new_page`` if asked."""

    words: Words
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences: the body, a lead that says the essential, or a small note; ``tied`` to what follows it."""

    words: Words
    look: Literal["body", "lead", "small"] = "body"
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A framed block beside the argument: how the study was done."""

    title: str
    paragraphs: tuple[Words, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Extract:
    """The words of somebody, where they stand, and the id of the quote."""

    text: str
    source: str
    evidence: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _ILLEGAL.sub("", self.text).replace("\t", " "))

    def __repr__(self) -> str:
        return f"<Extract {self.evidence or '-'}: {len(self.text)} characters>"


@dataclass(frozen=True, slots=True)
class Grid:
    """A plain table: a row of headings, then rows; ``shares`` are the widths of the columns, in any unit."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""
    shares: tuple[float, ...] = ()

    def widths(self, whole: float) -> tuple[float, ...]:
        """Return the width of each column of a table that is ``whole`` wide."""
        shares = self.shares or (1.0,) * len(self.headings)
        return tuple(whole * share / sum(shares) for share in shares)


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """What somebody says in an interview printed: the number of the turn, who speaks and when, the words.

    ``notes`` stand beside them, each with its number; a question (``asks``) is told from an answer. What follows in a
    long turn has no number.
    """

    words: Words
    number: str = ""
    who: str = ""
    time: str = ""
    asks: bool = False
    notes: tuple[tuple[str, Words], ...] = ()

    def __repr__(self) -> str:
        return f"<Said {self.number or '-'}: {len(self.notes)} notes>"


Block = Heading | Paragraph | Bullets | Box | Extract | Grid | Said


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """What is written: a title, blocks in order, a foot; ``large`` is the easy-to-read layout.

    No author and no name in the properties: file properties are names too. ``date`` is ISO. With a ``header``, each
    page bears it with its own number. ``wide`` keeps a third of the page, at the right, for handwriting; ``spacing``
    is that of its lines. ``pocket`` is a half sheet (A5) in two columns and small letters.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    foot: str = ""
    language: str = "fr-FR"
    large: bool = False
    date: str = ""
    header: str = ""
    wide: bool = False
    spacing: float = 1.12
    pocket: bool = False

    @property
    def base(self) -> float:
        """The size of the letters of the body, in points."""
        return 14.0 if self.large else 8.5 if self.pocket else 10.5

    @property
    def noted(self) -> bool:
        """Tell whether something stands in the margin."""
        return any(isinstance(block, Said) and block.notes for block in self.blocks)

    def __repr__(self) -> str:
        return f"<Document: {len(self.blocks)} blocks>"


def groups(blocks: tuple[Block, ...]) -> Iterator[Block | tuple[Said, ...]]:
    """Yield the blocks in order, those that are said one after the other put together."""
    for said, several in groupby(blocks, key=lambda block: isinstance(block, Said)):
        if said:
            yield tuple(block for block in several if isinstance(block, Said))
        else:
            yield from several


def header_parts(document: Document) -> tuple[str, str, str]:
    """Return what the top of each page says: before, between and after the page and the number of pages."""
    told = _("{name} — page {page} of {pages}", name=clean(document.header), page="\x01", pages="\x02")
    before, _mark, rest = told.partition("\x01")
    middle, _mark, after = rest.partition("\x02")
    return before, middle, after


def plain(text: str, *, bold: bool = False) -> Words:
    """Return a text as the words of a paragraph."""
    return (Span(text, bold=bold),)


def clean(text: str) -> str:
    """Return ``text`` without the characters that no XML file may hold."""
    return _ILLEGAL.sub("", text)


def anchor(evidence: str) -> str:
    """Return the bookmark name of an evidence id: letters, digits and ``_``, 36 characters at most, as Word wants.

    >>> anchor("q:q7k2"), anchor("n:dire-taire")
    ('q_q7k2', 'n_dire_2dtaire')
    """
    kind, colon, rest = evidence.partition(":")
    coded = "".join(
        char if char.isascii() and char.isalnum() else "".join(f"_{byte:02x}" for byte in char.encode("utf-8"))
        for char in (rest if colon else kind)
    )
    name = f"{kind}_{coded}" if colon else f"x_{coded}"
    if len(name) > 36:
        name = f"{kind[:1]}_h_{hashlib.sha256(evidence.encode('utf-8')).hexdigest()[:30]}"
    return name


class Anchors:
    """Give each bookmark of one document its own name: the second one of a kind gets ``__2``."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def name(self, evidence: str) -> str:
        """Return the next name for ``evidence``."""
        base = anchor(evidence)
        rank = self._seen[base] = self._seen.get(base, 0) + 1
        return base if rank == 1 else f"{base}__{rank}"

    def number(self) -> int:
        """Return how many were given."""
        return sum(self._seen.values())


def base_anchor(name: str) -> str:
    """Return the name of a bookmark without its rank."""
    return re.sub(r"__\d+$", "", name)


def to_bytes(document: Document, extension: str) -> bytes:
    """Return the file of a document, ``.docx``, ``.html`` or ``.odt``: the same document gives the same bytes."""
    from toolkit.formats import document_docx, document_html, document_odt

    makers: dict[str, Callable[[Document], bytes]] = {
        ".docx": document_docx.docx_bytes,
        ".html": document_html.html_bytes,
        ".odt": document_odt.odt_bytes,
    }
    if extension.lower() not in makers:
        raise InvalidValue(
            _("“{extension}” is not a kind of document that Carnet writes.", extension=extension),
            _("Choose one of: {allowed}.", allowed=", ".join(makers)),
        )
    return makers[extension.lower()](document)


def write_document(document: Document, path: str | Path) -> Path:
    """Write a document whole or not at all; its kind is that of the extension. Return the path."""
    path = Path(path)
    return write_whole(path, to_bytes(document, path.suffix))


def zipped(files: dict[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """Return a zip without hour nor machine in it; the names in ``stored`` are not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.create_system = 3
            archive.writestr(info, content)
    return buffer.getvalue()
