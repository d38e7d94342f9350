"""Guides on disk."""

from pathlib import Path
from typing import Final

from toolkit.errors import Refused, UnreadableFile
from toolkit.formats import read_raw
from toolkit.formats.outlined import outline_of
from toolkit.formats.pdf import read as read_pdf
from toolkit.formats.raw import Block
from toolkit.formats.registry import file_bytes
from toolkit.formats.sniff import OLE
from toolkit.formats.whole import write_whole
from toolkit.guides.brief import Brief
from toolkit.guides.brief_shown import Shown
from toolkit.guides.documents import Opened, guide_of
from toolkit.guides.markdown import parse_guide, write_guide
from toolkit.guides.offers import parse_offer
from toolkit.guides.reading import read
from toolkit.guides.silences import silence
from toolkit.i18n import _
from toolkit.model import Guide


def read_text(path: Path | str) -> str:
    """Return the text of a UTF-8 (or UTF-16 with its mark) file; raise ``UnreadableFile`` on other bytes."""
    path = Path(path)
    if path.is_dir():
        raise UnreadableFile(path, _("this is a folder, a file is expected"), hint=_("Name a file of this folder."))
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnreadableFile(
            path,
            _("the text is not in UTF-8"),
            line=line,
            hint=_("Open the file in its editor, save it again as UTF-8, then run this again."),
        ) from None
    if "\x00" in text:
        raise UnreadableFile(
            path, _("this is not a text file"), hint=_("Save it as text (.md or .txt), then run this again.")
        )
    return text


DOCUMENTS: Final = (".docx", ".odt", ".rtf", ".doc", ".dotx", ".docm", ".ott", ".pdf", ".pages")


def read_guide(path: Path | str) -> Guide:
    """Return the guide of a file: Markdown, or a document of Word or LibreOffice.

    Raises
    ------
    FaultyFile
        With every line of a Markdown file that was not understood: ``understand`` reads what stands beside them.
    UnreadableFile
        On a document that is locked, cut, of an old kind, or where no question is recognised.
    """
    if _is_document(path):
        return understand(path).guide
    return parse_guide(read_text(path), name=str(path))


def understand(path: Path | str) -> Opened:
    """Read a guide and say how it was understood: what was supplied, what is kept as a note, what is wrong.

    What can be read is read, beside the faults too; nothing is invented, nothing is dropped.

    Examples
    --------
    >>> from toolkit import guides, shipped
    >>> guides.understand(shipped.folder("interview_guides") / "travailleurs-pairs-semi-directif.md").faults
    ()
    """
    path = Path(path)
    if _is_document(path):
        return guide_of(outline_of(_bytes(path), path.name), path.name)
    reading = read(read_text(path), name=str(path), strict=False)
    return Opened(reading.guide, "md", reading.notes, reading.faults, reading.lines())


def _is_document(path: Path | str) -> bool:
    """Tell a document by its name, or by its first bytes when its name says nothing."""
    path = Path(path)
    if path.suffix.lower() in DOCUMENTS:
        return True
    if not path.is_file() or path.suffix.lower() in (".md", ".markdown"):
        return False
    with path.open("rb") as file:
        head = file.read(8)
    return head.startswith((b"PK\x03\x04", OLE, b"{\\rtf", b"%PDF"))


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableFile(path, _("this is a folder, a file is expected"), hint=_("Name a file of this folder."))
    raw = path.read_bytes()
    if not raw.strip(b"\x00 \r\n\t"):
        raise UnreadableFile(path, _("the file is empty"), hint=_("Write the guide in it, or start from an example."))
    return raw


def save_guide(guide: Guide, path: Path | str) -> Path:
    """Write a guide; an existing file keeps its comments, its order and its line ends where nothing changed."""
    path = Path(path)
    onto: str | None = None
    raw = b""
    if path.exists():
        raw = path.read_bytes()
        onto = read_text(path).replace("\r\n", "\n")
        before = read(onto, name=str(path))
        if before.guide == guide:
            return path
        if before.ordinary and (guide.notes != before.guide.notes or "<!--" in onto):
            # What the grammar has no place for would be lost in silence.
            raise Refused(
                _("{path} holds lines that are no part of a guide: writing over it would lose them.", path=path),
                _("Save the guide under another name, then move these lines by hand."),
            )
    text = write_guide(guide, onto=onto)
    if b"\r\n" in raw:
        text = text.replace("\n", "\r\n")
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    return write_whole(path, mark + text.encode("utf-8"))


def silence_in(path: Path | str, place: str, check: str, reason: str) -> int:
    """Set one remark aside in a guide file, with its reason; return the line that says it (``silences.silence``)."""
    path = Path(path)
    text = read_text(path)
    silenced = silence(text, place, check, reason, places=read(text, name=str(path)).lines())
    raw = path.read_bytes()
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    write_whole(path, mark + silenced.encode("utf-8"))
    before, after = text.splitlines(), silenced.splitlines()
    return next((n for n, row in enumerate(after, 1) if n > len(before) or before[n - 1] != row), len(after))


def read_offer(path: Path | str) -> Brief:
    """Read an offer of internship (txt, md, docx, odt, rtf, pdf) and return its brief.

    Nothing is guessed: what is not found is said in ``Brief.warnings``, and each thing found has its place.

    Parameters
    ----------
    path
        The file of the offer. A PDF needs the extra « pdf ».

    Raises
    ------
    UnreadableFile
        When the file is absent, empty, locked, or holds no text.
    """
    path = Path(path)
    data = file_bytes(path)
    document = read_pdf(data, str(path)) if data[:5] == b"%PDF-" else read_raw(path)
    text = "\n".join(block.text for block in document.blocks)
    if document.format in ("docx", "odt", "rtf"):
        # A paragraph of a word processor is a line and the blank line after it.
        text = "\n\n".join(f"# {block.text}" if _is_title(block) else block.text for block in document.blocks)
    return parse_offer(text, source=path.name, warnings=document.warnings)


def _is_title(block: Block) -> bool:
    return block.strong and block.cell is None and 0 < len(block.text.split()) < 14


def save_brief_page(brief: Brief, path: Path | str) -> Path:
    """Write a brief as a page that stands alone: the offer with each thing found marked in it."""
    return write_whole(Path(path), Shown(brief).page().encode("utf-8"))
