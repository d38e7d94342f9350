"""Group the forms of one person, propose replacements that say as much about people as their names did, no more.

A first name is replaced by one of the same gender and the same usage (generation, region of the world), a
surname by a surname; « Martine Martin », « Mme Martin » and « Martine » get matching replacements, because each
*word* of a name has one replacement in the whole study. Places and organisations become a category in brackets.
Choosing pseudonyms is a sociologist's decision: these are proposals. Coulmont 2017, « Le petit peuple des
sociologues », Genèses 107.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from toolkit.language.gazetteer import (
    first_names,
    first_names_of,
    place_key,
    places,
    surname_groups,
    surnames_of,
)
from toolkit.language.words import listed
from toolkit.model.text import fold
from toolkit.transcripts.forms import TITLES, Candidate, NameDecision, NameType, form_key, pieces

_WOMAN: Final = re.compile(r"(?:mme|mmes|mlle|madame|mademoiselle|docteure|professeure)\b", re.IGNORECASE)
_MAN: Final = re.compile(r"(?:m\.|mr|monsieur|m\b)", re.IGNORECASE)
_SMALL: Final = listed("de du des d la le les l el al ben bin van von da do dos di et en sur sous aux à")
_GENERAL: Final[Mapping[NameType, str]] = {
    "PHONE": "[téléphone]",
    "EMAIL": "[courriel]",
    "ADDRESS": "[adresse]",
    "DATE": "[date]",
    "ID": "[numéro]",
    "PLACE": "[lieu]",
    "ORG": "[structure]",
    "PERSON": "[personne]",
}
_ORG_WORDS: Final = (
    ("association", ("association", "asso", "collectif", "amicale", "fédération", "fondation")),
    ("foyer", ("foyer", "chrs", "pension", "résidence")),
    ("établissement de santé", ("hôpital", "hosto", "clinique", "csapa", "cabinet", "pharmacie")),
    ("établissement scolaire", ("collège", "lycée", "école", "université", "institut", "crèche")),
    ("entreprise", ("société", "entreprise", "usine", "garage", "boîte", "coopérative")),
    ("café", ("café", "bar", "restaurant", "brasserie")),
    ("lieu culturel", ("théâtre", "cinéma", "musée", "médiathèque", "bibliothèque", "librairie", "festival")),
)


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """The forms that seem to name one person, the fullest first; ``gender`` is ``f``, ``m`` or empty."""

    forms: tuple[str, ...]
    gender: str = ""

    def __repr__(self) -> str:
        return f"<Person: {len(self.forms)} forms>"


def group_forms(candidates: Iterable[Candidate]) -> list[Person]:
    """Group the forms of one person: « Martine Martin », « Mme Martin », « Martine », « martine ».

    A single word joins a full name when only one full name holds it (and the civility agrees); otherwise it
    stays apart, for a person to decide.
    """
    genders: dict[tuple[str, ...], str] = {}
    spelled: dict[tuple[str, ...], list[str]] = {}
    for candidate in candidates:
        if candidate.type != "PERSON":
            continue
        key = form_key(candidate.form)
        if candidate.form not in spelled.setdefault(key, []):
            spelled[key].append(candidate.form)
        genders[key] = genders.get(key) or _gender(candidate.text)
    full = [key for key in spelled if len(key) > 1]
    groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {key: [key] for key in full}
    for key in spelled:
        if len(key) > 1:
            continue
        homes = [
            other
            for other in full
            if set(key) <= set(other) and not (genders[key] and genders[other] and genders[key] != genders[other])
        ]
        groups.setdefault(homes[0] if len(homes) == 1 else key, []).append(key)
    return [
        Person(
            tuple(form for key in keys for form in spelled[key]),
            next((genders[key] for key in keys if genders[key]), ""),
        )
        for keys in groups.values()
    ]


def propose_replacements(
    candidates: Iterable[Candidate],
    *,
    taken: Iterable[str] = (),
    decisions: Sequence[NameDecision] = (),
) -> list[NameDecision]:
    """Return one undecided decision a form, its replacement proposed, in the order of first appearance.

    Parameters
    ----------
    candidates
        Those of all the texts of the study, so that nobody gets another's real name.
    taken
        Words that no replacement may hold: every capitalised word of the texts (``names.name_words``).
    decisions
        What was already decided: kept as it is, its words keep their replacements.

    Returns the same proposals for the same study: nothing is drawn at random.
    """
    every = list(candidates)
    known = {form_key(decision.form): decision for decision in decisions}
    chooser = _Chooser(every, taken, decisions)
    persons = {form: person for person in group_forms(every) for form in person.forms}
    made: dict[tuple[str, ...], NameDecision] = {}
    for candidate in every:
        key = form_key(candidate.form)
        if not key or key in made:
            continue
        if key in known:
            made[key] = known[key]
            continue
        if candidate.type == "PERSON":
            gender = persons[candidate.form].gender or _gender(candidate.text)
            proposal = chooser.person(candidate.form, gender)
        else:
            proposal = chooser.category(candidate)
        made[key] = NameDecision(candidate.form, candidate.type, "undecided", proposal)
    return list(made.values())


def accept_all(decisions: Iterable[NameDecision]) -> list[NameDecision]:
    """Return the decisions with every undecided one accepted as proposed."""
    return [replace(d, decision="accepted") if d.decision == "undecided" else d for d in decisions]


class _Chooser:
    """Gives each word of a name its replacement, once."""

    def __init__(self, candidates: Sequence[Candidate], taken: Iterable[str], decisions: Sequence[NameDecision]):
        self._real = {fold(word) for word in taken}
        self._real |= {fold(part) for word in taken for part in re.split(r"[\s'’-]+", word)}
        for form in [c.text for c in candidates] + [d.form for d in decisions]:
            self._real |= {piece.key for piece in pieces(form)}
            self._real.add(fold(form))
        self._used = {piece.key for d in decisions for piece in pieces(d.replacement)}
        self._words: dict[str, str] = {}
        self._categories: dict[str, int] = {}
        for decision in decisions:
            self._learn(decision)

    def _learn(self, decision: NameDecision) -> None:
        if decision.type == "PERSON" and decision.replacement:
            old, new = _cut(decision.form), _cut(decision.replacement)
            if len(old) == len(new):
                self._words.update({fold(a): b for a, b in zip(old, new, strict=True) if fold(a) not in _SMALL})
        elif found := re.fullmatch(r"\[(.+?)(?: (\d+))?\]", decision.replacement):
            kind, rank = found[1], int(found[2] or 1)
            self._categories[kind] = max(self._categories.get(kind, 0), rank)

    def person(self, form: str, gender: str) -> str:
        """Return the replacement of a person's form, word for word."""
        title = TITLES.match(form)
        head = title[0] if title else ""
        words = _cut(form[len(head) :])
        named = any(fold(word) in first_names() for word in words)
        out: list[str] = []
        for i, word in enumerate(words):
            key = fold(word)
            if key in _SMALL and 0 < i < len(words) - 1:
                continue
            first = key in first_names() or (i == 0 and len(words) > 1 and not named and not head)
            first = first and not (i == len(words) - 1 and len(words) > 1 and named and out)
            if key not in self._words:
                self._words[key] = (
                    self._first_name(key, gender) if first or self._single(words, head) else self._surname(key)
                )
            out.append(self._words[key])
        made = " ".join(out) or "X"
        return head + (made.lower() if form.islower() and not head else made)

    @staticmethod
    def _single(words: list[str], head: str) -> bool:
        """Whether a lone word, in no list, is more likely a first name or nickname than a surname."""
        return len(words) == 1 and not head and fold(words[0]) not in surname_groups()

    def _first_name(self, key: str, gender: str) -> str:
        own = first_names().get(key) or first_names().get(key.partition("-")[0])
        group = own.group if own else "milieu"
        kind = own.gender if own and own.gender != "x" else gender or "x"
        if own and own.gender == "x" and gender:
            group = "milieu"
        pools = [(kind, group), (kind, "milieu"), (kind, "jeune"), (kind, "ancien"), ("x", "milieu")]
        return self._pick([name for pool in pools for name in first_names_of(*pool)], key)

    def _surname(self, key: str) -> str:
        return self._pick(surnames_of(surname_groups().get(key, "france")), key)

    def _pick(self, pool: Sequence[str], key: str) -> str:
        """Return the first name of the pool that is free, that elides as the old one, and looks unlike it."""
        vowel = elides(key)
        for strict in (True, False):
            for name in pool:
                words = {fold(name), *form_key(name)}
                if words & (self._real | self._used) or (
                    strict and (elides(name) != vowel or fold(name)[:3] == key[:3])
                ):
                    continue
                self._used |= words
                return name
        n = 1
        while f"x{n}" in self._used:
            n += 1
        self._used.add(f"x{n}")
        return f"X{n}"

    def category(self, candidate: Candidate) -> str:
        """Return the category of a place or organisation in brackets, numbered from the second on."""
        kind = _GENERAL[candidate.type].strip("[]")
        if candidate.type == "PLACE":
            kind = places().get(place_key(candidate.text.replace("’", "'")), "lieu")
            if kind == "lieu" and re.match(r"(?:saint|sainte|st|ste)[- ]", candidate.text, re.IGNORECASE):
                kind = "commune"
        elif candidate.type == "ORG":
            first = fold(candidate.text).split()[0]
            kind = next((name for name, words in _ORG_WORDS if first in {fold(word) for word in words}), kind)
        elif candidate.type == "DATE" and candidate.why == "birth":
            kind = "date de naissance"
        rank = self._categories[kind] = self._categories.get(kind, 0) + 1
        return f"[{kind}]" if rank == 1 else f"[{kind} {rank}]"


def elides(word: str) -> bool:
    """Tell whether « de » becomes « d' » before a word.

    >>> elides("Inès"), elides("Hélène"), elides("Hamid"), elides("Yasmine"), elides("Yves"), elides("[ville]")
    (True, True, False, False, True, False)
    """
    low = fold(word)
    if low.startswith("h"):
        name = first_names().get(low)
        mute = name is None or name.group in {"ancien", "milieu", "jeune"}
        return (
            mute
            and low not in {"hugues-capet", "huguette-marie"}
            and low[1:2] in {"e", "i", "o", "u", "y", "a"}
            and name is not None
        )
    if low.startswith("y"):
        return low[1:2] not in {"a", "e", "o", "u", "i"}
    return low[:1] in {"a", "e", "i", "o", "u"}


def _gender(text: str) -> str:
    title = TITLES.match(text)
    if title:
        return "f" if _WOMAN.match(title[0]) else "m" if _MAN.match(title[0]) else ""
    cut = _cut(text)
    name = first_names().get(fold(cut[0])) if cut else None
    return name.gender if name and name.gender != "x" else ""


def _cut(form: str) -> list[str]:
    """Cut a name at its spaces: « Jean-Michel Torquat » has two words."""
    return [word.strip("'’.,") for word in form.replace("’", "'").split() if word.strip("'’.,")]
