"""After a withdrawal, what still names the person by their id is listed, and so is a label that may be theirs."""

import gzip
import hashlib
import json
from dataclasses import replace
from pathlib import Path, PurePath

import pytest
from leaving import GROUP, study_to_leave, transcript
from xlsxwriter import Workbook

from toolkit.formats.document_writers import Document, Paragraph, plain, write_document
from toolkit.model import Speaker
from toolkit.study.named_still import names_still


@pytest.fixture
def leaving(folder):
    made = study_to_leave(folder)
    yield made
    made.close()


def line(receipt, start):
    return [one.replace("\xa0", " ") for one in receipt.by_hand if one.startswith(start)]


def recorded(path, *, verb):
    told = {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "verb": verb, "id": "P03"}
    path.with_name(path.name + ".json").write_text(json.dumps(told), encoding="utf-8")


def test_a_table_of_traits_and_an_output_are_listed_and_left_as_they_are(leaving):
    table, page = leaving.folder / "personnes d'été.csv", leaving.folder / "outputs" / "à relire.docx"
    table.write_text("participant;âge\nP03;44\n", encoding="utf-16")
    write_document(Document("Note", (Paragraph(plain("Ce que p03 a vécu.")),)), page)
    (leaving.folder / "autres.csv").write_text("participant;âge\nP030;44\nXP03;3\n", encoding="utf-8")
    before = table.read_bytes()

    rehearsed, done = leaving.withdraw("P03", rehearse=True), leaving.withdraw("P03")

    said = [f"À relire : 2 fichiers nomment encore P03 : outputs/{page.name}, {table.name}"]
    assert line(rehearsed, "À relire") == line(done, "À relire") == said
    assert table.read_bytes() == before


def test_receipts_and_what_carnet_notes_are_not_listed(leaving):
    first = leaving.withdraw("P03")
    for name in ("retrait-P03.docx", "retrait-P03.md"):
        recorded(first.to(leaving.folder / "outputs" / name), verb="withdraw")

    again = leaving.withdraw("P03")

    assert line(first, "À relire") == line(again, "À relire") == []


def test_what_was_taken_out_of_a_file_with_the_id_is_not_listed(leaving):
    path = leaving.folder / "outputs" / "extraits.csv"
    path.write_text("code;n\naccueil;P03\n", encoding="utf-8")
    recorded(path, verb="frequency")

    receipt = leaving.withdraw("P03")

    assert not path.exists()
    assert line(receipt, "À relire") == []


def sheet(path: Path, *values: object) -> bytes:
    with Workbook(path) as book:
        book.add_worksheet().write_row(11, 0, values)
    return path.read_bytes()


def test_the_address_of_a_cell_is_nobody(tmp_path):
    values = range(1, 20)

    assert not names_still(PurePath("a.xlsx"), sheet(tmp_path / "a.xlsx", *values), "P12")
    assert names_still(PurePath("b.xlsx"), sheet(tmp_path / "b.xlsx", *values, "P12"), "P12")


@pytest.mark.parametrize(
    ("name", "data", "named"),
    [
        ("a.txt", b"voir P03_relu", True),
        ("P03 consentement.pdf", b"%PDF", True),
        ("a.txt.gz", gzip.compress(b"P03", mtime=0), True),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00 P03 \x00", False),
        ("a.txt", b"P031, EP03", False),
    ],
)
def test_an_id_is_a_whole_word_of_a_text_or_of_a_name(name, data, named):
    assert names_still(PurePath(name), data, "P03") is named


@pytest.mark.parametrize("theirs", [None, "P04"])
@pytest.mark.parametrize("label", ["P03", "p3"])
def test_a_label_that_reads_like_the_id_and_is_somebody_elses_is_told(leaving, label, theirs):
    lines = [(label if who == "Hamid" else who, words) for who, words in GROUP if "Colette" not in who]
    speakers = (Speaker("Anim", "interviewer"), Speaker(label, "participant", theirs), Speaker("Inès"))
    leaving.add(replace(transcript("G02", lines, speakers, "group"), place=""))

    receipt = leaving.withdraw("P03", rehearse=True)

    told = (
        "une étiquette se lit comme l’identifiant de la personne, sans lui être rattachée : vérifiez qui parle (G02)"
    )
    assert line(receipt, "une étiquette") == [told]


def test_a_label_that_is_tied_to_the_person_is_not_told(leaving):
    lines = [("Q", "Bonjour, vous allez bien ?"), ("P03", "Oui."), ("Inès", "Oui aussi.")]
    speakers = (Speaker("Q", "interviewer"), Speaker("P03", "participant", "P03"), Speaker("Inès"))
    leaving.add(transcript("G02", lines, speakers, "group"))

    assert line(leaving.withdraw("P03"), "une étiquette") == []
