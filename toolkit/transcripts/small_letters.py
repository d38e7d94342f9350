"""Names typed without a capital: « aïcha », « chez les martin », « à brioude », « le foyer saint-vincent ».

A French dictionary tells most words from names: a word that it lacks, in talk, is a name one time in two. A first
name that is a word too (« rose », « pierre ») is one only where a noun would have its article.
"""

import re
from collections.abc import Iterator
from typing import Final

from toolkit.language.gazetteer import first_names, place_key, surname_groups, world_first_names, world_surnames
from toolkit.language.tokens import is_common, is_hesitation
from toolkit.language.words import AUXILIARIES, CLITICS, SUBJECTS, listed
from toolkit.model.text import fold
from toolkit.transcripts.forms import Candidate, NameType
from toolkit.transcripts.kinds import Kinds
from toolkit.transcripts.marked import ARTICLES
from toolkit.transcripts.name_words import ACRONYMS, CIVILITIES, KIN, NOT_NAMES, ORG_HEADS, PLACE_BEFORE, PLACE_HEADS
from toolkit.transcripts.ordinary import FOLDED_HOMOGRAPHS, is_given, is_town, is_word

_DETERMINERS: Final = listed(
    "le la l' les un une des du au aux mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet "
    "cette ces quel quelle quels quelles chaque plusieurs quelques deux trois quatre cinq six sept huit neuf dix "
    "aucun aucune tout toute tous toutes en"
)
"""Before an unknown word, they announce a noun that the dictionary lacks: « un kakémono », « des minibus »."""
_WITH: Final = frozenset(("avec", "chez", "et", "ou", "à", "dit", "disait", "dis", "appelle", "demander", "demandé"))
_BARE_AFTER_WORDS: Final = frozenset(
    (
        "",
        "avec",
        "et",
        "que",
        "qu'",
        "là",
        "quand",
        "comme",
        "y'a",
        "a",
        "avait",
        "mais",
        "donc",
        "alors",
        "puis",
        "c'est",
        "ou",
        "hier",
        "demain",
        "après",
        "avant",
        "maintenant",
        "ensuite",
        "même",
        "aussi",
        "juste",
        "eu",
        "voilà",
        "sauf",
    )
)
_SPEAKS: Final = frozenset(("il", "elle", "m'", "lui", "dit", "disait"))
_NOT_ALONE: Final = frozenset(("me", "m", "pr"))
"""Civilities only with their stop: « m. chazal »; « me » is a pronoun first."""
_NO_HOST: Final = listed(
    "moi toi lui elle eux elles nous vous soi qui quelqu'un personne certains certaines beaucoup chacun celui "
    "celle ceux celles tout toute tous toutes autrui euh heu eum bah ben papa maman mamie papi papy tata tonton "
    "mémé pépé l'habitant monsieur madame mme mr m docteur dr et ou pas plus aussi là où quand après avant depuis "
    "pendant toujours encore déjà hier demain aujourd'hui parce comme mais donc alors enfin voilà"
)
_PARTS_OF_TOWN: Final = frozenset(("quartier", "cité", "hameau", "lieu-dit", "lotissement", "résidence"))
_USUAL_PARTS: Final = listed(
    "ville centre nord sud est ouest gare jeunes gens rue coin bas haut bout départ fond même musique danse "
    "justice santé jeunesse politique presse mode peur enfance misère banlieue périphérie campagne mer rivière"
)
_SAINT: Final = re.compile(r"(?:saint|sainte|st|ste)(?:-[\w'’]+)+")
_PEOPLE: Final = listed(
    "belge portugais turc russe polonais espagnol italien anglais breton corse chinois arabe gitan manouche "
    "kabyle marocain algérien tunisien sénégalais malien allemand grec roumain normand basque catalan"
)


class SmallLetters(Kinds):
    """A text whose names without a capital can be told."""

    def _small(self, i: int) -> Iterator[Candidate]:
        low = self.low[i]
        if self.in_label[i] or (self._capital(i) and not self.shouted[i]):
            return
        before = self.low[i - 1] if self._near(i) else ""
        if low in ARTICLES and (span := self._small_place(i, before)) is not None and span > i:
            yield self._made(i, span, "PLACE", "known place")
        if len(low) < 3:
            return
        if low in _PARTS_OF_TOWN and (last := self._part_of_town(i)) is not None:
            yield self._made(last, last, "PLACE", "place word")
        if before == "chez" and (last := self._at_whose(i)) is not None:
            firm = last > i or self._works(i)
            yield self._made(i, last, "ORG" if firm else "PERSON", "people of")
        stop = bool(before) and "." in self.text[self.words[i - 1].end : self.words[i].start]
        if (
            before in CIVILITIES - (frozenset() if stop else _NOT_ALONE)
            and low not in NOT_NAMES
            and (not is_common(low) or self._is_name(i))
        ):
            yield self._made(i - 1, self._with_surname(i), "PERSON", "civility")
        elif (span := self._small_place(i, before)) is not None:
            if before in ORG_HEADS - PLACE_HEADS:
                yield self._made(i, span, "ORG", "organisation word")
            else:
                yield self._made(i, span, "PLACE", "known place")
        elif (before in KIN and self._homograph_of_a_name(i)) or (
            self._homograph_of_a_name(i) and is_word(low) and self._bare_name(i, before)
        ):
            yield self._made(i, self._with_surname(i), "PERSON", "first name")
        elif self._is_first_name(i) and (fold(low) not in FOLDED_HOMOGRAPHS or self._bare_name(i, before)):
            if not (low in {"denise", "marie"} and before in {"se", "me", "te", "s'", "on", "la", "elle", "il"}):
                yield self._made(i, self._with_surname(i), "PERSON", "first name")
        elif low in _PEOPLE and before in {"le", "la", "l'"} and self._points_at_one(i):
            yield self._made(i, i, "PERSON", "nickname")
        elif self._unknown(i) and self._may_be_name(i, before):
            type = self._type_of_unknown(i, before)
            last = self._with_surname(i) if type == "PERSON" else i
            yield self._made(i, last, type, "unknown word")

    def _is_name(self, i: int) -> bool:
        key = fold(self.low[i])
        return self._is_first_name(i) or key in surname_groups() or key in world_surnames()

    def _homograph_of_a_name(self, i: int) -> bool:
        """Whether a word is also a first name: « mamie jeannette », « ma fille victoire »."""
        key, low = fold(self.low[i]), self.low[i]
        if low in {"aime", "ancien", "adore", "alla", "canal", "but", "an", "ben", "des", "dit", "tres", "pas", "et"}:
            return False
        known = first_names().get(key) or world_first_names().get(key)
        return known is not None and (key in first_names() or known.group in {"milieu", "maghreb"})

    def _small_place(self, i: int, before: str) -> int | None:
        """Return the last word of a known place typed in small letters from ``i``."""
        if _SAINT.fullmatch(self.low[i]) and len(self.low[i]) > 6:
            return i
        for last in range(min(i + 4, len(self.words) - 1), i - 1, -1):
            if any(not self._near(j) for j in range(i + 1, last + 1)):
                continue
            words = self.text[self.words[i].start : self.words[last].end]
            key = place_key(words)
            if not is_town(words) or any(self._capital(j) and not self.shouted[j] for j in range(i, last + 1)):
                continue
            if key in FOLDED_HOMOGRAPHS and not (
                before in {"à", "sur", "vers"} and key not in {"sens", "tours", "creuse"}
            ):
                continue
            if is_given(words) or not self._stands_as_place(i, last, before):
                continue
            return last
        return None

    def _stands_as_place(self, first: int, last: int, before: str) -> bool:
        """Whether a village of the long list is one here; a town of the short list always is."""
        words = self.text[self.words[first].start : self.words[last].end]
        if self._is_usual_place(words):
            return True
        if before not in PLACE_BEFORE | {"de", "d'", "du", "pour", "et"} | PLACE_HEADS:
            return not is_common(self.low[first]) and before not in _DETERMINERS | SUBJECTS | CLITICS
        if " " in place_key(words):
            # « la tour », « le port » are villages too: one part at least is no word.
            return any(len(part) > 2 and not is_common(part) for part in re.split(r"[ -]", words))
        return len(words) > 3

    def _with_surname(self, i: int) -> int:
        """Return the last word of a name that begins at ``i``: a capital or an unknown word goes on with it."""
        j = i + 1
        if j >= len(self.words) or not self._near(j):
            return i
        if self._capital(j) and not self._idle(j) and not self.shouted[j]:
            return j
        if (self.shouted[j] or not self._capital(j)) and (self._unknown(j) or self._listed_surname(j)):
            return j
        if self._is_first_name(j) and fold(self.low[j]) not in FOLDED_HOMOGRAPHS:
            return j
        if self.low[j] in {"ben", "bent", "el", "al", "da", "dos", "van", "von", "di", "de", "le", "la", "n'"}:
            k = j + 1
            if (
                k < len(self.words)
                and self._near(k)
                and (self._unknown(k) or (self._capital(k) and not self._idle(k)))
            ):
                return k
        return i

    def _listed_surname(self, i: int) -> bool:
        low = self.low[i]
        return fold(low) in world_surnames() and not is_common(low) and len(low) > 3

    def _unknown(self, i: int) -> bool:
        word = self.words[i].text
        low = self.low[i]
        small = word.islower() or (self.shouted[i] and word.isupper())
        if low in ACRONYMS:
            return False
        return len(low) > 3 and small and low.replace("-", "").isalpha() and not is_word(low)

    def _may_be_name(self, i: int, before: str) -> bool:
        """Whether an unknown word may be a name: no noun after its article, no verb after its pronoun."""
        if is_hesitation(self.low[i]) or len(set(self.low[i])) < 3:
            return False
        if before == "les":
            return not self.low[i].endswith(("s", "x", "z"))
        if before in _DETERMINERS:
            # « les mamans de la livatte », « au topdemain »: a place or a house, or a noun that the dictionary lacks.
            two_before = self.low[i - 2] if i > 1 and self._near(i - 1) else ""
            return (before in {"la", "le", "l'"} and two_before in {"de", "à", "vers", "chez"}) or before in {
                "au",
                "aux",
            }
        if before in SUBJECTS | CLITICS | AUXILIARIES | {"pas", "plus", "très", "trop", "jamais", "rien", "tout"}:
            return False
        near_noun = i > 1 and self._near(i) and self._near(i - 1) and self.low[i - 2] in _DETERMINERS
        if near_noun and before not in KIN and before not in PLACE_HEADS | ORG_HEADS:
            # « un truc chelou »: an adjective that the dictionary lacks, unless it stands where a name does.
            return self._says_after(i)
        return True

    def _says_after(self, i: int) -> bool:
        return i + 1 < len(self.words) and self._near(i + 1) and self.low[i + 1] in _SPEAKS

    def _type_of_unknown(self, i: int, before: str) -> NameType:
        two_before = self.low[i - 2] if i > 1 and self._near(i) and self._near(i - 1) else ""
        if before in ORG_HEADS - PLACE_HEADS or (before == "chez" and self._works(i)):
            return "ORG"
        if before in {"à", "vers", "sur", "depuis", "jusqu'"} and not (before == "à" and self._says(i - 1)):
            return "PLACE"
        if before in PLACE_HEADS or (
            before in {"de", "d'"} and (two_before in PLACE_HEADS or two_before in ACRONYMS)
        ):
            return "PLACE"
        return "PERSON"

    def _part_of_town(self, i: int) -> int | None:
        """Return the noun after « quartier de la », « cité des », « hameau du »: the name of a part of a town."""
        j = i + 1
        if j >= len(self.words) or not self._near(j) or self.low[j] not in {"de", "du", "des"}:
            return None
        plain = self.low[j] == "de"
        j += 1
        if plain:
            if j >= len(self.words) or self.low[j] not in {"la", "l'"}:
                return None
            j += 1
        if j >= len(self.words) or not self._near(j) or (self._capital(j) and not self.shouted[j]):
            return None
        low = self.low[j]
        usual = low in ORG_HEADS | PLACE_HEADS | KIN | _USUAL_PARTS or low.endswith(("eurs", "ants", "iers"))
        return None if usual or len(low) < 4 or not low.replace("-", "").isalpha() else j

    def _at_whose(self, i: int) -> int | None:
        """Return the last word of what follows « chez » without an article: « chez maçon et fils », « chez rose »."""
        low = self.low[i]
        if low in _NO_HOST or low in _DETERMINERS or not low[0].isalpha() or low in KIN:
            return None
        last = i
        for _time in range(2):
            j = last + 1
            if (
                j + 1 < len(self.words)
                and self._near(j)
                and self._near(j + 1)
                and self.low[j] in {"et", "de", "d'", "du"}
            ):
                if self.low[j] == "et" and self.low[j + 1] not in {
                    "fils",
                    "frères",
                    "cie",
                    "filles",
                    "associés",
                    "compagnie",
                }:
                    break
                last = j + 1
        following = self.low[last + 1] if last + 1 < len(self.words) and self._near(last + 1) else ""
        pause = (
            last + 2 >= len(self.words)
            or not self._near(last + 2)
            or self.low[last + 2] in {"à", "a", "en", "et", "c'"}
        )
        if following and last == i and pause and len(following) > 3 and not self._ends_talk(following):
            last += 1  # « chez travaux dupré »
        return last

    def _ends_talk(self, low: str) -> bool:
        return low in _NO_HOST | AUXILIARIES | SUBJECTS | KIN or low.endswith("ment") or low in _DETERMINERS

    def _bare_name(self, i: int, before: str) -> bool:
        """Whether « rose » or « pierre » stands without its article, where only a name does."""
        if before in KIN:
            return True
        if before in _DETERMINERS:
            return False
        after = self.low[i + 1] if i + 1 < len(self.words) and self._near(i + 1) else ""
        if before == "chez":
            return True
        if before in _BARE_AFTER_WORDS and after in {"il", "elle", "ils", "elles", "m'", "qui", "lui"}:
            return True
        return before == "à" and self._says(i - 1) and after in {"", "il", "elle", "que", "et"}

    def _points_at_one(self, i: int) -> bool:
        """Whether « le belge » is how somebody is called: « le belge, c'est un collègue », « le belge il … »."""
        rest = self.text[self.words[i].end : self.words[i].end + 24].lower().replace("’", "'")
        return bool(re.match(r"[\s\xa0]*,?[\s\xa0]*(?:c'est (?:un|une|mon|ma)\b|il\b|elle\b|lui\b)", rest))

    def _made(self, first: int, last: int, type: NameType, why: str) -> Candidate:
        start, end = self.words[first].start, self.words[last].end
        return Candidate(start, end, self.text[start:end], type, why)
