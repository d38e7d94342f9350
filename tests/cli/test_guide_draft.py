"""``carnet guide draft`` and ``carnet new --offer``: guides on disk, nothing written over, what was read as JSON."""

import json
from pathlib import Path

from toolkit.guides.files import read_guide
from toolkit.study import open_study

OFFERS = Path(__file__).parents[1] / "guides" / "offers"


def test_draft_writes_one_guide_per_public_and_the_page_to_check(carnet, tmp_path):
    answer = carnet(
        "guide", "draft", OFFERS / "cantines.md", "--method", "semi-directif", "--public", "parents d'élèves",
        "--public", "cuisiniers", "--to", tmp_path / "mes guides",
    )  # fmt: skip

    assert answer.code == 0, answer.err
    names = sorted(path.name for path in (tmp_path / "mes guides").iterdir())
    assert names == ["cuisiniers-semi-directif.md", "offre-lue.html", "parents-d-eleves-semi-directif.md"]
    assert read_guide(tmp_path / "mes guides" / names[0]).public == "cuisiniers"
    assert "7 questions ont été trouvées" in answer.out
    page = (tmp_path / "mes guides" / "offre-lue.html").read_text(encoding="utf-8")
    assert "<mark" in page
    assert "http" not in page


def test_draft_leaves_a_guide_that_is_there_as_it_is(carnet, tmp_path):
    first = (
        "guide",
        "draft",
        OFFERS / "cantines.md",
        "--public",
        "parents",
        "--method",
        "récit de vie",
        "--to",
        tmp_path,
    )
    carnet(*first)
    (path,) = tmp_path.glob("*.md")
    path.write_text("à moi", encoding="utf-8")

    answer = carnet(*first)

    assert path.read_text(encoding="utf-8") == "à moi"
    assert "resté tel quel" in answer.err


def test_draft_gives_the_brief_as_json_with_its_places(carnet, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = carnet("guide", "draft", "--offer", OFFERS / "teleconsultation.txt", "--json")

    brief = json.loads(answer.out)
    assert brief["methods"] == ["semi-structured", "explicitation", "observation"]
    for one in brief["found"]:
        assert brief["text"][one["start"] : one["end"]] == one["quote"]
    assert list(tmp_path.iterdir()) == []


def test_draft_refuses_in_a_sentence(carnet, tmp_path):
    english = tmp_path / "offer.txt"
    english.write_text(
        "The intern will work with the team on the role of volunteers, and this is the offer.", encoding="utf-8"
    )

    for arguments in (
        ("absent.txt",),
        (),
        (english,),
        (OFFERS / "cantines.md", "--method", "sondage", "--to", tmp_path),
    ):
        answer = carnet("guide", "draft", *arguments)
        assert answer.code == 2
        assert answer.err.strip()
        assert "Traceback" not in answer.err


def test_a_new_study_takes_the_title_and_the_drafts_of_an_offer(carnet, tmp_path):
    answer = carnet("new", tmp_path / "étude", "--no-coffre", "--offer", OFFERS / "benevoles-football.txt")

    assert answer.code == 0, answer.err
    guides = sorted(path.name for path in (tmp_path / "étude" / "guides").glob("*.md"))
    assert "benevoles-recit-de-vie.md" in guides
    assert "Ébauche de guide" in answer.out
    with open_study(tmp_path / "étude") as study:
        assert study.sheets["study"].title == "S'engager, tenir, partir : les bénévoles des clubs amateurs"
        assert len(study.sheets["study"].research_questions) == 6
    assert carnet("verify", "--study", tmp_path / "étude").code == 0
