"""Replacements proposed for a whole study: grouped by person, plausible, never real, told by level."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.language.gazetteer import first_names, surnames_of
from toolkit.language.stock import known_first_name, nicknames
from toolkit.model import fold
from toolkit.transcripts import accept_all, check_decisions, clues_of, group_forms, propose_replacements, pseudonymise
from toolkit.transcripts.agreeing import elides, gender_of, set_right
from toolkit.transcripts.forms import Candidate, NameDecision, form_key
from toolkit.transcripts.generalising import told, too_near
from toolkit.transcripts.inventing import houses, towns
from toolkit.transcripts.persons import PARTICLES
from toolkit.transcripts.pseudonyms import is_open


def seen(form: str, type="PERSON", why="test") -> Candidate:
    return Candidate(0, len(form), form, type, why)


def proposed(*forms: str, type="PERSON", **more) -> dict[str, NameDecision]:
    return {one.form: one for one in propose_replacements([seen(form, type) for form in forms], **more)}


def in_text(text: str, *forms: tuple[str, str]) -> dict[str, list[Candidate]]:
    found = [Candidate(at := text.index(form), at + len(form), form, type) for form, type in forms]
    return {"E01": sorted(found, key=lambda one: one.start)}


# People.


def test_the_forms_of_one_person_are_one_whatever_their_article_and_civility():
    forms = ["Martine Martin", "Mme Martin", "Martine", "martine", "MARTIN", "la Martine", "Paul Roux"]

    groups = group_forms([seen(form) for form in forms])

    assert [set(person.forms) for person in groups] == [
        {"Martine Martin", "Martin", "MARTIN", "Martine", "martine", "la Martine"},
        {"Paul Roux"},
    ]
    assert groups[0].gender == "f"


def test_a_mother_and_a_son_of_one_name_stay_apart_and_the_reason_is_said():
    forms = ["Martine Martin", "Luc Martin", "Mme Martin", "M. Martin", "Martine"]

    groups = {person.forms[0]: person for person in group_forms([seen(form) for form in forms])}

    assert groups["Martin"].forms == ("Martin",)
    assert groups["Martin"].reason
    assert groups["Martine Martin"].forms == ("Martine Martin", "Martine")


def test_a_nickname_joins_somebody_only_when_a_person_says_so():
    candidates = [seen("Thierry Rolland"), seen("Titi")]
    linked = [NameDecision("Titi", person="T."), NameDecision("Thierry Rolland", person="T.")]

    apart = group_forms(candidates)
    together = group_forms(candidates, decisions=linked)

    assert len(apart) == 2
    assert apart[1].reason
    assert [set(person.forms) for person in together] == [{"Thierry Rolland", "Titi"}]
    assert together[0].name == "T."


def test_a_nickname_is_replaced_by_a_nickname_of_the_new_first_name():
    made = proposed("Frédéric Dupont", "Fred", "Nanou", "Jean-Michel", "Jean-Mi")

    short = nicknames()[fold(made["Fred"].replacement)]
    whole = made["Frédéric Dupont"].replacement.split()[0]
    assert whole in {one.short_for for one in short}
    assert fold(made["Nanou"].replacement) in nicknames()
    assert made["Jean-Michel"].replacement in {
        one.short_for for one in nicknames()[fold(made["Jean-Mi"].replacement)]
    }


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Camille, elle est passée hier.", "f"),
        ("Mon mari Camille travaille.", "m"),
        ("Camille est arrivée en retard.", "f"),
        ("Camille est arrivé en retard.", "m"),
        ("J’en parle à la Camille.", "f"),
        ("Camille, née à la montagne.", "f"),
        ("La mère de Camille est partie.", ""),
        ("Camille il faut que tu viennes.", ""),
        ("J’aime bien Camille.", ""),
        ("Mon fils Camille, ma fille.", "m"),
    ],
)
def test_a_gender_is_believed_only_where_the_words_around_are_sure(text, gender):
    found = in_text(text, ("Camille", "PERSON"))

    clues = clues_of({"E01": text}, found)
    clue = clues.get(("camille",))
    (made,) = propose_replacements(found["E01"], clues=clues)

    assert (clue.gender if clue else "") == gender
    new = known_first_name(made.replacement)
    assert new.gender == (gender or "x")


def test_words_that_disagree_about_a_gender_say_nothing():
    text = "Sacha, elle est là. Le voisin Sacha dort."
    one, two = text.index("Sacha"), text.rindex("Sacha")
    found = {"E01": [Candidate(at, at + 5, "Sacha", "PERSON") for at in (one, two)]}

    clues = clues_of({"E01": text}, found)

    assert clues[("sacha",)].gender == ""


def test_a_surname_after_les_is_replaced_by_a_surname():
    text = "On allait chez les Wastrelin."
    found = in_text(text, ("Wastrelin", "PERSON"))

    (made,) = propose_replacements(found["E01"], clues=clues_of({"E01": text}, found))

    assert made.replacement in surnames_of("france")


def test_initials_follow_the_name_that_they_fit():
    made = proposed("Yohann Kerbrézec", "YK", "Mme B.", "Martine Bastide")

    first, last = made["Yohann Kerbrézec"].replacement.split()
    assert made["YK"].replacement == first[0] + last[0]
    surname = made["Martine Bastide"].replacement.split()[1]
    assert made["Mme B."].replacement == f"Mme {surname[0]}."


def test_a_surname_with_its_particle_is_one_word():
    made = proposed("Gwenola Le Treust", "Mme Le Treust", "Inès de Castro", "DUPONT Martine")

    assert made["Le Treust"].replacement == made["Gwenola Le Treust"].replacement.split()[1]
    assert len(made["Inès de Castro"].replacement.split()) == 2
    surname, first = made["DUPONT Martine"].replacement.split()
    assert gender_of(first) == "f"
    assert surname in surnames_of("france")


def test_capitals_are_followed_word_by_word():
    decisions = [NameDecision("Martine Martin", "PERSON", "accepted", "Sylvie Blin")]

    made = pseudonymise("Martine MARTIN, martine martin, MARTINE MARTIN", decisions)

    assert made.text == "Sylvie BLIN, sylvie blin, SYLVIE BLIN"


FIRST = sorted({name.name for name in first_names().values()})
LAST = sorted({*surnames_of("france"), *surnames_of("maghreb"), "Torquat", "Wastrelin", "Roux", "Petit", "Le Gall"})


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST)), max_size=12), st.randoms())
def test_distinct_people_never_share_a_replacement_and_nobody_gets_a_real_name(pairs, random):
    forms = (
        [f"{one} {two}" for one, two in pairs] + [one for one, _two in pairs[:4]] + [two for _one, two in pairs[4:8]]
    )
    forms = [random.choice([form, form.upper(), form.lower()]) for form in forms]

    made = propose_replacements([seen(form) for form in forms])

    assert check_decisions(accept_all(made)) == []
    real = {key for form in forms for key in form_key(form)} - PARTICLES
    given = [one.replacement for one in made]
    assert len({fold(name) for name in given}) == len({form_key(one.form) for one in made})
    for name in given:
        for word in form_key(name):
            assert word not in real
            assert not any(len(key) > 3 and (key in word or (len(word) > 3 and word in key)) for key in real)


def test_two_spellings_of_one_form_get_one_replacement():
    made = propose_replacements([seen("Zohra Kaci"), seen("ZOHRA"), seen("zohra kaci")])

    assert len(made) == 2


def test_four_hundred_people_get_four_hundred_names():
    women = [name for name in FIRST if first_names()[fold(name)].gender == "f"]
    people = [f"{women[i % len(women)]} Kerzan{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(400)]

    made = propose_replacements([seen(form) for form in people])

    given = [one.replacement for one in made]
    assert len(set(given)) == 400
    assert not any("[" in name for name in given)


def test_where_the_stock_ends_the_reason_says_so():
    names = [chr(97 + i // 676) + chr(97 + i // 26 % 26) + chr(97 + i % 26) for i in range(6000)]
    made = propose_replacements([seen(f"Mme {name.capitalize()}zz") for name in names])

    ended = [one for one in made if one.replacement.startswith("[personne ")]
    assert all(one.reason for one in ended)
    assert len({one.replacement for one in made}) == len(made)


def test_a_name_of_the_list_of_participants_is_never_proposed():
    without = proposed("Alice")["Alice"].replacement

    made = proposed("Alice", real_names=[f"{without} Kaci"])

    assert fold(made["Alice"].replacement) != fold(without)


# Places, organisations, dates.


@pytest.mark.parametrize(
    ("name", "near", "region", "bare"),
    [
        ("Voiron", "[commune de l’Isère]", "[ville moyenne d’Auvergne-Rhône-Alpes]", "[ville]"),
        ("dieulefit", "[commune de la Drôme]", "[petite ville d’Auvergne-Rhône-Alpes]", "[ville]"),
        ("St-Etienne", "[commune de la Loire]", "[grande ville d’Auvergne-Rhône-Alpes]", "[ville]"),
        ("Rennes", "[commune d’Ille-et-Vilaine]", "[ville de Bretagne]", "[ville]"),
        ("Paris", "[grande ville d’Île-de-France]", "[grande ville d’Île-de-France]", "[ville]"),
        ("la Drôme", "[département d’Auvergne-Rhône-Alpes]", "[département d’Auvergne-Rhône-Alpes]", "[département]"),
        ("Algérie", "[pays d’Afrique du Nord]", "[pays d’Afrique du Nord]", "[pays]"),
        ("Oran", "[ville d’Algérie]", "[ville étrangère]", "[ville étrangère]"),
        ("Valence", "[commune]", "[commune]", "[commune]"),
        ("Brévonnas", "[lieu]", "[lieu]", "[lieu]"),
    ],
)
def test_a_place_is_told_by_level_and_only_what_is_sure(name, near, region, bare):
    assert [told("PLACE", name, level).bracketed for level in (1, 2, 3)] == [near, region, bare]


def test_a_name_of_several_communes_says_why_it_is_told_from_far():
    assert told("PLACE", "Valence", 1).note
    assert not told("PLACE", "Voiron", 1).note


def test_a_small_commune_told_with_its_department_is_too_near():
    assert too_near("PLACE", "Dieulefit", 1)
    assert not too_near("PLACE", "Dieulefit", 2)
    assert not too_near("PLACE", "Lyon", 1)


def test_what_is_told_never_brings_a_listed_name_back():
    made = {
        one.form: one for one in propose_replacements([seen("St-Etienne", "PLACE"), seen("Loire", "PLACE")], level=1)
    }

    assert "Loire" not in made["St-Etienne"].replacement


def test_a_category_that_was_taken_for_a_name_is_said_otherwise():
    candidates = [seen("a@b.example", "EMAIL"), seen("courriel", "ORG"), seen("mail"), seen("date")]

    made = propose_replacements([*candidates, seen("le 3 juin", "DATE")])

    assert made[0].replacement == "[adresse électronique]"
    assert made[-1].replacement == "le [jour]"
    assert check_decisions(accept_all(made)) == []


def test_the_forms_of_one_house_keep_one_number():
    text = "l'association Les Amarres, puis le foyer Les Ormes, et aux Amarres"
    found = in_text(text, ("Les Amarres", "ORG"), ("Les Ormes", "ORG"))
    at = text.rindex("Amarres")
    found["E01"].append(Candidate(at, at + 7, "Amarres", "PLACE"))
    clues = clues_of({"E01": text}, found)

    decisions = accept_all(propose_replacements(found["E01"], clues=clues))

    assert pseudonymise(text, decisions).text == "l'[association], puis le [foyer], et à l’[association]"


@pytest.mark.parametrize(
    ("form", "birth", "near", "region", "bare"),
    [
        ("le 17 avril 1972", True, "[en 1972]", "[dans les années 1970]", "le [date de naissance]"),
        ("1972", True, "[en 1972]", "[dans les années 1970]", "[année de naissance]"),
        ("20/03/2024", False, "[en mars 2024]", "[en 2024]", "[date]"),
        ("du 3 août 2021", False, "[d’août 2021]", "[de 2021]", "du [date]"),
        ("le 3 juin", False, "le [date]", "le [date]", "le [date]"),
    ],
)
def test_a_date_is_told_by_level(form, birth, near, region, bare):
    from toolkit.transcripts.clues import Clue

    clue = Clue(birth=birth)
    assert [told("DATE", form, level, clue).bracketed for level in (1, 2, 3)] == [near, region, bare]


def test_invented_names_are_on_no_map_and_follow_the_form():
    candidates = [seen("Voiron", "PLACE"), seen("annonay", "PLACE"), seen("l'association Les Amarres", "ORG")]

    town, other, house = [one.replacement for one in propose_replacements(candidates, level=0)]

    assert told("PLACE", town, 1).text == "lieu"
    assert other.islower()
    assert elides(other)
    assert house.startswith("l'association L")
    assert len({*towns()}) == len([*towns()]) > 1000
    assert len({*houses()}) == len([*houses()]) > 500


def test_a_row_asks_its_own_level_and_the_others_keep_theirs():
    rows = [
        NameDecision("Voiron", "PLACE", "undecided", "[ville]", level=1),
        NameDecision("Bron", "PLACE", "accepted", "[ville 2]"),
        NameDecision("Lyon", "PLACE", "undecided", ""),
    ]

    made = propose_replacements([seen(row.form, "PLACE") for row in rows], decisions=rows)

    assert [is_open(row) for row in rows] == [True, False, True]
    assert [one.replacement for one in made] == ["[commune de l’Isère]", "[ville 2]", "[ville 3]"]


# The small words before.


@pytest.mark.parametrize(
    ("before", "old", "new", "read"),
    [
        ("d'", "Alice", "Colette", "de Colette"),
        ("D'", "ALICE", "COLETTE", "DE COLETTE"),
        ("de ", "Paul", "Émile", "d’Émile"),
        ("qu'", "Alice", "Zoé", "que Zoé"),
        ("l'", "Alice", "Colette", "la Colette"),
        ("l'", "Alfred", "Marc", "le Marc"),
        ("la ", "Nanou", "Isa", "l’Isa"),
        ("mon ", "Inès", "Colette", "ma Colette"),
        ("cet ", "Alfred", "Marc", "ce Marc"),
        ("l'association ", "Les Amarres", "[association]", "l'[association]"),
        ("l'association Les ", "Amarres", "[association]", "l'[association]"),
        ("une association ", "Les Amarres", "[association]", "une [association]"),
        ("aux ", "Amarres", "[association]", "à l’[association]"),
        ("Aux ", "Amarres", "[association]", "À l’[association]"),
        ("à l'", "Escale", "[foyer]", "au [foyer]"),
        ("de la ", "Passerelle", "[foyer 2]", "du [foyer 2]"),
        ("chez ", "Les Amarres", "[association]", "chez l’[association]"),
        ("la ville de ", "Voiron", "[ville]", "la [ville]"),
        ("le centre ", "Les Ormes", "[structure]", "le centre [structure]"),
        ("né le ", "17 avril", "[en 1972]", "né [en 1972]"),
        ("à ", "Voiron", "[ville]", "à [ville]"),
        ("l'école ", "Ferry", "[machin]", "l'école [machin]"),
    ],
)
def test_the_small_words_before_a_replacement_are_set_right(before, old, new, read):
    at, head, said = set_right(before, old, new)

    assert before[: len(before) - at] + head + said == read
