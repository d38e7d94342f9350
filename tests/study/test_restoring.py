"""A copy comes back: only one of this study, whole; what was there before is kept, what was erased stays erased."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from toolkit import new_study, open_study
from toolkit.errors import CannotWrite, DamagedStudy, NewerStudy, Refused
from toolkit.model import Code, Memo
from toolkit.store import copies, dialect
from toolkit.store.backups import KEPT, snapshot
from toolkit.study import DATABASE, Study
from toolkit.study.restoring import copies_in

OLD = Path(__file__).parents[1] / "store" / "data" / "study_v1.sql"


def left_beside(folder: Path) -> list[str]:
    return [path.name for path in (folder / "backups").iterdir() if path.name.startswith(".")]


def test_a_restore_says_how_many_actions_go_and_can_itself_be_undone(study: Study, tmp_path: Path) -> None:
    old = study.backup(tmp_path / "clé")
    for number in range(3):
        study.add(Memo(f"m{number}", "après"))
    newer = study.head

    done = study.restore(old.path)

    assert (done.left, study.head) == (3, old.head)
    assert study.verify()
    assert study.restore(done.kept).left == 0
    assert study.head == newer
    assert len(study.memos) == 3


def test_the_state_that_was_kept_outlives_ten_later_snapshots(study: Study, folder: Path, tmp_path: Path) -> None:
    old = study.backup(tmp_path / "clé")
    study.add(Memo("m", "après"))

    done = study.restore(old.path)
    for number in range(KEPT):
        study.add(Memo(f"n{number}", "encore"))
        snapshot(study._store, folder / "backups")

    assert done.kept.exists()


def test_a_copy_of_another_study_is_refused_and_nothing_changes(study: Study, folder: Path, tmp_path: Path) -> None:
    with new_study(tmp_path / "autre", coder="C1") as other:
        strange = other.backup(tmp_path / "clé")
    head, kept = study.head, study.snapshots()

    with pytest.raises(Refused, match="autre étude"):
        study.restore(strange.path)

    assert (study.head, study.snapshots()) == (head, kept)
    assert left_beside(folder) == []


def test_a_copy_of_a_later_version_is_refused(study: Study, folder: Path, tmp_path: Path) -> None:
    made = study.backup(tmp_path / "clé")
    raw = sqlite3.connect(made.path)
    raw.execute("UPDATE meta SET value = '999' WHERE key = 'version'")
    raw.commit()
    raw.close()
    head = study.head

    with pytest.raises(NewerStudy):
        study.restore(made.path)

    assert study.head == head
    assert left_beside(folder) == []


def test_a_copy_whose_journal_was_changed_is_refused(study: Study, folder: Path, tmp_path: Path) -> None:
    made = study.backup(tmp_path / "clé")
    raw = sqlite3.connect(made.path)
    raw.execute("UPDATE transcripts SET place = 'Lyon'")
    raw.commit()
    raw.close()
    study.add(Memo("m", "note"))
    head = study.head

    with pytest.raises(DamagedStudy):
        study.restore(made.path)

    assert (study.head, left_beside(folder)) == (head, [])


def test_an_older_copy_is_brought_up_to_date_apart_and_stays_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "vieille étude"
    folder.mkdir()
    raw = sqlite3.connect(folder / DATABASE)
    raw.executescript(OLD.read_text(encoding="utf-8"))
    raw.execute(f"PRAGMA application_id={dialect.APPLICATION_ID}")
    raw.commit()
    raw.close()
    shutil.copy(folder / DATABASE, tmp_path / "ancienne.db")
    before = (tmp_path / "ancienne.db").read_bytes()

    with open_study(folder, coder="C1") as study:
        study.add(Memo("m1", "après"))
        done = study.restore(tmp_path / "ancienne.db")

        assert done.left == 1
        assert study.transcripts.ids() == ["E01", "E02"]
        assert study.verify()
    assert (tmp_path / "ancienne.db").read_bytes() == before


def test_a_restore_never_brings_back_what_was_erased_since(study: Study, folder: Path, tmp_path: Path) -> None:
    from toolkit.model.redaction import Plan
    from toolkit.store.redaction import redact

    study.add(Memo("secret", "une parole à oublier pour toujours"), Memo("reste", "ceci demeure"))
    old = study.backup(tmp_path / "clé")
    redact(study._store, lambda _held: Plan((("memos", "secret"),)), coder="C1")

    study.restore(old.path)

    assert "secret" not in study.memos
    assert study.memos["reste"].text == "ceci demeure"
    assert study.verify()
    study.close()
    assert "à oublier pour toujours".encode() not in (folder / DATABASE).read_bytes()


def test_a_restore_that_fails_half_way_leaves_the_study_and_nothing_beside(
    study: Study, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = study.backup(tmp_path / "clé")
    study.add(Memo("m", "après"))
    head = study.head
    study._keeper.wait()

    def full(*_anything: object, **_options: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(dialect, "copy_to", full)
    with pytest.raises(CannotWrite, match="disque est plein"):
        study.restore(old.path)
    monkeypatch.undo()

    assert (study.head, left_beside(folder)) == (head, [])
    assert study.verify()


def test_the_copies_of_a_folder_are_listed_the_last_state_first_others_after(study: Study, tmp_path: Path) -> None:
    first = study.backup(tmp_path / "clé")
    study.add(Memo("m", "note"))
    second = study.backup(tmp_path / "clé")
    with new_study(tmp_path / "autre", coder="C1") as other:
        strange = other.backup(tmp_path / "clé")
    (tmp_path / "clé" / "abîmée.db").write_bytes(b"SQLite")

    found = copies_in(study, tmp_path / "clé")

    assert [one.path for one in found[:2]] == [second.path, first.path]
    assert [one.ours for one in found] == [True, True, False, False]
    assert {one.path: one.facts is None for one in found[2:]} == {
        strange.path: False,
        tmp_path / "clé" / "abîmée.db": True,
    }


def test_a_copy_read_where_it_lies_leaves_nothing_beside_it(study: Study, tmp_path: Path) -> None:
    made = study.backup(tmp_path / "clé")
    before = made.path.read_bytes()

    copies.facts_of(made.path, whole=True)
    with copies.closing(copies.Frozen(made.path)) as frozen:
        frozen.edits()

    assert [path.name for path in (tmp_path / "clé").iterdir()] == [made.path.name]
    assert made.path.read_bytes() == before


def test_the_codebook_to_read_is_that_of_the_copy_that_came_back(study: Study, folder: Path, tmp_path: Path) -> None:
    study.add(Code("accueil", "Accueil"))
    old = study.backup(tmp_path / "clé")
    study.add(Code("brocante", "Brocante"))

    study.restore(old.path)

    assert "Brocante" not in (folder / "codebook.md").read_text(encoding="utf-8")
    assert "Accueil" in (folder / "codebook.md").read_text(encoding="utf-8")
