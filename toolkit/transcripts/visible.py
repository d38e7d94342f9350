"""Lines as the eye sees them: without the characters that have no width."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

_SYMBOL: Final = "[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]"
# A zero-width joiner between two symbols makes one emoji of them.
INVISIBLE: Final = re.compile(f"[\u00ad\u200b\u200c\u2060\ufeff]|(?<!{_SYMBOL})\u200d|\u200d(?!{_SYMBOL})")
_NUMBER: Final = re.compile(r"[ \xa0]*(\d{1,5})[.):]?[ \xa0]+(?=\S)")
_LABEL: Final = re.compile(r"[^\W\d_][^:\n]{0,40}:")


def visible(text: str) -> str:
    """Return a text without zero-width characters and soft hyphens; emoji stay whole."""
    return INVISIBLE.sub("", text)


def visible_lines(lines: Sequence[str], numbers: Mapping[int, int] | None = None) -> list[str]:
    """Return each line without what has no width: what labels are looked for in.

    ``numbers`` gives the length of the line number at the head of each line.
    """
    cut = [line[numbers.get(rank, 0) :] for rank, line in enumerate(lines)] if numbers else lines
    return [line if line.isascii() else visible(line) for line in cut]


def line_numbers(lines: Sequence[str]) -> dict[int, int]:
    """Return the length of the number at the head of each line, when a program numbered them all.

    >>> line_numbers(["001 E : Oui ?", "002 R : Non.", "003 E : Ah."])
    {0: 4, 1: 4, 2: 4}
    """
    filled = [rank for rank, line in enumerate(lines) if line.strip()]
    found = {rank: match for rank in filled if (match := _NUMBER.match(lines[rank])) is not None}
    numbers = [int(match[1]) for match in found.values()]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    labels = sum(_LABEL.match(lines[rank], match.end()) is not None for rank, match in found.items())
    if len(found) < 3 or len(found) < 0.8 * len(filled) or steps < 0.9 * (len(found) - 1) or labels < 2:
        return {}
    return {rank: match.end() for rank, match in found.items()}


def typed_at(line: str, at: int) -> int:
    """Return the position in ``line`` of position ``at`` of its visible form, past what has no width before it."""
    gone = 0
    for match in INVISIBLE.finditer(line):
        if match.start() - gone > at:
            break
        gone += len(match[0])
    return at + gone
