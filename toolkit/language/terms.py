"""Find words and phrases of a dictionary in spoken French: lemmas, wildcards, exact forms.

How a term is written, and what it finds (never with regard to accents or capitals, always whole words):

==================  =====================================================================
``accompagner``     every form of the verb: « j'accompagne », « ont accompagné »
``solidaire``       every form, and « solidairement »: a word that no dictionary knows is found by its stem
``prendre soin``    the words in this order: « elle prend soin », « prendre, euh, soin »
``entraid*``        every word that begins so: « entraide », « s'entraider »
``"la maraude"``    these forms and no other; « … » guillemets do the same
==================  =====================================================================

Words of a phrase may be parted by spaces, an apostrophe, a hyphen or a hesitation, never by a stop or a comma.
Terms are looked up word by word in tables, so that five hundred terms cost hardly more than one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.language.tokens import Token, is_common, is_hesitation, lemma, tokens
from toolkit.model.text import fold

_QUOTES = {'"': '"', "«": "»", "“": "”"}
_BETWEEN = " \n\xa0\u202f'’-‑"
_AROUND_HESITATION = _BETWEEN + ",.…"


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a term: the folded forms or lemmas that it takes, or the beginning of a word."""

    forms: frozenset[str]
    lemmas: frozenset[str]
    beginning: str = ""
    stems: frozenset[str] = frozenset()

    def takes(self, token: Token) -> bool:
        form = _folded(token.text)
        if self.beginning:
            return form.startswith(self.beginning)
        return (
            form in self.forms
            or _folded(token.lemma) in self.lemmas
            or bool(self.stems and _new_stem(token.text) in self.stems)
        )


class TermFinder:
    """Terms made ready once, to be looked for in many texts.

    >>> finder = TermFinder(["accompagner", "coup de main"])
    >>> finder.find("Je l'accompagne, un coup de main quoi.")
    [(5, 15, 'accompagner'), (20, 32, 'coup de main')]
    """

    def __init__(self, terms: Iterable[str]):
        self._terms = tuple((term, _parsed(term)) for term in dict.fromkeys(terms))
        self._by_form: dict[str, list[int]] = {}
        self._by_lemma: dict[str, list[int]] = {}
        self._by_stem: dict[str, list[int]] = {}
        self._by_beginning: list[int] = []
        for number, (_term, words) in enumerate(self._terms):
            first = words[0]
            for form in first.forms:
                self._by_form.setdefault(form, []).append(number)
            for base in first.lemmas:
                self._by_lemma.setdefault(base, []).append(number)
            for root in first.stems:
                self._by_stem.setdefault(root, []).append(number)
            if first.beginning:
                self._by_beginning.append(number)
        self._memo: dict[tuple[str, str], tuple[int, ...]] = {}

    def find(self, text: str, *, within: Sequence[Token] | None = None) -> list[tuple[int, int, str]]:
        """Return ``(start, end, term)`` in the order of the text; occurrences of one term do not overlap.

        ``within`` gives the tokens of ``text`` when they are already known.
        """
        found = tokens(text) if within is None else within
        places: list[tuple[int, int, str]] = []
        reached = [-1] * len(self._terms)
        for i, token in enumerate(found):
            for number in self._starting(token):
                term, words = self._terms[number]
                end = _matched(text, found, i, words)
                if end is not None and token.start >= reached[number]:
                    places.append((token.start, end, term))
                    reached[number] = end
        return places

    def _starting(self, token: Token) -> tuple[int, ...]:
        """Return the terms whose first word takes this token, each different word being looked up once."""
        key = (token.text, token.lemma)
        known = self._memo.get(key)
        if known is None:
            form, base = _folded(token.text), _folded(token.lemma)
            numbers = {*self._by_form.get(form, ()), *self._by_lemma.get(base, ())}
            numbers.update(self._by_stem.get(_new_stem(token.text), ()))
            numbers.update(n for n in self._by_beginning if form.startswith(self._terms[n][1][0].beginning))
            known = self._memo[key] = tuple(sorted(numbers))
        return known


def find_terms(text: str, terms: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return where each term lies in ``text``: ``(start, end, term)``, in the order of the text.

    Raises ``InvalidValue`` on a term without a word, or with ``*`` elsewhere than at the end of a word.

    >>> find_terms("Ils nous ont aidés. L’entraide, ça aide.", ["aider", "entraid*", '"ça aide"'])
    [(13, 18, 'aider'), (22, 30, 'entraid*'), (32, 39, '"ça aide"'), (35, 39, 'aider')]
    """
    return TermFinder(terms).find(text)


def _matched(text: str, found: Sequence[Token], i: int, words: tuple[_Word, ...]) -> int | None:
    """Return where the phrase that begins at token ``i`` ends, or None."""
    end = found[i].end
    for word in words[1:]:
        i += 1
        skipped = False
        while i < len(found) and is_hesitation(found[i].text) and not _takes(word, found[i]):
            i, skipped = i + 1, True
        if i >= len(found) or not _takes(word, found[i]):
            return None
        gap = text[end : found[i].start]
        if skipped:
            # Take the hesitations themselves out of what lies between.
            gap = "".join(char for char in gap if not char.isalpha())
        if gap.strip(_AROUND_HESITATION if skipped else _BETWEEN) or "\n\n" in gap:
            return None
        end = found[i].end
    return end


def _takes(word: _Word, token: Token) -> bool:
    return word.takes(token)


@lru_cache(maxsize=200_000)
def _new_stem(word: str) -> str:
    """Return the stem of a word that the dictionary lacks (« solidairement », « ubérisation »), or nothing.

    Known words have a lemma, which is surer: stems join « maison » and « maisonnée ». Snowball, Porter 2001.
    """
    low = word.lower().replace("’", "'")
    if len(low) < 7 or not low.replace("-", "").isalpha() or is_common(low):
        return ""
    return _stem(low)


@lru_cache(maxsize=50_000)
def _stem(low: str) -> str:
    from nltk.stem.snowball import FrenchStemmer

    stem = fold(FrenchStemmer().stem(low))
    return stem if len(stem) > 4 else ""


@lru_cache(maxsize=200_000)
def _folded(word: str) -> str:
    return fold(word)


def _parsed(term: str) -> tuple[_Word, ...]:
    text = term.strip()
    exact = len(text) > 1 and _QUOTES.get(text[0]) == text[-1]
    if exact:
        text = text[1:-1].strip()
    words: list[_Word] = []
    for token in tokens(text):
        form = _folded(token.text)
        after = text[token.end : token.end + 2]
        if after[:1] == "*" and not after[1:].isalnum():
            words.append(_Word(frozenset(), frozenset(), beginning=form))
        elif exact:
            words.append(_Word(frozenset({form}), frozenset()))
        else:
            bases = {form, _folded(lemma(token.text)), _folded(token.lemma)}
            roots = {_stem(low) for low in (token.text.lower(), lemma(token.text)) if len(low) > 5} - {""}
            words.append(_Word(frozenset({form}), frozenset(bases), stems=frozenset(roots)))
    stars = text.count("*")
    if not words or stars != sum(bool(word.beginning) for word in words):
        raise InvalidValue(
            _("“{term}” cannot be looked for.", term=term),
            _("Write one or more words; “*” only at the end of a word: entraid*."),
        )
    return tuple(words)
