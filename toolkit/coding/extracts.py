"""Coded extracts on the lines of a text: numbered in order, cut where they begin and end, named in the margin."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from toolkit.errors import InvalidValue, UnknownName
from toolkit.i18n import _
from toolkit.model import Code, Codebook, Coder, Coding, Desk, State, Transcript
from toolkit.model.checks import one_of
from toolkit.model.lines import Line, Turns, lines
from toolkit.model.people import shown_names
from toolkit.model.shown import Note, Piece, Row
from toolkit.model.units import STATES

BESIDE: Final = 300
"""A turn this long is cut before the sentence where an extract begins, so that its note stands beside it."""
_SENTENCE = re.compile(r"[.!?…][»”\")\]]*\s+|\n+")


@dataclass(frozen=True, slots=True, repr=False)
class Extract:
    """Some words that were coded, once or several times: their number in the print, their codings."""

    number: int
    start: int
    end: int
    codings: tuple[Coding, ...]

    def __repr__(self) -> str:
        return f"<Extract {self.number}: [{self.start}, {self.end}), {len(self.codings)} codings>"


@dataclass(frozen=True, slots=True, repr=False)
class Coded:
    """A transcript with its codings laid on its lines; ``names`` are those of the coders, by id."""

    transcript: Transcript
    rows: tuple[Row, ...]
    extracts: tuple[Extract, ...]
    book: Codebook
    names: Mapping[str, str]

    @property
    def codings(self) -> tuple[Coding, ...]:
        """Every coding laid, in the order of the text."""
        return tuple(coding for extract in self.extracts for coding in extract.codings)

    @property
    def coders(self) -> tuple[str, ...]:
        """Ids of those who coded what is laid."""
        held = {coding.coder for coding in self.codings}
        return tuple(id for id in self.names if id in held)

    def __repr__(self) -> str:
        return f"<Coded {self.transcript.id}: {len(self.codings)} codings on {len(self.extracts)} extracts>"


def coded(
    desk: Desk,
    transcript: Transcript | str,
    *,
    coder: str | Sequence[str] | None = None,
    codes: Iterable[str] | None = None,
    states: Sequence[State] = ("accepted",),
    turns: Turns = None,
    cut: bool = True,
) -> Coded:
    """Lay the codings of a transcript on its lines.

    Parameters
    ----------
    coder
        Id of a coder, or several; by default everybody's codings, each with who made it.
    codes
        Ids of codes; a theme brings the codes below it.
    states
        ``"proposed"`` too, to read what was proposed: it is marked so.
    turns
        Some turns only: ``42``, ``"40-52"``.
    cut
        Cut a long turn before an extract, so that what is said of it can stand beside it.
    """
    text = transcript if isinstance(transcript, Transcript) else desk.get(Transcript, transcript)
    for state in states:
        one_of("states", state, STATES)
    book = Codebook(desk.all(Code))
    people = desk.all(Coder)
    wanted = _coders(coder, people)
    chosen = None if codes is None else under(book, codes)
    held = [
        one
        for one in desk.all(Coding)
        if one.transcript == text.id
        and one.state in states
        and (wanted is None or one.coder in wanted)
        and (chosen is None or one.code in chosen)
    ]
    read = lines(text, turns)
    homes = {one.id: found for one in held if (found := _homes(text, read, one))}
    # A number is that of the whole text, so that a part on the screen and the print say the same one.
    extracts = [extract for extract in _numbered(held) if extract.codings[0].id in homes]
    names = shown_names(people)
    names.update({one.coder: one.coder for one in held if one.coder not in names})
    rows = _rows(text, read, extracts, homes, _Margin(book, names, extracts), cut=cut)
    return Coded(text, tuple(rows), tuple(extracts), book, names)


def under(book: Codebook, codes: Iterable[str]) -> set[str]:
    """Return some codes and all those below them; raise ``UnknownCode``."""
    roots = {book[id].id for id in ([codes] if isinstance(codes, str) else codes)}
    return {code.id for code in book if roots & set(book.path(code.id))}


def _coders(coder: str | Sequence[str] | None, people: Sequence[Coder]) -> set[str] | None:
    if coder is None:
        return None
    asked = [coder] if isinstance(coder, str) else list(coder)
    if not asked:
        raise InvalidValue(_("No coder is named."), _("Name one, or leave the choice out: everybody's codings come."))
    known = [person.id for person in people]
    for id in asked:
        if id not in known:
            raise UnknownName(id, known)
    return set(asked)


Home = tuple[int, int, int]
"""Rank of a line, then the part of it that an extract covers."""


def _homes(text: Transcript, read: Sequence[Line], coding: Coding) -> list[Home]:
    """Return the parts of lines that a coding covers.

    One that covers labels or blanks only is laid, without a word, at the head of the line that follows.
    """
    start, end = coding.start, coding.end
    found = []
    for rank, line in enumerate(read):
        low, high = max(start, line.start), min(end, line.end)
        if low < high and text.text[low:high].strip():
            found.append((rank, low, high))
    if found:
        return found
    number = text.turn_at(start)
    for rank, line in enumerate(read):
        if line.number == number if number is not None else line.start >= start:
            return [(rank, line.start, line.start)]
    return []


def _numbered(codings: Iterable[Coding]) -> list[Extract]:
    """Number the extracts in the order of the text, the longest first where several begin."""
    by_place: dict[tuple[int, int], list[Coding]] = {}
    for one in codings:
        by_place.setdefault((one.start, one.end), []).append(one)
    ordered = sorted(by_place.items(), key=lambda item: (item[0][0], -item[0][1]))
    return [Extract(number, *place, tuple(held)) for number, (place, held) in enumerate(ordered, 1)]


class _Margin:
    """What the margin says of each extract: its codes, and whose they are when several people coded."""

    def __init__(self, book: Codebook, names: Mapping[str, str], extracts: Sequence[Extract]):
        self._book, self._names = book, names
        self._rank = {code.id: rank for rank, code in enumerate(book)}
        self._several = len({one.coder for extract in extracts for one in extract.codings}) > 1
        self.labels = code_labels(book)

    def note(self, extract: Extract, *, again: bool = False) -> Note:
        by_code: dict[str, list[Coding]] = {}
        for one in sorted(extract.codings, key=lambda one: self._rank.get(one.code, len(self._rank))):
            by_code.setdefault(one.code, []).append(one)
        return Note(extract.number, tuple(self._said(code, several) for code, several in by_code.items()), again)

    def _said(self, code: str, codings: Sequence[Coding]) -> str:
        said = self.labels.get(code, code)
        if self._several:
            who = ", ".join(dict.fromkeys(self._names[one.coder] for one in codings))
            said = _("{code} ({coders})", code=said, coders=who)
        if all(one.state == "proposed" for one in codings):
            said = _("{code}, proposed", code=said)
        elif all(one.state == "rejected" for one in codings):
            said = _("{code}, rejected", code=said)
        return said


def code_labels(book: Codebook) -> dict[str, str]:
    """Return the label of each code, with its id where two codes have the same one."""
    seen: dict[str, int] = {}
    for code in book:
        seen[code.label] = seen.get(code.label, 0) + 1
    return {code.id: code.label if seen[code.label] == 1 else f"{code.label} ({code.id})" for code in book}


def _rows(
    text: Transcript,
    read: Sequence[Line],
    extracts: Sequence[Extract],
    homes: Mapping[str, list[Home]],
    margin: _Margin,
    *,
    cut: bool,
) -> Iterable[Row]:
    on_line: dict[int, list[tuple[Extract, int, int]]] = {}
    first_line: dict[int, int] = {}
    last_line: dict[int, int] = {}
    for extract in extracts:
        for rank, low, high in homes[extract.codings[0].id]:
            on_line.setdefault(rank, []).append((extract, low, high))
            first_line.setdefault(extract.number, rank)
            last_line[extract.number] = rank
    for rank, line in enumerate(read):
        here = on_line.get(rank, [])
        begins = sorted(low for _extract, low, _high in here)
        bounds = _cuts(text.text, line, begins) if cut else [line.start, line.end]
        parts = list(pairwise(bounds)) or [(line.start, line.end)]
        for place, (start, end) in enumerate(parts):
            last = place == len(parts) - 1
            inside = [
                (extract, max(low, start), min(high, end))
                for extract, low, high in here
                if (low < end and high > start) or low == high == start
            ]
            notes = [
                margin.note(extract, again=first_line[extract.number] != rank)
                for extract, low, _high in here
                if start <= low < end or (last and low == end)
            ]
            open_here = {e.number for e, low, _h in here if low >= start and first_line[e.number] == rank}
            close_here = {e.number for e, _l, high in here if high <= end and last_line[e.number] == rank}
            pieces = _pieces(text.text, start, end, inside, open_here, close_here)
            yield Row(line, pieces, tuple(notes), first=place == 0)


def _cuts(text: str, line: Line, begins: Sequence[int]) -> list[int]:
    """Return where a line is cut: before a sentence where an extract begins, far enough from the last cut."""
    if line.end - line.start < BESIDE or not begins:
        return [line.start, line.end]
    ends = [found.end() for found in _SENTENCE.finditer(text, line.start, line.end)]
    bounds, i, last = [line.start], 0, line.start
    for begin in begins:
        while i < len(ends) and ends[i] <= begin:
            last = ends[i]
            i += 1
        if last - bounds[-1] >= BESIDE and last < line.end:
            bounds.append(last)
    return [*bounds, line.end]


def _pieces(
    text: str,
    start: int,
    end: int,
    inside: Sequence[tuple[Extract, int, int]],
    opens: set[int],
    closes: set[int],
) -> tuple[Piece, ...]:
    """Cut ``text[start:end]`` at each boundary; extracts that end somewhere are closed before others open there."""
    if not text[start:end].strip() and not inside:
        return ()
    bounds = sorted({start, end, *(at for _extract, low, high in inside for at in (low, high))})
    begun: dict[int, list[int]] = {}
    ended: dict[int, list[int]] = {}
    empty: dict[int, list[int]] = {}
    for extract, low, high in inside:
        if low == high:
            empty.setdefault(low, []).append(extract.number)
            continue
        if extract.number in opens:
            begun.setdefault(low, []).append(extract.number)
        if extract.number in closes:
            ended.setdefault(high, []).insert(0, extract.number)
    made: list[Piece] = []
    for low, high in pairwise(bounds) if len(bounds) > 1 else [(start, end)]:
        made += (Piece("", (), (number,), (number,)) for number in empty.get(low, ()))
        over = tuple(extract.number for extract, a, b in inside if a <= low and high <= b and a < b)
        made.append(Piece(text[low:high], over, tuple(begun.get(low, ())), tuple(ended.get(high, ()))))
    return tuple(made)
