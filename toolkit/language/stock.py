"""The names that replacements are taken from: short lists first, then a reserve for studies of hundreds of people."""

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import Final, NamedTuple

from toolkit.language.gazetteer import FirstName, _sections, first_names, surnames_of
from toolkit.model.text import fold


class Nickname(NamedTuple):
    """A nickname or short form, its gender (``f``, ``m``, ``x``), and the first name that it is short for, if any."""

    name: str
    gender: str
    short_for: str = ""


_NEIGHBOURS: Final = {"jeune": ("milieu", "ancien"), "milieu": ("jeune", "ancien"), "ancien": ("milieu", "jeune")}
"""Where a list of first names ends, the generation beside it goes on."""


@cache
def _reserve() -> dict[str, tuple[str, ...]]:
    return {heading: tuple(names) for heading, names in _sections("reserve.txt", None)}


@cache
def given_stock(gender: str, group: str) -> tuple[str, ...]:
    """Return first names of one gender, those of the same usage first, then those of the neighbouring ones.

    >>> given_stock("f", "milieu")[:3]
    ('Adeline', 'Agnès', 'Anita')
    """
    groups = (group, *_NEIGHBOURS.get(group, ("milieu", "jeune", "ancien")))
    names = [name for one in groups for name in (*_listed()[gender, one], *_reserve().get(f"{gender} {one}", ()))]
    return tuple(
        name
        for name in dict.fromkeys(names)
        if ("-" not in name or name.startswith(_COMPOUND)) and _genders()[fold(name)] == {gender}
    )


@cache
def _listed() -> defaultdict[tuple[str, str], list[str]]:
    """Return the first names of the short lists by gender and group; one name may be in several."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for heading, names in _sections("prenoms.txt", None):
        gender, group = heading.split()
        found[gender, group] += names
    return found


@cache
def _genders() -> dict[str, set[str]]:
    """Return the genders that the lists give to a first name; « Camille », in several, is of both."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for (gender, _group), names in _listed().items():
        for name in names:
            known[fold(name)].add(gender)
    for heading, reserved in _reserve().items():
        if not heading.startswith("noms "):
            for name in reserved:
                known[fold(name)].add(heading[0])
    return {key: {"x"} if len(genders) > 1 else genders for key, genders in known.items()}


_COMPOUND: Final = ("Jean-", "Marie-", "Anne-", "Pierre-", "Marc-", "Lou-", "El-")


@lru_cache(maxsize=50_000)
def known_first_name(word: str) -> FirstName | None:
    """Return what is known of a first name, however its letters are doubled: « Yohann » is « Yohan ».

    >>> known_first_name("Yohann")
    FirstName(name='Yohan', gender='m', group='jeune')
    """
    key = fold(word)
    found = first_names().get(key) or _spellings().get(_single_letters(key))
    return found._replace(gender="x") if found and _genders().get(fold(found.name)) == {"x"} else found


@cache
def _spellings() -> dict[str, FirstName]:
    known: dict[str, FirstName] = {}
    for (gender, group), names in _listed().items():
        for name in names:
            known.setdefault(_single_letters(fold(name)), FirstName(name, gender, group))
    for heading, reserved in _reserve().items():
        if not heading.startswith("noms "):
            gender, group = heading.split()
            for name in reserved:
                known.setdefault(_single_letters(fold(name)), FirstName(name, gender, group))
    return known


def _single_letters(key: str) -> str:
    return re.sub(r"([a-z])\1", r"\1", key)


@cache
def surname_stock(group: str) -> tuple[str, ...]:
    """Return surnames usual in one region of the world (France when it is unknown).

    >>> len(surname_stock("france")) > 500
    True
    """
    return tuple(dict.fromkeys((*surnames_of(group), *_reserve().get(f"noms {group}", ()))))


@cache
def nicknames() -> dict[str, tuple[Nickname, ...]]:
    """Return the nicknames by folded form; « Sandy » may be short for several names."""
    known: dict[str, list[Nickname]] = {}
    for gender, names in _sections("diminutifs.txt", None):
        for entry in names:
            name, _equals, whole = entry.partition("=")
            known.setdefault(fold(name), []).append(Nickname(name, gender, whole))
    return {key: tuple(ones) for key, ones in known.items()}


@cache
def nickname_stock(gender: str) -> tuple[str, ...]:
    """Return the nicknames of one gender that stand alone or are short for a name; for ``x``, those of both."""
    own = (one.name for ones in nicknames().values() for one in ones if one.gender == gender)
    return tuple(dict.fromkeys(own))


@cache
def short_forms() -> dict[str, tuple[str, ...]]:
    """Return the short forms of first names: « Nico » for « nicolas »."""
    known: dict[str, list[str]] = {}
    for ones in nicknames().values():
        for one in ones:
            if one.short_for:
                known.setdefault(fold(one.short_for), []).append(one.name)
    return {key: tuple(names) for key, names in known.items()}


_BEFORE: Final = {
    "f": ("Marie", "Anne", "Rose", "Ève", "Lou", "Line", "Flore", "Laure", "Aude"),
    "m": ("Jean", "Pierre", "Paul", "Marc", "Louis", "Luc", "Yves", "Noël", "Charles"),
}


@cache
def joined_given_stock(gender: str) -> tuple[str, ...]:
    """Return compound first names, « Anne-Clervie », for when the plain ones are all given."""
    plain = [name for name in given_stock(gender, "milieu") if "-" not in name]
    return tuple(
        f"{first}-{name}" for first in _BEFORE.get(gender, ()) for name in plain if name not in _BEFORE[gender]
    )


@cache
def joined_surname_stock(group: str) -> tuple[str, ...]:
    """Return double surnames, « Lelong-Maury », for when the plain ones are all given."""
    plain = [name for name in surname_stock(group) if "-" not in name]
    half = len(plain) // 2
    pairs = ((plain[i], plain[(i + step) % len(plain)]) for step in range(half, half + 12) for i in range(half))
    return tuple(f"{one}-{other}" for one, other in pairs)
