"""A whole study made by commands alone, from the raw files, in a folder with a space and an accent."""

import json
import shutil
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from toolkit.transcripts.coffre_files import open_coffre
from toolkit.transcripts.files import read


@dataclass
class Walk:
    """The study that was made, and what each command answered."""

    home: Path
    study: Path
    coffre: Path
    answers: dict[str, Any] = field(default_factory=dict)


def two_texts(helpers: Any) -> list[Path]:
    """Two texts of the example are enough to walk the path; the demo has them all."""
    return [helpers.raw_files()[id] for id in ("E01", "E02")]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory, helpers: Any) -> Walk:
    home = tmp_path_factory.mktemp("Zoé & Cie")
    made = Walk(home, home / "Mémoire M2 (été)" / "étude pairs", home / "Mémoire M2 (été)" / "coffre-étude pairs")
    secret = home / "passe.txt"
    secret.write_text(helpers.PASSPHRASE, encoding="utf-8")
    example = helpers.EXAMPLE
    raws = two_texts(helpers)

    def do(name: str, *arguments: object) -> None:
        cwd = made.study if made.study.exists() else home
        answer = helpers.ran(*arguments, home=home, cwd=cwd, CARNET_PASSPHRASE_FILE=str(secret), COLUMNS="160")
        assert answer.code == 0, f"{name}: {answer.err}"
        assert "Traceback" not in answer.err
        made.answers[name] = answer

    do("new", "new", made.study, "--title", "La place des pairs")
    people, names = home / "personnes.csv", example / "noms.csv"
    lines = (example / "participants.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    people.write_text("".join(lines[:3]), encoding="utf-8")
    do("import", "import", *raws, "--names", names, "--participants", people, "--json")
    do("codebook", "codebook", "import", example / "codebook.csv", "--json")
    do("autocode", "autocode", "-d", example / "dictionary.csv", "--accept", "--json")
    do("count", "count", "--json")
    do("table", "count", "--to", "outputs/effectifs.docx", "--figure", "outputs/effectifs.png")
    do("review", "review", "export", "--reviewer", "encadrant", "--json")
    do("quotes", "quotes", "choose", "-n", "1", "--json")
    do("list", "quotes", "list", "--json")
    do("feedback", "feedback", "build", "--json")
    do("verify", "verify", "--json")
    return made


@pytest.fixture
def mine(walk: Walk, tmp_path: Path) -> Walk:
    """The same study, to change without spoiling the other tests."""
    place = tmp_path / "copie"
    shutil.copytree(walk.study.parent, place)
    return Walk(tmp_path, place / walk.study.name, place / walk.coffre.name, walk.answers)


def told(walk: Walk, name: str) -> Any:
    return json.loads(walk.answers[name].out)


def shelf(study: Path, name: str) -> list[dict[str, Any]]:
    database = sqlite3.connect(f"file:{study / 'study.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    rows = [dict(row) for row in database.execute(f"SELECT * FROM {name}")]
    database.close()
    return rows


def test_every_answer_for_a_program_is_plain_ascii(walk):
    for answer in walk.answers.values():
        if answer.out.startswith(("{", "[")):
            assert answer.out.isascii()


def test_the_import_answers_what_came_in(walk):
    rows = told(walk, "import")

    assert [(row["transcript"], row["participants"]) for row in rows] == [("E01", ["P01"]), ("E02", ["P02"])]
    assert [row["turns"] for row in rows] == [
        len(json.loads(row["turns"])) for row in shelf(walk.study, "transcripts")
    ]
    assert all(row["replaced"] > 20 for row in rows)


def test_people_of_a_table_that_names_no_file_come_in_order_and_it_is_said(walk):
    people = {row["id"]: dict(json.loads(row["traits"])) for row in shelf(walk.study, "participants")}

    assert {id: traits["statut"] for id, traits in people.items()} == {"P01": "salariat", "P02": "bénévolat"}
    assert "1 = P01, 2 = P02" in walk.answers["import"].err


def test_no_real_name_is_left_in_the_study(walk, helpers):
    assert helpers.leaks(walk.study) == []


def test_no_real_name_is_said_by_a_command(walk, helpers):
    said = "\n".join(answer.out + answer.err for answer in walk.answers.values())
    for raw in (helpers.EXAMPLE / "raw").iterdir():
        said = said.replace(json.dumps(str(raw)), "")

    assert [form for form in helpers.real_forms() if form in said or json.dumps(form).strip('"') in said] == []


def test_the_coffre_restores_what_was_imported(walk, helpers):
    coffre = open_coffre(walk.coffre, helpers.PASSPHRASE, study_folder=walk.study)

    for id, raw in zip(("E01", "E02"), two_texts(helpers), strict=True):
        text = (walk.study / "sources" / f"{id}.txt").read_bytes().decode("utf-8")
        assert coffre.restore(id, text) == read(raw).text


def test_the_codebook_is_whole_and_written_to_be_read(walk, helpers):
    wanted = [row["code"] for row in helpers.table_of(helpers.EXAMPLE / "codebook.csv")]

    assert told(walk, "codebook")["added"] == wanted
    book = (walk.study / "codebook.md").read_text(encoding="utf-8")
    labels = [row["label"] for row in helpers.table_of(helpers.EXAMPLE / "codebook.csv")]
    assert [label for label in labels if label not in book] == []


def test_the_dictionary_accepted_as_many_as_it_proposed(walk):
    answer, codings = told(walk, "autocode"), shelf(walk.study, "codings")

    assert answer["proposed"] == answer["accepted"] == len(codings) > 50
    assert {row["state"] for row in codings} == {"accepted"}
    assert {row["origin"] for row in codings} == {"dictionary"}
    texts = {row["id"]: row["text"] for row in shelf(walk.study, "transcripts")}
    assert all(texts[row["transcript"]][row["start"] : row["end"]] == row["quote"] for row in codings)


def test_the_counts_are_those_of_plain_python(walk):
    people: dict[str, set[str]] = defaultdict(set)
    for row in shelf(walk.study, "codings"):
        people[row["code"]].add({"E01": "P01", "E02": "P02"}[row["transcript"]])
    answer = told(walk, "count")
    labels = {row["id"]: row["label"] for row in shelf(walk.study, "codes")}

    assert answer["unit"] == "participant"
    shown = {row.get("code_label", row.get("label")): row["n"] for row in answer["rows"]}
    by_hand = {labels[row["id"]]: len(people[row["id"]]) for row in shelf(walk.study, "codes") if row["parent"]}
    assert shown == by_hand
    assert {row["N"] for row in answer["rows"]} == {2}


def test_the_tables_and_pages_are_there(walk):
    outputs = walk.study / "outputs"

    assert (outputs / "effectifs.docx").read_bytes().startswith(b"PK")
    assert (outputs / "effectifs.png").read_bytes().startswith(b"\x89PNG")
    assert "<html" in Path(told(walk, "review")["file"]).read_text(encoding="utf-8")
    assert 0 < told(walk, "review")["passages"] <= 25
    assert all(Path(path).is_file() for path in told(walk, "feedback")["files"])


def test_the_sheet_holds_only_extracts_that_may_leave(walk):
    rows = {row["id"]: row for row in told(walk, "list")}
    page = next(path for path in told(walk, "feedback")["files"] if path.endswith(".html"))
    text = " ".join(Path(page).read_text(encoding="utf-8").replace("&#39;", "'").replace("\xa0", " ").split())
    quotes = {row["id"]: " ".join(row["text"].replace("\xa0", " ").split()) for row in shelf(walk.study, "quotes")}

    assert set(rows) == set(quotes)
    shown = {id for id, words in quotes.items() if words in text}
    assert shown
    assert all(rows[id]["allowed"] for id in shown)
    assert all(rows[id]["resolves"] == "exact" for id in rows)


def test_the_study_is_verified(walk):
    answer = told(walk, "verify")

    assert answer["ok"] is True
    assert answer["actions"] == len(shelf(walk.study, "journal"))


def test_a_sheet_is_checked_true_then_false_once_edited(mine, carnet):
    from docx import Document

    path = mine.study / "outputs" / "note-de-restitution.docx"
    before = carnet("feedback", "check", path, "-s", mine.study)
    document = Document(path)
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    said = next(run for run in runs if "2 personnes sur 2" in run.text.replace("\xa0", " "))
    said.text = said.text.replace("\xa0", " ").replace("2 personnes sur 2", "1 personne sur 2")
    document.save(path)

    after = carnet("feedback", "check", path, "-s", mine.study)
    findings = json.loads(carnet("feedback", "check", path, "-s", mine.study, "--json").out)

    assert before.code == 0, before.out
    assert after.code == 1
    assert [finding["verdict"] for finding in findings if finding["about"] == "count"].count("false") == 1


def test_a_supervisors_answers_come_back_once_however_often_they_are_imported(mine, carnet):
    record = json.loads(next((mine.study / "outputs").glob("avis-*.json")).read_text(encoding="utf-8"))
    page = Path(told(mine, "review")["file"]).read_text(encoding="utf-8")
    coding = next(row["id"] for row in shelf(mine.study, "codings") if row["id"] in page)
    answers = {
        "format": "carnet-review-answers/1",
        "bundle_id": record["bundle_id"],
        "source_sha256": record["source_sha256"],
        "reviewer": "encadrant",
        "exported_at": "2024-05-02T10:00:00Z",
        "review": {coding: {"decision": "discuss", "comment": "À voir", "suggest": "", "at": "2024-05-02T10:00:00Z"}},
    }
    file = mine.home / "réponses.json"
    file.write_text(json.dumps(answers), encoding="utf-8")

    first = carnet("review", "import", file, "-s", mine.study)
    again = carnet("review", "import", file, "-s", mine.study, "--json")

    assert (first.code, again.code) == (0, 0), first.err + again.err
    json.loads(again.out)
    assert [(row["coding"], row["verdict"]) for row in shelf(mine.study, "reviews")] == [(coding, "discuss")]


def test_two_coders_are_compared(mine, carnet, helpers):
    carnet("autocode", "-d", helpers.EXAMPLE / "dictionary.csv", "--accept", "--coder", "C2", "-s", mine.study)

    asked = carnet("agreement", "-s", mine.study, "--json")
    answer = carnet("agreement", "-s", mine.study, "--even-so", "--json")
    counted = carnet("count", "-s", mine.study)

    assert answer.code == 0
    rows = json.loads(answer.out)["rows"]
    assert {row["alpha"] for row in rows} == {1.0}
    assert asked.code in (0, 2)
    # The study has one intern: their codings are counted, and the caption says whose.
    assert counted.code == 0
    assert "C1" in counted.out


def test_proposals_count_only_once_accepted(mine, carnet, helpers):
    carnet("autocode", "-d", helpers.EXAMPLE / "dictionary.csv", "--coder", "C2", "-s", mine.study)
    before = json.loads(carnet("count", "-s", mine.study, "--coder", "C2", "--json").out)["rows"]

    accepted = carnet("accept", "--code", "entraide", "--transcript", "E01", "-s", mine.study, "--coder", "C2")
    rejected = carnet("reject", "--code", "fatigue", "-s", mine.study, "--coder", "C2")
    nobody = carnet("accept", "-s", mine.study)

    states = {
        (row["code"], row["transcript"], row["state"]) for row in shelf(mine.study, "codings") if row["coder"] == "C2"
    }
    after = json.loads(carnet("count", "-s", mine.study, "--coder", "C2", "--json").out)["rows"]
    assert not any(row["n"] for row in before)
    assert {row["n"] for row in after if row["n"]} == {1}
    assert (accepted.code, rejected.code, nobody.code) == (0, 0, 2)
    assert ("entraide", "E01", "accepted") in states
    assert ("entraide", "E02", "proposed") in states
    assert {state for code, _text, state in states if code == "fatigue"} == {"rejected"}


def test_an_unknown_code_is_said_with_the_nearest(walk, carnet):
    answer = carnet("accept", "--code", "entrade", "-s", walk.study)

    assert answer.code == 2
    assert "Code « entrade » inconnu." in answer.err.replace("\xa0", " ")
    assert "« entraide »" in answer.err.replace("\xa0", " ")


def test_search_finds_the_forms_of_a_word_in_what_people_said(walk, carnet):
    rows = json.loads(carnet("search", "apprendre", "parler", "-s", walk.study, "--json").out)
    texts = {row["id"]: row["text"] for row in shelf(walk.study, "transcripts")}
    nothing = carnet("search", "zygomatique", "-s", walk.study)

    assert rows
    assert all(texts[row["transcript"]][row["start"] : row["end"]] == row["quote"] for row in rows)
    assert {row["quote"].lower() for row in rows} == {"appris", "parle", "parlé", "parler"}
    assert nothing.code == 0
    assert "0" in nothing.out


def test_the_codebook_is_shown_to_people_and_programs(walk, carnet):
    shown, rows = carnet("codebook", "show", "-s", walk.study), carnet("codebook", "show", "-s", walk.study, "--json")

    assert "Entraide" in shown.out
    assert len(json.loads(rows.out)) == 30


def test_an_extract_refused_goes_nowhere(mine, carnet):
    quotes = json.loads(carnet("quotes", "list", "-s", mine.study, "--json").out)
    free = next(row for row in quotes if row["allowed"])
    waiting = next(row for row in quotes if not row["allowed"])

    refused = carnet("quotes", "refuse", free["id"], "-s", mine.study)
    approved = carnet("quotes", "approve", waiting["id"], "-s", mine.study)

    after = {row["id"]: row for row in json.loads(carnet("quotes", "list", "-s", mine.study, "--json").out)}
    assert (refused.code, approved.code) == (0, 0)
    assert after[free["id"]]["allowed"] is False
    assert after[waiting["id"]]["state"] == "approved"
    assert "text" not in after[free["id"]]


def test_everything_can_be_taken_back_one_action_at_a_time(mine, carnet):
    count = len(shelf(mine.study, "journal"))

    codes = [carnet("undo", "-s", mine.study).code for _step in range(count)]

    assert sorted(codes) == codes
    assert codes.count(0) >= count - 2  # the birth of a study is not undone
    assert shelf(mine.study, "transcripts") == []
    assert shelf(mine.study, "codings") == []
    assert carnet("verify", "-s", mine.study).code == 0
