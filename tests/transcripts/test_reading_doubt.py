"""What is doubtful in a transcript is said; nobody's words go to somebody else in silence."""

import pytest

from toolkit.transcripts import read_text


def said(reading):
    return [(turn.speakers, reading.said(turn)) for turn in reading.turns]


def roles(reading):
    return {speaker.label: speaker.role for speaker in reading.speakers}


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("Il disait à\nPaul : tu viens demain.", "3"),
        ("j’ai vu la\ndirectrice : une femme bien.", "3"),
        ("Il y avait là tout le monde, ma mère, mon\npère : ils étaient contents, et\nAnne : elle riait.", "3, 4"),
        ("On a vu ce jour-là\nMme Faure : elle riait.", "3"),
    ],
)
def test_a_sentence_cut_by_the_width_of_the_page_makes_no_speaker(answer, line):
    reading = read_text(f"E : Racontez ?\nP : {answer}\nE : Et ?\nP : Voilà.")

    assert said(reading)[1] == (("P",), answer)
    assert roles(reading) == {"E": "interviewer", "P": "participant"}
    assert len(reading.warnings) == 1
    assert line in reading.warnings[0]
    assert "Paul" not in reading.warnings[0]


def test_somebody_who_speaks_once_after_an_unfinished_line_and_is_answered_stays_a_speaker_and_is_said():
    reading = read_text("E : Racontez ?\nP : Il disait à\nPaul : Tu viens demain.\nP : Voilà.\nE : Et ?\nP : Oui.")

    assert said(reading)[2] == (("Paul",), "Tu viens demain.")
    assert any("3" in warning for warning in reading.warnings)


def test_a_name_that_comes_once_among_turns_is_a_speaker_and_is_said():
    reading = read_text(
        "E : Bonjour ?\nLéa : Oui.\nE : Et ?\nLéa : Non.\nD’Artagnan : Bonjour.\nE : Bien ?\nLéa : Voilà."
    )

    assert roles(reading)["D’Artagnan"] == "participant"
    assert any("5" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Enquêtrice 2 (F, 34 ans) :", "Mme Éluard (H, 62 ans) :"),
        ("Enquêtrice 2 (F, 34 ans)\xa0:", "Mme Éluard [62 ans, ouvrière]\xa0:"),
        ("**Enquêtrice 2** (34 ans) :", "**Mme Éluard** (retraitée) :"),
        ("Enquêtrice 2, 34 ans :", "Mme Éluard, 62 ans :"),
        ("Enquêtrice 2 (34 ans) –", "Mme Éluard (62 ans) –"),
    ],
)
def test_a_description_beside_a_name_is_no_part_of_the_name(asks, answers):
    reading = read_text(f"{asks} Bonjour ?\n{answers} Oui.\n{asks} Et ?\n{answers} Non.")

    assert roles(reading) == {"Enquêtrice 2": "interviewer", "Mme Éluard": "participant"}
    assert [words for _who, words in said(reading)] == ["Bonjour ?", "Oui.", "Et ?", "Non."]
    assert reading.warnings == ()


def test_the_ending_of_an_inclusive_form_is_no_description():
    reading = read_text("Enquêteur(trice) : Bonjour ?\nEnquêté(e) : Oui.")

    assert roles(reading) == {"Enquêteur(trice)": "interviewer", "Enquêté(e)": "participant"}


def test_a_role_given_in_brackets_is_that_of_the_speaker():
    reading = read_text("Léa (enquêtrice) : Bien.\nPaul : Voilà ?\nLéa : Bon.\nPaul : Oui ?")

    assert roles(reading) == {"Léa": "interviewer", "Paul": "participant"}


def test_one_name_with_two_descriptions_is_said():
    reading = read_text(
        "E : Oui ?\nMarie (mère) : Oui.\nE : Et ?\nMarie (fille) : Non.\nE : Ah ?\nMarie (rires) : Si."
    )

    assert len(reading.warnings) == 1
    assert "2, 4" in reading.warnings[0]


def test_a_description_stands_between_a_name_and_its_time():
    reading = read_text("Marie (F) (0:12) : Oui.\nEnquêteur (0:14) : Et ?\nMarie (0:15) : Non.")

    assert [turn.start_ms for turn in reading.turns] == [12_000, 14_000, 15_000]
    assert roles(reading) == {"Marie": "participant", "Enquêteur": "interviewer"}


LONG = "On fait le tour de la serre, puis on arrose, et le soir on range les outils dans la remise."


@pytest.mark.parametrize(
    ("one", "two"),
    [("Enq1", "Enq2"), ("Enq. 1", "Enq. 2"), ("E1", "E2"), ("I1", "I2"), ("Int. A", "Int. B")],
)
def test_two_interviewers_with_a_number_are_both_interviewers(one, two):
    reading = read_text(
        f"{one} : Bonjour, qui êtes-vous ?\nMarie : {LONG}\n{two} : Et après ?\nMarie : Oui.\n{one} : Bien."
    )

    assert roles(reading) == {one: "interviewer", "Marie": "participant", two: "interviewer"}


@pytest.mark.parametrize("asks", ["A", "Animatrice", "M"])
def test_numbered_people_in_a_group_answer_when_somebody_else_asks(asks):
    reading = read_text(
        f"{asks} : Qui commence ?\nE1 : {LONG}\nE2 : {LONG} Non ?\nE3 : {LONG}\n"
        f"{asks} : Et vous ?\nE2 : Oui.\n{asks} : Bien ?"
    )

    assert roles(reading) == {asks: "interviewer", "E1": "participant", "E2": "participant", "E3": "participant"}
    assert reading.kind == "group"


def test_when_nothing_tells_whether_numbered_people_ask_or_answer_it_is_said():
    reading = read_text("E1 : Bien.\nM : Ah oui.\nE2 : Voilà.\nM : Bon.")

    assert set(roles(reading).values()) == {"unknown"}
    assert len(reading.warnings) == 1


def test_e1_who_asks_and_e2_who_answers_are_two_roles():
    reading = read_text(f"E1 : Vous faites quoi ?\nE2 : {LONG}\nE1 : Et après ?\nE2 : Rien.")

    assert roles(reading) == {"E1": "interviewer", "E2": "participant"}


def test_numbered_questions_beside_a_name_are_those_of_who_asks():
    reading = read_text(
        "Q1 : D’où venez-vous ?\nMarie : Du nord.\nQ2 : Et après ?\nMarie : Rien.\nQ3 : Ah ?\nMarie : Si."
    )

    assert roles(reading) == {"Q": "interviewer", "Marie": "participant"}


@pytest.mark.parametrize("sign", [" –", " -", " >", " →", " |"])
@pytest.mark.parametrize("times", [1, 3])
def test_names_take_the_sign_that_the_interviewer_has(sign, times):
    exchange = f"Enquêtrice{sign} Bonjour ?\nMarie{sign} Bonjour à vous – enfin, oui\n"

    reading = read_text(exchange * (times + 1))

    assert roles(reading) == {"Enquêtrice": "interviewer", "Marie": "participant"}
    assert said(reading)[1] == (("Marie",), "Bonjour à vous – enfin, oui")


def test_a_word_alone_below_a_label_is_what_that_person_says():
    reading = read_text("[E] (0:01)\nje\n[K] (0:02)\nLyon\n[E] (0:03)\nLyon\n[K] (0:04)\nLyon\n")

    assert said(reading) == [(("E",), "je"), (("K",), "Lyon"), (("E",), "Lyon"), (("K",), "Lyon")]


@pytest.mark.parametrize(("asks", "answers"), [("ENQUÊTRICE", "MARIE"), ("Enquêtrice", "Marie")])
@pytest.mark.parametrize("times", [1, 2])
def test_names_on_their_own_line_need_not_come_often_beside_the_interviewer(asks, answers, times):
    reading = read_text(f"{asks}\nBonjour ?\n\n{answers}\nOui, très bien.\nJe suis là.\n\n" * times)

    assert roles(reading) == {asks: "interviewer", answers: "participant"}
    assert said(reading)[1] == ((answers,), "Oui, très bien.\nJe suis là.")


def test_names_on_their_own_line_that_may_be_titles_are_said():
    reading = read_text("ENQUÊTRICE\nBonjour ?\n\nMARIE\nOui.\n\nENQUÊTRICE\nEt ?\n\nANNE\nSi.\n")

    assert any("4, 10" in warning for warning in reading.warnings)


def test_what_is_said_before_the_first_label_is_a_turn_of_somebody_unknown():
    asked = "Bonjour, merci de me recevoir, je suis étudiante. Pouvez-vous vous présenter ?"

    reading = read_text(
        f"Entretien n° 3 – Mme B.\nRéalisé le 3 mai chez elle.\n\n{asked}\nMarie : Oui.\nEnquêtrice : Et ?"
    )

    assert said(reading)[0] == (("?",), asked)
    assert reading.role(reading.turns[0]) == "unknown"
    assert len(reading.warnings) == 1
    assert "4" in reading.warnings[0]


@pytest.mark.parametrize(
    "head",
    [
        "Entretien avec Léa",
        "12 mars 2024",
        "Mme B., 62 ans",
        "[La porte claque.]",
        "Transcription : J. R.",
        "E = enquêtrice",
    ],
)
def test_titles_before_the_first_label_are_nobodys_words(head):
    reading = read_text(f"{head}\n\nEnquêtrice : Et ?\nMarie : Oui.\nEnquêtrice : Bien ?\nMarie : Non.")

    assert said(reading)[0] == (("Enquêtrice",), "Et ?")
    assert reading.warnings == ()


def test_a_prompt_of_the_guide_inside_somebodys_words_is_said():
    reading = read_text("Relance : Et puis ?\nE : Bonjour.\nP : Bonjour.\nRelance : Et puis ?\nP : Rien.\nP : Oui.")

    assert said(reading)[0] == (("?",), "Relance : Et puis ?")
    assert roles(reading)["E"] == "interviewer"
    assert any("1, 4" in warning for warning in reading.warnings)


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\ufeff"])
@pytest.mark.parametrize(
    "label", ["{0}Enquêtrice :", "Enquêtrice{0} :", "Enquê{0}trice\xa0:{0}", "{0}**Enquêtrice** :"]
)
def test_characters_without_width_do_not_hide_a_label(sign, label):
    typed = f"{label.format(sign)} Ça {sign}va ?\nZoé : Oui{sign}.\nEnquêtrice : Bien 👩\u200d🌾 ?\nZoé : Ah."

    reading = read_text(typed)

    assert roles(reading) == {"Enquêtrice": "interviewer", "Zoé": "participant"}
    assert reading.text == typed.replace("\ufeff", "")
    assert said(reading)[0][1] == f"Ça {sign}va ?".replace("\ufeff", "")
    assert said(reading)[2][1] == "Bien 👩\u200d🌾 ?"


def test_what_whisper_writes_on_a_screen_names_nobody():
    reading = read_text(
        "[00:00.000 --> 00:03.000]  Bonjour.\n[00:03.000 --> 00:06.000]  Oui\n[01:00:06.000 --> 01:00:09.000]  Et ?"
    )

    assert said(reading) == [(("?",), "Bonjour."), (("?",), "Oui"), (("?",), "Et ?")]
    assert [turn.end_ms for turn in reading.turns] == [3_000, 6_000, 3_609_000]


@pytest.mark.parametrize(
    "line",
    [
        "Transcribed by https://otter.ai",
        "Marie DUPONT a arrêté la transcription",
        "**** *ent_02 *sexe_h",
        "Page 2 sur 3",
        "- 4 -",
        "Transcrit avec noScribe vers. 0.6",
    ],
)
def test_what_a_program_wrote_at_the_end_of_a_turn_is_nobodys_words(line):
    reading = read_text(f"E : Bonjour ?\nP : Oui.\n\n{line}\n\nE : Et ?\nP : Non.\n\n{line}")

    assert said(reading) == [(("E",), "Bonjour ?"), (("P",), "Oui."), (("E",), "Et ?"), (("P",), "Non.")]


def test_page_headers_repeated_in_a_text_stand_outside_turns_or_are_said():
    head = "Entretien n°4 – Mme B."

    reading = read_text(
        f"{head}\n\nE : Bonjour.\nB : Oui.\nE : Et ?\n\n1\n\n{head}\n\n"
        f"B : La suite du\n\n2\n\n{head}\n\nparcours.\nE : Ah."
    )

    assert said(reading)[2] == (("E",), "Et ?")
    assert len(reading.warnings) == 1
    assert "13, 15" in reading.warnings[0]


def test_a_number_that_somebody_says_stays_in_the_turn():
    reading = read_text("E : Combien ?\nP : Attendez.\n\n12 sur 20\n\nE : Ah ?\nP : Oui.")

    assert said(reading)[1] == (("P",), "Attendez.\n\n12 sur 20")


def test_a_name_that_comes_once_in_a_short_file_is_said_unless_nobody_else_answers():
    three = read_text("E : Oui ?\nLéa : Non.\nE : Et ?\nLéa : Si.\nPaul : Moi aussi.")
    two = read_text("E : Oui ?\nLéa : Non.\nE : Et ?")

    assert any("5" in warning for warning in three.warnings)
    assert two.warnings == ()


def test_a_word_that_may_be_a_label_but_comes_once_in_an_answer_is_said():
    reading = read_text(
        "Enquêtrice : Bonjour ?\nKarim : Il a dit.\nMoi : non.\nSi.\nBon.\nAh.\nEuh.\nEnquêtrice : Ah ?\nKarim : Si."
    )

    assert set(roles(reading)) == {"Enquêtrice", "Karim"}
    assert "3" in reading.warnings[0]


@pytest.mark.parametrize("label", ["La boulangère", "L'apiculteur", "Le berger", "Maraîcher"])
@pytest.mark.parametrize("times", [2, 4, 12])
def test_a_trade_that_answers_question_after_question_is_somebody(label: str, times: int):
    title = "Entretien avec un maraîcher\n\n"

    reading = read_text(title + f"Enquêtrice : Vous commencez quand ?\n{label} : À trois heures.\n" * times)

    assert roles(reading) == {"Enquêtrice": "interviewer", label: "participant"}
    assert [reading.said(turn) for turn in reading.turns][1::2] == ["À trois heures."] * times


def test_numbers_that_open_the_lines_of_an_answer_are_words():
    reading = read_text(
        "Enquêteur : Et vos outils ?\nEnquêté : J'en ai trois.\nUn : le marteau.\nDeux : la scie.\nTrois : la lime.\n"
        "Enquêteur : Ah ?\nEnquêté : Oui."
    )

    assert set(roles(reading)) == {"Enquêteur", "Enquêté"}
    assert len(reading.turns) == 4
