import json
import runpy
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InvalidValue, Refused, UnknownName
from toolkit.model import Change, Coding, MemoryDesk, Review, Transcript, coding_of
from toolkit.model.shape import check_shape
from toolkit.review import checked_bundle, review_bundle
from toolkit.review.bundle import AROUND, WITHIN, choose, reviewer_of, share

MADE = runpy.run_path(str(Path(__file__).parent / "review_desk.py"))


@pytest.fixture
def desk() -> MemoryDesk:
    return MADE["desk"]()


def reviewed(desk: MemoryDesk, codings: list[Coding], reviewer: str = "roux") -> None:
    desk.do(Change.adding(*(Review(f"r{coding.id}", coding.id, reviewer, "agree") for coding in codings)))


def test_every_window_holds_the_very_words_of_the_coding(desk):
    bundle = review_bundle(desk, n=200)

    for item in bundle["items"]:
        coding = desk.get(Coding, item["id"])
        said = "".join(
            turn["text"][max(0, item["start"] - turn["start"]) : max(0, item["end"] - turn["start"])]
            for turn in item["window"]
            if not turn["context"]
        )
        assert said == coding.quote
        assert (item["start"], item["end"], item["code"]) == (coding.start, coding.end, coding.code)


def test_a_passage_comes_with_its_turn_and_the_nearest_turns_that_say_something(desk):
    text = desk.get(Transcript, "E01")

    item = next(
        item
        for item in review_bundle(desk, n=200)["items"]
        if item["transcript"] == "E01" and item["turns"] == [4, 4]
    )

    assert [(turn["number"], turn["context"]) for turn in item["window"]] == [(2, True), (4, False), (5, True)]
    assert item["window"][1]["speaker"] == "Mme Lopez"
    assert item["window"][2] | {"text": ""} == {
        "number": 5, "speaker": "E", "role": "interviewer", "start": text.turns[4].start, "text": "",
        "context": True, "cut_before": False, "cut_after": False,
    }  # fmt: skip


def test_a_passage_over_several_turns_names_the_first_and_the_last(desk):
    text = desk.get(Transcript, "E01")
    coding = coding_of(text, text.turns[1].start + 5, text.turns[3].start + 7, MADE["CODES"][1], coder="C1")

    item = review_bundle(desk, codings=[coding])["items"][0]

    assert item["turns"] == [2, 4]
    assert [turn["number"] for turn in item["window"] if not turn["context"]] == [2, 3, 4]
    assert not any("Mme Lopez :" in turn["text"] for turn in item["window"])


def test_long_turns_are_cut_at_a_word_and_say_so():
    words = "mot " * 4000
    text = MADE["transcript"]("E01", 1)
    turns = [type(text.turns[0])(("E",), i * 16000, i * 16000, (i + 1) * 16000) for i in range(3)]
    long = Transcript("L1", words * 3, tuple(turns), text.speakers)
    coding = coding_of(long, 24000, 24007, MADE["CODES"][1], coder="C1")
    desk = MemoryDesk(long, *MADE["CODES"], coding)

    before, held, after = review_bundle(desk)["items"][0]["window"]

    assert (before["cut_before"], before["cut_after"]) == (True, False)
    assert (held["cut_before"], held["cut_after"]) == (True, True)
    assert (after["cut_before"], after["cut_after"]) == (False, True)
    assert len(before["text"]) <= AROUND
    assert len(held["text"]) <= 2 * WITHIN + 7
    assert held["text"].startswith("mot")
    assert held["text"].endswith("mot")


def test_a_text_without_turns_shows_the_words_around():
    text = Transcript("D1", "Règlement du jardin 🥬\nArticle un.", kind="document")
    coding = coding_of(text, 13, 21, MADE["CODES"][1], coder="C1")

    item = review_bundle(MemoryDesk(text, *MADE["CODES"], coding))["items"][0]

    assert item["turns"] is None
    assert item["window"][0]["text"] == text.text
    assert item["window"][0]["number"] is None


def test_the_same_seed_gives_the_same_choice_and_another_seed_another(desk):
    first, again, other = (review_bundle(desk, n=6, seed=seed) for seed in (0, 0, 5))

    assert first == again
    assert {item["id"] for item in first["items"]} != {item["id"] for item in other["items"]}
    assert first["bundle_id"] != other["bundle_id"]


def test_only_accepted_codings_are_chosen_and_those_of_one_coder_when_asked(desk):
    everything = choose(desk, 1000)
    malo = choose(desk, 1000, coder="C2")

    assert {coding.state for coding in everything} == {"accepted"}
    assert {coding.coder for coding in malo} == {"C2"}
    with pytest.raises(UnknownName):
        choose(desk, 5, coder="C9")


def test_every_code_gets_its_share_and_every_transcript_its_turn(desk):
    chosen = choose(desk, 8)

    assert set(Counter(coding.code for coding in chosen)) == {"entraide", "isolement", "hostile", "formule"}
    assert {coding.transcript for coding in chosen} == {"E01", "E02"}


def test_passages_already_judged_by_this_reviewer_come_back_only_when_asked(desk):
    first = choose(desk, 6, reviewer="roux")
    reviewed(desk, first)

    second = choose(desk, 6, reviewer="roux")

    assert not {coding.id for coding in first} & {coding.id for coding in second}
    assert choose(desk, 6, reviewer="roux", again=True) == first
    assert choose(desk, 6, reviewer="autre") == first


def test_nothing_left_to_review_is_said(desk):
    reviewed(desk, choose(desk, 1000))

    with pytest.raises(Refused):
        review_bundle(desk, reviewer="roux")


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 60), min_size=1), st.integers(1, 80))
def test_shares_add_up_never_exceed_and_forget_no_code(sizes, n):
    given_ = share(sizes, n)

    assert sum(given_.values()) == min(n, sum(sizes.values()))
    assert all(given_[code] <= sizes[code] for code in sizes)
    if n >= len(sizes):
        assert all(given_.values())


def test_blind_hides_the_coder_and_the_other_codes(desk):
    blind = review_bundle(desk, n=200, blind=True)
    open_ = review_bundle(desk, n=200)

    assert {item["coder"] for item in blind["items"]} == {None}
    assert {item["origin"] for item in blind["items"]} == {None}
    assert not any(item["others"] for item in blind["items"])
    assert "Inès" not in json.dumps(blind, ensure_ascii=False)
    assert any(item["others"] for item in open_["items"])
    assert blind["bundle_id"] != open_["bundle_id"]


def test_the_bundle_keeps_its_source_apart_from_what_does_not_change_it(desk):
    before = review_bundle(desk, n=200)
    coding = desk.get(Coding, before["items"][0]["id"])
    moved = coding_of(
        desk.get(Transcript, coding.transcript), coding.start, coding.end - 1, MADE["CODES"][1], coder="C1"
    )

    shuffled = review_bundle(desk, codings=[item["id"] for item in reversed(before["items"])])
    other = review_bundle(desk, codings=[moved, *(item["id"] for item in before["items"][1:])])

    assert shuffled["source_sha256"] == before["source_sha256"]
    assert other["source_sha256"] != before["source_sha256"]


def test_the_reviewer_is_the_supervisor_of_the_study_or_who_is_named(desk):
    assert reviewer_of(desk).id == "roux"
    assert reviewer_of(desk, "Mme Roux").id == "roux"
    assert reviewer_of(desk, "N. Écureuil").id == "n-ecureuil"
    assert reviewer_of(MemoryDesk()).id == "encadrant"
    with pytest.raises(InvalidValue):
        reviewer_of(desk, "…")


def test_no_passage_or_less_is_refused(desk):
    with pytest.raises(InvalidValue):
        review_bundle(desk, n=0)


@pytest.mark.parametrize(
    "change", [{"format": "carnet-review/2"}, {"items": [{}]}, {"minutes": "20"}, {"blind": 1}, {"inconnu": 1}]
)
def test_a_bundle_of_another_shape_is_refused_with_what_differs(desk, change):
    with pytest.raises(InvalidValue):
        checked_bundle(review_bundle(desk) | change)


def test_a_shape_names_each_place_that_differs():
    shape = {"a": int, "b": [(str, None)], "c": {str: bool}}

    assert check_shape({"a": 1, "b": ["x", None], "c": {"k": True}}, shape) == []
    assert check_shape({"a": True, "b": [1], "c": {"k": 0}, "d": 2}, shape) == ["d", "a", "b.0", "c.k"]
    assert check_shape([], shape) == ["."]


def test_a_bundle_shown_by_itself_holds_no_passage():
    from toolkit.review.bundle import Bundle

    bundle = Bundle({"bundle_id": "b1", "items": [{"turns": ["secret"]}]})

    assert "secret" not in repr(bundle) + str(bundle)
    assert dict(bundle)["items"][0]["turns"] == ["secret"]
