"""Copies outside of the study: read back, remembered, asked for when they are old; notes said once."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from toolkit import new_study, open_study
from toolkit.errors import CannotWrite, UnreadableFile
from toolkit.model import Memo, Transcript
from toolkit.store import copies as stored
from toolkit.store import dialect
from toolkit.study import DATABASE, Study
from toolkit.study import second_copies as remembered

LATER = datetime.now(UTC) + timedelta(days=8, hours=1)


def test_a_backup_is_read_back_and_says_what_it_holds(study: Study, tmp_path: Path) -> None:
    made = study.backup(tmp_path / "clé USB")

    facts = stored.facts_of(made.path, whole=True)
    assert (made.head, made.size, made.faults) == (study.head, made.path.stat().st_size, ())
    assert (facts.head, facts.actions, facts.origin) == (study.head, made.actions, stored.origin_of(study._store))
    assert [path.name for path in (tmp_path / "clé USB").iterdir()] == [made.path.name]


def test_a_backup_that_is_there_already_is_read_back_and_made_again_when_it_was_damaged(
    study: Study, tmp_path: Path
) -> None:
    first = study.backup(tmp_path / "clé")
    assert study.backup(tmp_path / "clé").path == first.path
    data = first.path.read_bytes()
    first.path.write_bytes(data[: len(data) // 2])

    again = study.backup(tmp_path / "clé")

    assert again.path != first.path
    assert stored.facts_of(again.path, whole=True).head == study.head


def test_a_key_that_does_not_give_back_what_it_took_is_said_and_left_clean(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = dialect.copy_to

    def worn(connection: object, target: Path, **options: object) -> None:
        real(connection, target, **options)
        data = bytearray(target.read_bytes())
        data[len(data) // 2 :] = b"\x00" * (len(data) - len(data) // 2)
        target.write_bytes(data)

    monkeypatch.setattr(dialect, "copy_to", worn)

    with pytest.raises(UnreadableFile, match="ne se relit pas entière"):
        study.backup(tmp_path / "clé")

    assert list((tmp_path / "clé").iterdir()) == []
    assert study.copies() == []


def test_a_copy_whose_journal_was_changed_is_not_taken_for_a_copy(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = dialect.copy_to

    def changed(connection: object, target: Path, **options: object) -> None:
        real(connection, target, **options)
        raw = sqlite3.connect(target)
        raw.execute("UPDATE transcripts SET place = 'Lyon'")
        raw.commit()
        raw.close()

    monkeypatch.setattr(dialect, "copy_to", changed)

    with pytest.raises(UnreadableFile):
        study.backup(tmp_path / "clé")


def test_a_study_with_faults_is_copied_with_them_and_it_is_said(study: Study, tmp_path: Path) -> None:
    study._store.raw(lambda driver, _connection: driver.execute("UPDATE transcripts SET place = 'Lyon'"))

    made = study.backup(tmp_path / "clé")

    assert made.faults == study.verify().faults != ()


def test_a_key_that_is_full_is_named_and_left_clean(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_anything: object, **_options: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(dialect, "copy_to", full)

    with pytest.raises(CannotWrite, match="disque est plein") as told:
        study.backup(tmp_path / "clé")

    assert "clé" in str(told.value)
    assert DATABASE not in str(told.value)
    assert list((tmp_path / "clé").iterdir()) == []


def test_each_copy_is_remembered_once_with_its_place_and_head(study: Study, folder: Path, tmp_path: Path) -> None:
    first = study.backup(tmp_path / "clé")
    study.backup(tmp_path / "clé")
    study.add(Memo("m1", "note"))
    second = study.pack(tmp_path / "étude.carnet")

    assert [(one["path"], one["head"], one["kind"]) for one in study.copies()] == [
        (str(first.path), first.head, "backup"),
        (str(second.path), study.head, "pack"),
    ]
    assert json.loads((folder / "backups" / "copies.json").read_text(encoding="utf-8")) == study.copies()


@pytest.mark.parametrize("content", [b"", b"{", b"[1, {}]", b'{"path": 1}', b"\xff\xfe", None])
def test_a_damaged_list_of_copies_is_an_empty_one_and_the_next_copy_mends_it(
    study: Study, folder: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = folder / "backups" / "copies.json"
    if content is not None:
        path.write_bytes(content)
    assert study.copies() == []

    study.backup(tmp_path / "clé")

    assert len(study.copies()) == 1


# — the reminder —


def test_a_fresh_study_asks_for_nothing_and_an_old_one_asks_for_a_copy_with_the_command(study: Study) -> None:
    assert remembered.reminder(study) is None

    said = remembered.reminder(study, now=LATER)

    assert said is not None
    assert "8 jours" in said
    assert "carnet backup --to " in said


def test_an_old_study_without_any_transcript_asks_for_nothing(tmp_path: Path) -> None:
    with new_study(tmp_path / "vide", coder="C1") as study:
        study.add(Memo("m1", "note"))

        assert remembered.reminder(study, now=LATER) is None


def test_a_demo_asks_for_nothing(study: Study, folder: Path) -> None:
    (folder / ".carnet-demo").write_text("{}", encoding="utf-8")

    assert remembered.reminder(study, now=LATER) is None


def test_a_recent_copy_elsewhere_is_enough_and_an_old_one_is_said_with_its_folder(
    study: Study, tmp_path: Path
) -> None:
    study.backup(tmp_path / "clé USB")

    assert remembered.reminder(study, now=LATER - timedelta(days=2)) is None
    said = remembered.reminder(study, now=LATER)
    assert said is not None
    assert f'carnet backup --to "{tmp_path / "clé USB"}"' in said


def test_a_copy_in_the_folder_of_the_study_is_no_second_copy(study: Study, folder: Path) -> None:
    made = study.backup(folder / "backups")

    assert not remembered.is_second(folder, made.path)
    assert remembered.reminder(study, now=LATER) is not None


def test_a_copy_in_the_same_synchronised_folder_is_no_second_copy(tmp_path: Path) -> None:

    with new_study(tmp_path / "OneDrive" / "étude", coder="C1") as study:
        study.add(Transcript("E01", "Bonjour."))
        packed = study.pack(tmp_path / "OneDrive" / "étude.carnet")

        assert not packed.second
        assert remembered.reminder(study, now=LATER) is not None
        assert study.pack(tmp_path / "clé.carnet").second
        assert remembered.reminder(study, now=LATER - timedelta(days=2)) is None


def test_a_reminder_is_said_once_a_day(study: Study) -> None:
    assert study.news() == []

    said = [remembered.news(study, now=LATER + timedelta(minutes=minute)) for minute in (0, 1)]
    said.append(remembered.news(study, now=LATER + timedelta(days=1)))

    assert [len(one) for one in said] == [1, 0, 1]


def test_a_synchronised_place_is_named_once_and_again_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.store.places._home", lambda: tmp_path / "maison")
    (tmp_path / "maison" / "Documents").mkdir(parents=True)
    with new_study(tmp_path / "OneDrive" / "mon étude") as study:
        first, second = study.news(), study.news()
        assert study.notes == first
    (tmp_path / "OneDrive" / "mon étude").rename(tmp_path / "OneDrive" / "déplacée")
    with open_study(tmp_path / "OneDrive" / "déplacée") as again:
        third = again.news()

    assert "OneDrive" in first[0]
    assert f'carnet move "{tmp_path / "maison" / "Documents" / "mon étude"}"' in first[1]
    assert second == []
    assert "OneDrive" in third[0]


def test_what_was_said_being_damaged_is_said_again(study: Study, folder: Path) -> None:
    remembered.news(study, now=LATER)
    (folder / "backups" / "news.json").write_bytes(b"{]")

    assert len(remembered.news(study, now=LATER)) == 1


# — the file alone —


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "open and quiet"])
def test_three_hundred_codings_are_all_in_the_file_copied_alone(
    study: Study, folder: Path, tmp_path: Path, closed: bool
) -> None:
    import time

    from toolkit.model import coding_of

    transcript, code = study.transcripts["E01"], study.codes["entraide"]
    for start in range(30):
        for end in range(start + 1, start + 11):
            study.add(coding_of(transcript, start, end, code, coder="C1"))
    study._keeper.wait()
    if closed:
        study.close()
    else:
        waited = time.monotonic()
        while (folder / f"{DATABASE}-wal").stat().st_size and time.monotonic() - waited < 20:
            time.sleep(0.05)

    (tmp_path / "clé").mkdir()
    (tmp_path / "clé" / DATABASE).write_bytes((folder / DATABASE).read_bytes())

    with open_study(tmp_path / "clé") as copy:
        assert len(copy.codings) == 300
        assert copy.verify()
