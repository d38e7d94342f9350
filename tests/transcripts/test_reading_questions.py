"""Interviews without labels, and labels that programs write in their own way."""

import pytest

from toolkit.transcripts import read, read_text


def said(reading):
    return [(turn.speakers, reading.said(turn)) for turn in reading.turns]


def roles(reading):
    return {speaker.label: speaker.role for speaker in reading.speakers}


ASKED = ["Comment êtes-vous arrivé ici ?", "Et ensuite ?", "Un souvenir ?"]
ANSWERED = ["Par hasard, en 2003.\n\nJe cherchais un emploi : voilà.", "J’ai été formée.", "Le feu 🔥."]


@pytest.mark.parametrize(
    "style", ["**{}**", "## {}", "__{}__", "{n}. {}", "{n}) {}", "Q{n} - {}", "Question {n} : {}"]
)
def test_questions_as_headings_in_bold_or_numbered_are_asked_and_the_rest_answered(style):
    pairs = list(zip(ASKED, ANSWERED, strict=True))
    typed = "Entretien 3\n\n" + "".join(
        f"{style.format(ask, n=n)}\n\n{answer}\n\n" for n, (ask, answer) in enumerate(pairs, 1)
    )

    reading = read_text(typed)

    assert [words for _who, words in said(reading)] == [words for pair in pairs for words in pair]
    assert [reading.role(turn) for turn in reading.turns] == ["interviewer", "participant"] * 3
    assert reading.kind == "interview"
    assert len(reading.warnings) == 1


@pytest.mark.parametrize("heading", [True, False])
def test_questions_in_bold_or_as_headings_of_a_document_are_asked(tmp_path, heading):
    from docx import Document

    made = Document()
    for ask, answer in zip(ASKED, ANSWERED, strict=True):
        if heading:
            made.add_heading(ask, 2)
        else:
            made.add_paragraph().add_run(ask).bold = True
        made.add_paragraph(answer)
    made.save(str(tmp_path / "a.docx"))

    reading = read(tmp_path / "a.docx")

    assert [reading.role(turn) for turn in reading.turns] == ["interviewer", "participant"] * 3
    assert reading.said(reading.turns[2]) == ASKED[1]


@pytest.mark.parametrize(
    "text",
    [
        "1. Que faites-vous ?\n2. Depuis quand ?\n3. Avec qui ?",
        "## Rapport\n\nDes mots.\n\n## Pourquoi ?\n\nD’autres mots.\n\n## Fin\n\nEncore.",
        "# Guide\n\n**Parcours ?**\n\nD’où venez-vous ?\n\n**Travail ?**\n\nQue faites-vous ?",
    ],
)
def test_a_guide_or_a_report_is_no_dialogue(text):
    assert read_text(text).kind == "document"


def test_words_between_slashes_give_the_turn_two_speakers():
    reading = read_text(
        "S00: Vous allez bien ?\n\nS01: Oui. //S00: D’accord.// Je suis content.\n\nS00: Bon.\n\nS01: Oui."
    )

    assert reading.turns[1].speakers == ("S01", "S00")
    assert len(reading.warnings) == 1


def test_line_numbers_do_not_hide_labels_and_those_inside_words_are_said():
    reading = read_text(
        "001 Enquêtrice : Bonjour.\n002 Zoé : Oui\n003 et encore\n004 Enquêtrice : Et ?\n005 Zoé : Non."
    )

    assert roles(reading) == {"Enquêtrice": "interviewer", "Zoé": "participant"}
    assert [words for _who, words in said(reading)] == ["Bonjour.", "Oui\n003 et encore", "Et ?", "Non."]
    assert len(reading.warnings) == 1
    assert "3" in reading.warnings[0]


@pytest.mark.parametrize("stamp", ["", "[00:00:03] "])
def test_labels_between_round_brackets_are_speakers_and_laughter_is_none(stamp):
    reading = read_text(
        f"{stamp}(Enquêtrice) Bonjour ?\n{stamp}(Zoé) Oui.\n(rires)\n{stamp}(Enquêtrice) Et ?\n{stamp}(Zoé) Non."
    )

    assert roles(reading) == {"Enquêtrice": "interviewer", "Zoé": "participant"}
    assert reading.turns[0].start_ms == (3_000 if stamp else None)


def test_times_of_f4_before_the_label_are_read():
    reading = read_text(
        "#00:00:01-2# I: Ça va ? #00:00:03-4#\n#00:00:03-4# B1: Oui #00:00:05-0#\n#00:00:05-0# B2: Non"
    )

    assert [turn.speakers[0] for turn in reading.turns] == ["I", "B1", "B2"]
    assert [turn.start_ms for turn in reading.turns] == [1_200, 3_400, 5_000]
