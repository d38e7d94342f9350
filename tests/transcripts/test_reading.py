"""How a transcript is understood: turns, speakers, roles, times."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.formats import Block, RawDocument
from toolkit.model import Transcript, clean_text
from toolkit.transcripts import read_all, read_text, report, transcript_of
from toolkit.transcripts.files import read, read_batch
from toolkit.transcripts.reading import read_document

ASKED = ["Vous pouvez me raconter votre journée ?", "Et après, qu’est-ce qui se passe ?", "Vous aimez ça ?"]
ANSWERED = [
    "Oui. Le matin, je prépare l’atelier, et puis voilà : on commence.",
    "Après, on mange, c’est long 🙂 (rires).",
    "J’aime beaucoup, parce que l’été c’est calme, « très calme ».\nEt on est entre nous.",
]
STYLES = {
    "colon": ("Enquêteur", "Enquêtée", "{label} : {words}\n"),
    "no-break space": ("Enquêtrice", "Mme X", "{label}\xa0: {words}\n\n"),
    "initials": ("E", "A", "{label} : {words}\n"),
    "Q. R.": ("Q", "R", "{label}. {words}\n"),
    "Q - R -": ("Q", "R", "{label} - {words}\n"),
    "small letters": ("enquêteur", "enquêté", "{label}: {words}\n"),
    "brackets and times below": ("Chercheur", "Interviewe", "[{label}] (0:01 - 0:11)\n{words}\n\n"),
    "brackets": ("Julie", "Marc", "[{label}] {words}\n"),
    "bold": ("Enquêtrice", "Marie", "**{label}** : {words}\n\n"),
    "bold with colon": ("Enquêtrice", "Marie", "**{label} :** {words}\n\n"),
    "own line": ("Enquêteur", "Interviewé", "{label}\n{words}\n\n"),
    "names on their own line": ("Julie", "Marc D.", "{label}\n{words}\n\n"),
    "colon on its own line": ("Julie", "Marc", "{label} :\n{words}\n\n"),
    "time first": ("Julie", "Marc Dupond", "[00:03:43] {label} : {words}\n"),
    "otter": ("Speaker 1", "Speaker 2", "{label}  0:12\n{words}\n\n"),
    "sonix": ("Speaker1", "Speaker2", "{label}: [00:00:12] {words}\n\n"),
    "word": ("Intervenant 1", "Intervenant 2", "00:00:05 {label}\n{words}\n"),
    "teams": ("Julie Roy", "Marc Petit", "{label}   0:03\n{words}\n"),
    "old teams": ("Julie Roy", "Marc Petit", "0:0:0.0 --> 0:0:3.400\n{label}\n{words}\n"),
    "f4": ("I", "B", "{label}: {words} #00:00:12-3#\n\n"),
    "time at the end": ("Enq", "Paul", "{label} : {words} (12:40)\n"),
    "spaced time": ("Enq", "Paul", "0 : 12 {label} : {words}\n"),
    "article": ("L'enquêtrice", "M. Dupont", "{label} : {words}\n"),
    "both genders": ("Enquêteur·rice", "Enquêté(e)", "{label} : {words}\n"),
    "dash": ("E", "R", "- {label} : {words}\n"),
    "dash after": ("Enquêteur", "Enquêté", "{label} – {words}\n"),
    "diarised": ("SPEAKER_00", "SPEAKER_01", "{label}: {words}\n"),
    "tab": ("E", "R", "{label}\t{words}\n"),
    "headings": ("Julie", "Marc", "### {label}\n\n{words}\n\n"),
    "capitals": ("ENQUÊTEUR", "MME DURAND", "{label} : {words}\n"),
}


def said(reading):
    return [(turn.speakers, reading.said(turn)) for turn in reading.turns]


def roles(reading):
    return {speaker.label: speaker.role for speaker in reading.speakers}


def whole(reading):
    """Put labels, words and what is outside back together, in order."""
    spans = [*reading.outside()]
    for turn in reading.turns:
        spans += [(turn.label_start, turn.start), (turn.start, turn.end)]
    spans.sort()
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    return "".join(reading.text[start:end] for start, end in spans)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("times", [1, 4])
def test_speakers_words_and_roles_come_back_from_every_style(style, times):
    asks, answers, line = STYLES[style]
    pairs = [
        pair for ask, answer in zip(ASKED, ANSWERED, strict=True) for pair in ((asks, ask), (answers, answer))
    ] * times
    typed = "Entretien n° 3\n\n" + "".join(line.format(label=label, words=words) for label, words in pairs)

    reading = read_text(typed)

    assert said(reading) == [((label,), words) for label, words in pairs]
    assert roles(reading) == {asks: "interviewer", answers: "participant"}
    assert whole(reading) == reading.text == clean_text(typed)


WORDS = st.lists(
    st.sampled_from(
        [
            "je",
            "crois",
            "que",
            "l’été",
            "🙂",
            "vitrail,",
            "oui.",
            "non…",
            "enfin",
            "à",
            "Lyon",
            "c'était",
            "«",
            "bien",
            "»",
            "(rires)",
            "15h",
            "donc",
        ]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
LABELS = st.sampled_from(
    [("E", "K"), ("Enquêtrice", "Noémie"), ("Q", "R"), ("Interviewer 1", "Participant 2"), ("Animateur", "Élie")]
)
LINES = st.sampled_from(
    [
        "{label} : {words}\n",
        "{label}\xa0: {words}\n\n",
        "[{label}] (0:01 - 0:02)\n{words}\n",
        "**{label}** : {words}\n",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LABELS, LINES, st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=8))
def test_what_is_written_in_a_style_is_read_back(labels, line, exchanges):
    pairs = [pair for ask, answer in exchanges for pair in ((labels[0], ask), (labels[1], answer))]

    reading = read_text("".join(line.format(label=label, words=words) for label, words in pairs))

    assert said(reading) == [((label,), words) for label, words in pairs]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text("aEQR:.[]()0123 -–#*\n\t\xa0é🙂»«_?", max_size=30),
            st.sampled_from(
                [
                    "E : ",
                    "R : ",
                    "[Chercheur] (0:01 - 0:11)",
                    "(rire)",
                    "[Fin]",
                    "---",
                    "00:12",
                    "Note : ",
                    "— ",
                    "Léa\n",
                    "## T",
                ]
            ),
        ),
        max_size=14,
    ).map("\n".join)
)
def test_no_character_is_lost_whatever_the_file_holds(text):
    reading = read_text(text)

    assert whole(reading) == reading.text == clean_text(text)
    assert isinstance(transcript_of(reading, "E01"), Transcript)


def test_words_that_open_a_line_are_not_speakers():
    reading = read_text(
        "Enquêteur : Bonjour ?\nMarie : Oui.\nNote : du bruit\n15h : on reprend\nEnquêteur : Et ?\nPar exemple : ça\n"
        "Du coup : voilà\nMarie : Bien sûr : oui.\nRemarque : non\nhttps://exemple.fr\nMa mère : jamais.\nMarie : Fin."  # noqa: E501
    )

    assert set(roles(reading)) == {"Enquêteur", "Marie"}
    assert len(reading.turns) == 5


def test_numbered_questions_stay_inside_the_turn_of_who_asks():
    reading = read_text(
        "Chercheur : 1 - Bien ?\n2 : Et là ?\nQ3 : Et ?\nQuestion 4 : Oui ?\nInterviewé : oui\nChercheur : ok ?\nInterviewé : oui"  # noqa: E501
    )

    assert len(reading.turns) == 4
    assert reading.said(reading.turns[0]).endswith("Question 4 : Oui ?")


def test_questions_and_answers_that_are_numbered_are_two_speakers():
    reading = read_text("Q1 : Que faites-vous ?\nR1 : Je couds.\nQ2 : Et après ?\nR2 : Je mange.")

    assert roles(reading) == {"Q": "interviewer", "R": "participant"}


@pytest.mark.parametrize("wrong", ["Checheur", "Chercheurr", "Cherhceur", "Chercheru"])
def test_a_misspelt_label_is_read_as_the_right_one_and_said(wrong):
    reading = read_text(f"[Chercheur]\nBien ?\n[Interviewe]\nOui.\n[{wrong}]\nEt là ?\n[Interviewe]\nNon.")

    assert roles(reading) == {"Chercheur": "interviewer", "Interviewe": "participant"}
    assert len(reading.warnings) == 1
    assert wrong in reading.warnings[0]


def test_two_names_that_differ_by_their_end_stay_two_people():
    reading = read_text(
        "\n".join(
            ["E : Oui ?\nMartin : Non.\nDominique : Si."] * 5 + ["Martine : Ah.", "Speaker 1 : a", "Speaker 2 : b"]
        )
    )

    assert {"Martin", "Martine", "Speaker 1", "Speaker 2"} <= set(roles(reading))


def test_spellings_of_one_label_are_one_speaker():
    reading = read_text(
        "Interviewer 1 : a ?\nParticipant : b\nInterviewer1 : c ?\nParticipant : d\ninterviewer 01 : e ?"
    )

    assert roles(reading) == {"Interviewer 1": "interviewer", "Participant": "participant"}


@pytest.mark.parametrize(
    ("one", "two", "both"),
    [("E", "K", "E et K"), ("E", "K", "E/K"), ("spk1", "spk2", "spk1 spk2"), ("Léa", "Paul", "Léa & Paul")],
)
def test_two_who_speak_at_once_are_two_authors_of_one_turn(one, two, both):
    reading = read_text(f"{one} : Ça va ?\n{two} : Oui.\n{both} : (rires)\n{two} : Bon.\n{one} : Et là ?")

    assert reading.turns[2].speakers == (one, two)
    assert len(reading.speakers) == 2


def test_stage_directions_belong_to_the_turn_but_interruptions_that_close_it():
    reading = read_text(
        "E : Ça va ?\n[silence]\nR : Oui.\n(rire)\nEt non.\n\n[Interruption de personnes hors entretien] (1:54 - 3:26)\n\nE : Bien ?\nR : Oui."  # noqa: E501
    )

    assert said(reading)[:2] == [(("E",), "Ça va ?\n[silence]"), (("R",), "Oui.\n(rire)\nEt non.")]
    assert len(reading.turns) == 4


def test_a_pseudonym_between_brackets_at_the_head_of_a_line_is_no_label():
    reading = read_text("E : Qui ?\nR : Eux.\n[Marie] est venue.\n[Marie] a parlé.\nE : Bien ?\nR : Oui.")

    assert set(roles(reading)) == {"E", "R"}


def test_the_title_block_and_its_legend_are_nobodys_words():
    reading = read_text(
        "Entretien n° 4\nDate : 12 mars\nLieu : ici\nEnquêteur : P. R.\nDurée : 45 min\n\nE : enquêteur\nK : Karima\n\nE : Bien ?\nK : Oui.\nE : Et ?\nK : Non."  # noqa: E501
    )

    assert [turn.speakers for turn in reading.turns][-4:] == [("E",), ("K",), ("E",), ("K",)]
    assert "45 min" in reading.text[: reading.turns[0].label_start]


def test_a_legend_gives_the_roles():
    reading = read_text("A = enquêtrice, B = Berthe\n\nA : Bien.\nB : Oui ?\nA : Ah.\nB : Non ?")

    assert roles(reading) == {"A": "interviewer", "B": "participant"}


def test_markdown_headings_stand_outside_the_turns():
    reading = read_text("# Titre : un\n\n## Thème 1 : parcours\n\nE : a ?\n\nR : b\n\n## Thème 2\n\nE : c ?\n\nR : d")

    assert said(reading) == [(("E",), "a ?"), (("R",), "b"), (("E",), "c ?"), (("R",), "d")]


@pytest.mark.parametrize(
    ("stamp", "start", "end"),
    [
        ("(0:01 - 0:11)", 1_000, 11_000),
        ("(8:16- 9:20)", 496_000, 560_000),
        ("[00:01:02.345 --> 00:01:05,000]", 62_345, 65_000),
        ("(75:12)", 4_512_000, None),
        ("#00:00:12-3#", 12_300, None),
        ("(0 : 12)", 12_000, None),
        ("[12'40]", 760_000, None),
        ("[1h02]", 3_720_000, None),
        ("", None, None),
    ],
)
def test_times_beside_a_label_are_read(stamp, start, end):
    reading = read_text(f"[Chercheur] {stamp}\nBien ?\n[Interviewe]\nOui.")

    assert (reading.turns[0].start_ms, reading.turns[0].end_ms) == (start, end)
    assert reading.said(reading.turns[0]) == "Bien ?"
    assert reading.turns[1].start_ms is None


def test_times_that_are_missing_go_back_or_cross_are_kept_and_said():
    reading = read_text("E (10:00) : a ?\nR (12:30) : b\nE (5:10) : c ?\nR : d\nE (6:10 - 6:00) : e ?")

    assert [turn.start_ms for turn in reading.turns] == [600_000, 750_000, 310_000, None, 370_000]
    assert len(reading.warnings) == 3


def test_times_that_start_again_after_an_hour_are_unrolled_and_said():
    reading = read_text("E (58:00) : a ?\nR (59:30) : b\nE (0:10) : c ?\nR (1:00) : d")

    assert [turn.start_ms for turn in reading.turns] == [3_480_000, 3_570_000, 3_610_000, 3_660_000]
    assert len(reading.warnings) == 1


def test_a_second_recording_is_no_roll_over():
    reading = read_text("E (18:00) : a ?\nR (19:30) : b\nE (0:10) : c ?\nR (1:00) : d")

    assert reading.turns[2].start_ms == 10_000


def test_ten_thousand_paragraphs_without_speaker_are_read_fast_with_one_warning():
    text = "\n".join(f"Un paragraphe {n}, avec des mots et l’été : voilà." for n in range(10_000))
    began = time.process_time()

    reading = read_text(text)

    assert len(reading.turns) == 10_000
    assert {reading.role(turn) for turn in reading.turns} == {"unknown"}
    assert len(reading.warnings) == 1
    assert time.process_time() - began < 15


def test_hard_wrapped_lines_without_label_are_joined_into_paragraphs():
    line = "des mots qui remplissent la largeur d’une page de courriel ancien, et voilà"

    reading = read_text(f"{line}\n{line}\n{line}\n\n{line}\n{line}\n{line}\n")

    assert len(reading.turns) == 2


def test_a_dialogue_of_dashes_is_two_voices_when_one_asks():
    reading = read_text("— Vous allez bien ?\n— Oui.\n— Vous travaillez où ?\n— Ici.\n— Depuis quand ?\n— Dix ans.")

    assert [turn.speakers[0] for turn in reading.turns[:2]] != [reading.turns[0].speakers[0]] * 2
    assert sorted(roles(reading).values()) == ["interviewer", "participant"]
    assert len(reading.warnings) == 1


def test_a_list_inside_an_answer_opens_no_turn():
    reading = read_text("E : Quoi ?\nR : Trois choses :\n- un : le prix\n- deux : le temps\nE : Bien ?\nR : Oui.")

    assert len(reading.turns) == 4


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("E : a ?\nR : b\nE : c ?\nR : d", "interview"),
        ("Animatrice : a ?\nLéa : b\nPaul : c\nZoé : d\nLéa : e\nPaul : f\nZoé : g\nAnimatrice : h ?", "group"),
        ("OBS : il entre\nOBS : il sort\nOBS : fin", "observation"),
        ("Notes d’observation\n\nIl entre.\n\nIl sort.", "observation"),
        ("Rapport annuel\n\nDes mots.\n\nObjectif : faire mieux.", "document"),
    ],
)
def test_the_kind_of_a_file_is_guessed(text, kind):
    assert read_text(text).kind == kind


def test_a_role_that_nothing_tells_is_unknown_and_said():
    reading = read_text("AB : J’ai fait ceci.\nCD : Et moi cela.\nAB : Bien.\nCD : Oui.")

    assert set(roles(reading).values()) == {"unknown"}
    assert len(reading.warnings) == 1


def test_how_people_speak_overrules_what_a_letter_usually_means():
    reading = read_text(
        "\n".join(["M : Et alors, vous faites quoi ?\nE : " + "Je travaille le verre tous les jours. " * 4] * 4)
    )

    assert roles(reading) == {"M": "interviewer", "E": "participant"}


def test_named_cues_of_one_person_in_a_row_are_one_turn():
    cues = [
        ("Ana", "Bonjour, ça va ?"),
        ("Ana", "Dites-moi tout."),
        ("Luc", "Oui."),
        (None, "Hum."),
        ("Ana", "Et là ?"),
    ]
    blocks = tuple(Block(words, n * 1000, n * 1000 + 900, who) for n, (who, words) in enumerate(cues))

    reading = read_document(RawDocument("vtt", blocks, source="cues"))

    assert [turn.speakers[0] for turn in reading.turns] == ["Ana", "Luc", "?", "Ana"]
    assert reading.said(reading.turns[0]) == "Bonjour, ça va ?\nDites-moi tout."
    assert (reading.turns[0].start_ms, reading.turns[0].end_ms) == (0, 1900)
    assert whole(reading) == reading.text


def test_names_inside_cues_are_speakers(tmp_path):
    (tmp_path / "zoom.vtt").write_text(
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nAna Roy: Bonjour, ça va ?\n\n2\n00:00:02.000 --> 00:00:03.000\nLuc Petit: Oui.\n\n"  # noqa: E501
        "3\n00:00:03.000 --> 00:00:04.000\nLuc Petit: Et vous.\n\n4\n00:00:04.000 --> 00:00:05.000\nAna Roy: Vous faites quoi ?\n",  # noqa: E501
        encoding="utf-8",
    )

    reading = read(tmp_path / "zoom.vtt")

    assert said(reading) == [
        (("Ana Roy",), "Bonjour, ça va ?"),
        (("Luc Petit",), "Oui.\nEt vous."),
        (("Ana Roy",), "Vous faites quoi ?"),
    ]
    assert roles(reading) == {"Ana Roy": "interviewer", "Luc Petit": "participant"}


def test_cues_without_speaker_stay_one_turn_each():
    blocks = tuple(Block(f"mot {n}", n * 10, n * 10 + 9) for n in range(5))

    reading = read_document(RawDocument("srt", blocks, source="cues"))

    assert [turn.start_ms for turn in reading.turns] == [0, 10, 20, 30, 40]
    assert len(reading.warnings) == 1


def test_files_explain_one_another(tmp_path):
    shared = "JM : Je note cela.\n{who} : Oui, bien, d’accord.\nJM : Bien.\n{who} : Voilà.\n"
    for who in ("Anne", "Omar", "Zoé"):
        (tmp_path / f"{who}.txt").write_text(shared.format(who=who), encoding="utf-8")

    readings = read_all(sorted(tmp_path.iterdir()))

    assert [roles(reading) for reading in readings] == [
        {"JM": "interviewer", who: "participant"} for who in ("Anne", "Omar", "Zoé")
    ]


def test_every_file_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path):
    (tmp_path / "a.txt").write_text("E : a ?\nR : b", encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"PK rien")

    batch = read_batch([tmp_path / "a.txt", tmp_path / "b.docx", tmp_path / "c.txt"])

    assert len(batch.readings) == 1
    assert len(batch.errors) == 2


def test_the_report_has_exactly_the_promised_keys(tmp_path):
    (tmp_path / "a.txt").write_text("E\xa0: Ça va 🙂 ?\nR : Oui.\nE et R : (rires)", encoding="utf-8")

    [entry] = report([read(tmp_path / "a.txt")])

    assert list(entry) == ["file", "warnings", "text_sha256", "turns"]
    assert list(entry["turns"][0]) == ["speaker", "speakers", "role", "text", "start", "end", "start_ms", "end_ms"]
    text = clean_text((tmp_path / "a.txt").read_text(encoding="utf-8"))
    assert all(turn["text"] == text[turn["start"] : turn["end"]] for turn in entry["turns"])
    assert entry["turns"][2]["speakers"] == ["E", "R"]


def test_a_transcript_carries_its_participant():
    transcript = transcript_of(read_text("E : a ?\nR : b"), "E03", participant="P03")

    assert transcript.speaker("R").participant == "P03"
    assert transcript.speaker("E").participant is None


def test_no_word_and_no_name_shows_in_a_repr():
    reading = read_text("E : secret ?\nÉlodie : mystère")

    assert "secret" not in repr(reading)
    assert "Élodie" not in repr(reading)


def test_a_hundred_pages_are_read_in_a_moment(tmp_path):
    from docx import Document

    chosen = random.Random(3)
    made = Document()
    for n in range(900):
        made.add_paragraph(
            f"{'ER'[n % 2]} : " + " ".join(chosen.choices(["je", "crois", "que", "oui,", "l’été"], k=44))
        )
    made.save(str(tmp_path / "long.docx"))
    read(tmp_path / "long.docx")
    began = time.process_time()

    reading = read(tmp_path / "long.docx")

    assert len(reading.turns) == 900
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "line",
    [
        "#" * 100 + "x",
        "- – > # " * 40,
        "\xa0 \u202f" * 200,
        "*_" * 60,
        "[" * 80,
        "12:34 " * 60,
        "a : b : " * 40,
        "E" + " " * 3000 + "x",
    ],
)
def test_lines_of_signs_are_read_at_once(line):
    began = time.process_time()

    read_text("\n".join([line] * 200))

    assert time.process_time() - began < 9


def test_a_file_of_thousands_of_labels_is_read_fast():
    text = "".join(f"Nom{n} : un mot ?\nEnquet{n % 300}x : deux\n" for n in range(1500))
    began = time.process_time()

    read_text(text)

    assert time.process_time() - began < 15
