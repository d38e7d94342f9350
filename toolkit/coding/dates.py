"""Dates of a life as people tell them, read and said: « vers 1998 », « entre 2001 et 2004 », « au printemps 1998 ».

They are kept in EDTF (``model.moments``). Choices of this tool: « début », « mi- » and « fin » are four months each,
« avant 1998 » is 1997 at the latest, « après 1998 » 1999 at the earliest.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from toolkit.errors import InvalidValue
from toolkit.i18n import _, language
from toolkit.model import fold
from toolkit.model.moments import Moment, moment

MONTHS: Final = (
    *("janvier january", "fevrier february", "mars march", "avril april", "mai may", "juin june"),
    *("juillet july", "aout august", "septembre september", "octobre october", "novembre november"),
    "decembre december",
)
SEASONS = {"printemps": 21, "spring": 21, "ete": 22, "summer": 22, "automne": 23, "autumn": 23, "fall": 23}
SEASONS |= {"hiver": 24, "winter": 24}
_MONTH = {word: n for n, words in enumerate(MONTHS, 1) for word in words.split()}
_MONTH |= {word[:4]: n for word, n in _MONTH.items() if len(word) > 4} | {"janv": 1, "fevr": 2, "juil": 7, "sept": 9}
UNKNOWN: Final = frozenset(
    ("", "?", "-", "inconnu", "inconnue", "date inconnue", "unknown", "nsp", "ne sait pas", "ne sait plus", "n/a")
)
_OPENS = r"(?:(?:en|au|a|le|la|les|l'|dans|depuis|du|de|des|in|on|the|since|during|pendant)\b\s*'?\s*)*"
_ABOUT = re.compile(r"(?:vers|autour d[e'u]|environ|a peu pres|aux alentours d[e'u]|circa|about|around|≈|~)\s*(.+)")
_MAYBE = re.compile(r"(?:peut-etre|sans doute|probablement|maybe|perhaps|probably)\s+(.+)|(.+?)\s*\?")
_BETWEEN = re.compile(r"(?:entre|between)\s+(.+?)\s+(?:et|and)\s+(.+)|(\d{4})\s*[-–]\s*(\d{4})")
_BEFORE, _AFTER = re.compile(r"(?:avant|before)\s+(.+)"), re.compile(r"(?:apres|after)\s+(.+)")
_LATEST = re.compile(r"(?:au plus tard|jusqu'a|at the latest)\s+(.+)|(.+?)\s+(?:au plus tard|at the latest)")
_EARLIEST = re.compile(r"(?:au plus tot|a partir de|at the earliest)\s+(.+)|(.+?)\s+(?:au plus tot|at the earliest)")
_DECADE = re.compile(r"(?:annees|decennie)\s+(\d{4}|\d\d)|(?:the\s+)?(\d{4}|\d\d)s")
_PART = re.compile(r"(debut|milieu|mi|fin|early|mid|late)[\s-]+(?:d[eu']\s*|l'annee\s+)*(\d{4})")
_THIRDS = {"debut": (1, 4), "early": (1, 4), "mi": (5, 8), "milieu": (5, 8), "mid": (5, 8)}
_THIRDS |= {"fin": (9, 12), "late": (9, 12)}
_AGE = re.compile(r"(?:a |vers |l'age de |age de |aged? |at )*(\d{1,3}) ?(?:ans|an|years? old|years?)")


def read_date(text: str) -> tuple[str, int | None]:
    """Return ``(date in EDTF, age)`` of what somebody tells; ``("", None)`` when nobody knows.

    Raises ``InvalidValue`` on what cannot be read: better no date than a wrong one.

    >>> read_date("vers 1998"), read_date("entre 2001 et 2004"), read_date("à 17 ans")
    (('1998~', None), ('[2001..2004]', None), ('', 17))
    """
    told = " ".join(fold(text).replace("’", "'").split()).strip(" .")
    if told in UNKNOWN:
        return "", None
    if found := _AGE.fullmatch(told):
        return "", int(found[1])
    made = _read(told)
    if made is None:
        raise InvalidValue(
            _("“{value}” is not read as a date.", value=text.strip()),
            _("Write 1998, May 1998, 3 May 1998, about 1998, between 2001 and 2004, before 1998, at 17 years old…"),
        )
    return made, None


def _read(told: str) -> str | None:
    if found := _BETWEEN.fullmatch(told):
        low, high = (_point(part) for part in (found[1] or found[3], found[2] or found[4]))
        return _checked(f"[{low}..{high}]") if low and high else None
    for pattern, make in _OPEN:
        if (found := pattern.fullmatch(told)) and (point := _point(next(filter(None, found.groups())))):
            return _checked(make(point))
    for pattern, sign in ((_ABOUT, "~"), (_MAYBE, "?")):
        if found := pattern.fullmatch(told):
            inner = next(filter(None, found.groups()))
            point = _point(inner)
            return _checked(point + sign) if point and not point.startswith("[") else None
    if found := _PART.fullmatch(re.sub(f"^{_OPENS}", "", told)):
        first, last = _THIRDS[found[1]]
        return _checked(f"[{found[2]}-{first:02}..{found[2]}-{last:02}]")
    return _point(told)


def _checked(value: str) -> str | None:
    try:
        moment(value)
    except InvalidValue:
        return None
    return value


def _point(told: str) -> str | None:
    """Return one unit of time: a day, a month, a season, a year, ten years."""
    if (value := told.upper()) and _checked(value):
        return value
    bare = re.sub(f"^{_OPENS}", "", told).strip()
    if found := _DECADE.fullmatch(bare):
        digits = found[1] or found[2]
        if len(digits) == 2 and digits != "20":  # the twenties: which ones?
            digits = ("20" if digits in ("00", "10") else "19") + digits
        return _checked(f"{digits[:3]}X") if len(digits) == 4 and digits.endswith("0") else None
    if found := re.fullmatch(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})", bare):
        day, month, year = found.groups()
        return _checked(f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else ""))
    if found := re.fullmatch(r"(?:(\d{1,2})(?:er|st|nd|rd|th)?\s+)?([a-z]+)\.?(?:\s+de)?\s+(\d{4})", bare):
        day, word, year = found.groups()
        if word in SEASONS and not day:
            return _checked(f"{year}-{SEASONS[word]}")
        if word in _MONTH:
            return _checked(f"{year}-{_MONTH[word]:02}" + (f"-{int(day):02}" if day else ""))
        return None
    return _checked(bare.upper())


def _before(point: str) -> str:
    made = moment(point)
    assert made is not None
    assert made.earliest is not None
    return f"[..{_cut(made.earliest - timedelta(1), point)}]"


def _after(point: str) -> str:
    made = moment(point)
    assert made is not None
    assert made.latest is not None
    return f"[{_cut(made.latest + timedelta(1), point)}..]"


def _cut(day: date, point: str) -> str:
    return day.isoformat()[: 4 if "X" in point else min(len(point), 10)] if not _season(point) else day.isoformat()


def _season(point: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-2[1-4]", point))


_OPEN: Final[tuple[tuple[re.Pattern[str], Callable[[str], str]], ...]] = (
    (_BEFORE, _before),
    (_AFTER, _after),
    (_LATEST, lambda point: f"[..{point}]"),
    (_EARLIEST, lambda point: f"[{point}..]"),
)


def said_date(value: str) -> str:
    """Say a date of EDTF: « vers 1998 », « entre 2001 et 2004 », « avant 1998 »; empty when there is none."""
    if not value:
        return ""
    found = moment(value)
    assert found is not None
    if value.startswith("["):
        low, high = value[1:-1].split("..")
        if low and high:
            return _("between {low} and {high}", low=_unit(low), high=_unit(high))
        if low:
            return _("after {date}", date=_unit(_neighbour(found, -1, low)))
        return _("before {date}", date=_unit(_neighbour(found, 1, high)))
    bare = value.rstrip("~?%")
    if found.approximate:
        return _("about {date}", date=_unit(bare))
    return _("{date} (not sure)", date=_unit(bare)) if found.doubtful else _unit(bare)


def _neighbour(found: Moment, step: int, point: str) -> str:
    """Return the unit before or after the known end: « avant 1998 » is kept as 1997 at the latest."""
    known = found.earliest if step < 0 else found.latest
    assert known is not None
    return _cut(known + timedelta(step), point)


def _unit(point: str) -> str:
    if point.endswith("X"):
        return _("the {decade}s", decade=f"{point[:3]}0")
    year, _dash, rest = point.partition("-")
    if not rest:
        return year
    month, _dash, day = rest.partition("-")
    if int(month) > 12:
        return _season_said(int(month), year)
    word = month_name(int(month))
    if not day:
        return f"{word} {year}"
    first = "1er" if int(day) == 1 and language() == "fr" else str(int(day))
    return f"{first} {word} {year}"


def month_name(n: int) -> str:
    """Return the name of a month in the language of the screen."""
    names = (
        *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
        *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    )
    return names[n - 1]


def _season_said(n: int, year: str) -> str:
    if n == 21:
        return _("spring {year}", year=year)
    if n == 22:
        return _("summer {year}", year=year)
    return _("autumn {year}", year=year) if n == 23 else _("winter {year}", year=year)
