import json
import re
import runpy
from pathlib import Path

import pytest

from toolkit.cli import main
from toolkit.model import Change, Code, Coder, Coding, Memo, Review, Transcript
from toolkit.study import new_study, open_study
from toolkit.web.seal import is_sealed, seal, unseal

MADE = runpy.run_path(str(Path(__file__).parent / "review_desk.py"))
SHELVES = (Transcript, Code, Coder, Coding)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "étude à relire"
    held = MADE["desk"](texts=1, times=1)
    with new_study(place, title="Jardins partagés") as study:
        for kind in SHELVES:
            study.do(Change.adding(*held.all(kind)))
    return place


def embedded(path: Path) -> dict:
    return json.loads(re.search(r'id="carnet-data">(.*?)</script>', path.read_text(encoding="utf-8"), re.S)[1])


def answers_to(bundle: dict, decision: str = "agree") -> dict:
    at = "2026-11-22T10:00:00.000Z"
    review = {item["id"]: {"decision": decision, "comment": "é", "suggest": "", "at": at} for item in bundle["items"]}
    facts = {key: bundle[key] for key in ("bundle_id", "source_sha256")}
    who = bundle["reviewer"]["id"]
    return {"format": "carnet-review-answers/1", **facts, "reviewer": who, "exported_at": at, "review": review}


def exported(folder: Path, *options: str) -> Path:
    assert main(["review", "export", "--study", str(folder), *options]) == 0
    return next(folder.glob("outputs/*.html"))


def test_a_page_given_out_and_its_answers_brought_back(folder, tmp_path, capsys):
    page = exported(folder, "-n", "4", "--coder", "C1")
    bundle = embedded(page)
    file = tmp_path / "reponses (1).json"
    file.write_text(json.dumps(answers_to(bundle)), encoding="utf-8")

    code = main(["review", "import", str(file), "--study", str(folder)])

    assert code == 0
    assert len(bundle["items"]) == 4
    assert {item["coder"] for item in bundle["items"]} == {"C1"}
    with open_study(folder) as study:
        assert {review.coding for review in study.all(Review)} == {item["id"] for item in bundle["items"]}
    assert "4" in capsys.readouterr().out


def test_importing_again_reports_and_writes_nothing(folder, tmp_path, capsys):
    bundle = embedded(exported(folder, "-n", "3"))
    file = tmp_path / "reponses.json"
    file.write_text(json.dumps(answers_to(bundle)), encoding="utf-8")
    main(["review", "import", str(file), "-s", str(folder)])
    with open_study(folder) as study:
        head = study.head
    capsys.readouterr()

    code = main(["review", "import", str(file), str(file), "-s", str(folder), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [len(one["unchanged"]) for one in told] == [3, 3]
    with open_study(folder) as study:
        assert study.head == head


def test_one_refused_file_leaves_the_study_as_it_was(folder, tmp_path, capsys):
    bundle = embedded(exported(folder, "-n", "3"))
    good, bad = tmp_path / "bon.json", tmp_path / "faux.json"
    good.write_text(json.dumps(answers_to(bundle)), encoding="utf-8")
    bad.write_text(json.dumps({**answers_to(bundle), "bundle_id": "bautre"}), encoding="utf-8")

    code = main(["review", "import", str(good), str(bad), "-s", str(folder)])

    assert code == 2
    assert "faux.json" in capsys.readouterr().err
    with open_study(folder) as study:
        assert study.all(Review) == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PK\x03\x04", "réponses".encode("cp1252"), b"{}"])
def test_a_file_that_holds_no_answers_is_one_sentence(folder, tmp_path, capsys, content):
    file = tmp_path / "reponses.json"
    file.write_bytes(content)

    code = main(["review", "import", str(file), "-s", str(folder)])

    said = capsys.readouterr().err
    assert code == 2
    assert "reponses.json" in said
    assert "Traceback" not in said


def test_a_missing_file_or_a_folder_is_one_sentence(folder, tmp_path, capsys):
    for path in (tmp_path / "absent.json", tmp_path):
        assert main(["review", "import", str(path), "-s", str(folder)]) == 2
        assert str(path.name) in capsys.readouterr().err


def test_a_protected_page_and_its_protected_answers(folder, tmp_path, monkeypatch):
    secret = tmp_path / "phrase.txt"
    secret.write_text("écureuil 🐿 pierre\n", encoding="utf-8")
    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(secret))
    page = exported(folder, "-n", "2", "--encrypt", "--blind")
    data = embedded(page)
    bundle = unseal(data, "écureuil 🐿 pierre", aad="carnet-review/1")
    file = tmp_path / "reponses.json"
    sealed = seal(answers_to(bundle), "écureuil 🐿 pierre", aad="carnet-review-answers/1")
    file.write_text(json.dumps(sealed), encoding="utf-8")

    code = main(["review", "import", str(file), "-s", str(folder)])

    assert code == 0
    assert is_sealed(data)
    assert "Lopez" not in page.read_text(encoding="utf-8")
    with open_study(folder) as study:
        assert len(study.all(Review)) == 2


def test_a_passphrase_that_is_too_short_writes_no_page(folder, tmp_path, monkeypatch, capsys):
    secret = tmp_path / "phrase.txt"
    secret.write_text("court", encoding="utf-8")
    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(secret))

    code = main(["review", "export", "-s", str(folder), "--encrypt"])

    assert code == 2
    assert capsys.readouterr().err.strip()
    assert list((folder / "outputs").iterdir()) == []


def test_the_page_goes_where_it_is_asked_and_its_record_stays_in_the_study(folder, tmp_path, capsys):
    place = tmp_path / "clé usb" / "avis.html"

    code = main(["review", "export", "-s", str(folder), "--to", str(place), "--json", "-n", "2"])

    told = json.loads(capsys.readouterr().out)
    record = json.loads((folder / "outputs" / f"avis-{told['bundle_id']}.json").read_text(encoding="utf-8"))
    assert (code, told["file"], told["passages"]) == (0, str(place), 2)
    assert embedded(place)["bundle_id"] == record["bundle_id"]
    assert "Lopez" not in json.dumps(record)


def test_nothing_to_review_or_no_study_is_one_sentence(folder, tmp_path, capsys):
    assert main(["review", "export", "-s", str(tmp_path)]) == 2
    assert main(["review", "export", "-s", str(folder), "--coder", "C9"]) == 2
    assert main(["review", "export", "-s", str(folder), "-n", "0"]) == 2

    assert "Traceback" not in capsys.readouterr().err
    assert not list(folder.glob("outputs/*"))


def test_a_protected_file_without_a_terminal_says_how_to_give_the_passphrase(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("CARNET_PASSPHRASE_FILE", raising=False)
    file = tmp_path / "reponses.json"
    file.write_text(json.dumps(seal({}, "pierre écureuil", aad="carnet-review-answers/1")), encoding="utf-8")

    codes = [
        main(["review", "import", str(file), "-s", str(folder)]),
        main(["review", "export", "-s", str(folder), "--encrypt"]),
    ]

    assert codes == [2, 2]
    assert "CARNET_PASSPHRASE_FILE" in capsys.readouterr().err
    assert not list(folder.glob("outputs/*"))


def test_a_wipe_is_remembered_beside_the_study_even_when_the_page_is_made_again(folder, tmp_path, capsys):
    bundle = embedded(exported(folder, "-n", "2", "--coder", "C1"))
    older, newer = tmp_path / "reponses.json", tmp_path / "reponses (1).json"
    older.write_text(json.dumps(answers_to(bundle)), encoding="utf-8")
    wiped = answers_to(bundle)
    for answer in wiped["review"].values():
        answer.update(decision=None, comment="", at="2026-11-23T10:00:00.000Z")
    newer.write_text(json.dumps(wiped), encoding="utf-8")

    assert main(["review", "import", str(older), str(newer), "--study", str(folder)]) == 0
    exported(folder, "-n", "2", "--coder", "C1")
    assert main(["review", "import", str(older), "--study", str(folder)]) == 0

    with open_study(folder) as study:
        assert study.all(Review) == []


def test_a_comment_without_verdict_becomes_a_memo_of_the_study(folder, tmp_path, capsys):
    bundle = embedded(exported(folder, "-n", "2", "--coder", "C1"))
    said = answers_to(bundle)
    for answer in said["review"].values():
        answer["decision"] = None
    file = tmp_path / "reponses.json"
    file.write_text(json.dumps(said), encoding="utf-8")

    for _again in range(2):
        assert main(["review", "import", str(file), "--study", str(folder)]) == 0

    with open_study(folder) as study:
        assert {memo.about[0] for memo in study.all(Memo)} == {item["id"] for item in bundle["items"]}
    assert "mémo" in capsys.readouterr().out
