"""A damaged file: one sentence, never the words that could not be read; ``verify`` says it and goes on."""

import random
import sqlite3
from pathlib import Path

import pytest

from toolkit import open_study
from toolkit.errors import DamagedStudy, ToolkitError
from toolkit.model import Code, Coder, Memo, coding_of
from toolkit.study import DATABASE, Study


def altered(folder: Path, *statements: str) -> None:
    with sqlite3.connect(folder / DATABASE) as raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()


def use(study: Study) -> None:
    study.undo()
    study.codings.frame()


def told_by(folder: Path) -> str:
    """What a person reads when they open a study and look at everything."""
    try:
        with open_study(folder) as study:
            found = study.verify()
            study.codings.frame()
            study.codings.pieces()
            study.history()
            return " ".join(found.faults)
    except ToolkitError as fault:
        return str(fault)


def test_a_byte_changed_in_a_text_shows_no_word_of_it(study: Study, folder: Path) -> None:
    study.close()
    altered(folder, "UPDATE transcripts SET text = CAST(replace(CAST(text AS BLOB), x'c389', x'c328') AS TEXT)")
    altered(folder, "UPDATE transcripts SET text = CAST(x'c3285120' || CAST(text AS BLOB) AS TEXT)")

    with open_study(folder) as again, pytest.raises(DamagedStudy) as caught:
        again.codings.frame()

    assert "Comment" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("table", ["journal_payloads", "journal_edits", "journal", "codings", "transcripts"])
def test_a_missing_table_is_a_fault_and_not_a_crash(study: Study, folder: Path, table: str) -> None:
    study.close()
    altered(folder, "PRAGMA foreign_keys=OFF", f"DROP TABLE {table}")

    try:
        with open_study(folder) as again:
            assert not again.verify()
            with pytest.raises(ToolkitError):
                use(again)
    except DamagedStudy:
        pass


def test_random_damage_never_crashes_nor_quotes(study: Study, folder: Path) -> None:
    transcript, code = study.transcripts["E01"], study.codes["entraide"]
    study.add(*(coding_of(transcript, i, i + 9, code, coder="C1") for i in range(40)))
    study.close()
    whole = (folder / DATABASE).read_bytes()
    dice = random.Random(5)

    for _round in range(40):
        damaged = bytearray(whole)
        for _byte in range(dice.choice([1, 20, 400])):
            damaged[dice.randrange(100, len(damaged))] = dice.randrange(256)
        (folder / DATABASE).write_bytes(damaged)
        told = told_by(folder)
        assert "Ça va" not in told
        assert "entraidé" not in told


def test_the_order_of_birth_is_verified_too(study: Study, folder: Path) -> None:
    study.close()
    altered(folder, "UPDATE codes SET rank = 5 WHERE id = 'attente'")

    with open_study(folder) as again:
        assert any("attente" in fault for fault in again.verify().faults)


def test_two_processes_may_make_the_same_cached_value(study: Study, folder: Path) -> None:
    other = open_study(folder)

    value = study.cache("clé", lambda: other.cache("clé", lambda: b"la leur") and b"la mienne")

    assert value == b"la leur"
    other.close()


def test_the_birth_of_a_study_is_not_undone(study: Study) -> None:
    from toolkit.errors import Refused

    for _step in range(len(study.history()) - 1):
        study.undo(coder="C1")
    with pytest.raises(Refused):
        study.undo(coder="C1")

    assert study.sheet.title == "Les étés"


def test_a_change_of_nothing_writes_nothing(study: Study) -> None:
    from toolkit.model import Change

    head = study.head

    study.do(Change("rien"))
    study.add(Coder("C1", "Camille", "intern"), Code("entraide", "Entraide"))

    assert study.head == head
    study.add(Memo("m1", "note"))
    assert study.head != head
