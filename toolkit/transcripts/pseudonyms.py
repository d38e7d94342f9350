"""Propose replacements that say as much about people as their names did, no more.

A first name is replaced by one of the same gender and the same usage (generation, region of the world), a
surname by a surname, a nickname by a nickname; « Martine Martin », « Mme Martin » and « Martine » get matching
replacements, because each *word* of a name has one replacement in the whole study. Places, organisations and dates
are told by their kind, as near as the study allows (``generalising.LEVELS``). Choosing pseudonyms is a sociologist's
decision: these are proposals. Coulmont 2017, « Le petit peuple des sociologues », Genèses 107.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from toolkit.i18n import _
from toolkit.model.text import fold
from toolkit.transcripts.agreeing import elides
from toolkit.transcripts.clues import Clue, Clues
from toolkit.transcripts.forms import Candidate, FormFinder, NameDecision, NameType, form_key, pieces
from toolkit.transcripts.generalising import DEFAULT_LEVEL, OTHER_BRACKETS, Told, entity_key, told
from toolkit.transcripts.inventing import houses, towns
from toolkit.transcripts.name_choosing import NameChooser, Stock
from toolkit.transcripts.name_tables import is_homograph
from toolkit.transcripts.persons import (
    PARTICLES,
    Parts,
    Person,
    gender_in,
    given_words,
    group_forms,
    halves,
    parts_of,
    person_key,
)

__all__ = ["Person", "accept_all", "elides", "group_forms", "propose_replacements"]

_LEVELLED: Final = frozenset(("PLACE", "ORG", "DATE"))
_NO_CLUE: Final = Clue()


def propose_replacements(
    candidates: Iterable[Candidate],
    *,
    taken: Iterable[str] = (),
    decisions: Sequence[NameDecision] = (),
    clues: Clues | None = None,
    level: int = DEFAULT_LEVEL,
    real_names: Iterable[str] = (),
) -> list[NameDecision]:
    """Return one undecided decision a form, its replacement proposed, in the order of first appearance.

    Parameters
    ----------
    candidates
        Those of all the texts of the study, so that nobody gets another's real name.
    taken
        Words that no replacement may hold: every capitalised word of the texts (``names.name_words``).
    decisions
        What was already decided: kept as it is, its words keep their replacements. An undecided row without a
        replacement, or with a category and a ``level`` of its own, gets a new proposal.
    clues
        What the words around say (``clues_of``): gender, surname, birth.
    level
        How near places, organisations and dates are told: 0 an invented name, 1 near, 2 region, 3 the bare kind.
    real_names
        Names of people of the study that no text says: those of its list of participants.

    Returns the same proposals for the same study: nothing is drawn at random. Where the stock of names ends,
    « [personne 12] » is proposed and the reason says so.
    """
    every = list(candidates)
    return _Proposing(every, taken, decisions, clues or {}, level, real_names).proposals()


def accept_all(decisions: Iterable[NameDecision]) -> list[NameDecision]:
    """Return the decisions with every undecided one accepted as proposed: as typed for a name that is also a word."""
    return [_accepted(d) if d.decision == "undecided" else d for d in decisions]


def _accepted(decision: NameDecision) -> NameDecision:
    return replace(decision, decision="as typed" if is_homograph(decision.form, decision.type) else "accepted")


def is_open(decision: NameDecision) -> bool:
    """Tell whether a row waits for a proposal: nothing in it, or a category to be told at the level that it asks."""
    if decision.decision != "undecided":
        return False
    own_level = decision.level is not None and decision.type in _LEVELLED
    return not decision.replacement.strip() or (own_level and "[" in decision.replacement)


class _Proposing:
    def __init__(
        self,
        every: Sequence[Candidate],
        taken: Iterable[str],
        decisions: Sequence[NameDecision],
        clues: Clues,
        level: int,
        real_names: Iterable[str],
    ):
        self.every, self.clues, self.level = every, clues, level
        self.rows = {form_key(decision.form): decision for decision in decisions}
        kept = [decision for decision in decisions if not is_open(decision)]
        self.kept = {form_key(decision.form): decision for decision in kept}
        words = {fold(word) for word in taken}
        words |= {fold(part) for word in taken for part in re.split(r"[\s'’-]+", word)}
        people = {c.text for c in every if c.type == "PERSON"} | {d.form for d in decisions if d.type == "PERSON"}
        others = {c.text for c in every if c.type != "PERSON"} | {d.form for d in decisions if d.type != "PERSON"}
        real = {piece.key for form in (*people, *real_names) for piece in pieces(form)} - PARTICLES
        words |= {piece.key for form in others for piece in pieces(form)}
        words |= {fold(form) for form in (*people, *others, *real_names)}
        used = {piece.key for d in kept for piece in pieces(d.replacement)} | {fold(d.replacement) for d in kept}
        self.stock = Stock(real, words, used)
        self.chooser = NameChooser(self.stock, (form for form in people if len(pieces(form)) < 3))
        self.given = given_words(dict.fromkeys(c.form for c in every if c.type == "PERSON"))
        self._cut: dict[str, Parts] = {}
        self.ranks: dict[str, int] = {}
        self.entities: dict[object, dict[str, str]] = {}
        self.houses_said = {entity_key("ORG", c.form) for c in every if c.type == "ORG"}
        self.nouns = {
            entity_key("ORG", c.form): clue for c in every if c.type == "ORG" and (clue := self._clue(c.form)).noun
        }
        self.towns, self.houses = towns(), houses()
        for decision in kept:
            self._learn(decision)

    def proposals(self) -> list[NameDecision]:
        persons = group_forms(self.every, clues=self.clues, decisions=list(self.rows.values()))
        of = {person_key(form): person for person in persons for form in person.forms}
        initials = any(self._parts(form).initials for person in persons for form in person.forms)
        for person in persons:
            # Initials and nicknames follow the names that they are short for.
            if len(person.forms) > 1 or initials or self._parts(person.forms[0]).family:
                self._ahead(person)
        places = self._wholes()
        made: dict[tuple[str, ...], NameDecision] = {}
        for candidate in self.every:
            key = form_key(candidate.form)
            if not key or key in made:
                continue
            if key in self.kept:
                made[key] = self.kept[key]
            elif candidate.type == "PERSON":
                made[key] = self._person(candidate.form, of[person_key(candidate.form)])
            else:
                made[key] = self._category(candidate.type, candidate.form, places)
        for key, row in self.rows.items():
            # A row that was open and that no text of these holds any more still waits.
            if key not in made and is_open(row):
                made[key] = (
                    self._person(row.form, of[person_key(row.form)])
                    if row.type == "PERSON"
                    else self._category(row.type, row.form, places)
                )
        return list(made.values())

    # People.

    def _parts(self, form: str) -> Parts:
        if form not in self._cut:
            self._cut[form] = parts_of(form, self._clue(form), given=self.given)
        return self._cut[form]

    def _clue(self, form: str) -> Clue:
        return self.clues.get(form_key(form), _NO_CLUE)

    def _ahead(self, person: Person) -> None:
        """Choose the words of the fullest form first, so that the shorter ones and the nicknames follow."""
        for form in sorted(person.forms, key=lambda form: -len(pieces(form))):
            parts = self._parts(form)
            if not parts.nickname and not parts.initials and form_key(form) not in self.kept:
                self.chooser.person(parts, person.gender, person, self._siblings(person))

    def _siblings(self, person: Person) -> list[Parts]:
        return [self._parts(form) for form in person.forms] if len(person.forms) > 1 else []

    def _person(self, form: str, person: Person) -> NameDecision:
        row = self.rows.get(form_key(form))
        if len(two := halves(form)) == 2:
            made = " et ".join(self._person(half, Person((half,), gender_in(half))).replacement for half in two)
            return NameDecision(form, "PERSON", "undecided", made)
        parts = self._parts(form)
        siblings = self._siblings(person) or (self._everybody if parts.initials else [])
        made = self.chooser.person(parts, person.gender, person, siblings)
        reason = person.reason
        if made.startswith("["):
            reason = _("the list of names is used up: choose this replacement yourself")
        text = made.lower() if form.islower() and not parts.head else made
        name = row.person if row else ""
        if not name and len({person_key(one) for one in person.forms}) > 1:
            name = person.name or person.forms[0]
        return NameDecision(form, "PERSON", "undecided", text, reason, person=name)

    @cached_property
    def _everybody(self) -> list[Parts]:
        """The full names of the study, which initials may be those of."""
        forms = dict.fromkeys(c.form for c in self.every if c.type == "PERSON")
        return [parts for form in forms if (parts := self._parts(form)).family]

    def _learn(self, decision: NameDecision) -> None:
        if decision.type == "PERSON" and decision.replacement and "[" not in decision.replacement:
            new = parts_of(decision.replacement)
            old = self._parts(decision.form)
            self.chooser.learn(old, _like(old, new, decision.replacement), decision)
        elif found := re.search(r"\[(.+?)(?: (\d+))?\]", decision.replacement):
            kind, rank = found[1], int(found[2] or 1)
            self.ranks[kind] = max(self.ranks.get(kind, 0), rank)
            self.entities.setdefault((decision.type, entity_key(decision.type, decision.form)), {})[kind] = found[0]

    # Places, organisations, numbers.

    def _wholes(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Return the longer name that a part stands for: « Amarres » for « Les Amarres Vives », if only one."""
        keys = self.houses_said
        homes: dict[str, set[tuple[str, ...]]] = {}
        for key in keys:
            if len(key) > 1:
                for word in key:
                    homes.setdefault(word, set()).add(key)
        whole = {key: homes.get(key[0], set()) for key in keys if len(key) == 1}
        return {key: next(iter(held)) for key, held in whole.items() if len(held) == 1}

    def _category(self, type: NameType, form: str, wholes: dict[tuple[str, ...], tuple[str, ...]]) -> NameDecision:
        row = self.rows.get(form_key(form))
        own = row.level if row else None
        level = self.level if own is None else own
        if type not in _LEVELLED:
            return NameDecision(form, type, "undecided", self._unlisted(told(type, form, 3), type).bracketed)
        if type == "PLACE" and entity_key("ORG", form) in self.houses_said:
            # « aux Amarres » is where « l’association Les Amarres » is.
            type = "ORG"
        entity = entity_key(type, form)
        entity = wholes.get(entity, entity) if type == "ORG" else entity
        if level == 0 and type in {"PLACE", "ORG"}:
            return NameDecision(form, type, "undecided", self._invented(type, form, entity), level=own)
        clue = self._clue(form)
        if type == "ORG" and not clue.noun:
            clue = self.nouns.get(entity, clue)
        kind = told(type, form, max(level, 1), clue)
        for further in range(max(level, 1) + 1, 4):
            # « [commune de la Loire] » would bring back the Loire that the table lists.
            if not self._listed.find(kind.text):
                break
            kind = told(type, form, further, clue)
        kind = self._unlisted(kind, type)
        text = self._numbered(type, entity, kind.text) if kind.numbered else kind.bracketed
        return NameDecision(form, type, "undecided", text, kind.note, level=own)

    def _unlisted(self, kind: Told, type: NameType) -> Told:
        """Return a kind that holds no form of the study: « courriel » may have been taken for a name."""
        for word in (kind.text, *OTHER_BRACKETS[type]):
            if not self._listed.find(word):
                return kind._replace(text=word)
        return kind._replace(text="…")

    @cached_property
    def _listed(self) -> FormFinder:
        """Every form of the study, to be kept out of what is told."""
        forms = [*(one.form for one in self.every), *(row.form for row in self.rows.values())]
        return FormFinder([*dict.fromkeys(forms)])

    def _numbered(self, type: str, entity: object, kind: str) -> str:
        """Return a kind in brackets, numbered from the second on; one place keeps its number."""
        held = self.entities.setdefault((type, entity), {})
        if kind not in held:
            rank = self.ranks[kind] = self.ranks.get(kind, 0) + 1
            held[kind] = f"[{kind}]" if rank == 1 else f"[{kind} {rank}]"
        return held[kind]

    def _invented(self, type: str, form: str, entity: object) -> str:
        held = self.entities.setdefault((type, entity), {})
        if "" not in held:
            source: Iterator[str] = self.towns if type == "PLACE" else self.houses
            vowel = elides(form)
            passed: list[str] = []
            for name in source:
                if self.stock.is_free(name) and fold(name) not in self.stock.used:
                    if type == "ORG" or elides(name) == vowel:
                        self.stock.used.add(fold(name))
                        held[""] = name
                        break
                    passed.append(name)
            if type == "PLACE":
                self.towns = _chained(passed, self.towns)
            if "" not in held:
                return self._numbered(type, entity, told(type, form, 3).text)  # type: ignore[arg-type]
        name = held[""]
        if type == "ORG":
            return _dressed(form, name)
        return name.lower() if form.islower() else name


def _chained(first: Sequence[str], rest: Iterator[str]) -> Iterator[str]:
    yield from first
    yield from rest


def _dressed(form: str, name: str) -> str:
    """Give an invented name the article or the noun that the form has: « association Les Amarres »."""
    head = re.match(r"(?:(?:les?|la)[ \xa0]|l['’])?[a-zà-ÿœ]{4,}(?:[ \xa0]d['’][a-zà-ÿœ]+)?[ \xa0](?=[A-ZÀ-Þ])", form)
    bare = re.sub(r"^(?:Les?|La) |^L’", "", name)
    if head:
        return head[0] + name
    return name if re.match(r"(?:les?|la)[ \xa0]|l['’]", form, re.IGNORECASE) else bare


def _like(old: Parts, new: Parts, replacement: str) -> Parts:
    """Cut a replacement as the form was: « Perdrizot », in no list, is a surname where a surname was."""
    words = replacement[len(new.head) :].split()
    if len(old.given) == len(words) and not old.family:
        return Parts(new.head, tuple(words))
    if old.family and not old.given:
        return Parts(new.head, family=" ".join(words))
    if old.given and old.family and len(words) > len(old.given):
        at = len(old.given)
        if old.turned:
            return Parts(new.head, tuple(words[-at:]), " ".join(words[:-at]), turned=True)
        return Parts(new.head, tuple(words[:at]), " ".join(words[at:]))
    if old.nickname and len(words) == 1:
        return Parts(new.head, nickname=words[0])
    return new
