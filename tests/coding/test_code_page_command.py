"""``carnet code-page`` and the way back, ``carnet codings import`` of its answers."""

import json

import pytest
from test_coding_page import Page
from text_to_code import nouns

from toolkit.cli import main
from toolkit.model import Change, Code, Coding
from toolkit.study import new_study, open_study


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "étude de Zoé"
    with new_study(place) as study:
        study.do(Change.adding(*nouns(), verb="prepare"))
    return place


def run(*arguments, folder):
    return main([*map(str, arguments), "--study", str(folder)])


def test_a_page_is_written_and_its_answers_come_back_twice(folder, tmp_path, capsys):
    assert run("code-page", "E03", "--coder", "C1", folder=folder) == 0
    said = capsys.readouterr().out
    assert "double clic" in said
    assert "pseudonymes" in said
    assert len(list(folder.glob("outputs/codage-E03-*.html"))) == 1
    with open_study(folder) as study:
        page = Page(study)
        page.code("Pouvoir d’agir", "pouvoir")
        page.put("Et après ?", "pouvoir")
        page.put("Qui décide ?", "ete")
        study.do(Change.removing(study.get(Code, "ete")))
    path = tmp_path / "codage (1).json"
    path.write_text(page.file(), encoding="utf-8")

    assert run("codings", "import", path, folder=folder) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "1 passage codé." in said
    assert "laissé de côté" in said
    assert "L’été" in said
    assert "Pouvoir d’agir" in (folder / "codebook.md").read_text(encoding="utf-8")
    assert run("codings", "import", path, "--json", folder=folder) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["added"], [one["reason"] for one in again["left"]]) == ([], ["no code"])

    with open_study(folder) as study:
        study.undo(coder="C1")
        assert "Et après ?" not in {one.quote for one in study.all(Coding)}
    capsys.readouterr()
    path.write_text(page.file()[:-40], encoding="utf-8")
    assert run("codings", "import", path, folder=folder) != 0
    assert "page de codage" in capsys.readouterr().err


def test_a_sealed_page_and_an_unknown_interview(folder, tmp_path, capsys, monkeypatch):
    secret = tmp_path / "secret.txt"
    secret.write_text("quatre mots au hasard\n", encoding="utf-8")
    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(secret))
    page = tmp_path / "ma page.html"

    assert run("code-page", "E03", "--coder", "C1", "--encrypt", "--to", page, folder=folder) == 0
    assert "voisine" not in page.read_text(encoding="utf-8")
    assert run("code-page", "E99", "--coder", "C1", folder=folder) != 0
    assert "E99" in capsys.readouterr().err
