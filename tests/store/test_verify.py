"""``verify`` sees whatever was changed, removed or cut behind Carnet's back; it never crashes, and quotes nobody."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit import new_study, open_study
from toolkit.errors import ToolkitError
from toolkit.model import Change, Code, Coder, Memo, Participant, coding_of
from toolkit.store import journal
from toolkit.store.audit import Verification, verify
from toolkit.store.store import Store
from toolkit.study import DATABASE, Study

MEMORY = ("journal", "journal_edits", "journal_payloads")
WORDS = ("Comment ça va", "l’été", "entraidé", "une idée à moi")


def worked(study: Study) -> Study:
    """Do a bit of everything: births, changes, deletions, undo and redo, by two people."""
    transcript, code = study.transcripts["E01"], study.codes["entraide"]
    for n in range(4):
        study.add(coding_of(transcript, 24 + n, 31 + n, code, coder="C1"))
    one, two, *_rest = study.codings
    study.do(Change.replacing([(one, replace(one, state="rejected"))]))
    study.do(Change.removing(two), coder="C2")
    study.undo(coder="C2")
    study.redo(coder="C2")
    study.add(Memo("m1", "une idée à moi", about=("E01",), coder="C1"), Memo("m2", "une autre"))
    study.add(Participant("P02", traits={"âge": 30}), Code("attente2", "Attente", parent="attente"))
    return study


@pytest.fixture
def file(study: Study, folder: Path, tmp_path: Path) -> Path:
    """The file of a study with some work in it, alone in a folder."""
    worked(study).close()
    alone = tmp_path / "seul"
    alone.mkdir()
    return Path(shutil.copyfile(folder / DATABASE, alone / DATABASE))


@contextmanager
def altering(path: Path) -> Iterator[sqlite3.Connection]:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        yield raw
    finally:
        raw.close()


def verified(path: Path) -> Verification:
    store = Store(path)
    try:
        return verify(store)
    finally:
        store.close()


def told(path: Path) -> str:
    """What a person is told of a file: the faults, or the sentence that refuses it; empty when it is whole."""
    try:
        return " ".join(verified(path).faults)
    except ToolkitError as fault:
        return str(fault)


def other(value: Any, dice: random.Random) -> Any:
    """A value that differs by a little: a sign, a byte, a number, or nothing."""
    if value is None:
        return "x"
    if isinstance(value, int):
        return value + dice.choice([-1, 1, 7])
    if isinstance(value, bytes):
        at = dice.randrange(len(value))
        return value[:at] + bytes([value[at] ^ (1 << dice.randrange(8))]) + value[at + 1 :]
    if not value or dice.random() < 0.1:
        return None if value else "x"
    at = dice.randrange(len(value))
    return value[:at] + ("y" if value[at] == "x" else "x") + value[at + 1 :]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_one_value_changed_anywhere_in_the_journal_is_seen(file: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    damaged = Path(shutil.copyfile(file, tmp_path / "abîmé.db"))
    table = dice.choice(MEMORY)
    with altering(damaged) as raw:
        columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})") if row[1] != "rank"]
        column = dice.choice(columns)
        rows = raw.execute(f'SELECT rowid, "{column}" FROM {table}').fetchall()
        rowid, value = dice.choice(rows)
        try:
            raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (other(value, dice), rowid))
        except sqlite3.IntegrityError:
            return  # the database itself does not take it

    said = told(damaged)

    assert said, (table, column, rowid)
    assert not any(word in said for word in WORDS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), table=st.sampled_from(MEMORY))
def test_rows_removed_anywhere_in_the_journal_are_seen(file: Path, tmp_path: Path, seed: int, table: str) -> None:
    dice = random.Random(seed)
    damaged = Path(shutil.copyfile(file, tmp_path / "abîmé.db"))
    with altering(damaged) as raw:
        rows = [row[0] for row in raw.execute(f"SELECT rowid FROM {table}")]
        for rowid in dice.sample(rows, dice.choice([1, 1, 3])):
            raw.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))

    said = told(damaged)

    assert said
    assert not any(word in said for word in WORDS)


def everything(path: Path) -> dict[str, list[Any]]:
    with altering(path) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {
            name: [f'"{row[1]}"' for row in raw.execute(f"PRAGMA table_info({name})")]
            for name in names
            if name not in ("meta", "cache")
        }
        # The order of birth of what was born, then removed, is no longer of any use: it is not verified.
        columns["journal_edits"].remove('"rank"')
        return {name: raw.execute(f"SELECT {', '.join(of)} FROM {name}").fetchall() for name, of in columns.items()}


def test_a_file_with_any_byte_changed_is_said_or_holds_the_same(file: Path, tmp_path: Path) -> None:
    whole, before = file.read_bytes(), everything(file)
    dice = random.Random(11)
    seen = 0

    for number in range(150):
        damaged = tmp_path / f"abîmé {number}" / DATABASE
        damaged.parent.mkdir()
        content = bytearray(whole)
        for _byte in range(dice.choice([1, 5, 40])):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        damaged.write_bytes(content)
        said = told(damaged)
        seen += bool(said)
        assert not any(word in said for word in WORDS)
        if not said:
            assert everything(damaged) == before

    assert seen > 60


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    "tables", [("journal",), ("journal", "journal_edits"), ("journal", "journal_payloads"), MEMORY]
)
def test_a_tail_that_was_cut_is_seen(file: Path, rows: int, tables: tuple[str, ...]) -> None:
    with altering(file) as raw:
        last = raw.execute("SELECT max(seq) FROM journal").fetchone()[0]
        for table in tables:
            raw.execute(f"DELETE FROM {table} WHERE seq > ?", (last - rows,))

    assert not verified(file)


def test_a_tail_cut_together_with_what_it_wrote_is_seen_by_the_last_snapshot(study: Study, folder: Path) -> None:
    worked(study).close()
    open_study(folder).close()  # a snapshot of all this
    with altering(folder / DATABASE) as raw:
        last = raw.execute("SELECT max(seq) FROM journal").fetchone()[0]
        for table in MEMORY:
            raw.execute(f"DELETE FROM {table} WHERE seq = ?", (last,))
    store = Store(folder / DATABASE)
    verify_says = verify(store).faults
    store.close()
    assert verify_says  # what it wrote is still there
    with altering(folder / DATABASE) as raw:
        raw.execute("DELETE FROM codes WHERE id = 'attente2'")
        raw.execute("DELETE FROM participants WHERE id = 'P02'")

    found = verified(folder / DATABASE)

    assert len(found.faults) == 1
    assert next((folder / "backups").glob("study-*.db")).name[:9] in found.faults[0]
    assert "plus ancien" in found.faults[0]


def test_a_restore_is_no_cut(study: Study, folder: Path, tmp_path: Path) -> None:
    old = study.backup(tmp_path / "clé")
    worked(study).close()
    with open_study(folder, coder="C1") as again:
        again.add(Memo("m9", "encore"))
        again.restore(old.path)
        assert again.verify()
        again.add(Memo("m10", "après la restauration"))
        assert again.verify()
    with open_study(folder) as again:
        assert again.verify()


def test_an_older_file_put_in_the_place_of_the_study_is_seen(study: Study, folder: Path, tmp_path: Path) -> None:
    study.close()
    older = Path(shutil.copyfile(folder / DATABASE, tmp_path / DATABASE))
    with open_study(folder, coder="C1") as again:
        again.add(Memo("m1", "note"))
    open_study(folder).close()
    shutil.copyfile(older, folder / DATABASE)

    with open_study(folder) as again:
        assert any("plus ancien" in fault for fault in again.verify().faults)


def test_the_journal_goes_forward_when_the_clock_goes_back(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    moments = iter([now, now, now - timedelta(days=400), now - timedelta(hours=1), now + timedelta(seconds=1)])

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return next(moments)

    monkeypatch.setattr(journal, "datetime", Clock)
    first = len(study.history(None))
    for n in range(5):
        study.add(Memo(f"m{n}", "note"))

    times = [step.at for step in study.history(None)][::-1]
    assert len(times) == first + 5
    assert all(one < two for one, two in pairwise(times))
    assert study.verify()


def test_two_people_of_the_same_name_stay_two_people(tmp_path: Path) -> None:
    with new_study(tmp_path / "étude", coder="C1") as study:
        study.add(Coder("C1", "Camille", "intern"), Coder("C2", "Camille", "coder"))
        study.add(Memo("m1", "note"), coder="C1")
        study.add(Memo("m2", "note"), coder="C2")

        study.undo(coder="C2")

        assert study.memos.ids() == ["m1"]
        assert {step.coder for step in study.history()} == {"C1", "C2"}
        assert study.verify()


@pytest.mark.parametrize("value", ["", "demain", "4.5", "-1", "0"])
def test_a_version_that_is_no_version_is_a_damaged_study(file: Path, value: str) -> None:
    with altering(file) as raw:
        raw.execute("UPDATE meta SET value = ?", (value,))
    before = everything(file)

    with pytest.raises(ToolkitError):
        verified(file)

    assert everything(file) == before


def test_a_version_that_is_missing_is_a_damaged_study(file: Path) -> None:
    with altering(file) as raw:
        raw.execute("DELETE FROM meta")
    before = everything(file)

    with pytest.raises(ToolkitError):
        verified(file)

    assert everything(file) == before
