import json

import pytest
import typer

from toolkit.cli import agreement, main
from toolkit.cli.run import run
from toolkit.errors import Refused
from toolkit.model import Change, Code, Coder, Coding, Participant, Transcript
from toolkit.study import new_study


@pytest.fixture
def folder(desk, tmp_path):
    place = tmp_path / "étude d’été"
    with new_study(place, title="Essai") as study:
        for kind in (Participant, Coder, Transcript, Code, Coding):
            known = {noun.id for noun in study.all(kind)}
            study.do(Change.adding(*(noun for noun in desk.all(kind) if noun.id not in known), verb="add"))
    return place


def counted(folder, capsys, *options: str) -> dict:
    assert main(["count", "--study", str(folder), "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_count_answers_with_unit_n_and_N(folder, capsys):
    told = counted(folder, capsys, "--coder", "C1")

    assert told["unit"] == "participant"
    assert [(row["code"], row["n"], row["N"]) for row in told["rows"]][:2] == [("aide", 3, 5), ("entraide", 1, 5)]
    assert "quote" not in told["rows"][0]


def test_count_crosses_with_a_trait_for_people_and_for_turns(folder, capsys):
    people = counted(folder, capsys, "--coder", "C1", "--by", "statut")
    turns = counted(folder, capsys, "--coder", "C1", "--by", "statut", "--unit", "turn")

    assert {row["statut"]: row["n"] for row in people["rows"] if row["code"] == "aide"}["bénévole"] == 1
    assert sum(row["N"] for row in turns["rows"] if row["code"] == "aide") == 7


def test_count_writes_tables_and_figure(folder, tmp_path, capsys):
    for name in ("t.docx", "t.xlsx", "t.html", "t.csv"):
        assert main(["count", "-s", str(folder), "--coder", "C1,C2", "--to", str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size > 0

    assert main(["count", "-s", str(folder), "--coder", "C1", "--figure", str(tmp_path / "f.png")]) == 0

    assert (tmp_path / "f.png").read_bytes().startswith(b"\x89PNG")
    assert "Entraide" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--coder", "C7"],
        ["--coder", "C1", "--unit", "gens"],
        ["--coder", "C1", "--by", "couleur"],
        ["--coder", "C1", "--to", "t.pptx"],
        ["--coder", "C1", "--figure", "f.bmp"],
        ["--coder", "C1", "--by", "statut", "--profile", "presse"],
    ],
    ids=["two coders", "unknown coder", "unit", "trait", "table format", "figure format", "audience"],
)
def test_count_says_what_is_wrong_in_a_sentence_and_leaves_with_two(folder, capsys, options):
    assert main(["count", "-s", str(folder), *options]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip()
    assert "Traceback" not in said.err


def asked(*options: str) -> None:
    app = typer.Typer()
    app.callback()(lambda: None)
    agreement.add_to(app)
    app(["agreement", *options], standalone_mode=False)


def test_agreement_asks_first_when_no_school_is_declared_then_answers(folder, capsys):
    with pytest.raises(Refused, match="even-so"):
        asked("-s", str(folder))

    asked("-s", str(folder), "--even-so", "--coders", "C1,C2", "--json")

    told = json.loads(capsys.readouterr().out)
    rows = {row["code"]: row for row in told["rows"]}
    assert (rows["entraide"]["turns"], rows["entraide"]["turns_C1"], rows["entraide"]["alpha"]) == (2, 1, 1.0)
    assert rows["fatigue"]["turns_C1"] == 0


def test_agreement_prints_a_table_and_writes_it(folder, tmp_path, capsys):
    asked("-s", str(folder), "--even-so")
    asked("-s", str(folder), "--even-so", "--to", str(tmp_path / "accord.docx"))

    assert "Krippendorff" in capsys.readouterr().out
    assert (tmp_path / "accord.docx").stat().st_size > 0


def test_help_gives_an_example(capsys):
    assert run(["count", "--help"]) == 0

    assert "carnet count --by statut" in capsys.readouterr().out
