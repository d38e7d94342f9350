"""Times as people and machines type them beside the words: ``[00:03:43]``, ``(0:01 - 0:11)``, ``#00:00:12-3#``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from toolkit.formats.times import milliseconds
from toolkit.i18n import _, n_
from toolkit.model import Turn

SPACE: Final = r"[ \xa0\u202f\u2009]*+"
_GAP: Final = r"[ \xa0\u202f]?"
_LONG: Final = rf"\d{{1,3}}{_GAP}:{_GAP}\d{{1,2}}{_GAP}:{_GAP}\d{{1,2}}(?::\d\d)?"
_CLOCK: Final = rf"(?:{_LONG}|\d{{1,3}}{_GAP}:{_GAP}\d{{2}})(?:[.,]\d{{1,3}})?(?!\d)"
_LETTERS: Final = (
    rf"(?:\d{{1,2}}{_GAP}h{_GAP}\d{{2}}(?:{_GAP}(?:min|mn|m)?{_GAP}(?:\d{{2}}{_GAP}(?:sec|s)?)?)?"
    rf"|\d{{1,3}}{_GAP}(?:min|mn){_GAP}(?:\d{{1,2}}{_GAP}(?:sec|s)?)?|\d{{1,3}}['’′]{_GAP}\d{{2}}(?:''|’’|″|\")?)"
)
_ONE: Final = rf"(?:{_CLOCK}|{_LETTERS})"
_TO: Final = rf"{SPACE}(?:-{{1,2}}>|[-–—→/]|à|to){SPACE}"
_F4: Final = r"#\d{1,2}:\d\d:\d\d-\d{1,3}#"
BRACKETED: Final = rf"(?:{_F4}|[\[(<{{]{SPACE}{_ONE}(?:{_TO}{_ONE})?{SPACE}[\])>}}])"
"""A time that cannot be words."""
BARE: Final = rf"{_CLOCK}(?:{_TO}{_CLOCK})?"
STAMP: Final = rf"(?:{BRACKETED}|{BARE})"

_SPLIT: Final = re.compile(_ONE)
ONLY: Final = re.compile(rf"{SPACE}{STAMP}{SPACE}")
"""A line that holds a time and nothing else."""
LEADING: Final = re.compile(
    rf"{SPACE}(?:{BRACKETED}|{BARE}(?={SPACE}[^\W\d_\s,.;:!?]|{SPACE}[-–—:]{SPACE}\S)){SPACE}(?:[-–—:]{SPACE})?(?=\S)"
)
"""A time at the head of a line that goes on with words."""
TRAILING: Final = re.compile(rf"\s*({BRACKETED}){SPACE}$")
"""A time that closes a turn."""

HOUR: Final = 3_600_000


def span_ms(stamp: str | None) -> tuple[int | None, int | None]:
    """Return ``(start, end)`` of a stamp in milliseconds; the end is None when it gives one time only."""
    if not stamp:
        return None, None
    if re.fullmatch(_F4, stamp.strip()):
        return milliseconds(stamp), None
    found = [milliseconds(match[0]) for match in _SPLIT.finditer(stamp)]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


@dataclass(frozen=True, slots=True)
class Checked:
    """Turns with their times looked at, and what there is to say of them."""

    turns: tuple[Turn, ...]
    warnings: tuple[str, ...]


def check_times(turns: Sequence[Turn]) -> Checked:
    """Unroll times that fall back to zero at each hour; say which ones are missing or go backwards.

    A time that goes backwards is kept as it is typed.
    """
    turns, rolled = _unrolled(turns)
    warnings = []
    if rolled:
        warnings.append(
            _(
                "After one hour the times start again from zero: an hour was added from turn {number} on.",
                number=rolled,
            )
        )
    backwards, crossed, last = [], [], None
    for number, turn in enumerate(turns, 1):
        if turn.start_ms is not None:
            if last is not None and turn.start_ms < last:
                backwards.append(number)
            last = turn.start_ms
        if turn.start_ms is not None and turn.end_ms is not None and turn.end_ms < turn.start_ms:
            crossed.append(number)
    timed = sum(turn.start_ms is not None or turn.end_ms is not None for turn in turns)
    if timed and timed < len(turns):
        n = len(turns) - timed
        warnings.append(
            n_("{n} turn of {total} has no time.", "{n} turns of {total} have no time.", n, total=len(turns))
        )
    if backwards:
        warnings.append(
            _("The times go backwards at turn {numbers}: they are kept as typed.", numbers=some(backwards))
        )
    if crossed:
        warnings.append(
            _("A turn ends before it starts (turn {numbers}): its times are kept as typed.", numbers=some(crossed))
        )
    return Checked(tuple(turns), tuple(warnings))


def some(numbers: Sequence[int]) -> str:
    """Write a few numbers: ``3, 7, 12…``."""
    return ", ".join(map(str, numbers[:5])) + ("…" if len(numbers) > 5 else "")


def _unrolled(turns: Sequence[Turn]) -> tuple[list[Turn], int]:
    """Add the hours that a recorder without hours forgot; return the turns and the number of the first one moved."""
    times = [time for turn in turns for time in (turn.start_ms, turn.end_ms) if time is not None]
    if not times or max(times) >= HOUR:
        return list(turns), 0
    moved, added, last, first = [], 0, 0, 0
    for number, turn in enumerate(turns, 1):
        start, end = turn.start_ms, turn.end_ms
        if start is not None:
            # Only a small step over the hour is a roll-over; any other fall is a second recording, or an error.
            if start + added < last and 0 <= start + added + HOUR - last <= 180_000 and last % HOUR >= HOUR - 180_000:
                added += HOUR
                first = first or number
            start += added
            last = max(start, last) if start >= last else start
        if end is not None:
            end += added
            if (
                start is not None
                and end < start
                and 0 <= end + HOUR - start <= 600_000
                and start % HOUR >= HOUR - 600_000
            ):
                added += HOUR
                first = first or number
                end += HOUR
            last = max(last, end)
        moved.append(
            turn if (start, end) == (turn.start_ms, turn.end_ms) else replace(turn, start_ms=start, end_ms=end)
        )
    return moved, first
