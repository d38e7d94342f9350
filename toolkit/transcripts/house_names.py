"""Houses and firms that talk explains: « à la ressource, la recyclerie », « façades du forez ça s'appelle ».

Their names are ordinary words, often without a capital: what is said of them tells, not the name itself.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from toolkit.language.words import listed
from toolkit.transcripts.forms import Candidate
from toolkit.transcripts.kinds import Kinds
from toolkit.transcripts.marked import ARTICLES, Marked
from toolkit.transcripts.name_words import (
    KIN,
    NOT_NAMES,
    ORG_HEADS,
    PLACE_HEADS,
)
from toolkit.transcripts.org_ends import (
    DETERMINERS,
    NO_TAIL,
    NUMBERS,
    PARTNERS,
    STOPS,
    described,
    end_of_name,
    follows,
    is_noun,
    made,
)

PEOPLE: Final = re.compile(
    r".*(?:eurs?|euses?|trices?|ants|antes|és|ées|gens|filles|garçons|gars|gamins|dames|femmes)"
)
_TAILS: Final = listed(
    "plus santé emploi services insertion solidarité solidaire famille familles accueil conseil entraide culture "
    "média médias jeunes jeunesse nature environnement logement habitat formation solidaires mobilité numérique "
    "éducation"
)
_MOSTLY: Final = listed("encore beaucoup peine quelqu'un moitié temps force partir avoir faire")
OF_MANY: Final = listed(
    "atelier ateliers club comptoir jardin jardins foyer crèche résidence collectif compagnie fabrique cantine "
    "théâtre épicerie ferme auberge café chorale amicale clinique"
)
_USUAL_OF: Final = listed(
    "jeunes jeunesse parents femmes hommes filles garçons enfants anciens soins soir jour quartier village coin "
    "bourg collège lycée centre ville gens autres pauvres élèves étudiants travailleurs plantes sports livre foot "
    "vendredi jeudi mardi mercredi samedi dimanche lundi mois moment bas haut fond deuxième premier matin théâtre "
    "chant"
)
_BARE_LEADS: Final = frozenset(("avec", "pour", "par", "chez"))
_HOUSES_BY_LETTERS: Final = listed(
    "cmpp cmp cattp gem esat ime itep mecs ehpad chrs cada csapa caarud sessad mjc fjt amap scop scic"
)
_LEADS: Final = frozenset(("le", "la", "l'", "les", "au", "aux", "du"))
_EXPLAINED: Final = re.compile(
    r"[\s\xa0]*,[\s\xa0]*(?P<is>c['’](?:est|était)[\s\xa0]+)?(?:(?:le|la|l['’]|les|une?|notre|mon|ma)[\s\xa0]*)(?P<kind>[\w-]+)",
    re.IGNORECASE,
)
_NO_HOUSE: Final = listed(
    "jour matin soir nuit midi fois semaine mois année fin début suite coup temps vie monde problème moment base "
    "place différence extérieur intérieur époque hauteur rapport demande maison gens truc chose plupart reste "
    "rentrée retraite sortie pause réunion façon limite rigueur mairie gare prison dame fille femme mère monsieur "
    "homme père patron chef directrice directeur collègue voisine voisin"
)
_SO_CALLED: Final = re.compile(
    r"[\s\xa0]*,?[\s\xa0]*(?:ça|elle|il)[\s\xa0]+s['’]appel\w+[\s\xa0]*(?:[,.;!?\n]|$)", re.IGNORECASE
)
_QUOTED: Final = re.compile(r"[«“\"][\s\xa0\u202f]*(?P<name>[^«»“”\"\n.?!]{3,48}?)[\s\xa0\u202f]*[»”\"]")
_NAMED_BEFORE: Final = re.compile(
    r"(?:s['’]appel\w+|appelé\w*|intitulé\w*|nommé\w*|baptisé\w*|dénommé\w*|du nom de|nom,? c['’]est|nom :)"
    r"[\s\xa0]*$",
    re.IGNORECASE,
)
_NAMED_AFTER: Final = re.compile(r"[\s\xa0,]*(?:(?:ça|il|elle|c['’]est) (?:s['’]appel\w+|le nom))", re.IGNORECASE)


def apposed(text: Kinds, i: int) -> Iterator[Candidate]:
    """Yield « mon asso, le Platier vivant »: after a pause, an article and a capital."""
    k = i + 1
    if k + 1 >= len(text.words) or text.shouted[i] or text.low[k] not in ARTICLES or not text._near(k + 1):
        return
    gap = text.text[text.words[i].end : text.words[k].start]
    if gap.strip() != "," or text._capital(k) or not text._capital(k + 1) or text._person_or_known(k + 1):
        return
    last = end_of_name(text, k + 1, text._run(k + 1))
    last_told = described(text, k + 1) if last == k + 1 else None
    if not text._idle(k + 1) or last > k + 1:
        yield made(text, k + 1, last_told or last)


def with_a_tail(text: Kinds, i: int) -> Iterator[Candidate]:
    """Yield « à entraide plus », « avec tremplin santé »: two words without any article, as houses are called."""
    if not (follows(text, i + 1) and follows(text, i + 2)) or text._capital(i + 1) or text._capital(i + 2):
        return
    first = text.low[i + 1]
    verb = text.words[i + 1].lemma == first and first.endswith(("er", "ir", "oir", "re"))
    if text.low[i + 2] in _TAILS and len(first) > 4 and first.isalpha() and not verb and not first.endswith("ment"):
        plain = first in KIN | NOT_NAMES | STOPS | NO_TAIL | {"toute", "leurs", "notre", "votre", "cette", "entre"}
        plain = plain or (text.low[i + 2] == "plus" and (text.words[i + 1].lemma != first or first in _MOSTLY))
        if not plain:
            yield made(text, i + 1, i + 2)


def house_of(text: Kinds, i: int) -> int | None:
    """Return the last word of « club des bruyères », « ateliers du possible », typed without any capital."""
    if text._capital(i) and not text.shouted[i]:
        return None
    if not (follows(text, i + 1) and follows(text, i + 2)) or text.low[i + 1] not in {"du", "des"}:
        return None
    j = i + 2
    if text.low[j] in NUMBERS and follows(text, j + 1):
        j += 1  # « la ferme des trois chênes »
    low = text.low[j]
    if low in _USUAL_OF or not (is_noun(text, j) or (text.shouted[j] and len(low) > 3)):
        return None
    if low in KIN | NOT_NAMES | PLACE_HEADS | ORG_HEADS or (PEOPLE.fullmatch(low) and not text.shouted[j]):
        return None
    return j if i and text.low[i - 1] in {"au", "aux", "le", "la", "les", "l'", "du", "des", "chez"} else None


def and_sons(text: Kinds, i: int) -> Iterator[Candidate]:
    """Yield « bourgeon et fils », « ville et compagnie »: a firm typed without any capital, and no article."""
    bare = i and text._near(i) and not (text._capital(i - 1) and not text.shouted[i - 1])
    if not bare or text.low[i + 1] not in PARTNERS or not text.words[i - 1].text[0].isalpha():
        return
    before = text.low[i - 2] if i > 1 and text._near(i - 1) else ""
    if before not in DETERMINERS | {"de", "du", "mon", "ma", "mes", "son", "sa", "ses", "nos", "leurs", "père"} | KIN:
        yield made(text, i - 1, i + 1)


def explained(text: Kinds) -> Iterator[Candidate]:
    """Yield what is told to be a house: « à la ressource, la recyclerie », « le grain de sel, c'est l'épicerie »."""
    for i, low in enumerate(text.low):
        if (
            low not in _LEADS | _BARE_LEADS
            or text.in_label[i]
            or (text._capital(i) and not text.opens[i] and not text.shouted[i])
        ):
            continue
        at_place = (
            low in _BARE_LEADS
            or low in {"au", "aux"}
            or (low in {"la", "l'"} and i > 0 and text.low[i - 1] in {"à", "de"})
        )
        last = i
        while follows(text, last + 1) and last - i < 4 and text.low[last + 1] not in STOPS:
            last += 1
        told = _EXPLAINED.match(text.text, text.words[last].end) if last > i else None
        if told is None or not (told["is"] or at_place):
            continue
        kind = told["kind"].lower()
        known = kind in ORG_HEADS | _HOUSES_BY_LETTERS or (
            told["is"] and kind in {"nom", "cinéma", "bar", "commerce", "boîte", "asso"}
        )
        head = text.low[i + 1]
        if not known or head in _NO_HOUSE | NOT_NAMES | DETERMINERS or (last == i + 1 and head in ORG_HEADS):
            continue
        if text._person_or_known(i + 1):
            continue
        yield made(text, i + 1, last)


def named_after(text: Kinds) -> Iterator[Candidate]:
    """Yield what is said before « ça s'appelle »: « façades du forez ça s'appelle »."""
    for match in _SO_CALLED.finditer(text.text):
        last = bisect_left(text.words, match.start(), key=lambda word: word.end)
        if last >= len(text.words) or text.words[last].end != match.start():
            continue
        first = last
        while first and text._near(first) and last - first < 5 and text.low[first - 1] not in STOPS:
            first -= 1
        unsaid = {"pas", "comment", "quoi", "plus"} & set(text.low[first : last + 1])
        if not unsaid and not text._person_or_known(first) and text.low[first] not in NO_TAIL:
            yield made(text, first, last)


def quoted_names(text: Marked) -> Iterator[Candidate]:
    """Yield what is given between quotation marks as a name: « Retour au port », ça s'appelle."""
    for match in _QUOTED.finditer(text.text):
        named = _NAMED_BEFORE.search(text.text[max(0, match.start() - 24) : match.start()])
        if not (named or _NAMED_AFTER.match(text.text, match.end())):
            continue
        start, end = match.span("name")
        if len(match["name"].split()) > 6 or (k := text.by_start.get(start)) is None:
            continue
        if text._person_like(k):
            continue
        yield Candidate(start, end, match["name"], "ORG", "naming words")
