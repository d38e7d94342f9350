"""Where words of a document stand in the texts of the study, whatever their case, accents and punctuation."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from toolkit.feedback.passages import turns_of, voices
from toolkit.model import Transcript, fold

RUN: Final = 8
"""Words in a row from which a document is taken to repeat somebody, even without quotation marks."""

_WORD = re.compile(r"[^\W_]+")


class Token(NamedTuple):
    """A word as it is compared, and where it stands."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where words were found: positions in a text, turns, and the people who speak there."""

    transcript: str
    start: int
    end: int
    turns: tuple[int, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Echo:
    """Words ``[first, last)`` of a line that somebody said, and everywhere they were said."""

    first: int
    last: int
    places: tuple[Place, ...]


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    return fold(word)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of a stretch, folded, with their positions."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Token(_folded(match[0]), match.start(), match.end()) for match in found]


class _Text:
    """The words of one text without its speakers' labels: of each, its positions and its turn (0 outside)."""

    def __init__(self, transcript: Transcript):
        self.transcript = transcript
        self.tokens: list[Token] = []
        self.turn: list[int] = []
        at = 0
        for number, turn in transcript.numbered():
            self._add(at, turn.label_start, 0)
            self._add(turn.start, turn.end, number)
            at = turn.end
        self._add(at, len(transcript.text), 0)
        self.joined = " " + "".join(f"{token.word} " for token in self.tokens)
        self.offsets = [1]
        for token in self.tokens:
            self.offsets.append(self.offsets[-1] + len(token.word) + 1)
        roles = {speaker.label: speaker.role for speaker in transcript.speakers}
        asking = [
            number
            for number, turn in transcript.numbered()
            if turn.speakers and all(roles[label] == "interviewer" for label in turn.speakers)
        ]
        self.silent = {0, *asking}

    def _add(self, start: int, end: int, number: int) -> None:
        found = tokens(self.transcript.text, start, end)
        self.tokens += found
        self.turn += [number] * len(found)

    def find(self, words: Sequence[str], start: int = 0) -> int:
        """Return the first word from ``start`` on where ``words`` follow each other, -1 when there is none."""
        if not words or start >= len(self.tokens):
            return -1
        at = self.joined.find(f" {' '.join(words)} ", self.offsets[start] - 1)
        return -1 if at < 0 else bisect_right(self.offsets, at + 1) - 1

    def place(self, first: int, last: int) -> Place:
        """Return the place of the words ``[first, last)``."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        spans = [(start, end)]
        turns = turns_of(self.transcript, spans) if any(self.turn[first:last]) else ()
        people = tuple(voice.participant for voice in voices(self.transcript, spans) if voice.participant)
        return Place(self.transcript.id, start, end, turns, tuple(dict.fromkeys(people)))


class Spoken:
    """The words of every text of a study, ready to be looked up."""

    def __init__(self, transcripts: Mapping[str, Transcript]):
        self.texts = {id: _Text(transcript) for id, transcript in transcripts.items()}

    def find(self, parts: Sequence[Sequence[str]]) -> Iterator[tuple[Place, tuple[tuple[int, int], ...]]]:
        """Yield every place where the parts (the words between two cuts) follow each other, with positions."""
        if not parts:
            return
        for text in self.texts.values():
            start = 0
            while (first := text.find(parts[0], start)) >= 0:
                start, at, spans = first + 1, first, []
                for part in parts:
                    at = text.find(part, at)
                    if at < 0:
                        break
                    spans.append((text.tokens[at].start, text.tokens[at + len(part) - 1].end))
                    at += len(part)
                else:
                    yield text.place(first, at), tuple(spans)

    def nearest(self, words: Sequence[str], *, among: Iterable[str] | None = None) -> Place | None:
        """Return the turn that most resembles ``words``: two in five of their runs of four stand in its text."""
        runs = {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
        best: tuple[int, str, int] | None = None
        for id in self.texts if among is None else [id for id in among if id in self.texts]:
            text, held, turns = self.texts[id], 0, Counter[int]()
            for run in sorted(runs):
                at = text.find(run)
                held += at >= 0
                here = set()
                while at >= 0:
                    here.add(text.turn[at])
                    at = text.find(run, at + 1)
                turns.update(here)
            if runs and 5 * held >= 2 * len(runs) and (best is None or held > best[0]):
                best = (held, id, max(turns, key=lambda number: (turns[number], -number)))
        if best is None:
            return None
        text = self.texts[best[1]]
        there = [i for i, number in enumerate(text.turn) if number == best[2]]
        return text.place(there[0], there[-1] + 1)

    def echoes(self, lines: Mapping[int, Sequence[str]]) -> dict[int, list[Echo]]:
        """Return, line by line, the words that somebody interviewed said: ``RUN`` in a row at least, in one turn."""
        grams: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for line, words in lines.items():
            for i in range(len(words) - RUN + 1):
                grams.setdefault(tuple(words[i : i + RUN]), []).append((line, i))
        found: dict[int, dict[tuple[int, int], list[Place]]] = {}
        for text in self.texts.values() if grams else ():
            words = [token.word for token in text.tokens]
            done: dict[tuple[int, int], int] = {}
            for j in range(len(words) - RUN + 1):
                for line, i in grams.get(tuple(words[j : j + RUN]), ()):
                    turn = text.turn[j]
                    if turn in text.silent or text.turn[j + RUN - 1] != turn or i < done.get((line, j - i), 0):
                        continue
                    said, size = lines[line], RUN
                    while (
                        i + size < len(said)
                        and j + size < len(words)
                        and said[i + size] == words[j + size]
                        and text.turn[j + size] == turn
                    ):
                        size += 1
                    done[line, j - i] = i + size
                    found.setdefault(line, {}).setdefault((i, i + size), []).append(text.place(j, j + size))
        return {line: _longest(runs) for line, runs in found.items()}


def _longest(runs: Mapping[tuple[int, int], Sequence[Place]]) -> list[Echo]:
    """Return the runs that no longer one covers, in order."""
    kept: list[Echo] = []
    for first, last in sorted(runs, key=lambda run: (run[0] - run[1], run[0])):
        if not any(first < echo.last and echo.first < last for echo in kept):
            kept.append(Echo(first, last, tuple(runs[first, last])))
    return sorted(kept, key=lambda echo: echo.first)
