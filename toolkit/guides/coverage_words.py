"""The words of a question and of a turn of speech, made comparable: lemmas, then stems, without the tool words."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from toolkit.language import is_hesitation, sentences, tokens
from toolkit.language.words import listed
from toolkit.model.text import fold

_FRENCH: Final = listed(
    """
    a ai afin ainsi alors apres au aucun aussi autant auquel autre avant avec avoir bah beaucoup ben bien bon ca car
    ce ceci cela celui cet cette chaque chez ci comme comment dans de deja depuis des dire donc dont du elle en
    encore enfin ensuite entre est est-ce et etc etre eux faire il ici je jusque juste justement la le lequel leur
    lui mais maintenant me meme merci mieux moi moins mon ne ni non nous notre on ou oui par parce parfois pas pendant
    peu peut-etre plus plutot pour pourquoi pouvoir pre puis puisque quand quant que quel quelque quelqu'un quoi qui
    sans se selon seulement si sien sinon soi son sous sur tel te tien ton toujours tout tres trop tu un une vers
    voici voila votre vos vouloir vous vraiment y aller devoir falloir chose truc est-ce-que c'est-a-dire parce que
    peu etait mm hm ouais okay ok
    """
)
_ENGLISH: Final = listed(
    """
    a about after again all also am an and any are as at be because been before being but by can could did do does
    done for from get go had has have he her here him his how i if in into is it its just like ll m may me more most
    much my no not now of oh ok okay on one or other our out please re right s say she should so some something such
    t tell than thank that the their them then there these they thing this those to too up us ve very was we well were
    what when where which who whom whose why will with would yeah yes you your yours d don didn doesn isn
    """
)


def english(language: str) -> bool:
    """Tell whether a guide is written in English."""
    return language.lower().startswith("en")


def keys(text: str, language: str) -> frozenset[str]:
    """Return the content words of a text: lemma, then Snowball stem (Porter 2001), folded; tool words left out.

    >>> sorted(keys("Comment avez-vous commencé à accompagner des personnes ?", "fr"))
    ['accompagn', 'commenc', 'person']
    """
    return frozenset(_keys(text, english(language)))


def all_words(text: str) -> tuple[str, ...]:
    """Return every word of a text, folded, hesitations left out."""
    return tuple(fold(token.text) for token in tokens(text) if not is_hesitation(token.text))


def passages(text: str) -> Iterator[str]:
    """Yield each sentence of a turn, then each sentence with the next: a question may be said in two."""
    spans = sentences(text)
    for start, end in spans:
        yield text[start:end]
    for (start, _end), (_start, end) in pairwise(spans):
        yield text[start:end]


def _keys(text: str, in_english: bool) -> Iterator[str]:
    for token in tokens(text):
        form = fold(token.text).replace("’", "'").strip("'")
        if in_english:
            key = _english_key(form)
        else:
            key = "" if is_hesitation(token.text) else _french_key(form, fold(token.lemma))
        if key:
            yield key


@lru_cache(maxsize=50_000)
def _french_key(form: str, base: str) -> str:
    if form in _FRENCH or base in _FRENCH or len(base) < 2:
        return ""
    return _stemmed(base, "french")


@lru_cache(maxsize=50_000)
def _english_key(form: str) -> str:
    import simplemma

    base = fold(str(simplemma.lemmatize(form, lang="en")))
    if form in _ENGLISH or base in _ENGLISH or len(base) < 2:
        return ""
    return _stemmed(base, "english")


@lru_cache(maxsize=50_000)
def _stemmed(base: str, language: str) -> str:
    from nltk.stem.snowball import SnowballStemmer

    return fold(SnowballStemmer(language).stem(base))
