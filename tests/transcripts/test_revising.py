"""A text is corrected after it was coded: what was left alone keeps its words, the rest is shown to somebody."""

import random
from dataclasses import replace

import pytest
from revised import a_move, an_edit, an_interview, coded, transcribed, without_labels

from toolkit.model import Coding, MemoryDesk, Transcript, clean_text
from toolkit.transcripts import revise
from toolkit.transcripts.revisions import Revision


def check(before: Transcript, codings: list[Coding], revision: Revision) -> None:
    """What holds of every revision, whatever was edited."""
    after = revision.after
    followed, listed = {one.id: one for one in revision.followed}, {one.id: one for one in revision.to_review}
    assert followed.keys().isdisjoint(listed)
    assert followed.keys() | listed.keys() == {coding.id for coding in codings}
    assert len(revision.followed) + len(revision.to_review) == len(codings)
    desk = MemoryDesk(before, *codings)
    desk.do(revision.change)
    held = {coding.id: coding for coding in desk.all(Coding)}
    assert desk.get(Transcript, before.id) == after
    assert held.keys() == {coding.id for coding in codings}
    places = set()
    for coding in codings:
        now = held[coding.id]
        assert after.text[now.start : now.end] == now.quote
        assert (now.prefix, now.suffix) == (
            after.text[max(0, now.start - 32) : now.start],
            after.text[now.end : now.end + 32],
        )
        places.add((now.start, now.end, now.code, now.coder))
        if coding.id in followed:
            assert now.quote == coding.quote
            assert now.state == coding.state
        else:
            assert now.quote.strip()
            assert listed[coding.id].old.words == coding.quote
            assert listed[coding.id].why
            assert now.state == ("accepted" if listed[coding.id].decision == "keep" else "proposed")
    assert len(places) == len(codings), "two codings came to one place"
    desk.undo()
    assert desk.get(Transcript, before.id) == before
    assert {one.id: one for one in desk.all(Coding)} == {one.id: one for one in codings}


def revised_at_random(dice: random.Random, before: Transcript, edits: int) -> None:
    codings = coded(dice, before)
    for _edit in range(edits):
        text = a_move(dice, before.text) if dice.random() < 0.2 else an_edit(dice, before.text).on(before.text)
        for _more in range(dice.choice([0, 0, 0, 1, 5])):
            text = an_edit(dice, text).on(text)
        if len(clean_text(text).split()) > 3:
            check(before, codings, revise(before, text, codings, mode=dice.choice(["typo", "retranscription"])))


@pytest.mark.parametrize("seed", range(20))
def test_ten_thousand_edits_lose_nothing_and_move_nothing_in_silence(seed: int) -> None:
    dice = random.Random(seed)
    for text in range(25):
        spoken = transcribed(an_interview(dice))
        # Most of them as subtitles are: turns that their text does not tell.
        before = replace(spoken, turns=without_labels(spoken)) if text % 8 else spoken

        revised_at_random(dice, before, 20)
