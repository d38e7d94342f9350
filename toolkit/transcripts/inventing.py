"""Invent the names of places and houses that are on no map: « Corvange », « Les Balises claires »."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from toolkit.language.communes import communes_named

_STARTS: Final = (
    "Corv Tilv Brav Merqu Ourgn Lanv Févr Garl Pouss Verg Marv Sauv Bruv Hantr Wimbr Tréb Rochev Fontav Clerv Bell Ambr Aur Esp Ormes Ivr Ét"
    " Mont Vill Nov Quinc Seign Tavr Oriv Elv Usson Arv Dorm Gail Lév Mirv Nerv Pav Ravel Solv Taln Valn Berg Char Doug Fal Gren Hurl Jouv Lard"
).split()
_ENDS: Final = (
    "ange ernay erelle encourt ac igny ières eux oise ier elles inges ans ède ignan evaux eville iac ailles eins ort olles aire ouse ec ières-le-Bas"
).split()
_THINGS: Final = (
    ("m", "s", "Tilleuls Rivages Sillons Ateliers Chemins Passages Relais Quais Ponts Bosquets Galets Horizons Jardins Moulins"),
    ("f", "s", "Balises Lanternes Passerelles Balances Clairières Fenêtres Ruches Marelles Voiles Étapes Allées Sources Colombes Fontaines"),
    ("f", "", "Lavandière Boussole Charnière Navette Courte-Échelle Bascule Marmite Fabrique Cabane Péniche Échappée Ardoise Étincelle"),
    ("m", "", "Comptoir Carrefour Tremplin Repère Détour Kiosque Préau Perron Hamac Fournil Belvédère Équipage Escalier Abri"),
)
_HOW: Final = (
    ("clair", "claire"), ("bleu", "bleue"), ("ouvert", "ouverte"), ("vif", "vive"), ("nouveau", "nouvelle"),
    ("tranquille", "tranquille"), ("solidaire", "solidaire"), ("commun", "commune"), ("voisin", "voisine"),
    ("blanc", "blanche"), ("rond", "ronde"), ("partagé", "partagée"),
)  # fmt: skip



def towns() -> Iterator[str]:
    """Yield names of towns that the list of communes does not hold, the same ones in the same order each time."""
    for shift in range(len(_ENDS)):
        for rank, start in enumerate(_STARTS):
            end = _ENDS[(rank * 7 + shift) % len(_ENDS)]
            name = start + end
            if not communes_named(name):
                yield name


def houses() -> Iterator[str]:
    """Yield names for associations and other houses: « La Boussole », then « La Boussole bleue »."""
    names = _named()
    yield from (name for name, _gender, _many in names)
    for shift, _adjective in enumerate(_HOW):
        for rank, (name, gender, many) in enumerate(names):
            how = _HOW[(rank + shift) % len(_HOW)][gender == "f"]
            plural = how if not many else "nouveaux" if how == "nouveau" else how + many
            yield f"{name} {plural}"


@cache
def _named() -> list[tuple[str, str, str]]:
    lists = [(gender, many, words.split()) for gender, many, words in _THINGS]
    made: list[tuple[str, str, str]] = []
    for rank in range(max(len(words) for _g, _m, words in lists)):
        for gender, many, words in lists:
            if rank < len(words):
                word = words[rank]
                made.append((_article(word, gender, many) + word, gender, many))
    return made


def _article(word: str, gender: str, many: str) -> str:
    if many:
        return "Les "
    if word[0] in "AÉEIOU":
        return "L’"
    return "La " if gender == "f" else "Le "
