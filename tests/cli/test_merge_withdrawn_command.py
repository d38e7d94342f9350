"""``carnet merge`` and ``carnet unpack`` of a copy that somebody left: said with numbers, asked, then done whole."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from toolkit import new_study, open_study
from toolkit.model import Code, Memo, Participant, Speaker, Transcript, Turn
from toolkit.study import DATABASE
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.late import LateNames

SAID = "je suis arrivée un mardi de pluie avec mon carton de vaisselle sous le bras"
NAMES = LateNames((NameDecision("Hamid", "PERSON", "accepted", "Karim"),))


def interview(id: str, participant: str, words: str) -> Transcript:
    text = f"R : {words}."
    return Transcript(id, text, (Turn(("R",), 0, 4, len(text)),), (Speaker("R", "participant", participant),))


@pytest.fixture
def two(place: Path, tmp_path: Path, passphrase: Path) -> tuple[Path, Path]:
    """The study, with the text of an interview among its sources, and a copy on another computer."""
    with new_study(place, title="Été", coder="C1") as study:
        study.add(Participant("P03"), Participant("P04"))
        study.add(interview("E03", "P03", SAID), interview("E04", "P04", "rien que des bancs, et Hamid au soleil"))
        study.add(Code("entraide", "Entraide"), Memo("mien", "À moi.", coder="C1"))
        (place / "sources" / "E03.txt").write_text(SAID, encoding="utf-8")
        other = tmp_path / "autre poste"
        other.mkdir()
        study._store.copy_to(other / DATABASE)
    return place, other


def withdrawn(two: tuple[Path, Path]) -> tuple[Path, Path]:
    """Somebody leaves the other copy, where work goes on."""
    with open_study(two[1], coder="C2") as other:
        other.withdraw("P03")
        other.add(Code("neuf", "Neuf"))
    return two


def held(place: Path) -> tuple[str, list[str], bool]:
    with open_study(place) as study:
        return study.head, [one.id for one in study.participants], (place / "sources" / "E03.txt").exists()


def told(text: str) -> str:
    """What is said, on one line, with plain spaces."""
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'").split())


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, answer: bool) -> list[str]:
    asked: list[str] = []

    def confirm(question: str, abort: bool) -> bool:
        asked.append(question)
        if not answer:
            raise typer.Abort
        return True

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(typer, "confirm", confirm)
    return asked


def test_a_dry_run_says_who_left_and_the_numbers(carnet: Any, two: tuple[Path, Path]) -> None:
    place, other = withdrawn(two)
    before = held(place)

    answer = carnet("merge", other, "--study", place, "--dry-run")
    (facts,) = json.loads(carnet("merge", other, "--study", place, "--dry-run", "--json").out)

    assert answer.code == 0
    assert "P03 s'est retirée dans cette copie : son retrait vaut ici aussi, pour toujours." in told(answer.out)
    assert "entretien : 2 → 1" in told(answer.out)
    assert facts["withdrawn"] == ["P03"]
    assert facts["numbers"]["transcripts"] == {"before": 2, "after": 1}
    assert held(place) == before


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_where_nobody_can_answer_it_is_one_sentence_and_nothing_is_written(
    carnet: Any, two: tuple[Path, Path], more: tuple[str, ...]
) -> None:
    place, other = withdrawn(two)
    before = held(place)

    answer = carnet("merge", other, "--study", place, *more)

    assert answer.code == 2
    assert "P03 s'est retirée dans cette copie" in told(answer.err)
    assert "entretien : 2 → 1" in told(answer.err)
    assert "--yes" in answer.err
    assert held(place) == before


def test_yes_withdraws_here_first_and_says_what_undo_gives_back(carnet: Any, two: tuple[Path, Path]) -> None:
    place, other = withdrawn(two)

    answer = carnet("merge", other, "--study", place, "--yes")

    assert answer.code == 0
    assert "« carnet undo » enlève ce que cette copie a apporté ; le retrait de P03 demeure." in told(answer.out)
    assert "rend l'étude telle qu'elle était" not in told(answer.out)
    assert "Reçu du retrait de P03" in told(answer.out)
    assert "carnet withdraw P03 --coffre" in told(answer.out)
    assert held(place)[1:] == (["P04"], False)
    assert carnet("undo", "--study", place).code == 0
    with open_study(place) as study:
        assert "neuf" not in study.codes
        assert "mien" in study.memos
        assert "P03" not in study.participants


def test_a_copy_that_brings_nothing_else_has_nothing_to_undo(carnet: Any, two: tuple[Path, Path]) -> None:
    place, other = two
    with open_study(other, coder="C2") as study:
        study.withdraw("P03")

    answer = carnet("merge", other, "--study", place, "--yes")

    assert answer.code == 0
    assert "il n'y a rien à annuler" in told(answer.out)
    assert "carnet undo" not in answer.out


def test_a_program_is_given_the_receipt(carnet: Any, two: tuple[Path, Path]) -> None:
    place, other = withdrawn(two)

    (facts,) = json.loads(carnet("merge", other, "--study", place, "--yes", "--json").out)

    assert facts["withdrawn"] == ["P03"]
    assert facts["receipts"][0]["subject"] == "P03"
    assert facts["receipts"][0]["erased"]


@pytest.mark.parametrize("way", ["merge", "unpack"])
def test_on_a_terminal_a_no_leaves_everything_as_it_was(
    carnet: Any, two: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    place, other = withdrawn(two)
    with open_study(other, coder="C2") as study:
        pack = study.pack(tmp_path / "retour.carnet").path
    before = held(place)
    asked = on_a_terminal(monkeypatch, answer=False)

    answer = carnet(way, other if way == "merge" else pack, "--study", place)

    assert answer.code == 2
    assert len(asked) == 1
    assert "entretien : 2 → 1" in told(answer.out)
    assert held(place) == before


@pytest.mark.parametrize("way", ["merge", "unpack"])
def test_on_a_terminal_a_yes_does_it(
    carnet: Any, two: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    place, other = withdrawn(two)
    with open_study(other, coder="C2") as study:
        pack = study.pack(tmp_path / "retour.carnet").path
    on_a_terminal(monkeypatch, answer=True)

    answer = carnet(way, other if way == "merge" else pack, "--study", place)

    assert answer.code == 0
    assert "Reçu du retrait de P03" in told(answer.out)
    assert held(place)[1:] == (["P04"], False)


def test_unpack_needs_yes_where_nobody_can_answer(carnet: Any, two: tuple[Path, Path], tmp_path: Path) -> None:
    place, other = withdrawn(two)
    with open_study(other, coder="C2") as study:
        pack = study.pack(tmp_path / "retour.carnet").path
    before = held(place)

    refused = carnet("unpack", pack, "--study", place)
    state = held(place)
    accepted = json.loads(carnet("unpack", pack, "--study", place, "--yes", "--json").out)

    assert refused.code == 2
    assert "P03 s'est retirée dans cette copie" in told(refused.err)
    assert "retour.carnet" in refused.err
    assert state == before
    assert accepted["withdrawn"] == ["P03"]
    assert held(place)[1:] == (["P04"], False)


def test_what_could_not_come_is_counted(carnet: Any, two: tuple[Path, Path]) -> None:
    place, other = two
    with open_study(other, coder="C2") as study:
        study.add(interview("E05", "P03", SAID), Code("neuf", "Neuf"))
    with open_study(place, coder="C1") as study:
        study.withdraw("P03")

    answer = carnet("merge", other, "--study", place)

    assert answer.code == 0
    assert "1 élément fait dans cette copie ne peut pas venir" in told(answer.out)
    assert "(entretien : 1)" in told(answer.out)


def test_names_replaced_on_one_side_ask_for_redact_here(carnet: Any, two: tuple[Path, Path]) -> None:
    place, other = two
    with open_study(other, coder="C2") as study:
        study.redact(NAMES)
        study.add(Code("neuf", "Neuf"))

    there = carnet("merge", other, "--study", place)
    back = carnet("merge", place, "--study", other)

    assert "Lancez aussi « carnet redact --names » dans cette étude" in told(there.out)
    assert "les noms remplacés le restent" in told(there.out)
    assert "redact" not in back.out


def test_a_copy_from_before_the_names_asks_for_redact_again(carnet: Any, two: tuple[Path, Path]) -> None:
    place, other = two
    with open_study(place, coder="C1") as study:
        study.redact(NAMES)
    with open_study(other, coder="C2") as study:
        study.add(Memo("m9", "Hamid revient.", coder="C2"))

    answer = carnet("merge", other, "--study", place)

    assert "relancez « carnet redact --names »" in told(answer.out)
    assert "Hamid" not in answer.out
