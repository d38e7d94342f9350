"""Find what may identify somebody in a transcript, recall first: a person always reviews the list.

Five ways of seeing are put together, since none is enough on spoken French: the French model of spaCy; shapes
(telephones, mails, addresses, dates, numbers); the words around (« Mme », « je m'appelle », « chez les »);
capitals in the middle of a sentence; and the study itself: a form seen or accepted once is looked for everywhere,
without regard to accents and capitals. Never claim that everything was found.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import Final, NamedTuple, Protocol

from toolkit.language import entities, tokens
from toolkit.model.text import fold
from toolkit.model.texts import Turn
from toolkit.transcripts.forms import (
    TITLES,
    Candidate,
    FormFinder,
    Found,
    NameDecision,
    NameType,
    form_key,
    pieces,
)
from toolkit.transcripts.judging import Judge
from toolkit.transcripts.marked import labels_in
from toolkit.transcripts.ordinary import is_word
from toolkit.transcripts.patterns import shaped

_SHAPED = frozenset({"PHONE", "EMAIL", "ADDRESS", "DATE", "ID"})


class Read(Protocol):
    """What a reading gives: its clean text and its turns."""

    @property
    def text(self) -> str:
        """The clean text."""
        ...

    @property
    def turns(self) -> Sequence[Turn]:
        """Its turns."""
        ...


Texts = Mapping[str, "str | Read"]


def find_names(
    text_or_reading: "str | Read", *, roster: Iterable[NameDecision | str] = (), spacy: bool = True
) -> list[Candidate]:
    """Return what may identify somebody, in the order of the text, without overlap.

    Parameters
    ----------
    text_or_reading
        A clean text, or a reading of a file: its speaker labels are then known for sure.
    roster
        Forms already known in the study. An accepted one is found everywhere, a rejected one is left out.
    spacy
        False leaves the French model out; so does its absence (``language.model_notice()`` says it).

    Examples
    --------
    >>> [(c.text, c.type) for c in find_names("Avec Inès on allait chez les Roux, à Voiron.", spacy=False)]
    [('Inès', 'PERSON'), ('Roux', 'PERSON'), ('Voiron', 'PLACE')]
    """
    return find_names_everywhere({"": text_or_reading}, roster=roster, spacy=spacy)[""]


def find_names_everywhere(
    texts: Texts,
    *,
    roster: Iterable[NameDecision | str] = (),
    spacy: bool = True,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> "FoundNames":
    """Return the candidates of each text; a form seen in one is looked for in all.

    What is returned is a dictionary that shows counts only: the name of a file may be that of a person.

    Parameters
    ----------
    texts
        Texts or readings by name of document.
    roster
        Forms already known in the study: see ``find_names``.
    spacy
        False leaves the French model out.
    executor
        Any ``concurrent.futures.Executor``: texts are then read side by side. What is found is the same.
    progress
        Called with how many texts are done, and how many there are.
    """
    listed = [NameDecision(entry) if isinstance(entry, str) else entry for entry in roster]
    seen = dict(zip(texts, _looked(list(texts.values()), spacy, executor, progress), strict=True))
    known = _forms_of(c for one in seen.values() for c in one.candidates)
    again = _Again(known)
    every: dict[str, list[Candidate]] = {}
    for name, rules in _rules_for(texts, listed).items():
        text = _text(texts[name])
        found = [*seen[name].candidates, *again.find(text, seen[name].openings), *rules.find(text)]
        every[name] = [
            c
            for c in _merged(text, found)
            if form_key(c.form) not in rules.refused and form_key(c.text) not in rules.refused
        ]
    return FoundNames(_of_one_type(every))


class FoundNames(dict[str, list[Candidate]]):
    """The candidates of each document, by its name: a dictionary that shows counts only at the end of a cell."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<Names: {len(self)} texts, {sum(map(len, self.values()))} candidates>"


class Seen(NamedTuple):
    """What one text tells by itself: its candidates, and where its sentences open (a capital there says nothing)."""

    candidates: list[Candidate]
    openings: frozenset[int]


def _looked(
    texts: "Sequence[str | Read]",
    spacy: bool,
    executor: Executor | None,
    progress: Callable[[int, int], None] | None,
) -> Iterator[Seen]:
    bare = [_text(text) for text in texts]
    labels = [None if isinstance(text, str) else [(t.label_start, t.start) for t in text.turns] for text in texts]
    models = [spacy] * len(texts)
    results = executor.map(look, bare, labels, models) if executor else map(look, bare, labels, models)
    for done, seen in enumerate(results, 1):
        if progress:
            progress(done, len(texts))
        yield seen


def look(text: str, labels: list[tuple[int, int]] | None = None, spacy: bool = True) -> Seen:
    """Return what one text tells by itself, without the others; labels are guessed when they are not given."""
    words = tokens(text)
    judge = Judge(text, words, labels_in(text) if labels is None else labels)
    found = [*shaped(text), *judge.candidates()]
    for entity in (entities(text) if spacy else None) or ():
        found.extend(judge.reviewed(entity.start, entity.end, entity.type))
    return Seen(_merged(text, found), frozenset(token.start for token in judge.openings()))


class _Rules:
    """What the study's own list says of one document: forms to look for, forms to leave out."""

    def __init__(self, listed: Sequence[NameDecision]):
        self._listed = [entry for entry in listed if entry.decision != "rejected"]
        self.refused = {form_key(entry.form) for entry in listed if entry.decision == "rejected"}
        self._finder = FormFinder(
            [entry.form for entry in self._listed],
            as_typed=[rank for rank, entry in enumerate(self._listed) if entry.decision == "as typed"],
            numbers=[rank for rank, entry in enumerate(self._listed) if entry.type == "PHONE"],
        )

    def find(self, text: str) -> Iterator[Candidate]:
        for place in self._finder.find(text):
            type = self._listed[place.rank].type
            yield Candidate(place.start, place.end, text[place.start : place.end], type, "roster")


def _rules_for(names: Iterable[str], listed: Sequence[NameDecision]) -> dict[str, _Rules]:
    """Return the rules of each document; those without rules of their own share one list, made once."""
    common = [entry for entry in listed if not entry.documents]
    shared = _Rules(common)
    limited = len(common) < len(listed)
    found: dict[str, _Rules] = {}
    for name in names:
        own = [entry for entry in listed if entry.applies_to(name)] if limited else common
        found[name] = shared if len(own) == len(common) else _Rules(own)
    return found


def _of_one_type(every: dict[str, list[Candidate]]) -> dict[str, list[Candidate]]:
    """Give a form the same type everywhere: that of its best witness, then the most frequent."""
    votes: dict[tuple[str, ...], dict[NameType, list[int]]] = {}
    for candidate in (c for found in every.values() for c in found if c.type not in _SHAPED):
        types = votes.setdefault(form_key(candidate.form), {})
        types.setdefault(candidate.type, []).append(_RANK.get(candidate.why, 0))
    best = {
        key: min(types, key=lambda type: (min(types[type]), -len(types[type]), type)) for key, types in votes.items()
    }
    return {
        name: [replace(c, type=best.get(form_key(c.form), c.type)) if c.type not in _SHAPED else c for c in found]
        for name, found in every.items()
    }


def _text(reading: "str | Read") -> str:
    return reading if isinstance(reading, str) else reading.text


class _Known(NamedTuple):
    """A form to look for everywhere: its type, and whether its capitals count since it is a word too."""

    type: NameType
    exact: bool


def _forms_of(candidates: Iterable[Candidate]) -> dict[str, _Known]:
    """Return the forms to look for everywhere."""
    known: dict[str, _Known] = {}
    for candidate in candidates:
        if candidate.type in {"DATE", "ADDRESS"}:
            continue
        form = candidate.form
        _remember(known, form, candidate)
        if candidate.type == "PERSON":
            parts = [token for token in tokens(form) if token.text[:1].isupper() or not is_word(token.text)]
            if len(parts) > 1:
                for part in (parts[0], parts[-1]):
                    _remember(known, part.text, candidate)
    return known


_SURE: Final = frozenset(("first name", "civility", "naming words", "people of", "label"))


def _remember(known: dict[str, _Known], form: str, candidate: Candidate) -> None:
    cut = pieces(form)
    named = candidate.type in {"PERSON", "PLACE", "ORG"}
    words = named and all(is_word(form[p.start : p.end]) for p in cut)
    if sum(len(piece.key) for piece in cut) < 3 or (words and not form[:1].isupper() and candidate.why not in _SURE):
        return
    # « Point Chandelle » may be looked for in small letters; « Rose », « Loire » or « Le Relais » may not.
    full = sum(len(piece.key) > 3 for piece in cut)
    exact = words and (full < 2 or form.lower().startswith(("le ", "la ", "les ", "l'", "l’", "un ", "une ")))
    known.setdefault(form, _Known(candidate.type, exact))


_DETERMINED: Final = re.compile(
    r"(?:(?<![^\W_])(?:le|la|les|un|une|des|du|de|au|aux|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leurs?|ce|cet|"
    r"cette|ces|quelle?s?|très|trop|plus|si|en|pas)|[ldn]['’])[\s\xa0]*$",
    re.IGNORECASE,
)
_BARE_BEFORE: Final = re.compile(
    r"(?:^|[.,;:!?…(\[«\n]|(?<![^\W_])(?:à|chez|avec|et|ou|que|qu['’]|pour|mamie|mémé|tata|tatie))[\s\xa0]*$",
    re.IGNORECASE,
)
_BARE_AFTER: Final = re.compile(
    r"[\s\xa0]*(?:$|[.,;:!?…)\n]|(?:il|elle|dit|disait|a|est|était|avait|m['’]|lui|s['’])(?![^\W_]))"
)
_HAILED: Final = re.compile(r"[\s\xa0]*(?:[.,!?]|(?:il|elle|lui)(?![^\W_]))")


class _Again:
    """The forms seen in the study, made ready once, to be looked for in each of its texts."""

    def __init__(self, known: Mapping[str, _Known]):
        self._forms = list(known)
        self._known = list(known.values())
        self._finder = FormFinder(self._forms, as_typed=[i for i, one in enumerate(self._known) if one.exact])

    def find(self, text: str, openings: frozenset[int]) -> Iterator[Candidate]:
        for place in self._finder.find(text):
            known = self._known[place.rank]
            if known.exact and not self._stands(text, place, openings):
                continue
            yield Candidate(place.start, place.end, text[place.start : place.end], known.type, "seen elsewhere")

    def _stands(self, text: str, place: Found, openings: frozenset[int]) -> bool:
        """Whether a name that is a word too stands here as the name."""
        if text[place.start].islower():
            before = text[max(0, place.start - 16) : place.start]
            bare = _BARE_BEFORE.search(before) and not _DETERMINED.search(before)
            return bool(bare and _BARE_AFTER.match(text, place.end))
        if place.start in openings and len(pieces(self._forms[place.rank])) == 1:
            # A word that opens a sentence has its capital for that reason, unless somebody is hailed.
            return bool(_HAILED.match(text, place.end))
        return True


_RANK = {
    "roster": 0,
    "naming words": 1,
    "civility": 1,
    "label": 1,
    "first name": 2,
    "known place": 2,
    "place number": 2,
    "organisation word": 2,
    "people of": 2,
    "initials": 2,
    "spelled": 2,
    "nickname": 2,
    "place word": 3,
    "French model": 4,
    "capital": 5,
    "unknown word": 6,
    "seen elsewhere": 7,
}


def _merged(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates without overlap: the longest wins, what it does not cover of another is kept."""
    queue = sorted(
        set(found),
        key=lambda c: (
            c.type not in _SHAPED,
            c.start - c.end,
            c.why == "number",
            _RANK.get(c.why, 0),
            c.start,
            c.type,
        ),
    )
    taken = bytearray(len(text))
    kept: list[Candidate] = []
    for candidate in queue:
        for start, end in _free(taken, candidate.start, candidate.end):
            whole = (start, end) == (candidate.start, candidate.end)
            piece = candidate if whole else _left_over(text, start, end, candidate)
            if piece is not None:
                taken[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
                kept.append(piece)
    return sorted(_typed_by_the_best(kept, found), key=lambda c: c.start)


def _typed_by_the_best(kept: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """Give each span the type of its best witness: « Karim » is a person even if the model said a place."""
    best: dict[tuple[int, int], Candidate] = {}
    for candidate in found:
        key = (candidate.start, candidate.end)
        if key not in best or _RANK.get(candidate.why, 0) < _RANK.get(best[key].why, 0):
            best[key] = candidate
    return [best.get((c.start, c.end), c) if c.type not in _SHAPED else c for c in kept]


def _free(taken: bytearray, start: int, end: int) -> Iterable[tuple[int, int]]:
    at = start
    while at < end:
        while at < end and taken[at]:
            at += 1
        stop = at
        while stop < end and not taken[stop]:
            stop += 1
        if stop > at:
            yield at, stop
        at = stop


def _left_over(text: str, start: int, end: int, whole: Candidate) -> Candidate | None:
    """Return what is left of a candidate beside a longer one, when it still holds a name."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    rest = text[start:end]
    title = TITLES.match(rest + " ")
    names = [
        piece for piece in pieces(rest) if rest[piece.start].isupper() and not is_word(rest[piece.start : piece.end])
    ]
    if whole.type in _SHAPED or not names or (title and title.end() >= len(rest)):
        return None
    return Candidate(start, end, rest, whole.type, whole.why)


def name_words(text: str) -> set[str]:
    """Return every capitalised word of a text, folded: what a replacement must not be."""
    return {fold(token.text) for token in tokens(text) if token.text[:1].isupper()}
