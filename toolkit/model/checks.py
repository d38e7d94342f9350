"""Small checks that nouns share at birth."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.errors import InvalidValue
from toolkit.i18n import _

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")


def one_of(field: str, value: str, allowed: Iterable[str]) -> None:
    """Raise ``InvalidValue`` unless ``value`` is one of ``allowed``."""
    if value not in allowed:
        raise InvalidValue(
            _("{field}: “{value}” is not possible.", field=field, value=value),
            _("Choose one of: {allowed}.", allowed=", ".join(allowed)),
        )


def checked_date(value: str) -> None:
    """Raise ``InvalidValue`` unless ``value`` is empty or an ISO date, whole or begun (``2026``, ``2026-03``)."""
    if value and not _DATE.fullmatch(value):
        raise InvalidValue(_("“{value}” is not a date.", value=value), _("Write year, month, day: 2026-03-14."))


def span(start: int, end: int, length: int | None = None) -> None:
    """Raise ``InvalidValue`` unless ``0 ≤ start ≤ end`` (``≤ length``)."""
    if not 0 <= start <= end or (length is not None and end > length):
        raise InvalidValue(_("Positions {start} to {end} do not lie in the text.", start=start, end=end))


def pairs(value: Mapping[str, Any] | Iterable[Iterable[Any]]) -> tuple[tuple[str, Any], ...]:
    """Return a mapping as the tuple of pairs that a frozen noun holds."""
    items = value.items() if isinstance(value, Mapping) else value
    return tuple((str(pair[0]), pair[1]) for pair in map(tuple, items))


def tupled(noun: object, *fields: str) -> None:
    """Turn list fields of a frozen noun into tuples, so that equal nouns are equal."""
    for field in fields:
        value = getattr(noun, field)
        if not isinstance(value, tuple):
            object.__setattr__(noun, field, tuple(value))
