"""What the words around a name say for sure of it: a woman or a man, a surname, a birth, which kind of house."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from toolkit.transcripts.forms import Candidate, form_key
from toolkit.transcripts.name_words import ORG_HEADS
from toolkit.transcripts.names import Read

_REACH: Final = 70
_S: Final = r"[ \xa0]"
_LEFT: Final = r"(?<![^\W\d_])"
_WOMEN: Final = (
    "femme|fille|mère|maman|sœur|soeur|grand-mère|belle-mère|belle-sœur|belle-fille|tante|tata|tatie|mamie|mémé|nièce|cousine|"
    "copine|compagne|épouse|marraine|voisine|éducatrice|directrice|animatrice|coordinatrice|infirmière|assistante|"
    "présidente|adjointe|avocate|conseillère|coiffeuse|patronne|maîtresse|petite|dame|gamine|"
    "nommée|prénommée|surnommée|dénommée"
)
_MEN: Final = (
    "mari|fils|père|papa|frère|grand-père|beau-père|beau-frère|beau-fils|oncle|tonton|papi|papy|pépé|neveu|cousin|"
    "copain|compagnon|époux|parrain|voisin|éducateur|directeur|animateur|coordinateur|infirmier|assistant|président|"
    "adjoint|avocat|conseiller|coiffeur|patron|curé|abbé|monsieur|gamin|nommé|prénommé|surnommé|dénommé"
)
_BEFORE_WOMAN: Final = re.compile(
    rf"{_LEFT}(?:{_WOMEN})[,]?{_S}\Z|{_LEFT}la{_S}(?:petite{_S}|grande{_S}|vieille{_S})?\Z", re.IGNORECASE
)
_BEFORE_MAN: Final = re.compile(
    rf"{_LEFT}(?:{_MEN})[,]?{_S}\Z|{_LEFT}le{_S}(?:petit{_S}|grand{_S}|vieux{_S})?\Z", re.IGNORECASE
)
_NOT_SUBJECT: Final = re.compile(
    rf"{_LEFT}(?:de|d['’]|du|des|à|a|avec|et|ou|chez|pour|par|sur|que|qu['’]|comme|entre|contre){_S}?\Z",
    re.IGNORECASE,
)
_IS: Final = (
    rf"\A(?:,{_S})?{_S}?(?:est|était|sera|serait|a été|avait été){_S}"
    rf"(?:(?:pas|très|trop|bien|toujours|déjà|vraiment|tellement){_S})?"
)
_FEMALE_STATE: Final = re.compile(
    rf"{_IS}(?:allée|arrivée|venue|partie|née|morte|restée|tombée|passée|revenue|rentrée|sortie|montée|descendue|"
    r"devenue|décédée|contente|heureuse|seule|gentille|mariée|enceinte|embauchée|hospitalisée|gênée|fatiguée|"
    r"infirmière|éducatrice|directrice|assistante|présidente|étudiante|retraitée)(?![^\W_])",
    re.IGNORECASE,
)
_MALE_STATE: Final = re.compile(
    rf"{_IS}(?:allé|arrivé|venu|parti|né|mort|resté|tombé|passé|revenu|rentré|sorti|monté|descendu|devenu|décédé|"
    r"content|heureux|seul|gentil|marié|embauché|hospitalisé|gêné|fatigué|infirmier|éducateur|directeur|"
    r"président|étudiant|retraité)(?![^\W_])",
    re.IGNORECASE,
)
_SHE: Final = re.compile(rf"\A(?:,{_S}?|{_S})(?:elle(?![^\W_])|née(?![^\W_]))", re.IGNORECASE)
_HE: Final = re.compile(
    rf"\A(?:,{_S}?|{_S})(?:né(?![^\W_])|il(?![^\W_])(?!{_S}(?:y|faut|fallait|faudrait|s['’]|pleu|fait|suffi|sembl|para|reste|manque|n['’]y)))",
    re.IGNORECASE,
)
_FAMILY: Final = re.compile(rf"{_LEFT}(?:les|des|aux|famille|époux|frères|sœurs){_S}\Z", re.IGNORECASE)
_BIRTH: Final = re.compile(
    rf"{_LEFT}(?:n[ée]{{1,2}}(?:\(e\)|·e)?s?|naissance|anniversaire)(?:[^\W\d_]|[ \xa0:,(])*\Z", re.IGNORECASE
)
_CIVIL_WOMAN: Final = re.compile(
    r"(?:mme|mmes|mlle|mlles|madame|mesdames|mademoiselle|docteure|professeure)\b", re.IGNORECASE
)
_CIVIL_MAN: Final = re.compile(r"(?:m\.|mm\.|mr\b|monsieur|messieurs|m\b)", re.IGNORECASE)
_HEAD: Final = re.compile(
    rf"(?P<noun>[^\W\d_][\w-]+)(?:{_S}(?:de|du|des|de la)|{_S}de{_S}l['’]|{_S}d['’])?"
    rf"(?:{_S}(?:les?|la))?{_S}?[«\"]?{_S}?\Z"
)


@dataclass(frozen=True, slots=True)
class Clue:
    """What is sure about one form: ``gender`` (``f``, ``m``), a surname, a date of birth, the noun said before it."""

    gender: str = ""
    surname: bool = False
    birth: bool = False
    noun: str = ""


Clues = Mapping[tuple[str, ...], Clue]


def clues_of(
    texts: Mapping[str, "str | Read"], found: Mapping[str, Sequence[Candidate]]
) -> dict[tuple[str, ...], Clue]:
    """Return what the words around say of each form, by ``form_key``; two voices that disagree say nothing.

    >>> from toolkit.transcripts.forms import Candidate
    >>> text = "Camille, elle est partie."
    >>> clues_of({"": text}, {"": [Candidate(0, 7, "Camille", "PERSON")]})[("camille",)].gender
    'f'
    """
    genders: dict[tuple[str, ...], set[str]] = {}
    sure: dict[tuple[str, ...], set[str]] = {}
    surnames: set[tuple[str, ...]] = set()
    births: set[tuple[str, ...]] = set()
    nouns: dict[tuple[str, ...], dict[str, int]] = {}
    for name, candidates in found.items():
        held = texts.get(name, "")
        text = held if isinstance(held, str) else held.text
        for one in candidates:
            key = form_key(one.form)
            before = text[max(0, one.start - _REACH) : one.start].rpartition("\n")[2]
            after = text[one.end : one.end + _REACH].partition("\n")[0]
            if one.type == "PERSON":
                if civil := civil_gender(one.text):
                    sure.setdefault(key, set()).add(civil)
                if told := _told(before, after):
                    genders.setdefault(key, set()).add(told)
                if one.text != one.form or _FAMILY.search(before):
                    surnames.add(key)
            elif one.type == "DATE" and (one.why == "birth" or _BIRTH.search(before)):
                births.add(key)
            elif one.type == "ORG" and (head := _HEAD.search(before)) and head["noun"].lower() in ORG_HEADS:
                counted = nouns.setdefault(key, {})
                counted[head["noun"].lower()] = counted.get(head["noun"].lower(), 0) + 1
    known = genders.keys() | sure.keys() | surnames | births | nouns.keys()
    return {
        key: Clue(
            _only(sure.get(key, set())) if key in sure else _only(genders.get(key, set())),
            key in surnames,
            key in births,
            max(sorted(nouns.get(key, {})), key=nouns.get(key, {}).__getitem__, default=""),
        )
        for key in known
    }


def civil_gender(text: str) -> str:
    """Return the gender that a civility says: « Mme » → ``f``."""
    return (
        "f"
        if _CIVIL_WOMAN.match(text)
        else "m"
        if _CIVIL_MAN.match(text) and " " in text.replace("\xa0", " ")
        else ""
    )


def _told(before: str, after: str) -> str:
    if _BEFORE_WOMAN.search(before):
        return "f"
    if _BEFORE_MAN.search(before):
        return "m"
    if _NOT_SUBJECT.search(before):
        return ""
    if _SHE.search(after) or _FEMALE_STATE.search(after):
        return "f"
    return "m" if _HE.search(after) or _MALE_STATE.search(after) else ""


def _only(genders: set[str]) -> str:
    return next(iter(genders)) if len(genders) == 1 else ""
