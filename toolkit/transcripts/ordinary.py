"""Tell an ordinary word of French talk from a word that can only be a name."""

import re
from functools import lru_cache
from typing import Final

from toolkit.language.gazetteer import (
    communes,
    first_names,
    place_key,
    places,
    spoken_words,
    world_first_names,
    world_surnames,
)
from toolkit.language.tokens import is_common, lemma
from toolkit.language.words import listed
from toolkit.model.text import fold
from toolkit.transcripts.name_words import HOMOGRAPHS, NOT_NAMES, SLANG

FOLDED_HOMOGRAPHS: Final = frozenset(fold(word) for word in HOMOGRAPHS)

_SUFFIXES: Final = listed(
    "ment ments tion tions ité ités isme ismes iste istes ique iques logue logues logie aire aires tique "
    "isation able ables ible ibles age ages trice trices teur teurs iser isé isée ives eries erie ence ance "
    "ences ances"
)
_ENDS: Final = listed("s e es x ment ité isme iste istes isation able ables age ages")
_MADE: Final = listed("ait aient ais ez ons er é ée és ées ant era erait eur euse rice trice teur")
_BEFORE: Final = listed("re ré dé dés co auto anti sur super hyper inter multi pré mini micro télé in im non")
_ARTICLE: Final = re.compile(r"^(?:l'|(?:le|la|les) )")
_INFINITIVES: Final = ("er", "ir", "re", "oir")
_LONG_ENDINGS: Final = tuple(_SUFFIXES)


@lru_cache(maxsize=100_000)
def is_town(words: str) -> bool:
    """Tell whether words are the name of a place and nothing else: « Brioude »; « Grand » and « Vue » are words."""
    key = place_key(words.replace("’", "'"))
    if key in places():
        return True
    if key not in communes():
        return False
    # « L'Hôpital » and « Le Port » are communes too.
    bare = _ARTICLE.sub("", words.lower().replace("’", "'"))
    return not _ordinary(bare) and not all(_ordinary(part) for part in bare.split(" "))


@lru_cache(maxsize=100_000)
def is_given(word: str) -> bool:
    """Tell whether a word is a first name somewhere: « Inès », « Kofi », « Marie-Jo »."""
    key = fold(word)
    if key in first_names() or ("-" in key and key.split("-")[0] in first_names()):
        return True
    low = word.lower()
    known = key in world_first_names() or ("-" in key and key.split("-")[0] in world_first_names())
    return known and len(key) > 2 and low not in SLANG and low not in NOT_NAMES and not is_common(low)


@lru_cache(maxsize=100_000)
def is_word(word: str) -> bool:
    """Tell whether a word, in small letters, is an ordinary word of French talk rather than only a name."""
    low = word.lower().replace("’", "'")
    if low in SLANG or low in HOMOGRAPHS:
        return True
    key = fold(low)
    if key in first_names() or place_key(low) in places() or key in FOLDED_HOMOGRAPHS:
        return key in FOLDED_HOMOGRAPHS
    return _ordinary(low)


def _ordinary(low: str) -> bool:
    return low in NOT_NAMES or low in SLANG or low in spoken_words() or is_common(low) or _built(low)


def _built(low: str) -> bool:
    """Tell a word made of known parts: inclusive form, compound, regular adverb or plural, oral spelling."""
    if re.search(r"[.·•/(]", low):
        return True
    if len(low) > 6 and low.endswith(_LONG_ENDINGS):
        return True
    if len(low) > 4 and low[0] in "jtdlmsnc" and is_common(low[1:]) and lemma(low[1:]).endswith(_INFINITIVES):
        return True  # « jtravaille », « jvois »
    if low.startswith("e") and is_common("é" + low[1:]):
        return True  # « ecrit »
    named = fold(low) in world_surnames() or fold(low) in world_first_names()
    if len(low) > 3 and not named and any(is_common(low + end) for end in "ts"):
        return True  # « alor », « avan »
    if "-" in low:
        return all(len(part) < 4 or is_common(part) for part in low.split("-"))
    if any(low.endswith(end) and len(low) - len(end) > 3 and is_common(low.removesuffix(end)) for end in _ENDS):
        return True
    for end, instead in (("eux", "euse"), ("aux", "al"), ("iels", "iel"), ("elles", "el"), ("s", "")):
        if len(low) > len(end) + 2 and low.endswith(end):
            stem = low.removesuffix(end) + instead
            if is_common(stem) or stem in spoken_words():
                return True
    if any(low.endswith(end) and is_common(low.removesuffix(end) + "er") for end in _MADE):
        return True
    return any(
        low.startswith(head) and len(low) - len(head) > 3 and is_common(low.removeprefix(head)) for head in _BEFORE
    )
