"""Transcripts typed in a table of a Word or LibreOffice document."""

import pytest

from toolkit.transcripts import read


def said(reading):
    return [(turn.speakers, reading.said(turn)) for turn in reading.turns]


def roles(reading):
    return {speaker.label: speaker.role for speaker in reading.speakers}


def docx(path, rows, *, before=(), after=()):
    from docx import Document

    made = Document()
    for text in before:
        made.add_paragraph(text)
    table = made.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    for text in after:
        made.add_paragraph(text)
    made.save(str(path))
    return path


def odt(path, rows):
    from odfdo import Document, Table

    made = Document("text")
    made.body.clear()
    table = Table("T", width=len(rows[0]), height=len(rows))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.set_value((c, r), text)
    made.body.append(table)
    made.save(str(path))
    return path


ROWS = [
    ["00:01", "Enquêtrice", "Bonjour."],
    ["00:05", "Zoé", "Bonjour.\nJe suis là."],
    ["00:10", "Enquêtrice", "Et alors ?"],
    ["00:12", "Zoé", "Alors rien."],
]


@pytest.mark.parametrize("write", [docx, odt])
@pytest.mark.parametrize("n", [2, 4])
def test_a_column_of_times_one_of_labels_one_of_words_are_turns(tmp_path, write, n):
    rows = ROWS[:n] if write is docx else [[cell.replace("\n", " ") for cell in row] for row in ROWS[:n]]

    reading = read(write(tmp_path / f"t.{write.__name__}", rows))

    assert said(reading) == [((label,), words) for _time, label, words in rows]
    assert [turn.start_ms for turn in reading.turns] == [1_000, 5_000, 10_000, 12_000][:n]
    assert roles(reading) == {"Enquêtrice": "interviewer", "Zoé": "participant"}
    assert reading.warnings == ()


def test_a_row_of_headings_is_no_turn(tmp_path):
    rows = [["Locuteur", "Propos"], ["E", "Bonjour."], ["Z", "Alors : rien."], ["", "Et voilà."], ["E :", "Bien ?"]]

    reading = read(docx(tmp_path / "t.docx", rows, before=["Entretien 4"]))

    assert said(reading) == [
        (("E",), "Bonjour."),
        (("Z",), "Alors : rien."),
        (("Z",), "Et voilà."),
        (("E",), "Bien ?"),
    ]
    assert reading.text.startswith("Entretien 4\nLocuteur\nPropos\n")


def test_speech_below_the_table_is_a_turn_of_somebody_unknown_and_is_said(tmp_path):
    reading = read(docx(tmp_path / "t.docx", ROWS, after=["Et vous, vous en pensez quoi ?"]))

    assert said(reading)[-1] == (("?",), "Et vous, vous en pensez quoi ?")
    assert any("14" in warning for warning in reading.warnings)


def test_a_table_of_facts_is_no_dialogue(tmp_path):
    rows = [["Nom", "Zoé"], ["Âge", "34 ans"], ["Enquêtrice", "Léa B."]]

    reading = read(docx(tmp_path / "t.docx", rows, after=["E : Bonjour ?", "Z : Oui.", "E : Et ?", "Z : Non."]))

    assert [turn.speakers for turn in reading.turns] == [("E",), ("Z",), ("E",), ("Z",)]
