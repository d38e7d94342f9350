"""How hard a French text is to read: Kandel & Moles (1958), the adaptation of Flesch's formula to French.

KM = 207 − 1.015 × words per sentence − 73.6 × syllables per word. Seventy and more reads easily, fifty to seventy is
plain, thirty to fifty hard, less than thirty very hard. The constants are those of the methods brief, on which
several
public implementations agree (the paper itself was not read); 206.835 and 84.6, found in some « French » code, are
Flesch's own, for English. A text under 100 words, one question above all, leaves the scale: read it as a hint.
"""

import re
from typing import Final

from toolkit.language.words import listed

_WORD: Final = re.compile(
    r"(?:(?:[ldjmtscn]|qu|lorsqu|puisqu|jusqu|quoiqu)['’])?[^\W_]+(?:['’][^\W_]+)*", re.IGNORECASE
)
_CLITICS: Final = re.compile(r"^(?:[ldjmtscn]|qu|lorsqu|puisqu|jusqu|quoiqu)['’]", re.IGNORECASE)
_VOWELS: Final = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
_MUTE: Final = re.compile(r"(?<=[^aeiouyàâäéèêëîïôöùûüœæ])(?:es?)$")
_MUTE_VERB: Final = re.compile(r"(?<=[^aeiouymàâäéèêëîïôöùûüœæ])ent$")
_PRONOUNCED: Final = listed(
    "souvent vent cent dent argent accident président parent client patient agent talent présent absent récent "
    "urgent content violent évident différent suffisent lent serpent torrent excellent fréquent permanent "
    "intelligent innocent prudent"
)  # fmt: skip
_STOP: Final = re.compile(r"[.?!…]+(?=\s|$|[»”\"])|\n\s*\n|:\s")


_APART: Final = re.compile(r"[^\W_]+")


def syllables(word: str, *, naive: bool = False) -> int:
    """Count the syllables of a French word: groups of vowels, less a mute final « e », « es » or « ent ».

    At least one. « -ent » is mute in a verb only: a short list and « -ment » tell nouns and adverbs.
    A ``naive`` count takes every final « -ent » for mute.

        >>> [syllables(word) for word in ("arrivée", "parle", "parlent", "moment", "qui")]
        [3, 1, 1, 2, 1]
    """
    low = _CLITICS.sub("", word.lower())
    bare = _MUTE.sub("", low)
    if bare == low and naive:
        bare = re.sub(r"ent$", "", low)
    elif bare == low and low not in _PRONOUNCED:
        bare = _MUTE_VERB.sub("", low)
    return max(1, len(_VOWELS.findall(bare)))


def kandel_moles(words: int, sentences: int, syllables: int) -> float:
    """Return the score from its three counts.

    >>> round(kandel_moles(3, 1, 4), 2)
    105.82
    """
    return 207 - 1.015 * words / sentences - 73.6 * syllables / words


def counts(text: str, *, naive: bool = False) -> tuple[int, int, int]:
    """Count words, sentences and syllables.

    An elided article belongs to the word after it (« l'équipe » is one word); a ``naive`` count, by
    which the values of the methods brief were made, takes it for a word of one syllable.
    """
    found = (_APART if naive else _WORD).findall(text.replace("’", "'"))
    pieces = [piece for piece in _STOP.split(text) if any(char.isalnum() for char in piece)]
    return len(found), max(1, len(pieces)), sum(syllables(word, naive=naive) for word in found)


def readability(text: str) -> float | None:
    """Return the Kandel–Moles score of a French text, higher for easier; None for a text without words."""
    words, sentences, all_ = counts(text)
    return kandel_moles(words, sentences, all_) if words else None
