import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InvalidValue, Refused, UnknownCode, UnknownName
from toolkit.feedback.consent import who_is_quoted
from toolkit.feedback.quotes import answer_quotes, approve, choose_quotes
from toolkit.feedback.typical import cut_to, shared_words
from toolkit.model import Change, Coding, Quote, Transcript, words


def test_chosen_extracts_are_the_words_of_different_people(study_of):
    desk = study_of()

    desk.do(choose_quotes(desk, code="parcours", n=3))

    quotes = desk.all(Quote)
    assert {quote.participant for quote in quotes} == {"P01", "P03", "P04"}
    for quote in quotes:
        assert quote.text == desk.get(Transcript, quote.transcript).text[quote.start : quote.end]
        assert desk.get(Coding, quote.coding).transcript == quote.transcript
        assert 8 <= words(quote.text) <= 60
        assert quote.state == "chosen"


def test_both_sides_are_chosen_when_people_differ(study_of):
    desk = study_of()

    desk.do(choose_quotes(desk, code="parcours", n=2))

    assert {desk.get(Coding, quote.coding).code for quote in desk.all(Quote)} == {"dire", "taire"}


def test_choosing_twice_adds_nothing_and_is_the_same_everywhere(study_of):
    one, other = study_of(), study_of()

    one.do(choose_quotes(one, code="entraide", n=2))
    other.do(choose_quotes(other, code="entraide", n=2))

    assert one.all(Quote) == other.all(Quote)
    assert len(choose_quotes(one, code="entraide", n=2)) == 0


def test_refused_extract_is_replaced_by_somebody_else(study_of):
    desk = study_of()
    desk.do(choose_quotes(desk, code="entraide", n=1))
    (first,) = desk.all(Quote)

    desk.do(answer_quotes(desk, [first.id], "refused"))
    desk.do(choose_quotes(desk, code="entraide", n=1))

    assert desk.get(Quote, first.id).state == "refused"
    assert {quote.participant for quote in desk.all(Quote)} == {"P01", "P02"}


def test_people_who_do_not_want_to_be_quoted_are_not_chosen(study_of):
    desk = study_of(P01="no")

    desk.do(choose_quotes(desk, code="entraide", n=2))

    assert [quote.participant for quote in desk.all(Quote)] == ["P02"]


def test_nobody_gives_more_than_their_share(study_of):
    voices = {1: ("entraide", "dire", "taire"), **dict.fromkeys(range(2, 8), ("entraide",))}
    desk = study_of(voices)

    for code in ("entraide", "dire", "taire"):
        desk.do(choose_quotes(desk, code=code, n=2))

    assert len(desk.all(Quote)) == 2
    assert not any(row.over for row in who_is_quoted(desk.all(Quote)))


def test_only_accepted_codings_of_the_coder_are_read(study_of):
    desk = study_of({1: ("entraide",), 2: ("entraide",)})
    first, second = desk.all(Coding)
    desk.do(
        Change.replacing(
            [(first, dataclasses.replace(first, state="proposed")), (second, dataclasses.replace(second, coder="C2"))]
        )
    )

    assert len(choose_quotes(desk, code="entraide")) == 1
    assert len(choose_quotes(desk, code="entraide", coder="C1")) == 0
    assert len(choose_quotes(desk, codings=[second.id])) == 1
    assert len(choose_quotes(desk, codings=desk.frame("codings"))) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "entraide", "codings": []},
        {},
        {"code": "entraide", "n": 0},
        {"code": "entraide", "per_person_share": 0},
    ],
)
def test_impossible_choices_are_refused(study_of, wrong):
    with pytest.raises(InvalidValue):
        choose_quotes(study_of(), **wrong)


def test_unknown_code_is_named(study_of):
    with pytest.raises(UnknownCode, match="entraide"):
        choose_quotes(study_of(), code="entraid")


def test_approval_cannot_go_against_a_refusal_nor_against_the_text(study_of):
    desk = study_of(P02="no")
    coding = next(coding for coding in desk.all(Coding) if coding.transcript == "E02")
    quote = Quote("q1", coding.id, "E02", coding.start, coding.end, coding.quote, "P02")
    altered = dataclasses.replace(quote, id="q2", participant="P01", text="Jamais personne n’a dit cela ici, non.")
    desk.do(Change.adding(quote, altered))

    for id in ("q1", "q2"):
        with pytest.raises(Refused):
            approve(desk, [id])
    with pytest.raises(UnknownName):
        approve(desk, ["q9"])


@settings(deadline=None)
@given(st.text("ab .?!\n[]()é ", max_size=300), st.integers(0, 20), st.integers(0, 20))
def test_cut_extracts_stay_inside_and_readable(text, before, after):
    start, end = min(before, len(text)), max(min(before, len(text)), len(text) - after)

    cut = cut_to(text, start, end, 2, 8)

    if cut is not None:
        piece = text[cut[0] : cut[1]]
        assert start <= cut[0] < cut[1] <= end
        assert 2 <= words(piece) <= 8
        assert piece == piece.strip()
        assert piece.count("[") == piece.count("]")


def test_long_turn_is_cut_to_whole_sentences():
    text = "D’abord rien. " + "mot " * 30 + "fin. " + "Une phrase courte mais utile pour finir, voilà tout."

    start, end = cut_to(text, 0, len(text), 8, 20)

    assert text[start:end] == "Une phrase courte mais utile pour finir, voilà tout."


def test_what_was_not_heard_is_not_shown():
    assert cut_to("je lui ai dit (inaudible) et puis voilà on est partis", 0, 52, 3, 60) is None


def test_typical_extract_shares_its_words_with_the_others():
    scores = shared_words(
        ["le café du matin ensemble", "le café ensemble au foyer", "une facture impayée depuis lundi"]
    )

    assert min(scores[:2]) > scores[2]
    assert shared_words([]) == []
