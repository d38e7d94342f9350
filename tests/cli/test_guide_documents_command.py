"""``carnet guide read | export | remarks | diff | check`` on guides typed in a word processor, and on bad files."""

import json
import sys
from pathlib import Path

import pytest

from toolkit import new_study, shipped
from toolkit.cli import main
from toolkit.guides import read_guide
from toolkit.model import Participant, Speaker, Transcript, Turn

sys.path.insert(0, str(Path(__file__).parents[1] / "guides"))

import typed_guides

GUIDE = shipped.folder("interview_guides") / "travailleurs-pairs-semi-directif.md"


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "mon guide d’été.docx"
    path.write_bytes(typed_guides.manual())
    return path


def test_a_word_guide_is_shown_and_written_as_markdown(word, tmp_path, capsys):
    to = tmp_path / "guide.md"

    assert main(["guide", "read", str(word), "--to", str(to)]) == 0

    assert "LE PARCOURS" in capsys.readouterr().out
    assert [question.id for question in read_guide(to).questions()] == ["A1", "A2", "B1", "B2", "Z1"]
    assert main(["guide", "read", str(word), "--to", str(to)]) == 2  # nothing is written over


def test_a_word_guide_is_checked_by_paragraph(word, capsys):
    assert main(["guide", "check", str(word)]) == 1

    shown = capsys.readouterr()
    assert "Paragraphe" in shown.out
    assert "pour le lire comme un guide" in shown.err.casefold()


def test_remarks_go_back_in_a_copy(word, capsys):
    before = word.read_bytes()

    assert main(["guide", "remarks", str(word)]) == 0

    assert word.with_name("mon guide d’été-remarques.docx").is_file()
    assert word.read_bytes() == before


def test_everything_is_printed_in_a_folder_and_what_is_left_to_fill_is_told(tmp_path, capsys):
    assert main(["guide", "export", str(GUIDE), "--all", "--format", "odt", "--to", str(tmp_path), "--json"]) == 0

    shown = capsys.readouterr()
    files = [Path(one["file"]) for one in json.loads(shown.out)]
    assert len(files) == 7
    assert all(path.is_file() for path in files)
    assert "à compléter" in shown.err or "reste à compléter" in shown.err


def test_people_met_are_those_of_the_study(tmp_path, capsys):
    text = GUIDE.read_text(encoding="utf-8").replace("langue: fr\n", "langue: fr\nquotas:\n  statut: {salarié: 2}\n")
    guide = tmp_path / "g.md"
    guide.write_text(text, encoding="utf-8")
    with new_study(tmp_path / "etude", title="T", coder="C1") as study:
        study.add(Participant("P1", traits={"statut": "salarié"}), Participant("P2", traits={"statut": "salarié"}))
        study.add(
            Transcript("E01", "P : oui", (Turn(("P",), 0, 4, 7),), speakers=(Speaker("P", "participant", "P1"),))
        )
    page = tmp_path / "quotas.html"

    assert (
        main(["guide", "export", str(guide), "--what", "quotas", "--to", str(page), "-s", str(tmp_path / "etude")])
        == 0
    )

    shown = page.read_text(encoding="utf-8")
    assert "<td>salarié</td><td>2</td><td>1</td><td>1</td>" in shown
    assert "1 personne rencontrée" in shown


def test_two_versions_are_compared(word, tmp_path, capsys):
    old, new = tmp_path / "v1.md", tmp_path / "v2.md"
    old.write_text(GUIDE.read_text(encoding="utf-8"), encoding="utf-8")
    new.write_text(old.read_text(encoding="utf-8").replace("durée: 75", "durée: 90"), encoding="utf-8")

    assert main(["guide", "diff", str(old), str(new), "--json"]) == 0
    assert [one["kind"] for one in json.loads(capsys.readouterr().out)] == ["changed"]
    assert main(["guide", "diff", str(old), str(old)]) == 0
    assert "même chose" in capsys.readouterr().out


def test_a_faulty_guide_is_told_and_the_rest_is_checked(tmp_path, capsys):
    path = tmp_path / "g.md"
    text = GUIDE.read_text(encoding="utf-8").replace("- **A2** Comment avez-vous", "- **A1** Êtes-vous")
    path.write_text(text.replace("titre: La place", "titre: La: place"), encoding="utf-8")

    assert main(["guide", "check", str(path), "--json"]) == 1

    shown = capsys.readouterr()
    assert "A1 y est deux fois" in shown.err
    assert "ligne 3" in shown.err
    assert {"closed"} <= {one["check"] for one in json.loads(shown.out)}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("vide.docx", b"", "vide"),
        ("vieux.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "docx"),
        ("sans.md", b"Un texte.\n", "en-tête"),
        ("rien.docx", b"PK\x03\x04 rien", "abîmé"),
    ],
)
@pytest.mark.parametrize("verb", ["read", "check", "export", "remarks"])
def test_a_file_that_is_no_guide_is_refused_in_a_sentence(tmp_path, capsys, monkeypatch, name, data, words, verb):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / name
    path.write_bytes(data)

    code = main(["guide", verb, str(path)])

    shown = capsys.readouterr()
    assert code == 2
    assert shown.out == ""
    assert words in shown.err or verb == "remarks"
    assert "Traceback" not in shown.err
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("verb", ["read", "check", "export", "remarks"])
def test_a_guide_that_is_not_there_is_told(tmp_path, capsys, verb):
    assert main(["guide", verb, str(tmp_path / "absent.docx")]) == 2

    assert "absent.docx" in capsys.readouterr().err
