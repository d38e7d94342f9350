"""Departments and regions of France: what a postcode, a number or the name of a department may be widened to."""

import re
from functools import cache
from typing import Final

from toolkit.language.gazetteer import place_key, places

_REGIONS: Final = """
Auvergne-Rhône-Alpes: 01 Ain, 03 Allier, 07 Ardèche, 15 Cantal, 26 Drôme, 38 Isère, 42 Loire, 43 Haute-Loire, 63 Puy-de-Dôme, 69 Rhône, 73 Savoie, 74 Haute-Savoie
Bourgogne-Franche-Comté: 21 Côte-d’Or, 25 Doubs, 39 Jura, 58 Nièvre, 70 Haute-Saône, 71 Saône-et-Loire, 89 Yonne, 90 Territoire de Belfort
Bretagne: 22 Côtes-d’Armor, 29 Finistère, 35 Ille-et-Vilaine, 56 Morbihan
Centre-Val de Loire: 18 Cher, 28 Eure-et-Loir, 36 Indre, 37 Indre-et-Loire, 41 Loir-et-Cher, 45 Loiret
Corse: 2A Corse-du-Sud, 2B Haute-Corse
Grand Est: 08 Ardennes, 10 Aube, 51 Marne, 52 Haute-Marne, 54 Meurthe-et-Moselle, 55 Meuse, 57 Moselle, 67 Bas-Rhin, 68 Haut-Rhin, 88 Vosges
Hauts-de-France: 02 Aisne, 59 Nord, 60 Oise, 62 Pas-de-Calais, 80 Somme
Île-de-France: 75 Paris, 77 Seine-et-Marne, 78 Yvelines, 91 Essonne, 92 Hauts-de-Seine, 93 Seine-Saint-Denis, 94 Val-de-Marne, 95 Val-d’Oise
Normandie: 14 Calvados, 27 Eure, 50 Manche, 61 Orne, 76 Seine-Maritime
Nouvelle-Aquitaine: 16 Charente, 17 Charente-Maritime, 19 Corrèze, 23 Creuse, 24 Dordogne, 33 Gironde, 40 Landes, 47 Lot-et-Garonne, 64 Pyrénées-Atlantiques, 79 Deux-Sèvres, 86 Vienne, 87 Haute-Vienne
Occitanie: 09 Ariège, 11 Aude, 12 Aveyron, 30 Gard, 31 Haute-Garonne, 32 Gers, 34 Hérault, 46 Lot, 48 Lozère, 65 Hautes-Pyrénées, 66 Pyrénées-Orientales, 81 Tarn, 82 Tarn-et-Garonne
Pays de la Loire: 44 Loire-Atlantique, 49 Maine-et-Loire, 53 Mayenne, 72 Sarthe, 85 Vendée
Provence-Alpes-Côte d’Azur: 04 Alpes-de-Haute-Provence, 05 Hautes-Alpes, 06 Alpes-Maritimes, 13 Bouches-du-Rhône, 83 Var, 84 Vaucluse
Guadeloupe: 971 Guadeloupe
Martinique: 972 Martinique
Guyane: 973 Guyane
La Réunion: 974 La Réunion
Mayotte: 976 Mayotte
"""  # noqa: E501

_TOWNS: Final = frozenset(("grande ville", "ville moyenne", "petite ville"))


@cache
def _departments() -> dict[str, tuple[str, str]]:
    """Return (department, region) by number and by folded name."""
    known: dict[str, tuple[str, str]] = {}
    for line in _REGIONS.strip().split("\n"):
        region, _colon, listed = line.partition(": ")
        for one in listed.split(", "):
            number, _space, name = one.partition(" ")
            known[number.lower()] = known[place_key(name)] = (name, region)
    return known


def _found(place: str) -> tuple[str, str] | None:
    known = _departments()
    text = place.strip()
    if re.fullmatch(r"\d{4,5}|2[AB]\d{3}", text, re.IGNORECASE):
        code = text.zfill(5)
        if code.startswith("20"):  # Corsica: 200, 201 the south, 202, 206 the north
            return known["2a" if code < "20200" else "2b"]
        return known.get(code[:3]) or known.get(code[:2].lower())
    if re.fullmatch(r"\d", text):
        text = text.zfill(2)
    without = re.sub(r"\s*\((?:\d{2,3}|2[AB])\)$", "", text, flags=re.IGNORECASE)
    numbered = re.fullmatch(r".*\((\d{2,3}|2[AB])\)|(\d{2,3}|2[AB])\b.*", text, re.IGNORECASE)
    if numbered:
        return known.get((numbered[1] or numbered[2]).lower())
    return known.get(place_key(without))


def department_of(place: str) -> str | None:
    """Return the department of a postcode, of « Bron (69) », of a number; None when it is not known.

    >>> department_of("69007"), department_of("Bron (69)"), department_of("2A"), department_of("ailleurs")
    ('Rhône', 'Rhône', 'Corse-du-Sud', None)
    """
    found = _found(place)
    return found[0] if found else None


def region_of(place: str) -> str | None:
    """Return the region of what ``department_of`` knows; a region is its own.

    >>> region_of("Rhône"), region_of("974"), region_of("Bretagne")
    ('Auvergne-Rhône-Alpes', 'La Réunion', 'Bretagne')
    """
    found = _found(place)
    if found:
        return found[1]
    regions = {place_key(region): region for _department, region in _departments().values()}
    return regions.get(place_key(place))


def town_size(place: str) -> str | None:
    """Return « grande ville », « ville moyenne » or « petite ville » for a town of the list; None for another place.

    >>> town_size("Lyon"), town_size("Trifouilly")
    ('grande ville', None)
    """
    kind = places().get(place_key(place))
    return kind if kind in _TOWNS else None
