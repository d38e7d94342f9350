"""``carnet link``, ``carnet event``, ``carnet chronicle``: written, listed, printed, drawn, taken back."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "coding"))

from linked import CLOSED, CODES, HELPED, INTERVIEW, UNSURE

from toolkit.cli import main
from toolkit.model import Coder, Participant, Transcript
from toolkit.study import new_study, open_study


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "mon étude"
    with new_study(place, coder="C1") as study:
        study.add(Coder("C1", role="intern"), Participant("P03", traits={"naissance": 1961}), INTERVIEW, *CODES)
        study.add(CLOSED, HELPED, UNSURE, Transcript("O01", "Elle relit.", kind="observation"))
    return place


def test_links_are_added_listed_printed_and_taken_back(folder, tmp_path, capsys):
    here = ("--study", str(folder))
    assert main(["link", "add", "fermeture", "cause", "entraide", "-e", CLOSED.id, "--note", "=1+1", *here]) == 0
    assert main(["link", "add", HELPED.id, "appui", "confiance", *here]) == 0
    assert main(["link", "add", "mairie", "rôle", "garant", *here]) == 0
    capsys.readouterr()

    assert main(["link", "list", "--json", *here]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["kind"] for one in found] == ["causes", "role", "supports"]
    for view in (["--axial", "entraide"], ["--actors"], ["--arguments", "confiance"], ["--about", "mairie"], []):
        assert main(["link", "list", *view, *here]) == 0
    assert "3 liens" in capsys.readouterr().out.replace("\xa0", " ")
    target = folder / "outputs" / "entraide.docx"
    assert main(["link", "export", str(target), "--axial", "entraide", *here]) == 0
    assert json.loads(target.with_name("entraide.docx.json").read_text(encoding="utf-8"))["verb"] == "paradigm"
    assert main(["link", "remove", found[0]["id"], *here]) == 0
    assert main(["undo", *here]) == 0
    capsys.readouterr()
    assert main(["codebook", "delete", "mairie", *here]) == 0
    assert "1 lien est parti avec lui" in capsys.readouterr().out.replace("\xa0", " ")
    assert main(["undo", *here]) == 0
    with open_study(folder) as study:
        assert len(study.links) == 3
        assert study.verify()


def test_events_are_added_imported_listed_drawn_and_printed(folder, tmp_path, capsys):
    here = ("--study", str(folder))
    calendar = tmp_path / "calendrier.csv"
    calendar.write_text("personne;événement;quand;sphère\nP03;Mariage;vers 1983;famille\nP03;Vacances;;\n", "utf-8")
    event = [
        "event",
        "add",
        "Fermeture",
        "--person",
        "P03",
        "--when",
        "vers 1998",
        "--domain",
        "travail",
        "--turning",
    ]
    assert main([*event, "-e", CLOSED.id, *here]) == 0
    assert "vers 1998" in capsys.readouterr().out
    assert main(["event", "import", str(calendar), *here]) == 0
    assert "2 événements" in capsys.readouterr().out.replace("\xa0", " ")

    assert main(["event", "list", "--person", "P03", *here]) == 0
    shown = capsys.readouterr().out.replace("\xa0", " ")
    assert shown.index("Mariage") < shown.index("Fermeture") < shown.index("Vacances")
    assert "2 événements datés, 1 sans date (N = 3)" in shown
    assert main(["event", "list", "--json", *here]) == 0
    assert [one["when"] for one in json.loads(capsys.readouterr().out)] == ["1983~", "1998~", ""]
    figure = folder / "outputs" / "P03.png"
    assert main(["event", "timeline", str(figure), "--person", "P03", *here]) == 0
    assert "Frise" in capsys.readouterr().out
    assert figure.read_bytes()[:4] == b"\x89PNG"
    assert figure.with_name("P03.png.json").is_file()
    for ending in ("xlsx", "html"):
        assert main(["event", "export", str(tmp_path / f"vie.{ending}"), *here]) == 0


def test_a_chronicle_is_added_imported_and_printed(folder, tmp_path, capsys):
    here = ("--study", str(folder))
    act = [
        "chronicle",
        "add",
        "Elle relit.",
        "-t",
        "O01",
        "--start",
        "12:30",
        "-v",
        UNSURE.id,
        "--component",
        "E=finir",
    ]
    assert main([*act, *here]) == 0
    table = tmp_path / "chronique.csv"
    table.write_text("observation;action;début;R\nO01;Elle ouvre.;00:00:05;la porte\n", "utf-8")
    assert main(["chronicle", "import", str(table), *here]) == 0
    capsys.readouterr()

    assert main(["chronicle", "list", "--json", *here]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["action"], row["start_ms"]) for row in rows] == [("Elle ouvre.", 5000), ("Elle relit.", 750_000)]
    assert main(["chronicle", "export", str(folder / "outputs" / "chronique.docx"), *here]) == 0
    assert (folder / "outputs" / "chronique.docx.json").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ["link", "add", "froid", "aime", "entraide"],
        ["link", "add", "froid", "causes", "froid"],
        ["link", "list", "--axial", "rien"],
        ["link", "remove", "rien"],
        ["event", "add", "Départ", "--when", "un jour"],
        ["event", "add", "Départ", "--when", "2004", "--until", "2001"],
        ["event", "add", "Départ", "--person", "P99"],
        ["event", "timeline", "frise.gif"],
        ["chronicle", "add", "Elle sort.", "--start", "midi"],
        ["chronicle", "add", "Elle sort.", "--component", "E"],
        ["memo", "change", "rien", "mots"],
        ["memo", "remove", "rien"],
    ],
)
def test_what_cannot_be_ends_with_a_sentence_and_writes_nothing(folder, arguments, capsys):
    with open_study(folder) as study:
        head = study.head

    assert main([*arguments, "--study", str(folder)]) == 2

    assert "Traceback" not in capsys.readouterr().err
    with open_study(folder) as study:
        assert study.head == head


def test_a_memo_is_changed_taken_away_and_found_again(folder, tmp_path, capsys):
    here = ("--study", str(folder))
    main(["memo", "write", "Une idée", *here])
    with open_study(folder) as study:
        (id,) = study.memos.ids()

    assert main(["memo", "change", id, "Une autre", *here]) == 0
    assert main(["memo", "export", str(tmp_path / "m.md"), "--words", "autre", *here]) == 0
    assert "Une autre" in (tmp_path / "m.md").read_text(encoding="utf-8")
    assert main(["memo", "remove", id, *here]) == 0
    with open_study(folder) as study:
        assert study.memos.ids() == []
