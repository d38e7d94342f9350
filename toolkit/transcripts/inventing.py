"""Invent the names of places and houses that are on no map: « Corvange », « Les Balises claires »."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from toolkit.language.communes import communes_named
from toolkit.language.gazetteer import _sections

_HOW: Final = (
    ("clair", "claire"),
    ("bleu", "bleue"),
    ("ouvert", "ouverte"),
    ("vif", "vive"),
    ("nouveau", "nouvelle"),
    ("tranquille", "tranquille"),
    ("solidaire", "solidaire"),
    ("commun", "commune"),
    ("voisin", "voisine"),
    ("blanc", "blanche"),
    ("rond", "ronde"),
    ("partagé", "partagée"),
)


def towns() -> Iterator[str]:
    """Yield names of towns that the list of communes does not hold, the same ones in the same order each time."""
    starts, ends = _parts()["débuts"], _parts()["fins"]
    for shift in range(len(ends)):
        for rank, start in enumerate(starts):
            name = start + ends[(rank * 7 + shift) % len(ends)]
            if not communes_named(name):
                yield name


def houses() -> Iterator[str]:
    """Yield names for associations and other houses: « La Boussole », then « La Boussole bleue »."""
    names = _named()
    yield from (name for name, _gender, _many in names)
    for shift in range(len(_HOW)):
        for rank, (name, gender, many) in enumerate(names):
            how = _HOW[(rank + shift) % len(_HOW)][gender == "f"]
            ending = "x" if how == "nouveau" else "s"
            yield f"{name} {how}{ending if many else ''}"


@cache
def _parts() -> dict[str, list[str]]:
    return dict(_sections("inventions.txt", None))


@cache
def _named() -> list[tuple[str, str, bool]]:
    lists = [
        (gender, number == "plusieurs", words)
        for heading, words in _parts().items()
        if " " in heading
        for gender, number in [heading.split()]
    ]
    made: list[tuple[str, str, bool]] = []
    for rank in range(max(len(words) for _gender, _many, words in lists)):
        for gender, many, words in lists:
            if rank < len(words):
                made.append((_article(words[rank], gender, many=many) + words[rank], gender, many))
    return made


def _article(word: str, gender: str, *, many: bool) -> str:
    if many:
        return "Les "
    if word[0] in "AÉEIOU":
        return "L’"
    return "La " if gender == "f" else "Le "
