"""What a coffre holds, as anybody may count it without its passphrase; and its destruction, said for what it is.

Each file is written over once, then deleted. On a magnetic disk nothing is then left of it; on an SSD, a USB key, a
synchronised folder or a backup, older blocks may stay: nobody can promise more, and the receipt says so.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from toolkit.errors import CannotWrite, Refused, reason_of
from toolkit.formats.coffre_places import TABLE, read_head
from toolkit.i18n import _
from toolkit.transcripts.coffre_keeping import BLOCK, FOLDERS

UNDER_WAY: Final = "DESTRUCTION.txt"
"""What lies in a coffre whose destruction began: it can only be gone on with."""


@dataclass(frozen=True, slots=True, repr=False)
class Holding:
    """What lies in the folder of a coffre: files and bytes, by folder (``""`` is the coffre itself)."""

    files: tuple[tuple[str, int, int], ...]
    destroy_on: str = ""
    table: bool = False

    @property
    def count(self) -> int:
        """How many files."""
        return sum(count for _folder, count, _size in self.files)

    @property
    def size(self) -> int:
        """How many bytes."""
        return sum(size for _folder, _count, size in self.files)

    def __repr__(self) -> str:
        return f"<Holding: {self.count} files, {self.size} bytes>"


def holding(folder: Path) -> Holding:
    """Count what a coffre holds, from the outside."""
    counts: dict[str, tuple[int, int]] = {}
    for path in _files(folder):
        inside = path.relative_to(folder)
        name = inside.parts[0] if len(inside.parts) > 1 else ""
        files, size = counts.get(name, (0, 0))
        counts[name] = (files + 1, size + path.stat().st_size)
    head = read_head(folder)
    files_ = tuple((name, *counts[name]) for name in sorted(counts))
    return Holding(files_, head.destroy_on if head else "", (folder / TABLE).is_file())


def checked_coffre(folder: Path) -> None:
    """Raise ``Refused`` when a folder is no coffre, or holds more than one: nothing else is ever destroyed."""
    is_one = (folder / TABLE).is_file() or (folder / UNDER_WAY).is_file()
    strange = (
        (folder / "study.db").exists() or (folder / ".git").exists() or folder.resolve() == Path.home().resolve()
    )
    if not folder.is_dir() or not is_one or strange:
        raise Refused(
            _("{folder} is not the folder of a coffre: nothing was destroyed.", folder=folder),
            _("Name the folder that holds “{table}”.", table=TABLE),
        )


def destroy(folder: Path, *, step: Callable[[int], None] = lambda _size: None) -> Holding:
    """Write over and delete every file of a coffre, its table first, then its folders; return what it held.

    The table goes first: from then on, nothing links the names to the study. An interruption leaves a mark: run
    again, it goes on with the rest. Raises ``CannotWrite`` on the first file that resists; the others stay.
    """
    checked_coffre(folder)
    held = holding(folder)
    mark = folder / UNDER_WAY
    try:
        mark.write_text(
            _("The destruction of this coffre began: “carnet coffre --destroy” goes on with it.") + "\n", "utf-8"
        )
        table = folder / TABLE
        if table.is_file():
            _erased(table, step)
        for path in _files(folder):
            if path != mark:
                _erased(path, step)
        for place in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
            place.rmdir()
        mark.unlink()
        folder.rmdir()
    except OSError as error:
        named = Path(str(error.filename)) if error.filename else folder
        # The name of a raw file may be that of a person.
        shown = named.parent if named.parent.name in FOLDERS.values() else named
        raise CannotWrite(shown, reason_of(error)) from error
    return held


def erase(path: Path) -> None:
    """Write over a file once and delete it: all that a program can do (see the top of this module)."""
    try:
        _erased(path, lambda _size: None)
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error


def _erased(path: Path, step: Callable[[int], None]) -> None:
    size = path.stat().st_size
    if path.is_symlink():
        path.unlink()
        return
    with suppress(OSError):
        path.chmod(0o600)
    with path.open("rb+") as file:
        left = size
        while left > 0:
            block = min(BLOCK, left)
            file.write(secrets.token_bytes(block))
            left -= block
            step(block)
        file.flush()
        os.fsync(file.fileno())
    # Its name may be a person's too: the folder remembers another one.
    blank = path.with_name(f"{secrets.token_hex(8)}.tmp")
    with suppress(OSError):
        path = path.replace(blank)
    path.unlink()


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
