"""Which reader opens which file: the content decides, the extension is only a hint.

Built-in readers are named here, so that they work wherever the package lies; other packages add theirs
through the entry points ``toolkit.readers`` and ``toolkit.writers``, named by the extension without its dot.
A reader is a function ``(data: bytes, name: str) -> RawDocument``; a writer of tables, ``(path, Printed) -> Path``.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Final

from toolkit.errors import UnreadableFile
from toolkit.formats.raw import RawDocument
from toolkit.formats.sniff import sniff
from toolkit.i18n import _

Reader = Callable[[bytes, str], RawDocument]

BUILT_IN_READERS: Final = {
    "docx": "toolkit.formats.docx:read",
    "odt": "toolkit.formats.odt:read",
    "rtf": "toolkit.formats.rtf:read",
    "txt": "toolkit.formats.text:read",
    "md": "toolkit.formats.text:read_markdown",
    "vtt": "toolkit.formats.subtitles:read_vtt",
    "srt": "toolkit.formats.subtitles:read_srt",
    "json": "toolkit.formats.whisper:read_json",
    "tsv": "toolkit.formats.whisper:read_tsv",
}
BUILT_IN_WRITERS: Final = {
    kind: f"toolkit.formats.table_writers:write_{kind}" for kind in ("csv", "xlsx", "html", "docx")
}
SAME: Final = {"markdown": "md", "text": "txt", "docm": "docx", "dotx": "docx", "ott": "odt"}
TEXT_LIKE: Final = frozenset({"txt", "md", "log", ""})
LARGEST: Final = 200_000_000
"""No transcript weighs more; a recording does."""


def _load(dotted: str) -> Any:
    module, name = dotted.split(":")
    return getattr(import_module(module), name)


@cache
def _found(group: str) -> dict[str, Any]:
    return {entry.name.lower(): entry for entry in entry_points(group=group)}


def readers() -> dict[str, Callable[[], Reader]]:
    """Return, by format, the function that loads its reader: built in first, then those of other packages."""
    return _merged(BUILT_IN_READERS, "toolkit.readers")


def writers() -> dict[str, Callable[[], Any]]:
    """Return, by format, the function that loads its writer."""
    return _merged(BUILT_IN_WRITERS, "toolkit.writers")


def _merged(built_in: dict[str, str], group: str) -> dict[str, Callable[[], Any]]:
    found: dict[str, Callable[[], Any]] = {name: entry.load for name, entry in _found(group).items()}
    return found | {name: (lambda dotted=dotted: _load(dotted)) for name, dotted in built_in.items()}


def file_bytes(path: str | Path) -> bytes:
    """Return the bytes of a file; raise ``UnreadableFile`` with what to do when it has none to give."""
    path = Path(path)
    try:
        if path.is_dir():
            raise UnreadableFile(
                path, _("this is a folder"), hint=_("Name the files in it, for instance {path}/*.docx.", path=path)
            )
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(
                path, _("this file is too large for a text"), hint=_("Is it a recording? Give its transcript.")
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(
            path, _("this file does not exist"), hint=_("Check the name and the folder, then run this again.")
        ) from None
    except PermissionError:
        raise UnreadableFile(
            path,
            _("this file cannot be opened"),
            hint=_("Close it in the other program, or copy it into a folder of yours."),
        ) from None
    except OSError:
        raise UnreadableFile(
            path,
            _("the disk does not give this file back"),
            hint=_("Copy it to another folder, then run this again."),
        ) from None
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(
            path, _("this file is empty"), hint=_("Find the copy that holds the text, then run this again.")
        )
    return data


def read_raw(path: str | Path) -> RawDocument:
    """Read a file as what it is; a wrong extension is said in a warning.

    Raises ``UnreadableFile`` with one sentence: what, where, what to do next.
    """
    path = Path(path)
    data = file_bytes(path)
    suffix = path.suffix.lower().lstrip(".")
    wanted = SAME.get(suffix, suffix)
    known = readers()
    if wanted in known and wanted not in BUILT_IN_READERS:
        document: RawDocument = known[wanted]()(data, str(path))
        return document
    kind = sniff(data, wanted, str(path))
    document = known[kind]()(data, str(path))
    if kind != wanted and not (kind == "txt" and wanted in TEXT_LIKE):
        said = _("Its content is {kind}, not what “.{suffix}” says: it was read as {kind}.", kind=kind, suffix=suffix)
        document = replace(document, warnings=(said, *document.warnings))
    return document
