"""Names of associations, firms, homes and services: what announces them, how far they go.

« le collectif Soif de justice », « l'épicerie sociale Le Panier », « mon syndicat c'est … », « chez amazon »: the
name begins where a capital or an article follows the kind of thing it is, and goes on over its small words.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from toolkit.language.gazetteer import org_key, organisations, place_key, places
from toolkit.language.words import AUXILIARIES, listed
from toolkit.transcripts.forms import Candidate
from toolkit.transcripts.kinds import Kinds
from toolkit.transcripts.marked import ARTICLES, Marked
from toolkit.transcripts.name_words import (
    CIVILITIES,
    CLUBS,
    KIN,
    NOT_NAMES,
    ORG_HEADS,
    ORG_QUALIFIERS,
    PLACE_HEADS,
)
from toolkit.transcripts.ordinary import is_word

_LINKS: Final = frozenset(("de", "d'", "du", "des", "la", "l'", "les", "le", "à"))
_TAIL: Final = frozenset(("de", "d'", "du", "des", "pour", "contre", "sans", "aux", "au", "à"))
_NUMBERS: Final = frozenset(("deux", "trois", "quatre", "cinq", "six", "sept", "mille", "cent"))
_NO_TAIL: Final = frozenset(
    (
        "ma",
        "mon",
        "mes",
        "ta",
        "ton",
        "tes",
        "sa",
        "son",
        "ses",
        "notre",
        "nos",
        "votre",
        "vos",
        "leur",
        "leurs",
        "ce",
        "cet",
        "cette",
        "ces",
        "qui",
        "que",
        "quoi",
        "là",
        "ça",
        "cela",
        "moi",
        "toi",
        "lui",
        "elle",
        "nous",
        "vous",
        "eux",
        "temps",
        "jours",
        "toute",
        "toutes",
        "nouveau",
        "suite",
        "plus",
        "façon",
        "côté",
        "coup",
        "base",
    )
)
_DETERMINERS: Final = frozenset(("un", "une", "le", "la", "les", "l'", "des"))
_CALLED: Final = re.compile(
    r"[^\S\n]*,?[^\S\n]*(?:(?:qui|elle|il|ça|qu['’]on)[^\S\n]+)?(?:c['’]est|c['’]était|s['’]appel\w+|appel\w+|du[^\S\n]+nom[^\S\n]+de|"
    r"nommée?s?|intitulée?s?|baptisée?s?|dénommée?s?)[^\S\n]*,?[^\S\n]*[«\"“]?[^\S\n]*",
    re.IGNORECASE,
)
_PAST: Final = re.compile(r"[^\W\d_]{3,}(?:ées?|és)")
_PARTNERS: Final = frozenset(("fils", "frères", "soeurs", "sœurs", "compagnie", "cie", "associés", "filles"))
_HOMES: Final = frozenset(
    (
        "foyer",
        "association",
        "asso",
        "crèche",
        "ehpad",
        "école",
        "résidence",
        "collectif",
        "ime",
        "mecs",
        "chrs",
        "itep",
        "café",
        "restaurant",
        "clinique",
        "pension",
        "coopérative",
        "scop",
        "ferme",
        "épicerie",
    )
)
_PEOPLE: Final = re.compile(
    r".*(?:eurs?|euses?|trices?|ants|antes|és|ées|gens|filles|garçons|gars|gamins|dames|femmes)"
)
_COUNTED: Final = frozenset(
    ("ans", "an", "fois", "heures", "mois", "jours", "semaines", "personnes", "euros", "h", "ou")
)
_PUBLIC: Final = frozenset(("travail", "inter", "info", "culture", "bleu", "télévisions", "tv", "connect"))
_WHY: Final = "organisation word"


def organisation_names(text: Kinds) -> Iterator[Candidate]:
    """Yield the organisations that the words announce; they may overlap."""
    yield from _listed(text)
    yield from _explained(text)
    yield from _named_after(text)
    for i, low in enumerate(text.low):
        if text.in_label[i]:
            continue
        if low in _OF_MANY and (last := _house_of(text, i)) is not None:
            yield _made(text, i, last)
        if i + 2 < len(text.words) and text._near(i + 1) and text._near(i + 2) and low == "et":
            yield from _and_sons(text, i)
        if low in ORG_HEADS:
            yield from _announced(text, i)
            yield from _apposed(text, i)
        if low in {"à", "avec", "pour"}:
            yield from _with_a_tail(text, i)
        if i and text.low[i - 1] == "chez" and text._capital(i) and text._works(i) and (last := _partners(text, i)):
            yield _made(text, i, last)
        if not (_follows(text, i + 1) and text._capital(i) and text._capital(i + 1)):
            continue
        if low == "france" and text.low[i + 1] not in _PUBLIC and not text._acronym(i):
            yield _made(text, i, end_of_name(text, i, text._run(i + 1)))
        elif low in CLUBS and text._acronym(i):
            yield _made(text, i, text._run(i + 1))


def _apposed(text: Kinds, i: int) -> Iterator[Candidate]:
    """Yield « mon asso, le Platier vivant »: after a pause, an article and a capital."""
    k = i + 1
    if k + 1 >= len(text.words) or text.shouted[i] or text.low[k] not in ARTICLES or not text._near(k + 1):
        return
    gap = text.text[text.words[i].end : text.words[k].start]
    if gap.strip() != "," or text._capital(k) or not text._capital(k + 1) or text._person_or_known(k + 1):
        return
    last = end_of_name(text, k + 1, text._run(k + 1))
    described = _described(text, k + 1) if last == k + 1 else None
    if not text._idle(k + 1) or last > k + 1:
        yield _made(text, k + 1, described or last)


_TAILS: Final = listed(
    "plus santé emploi services insertion solidarité solidaire famille familles accueil conseil entraide culture média "
    "médias jeunes jeunesse nature environnement logement habitat formation solidaires mobilité numérique éducation"
)


def _with_a_tail(text: Kinds, i: int) -> Iterator[Candidate]:
    """Yield « à entraide plus », « avec tremplin santé »: two words without any article, as houses are called."""
    if not (_follows(text, i + 1) and _follows(text, i + 2)) or text._capital(i + 1) or text._capital(i + 2):
        return
    first = text.low[i + 1]
    verb = text.words[i + 1].lemma == first and first.endswith(("er", "ir", "oir", "re"))
    if text.low[i + 2] in _TAILS and len(first) > 4 and first.isalpha() and not verb and not first.endswith("ment"):
        plain = first in KIN | NOT_NAMES | _STOPS | _NO_TAIL | {"toute", "leurs", "notre", "votre", "cette", "entre"}
        plain = plain or (text.low[i + 2] == "plus" and (text.words[i + 1].lemma != first or first in _MOSTLY))
        if not plain:
            yield _made(text, i + 1, i + 2)


_MOSTLY: Final = listed("encore beaucoup peine quelqu'un moitié temps force partir avoir faire")
_OF_MANY: Final = listed(
    "atelier ateliers club comptoir jardin jardins foyer crèche résidence collectif compagnie fabrique cantine théâtre "
    "épicerie ferme auberge café chorale amicale clinique"
)
_USUAL_OF: Final = listed(
    "jeunes jeunesse parents femmes hommes filles garçons enfants anciens soins soir jour quartier village coin bourg "
    "collège lycée centre ville gens autres pauvres élèves étudiants travailleurs plantes sports livre foot vendredi "
    "jeudi mardi mercredi samedi dimanche lundi mois moment bas haut fond deuxième premier matin théâtre chant"
)


def _house_of(text: Kinds, i: int) -> int | None:
    """Return the last word of « club des bruyères », « ateliers du possible », typed without any capital."""
    if text._capital(i) and not text.shouted[i]:
        return None
    if not (_follows(text, i + 1) and _follows(text, i + 2)) or text.low[i + 1] not in {"du", "des"}:
        return None
    j = i + 2
    low = text.low[j]
    if low in _USUAL_OF or not (_noun(text, j) or (text.shouted[j] and len(low) > 3)):
        return None
    if low in KIN | NOT_NAMES | PLACE_HEADS | ORG_HEADS or (_PEOPLE.fullmatch(low) and not text.shouted[j]):
        return None
    return j if i and text.low[i - 1] in {"au", "aux", "le", "la", "les", "l'", "du", "des", "chez"} else None


def _and_sons(text: Kinds, i: int) -> Iterator[Candidate]:
    """Yield « bourgeon et fils », « ville et compagnie »: a firm typed without any capital, and no article."""
    bare = i and text._near(i) and not (text._capital(i - 1) and not text.shouted[i - 1])
    if not bare or text.low[i + 1] not in _PARTNERS or not text.words[i - 1].text[0].isalpha():
        return
    before = text.low[i - 2] if i > 1 and text._near(i - 1) else ""
    if (
        before
        not in _DETERMINERS | {"de", "du", "mon", "ma", "mes", "son", "sa", "ses", "nos", "leurs", "père"} | KIN
    ):
        yield _made(text, i - 1, i + 1)


_LEADS: Final = frozenset(("le", "la", "l'", "les", "au", "aux", "du"))
_EXPLAINED: Final = re.compile(
    r"[\s\xa0]*,[\s\xa0]*(?P<is>c['’](?:est|était)[\s\xa0]+)?(?:(?:le|la|l['’]|les|une?|notre|mon|ma)[\s\xa0]*)(?P<kind>[\w-]+)",
    re.IGNORECASE,
)
_NO_HOUSE: Final = listed(
    "jour matin soir nuit midi fois semaine mois année fin début suite coup temps vie monde problème moment base place "
    "différence extérieur intérieur époque hauteur rapport demande maison gens truc chose plupart reste rentrée retraite sortie pause réunion façon limite rigueur mairie gare prison "
    "dame fille femme mère monsieur homme père patron chef directrice directeur collègue voisine voisin"
)


def _explained(text: Kinds) -> Iterator[Candidate]:
    """Yield what is told to be a house: « à la ressource, la recyclerie », « le grain de sel, c'est l'épicerie »."""
    for i, low in enumerate(text.low):
        if low not in _LEADS or text.in_label[i] or (text._capital(i) and not text.opens[i] and not text.shouted[i]):
            continue
        at_place = low in {"au", "aux"} or (low in {"la", "l'"} and i > 0 and text.low[i - 1] in {"à", "de"})
        last = i
        while _follows(text, last + 1) and last - i < 4 and text.low[last + 1] not in _STOPS:
            last += 1
        told = _EXPLAINED.match(text.text, text.words[last].end) if last > i else None
        if told is None or not (told["is"] or at_place):
            continue
        kind = told["kind"].lower()
        known = kind in ORG_HEADS or (told["is"] and kind in {"nom", "cinéma", "bar", "commerce", "boîte", "asso"})
        head = text.low[i + 1]
        if not known or head in _NO_HOUSE | NOT_NAMES | _DETERMINERS or (last == i + 1 and head in ORG_HEADS):
            continue
        if text._person_or_known(i + 1):
            continue
        yield _made(text, i + 1, last)


_SO_CALLED: Final = re.compile(
    r"[\s\xa0]*,?[\s\xa0]*(?:ça|elle|il)[\s\xa0]+s['’]appel\w+[\s\xa0]*(?:[,.;!?\n]|$)", re.IGNORECASE
)


def _named_after(text: Kinds) -> Iterator[Candidate]:
    """Yield what is said before « ça s'appelle »: « façades du forez ça s'appelle »."""
    for match in _SO_CALLED.finditer(text.text):
        last = bisect_left(text.words, match.start(), key=lambda word: word.end)
        if last >= len(text.words) or text.words[last].end != match.start():
            continue
        first = last
        while first and text._near(first) and last - first < 5 and text.low[first - 1] not in _STOPS:
            first -= 1
        unsaid = {"pas", "comment", "quoi", "plus"} & set(text.low[first : last + 1])
        if not unsaid and not text._person_or_known(first) and text.low[first] not in _NO_TAIL:
            yield _made(text, first, last)


def _partners(text: Kinds, i: int) -> int | None:
    """Return the last word of a firm of two names: « chez Morel et Vidal »."""
    last = text._run(i)
    if _follows(text, last + 2) and text.low[last + 1] in {"et", "&"} and text._capital(last + 2):
        return None if text._is_first_name(i) or text._is_first_name(last + 2) else text._run(last + 2)
    return None


def _listed(text: Marked) -> Iterator[Candidate]:
    """Yield the associations and firms of the list; a firm whose name is a word only after « chez »."""
    known = organisations()
    for i in range(len(text.words)):
        if text.in_label[i]:
            continue
        for last in range(min(i + 4, len(text.words) - 1), i - 1, -1):
            if any(not text._near(j) for j in range(i + 1, last + 1)):
                continue
            kind = known.get(org_key(text.text[text.words[i].start : text.words[last].end]))
            if not kind:
                continue
            after = text.low[i - 1] if i and text._near(i) else ""
            chez = after == "chez"
            capital = text._capital(i) and not (text.opens[i] and is_word(text.low[i]))
            word = kind.endswith("mot") or (i == last and is_word(text.low[i]))
            if kind == "sigle" and word and not text._acronym(i):
                continue
            capital = capital or (kind == "sigle" and text._acronym(i))
            if chez or (capital and not kind.endswith("mot")) or (not word and not text._capital(i)):
                yield _made(text, i, _numbered(text, last) if text._capital(i) else end_of_name(text, i, last))
                break


def _announced(text: Marked, i: int) -> Iterator[Candidate]:
    """Yield what is named after the kind of thing at word ``i``."""
    if called := _CALLED.match(text.text, text.words[i].end):
        k = text.by_start.get(called.end())
        named = k is not None and text._capital(k) and not text.in_label[k] and not _person_or_place(text, k)
        if k is not None and named and (text._run(k) > k or not text._idle(k)):
            yield _made(text, k, end_of_name(text, k, text._run(k)))
        elif (
            k is not None
            and "appel" in called[0].lower()
            and not text._capital(k)
            and (last := _small_name(text, k)) is not None
        ):
            yield _made(text, k, last)
        return
    k = i + 1
    while k < len(text.words) and k - i < 6 and text._near(k) and not text._capital(k):
        if text.low[k] not in _LINKS | ORG_QUALIFIERS:
            break
        k += 1
    if k >= len(text.words):
        return
    gap = text.text[text.words[k - 1].end : text.words[k].start].strip()
    quoted = gap in {"«", '"', "“"}
    if not (quoted or text._near(k)):
        return
    if text._capital(k):
        if text.shouted[k] and text.low[k] in AUXILIARIES | _STOPS | _DETERMINERS:
            return
        linked = text.low[k - 1] in _LINKS and k - 1 > i
        weak = text.in_label[k] or _person_or_place(text, k) or (text._idle(k) and text._run(k) == k)
        if linked or (weak and text.low[k] not in _DETERMINERS):
            return
        yield _made(text, k, end_of_name(text, k, text._run(k)))
    elif text.low[i] in _HOMES and text.low[k - 1] in ARTICLES and k - 1 == i + 1 and _house(text, k):
        yield _made(text, k - 1, k)


def _small_name(text: Marked, k: int) -> int | None:
    """Return the last word of what is called so in small letters: « on l'appelle les doigts verts »."""
    last = k
    while last - k < 5 and _follows(text, last + 1) and text.low[last + 1] not in _STOPS:
        last += 1
    if last - k == 5 or (last == k and (is_word(text.low[k]) or len(text.low[k]) < 4)):
        return None
    first = text.low[k]
    if first in _STOPS | _NO_TAIL | KIN | {
        "un",
        "une",
        "mon",
        "ma",
        "comme",
        "pas",
        "plus",
        "bien",
        "pour",
        "en",
        "quand",
    }:
        return None
    if first not in ARTICLES | {"au", "aux", "à"} and is_word(first) and last - k > 2:
        return None
    return last if last > k or not is_word(first) else None


_STOPS: Final = listed(
    "c' ça on il elle ils elles je j' tu nous vous y qui que qu' où mais donc parce est sont était étaient a ont "
    "avait s' se ne n' alors puis enfin euh voilà quoi hein non oui ouais"
)
_QUOTED: Final = re.compile(r"[«“\"][\s\xa0\u202f]*(?P<name>[^«»“”\"\n.?!]{3,48}?)[\s\xa0\u202f]*[»”\"]")
_NAMED_BEFORE: Final = re.compile(
    r"(?:s['’]appel\w+|appelé\w*|intitulé\w*|nommé\w*|baptisé\w*|dénommé\w*|du nom de|nom,? c['’]est|nom :)"
    r"[\s\xa0]*$",
    re.IGNORECASE,
)
_NAMED_AFTER: Final = re.compile(r"[\s\xa0,]*(?:(?:ça|il|elle|c['’]est) (?:s['’]appel\w+|le nom))", re.IGNORECASE)


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


def _house(text: Marked, k: int) -> bool:
    """« au foyer les peupliers, »: an article and one noun that is no group of people, then a pause."""
    low = text.low[k]
    after = text.text[text.words[k].end : text.words[k].end + 1]
    following = text.low[k + 1] if k + 1 < len(text.words) and text._near(k + 1) else ""
    if len(low) < 4 or low in KIN | NOT_NAMES or _PEOPLE.fullmatch(low):
        return False
    return text.low[k - 1] == "les" and (
        after in {"", ".", ",", ";", "?", "!", ")", "\n"} or following in {"à", "de"}
    )


def _person_or_place(text: Marked, k: int) -> bool:
    words = text.text[text.words[k].start : text.words[text._run(k)].end]
    return text._is_first_name(k) or text.low[k] in CIVILITIES | KIN or place_key(words) in places()


def end_of_name(text: Marked, first: int, last: int) -> int:
    """Return the last word of a name that goes on in small letters: « Soif *de justice* », « Un *toit* »."""
    if text.low[last] in _DETERMINERS and _follows(text, last + 1) and _noun(text, last + 1):
        last += 1
    elif (
        text.low[first] in _DETERMINERS
        and last > first
        and _follows(text, last + 1)
        and _PAST.fullmatch(text.low[last + 1])
    ):
        last += 1  # « Les Bras cassés »
    if _follows(text, last + 2) and text.low[last + 1] == "et" and text.low[last + 2] in _PARTNERS:
        last += 2  # « Morel et Fils »
    if (
        text.low[first] in _DETERMINERS
        and last > first
        and _follows(text, last + 2)
        and text.low[last + 1] == "qui"
        and text.low[last + 2] not in _STOPS
    ):
        last += 2  # « Le Chien qui fume »
    ordinary = (is_word(text.low[first]) and not text._is_first_name(first)) or text.low[first] in _DETERMINERS
    if first == last and ordinary and (described := _described(text, last)):
        last = described  # « la Page blanche », « le Jardin partagé des Ormes »
    joined = _follows(text, last + 1) and _follows(text, last + 2) and text.low[last + 1] == "et"
    if ordinary and joined and text._capital(last + 2):
        both = is_word(text.low[last + 2]) and not text._is_first_name(last + 2) and not text.opens[first]
        last = text._run(last + 2) if both else last  # « Habitat et Dignité »
    for _time in range(2):
        j = last + 1
        while (
            ordinary and _follows(text, j) and text.low[j] in (_TAIL if j == last + 1 else ARTICLES) and j - last < 3
        ):
            j += 1
        if j > last + 1 and _follows(text, j) and text.low[j] in _NUMBERS:
            if not _follows(text, j + 1) or not _noun(text, j + 1):
                last = j  # « le Club des six »
                break
            j += 1  # « aux quatre vents »
        if j == last + 1 or not _follows(text, j) or not _noun(text, j, infinitive=text.low[j - 1] == "à"):
            break
        last = j
    return _numbered(text, last)


def _numbered(text: Marked, last: int) -> int:
    """Return the number that ends a name, if any: « Tremplin 43 »."""
    number = last + 1
    digits = text.words[number].text if _follows(text, number) else ""
    counted = number + 1 < len(text.words) and text.low[number + 1] in _COUNTED
    return number if digits.isdigit() and len(digits) < 4 and not counted else last


def _follows(text: Marked, j: int) -> bool:
    return j < len(text.words) and text._near(j)


def _described(text: Marked, i: int) -> int | None:
    """Return the last word of a noun with its capital and its adjective, up to a pause or to another capital."""
    j = i + 1
    if text.opens[i] or not _follows(text, j) or text._capital(j) or not _noun(text, j):
        return None
    low = text.low[j]
    verb = (
        text.words[j].lemma != low
        and not low.endswith(("ant", "ante", "ants", "antes"))
        and text.words[j].lemma.endswith(("er", "ir", "re", "oir"))
        and not _PAST.fullmatch(low)
    )
    if verb or low in _STOPS | _TAIL | _NO_TAIL or low.endswith("ment"):
        return None
    k = j + 1
    while _follows(text, k) and text.low[k] in _LINKS and k - j < 3:
        k += 1
    if k > j + 1 and _follows(text, k) and text._capital(k) and not text._known_place(k):
        return text._run(k)
    pause = not _follows(text, j + 1) or text.low[j + 1] in _AFTER_NAME
    return j if pause else None


_AFTER_NAME: Final = listed("aussi et c' qui a est était ont il elle ils y on avec")


def _noun(text: Marked, j: int, *, infinitive: bool = False) -> bool:
    """Whether a small word may end a name: no pronoun, no infinitive, no kind of place (« de la ville »)."""
    low = text.low[j]
    verb = text.words[j].lemma == low and low.endswith(("er", "ir", "oir", "dre", "tre"))
    return (
        len(low) > 2
        and low.replace("-", "").isalpha()
        and low not in _NO_TAIL | PLACE_HEADS | KIN
        and not text._capital(j)
        and not (
            verb
            and not infinitive
            and low not in {"cancer", "hiver", "avenir", "plaisir", "théâtre", "lettre", "métier"}
        )
    )


def _made(text: Marked, first: int, last: int) -> Candidate:
    start, end = text.words[first].start, text.words[last].end
    return Candidate(start, end, text.text[start:end], "ORG", _WHY)
