"""The commands of what a study remembers: history, changes, week, progress."""

import json
import re
import sqlite3
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from toolkit import open_study
from toolkit.model import Code, Coder, Memo, Participant, Speaker, Transcript, Turn, coding_of

SECRET = "le chat bleu dort sous la table de la cuisine"
SAID = "Q : Et alors ?\nR : Le renard gris attend toujours derrière la gare du village."


def spaced(text: str) -> str:
    return text.replace("\xa0", " ")


def text_of(path: Path) -> str:
    """All that a file holds, the parts of a zip one after the other, without marks."""
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist()]
    return re.sub(r"<[^>]+>", "", "\n".join(parts))


@pytest.fixture
def told(carnet: Any, place: Path) -> Path:
    """A study with a text, codings by two coders who bear one name, memos, a person not transcribed yet."""
    carnet("new", place, "--no-coffre")
    with open_study(place) as study:
        study.add(Coder("C2", "Camille"), Coder("C3", "Camille"), Participant("P01"), Participant("P02"))
        turns = (Turn(("Q",), 0, 4, 14), Turn(("R",), 15, 19, len(SAID)))
        speakers = (Speaker("Q", "interviewer"), Speaker("R", "participant", "P01"))
        study.add(Transcript("E01", SAID, turns, speakers))
        study.add(Code("entraide", "Entraide"), Code("attente", "Attente"))
        text = study.transcripts["E01"]
        study.add(coding_of(text, 22, 28, study.codes["entraide"], coder="C2"), coder="C2")
        study.add(coding_of(text, 22, 33, study.codes["attente"], coder="C3"), coder="C3")
        study.add(Memo("m1", f"Faut-il un autre code ?\n{SECRET}"), Memo("m2", SECRET, "diary"))
        study.undo()
        study.redo()
    return place


def test_history_says_what_it_was_about(carnet: Any, told: Path) -> None:
    shown = spaced(carnet("history", "-s", told).out)

    assert "1 passage codé dans E01 (Attente)" in shown
    assert "Camille (C2)" in shown
    assert "Camille (C3)" in shown
    assert "Date (UTC" in shown


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (["--coder", "C2"], 1),
        (["--coder", "Camille"], 2),
        (["--participant", "P01"], 4),
        (["--participant", "P02"], 1),
        (["--transcript", "E01"], 3),
        (["--code", "attente"], 2),
        (["--verb", "coder"], 2),
        (["--since", "2020-01-01", "--until", "2020-12-31"], 0),
        (["-n", "3"], 3),
        (["-n", "1", "--transcript", "E01"], 1),
    ],
    ids=str,
)
def test_history_answers_a_program(carnet: Any, told: Path, asked: list[str], count: int) -> None:
    answer = carnet("history", "-s", told, "--json", *asked)

    steps = json.loads(answer.out)
    assert answer.code == 0
    assert len(steps) == count
    assert all(
        {"hash", "verb", "coder", "at", "things", "about", "parts", "brought", "undone"} <= set(s) for s in steps
    )


def test_nothing_found_is_said(carnet: Any, told: Path) -> None:
    assert "Rien dans l’historique" in carnet("history", "-s", told, "--until", "2020-01-01").out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["history", "--transcript", "E99"], "E99"),
        (["history", "--since", "hier"], "« hier » n’est pas une date."),
        (["history", "--since", "2026-03-02", "--until", "2026-03-01"], "finit avant de commencer"),
        (["changes", "--since", "hier"], "n’est pas une date"),
        (["changes", "--since", "0123456789abcdef"], "n’est jamais passée"),
        (["changes", "--since-last-visit", "--since", "2026-03-01"], "--since-last-visit"),
        (["changes"], "première visite"),
        (["week", "--until", "lundi"], "n’est pas une date"),
        (["week", "--to", "note.pdf"], ".docx"),
        (["progress", "--reread", "E99"], "E99"),
        (["progress", "--reread", "E01", "--on", "2999-01-01"], "à venir"),
        (["progress", "--on", "2026-01-01"], "Nommez-le aussi"),
        (["progress", "--to", "tableau.pdf"], ".xlsx"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_question_that_has_no_answer_is_one_sentence_and_changes_nothing(
    carnet: Any, told: Path, helpers: Any, arguments: list[str], sentence: str
) -> None:
    before = helpers.content(told)

    answer = carnet(*arguments, "-s", told)

    assert answer.code == 2
    assert sentence in spaced(answer.err)
    assert "Traceback" not in answer.err
    assert helpers.content(told) == before


def test_changes_tells_the_net_effect(carnet: Any, told: Path) -> None:
    shown = spaced(carnet("changes", "-s", told, "--since", "2020-01-01").out)
    found = json.loads(carnet("changes", "-s", told, "--since", "2020-01-01", "--json").out)

    assert "ajouté : 2 passages codés dans E01 (Entraide, Attente)\n" in shown
    assert found["counts"]["codings"] == {"added": 2, "changed": 0, "removed": 0, "erased": 0}
    assert found["until"] is None
    assert json.loads(carnet("changes", "-s", told, "--until", "2020-01-01", "--json").out)["counts"] == {}


def test_changes_alone_tells_what_came_since_the_last_visit(carnet: Any, told: Path) -> None:
    with sqlite3.connect(told / "study.db") as file:
        (kept,) = file.execute("SELECT value FROM meta WHERE key = 'visit:C1'").fetchone()
        past = json.loads(kept)
        moved = datetime.fromisoformat(past["seen"]["at"]) - timedelta(hours=20)
        past["seen"]["at"] = moved.isoformat()
        file.execute("UPDATE meta SET value = ? WHERE key = 'visit:C1'", (json.dumps(past),))
    file.close()
    with open_study(told, coder="C2") as theirs:
        theirs.add(Memo("m3", "note"))

    shown = spaced(carnet("changes", "-s", told).out)
    asked = carnet("changes", "-s", told, "--since-last-visit", "--json")

    assert "ajouté : 1 mémo\n" in shown
    assert "Depuis le" in shown
    assert [thing["id"] for thing in json.loads(asked.out)["things"]] == ["m3"]


@pytest.mark.parametrize("ending", ["docx", "odt", "html", "md"])
def test_the_note_is_written_whole_with_its_record(carnet: Any, told: Path, ending: str) -> None:
    note = told / "outputs" / f"note.{ending}"

    answer = carnet("week", "-s", told, "--to", note)

    assert answer.code == 0, answer.err
    assert note.stat().st_size > 500
    record = json.loads(note.with_name(note.name + ".json").read_text(encoding="utf-8"))
    assert record["verb"] == "week"


def test_the_note_is_shown_and_answers_a_program(carnet: Any, told: Path) -> None:
    shown = spaced(carnet("week", "-s", told).out)
    week = json.loads(carnet("week", "-s", told, "--json").out)

    assert shown.startswith("# Note hebdomadaire")
    assert "Faut-il un autre code ?" in shown
    assert week["questions"] == ["Faut-il un autre code ?"]
    assert (week["private"], week["codings"], week["unmet"]) == (1, [["E01", 2]], ["P02"])


def test_a_rereading_is_noted_shown_and_taken_back(carnet: Any, told: Path) -> None:
    shown = spaced(carnet("progress", "-s", told, "--reread", "E01", "--on", "2026-03-14").out)
    rows = json.loads(carnet("progress", "-s", told, "--json").out)
    taken = json.loads(carnet("progress", "-s", told, "--not-reread", "E01", "--json").out)

    assert "14/03/2026" in shown
    assert "pas encore transcrit" in shown
    assert [(row["source"], row["transcribed"], row["reread"]) for row in rows] == [
        ("E01", True, "2026-03-14"),
        ("P02", False, ""),
    ]
    assert taken[0]["reread"] == ""
    assert json.loads(carnet("history", "-n", 1, "-s", told, "--json").out)[0]["verb"] == "not reread"


@pytest.mark.parametrize("ending", ["xlsx", "docx", "html", "csv"])
def test_the_board_is_written(carnet: Any, told: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"où en est l’étude.{ending}"

    answer = carnet("progress", "-s", told, "--to", path)

    assert answer.code == 0, answer.err
    assert path.stat().st_size > 100
    assert not path.with_name(path.name + ".json").exists()


def test_no_word_of_anybody_is_in_any_answer(carnet: Any, told: Path, tmp_path: Path) -> None:
    written = [tmp_path / name for name in ("n.docx", "n.odt", "n.html", "n.md", "p.xlsx", "p.docx", "p.csv")]
    said = ""
    for command in ("history", "changes --since 2020-01-01", "week", "progress"):
        for more in ([], ["--json"]):
            answer = carnet(*command.split(), *more, "-s", told)
            said += answer.out + answer.err
            said += json.dumps(json.loads(answer.out), ensure_ascii=False) if more else ""
    for path in written:
        carnet("week" if path.stem == "n" else "progress", "-s", told, "--to", path)
        said += text_of(path)

    assert "Faut-il un autre code" in said
    for words in ("chat bleu", "renard", "Et alors"):
        assert words not in said
