"""A text cut in words, each with what surrounds it: does it open a sentence, is it in a label, what precedes it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.language.gazetteer import first_names, place_key, places
from toolkit.language.tokens import Token, is_common
from toolkit.language.words import listed
from toolkit.model.text import fold
from toolkit.transcripts.name_words import (
    ACRONYMS,
    CIVILITIES,
    NOT_NAMES,
    ORG_HEADS,
)
from toolkit.transcripts.ordinary import is_given, is_town, is_word

_OF_NAMES: Final = frozenset(("el", "ben", "bin", "van", "von", "da", "do", "dos", "di", "del", "della"))
PARTICLES: Final = listed("de du des d' la le les l' el al ben bin van von da do dos di del sur sous en lès aux à et")
ARTICLES: Final = frozenset(("le", "la", "les", "l'"))
_LABEL: Final = re.compile(
    r"^[^\S\n]*(?:\[[^\]\n]{1,40}\]|[^\W\d_][^:\n.!?]{0,40}?[\s\xa0]?:)(?=[\s\xa0]|$)", re.MULTILINE
)
_OPENERS: Final = re.compile(r"[.!?…:«»\"“”()\[\]\n]|(?:^|\s)[-–—•*]")
_PEOPLES: Final = re.compile(r".{2,}(?:ais|aise|ois|oise|ien|ienne|éen|éenne|ain|aine|ane)s?")

_NO_PEOPLES: Final = listed(
    "graine graines fontaine fontaines domaine domaines semaine laine main mains bain bains pain pains grain "
    "grains train trains lien liens gardien gardiens gardienne chien chiens bois mois relais marais palais chaîne "
    "chaine plaine plaines vilaine copain copains copines terrain terrains parrain parrains marraine marraines "
    "châtaine chaise fraise braise falaise punaise malaise mayonnaise fournaise essaim refrain demain lendemain "
    "levain poulain sapin harnais quais anciens moyens musiciens comédiens mécaniciens"
)
"""Words that end as the name of a people does, and are the name of many a house: « Le Relais », « Graines de … »."""


_SAID: Final = re.compile(
    r"(?<![^\W_])(?:à|a|ai|est|dit|disait|j['’]|c['’]|je|il|elle|on|que|qu['’]|donc|avec|mais|alors|voilà)(?![^\W_])",
    re.IGNORECASE,
)
"""« J'ai dit à Prudence : » is no speaker."""


def labels_in(text: str) -> list[tuple[int, int]]:
    """Return what looks like speaker labels at the beginning of lines, for a text without known turns."""
    return [
        match.span() for match in _LABEL.finditer(text) if len(match[0].split()) <= 5 and not _SAID.search(match[0])
    ]


def _shouted(text: str, words: Sequence[Token]) -> list[bool]:
    """Tell of each word whether its line is typed in capitals: they then say nothing."""
    loud: list[bool] = []
    first = 0
    while first < len(words):
        last = first
        while last + 1 < len(words) and "\n" not in text[words[last].end : words[last + 1].start]:
            last += 1
        line = [word.text for word in words[first : last + 1] if word.text[0].isalpha()]
        capitals = sum(word.isupper() for word in line)
        small = sum(len(word) <= 3 for word in line)
        loud.extend([len(line) >= 4 and capitals >= 0.8 * len(line) and small > 0] * (last + 1 - first))
        first = last + 1
    return loud


class _Inside:
    """Whether a position lies in one of some spans; asked in any order."""

    def __init__(self, spans: Sequence[tuple[int, int]]):
        self._spans = sorted(spans)
        self._starts = [start for start, _end in self._spans]

    def __call__(self, position: int) -> bool:
        from bisect import bisect_right

        i = bisect_right(self._starts, position) - 1
        return i >= 0 and position < self._spans[i][1]


class Marked:
    """One text with its words, what opens a sentence and what follows what."""

    def __init__(self, text: str, words: Sequence[Token], labels: Sequence[tuple[int, int]]):
        self.text = text
        self.words = words
        self.labels = labels
        ends = {end for _start, end in labels}
        inside = _Inside(labels)
        self.low = [word.text.lower().replace("’", "'") for word in words]
        self.in_label = [inside(word.start) for word in words]
        self.opens: list[bool] = []
        previous = 0
        for i, word in enumerate(words):
            gap = text[previous : word.start]
            opening = i == 0 or self.in_label[i - 1] != self.in_label[i] or bool(_OPENERS.search(gap))
            if (
                opening
                and i
                and gap.strip() == "."
                and (self.low[i - 1] in CIVILITIES or (len(self.low[i - 1]) == 1 and self.low[i - 1].isalpha()))
            ):
                opening = False
            self.opens.append(opening or any(previous <= end <= word.start for end in (ends if gap == "" else ())))
            previous = word.end
        self.shouted = _shouted(text, words)
        self.by_start = {word.start: i for i, word in enumerate(words)}

    def shouted_at(self, position: int) -> bool:
        """Whether the word that begins at a position lies in a line typed in capitals."""
        i = self.by_start.get(position)
        return i is not None and self.shouted[i]

    def openings(self) -> Iterator[Token]:
        """Yield the words that open a sentence, whose capital says nothing."""
        return (word for word, opens in zip(self.words, self.opens, strict=True) if opens)

    # Words and runs of words

    def _capital(self, i: int) -> bool:
        return self.words[i].text[:1].isupper()

    def _near(self, i: int) -> bool:
        """Whether only a space, a hyphen or the point of an initial parts word ``i`` from the one before."""
        if i == 0 or self.in_label[i] != self.in_label[i - 1]:
            return False
        gap = self.text[self.words[i - 1].end : self.words[i].start]
        if gap in {"", " ", "\xa0", "\u202f", "-", "‑"}:
            return True
        return gap.strip() == "." and "\n" not in gap and (self.low[i - 1] in CIVILITIES or len(self.low[i - 1]) == 1)

    def _run(self, i: int) -> int:
        """Return the last word of the run of capitalised words that begins at ``i``, particles inside allowed."""
        last = i
        while True:
            j = last + 1
            while (
                j < len(self.words)
                and self._near(j)
                and self.low[j] in PARTICLES
                and not self._capital(j)
                and j - last < 3
            ):
                j += 1
            if j >= len(self.words) or not self._near(j) or not self._capital(j):
                return last
            if j > last + 1 and self._breaks(i, last, j):
                return last
            last = j

    def _breaks(self, first: int, last: int, following: int) -> bool:
        """Whether a small particle parts two names (« Karim de Lyon ») rather than binds one (« Fort de Vaux »)."""
        between = self.low[last + 1 : following]
        if between in (["d'"], ["de"], ["du"], ["de", "la"], ["de", "l'"]) and self.low[last] in CIVILITIES:
            return False  # « M. d’Aubrac », « Mme de La Tour »: the particle belongs to the name
        if between == ["d'"] and self._is_first_name(last) and self._only_a_name(following):
            return False
        if between == ["à"] and self._known_place(following):
            return True  # « Renault Trucks à Vénissieux » is a firm and a town
        if "et" in between or (self._idle(first) and (self._acronym(first) or self.low[first] not in ORG_HEADS)):
            return True
        heads = self.low[first]
        person = self._is_first_name(first) or heads in CIVILITIES
        if heads in CIVILITIES and between == ["de"]:
            return False  # « M. Le Roux de Kermadec »
        if person and between in (["de"], ["d'"]):
            # « Karim de Lyon » is a man and a town, « Philippe de Vaucelles » a man.
            return self._known_place(following) or self._acronym(following) or self.low[following] in ORG_HEADS
        return person and not (between and between[0] in _OF_NAMES)

    def _known_place(self, i: int) -> bool:
        """Whether a known place begins at a word."""
        for last in range(min(i + 3, len(self.words) - 1), i - 1, -1):
            if is_town(self.text[self.words[i].start : self.words[last].end]):
                return True
        return False

    def _only_a_name(self, i: int) -> bool:
        """Whether a word is in no list: neither a word, a place, a first name nor an acronym."""
        low = self.low[i]
        usual = fold(low) in first_names()  # « D’Angelo », where « Angelo » is a first name elsewhere
        return not (is_word(low) or is_town(low) or usual or self._acronym(i))

    def _begins_a_name(self, i: int) -> bool:
        """Whether « D’ » or « L’ » in front of word ``i + 1`` is a part of a surname: « D’Angelo », « L’Hostis »."""
        return (
            self.low[i] in {"d'", "l'"}
            and self._capital(i)
            and i + 1 < len(self.words)
            and self.words[i].end == self.words[i + 1].start
            and self._capital(i + 1)
            and self._only_a_name(i + 1)
        )

    def _is_first_name(self, i: int) -> bool:
        return is_given(self.low[i])

    def _articled(self, i: int) -> bool:
        return i > 0 and not self.opens[i] and self._near(i) and self.low[i - 1] in {"le", "la", "l'", "au", "du"}

    def _person_or_known(self, i: int) -> bool:
        """Whether a person or a known place begins at a word: it needs no other witness."""
        return self._person_like(i) or self._known_place(i)

    def _person_like(self, i: int) -> bool:
        """Whether a first name or a civility begins at a word."""
        return self._is_first_name(i) or self.low[i] in CIVILITIES

    def _acronym(self, i: int) -> bool:
        letters = [char for char in self.words[i].text if char.isalpha()]
        return len(letters) > 1 and all(char.isupper() for char in letters)

    def _idle(self, i: int) -> bool:
        """Whether a capitalised word names nobody: role, day, institution, public acronym, peoples, code."""
        low = self.low[i]
        public = low.replace(".", "") in ACRONYMS
        if public and self.words[i].text.istitle() and is_common(low) and self._articled(i):
            return False  # « le Cap », « la Pass »: written as a name, not as letters
        if low in NOT_NAMES or public or any(char.isdigit() for char in low):
            return True
        if len(low) == 1 or low.rstrip("'") != low:
            return True
        if self.shouted[i] and low[1:2] == "'" and is_word(low[2:]):
            return True  # « M'ENTENDS », in a line of capitals
        if self._acronym(i) and is_word(low) and not self._is_first_name(i):
            return True
        if place_key(low) in places():
            return False
        peoples = _PEOPLES.fullmatch(low) and low not in _NO_PEOPLES
        return bool(peoples) and is_common(low) and not self._is_first_name(i)
