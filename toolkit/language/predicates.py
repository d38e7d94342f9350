"""What a French question is about, by its parse: its verb, who acts, on what (spaCy's model, when installed)."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from toolkit.language.names import MODEL, has_model

_SUBJECTS: Final = ("nsubj", "nsubj:pass", "expl:subj")
_OBJECTS: Final = ("obj", "obl:arg", "obl", "attr", "xcomp")
_EMPTY: Final = frozenset({"être", "avoir", "faire", "pouvoir", "devoir", "falloir", "permettre", "aller"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """The main verb of a question and its nouns, as dictionary forms in lower case."""

    verb: str
    subjects: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()


@cache
def _parser() -> Any | None:
    if not has_model():
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy

        return spacy.load(MODEL, exclude=["ner", "senter"])


def predicates(questions: Sequence[str]) -> list[Predicate] | None:
    """Return the verb and the nouns of each question; None when the French model is not installed.

    The parse is that of a model: a hint about what a question is about, never a proof.
    """
    found = _predicates(tuple(questions))
    return None if found is None else list(found)


@lru_cache(maxsize=32)
def _predicates(questions: tuple[str, ...]) -> tuple[Predicate, ...] | None:
    nlp = _parser()
    if nlp is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(_read(document) for document in nlp.pipe(questions, batch_size=16))


def _read(document: Any) -> Predicate:
    root = next((token for token in document if token.dep_ == "ROOT"), None)
    if root is None:
        return Predicate("")
    verb = root
    while verb.lemma_.lower() in _EMPTY and (
        inner := next((child for child in verb.children if child.dep_ in ("xcomp", "ccomp")), None)
    ):
        verb = inner
    near = {root, verb}
    nouns = [token for token in document if token.head in near and token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")]
    return Predicate(
        verb.lemma_.lower() if verb.pos_ in ("VERB", "AUX") else "",
        tuple(token.lemma_.lower() for token in nouns if token.dep_ in _SUBJECTS),
        tuple(token.lemma_.lower() for token in nouns if token.dep_ in _OBJECTS)
        + ((root.lemma_.lower(),) if root.pos_ == "NOUN" else ()),
    )
