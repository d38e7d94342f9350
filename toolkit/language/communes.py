"""The communes of France with their department, region and inhabitants, from the official list of the INSEE.

A name that several communes bear gives all of them: what is said of a place is said only when it is true of each.
The list is renewed by ``make_communes``.
"""

import gzip
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from toolkit.language.gazetteer import place_key

_FILE: Final = Path(__file__).parent / "french" / "communes.txt.gz"
_SIZES: Final = ((100_000, "grande ville"), (20_000, "ville moyenne"), (2_000, "petite ville"), (0, "village"))


class Area(NamedTuple):
    """A department or a region; ``of`` is its name after a noun: « de la Drôme », « d’Occitanie »."""

    code: str
    name: str
    of: str
    region: str = ""


class Commune(NamedTuple):
    """A commune: codes of its department and region, its inhabitants (None when another has swallowed it)."""

    name: str
    department: str
    region: str
    inhabitants: int | None

    @property
    def size(self) -> str:
        """How big it is: « grande ville » from 100 000 people, « ville moyenne » 20 000, « petite ville » 2000."""
        if self.inhabitants is None:
            return ""
        return next(size for least, size in _SIZES if self.inhabitants >= least)


class _Lists(NamedTuple):
    communes: dict[str, tuple[Commune, ...]]
    departments: dict[str, Area]
    regions: dict[str, Area]


@cache
def _lists() -> _Lists:
    found: dict[str, list[Commune]] = {}
    departments: dict[str, Area] = {}
    regions: dict[str, Area] = {}
    department = region = ""
    for line in gzip.decompress(_FILE.read_bytes()).decode("utf-8").split("\n"):
        cells = line.split("|")
        if line.startswith("#") or not line:
            continue
        if cells[0] == "region" and len(cells) == 4:
            regions[cells[1]] = Area(cells[1], cells[2], cells[3] + cells[2].replace("'", "’"))
        elif cells[0] == "departement" and len(cells) == 5:
            department, region = cells[1], cells[4]
            departments[department] = Area(department, cells[2], cells[3] + cells[2].replace("'", "’"), region)
        else:
            commune = Commune(cells[0], department, region, int(cells[1]) if cells[1] else None)
            found.setdefault(commune_key(cells[0]), []).append(commune)
    return _Lists({key: tuple(ones) for key, ones in found.items()}, departments, regions)


def commune_key(name: str) -> str:
    """Return how a commune is looked up: « saint etienne » for « St-Étienne », « le havre » for « Le Havre »."""
    words = place_key(name).replace("'", " ").split()
    return " ".join({"st": "saint", "ste": "sainte", "sts": "saints"}.get(word, word) for word in words)


def communes_named(name: str) -> tuple[Commune, ...]:
    """Return every commune of this name, whatever its accents, capitals and hyphens.

    >>> [(one.name, one.department, one.size) for one in communes_named("voiron")]
    [('Voiron', '38', 'ville moyenne')]
    """
    return _lists().communes.get(commune_key(name), ())


@cache
def sizes() -> dict[str, str]:
    """Return how big each commune is, by folded name with hyphens as spaces; the biggest of those that share it."""
    found: dict[str, str] = {}
    for ones in _lists().communes.values():
        for one in sorted(ones, key=lambda one: -(one.inhabitants or 0)):
            found.setdefault(place_key(one.name.replace("’", "'")), one.size or "village")
    return found


def department(code: str) -> Area:
    """Return a department by its code."""
    return _lists().departments[code]


def region(code: str) -> Area:
    """Return a region by its code."""
    return _lists().regions[code]


@cache
def areas() -> dict[str, Area]:
    """Return departments and regions by folded name, with and without their article."""
    lists = _lists()
    return {place_key(area.name): area for area in [*lists.regions.values(), *lists.departments.values()]}


@cache
def _sizes() -> Counter[tuple[str, str]]:
    return Counter(
        (one.size, area)
        for ones in _lists().communes.values()
        for one in ones
        if one.inhabitants is not None
        for area in (f"r{one.region}", f"d{one.department}", "")
    )


def how_many(size: str, *, region: str = "", department: str = "") -> int:
    """Count the communes of a size in a region, in a department, or in the country."""
    if department:
        return _sizes()[size, f"d{department}"]
    return _sizes()[size, f"r{region}" if region else ""]
