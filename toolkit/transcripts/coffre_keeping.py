"""Files that a coffre keeps, of any size: copied in pieces, summed as they go, read back from their place."""

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from toolkit.errors import CannotWrite, UnreadableFile, reason_of
from toolkit.formats.sniff import RECORDED
from toolkit.i18n import _

RAW: Final = "brut"
Sort = Literal["raw", "audio", "proof"]
FOLDERS: Final[dict[Sort, str]] = {"raw": RAW, "audio": "audio", "proof": "consentements"}
BLOCK: Final = 1 << 20
AN_HOUR: Final = 3600.0


def sort_of(path: Path) -> Sort:
    """Return what a file is by its name: a recording, or a raw file."""
    return "audio" if path.suffix.lower() in RECORDED else "raw"


def sha256_of(path: Path) -> str:
    """Return the fingerprint of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stored(path: Path, place: Path, *, step: Callable[[int], None] = lambda _size: None) -> tuple[str, str, int]:
    """Copy a file into a folder; return the name it has there, its fingerprint, its size.

    An equal copy is left alone, another file of that name is kept beside. The copy is read back before it gets its
    name. Raises ``UnreadableFile`` or ``CannotWrite``; nothing is then left there.
    """
    try:
        sha = sha256_of(path)
        size = path.stat().st_size
    except OSError:
        raise UnreadableFile(
            path,
            _("this file cannot be read"),
            hint=_("Check its name, and that no other program holds it, then run this again."),
        ) from None
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A name typed on another system may hold bytes that are no letters here: they come as lone surrogates.
        name = re.sub("[\ud800-\udfff]", "_", path.name)
        target, n = place / name, 1
        while target.exists() and (target.stat().st_size != size or sha256_of(target) != sha):
            n += 1
            target = place / f"{Path(name).stem} ({n}){path.suffix}"
        if not target.exists():
            _copied(path, target, sha, step)
    except OSError as error:
        if isinstance(error, CannotWrite):
            raise
        raise CannotWrite(place, reason_of(error)) from error
    return target.name, sha, size


def sweep(path: Path) -> None:
    """Erase the drafts that a kill left beside a sealed file: under an old passphrase, they would stay for good.

    ``path`` must have been read whole before. A draft that a living process may still be writing is left.
    """
    for left in path.parent.glob(f".{path.name}.*.tmp"):
        pid = left.name.removeprefix(f".{path.name}.").removesuffix(".tmp")
        with suppress(OSError):
            if re.fullmatch("[0-9]{1,10}", pid) and left.is_file() and not _being_written(left, int(pid)):
                left.unlink(missing_ok=True)


def _being_written(draft: Path, pid: int) -> bool:
    """Tell whether a process of this number may be at work on its draft, which takes it an instant."""
    if time.time() - draft.stat().st_mtime > AN_HOUR:
        return False
    if os.name == "nt":
        # There, a file that somebody writes cannot be erased; and asking after a process would end it.
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _copied(path: Path, target: Path, sha: str, step: Callable[[int], None]) -> None:
    mark = hashlib.sha256(target.name.encode()).hexdigest()[:8]
    draft = target.with_name(f".{os.getpid()}-{mark}.tmp")
    try:
        for left in target.parent.glob(f".*-{mark}.tmp"):
            # An interruption left it: it is somebody's interview, that nothing would ever erase.
            left.unlink(missing_ok=True)
        draft.touch(0o600)
        with draft.open("wb") as out:
            for block in _blocks(path):
                out.write(block)
                step(len(block))
            out.flush()
            os.fsync(out.fileno())
            if hasattr(os, "posix_fadvise"):
                # The copy is read back from the disk itself, not from memory.
                os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if sha256_of(draft) != sha:
            raise UnreadableFile(
                path,
                _("the copy does not read back like the file"),
                hint=_("The disk may be worn out, or the file was changed meanwhile: try again."),
            )
        with suppress(OSError):
            os.utime(draft, (path.stat().st_atime, path.stat().st_mtime))
        draft.replace(target)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
