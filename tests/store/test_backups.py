"""Snapshots: made at opening, whole, ten kept; restored without losing what was there."""

from pathlib import Path

import pytest

from toolkit import open_study
from toolkit.errors import DamagedStudy
from toolkit.model import Memo, coding_of
from toolkit.store.backups import KEPT, snapshots
from toolkit.study import DATABASE, Study


def test_opening_keeps_a_snapshot_of_what_is_opened_once(study: Study, folder: Path) -> None:
    study.add(Memo("m1", "note"))
    head = study.head
    study.close()
    before = len(snapshots(folder / "backups"))

    open_study(folder).close()
    open_study(folder).close()

    kept = snapshots(folder / "backups")
    assert len(kept) == before + 1
    assert kept[0].head == head[:12]


def test_ten_snapshots_are_kept(study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime, timedelta

    from toolkit.store import backups

    moments = (datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(100))

    class Clock:
        @staticmethod
        def now(_zone: object) -> datetime:
            return next(moments)

    monkeypatch.setattr(backups, "datetime", Clock)
    for number in range(KEPT + 4):
        study.add(Memo(f"m{number}", "note"))
        backups.snapshot(study._store, folder / "backups")

    assert len(snapshots(folder / "backups")) == KEPT


def test_a_backup_opens_whole_while_the_study_is_in_use(study: Study, tmp_path: Path) -> None:
    study.add(coding_of(study.transcripts["E01"], 24, 29, study.codes["entraide"], coder="C1"))

    made = study.backup(tmp_path / "clé USB")

    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / DATABASE).write_bytes(made.path.read_bytes())
    with open_study(tmp_path / "ailleurs") as copy:
        assert copy.head == study.head
        assert copy.verify()
    assert study.backup(tmp_path / "clé USB") == made


def test_restoring_gives_the_old_state_back_and_keeps_the_new_one(study: Study, tmp_path: Path) -> None:
    study.add(Memo("m1", "avant"))
    old = study.backup(tmp_path / "clé")
    study.add(Memo("m2", "après"))
    newer = study.head

    study.restore(old.path)

    assert study.memos.ids() == ["m1"]
    assert study.verify()
    back = next(one for one in study.snapshots() if one.head == newer[:12])
    study.restore(back.path)
    assert study.memos.ids() == ["m1", "m2"]


@pytest.mark.parametrize("content", [b"", b"pas une copie", None])
def test_a_damaged_snapshot_is_not_restored(study: Study, tmp_path: Path, content: bytes | None) -> None:
    made = study.backup(tmp_path / "clé")
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    head = study.head

    with pytest.raises(DamagedStudy):
        study.restore(made.path)

    assert study.head == head
    assert study.verify()


def test_a_snapshot_that_cannot_be_kept_is_a_note(
    study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.add(Memo("m1", "note"))
    study.close()

    def full(*_anything: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("toolkit.store.store.Store.copy_to", full)
    with open_study(folder) as again:
        assert any("backups" in note for note in again.notes)
        assert again.memos.ids() == ["m1"]

    assert not list((folder / "backups").glob(".study*"))
