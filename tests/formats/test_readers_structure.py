"""What documents know of their paragraphs: tables, headings, hidden text; and what tables of figures hide."""

from docx import Document

from toolkit.formats import read_raw


def test_hidden_text_is_left_out_and_said(tmp_path):
    made = Document()
    paragraph = made.add_paragraph("E : Bonjour")
    paragraph.add_run(" caché").font.hidden = True
    paragraph.add_run(" à vous.")
    made.save(str(tmp_path / "a.docx"))

    raw = read_raw(tmp_path / "a.docx")

    assert raw.blocks[0].text == "E : Bonjour à vous."
    assert len(raw.warnings) == 1


def test_paragraphs_in_cells_headings_and_bold_are_known(tmp_path):
    made = Document()
    made.add_heading("Titre", 2)
    made.add_paragraph().add_run("Gras").bold = True
    mixed = made.add_paragraph("Un mot ")
    mixed.add_run("gras").bold = True
    table = made.add_table(2, 2)
    table.cell(1, 0).text = "Zoé"
    made.save(str(tmp_path / "a.docx"))

    blocks = read_raw(tmp_path / "a.docx").blocks

    assert [block.strong for block in blocks[:3]] == [True, True, False]
    assert [block.cell for block in blocks if block.text == "Zoé"] == [(1, 2, 1)]
    assert [block.cell for block in blocks[:3]] == [None, None, None]
