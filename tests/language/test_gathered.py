"""The long lists of places and names: how they are gathered, and what they hold."""

from types import SimpleNamespace

from toolkit.language.gathered import first_names_of_the_world, surnames_of_the_world, towns, written
from toolkit.language.gazetteer import communes, is_of_a_place, role_key, roles, world_first_names, world_surnames


def city(name: str, country: str, inhabitants: int) -> dict[str, object]:
    return {"name": name, "countrycode": country, "population": inhabitants}


def test_big_towns_abroad_are_kept_and_those_of_france_are_elsewhere():
    cities = [
        city("Brioude", "FR", 6_700),
        city("Oran", "DZ", 800_000),
        city("Tipaza", "DZ", 31_000),
        city("Akron", "US", 190_000),
        city("New Oran 2", "DZ", 900_000),
    ]

    assert towns(cities) == {"ville étrangère": ["Oran", "Tipaza"]}


def test_a_first_name_of_both_genders_is_said_so_and_a_surname_is_written_once():
    here = SimpleNamespace(first_names_male=["Lou", "Émile"], first_names_female=["Lou", "J A"], last_names=["Roux"])
    there = SimpleNamespace(first_names_male=["Emile"], first_names_female=[], last_names=["roux", "Li", "Peña"])

    assert first_names_of_the_world([("milieu", here), ("europe", there)]) == {
        "m milieu": ["Émile"],
        "x milieu": ["Lou"],
    }
    assert surnames_of_the_world([here, there]) == {"monde": ["Peña", "roux"]}


def test_a_list_says_from_where_it_comes():
    assert written(["From here."], {"a": ["b", "c"]}) == "# From here.\n\n[a]\nb|c\n"


def test_the_lists_hold_communes_first_names_and_surnames():
    assert communes()["brioude"] == "petite ville"
    assert communes()["saint denis"] == "grande ville"
    assert communes()["oran"] == "ville étrangère"
    assert len(communes()) > 30_000
    assert world_first_names()["kofi"].gender == "m"
    assert "lefebvre" in world_surnames()


def test_people_of_a_town_are_known_and_plain_words_are_not():
    assert is_of_a_place("brivadoise")
    assert is_of_a_place("Corréziens")
    assert not any(map(is_of_a_place, ["ancien", "bourgeois", "chinois", "autrefois"]))


def test_a_role_is_looked_up_without_accents_hyphens_or_plural():
    assert role_key("Pairs-aidantes") == role_key("pair aidante")
    assert roles()[role_key("Maire")] == "seul"
