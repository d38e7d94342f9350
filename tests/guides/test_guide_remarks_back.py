"""Remarks sent back in the document where the guide was typed; the original is never touched."""

import io

import docx
import pytest
import typed_guides

from toolkit.errors import InvalidValue, UnreadableFile
from toolkit.formats.annotated import Aside, with_remarks
from toolkit.formats.docx_comments import comments_of
from toolkit.formats.outlined import outline_of
from toolkit.guides import send_back


@pytest.mark.parametrize("name", typed_guides.DOCX)
def test_a_comment_stands_on_the_question_that_it_is_about(tmp_path, name):
    source = typed_guides.write_all(tmp_path)[name]
    before = source.read_bytes()

    copy = send_back(source)

    assert source.read_bytes() == before
    assert copy.parent == source.parent
    commented = comments_of(copy.read_bytes(), copy.name)
    about = [commented.text[comment.start : comment.end] for comment in commented.comments]
    assert len(about) > 1
    assert all(text.strip() for text in about)
    assert {comment.author for comment in commented.comments} == {"Carnet"}
    assert [line.text for line in outline_of(copy.read_bytes(), copy.name).lines] == [
        line.text for line in outline_of(before, source.name).lines
    ]


def test_the_remark_on_a_closed_question_is_beside_it(tmp_path):
    made = docx.Document()
    for text in ("Thème 1 : arriver", "Racontez-moi votre arrivée.", "Êtes-vous satisfait de l’accueil ?"):
        made.add_paragraph(text)
    source = tmp_path / "guide d’été.docx"
    made.save(source)

    copy = send_back(source, tmp_path / "relu.docx")

    commented = comments_of(copy.read_bytes(), copy.name)
    closed = [c for c in commented.comments if "fermée" in c.text]
    assert [commented.text[c.start : c.end] for c in closed] == ["Êtes-vous satisfait de l’accueil ?"]
    assert "→" in closed[0].text


def test_an_odt_gets_annotations_and_keeps_those_of_others(tmp_path):
    source = typed_guides.write_all(tmp_path)["odt"]

    copy = send_back(source, date="2026-03-02T00:00:00")

    before, after = (outline_of(path.read_bytes(), path.name) for path in (source, copy))
    assert [line.text for line in after.lines] == [line.text for line in before.lines]
    assert len(after.comments) > len(before.comments) == 1
    assert any("à reformuler" in text for text in after.comments)


def test_a_paragraph_that_is_not_there_takes_the_first():
    data = with_remarks(typed_guides.manual(), "g.docx", [Aside(0, "un"), Aside(999, "deux")], author="Carnet")

    commented = comments_of(data, "g.docx")
    assert [c.text for c in commented.comments] == ["un", "deux"]
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "GUIDE D’ENTRETIEN SEMI-DIRECTIF"


def test_the_copy_is_never_the_document_nor_another_kind(tmp_path):
    source = typed_guides.write_all(tmp_path)["bold"]

    with pytest.raises(InvalidValue):
        send_back(source, source)
    with pytest.raises(UnreadableFile):
        send_back(source, tmp_path / "copie.odt")
    with pytest.raises(UnreadableFile):
        with_remarks(b"du texte", "g.txt", [], author="Carnet")


def test_a_guide_in_markdown_is_laid_out_in_word_with_its_remarks(tmp_path):
    source = tmp_path / "g.md"
    text = "---\nguide: g\ntitre: T\n---\n\n## Thème A. Un\n\n- **A1** Êtes-vous satisfait ?\n"
    source.write_text(text, encoding="utf-8")

    copy = send_back(source)

    assert copy.name == "g-remarques.docx"
    commented = comments_of(copy.read_bytes(), copy.name)
    closed = next(c for c in commented.comments if "fermée" in c.text)
    assert "Êtes-vous satisfait" in commented.text[closed.start : closed.end]
