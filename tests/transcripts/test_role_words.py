from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.transcripts.role_words import ROLE_KINDS, RolePlace, find_roles


def told(text: str) -> list[tuple[str, str]]:
    return [(role.text, role.kind) for role in find_roles(text)]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Le maire de Saint-Étienne est venu.", ["Le maire de Saint-Étienne"]),
        ("la directrice du foyer des Peupliers a dit non", ["la directrice du foyer des Peupliers"]),
        ("le président du conseil départemental de l'Ain", ["le président du conseil départemental de l'Ain"]),
        ("la seule femme éducatrice de la maison", ["la seule femme éducatrice de la maison"]),
        ("je suis maire de la commune depuis dix ans", ["maire de la commune"]),
        ("L’ex-directrice du lieu", ["L’ex-directrice du lieu"]),
        ("le curé, il a rien dit 🙂", ["le curé"]),
        ("J'ai parlé au directeur de la prison.", ["directeur de la prison"]),
    ],
)
def test_a_role_that_one_person_has_is_a_risk_with_the_place_that_tells_who(text, roles):
    assert told(text) == [(role, "one") for role in roles]


@pytest.mark.parametrize(
    "text", ["mon éducatrice", "ma psy", "Mon ancienne référente RSA", "notre maire", "sa tutrice"]
)
def test_the_speaker_s_own_people_are_a_risk(text):
    assert told(f"{text} m'a aidée") == [(text, "own")]


@pytest.mark.parametrize(
    "role", ["l'infirmière du CMP de Riom", "les deux pair-aidants de l'équipe", "l'adjointe à la culture"]
)
def test_a_role_that_few_people_have_in_a_named_house_is_a_risk(role):
    assert told(f"Alors {role}, oui.") == [(role, "few")]


@pytest.mark.parametrize(
    "text",
    [
        "Les éducateurs, des infirmières, un maire : tout le monde.",
        "On préside, on dirige, on se débrouille.",
        "Les chercheur·euses et les étudiant·e·s sont venu·es.",
        "",
        "😀",
    ],
)
def test_roles_of_many_people_are_left_alone(text):
    assert told(text) == []


def test_a_label_that_is_a_role_is_a_risk():
    assert told("Directrice : bonjour\nÉducateur : oui\nEnquêtrice : merci") == [
        ("Directrice", "one"),
        ("Éducateur", "few"),
    ]


WORDS = ["le", "la", "maire", "directrice", "mon", "de", "du", "Givors", "foyer", ",", ":", "😀", "l'", "d'", "psy\n"]


@given(st.lists(st.sampled_from(WORDS)))
def test_a_role_is_exactly_what_lies_at_its_positions(words):
    text = " ".join(words)

    roles = find_roles(text)

    assert all(text[role.start : role.end] == role.text and role.kind in ROLE_KINDS for role in roles)
    assert all(a.end <= b.start for a, b in pairwise(roles))


def test_a_role_says_why_and_keeps_the_words_out_of_its_repr():
    role = RolePlace(0, 19, "la psy de Montrieux", "few")

    assert "Montrieux" not in repr(role)
    assert role.why
