"""``carnet print``: one text or all, plain or coded, and nobody's annotations lost."""

import json
import zipfile

import pytest

from toolkit import open_study
from toolkit.coding import mark


@pytest.fixture
def coded(study):
    text = study.transcripts["E01"]
    study.add(
        mark(text, study.codes["entraide"], coder="C1", quote="on s’est entraidé·es"),
        mark(text, study.codes["attente"], coder="C2", quote="l’été 😀 fut long"),
    )
    folder = study.folder
    study.close()
    return folder


def words(path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def test_a_text_is_printed_in_the_outputs_of_the_study(carnet, coded):
    done = carnet("print", "E01", "--study", coded)

    assert done.code == 0
    assert "Écrit" in done.out
    assert "l’été 😀 fut long" in words(coded / "outputs" / "E01.docx")
    record = json.loads((coded / "outputs" / "E01.docx.json").read_text(encoding="utf-8"))
    with open_study(coded) as study:
        assert record["journal_head"] == study.head


def test_a_coded_text_holds_its_codes(carnet, coded, tmp_path):
    target = tmp_path / "à relire.docx"

    done = carnet("print", "E01", "--coded", "--coder", "C1", "--to", target, "--study", coded)

    assert done.code == 0
    assert "Entraide" in words(target)
    assert "Attente" not in words(target)


def test_comments_are_asked_by_one_option(carnet, coded, tmp_path):
    assert carnet("print", "E01", "--comments", "--to", tmp_path / "E01.docx", "--study", coded).code == 0

    with zipfile.ZipFile(tmp_path / "E01.docx") as archive:
        said = archive.read("word/comments.xml").decode("utf-8")
    assert 'w:author="Camille"' in said
    assert 'w:author="Sacha"' in said


def test_every_text_goes_in_a_folder(carnet, coded, tmp_path):
    done = carnet("print", "--all", "--format", "odt", "--to", tmp_path / "impressions", "--study", coded, "--json")

    assert json.loads(done.out) == [{"transcript": "E01", "file": str(tmp_path / "impressions" / "E01.odt")}]
    assert (tmp_path / "impressions" / "E01.odt").is_file()


def test_an_annotated_print_is_kept_and_said(carnet, coded, tmp_path):
    target = tmp_path / "E01.docx"
    carnet("print", "E01", "--to", target, "--study", coded)
    target.write_bytes(target.read_bytes() + b"au crayon")

    done = carnet("print", "E01", "--to", target, "--study", coded)

    assert done.code == 0
    assert "E01-2.docx" in done.out
    assert "reste tel quel" in done.err
    assert target.read_bytes().endswith(b"au crayon")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("E99",), "E99"),
        ((), "Aucun entretien n’est nommé"),
        (("E01", "--all"), "--all va sans identifiants"),
        (("E01", "--to", "x.pdf"), "« .pdf »"),
        (("E01", "--turns", "9"), "il n’y a pas de tour 9"),
        (("E01", "--coder", "C9"), "C9"),
        (("E01", "--code", "rien"), "rien"),
        (("E01", "--comments", "--format", "html"), "page web"),
    ],
)
def test_what_cannot_be_printed_is_said_and_nothing_is_written(carnet, coded, line, told):
    before = sorted(path.name for path in (coded / "outputs").iterdir())

    done = carnet("print", *line, "--study", coded)

    assert done.code == 2
    assert told in done.err.replace("\xa0", " ")
    assert len(done.err.strip().split("\n")) <= 2
    assert sorted(path.name for path in (coded / "outputs").iterdir()) == before


def test_a_print_leaves_with_the_person_who_withdraws(carnet, coded):
    carnet("print", "E01", "--study", coded)
    carnet("print", "E01", "--coded", "--study", coded)
    annotated = coded / "outputs" / "E01-code.docx"
    with zipfile.ZipFile(annotated, "a") as archive:
        archive.writestr("note.txt", "à discuter")

    with open_study(coded) as study:
        receipt = study.withdraw("P01")

    assert not (coded / "outputs" / "E01.docx").exists()
    assert "E01-code.docx" in str(receipt)
