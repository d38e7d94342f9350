"""How far the name of an organisation goes: « Soif *de justice* », « Morel *et Fils* », « la Page *blanche* »."""

import re
from typing import Final

from toolkit.language.words import listed
from toolkit.transcripts.forms import Candidate
from toolkit.transcripts.marked import ARTICLES, Marked
from toolkit.transcripts.name_words import (
    KIN,
    PLACE_HEADS,
)
from toolkit.transcripts.ordinary import is_word

LINKS: Final = frozenset(("de", "d'", "du", "des", "la", "l'", "les", "le", "à"))
TAIL: Final = frozenset(("de", "d'", "du", "des", "pour", "contre", "sans", "aux", "au", "à"))
NUMBERS: Final = frozenset(("deux", "trois", "quatre", "cinq", "six", "sept", "mille", "cent"))
NO_TAIL: Final = frozenset(
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
DETERMINERS: Final = frozenset(("un", "une", "le", "la", "les", "l'", "des"))
_PAST: Final = re.compile(r"[^\W\d_]{3,}(?:ées?|és)")
PARTNERS: Final = frozenset(("fils", "frères", "soeurs", "sœurs", "compagnie", "cie", "associés", "filles"))
_COUNTED: Final = frozenset(
    ("ans", "an", "fois", "heures", "mois", "jours", "semaines", "personnes", "euros", "h", "ou")
)
_WHY: Final = "organisation word"
STOPS: Final = listed(
    "c' ça on il elle ils elles je j' tu nous vous y qui que qu' où mais donc parce est sont était étaient a ont "
    "avait s' se ne n' alors puis enfin euh voilà quoi hein non oui ouais"
)
_BEFORE_NOUN: Final = ARTICLES | {"à", "du", "des", "au", "aux"}
_AFTER_NAME: Final = listed("aussi et c' qui a est était ont il elle ils y on avec")


def end_of_name(text: Marked, first: int, last: int) -> int:
    """Return the last word of a name that goes on in small letters: « Soif *de justice* », « Un *toit* »."""
    if text.low[last] in DETERMINERS and follows(text, last + 1) and is_noun(text, last + 1):
        last += 1
    elif (
        text.low[first] in DETERMINERS
        and last > first
        and follows(text, last + 1)
        and _PAST.fullmatch(text.low[last + 1])
    ):
        last += 1  # « Les Bras cassés »
    if follows(text, last + 2) and text.low[last + 1] == "et" and text.low[last + 2] in PARTNERS:
        last += 2  # « Morel et Fils »
    if (
        text.low[first] in DETERMINERS
        and last > first
        and follows(text, last + 2)
        and text.low[last + 1] == "qui"
        and text.low[last + 2] not in STOPS
    ):
        last += 2  # « Le Chien qui fume »
    ordinary = (is_word(text.low[first]) and not text._is_first_name(first)) or text.low[first] in DETERMINERS
    if first == last and ordinary and (last_told := described(text, last)):
        last = last_told  # « la Page blanche », « le Jardin partagé des Ormes »
    joined = follows(text, last + 1) and follows(text, last + 2) and text.low[last + 1] == "et"
    if ordinary and joined and text._capital(last + 2):
        both = is_word(text.low[last + 2]) and not text._is_first_name(last + 2) and not text.opens[first]
        last = text._run(last + 2) if both else last  # « Habitat et Dignité »
    for _time in range(2):
        j = last + 1
        while ordinary and follows(text, j) and text.low[j] in (TAIL if j == last + 1 else ARTICLES) and j - last < 3:
            j += 1
        if j > last + 1 and follows(text, j) and text.low[j] in NUMBERS:
            if not follows(text, j + 1) or not is_noun(text, j + 1):
                last = j  # « le Club des six »
                break
            j += 1  # « aux quatre vents »
        if j == last + 1 or not follows(text, j) or not is_noun(text, j, infinitive=text.low[j - 1] in _BEFORE_NOUN):
            break
        last = j
    return numbered(text, last)


def numbered(text: Marked, last: int) -> int:
    """Return the number that ends a name, if any: « Tremplin 43 »."""
    number = last + 1
    digits = text.words[number].text if follows(text, number) else ""
    counted = number + 1 < len(text.words) and text.low[number + 1] in _COUNTED
    return number if digits.isdigit() and len(digits) < 4 and not counted else last


def follows(text: Marked, j: int) -> bool:
    """Whether word ``j`` comes right after the one before, without a pause."""
    return j < len(text.words) and text._near(j)


def described(text: Marked, i: int) -> int | None:
    """Return the last word of a noun with its capital and its adjective, up to a pause or to another capital."""
    j = i + 1
    if text.opens[i] or not follows(text, j) or text._capital(j) or not is_noun(text, j):
        return None
    low = text.low[j]
    verb = (
        text.words[j].lemma != low
        and not low.endswith(("ant", "ante", "ants", "antes"))
        and text.words[j].lemma.endswith(("er", "ir", "re", "oir"))
        and not _PAST.fullmatch(low)
    )
    if verb or low in STOPS | TAIL | NO_TAIL or low.endswith("ment"):
        return None
    k = j + 1
    while follows(text, k) and text.low[k] in LINKS and k - j < 3:
        k += 1
    if k > j + 1 and follows(text, k) and text._capital(k) and not text._known_place(k):
        return text._run(k)
    pause = not follows(text, j + 1) or text.low[j + 1] in _AFTER_NAME
    return j if pause else None


def is_noun(text: Marked, j: int, *, infinitive: bool = False) -> bool:
    """Whether a small word may end a name: no pronoun, no infinitive, no kind of place (« de la ville »)."""
    low = text.low[j]
    verb = text.words[j].lemma == low and low.endswith(("er", "ir", "oir", "dre", "tre"))
    return (
        len(low) > 2
        and low.replace("-", "").isalpha()
        and low not in NO_TAIL | PLACE_HEADS | KIN
        and not text._capital(j)
        and not (
            verb
            and not infinitive
            and low not in {"cancer", "hiver", "avenir", "plaisir", "théâtre", "lettre", "métier"}
        )
    )


def made(text: Marked, first: int, last: int) -> Candidate:
    """Return the candidate made of some words."""
    start, end = text.words[first].start, text.words[last].end
    return Candidate(start, end, text.text[start:end], "ORG", _WHY)
