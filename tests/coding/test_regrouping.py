"""Codes merged and split: one undo, nothing counted twice, nothing said of a passage lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import new_study
from toolkit.coding.regrouping import confirm, merge_codes, outdated, split_code, to_sort
from toolkit.counting import frequency
from toolkit.errors import InvalidValue, Refused, UnknownCode, UnknownName
from toolkit.model import (
    Change,
    Code,
    Codebook,
    Coder,
    Coding,
    Memo,
    MemoryDesk,
    Participant,
    Quote,
    Review,
    Speaker,
    Transcript,
    Turn,
    coding_of,
)
from toolkit.model.units import STATES

TEXT = "On s’est entraidé·es tout l’été 😀, et puis plus rien du tout."
CODES = (
    Code("liens", "Liens"),
    Code("entraide", "Entraide", parent="liens", questions=("q1",)),
    Code("aide", "Coup de main", parent="liens", questions=("q2", "q1")),
    Code("don", "Don", parent="aide"),
)
PEOPLE = (Coder("C1"), Coder("C2"), Participant("P01"))


def text(id: str = "E01") -> Transcript:
    return Transcript(id, TEXT, (Turn(("R",), 0, 0, len(TEXT)),), (Speaker("R", "participant", "P01"),))


def marked(start: int, end: int, code: str, **others) -> Coding:
    held = {"coder": "C1", **others}
    return coding_of(text(), start, end, Code(code, code), **held)


def desk_of(*nouns) -> MemoryDesk:
    return MemoryDesk(*PEOPLE, *CODES, text(), *nouns)


def covered(desk, codes, coder, state="accepted") -> set[int]:
    return {
        at
        for coding in desk.all(Coding)
        if coding.code in codes and coding.coder == coder and coding.state == state
        for at in range(coding.start, coding.end)
    }


def test_merged_passages_that_overlap_become_one_and_the_others_stay_themselves():
    one, two, far = marked(0, 12, "entraide"), marked(5, 20, "aide"), marked(40, 50, "aide")
    desk = desk_of(one, two, far)

    desk.do(merge_codes(desk, ["aide"], into="entraide"))

    assert {(c.id, c.start, c.end, c.code, c.quote) for c in desk.all(Coding)} == {
        (one.id, 0, 20, "entraide", TEXT[0:20]),
        (far.id, 40, 50, "entraide", TEXT[40:50]),
    }


def test_a_merged_code_goes_with_its_questions_and_leaves_its_children_to_the_other():
    desk = desk_of()

    desk.do(merge_codes(desk, ["aide"], into="entraide", label="S’entraider"))

    book = Codebook(desk.all(Code))
    assert "aide" not in book
    assert book["don"].parent == "entraide"
    assert (book["entraide"].label, book["entraide"].questions) == ("S’entraider", ("q1", "q2"))


def test_a_code_may_be_merged_into_its_own_child():
    desk = desk_of(marked(0, 5, "aide"))

    desk.do(merge_codes(desk, ["aide", "liens"], into="don"))

    book = Codebook(desk.all(Code))
    assert [code.id for code in book] == ["entraide", "don"]
    assert (book["don"].parent, book["entraide"].parent) == (None, "don")


def test_what_was_said_of_a_passage_that_goes_follows_to_the_one_that_stays():
    one, two = marked(0, 12, "entraide"), marked(5, 20, "aide")
    desk = desk_of(
        one,
        two,
        Review("r1", two.id, "S1", "discuss", "à voir"),
        Quote("c1", two.id, "E01", 5, 20, two.quote, "P01"),
        Memo("m1", "une idée", about=(two.id, "aide", one.id)),
    )

    desk.do(merge_codes(desk, ["aide"], into="entraide"))

    assert desk.get(Review, "r1").coding == one.id
    assert desk.get(Quote, "c1").coding == one.id
    assert desk.get(Memo, "m1").about == (one.id, "entraide")


def test_passages_of_two_coders_are_never_joined():
    desk = desk_of(marked(0, 12, "entraide"), marked(5, 20, "aide", coder="C2"))

    desk.do(merge_codes(desk, ["aide"], into="entraide"))

    assert sorted((c.coder, c.start, c.end) for c in desk.all(Coding)) == [("C1", 0, 12), ("C2", 5, 20)]


def test_a_proposal_on_an_accepted_place_gives_way_to_it():
    held, proposed = marked(0, 12, "entraide"), marked(0, 12, "aide", state="proposed")
    desk = desk_of(held, proposed)

    desk.do(merge_codes(desk, ["aide"], into="entraide"))

    assert desk.all(Coding) == [held]


@pytest.mark.parametrize(
    ("others", "into", "error"),
    [
        ([], "entraide", InvalidValue),
        (["entraide"], "entraide", InvalidValue),
        (["absent"], "entraide", UnknownCode),
        (["aide"], "absent", UnknownCode),
    ],
)
def test_a_merge_that_says_nothing_is_refused(others, into, error):
    with pytest.raises(error):
        merge_codes(desk_of(), others, into=into)


places = st.tuples(st.integers(0, len(TEXT) - 3), st.integers(1, 20)).map(
    lambda pair: (pair[0], min(len(TEXT), pair[0] + pair[1] + 1))
)
codings = st.lists(
    st.builds(
        lambda place, code, coder, state: marked(*place, code, coder=coder, state=state),
        places.filter(lambda place: TEXT[slice(*place)].strip()),
        st.sampled_from(["entraide", "aide", "don"]),
        st.sampled_from(["C1", "C2"]),
        st.sampled_from(sorted(STATES)),
    ),
    max_size=12,
    unique_by=lambda coding: (coding.start, coding.end, coding.code, coding.coder),
)


@given(codings)
def test_merging_covers_the_same_characters_once_and_is_undone_whole(marks):
    notes = [Review(f"r{n}", coding.id, "S1", "agree") for n, coding in enumerate(marks)]
    desk = desk_of(*marks, *notes)
    before = {coder: covered(desk, {"entraide", "aide", "don"}, coder) for coder in ("C1", "C2")}
    state = [desk.all(kind) for kind in (Code, Coding, Review)]

    desk.do(merge_codes(desk, ["aide", "don"], into="entraide"))

    after = desk.all(Coding)
    assert {coder: covered(desk, {"entraide"}, coder) for coder in ("C1", "C2")} == before
    assert {c.code for c in after} <= {"entraide"}
    assert len({(c.transcript, c.start, c.end, c.coder) for c in after}) == len(after)
    assert {review.coding for review in desk.all(Review)} <= {c.id for c in after}
    assert all(c.quote == TEXT[c.start : c.end] for c in after)

    desk.undo()
    assert [sorted(desk.all(kind), key=str) for kind in (Code, Coding, Review)] == [
        sorted(nouns, key=str) for nouns in state
    ]


def test_a_merge_in_a_study_is_one_action_counted_once_and_undone(study):
    study.add(Code("aide", "Aide"))
    transcript = study.transcripts["E01"]
    for start, end, code in ((25, 40, "entraide"), (30, 48, "aide"), (25, 40, "aide"), (86, 94, "aide")):
        study.add(coding_of(transcript, start, end, study.codes[code], coder="C1"))
    held = study.all(Coding)

    study.do(merge_codes(study, ["aide"], into="entraide"))

    assert frequency(study.codings.frame(), unit="participant")["entraide"] == 1
    assert [(c.start, c.end) for c in study.all(Coding)] == [(25, 48), (86, 94)]
    assert "aide" not in study.codes
    study.undo()
    assert study.all(Coding) == held
    assert study.verify()


def test_a_split_sorts_passages_and_leaves_the_others_to_be_sorted():
    first, second, third = marked(0, 5, "aide"), marked(10, 20, "aide"), marked(30, 40, "aide")
    desk = desk_of(first, second, third)
    new = (Code("argent", "Argent"), Code("temps", "Temps"))

    desk.do(split_code(desk, "aide", new, sorting={first.id: "argent", second.id: ["temps", "argent"]}))

    assert [coding.id for coding in to_sort(desk, "aide")] == [third.id]
    assert sorted((c.code, c.start) for c in desk.all(Coding)) == [
        ("aide", 30), ("argent", 0), ("argent", 10), ("temps", 10)
    ]  # fmt: skip
    assert desk.get(Code, "argent").parent == "liens"
    desk.undo()
    assert [(c.code, c.start) for c in desk.all(Coding)] == [("aide", 0), ("aide", 10), ("aide", 30)]


def test_a_passage_may_keep_the_old_code_beside_the_new_one():
    one = marked(0, 5, "aide")
    desk = desk_of(one)

    desk.do(split_code(desk, "aide", [Code("temps", "Temps")], sorting={one.id: ["aide", "temps"]}))

    assert sorted(c.code for c in desk.all(Coding)) == ["aide", "temps"]


def test_a_split_refuses_the_passage_of_another_code_and_one_that_is_not_there():
    other = marked(0, 5, "entraide")
    desk = desk_of(other)

    with pytest.raises(Refused):
        split_code(desk, "aide", [Code("temps", "Temps")], sorting={other.id: "temps"})
    with pytest.raises(UnknownName):
        split_code(desk, "aide", [Code("temps", "Temps")], sorting={"absent": "temps"})


def test_passages_coded_under_an_older_definition_wait_until_they_are_confirmed():
    old, refused = marked(0, 5, "aide"), marked(10, 20, "aide", state="rejected")
    desk = desk_of(old, refused)
    before = desk.get(Code, "aide")
    desk.do(Change.replacing([(before, replace(before, definition="Autre.", version=2))]))
    book = Codebook(desk.all(Code))

    assert outdated(desk.all(Coding), book) == [old]
    desk.do(confirm(outdated(desk.all(Coding), book), book))

    assert outdated(desk.all(Coding), book) == []
    assert desk.get(Coding, old.id).code_version == 2


def test_a_code_is_merged_into_its_own_grandchild_which_takes_its_place(tmp_path):
    above = {"a": None, "b": "a", "c": "b", "e": "c", "f": "b", "g": "a"}
    with new_study(tmp_path / "étude", coder="C1") as study:
        study.add(*(Code(id, id.upper(), parent=parent) for id, parent in above.items()))
        study.do(merge_codes(study, ["a"], into="c"))

        assert {code.id: code.parent for code in study.all(Code)} == {
            "c": None,
            "b": "c",
            "e": "c",
            "f": "b",
            "g": "c",
        }
        study.undo()
        assert {code.id: code.parent for code in study.all(Code)} == above
