"""Judge words one by one: which of them name somebody, some place, some organisation.

No word is judged alone: what stands before it, whether it opens a sentence, whether it is a French word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from toolkit.language.gazetteer import is_of_a_place, place_key, places
from toolkit.language.tokens import Token, is_common
from toolkit.language.words import SUBJECTS, listed
from toolkit.transcripts.forms import Candidate, NameType
from toolkit.transcripts.house_names import quoted_names
from toolkit.transcripts.initials import initials
from toolkit.transcripts.marked import ARTICLES, PARTICLES
from toolkit.transcripts.name_words import (
    ACRONYMS,
    CIVILITIES,
    KIN,
    NAMING,
    NOT_NAMES,
    ORG_HEADS,
    PLACE_HEADS,
)
from toolkit.transcripts.ordinary import is_word
from toolkit.transcripts.org_ends import end_of_name
from toolkit.transcripts.org_names import organisation_names
from toolkit.transcripts.place_numbers import numbered_places
from toolkit.transcripts.small_letters import SmallLetters

_NAMING: Final = re.compile(rf"\b{NAMING}[\s\xa0]+(?:«[\s\xa0]?)?", re.IGNORECASE)
_THE: Final = frozenset(("le", "la", "l'", "les", "du", "au", "aux", "des"))
_TALK: Final = listed(
    "super bonjour bonsoir salut merci question silence moi toi nous ensemble enfin voilà bref europe"
)
_MONTHS: Final = listed(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi"
)
_OF_FIRMS: Final = listed(
    "conseil travail région sécurité emploi france europe sud nord est ouest internet télé poste"
)
_OF_SOMEBODY: Final = re.compile(r",[\s\xa0](?:son|sa|mon|ma|notre|leur|votre)[\s\xa0]")
_TAKEN_UP: Final = frozenset(("c'", "il", "elle", "ils", "elles", "qui", "m'", "lui"))
_PEOPLE_OF: Final = re.compile(
    r"\b(?:chez les|la famille|les époux|les frères|les sœurs|le couple|la mère|le père)[\s\xa0]+", re.IGNORECASE
)
_OF: Final = frozenset(("de", "du", "d'"))
_CODE: Final = re.compile(r"[A-Za-z]{1,3}\d*|\d+")


class Judge(SmallLetters):
    """One text with its words, ready to say which of them are names."""

    def candidates(self) -> list[Candidate]:
        """Return what the words themselves tell, without any model."""
        found: list[Candidate] = []
        i = 0
        while i < len(self.words):
            if self._capital(i) and not self.in_label[i]:
                last = self._run(i)
                found.extend(self._judged(i, last))
                for j in range(i, last + 1):
                    if self.shouted[j]:  # in a line of capitals, they say no more than small letters
                        found.extend(self._small(j))
                i = last + 1
            else:
                found.extend(self._small(i))
                i += 1
        found.extend(self._announced())
        found.extend(initials(self))
        found.extend(quoted_names(self))
        found.extend(self._labelled())
        found.extend(organisation_names(self))
        found.extend(numbered_places(self.text))
        return found

    # Judgement of a run of capitals

    def _judged(self, first: int, last: int) -> Iterator[Candidate]:
        particle = first > 1 and self._near(first) and self._near(first - 1) and self.low[first - 1] in _OF
        noble = particle and self.low[first - 2] in CIVILITIES
        civility = first > 0 and self._near(first) and self.low[first - 1] in CIVILITIES
        first -= noble  # « madame de La Tour »: the particle belongs to the name
        while (
            first < last
            and self.low[first] not in CIVILITIES
            and self._drops(first, last)
            and not (noble or civility)
        ):
            first += 1
        title = first
        while first <= last and self.low[first] in CIVILITIES and first < last:
            first += 1
        civil = first > title or (first > 0 and self._near(first) and self.low[first - 1] in CIVILITIES)
        if civil and first == title:
            title = first - 1
        while first <= last and not civil and self._drops(first, last):
            first += 1
        while (
            last >= first
            and (self._idle(last) or self.low[last] in ARTICLES)
            and not (civil and last == first and self.low[last] not in NOT_NAMES)
        ):
            if self.low[last] in ORG_HEADS or last == first or self.low[first] in ORG_HEADS:
                break
            if self._second_name(first, last):
                break
            last -= 1
        if first > last:
            return
        content = [i for i in range(first, last + 1) if not self._idle(i) and self.low[i] not in PARTICLES]
        if not content and civil and first == last and self.low[first] in _MONTHS:
            content = [first]  # « le docteur Juillet »
        if not content:
            initial = civil and len(self.low[first]) == 1 and first == last
            if initial:
                yield self._made(title, last, "PERSON", "civility")
            return
        if not civil and self._kind_alone(first, last):
            return
        type, why = self._type(first, last, civil)
        if first == last and self.opens[first] and self._topic(first):
            type, why = "PERSON", "first name"
        if all(self.opens[i] for i in content) and why == "capital" and is_word(self.words[content[0]].text):
            return
        if not civil and type != "PLACE":
            longer = end_of_name(self, first, last)
            if longer > last and why in {"capital", "organisation word"}:
                type = "ORG"
            last = longer
        yield self._made(title if civil else first, last, type, why)

    def _topic(self, i: int) -> bool:
        """« Olive c'est notre comptable »: a noun that opens without its article, then is taken up."""
        after = self.low[i + 1] if i + 1 < len(self.words) and self._near(i + 1) else ""
        told = _OF_SOMEBODY.match(self.text, self.words[i].end)  # « Modeste, son collègue »
        return (after in _TAKEN_UP or told is not None) and self._homograph_of_a_name(i)

    def _second_name(self, first: int, last: int) -> bool:
        """« Thi Mai », « Novatis Conseil »: a word that names nobody alone, after a name."""
        if self.low[last] in _MONTHS:
            return self._is_first_name(first)
        bound = last > first + 1 and not self._capital(last - 1)  # « Plastiques de l'Ouest »
        return self.low[last] in _OF_FIRMS and (bound or not self._idle(first)) and not self.opens[first]

    def _drops(self, i: int, last: int) -> bool:
        """Whether the first word of a run has its capital from the sentence (« Avec Karim »)."""
        if self._is_first_name(i) and not (self.opens[i] and self.low[i] in {"mai", "sana", "alpha", "ali"}):
            return False
        if i < last and self._begins_a_name(i):
            return False
        if (self.low[i] in ORG_HEADS and i < last) or (self.low[i].endswith("'") and not self.opens[i] and i < last):
            return False
        if self.low[i] in ARTICLES:
            # « La Tisserande » in the middle of a sentence is a name with its article; at the beginning, who knows.
            return self.opens[i] or i == last or self._idle(i + 1) or not self._capital(i + 1)
        if self.low[i] in PARTICLES and not self._capital(i):
            return True
        if self.opens[i] and self._topic(i):
            return False
        if self._idle(i) and self.low[i] in _TALK and i < last and i and self._near(i) and self.low[i - 1] in _THE:
            return False  # « du Super Reflet »
        if self._idle(i):
            return self.low[i] not in ORG_HEADS and not (i < last and self.low[i] in PLACE_HEADS)
        if not self.opens[i] or not is_word(self.words[i].text):
            return False
        # « Réunion à dix heures » opens with a word; « Valence c'est loin » with a town.
        after = self.low[i + 1] if i + 1 < len(self.words) and self._near(i + 1) else ""
        return place_key(self.low[i]) not in places() or (is_common(self.low[i]) and after not in {"c'", "", "est"})

    # What words announce

    def _announced(self) -> Iterator[Candidate]:
        for pattern, why in ((_NAMING, "naming words"), (_PEOPLE_OF, "people of")):
            for match in pattern.finditer(self.text):
                i = self.by_start.get(match.end())
                if i is None:
                    continue
                if why == "naming words" and self._nickname(i):
                    yield self._made(i, self._run(i + 1), "PERSON", "nickname")
                    continue
                while (
                    i < len(self.words) - 1
                    and self.low[i] in CIVILITIES | {"la", "le", "les"}
                    and self._near(i + 1)
                    and self._capital(i + 1)
                ):
                    i += 1
                if why == "people of" and self._begins_a_name(i):
                    yield self._made(i, i + 1, "PERSON", why)
                elif self._capital(i) and not self._idle(i):
                    yield self._made(i, self._run(i) if why == "naming words" else i, "PERSON", why)
                elif why == "people of" and not self._capital(i) and self._family(i):
                    yield self._made(i, i, "PERSON", why)
                elif (
                    not self._capital(i)
                    and (not is_word(self.low[i]) or self._is_first_name(i) or self._homograph_of_a_name(i))
                    and len(self.low[i]) > 2
                ):
                    yield self._made(i, self._with_surname(i), "PERSON", why)

        for i, low in enumerate(self.low):
            # « je suis brestois », « les Oullinois »; not « je riomais ».
            before = self.low[i - 1] if i and self._near(i) else ""
            named = self._capital(i) and (before in CIVILITIES or (i > 0 and self._is_first_name(i - 1)))
            if not self.in_label[i] and is_of_a_place(low) and not named and before not in SUBJECTS:
                yield self._made(i, i, "PLACE", "known place")

    def _nickname(self, i: int) -> bool:
        """« on l'appelait la Fouine », « le Grand »: an article and one word with its capital."""
        following = i + 1 < len(self.words) and self._near(i + 1) and self._capital(i + 1)
        return self.low[i] in ARTICLES and not self._capital(i) and following and not self._idle(i + 1)

    def _family(self, i: int) -> bool:
        """« chez les martin »: a surname that is a word or a first name, without the s of a plural."""
        return self._is_name(i) and not self.low[i].endswith(("s", "x")) and self.low[i] not in NOT_NAMES | KIN

    def _labelled(self) -> Iterator[Candidate]:
        """Yield the names in speaker labels: « Karim : », « Mme Roux : », not « Enquêtrice : » nor « E1 : »."""
        i = 0
        while i < len(self.words):
            if not self.in_label[i]:
                i += 1
                continue
            last = i
            while last + 1 < len(self.words) and self.in_label[last + 1] and self._near(last + 1):
                last += 1
            yield from self._label_run(i, last)
            i = last + 1

    def _label_run(self, first: int, last: int) -> Iterator[Candidate]:
        title = first
        while first < last and self.low[first] in CIVILITIES:
            first += 1
        names = [i for i in range(first, last + 1) if self._names_in_label(i, civil=first > title)]
        if not names:
            return
        start, end = title if names[0] == first else names[0], names[-1]
        # « Jean-Marc Petit : »: after a first name, an ordinary word with its capital is the surname.
        while end < last and self._is_first_name(names[0]) and self._surname_in_label(end + 1):
            end += 1
        yield self._made(start, end, "PERSON", "label")

    def _surname_in_label(self, i: int) -> bool:
        low, word = self.low[i], self.words[i].text
        return word[:1].isupper() and low not in NOT_NAMES | ACRONYMS | KIN and not _CODE.fullmatch(word)

    def _names_in_label(self, i: int, *, civil: bool) -> bool:
        low, word = self.low[i], self.words[i].text
        if low in NOT_NAMES or low in ACRONYMS or low in CIVILITIES or low in KIN or _CODE.fullmatch(word):
            return civil and len(low) > 1 and low not in NOT_NAMES and low not in CIVILITIES
        if civil or self._is_first_name(i) or self._homograph_of_a_name(i):
            return len(low) > 1
        return not is_word(low) and word[:1].isalpha()

    # The model's proposals

    def reviewed(self, start: int, end: int, type: str) -> Iterator[Candidate]:
        """Yield what is left of a name proposed by the model once its odd ends are cut."""
        inside = [i for i, word in enumerate_between(self.words, start, end)]
        for group in self._split(inside):
            while group and self._weak(group[0]):
                group.pop(0)
            while group and (self._weak(group[-1]) or not self._capital(group[-1])):
                group.pop()
            if not group or all(self._idle(i) or self.low[i] in PARTICLES for i in group):
                continue
            if all(not self._capital(i) for i in group) or self._kind_alone(group[0], group[-1]):
                continue
            civil = self.low[group[0]] in CIVILITIES or (
                group[0] > 0 and self._near(group[0]) and self.low[group[0] - 1] in CIVILITIES
            )
            if type == "OTHER":
                guess, why = self._type(group[0], group[-1], civil)
            else:
                guess, why = ("PERSON" if civil else _typed(type)), "French model"
            yield self._made(group[0], group[-1], guess, why)

    def _split(self, inside: Iterable[int]) -> list[list[int]]:
        groups: list[list[int]] = []
        for i in inside:
            if self.in_label[i]:
                continue
            town = groups and self.low[groups[-1][-1]] == "à" and self._known_place(i)
            if groups and groups[-1][-1] == i - 1 and self._near(i) and not town:
                groups[-1].append(i)
            else:
                groups.append([i])
        return groups

    def _weak(self, i: int) -> bool:
        """Whether a word at the edge of a proposal is there by accident."""
        if self.low[i] in CIVILITIES:
            return False
        if self._is_first_name(i) and self._capital(i):
            return False
        if self._idle(i) and self.low[i] not in PLACE_HEADS | ORG_HEADS:
            return True
        if self.low[i] in ARTICLES:
            return self.opens[i] or not self._capital(i)
        return is_word(self.low[i]) and (self.opens[i] or not self._capital(i))


def enumerate_between(words: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, Token]]:
    """Yield the rank and the word of those that lie in a span."""
    from bisect import bisect_left

    i = bisect_left(words, start, key=lambda word: word.start)
    while i < len(words) and words[i].end <= end:
        yield i, words[i]
        i += 1


def _typed(type: str) -> NameType:
    kinds: dict[str, NameType] = {"PERSON": "PERSON", "PLACE": "PLACE", "ORG": "ORG"}
    return kinds[type]
