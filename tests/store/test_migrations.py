"""A study written by an older version opens, whole, after a copy."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit import new_study, open_study
from toolkit.errors import NewerStudy
from toolkit.model import Act, Change, Event, Link, Review, coding_of
from toolkit.store.dialect import APPLICATION_ID
from toolkit.store.migrations import LATEST
from toolkit.study import DATABASE

DATA = Path(__file__).parent / "data"


def written(version: int | str, place: Path) -> Path:
    """Return a study of an older version, with rows in every table that it had."""
    folder = place / "vieille étude"
    folder.mkdir()
    raw = sqlite3.connect(folder / DATABASE)
    raw.executescript((DATA / f"study_v{version}.sql").read_text(encoding="utf-8"))
    raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
    raw.commit()
    raw.close()
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return written(1, tmp_path)


def columns(path: Path) -> dict[str, set[tuple]]:
    raw = sqlite3.connect(path)
    tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: {(c[1], c[2], c[3], c[5]) for c in raw.execute(f'PRAGMA table_info("{name}")')} for name in tables}
    raw.close()
    return found


def test_an_old_study_keeps_every_row_and_verifies(old: Path) -> None:
    with open_study(old, coder="C1") as study:
        assert study.transcripts.ids() == ["E01", "E02"]
        assert len(study.codings) == 2
        assert study.participants["P01"].consent("quoting") == "yes"
        assert study.verify()
        study.replay()
        assert study.verify()


def test_a_study_of_version_4_keeps_every_row_and_holds_links_events_and_acts(tmp_path: Path) -> None:
    with open_study(written(4, tmp_path), coder="C1") as study:
        assert study.transcripts["E01"].reread == "2026-03-20"
        assert (study.reviews["r1"].verdict, study.quotes["q1"].participant) == ("discuss", "P01")
        assert study.memos["m1"].about[1] == "arrivee"
        assert study.memos.ids() == ["m1"]
        study.redo()
        study.add(
            Link("l1", "causes", "usine", "arrivee", evidence=(study.codings.ids()[0],)),
            Event("e1", "Arrivée en ville", "P01", "1998~", age=37),
            Act("a1", "Elle montre la porte.", "P01", "E01", 2),
        )

        assert study.memos.ids() == ["m1", "m2"]
        assert study.verify()
        study.replay()
        assert study.verify()
        assert study.events["e1"].age == 37


def test_a_guide_of_version_4_keeps_its_questions_and_can_be_changed_and_given_back(tmp_path: Path) -> None:
    with open_study(written("4_guide", tmp_path), coder="Camille") as study:
        guide = study.guides["salariés"]
        assert study.verify()
        (theme,) = guide.themes
        assert (theme.title, theme.questions[0].probes[0].kind, guide.closing[0].id) == ("Les débuts", "echo", "Z1")
        study.undo()
        assert study.guides["salariés"].themes[0].title == "L’arrivée"
        before = study.guides["salariés"]
        study.do(Change("change guide", ((before.id, before, replace(before, author="Zoé")),)))

        assert study.verify()
        study.replay()
        assert study.verify()
        assert study.guides["salariés"].author == "Zoé"


def test_an_old_study_is_copied_before_and_it_is_said(old: Path) -> None:
    before = (old / DATABASE).read_bytes()

    with open_study(old) as study:
        notes = study.notes

    copies = list((old / "backups").glob("study-v*"))
    assert len(copies) == 1
    assert any(copies[0].name in note for note in notes)
    raw = sqlite3.connect(copies[0])
    assert raw.execute("SELECT value FROM meta").fetchone() == ("1",)
    raw.close()
    assert len(before) == copies[0].stat().st_size
    with open_study(old) as again:
        assert not any("study-v" in note for note in again.notes)


def test_a_migrated_file_has_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    open_study(old).close()
    new_study(tmp_path / "neuve").close()

    assert columns(old / DATABASE) == columns(tmp_path / "neuve" / DATABASE)


def test_what_the_new_version_brings_works_on_the_old_study(old: Path) -> None:
    with open_study(old, coder="C1") as study:
        coding = coding_of(study.transcripts["E01"], 24, 31, study.codes["attente"], coder="C1")
        study.add(coding)
        study.add(Review("r1", coding.id, "S1", "agree"))
        study.undo()
        study.redo()

        assert study.reviews["r1"].verdict == "agree"
        assert study.transcripts["E02"].fingerprint == study.transcripts["E01"].fingerprint != ""


def test_an_undo_of_before_the_migration_can_be_redone(old: Path) -> None:
    with open_study(old, coder="C1") as study:
        study.redo()

        assert study.memos.ids() == ["m1"]


def test_a_migration_that_fails_leaves_the_study_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.store import migrations

    def broken(*_anything: object) -> None:
        raise RuntimeError("panne")

    monkeypatch.setitem(migrations.MIGRATIONS, 3, broken)
    with pytest.raises(RuntimeError):
        open_study(old)
    monkeypatch.undo()

    with open_study(old) as study:
        assert study.verify()


def test_a_study_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    new_study(tmp_path / "demain").close()
    raw = sqlite3.connect(tmp_path / "demain" / DATABASE)
    raw.execute("UPDATE meta SET value = ? WHERE key = 'version'", (str(LATEST + 1),))
    raw.commit()
    raw.close()

    with pytest.raises(NewerStudy, match="version plus récente"):
        open_study(tmp_path / "demain")
