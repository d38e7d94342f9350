"""The place that a document gives beside an extract: « (P01 · E01, tour 2) », and whether it is the right one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from toolkit.feedback.passages import place
from toolkit.feedback.spoken import Place

_TURN: Final = (
    r"(?P<turn>\b(?:tours?(?:\s+de\s+parole)?|turns?|t\.?|tdp)\s*(?:n[°o]\s*)?(?P<first>\d{1,5})"
    r"(?:\s*(?:à|-|–|—|to|et|and)\s*(?P<last>\d{1,5}))?(?!\w))"
)
_BETWEEN = re.compile(r"[\s·•,;:()\[\]/|–—-]{0,5}(?:(?:entretien|interview|du|de|in)\s+){0,2}", re.IGNORECASE)
_AFTER = re.compile(r"[\s»”\".,;:!?…)\]]*[(\[–—-]?\s*(?:(?:entretien|interview)\s+)?")
_BEFORE = re.compile(r"[\s)\]]*(?:[:,–—-]\s*)?[«“„\"]?\s*")
_INTRODUCES = re.compile(r"[^.!?\n]{0,80}:\s*[«“„\"]?\s*")
CAPTION: Final = 16
"""Words that a line holds at most to be the source of the extract above it, or the name of who speaks below."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A place as a document gives it: a text, turns, a person; each may be missing."""

    start: int
    end: int
    transcript: str | None = None
    turns: tuple[int, int] | None = None
    person: str | None = None

    @property
    def whole(self) -> bool:
        """Whether it names a text and a turn, so that it can be nothing else than a reference."""
        return self.transcript is not None and self.turns is not None

    def matches(self, found: Place) -> bool:
        """Say whether words found somewhere are where this says that they are."""
        same_text = self.transcript is None or self.transcript == found.transcript
        if self.person is None and self.turns is None and self.transcript in found.people:
            same_text = True
        first, last = self.turns or (0, 0)
        same_turn = self.turns is None or any(first <= number <= last for number in found.turns)
        return same_text and same_turn and (self.person is None or not found.people or self.person in found.people)

    def __str__(self) -> str:
        parts = [self.person] if self.person else []
        if self.transcript is not None or self.turns is not None:
            first, last = self.turns or (0, 0)
            turns = () if self.turns is None else (first,) if first == last else (first, last)
            parts.append(place(self.transcript or "?", turns))
        return " · ".join(parts)


class Citations:
    """Read the references of a document, with the ids of a study."""

    def __init__(self, transcripts: Iterable[str], people: Iterable[str]):
        self.transcripts, self.people = set(transcripts), set(people)
        self.known = {_key(id): id for id in (*self.people, *self.transcripts)}
        families = {match[0] for id in self.known.values() if (match := re.match(r"[^\W\d_]+(?=[-_.]?\d)", id))}
        ids = [re.escape(id) for id in sorted(self.known.values(), key=lambda id: (-len(id), id))]
        # An id of the same make that the study does not hold (E99) is a wrong reference, not ordinary words.
        ids += [rf"{re.escape(family)}[-_.]?\d{{1,4}}" for family in sorted(families)]
        atom = rf"(?<![\w.-])(?P<id>{'|'.join(ids)})(?![\w-])|(?i:{_TURN})" if ids else f"(?i:{_TURN})"
        self.atom = re.compile(atom)
        self.person_families = {_family(id) for id in self.people} - {_family(id) for id in self.transcripts}

    def read(self, line: str) -> list[Cited]:
        """Return the references of a line, in order."""
        groups: list[list[re.Match[str]]] = []
        for match in self.atom.finditer(line):
            near = groups and _BETWEEN.fullmatch(line, groups[-1][-1].end(), match.start())
            if near and not _again(groups[-1], match, self):
                groups[-1].append(match)
            else:
                groups.append([match])
        return [cited for group in groups if (cited := self._cited(group)) is not None]

    def _cited(self, group: Sequence[re.Match[str]]) -> Cited | None:
        transcript = person = None
        turns: tuple[int, int] | None = None
        for match in group:
            if match["turn"]:
                first = int(match["first"])
                turns = (first, max(first, int(match["last"] or first)))
            else:
                id = self.known.get(_key(match["id"]), match["id"])
                if self.is_person(id):
                    person = id
                else:
                    transcript = id
        alone = transcript is None and person is None
        if alone and not group[0]["turn"].casefold().startswith(("tour", "turn")):
            return None
        if transcript is None and turns is not None and person in self.transcripts:
            transcript, person = person, None
        return Cited(group[0].start(), group[-1].end(), transcript, turns, person)

    def is_person(self, id: str) -> bool:
        """Tell an id of a person from that of a text; one that is both names the text."""
        if id in self.transcripts:
            return False
        return id in self.people or _family(id) in self.person_families

    def beside(self, line: str, spans: Sequence[tuple[int, int]], above: str, below: str) -> list[Cited | None]:
        """Return the reference of each extract ``spans`` of a line: after it, before it, else on the next line."""
        cited = [c for c in self.read(line) if not any(s <= c.start < e for s, e in spans)]
        found: list[Cited | None] = []
        used: set[int] = set()
        for rank, (start, end) in enumerate(spans):
            low = spans[rank - 1][1] if rank else 0
            high = spans[rank + 1][0] if rank + 1 < len(spans) else len(line)
            after = [c for c in cited if end <= c.start < high]
            before = [c for c in cited if low <= c.start and c.end <= start and c.start not in used]
            choices = (
                [c for c in after[:1] if _AFTER.fullmatch(line, end, c.start)],
                [
                    c
                    for c in before[-1:]
                    if (c.whole and _BEFORE.fullmatch(line, c.end, start))
                    or _INTRODUCES.fullmatch(line, c.end, start)
                ],
                [c for c in after if c.whole and not _INTRODUCES.fullmatch(line, c.end, high)][:1],
                [c for c in before if c.whole][-1:],
            )
            best = next((choice[0] for choice in choices if choice), None)
            if best is not None:
                used.add(best.start)
            found.append(best)
        if spans and found[-1] is None and not any(char.isalnum() for char in line[spans[-1][1] :]):
            found[-1] = self._caption(below)
        opens = bool(spans) and not any(char.isalnum() for char in line[: spans[0][0]])
        if opens and found[0] is None and above.rstrip().endswith(":") and len(above.split()) <= CAPTION:
            found[0] = next(iter(reversed(self.read(above))), None)
        return found

    def _caption(self, line: str) -> Cited | None:
        first = next(iter(self.read(line)), None)
        if first is None or len(line.split()) > CAPTION or not (first.whole or len(line.split()) <= 4):
            return None
        return first if not any(char.isalnum() for char in line[: first.start]) or first.whole else None


def _again(group: Sequence[re.Match[str]], match: re.Match[str], ids: Citations) -> bool:
    """Tell whether ``match`` begins another reference: a second turn, text or person."""

    def kind(found: re.Match[str]) -> str:
        if found["turn"]:
            return "turn"
        return "person" if ids.is_person(ids.known.get(_key(found["id"]), found["id"])) else "text"

    return kind(match) in {kind(found) for found in group}


def _key(id: str) -> str:
    """Return an id without the zeros before its number: E1 is E01."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"(?<=[^\W\d_])[-_.](?=\d)", "", id))


def _family(id: str) -> str:
    match = re.match(r"[^\W\d_]+(?=[-_.]?\d)", id)
    return match[0] if match else f"={id}"
