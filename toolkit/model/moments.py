"""Dates as people tell them: a day, a month, a season, « vers 1998 », « entre 2001 et 2004 », before, after.

They are written in a part of EDTF, the Extended Date/Time Format (Library of Congress, ISO 8601-2:2019): ``1998``,
``1998-05``, ``1998-05-03``, ``1998-21`` to ``1998-24`` (spring to winter), ``199X``, ``1998~`` (about), ``1998?``
(uncertain), ``[2001..2004]``, ``[..1997]`` and ``[1999..]`` (one day between, at the latest, at the earliest).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from toolkit.errors import InvalidValue
from toolkit.i18n import _

Unit = Literal["day", "month", "season", "year", "decade"]
_POINT = re.compile(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?|([12]\d\d)X", re.ASCII)
"""From 1000 to 2999: another year is a slip of the finger."""
_SET = re.compile(r"\[([^\[\].]*)\.\.([^\[\].]*)\]")
_SEASONS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
SLACK: Final[dict[str, int]] = {"day": 7, "month": 31, "season": 92, "year": 365, "decade": 3652}
"""Days added on each side of what is only about right: a choice of this tool, of one unit (a week for a day)."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something took place, as far as it is known: no earlier than, no later than (None: nobody knows).

    ``approximate`` says that the whole is only about right (``~``), ``doubtful`` that it is not sure (``?``).
    """

    earliest: date | None
    latest: date | None
    unit: Unit = "year"
    approximate: bool = False
    doubtful: bool = False

    @property
    def middle(self) -> date:
        """The day by which it is put in order: the middle; of an open date, the end that is known."""
        if self.earliest is None or self.latest is None:
            known = self.earliest or self.latest
            assert known is not None
            return known
        return self.earliest + (self.latest - self.earliest) / 2

    @property
    def widest(self) -> tuple[date | None, date | None]:
        """The days between which it lies, what is only about right counted in (see ``SLACK``)."""
        slack = timedelta(SLACK[self.unit] if self.approximate else 0)
        low = self.earliest and max(date.min + slack, self.earliest) - slack
        high = self.latest and min(date.max - slack, self.latest) + slack
        return low, high

    @property
    def certain(self) -> bool:
        """Whether it is a year or less, neither about nor between: 1998, May 1998, 3 May 1998."""
        if self.approximate or self.doubtful or self.earliest is None or self.latest is None:
            return False
        return (self.latest - self.earliest).days < 366


def moment(value: str) -> Moment | None:
    """Return what a date of EDTF means; None for no date at all. Raises ``InvalidValue`` on what is no date.

    >>> moment("1998~").middle.year, moment("[2001..2004]").latest.isoformat(), moment("")
    (1998, '2004-12-31', None)
    """
    return _moment(value) if value else None


@lru_cache(maxsize=4096)
def _moment(value: str) -> Moment:
    if between := _SET.fullmatch(value):
        low, high = (_point(part) if part else None for part in between.groups())
        if low is None and high is None:
            raise _no_date(value)
        if low is not None and high is not None and high.latest < low.earliest:  # type: ignore[operator]
            raise InvalidValue(
                _("“{value}”: the second date comes before the first.", value=value), _("Turn the two dates round.")
            )
        unit = (low or high).unit  # type: ignore[union-attr]
        return Moment(
            low.earliest if low else None,
            high.latest if high else None,
            unit,
            doubtful=low is not None and high is not None,
        )
    bare = value.rstrip("~?%")
    signs = value[len(bare) :]
    if len(signs) > 1:
        raise _no_date(value)
    made = _point(bare)
    about, doubtful = signs in ("~", "%") and bool(signs), signs in ("?", "%") and bool(signs)
    return Moment(made.earliest, made.latest, made.unit, about, doubtful)


def _point(value: str) -> Moment:
    found = _POINT.fullmatch(value)
    if not found:
        raise _no_date(value)
    year, month, day, decade = found.groups()
    try:
        if decade:
            return Moment(date(int(f"{decade}0"), 1, 1), date(int(f"{decade}9"), 12, 31), "decade")
        y = int(year)
        if day:
            one = date(y, int(month), int(day))
            return Moment(one, one, "day")
        if not month:
            return Moment(date(y, 1, 1), date(y, 12, 31), "year")
        m = int(month)
        if m == 24:
            # « L'hiver 1998 » is that of 1997-98 for some, of 1998-99 for others: both are kept.
            return Moment(date(y - 1, 12, 1), date(y + 1, 2, monthrange(y + 1, 2)[1]), "season")
        if m in _SEASONS:
            first, last = _SEASONS[m]
            return Moment(date(y, first, 1), date(y, last, monthrange(y, last)[1]), "season")
        return Moment(date(y, m, 1), date(y, m, monthrange(y, m)[1]), "month")
    except (ValueError, IndexError):  # IllegalMonthError is an IndexError from Python 3.12 on
        raise _no_date(value) from None


def _no_date(value: str) -> InvalidValue:
    return InvalidValue(
        _("“{value}” is not a date of an event.", value=value),
        _("Write it like 1998, 1998-05, 1998-05-03, 1998~ (about) or [2001..2004] (between); nothing if unknown."),
    )
