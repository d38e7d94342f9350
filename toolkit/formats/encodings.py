"""How the bytes of a text file spell its letters: UTF-8, UTF-16, Windows-1252, old Mac, DOS.

A wrong guess writes « Ã© » or « Ž » into every interview: a guess that does not read as French is refused.
"""

import codecs
import re
from typing import Final

from toolkit.errors import UnreadableFile
from toolkit.i18n import _

_USUAL: Final = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆñáíóúÑß«»’‘“”–—…•°·€£§²³½\xa0\xad")
_OLD: Final = ("cp1252", "iso8859_15", "mac_roman", "cp850")
_SHOWN: Final = {
    "cp1252": "Windows-1252",
    "iso8859_15": "ISO-8859-15",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (850)",
}
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DOUBLE: Final = re.compile("Ã[©¨ª ®´»§\xa0]|â€[™œ¦“]")


def decode(data: bytes, path: str, *, sample: bool = False) -> str:
    """Return the text of ``data``; a ``sample`` may be cut anywhere and is never refused for its letters."""
    return decoded(data, path, sample=sample)[0]


def decoded(data: bytes, path: str, *, sample: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return ``(text, warnings)``; raise ``UnreadableFile`` when no encoding reads well."""
    if sample:
        return data[: len(data) // 4 * 4].decode(_marked(data) or "utf-8", "ignore"), ()
    if (name := _marked(data)) is not None:
        try:
            return data.decode(name), ()
        except UnicodeDecodeError:
            raise _unknown(data, path, name) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _old(data, path)
    _refuse_binary(text, path)
    if len(_DOUBLE.findall(text)) >= 3:
        return text, (_("Accents look broken (“Ã©” for “é”): save the original file again as UTF-8."),)
    return text, ()


def _marked(data: bytes) -> str | None:
    """Return the encoding that a byte-order mark, or the place of the zero bytes, gives away."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    start = data[:2000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if half and odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if half and even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _refuse_binary(text: str, path: str) -> None:
    controls = sum(char < " " and char not in "\t\n\r\x0b\x0c" for char in text[:20_000])
    if "\x00" in text[:20_000] or controls > 0.01 * min(len(text), 20_000) + 2:
        raise UnreadableFile(
            path,
            _("this is not a text file"),
            hint=_("Open it in the program that made it and save it as docx or as UTF-8 text."),
        )


def _old(data: bytes, path: str) -> tuple[str, tuple[str, ...]]:
    """Try the encodings from before UTF-8; keep the one whose letters are those of French, in their usual places."""
    best: tuple[float, int, str, str] | None = None
    for rank, name in enumerate(_OLD):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        high = [char for char in text if ord(char) > 127]
        score = sum(char in _USUAL for char in high) / max(1, len(high)) - 0.5 * _misplaced(text) / max(1, len(high))
        if best is None or score > best[0] + 1e-9:
            best = (score, rank, name, text)
    if best is None or best[0] < 0.8:
        raise _unknown(data, path, "utf-8")
    _refuse_binary(best[3], path)
    shown = _SHOWN[best[2]]
    return best[3], (
        _("Its letters are written in {encoding}, an old encoding: check some accents.", encoding=shown),
    )


def _misplaced(text: str) -> int:
    """Count capitals with an accent after a small letter, and signs inside words: « dÉbut », « d»but »."""
    return len(re.findall("[a-zà-ÿ][À-ÖØ-ÞŒ]|[a-z][«»“”—…•°£§²³½€–][a-z]", text))


def _unknown(data: bytes, path: str, name: str) -> UnreadableFile:
    try:
        data.decode(name)
        line = 1
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    return UnreadableFile(
        path,
        _("the encoding of its letters is unknown"),
        line=line,
        hint=_("Open it in a text editor, choose “Save as”, encoding UTF-8, then read that one."),
    )
