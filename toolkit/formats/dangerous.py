"""Spreadsheets that would take the program down: cells so far apart that no memory holds the table, XML that is cut.

What reads spreadsheets makes room for the whole rectangle at once, and goes round for ever in an ODS whose XML is not
closed.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from toolkit.errors import UnreadableFile
from toolkit.formats.sniff import member
from toolkit.formats.xml import parsed
from toolkit.i18n import _

MOST: Final = 10_000_000
_PLACE: Final = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{1,9})([0-9]{1,19})\s*[\"']")
_CELL: Final = re.compile(r"([A-Za-z]{1,9})([0-9]{1,19})\Z")


def refuse_dangerous(archive: zipfile.ZipFile, path: str) -> None:
    """Raise ``UnreadableFile`` on an xlsx that has a cell too far from the others, on an ODS that is cut."""
    for info in archive.infolist():
        if info.filename == "content.xml":
            parsed(member(archive, info.filename, path) or b"", path)
        if not info.filename.lower().endswith(".xml"):
            continue
        content = member(archive, info.filename, path)
        if not content or b"sheetData" not in content:
            continue
        placed = [(int(row), _rank(letters.decode())) for letters, row in _PLACE.findall(content)]
        quick = max((row for row, _column in placed), default=0) * max((column for _row, column in placed), default=0)
        if quick > MOST or b"&#" in content:
            _measured(content, path)


def _measured(content: bytes, path: str) -> None:
    """Look at the cells that hold something, one by one: a far cell that is only coloured is nothing."""
    first = last = left = right = 0
    for row, column, cell in _filled(parsed(content, path)):
        first, last = min(first or row, row), max(last, row)
        left, right = min(left or column, column), max(right, column)
        if (last - first + 1) * (right - left + 1) > MOST:
            raise UnreadableFile(
                path,
                _("its cell {cell} lies very far from the others", cell=cell),
                hint=_("Ctrl+End goes to that cell: delete what lies beyond the table, save, then read it again."),
            )


def _filled(sheet: Any) -> Iterator[tuple[int, int, str]]:
    for cell in sheet.iter("{*}c"):
        place = _CELL.match((cell.get("r") or "").strip())
        holds = any(
            isinstance(part.tag, str) and (part.tag.endswith("}is") or (part.tag.endswith("}v") and part.text))
            for part in cell
        )
        if place and holds:
            yield int(place[2]), _rank(place[1]), place[0].upper()[:12]


def _rank(letters: str) -> int:
    rank = 0
    for letter in letters.upper():
        rank = rank * 26 + ord(letter) - 64
    return rank
