"""What a person says of themselves that others may know: age, children, job, places, dates, what happens to few.

Patterns of spoken French and the finder, on short extracts. They miss what is said otherwise (« mon aîné passe le
bac »), and they see nothing in a way of speaking that friends would know: reading stays the rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast, get_args

from toolkit.i18n import N_, said
from toolkit.language.gazetteer import places, roles
from toolkit.language.tokens import tokens
from toolkit.model.checks import one_of, span
from toolkit.model.text import fold

FactKind = Literal[
    "age", "past age", "birth", "children", "family", "place", "address", "role", "date", "day", "seniority",
    "origin", "event", "only one",
]  # fmt: skip
FACT_KINDS: Final[tuple[str, ...]] = get_args(FactKind)
RARE: Final = frozenset({"address", "day", "event", "only one"})
"""Kinds of which one alone points at somebody, unless others said the same."""

KIND_WORDS: Final[dict[str, str]] = {
    "age": N_("age"),
    "past age": N_("age at an event"),
    "birth": N_("year of birth"),
    "children": N_("children"),
    "family": N_("family situation"),
    "place": N_("named place"),
    "address": N_("address"),
    "role": N_("own role"),
    "date": N_("year or month"),
    "day": N_("exact day"),
    "seniority": N_("years in the job"),
    "origin": N_("country"),
    "event": N_("rare event"),
    "only one": N_("“the only one”, “the first one”"),
}


@dataclass(frozen=True, slots=True, repr=False)
class Fact:
    """Something said that others may know: its kind, where it lies in the text, what can be compared."""

    kind: FactKind
    start: int
    end: int
    value: str

    def __post_init__(self) -> None:
        one_of("kind", self.kind, FACT_KINDS)
        span(self.start, self.end)

    @property
    def rare(self) -> bool:
        """Whether it points at somebody by itself, unless others said the same."""
        return self.kind in RARE or (self.kind == "role" and roles().get(self.value) == "seul")

    @property
    def word(self) -> str:
        """Its kind, as people read it."""
        return said(KIND_WORDS[self.kind])

    def __repr__(self) -> str:
        return f"<Fact {self.kind} [{self.start}, {self.end})>"


_UNITS: Final = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_TENS: Final = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}


@cache
def _numbers() -> dict[str, int]:
    """Return the numbers from 0 to 99 as they are said, in France and in Belgium, hyphens as spaces."""
    known = {word: n for n, word in enumerate(_UNITS)} | {"une": 1}
    for ten, word in {**_TENS, 70: "septante", 80: "huitante", 90: "nonante"}.items():
        known[word] = ten
        known |= {f"{word} et un": ten + 1, f"{word} et une": ten + 1}
        known |= {f"{word} {_UNITS[n]}": ten + n for n in range(1, 10)}
    known |= {f"soixante {_UNITS[n]}": 60 + n for n in range(10, 20)} | {"soixante et onze": 71}
    known |= {"quatre vingts": 80, "quatre vingt": 80}
    known |= {f"quatre vingt {_UNITS[n]}": 80 + n for n in range(1, 20)} | {"quatre vingt une": 81}
    return {word.replace("-", " "): n for word, n in known.items()}


def _number_pattern() -> str:
    words = sorted(_numbers(), key=lambda word: -len(word))
    return r"(?:\d{1,3}|" + "|".join(word.replace(" ", r"[-‑\s]") for word in words) + r")(?!\w)"


def said_number(text: str) -> int | None:
    """Return a number from 0 to 99 written in digits or in words.

    >>> said_number("43"), said_number("quarante-trois"), said_number("soixante et onze"), said_number("beaucoup")
    (43, 43, 71, None)
    """
    text = " ".join(re.split(r"[-‑\s]+", text.strip().lower()))
    return int(text) if text.isdecimal() else _numbers().get(text)


_N: Final = _number_pattern()
_A: Final = "['’]"
_SELF: Final = rf"(?:je\s+suis|j{_A}suis|chuis|chui|j{_A}étais|j{_A}ai\s+été|en\s+tant\s+que|en\s+tant\s+qu{_A}|je\s+bosse\s+comme|je\s+travaille\s+comme)"
_YOU: Final = rf"(?:vous\s+êtes|vous\s+étiez|tu\s+es|t{_A}es|en\s+tant\s+que|en\s+tant\s+qu{_A})"
_MONTH: Final = "(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_WORK: Final = (
    r"(?:maison|boîte|boite|service|métier|ancienneté|expérience|carrière|bénévolat|terrain|poste|association|asso)"
)
_PATTERNS: Final[tuple[tuple[FactKind, re.Pattern[str]], ...]] = tuple(
    (cast("FactKind", kind), re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("age", rf"\b(?:j{_A}ai|j{_A}aurai|je\s+vais\s+avoir|j{_A}avance\s+sur\s+mes|mes)\s+(?P<n>{_N})\s+ans\b"
                rf"(?!\s+d(?:e\s+|{_A}){_WORK})"),
        ("past age", rf"\bà\s+(?:l{_A}âge\s+de\s+)?(?P<n>{_N})\s+ans\b|\bj{_A}avais\s+(?P<m>{_N})\s+ans\b"),
        ("birth", r"\bnée?\s+en\s+(?P<n>19\d\d|20\d\d)\b"),
        ("day", rf"\b(?P<n>(?:\d{{1,2}}|1er)\s+{_MONTH}(?:\s+(?:19|20)\d\d)?)\b|\b(?P<m>\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)?\d\d)\b"),
        ("date", rf"\b(?:en|depuis|courant|début|fin|mi|l{_A}année)\s*-?(?P<n>(?:{_MONTH}\s+)?(?:19[4-9]\d|20[0-4]\d))\b"),
        ("children", rf"\b(?:mes|j{_A}ai|(?:mère|père|maman|papa|parent)\s+de)\s+(?P<n>{_N})\s+"
                     r"(?:petits?[-\s])?(?:enfants?|filles?|fils|garçons?|gamins?|gamines?|gosses?|mômes?|petits)\b"),
        ("children", rf"\b(?:ma\s+fille|mon\s+fils|mon\s+garçon|le\s+petit|la\s+petite|mon\s+aîné|mon\s+aînée|ma\s+grande|mon\s+grand)"
                     rf"\s+(?:de|a|il\s+a|elle\s+a|qui\s+a)\s+(?P<w>{_N}\s+(?:ans|mois))\b"),
        ("children", r"\bmes\s+(?P<w>jumeaux|jumelles|triplés|triplées)\b|\bje\s+suis\s+(?P<v>enceinte)\b"),
        ("family", rf"\b{_SELF}\s+(?:en\s+(?:plein\s+)?)?(?P<w>divorcée?|divorce|veuf|veuve|mariée?|célibataire|séparée?|pacsée?)\b"
                   r"|\b(?P<v>mère\s+célibataire|père\s+célibataire|(?:mère|père)\s+isolée?)\b"
                   r"|\b(?P<m>mon\s+ex[-\s]mari|mon\s+ex[-\s]femme|mon\s+défunt\s+mari|ma\s+défunte\s+femme)\b"),
        ("seniority", rf"\b(?P<n>{_N})\s+ans\s+d(?:e\s+|{_A}){_WORK}\b"
                      rf"|\b(?:depuis|ça\s+fait|cela\s+fait)\s+(?P<m>{_N})\s+ans\s+(?:que\s+je|qu{_A}on|dans\s+l|ici)"),
        ("event", r"\b(?P<w>passée?\s+(?:dans\s+le\s+journal|à\s+la\s+télé(?:vision)?|à\s+la\s+radio)|garde\s+à\s+vue|incarcérée?s?|"
                  r"en\s+(?:détention|prison|taule)|fait\s+de\s+la\s+(?:prison|taule)|sortie?\s+de\s+prison|procès|cour\s+d['’]assises|incendie|pris\s+feu|a\s+brûlé|agressée?|suicidée?|"
                  r"tentative\s+de\s+suicide|fausse\s+couche|cancer|schizophrène|schizophrénie|bipolaire|séropositi(?:f|ve)|"
                  r"greffe|amputée?|dans\s+le\s+coma|médaille|prud['’]hommes|licenciée?|licenciement|expulsée?s?|expulsion|"
                  r"naufrage|traversée|accident|avc|champion(?:ne)?|décorée?|élue?\s+(?:de|au|à)|portée?\s+plainte|plainte\s+contre)\b"),
        ("only one", r"\b(?P<w>(?:la|le)\s+(?:seule?|premi(?:er|ère)|derni(?:er|ère))\s+(?:femme|homme|fille|garçon|personne|noire?|"
                     r"étranger|étrangère|salariée?|bénévole|stagiaire|à\s+(?:avoir|être)))\b"),
    )
)  # fmt: skip
# ruff: noqa: E501
_ORIGIN: Final = re.compile(
    rf"\b(?:je\s+(?:viens|venais|suis\s+venue?|suis\s+arrivée?)\s+(?:de\s+la\s+|de\s+l{_A}|du\s+|des\s+|de\s+|d{_A})"
    rf"|(?:mon|au)\s+pays,?\s+(?:en\s+|au\s+|le\s+|la\s+|l{_A})|d{_A}origine\s+)(?P<w>[\w-]+)",
    re.IGNORECASE,
)
_OWN: Final = re.compile(
    rf"\b(?:{_SELF}|mon\s+(?:métier|poste|boulot),?\s+c{_A}est)\s+(?:le\s+|la\s+|l{_A}|un\s+|une\s+)?(?P<w>\w)",
    re.IGNORECASE,
)
_YOURS: Final = re.compile(rf"\b{_YOU}\s+(?:le\s+|la\s+|l{_A}|un\s+|une\s+)?(?P<w>\w)", re.IGNORECASE)


def facts_in(text: str, *, names: bool = True) -> list[Fact]:
    """Return what a person says of themselves in an extract, in the order of the text.

    ``names`` also looks for places and addresses with the finder (without the French model).

    >>> [(f.kind, f.value) for f in facts_in("J'ai quarante-trois ans, mes trois enfants sont à Bron.")]
    [('age', '43'), ('children', '3'), ('place', 'bron')]
    """
    found = [*_patterned(text), *_roles_of_self(text)]
    if names:
        found += _places(text)
    # A number is one thing: the kind that comes first in the list wins (« j'ai 43 ans » is no past age).
    rank = {kind: n for n, kind in enumerate(FACT_KINDS)}
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda one: (one.start - one.end, rank[one.kind], one.start)):
        if all(fact.end <= other.start or other.end <= fact.start for other in kept):
            kept.append(fact)
    return sorted(kept, key=lambda one: one.start)


def _patterned(text: str) -> Iterator[Fact]:
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            groups = {name: group for name, group in found.groupdict().items() if group}
            raw = next(iter(groups.values()))
            number = said_number(raw)
            value = str(number) if number is not None else " ".join(fold(raw).split())
            if kind in ("age", "past age") and number is not None and not 3 <= number <= 110:
                continue
            yield Fact(kind, found.start(), found.end(), value)
    for found in _ORIGIN.finditer(text):
        if places().get(fold(found["w"]).replace("-", " ")) == "pays":
            yield Fact("origin", found.start(), found.end(), fold(found["w"]))


def own_roles(text: str, *, asked: bool = False) -> list[Fact]:
    """Return the roles that a person says are theirs: « je suis directrice »; with ``asked``, « vous êtes maire ».

    >>> [fact.value for fact in own_roles("Moi je suis la directrice, pas le maire.")]
    ['directrice']
    """
    return list(_roles_of_self(text, _YOURS if asked else _OWN))


def _roles_of_self(text: str, pattern: re.Pattern[str] = _OWN) -> Iterator[Fact]:
    for found in pattern.finditer(text):
        at = found.start("w")
        words = tokens(text[at : at + 80])
        for length in range(min(6, len(words)), 0, -1):
            key = known_role(" ".join(word.text for word in words[:length]))
            if key is not None:
                yield Fact("role", at, at + words[length - 1].end, key)
                break


@cache
def _shortened_roles() -> dict[str, str]:
    """Return the roles by their key without « de »: « médiatrice santé pair » is typed as often as with it."""
    return {_without_of(key): key for key in roles()}


def _without_of(key: str) -> str:
    return " ".join(word for word in key.split() if word not in ("de", "d", "du"))


def known_role(words: str) -> str | None:
    """Return the role that some words name, as it is looked up; None when they name none.

    >>> known_role("Directrice"), known_role("médiatrice santé pair"), known_role("nuage")
    ('directrice', 'mediatrice de sante pair', None)
    """
    parts = role_key(words).split()
    if not parts or parts[-1] in _OF or len(" ".join(parts)) < 3:  # « as » and « à » are one without accent nor s
        return None
    return _shortened_roles().get(_without_of(" ".join(parts)))


_OF: Final = frozenset(("de", "d", "du"))  # « des » has lost its s


def role_key(words: str) -> str:
    """Return how a role is looked up: « chef de service » for « Chefs de service », no accent, no final s.

    >>> role_key("Les Éducatrices"), role_key("chef de service")
    ('le educatrice', 'chef de service')
    """
    parts = [part for part in re.split(r"[\s'’‑-]+", words) if part]
    return " ".join(fold(part).removesuffix("s") or fold(part) for part in parts)


def _places(text: str) -> Iterator[Fact]:
    from toolkit.transcripts.names import find_names

    for candidate in find_names(text, spacy=False):
        if candidate.type == "PLACE":
            yield Fact("place", candidate.start, candidate.end, fold(candidate.form))
        elif candidate.type == "ADDRESS":
            yield Fact("address", candidate.start, candidate.end, fold(candidate.form))
