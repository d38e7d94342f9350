"""Names with an apostrophe, numbers dictated: one whole candidate each, in whatever way they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.language import tokens
from toolkit.transcripts.dictated import dictated
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.names import find_names, name_words
from toolkit.transcripts.pseudonyms import accept_all, propose_replacements
from toolkit.transcripts.replacements import pseudonymise


@pytest.mark.parametrize("apostrophe", ["'", "’"])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. O’Brien m'a reçue.", "Dr. O’Brien"),
        ("Et O’Brien ?", "O’Brien"),
        ("O’Brien-Smith est là.", "O’Brien-Smith"),
        ("J'ai vu O’BRIEN hier", "O’BRIEN"),
        ("Mme D’Angelo, elle dit oui.", "Mme D’Angelo"),
        ("D’Angelo est venu.", "D’Angelo"),
        ("Et M’Barek Ouali ?", "M’Barek Ouali"),
        ("mon collègue N’Diaye", "N’Diaye"),
        ("Dr. L’Hostis a dit non", "Dr. L’Hostis"),
        ("chez les L’Hostis on mange", "L’Hostis"),
        ("Le député M. d’Ornano est passé", "M. d’Ornano"),
        ("Jean d’Ornano est passé", "Jean d’Ornano"),
        ("avec madame de La Tour hier", "madame de La Tour"),
    ],
)
def test_a_name_with_an_apostrophe_is_one_name(text, name, apostrophe):
    text, name = text.replace("’", apostrophe), name.replace("’", apostrophe)

    found = find_names(text, spacy=False)

    assert [(c.text, c.type) for c in found] == [(name, "PERSON")] or (
        [c.text for c in found] == [name] and "Hostis" in name
    )


@pytest.mark.parametrize(
    "text", ["D'Alice on sait rien", "L'avis d'Alice", "N'importe qui, d'Alice", "M'enfin, Alice !"]
)
def test_an_elision_before_a_first_name_is_no_part_of_it(text):
    assert [c.text for c in find_names(text, spacy=False)] == ["Alice"]


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_no_piece_of_such_a_name_is_left_or_glued_to_the_new_one(apostrophe):
    text = "Dr. O’Brien parle. Et O’Brien ? M. d’Ornano, N’Diaye, et l’avis d’O’Brien.".replace("’", apostrophe)
    decisions = accept_all(propose_replacements(find_names(text, spacy=False), taken=name_words(text)))

    made = pseudonymise(text, decisions).text

    assert not [part for part in ("Brien", "Ornano", "Diaye", "O’", "O'") if part in made]


def test_such_a_name_is_one_word_and_elisions_stay_two():
    assert [t.text for t in tokens("O’Brien l’a dit, M’Barek m’a vu, n’importe")] == [
        "O’Brien", "l’", "a", "dit", "M’Barek", "m’", "a", "vu", "n’", "importe",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "le 06 12 34 56 7 8, zéro six douze euh trente-quatre cinquante-six soixante-dix-huit",
            ["06 12 34 56 7 8", "zéro six douze euh trente-quatre cinquante-six soixante-dix-huit"],
        ),
        (
            "c'est zéro six, euh, douze, trente-quatre, alors, cinquante-six, soixante-dix-huit voilà",
            ["zéro six, euh, douze, trente-quatre, alors, cinquante-six, soixante-dix-huit"],
        ),
        ("au 04, virgule, 72, 11, 22, 33", ["04, virgule, 72, 11, 22, 33"]),
        ("06 12 34 56 78, 12 personnes", ["06 12 34 56 78"]),
        ("+33 six douze trente-quatre cinquante-six 78", ["+33 six douze trente-quatre cinquante-six 78"]),
        (
            "zéro six douze, non, treize, trente-quatre, cinquante-six, soixante-dix-huit",
            ["zéro six douze, non, treize, trente-quatre, cinquante-six, soixante-dix-huit"],
        ),
        ("zéro, un, deux, trois, partez", []),
        ("de 0 à 10 ans, 12 personnes, 30 euros", []),
        ("le 06/12/1984 11 h 30", []),
        ("06, 12, 34, 56, 78 voilà", ["06, 12, 34, 56, 78"]),
        ("la pièce 01 24.10.03 01, et puis la pièce 01 24.12", []),
    ],
)
def test_a_dictated_number_is_whole_and_stops_where_it_is_complete(text, numbers):
    found = [c.text for c in find_names(text, spacy=False) if c.type == "PHONE"]

    assert found == numbers


GROUPS = {"douze": 2, "trente-quatre": 2, "vingt et un": 2, "quatre-vingt-dix-sept": 2, "56": 2, "zéro": 1, "huit": 1}


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(GROUPS)), st.sampled_from([" ", ", ", " euh ", ", alors, ", " virgule "]))
    ),
    st.sampled_from(["zéro six", "06"]),
)
def test_a_number_said_in_groups_of_ten_digits_leaves_nothing_behind(groups, head):
    said, missing = head, 8
    for group, pause in groups:
        if GROUPS[group] <= missing:
            said, missing = said + pause + group, missing - GROUPS[group]
    said += " 7" * missing

    assert [c.text for c in dictated(f"alors {said}, zéro sept onze vingt-deux trente-trois quarante-quatre")] == [
        said,
        "zéro sept onze vingt-deux trente-trois quarante-quatre",
    ]


def typed(text: str, *, spacy: bool = False) -> list[tuple[str, str]]:
    return [(c.text, c.type) for c in find_names(text, spacy=spacy)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("je suis oullinois et lui brestois", [("oullinois", "PLACE"), ("brestois", "PLACE")]),
        ("les Stéphanoises riaient", [("Stéphanoises", "PLACE")]),
        ("un quartier bourgeois, des gens français, un tournoi, elle cannait", []),
        ("Mme Breton est venue", [("Mme Breton", "PERSON")]),
        ("j'habite dans le 69100, tu vois", [("69100", "ADDRESS")]),
        ("je gagne 69100 euros, le 10000 mètres, 12000 balles", []),
        ("avec Momo, à Momo", [("Momo", "PERSON"), ("Momo", "PERSON")]),
        ("un papa, un bébé, et bobo", []),
        ("chez Renault Trucks à Vénissieux", [("Renault Trucks", "ORG"), ("Vénissieux", "PLACE")]),
        ("la mission de Brest, à l'agence de Brest", [("Brest", "PLACE"), ("Brest", "PLACE")]),
        ("il dit oui, Ou alors non, mon IBAN, Germinal", []),
        ("le patron de chez Mercandier crie", [("Mercandier", "ORG")]),
        ("on vivait chez Mercandier", [("Mercandier", "PERSON")]),
    ],
)
def test_what_points_at_somebody_is_told_from_what_does_not(text, expected):
    assert typed(text) == expected


@pytest.mark.parametrize(
    "name",
    ["pôle emploi", "Pôle emploi", "France Travail", "la CAF", "la Mission locale", "la mission locale", "la Poste"],
)
def test_a_public_service_that_everybody_has_names_nobody_however_it_is_typed(name):
    assert typed(f"on m'a dit d'aller voir {name} le lundi") == []


@pytest.mark.parametrize("text", ["le foyer accueille Karim", "au foyer les éducateurs, ils", "le foyer c'est Karim"])
def test_what_follows_a_home_is_not_always_its_name(text):
    assert [pair for pair in typed(text) if pair[1] == "ORG"] == []


NAMES = ["Marie", "Dupont", "Karim", "Inès Roux", "06 12 34", "56 78 90", "Secours", "populaire", "rue", "des Lilas"]


@given(st.lists(st.sampled_from([*NAMES, "\n", " ", " : ", ", ", "d'"]), max_size=20))
def test_no_candidate_and_no_replacement_crosses_a_line_break(parts):
    text = "".join(parts)
    found = find_names(text, spacy=False)
    decisions = accept_all(propose_replacements(found, taken=name_words(text)))

    made = pseudonymise(text, [*decisions, NameDecision("Marie Dupont", "PERSON", "accepted", "Solveig Quesnel")])

    assert not [c for c in found if "\n" in c.text]
    assert not [span for span in made.spans if "\n" in span.original]
    assert made.text.count("\n") == text.count("\n")


@pytest.mark.parametrize("name", ["Jean-Marc Petit", "Sophie Blanc", "Anne Marchand", "Camille Durand"])
def test_the_full_name_of_a_label_is_one_name(name):
    from toolkit.transcripts import read_text

    reading = read_text(f"Enquêtrice : Bonjour ?\n{name} : Bonjour à vous.\nEnquêtrice : Et ?\n{name} : Oui.\n")

    assert [c.text for c in find_names(reading, spacy=False)] == [name, name]
