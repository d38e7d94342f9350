"""The commands of the room: codebook, search, autocode, accept, reject."""

import json

import pytest

from toolkit.cli import main
from toolkit.model import Coder, Coding, Participant, Speaker, Transcript, Turn
from toolkit.study import new_study, open_study

TEXT = "E : Qui vous aide ?\nLéa : Les voisins m’aidaient. Voilà 🙂.\n"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "mon étude"
    turns = (Turn(("E",), 0, 4, 19), Turn(("Léa",), 20, 26, len(TEXT) - 1))
    speakers = (Speaker("E", "interviewer"), Speaker("Léa", "participant", "P1"))
    with new_study(place, coder="C1") as study:
        study.add(Coder("C1", role="intern"))
        study.add(Participant("P1"))
        study.add(Transcript("E01", TEXT, turns, speakers))
    return place


@pytest.fixture
def tables(tmp_path):
    book, words = tmp_path / "grille.csv", tmp_path / "mots.csv"
    book.write_text("code;libellé;parent;définition\nliens;Les liens;;\naide;Aide;liens;Aider\n", encoding="utf-8")
    words.write_text("code;terms\naide;aider | coup de main\n", encoding="utf-8")
    return book, words


def run(*arguments, folder):
    return main([*map(str, arguments), "--study", str(folder)])


def test_the_whole_path_from_codebook_to_accepted_codings(folder, tables, capsys):
    book, words = tables

    codes = [
        run("codebook", "import", book, folder=folder),
        run("autocode", "--dictionary", words, "--coder", "C1", folder=folder),
    ]
    with open_study(folder) as study:
        proposed = [(coding.quote, coding.state, coding.coder) for coding in study.all(Coding)]
    codes.append(run("accept", "--code", "aide", "--coder", "C1", folder=folder))
    with open_study(folder) as study:
        states = [coding.state for coding in study.all(Coding)]
        verbs = [step.verb for step in study.history()]

    assert codes == [0, 0, 0]
    assert proposed == [("Les voisins m’aidaient.", "proposed", "C1")]
    assert states == ["accepted"]
    assert {"import codebook", "propose codings", "accept proposals"} <= set(verbs)
    assert "## Les liens `liens`" in (folder / "codebook.md").read_text(encoding="utf-8")
    assert "coup de main" in capsys.readouterr().out


def test_accepting_at_once_is_an_act_of_its_own(folder, tables, capsys):
    book, words = tables
    run("codebook", "import", book, folder=folder)
    capsys.readouterr()

    run("autocode", "--dictionary", words, "--coder", "C1", "--accept", "--json", folder=folder)
    first = json.loads(capsys.readouterr().out)
    run("autocode", "--dictionary", words, "--coder", "C1", "--accept", "--json", folder=folder)
    second = json.loads(capsys.readouterr().out)

    assert (first["proposed"], first["accepted"]) == (1, 1)
    assert (second["proposed"], second["accepted"]) == (0, 0)
    assert {term["term"]: term["hits"] for term in first["terms"]} == {"aider": 1, "coup de main": 0}
    with open_study(folder) as study:
        assert [step.verb for step in study.history()][:2] == ["accept proposals", "propose codings"]


def test_a_new_coder_is_brought_in_and_said(folder, tables, capsys):
    book, words = tables
    run("codebook", "import", book, folder=folder)

    code = run("autocode", "--dictionary", words, "--coder", "C2", folder=folder)

    assert code == 0
    assert "C2" in capsys.readouterr().err
    with open_study(folder) as study:
        assert "C2" in study.coders


def test_importing_twice_changes_nothing_and_a_new_definition_makes_a_version(folder, tables, capsys):
    book, _words = tables
    run("codebook", "import", book, folder=folder)
    with open_study(folder) as study:
        head = study.head
    run("codebook", "import", book, folder=folder)
    with open_study(folder) as study:
        assert study.head == head
    book.write_text("code;libellé;parent;définition\nliens;Les liens;;\naide;Aide;liens;Autre\n", encoding="utf-8")
    capsys.readouterr()

    code = run("codebook", "import", book, "--json", folder=folder)

    assert code == 0
    assert json.loads(capsys.readouterr().out)["changed"] == ["aide"]
    with open_study(folder) as study:
        assert study.codes["aide"].version == 2


def test_search_shows_turns_and_answers_in_json(folder, capsys):
    run("search", "aider", folder=folder)
    shown = capsys.readouterr().out
    run("search", "aider", "--everybody", "--json", folder=folder)
    found = json.loads(capsys.readouterr().out)

    assert "aidaient" in shown
    assert [(hit["transcript"], hit["turn"], hit["quote"]) for hit in found] == [
        ("E01", 1, "aide"),
        ("E01", 2, "aidaient"),
    ]


def test_the_codebook_is_shown(folder, tables, capsys):
    assert run("codebook", "show", folder=folder) == 0
    run("codebook", "import", tables[0], folder=folder)
    capsys.readouterr()

    run("codebook", "show", "--json", folder=folder)

    assert [code["id"] for code in json.loads(capsys.readouterr().out)] == ["liens", "aide"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("accept",),
        ("accept", "inconnu"),
        ("accept", "--code", "inconnu"),
        ("reject", "--transcript", "E99"),
        ("codebook", "import", "absent.csv"),
        ("autocode", "--dictionary", "absent.csv", "--coder", "C1"),
        ("autocode", "--dictionary", "MOTS", "--coder", "C1", "--extent", "page"),
        ("search", "*"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_code_2(folder, tables, capsys, arguments):
    code = run(*(tables[1] if argument == "MOTS" else argument for argument in arguments), folder=folder)
    out = capsys.readouterr()

    assert code == 2
    assert out.err.strip()
    assert "Traceback" not in out.err
    with open_study(folder) as study:
        assert study.all(Coding) == []


def test_an_unknown_code_of_the_dictionary_is_said(folder, tables, capsys):
    code = run("autocode", "--dictionary", tables[1], "--coder", "C1", folder=folder)

    assert code == 2
    assert "aide" in capsys.readouterr().err


def test_rejected_proposals_do_not_come_back(folder, tables):
    run("codebook", "import", tables[0], folder=folder)
    run("autocode", "--dictionary", tables[1], "--coder", "C1", folder=folder)

    run("reject", "--all", "--coder", "C1", folder=folder)
    run("autocode", "--dictionary", tables[1], "--coder", "C1", folder=folder)

    with open_study(folder) as study:
        assert [coding.state for coding in study.all(Coding)] == ["rejected"]
