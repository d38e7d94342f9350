"""What the rule of a withdrawal decides: what goes, what is cut back, what the others keep word for word."""

import pytest
from leaving import CITED, EARLIER, GROUP, SAID, group, study_to_leave

from toolkit.model.redaction import Holdings
from toolkit.model.rewriting import free_texts
from toolkit.model.withdrawal import Withdrawal
from toolkit.store.redaction import holdings, redact

REMOVED = "Personne retirée"


@pytest.fixture
def leaving(folder):
    made = study_to_leave(folder)
    yield made
    made.close()


@pytest.fixture
def left(leaving):
    before = {coding.id: coding for coding in leaving.codings}
    made = redact(leaving._store, Withdrawal("P03"), coder="C1", target="withdrawal P03")
    return leaving, before, made.plan


def test_an_interview_where_they_alone_answered_goes_with_all_that_lies_on_it(left):
    study, _before, _plan = left

    assert "E03" not in study.transcripts
    assert "P03" not in study.participants
    assert not [coding for coding in study.codings if coding.transcript == "E03"]
    assert study.reviews.ids() == ["r2", "r3"]
    assert study.quotes.ids() == ["q2"]


def test_each_of_their_turns_in_a_group_becomes_a_placeholder_of_stated_length(left):
    study, _before, _plan = left

    after, old = study.transcripts["G01"], group()

    assert [turn.start_ms for turn in after.turns] == [turn.start_ms for turn in old.turns]
    theirs = [number for number, turn in after.numbered() if turn.speakers == (REMOVED,)]
    assert theirs == [3, 5, 7]
    assert after.said(3) == "[propos retirés\xa0: 23 mots]"
    assert after.speaker(REMOVED).role == "other"
    assert after.speaker(REMOVED).participant is None
    assert after.text[after.turns[2].label_start : after.turns[2].start] == f"{REMOVED} : "
    assert [after.said(n) for n in (1, 2, 4, 6, 8)] == [old.said(n) for n in (1, 2, 4, 6, 8)]


def test_the_codings_of_others_keep_exactly_their_words(left):
    study, before, _plan = left

    for words in ("des tomates et des bancs", "on entendait couler la nuit", "il dormait dans la serre"):
        (old,) = (coding for coding in before.values() if coding.quote == words)
        new = study.codings[old.id]
        text = study.transcripts["G01"].text
        assert (new.quote, text[new.start : new.end]) == (words, words)
        assert text[max(0, new.start - 32) : new.start] == new.prefix
        assert text[new.end : new.end + 32] == new.suffix


def test_a_coding_that_straddles_is_cut_back_and_listed(left):
    study, before, plan = left
    (one, other) = (c.id for c in before.values() if c.quote.startswith("des bancs au soleil"))
    (middle,) = (c.id for c in before.values() if c.quote.startswith("on m’avait parlé"))

    assert study.codings[one].quote == "des bancs au soleil."
    assert other not in study.codings
    assert study.reviews["r3"].coding == one
    assert "[propos retirés" in study.codings[middle].quote
    assert study.codings[middle].quote.startswith("on m’avait parlé")
    listed = {(line.id, line.why) for line in plan.to_read}
    assert {(one, "coding cut"), (middle, "coding around")} <= listed


def test_memos_and_reviews_lose_the_passages_and_memos_about_nothing_are_listed(left):
    study, _before, plan = left

    assert study.memos["m1"].text == "Elle dit\xa0: « [passage retiré] », cela me touche.".replace("\xa0", " ")
    assert study.memos["m1"].about == ("accueil",)
    assert study.memos["m2"].about == ()
    assert "[passage retiré]" in study.reviews["r2"].comment
    assert study.codes["accueil"].example == "« [passage retiré] »"
    listed = {(line.id, line.why) for line in plan.to_read}
    assert {("m2", "memo alone"), ("m1", "memo touched"), ("G01", "spoken together")} <= listed


def test_the_history_of_what_is_clean_today_but_was_not_is_erased(left):
    study, _before, _plan = left
    held = holdings(study._store)

    states = [text for key in held.all_keys() for state in held.states(key) for text in free_texts(state)]

    assert study.memos["m3"].text == "Le jardin d’hiver."
    assert not [text for text in states if CITED[:30] in text or EARLIER[:30] in text or SAID[1][:30] in text]


def test_what_others_said_too_is_nobody_s_alone(leaving):
    traces = Withdrawal("P03").traces(holdings(leaving._store))

    assert traces.in_text(CITED)
    assert not traces.in_text(GROUP[0][1])
    assert not traces.in_text(GROUP[3][1])


def test_mentions_by_others_stay_and_are_counted(left):
    study, _before, plan = left

    assert "C’est vrai, Colette" in study.transcripts["G01"].text
    assert plan.counts["mentions"] == 1


def test_a_person_nobody_knows_gives_an_empty_plan(leaving):
    assert not Withdrawal("P99")(holdings(leaving._store))
    assert not Withdrawal("P99")(Holdings(()))


def test_two_people_leave_one_group_under_one_label(left):
    study, before, _plan = left

    redact(study._store, Withdrawal("P04"), coder="C1", target="withdrawal P04")

    after = study.transcripts["G01"]
    assert [one.label for one in after.speakers] == ["Anim", "Inès", REMOVED]
    assert [n for n, turn in after.numbered() if turn.speakers == (REMOVED,)] == [2, 3, 4, 5, 7]
    assert study.verify()
    (mine,) = (c.id for c in before.values() if c.quote == "il dormait dans la serre")
    assert study.codings[mine].quote == "il dormait dans la serre"
