"""The questions labelled before the checks saw them: whole, untouched, and honestly reported."""

import hashlib
import re

import labelled_questions
import pytest
from labelled_questions import CHECKS, SCORES, Labelled, Score

from toolkit.guides.checks import CHECKS as KNOWN

# The labels were written before the checks ran: whoever changes them must change this too, and say why.
FIRST_WRITTEN = {
    "questions": "fa8db8112d50d539d43c5ee3b5beb1c16aa5c764bf1020b3664cbd3e131b9cff",
    "held_out": "7d6dccc46e1567d67acc6f28ba4aea66286c7898983ef343a4d11d9428331427",
}


@pytest.mark.parametrize("name", FIRST_WRITTEN)
def test_labels_are_those_that_were_written_before_the_checks_ran(name):
    text = "\n".join(
        "\t".join((row.group, str(row.near_miss), row.question, " ".join(sorted(row.defects)), row.why))
        for row in labelled_questions.read(name)
    )

    assert hashlib.sha256(text.encode("utf-8")).hexdigest() == FIRST_WRITTEN[name]


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_has_sixty_questions_of_which_half_are_near_misses(check):
    group = [row for row in labelled_questions.read("questions") if row.group == check]

    near = [row for row in group if row.near_miss]

    assert len(group) >= 60
    assert abs(len(group) - 2 * len(near)) <= 2
    assert [row.question for row in group if (check in row.defects) == row.near_miss] == []


def test_a_guide_as_it_is_typed_has_few_defects():
    rows = labelled_questions.read("held_out")

    assert len(rows) >= 150
    assert sum(not row.defects for row in rows) > len(rows) / 2


def test_no_question_is_written_twice():
    rows = labelled_questions.read("questions") + labelled_questions.read("held_out")

    folded = [" ".join(re.findall(r"\w+", row.question.casefold())) for row in rows]

    assert sorted({text for text in folded if folded.count(text) > 1}) == []


def test_labels_are_checks_that_exist():
    rows = labelled_questions.read("questions") + labelled_questions.read("held_out")

    assert frozenset(CHECKS) <= frozenset(KNOWN)
    assert frozenset().union(*(row.defects for row in rows)) == frozenset(CHECKS)
    assert {row.group for row in rows} == {*CHECKS, ""}


def test_scores_are_counted_as_defined():
    row = Labelled("?", frozenset(), "")

    some = Score(hits=(row, row, row), false=(row,), missed=(row, row))

    assert (some.precision, some.recall) == (0.75, 0.6)
    assert (Score((), (), ()).precision, Score((), (), ()).recall) == (None, None)


@pytest.mark.parametrize(
    ("why", "group", "check", "debatable"),
    [
        ("discutable : politesse", "closed", "closed", True),
        ("discutable : politesse", "closed", "double", False),
        ("discutable : politesse", "", "double", True),
        ("discutable pour « leading » : un mot", "negative", "leading", True),
        ("discutable pour « leading » : un mot", "negative", "negative", False),
        ("relance", "closed", "closed", False),
    ],
)
def test_what_may_be_discussed_is_said_by_the_writer(why, group, check, debatable):
    assert Labelled("?", frozenset(), why, group).is_debatable(check) is debatable


def test_the_written_scores_are_those_that_the_checks_reach():
    fresh = labelled_questions.report()

    print(fresh.partition("## Erreurs")[0])
    again = "run: python tests/guides/labelled_questions.py, then read what changed"
    assert SCORES.read_text(encoding="utf-8") == fresh, again
