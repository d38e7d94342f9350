"""Extracts that, together, leave few people who could have said them."""

from itertools import combinations
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InvalidValue, UnknownName
from toolkit.model import MemoryDesk, Participant, Quote, Speaker, Transcript, Turn, coding_of
from toolkit.model.codes import Code
from toolkit.transcripts import portraits
from toolkit.transcripts.risk_facts import facts_in, said_number

# Twelve people: ages 40 to 51, none to three children, two towns.
PEOPLE = [
    Participant(f"P{n:02}", None, {"âge": 40 + n, "enfants": n % 4, "commune": "Bron" if n % 2 else "Riom"})
    for n in range(12)
]


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("J'ai quarante-trois ans.", [("age", "43")]),
        ("j’ai 43 ans", [("age", "43")]),
        ("J'ai vingt ans de maison", [("seniority", "20")]),
        ("à seize ans j'étais dehors", [("past age", "16")]),
        ("Née en 1975, quoi", [("birth", "1975")]),
        ("mes trois enfants", [("children", "3")]),
        ("je suis mère de deux filles 🙂", [("children", "2")]),
        ("mon fils a douze ans", [("children", "douze ans")]),
        ("mes jumelles", [("children", "jumelles")]),
        ("je suis divorcée", [("family", "divorcee")]),
        ("le 14 mars 2019", [("day", "14 mars 2019")]),
        ("en septembre 2019", [("date", "septembre 2019")]),
        ("Je suis directrice", [("role", "directrice")]),
        ("je viens du Congo", [("origin", "congo")]),
        ("on est passés devant, je suis passée dans le journal", [("event", "passee dans le journal")]),
        ("j'étais la seule femme", [("only one", "la seule femme")]),
        ("ça fait dix ans que je travaille ici", [("seniority", "10")]),
        ("On a discuté deux heures, et puis voilà.", []),
        ("j'ai 150 ans", []),
        ("", []),
    ],
)
def test_what_a_person_says_of_themselves_is_seen(text, facts):
    assert [(fact.kind, fact.value) for fact in facts_in(text)] == facts


def test_a_fact_lies_where_it_is_said():
    text = "Alors moi j'ai 43 ans, à Bron."

    assert [text[fact.start : fact.end] for fact in facts_in(text)] == ["j'ai 43 ans", "Bron"]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("soixante-dix-neuf", 79),
        ("quatre vingt un", 81),
        ("vingt et une", 21),
        ("septante", 70),
        ("12", 12),
        ("tous", None),
    ],
)
def test_numbers_are_read_as_they_are_said(said, number):
    assert said_number(said) == number


def test_an_age_that_one_person_has_is_flagged_alone():
    found = portraits([("a", "P03", "J'ai 43 ans."), ("b", "P03", "Il pleuvait.")], PEOPLE, 5)

    assert [(one.participant, one.extracts, one.kinds, one.left, one.together, one.supposed) for one in found] == [
        ("P03", ("a",), ("age",), 1, False, False)
    ]


def test_two_extracts_that_are_harmless_alone_are_flagged_together():
    # Six people live in Bron, three have three children, and all three live there: k = 4 is passed by the pair only.
    people = [
        Participant(f"P{n:02}", None, {"enfants": 3 if n < 5 else 1, "commune": "Bron" if n % 2 else "Riom"})
        for n in range(12)
    ]
    extracts = [("a", "P03", "J'habite à Bron."), ("b", "P03", "mes trois enfants"), ("c", "P03", "Il pleuvait.")]

    found = portraits(extracts, people, 4)

    assert [(one.extracts, one.left, one.supposed) for one in found] == [(("a", "b"), 2, False)]
    assert "ensemble" in found[0].sentence
    assert portraits(extracts[:1], people, 4) == ()
    assert portraits(extracts[1:], people, 4) == ()


def test_the_traits_printed_beside_an_extract_count():
    extracts = [("a", "P03", "mes trois enfants")]

    assert portraits(extracts, PEOPLE, 3) == ()
    assert [one.left for one in portraits(extracts, PEOPLE, 3, shown=["âge"])] == [1]
    assert portraits([("a", "P03", "Il pleuvait.")], PEOPLE, 3, shown=["âge"]) == ()


def test_the_case_is_known_to_readers_by_default():
    people = [Participant(f"P{n}", "nord" if n < 4 else "sud", {"enfants": 2}) for n in range(12)]

    assert [one.left for one in portraits([("P1", "mes deux enfants")], people, 5)] == [4]
    assert portraits([("P1", "mes deux enfants")], people, 5, shown=[]) == ()


def test_a_band_is_compared_with_an_age():
    people = [Participant(f"P{n}", None, {"âge": "35-49" if n < 4 else "50 et plus"}) for n in range(10)]

    assert [one.left for one in portraits([("P1", "J'ai 43 ans")], people, 5)] == [4]


def test_who_did_not_say_a_trait_hides_nobody():
    people = [
        Participant("P1", None, {"enfants": 3}),
        *(Participant(f"Q{n}", None, {"enfants": None}) for n in range(9)),
    ]

    assert [one.left for one in portraits([("P1", "mes trois enfants")], people, 5)] == [1]


def test_what_no_trait_tells_is_supposed_of_one_person_in_two_and_said_to_be():
    people = [Participant(f"P{n:02}") for n in range(12)]
    extracts = [("a", "P03", "Je suis divorcée"), ("b", "P03", "mes trois enfants")]

    found = portraits(extracts, people, 5)

    assert [(one.extracts, one.left, one.supposed) for one in found] == [(("a", "b"), 3, True)]


def test_a_rare_event_points_at_one_person_unless_others_said_it():
    people = [Participant(f"P{n}") for n in range(10)]

    alone = portraits([("P1", "je suis passée dans le journal")], people, 3)
    shared = portraits([(f"P{n}", "je suis passée dans le journal") for n in range(4)], people, 3)

    assert [one.left for one in alone] == [1]
    assert shared == ()


def test_only_the_smallest_sets_are_given():
    people = [Participant(f"P{n:02}") for n in range(12)]
    said = ["Je suis divorcée", "mes trois enfants", "je viens du Mali", "Née en 1975"]

    found = portraits([(str(n), "P03", text) for n, text in enumerate(said)], people, 5)

    assert {one.extracts for one in found} == set(combinations("0123", 2))


def test_many_extracts_that_no_three_of_which_suffice_are_flagged_whole():
    people = [Participant(f"P{n:02}") for n in range(100)]
    said = ["Je suis divorcée", "mes trois enfants", "je viens du Mali", "Née en 1975", "Je suis éducatrice"]

    found = portraits([(str(n), "P03", text) for n, text in enumerate(said)], people, 5)

    assert [(one.extracts, one.left) for one in found] == [(tuple("01234"), 3)]


def test_extracts_come_as_pairs_a_frame_nouns_or_a_study():
    text = "Q : Et ?\nR : J'ai 43 ans.\n"
    talk = Transcript(
        "E01",
        text,
        (Turn(("Q",), 0, 4, 8), Turn(("R",), 9, 13, 25)),
        (Speaker("Q", "interviewer"), Speaker("R", "participant", "P03")),
    )
    code = Code("age", "Âge")
    coding = coding_of(talk, 13, 25, code, coder="C1")
    quote = Quote("q1", coding.id, "E01", 13, 25, "J'ai 43 ans.", participant="P03")
    desk = MemoryDesk(talk, code, coding, *PEOPLE)
    frame = pd.DataFrame({"participant": ["P03", None], "quote": ["J'ai 43 ans.", "mes trois enfants"]})

    ways = [[("P03", "J'ai 43 ans.")], frame, [quote], desk, [{"participant": "P03", "text": "J'ai 43 ans."}]]

    assert [[(one.participant, one.kinds, one.left) for one in portraits(way, PEOPLE, 5)] for way in ways] == [
        [("P03", ("age",), 1)]
    ] * 5
    (found,) = portraits(desk, desk, 5)
    assert found.places == ("E01, tour 2",)
    assert "E01, tour 2" in plain(found.sentence)


def test_one_passage_coded_twice_is_one_extract():
    extracts = [("a", "P03", "J'ai 43 ans."), ("b", "P03", "J'ai 43 ans.")]

    assert [one.extracts for one in portraits(extracts, PEOPLE, 5)] == [("a",)]


def test_somebody_who_is_not_described_is_compared_with_nobody_and_still_flagged():
    found = portraits([("X", "le 14 mars 2019, j'ai 43 ans")], PEOPLE, 5)

    assert [(one.participant, one.left) for one in found] == [("X", 1)]


def test_no_word_of_anybody_stands_in_what_is_said():
    (found,) = portraits([("a", "P03", "J'ai 43 ans, chez les Wastrelin.")], PEOPLE, 5)

    assert "Wastrelin" not in found.sentence + repr(found) + str(found.plain())
    assert "43" not in found.sentence + repr(found)


@pytest.mark.parametrize("extracts", [["J'ai 43 ans."], [("P1", "a", "b", "c")], pd.DataFrame({"text": ["a"]})])
def test_extracts_without_their_person_are_refused(extracts):
    with pytest.raises(InvalidValue):
        portraits(extracts, PEOPLE)


def test_a_trait_that_is_not_there_cannot_be_shown():
    with pytest.raises(UnknownName):
        portraits([], PEOPLE, shown=["ville"])


SAID = st.sampled_from(
    [
        "Je suis divorcée",
        "mes trois enfants",
        "J'ai 43 ans",
        "le 14 mars 2019",
        "Il pleuvait.",
        "Née en 1975",
        "à seize ans",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["P01", "P03"]), SAID), max_size=6), st.integers(2, 6), st.integers(0, 999))
def test_more_extracts_never_free_a_person_and_their_order_changes_nothing(extracts, k, seed):
    numbered = [(str(n), who, text) for n, (who, text) in enumerate(dict.fromkeys(extracts))]
    shuffled = list(numbered)
    Random(seed).shuffle(shuffled)

    found = portraits(numbered, PEOPLE, k, names=False)
    again = portraits(shuffled, PEOPLE, k, names=False)

    assert {(one.participant, frozenset(one.extracts), one.left) for one in found} == {
        (one.participant, frozenset(one.extracts), one.left) for one in again
    }
    assert all(1 <= one.left < k for one in found)
    sets = [frozenset(one.extracts) for one in found]
    assert not any(one < other for one in sets for other in sets)
