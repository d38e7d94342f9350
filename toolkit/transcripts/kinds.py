"""Tell a person from a place and from an organisation, by what the words are and by what stands before them."""

import re
from typing import Final

from toolkit.language.gazetteer import place_key, places, surname_groups, world_surnames
from toolkit.language.words import listed
from toolkit.model.text import fold
from toolkit.transcripts.forms import NameType
from toolkit.transcripts.marked import ARTICLES, PARTICLES, Marked
from toolkit.transcripts.name_words import (
    ACRONYMS,
    KIN,
    ORG_HEADS,
    PLACE_BEFORE,
    PLACE_HEADS,
    SAYING,
    WORKING,
)
from toolkit.transcripts.ordinary import is_town, is_word

_IRISH: Final = re.compile(r"[omn]'\w")
"""« O’Brien », « M’Barek », « N’Diaye »: the shape alone says a person."""
_NICKNAME: Final = re.compile(r"([b-df-hj-np-tv-z]{1,2}[aeiouy]{1,2}n?)\1")
"""« Momo », « Titi », « Dédé », « Nanou » says itself: a syllable twice is what friends call somebody."""
_OF_NAMED: Final = listed(
    "atelier club jardin jardins compagnie théâtre ferme cantine épicerie boutique café brasserie librairie "
    "chantier collectif chorale fanfare réseau bar restaurant auberge recyclerie ressourcerie coopérative "
    "association compagnons boulangerie fromagerie garage festival radio journal cinéma squat amicale maraîchers"
)
"""« l'Atelier des voix » is a name; « la Maison des adolescents » is a kind of place that every town has."""
_LINKS: Final = frozenset(("de", "du", "d'", "des", "pour"))


class Kinds(Marked):
    """A text whose runs of capitals can be told apart."""

    def _type(self, first: int, last: int, civil: bool) -> tuple[NameType, str]:
        before = self.low[first - 1] if first and self._near(first) else ""
        two_before = self.low[first - 2] if before and first > 1 and self._near(first - 1) else ""
        words = self.text[self.words[first].start : self.words[last].end]
        if civil:
            return "PERSON", "civility"
        known = is_town(words) and not (self._is_first_name(first) and before not in PLACE_BEFORE)
        # « Craponne » and « Vidal » are villages and surnames: a preposition tells.
        known = known and (before in PLACE_BEFORE or self._is_usual_place(words) or not self._is_surname(words))
        if known and before in {"à", "de", "d'"}:
            return "PLACE", "known place"
        if self.low[first] in ORG_HEADS and last > first:
            return "ORG", "organisation word"
        if before in ORG_HEADS or (
            before in ARTICLES | {"de", "du", "des", "d'", "«"}
            and two_before in ORG_HEADS
            and two_before not in PLACE_HEADS
        ):
            return "ORG", "organisation word"
        if known:
            return "PLACE", "known place"
        if self._is_first_name(first):
            return "PERSON", "first name"
        if first == last and _NICKNAME.fullmatch(fold(self.low[first])) and not is_word(self.low[first]):
            return "PERSON", "first name"
        if before == "chez" and self._works(first):
            return "ORG", "organisation word"
        if _IRISH.match(self.low[first]):
            return "PERSON", "first name"
        if before in KIN:
            return "PERSON", "people of"
        if self.low[first] in ARTICLES and first < last and before not in {"de", "d'"}:
            return "ORG", "organisation word"
        if first == last and 3 <= len(self.low[first]) <= 7 and self._acronym(first) and before not in PLACE_BEFORE:
            return "ORG", "organisation word"
        if before in {"de", "du", "d'"} and two_before in ACRONYMS:
            return "PLACE", "place word"
        if before in PLACE_HEADS or two_before in PLACE_HEADS or self.low[first] in PLACE_HEADS:
            return "PLACE", "place word"
        if self.low[first].startswith(("saint-", "sainte-", "st-", "ste-")) or self.low[first] in {"saint", "sainte"}:
            return "PLACE", "place word"
        if before == "à" and self._says(first - 1):
            return "PERSON", "capital"
        if before in PLACE_BEFORE:
            return "PLACE", "place word"
        if self._acronym(first):
            return ("ORG", "capital") if first == last else ("PERSON", "capital")
        if before in {"la", "le"} and first == last and not is_word(self.low[first]):
            # « la Nade » is a nickname; « les Amarres » is a house.
            return "PERSON", "capital"
        if any(is_word(self.low[i]) and self.low[i] not in PARTICLES for i in range(first + 1, last + 1)):
            return "ORG", "capital"
        if self.low[first] in ARTICLES or before in {"la", "le", "l'", "les", "du", "des", "au", "aux", "un", "une"}:
            return "ORG", "capital"
        return "PERSON", "capital"

    def _is_usual_place(self, words: str) -> bool:
        return place_key(words.replace("’", "'")) in places()

    def _is_surname(self, words: str) -> bool:
        return fold(words) in world_surnames() or fold(words) in surname_groups()

    def _works(self, i: int) -> bool:
        """Whether talk of work comes before: « chez » then announces a firm."""
        return any(word.lemma in WORKING or word.text in WORKING for word in self.words[max(0, i - 12) : i])

    def _says(self, i: int) -> bool:
        """Whether « à » comes after a verb of saying: it then announces a person."""
        return any(word.lemma in SAYING for word in self.words[max(0, i - 3) : i])

    def _kind_alone(self, first: int, last: int) -> bool:
        """« la Maison des adolescents », « le Groupement d'entraide »: a kind of place, not its name."""
        return (
            first == last
            and (self.low[first] in ORG_HEADS - _OF_NAMED or self.opens[first])
            and self.low[first] in ORG_HEADS
            and first + 1 < len(self.words)
            and self._near(first + 1)
            and self.low[first + 1] in _LINKS
        )
