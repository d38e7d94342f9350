"""Find what may identify somebody in a transcript, recall first: a person always reviews the list.

Five ways of seeing are put together, since none is enough on spoken French: the French model of spaCy; shapes
(telephones, mails, addresses, dates, numbers); the words around (« Mme », « je m'appelle », « chez les »);
capitals in the middle of a sentence; and the study itself: a form seen or accepted once is looked for everywhere,
without regard to accents and capitals. Never claim that everything was found.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from toolkit.language import entities, tokens
from toolkit.model.text import fold
from toolkit.model.texts import Turn
from toolkit.transcripts.forms import (
    TITLES,
    Candidate,
    FormFinder,
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
    texts: Texts, *, roster: Iterable[NameDecision | str] = (), spacy: bool = True
) -> dict[str, list[Candidate]]:
    """Return the candidates of each text; a form seen in one is looked for in all."""
    listed = [NameDecision(entry) if isinstance(entry, str) else entry for entry in roster]
    first: dict[str, list[Candidate]] = {name: _seen(text, spacy) for name, text in texts.items()}
    known = _forms_of(c for found in first.values() for c in found)
    every: dict[str, list[Candidate]] = {}
    for name, reading in texts.items():
        text = _text(reading)
        decided = [entry for entry in listed if entry.decision != "rejected" and entry.applies_to(name)]
        refused = {
            form_key(entry.form) for entry in listed if entry.decision == "rejected" and entry.applies_to(name)
        }
        found = [*first[name], *_again(text, known), *_rostered(text, decided)]
        kept = [
            c for c in _merged(text, found) if form_key(c.form) not in refused and form_key(c.text) not in refused
        ]
        every[name] = kept
    return _of_one_type(every)


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


def _seen(reading: "str | Read", spacy: bool) -> list[Candidate]:
    text = _text(reading)
    labels = labels_in(text) if isinstance(reading, str) else [(t.label_start, t.start) for t in reading.turns]
    words = tokens(text)
    judge = Judge(text, words, labels)
    found = [*shaped(text), *judge.candidates()]
    for entity in (entities(text) if spacy else None) or ():
        found.extend(judge.reviewed(entity.start, entity.end, entity.type))
    return _merged(text, found)


def _forms_of(candidates: Iterable[Candidate]) -> dict[str, tuple[NameType, bool]]:
    """Return the forms to look for everywhere, each with its type and whether its capitals count."""
    known: dict[str, tuple[NameType, bool]] = {}
    for candidate in candidates:
        if candidate.type in {"DATE", "ADDRESS"}:
            continue
        form = candidate.form
        _remember(known, form, candidate.type)
        if candidate.type == "PERSON":
            parts = [token for token in tokens(form) if token.text[:1].isupper() or not is_word(token.text)]
            if len(parts) > 1:
                for part in (parts[0], parts[-1]):
                    _remember(known, part.text, "PERSON")
    return known


def _remember(known: dict[str, tuple[NameType, bool]], form: str, type: NameType) -> None:
    cut = pieces(form)
    letters = sum(len(piece.key) for piece in cut)
    if letters < 3 or (
        type in {"PERSON", "PLACE", "ORG"}
        and all(is_word(form[p.start : p.end]) for p in cut)
        and not form[:1].isupper()
    ):
        return
    # « Les Amarres » may be looked for in small letters; « Rose » or « Loire » may not.
    exact = type in {"PERSON", "PLACE", "ORG"} and all(is_word(form[p.start : p.end]) for p in cut)
    known.setdefault(form, (type, exact))


def _again(text: str, known: Mapping[str, tuple[NameType, bool]]) -> Iterable[Candidate]:
    forms = list(known)
    exact = [rank for rank, form in enumerate(forms) if known[form][1]]
    words = tokens(text)
    starts = {token.start for token in Judge(text, words, labels_in(text)).openings()}
    for place in FormFinder(forms, as_typed=exact).find(text):
        form = forms[place.rank]
        if known[form][1] and place.start in starts and len(pieces(form)) == 1:
            # A word that opens a sentence has its capital for that reason.
            continue
        yield Candidate(place.start, place.end, text[place.start : place.end], known[form][0], "seen elsewhere")


def _rostered(text: str, listed: Sequence[NameDecision]) -> Iterable[Candidate]:
    finder = FormFinder(
        [entry.form for entry in listed],
        as_typed=[rank for rank, entry in enumerate(listed) if entry.decision == "as typed"],
        numbers=[rank for rank, entry in enumerate(listed) if entry.type == "PHONE"],
    )
    for place in finder.find(text):
        yield Candidate(place.start, place.end, text[place.start : place.end], listed[place.rank].type, "roster")


_RANK = {
    "roster": 0,
    "naming words": 1,
    "civility": 1,
    "label": 1,
    "first name": 2,
    "known place": 2,
    "organisation word": 2,
    "people of": 2,
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
