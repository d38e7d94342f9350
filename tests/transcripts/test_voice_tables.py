"""Who speaks in each text, told by a table: the roles and the people win over what was guessed."""

import pytest

from toolkit.errors import FaultyFile
from toolkit.model import Desk
from toolkit.transcripts import read_all
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.imports import arrivals
from toolkit.transcripts.voice_tables import Voice, people_in, read_voices, voiced

TALK = """Zoé : Bonjour, vous êtes là depuis longtemps ?
Mado : Depuis douze ans, un peu plus.
Zoé : D’accord. Et avant, c’était quoi ?
Mado : Avant c’était le marché.
Passant : Vous avez l’heure ?
Zoé : Dix heures. Et le marché, alors ?
Mado : Le marché, on y allait à quatre.
"""


class Nothing(Desk):
    """A study that holds nothing yet."""

    def all(self, _kind):
        return []


@pytest.fixture
def reading(tmp_path):
    path = tmp_path / "entretien_3_été.txt"
    path.write_text(TALK, encoding="utf-8")
    (reading,) = read_all([path])
    return reading


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "voix.csv"
        path.write_text(text, encoding="utf-8-sig")
        return path

    return write


def test_a_table_of_voices_is_read_in_french_and_in_english(table):
    french = read_voices(
        table("document;étiquette;rôle;participant\nE03;Zoé;enquêtrice;\nE03;Mado;participante;P03\n")
    )
    english = read_voices(table("document,label,role,participant\nE03,Zoé,interviewer,\nE03,Mado,participant,P03\n"))

    assert french == english == [Voice("E03", "Zoé", "interviewer"), Voice("E03", "Mado", "participant", "P03")]


def test_a_role_that_is_none_is_told_with_its_line_and_no_name(table):
    with pytest.raises(FaultyFile) as raised:
        read_voices(table("document;étiquette;rôle\nE03;Zoé;voisine\n"))

    assert "ligne 2" in str(raised.value)
    assert "Zoé" not in str(raised.value)


def test_a_table_without_roles_is_refused(table):
    with pytest.raises(FaultyFile, match="role"):
        read_voices(table("document;étiquette\nE03;Zoé\n"))


def test_roles_of_the_table_win_and_a_group_of_one_person_is_an_interview(reading):
    told = [Voice("E03", "Zoé", "interviewer"), Voice("E03", "Mado"), Voice("E03", "Passant", "other")]

    heard = voiced(reading, told)

    assert {speaker.label: speaker.role for speaker in heard.speakers} == {
        "Zoé": "interviewer",
        "Mado": "participant",
        "Passant": "other",
    }
    assert heard.kind == "interview"
    assert voiced(reading, []) == reading


def test_people_are_those_of_the_table_and_who_does_not_answer_is_nobody(reading):
    told = [Voice("E03", "mado", "participant", "P07"), Voice("E03", "Passant", "other", "P08")]

    assert people_in(reading, told) == {"Mado": "P07"}


def test_voices_are_found_by_the_beginning_of_a_file_and_by_labels_typed_or_replaced(reading):
    decisions = [
        NameDecision("Zoé", "PERSON", "accepted", "Inès"),
        NameDecision("Mado", "PERSON", "accepted", "Lise"),
    ]
    told = [
        Voice("entretien_3", "Zoé", "interviewer"),
        Voice("entretien_3", "Lise", "participant", "P07"),
        Voice("entretien_3", "Passant", "other"),
    ]

    (arrival,) = arrivals(Nothing(), [reading], decisions=decisions, voices=told)

    assert arrival.transcript.id == "E01"
    assert [(one.label, one.role, one.participant) for one in arrival.transcript.speakers] == [
        ("Inès", "interviewer", None),
        ("Lise", "participant", "P07"),
        ("Passant", "other", None),
    ]


def test_who_answers_and_is_in_no_table_is_somebody_new(reading):
    names = ("Zoé", "Mado", "Passant")
    told = [
        Voice("entretien_3", label, role, person)
        for label, role, person in zip(
            names, ("interviewer", "participant", "participant"), (None, "P07", None), strict=True
        )
    ]

    (arrival,) = arrivals(Nothing(), [reading], decisions=None, voices=told, described=["P07", "P09"])

    people = {one.label: one.participant for one in arrival.transcript.speakers}
    assert people == {"Zoé": None, "Mado": "P07", "Passant": "P10"}


def test_a_voice_shows_no_label():
    assert "Zoé" not in repr(Voice("E03", "Zoé", "participant", "P03"))
