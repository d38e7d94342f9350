"""What depends on what in a French sentence: spaCy's parse as plain values, loaded once, when asked for.

The parser was trained on written statements: it errs on inverted and spoken questions more than on a newspaper. What
reads a parse should use it beside other signs, never alone for a grave verdict.
"""

import warnings
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from toolkit.language.names import MODEL, has_model


class Word(NamedTuple):
    """One word of a parse: its part of speech and its relation (Universal Dependencies) to the word ``head``.

    ``head`` is a position in the sentence; the root is its own head.
    """

    text: str
    pos: str
    relation: str
    head: int


@cache
def french_parser() -> Any | None:
    """Return spaCy's French model with tags and parse only, or None when it is not installed."""
    if not has_model():
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy

        return spacy.load(MODEL, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])


def parses(sentences: Sequence[str]) -> list[tuple[Word, ...]] | None:
    """Return the parse of each sentence, in order; None without the French model."""
    nlp = french_parser()
    if nlp is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        documents = list(nlp.pipe(sentences, batch_size=64))
    return [tuple(Word(w.text, w.pos_, w.dep_, w.head.i) for w in document) for document in documents]
