"""Days and hours as people say them: the journal counts in UTC, people live in a zone."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from toolkit.errors import InvalidValue
from toolkit.i18n import _, language

When = str | date | datetime | None
"""A day (``"2026-03-14"``, ``"14/03/2026"``), a month, a moment in ISO form, or the same as a ``date``."""


def zone() -> tzinfo | None:
    """Return the zone of this computer (None: the one that the system knows, summer time included)."""
    return None


def local(at: str) -> datetime:
    """Return a moment of the journal in the hour of this computer."""
    return datetime.fromisoformat(at).astimezone(zone())


def now() -> datetime:
    """Return now, in the hour of this computer."""
    return datetime.now(UTC).astimezone(zone())


def utc(moment: datetime) -> str:
    """Return a moment as the journal writes it; one without zone is of this computer."""
    if moment.tzinfo is None and (here := zone()) is not None:
        moment = moment.replace(tzinfo=here)
    try:
        moment = moment.astimezone(UTC)
    except (OSError, OverflowError, ValueError):
        # Windows knows no zone before 1970, nobody one at the ends of the calendar: an hour there changes nothing.
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat(timespec="microseconds")


def start_of(when: When) -> str | None:
    """Return the UTC moment when ``when`` begins; None stays None. Raises ``InvalidValue``."""
    return None if when is None else utc(_span(when)[0])


def end_of(when: When) -> str | None:
    """Return the UTC moment just after ``when`` (a day is meant whole); None stays None. Raises ``InvalidValue``."""
    return None if when is None else utc(_span(when)[1])


def day_of(when: When) -> date:
    """Return a day (today for None); raise ``InvalidValue`` for what is none."""
    return now().date() if when is None else _span(when)[0].date()


def _span(when: str | date | datetime) -> tuple[datetime, datetime]:
    if isinstance(when, datetime):
        return when, when + timedelta(microseconds=1)
    if isinstance(when, date):
        return datetime.combine(when, time()), datetime.combine(when + timedelta(days=1), time())
    said = when.strip()
    try:
        if len(parts := said.split("/")) == 3:
            return _span(date(int(parts[2]), int(parts[1]), int(parts[0])))
        if len(said) == 7:
            first = date.fromisoformat(f"{said}-01")
            after = (first + timedelta(days=31)).replace(day=1)
            return datetime.combine(first, time()), datetime.combine(after, time())
        if len(said) == 10:
            return _span(date.fromisoformat(said))
        return _span(datetime.fromisoformat(said))
    except (ValueError, OverflowError):
        raise InvalidValue(
            _("“{value}” is not a date.", value=when), _("Write year, month, day: 2026-03-14.")
        ) from None


def checked_period(since: When, until: When) -> tuple[str | None, str | None]:
    """Return the UTC moments of a period; raise ``InvalidValue`` when it ends before it begins."""
    low, high = start_of(since), end_of(until)
    if low is not None and high is not None and low >= high:
        raise InvalidValue(_("The period ends before it begins."), _("Give --since first, then --until, later."))
    return low, high


def shown_day(day: date) -> str:
    """Write a day as the reader does: ``14/03/2026`` in French, ``2026-03-14`` in English."""
    return f"{day:%d/%m/%Y}" if language() == "fr" else day.isoformat()


def shown(at: str) -> str:
    """Write a moment of the journal in the hour of this computer."""
    moment = local(at)
    return f"{shown_day(moment.date())} {moment:%H:%M}"


def shown_zone(moments: list[str]) -> str:
    """Name the zone of some moments: ``UTC+1``, or ``UTC+1, UTC+2`` when summer came between them."""
    offsets = [local(at).utcoffset() or timedelta() for at in moments] or [now().utcoffset() or timedelta()]
    return ", ".join(_offset(offset) for offset in sorted(set(offsets)))


def _offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return "UTC" if not minutes else f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
