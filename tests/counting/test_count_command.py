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


def told(capsys, *words: str):
    assert main([*words]) == 0
    return json.loads(capsys.readouterr().out)


def test_cooccurrence_and_compare_answer_and_write(folder, tmp_path, capsys):
    place = ["-s", str(folder), "--coder", "C1"]

    pairs = told(capsys, "cooccurrence", *place, "--how", "turn", "--json")
    crossed = told(capsys, "compare", "statut", *place, "--level", "theme", "--json")
    inside = folder / "outputs" / "croisé.docx"
    for words in (
        ["cooccurrence", *place, "--how", "within", "--within", "2", "--to", str(tmp_path / "e.xlsx")],
        ["compare", "participant", *place, "--turned", "--normalise", "rows", "--to", str(inside)],
        ["compare", "statut", *place, "--unit", "turn", "--to", str(tmp_path / "t.html")],
    ):
        assert main(words) == 0

    together = {(row["code_a"], row["code_b"]): (row["n"], row["expected"]) for row in pairs["rows"]}
    assert together["entraide", "aide"] == (1, pytest.approx(3 / 7))
    assert {row["statut"]: (row["n"], row["N"]) for row in crossed["rows"] if row["code"] == "lien"} == {
        "bénévole": (1, 2), "salariée": (1, 2), "non renseigné": (1, 1),
    }  # fmt: skip
    assert inside.stat().st_size > 0
    assert json.loads((folder / "outputs" / "croisé.docx.json").read_text(encoding="utf-8"))["verb"] == "crosstab"
    assert capsys.readouterr().out == ""


def test_a_query_is_kept_listed_asked_again_and_taken_away(folder, capsys):
    place = ["-s", str(folder)]

    found = told(
        capsys, "query", "Aide", "reçue", "chevauche", "entraide", "--name", "aide", "--coder", "C1", *place, "--json"
    )
    again = told(capsys, "query", "--again", "aide", *place, "--json")
    listed = told(capsys, "query", "--list", *place, "--json")
    assert main(["query", "lien", "--where", "statut=bénévole", "--coder", "C1", *place]) == 0
    shown = capsys.readouterr().out
    assert main(["query", "--forget", "aide", *place]) == 0

    assert found["rows"] == again["rows"]
    assert [(row["transcript"], row["people"], row["quote"]) for row in found["rows"]] == [("E1", "P1", "c’est tout")]
    assert [(one["name"], one["asks"]) for one in listed] == [("aide", "Aide reçue chevauche entraide")]
    assert "On s’aide" in shown
    assert "1 personne sur 5" in shown.replace("\xa0", " ")
    capsys.readouterr()
    assert main(["query", "--list", *place]) == 0
    assert "Aucune requête" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["query"],
        ["query", "entraide", "--again", "x"],
        ["query", "--again", "x"],
        ["query", "entraide", "et", "--coder", "C1"],
        ["query", "isolement", "--coder", "C1"],
        ["query", "entraide", "--coder", "C1", "--where", "statut"],
        ["query", "entraide", "--coder", "C1", "--since", "hier"],
        ["cooccurrence", "--how", "ensemble", "--coder", "C1"],
        ["cooccurrence", "--how", "within", "--coder", "C1"],
        ["compare", "humeur", "--coder", "C1"],
        ["compare", "statut", "--coder", "C9"],
        ["compare", "statut", "--coder", "C1", "--to", "t.pdf"],
        ["compare", "statut", "--coder", "C1", "--asked", "absent.csv"],
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_code_2(folder, capsys, words):
    assert run([*words, "-s", str(folder)]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert 1 <= len(said.err.strip().split("\n")) <= 3
    assert "Traceback" not in said.err
