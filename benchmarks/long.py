"""A long study: 100,000 codings born by small gestures, some changed, some taken back; 200,000 rows of journal."""

import os
import random
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.harness import ROOT
from benchmarks.sides import made, study_with

CODINGS = 100_000
ROWS = 200_000


def long_study(codings: int = CODINGS, rows: int = ROWS) -> Path:
    """Return the folder of the long study, made once for all rounds (about a minute), its journal true row by row."""
    from toolkit.store.migrations import LATEST

    place = ROOT / "build" / "benchmarks" / f"long-{LATEST}-{codings}-{rows}"
    if place.exists():
        return place
    beside = place.with_name(f"{place.name}-{os.getpid()}")
    beside.mkdir(parents=True)
    study, transcripts = study_with(beside)
    write_long(study, transcripts, codings, rows)
    study.close()
    shutil.rmtree(study.folder / "backups")
    (study.folder / "backups").mkdir()
    try:
        study.folder.rename(place)
    except OSError:
        if not place.exists():  # somebody made it meanwhile: theirs is as good
            raise
    shutil.rmtree(beside, ignore_errors=True)
    return place


def write_long(study: Any, transcripts: list[Any], codings: int, rows: int) -> None:
    """Write the gestures of a year in one transaction: each has its own row, sealed as a gesture alone would be."""
    from toolkit.model import Change
    from toolkit.store.store import entries_of

    store = study._store
    dice = random.Random(3)
    left = made(transcripts, codings)[::-1]
    rows -= sum(1 for _action in store.actions())

    def write(driver: Any, _connection: Any) -> None:
        seq, _head, _at = store._last(driver)

        def do(change: Any, target: str | None = None) -> str:
            nonlocal seq
            seq += 1
            store.apply(driver, change, seq)
            return str(store.seal(driver, entries_of(change), verb=change.verb, coder="C1", target=target))

        standing: list[Any] = []
        written, last, undone = 0, None, None
        while written < rows:
            # So many births are left for so many rows: now one, now a few; between them changes, undo, redo.
            wanted = len(left) / (rows - written)
            act = dice.random()
            if undone is not None:
                do(Change(undone[1].verb, undone[1].edits).inverse("undo").inverse("redo"), undone[0])
                undone = None
            elif act < wanted / 1.4 or not standing or rows - written <= len(left):
                count = min(len(left), dice.choice((1, 1, 1, 1, 3)) if rows - written > len(left) else 1)
                born = [left.pop() for _n in range(count)]
                standing += born
                change = Change.adding(*born, verb="add codings")
                last = (do(change), change)
            elif last is not None and act > 0.95 and written < rows - 2:
                undone = (last[0], last[1])
                do(last[1].inverse("undo"), last[0])
                last = None
            else:
                place = dice.randrange(len(standing))
                before = standing[place]
                state = {"accepted": "rejected", "rejected": "proposed", "proposed": "accepted"}[before.state]
                standing[place] = after = replace(before, state=state)
                do(Change.replacing([(before, after)], verb="change"))
                last = None
            written += 1

    store.raw(write)


if __name__ == "__main__":
    print(long_study(*map(int, sys.argv[1:])))
