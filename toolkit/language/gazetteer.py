"""Lists of first names, surnames, towns, organisations and roles, for names typed without a capital and replacements.

The small lists were written for Carnet: what they hold is usual, and serves for replacements too. The long ones
(``communes``, ``world_first_names``, ``world_surnames``) come from packages that keep them (see ``gathered``) and
only help to see. None is a census: the study's own list of names, patterns and the French model do the rest.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from toolkit.language.tokens import is_common
from toolkit.model.text import fold

_FOLDER: Final = Path(__file__).parent / "french"


class FirstName(NamedTuple):
    """A first name: as written, gender ``f``, ``m`` or ``x``, and where and when it is usual."""

    name: str
    gender: str
    group: str


@cache
def first_names() -> dict[str, FirstName]:
    """Return the first names by folded form."""
    known: dict[str, FirstName] = {}
    for heading, names in _sections("prenoms.txt", None):
        gender, group = heading.split()
        for name in names:
            known.setdefault(fold(name), FirstName(name, gender, group))
    return known


@cache
def first_names_of(gender: str, group: str) -> tuple[str, ...]:
    """Return the first names of one gender and group, in the order of the list."""
    return tuple(name.name for name in first_names().values() if (name.gender, name.group) == (gender, group))


@cache
def surnames_of(group: str) -> tuple[str, ...]:
    """Return the surnames that may be given as replacements; those of France for an unknown group."""
    known = dict(_sections("noms.txt", None))
    return tuple(known.get(group) or known["france"])


@cache
def surname_groups() -> dict[str, str]:
    """Return the group of each surname of the list, by folded form."""
    return {fold(name): group for group, names in _sections("noms.txt", None) for name in names}


@cache
def places() -> dict[str, str]:
    """Return what each known place is (« grande ville », « pays »…), by folded form, hyphens as spaces."""
    return {place_key(name): kind for kind, names in _sections("villes.txt", "|") for name in names}


@cache
def communes() -> dict[str, str]:
    """Return how big each commune of France is, by folded form as ``places``, and the big towns abroad."""
    from toolkit.language.communes import sizes

    return {place_key(name): kind for kind, names in _sections("villes_monde.txt", "|") for name in names} | sizes()


@cache
def world_first_names() -> dict[str, FirstName]:
    """Return first names of many countries, by folded form; a replacement is never taken from them."""
    known: dict[str, FirstName] = {}
    for heading, names in [*_sections("surnoms.txt", "|"), *_sections("prenoms_monde.txt", "|")]:
        gender, group = heading.split()
        for name in names:
            known.setdefault(fold(name), FirstName(name, gender, group))
    return known


@cache
def world_surnames() -> frozenset[str]:
    """Return surnames of many countries, folded."""
    return frozenset(fold(name) for _heading, names in _sections("noms_monde.txt", "|") for name in names)


@cache
def spoken_words() -> frozenset[str]:
    """Return words of today's talk that the dictionary lacks: « visio », « copil »."""
    return frozenset(word for _heading, words in _sections("mots.txt", None) for word in words)


@cache
def organisations() -> dict[str, str]:
    """Return the associations and firms that people name, by folded form: « association », « entreprise »…"""
    return {org_key(name): kind for kind, names in _sections("structures.txt", "|") for name in names}


def org_key(name: str) -> str:
    """Return how an organisation is looked up: « secours populaire » for « Secours-Populaire »."""
    return fold(name).replace("’", "'").replace("-", " ")


@cache
def roles() -> dict[str, str]:
    """Return the roles that point at somebody, by key: « seul » for one in a place, « quelques » for a few."""
    return {role_key(name): group for group, names in reversed(_sections("roles.txt", "|")) for name in names}


def role_key(name: str) -> str:
    """Return how a role is looked up: « pair aidant » for « Pairs-aidants »."""
    return " ".join(word.removesuffix("s") or word for word in re.split(r"[\s'’‑-]+", fold(name)) if word)


_OF_A_PLACE: Final = re.compile(r"(?P<stem>.{4,})(?:ais|ois|ien)(?:e|ne)?s?")
_TOWNS: Final = frozenset(("grande ville", "ville moyenne", "petite ville", "quartier"))
_FRENCH_TOWNS: Final = frozenset(("grande ville", "ville moyenne", "petite ville"))
# « bourgeois » is nobody from Bourges.
_NO_PEOPLE: Final = frozenset(("bourge", "tourn"))


@cache
def is_of_a_place(word: str) -> bool:
    """Tell whether a word says of which town or region somebody is: « Brestois », « oullinoise », « stéphanois ».

    Peoples of countries (« français », « malien ») are left out: they point at nobody.
    """
    low = fold(word)
    irregular = _irregular()
    if {low, low.removesuffix("s"), low.removesuffix("es"), low.removesuffix("e")} & irregular:
        return True
    found = _OF_A_PLACE.fullmatch(low)
    if not found or found["stem"] in _NO_PEOPLE:
        return False
    stem = found["stem"]
    stems = {stem, stem.removesuffix("n")} if stem.endswith("nn") else {stem}
    towns = [part + end for part in stems for end in ("", "e", "s", "es")]
    if any(places().get(town) in _TOWNS for town in towns):
        return True
    return not is_common(word) and len(stem) > 4 and any(communes().get(town) in _FRENCH_TOWNS for town in towns)


@cache
def _irregular() -> frozenset[str]:
    return frozenset(fold(name) for _heading, names in _sections("gentiles.txt", "|") for name in names)


def place_key(name: str) -> str:
    """Return how a place is looked up: « saint etienne » for « Saint-Étienne »."""
    return fold(name).replace("-", " ")


def _sections(filename: str, separator: str | None) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in (_FOLDER / filename).read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            found.append((line.strip("[]"), []))
        elif line and not line.startswith("#"):
            found[-1][1].extend(line.split(separator))
    return found
