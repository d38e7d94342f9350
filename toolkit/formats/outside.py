"""What a document says outside of its text: properties, authors of comments and of changes, headers and footers.

A name taken out of a text often stays there: who typed it, who corrected it, the title that the file was given.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, get_args

from toolkit.errors import UnreadableFile, reason_of
from toolkit.formats.sniff import member, opened_zip
from toolkit.formats.xml import parsed
from toolkit.i18n import _

Where = Literal[
    "file name", "author", "last editor", "company", "title", "keywords", "property", "comment author", "comment",
    "change author", "header",
]  # fmt: skip
PLACES: Final[tuple[str, ...]] = get_args(Where)

_PROPERTIES: Final[dict[str, Where]] = {
    "creator": "author",
    "initial-creator": "author",
    "lastModifiedBy": "last editor",
    "Company": "company",
    "Manager": "company",
    "title": "title",
    "subject": "title",
    "keywords": "keywords",
    "keyword": "keywords",
    "description": "property",
    "category": "property",
    "contentStatus": "property",
    "user-defined": "property",
    "lpwstr": "property",
    "HyperlinkBase": "property",
}
_CHANGES: Final = frozenset(
    ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange")
)
_PROGRAMS: Final = (
    "python-docx",
    "openpyxl",
    "libreoffice",
    "microsoft",
    "odfdo",
    "apache poi",
    "google docs",
    "calibre",
)


class Outside(NamedTuple):
    """A piece of text that stands outside of the running text, and where."""

    where: Where
    text: str


def said_outside(path: Path) -> list[Outside]:
    """Return what a file says outside of its text, its own name first; each piece once.

    Word, LibreOffice and other zipped office files are opened; of any other file, the name alone is given. Raises
    ``UnreadableFile``.
    """
    found = [Outside("file name", path.stem)]
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path.name, reason_of(error), hint=_("Check the path, then run this again.")) from error
    if data.startswith(b"PK"):
        found.extend(_in_archive(data, path.name))
    return list(dict.fromkeys(found))


def _in_archive(data: bytes, name: str) -> Iterator[Outside]:
    with opened_zip(data, name) as archive:
        for part in sorted(archive.namelist()):
            if not part.endswith(".xml"):
                continue
            folder, _slash, file = part.rpartition("/")
            if folder == "docProps" or part == "meta.xml":
                yield from _properties(parsed(member(archive, part, name) or b"<x/>", name))
            elif folder == "word" and file.startswith(("header", "footer")):
                root = parsed(member(archive, part, name) or b"<x/>", name)
                yield from _paragraphs(root, "header")
                yield from _authors(root)
            elif folder in {"word", "xl", "ppt"} and file.startswith(
                ("document", "comments", "footnotes", "endnotes")
            ):
                root = parsed(member(archive, part, name) or b"<x/>", name)
                yield from _authors(root)
                if file.startswith("comments"):
                    yield from _paragraphs(root, "comment")
            elif part in {"content.xml", "styles.xml"}:
                yield from _open_document(parsed(member(archive, part, name) or b"<x/>", name))


def _properties(root: Any) -> Iterator[Outside]:
    for element in root.iter():
        where = _PROPERTIES.get(_local(element))
        text = (element.text or "").strip() if where else ""
        if where is None and _local(element) == "creator":
            where = "author"
        if where and text and not any(program in text.lower() for program in _PROGRAMS):
            # LibreOffice writes who saved last as « creator », who began as « initial-creator ».
            if "purl.org/dc" in element.tag and _local(root) == "document-meta" and where == "author":
                where = "last editor"
            yield Outside(where, text)


def _authors(root: Any) -> Iterator[Outside]:
    """Yield who commented and who changed, from the attributes of Word."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] in {"author", "initials"} and value.strip():
                where: Where = "change author" if _local(element) in _CHANGES else "comment author"
                yield Outside(where, value.strip())
        if _local(element) == "author" and (element.text or "").strip():
            yield Outside("comment author", element.text.strip())


def _open_document(root: Any) -> Iterator[Outside]:
    """Yield who commented and who changed in an OpenDocument file, what they said, headers and footers."""
    for element in root.iter():
        local = _local(element)
        if local == "annotation":
            for child in element.iter():
                if _local(child) in {"creator", "creator-initials"} and (child.text or "").strip():
                    yield Outside("comment author", child.text.strip())
            yield from _paragraphs(element, "comment")
        elif local == "change-info":
            for child in element.iter():
                if _local(child) == "creator" and (child.text or "").strip():
                    yield Outside("change author", child.text.strip())
        elif local in {"header", "footer", "header-left", "footer-left", "header-first", "footer-first"}:
            yield from _paragraphs(element, "header")


def _paragraphs(root: Any, where: Where) -> Iterator[Outside]:
    for element in root.iter():
        if _local(element) == "p":
            text = "".join(piece for piece in element.itertext()).strip()
            if any(map(str.isalnum, text)):
                yield Outside(where, text)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
