"""Names of associations, firms, homes and services: what announces them, how far they go.

« le collectif Soif de justice », « l'épicerie sociale Le Panier », « mon syndicat c'est … », « chez amazon »: the
name begins where a capital or an article follows the kind of thing it is, and goes on over its small words.
"""

import re
from collections.abc import Iterator
from typing import Final

from toolkit.language.gazetteer import org_key, organisations, place_key, places
from toolkit.language.words import AUXILIARIES
from toolkit.transcripts.forms import Candidate
from toolkit.transcripts.house_names import (
    OF_MANY,
    PEOPLE,
    and_sons,
    apposed,
    explained,
    house_of,
    named_after,
    with_a_tail,
)
from toolkit.transcripts.kinds import Kinds
from toolkit.transcripts.marked import ARTICLES, Marked
from toolkit.transcripts.name_words import (
    CIVILITIES,
    CLUBS,
    KIN,
    NOT_NAMES,
    ORG_HEADS,
    ORG_QUALIFIERS,
)
from toolkit.transcripts.ordinary import is_word
from toolkit.transcripts.org_ends import DETERMINERS, LINKS, NO_TAIL, STOPS, end_of_name, follows, made, numbered

_CALLED: Final = re.compile(
    r"[^\S\n]*,?[^\S\n]*(?:(?:qui|elle|il|ça|qu['’]on)[^\S\n]+)?(?:c['’]est|c['’]était|s['’]appel\w+|appel\w+|du[^\S\n]+nom[^\S\n]+de|"
    r"nommée?s?|intitulée?s?|baptisée?s?|dénommée?s?)[^\S\n]*,?[^\S\n]*[«\"“]?[^\S\n]*",
    re.IGNORECASE,
)
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
_PUBLIC: Final = frozenset(("travail", "inter", "info", "culture", "bleu", "télévisions", "tv", "connect"))


def organisation_names(text: Kinds) -> Iterator[Candidate]:
    """Yield the organisations that the words announce; they may overlap."""
    yield from _listed(text)
    yield from explained(text)
    yield from named_after(text)
    for i, low in enumerate(text.low):
        if text.in_label[i]:
            continue
        if low in OF_MANY and (last := house_of(text, i)) is not None:
            yield made(text, i, last)
        if low == "et" and follows(text, i + 1):
            yield from and_sons(text, i)
        if low in ORG_HEADS:
            yield from _announced(text, i)
            yield from apposed(text, i)
        if low in {"à", "avec", "pour"}:
            yield from with_a_tail(text, i)
        if i and text.low[i - 1] == "chez" and text._capital(i) and text._works(i) and (last := _partners(text, i)):
            yield made(text, i, last)
        if not (follows(text, i + 1) and text._capital(i) and text._capital(i + 1)):
            continue
        if low == "france" and text.low[i + 1] not in _PUBLIC and not text._acronym(i):
            yield made(text, i, end_of_name(text, i, text._run(i + 1)))
        elif low in CLUBS and text._acronym(i):
            yield made(text, i, text._run(i + 1))


def _partners(text: Kinds, i: int) -> int | None:
    """Return the last word of a firm of two names: « chez Morel et Vidal »."""
    last = text._run(i)
    if follows(text, last + 2) and text.low[last + 1] in {"et", "&"} and text._capital(last + 2):
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
                yield made(text, i, numbered(text, last) if text._capital(i) else end_of_name(text, i, last))
                break


def _announced(text: Marked, i: int) -> Iterator[Candidate]:
    """Yield what is named after the kind of thing at word ``i``."""
    if called := _CALLED.match(text.text, text.words[i].end):
        k = text.by_start.get(called.end())
        named = k is not None and text._capital(k) and not text.in_label[k] and not _person_or_place(text, k)
        if k is not None and named and (text._run(k) > k or not text._idle(k)):
            yield made(text, k, end_of_name(text, k, text._run(k)))
        elif (
            k is not None
            and "appel" in called[0].lower()
            and not text._capital(k)
            and (last := _small_name(text, k)) is not None
        ):
            yield made(text, k, last)
        return
    k = i + 1
    while k < len(text.words) and k - i < 6 and text._near(k) and not text._capital(k):
        if text.low[k] not in LINKS | ORG_QUALIFIERS:
            break
        k += 1
    if k >= len(text.words):
        return
    gap = text.text[text.words[k - 1].end : text.words[k].start].strip()
    quoted = gap in {"«", '"', "“"} or (gap == ":" and k == i + 1 and not text.in_label[i])
    if not (quoted or text._near(k)):
        return
    if text._capital(k):
        if text.shouted[k] and text.low[k] in AUXILIARIES | STOPS | DETERMINERS:
            return
        linked = text.low[k - 1] in LINKS and k - 1 > i
        weak = text.in_label[k] or _person_or_place(text, k) or (text._idle(k) and text._run(k) == k)
        if linked or (weak and text.low[k] not in DETERMINERS):
            return
        yield made(text, k, end_of_name(text, k, text._run(k)))
    elif text.low[i] in _HOMES and text.low[k - 1] in ARTICLES and k - 1 == i + 1 and _house(text, k):
        yield made(text, k - 1, k)


def _small_name(text: Marked, k: int) -> int | None:
    """Return the last word of what is called so in small letters: « on l'appelle les doigts verts »."""
    last = k
    while last - k < 5 and follows(text, last + 1) and text.low[last + 1] not in STOPS:
        last += 1
    if last - k == 5 or (last == k and (is_word(text.low[k]) or len(text.low[k]) < 4)):
        return None
    first = text.low[k]
    if first in STOPS | NO_TAIL | KIN | {
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


def _house(text: Marked, k: int) -> bool:
    """« au foyer les peupliers, »: an article and one noun that is no group of people, then a pause."""
    low = text.low[k]
    after = text.text[text.words[k].end : text.words[k].end + 1]
    following = text.low[k + 1] if k + 1 < len(text.words) and text._near(k + 1) else ""
    if len(low) < 4 or low in KIN | NOT_NAMES or PEOPLE.fullmatch(low):
        return False
    return text.low[k - 1] == "les" and (
        after in {"", ".", ",", ";", "?", "!", ")", "\n"} or following in {"à", "de"}
    )


def _person_or_place(text: Marked, k: int) -> bool:
    words = text.text[text.words[k].start : text.words[text._run(k)].end]
    return text._is_first_name(k) or text.low[k] in CIVILITIES | KIN or place_key(words) in places()
