"""A study that cannot be opened, or is gone: a copy takes its place, nothing erased comes back, nothing is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from toolkit import new_study, open_study
from toolkit.cli import main
from toolkit.errors import CannotWrite, DamagedStudy, Refused
from toolkit.model import Memo
from toolkit.store import journal
from toolkit.study import DATABASE, Study, rescuing
from toolkit.study.rescuing import rescue


def broken(study: Study, folder: Path, how: str) -> tuple[Path, bytes]:
    """Close a study with a snapshot of it kept, then break its file; return the snapshot and what is left."""
    study.add(Memo("m1", "une idée"))
    study.close()
    with open_study(folder) as again:
        kept = again.snapshots()[0].path
    place = folder / DATABASE
    if how == "gone":
        place.unlink()
        return kept, b""
    content = {"cut": place.read_bytes()[:9000], "empty": b"", "noise": b"\x00" * 5000}[how]
    place.write_bytes(content)
    return kept, content


@pytest.mark.parametrize("how", ["cut", "empty", "noise", "gone"])
def test_a_copy_takes_the_place_of_a_study_that_cannot_be_opened(study: Study, folder: Path, how: str) -> None:
    kept, content = broken(study, folder, how)

    done = rescue(folder, kept)

    with open_study(folder) as back:
        assert back.memos.ids() == ["m1"]
        assert back.verify()
    assert (done.aside is None) == (how == "gone")
    assert done.aside is None or done.aside.read_bytes() == content


def test_the_command_lists_the_copies_of_a_broken_study_and_brings_one_back(
    study: Study, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, _content = broken(study, folder, "cut")

    assert main(["restore", "--study", str(folder)]) == 0
    listed = capsys.readouterr()
    assert kept.name in listed.out
    assert "carnet restore" in listed.err
    assert main(["restore", kept.name, "--study", str(folder)]) == 0

    with open_study(folder) as back:
        assert back.memos.ids() == ["m1"]


def test_what_was_erased_stays_erased_when_an_older_copy_takes_the_place(tmp_path: Path) -> None:
    from leaving import study_to_leave

    study = study_to_leave(tmp_path / "étude")
    study.backup(tmp_path / "clé")
    old = next((tmp_path / "clé").glob("*.db"))
    apart = tmp_path / "ailleurs.db"
    apart.write_bytes(old.read_bytes())
    study.withdraw("P03")
    study.close()
    with open_study(tmp_path / "étude") as again:
        again.snapshots()
    (tmp_path / "étude" / DATABASE).write_bytes(b"rien")

    rescue(tmp_path / "étude", apart)

    with open_study(tmp_path / "étude") as back:
        assert "P03" not in back.participants
        assert back.verify()


def test_a_copy_of_another_study_or_a_broken_one_changes_nothing(study: Study, folder: Path, tmp_path: Path) -> None:
    _kept, content = broken(study, folder, "cut")
    with new_study(tmp_path / "autre") as other:
        foreign = other.backup(tmp_path / "clé").path
    (tmp_path / "abîmée.db").write_bytes(foreign.read_bytes()[:6000])

    with pytest.raises(Refused):
        rescue(folder, foreign)
    with pytest.raises(DamagedStudy):
        rescue(folder, tmp_path / "abîmée.db")

    assert (folder / DATABASE).read_bytes() == content


def test_a_full_disk_leaves_the_broken_file_in_its_place(
    study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, content = broken(study, folder, "cut")

    def full(*_anything: object) -> None:
        raise CannotWrite(folder, "full")

    monkeypatch.setattr(rescuing, "_put_aside", full)
    with pytest.raises(CannotWrite):
        rescue(folder, kept)

    assert (folder / DATABASE).read_bytes() == content


def test_a_clock_behind_the_journal_is_said(study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ahead(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2031, 1, 3, tzinfo=UTC)

    monkeypatch.setattr(journal, "datetime", Ahead)
    study.add(Memo("m1", "une idée"))
    monkeypatch.undo()

    told = [note for note in study.notes if "2031" in note]

    assert len(told) == 1
    assert study.verify()
    study.add(Memo("m2", "une autre"))
    assert study.verify()


def test_a_clock_that_is_right_is_not_spoken_of(study: Study) -> None:
    from toolkit.study.second_copies import _clock

    assert _clock(study) == []
    assert _clock(study, now=datetime.now(UTC) - timedelta(minutes=2)) == []
    assert len(_clock(study, now=datetime.now(UTC) - timedelta(hours=2))) == 1


def test_the_end_of_the_journal_cut_before_opening_is_seen_through_older_snapshots(
    study: Study, folder: Path
) -> None:
    import sqlite3

    study.add(Memo("m1", "une idée"))
    study.close()
    open_study(folder).close()  # a snapshot with the last action
    with sqlite3.connect(folder / DATABASE) as raw:
        seq = raw.execute("SELECT max(seq) FROM journal").fetchone()[0]
        for table in ("journal", "journal_edits", "journal_payloads"):
            raw.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
        raw.execute("DELETE FROM memos")
    raw.close()

    with open_study(folder) as again:
        again.snapshots()  # opening has made one of the cut file
        found = again.verify()

    assert not found
    assert any("coupée" in fault for fault in found.faults)


def test_a_restore_is_no_cut(study: Study, folder: Path, tmp_path: Path) -> None:
    study.add(Memo("m1", "une idée"))
    old = study.backup(tmp_path / "clé").path
    study.add(Memo("m2", "une autre"))
    study.restore(old)
    study.close()

    for number in range(3):
        with open_study(folder) as again:
            again.add(Memo(f"n{number}", "suite"))
            assert again.verify()


def test_the_list_of_copies_is_no_text_to_take_names_out_of(study: Study, folder: Path, tmp_path: Path) -> None:
    from toolkit.transcripts.forms import NameDecision
    from toolkit.transcripts.late import LateNames

    study.backup(tmp_path / "clé de Solveig")
    before = (folder / "backups" / "copies.json").read_text(encoding="utf-8")
    study.add(Memo("m1", "Solveig me l’a dit"))

    study.redact(LateNames((NameDecision("Solveig", "PERSON", "accepted", "Colette"),)))

    after = (folder / "backups" / "copies.json").read_text(encoding="utf-8")
    assert "clé de Solveig" in after
    assert before.count('"path"') == after.count('"path"')
    assert study.memos["m1"].text == "Colette me l’a dit"


def test_undo_says_that_what_came_before_was_erased(tmp_path: Path) -> None:
    from leaving import study_to_leave

    study = study_to_leave(tmp_path / "étude")
    study.withdraw("P03")

    told = ""
    for _time in range(100):
        try:
            study.undo()
        except Refused as fault:
            told = str(fault)
            break

    assert "effacé" in told
    study.close()
