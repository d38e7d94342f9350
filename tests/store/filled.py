"""The program whose disk is full in the middle of an operation: no file may grow beyond so many bytes.

``python filled.py FOLDER BYTES`` tries each operation on a study of its own and tells, in JSON, what came of it.
"""

import json
import resource
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from killed import OPERATIONS, Worker, prepare

from toolkit.errors import ToolkitError
from toolkit.model import Memo
from toolkit.store import dialect
from toolkit.store.tables import SHELVES
from toolkit.study import DATABASE, open_study


@contextmanager
def limited(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def shelves(folder: Path) -> list[Any]:
    connection = sqlite3.connect(folder / DATABASE)
    try:
        return [sorted(connection.execute(f"SELECT * FROM {shelf}")) for shelf in SHELVES]
    finally:
        connection.close()


class Filled(Worker):
    """One operation at a time, on a disk that is full."""

    def backup(self) -> Any:
        self.study.add(self.coding(next(iter(self.study.transcripts))))
        return lambda: self.study.backup(self.folder.parent / "clé")

    def keep(self) -> None:
        self.study._keeper.begin()
        self.study._keeper.wait()

    def tried(self, name: str, size: int) -> dict[str, Any]:
        for _n in range(3):
            self.add()()
        if name == "redo":
            self.study.undo()
        act = getattr(self, name)()
        self.study._keeper.wait()
        self.study._store._quiet_moment()
        said_before, head, before = set(self.study.notes), self.study.head, shelves(self.folder)
        told, fault = "", ""
        with limited(size):
            try:
                act()
            except ToolkitError as error:
                told, fault = f"{error.message} {error.hint}", type(error).__name__
            told = told or " ".join(set(self.study.notes) - said_before)
        return {
            "told": told,
            "fault": fault,
            "moved": self.study.head != head,
            "same": shelves(self.folder) == before,
            "whole": bool(self.study.verify()),
        }


def after(folder: Path) -> dict[str, Any]:
    """What is there once the disk has room again."""
    with open_study(folder, coder="C1") as study:
        whole = bool(study.verify())
        study.add(Memo("après", "on continue"))
        study.undo()
        goes_on = bool(study.verify())
        notes = study.notes
    left = [str(path.relative_to(folder.parent)) for path in folder.parent.rglob(".*") if path.name != ".gitignore"]
    copies = [*(folder / "backups").glob("*.db"), *(folder.parent / "clé").glob("*.db")]
    halves = [path.name for path in copies if dialect.head_of_copy(path) is None]
    return {"opens": whole, "goes on": goes_on, "left": left, "halves": halves, "notes": notes}


def main(place: Path, size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    model = place / "modèle" / "étude"
    prepare(model)
    for name in [*OPERATIONS, "backup"]:
        folder = place / name / "étude"
        shutil.copytree(model, folder)
        worker = Filled(folder, {"seed": size, "before": 0, "target": name})
        tried = worker.tried(name, size)
        worker.study.close()
        print(json.dumps({"name": name, **tried, **after(folder)}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
