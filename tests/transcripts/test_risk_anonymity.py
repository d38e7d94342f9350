"""How many people share what could be known of them."""

from collections import Counter
from itertools import combinations
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InvalidValue, UnknownName
from toolkit.model import MemoryDesk, Participant
from toolkit.model.frames import participants_frame
from toolkit.transcripts import k_anonymity
from toolkit.transcripts.risk_people import cleaned, described, uses_of

# Sweeney 2002, the table given there as an example of k-anonymity with k = 2 (race, birth, gender, ZIP), the figure
# written again from memory.
SWEENEY = [
    ("Black", 1965, "m", "0214*", "short breath"),
    ("Black", 1965, "m", "0214*", "chest pain"),
    ("Black", 1965, "f", "0213*", "hypertension"),
    ("Black", 1965, "f", "0213*", "hypertension"),
    ("Black", 1964, "f", "0213*", "obesity"),
    ("Black", 1964, "f", "0213*", "chest pain"),
    ("White", 1964, "m", "0213*", "chest pain"),
    ("White", 1964, "m", "0213*", "obesity"),
    ("White", 1964, "m", "0213*", "short breath"),
    ("White", 1967, "m", "0213*", "chest pain"),
    ("White", 1967, "m", "0213*", "chest pain"),
]


def people(*rows: dict[str, object], case: str | None = None) -> list[Participant]:
    return [Participant(f"P{n:02}", case, row) for n, row in enumerate(rows, 1)]


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def sweeney() -> pd.DataFrame:
    frame = pd.DataFrame(SWEENEY, columns=["race", "birth", "gender", "zip", "problem"])
    frame.insert(0, "participant", [f"t{n}" for n in range(1, len(frame) + 1)])
    return frame


def test_the_example_of_sweeney_is_two_anonymous(sweeney):
    told = k_anonymity(sweeney, ["race", "birth", "gender", "zip"], k=2, sensitive=["problem"])

    assert told.smallest == 2
    assert told.reached
    assert sorted(one.size for one in told.classes) == [2, 2, 2, 2, 3]
    assert k_anonymity(sweeney, ["race", "birth", "gender", "zip"], k=3).below == tuple(
        sorted(f"t{n}" for n in (1, 2, 3, 4, 5, 6, 10, 11))
    )


def test_a_group_that_answers_alike_is_said_though_it_is_large_enough(sweeney):
    told = k_anonymity(sweeney, ["race", "birth", "gender", "zip"], k=2, sensitive=["problem"])

    # t3 and t4 both have hypertension, t10 and t11 chest pain: to find the group is to learn it.
    assert [(one.people, name) for one, name in told.alike] == [
        (("t3", "t4"), "problem"),
        (("t10", "t11"), "problem"),
    ]
    assert any("t3 et t4" in plain(line) for line in told.sentences())


def test_nobody_one_person_and_four_people_are_said_honestly():
    nobody = k_anonymity([])
    one = k_anonymity(people({"âge": 43}))
    four = k_anonymity(people(*[{"genre": "femme"}] * 4))

    assert (nobody.n, nobody.smallest, nobody.reached) == (0, 0, False)
    assert nobody.sentences() == ("Personne n’est encore décrit dans l’étude\xa0: il n’y a rien à mesurer.",)
    assert one.alone == ("P01",)
    assert "tout ce qui est dit la désigne" in one.sentences()[0]
    assert four.below == ("P01", "P02", "P03", "P04")
    assert "aucun groupe de 5" in plain(four.sentences()[0])


def test_without_any_trait_everybody_is_alike_and_the_texts_are_pointed_at():
    told = k_anonymity(people(*[{}] * 6))

    assert told.traits == ()
    assert [one.size for one in told.classes] == [6]
    assert told.reached
    assert "ce que disent les textes" in told.sentences()[0]


def test_a_missing_value_hides_nobody():
    told = k_anonymity(people({"genre": "f"}, {"genre": None}, {"genre": "f"}, {"genre": "non renseigné"}), k=3)

    # Counted as anything, the two blanks would make the two women four.
    assert told.below == ("P01", "P02", "P03", "P04")
    assert sorted(one.size for one in told.classes) == [2, 2]
    assert told.blanks == (("genre", ("P02", "P04")),)
    assert any("P02 et P04" in line for line in told.sentences())


def test_a_person_of_two_cases_is_one_person_told_apart_by_it():
    frame = pd.DataFrame({"participant": ["A", "B", "B", "C"], "case": ["nord", "nord", "sud", "sud"]})

    told = k_anonymity(frame, k=1)

    assert told.n == 3
    assert told.several == ("B",)
    assert {one.people: dict(one.values)["case"] for one in told.classes}[("B",)] == ("nord", "sud")
    assert any("nord et sud" in one.portrait for one in told.classes)


def test_a_frame_of_codings_counts_each_person_once():
    frame = pd.DataFrame(
        {
            "coding": ["c1", "c2", "c3"],
            "participant": ["A", "A", "B"],
            "case": ["nord"] * 3,
            "quote": ["je", "tu", "il"],
            "genre": ["f", "f", "m"],
        }
    )

    told = k_anonymity(frame, k=2)

    assert told.traits == ("case", "genre")
    assert told.alone == ("A", "B")


def test_nouns_their_frame_and_a_study_say_the_same():
    some = people({"âge": 43, "genre": "f"}, {"âge": None, "genre": "m"}, {"âge": 43, "genre": "f"}, case="nord")

    of_nouns, of_frame, of_desk = (
        k_anonymity(source, k=2).plain() for source in (some, participants_frame(some), MemoryDesk(*some))
    )

    assert of_nouns == of_frame == of_desk


@pytest.mark.parametrize(
    ("one", "other"),
    [("Femme", " femme "), (43, 43.0), ("éducatrice", "Educatrice"), ("n/a", None), (float("nan"), "?")],
)
def test_one_value_typed_two_ways_is_one(one, other):
    told = k_anonymity(people({"trait": one, "genre": "f"}, {"trait": other, "genre": "f"}), k=2)

    assert told.reached


@pytest.mark.parametrize(("cell", "kept"), [(" a  b ", "a b"), ("…", None), ("Inconnue", None), (True, True), (0, 0)])
def test_a_cell_is_read_as_it_is_compared(cell, kept):
    assert cleaned(cell) == kept
    assert type(cleaned(cell)) is type(kept)


def test_what_a_trait_is_for_is_guessed_by_its_name_and_said():
    some = people(
        {
            "âge": 43,
            "santé": "bonne",
            "Date du consentement": "x2",
            "couleur": "bleu",
            "pays d'origine": "Mali",
            "rôle": "élu",
        }
    )

    uses = {use.name: (use.use, use.known) for use in uses_of(described(some))}

    assert uses == {
        "âge": ("identifying", True),
        "santé": ("sensitive", True),
        "Date du consentement": ("aside", True),
        "couleur": ("identifying", False),
        "pays d'origine": ("both", True),
        "rôle": ("identifying", True),
    }
    assert any("couleur" in line for line in k_anonymity(some, k=1).sentences())


def test_what_is_told_of_a_trait_wins_over_its_name():
    some = people({"santé": "a", "couleur": "bleu"}, {"santé": "b", "couleur": "bleu"})

    assert k_anonymity(some, ["santé"]).traits == ("santé",)
    assert k_anonymity(some, sensitive=["couleur"]).traits == ()
    with pytest.raises(UnknownName):
        k_anonymity(some, ["inconnu"])


def test_the_fewest_traits_that_single_somebody_out_are_given():
    some = people(
        {"genre": "f", "ville": "Bron"},
        {"genre": "f", "ville": "Riom"},
        {"genre": "m", "ville": "Bron"},
        {"genre": "m", "ville": "Riom"},
        {"genre": "m", "ville": "Agen"},
    )

    told = k_anonymity(some, k=2)

    assert [(one.traits, one.people) for one in told.exposing] == [
        (("ville",), ("P05",)),
        (("genre", "ville"), ("P01", "P02", "P03", "P04")),
    ]
    assert k_anonymity(some, k=2, known=1).below == ("P05",)
    assert k_anonymity(some, k=2, known=2).below == ("P01", "P02", "P03", "P04", "P05")


def test_the_part_of_each_trait_is_how_many_people_it_spares_when_it_is_left_out():
    some = people(*[{"genre": "f", "âge": n} for n in range(4)])

    parts = {one.trait: (one.values, one.alone, one.spared) for one in k_anonymity(some, k=4).contributions}

    assert parts == {"genre": (1, 0, 0), "âge": (4, 4, 4)}


def test_each_class_can_be_opened_to_its_people(sweeney):
    told = k_anonymity(sweeney, ["race", "gender"], k=2)

    frame = told.frame()

    assert frame.columns.tolist() == ["race", "gender", "n", "participants"]
    assert sorted(" ".join(frame["participants"]).split()) == sorted(sweeney["participant"])
    assert frame["n"].tolist() == [len(ids.split()) for ids in frame["participants"]]


def test_no_value_of_a_person_stands_in_a_repr():
    told = k_anonymity(people({"ville": "Saint-Flour"}, {"ville": "Riom"}))

    assert "Flour" not in repr((told, told.classes, told.exposing, described(people({"ville": "Saint-Flour"}))))


def test_a_table_without_people_and_an_impossible_k_are_refused():
    with pytest.raises(InvalidValue):
        k_anonymity(pd.DataFrame({"nom": ["x"]}))
    with pytest.raises(InvalidValue):
        k_anonymity([], k=0)


TRAITS = st.fixed_dictionaries(
    {
        "genre": st.sampled_from(["f", "m", None]),
        "âge": st.one_of(st.none(), st.integers(18, 30)),
        "ville": st.sampled_from(["Bron", "Riom", "bron"]),
    }
)


@given(st.lists(TRAITS, max_size=12), st.integers(1, 4), st.integers(0, 999))
def test_classes_part_the_people_whatever_their_order(rows, k, seed):
    some = people(*rows)
    shuffled = list(some)
    Random(seed).shuffle(shuffled)

    told, again = k_anonymity(some, k=k), k_anonymity(shuffled, k=k)

    assert sorted(id for one in told.classes for id in one.people) == [person.id for person in some]
    assert [one.people for one in told.classes] == [one.people for one in again.classes]
    assert {frozenset(one.traits) for one in told.exposing} == {frozenset(one.traits) for one in again.exposing}
    assert told.below == again.below


@given(st.lists(TRAITS, min_size=1, max_size=8), st.integers(2, 4))
def test_a_set_of_traits_is_given_for_all_those_below_and_no_smaller_one_suffices(rows, k):
    some = people(*rows)
    told = k_anonymity(some, k=k)
    held = described(some)

    assert {id for one in told.exposing for id in one.people} == set(told.below if told.traits else ())
    for one in told.exposing:
        for size in range(1, len(one.traits)):
            for fewer in combinations(one.traits, size):
                sizes = Counter(held.row(i, fewer) for i in range(len(held.ids)))
                assert all(sizes[held.row(held.ids.index(id), fewer)] >= k for id in one.people)


def test_thirty_values_and_thirty_traits_are_measured():
    wide = people(*[{f"trait {t}": (n * t) % 7 for t in range(30)} for n in range(40)])
    assert k_anonymity(wide, k=5, known=4).below == k_anonymity(wide, k=5).below
    long = people(*[{"ville": f"ville {n}"} for n in range(30)])

    assert k_anonymity(wide, k=5).n == 40
    assert all(len(one.traits) <= 3 for one in k_anonymity(wide, k=5).exposing)
    assert len(k_anonymity(long, k=5).alone) == 30
