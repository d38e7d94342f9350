"""Small checks that nouns share at birth."""

import math
import operator
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from toolkit.errors import InvalidValue
from toolkit.i18n import _

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII)


def one_of(field: str, value: str, allowed: Iterable[str]) -> None:
    """Raise ``InvalidValue`` unless ``value`` is one of ``allowed``."""
    if value not in allowed:
        raise InvalidValue(
            _("{field}: “{value}” is not possible.", field=field, value=value),
            _("Choose one of: {allowed}.", allowed=", ".join(allowed)),
        )


def checked_date(value: str) -> None:
    """Raise ``InvalidValue`` unless ``value`` is empty or an ISO date, whole or begun (``2026``, ``2026-03``)."""
    if value and not (isinstance(value, str) and _DATE.fullmatch(value) and _in_the_calendar(value)):
        raise InvalidValue(_("“{value}” is not a date.", value=value), _("Write year, month, day: 2026-03-14."))


def _in_the_calendar(value: str) -> bool:
    begun = value + "0001-01-01"[len(value) :] if len(value) < 10 else value
    try:
        date.fromisoformat(begun) if len(begun) == 10 else datetime.fromisoformat(begun)
    except ValueError:
        return False
    return True


def whole(noun: object, *fields: str) -> None:
    """Turn the whole numbers of a frozen noun into ``int`` (a frame gives numpy ones, which no file can hold)."""
    for field in fields:
        value = getattr(noun, field)
        if type(value) is not int and value is not None:
            object.__setattr__(noun, field, as_whole(field, value))


def as_whole(field: str, value: Any) -> int:
    """Return ``value`` as an ``int``; raise ``InvalidValue`` when it is no whole number."""
    try:
        return operator.index(value)
    except TypeError:
        raise InvalidValue(
            _("{field}: “{value}” is not a whole number.", field=field, value=value),
            _("Write it without decimals: 12."),
        ) from None


def span(start: int, end: int, length: int | None = None) -> None:
    """Raise ``InvalidValue`` unless ``0 ≤ start ≤ end`` (``≤ length``)."""
    if not 0 <= start <= end or (length is not None and end > length):
        raise InvalidValue(_("Positions {start} to {end} do not lie in the text.", start=start, end=end))


def pairs(value: Mapping[str, Any] | Iterable[Iterable[Any]]) -> tuple[tuple[str, Any], ...]:
    """Return a mapping as the tuple of pairs that a frozen noun holds."""
    items = value.items() if isinstance(value, Mapping) else value
    return tuple((str(pair[0]), pair[1]) for pair in map(tuple, items))


def traits(value: Mapping[str, Any] | Iterable[Iterable[Any]]) -> tuple[tuple[str, Any], ...]:
    """Return traits as the tuple of pairs that a frozen noun holds; an empty cell of a frame becomes None."""
    return tuple((name, _trait(name, given)) for name, given in pairs(value))


def _trait(name: str, value: Any) -> Any:
    if type(value).__module__ == "numpy":
        value = value.item()  # what a cell of a frame holds, as Python says it
    if value is None or isinstance(value, str | bool | int):
        return value
    if type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise InvalidValue(
        _("The trait “{name}” holds neither a text nor a number.", name=name),
        _("Give one value to each trait: a text, a number, yes or no, or nothing."),
    )


def tupled(noun: object, *fields: str) -> None:
    """Turn list fields of a frozen noun into tuples, so that equal nouns are equal."""
    for field in fields:
        value = getattr(noun, field)
        if isinstance(value, str):
            # tuple("Léa") would be ("L", "é", "a").
            raise InvalidValue(
                _("{field}: a list is expected.", field=field), _("Put it between brackets, even alone.")
            )
        if not isinstance(value, tuple):
            object.__setattr__(noun, field, tuple(value))
