"""What documents know of their paragraphs: tables, headings, hidden text; and what tables of figures hide."""

import json
import zipfile

import pytest
from docx import Document

from toolkit.formats import read_raw
from toolkit.formats.sheets import read_table


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


ROLLING = """WEBVTT
Kind: captions

00:00:00.120 --> 00:00:02.389 align:start position:0%
 
bonjour<00:00:00.500><c> à</c><00:00:00.800><c> tous</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
bonjour à tous
 

00:00:02.399 --> 00:00:04.600 align:start position:0%
bonjour à tous
oui<00:00:02.700><c> oui</c>

00:00:04.600 --> 00:00:04.610 align:start position:0%
oui oui
 

00:00:04.610 --> 00:00:06.000 align:start position:0%
oui oui
oui<00:00:05.700><c> oui</c>
"""  # noqa: W293


def test_rolling_captions_give_each_line_once_and_drop_none(tmp_path):
    (tmp_path / "a.vtt").write_text(ROLLING, encoding="utf-8")

    raw = read_raw(tmp_path / "a.vtt")

    assert [block.text for block in raw.blocks] == ["bonjour à tous", "oui oui", "oui oui"]
    assert [(block.start_ms, block.end_ms) for block in raw.blocks] == [(120, 2399), (2399, 4610), (4610, 6000)]
    assert raw.warnings == ()


def test_words_said_twice_in_plain_captions_are_kept_twice(tmp_path):
    cues = "".join(f"00:0{n}.000 --> 00:0{n}.900\noui\n\n" for n in range(6))
    (tmp_path / "a.vtt").write_text(f"WEBVTT\n\n{cues}", encoding="utf-8")

    assert len(read_raw(tmp_path / "a.vtt").blocks) == 6


@pytest.mark.parametrize(
    "value",
    [
        {
            "utterances": [
                {"speaker": "A", "start": 250, "end": 2500, "text": "Bonjour ?", "words": []},
                {"speaker": "B", "start": 2600, "end": 5000, "text": "Oui."},
            ],
            "text": "Bonjour ? Oui.",
        },
        {
            "results": {
                "utterances": [
                    {"speaker": 0, "start": 0.25, "end": 2.5, "transcript": "Bonjour ?"},
                    {"speaker": 1, "start": 2.6, "end": 5.0, "transcript": "Oui."},
                ]
            }
        },
        {
            "results": {
                "channels": [
                    {
                        "alternatives": [
                            {
                                "transcript": "Bonjour ? Oui.",
                                "paragraphs": {
                                    "paragraphs": [
                                        {
                                            "speaker": 0,
                                            "start": 0.25,
                                            "end": 2.5,
                                            "sentences": [{"text": "Bonjour ?"}],
                                        },
                                        {"speaker": 1, "start": 2.6, "end": 5, "sentences": [{"text": "Oui."}]},
                                    ]
                                },
                            }
                        ]
                    }
                ]
            }
        },
        {
            "segments": [
                {
                    "start": 0.25,
                    "end": 5,
                    "text": " Bonjour ? Oui.",
                    "words": [
                        {"word": "Bonjour", "start": 0.25, "end": 1.5, "speaker": "A"},
                        {"word": "?", "end": 2.5},
                        {"word": "Oui.", "start": 2.6, "end": 5, "speaker": "B"},
                    ],
                },
                {"start": 6, "end": 7, "text": None},
            ]
        },
    ],
)
def test_speakers_and_times_come_from_the_json_of_every_service(tmp_path, value):
    (tmp_path / "a.json").write_text(json.dumps(value), encoding="utf-8")

    blocks = read_raw(tmp_path / "a.json").blocks

    assert [block.text for block in blocks] == ["Bonjour ?", "Oui."]
    assert [(block.start_ms, block.end_ms) for block in blocks] == [(250, 2500), (2600, 5000)]
    assert len({block.speaker for block in blocks} - {None}) == 2


def test_a_formula_without_result_is_said(tmp_path):
    from xlsxwriter import Workbook

    path = tmp_path / "a.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Personnes")
        sheet.write_row(0, 0, ["id", "âge", "double"])
        sheet.write_row(1, 0, ["P01", 34])
        sheet.write_formula(1, 2, "=B2*2", None, 68)
    whole = read_table(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<v>68</v>", b"")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)

    sheet = read_table(path)

    assert (whole.rows, whole.warnings) == ((("P01", "34", "68"),), ())
    assert sheet.rows == (("P01", "34", ""),)
    assert len(sheet.warnings) == 1
    assert "C2" in sheet.warnings[0]
