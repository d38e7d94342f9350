"""Roles that say who somebody is, in a small house or a small town."""

import pytest

from toolkit.model import MemoryDesk, Participant, Speaker, Transcript, Turn
from toolkit.transcripts import role_risk


def transcript(id: str, *said: tuple[str, str], case: str | None = None, **people: str) -> Transcript:
    """A transcript of turns (label, words); ``people`` gives the participant of each label, « Q » asks."""
    turns, text = [], ""
    for label, words in said:
        start = len(text) + len(label) + 3
        turns.append(Turn((label,), len(text), start, start + len(words)))
        text += f"{label} : {words}\n"
    labels = dict.fromkeys(label for label, _words in said)
    speakers = tuple(
        Speaker(label, "interviewer" if label == "Q" else "participant", people.get(label)) for label in labels
    )
    return Transcript(id, text, tuple(turns), speakers, case=case)


def rows(risk):
    return {(row.house, row.role): (row.level, row.holders) for row in risk.rows}


def test_a_role_held_by_one_person_of_a_case_points_at_her_and_not_elsewhere():
    people = [
        Participant("P1", "nord", {"fonction": "directrice"}),
        Participant("P2", "nord", {"fonction": "éducatrice"}),
        Participant("P3", "nord", {"fonction": "Éducatrice"}),
        Participant("P4", "sud", {"fonction": "éducatrice"}),
    ]

    told = role_risk([], people)

    assert told.recognised == ("P1", "P4")
    assert rows(told) == {
        ("nord", "directrice"): ("participant", ("P1",)),
        ("nord", "éducatrice"): ("shared", ("P2", "P3")),
        ("sud", "éducatrice"): ("participant", ("P4",)),
    }


def test_two_mayors_of_one_case_are_still_told_by_their_towns():
    told = role_risk([], [Participant(id, "ouest", {"mandat": "maire"}) for id in ("P1", "P2")])

    assert told.recognised == ("P1", "P2")
    assert "le lieu dit qui" in told.rows[0].reason


@pytest.mark.parametrize(
    "words",
    ["Moi je suis directrice ici.", "J'étais la directrice, quoi", "en tant que directrice 🙂", "j’suis directrice"],
)
def test_a_role_that_somebody_says_is_theirs_is_held_by_them(words):
    told = role_risk([transcript("E01", ("Q", "Et ?"), ("R", words), R="P1")], [Participant("P1")])

    assert rows(told) == {("", "directrice"): ("participant", ("P1",))}


def test_a_role_that_is_said_to_the_person_is_theirs_too():
    told = role_risk(
        [transcript("E01", ("Q", "Vous êtes maire depuis quand ?"), ("R", "2014"), R="P1")], [Participant("P1")]
    )

    assert told.recognised == ("P1",)


def test_in_a_group_a_question_says_nothing_of_who_holds_the_role():
    talk = transcript("G01", ("Q", "Vous êtes maire ?"), ("R", "Non."), ("S", "Oui."), R="P1", S="P2")

    assert role_risk([talk], [Participant("P1"), Participant("P2")]).recognised == ()


def test_somebody_who_was_not_interviewed_is_listed_with_every_place():
    talk = transcript(
        "E01",
        ("Q", "Et ?"),
        ("R", "Le maire est venu."),
        ("Q", "Qui ?"),
        ("R", "Le maire de Givors."),
        case="sud",
        R="P1",
    )

    told = role_risk([talk], [Participant("P1", "sud")])

    (row,) = told.third_parties
    assert (row.house, row.role, row.level, row.only_one, row.people) == ("sud", "maire", "third", True, 1)
    assert [(place.transcript, place.turn) for place in row.said] == [("E01", 2), ("E01", 4)]
    assert told.recognised == ()
    assert row.placed == 1
    assert "petite commune" in row.reason


def test_a_director_of_the_study_who_is_spoken_of_is_one_row_with_her_mentions():
    talk = transcript("E02", ("Q", "Et ?"), ("R", "La directrice a dit non."), case="nord", R="P2")
    people = [Participant("P1", "nord", {"fonction": "directrice"}), Participant("P2", "nord")]

    told = role_risk([talk], people)

    (row,) = told.rows
    assert (row.holders, row.level, len(row.said), row.people) == (("P1",), "participant", 1, 2)


def test_a_peer_health_mediator_is_found_with_or_without_the_small_word():
    people = [
        Participant("P1", "nord", {"poste": "médiatrice santé pair"}),
        Participant("P2", "sud", {"poste": "médiatrice de santé pair"}),
    ]

    told = role_risk([], people)

    assert {row.holders for row in told.rows} == {("P1",), ("P2",)}
    assert len({row.role for row in told.rows}) == 1


def test_another_house_than_the_case_can_be_named():
    people = [Participant(f"P{n}", "nord", {"service": s, "statut": "bénévole"}) for n, s in enumerate("aab")]

    assert role_risk([], people).recognised == ()
    assert role_risk([], people, house="service").recognised == ("P2",)


def test_an_observation_without_turns_is_read_too():
    note = Transcript("O01", "Le directeur de la maison ouvre.", kind="observation", case="nord")

    told = role_risk(MemoryDesk(note, Participant("P1", "nord")))

    assert [(row.role, row.said[0].turn) for row in told.third_parties] == [("directeur", 0)]


@pytest.mark.parametrize(
    "words", ["Je suis à quatre-vingts pour cent.", "je suis fatiguée", "", "Je suis là. La rue est longue."]
)
def test_words_that_are_no_role_give_none(words):
    assert role_risk([transcript("E01", ("Q", "Et ?"), ("R", words), R="P1")], [Participant("P1")]).rows == ()


def test_it_is_said_with_ids_and_shown_in_a_table_without_any_name():
    talk = transcript("E01", ("Q", "Et ?"), ("Zohra", "Je suis directrice, le maire vient."), Zohra="P1")

    told = role_risk([talk], [Participant("P1")])

    everything = (
        repr(told) + repr(told.rows) + " ".join(told.sentences()) + told.frame().to_string() + str(told.plain())
    )
    assert "Zohra" not in everything
    assert "P1" in told.sentences()[0]
    assert told.frame().columns.tolist() == ["case", "role", "level", "participants", "n", "people", "said", "places"]
    assert told.frame()["places"].tolist()[-1] == "E01:2"


def test_nobody_and_nothing_is_said_too():
    told = role_risk([], [])

    assert told.rows == ()
    assert "Aucun rôle" in told.sentences()[0]
