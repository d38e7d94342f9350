"""Words, lemmas, sentences and names of spoken French, behind a few functions."""

from toolkit.language.names import Entity, entities, french_model, has_model, model_notice
from toolkit.language.terms import TermFinder, find_terms
from toolkit.language.tokens import Token, is_common, is_hesitation, lemma, sentences, tokens

__all__ = [
    "Entity",
    "TermFinder",
    "Token",
    "entities",
    "find_terms",
    "french_model",
    "has_model",
    "is_common",
    "is_hesitation",
    "lemma",
    "model_notice",
    "sentences",
    "tokens",
]
