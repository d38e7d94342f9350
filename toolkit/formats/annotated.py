"""Remarks put in the margin of an existing document, on its own paragraphs; everything else stays as it was."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from toolkit.errors import UnreadableFile
from toolkit.formats import outlined_docx, outlined_odt
from toolkit.formats.sniff import broken, member, opened_zip, sniff
from toolkit.formats.xml import parsed
from toolkit.i18n import _
from toolkit.model import clean_text

_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_DC: Final = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True, slots=True, repr=False)
class Aside:
    """A remark beside a paragraph, by its rank in the document (``outlined.Line.place``)."""

    place: int
    text: str

    def __repr__(self) -> str:
        return f"<Aside {self.place}: {len(self.text)} characters>"


def with_remarks(data: bytes, name: str, remarks: Iterable[Aside], *, author: str, date: str = "") -> bytes:
    """Return a copy of a docx or odt with comments on its paragraphs; a place that is not there takes the first.

    Raises
    ------
    UnreadableFile
        On a file that is neither, or that is locked or cut.
    """
    kind = sniff(data, name.rpartition(".")[2].lower(), name)
    asides = sorted(remarks, key=lambda aside: aside.place)
    if kind == "docx":
        return _docx(data, name, asides, author)
    if kind == "odt":
        return _odt(data, name, asides, author, date)
    raise UnreadableFile(
        name,
        _("comments go in a docx or in an odt only"),
        hint=_("Open it in Word or LibreOffice, save it as docx, then send the remarks to that one."),
    )


def _docx(data: bytes, name: str, asides: list[Aside], author: str) -> bytes:
    import docx

    try:
        made = docx.Document(io.BytesIO(data))
    except Exception:  # python-docx raises whatever its own parts meet (strict Word, a cut relation)
        raise UnreadableFile(
            name,
            _("comments cannot be put in this document"),
            hint=_("Open it in Word or LibreOffice, save it as docx, then send the remarks to that one."),
        ) from None
    paragraphs = list(outlined_docx.paragraphs(made.element.body))
    for aside in asides:
        comment = made.part._comments_part.comments.add_comment(
            text=clean_text(aside.text), author=author, initials=author[:1]
        )
        if paragraphs:
            _marked(paragraphs[aside.place - 1 if 0 < aside.place <= len(paragraphs) else 0], str(comment.comment_id))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _marked(paragraph: Any, id: str) -> None:
    """Put a whole paragraph under a comment."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end, reference = (
        OxmlElement(f"w:{tag}") for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")
    )
    for element in (start, end, reference):
        element.set(qn("w:id"), id)
    run = OxmlElement("w:r")
    run.append(reference)
    first = next((n for n, one in enumerate(paragraph) if one.tag != qn("w:pPr")), len(paragraph))
    paragraph.insert(first, start)
    paragraph.append(end)
    paragraph.append(run)


def _odt(data: bytes, name: str, asides: list[Aside], author: str, date: str) -> bytes:
    from lxml import etree

    with opened_zip(data, name) as archive:
        content = member(archive, "content.xml", name)
        if content is None:
            raise broken(name)
        root = parsed(content, name)
        body = next(root.iter(f"{{{_OFFICE}}}text"), None)
        if body is None:
            raise broken(name)
        paragraphs = outlined_odt.paragraphs(body)
        for number, aside in enumerate(asides, 1):
            if paragraphs:
                place = aside.place - 1 if 0 < aside.place <= len(paragraphs) else 0
                _noted(paragraphs[place], f"carnet{number}", aside.text, author, date)
        changed = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as out:
            for entry in archive.infolist():
                out.writestr(entry, changed if entry.filename == "content.xml" else archive.read(entry))
    return buffer.getvalue()


def _noted(paragraph: Any, id: str, text: str, author: str, date: str) -> None:
    """Put a whole paragraph under an annotation."""
    from lxml import etree

    note = etree.Element(f"{{{_OFFICE}}}annotation", nsmap={"office": _OFFICE, "dc": _DC, "text": _TEXT})
    note.set(f"{{{_OFFICE}}}name", id)
    etree.SubElement(note, f"{{{_DC}}}creator").text = author
    if date:
        etree.SubElement(note, f"{{{_DC}}}date").text = date
    for row in clean_text(text).split("\n"):
        etree.SubElement(note, f"{{{_TEXT}}}p").text = row
    # The words before the first child go after the note: they are what it is about.
    note.tail, paragraph.text = paragraph.text, None
    paragraph.insert(0, note)
    end = etree.SubElement(paragraph, f"{{{_OFFICE}}}annotation-end")
    end.set(f"{{{_OFFICE}}}name", id)
