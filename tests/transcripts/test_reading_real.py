"""The real interviews of ../shared/data, with counts read off the documents by hand."""

import zipfile
from xml.etree import ElementTree

import pytest

from toolkit.transcripts import read, read_all, report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COUNTED = {
    # file: (turns of the researcher, turns of the person, turns without time)
    "Entretien 01 24.10.03 01_traitement_A.docx": (18, 18, 0),
    "Entretien 01 24.10.03 02_traitement_A.docx": (30, 31, 0),
    "Entretien 01 24.12.09ab_traitement_A.docx": (14, 14, 10),
    "Entretien 01 25.01.15 04_traitement_A.docx": (24, 23, 0),
    "Entretien 01 25.05.15_traitement_A.docx": (16, 15, 0),
}


def paragraphs(path):
    """Read the paragraphs without any code of ours."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


@pytest.mark.parametrize("name", COUNTED)
def test_real_turns_are_those_counted_by_hand(shared_data, name):
    asked, answered, untimed = COUNTED[name]

    reading = read(shared_data / "artisans" / name)

    by_role = [reading.role(turn) for turn in reading.turns]
    assert (by_role.count("interviewer"), by_role.count("participant")) == (asked, answered)
    assert len(reading.turns) == asked + answered
    assert {speaker.label for speaker in reading.speakers} == {"Chercheur", "Interviewe"}
    assert sum(turn.start_ms is None for turn in reading.turns) == untimed


@pytest.mark.parametrize("name", COUNTED)
def test_no_real_text_is_lost(shared_data, name):
    path = shared_data / "artisans" / name
    lines = paragraphs(path)

    reading = read(path)

    assert reading.text.split("\n") == lines
    words = [line for line in lines[1:] if line.strip() and not line.startswith("[")]
    kept = [line for turn in reading.turns for line in reading.said(turn).split("\n") if line.strip()]
    assert [line.strip() for line in kept] == [line.strip() for line in words]


def test_the_misspelt_researcher_is_said_once(shared_data):
    reading = read(shared_data / "artisans" / "Entretien 01 25.01.15 04_traitement_A.docx")

    assert len(reading.warnings) == 1
    assert "Checheur" in reading.warnings[0]
    assert "24" in reading.warnings[0]


def test_real_interviews_read_together_have_a_role_for_every_turn(shared_data):
    entries = report(read_all(sorted((shared_data / "artisans").glob("*.docx"))))

    assert len(entries) == 5
    assert {turn["role"] for entry in entries for turn in entry["turns"]} == {"interviewer", "participant"}


def test_the_four_whisper_files_are_one_transcript(shared_data):
    entries = report([read(path) for path in sorted((shared_data / "whisper").iterdir())])

    assert len(entries) == 4
    assert len({entry["text_sha256"] for entry in entries}) == 1
    assert len(entries[0]["turns"]) == 40
    assert all(entry["turns"] == entries[0]["turns"] for entry in entries)
    assert (entries[0]["turns"][0]["start_ms"], entries[0]["turns"][0]["end_ms"]) == (43_810, 47_850)


def test_real_markdown_notes_keep_their_emoji_and_set_their_header_aside(shared_data):
    for path in sorted((shared_data / "montreuil").glob("*.md")):
        reading = read(path)

        assert reading.text == path.read_text(encoding="utf-8")
        assert reading.kind == "document"
        assert reading.turns[0].label_start > reading.text.index("residency")
