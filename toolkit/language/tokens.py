"""Words, lemmas and sentences of spoken French, fast enough to read a whole study while one waits.

A regular expression cuts the words; ``simplemma`` gives the lemma of each *different* word once. On spoken
French this is nearly as good as a neural model and some ninety times faster. Nothing here changes the text:
a token is a pair of positions with its lemma beside it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from toolkit.language.words import (
    ADVERBS,
    AUXILIARIES,
    CLITICS,
    ELIDED,
    FINITE,
    HESITATIONS,
    INVARIABLE,
    ORAL,
    SUBJECTS,
    listed,
)


class Token(NamedTuple):
    """One word where it lies: positions are code points, half-open.

    ``lemma`` is the dictionary form, with accents: « parlaient » → « parler », « citoyen.nes » → « citoyen ».
    """

    start: int
    end: int
    text: str
    lemma: str


_APOSTROPHE = "['’ʼ]"
# Words that keep their apostrophe or their hyphen although they look like two.
_WHOLE = (
    rf"aujourd{_APOSTROPHE}hui|qu[eè]l?qu{_APOSTROPHE}une?|prud{_APOSTROPHE}hom\w+|presqu{_APOSTROPHE}[iî]les?"
    rf"|entr{_APOSTROPHE}\w+|grand{_APOSTROPHE}\w+|parc{_APOSTROPHE}que|p{_APOSTROPHE}t[eêi]te?s?|m{_APOSTROPHE}man"
    rf"|v{_APOSTROPHE}l[àa]|rendez-vous|c{_APOSTROPHE}est-[àa]-dire"
    # « O’Brien », « M’Barek », « N’Diaye »: before a capital, these letters elide nothing, they begin a name.
    rf"|(?-i:[OMN]{_APOSTROPHE}(?=[A-ZÀ-Þ])(?:[^\W\d_]+(?:[-‑](?=[A-ZÀ-Þ])[^\W\d_]+)*))"
)
_ELIDED = rf"(?:jusqu|lorsqu|puisqu|quoiqu|qu|[ldjmtscçnzy]){_APOSTROPHE}(?=\w)"
# « citoyen.ne.s », « étudiant·e·s », « acteurs/trices », « salarié(e)s »: one word, whose lemma is its beginning.
_ENDING = (
    r"(?:e|es|s|x|ice|ices|rices?|trices?|atrices?|eure?s?|euses?|eresses?|ère?s?|ières?|ienne?s?|elles?|enne?s?"
    r"|ives?|ve?s?|esses?|aux?|ales?|fe)"
)
_DOUBLED = (
    r"(?:(?<=n)[.·•‧⋅∙]nes?|(?<=l)[.·•‧⋅∙]les?|(?<=t)[.·•‧⋅∙]tes?|(?<=s)[.·•‧⋅∙]tes|(?<=[fvc])[.·•‧⋅∙][vfq]u?es?"
    r"|(?<=n)/nes?|(?<=l)/les?)"
)
_INCLUSIVE = (
    rf"(?:(?:{_DOUBLED}|[.·•‧⋅∙]{_ENDING}|/{_ENDING})+(?![^\W\d_])|\((?:e|ne|le|te|se|fe|trice|rice|euse|ère)?s?\)s?"
    r"(?![^\W\d_]))"
)
_CLITIC = r"(?:je|tu|ils?|elles?|on|nous|vous|ce|les?|la|lui|leur|moi|toi|y|en|ci|là|t)"
_LETTERS = r"[^\W\d_]+"
_WORD = (
    rf"{_LETTERS}(?:\d+(?!\w))?(?:{_INCLUSIVE})?"
    rf"(?:[-‑](?!{_CLITIC}(?:[-‑]{_CLITIC})*(?![\w’'-]))[^\W_]+(?:{_APOSTROPHE}[^\W_]+)?)*(?:{_INCLUSIVE})?"
)
_NUMBER = r"\d+(?:[.,:]\d+)*(?:[^\W\d_]+\d*)?"
_TOKEN = re.compile(
    # The euphonic t of « a-t-il » is a sound, not a word.
    rf"(?!(?<=[-‑])t[-‑’'](?:ils?|elles?|on)\b)(?:(?:{_WHOLE})(?!\w)|{_ELIDED}|(?:[A-ZÀ-Þ]\.){{2,}}|{_WORD}|{_NUMBER})",
    re.IGNORECASE,
)
_CUT: Final = re.compile(r"[.·•‧⋅∙/(]")


def tokens(text: str) -> list[Token]:
    """Return the words of ``text`` in order, without punctuation.

    Elisions are words (« l' », « qu' »), « aujourd'hui » is one, « pouvez-vous » is two, an inclusive form is one.
    The few forms that are a noun or a verb are decided by the words before: « je lis », « un lis ».

    >>> [(token.text, token.lemma) for token in tokens("L’entraide, les citoyen.nes en parlaient-ils ?")]
    [('L’', 'le'), ('entraide', 'entraide'), ('les', 'le'), ('citoyen.nes', 'citoyen'), ('en', 'en'), \
('parlaient', 'parler'), ('ils', 'il')]
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        found.append(Token(match.start(), match.end(), word, lemma(word)))
    for i, token in enumerate(found):
        if token.lemma in _AMBIGUOUS or token.lemma[-1:] == "e" or token.lemma[-1:] == "é":
            better = _in_context(found, i, text)
            if better:
                found[i] = token._replace(lemma=better)
    return found


def is_hesitation(word: str) -> bool:
    """Tell « euh », « hm », « ben »: sounds that carry no content."""
    return word.lower() in HESITATIONS


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """Return the dictionary form of one word, lower case, accents kept; the word itself when it is unknown.

    >>> lemma("étaient"), lemma("chais"), lemma("pair-aidantes"), lemma("qu’")
    ('être', 'savoir', 'pair-aidant', 'que')
    """
    low = word.lower().replace("’", "'").replace("ʼ", "'").replace("‑", "-")
    if low in ELIDED or low in ORAL:
        return ELIDED.get(low) or ORAL[low]
    if (cut := _CUT.search(low)) and cut.start() > 1:
        return lemma(low[: cut.start()])
    if "-" in low and not _known(low):
        return "-".join(_written(part) if len(part) > 2 else part for part in low.split("-"))
    return _written(low)


def is_common(word: str) -> bool:
    """Tell whether a word is in the French dictionary: « rose » is, « benali » is not.

    Asked of the lower-case form; an oral form or a hesitation counts as common.
    """
    low = word.lower().replace("’", "'")
    return low in INVARIABLE or low in HESITATIONS or low in ORAL or low in ELIDED or _known(low)


@lru_cache(maxsize=200_000)
def _written(low: str) -> str:
    import simplemma

    if low.endswith(("ante", "antes", "ants")) and not simplemma.is_known(low, lang="fr"):
        # Present participles made into nouns are young words: « aidantes », « migrantes ».
        return low.rstrip("s").removesuffix("e")
    return str(simplemma.lemmatize(low, lang="fr")).lower()


@lru_cache(maxsize=200_000)
def _known(low: str) -> bool:
    import simplemma

    return bool(simplemma.is_known(low, lang="fr"))


_AMBIGUOUS: Final = frozenset(FINITE) | set(FINITE.values())


def _in_context(found: list[Token], i: int, text: str) -> str:
    """Return the verb that the words around make of an ambiguous form, or nothing."""
    token = found[i]
    low = token.text.lower()
    before = i - 1
    while before >= 0 and found[before].text.lower().replace("’", "'") in CLITICS and _joined(found, before, text):
        before -= 1
    # « nous » and « vous » are both subject and object: walk back over them, then let the last one be the subject.
    near = found[i - 1].text.lower().replace("’", "'") if i and _joined(found, i - 1, text) else ""
    subject = found[before].text.lower().replace("’", "'") if before >= 0 and _joined(found, before, text) else ""
    imperative = text[token.end : token.end + 1] in "-‑" and text[token.end : token.end + 1] != ""
    if subject in SUBJECTS or near in {"nous", "vous", "se", "s'", "ne", "n'", "me", "m'"} or imperative:
        if low in FINITE:
            return FINITE[low]
        return _infinitive(low)
    if low.endswith(("é", "ée", "és", "ées")):
        while before >= 0 and found[before].text.lower() in ADVERBS and _joined(found, before, text):
            before -= 1
        if before >= 0 and found[before].text.lower() in AUXILIARIES and _joined(found, before, text):
            stem = low.rstrip("s").removesuffix("e").removesuffix("é")
            return stem + "er" if _known(stem + "er") else ""
    return ""


def _infinitive(low: str) -> str:
    for ending in ("ent", "es", "e"):
        if low.endswith(ending):
            made = low.removesuffix(ending) + "er"
            return made if _known(made) else ""
    return ""


def _joined(found: list[Token], i: int, text: str) -> bool:
    """Tell whether only spaces lie between word ``i`` and the next one."""
    if i + 1 >= len(found):
        return False
    return not text[found[i].end : found[i + 1].start].strip(" \xa0\u202f\n")


_ABBREVIATIONS: Final = listed(
    "m mm mr mrs mme mmes mlle mlles dr drs pr prof me st ste cf p pp ex art av bd bld env tel tél fig vol chap no n "
    "adr apt bât hab min max resp réf éd al ap"
)
_STOP = re.compile(r"(?:\.{2,}|[.!?…])[.!?…]*(?:[\s\xa0\u202f]*[»”\"’')\]]+)?(?=\s|$)|\n+")
_OPENING: Final = "«“\"'’([-–—•* \xa0\u202f"


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the positions of each sentence, spaces at both ends left out.

    A single full stop ends one even before a small letter: many interviews are typed without capitals.
    « M. », « Mme. » or « etc. » before a small letter do not end one; nor does « oui ! » inside a quote that the
    sentence goes on after. A line break ends one, unless the line was cut in its middle by the editor.

    >>> [text[a:b] for text in ["M. Roux a dit « oui ! » tout bas. Et puis voilà."] for a, b in sentences(text)]
    ['M. Roux a dit « oui ! » tout bas.', 'Et puis voilà.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ends(text, stop):
            found.extend(_trimmed(text, start, stop.end()))
            start = stop.end()
    found.extend(_trimmed(text, start, len(text)))
    return found


def _ends(text: str, stop: re.Match[str]) -> bool:
    after = text[stop.end() : stop.end() + 12].lstrip(_OPENING + "\n")
    small = bool(after) and after[0].islower()
    mark = stop[0]
    if mark[0] == "\n":
        last = text[: stop.start()].rstrip(" ")[-1:]
        return len(mark) > 1 or not small or last in ".!?…:"
    if mark == ".":
        word = re.search(r"[^\W_]+$", text[max(0, stop.start() - 12) : stop.start()])
        if word and word[0].lower() in _ABBREVIATIONS and (small or after[:1].isupper() or after[:1].isdigit()):
            return False
        if word and len(word[0]) == 1 and word[0].isupper():
            return False
        return not (word and word[0].lower() == "etc" and small)
    return not small


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` in lower case, straight apostrophes: what a count of words counts."""
    return [match[0].lower().replace("’", "'") for match in _TOKEN.finditer(text)]
