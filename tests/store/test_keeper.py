"""The snapshots that nobody asks for: beside the work, daily, chosen so that earlier days stay."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import new_study, open_study
from toolkit.model import Memo
from toolkit.store import backups, dialect, keeper
from toolkit.store.backups import BEFORE, DAYS, KEPT, Snapshot, snapshots, to_keep
from toolkit.store.store import Store
from toolkit.study import Study


def changed(study: Study, folder: Path) -> None:
    """Close the study with something that no snapshot holds."""
    study.add(Memo("m1", "note"))
    study.close()


def test_opening_does_not_wait_for_its_snapshot_and_closing_does(
    study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(study, folder)
    held, real = threading.Event(), Store.copy_to
    monkeypatch.setattr(Store, "copy_to", lambda store, target: held.wait(20) and real(store, target))
    before = len(snapshots(folder / "backups"))

    again = open_study(folder, coder="C1")
    again.add(Memo("m2", "écrit pendant la copie"))
    made_meanwhile = len(snapshots(folder / "backups"))
    held.set()
    again.close()

    assert made_meanwhile == before
    assert len(snapshots(folder / "backups")) == before + 1
    assert not list((folder / "backups").glob(".study*"))


def test_a_study_that_is_damaged_keeps_its_snapshots_and_says_so(
    study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(study, folder)
    before = snapshots(folder / "backups")
    monkeypatch.setattr(dialect, "head_of_copy", lambda _path: None)

    with open_study(folder) as again:
        notes = again.notes

    assert any("carnet verify" in note for note in notes)
    assert snapshots(folder / "backups") == before


def test_what_a_killed_program_left_is_cleared_at_the_next_opening(study: Study, folder: Path) -> None:
    study.close()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    place = folder / "backups"
    left = [place / f".study-{ended.pid}-0.tmp", place / f".study-{ended.pid}-0.tmp-journal"]
    others = [place / f".study-{os.getpid()}-x", place / ".study-notes.tmp"]
    for path in (*left, *others):
        path.write_bytes(b"moiti\xc3\xa9")

    open_study(folder).close()

    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in others)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not remove a file that is being written")
def test_what_a_running_program_writes_is_left_to_it(study: Study, folder: Path) -> None:
    study.close()
    running = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    path = folder / "backups" / f".study-{running.pid}-0.tmp"
    path.write_bytes(b"")

    open_study(folder).close()

    assert path.exists()
    running.communicate(b"\n")


def test_a_study_left_open_keeps_a_snapshot_every_day(study: Study, folder: Path) -> None:
    study._keeper.wait()
    before = len(snapshots(folder / "backups"))
    study._keeper._looked -= keeper.DAY_S

    study.add(Memo("m1", "le lendemain"))
    deadline = time.monotonic() + 20
    while len(snapshots(folder / "backups")) == before and time.monotonic() < deadline:
        time.sleep(0.05)

    assert snapshots(folder / "backups")[0].head == study.head[:12]


def test_no_daily_snapshot_is_made_too_early_nor_of_what_did_not_change(study: Study, folder: Path) -> None:
    study.close()
    with open_study(folder) as again:
        again._keeper.wait()
        before = snapshots(folder / "backups")
        again._keeper._looked -= keeper.DAY_S
        again._store._quiet_moment()
        again._keeper.wait()
        again.add(Memo("m1", "note"))
        again._store._quiet_moment()
        again._keeper.wait()

        assert snapshots(folder / "backups") == before


def test_a_clock_that_goes_back_leaves_the_last_snapshot_the_last(
    study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study._keeper.wait()
    moments = iter([datetime(2030, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)])

    class Clock:
        @staticmethod
        def now(_zone: object) -> datetime:
            return next(moments)

    monkeypatch.setattr(backups, "datetime", Clock)

    for number in range(2):
        study.add(Memo(f"m{number}", "note"))
        backups.snapshot(study._store, folder / "backups")

    assert snapshots(folder / "backups")[0].head == study.head[:12]


def made_at(moment: datetime, before: str = "") -> Snapshot:
    at = f"{moment:%Y%m%d-%H%M%S%f}"
    return Snapshot(Path(at), at, at[-12:], before)


@given(
    st.lists(
        st.tuples(st.integers(0, 60 * 24), st.sampled_from(["", "", "", "restore", "merge"])),
        unique_by=lambda x: x[0],
    )
)
def test_the_snapshots_that_are_kept_hold_the_last_days_and_what_was_before_a_restore(
    hours: list[tuple[int, str]],
) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    held = [made_at(start + timedelta(hours=hour), before) for hour, before in sorted(hours, reverse=True)]

    kept = to_keep(held)

    assert len(kept) == min(KEPT, len(held))
    assert kept == sorted(kept, key=lambda one: one.at, reverse=True)
    days = sorted({one.at[:8] for one in held}, reverse=True)[:DAYS]
    assert all(max((one for one in held if one.at[:8] == day), key=lambda one: one.at) in kept for day in days)
    assert set([one for one in held if one.before][:BEFORE]) <= set(kept)
    assert kept[:1] == held[:1]


def test_ten_openings_in_one_day_do_not_throw_away_the_days_before() -> None:
    days = [made_at(datetime(2026, 3, day, 18, tzinfo=UTC)) for day in (5, 4, 3, 2)]
    today = [made_at(datetime(2026, 3, 6, 9 + n, tzinfo=UTC)) for n in range(12)][::-1]

    kept = to_keep([*today, *days])

    assert set(days) <= set(kept)
    assert kept[:6] == today[:6]


def test_the_snapshot_made_before_a_restore_is_marked_and_can_itself_be_brought_back(
    study: Study, tmp_path: Path
) -> None:
    old = study.backup(tmp_path / "clé")
    study.add(Memo("m1", "après"))
    newer = study.head

    study.restore(old.path)
    kept = study.snapshots()[0]

    assert (kept.before, kept.head) == ("restore", newer[:12])
    study.restore(kept.path)
    assert study.memos.ids() == ["m1"]


def test_the_last_snapshot_takes_the_mark_when_nothing_changed_since(study: Study) -> None:
    study.close()
    with open_study(study.folder) as again:
        last = again.snapshots()[0]
        again.restore(last.path)

        assert [(one.at, one.before) for one in again.snapshots()[:1]] == [(last.at, "restore")]
        assert again.head[:12] == last.head


def test_a_copy_before_a_migration_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.errors import ToolkitError
    from toolkit.store import migrations

    new_study(tmp_path / "étude").close()
    monkeypatch.setattr(migrations, "version_of", lambda _driver: migrations.LATEST - 1)

    def half(_connection: object, target: Path, **_options: object) -> None:
        target.write_bytes(b"SQLite format 3\x00")

    monkeypatch.setattr(dialect, "copy_to", half)
    with pytest.raises(ToolkitError):
        open_study(tmp_path / "étude")

    assert not list((tmp_path / "étude" / "backups").glob("study-v*"))
    assert not list((tmp_path / "étude" / "backups").glob(".study*"))


def test_a_snapshot_of_a_synchronised_folder_lets_others_write(tmp_path: Path) -> None:
    with new_study(tmp_path / "OneDrive" / "étude", coder="C1") as study:
        study.add(Memo("long", "x" * 8_000_000))
        slowest = 0.0

        study._keeper.begin()
        for number in range(30):
            begun = time.monotonic()
            study.add(Memo(f"m{number}", "note"))
            slowest = max(slowest, time.monotonic() - begun)
        study._keeper.wait()

        assert slowest < 5
        assert dialect.head_of_copy(study.snapshots()[0].path) is not None


def test_no_snapshot_begins_while_they_are_held_back(study: Study, folder: Path) -> None:
    study._keeper.wait()
    study.add(Memo("m1", "note"))
    before = snapshots(folder / "backups")

    with study._keeper.held():
        study._keeper.begin()
        assert study._keeper._thread is None or not study._keeper._thread.is_alive()
        assert snapshots(folder / "backups") == before

    study._keeper.begin()
    assert len(study.snapshots()) == len(before) + 1


def test_a_snapshot_during_which_another_program_erases_is_thrown_away(
    study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.add(Memo("m1", "note"))
    study._keeper.wait()
    before = snapshots(folder / "backups")
    real = Store.copy_to

    def copy_to(store: Store, target: Path) -> None:
        real(store, target)
        monkeypatch.setattr(Store, "copy_to", real)
        content = target.read_bytes()
        target.unlink()  # the other program comes while this is being written: it cannot be read yet
        erase = (
            "import sys; from toolkit import open_study; s = open_study(sys.argv[1]); s.withdraw('P01'); s.close()"
        )
        subprocess.run([sys.executable, "-c", erase, str(folder)], check=True)
        target.write_bytes(content)

    monkeypatch.setattr(Store, "copy_to", copy_to)
    study._keeper.begin()
    study._keeper.wait()

    redactions = {action.hash for action in study._store.actions() if action.verb == "redact"}
    assert redactions
    assert snapshots(folder / "backups") != before  # the other program kept one, and redid those that were there
    for one in snapshots(folder / "backups"):
        raw = sqlite3.connect(one.path)
        assert raw.execute("SELECT count(*) FROM participants WHERE id = 'P01'").fetchone() == (0,)
        raw.close()
    study.close()
