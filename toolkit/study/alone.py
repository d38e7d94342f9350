"""One window at a time may erase for ever in a study: a lock that the system takes back if the program dies."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

from toolkit.errors import CannotWrite, StudyLocked, reason_of

LOCK: Final = ".carnet-erasing.lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the right to erase in a study; raise ``StudyLocked`` when another window holds it, or ``CannotWrite``."""
    path = folder / LOCK
    try:
        opened = path.open("a+b")
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error
    held = False
    try:
        with opened as file:
            if not _taken(file):
                raise StudyLocked(folder / "study.db")
            held = True
            try:
                yield
            finally:
                if os.name != "nt":  # while it is held: a file that somebody else locks is not taken away
                    _gone(path)
                _given_back(file)
    finally:
        if held and os.name == "nt":
            _gone(path)


def _gone(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _taken(file: IO[Any]) -> bool:
    """Take the lock; a disk that knows no lock does not stop the work."""
    if sys.platform == "win32":
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return os.fstat(file.fileno()).st_nlink > 0  # another window has just finished, and put the file away


def _given_back(file: IO[Any]) -> None:
    if sys.platform == "win32":
        import msvcrt

        with suppress(OSError):
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
        return
    import fcntl

    with suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_UN)
