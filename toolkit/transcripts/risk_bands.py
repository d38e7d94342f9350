"""Numbers, bands and dates as people type them: « 43 ans », « 25-34 », « 65 et plus », « 14/03/1985 »."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from toolkit.formats.cells import iso_date
from toolkit.i18n import _, number
from toolkit.model.text import fold
from toolkit.transcripts.risk_people import Value

Cell = tuple[float, float]
"""From a number to a number, both included; a band may have no end."""

_NUMBER: Final = r"(\d+(?:[.,]\d+)?)"
_UNIT: Final = r"(?:\s*(?:ans?|years?|mois|enfants?|€|euros?|k€|personnes?))?"
_BETWEEN: Final = re.compile(rf"(?:de |entre )?{_NUMBER}{_UNIT}\s*(?:-|–|—|a|et|to)\s*{_NUMBER}{_UNIT}")
_FROM: Final = re.compile(
    rf"{_NUMBER}{_UNIT}\s*(?:\+|et \+|et plus|ou plus|and over|or more)|(?:≥|>=)\s*{_NUMBER}{_UNIT}"
)
_OVER: Final = re.compile(rf"(?:plus de|over|>)\s*{_NUMBER}{_UNIT}")
_UNDER: Final = re.compile(rf"(?:moins de|under|<)\s*{_NUMBER}{_UNIT}")
_ALONE: Final = re.compile(rf"{_NUMBER}{_UNIT}")


def interval(value: Value) -> Cell | None:
    """Return the numbers that a value covers; None when it is no number and no band.

    >>> interval(43), interval("25-34 ans"), interval("65 et plus"), interval("moins de 25"), interval("soin")
    ((43.0, 43.0), (25.0, 34.0), (65.0, inf), (-inf, 24.0), None)
    """
    if isinstance(value, bool) or value is None or isinstance(value, tuple):
        return None
    if isinstance(value, int | float):
        return (float(value), float(value))
    text = fold(value).strip()
    if found := _BETWEEN.fullmatch(text):
        low, high = _read(found[1]), _read(found[2])
        return (low, high) if low <= high else None
    if found := _FROM.fullmatch(text):
        return (_read(found[1] or found[2]), math.inf)
    if found := _OVER.fullmatch(text):
        return (_read(found[1]) + 1, math.inf)
    if found := _UNDER.fullmatch(text):
        return (-math.inf, _read(found[1]) - 1)
    if found := _ALONE.fullmatch(text):
        return (_read(found[1]), _read(found[1]))
    return None


def one_unit(values: Iterable[Value]) -> bool:
    """Tell whether numbers are said in one unit: « 6 mois » and « 2 ans » cannot be put in one band.

    >>> one_unit(["2 ans", "3"]), one_unit(["2 ans", "6 mois"])
    (True, False)
    """
    words = {
        unit.rstrip("s") for value in values for unit in _WORD.findall(fold(value) if isinstance(value, str) else "")
    }
    return len(words) < 2


_WORD: Final = re.compile(r"\b(ans?|years?|mois|enfants?|k€|euros?|personnes?)\b|€")


def _read(text: str) -> float:
    return float(text.replace(",", "."))


def date_of(value: Value) -> str | None:
    """Return the ISO date of a value typed as a whole day or a month; None for anything else.

    >>> date_of("14/03/1985"), date_of("1985-03"), date_of("mars")
    ('1985-03-14', '1985-03', None)
    """
    text = str(value).strip()
    if re.fullmatch(r"\d{4}-\d\d", text):
        return text
    if re.fullmatch(r"\d{4}-\d\d-\d\d(?:[T ].*)?|\d{1,2}[/.]\d{1,2}[/.]\d{4}", text):
        return iso_date(text) or None
    return None


def steps(ordered: Sequence[Cell], *, age: bool) -> tuple[int, ...]:
    """Return the widths of the bands to try: 5, 10 and 20 for ages, else 1, 2 or 5 times a power of ten."""
    if age:
        return (5, 10, 20)
    spread = ordered[-1][1] - ordered[0][0]
    widths = [factor * 10**power for power in range(9) for factor in (1, 2, 5)]
    return tuple(width for width in widths if 1 < width <= spread and spread / width <= 20)


def merged_label(blocks: Sequence[Cell], at: int, *, even: bool = False) -> str:
    """Return how a band is said: « moins de 40 », « 40-59 », « 60 et plus »; bands of even width say both ends.

    >>> [merged_label([(20, 39), (40, 59), (60, 79)], i) for i in range(3)]
    ['moins de 40', '40-59', '60 et plus']
    """
    low, high = blocks[at]
    if even:
        return f"{_said(low)}-{_said(high)}"
    if at == 0 and len(blocks) > 1:
        return _("under {n}", n=_said(blocks[1][0]))
    if at == len(blocks) - 1:
        return _("{n} and over", n=_said(low))
    last = blocks[at + 1][0] - 1 if blocks[at + 1][0] > high and float(blocks[at + 1][0]).is_integer() else high
    return _said(low) if low == last else f"{_said(low)}-{_said(last)}"


def _said(value: float) -> str:
    if math.isinf(value):
        return ""
    return str(int(value)) if float(value).is_integer() else number(value, 2)
