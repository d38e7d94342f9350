"""Marked extracts, and what the finder makes of them: shared by the tests of names."""

import re
from collections import Counter
from dataclasses import dataclass, field

from toolkit.transcripts.names import find_names

MARK = re.compile(r"\[([^|\]\n]+)\|([A-Z]+)\]")


def unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text without its marks, and the names with their positions."""
    text, names, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        names.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        at = mark.end()
    return text + marked[at:], names


def extracts(marked: str) -> list[str]:
    """Return the extracts, one empty line between two."""
    return [extract for extract in marked.strip("\n").split("\n\n") if extract.strip()]


@dataclass
class Score:
    """What was found of each type, what was missed (where, type) and what was found wrongly."""

    every: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    missed: list[tuple[int, str, str]] = field(default_factory=list)
    false: list[tuple[int, str, str, str]] = field(default_factory=list)
    extracts: int = 0

    def recall(self, type_: str) -> float:
        return self.found[type_] / self.every[type_] if self.every[type_] else 1.0


def measured(marked: list[str], *, spacy: bool = True) -> Score:
    """Return the score of the finder: a name is found when four fifths of it are covered by candidates."""
    score = Score(extracts=len(marked))
    for rank, extract in enumerate(marked, 1):
        text, names = unmarked(extract)
        candidates = find_names(text, spacy=spacy)
        for start, end, type_ in names:
            covered = sum(max(0, min(end, c.end) - max(start, c.start)) for c in candidates)
            score.every[type_] += 1
            if covered >= 0.8 * (end - start):
                score.found[type_] += 1
            else:
                score.missed.append((rank, text[start:end], type_))
        for c in candidates:
            if not any(c.start < end and start < c.end for start, end, _type in names):
                score.false.append((rank, c.text, c.type, c.why))
    return score
