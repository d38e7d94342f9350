"""The laws of merging, on random work in two and three copies.

``CARNET_LONG=1`` draws many more examples (minutes).
"""

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, seed, settings
from hypothesis import strategies as st
from two_copies import KINDS, Hand, base, content, copied, swapped

from toolkit.model import Coding
from toolkit.study import Study

LONG = bool(os.environ.get("CARNET_LONG"))
seeds = st.integers(0, 10**9)


def examples(few: int) -> Callable[[Any], Any]:
    return settings(max_examples=few * 20 if LONG else few, deadline=None, database=None)


@contextmanager
def copies(number: int, *, given: int, work: int, texts: bool = True, memos: bool = False) -> Iterator[list[Study]]:
    """Give copies of one study in each of which somebody worked."""
    dice = random.Random(given)
    with tempfile.TemporaryDirectory(prefix="été ", ignore_cleanup_errors=True) as place:
        first = base(Path(place) / "C1")
        made = [first, *(copied(first, Path(place) / f"C{i + 1}", coder=f"C{i + 1}") for i in range(1, number))]
        try:
            for i, study in enumerate(made):
                hand = Hand(study, given + i, name=f"C{i + 1}", texts=texts)
                (hand.write if memos else hand.work)(dice.randrange(work))
            yield made
        finally:
            for study in made:
                study.close()


def decided(study: Study, other: Study, dice: random.Random, *, both: bool = False) -> dict[str, str]:
    """Decide at random, as often as it is asked."""
    decisions: dict[str, str] = {}
    for _round in range(60):
        asked = study.compare(other.folder, decisions=decisions).conflicts
        if not asked:
            return decisions
        decisions |= {one.key: dice.choice(one.choices if both else ["mine", "theirs"]) for one in asked}
    raise AssertionError("the questions never end")


def ranks(study: Study) -> dict[str, dict[str, int]]:
    return {kind.shelf: study._store.ranks(kind.shelf) for kind in KINDS}


def check_whole(study: Study) -> None:
    """The journal holds, and gives the study back row for row."""
    assert study.verify().faults == ()
    held = (content(study), ranks(study))
    study.replay()
    assert (content(study), ranks(study)) == held
    for coding in study.all(Coding):
        assert study.transcripts[coding.transcript].text[coding.start : coding.end] == coding.quote
    assert study.codebook is not None


@seed(3)
@examples(8)
@given(seeds)
def test_merging_in_either_order_gives_the_same_study(given: int) -> None:
    with copies(2, given=given, work=30) as (one, two):
        apart = copied(one, one.folder.parent / "à part", coder="C1")
        decisions = decided(one, two, random.Random(given))

        one.merge(two.folder, decisions=decisions)
        two.merge(apart.folder, decisions=swapped(decisions))
        apart.close()

        assert content(one) == content(two)
        check_whole(one)
        check_whole(two)


@seed(4)
@examples(6)
@given(seeds)
def test_a_merge_is_undone_redone_and_never_done_twice(given: int) -> None:
    with copies(2, given=given, work=30) as (one, two):
        before = (content(one), ranks(one))
        done = one.merge(two.folder, decisions=decided(one, two, random.Random(given)), coder="C1")
        after, head = (content(one), ranks(one)), one.head

        assert not one.merge(two.folder)
        assert one.head == head
        if done:
            one.undo(coder="C1")
            assert (content(one), ranks(one)) == before
            check_whole(one)
            one.redo(coder="C1")
            assert (content(one), ranks(one)) == after
            check_whole(one)


@seed(5)
@examples(6)
@given(seeds)
def test_what_was_decided_once_is_never_asked_again(given: int) -> None:
    with copies(2, given=given, work=30) as (one, two):
        one.merge(two.folder, decisions=decided(one, two, random.Random(given), both=True))

        two.merge(one.folder)

        assert content(one) == content(two)
        assert not one.merge(two.folder)
        assert not two.merge(one.folder)
        check_whole(two)


@seed(6)
@examples(3)
@given(seeds)
def test_three_copies_that_meet_at_random_become_one(given: int) -> None:
    with copies(3, given=given, work=8) as people:
        met(people, random.Random(given), given=given, times=3, work=8, undone=0.3)

        check_one(people)


@seed(7)
@examples(2)
@example(21)  # a memo written again after a merge that was undone: the copies never agreed on its place
@given(seeds)
def test_merges_that_are_undone_in_between_leave_memos_in_one_order(given: int) -> None:
    with copies(3, given=given, work=6, memos=True) as people:
        met(people, random.Random(given), given=given, times=6, work=6, undone=0.5, memos=True)

        check_one(people)


def met(
    people: list[Study],
    dice: random.Random,
    *,
    given: int,
    times: int,
    work: int,
    undone: float,
    memos: bool = False,
) -> None:
    """Merge copies two by two, undo some merges, work on; then the first one takes all, and gives all back."""
    for round in range(times):
        one, two = dice.sample(people, 2)
        if one.merge(two.folder, decisions=decided(one, two, dice)) and dice.random() < undone:
            one.undo()
        for i, study in enumerate(people):
            hand = Hand(study, given + round, name=f"C{i + 1}{round}")
            (hand.write if memos else hand.work)(dice.randrange(work))
    first, *others = people
    for other in others:
        first.merge(other.folder, decisions=decided(first, other, dice))
    for other in others:
        other.merge(first.folder)


def check_one(people: list[Study]) -> None:
    """All hold the same in the same order, have nothing more to say to each other, and are whole."""
    first, *others = people
    assert all(content(other) == content(first) for other in others)
    assert not any(first.merge(other.folder) for other in others)
    for study in people:
        check_whole(study)


@pytest.mark.parametrize("days", [-3, 0, 3])
def test_a_clock_that_is_wrong_in_one_copy_changes_no_order(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import datetime, timedelta

    from toolkit.store import journal

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + timedelta(days=days)

    with copies(2, given=11, work=2) as (one, two):
        apart = one.folder.parent / "à part"
        Hand(one, 5, name="C1a").work(15)
        with monkeypatch.context() as wrong:
            wrong.setattr(journal, "datetime", Wrong)
            Hand(two, 6, name="C2a").work(15)
        other = copied(one, apart, coder="C1")
        decisions = decided(one, two, random.Random(1))

        one.merge(two.folder, decisions=decisions)
        two.merge(other.folder, decisions=swapped(decisions))
        other.close()

        assert content(one) == content(two)
        check_whole(one)
