"""Tell a place, an organisation or a date by its kind, as near as a study allows, and nothing that is not sure.

Facts about communes come from the official list; where a name is borne by several, only what is true of all is said.
What fewer than ``LEAST`` communes could answer to is told from further away.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from toolkit.i18n import N_, _
from toolkit.language.communes import (
    Commune,
    areas,
    communes_named,
    department,
    how_many,
    region,
)
from toolkit.language.gazetteer import _sections, org_key, organisations, place_key, places
from toolkit.language.words import listed
from toolkit.model.text import fold
from toolkit.transcripts.clues import Clue
from toolkit.transcripts.forms import NameType
from toolkit.transcripts.name_words import ORG_QUALIFIERS

LEVELS: Final[Mapping[int, str]] = {
    0: N_("an invented name"),
    1: N_("near: department, sort of association, year"),
    2: N_("region and size, ten years"),
    3: N_("the bare kind: [ville], [association], [date]"),
}
"""How near a place, an organisation or a date is told."""
DEFAULT_LEVEL: Final = 3
LEAST: Final = 5
"""The fewest communes that a description must fit."""
_SIZES: Final = ("grande ville", "ville moyenne", "petite ville", "village")
_ARTICLE: Final = re.compile(r"(?:les?|la|du|des|aux?)[ \xa0]|l['’]", re.IGNORECASE)

BRACKETS: Final[Mapping[NameType, str]] = {
    "PHONE": "téléphone",
    "EMAIL": "courriel",
    "ADDRESS": "adresse",
    "DATE": "date",
    "ID": "numéro",
    "PLACE": "lieu",
    "ORG": "structure",
    "PERSON": "personne",
}
OTHER_BRACKETS: Final[Mapping[NameType, tuple[str, ...]]] = {
    "PHONE": ("numéro de téléphone", "tél."),
    "EMAIL": ("mail", "adresse électronique"),
    "ADDRESS": ("rue", "domicile"),
    "DATE": ("jour", "moment"),
    "ID": ("identifiant", "référence"),
    "PLACE": ("lieu", "endroit"),
    "ORG": ("structure", "organisme"),
    "PERSON": ("quelqu’un",),
}
"""What is said instead when a form of the study is the usual word itself."""
_ORG_WORDS: Final = (
    (
        "association",
        "association asso collectif amicale fédération fondation ligue secours restos asbl club gem troupe chorale "
        "fanfare",
    ),
    ("foyer", "foyer chrs pension résidence internat auberge centre-d'hébergement"),
    ("établissement de santé", "hôpital hosto clinique csapa caarud cabinet pharmacie ehpad"),
    ("établissement scolaire", "collège lycée école université institut crèche micro-crèche halte-garderie"),
    (
        "entreprise",
        "société entreprise usine garage boîte boite coopérative scop scic sarl ets éts établissements "
        "transports fonderie filature scierie menuiserie imprimerie",
    ),
    ("ferme", "ferme gaec earl"),
    ("commerce", "épicerie boutique supermarché boulangerie fromagerie"),
    ("café", "café bar restaurant brasserie"),
    ("lieu culturel", "théâtre cinéma musée médiathèque bibliothèque librairie festival ludothèque"),
    ("syndicat", "syndicat confédération"),
)
_KINDS: Final = {fold(word): kind for kind, words in _ORG_WORDS for word in listed(words)}
_SORTS: Final = frozenset(fold(word) for word in ORG_QUALIFIERS)
_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_NO_CLUE: Final = Clue()
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMERIC: Final = re.compile(r"(?<!\d)\d{1,2}[/.\-](\d{1,2})[/.\-]|(?<!\d)\d{4}-(\d\d)-\d\d")
_ONLY_YEAR: Final = re.compile(r"\d{2}|\d{4}|(?:mille|dix-neuf|deux mille)[^\d]*", re.IGNORECASE)
_DATE_OPENS: Final = re.compile(r"(le|du|au)[ \xa0]", re.IGNORECASE)


class Told(NamedTuple):
    """What takes the place of a name: ``text`` without brackets, whether several are numbered, what was not sure.

    Places and organisations are numbered, so that two villages stay two; telephones and days are not.

    ``before`` is what stays of the form in front of the brackets (« le [date] »).
    """

    text: str
    numbered: bool = True
    note: str = ""
    before: str = ""

    @property
    def bracketed(self) -> str:
        """The replacement as it is written."""
        return f"{self.before}[{self.text}]"


def told(type: NameType, name: str, level: int, clue: Clue = _NO_CLUE) -> Told:
    """Return what a name that is not a person's is told as, at a level (1 to 3).

    >>> [told("PLACE", "Voiron", level).bracketed for level in (1, 2, 3)]
    ['[commune de l’Isère]', '[ville moyenne d’Auvergne-Rhône-Alpes]', '[ville]']
    """
    if type == "PLACE":
        return _place(name, level)
    if type == "ORG":
        return Told(_organisation(name, level, clue))
    if type == "DATE":
        return _date(name, level, clue)
    return Told(BRACKETS[type], numbered=False)


def entity_key(type: NameType, name: str) -> tuple[str, ...]:
    """Return what the forms of one place or organisation share: « l’association Les Amarres » and « Amarres »."""
    words = re.split(r"[\s\xa0'’‑-]+", fold(name).strip(" .,"))
    words = [{"st": "saint", "ste": "sainte"}.get(word, word) for word in words if word]
    if type == "ORG":
        while len(words) > 1 and (words[0] in _KINDS or words[0] in _SORTS or words[0] in _LINKS):
            words = words[1:]
    elif type == "PLACE":
        while len(words) > 1 and words[0] in _LINKS:
            words = words[1:]
    return tuple(words)


_LINKS: Final = listed("le la les l du des de d au aux un une")


def _bare(name: str) -> str:
    article = _ARTICLE.match(name)
    return name[len(article[0]) :] if article else name


def _place(name: str, level: int) -> Told:
    name = name.replace("’", "'")
    communes = communes_named(name) or communes_named(_bare(name))
    area = areas().get(place_key(name)) or areas().get(place_key(_bare(name)))
    kind = places().get(place_key(name)) or places().get(place_key(_bare(name))) or ""
    key = place_key(_bare(name))
    if kind == "pays" and not communes:
        return Told(f"pays {_where().get(key, '')}".strip() if level < 3 else "pays")
    if kind == "ville étrangère":
        if communes:
            return Told("ville" if all(_is_town(one) for one in communes) else "lieu", note=_homonyms())
        return Told(_where().get(key, "ville étrangère") if level == 1 else "ville étrangère")
    if kind == "quartier":
        return Told("lieu", note=_homonyms()) if communes else Told("quartier")
    if communes and (not area or area.name == communes[0].name == "Paris"):
        return _commune(communes, level)
    if communes and area:
        biggest = max(one.inhabitants or 0 for one in communes)
        return Told("lieu", note=_homonyms()) if biggest >= 2000 else Told(_area_noun(area.region), note=_homonyms())
    if area:
        of = f" {region(area.region).of}" if area.region and level < 3 else ""
        return Told(_area_noun(area.region) + of)
    if kind == "région":
        # Departments and former regions are listed together: which one it is is not said.
        return Told("région")
    return Told("lieu")


def _area_noun(of_region: str) -> str:
    return "département" if of_region else "région"


def _is_town(commune: Commune) -> bool:
    return commune.inhabitants is not None and commune.inhabitants >= 2000


def _homonyms() -> str:
    return _("several places bear this name: nothing more could be said for sure")


def _commune(communes: tuple[Commune, ...], level: int) -> Told:
    departments = {one.department for one in communes}
    regions = {one.region for one in communes}
    sizes = {one.size for one in communes}
    note = "" if len(communes) == 1 else _homonyms()
    size = sizes.pop() if len(sizes) == 1 else ""
    if level == 1 and len(departments) == 1:
        code = next(iter(departments))
        if sum(how_many(one, department=code) for one in _SIZES) >= LEAST:
            return Told(f"commune {department(code).of}")
    if level <= 2 and len(regions) == 1:
        code = next(iter(regions))
        town = all(_is_town(one) for one in communes)
        if size and how_many(size, region=code) >= LEAST:
            return Told(f"{size} {region(code).of}")
        return Told(f"{'ville' if town else 'commune'} {region(code).of}", note=note)
    return Told(_bare_commune(communes), note=note if level < 3 else "")


def _bare_commune(communes: tuple[Commune, ...]) -> str:
    if all(_is_town(one) for one in communes):
        return "ville"
    if all(one.size == "village" for one in communes):
        return "village"
    return "commune"


@cache
def _where() -> dict[str, str]:
    return {place_key(name): heading for heading, names in _sections("pays.txt", "|") for name in names}


def too_near(type: NameType, name: str, level: int | None) -> bool:
    """Tell whether a place told at this level may be recognised: a small commune with its department.

    With a role beside it (« le maire de… »), a small commune of a department says who somebody is.
    """
    if type != "PLACE" or level != 1:
        return False
    communes = communes_named(name) or communes_named(_bare(name))
    return bool(communes) and all((one.inhabitants or 0) < 20_000 for one in communes)


def _organisation(name: str, level: int, clue: Clue) -> str:
    words = [word for word in re.split(r"[\s\xa0]+", name.replace("’", "'")) if word]
    heads = [fold(word).removeprefix("l'") for word in words]
    at = next((i for i, word in enumerate(heads[:2]) if word in _KINDS), None)
    noun = heads[at] if at is not None else fold(clue.noun)
    kind = _KINDS.get(noun) or organisations().get(org_key(name)) or BRACKETS["ORG"]
    if level == 1 and at is not None:
        sort = _sort(words[at + 1 :])
        if sort and kind == "association":
            return f"{kind} {sort}"
        if sort or kind in {
            "commerce",
            "entreprise",
            "lieu culturel",
            "établissement scolaire",
            "établissement de santé",
        }:
            own = words[at].lower().removeprefix("l'")
            return f"{own} {sort}".strip() if own in _WHOLE else kind
    return kind


_WHOLE: Final = listed(
    "association foyer hôpital clinique pharmacie collège lycée école université crèche usine garage coopérative "
    "épicerie boutique supermarché boulangerie fromagerie théâtre cinéma musée médiathèque bibliothèque librairie "
    "festival imprimerie menuiserie scierie fonderie résidence internat"
)


def _sort(words: list[str]) -> str:
    """Return the qualifiers that follow the kind of an organisation: « d’insertion », « sociale »."""
    kept: list[str] = []
    for word in words:
        low = word.lower()
        bare = fold(low.removeprefix("d'").removeprefix("l'"))
        if word[0].isupper() or (bare not in _SORTS and low not in {"de", "d", "des", "du", "la"}):
            break
        kept.append(low.replace("'", "’"))
    while kept and kept[-1] in {"de", "des", "du", "la"}:
        kept.pop()
    return " ".join(kept)


def _date(text: str, level: int, clue: Clue) -> Told:
    years = set(_YEAR.findall(text))
    year = years.pop() if len(years) == 1 else ""
    opening = _DATE_OPENS.match(text)
    link = "de" if opening and opening[1].lower() == "du" else "en"
    if level == 1 and year:
        month = "" if clue.birth else _month(text)
        return Told(f"{link} {month} {year}".replace("  ", " ") if link != "de" else _of(month, year), numbered=False)
    if level <= 2 and year:
        if clue.birth:
            return Told(f"dans les années {year[:3]}0", numbered=False)
        return Told(f"{link} {year}", numbered=False)
    bare = "année de naissance" if clue.birth and _ONLY_YEAR.fullmatch(text) else "date de naissance"
    return Told(bare if clue.birth else "date", False, before=opening[0] if opening else "")


def _of(month: str, year: str) -> str:
    return f"d’{month} {year}" if month[:1] in {"a", "o"} else f"de {month} {year}".replace("  ", " ")


def _month(text: str) -> str:
    low = fold(text)
    for month in _MONTHS:
        if re.search(rf"(?<![a-z]){fold(month)}(?![a-z])", low):
            return month
    found = _NUMERIC.search(text)
    number = int(found[1] or found[2]) if found else 0
    return _MONTHS[number - 1] if 1 <= number <= 12 else ""
