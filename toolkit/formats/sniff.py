"""What a file really is, from its first bytes."""

import io
import json
import re
import zipfile
from typing import Final

from toolkit.errors import UnreadableFile
from toolkit.formats.encodings import decode
from toolkit.i18n import _

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
RECORDINGS: Final = (b"ID3", b"RIFF", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"\xff\xfb", b"\xff\xf3", b"#!AMR")
_ENDINGS: Final = (
    "mp3 m4a m4b wav ogg oga opus flac aac wma amr aif aiff caf 3gp mp4 m4v mov avi mkv webm wmv mts dss ds2 dvf"
)
RECORDED: Final = frozenset(f".{ending}" for ending in _ENDINGS.split())
"""How the name ends of what a recorder, a telephone or a meeting on line writes."""
MOST_UNPACKED: Final = 300_000_000
_SRT = re.compile(r"\s*(?:\d+\s*\n)?\s*\d+:\d\d:\d\d[,.]\d+\s*-->")
_TSV = re.compile(r"\s*start\tend\t(?:\w+\t)*text\s*\n", re.IGNORECASE)


def sniff(data: bytes, wanted: str, path: str) -> str:
    """Return the format of ``data``, ``wanted`` being what the extension says; raise ``UnreadableFile``."""
    if data[:2] == b"PK" or (wanted in {"docx", "odt"} and data[:5].strip(b"\x00") == b""):
        return _zipped(data, path)
    _refuse(data, path)
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    head = decode(
        data[:4000] if len(data) > 4000 and data[:2] not in (b"\xff\xfe", b"\xfe\xff") else data, path, sample=True
    )
    if re.match(r"\s*(<!doctype html|<html|<head|<body)", head, re.IGNORECASE):
        raise UnreadableFile(
            path,
            _("this is a web page, not a transcript"),
            hint=_("Download the file again from where you are logged in."),
        )
    if re.match(r"WEBVTT(\s|$)", head):
        return "vtt"
    if _TSV.match(head.replace("\r", "")):
        return "tsv"
    if _SRT.match(head.replace("\r", "")):
        return "srt"
    keyed = head.lstrip()[:1] == "{" and re.search(r'"(?:segments|utterances|results)"', head) is not None
    if wanted == "json" or (keyed and _is_json(data)):
        return "json"
    if wanted in {"docx", "odt", "rtf"} and head.lstrip()[:5] == "<?xml":
        raise UnreadableFile(
            path, _("this is bare XML, not a document"), hint=_("Open it in LibreOffice and save it as docx.")
        )
    if wanted in {"vtt", "srt", "tsv"}:
        # Let its own reader say which line is wrong, unless no line of it holds a time.
        return wanted if re.search(r"-->|^\d+\t\d+\t", head, re.MULTILINE) or wanted == "tsv" else "txt"
    if wanted in {"csv", "xlsx", "xls", "ods"}:
        raise UnreadableFile(
            path, _("this is a table, not a transcript"), hint=_("Give transcripts here: docx, odt, txt, vtt…")
        )
    return "md" if wanted == "md" else "txt"


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data.decode("utf-8-sig"))
    except ValueError:
        return False
    return True


def _refuse(data: bytes, path: str) -> None:
    """Raise for what is no text at all, each with its own way out."""
    if data.lstrip()[:5] == b"%PDF-":
        raise UnreadableFile(
            path, _("this is a PDF"), hint=_("Open it in Word or LibreOffice, save it as docx, then read that one.")
        )
    if data.startswith(OLE):
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d" in data[:200_000]:
            raise UnreadableFile(
                path,
                _("this document is locked by a password"),
                hint=_("Open it, remove the password, save it again."),
            )
        raise UnreadableFile(
            path,
            _("this is a Word document of the old kind (.doc)"),
            hint=_("Open it in Word or LibreOffice and save it as docx."),
        )
    if data.startswith(IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        raise UnreadableFile(
            path, _("this is an image, it holds no text"), hint=_("Give the transcript itself, typed or recognised.")
        )
    if data.startswith(RECORDINGS) or data[4:8] == b"ftyp":
        raise UnreadableFile(
            path, _("this is a recording, not a transcript"), hint=_("Transcribe it first, then read the transcript.")
        )
    if data.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        raise UnreadableFile(path, _("this is an archive"), hint=_("Unpack it, then read the files that it holds."))


def opened_zip(data: bytes, path: str) -> zipfile.ZipFile:
    """Open a zip whose unpacked size is reasonable; raise ``UnreadableFile`` otherwise."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise broken(path) from None
    if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
        raise UnreadableFile(
            path,
            _("once unpacked this file is far too large for a text"),
            hint=_("Remove its images in Word or LibreOffice, save it again."),
        )
    return archive


def broken(path: str) -> UnreadableFile:
    """Return the error of a file that was cut or damaged on its way."""
    return UnreadableFile(
        path,
        _("this file is cut or damaged"),
        hint=_("Copy it again from where it comes; it may open in LibreOffice, then save it again."),
    )


def member(archive: zipfile.ZipFile, name: str, path: str) -> bytes | None:
    """Return one file of an archive, None when it is not there."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except RuntimeError:
        raise UnreadableFile(
            path, _("this document is locked by a password"), hint=_("Open it, remove the password, save it again.")
        ) from None
    except Exception:  # zlib, CRC, struct: zipfile lets many kinds of damage through
        raise broken(path) from None


def _zipped(data: bytes, path: str) -> str:
    with opened_zip(data, path) as archive:
        names = set(archive.namelist())
        kind = (member(archive, "mimetype", path) or b"").decode("ascii", "replace").strip()
    if "word/document.xml" in names or any(name.startswith("word/document") for name in names):
        return "docx"
    if "opendocument.text" in kind:
        return "odt"
    if ("[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)) or "spreadsheet" in kind:
        raise UnreadableFile(
            path, _("this is a table, not a transcript"), hint=_("Give transcripts here: docx, odt, txt, vtt…")
        )
    if "[Content_Types].xml" in names and any(name.startswith("ppt/") for name in names):
        raise UnreadableFile(
            path, _("these are slides, not a transcript"), hint=_("Give transcripts here: docx, odt, txt, vtt…")
        )
    if "content.xml" in names and "opendocument" not in kind:
        return "odt"
    raise UnreadableFile(path, _("this is an archive"), hint=_("Unpack it, then read the files that it holds."))
