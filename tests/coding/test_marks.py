"""Marks: a passage by its positions or its words, and the changes that a coder makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.coding import accept, add, delete, find_quote, mark, move, recode, reject
from toolkit.errors import InvalidValue, Refused
from toolkit.model import Code, Coder, MemoryDesk, Speaker, Transcript, Turn, clean_text, fold

TEXT = "Léa : L’été, on s’entraide 🙂.\nE : D'accord.\nLéa : L’été, oui."
E01 = Transcript(
    "E01",
    TEXT,
    (Turn(("Léa",), 0, 6, 29), Turn(("E",), 30, 34, 43), Turn(("Léa",), 44, 50, len(TEXT))),
    (Speaker("Léa", "participant", "P1"), Speaker("E", "interviewer")),
)
HELP = Code("entraide", "Entraide", version=3)
TALK = Code("parole", "Parole")


def test_a_passage_is_marked_by_its_words_however_they_are_typed():
    coding = mark(E01, HELP, coder="C1", quote="ON  s'Entraide")

    assert coding.quote == "on s’entraide"
    assert TEXT[coding.start : coding.end] == coding.quote
    assert (coding.code_version, coding.origin, coding.state) == (3, "hand", "accepted")


def test_a_passage_is_marked_by_its_positions():
    coding = mark(E01, HELP, coder="C1", start=6, end=11)

    assert (coding.quote, coding.prefix, coding.suffix[:5]) == ("L’été", "Léa : ", ", on ")


def test_words_that_come_twice_are_refused_with_their_count():
    with pytest.raises(Refused) as caught:
        mark(E01, HELP, coder="C1", quote="l'été")

    assert caught.value.count == 2
    assert "2" in caught.value.message


def test_an_occurrence_is_chosen_by_its_number():
    assert mark(E01, HELP, coder="C1", quote="l'ete", occurrence=2).start == 50


@pytest.mark.parametrize(
    "place",
    [
        {"quote": "absent"},
        {"quote": "  "},
        {"quote": "l'été", "occurrence": 3},
        {"quote": "l'été", "start": 3},
        {"start": 3},
        {},
        {"start": 5, "end": 6},
        {"start": 5, "end": 5},
        {"start": 9, "end": 4},
        {"start": -4, "end": 4},
        {"start": 40, "end": 999},
    ],
)
def test_a_place_that_is_none_is_refused_without_words_of_the_interview(place):
    with pytest.raises(InvalidValue) as caught:
        mark(E01, HELP, coder="C1", **place)

    assert "entraide" not in str(caught.value)
    assert "absent" not in str(caught.value)


@given(st.text(st.sampled_from("Éée’' \xa0\nœŒ🙂ß"), max_size=30).map(clean_text), st.data())
def test_any_passage_is_found_again(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end].strip()

    places = find_quote(text, quote)

    assert all(fold(text[a:b]).split() == fold(quote).split() for a, b in places)
    assert bool(places) is bool(quote)


def test_marking_again_what_is_held_changes_nothing():
    first = mark(E01, HELP, coder="C1", quote="s'entraide")
    desk = MemoryDesk(Coder("C1"), E01, HELP)

    desk.do(add(first, first))

    assert desk.all(type(first)) == [first]
    assert len(add(mark(E01, HELP, coder="C1", quote="s'entraide"), held=[first])) == 0
    assert len(add(mark(E01, HELP, coder="C2", quote="s'entraide"), held=[first])) == 1


def test_recoding_keeps_the_id_and_takes_the_version_of_the_new_code():
    coding = mark(E01, TALK, coder="C1", quote="s'entraide")

    ((id, before, after),) = recode([coding], HELP)

    assert (id, before) == (coding.id, coding)
    assert (after.id, after.code, after.code_version, after.quote) == (coding.id, "entraide", 3, coding.quote)


def test_recoding_onto_a_coding_already_there_takes_one_away():
    held = mark(E01, HELP, coder="C1", quote="s'entraide")
    coding = mark(E01, TALK, coder="C1", quote="s'entraide")
    desk = MemoryDesk(E01, HELP, TALK, held, coding)

    desk.do(recode([coding], HELP, held=[held, coding]))

    assert desk.all(type(held)) == [held]


def test_recoding_with_the_same_code_changes_nothing():
    coding = mark(E01, HELP, coder="C1", quote="s'entraide")

    assert len(recode([coding], HELP, held=[coding])) == 0


def test_moving_a_coding_cuts_its_words_anew():
    coding = mark(E01, HELP, coder="C1", quote="s'entraide")

    ((_id, _before, after),) = move(coding, E01, 6, 11)

    assert (after.id, after.quote, after.start, after.end, after.code_version) == (coding.id, "L’été", 6, 11, 3)


def test_a_coding_does_not_move_to_another_transcript_nor_to_nothing():
    coding = mark(E01, HELP, coder="C1", quote="s'entraide")

    with pytest.raises(Refused):
        move(coding, Transcript("E02", "Autre texte."), 0, 5)
    with pytest.raises(InvalidValue):
        move(coding, E01, 5, 6)
    with pytest.raises(InvalidValue):
        move(coding, E01, 60, 900)


def test_a_proposal_is_accepted_or_rejected_by_an_act_of_its_own_that_can_be_undone():
    proposal = mark(E01, HELP, coder="C1", quote="s'entraide", origin="dictionary", state="proposed")
    desk = MemoryDesk(E01, HELP, proposal)

    desk.do(accept(desk.all(type(proposal))))
    accepted = desk.get(type(proposal), proposal.id)
    desk.undo()
    desk.do(reject(desk.all(type(proposal))))

    assert (accepted.state, accepted.origin) == ("accepted", "dictionary")
    assert desk.get(type(proposal), proposal.id).state == "rejected"
    assert len(accept([accepted])) == 0


def test_deleting_takes_codings_away():
    coding = mark(E01, HELP, coder="C1", quote="s'entraide")
    desk = MemoryDesk(coding)

    desk.do(delete([coding]))

    assert desk.all(type(coding)) == []
