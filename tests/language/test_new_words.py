"""Words that the dictionary lacks are found by their stem; words that it knows only by their lemma."""

import pytest

from toolkit.language.terms import find_terms


@pytest.mark.parametrize(
    ("term", "word"),
    [
        ("solidaire", "solidairement"),
        ("citoyen", "citoyennement"),
        ("désinstitutionnaliser", "désinstitutionnalisation"),
        ("squatter", "squattaient"),
        ("débriefer", "débriefais"),
        ("ubériser", "ubérisation"),
        ("mutuelle", "mutuelliste"),
    ],
)
def test_a_new_word_is_found_by_its_stem(term, word):
    text = f"On vivait {word}, voilà."

    assert [text[start:end] for start, end, _term in find_terms(text, [term])] == [word]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("maison", "toute la maisonnée"),
        ("valide", "la validation"),
        ("relais", "une relation"),
        ('"solidaire"', "on vit solidairement"),
        ("organe", "une organisation"),
        ("poste", "le postier"),
        ("carte", "Monsieur Cartelier"),
    ],
)
def test_a_known_word_or_an_exact_form_is_not_found_by_a_stem(term, text):
    assert find_terms(text, [term]) == []


def test_a_new_word_is_found_inside_a_phrase():
    assert find_terms("ils s'organisent, euh, solidairement ensemble", ["solidaire ensemble"])
