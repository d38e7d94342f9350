"""Interviews without labels: questions as headings, in bold or numbered, answers as plain paragraphs."""

import re
from collections.abc import Container, Sequence
from typing import Final

from toolkit.formats import Block

_STRONG: Final = re.compile(r"\s*(?:#{1,6}\s+|(?P<sign>\*\*|__)(?=\S))(?P<text>.*?\S)\s*(?(sign)(?P=sign))\s*")
_NUMBERED: Final = re.compile(
    r"\s*(?:q(?:uestion)?\s*)?(?P<rank>\d{1,2})\s?[.)/:–-]+\s*(?P<text>[^\s\d].*?)\s*", re.IGNORECASE
)
_ASKS: Final = re.compile(r"\?[\s»”\")*_]*$")


def question_lines(
    lines: Sequence[str], blocks: Sequence[Block], aside: Container[int] = ()
) -> dict[int, tuple[int, int]]:
    """Return the lines that are questions, with the span of their words; none when the text is no dialogue.

    At least two lines of one make ask, most lines of that make do, each has an answer below, and answers ask little.
    """
    filled = [number for number, line in enumerate(lines) if line.strip() and number not in aside]
    for found in (_strong(lines, blocks, filled), _numbered(lines, filled)):
        asked = {number: span for number, span in found.items() if _ASKS.search(lines[number])}
        if len(asked) < 2 or len(asked) < 0.6 * len(found):
            continue
        rank = {number: at for at, number in enumerate(filled)}
        answered = sum(rank[number] + 1 < len(filled) and filled[rank[number] + 1] not in found for number in asked)
        plain = [number for number in filled if number not in found and number > min(asked)]
        asking = sum(_ASKS.search(lines[number]) is not None for number in plain)
        if answered >= 0.8 * len(asked) and asking <= 0.3 * len(plain):
            return asked
    return {}


def _strong(lines: Sequence[str], blocks: Sequence[Block], filled: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return the headings and the lines in bold."""
    found = {}
    for number in filled:
        line = lines[number]
        if (match := _STRONG.fullmatch(line)) is not None:
            found[number] = match.span("text")
        elif number < len(blocks) and blocks[number].strong:
            found[number] = (len(line) - len(line.lstrip()), len(line.rstrip()))
    return found


def _numbered(lines: Sequence[str], filled: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return the numbered lines, when their numbers go up by one."""
    found = {number: match for number in filled if (match := _NUMBERED.fullmatch(lines[number])) is not None}
    ranks = [int(match["rank"]) for match in found.values()]
    if ranks != list(range(ranks[0], ranks[0] + len(ranks))) if ranks else True:
        return {}
    return {number: match.span("text") for number, match in found.items()}
