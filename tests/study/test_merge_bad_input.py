"""What cannot be merged: one sentence without a word of anybody, and nothing is changed, here nor there."""

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from two_copies import content, copied

from toolkit.errors import (
    CannotWrite,
    Conflict,
    DamagedStudy,
    NewerStudy,
    NotAStudy,
    Refused,
    StudyLocked,
    ToolkitError,
    UnreadableFile,
)
from toolkit.model import Change, Code, Coder, Memo, coding_of
from toolkit.model.people import shown_names
from toolkit.store import others
from toolkit.store.migrations import LATEST
from toolkit.study import DATABASE, Study

SECRET = "Ce que personne ne doit lire ailleurs."


@pytest.fixture
def other(study: Study, tmp_path: Path) -> Path:
    """The file of another copy, closed, with a memo that the study lacks."""
    made = copied(study, tmp_path / "Clé USB (été)" / "étude")
    made.add(Memo("m1", SECRET), Code("neuf", "Neuf"))
    made.add(coding_of(made.transcripts["E01"], 24, 29, made.codes["neuf"], coder="C2"))
    made.close()
    return made.folder / DATABASE


@pytest.fixture(autouse=True)
def nothing_left_behind(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The private copy is always taken away."""
    place = tmp_path_factory.mktemp("à part")
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield
    assert list(place.iterdir()) == []


def altered(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()


def prints(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def refused(study: Study, path: Path) -> ToolkitError:
    """Try the merge; check that it fails in one sentence and changes nothing."""
    head, held, there = study.head, content(study), prints(path.parent if path.exists() else study.folder)
    with pytest.raises(ToolkitError) as caught:
        study.merge(path)
    assert (study.head, content(study)) == (head, held)
    assert prints(path.parent if path.exists() else study.folder) == there
    assert SECRET[:12] not in str(caught.value) + repr(caught.value)
    assert "carnet-merge" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE journal_payloads SET after = replace(after, 'Neuf', 'Vieux') WHERE after LIKE '%Neuf%'",
        "UPDATE journal SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 4",
        "DELETE FROM journal WHERE seq = 4",
        "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
        "DELETE FROM journal_payloads WHERE seq = 4",
        "UPDATE memos SET text = 'autre'",
        "DELETE FROM memos",
        "DROP TABLE quotes",
        "DROP TABLE journal_edits",
    ],
)
def test_a_copy_whose_journal_does_not_hold_is_refused(study: Study, other: Path, damage: str) -> None:
    altered(other, "PRAGMA foreign_keys=OFF", damage)

    error = refused(study, other)

    assert isinstance(error, Refused | DamagedStudy)
    assert str(other.name) in str(error)


def test_a_copy_cut_short_is_refused(study: Study, other: Path) -> None:
    whole = other.read_bytes()

    for size in (0, 50, 3000, len(whole) // 2, len(whole) - 4096):
        other.write_bytes(whole[:size])
        assert isinstance(refused(study, other), DamagedStudy | UnreadableFile)


def test_a_byte_changed_anywhere_is_refused_or_harmless(study: Study, other: Path, tmp_path: Path) -> None:
    import random

    whole, dice, mine = other.read_bytes(), random.Random(7), content(study)
    for _time in range(25):
        damaged = bytearray(whole)
        damaged[dice.randrange(100, len(damaged))] ^= 1 << dice.randrange(8)
        other.write_bytes(damaged)
        told = ""
        try:
            study.compare(other)
        except ToolkitError as error:
            told = str(error) + repr(error)
        assert SECRET[:12] not in told
    assert content(study) == mine
    assert study.verify()


def test_files_that_are_no_study_are_refused(study: Study, tmp_path: Path) -> None:
    text, empty, gone = tmp_path / "notes.db", tmp_path / "vide.db", tmp_path / "absent.db"
    text.write_text("Ceci n'est pas une étude.", encoding="utf-8")
    empty.write_bytes(b"")

    for path in (text, empty, gone):
        assert isinstance(refused(study, path), UnreadableFile)
    with pytest.raises(NotAStudy):
        study.merge(tmp_path)


def test_a_later_version_is_refused_unchanged(study: Study, other: Path) -> None:
    altered(other, f"UPDATE meta SET value = '{LATEST + 1}' WHERE key = 'version'")

    error = refused(study, other)

    assert isinstance(error, NewerStudy)
    assert error.path == str(other)


def test_an_older_copy_is_brought_up_to_date_apart(study: Study, other: Path) -> None:
    altered(
        other,
        "UPDATE meta SET value = '3' WHERE key = 'version'",
        "ALTER TABLE journal DROP COLUMN line",
        "ALTER TABLE journal_edits DROP COLUMN rank",
        "ALTER TABLE transcripts DROP COLUMN reread",
        *(f"DROP TABLE {shelf}" for shelf in ("links", "events", "acts")),
        *(f"ALTER TABLE guides DROP COLUMN {column}" for column in ("author", "quotas", "notes")),
    )
    before = prints(other.parent)

    assert study.merge(other)

    assert "neuf" in study.codes
    assert prints(other.parent) == before


def test_a_copy_that_another_program_writes_is_waited_for_then_refused(
    study: Study, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "PATIENCE", 0.2)
    altered(other, "PRAGMA journal_mode=DELETE")
    holder = sqlite3.connect(other, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    with pytest.raises(StudyLocked):
        study.merge(other)

    holder.execute("COMMIT")
    holder.close()
    assert study.merge(other)


def test_what_another_window_has_only_in_its_wal_comes_too(study: Study, tmp_path: Path) -> None:
    live = copied(study, tmp_path / "autre fenêtre")
    live.add(Code("neuf", "Neuf"))
    assert (live.folder / f"{DATABASE}-wal").stat().st_size > 0

    assert study.merge(live.folder)

    assert "neuf" in study.codes
    live.add(Code("encore", "Encore"))
    live.close()


def test_a_wal_copied_with_its_file_is_read_too(study: Study, tmp_path: Path) -> None:
    live = copied(study, tmp_path / "autre fenêtre")
    live.add(Code("neuf", "Neuf"))
    aside = tmp_path / "copie"
    aside.mkdir()
    for path in live.folder.glob(f"{DATABASE}*"):
        if not path.name.endswith("-shm"):
            shutil.copy(path, aside / path.name)
    before = prints(aside)
    live.close()

    assert study.merge(aside)

    assert "neuf" in study.codes
    assert prints(aside) == before


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_copy_on_a_protected_key_is_read(study: Study, other: Path, mode: str) -> None:
    altered(other, f"PRAGMA journal_mode={mode}")
    other.chmod(0o444)
    other.parent.chmod(0o555)

    done = study.merge(other)
    other.parent.chmod(0o755)
    other.chmod(0o644)

    assert done


def test_a_disk_that_is_full_changes_nothing(study: Study, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    altered(other, "PRAGMA journal_mode=WAL")
    (other.parent / f"{DATABASE}-wal").write_bytes(b"")
    monkeypatch.setattr(others.shutil, "copyfile", full)

    error = refused(study, other)

    assert isinstance(error, CannotWrite)
    assert error.reason == "full"


def test_work_done_meanwhile_stops_the_merge(study: Study, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.study.plans import Plan

    ranks = Plan.ranks

    def slowly(plan: Plan) -> dict[tuple[str, str], int]:
        study.add(Code("entretemps", "Entretemps"))
        return ranks(plan)

    monkeypatch.setattr(Plan, "ranks", slowly)

    with pytest.raises(Conflict):
        study.merge(other)

    assert "neuf" not in study.codes
    assert study.verify()
    assert len(list(study._store.actions(every_line=True))) == len(list(study._store.actions()))


def test_an_unknown_or_impossible_decision_is_refused(study: Study, tmp_path: Path) -> None:
    other = copied(study, tmp_path / "autre")
    code = study.codes["entraide"]
    study.do(Change.replacing([(code, replace(code, definition="ici"))]))
    other.do(Change.replacing([(code, replace(code, definition="là"))]))

    for choice in ("oui", "both"):
        with pytest.raises(Refused):
            study.merge(other.folder, decisions={"codes:entraide": choice})

    other.close()


def test_two_people_with_one_name_are_told_apart() -> None:
    names = shown_names([Coder("C1", "Camille"), Coder("C2", "camille "), Coder("C3", "Sacha"), Coder("C4")])

    assert names == {"C1": "Camille (C1)", "C2": "camille (C2)", "C3": "Sacha", "C4": "C4"}


def test_conflict_copies_are_known_by_what_they_hold(study: Study, folder: Path, other: Path) -> None:
    from toolkit import new_study

    names = [
        "study (conflit de PC-2).db",
        "study-PC-2.db",
        "study (1).db",
        "study (PC's conflicted copy 2026-03-01).db",
        "study.sync-conflict-20260301-101500-ABC.db",
        "study (SFConflict moi 2026-03-01-10-15-00).db",
        "study_conflict-20260301-101500.db",
    ]
    for name in names:
        shutil.copy(other, folder / name)
    (folder / "notes.db").write_bytes(b"autre chose")
    with new_study(folder.parent / "autre", coder="C1") as stranger:
        stranger.close()
        shutil.copy(stranger.folder / DATABASE, folder / "autre.db")

    found = study.conflict_copies()

    assert sorted(path.name for path in found) == sorted(names)
    assert any("carnet merge" in note for note in study.notes)
