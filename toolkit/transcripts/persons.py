"""Who is who in the forms of a study: « Martine Martin », « Mme Martin », « Martine », « la Martine » are one person.

Forms are joined only where nobody else could be meant; the others stay apart, with the reason, for a person to link
them by writing the same word in the column « personne » of the table of names.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from toolkit.i18n import _
from toolkit.language.gazetteer import first_names, surname_groups
from toolkit.language.stock import known_first_name, nicknames
from toolkit.language.words import listed
from toolkit.model.text import fold
from toolkit.transcripts.clues import Clue, Clues, civil_gender
from toolkit.transcripts.forms import TITLES, Candidate, NameDecision, form_key

PARTICLES: Final = listed("de du des d la le les l el al ben bin van von da do dos di et en sur sous aux à")
_ARTICLE: Final = re.compile(r"(?:la|le|les)[ \xa0](?=[^\W\d_])|l['’](?=[^\W\d_])")
_TWICE: Final = re.compile(r"([b-df-hj-np-tv-z]{1,2}[aeiouy]{1,2}n?)\1")
_INITIALS: Final = re.compile(r"(?:[A-ZÀ-Þ]\.?[- ]?){1,3}")
_JOINED: Final = frozenset(("jean", "marie", "anne"))
_NO_CLUE: Final = Clue()


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """The forms that seem to name one person, the fullest first; ``gender`` is ``f``, ``m`` or empty.

    ``reason`` says why a form was left apart from a person whom it could name; ``name`` is the link given by hand.
    """

    forms: tuple[str, ...]
    gender: str = ""
    reason: str = ""
    name: str = ""

    def __repr__(self) -> str:
        return f"<Person: {len(self.forms)} forms>"


@dataclass(frozen=True, slots=True, repr=False)
class Parts:
    """The parts of a name; ``head`` is a civility or an article, ``turned`` says that the surname comes first."""

    head: str = ""
    given: tuple[str, ...] = ()
    family: str = ""
    nickname: str = ""
    initials: str = ""
    turned: bool = False


class Given(NamedTuple):
    """The words that are first names in a study, and how they begin: « Nade » is short for « Nadège »."""

    words: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()


NOTHING_GIVEN: Final = Given()


def parts_of(form: str, clue: Clue = _NO_CLUE, *, given: Given = NOTHING_GIVEN) -> Parts:
    """Cut a name into its parts; ``given`` are words that are first names elsewhere in the study.

    >>> parts = parts_of("Gwenola Le Treust")
    >>> parts.given, parts.family
    (('Gwenola',), 'Le Treust')
    """
    title = TITLES.match(form)
    article = None if title else _ARTICLE.match(form)
    found = title or article
    head = found[0] if found else ""
    rest = form[len(head) :]
    words = [word.strip("'’.,") for word in rest.replace("’", "'").split() if word.strip("'’.,")]
    if rest == rest.upper() and _INITIALS.fullmatch(rest) and (len(words) > 1 or len(form_key(rest)[0]) <= 3):
        return Parts(head, initials=rest)
    if len(words) == 1:
        return _alone(head, words[0], clue, given, civil=bool(title))
    return _several(head, words, civil=bool(title), given=given)


def is_first_name(word: str, given: Given = NOTHING_GIVEN) -> bool:
    """Tell whether a word is a first name, in the lists or in the study."""
    key = fold(word)
    return (
        key in given.words
        or known_first_name(key) is not None
        or ("-" in key and key.partition("-")[0] in first_names())
    )


def _alone(head: str, word: str, clue: Clue, given: Given, *, civil: bool) -> Parts:
    key = fold(word)
    if len(key) == 1:
        return Parts(head, initials=word)
    called = not (civil or clue.surname)
    if key in given.words or (key in first_names() and called):
        return Parts(head, (word,))
    short = key in nicknames() and key not in surname_groups()
    if short or (called and (key in given.starts or _TWICE.fullmatch(key))):
        return Parts(head, nickname=word)
    if is_first_name(word) and called:
        return Parts(head, (word,))
    if civil or clue.surname or key in surname_groups():
        return Parts(head, family=word)
    return Parts(head, (word,))


def _several(head: str, words: list[str], *, civil: bool, given: Given) -> Parts:
    known = [is_first_name(word, given) for word in words]
    if fold(words[0]) in PARTICLES:
        return Parts(head, family=" ".join(words))
    if len(words) == 2 and fold(words[0]) in _JOINED and known[1] and not civil:
        return Parts(head, (" ".join(words),))
    if known[0] or fold(words[0]) in nicknames():
        cut = next((i for i in range(1, len(words)) if not known[i]), len(words) - 1)
        return Parts(head, tuple(words[:cut]), " ".join(words[cut:]))
    if known[-1] and not known[0]:
        return Parts(head, (words[-1],), " ".join(words[:-1]), turned=True)
    if civil:
        return Parts(head, family=" ".join(words))
    return Parts(head, (words[0],), " ".join(words[1:]))


def given_words(forms: Iterable[str]) -> Given:
    """Return the words that stand as first names in a study: in its full names, or known by the lists."""
    found: set[str] = set()
    for form in forms:
        parts = parts_of(form)
        if parts.family or (parts.given and fold(parts.given[0]) in first_names()):
            found.update(fold(word) for word in parts.given)
    full = frozenset(word for word in found if len(word) > 1)
    return Given(full, frozenset(word[:n] for word in full for n in range(3, len(word))))


def halves(form: str) -> list[str]:
    """Return the names of a form that joins two people: « Coralie et Fouad »."""
    return re.split(r"[ \xa0]et[ \xa0]", form)


def person_key(form: str) -> tuple[str, ...]:
    """Return what two spellings of one person's form share: without the article of « la Martine »."""
    article = _ARTICLE.match(form)
    return form_key(form[len(article[0]) :] if article else form)


def group_forms(
    candidates: Iterable[Candidate], *, clues: Clues | None = None, decisions: Sequence[NameDecision] = ()
) -> list[Person]:
    """Group the forms of one person: « Martine Martin », « Mme Martin », « Martine », « martine ».

    A single word joins a full name when only one full name holds it (and the gender agrees); otherwise it stays
    apart, with the reason. ``clues`` are what the texts say around (``clues_of``); ``decisions`` link forms by hand
    (``person``) and add forms that no text of these candidates holds.
    """
    return _Grouping(candidates, clues or {}, decisions).persons()


class _Grouping:
    def __init__(self, candidates: Iterable[Candidate], clues: Clues, decisions: Sequence[NameDecision]):
        self.spelled: dict[tuple[str, ...], dict[str, None]] = {}
        self.genders: dict[tuple[str, ...], set[str]] = {}
        self.clues = clues
        self.links: dict[tuple[str, ...], str] = {}
        candidates = list(candidates)
        self.given = given_words(dict.fromkeys(c.form for c in candidates if c.type == "PERSON"))
        for candidate in candidates:
            if candidate.type == "PERSON":
                self._heard(candidate.form, civil_gender(candidate.text))
        for decision in decisions:
            if decision.type == "PERSON" and decision.decision != "rejected":
                self._heard(decision.form, "")
                if decision.person.strip():
                    self.links[person_key(decision.form)] = decision.person.strip()

    def _heard(self, form: str, civil: str) -> None:
        key = person_key(form)
        self.spelled.setdefault(key, {})[form] = None
        held = self.genders.setdefault(key, set())
        if civil:
            held.add(civil)
        elif clue := self.clues.get(form_key(form)):
            held.update({clue.gender} - {""})

    def persons(self) -> list[Person]:
        groups, reasons = self._groups()
        made = []
        for name, held in groups.items():
            keys = sorted(held, key=lambda key: -len(key))
            link = next((self.links[key] for key in keys if key in self.links), "")
            reason = reasons.get(name, "") if not link else ""
            forms = tuple(form for key in keys for form in self.spelled[key])
            made.append(Person(forms, self._gender(keys), reason, link))
        return made

    def _groups(self) -> tuple[dict[object, list[tuple[str, ...]]], dict[object, str]]:
        groups: dict[object, list[tuple[str, ...]]] = {}
        reasons: dict[object, str] = {}
        homes = self._homes()
        for key in self.spelled:
            if len(key) > 1:
                groups.setdefault(self._name(key), []).append(key)
        for key in self.spelled:
            if len(key) > 1:
                continue
            name: object = self._name(key)
            if key not in self.links:
                fitting = [home for home in homes.get(key[0], ()) if self._agree(key, home)]
                names = {self._name(home) for home in fitting}
                if len(names) == 1 and len(self.genders[key]) < 2:
                    name = names.pop()
                else:
                    reasons[name] = self._why(key, len(names), homes)
            groups.setdefault(name, []).append(key)
        return groups, reasons

    def _homes(self) -> Mapping[str, Sequence[tuple[str, ...]]]:
        homes: dict[str, list[tuple[str, ...]]] = {}
        for key in self.spelled:
            if len(key) > 1 and "et" not in key:
                for word in dict.fromkeys(key):
                    # « Martin » is in hundreds of names: two are enough to stay apart.
                    held = homes.setdefault(word, [])
                    if len(held) < 50 and word not in PARTICLES:
                        held.append(key)
        return homes

    def _name(self, key: tuple[str, ...]) -> object:
        """Return what stands for the person of a form: the link by hand, or the words in any order."""
        return fold(self.links[key]) if key in self.links else frozenset(key)

    def _agree(self, key: tuple[str, ...], home: tuple[str, ...]) -> bool:
        own, other = self.genders[key], self._gender([home])
        return not (len(own) == 1 and other and other not in own)

    def _why(self, key: tuple[str, ...], fitting: int, homes: Mapping[str, Sequence[tuple[str, ...]]]) -> str:
        if fitting > 1 or (len(self.genders[key]) > 1 and homes.get(key[0])):
            return _("several people could be meant: kept apart from each, under one replacement")
        wholes = [form_key(one.short_for) for one in nicknames().get(key[0], ()) if one.short_for]
        if key[0] in self.given.starts or any(
            whole in self.spelled or (len(whole) == 1 and whole[0] in homes) for whole in wholes
        ):
            return _("perhaps short for another form: if it is the same person, give both the same “personne”")
        return ""

    def _gender(self, keys: Iterable[tuple[str, ...]]) -> str:
        keys = list(keys)
        said = {gender for key in keys for gender in self.genders[key]}
        if len(said) == 1:
            return said.pop()
        for key in keys:
            for form in self.spelled[key]:
                if (gender := gender_in(form)) and not said:
                    return gender
        return ""


def gender_in(form: str) -> str:
    """Return the gender that a form says by itself: its civility, its first name, its nickname."""
    if civil := civil_gender(form):
        return civil
    parts = parts_of(form)
    for word in parts.given:
        name = known_first_name(word) or known_first_name(word.partition("-")[0])
        if name and name.gender != "x":
            return name.gender
    genders = {one.gender for one in nicknames().get(fold(parts.nickname), ())}
    return genders.pop() if len(genders) == 1 and genders != {"x"} else ""
