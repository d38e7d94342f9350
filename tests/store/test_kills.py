"""Killed at any instant of any operation: nothing acknowledged is lost, the chain is whole, no half is left.

A child works, announcing each operation before and acknowledging it after; it is killed while the operation that was
chosen is under way; then everything is checked. 108 kills in CI (12 of each
operation); ``CARNET_KILLS=10000`` is the long test.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from killed import OPERATIONS, prepare, words_of

from toolkit import open_study
from toolkit.store import dialect
from toolkit.store.audit import verify
from toolkit.store.backups import snapshots
from toolkit.store.store import Store
from toolkit.store.tables import SHELVES
from toolkit.study import DATABASE

FORKS = hasattr(os, "fork")
KILLS = int(os.environ.get("CARNET_KILLS", "108" if FORKS else "40"))
"""Where a process cannot be forked, each kill costs the start of an interpreter: fewer are done by default."""

EDITS = 8_000
"""The study is made anew when its journal holds more edits than this: checking it would cost more than killing."""

GUESSES = {"many": 0.4, "snapshot": 0.06, "restore": 0.08, "merge": 0.15, "redact": 0.25}
"""How long an operation lasts before it was ever measured, in seconds (0.004 for the others)."""


class Nursery:
    """The process that makes those that are killed, and the lines that they say."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self.faults = (folder.parent / "fautes.txt").open("wb")

    def bear(self, **order: Any) -> int:
        if self.process is None:
            script = Path(__file__).with_name("killed.py")
            self.process = subprocess.Popen(
                [sys.executable, str(script), str(self.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.faults,
            )
        assert self.process.stdin is not None
        self.process.stdin.write((json.dumps(order) + "\n").encode())
        self.process.stdin.flush()
        return int(self.hear()["process"])

    def hear(self) -> dict[str, Any]:
        """Return the next message; ``dead`` at the end of the life of one."""
        assert self.process is not None
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if line:
            return json.loads(line)
        code = self.process.wait()
        self.close()
        return {"said": "dead", "code": code}

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL if FORKS else signal.SIGTERM)  # on Windows, SIGTERM is TerminateProcess


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path)
    try:
        yield connection
    finally:
        connection.close()


class Trial:
    """One study, killed again and again, and what was acknowledged of it."""

    def __init__(self, place: Path, dice: random.Random):
        self.place, self.dice = place, dice
        self.folder = place / "étude tuée"
        place.mkdir(parents=True)
        prepare(self.folder)
        self.nursery = Nursery(self.folder)
        self.known: set[str] = set()
        self.checked: set[Path] = set()
        self.gone: set[str] = set()

    def one(self, target: str, lasts: float) -> tuple[bool, float | None]:
        """Kill one life while ``target`` is under way; return whether it was, and how long it lasted if it ended."""
        order = {"seed": self.dice.randrange(10**9), "before": self.dice.randrange(3), "target": target}
        process = self.nursery.bear(**order)
        heard: list[dict[str, Any]] = []
        while not heard or heard[-1]["said"] != "dead":
            heard.append(self.nursery.hear())
            if heard[-1]["said"] == "about" and heard[-1]["name"] == target:
                wait(self.dice.random() * lasts * 1.2)
                kill(process)
                break
        while heard[-1]["said"] != "dead":
            heard.append(self.nursery.hear())
        faults = (self.place / "fautes.txt").read_text(encoding="utf-8", errors="replace")
        assert not faults, faults
        assert heard[-1]["code"] in (-9, 15, 1), (target, heard)
        self.check(heard)
        begun = next((one for one in heard if one["said"] == "about" and one["name"] == target), None)
        if begun is None:
            return False, None
        ended = next((one for one in heard if one["said"] == "done" and one["number"] == begun["number"]), None)
        return ended is None, ended and ended["at"] - begun["at"]

    def check(self, heard: list[dict[str, Any]]) -> None:
        """Everything that must hold after a death."""
        said = [one for one in heard if one["said"] in ("open", "about", "done")]
        under_way = said[-1] if said and said[-1]["said"] == "about" else None
        restored = any(one["name"] == "restore" for one in said if "name" in one)
        merged = any(one["name"] == "merge" for one in said if "name" in one)
        self.person(heard)
        # No half snapshot under a real name.
        for one in snapshots(self.folder / "backups") + snapshots(self.place / "clé"):
            if one.path not in self.checked:
                head = dialect.head_of_copy(one.path)
                assert head is not None, one.path.name
                assert head.startswith(one.head)
                self.checked.add(one.path)
        store = Store(self.folder / DATABASE)
        try:
            found = verify(store)
            assert found, found.faults
            with raw(self.folder / DATABASE) as connection:
                rows = connection.execute("SELECT hash, parent, verb, line FROM journal ORDER BY seq").fetchall()
                edits = connection.execute("SELECT count(*) FROM journal_edits").fetchone()[0]
        finally:
            store.close()
        self.edits = edits
        hashes = [row[0] for row in rows]
        # Nothing acknowledged is lost: it is here, or in what a restore kept.
        acknowledged = self.known | {one["head"] for one in said if one["said"] in ("open", "done")}
        lost = acknowledged - set(hashes)
        if restored:
            for one in snapshots(self.folder / "backups"):
                with raw(one.path) as connection:
                    lost -= {row[0] for row in connection.execute("SELECT hash FROM journal")}
        assert not lost, (len(lost), heard)
        # What was under way is done, or not.
        if under_way is not None and under_way["name"] != "restore":
            last = [row for row in rows if row[3] == 0][-1]
            not_done = hashes[-1] == under_way["head"]
            done = last[0] == hashes[-1] and last[1] == under_way["head"]
            assert not_done or done, (heard, rows[-3:])
            if under_way["name"] == "snapshot":
                assert not_done
        assert merged or restored or all(row[3] == 0 for row in rows if row[0] not in self.known)
        self.known = set(hashes)

    def person(self, heard: list[dict[str, Any]]) -> None:
        """A redaction that was under way, or done, is not done or complete once the study is opened again."""
        for id in [one["id"] for one in heard if one["said"] == "person"]:
            open_study(self.folder, coder="C1").close()
            self.checked.clear()
            with raw(self.folder / DATABASE) as connection:
                stays = connection.execute("SELECT count(*) FROM participants WHERE id = ?", (id,)).fetchone()[0]
            acknowledged = any(one["said"] == "done" and one["name"] == "redact" for one in heard)
            assert not (acknowledged and stays and heard[-2].get("name") == "redact")
            if not stays:
                self.gone.add(id)
                assert found_of(self.folder, id) == []

    def replays(self) -> None:
        """The journal alone gives the shelves back."""
        copy = self.place / "rejouée" / DATABASE
        shutil.rmtree(copy.parent, ignore_errors=True)
        copy.parent.mkdir()
        with raw(self.folder / DATABASE) as connection, raw(copy) as other:
            connection.backup(other)
        with raw(copy) as connection:
            before = {shelf: sorted(connection.execute(f"SELECT * FROM {shelf}")) for shelf in SHELVES}
        from toolkit.store.audit import replay

        store = Store(copy)
        replay(store)
        store.close()
        with raw(copy) as connection:
            after = {shelf: sorted(connection.execute(f"SELECT * FROM {shelf}")) for shelf in SHELVES}
        assert after == before

    def tidy(self) -> None:
        """Take away what only makes the trial heavier: the copies of the key."""
        shutil.rmtree(self.place / "clé", ignore_errors=True)
        shutil.rmtree(self.place / "autre", ignore_errors=True)

    def close(self) -> None:
        self.nursery.close()
        self.nursery.faults.close()
        open_study(self.folder).close()
        assert not list((self.folder / "backups").glob(".study*"))
        for id in self.gone:
            assert found_of(self.folder, id) == []  # nothing that was done since brought them back
        self.replays()


def wait(seconds: float) -> None:
    """Wait for a time that may be shorter than what a system sleeps."""
    until = time.perf_counter() + seconds
    if seconds > 0.002:
        time.sleep(seconds - 0.001)
    while time.perf_counter() < until:
        pass


def found_of(folder: Path, id: str) -> list[str]:
    """Name the files of a study that hold 30 signs in a row of a person's words, in any table or as bytes."""
    pieces = [words[at : at + 30] for words in words_of(id) for at in range(0, len(words) - 30, 15)]
    pieces = [piece for piece in pieces if id in piece]
    written = [piece.encode() for piece in pieces] + [json.dumps(piece).strip('"').encode() for piece in pieces]
    found = []
    # All as bytes first: reading a database takes away the files beside it.
    for path, content in {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}.items():
        rows: list[str] = []
        if path.suffix == ".db":
            with raw(path) as connection:
                names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
                rows = [str(row) for name in names for row in connection.execute(f"SELECT * FROM {name}")]
        if any(piece in content + "\n".join(rows).encode() for piece in written):
            found.append(str(path.relative_to(folder)))
    return found


@pytest.mark.slow
def test_killed_at_any_instant_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    dice = random.Random(int(os.environ.get("CARNET_KILLS_SEED", "4")))
    lasts: dict[str, float] = defaultdict(lambda: 0.004, GUESSES)
    cut: Counter[str] = Counter()
    generations, done, trial = 0, 0, Trial(tmp_path / "essai 0", dice)
    try:
        for number in range(KILLS):
            target = OPERATIONS[number % len(OPERATIONS)]
            inside, lasted = trial.one(target, lasts[target])
            cut[target] += inside
            if lasted is not None:
                lasts[target] = 0.7 * lasts[target] + 0.3 * lasted
            done += 1
            if number % 25 == 24:
                trial.replays()
            if number % 500 == 499:
                print(f"{done} kills, {sum(cut.values())} inside an operation", flush=True)
            trial.tidy()
            if trial.edits > EDITS or len(trial.gone) > 2:
                trial.close()
                shutil.rmtree(trial.place)
                generations += 1
                trial = Trial(tmp_path / f"essai {generations}", dice)
    finally:
        print(f"{done} kills, {sum(cut.values())} inside an operation: {dict(cut)}; {generations + 1} studies")
        trial.close()

    assert KILLS < 108 or all(cut[name] for name in OPERATIONS), cut
