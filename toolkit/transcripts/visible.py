"""Lines as the eye sees them: without the characters that have no width."""

import re
from collections.abc import Sequence
from typing import Final

_SYMBOL: Final = "[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]"
# A zero-width joiner between two symbols makes one emoji of them.
INVISIBLE: Final = re.compile(f"[\u00ad\u200b\u200c\u2060\ufeff]|(?<!{_SYMBOL})\u200d|\u200d(?!{_SYMBOL})")


def visible(text: str) -> str:
    """Return a text without zero-width characters and soft hyphens; emoji stay whole."""
    return INVISIBLE.sub("", text)


def visible_lines(lines: Sequence[str]) -> list[str]:
    """Return each line without what has no width: what labels are looked for in."""
    return [line if line.isascii() else visible(line) for line in lines]


def typed_at(line: str, at: int) -> int:
    """Return the position in ``line`` of position ``at`` of its visible form, past what has no width before it."""
    gone = 0
    for match in INVISIBLE.finditer(line):
        if match.start() - gone > at:
            break
        gone += len(match[0])
    return at + gone
