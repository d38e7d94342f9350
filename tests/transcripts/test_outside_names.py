"""Names that stand outside of the text: in the name of a file, its properties, its comments, its headers."""

import zipfile
from pathlib import Path

import pytest
from docx import Document

from toolkit.errors import UnreadableFile
from toolkit.formats.outside import PLACES, said_outside
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.outside_names import _SAID, names_of_file

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def told(path: Path) -> set[tuple[str, str, str]]:
    return {(one.where, one.text, one.type) for one in names_of_file(path)}


@pytest.fixture
def docx(tmp_path):
    path = tmp_path / "entretien_Naïma-Okoye 2.docx"
    document = Document()
    document.add_paragraph("E : Bonjour.")
    properties = document.core_properties
    properties.author, properties.last_modified_by = "Solène Garrigou", "Utilisateur Windows"
    properties.title, properties.keywords = "Entretien avec Mme Okoye à Brioude", "pairs, santé"
    document.sections[0].header.paragraphs[0].text = "Terrain de Vénissieux"
    document.save(path)
    return path


def with_part(path: Path, name: str, text: str) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, text)


def test_names_of_a_word_file_are_found_where_they_stand(docx):
    with_part(
        docx,
        "word/comments.xml",
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Ibrahim Kessaci" w:initials="IK">'
        "<w:p><w:r><w:t>Demander à Rosalie</w:t></w:r></w:p></w:comment></w:comments>",
    )
    with_part(docx, "word/footnotes.xml", f'<w:x xmlns:w="{W}"><w:ins w:author="Tuteur Bob"/></w:x>')
    with_part(docx, "docProps/app2.xml", "<Properties><Company>Asso des Tilleuls</Company></Properties>")

    assert {
        ("file name", "Naïma-Okoye", "PERSON"),
        ("author", "Solène Garrigou", "PERSON"),
        ("title", "Mme Okoye", "PERSON"),
        ("title", "Brioude", "PLACE"),
        ("header", "Vénissieux", "PLACE"),
        ("comment author", "Ibrahim Kessaci", "PERSON"),
        ("comment", "Rosalie", "PERSON"),
        ("change author", "Tuteur Bob", "PERSON"),
        ("company", "Asso des Tilleuls", "ORG"),
    } <= told(docx)
    assert not [one for one in told(docx) if "Windows" in one[1] or "python" in one[1]]


def test_names_of_a_libreoffice_file_are_found_where_they_stand(tmp_path):
    path = tmp_path / "Groupe été.odt"
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:o="o" xmlns:m="m" xmlns:t="t"'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "meta.xml",
            f"<o:document-meta {dc}><o:meta><m:initial-creator>Paule Béraud</m:initial-creator><dc:creator>Yanis L."
            "</dc:creator><dc:title>Atelier</dc:title></o:meta></o:document-meta>",
        )
        archive.writestr(
            "content.xml",
            f"<o:x {dc}><t:change-info><dc:creator>Cyr Moulin</dc:creator></t:change-info><o:annotation><dc:creator>"
            "Inès</dc:creator><t:p>voir avec Karim</t:p></o:annotation></o:x>",
        )
        archive.writestr("styles.xml", f"<o:x {dc}><o:footer><t:p>Réunion à Givors</t:p></o:footer></o:x>")

    assert told(path) == {
        ("author", "Paule Béraud", "PERSON"),
        ("last editor", "Yanis L.", "PERSON"),
        ("change author", "Cyr Moulin", "PERSON"),
        ("comment author", "Inès", "PERSON"),
        ("comment", "Karim", "PERSON"),
        ("header", "Givors", "PLACE"),
    }


@pytest.mark.parametrize(
    ("stem", "names"),
    [
        ("Entretien 03 Karim", ["Karim"]),
        ("itw_BENALI_karim_v2_final", ["BENALI_karim"]),
        ("EntretienMartineDubosc", ["MartineDubosc"]),
        ("2024-03-12 focus group Brioude", ["Brioude"]),
        ("E03", []),
        ("transcription relue 2", []),
        ("Entretien 1 - mme wastrelin (copie)", ["wastrelin"]),
    ],
)
def test_a_file_name_is_judged_word_by_word(tmp_path, stem, names):
    path = tmp_path / f"{stem}.txt"
    path.write_text("Bonjour.", encoding="utf-8")

    assert [one.text for one in names_of_file(path)] == names


def test_a_form_that_the_study_knows_is_found_in_a_file_name(tmp_path):
    path = tmp_path / "le lapin raconte.txt"
    path.write_text("Bonjour.", encoding="utf-8")

    assert [one.text for one in names_of_file(path, roster=[NameDecision("lapin")])] == ["lapin"]


def test_a_damaged_or_absent_file_is_one_sentence(tmp_path):
    cut = tmp_path / "coupé.docx"
    cut.write_bytes(b"PK\x03\x04 rien")

    for path in (cut, tmp_path / "absent.docx"):
        with pytest.raises(UnreadableFile):
            said_outside(path)


def test_each_place_is_said_in_words_and_no_repr_tells_a_name(docx):
    assert set(_SAID) == set(PLACES)
    assert all(one.place for one in names_of_file(docx))
    assert "Okoye" not in repr(names_of_file(docx))
