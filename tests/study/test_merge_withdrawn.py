"""A person who withdrew in another copy withdraws here with the merge: told, accepted, then done everywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from decoding import left_over
from leaving import ALONE, CODES, EARLIER, OTHERS, SAID, on, study_to_leave
from two_copies import content, copied

from toolkit.errors import WithdrawnElsewhere
from toolkit.model import Change, Code, Memo
from toolkit.study import DATABASE, Study
from toolkit.study.moving import unpack
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.late import LateNames

Two = tuple[Study, Study]
THEIRS = (*SAID, EARLIER)
OF_OTHERS = (*OTHERS, *(f"{label} : {words}" for label, words in ALONE if label == "Q"))
NAMES = LateNames((NameDecision("Hamid", "PERSON", "accepted", "Karim"),))


@pytest.fixture
def two(folder: Path, tmp_path: Path) -> Iterator[Two]:
    """The study, with sources and snapshots, and a copy of it on another computer."""
    study = study_to_leave(folder)
    for text in study.transcripts:
        (folder / "sources" / f"{text.id}.txt").write_text(text.text, encoding="utf-8", newline="")
    study.backup(folder / "backups")
    other = copied(study, tmp_path / "autre poste")
    yield study, other
    study.close()
    other.close()


def files(study: Study) -> dict[Path, bytes]:
    """Every file of a study but the database; its head stands for it."""
    held = {
        path: path.read_bytes()
        for path in study.folder.rglob("*")
        if path.is_file() and not path.name.startswith(DATABASE)
    }
    return held | {study.folder: study.head.encode()}


def test_a_comparison_says_who_withdrew_there_and_the_numbers_that_go(two: Two) -> None:
    study, other = two
    other.withdraw("P03")
    before = files(study)

    found = study.compare(other.folder)

    assert found.withdrawn == ("P03",)
    assert found.numbers["transcripts"] == (3, 2)
    assert found.numbers["participants"] == (4, 3)
    assert found.numbers["quotes"] == (2, 1)
    assert found.numbers["codings"] == (len(study.codings), len(other.codings))
    assert files(study) == before


def test_a_merge_that_nobody_accepted_leaves_everything_as_it_was(two: Two) -> None:
    study, other = two
    other.withdraw("P03")
    other.add(Code("neuf", "Neuf"))
    before, held = files(study), content(study)

    with pytest.raises(WithdrawnElsewhere) as refused:
        study.merge(other.folder)

    assert refused.value.ids == ("P03",)
    assert refused.value.numbers["transcripts"] == (3, 2)
    assert "P03" in refused.value.message
    assert files(study) == before
    assert content(study) == held


def test_after_an_accepted_merge_no_word_of_the_person_is_left_in_the_folder(two: Two) -> None:
    study, other = two
    other.withdraw("P03")
    other.add(Code("neuf", "Neuf"))
    assert left_over(study.folder, THEIRS, OF_OTHERS)

    done = study.merge(other.folder, accept_withdrawals=True)

    assert "neuf" in study.codes
    assert "P03" not in study.participants
    assert done.withdrawn == ("P03",)
    assert [receipt.subject for receipt in done.receipts] == ["P03"]
    assert any("E03.txt" in line for line in done.receipts[0].erased)
    assert study.verify()
    study.close()
    assert left_over(study.folder, THEIRS, OF_OTHERS) == {}


def test_undo_takes_back_what_came_and_the_person_stays_out(two: Two) -> None:
    study, other = two
    study.add(Memo("mien", "À moi.", coder="C1"))
    other.withdraw("P03")
    other.add(Code("neuf", "Neuf"))

    done = study.merge(other.folder, accept_withdrawals=True)
    study.undo()

    assert done.undoable
    assert "neuf" not in study.codes
    assert "mien" in study.memos
    assert "P03" not in study.participants
    assert "E03" not in study.transcripts


def test_a_merge_of_withdrawals_alone_says_that_nothing_is_undone_and_is_asked_once(two: Two) -> None:
    study, other = two
    study.add(Memo("mien", "À moi.", coder="C1"))
    other.withdraw("P03")

    done = study.merge(other.folder, accept_withdrawals=True)
    again = study.merge(other.folder)

    assert done
    assert not done.undoable
    assert not again
    assert study.compare(other.folder).withdrawn == ()
    assert "mien" in study.memos


def test_what_must_be_decided_is_asked_before_anybody_is_erased(two: Two) -> None:
    from toolkit.errors import Undecided

    study, other = two
    other.withdraw("P03")
    for side, words in ((study, "Ici."), (other, "Là-bas.")):
        code = side.codes["jardin"]
        side.do(Change.replacing([(code, Code("jardin", "Jardin", definition=words))]))
    before = files(study)

    with pytest.raises(Undecided):
        study.merge(other.folder, accept_withdrawals=True)

    assert files(study) == before


def test_a_conflict_copy_in_the_folder_is_cleaned_and_merged(two: Two) -> None:
    study, other = two
    other.withdraw("P03")
    other.add(Code("neuf", "Neuf"))
    beside = study.folder / "study (conflit de PC-2).db"
    other._store.copy_to(beside)

    assert study.merge(beside, accept_withdrawals=True)

    assert "neuf" in study.codes
    study.close()
    assert left_over(study.folder, THEIRS, OF_OTHERS) == {}


def test_a_pack_of_a_copy_that_withdrew_somebody_waits_for_a_yes(two: Two, tmp_path: Path) -> None:
    study, other = two
    other.withdraw("P03")
    other.add(Code("neuf", "Neuf"))
    pack = other.pack(tmp_path / "retour.carnet").path
    study.close()
    before = files(study)

    with pytest.raises(WithdrawnElsewhere) as refused:
        unpack(pack, study.folder, coder="C1")
    assert str(pack) in refused.value.message
    after = files(study)
    assert {path: after.get(path) for path in before} == before
    assert "P03" in study.participants
    study.close()
    done = unpack(pack, study.folder, coder="C1", accept_withdrawals=True)

    assert done.merged.withdrawn == ("P03",)
    assert left_over(study.folder, THEIRS, OF_OTHERS) == {}
    assert "neuf" in study.codes


def test_what_cannot_come_because_its_person_left_is_counted(two: Two) -> None:
    study, other = two
    other.add(
        on(other.transcripts["E03"], SAID[1][10:40], CODES[2], "C2"),
        on(other.transcripts["E03"], SAID[0][5:15], CODES[1], "C2"),
        on(other.transcripts["E04"], "c’est moi", CODES[2], "C2"),
    )
    study.withdraw("P03")
    here = len(study.codings)

    found = study.compare(other.folder)
    done = study.merge(other.folder)

    assert len(study.codings) == here + 1
    assert [shelf for shelf, _id in done.withheld] == ["codings", "codings"]
    assert done.withheld == found.withheld
    assert done.withdrawn == ()


def test_names_replaced_in_the_other_copy_are_told(two: Two) -> None:
    study, other = two
    other.redact(NAMES)
    other.add(Code("neuf", "Neuf"))

    found = study.compare(other.folder)
    done = study.merge(other.folder)

    assert (found.names_there, done.names_there) == (True, True)
    assert not done.names_here
    assert not study.merge(other.folder).names_there


def test_a_copy_from_before_names_were_replaced_here_is_told(two: Two) -> None:
    study, other = two
    study.redact(NAMES)
    other.add(Memo("m9", "Hamid parle du jardin.", coder="C2"))

    found = study.compare(other.folder)
    done = study.merge(other.folder)

    assert (found.names_here, done.names_here) == (True, True)
    assert not done.names_there
    assert "Hamid" in study.memos["m9"].text


def test_copies_that_erased_nothing_tell_nothing(two: Two) -> None:
    study, other = two
    other.add(Code("neuf", "Neuf"))

    done = study.merge(other.folder)

    assert (done.withdrawn, done.withheld, done.names_there, done.names_here) == ((), (), False, False)
