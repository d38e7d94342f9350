"""A long study: 100,000 codings born by small gestures, some changed, some taken back; 200,000 rows of journal."""

import hashlib
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.harness import ROOT
from benchmarks.sides import made, study_with

CODINGS = 100_000
ROWS = 200_000


def long_study() -> Path:
    """Return the folder of the long study, made once for all rounds (half a minute), in a process of its own."""
    written_by = b"".join((ROOT / "toolkit" / "store" / name).read_bytes() for name in ("tables.py", "migrations.py"))
    place = ROOT / "build" / "benchmarks" / f"long-{hashlib.sha256(written_by).hexdigest()[:12]}"
    if not place.exists():
        subprocess.run([sys.executable, "-m", "benchmarks.long", str(place), str(CODINGS), str(ROWS)], check=True)
    return place


def make_long(place: Path, codings: int, rows: int) -> None:
    """Make a long study at ``place``, its journal true row by row."""
    beside = place.with_name(f"{place.name}-{os.getpid()}")
    beside.mkdir(parents=True)
    study, transcripts = study_with(beside)
    write_long(study, transcripts, codings, rows)
    study.close()
    try:
        study.folder.rename(place)
    except OSError:
        if not place.exists():  # somebody made it meanwhile: theirs is as good
            raise
    shutil.rmtree(beside, ignore_errors=True)


def write_long(study: Any, transcripts: list[Any], codings: int, rows: int) -> None:
    """Write the gestures of a year in one transaction: each has its own row, sealed as a gesture alone would be."""
    from toolkit.model import Change
    from toolkit.store.store import entries_of

    store = study._store
    dice = random.Random(3)
    left = made(transcripts, codings)[::-1]
    standing: list[Any] = []

    def write(driver: Any, _connection: Any) -> None:
        seq = store._last(driver)[0]

        def do(change: Any, target: str | None = None) -> str:
            nonlocal seq
            seq += 1
            store.apply(driver, change, seq)
            return str(store.seal(driver, entries_of(change), verb=change.verb, coder="C1", target=target))

        while seq < rows:
            free = rows - seq - len(left)  # rows that need not be the birth of one coding
            if len(left) and (free < 3 or dice.random() < 0.5):
                count = min(len(left), 3 if free > 2 and dice.random() < 0.1 else 1)
                born = [left.pop() for _n in range(count)]
                standing.extend(born)
                change = Change.adding(*born, verb="add codings")
                done = do(change)
                if free > 3 and dice.random() < 0.1:
                    do(change.inverse("undo"), done)
                    do(Change("redo", change.edits), done)
            else:
                place = dice.randrange(len(standing))
                before = standing[place]
                state = {"accepted": "rejected", "rejected": "proposed", "proposed": "accepted"}[before.state]
                standing[place] = after = replace(before, state=state)
                do(Change.replacing([(before, after)], verb="change"))

    store.raw(write)


def own_copy() -> Path:
    """Copy the long study into the present folder, with no snapshot: what opening must keep is new to it."""
    place = Path("étude longue")
    shutil.copytree(long_study(), place, ignore=shutil.ignore_patterns("study-*"))
    return place


def long(count: int) -> tuple[dict[str, float], Any]:
    """Open the long study, list its last actions, take back ``count`` of them, verify it."""
    place = own_copy()
    begun = time.perf_counter()
    from toolkit import open_study

    study = open_study(place, coder="C1")
    opened = time.perf_counter() - begun
    records = {"codings": len(study.codings), "rows": study._store._last()[0]}
    study._keeper.wait()  # its snapshot is made beside the work: it is not measured with it
    begun = time.perf_counter()
    steps = study.history(30)
    listed = time.perf_counter() - begun
    assert len(steps) == 30
    begun = time.perf_counter()
    found = study.verify()
    verified = time.perf_counter() - begun
    assert found, found.faults[:3]
    assert found.actions == ROWS
    times = []
    for _number in range(count):
        begun = time.perf_counter()
        study.undo()
        times.append(time.perf_counter() - begun)
    study.close()
    undo = statistics.median(times) * 1000
    return {"open": opened, "history": listed * 1000, "verify": verified, "undo": undo}, records


def bare(_count: int) -> tuple[dict[str, float], Any]:
    """Open the same file with SQLAlchemy alone and count; check it and read its words with SQLite alone."""
    place = own_copy()
    begun = time.perf_counter()
    from sqlalchemy import create_engine, text

    engine = create_engine(f"sqlite:///{place / 'study.db'}")
    with engine.connect() as connection:
        counted = [
            connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in ("codings", "journal")
        ]
    opened = time.perf_counter() - begun
    engine.dispose()
    raw = sqlite3.connect(place / "study.db")
    begun = time.perf_counter()
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    digest = hashlib.sha256()
    for salt, before, after in raw.execute("SELECT salt, before, after FROM journal_payloads"):
        digest.update(salt + f"{before}\n{after}".encode())
    verified = time.perf_counter() - begun
    raw.close()
    return {"open": opened, "verify": verified}, {"codings": counted[0], "rows": counted[1]}


if __name__ == "__main__":
    make_long(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
