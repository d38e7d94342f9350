"""The words of one person, found again wherever they were copied: a memo, a table, a page of a report.

Two texts are compared by their letters and digits alone: spaces of every kind, quotes, apostrophes, commas and
capitals count for nothing, so that a passage wrapped, quoted or put in a table is still the same passage. A trace is
any thirty characters in a row of what the person said, unless others said it too.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable
from typing import Final

WIDTH: Final = 30
"""How many characters of what somebody said are theirs to take back."""
_LEAST: Final = 12
"""A window of thirty characters that holds fewer letters than this (« ... ... oui ... ») is looked for as typed."""
_OTHER = re.compile(r"[\W_]+")

Span = tuple[int, int]
Finder = Callable[[str], list[Span]]
"""Gives the ``(start, end)`` of each passage to take out of any text, in order, apart from each other."""


def bare(text: str) -> str:
    """Return what is compared: letters and digits in small ones, one space for all the rest.

    >>> bare("« L’Été,  dit-elle… »")
    ' l été dit elle '
    """
    return _OTHER.sub(" ", unicodedata.normalize("NFC", text).casefold())


def bare_with_places(text: str) -> tuple[str, "array[int]"]:
    """Return ``bare(text)`` and, for each of its characters, where it lies in ``text``."""
    places: array[int] = array("q")
    folded = text.casefold()
    if len(folded) == len(text) and unicodedata.is_normalized("NFC", text):
        at = 0
        for gone in _OTHER.finditer(folded):
            places.extend(range(at, gone.start() + 1))
            at = gone.end()
        places.extend(range(at, len(text)))
        return _OTHER.sub(" ", folded), places
    out: list[str] = []
    gap = False
    for start, end in _clusters(text):
        for char in unicodedata.normalize("NFC", text[start:end]).casefold():
            said = char.isalnum()
            if said or not gap:
                out.append(char if said else " ")
                places.append(start)
            gap = not said
    return "".join(out), places


def _clusters(text: str) -> Iterable[Span]:
    """Yield each character with the accents typed after it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at


class Traces:
    """What one person said, cut in every window of thirty characters, without what others said too.

    ``find`` gives the passages of any text that hold such a window.
    """

    def __init__(self, words: Iterable[str], others: Iterable[str] = ()):
        # By length once bare: thirty characters typed are nearly always between 22 and 30 letters and spaces.
        self._windows: dict[int, set[str]] = {}
        self._typed: set[str] = set()
        for text in dict.fromkeys(words):
            self._learn(text)
        self._ready()
        for text in dict.fromkeys(others):
            self._unlearn(text)
        self._ready()

    def _ready(self) -> None:
        self._windows = {size: found for size, found in sorted(self._windows.items(), reverse=True) if found}
        self._heads = {window[:_LEAST] for found in self._windows.values() for window in found}

    def _learn(self, text: str) -> None:
        plain, places = bare_with_places(text)
        at = 0
        for start in range(len(text) - WIDTH + 1):
            while at < len(places) and places[at] < start:
                at += 1
            end = at
            # ``end`` moves forward only: it is kept from one window to the next.
            end = max(self._end if start else 0, at)
            while end < len(places) and places[end] < start + WIDTH:
                end += 1
            self._end = end
            window = plain[at:end].strip(" ")
            if len(window) >= _LEAST:
                self._windows.setdefault(len(window), set()).add(window)
            elif window:
                self._typed.add(text[start : start + WIDTH])

    _end = 0

    def _unlearn(self, text: str) -> None:
        self._discard(self.shared_with(text))

    def shared_with(self, text: str) -> "Traces":
        """Return the traces that a text holds."""
        plain, heads, made = bare(text), self._heads, Traces(())
        for at in range(len(plain) - _LEAST + 1):
            if plain[at : at + _LEAST] in heads:
                for size, found in self._windows.items():
                    if (window := plain[at : at + size]) in found:
                        made._windows.setdefault(size, set()).add(window)
        made._typed = {typed for typed in self._typed if typed in text}
        made._ready()
        return made

    def _discard(self, other: "Traces") -> None:
        for size, found in other._windows.items():
            self._windows.get(size, set()).difference_update(found)
        self._typed -= other._typed

    def __bool__(self) -> bool:
        return bool(self._windows or self._typed)

    def __len__(self) -> int:
        return sum(map(len, self._windows.values())) + len(self._typed)

    def __or__(self, other: "Traces") -> "Traces":
        made = Traces(())
        for one in (self, other):
            for size, found in one._windows.items():
                made._windows.setdefault(size, set()).update(found)
            made._typed |= one._typed
        made._ready()
        return made

    def but(self, *others: "Traces") -> "Traces":
        """Return the traces that are in none of ``others``."""
        made = self | Traces(())
        for other in others:
            made._discard(other)
        made._ready()
        return made

    def in_text(self, text: str) -> bool:
        """Tell whether a text holds a trace; quicker than ``find``."""
        if len(text) < _LEAST or not self:
            return False
        return bool(self._hits(bare(text))) or any(typed in text for typed in self._typed)

    def _hits(self, plain: str) -> list[Span]:
        hits: list[Span] = []
        heads = self._heads
        for at in range(len(plain) - _LEAST + 1):
            if plain[at : at + _LEAST] in heads:
                for size, found in self._windows.items():
                    if plain[at : at + size] in found:
                        hits.append((at, at + size))
                        break
        return hits

    def share(self, text: str) -> float:
        """Return how much of a text, from 0 to 1, is made of traces."""
        plain = bare(text)
        covered = sum(end - start for start, end in merged(self._hits(plain)))
        return covered / max(len(plain), 1)

    def find(self, text: str) -> list[Span]:
        """Return the passages of ``text`` that are traces, in order; those that touch are one."""
        if not self.in_text(text):
            return []
        plain, places = bare_with_places(text)
        spans = [(places[start], _after(text, places[end - 1])) for start, end in self._hits(plain)]
        for typed in self._typed:
            at = text.find(typed)
            while at >= 0:
                spans.append((at, at + len(typed)))
                at = text.find(typed, at + 1)
        return merged(spans)

    def __repr__(self) -> str:
        return f"<Traces: {len(self)} windows>"


def _after(text: str, place: int) -> int:
    """Return where the character at ``place`` ends, its accents with it."""
    end = place + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that meet put together."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def without(text: str, finder: Finder, mark: str) -> str:
    """Return ``text`` with each passage found replaced by ``mark``."""
    out, at = [], 0
    for start, end in finder(text):
        out += [text[at:start], mark]
        at = end
    return "".join([*out, text[at:]])
