"""The files of feedback: documents written whole, the file of evidence beside them, documents read back."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from toolkit.errors import UnreadableFile
from toolkit.feedback.documents import Passage, docx_parts, docx_passages, html_passages, odt_passages
from toolkit.feedback.sheet import Sheet
from toolkit.feedback.wording import sheet_document
from toolkit.formats.outputs import beside, free_path, record_beside, save
from toolkit.i18n import _

__all__ = ["beside", "free_path", "read_document", "record_beside", "save", "to_docx", "to_html", "to_odt"]
_LARGEST: Final = 100_000_000


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


def read_document(path: str | Path) -> list[Passage]:
    """Read a docx, odt or html document, made by Carnet or edited since: its paragraphs and its tied words.

    Raises ``UnreadableFile`` on an empty, cut or other kind of file.
    """
    path = Path(path)
    readers: dict[str, Callable[[Path], list[Passage]]] = {
        ".docx": lambda path: docx_passages(_xml(path, *docx_parts(_names_in(path)))),
        ".odt": lambda path: odt_passages(_xml(path, "content.xml", "styles.xml")),
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


def _xml(path: Path, *names: str) -> dict[str, ElementTree.Element]:
    """Return the parts of a zipped document that are there, the first one always."""
    broken = UnreadableFile(
        path.name,
        _("the file is empty, cut short, or not of the kind that its name says"),
        hint=_("Open it in Word or LibreOffice, save it again under another name, then run this again."),
    )
    found: dict[str, ElementTree.Element] = {}
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
                    found[name] = ElementTree.fromstring(content)
    except (zipfile.BadZipFile, ElementTree.ParseError, EOFError, NotImplementedError, RuntimeError) as error:
        raise broken from error
    if names[0] not in found:
        raise broken
    return found


def _names_in(path: Path) -> list[str]:
    """Return the names of the parts of a zipped document; none when it cannot be opened, which ``_xml`` tells."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sorted(archive.namelist())
    except zipfile.BadZipFile:
        return []


def _read_html(path: Path) -> list[Passage]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if not re.search(r"<\w", text):
        raise UnreadableFile(path.name, _("the file is empty, cut short, or not of the kind that its name says"))
    return html_passages(text)
