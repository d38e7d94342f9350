from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InvalidValue
from toolkit.language import TermFinder, find_terms, is_common, lemma, sentences, tokens


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’été d'Inès", ["l’", "été", "d'", "Inès"]),
        ("aujourd’hui quelqu'un", ["aujourd’hui", "quelqu'un"]),
        ("pouvez-vous venir ?", ["pouvez", "vous", "venir"]),
        ("a-t-il dit, donne-le-moi", ["a", "il", "dit", "donne", "le", "moi"]),
        ("un rendez-vous à Saint-Genis-en-Val", ["un", "rendez-vous", "à", "Saint-Genis-en-Val"]),
        ("les citoyen.nes, étudiant·e·s", ["les", "citoyen.nes", "étudiant·e·s"]),
        ("acteurs/trices et salarié(e)s", ["acteurs/trices", "et", "salarié(e)s"]),
        ("oui/non, fini.Et puis", ["oui", "non", "fini", "Et", "puis"]),
        ("fini.les gens", ["fini", "les", "gens"]),
        ("euh y’a 12,5 % et 15h30 😀", ["euh", "y’", "a", "12,5", "et", "15h30"]),
        ("", []),
        ("… ?!", []),
    ],
)
def test_words_are_cut_as_they_are_said(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("étaient", "être"),
        ("citoyen.ne.s", "citoyen"),
        ("acteurs/trices", "acteur"),
        ("chais", "savoir"),
        ("qu’", "que"),
        ("pair-aidantes", "pair-aidant"),
        ("pairs-aidants", "pair-aidant"),
        ("solidarités", "solidarité"),
        ("Benali", "benali"),
    ],
)
def test_a_lemma_is_the_dictionary_form(word, expected):
    assert lemma(word) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("je lis le soir", "lis", "lire"),
        ("un lis blanc", "lis", "lis"),
        ("il m’aide", "aide", "aider"),
        ("de l’aide", "aide", "aide"),
        ("ça me donne envie", "donne", "donner"),
        ("j’ai pas fermé", "fermé", "fermer"),
        ("la porte", "porte", "porte"),
        ("je porte tout", "porte", "porter"),
    ],
)
def test_the_words_before_tell_a_verb_from_a_noun(text, word, expected):
    assert next(token.lemma for token in tokens(text) if token.text == word) == expected


@given(st.text(alphabet="abeéèlLd'’-.·/()😀 \n12", max_size=60))
def test_tokens_lie_in_order_and_hold_their_own_text(text):
    found = tokens(text)

    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    # No letter is lost, but for the euphonic t.
    assert sum(char.isalnum() for char in text) - sum(char.isalnum() for t in found for char in t.text) <= text.count(
        "t"
    )


def test_a_common_word_is_told_from_an_unknown_one():
    assert is_common("rose")
    assert is_common("Euh")
    assert not is_common("benali")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mme. Roux est là. Et M. Petit ?", ["Mme. Roux est là.", "Et M. Petit ?"]),
        ("Il a crié « oui ! » et puis rien.", ["Il a crié « oui ! » et puis rien."]),
        ("Les courses, etc. ça compte. Voilà", ["Les courses, etc. ça compte.", "Voilà"]),
        ("Euh... je sais pas… si. Non", ["Euh... je sais pas… si.", "Non"]),
        ("E : Bonjour\nK : Bonjour !", ["E : Bonjour", "K : Bonjour !"]),
        ("une ligne coupée\nau milieu. bon. Fin", ["une ligne coupée\nau milieu.", "bon.", "Fin"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("accompagner", "j'accompagne, ils ont accompagné, l’accompagnement", ["accompagne", "accompagné"]),
        ("aide", "de l'aide et des aides", ["aide", "aides"]),
        ("entraid*", "L’ENTRAIDE, s’entraider, entre-deux", ["ENTRAIDE", "entraider"]),
        ("prendre soin", "elle prend soin, prendre euh soin, prendre. Soin", ["prend soin", "prendre euh soin"]),
        ('"la rue"', "la rue, les rues, La Rue", ["la rue", "La Rue"]),
        ("« galères »", "une galère, des galères", ["galères"]),
        ("citoyen", "les citoyen.nes, la citoyenne", ["citoyen.nes", "citoyenne"]),
        ("par cœur", "par coeur", ["par coeur"]),
        ("metier", "des métiers", ["métiers"]),
        ("art", "partir, un art, l’article", ["art"]),
        ("s'arrêter", "faut s’arrêter un jour", ["s’arrêter"]),
        ("ah bon", "ah bon, ah euh bon", ["ah bon", "ah euh bon"]),
    ],
)
def test_terms_are_found_by_lemma_beginning_or_exact_form(term, text, expected):
    assert [text[start:end] for start, end, _term in find_terms(text, [term])] == expected


def test_terms_come_in_the_order_of_the_text():
    found = TermFinder(["jour", "bon jour", "bon"]).find("un bon jour")

    assert [(start, term) for start, _end, term in found] == [(3, "bon jour"), (3, "bon"), (7, "jour")]


@pytest.mark.parametrize("term", ["", "  ", "*", "*aide", "en*traide", '""', "?!"])
def test_a_term_that_cannot_be_looked_for_is_said(term):
    with pytest.raises(InvalidValue, match="entraid"):
        find_terms("texte", [term])
