import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InvalidValue, Refused
from toolkit.model import Turn, clean_text, fold
from toolkit.transcripts.forms import Candidate, FormFinder, NameDecision, form_key
from toolkit.transcripts.names import find_names, find_names_everywhere, name_words
from toolkit.transcripts.pseudonyms import accept_all, elides, group_forms, propose_replacements
from toolkit.transcripts.replacements import pseudonymise, remaining, restore, restored, shift_turns


def accepted(form: str, replacement: str, type="PERSON", **more) -> NameDecision:
    return NameDecision(form, type, "accepted", replacement, **more)


def person(text: str, at: int = 0) -> Candidate:
    return Candidate(at, at + len(text), text, "PERSON", "test")


DECISIONS = [
    accepted("Aïcha", "Nadia"),
    accepted("Inès Roux", "Alix Blin"),
    accepted("Inès", "Alix"),
    accepted("l'Escale", "l’[association]", "ORG"),
    accepted("06 12 34 56 78", "[téléphone]", "PHONE"),
    NameDecision("Rose", "PERSON", "as typed", "Lucette"),
    NameDecision("Inès de Castro", "PERSON", "rejected", reason="un personnage"),
]
NAMES = ["Aïcha", "aicha", "AÏCHA", "Inès", "ines roux", "Roux", "l’escale", "Rose", "rose", "Inès de Castro", "Alix"]
NUMBERS = ["0612345678", "+33 6 12 34 56 78", "2"]
BETWEEN = ["d’", "de ", "qu'", " ", "\n", ", ", ":", "-", "😀", "e\u0301", "x", "œ", "ß", "_"]
WORDS = st.sampled_from([*NAMES, *NUMBERS, *BETWEEN])
TEXTS = st.lists(WORDS, max_size=25).map("".join).map(clean_text)


@given(TEXTS)
def test_what_was_replaced_is_given_back_exactly(text):
    made = pseudonymise(text, DECISIONS)

    assert restore(made) == text
    assert all(text[span.start : span.end] == span.original for span in made.spans)
    assert all(made.text[span.new_start : span.new_end] == span.replacement for span in made.spans)


@given(TEXTS)
def test_pseudonymised_text_keeps_no_listed_name(text):
    made = pseudonymise(text, DECISIONS)

    left = fold(made.text.replace("Inès de Castro", "x"))
    runs = "".join(char if char in string.ascii_lowercase else " " for char in left).split()
    assert "aicha" not in runs
    assert ("ines" not in runs) or any("Inès de Castro" in text[i:] for i in range(len(text)))
    assert "Rose" not in "".join(c if c.isalpha() else " " for c in made.text).split()
    assert remaining(made.text, DECISIONS) == []


@given(TEXTS)
def test_turns_are_carried_over_exactly(text):
    # Turns begin and end between words, as readers make them.
    between = [0, *(i for i in range(1, len(text)) if text[i - 1] in " \n:" and text[i] not in " \n"), len(text)]
    cut = between[len(between) // 2]
    turns = [Turn(("Aïcha",), 0, between[len(between) // 4], cut), Turn(("E",), cut, cut, len(text))]

    made = pseudonymise(text, DECISIONS, turns=turns)
    moved = shift_turns(turns, made, DECISIONS)

    assert moved[0].speakers == ("Nadia",)
    assert moved[-1].end == len(made.text)
    assert moved[0].end == moved[1].label_start
    for old, new in zip(turns, moved, strict=True):
        inner = [span for span in made.spans if old.start <= span.start and span.end <= old.end]
        expected = text[old.start : old.end]
        for span in reversed(inner):
            at = span.start - old.start
            expected = expected[:at] + span.replacement + expected[at + len(span.original) :]
        assert made.text[new.start : new.end] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("d’Aïcha", "de Nadia"),
        ("qu'aicha", "que nadia"),
        ("AÏCHA !", "NADIA !"),
        ("celui d'Inès Roux", "celui d'Alix Blin"),
        ("Aïchatou, maïcha", "Aïchatou, maïcha"),
        ("le mur rose, Rose", "le mur rose, Lucette"),
        ("Inès\nRoux", "Alix\nRoux"),
        ("Inès\n\nRoux", "Alix\n\nRoux"),
        ("appelle le 06.12.34.56.78 ou le 0612345678", "appelle le [téléphone] ou le [téléphone]"),
        ("la belle Inès de Castro", "la belle Inès de Castro"),
        ("Aïcha2 : oui", "Nadia2 : oui"),
        ("", ""),
    ],
)
def test_a_replacement_follows_elision_capitals_and_borders(text, expected):
    assert pseudonymise(text, DECISIONS).text == expected


def test_de_becomes_d_before_a_vowel():
    made = pseudonymise("l'avis de Paul, de\xa0paul", [accepted("Paul", "Émile")])

    assert made.text == "l'avis d’Émile, d’émile"
    assert restore(made) == "l'avis de Paul, de\xa0paul"


def test_a_replacement_that_holds_a_real_form_is_refused_without_saying_the_form():
    decisions = [accepted("Zohra", "Inès"), accepted("Inès", "Farida")]

    with pytest.raises(Refused) as fault:
        pseudonymise("Zohra est là", decisions)

    assert fault.value.ranks == (0,)
    assert "Zohra" not in str(fault.value)
    assert "Inès" not in str(fault.value)


def test_a_text_edited_since_cannot_be_restored_in_silence():
    made = pseudonymise("Aïcha et Inès", DECISIONS)

    with pytest.raises(Refused):
        restored(made.text.replace("Nadia", "Nadja"), made.spans, made.original_sha256)
    with pytest.raises(Refused):
        restored(made.text + "!", made.spans, made.original_sha256)


def test_an_accepted_form_needs_a_replacement_and_a_letter():
    with pytest.raises(InvalidValue):
        NameDecision("Inès", "PERSON", "accepted", " ")
    with pytest.raises(InvalidValue):
        NameDecision("…", "PERSON")


def test_a_repr_shows_no_name():
    made = pseudonymise("Aïcha", DECISIONS)

    shown = repr([person("Zohra"), accepted("Zohra", "Nora"), made, made.spans, group_forms([person("Zohra")])])
    assert "Zohra" not in shown
    assert "Nora" not in shown
    assert "Nadia" not in shown


def test_forms_of_one_person_are_grouped_unless_two_people_could_be_meant():
    forms = ["Martine Martin", "Mme Martin", "Martine", "martine", "Luc Petit", "Marc Petit", "M. Petit", "Zohra"]

    groups = {person.forms for person in group_forms(person(form) for form in forms)}

    assert ("Martine Martin", "Martin", "Martine", "martine") in groups
    assert ("Petit",) in groups
    assert ("Zohra",) in groups


def test_forms_of_one_person_get_matching_replacements():
    candidates = [person(form) for form in ["Martine Martin", "Mme Martin", "Martine"]]

    whole, surname, first = [decision.replacement for decision in propose_replacements(candidates)]

    assert whole == f"{first} {surname}"


@pytest.mark.parametrize("name", ["Alice", "Aïcha", "Karim", "Hélène", "Jean-Pierre", "Moussa", "Enzo", "Hamid"])
def test_a_proposal_keeps_gender_usage_and_elision(name):
    from toolkit.language.gazetteer import first_names

    proposed = propose_replacements([person(name)])[0].replacement

    old, new = first_names()[fold(name)], first_names()[fold(proposed)]
    assert (old.gender, old.group) == (new.gender, new.group)
    assert elides(name) == elides(proposed)
    assert fold(proposed) != fold(name)


def test_proposals_are_the_same_each_time_and_never_a_real_name_of_the_study():
    text = (
        "Alice, Andrée, Antoinette, Augustine, Éliane, Élise, Émilienne, Karim, Farid et Rachid sont venus à Voiron."
    )
    candidates = find_names("On dit que " + text, spacy=False)
    taken = name_words(text)

    one = propose_replacements(candidates, taken=taken)
    two = propose_replacements(candidates, taken=taken)

    assert one == two
    real = {key for decision in one for key in form_key(decision.form)} | taken
    new = [decision.replacement for decision in one]
    assert not {fold(name) for name in new} & real
    assert len(set(new)) == len(new)
    assert "[ville]" in new


def test_a_decision_already_taken_is_kept_and_its_words_serve_again():
    decided = accepted("Martine", "Sylvie")

    proposals = propose_replacements([person("Martine"), person("Martine Vasseur")], decisions=[decided])

    assert proposals[0] is decided
    assert proposals[1].replacement.startswith("Sylvie ")


def test_two_places_of_one_kind_stay_two_places():
    candidates = [
        Candidate(0, 4, "Bron", "PLACE"),
        Candidate(9, 14, "Roanne"[:5], "PLACE"),
        Candidate(20, 26, "Givors", "PLACE"),
    ]

    assert [d.replacement for d in propose_replacements(candidates)] == [
        "[ville]",
        "[lieu]",
        "[ville 2]",
    ]


def test_the_longest_form_wins_and_overlaps_are_left_whole():
    found = FormFinder(["Jean", "Jean-Michel Torquat", "Torquat"]).find("jean michel TORQUAT, Jean-Luc, torquat")

    assert [(place.start, place.rank) for place in found] == [(0, 1), (21, 0), (31, 2)]


def test_a_form_found_in_one_text_is_looked_for_in_all_in_small_letters_too():
    texts = {
        "a": "On a vu Wastrelin hier.",
        "b": "et puis wastrelin a parlé, le mur rose aussi",
        "c": "C'est Rose, tiens.",
    }

    found = find_names_everywhere(texts, spacy=False)

    assert [c.text for c in found["b"]] == ["wastrelin"]
    assert [c.text for c in found["c"]] == ["Rose"]


def test_the_roster_finds_and_silences():
    roster = [
        accepted("grand tilleul", "[lieu]", "PLACE"),
        NameDecision("Momo", decision="rejected", reason="un chat"),
    ]

    found = find_names("vers le Grand Tilleul avec Momo", roster=roster, spacy=False)

    assert [(c.text, c.type) for c in found] == [("Grand Tilleul", "PLACE")]


@pytest.mark.parametrize("label", ["Enquêtrice", "E1", "INTERVIEWER", "P02", "Note", "Éducatrice", "Animateur"])
def test_a_label_that_is_a_role_names_nobody(label):
    assert find_names(f"{label} : alors voilà, oui.\n{label} : non.", spacy=False) == []


@pytest.mark.parametrize("label", ["Karim", "Mme Diallo", "ROSE", "[Wastrelin]", "karim"])
def test_a_label_that_is_a_name_is_found(label):
    found = find_names(f"{label} : alors voilà, oui.", spacy=False)

    assert [fold(c.text) for c in found] == [fold(label.strip("[]"))]


@given(st.text(alphabet="Karim Roux.,:'’-\n0612@🙂éM", max_size=80).map(clean_text))
def test_candidates_lie_in_order_without_overlap_and_hold_their_own_text(text):
    found = find_names(text, spacy=False)

    assert all(text[c.start : c.end] == c.text and c.text.strip() == c.text for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_everything_found_can_be_accepted_and_then_nothing_is_left():
    text = "Karim : chez les Roux, à Bron, 06 12 34 56 78.\nE : et d'Inès, karim ?"
    decisions = accept_all(propose_replacements(find_names(text, spacy=False), taken=name_words(text)))

    made = pseudonymise(text, decisions)

    assert remaining(made.text, decisions) == []
    assert len(made.spans) == 6
