"""Snapshots of a study: made by the backup API while it may be in use, each checked before it counts.

A copy is made under a name of its own (``.study-….tmp``) and takes its real name once it is whole: a program that is
killed half-way leaves only that, which the next snapshot clears away.
"""

import itertools
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from toolkit.errors import DamagedStudy, StudyLocked
from toolkit.store import dialect, journal, tables

if TYPE_CHECKING:
    from toolkit.store.store import Store

KEPT = 10
DAYS = 5
BEFORE = 2
_NAME = re.compile(r"study-(\d{8}-\d{12})-([0-9a-f]{12})(?:-before-([a-z]+))?\.db")
_BESIDE = re.compile(r"\.study-(\d+)-\d+\.tmp(?:-journal)?")
_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole copy of a study: where it is, when it was made (UTC), the head of its journal.

    ``before`` names what it was made before: ``"restore"``, ``"merge"``; empty for those made by themselves.
    """

    path: Path
    at: str
    head: str
    before: str = ""


def snapshots(folder: Path) -> list[Snapshot]:
    """Return the snapshots of a folder, the last first."""
    found = [(match, path) for path in folder.glob("study-*.db") if (match := _NAME.fullmatch(path.name))]
    made = (Snapshot(path, match[1], match[2], match[3] or "") for match, path in found)
    return sorted(made, key=lambda one: one.at, reverse=True)


def to_keep(held: list[Snapshot], keep: int = KEPT) -> list[Snapshot]:
    """Choose ``keep`` snapshots among ``held`` (the last first), in this order of preference.

    The last one; the last of each of the 5 most recent days that have one (UTC), so that ten openings in one day do
    not throw away the days before; the last 2 made before a restore or a merge; then the most recent others.
    """
    days: dict[str, Snapshot] = {}
    for one in held:
        days.setdefault(one.at[:8], one)
    before = [one for one in held if one.before]
    wanted = dict.fromkeys([*held[:1], *list(days.values())[:DAYS], *before[:BEFORE], *held])
    chosen = set(list(wanted)[:keep])
    return [one for one in held if one in chosen]


def clear(folder: Path) -> None:
    """Remove the unfinished copies of programs that were killed."""
    for path in folder.glob(".study-*"):
        match = _BESIDE.fullmatch(path.name)
        if match and not _runs(int(match[1])):
            with suppress(OSError):  # Windows: somebody still writes it
                path.unlink()


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """Give a place in ``folder`` to make a copy, cleared away at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f".study-{os.getpid()}-{next(_numbers)}.tmp"
    try:
        yield place
    finally:
        place.unlink(missing_ok=True)
        place.with_name(f"{place.name}-journal").unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Tell whether a process still runs; False where asking would end it, and a file in use cannot be removed."""
    if process == os.getpid():
        return True
    if sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def snapshot(store: "Store", folder: Path, *, keep: int | None = KEPT, before: str = "") -> Snapshot | None:
    """Copy a study into ``folder``, check the copy, keep the last ``keep``; None when nothing changed since the last.

    ``before`` marks a copy made before a restore or a merge; a last one that is still the same then takes the mark.
    A copy that is not whole is thrown away and ``DamagedStudy`` is raised; so is one during which another process
    erased something for ever (``StudyLocked``). The older ones stay.
    """
    clear(folder)
    held = snapshots(folder)
    head = store.head()[:12]
    if held and held[0].head == head:
        if before and not held[0].before:
            held[0].path.replace(folder / f"study-{held[0].at}-{head}-before-{before}.db")
        return None
    at = f"{datetime.now(UTC):%Y%m%d-%H%M%S%f}"  # two may be made in one second
    if held and at <= held[0].at:
        # The clock went back: what is made last stays the last.
        at = f"{int(held[0].at.replace('-', '')) + 1:020}"
        at = f"{at[:8]}-{at[8:]}"
    intended = _intended(store)
    with beside(folder) as copy:
        store.copy_to(copy)
        copied = dialect.head_of_copy(copy)
        if copied is None:
            raise DamagedStudy(copy)
        path = folder / f"study-{at}-{copied[:12]}{f'-before-{before}' if before else ''}.db"
        copy.replace(path)
    # Another process may erase for ever meanwhile. It says so before it lists the copies: if it had not when this one
    # took its name, it will find it.
    if _intended(store) not in (None, intended) or not _redactions(store) <= dialect.hashes_of(path, journal.REDACT):
        path.unlink(missing_ok=True)
        raise StudyLocked(store.path)
    if keep is not None:
        held = snapshots(folder)
        for old in set(held) - set(to_keep(held, keep)):
            old.path.unlink(missing_ok=True)
    return Snapshot(path, at, copied[:12], before)


def _intended(store: "Store") -> str | None:
    from toolkit.store import redaction

    return redaction.note(store, redaction.INTENDED)


def _redactions(store: "Store") -> set[str]:
    table = tables.journal
    return {row[0] for row in store.run(select(table.c.hash).where(table.c.verb == journal.REDACT))}
