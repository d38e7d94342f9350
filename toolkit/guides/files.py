"""Guides on disk."""

from pathlib import Path

from toolkit.errors import Refused, UnreadableFile
from toolkit.formats.whole import write_whole
from toolkit.guides.markdown import parse_guide, write_guide
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


def read_guide(path: Path | str) -> Guide:
    """Return the guide of a Markdown file; raise ``FaultyFile`` with every line that was not understood."""
    return parse_guide(read_text(path), name=str(path))


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
        if before.ordinary and (before.unread or "<!--" in onto):
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
