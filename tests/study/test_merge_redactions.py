"""What one copy erased for ever, no merge brings back; and two copies that forgot the same thing leave it at that."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from leaving import CODES, SAID, on, study_to_leave
from two_copies import content, copied

from toolkit.model import Code, Memo
from toolkit.model.withdrawal import Withdrawal
from toolkit.store.redaction import redact
from toolkit.study import Study

Two = tuple[Study, Study]


@pytest.fixture
def two(folder: Path, tmp_path: Path) -> Iterator[Two]:
    """A study that somebody leaves, and a copy where their words were worked on meanwhile."""
    study = study_to_leave(folder)
    other = copied(study, tmp_path / "autre poste")
    other.add(on(other.transcripts["E03"], SAID[1][10:40], CODES[2], "C2"))
    other.add(Memo("m7", f"Ajouté : {SAID[1][:45]}", coder="C2"), Code("neuf", "Neuf"))
    redact(study._store, Withdrawal("P03"), coder="C1", target="withdrawal P03")
    yield study, other
    study.close()
    other.close()


def words_in(study: Study) -> list[str]:
    study._store.close()
    raw = b"".join(path.read_bytes() for path in study.folder.glob("study.db*"))
    return [words for words in SAID if words[:30].encode() in raw]


def test_the_words_erased_here_do_not_come_back_from_the_other_copy(two: Two) -> None:
    study, other = two

    assert study.merge(other.folder)

    assert "neuf" in study.codes
    assert study.memos["m7"].text == "Ajouté : [passage retiré]"
    assert not words_in(study)
    assert study.verify()
    study.replay()
    assert study.verify()


def test_the_words_erased_there_are_erased_here(two: Two) -> None:
    study, other = two
    assert words_in(other)

    assert other.merge(study.folder, accept_withdrawals=True)

    assert not words_in(other)
    assert "neuf" in other.codes
    assert other.verify()


def test_two_copies_that_forgot_meet_without_end_and_write_nothing(two: Two) -> None:
    study, other = two
    study.merge(other.folder)
    other.merge(study.folder, accept_withdrawals=True)
    heads = (study.head, other.head)

    done = [study.merge(other.folder), other.merge(study.folder), study.merge(other.folder)]

    assert not any(done)
    assert (study.head, other.head) == heads
    assert content(study) == content(other)


def test_comparing_erases_nothing(two: Two) -> None:
    study, other = two
    held = content(other)

    other.compare(study.folder)

    assert content(other) == held
    assert words_in(other)
