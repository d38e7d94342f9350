"""``carnet merge``: another copy comes in, what differs is asked, a merged copy is put away, never deleted."""

import builtins
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from toolkit import open_study
from toolkit.model import Change, Code, Coder
from toolkit.study import DATABASE


@pytest.fixture
def two(carnet: Any, passphrase: Path, place: Path) -> tuple[Path, Path]:
    """A study, and a copy of it beside its file as OneDrive leaves it."""
    carnet("new", place)
    with open_study(place, coder="C1") as study:
        study.add(Coder("C2", "Camille"), Coder("C3", "Camille"))
        study.add(Code("entraide", "Entraide"), Code("attente", "Attente"))
    conflict = place / "study (conflit de PC-2).db"
    shutil.copy(place / DATABASE, conflict)
    return place, conflict


def elsewhere(conflict: Path, *changes: Any, coder: str = "C2") -> None:
    """Work in a conflict copy, on the other computer."""
    home = conflict.parent.parent / "PC-2"
    home.mkdir()
    shutil.copy(conflict, home / DATABASE)
    with open_study(home, coder=coder) as study:
        for change in changes:
            study.do(change)
    shutil.copy(home / DATABASE, conflict)


def reworded(place: Path, words: str) -> Change:
    with open_study(place) as study:
        code = study.codes["entraide"]
    return Change.replacing([(code, replace(code, definition=words))])


def disagreeing(two: tuple[Path, Path]) -> tuple[Path, Path]:
    place, conflict = two
    mine, theirs = reworded(place, "Ici on s’aide."), reworded(place, "Là on s’aide.")
    with open_study(place, coder="C1") as study:
        study.do(mine)
    elsewhere(conflict, theirs)
    return place, conflict


def test_a_conflict_copy_is_said_at_opening_merged_and_put_away(carnet: Any, two: tuple[Path, Path]) -> None:
    place, conflict = two
    elsewhere(conflict, Change.adding(Code("neuf", "Neuf")))
    with open_study(place) as study:
        told = study.notes

    answer = carnet("merge", "--study", place)

    assert any("PC-2" in note and "carnet merge" in note for note in told)
    assert answer.code == 0
    assert "réunies" in answer.out
    assert not conflict.exists()
    assert (place / "backups" / conflict.name).exists()
    with open_study(place) as study:
        assert "neuf" in study.codes
        assert study.conflict_copies() == []
        assert study.verify()


def test_a_second_copy_of_the_same_name_takes_no_place(carnet: Any, two: tuple[Path, Path]) -> None:
    place, conflict = two
    (place / "backups" / conflict.name).write_bytes(b"autre")

    carnet("merge", "--study", place)

    assert (place / "backups" / conflict.name).read_bytes() == b"autre"
    assert (place / "backups" / "study (conflit de PC-2)-2.db").exists()


def test_what_differs_is_listed_without_words_and_nothing_is_written(carnet: Any, two: tuple[Path, Path]) -> None:
    place, conflict = disagreeing(two)
    before = conflict.read_bytes()

    answer = carnet("merge", "--study", place)

    assert answer.code == 1
    assert "codes:entraide" in answer.err
    assert "Camille (C2)" in answer.err
    assert "s’aide" not in answer.out + answer.err
    assert "--conflicts" in answer.err
    assert conflict.read_bytes() == before
    with open_study(place) as study:
        assert study.codes["entraide"].definition == "Ici on s’aide."


def test_decisions_are_taken_from_a_table(carnet: Any, two: tuple[Path, Path], tmp_path: Path, helpers: Any) -> None:
    place, _conflict = disagreeing(two)
    table = tmp_path / "conflits (été).csv"
    asked = carnet("merge", "--study", place, "--conflicts", table)
    (row,) = helpers.table_of(table)
    table.write_text(table.read_text(encoding="utf-8-sig").rstrip() + "leur\r\n", encoding="utf-8-sig", newline="")

    answer = carnet("merge", "--study", place, "--decisions", table)

    assert asked.code == 1
    assert (row["clé"], row["décision"]) == ("codes:entraide", "")
    assert "Là on s’aide." in row["des deux côtés"]
    assert answer.code == 0
    with open_study(place) as study:
        assert study.codes["entraide"].definition == "Là on s’aide."


def test_faulty_lines_of_decisions_are_refused_by_number(carnet: Any, two: tuple[Path, Path], tmp_path: Path) -> None:
    place, conflict = disagreeing(two)
    table = tmp_path / "décisions.csv"
    table.write_text(
        "clé;décision\ncodes:entraide;mienne\ncodes:attente;peut-être\n;leur\ncodes:entraide;leur\n", encoding="utf-8"
    )

    answer = carnet("merge", "--study", place, "--decisions", table)

    assert answer.code == 2
    assert all(f"ligne {n}" in answer.err for n in (3, 4, 5))
    assert conflict.exists()


def test_one_side_may_be_taken_everywhere(carnet: Any, two: tuple[Path, Path]) -> None:
    place, _conflict = disagreeing(two)

    answer = carnet("merge", "--study", place, "--take", "mine")

    assert answer.code == 0
    with open_study(place) as study:
        assert study.codes["entraide"].definition == "Ici on s’aide."


def test_on_a_terminal_each_thing_is_asked(
    carnet: Any, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, _conflict = disagreeing(two)
    answers = iter(["?", "a"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(builtins, "input", lambda _question: next(answers))

    answer = carnet("merge", "--study", place)

    assert answer.code == 0
    assert "Ici on s’aide." in answer.out
    with open_study(place) as study:
        assert study.codes["entraide"].definition == "Là on s’aide."


def test_a_dry_run_writes_nothing(carnet: Any, two: tuple[Path, Path]) -> None:
    place, conflict = disagreeing(two)
    with open_study(place) as study:
        head = study.head

    answer = carnet("merge", "--study", place, "--dry-run")
    facts = json.loads(carnet("merge", "--study", place, "--dry-run", "--json").out)

    assert answer.code == 0
    assert "codes:entraide" in answer.out
    assert "s’aide" not in answer.out
    assert [one["key"] for one in facts[0]["conflicts"]] == ["codes:entraide"]
    assert conflict.exists()
    with open_study(place) as study:
        assert study.head == head


def test_without_any_copy_it_says_so(carnet: Any, two: tuple[Path, Path]) -> None:
    place, conflict = two
    conflict.unlink()

    answer = carnet("merge", "--study", place)

    assert answer.code == 0
    assert "Aucune autre copie" in answer.out


def test_a_program_is_answered_in_json(carnet: Any, two: tuple[Path, Path]) -> None:
    place, conflict = two
    elsewhere(conflict, Change.adding(Code("neuf", "Neuf")))

    (fact,) = json.loads(carnet("merge", conflict, "--study", place, "--json").out)

    assert (fact["merged"], fact["births"]) == (True, {"codes": 1})
    assert conflict.exists()
