"""``carnet demo``, built once: its outputs, its counts recounted by hand, and no real name anywhere in the study."""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from toolkit import new_study, open_study
from toolkit.model import Memo
from toolkit.transcripts.coffre_files import coffre_place, new_coffre, open_coffre
from toolkit.transcripts.files import read

pytestmark = pytest.mark.slow
PASSPHRASE = "démonstration"


@dataclass
class Demo:
    """A demo that was built: where, and what it said."""

    home: Path
    folder: Path
    coffre: Path
    out: str
    err: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, helpers: Any) -> Demo:
    home = tmp_path_factory.mktemp("Dossier de Zoé (été)")
    started = time.perf_counter()

    told = helpers.ran("demo", "ma démo", home=home)

    assert told.code == 0, told.err
    assert time.perf_counter() - started < 240
    return Demo(home, home / "ma démo", home / "coffre-ma démo", told.out, told.err)


@pytest.fixture(scope="module")
def example(helpers: Any) -> Path:
    return helpers.EXAMPLE


@pytest.fixture(scope="module")
def rows(demo: Demo) -> dict[str, list[dict[str, Any]]]:
    """The tables of the study, read without Carnet."""
    database = sqlite3.connect(f"file:{demo.folder / 'study.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    names = ("transcripts", "codes", "codings", "participants", "quotes", "reviews", "memos", "coders", "journal")
    found = {name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")] for name in names}
    database.close()
    return found


def test_each_room_says_what_it_did(demo):
    said = demo.out.replace("\xa0", " ")

    for number, room in enumerate(("Guide", "Entretiens", "Codage", "Avis", "Comptage", "Restitution"), 1):
        assert f"\n{number}. {room}" in f"\n{said}"
    assert "À ouvrir en premier" in said
    assert demo.err == ""
    named = [line.strip().split("  (")[0] for line in demo.out.split("\n") if line.startswith("  ") and "  (" in line]
    assert len(named) == 3
    assert all((demo.home / path).is_file() for path in named)


def test_each_output_has_its_record_with_a_head_of_the_journal(demo, rows):
    heads = {row["hash"] for row in rows["journal"]}
    outputs = {path for path in (demo.folder / "outputs").iterdir() if path.suffix != ".json"}
    pages = {path for path in outputs if path.name.startswith("avis-")}

    assert {path.suffix for path in outputs} >= {".docx", ".html", ".xlsx", ".png"}
    for path in outputs - pages:
        told = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))
        assert told.get("journal_head", told.get("head")) in heads, path.name
        if "sha256" in told:
            assert told["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    (page,) = pages
    bundle = next(path for path in (demo.folder / "outputs").glob("avis-b*.json"))
    told = json.loads(bundle.read_text(encoding="utf-8"))
    assert told["bundle_id"] in page.read_text(encoding="utf-8")
    assert len(told["source_sha256"]) == 64


def test_the_study_passes_its_own_verification(demo, helpers, rows):
    told = helpers.ran("verify", "--json", "-s", demo.folder, home=demo.home)

    answer = json.loads(told.out)
    assert told.code == 0
    assert answer["ok"] is True
    assert answer["actions"] == len(rows["journal"])
    assert answer["head"] == max(rows["journal"], key=lambda row: row["seq"])["hash"]


def test_no_real_name_is_in_any_file_of_the_study(demo, helpers):
    assert helpers.leaks(demo.folder) == []


def test_the_search_for_names_finds_them_where_they_are(demo, helpers):
    found = {form for _part, form in helpers.leaks(demo.coffre / "brut")}

    assert found == set(helpers.real_forms())


def test_no_real_name_is_in_the_names_of_files_nor_on_the_screen(demo, helpers):
    names = "\n".join(str(path.relative_to(demo.home)) for path in demo.folder.rglob("*"))

    assert [form for form in helpers.real_forms() if form in names + demo.out + demo.err] == []


def test_the_coffre_gives_the_raw_texts_back_character_for_character(demo, rows, helpers):
    secret = demo.out.replace("\xa0", " ").split("(phrase de passe : ")[1].split(")")[0]
    coffre = open_coffre(demo.coffre, secret, study_folder=demo.folder)
    texts = {row["id"]: row["text"] for row in rows["transcripts"]}

    assert set(texts) == set(helpers.raw_files())
    for id, raw in helpers.raw_files().items():
        assert coffre.restore(id, texts[id]) == read(raw).text
        assert (demo.coffre / "brut" / raw.name).read_bytes() == raw.read_bytes()
    assert texts["E01"] == (demo.folder / "sources" / "E01.txt").read_text(encoding="utf-8")
    assert secret == PASSPHRASE
    assert coffre.destroy_on > time.strftime("%Y-%m-%d")


def spans_of(codings: list[dict[str, str]], texts: dict[str, str]) -> set[tuple[str, str, str, int, int]]:
    """Where each hand coding of the table lies in the clean texts: found with ``str.find`` alone."""
    found = set()
    for row in codings:
        text = texts[row["document"]]
        assert text.count(row["quote"]) == 1
        start = text.find(row["quote"])
        found.add((row["document"], row["coder"], row["code"], start, start + len(row["quote"])))
    return found


def test_the_hand_codings_are_those_of_the_table(demo, example, rows, helpers):
    texts = {row["id"]: row["text"] for row in rows["transcripts"]}
    stored = {
        (row["transcript"], row["coder"], row["code"], row["start"], row["end"])
        for row in rows["codings"]
        if row["origin"] == "hand"
    }

    assert stored == spans_of(helpers.table_of(example / "codings.csv"), texts)
    assert f"{len(stored)} passages codés à la main" in demo.out.replace("\xa0", " ")


def test_the_counts_are_those_of_plain_python_on_the_database(demo, rows):
    speakers = {
        row["id"]: {one["label"]: (one["role"], one.get("participant")) for one in json.loads(row["speakers"])}
        for row in rows["transcripts"]
    }
    turns = {row["id"]: json.loads(row["turns"]) for row in rows["transcripts"]}
    people: dict[str, set[str]] = defaultdict(set)
    for row in rows["codings"]:
        if row["state"] != "accepted" or row["coder"] != "C1":
            continue
        heard = [
            speakers[row["transcript"]][label]
            for turn in turns[row["transcript"]]
            if turn["start"] < row["end"] and row["start"] < turn["end"]
            for label in turn["speakers"]
        ]
        people[row["code"]] |= {person for role, person in heard if role == "participant"}
    label_of = {row["id"]: row["label"] for row in rows["codes"]}
    by_hand = {label_of[code]: len(ids) for code, ids in people.items()}
    from toolkit.formats.sheets import read_table

    sheet = read_table(demo.folder / "outputs" / "effectifs.xlsx")
    told = {line[0]: (int(float(line[1])), int(float(line[2]))) for line in sheet.rows if line[0] in by_hand}

    assert len(by_hand) == 24
    assert told == {label: (n, len(rows["participants"])) for label, n in by_hand.items()}


def test_what_the_screen_counts_is_what_the_database_holds(demo, rows):
    said = demo.out.replace("\xa0", " ")
    states = Counter(row["state"] for row in rows["codings"] if row["origin"] == "dictionary")
    turns = sum(len(json.loads(row["turns"])) for row in rows["transcripts"])

    assert f"{len(rows['transcripts'])} textes lus, {turns} tours de parole" in said
    assert f"{len(rows['codes'])} codes dans la grille de codage." in said
    assert f"{sum(states.values())} propositions du dictionnaire, {states['accepted']} acceptées" in said
    assert len(rows["reviews"]) == 40
    assert "40 avis relus" in said
    assert f"{len(rows['memos'])} mémos" in said
    answered = Counter(row["state"] for row in rows["quotes"])
    assert (
        f"{answered['approved'] + answered['changed'] + answered['refused']} extraits relus par les personnes" in said
    )
    assert f"Vérifié : {len(rows['journal'])} actions" in said
    assert {row["id"] for row in rows["participants"]} == {f"P{n:02}" for n in range(1, 13)}


def test_each_extract_of_the_sheet_is_in_its_text_and_may_leave(demo, rows):
    texts = {row["id"]: row["text"] for row in rows["transcripts"]}
    page = (demo.folder / "outputs" / "restitution.html").read_text(encoding="utf-8")

    def plain(text: str) -> str:
        return " ".join(text.replace("&#39;", "'").replace("&amp;", "&").replace("\xa0", " ").split())

    shown = [row for row in rows["quotes"] if plain(row["text"]) in plain(page)]
    assert shown
    for row in shown:
        assert row["text"] in texts[row["transcript"]]
        assert row["state"] in ("approved", "chosen")
        assert row["participant"] != "P02" or row["state"] == "approved"
    hidden = [row for row in rows["quotes"] if row["state"] in ("refused", "changed", "unanswered")]
    assert {row["participant"] for row in hidden} >= {"P01", "P02", "P10"}
    assert not [row["id"] for row in hidden if plain(row["text"]) in plain(page)]


def test_each_person_answered_about_as_many_extracts_as_were_counted(example, rows):
    told = json.loads((example / "expected.json").read_text(encoding="utf-8"))["quoted"]
    answered = Counter((row["participant"], row["state"]) for row in rows["quotes"] if row["state"] != "chosen")

    assert answered == {(person, state): n for person, of in told.items() for state, n in of["extracts"].items()}


def test_who_refused_to_be_quoted_or_withdrew_is_quoted_nowhere(demo, rows):
    consents = {row["id"]: json.loads(row["consents"]) for row in rows["participants"]}
    quoting = {id: [one["answer"] for one in given if one["scope"] == "quoting"] for id, given in consents.items()}

    silent = {id for id, answers in quoting.items() if answers[-1] == "no"}

    assert silent == {"P05", "P12"}
    assert not [row["id"] for row in rows["quotes"] if row["participant"] in silent]


def test_the_notebook_comes_with_the_study_its_outputs_empty(demo):
    notebooks = list((demo.folder / "notebooks").glob("*.ipynb"))

    assert notebooks
    for path in notebooks:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert not any(cell.get("outputs") for cell in cells)


@pytest.fixture
def copied(demo: Demo, tmp_path: Path) -> Demo:
    """A demo of our own, copied with its coffre: what is done to it spoils no other test."""
    folder, coffre = tmp_path / "ma démo", tmp_path / "coffre-ma démo"
    shutil.copytree(demo.folder, folder)
    shutil.copytree(demo.coffre, coffre)
    return Demo(tmp_path, folder, coffre, "", "")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch, copied: Demo) -> list[Path]:
    """Stand in for the walk through the rooms where only what surrounds it is tested."""
    from toolkit.cli import demo as module

    walked: list[Path] = []

    def walk(folder: Path, *, tell: Any) -> list[tuple[str, Path]]:
        new_study(folder).close()
        new_coffre(coffre_place(folder), folder, PASSPHRASE, "2030-09-30", scrypt_n=2)
        walked.append(folder)
        return []

    monkeypatch.setattr(module, "walk", walk)
    return walked


def test_an_untouched_demo_is_replaced_with_its_coffre(copied, short, carnet):
    answer = carnet("demo", copied.folder)

    assert answer.code == 0
    assert short == [copied.folder]
    assert open_coffre(copied.coffre, PASSPHRASE).table.documents == ()
    assert sorted(path.name for path in copied.home.iterdir()) == ["coffre-ma démo", "ma démo"]


def test_a_demo_that_was_worked_in_is_kept_aside_with_its_coffre(copied, short, carnet):
    with open_study(copied.folder) as study:
        study.add(Memo("m1", "mes notes"), coder="C1")

    answer = carnet("demo", copied.folder)

    assert answer.code == 0
    aside = copied.home / "ma démo-1"
    with open_study(aside) as study:
        assert "m1" in study.memos.ids()
        text = study.transcripts["E01"].text
    assert open_coffre(coffre_place(aside), PASSPHRASE, study_folder=aside).restore("E01", text)
    assert open_coffre(copied.coffre, PASSPHRASE).table.documents == ()
    assert "ma démo-1" in answer.out


def test_a_demo_whose_folder_was_thrown_away_is_built_again(copied, short, carnet):
    shutil.rmtree(copied.folder)

    answer = carnet("demo", copied.folder)

    assert answer.code == 0
    assert short == [copied.folder]


@pytest.mark.parametrize("what", ["another passphrase", "another file"])
def test_a_coffre_that_holds_more_than_a_demo_is_never_removed(copied, short, carnet, helpers, what):
    if what == "another file":
        (copied.coffre / "noms.csv").write_text("à moi", encoding="utf-8")
    else:
        shutil.rmtree(copied.coffre)
        new_coffre(copied.coffre, None, "à moi", "2030-09-30", scrypt_n=2)
    before = helpers.content(copied.home)

    answer = carnet("demo", copied.folder)

    assert answer.code == 2
    assert "coffre-ma démo existe déjà" in answer.err
    assert helpers.content(copied.home) == before


def test_notes_laid_in_a_demo_are_work_too(copied, short, carnet):
    (copied.folder / "outputs" / "mes notes.docx").write_bytes(b"du travail")

    carnet("demo", copied.folder)

    assert [path.read_bytes() for path in copied.home.rglob("mes notes.docx")] == [b"du travail"]


@pytest.mark.parametrize("name", ["notes.txt", "study.db"])
def test_a_folder_of_somebody_else_is_refused_and_left(tmp_path, carnet, helpers, name):
    (tmp_path / "à moi").mkdir()
    (tmp_path / "à moi" / name).write_text("à moi", encoding="utf-8")
    before = helpers.content(tmp_path)

    answer = carnet("demo", tmp_path / "à moi")

    assert answer.code == 2
    assert "existe déjà" in answer.err
    assert "Traceback" not in answer.err
    assert helpers.content(tmp_path) == before


def test_a_study_of_ours_is_not_taken_for_a_demo(tmp_path, carnet, helpers):
    new_study(tmp_path / "étude").close()
    before = helpers.content(tmp_path)

    answer = carnet("demo", tmp_path / "étude")

    assert answer.code == 2
    assert helpers.content(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills by other means")
def test_a_demo_stopped_half_way_under_git_is_built_again_its_coffre_elsewhere(tmp_path, helpers):
    work = tmp_path / "dépôt"
    (work / ".git").mkdir(parents=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "toolkit.cli", "demo", "démo"],
        cwd=work,
        env=helpers.environment(tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    own = tmp_path / "données" / "carnet"
    while not list(own.glob("coffre-démo-*/correspondance.carnet")) and process.poll() is None:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL

    # The second time, a console that knows no accent shows it.
    told = helpers.ran("demo", "démo", home=tmp_path, cwd=work, PYTHONIOENCODING="ascii")

    assert told.code == 0, told.err
    assert "6. Restitution" in told.out
    assert "Verifie" in told.out
    assert sorted(path.name for path in work.iterdir()) == [".git", "démo"]
    (coffre,) = own.iterdir()
    with open_study(work / "démo") as study:
        assert study.verify()
        text = study.transcripts["E02"].text
    assert open_coffre(coffre, PASSPHRASE).restore("E02", text)


@pytest.mark.parametrize("left", ["folder", "coffre", "draft"])
def test_what_a_kill_leaves_of_a_coffre_is_no_obstacle(tmp_path, carnet, monkeypatch, left):
    from toolkit.cli import demo as module

    monkeypatch.setattr(module, "walk", lambda folder, tell: [])
    (tmp_path / "coffre-démo" / "brut").mkdir(parents=True)
    if left != "folder":
        (tmp_path / "coffre-démo" / "LISEZMOI.txt").write_text("coffre", encoding="utf-8")
    if left == "draft":
        (tmp_path / "coffre-démo" / ".correspondance.carnet.1.tmp").write_bytes(b"CARN")

    assert carnet("demo", tmp_path / "démo").code == 0
    assert not (tmp_path / "coffre-démo").exists()


def test_a_demo_that_died_before_its_mark_says_what_to_do(tmp_path, carnet, helpers):
    """What a kill between the folder and its mark leaves: a study, no mark. It is not ours to remove."""
    new_study(tmp_path / "démo").close()

    answer = carnet("demo", tmp_path / "démo")

    assert answer.code == 2
    assert "Indiquez un autre dossier" in answer.err or "videz" in answer.err
