"""Snapshots of a study: made by the backup API while it may be in use, each checked before it counts."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from toolkit.errors import DamagedStudy
from toolkit.store import dialect
from toolkit.store.store import Store

KEPT = 10
_NAME = re.compile(r"study-(\d{8}-\d{12})-([0-9a-f]{12})\.db")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole copy of a study: where it is, when it was made (UTC), the head of its journal."""

    path: Path
    at: str
    head: str


def snapshots(folder: Path) -> list[Snapshot]:
    """Return the snapshots of a folder, the last first."""
    found = [(match, path) for path in folder.glob("study-*.db") if (match := _NAME.fullmatch(path.name))]
    return sorted((Snapshot(path, match[1], match[2]) for match, path in found), key=lambda one: one.at, reverse=True)


def snapshot(store: Store, folder: Path, *, keep: int | None = KEPT) -> Snapshot | None:
    """Copy a study into ``folder``, check the copy, keep the last ``keep``; None when nothing changed since the last.

    A copy that is not whole is thrown away and ``DamagedStudy`` is raised; the older ones stay.
    """
    held = snapshots(folder)
    head = store.head()[:12]
    if held and held[0].head == head:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    at = f"{datetime.now(UTC):%Y%m%d-%H%M%S%f}"  # two may be made in one second
    beside = folder / f".study-{os.getpid()}.tmp"
    try:
        beside.unlink(missing_ok=True)
        store.copy_to(beside)
        copied = dialect.head_of_copy(beside)
        if copied is None:
            raise DamagedStudy(beside)
        path = folder / f"study-{at}-{copied[:12]}.db"
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    if keep is not None:
        for old in snapshots(folder)[keep:]:
            old.path.unlink(missing_ok=True)
    return Snapshot(path, at, copied[:12])


def restore(store: Store, source: Path, folder: Path) -> Snapshot | None:
    """Bring a snapshot back into the study, whose present state is kept first as one more snapshot.

    Raises ``DamagedStudy`` when the snapshot is not whole: the study is then left as it was.
    """
    if not source.is_file() or dialect.head_of_copy(source) is None:
        raise DamagedStudy(source)
    kept = snapshot(store, folder, keep=None)
    store.copy_from(source)
    return kept
