"""The forms of a study as lines to decide of: whose they are, in which order, and every place where they stand."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Final

from toolkit.errors import Refused
from toolkit.model.text import fold
from toolkit.transcripts.clues import clues_of
from toolkit.transcripts.forms import (
    NAME_TYPES,
    Candidate,
    Decision,
    FormFinder,
    NameDecision,
    form_key,
    pieces,
)
from toolkit.transcripts.names import Read, Texts
from toolkit.transcripts.persons import group_forms
from toolkit.transcripts.replacements import pseudonymise

AROUND: Final = 70
"""Characters shown before and after a form."""
PAGE: Final = 100
"""Places given at once."""


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One form and what was decided of it; ``person`` is the same for all the forms of somebody."""

    id: str
    person: str
    name: NameDecision

    def __repr__(self) -> str:
        return f"<Line {self.id}: {self.name.decision}>"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form stands: a document and positions in its text."""

    document: str
    start: int
    end: int


def lines_of(
    texts: Texts, decisions: Sequence[NameDecision], candidates: Mapping[str, Sequence[Candidate]]
) -> "Lines":
    """Return the lines of a study, in the order in which a person decides best."""
    persons = _persons(texts, decisions, candidates)
    lines = [Line(f"f{rank}", persons[rank], name) for rank, name in enumerate(decisions)]
    places = _found(texts, lines)
    return Lines(dict(texts), _ordered(lines, places), places)


@dataclass(frozen=True, slots=True, repr=False)
class Lines:
    """Lines in order, and where each of them stands in the texts."""

    texts: Mapping[str, str | Read]
    ordered: Sequence[Line]
    places: Mapping[str, Sequence[Place]]

    def contexts(self, line: Line, *, document: str = "", offset: int = 0, most: int = PAGE) -> dict[str, Any]:
        """Return the places of a form with the words around, ``most`` at once, and how many each document has."""
        counts: dict[str, int] = {}
        for place in self.places[line.id]:
            counts[place.document] = counts.get(place.document, 0) + 1
        chosen = [place for place in self.places[line.id] if not document or place.document == document]
        shown = chosen[offset : offset + most]
        return {
            "id": line.id,
            "document": document,
            "offset": offset,
            "total": len(chosen),
            "documents": [[name, n] for name, n in counts.items()],
            "items": [self._context(line, place) for place in shown],
        }

    def _context(self, line: Line, place: Place) -> dict[str, Any]:
        reading = self.texts[place.document]
        text = reading if isinstance(reading, str) else reading.text
        before, after = _before(text, place.start), _after(text, place.end)
        said = text[place.start : place.end]
        number, label = None, False
        if not isinstance(reading, str) and reading.turns:
            number = bisect_right(reading.turns, place.start, key=lambda turn: turn.label_start) or None
            label = number is not None and place.start < reading.turns[number - 1].start
        return {
            "document": place.document,
            "turn": number,
            "line": text.count("\n", 0, place.start) + 1,
            "label": label,
            "before": before,
            "text": said,
            "after": after,
            "becomes": _becomes(line.name, before, said, after),
        }


def _found(texts: Texts, lines: Sequence[Line]) -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = {line.id: [] for line in lines}
    everywhere = [line for line in lines if not line.name.documents]
    finder = _finder(everywhere)
    for document, reading in texts.items():
        listed = everywhere
        if len(everywhere) < len(lines):
            names = {document, PurePath(document).name}
            listed = [line for line in lines if not line.name.documents or names & {*line.name.documents}]
            finder = _finder(listed)
        text = reading if isinstance(reading, str) else reading.text
        for found in finder.find(text):
            places[listed[found.rank].id].append(Place(document, found.start, found.end))
    return places


def _becomes(name: NameDecision, before: str, said: str, after: str) -> str | None:
    """Return what a place becomes, « d' » or « de » included; None when it stays as it is."""
    if name.decision == "rejected" or not name.replacement:
        return None
    decision: Decision = "as typed" if name.decision == "as typed" else "accepted"
    try:
        made = pseudonymise(before + said + after, [replace(name, decision=decision, documents=())])
    except Refused:
        return name.replacement
    at = len(before)
    return next((span.replacement for span in made.spans if span.start <= at < span.end), None)


def _before(text: str, start: int) -> str:
    """Return the words before a position, cut at a space."""
    first = max(0, start - AROUND)
    cut = text[first:start]
    return cut if first == 0 else cut[cut.find(" ") + 1 :] if " " in cut[:-1] else cut


def _after(text: str, end: int) -> str:
    last = min(len(text), end + AROUND)
    cut = text[end:last]
    return cut if last == len(text) else cut[: cut.rfind(" ")] if " " in cut[1:] else cut


def _finder(lines: Sequence[Line]) -> FormFinder:
    return FormFinder(
        [line.name.form for line in lines],
        numbers=[rank for rank, line in enumerate(lines) if line.name.type == "PHONE"],
    )


def _persons(
    texts: Texts, decisions: Sequence[NameDecision], candidates: Mapping[str, Sequence[Candidate]]
) -> list[str]:
    """Return a person for each decision: the same for the forms that seem to name one, or have one replacement."""
    every = [candidate for found in candidates.values() for candidate in found]
    known = [replace(name, decision="undecided") for name in decisions]
    persons = group_forms(every, clues=clues_of(texts, candidates), decisions=known)
    groups = {form_key(form): rank for rank, person in enumerate(persons) for form in person.forms}
    called: dict[str, str] = {}
    joined: dict[str, str] = {}
    own: list[str] = []
    for rank, name in enumerate(decisions):
        group = groups.get(form_key(name.form)) if name.type == "PERSON" else None
        person = f"n{rank}" if group is None else f"p{group}"
        if name.type == "PERSON" and name.accepted and "[" not in name.replacement:
            # Kept in an earlier session under one replacement: one person.
            joined[person] = called.setdefault(fold(name.replacement), person)
        own.append(person)
    return [joined.get(person, person) for person in own]


def _ordered(lines: Sequence[Line], places: Mapping[str, Sequence[Place]]) -> list[Line]:
    """Return the lines by type, those most often said first, the forms of one person together, fullest first."""
    total: dict[str, int] = {}
    first: dict[str, str] = {}
    for line in lines:
        total[line.person] = total.get(line.person, 0) + len(places[line.id])
        first[line.person] = min(first.get(line.person, "\uffff"), fold(line.name.form))
    types = {type: rank for rank, type in enumerate(NAME_TYPES)}
    return sorted(
        lines,
        key=lambda line: (
            types[line.name.type],
            -total[line.person],
            first[line.person],
            line.person,
            -len(pieces(line.name.form)),
            -len(places[line.id]),
            fold(line.name.form),
        ),
    )
