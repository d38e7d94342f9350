"""Times as files write them, in whole milliseconds."""

import re
from typing import Final

_CLOCK: Final = re.compile(
    r"(?:(\d{1,3})\s?:\s?)?(\d{1,3})\s?:\s?(\d{1,2})(?:\s?:\s?\d{1,2}(?!\d))?(?:[.,](\d{1,9}))?"
)
_TENTH: Final = re.compile(r"(\d{1,3}):(\d\d):(\d\d)-(\d{1,3})")
_LETTERS: Final = re.compile(
    r"(?:(\d{1,2})\s?h\s?)?(?:(\d{1,3})\s?(?:min|mn|m|['’′])\s?)?(?:(\d{1,2})\s?(?:sec|s|''|’’|″|\")?)?\.?",
    re.IGNORECASE,
)


def milliseconds(text: str) -> int | None:
    """Return the milliseconds of a time as typed, None when it is no time.

    >>> [milliseconds(t) for t in ("0:01", "00:43.810", "1:02:03", "00:00:12-3", "0 : 12", "1h02", "12'40")]
    [1000, 43810, 3723000, 12300, 12000, 3720000, 760000]
    """
    text = text.strip().strip("#[]()<>{}").strip().replace("\xa0", " ").replace("\u202f", " ")
    if match := _TENTH.fullmatch(text):
        hours, minutes, seconds, part = match.groups()
    elif match := _CLOCK.fullmatch(text):
        hours, minutes, seconds, part = match.groups()
        if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
            return None
    elif text and re.search(r"\d\s?(?:h|m|s|['’′])", text, re.IGNORECASE) and (match := _LETTERS.fullmatch(text)):
        hours, minutes, seconds = match.groups()
        part = None
        if hours is not None and minutes is None:
            minutes, seconds = seconds, None  # « 1h02 »
    else:
        return None
    fraction = int((part or "0").ljust(3, "0")[:3]) if part else 0
    return ((int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)) * 1000 + fraction
