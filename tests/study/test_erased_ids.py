"""An id erased for ever is given to nobody again: a copy that comes back would erase the new one too."""

from pathlib import Path

import pytest
from leaving import study_to_leave

from toolkit import open_study
from toolkit.cli import main
from toolkit.errors import Refused
from toolkit.model import Participant, Transcript


def test_the_id_of_somebody_who_left_cannot_be_given_again(tmp_path: Path) -> None:
    study = study_to_leave(tmp_path / "étude")
    study.withdraw("P03")
    head = study.head

    with pytest.raises(Refused, match="P03"):
        study.add(Participant("P03"))
    with pytest.raises(Refused, match="E03"):
        study.add(Transcript("E03", "un autre entretien"))

    assert study.head == head
    study.add(Participant("P33"))
    assert "P33" in study.participants
    study.close()


def test_undo_may_still_give_back_what_somebody_took_away(tmp_path: Path) -> None:
    study = study_to_leave(tmp_path / "étude")
    study.withdraw("P03")
    study.add(Participant("P33"))
    study.undo()
    study.redo()

    assert "P33" in study.participants
    study.close()


def test_an_interview_imported_after_a_withdrawal_takes_new_ids(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = study_to_leave(tmp_path / "étude")
    held = {*study.participants.ids(), *study.transcripts.ids()}
    study.withdraw("P03")
    study.close()
    new = tmp_path / "nouvel entretien.txt"
    new.write_text(
        "Q : Et alors, comment ça va ?\nR : Ça va bien, merci.\nQ : Et après ?\nR : On verra.\n", encoding="utf-8"
    )

    assert main(["import", str(new), "--already-pseudonymised", "--study", str(tmp_path / "étude")]) == 0

    capsys.readouterr()
    with open_study(tmp_path / "étude") as again:
        born = {*again.participants.ids(), *again.transcripts.ids()} - held
        assert len(born) == 2
        assert "P03" not in again.participants
        assert "E03" not in again.transcripts
