"""Copies of a study, read where they lie: nothing is written beside them, whatever the key or the folder allows."""

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from toolkit.errors import CannotWrite, DamagedStudy, NewerStudy, UnreadableFile, reason_of
from toolkit.i18n import _
from toolkit.store import audit, dialect, migrations
from toolkit.store.backups import beside, clear
from toolkit.store.idle import Idle
from toolkit.store.places import Place
from toolkit.store.store import Store

MOST_VERIFIED = 100_000
"""A copy of more edits than this is checked by SQLite and by its head only: replaying it all would take too long."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a copy says of itself: first and last rows of its journal, how many, its version, its size in bytes."""

    path: Path
    origin: str
    head: str
    at: str
    actions: int
    version: int
    size: int


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that was made and read back: ``faults`` are those that the study itself has."""

    path: Path
    at: str
    head: str
    size: int
    actions: int
    faults: tuple[str, ...] = ()


class Frozen(Store):
    """A study file read as it lies, never written: for a copy of this version only."""

    def __init__(self, path: Path):
        self.notes = []
        self._idle = Idle(self._quiet_moment)
        self.when_quiet = []
        self._open(path, Place("local"), 0)
        self._engine = dialect.frozen_engine(path)

    def edits(self) -> int:
        """Return how many edits the journal holds."""
        return int(self._driver().execute("SELECT count(*) FROM journal_edits").fetchone()[0])

    def close(self) -> None:
        """Let the file go: there is nothing to fold back."""
        for connection in self._opened:
            connection.close()
        self._let_go()


def facts_of(path: Path, *, whole: bool = False) -> Facts:
    """Return what a copy says of itself; with ``whole``, after SQLite's own check of every page.

    Raises ``DamagedStudy`` when it is no copy or is not whole, ``NewerStudy`` when a later version wrote it.
    """
    try:
        if not path.is_file() or not dialect.looks_like_study(path):
            raise DamagedStudy(path)
        with closing(dialect.frozen(path)) as copy:
            version = migrations.version_of(copy)
            if version > migrations.LATEST:
                raise NewerStudy(path, version)
            if whole and copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise DamagedStudy(path)
            first = copy.execute("SELECT hash FROM journal ORDER BY seq LIMIT 1").fetchone()
            last = copy.execute("SELECT hash, at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
            count = copy.execute("SELECT count(*) FROM journal").fetchone()[0]
            if first is None:
                raise DamagedStudy(path)
            return Facts(path, first[0], last[0], last[1], count, version, path.stat().st_size)
    except (sqlite3.DatabaseError, UnicodeError, ValueError):
        raise DamagedStudy(path) from None


def origin_of(store: Store) -> str:
    """Return the hash of the first row of a study's journal: what all its copies have in common."""
    actions = store.actions()
    first = next(actions, None)
    actions.close()  # type: ignore[attr-defined]
    return first.hash if first else ""


def born(store: Store) -> str:
    """Return when a study was made (UTC): the time of the first row of its journal."""
    actions = store.actions()
    first = next(actions, None)
    actions.close()  # type: ignore[attr-defined]
    return first.at if first else ""


def write_copy(store: Store, target: Path) -> None:
    """Copy a study whole to ``target``, while it may be in use; raise ``CannotWrite`` about ``target``."""
    try:
        dialect.copy_to(store._driver(), target)
    except sqlite3.Error as error:
        raise dialect.fault(error, target) or CannotWrite(target) from None


def fetch_copy(source: Path, target: Path) -> None:
    """Bring a copy to ``target``, what waits in its WAL included; ``CannotWrite`` or ``DamagedStudy``."""
    try:
        with closing(dialect.frozen(source)) as copy:
            dialect.copy_to(copy, target)
    except sqlite3.Error as error:
        fault = dialect.fault(error, target)
        raise fault if isinstance(fault, CannotWrite) else DamagedStudy(source) from None


def copy_into(store: Store, folder: Path) -> Made:
    """Copy a study into ``folder`` and read the copy back from there; one that is there already is read back too.

    Raises ``CannotWrite`` when the folder does not take it, ``UnreadableFile`` when the copy does not read back:
    it is then thrown away.
    """
    head = store.head()
    for path in sorted(folder.glob(f"study-*-{head[:12]}.db"), reverse=True):
        with suppress(DamagedStudy, NewerStudy, UnreadableFile, OSError):
            return _read_back(store, path, path.name[6:27], head)
    try:
        clear(folder)
        with beside(folder) as draft:
            write_copy(store, draft)
            _forget_pages(draft)
            at = f"{datetime.now(UTC):%Y%m%d-%H%M%S%f}"
            # Another process may have written since: the copy tells its own head.
            head = facts_of(draft).head
            made = _read_back(store, draft, at, head)
            path = folder / f"study-{at}-{head[:12]}.db"
            draft.replace(path)
        return replace(made, path=path)
    except (CannotWrite, UnreadableFile):
        raise
    except DamagedStudy as error:
        raise _worn(folder) from error
    except OSError as error:
        raise CannotWrite(folder, reason_of(error)) from error


def _read_back(store: Store, path: Path, at: str, head: str) -> Made:
    """Return what is read of a copy in its place; raise ``UnreadableFile`` when it is not the study."""
    facts = facts_of(path, whole=True)
    if facts.head != head:
        raise _worn(path.parent)
    faults: tuple[str, ...] = ()
    if facts.version == migrations.LATEST:
        with closing(Frozen(path)) as copy:
            if copy.edits() <= MOST_VERIFIED:
                faults = audit.verify(copy).faults
                if faults and faults != audit.verify(store).faults:
                    raise _worn(path.parent)
    return Made(path, at, facts.head, facts.size, facts.actions, faults)


def _worn(folder: Path) -> UnreadableFile:
    return UnreadableFile(
        folder,
        _("the copy that was written does not read back whole"),
        hint=_("The key may be worn out or badly plugged: try again, or use another one."),
    )


def _forget_pages(path: Path) -> None:
    """Have the system write a file down and forget it, so that it is read again from the key itself."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
