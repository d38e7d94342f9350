"""Finding in many texts, in long ones, and among many forms: the same names, side by side or one after the other."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from toolkit.language import tokens
from toolkit.transcripts.forms import FormFinder, NameDecision
from toolkit.transcripts.judging import Judge
from toolkit.transcripts.marked import Marked
from toolkit.transcripts.names import find_names, find_names_everywhere
from toolkit.transcripts.reading import read_text

TEXTS = {
    "E01": "Inès : Alors moi, avec Karim, on allait à Brioude chez les Roux. Mamie jeannette dormait.",
    "E02": "c'est jeannette qui l'a dit, et KARIM aussi 🙂\nzéro six douze, non, treize, onze, zéro un, dix, vingt",
    "E03": "",
    "E04": "L'association Les Lucioles, c'est Mme N'Diaye. Les lucioles brillent.",
}


@pytest.fixture(scope="module")
def pools():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes, ThreadPoolExecutor(2) as threads:
        yield {"processes": processes, "threads": threads}


@pytest.mark.parametrize("kind", ["processes", "threads"])
def test_names_found_side_by_side_are_the_same(pools, kind):
    readings = TEXTS | {"E05": read_text("Nadia : oui.\nEnquêtrice : merci Nadia.", "E05.txt")}
    roster = [NameDecision("onze"), NameDecision("Lucioles", decision="rejected")]

    alone = find_names_everywhere(readings, roster=roster, spacy=False)

    assert find_names_everywhere(readings, roster=roster, spacy=False, executor=pools[kind]) == alone
    assert list(alone) == list(readings)


def test_progress_is_told_text_after_text():
    told = []

    find_names_everywhere(TEXTS, spacy=False, progress=lambda done, all: told.append((done, all)))

    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_word_that_names_somebody_in_one_text_is_found_bare_in_another_and_not_after_an_article():
    found = find_names_everywhere(
        {"a": "mamie jeannette est là.", "b": "avec jeannette, on chantait. une jeannette de plus."}, spacy=False
    )

    assert [(c.text, c.start) for c in found["b"]] == [("jeannette", 5)]


def test_what_is_found_everywhere_shows_counts_and_no_name_of_a_file():
    import json

    found = find_names_everywhere({"itw Nadège.txt": "mamie jeannette est là.", "b": "rien."}, spacy=False)

    assert repr(found) == "<Names: 2 texts, 1 candidates>"
    assert found == dict(found)
    assert json.dumps({name: len(seen) for name, seen in found.items()}) == json.dumps(
        {name: len(seen) for name, seen in dict(found).items()}
    )
    assert "adège" not in f"{found} {found['itw Nadège.txt']}"


def test_no_text_and_a_text_without_any_name_give_nothing():
    assert find_names_everywhere({}, spacy=False) == {}
    assert find_names("On a parlé de la pluie, du beau temps, et de la suite. 🙂", spacy=False) == []
    assert find_names("", spacy=False) == []


def work(repeats: int, monkeypatch) -> int:
    """Count how many times the finder looks from one word to the next."""
    calls = 0
    near = Marked._near

    def counted(self, i):
        nonlocal calls
        calls += 1
        return near(self, i)

    monkeypatch.setattr(Marked, "_near", counted)
    text = (
        "Alors Inès, à la Ruche du canal, m'a dit : va chez maçon et fils, à brioude. C'était pas rose.\n" * repeats
    )
    Judge(text, tokens(text), []).candidates()
    monkeypatch.undo()
    return calls


def test_four_times_the_text_is_at_most_five_times_the_work(monkeypatch):
    assert work(160, monkeypatch) <= 5 * work(40, monkeypatch)


@pytest.mark.parametrize("form", ["Personne {}", "Marie {} Durand", "P{}"])
def test_many_forms_that_begin_alike_cost_what_one_does(form, monkeypatch):
    tried = 0
    matched = FormFinder._matched

    def counted(*arguments):
        nonlocal tried
        tried += 1
        return matched(*arguments)

    monkeypatch.setattr(FormFinder, "_matched", counted)
    forms = [form.format(f"n{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}") for i in range(3000)]

    found = FormFinder(forms).find(", ".join(forms))

    assert len(found) == 3000
    assert tried <= 2 * 3000


def test_two_thousand_candidates_are_found_and_none_is_lost():
    names = [f"Mme N{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676 % 26)}rkova" for i in range(2_000)]

    found = find_names(". Et ".join(["avec " + name for name in names]) + ".", spacy=False)

    assert len(found) == 2_000
    assert {c.text for c in found} == set(names)
