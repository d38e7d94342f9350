"""A change is a value; the desk in memory does it and takes it back as a study does."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from noun_strategies import coders, codes, memos, participants

from toolkit.errors import (
    Conflict,
    InvalidValue,
    Refused,
    UnknownCode,
    UnknownName,
    UnknownParticipant,
    UnknownTranscript,
)
from toolkit.model import (
    NOUNS,
    Change,
    Code,
    Coder,
    Coding,
    Desk,
    Memo,
    MemoryDesk,
    Participant,
    Review,
    Speaker,
    Transcript,
    Turn,
    coding_of,
)

nouns = st.lists(
    st.one_of(codes, coders, memos, participants), max_size=8, unique_by=lambda noun: (noun.shelf, noun.id)
)
TEXT = Transcript("E01", "R : Ça va, l’été 😀.", (Turn(("R",), 0, 4, 19),), (Speaker("R", "participant", "P01"),))
ENTRAIDE = Code("entraide", "Entraide")


def state(desk: MemoryDesk) -> dict[str, list[Any]]:
    return {shelf: sorted(desk.all(kind), key=lambda noun: noun.id) for shelf, kind in NOUNS.items()}


@given(nouns)
@settings(max_examples=25, deadline=None)
def test_the_inverse_of_the_inverse_is_the_change(born: list[Any]) -> None:
    change = Change.adding(*born, verb="add")

    assert change.inverse().inverse("add") == change
    assert change.inverse("remove").edits == Change.removing(*reversed(born)).edits
    assert len(change) == len(born)
    assert list(change) == [(noun.id, None, noun) for noun in born]


@given(nouns, st.randoms())
@settings(max_examples=25, deadline=None)
def test_a_change_and_its_inverse_leave_a_desk_as_it_was(born: list[Any], dice: Any) -> None:
    held = [noun for noun in born if dice.random() < 0.5]
    new = [noun for noun in born if noun not in held]
    desk = MemoryDesk(*held)
    before = state(desk)

    desk.do(Change.adding(*new) + Change.removing(*held))
    between = state(desk)
    desk.undo()

    assert state(desk) == before
    assert between == state(MemoryDesk(*new))


def test_two_changes_add_up_in_order_under_the_first_verb() -> None:
    one, two = Change.adding(Coder("C1"), verb="one"), Change.adding(Coder("C2"), verb="two")

    assert one + two == Change("one", (*one.edits, *two.edits))
    assert repr(one + two) == "<Change 'one': 2 edits>"
    assert repr(one) == "<Change 'one': 1 edit>"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Change.adding(Coder("C1"), Coder("C1", "Autre")),
        lambda: Change.adding(Coder("C1")) + Change.removing(Coder("C1")),
        lambda: Change("x", [("C2", None, Coder("C1"))]),
        lambda: Change("x", [("C1", Coder("C2"), Coder("C1"))]),
        lambda: Change("x", [("C1", Code("C1", "A"), Coder("C1"))]),
        lambda: Change("x", [("C1", None, None)]),
        lambda: Change.replacing([(Coder("C1"), Coder("C2"))]),
    ],
    ids=["twice", "twice by +", "wrong id", "another before", "another kind", "nothing", "renamed"],
)
def test_a_change_that_says_two_things_of_one_is_refused(make: Any) -> None:
    with pytest.raises(InvalidValue, match=r"C1|C2") as caught:
        make()

    assert "modification" in caught.value.message


def test_one_id_may_live_on_two_shelves() -> None:
    change = Change.adding(Coder("a"), Code("a", "A"), Memo("a", "…"))

    assert len(change) == 3


def test_a_repr_of_a_change_says_no_word_of_it() -> None:
    assert "secret" not in repr(Change.adding(Memo("m", "secret")))


# — the desk in memory —


def test_the_desk_in_memory_is_a_desk() -> None:
    desk: Desk = MemoryDesk(TEXT)

    assert desk.get(Transcript, "E01") is TEXT
    assert desk.all(Transcript) == [TEXT]


@pytest.mark.parametrize(
    ("kind", "error"),
    [(Code, UnknownCode), (Transcript, UnknownTranscript), (Participant, UnknownParticipant), (Memo, UnknownName)],
)
def test_what_is_not_held_is_told_by_its_kind(kind: type[Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        MemoryDesk(TEXT, ENTRAIDE).get(kind, "entraid")


def test_a_change_from_an_old_state_is_refused_whole() -> None:
    old, new = Coder("C1", "Camille"), Coder("C1", "Sacha")
    desk = MemoryDesk(new)
    before = state(desk)

    with pytest.raises(Conflict) as caught:
        desk.do(Change.adding(Code("a", "A")) + Change.replacing([(old, Coder("C1", "Lou"))]))

    assert caught.value.ids == ("C1",)
    assert "Sacha" not in str(caught.value)
    assert state(desk) == before
    with pytest.raises(Refused):
        desk.undo()


@pytest.mark.parametrize("change", [Change.removing(Coder("C9")), Change.adding(Coder("C1", "Autre"))])
def test_removing_what_is_gone_or_taking_a_taken_id_is_a_conflict(change: Change) -> None:
    with pytest.raises(Conflict):
        MemoryDesk(Coder("C1")).do(change)


def test_saying_the_same_again_changes_nothing() -> None:
    coding = coding_of(TEXT, 4, 9, ENTRAIDE, coder="C1")
    desk = MemoryDesk(TEXT, ENTRAIDE, coding)
    heard: list[Change] = []
    desk.subscribe(heard.append)

    first = desk.do(Change.adding(coding))
    second = desk.do(Change.adding(replace(coding, id="autre", state="proposed")))

    assert first == second
    assert desk.all(Coding) == [coding]
    assert heard == []


def test_undo_goes_back_one_by_one_and_by_coder() -> None:
    desk = MemoryDesk()
    desk.do(Change.adding(Code("a", "A")), coder="C1")
    desk.do(Change.adding(Code("b", "B")), coder="C2")
    desk.do(Change.adding(Code("c", "C")), coder="C1")

    desk.undo(coder="C2")
    held_after_other = [code.id for code in desk.all(Code)]
    desk.undo()
    desk.undo()

    assert held_after_other == ["a", "c"]
    assert desk.all(Code) == []
    with pytest.raises(Refused, match="rien"):
        desk.undo()


def test_undo_is_refused_when_something_was_built_on_it() -> None:
    desk = MemoryDesk()
    desk.do(Change.adding(Code("a", "A")), coder="C1")
    desk.do(Change.replacing([(Code("a", "A"), Code("a", "Autre"))]), coder="C2")

    with pytest.raises(Refused):
        desk.undo(coder="C1")

    assert desk.all(Code) == [Code("a", "Autre")]


def test_each_action_has_its_own_name() -> None:
    desk = MemoryDesk()

    names = [desk.do(Change.adding(Coder(f"C{n}"))) for n in range(3)] + [desk.undo(), desk.undo()]

    assert len(set(names)) == 5


def test_listeners_hear_each_change_until_they_leave() -> None:
    desk = MemoryDesk()
    heard: list[str] = []
    leave = desk.subscribe(lambda change: heard.append(change.verb))

    desk.do(Change.adding(Coder("C1"), verb="one"))
    desk.undo()
    leave()
    leave()
    desk.do(Change.adding(Coder("C2"), verb="two"))

    assert heard == ["one", "undo"]


def test_a_cache_is_made_once() -> None:
    desk = MemoryDesk()
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"tokens"

    assert [desk.cache("k:1", make), desk.cache("k:1", make)] == [b"tokens", b"tokens"]
    assert made == [1]
    assert desk.cache("k:2", lambda: b"") == b""


def test_a_coding_born_where_another_was_born_before_it_moved_takes_a_counter() -> None:
    text = Transcript("E01", "Euh, on s’entraide. On s’entraide.")
    code = Code("aide", "Aide")
    first = coding_of(text, 5, 18, code, coder="camille")
    moved = replace(first, start=20, end=33, quote=text.text[20:33])
    desk = MemoryDesk(text, moved)
    again = coding_of(text, 5, 18, code, coder="camille")
    assert again.id == first.id

    desk.do(Change.adding(again, Review("r1", again.id, "noe", "agree")))

    assert {one.id: one.start for one in desk.all(Coding)} == {first.id: 20, f"{first.id}.2": 5}
    assert [one.coding for one in desk.all(Review)] == [f"{first.id}.2"]
    desk.do(Change.adding(again))
    assert len(desk.all(Coding)) == 2
    desk.undo()
    assert desk.all(Coding) == [moved]


def test_a_desk_in_memory_does_again_what_was_undone_until_something_else_is_done():
    desk = MemoryDesk()
    desk.do(Change.adding(Code("aide", "Entraide")), coder="C1")
    desk.do(Change.adding(Code("ete", "L’été")), coder="C2")
    desk.undo(coder="C1")

    desk.redo(coder="C1")

    assert [code.id for code in desk.all(Code)] == ["ete", "aide"]
    desk.undo(coder="C1")
    desk.do(Change.adding(Code("lieu", "Être chez soi")), coder="C1")
    with pytest.raises(Refused):
        desk.redo(coder="C1")
    with pytest.raises(Refused):
        desk.redo(coder="C2")
