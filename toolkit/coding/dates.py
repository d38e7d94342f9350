"""Dates of a life as people tell them, read and said: « vers 1998 », « entre 2001 et 2004 », « au printemps 1998 ».

They are kept in EDTF (``model.moments``). Choices of this tool: « début », « mi- » and « fin » are four months of a
year, ten days of a month, four years of a decade; « avant 1998 » is 1997 at the latest, « après 1998 » 1999 at the
earliest; the winter of two years is December to February, a school year September to August. Two digits are the last
such year that is not to come (« mai 98 », « en 05 »), unless they may be an age (« vers 17 »).
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
_MONTH |= {"rentree": 9, "noel": 12, "christmas": 12}
UNKNOWN: Final = frozenset(
    (
        *("", "?", "-", "inconnu", "inconnue", "date inconnue", "unknown", "nsp", "n/a"),
        *("ne sait pas", "ne sait plus", "je ne sais pas", "je ne sais plus", "sais pas", "sais plus"),
        *("ne se souvient pas", "ne se souvient plus"),
    )
)
_OPENS = (
    r"(?:(?:en|au|a|le|la|les|l'an|l'annee|l'|annee|an|dans|depuis|du|de|des|d'|courant|in|on|the|since|during"
    r"|pendant)\b\s*'?\s*)*"
)
_ABOUT = re.compile(
    r"(?:vers|autour d[e'u]|environ|a peu pres|aux alentours d[e'u]|circa|about|around|≈|~)\s*(.+)"
    r"|(.+?)\s+(?:environ|a peu pres)"
)
_MAYBE = re.compile(r"(?:peut-etre|sans doute|probablement|maybe|perhaps|probably)\s+(.+)|(.+?)\s*\?")
_BETWEEN = re.compile(r"(?:entre|between)\s+(.+?)\s+(?:et|and)\s+(.+)|(\d{4})\s*[-–]\s*(\d{4})")
_OR = re.compile(r"(?:en |in )?(\d{4})\s+(?:ou|or)\s+(?:en |in )?(\d{4})")
_MONTHS_OF = re.compile(r"([a-z]+)\s*[-–/]\s*([a-z]+)\s+(\d{4})")
_TWO_YEARS = re.compile(
    r"(?:(annees? scolaires?|school year)|hiver|winter)\s+(?:d[eu] |of )?(\d{4}|\d\d)\s*[-–/]\s*(\d{4}|\d\d)"
)
_BEFORE, _AFTER = re.compile(r"(?:avant|before)\s+(.+)"), re.compile(r"(?:apres|after)\s+(.+)")
_LATEST = re.compile(
    r"(?:au plus tard|jusqu'a|jusqu'en|jusqu'au|at the latest)\s+(.+)|(.+?)\s+(?:au plus tard|at the latest)"
)
_EARLIEST = re.compile(r"(?:au plus tot|a partir de|at the earliest)\s+(.+)|(.+?)\s+(?:au plus tot|at the earliest)")
_DECADE = re.compile(r"(?:annees|decennie)\s+(\d{4}|\d\d)|(?:the\s+)?(\d{4}|\d\d)s")
_PART = re.compile(r"(debut|milieu|mi|fin|early|mid|late)[\s-]+(?:(?:de|du|des|d'|les|l'annee|the)\b\s*)*(.+)")
_THIRDS = {"debut": (1, 4), "early": (1, 4), "mi": (5, 8), "milieu": (5, 8), "mid": (5, 8)}
_THIRDS |= {"fin": (9, 12), "late": (9, 12)}
_YEARS_OLD = r" ?(?:ans|an|years? old|years?)"
_AGE = re.compile(
    r"(?:quand (?:j'|il |elle |on )avait?s? |a |vers |l'age de |age de |aged? |at )*"
    rf"(\d{{1,3}}){_YEARS_OLD}(?: et demie?)?"
)
_AGES = re.compile(
    r"(?:a |vers |entre |l'age de |between |aged? |at )*"
    rf"(\d{{1,3}})(?:{_YEARS_OLD})?\s*(?:et|ou|a|and|or|to|-|–)\s*(\d{{1,3}}){_YEARS_OLD}"
)
_SPAN = re.compile(
    r"(?:de|du|depuis|from)\s+(?:l')?(.+?)\s+(?:a|au|jusqu'a|jusqu'en|jusqu'au|to|until)\s+(.+)"
    r"|(\d{4})\s+(?:a|to)\s+(\d{4})"
)
_SHORT = re.compile(
    r"(?<![\d'/.-])'?(\d\d)(?=(?:\s*(?:\?|environ|a peu pres|au plus tot|au plus tard))?$|\s+et\s|\s+ou\s)"
)


def read_date(text: str) -> tuple[str, int | None]:
    """Return ``(date in EDTF, age)`` of what somebody tells; ``("", None)`` when nobody knows.

    Raises ``InvalidValue`` on what cannot be read: better no date than a wrong one.

    >>> read_date("vers 1998"), read_date("entre 2001 et 2004"), read_date("à 17 ans")
    (('1998~', None), ('[2001..2004]', None), ('', 17))
    """
    told = _folded(text)
    if told in UNKNOWN:
        return "", None
    if found := _AGE.fullmatch(told):
        return "", int(found[1])
    made = _read(told)
    if made is None:
        raise InvalidValue(
            _("“{value}” is not read as a date.", value=text.strip()),
            _(
                "Write 1998, May 1998, about 1998, between 2001 and 2004, before 1998, at 17 years old… "
                "or no date, and these words in the note."
            ),
        )
    return made, None


def read_ages(text: str) -> tuple[int, int] | None:
    """Return the two ages between which something took place (« entre 15 et 17 ans », « à 17-18 ans »), or None."""
    found = _AGES.fullmatch(_folded(text))
    ages = (int(found[1]), int(found[2])) if found else None
    return ages if ages and ages[0] <= ages[1] <= 130 else None


def read_span(text: str) -> tuple[str, str] | None:
    """Return the beginning and the end, in EDTF, of what lasted: « de 1998 à 2003 »; None for the rest."""
    if not (found := _SPAN.fullmatch(_folded(text))):
        return None
    first, last = (_read(part) for part in (found[1] or found[3], found[2] or found[4]))
    return (first, last) if first and last else None


def _folded(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").split()).strip(" .")


def _whole_year(digits: str) -> str:
    """Return the year that two digits mean: the last one that is not to come."""
    if len(digits) == 4:
        return digits
    now = date.today().year
    year = now - now % 100 + int(digits)
    return str(year if year <= now else year - 100)


def _lengthened(told: str) -> str:
    """Write two digits that can only be a year with four."""
    if re.match(r"(?:les |des |the |annees |decennie )*(?:annees|decennie)|.*\bannees\b|.*\bdecennie\b", told):
        return told

    def year(found: re.Match[str]) -> str:
        before = told[: found.start()].split()
        last = before[-1].strip("'-") if before else ""
        named = last in ("en", "in", "annee", "l'annee", "fin", "debut", "mi", "milieu", "de") or last.rstrip(
            "."
        ) in (
            *_MONTH,
            *SEASONS,
            *(f"l'{season}" for season in SEASONS),
        )
        # « Vers 17 » may be an age: only what cannot be one of a young person is read.
        telling = last in ("vers", "avant", "apres", "entre", "et", "ou", "environ", "before", "after", "about")
        sure = found[1].startswith("0") or int(found[1]) >= 50
        return _whole_year(found[1]) if named or (telling and sure) else found[0]

    return _SHORT.sub(year, re.sub(r"\b(fin|mi|debut)-(?=\d\d$)", r"\1 ", told))


def _read(told: str) -> str | None:
    told = _lengthened(told)
    if found := _TWO_YEARS.fullmatch(re.sub(f"^{_OPENS}(?=hiver|annee|winter|school)", "", told)):
        first, last = (_whole_year(part) for part in (found[2], found[3]))
        if int(last) != int(first) + 1:
            return None
        return _checked(f"[{first}-09..{last}-08]" if found[1] else f"[{first}-12..{last}-02]")
    if (found := _OR.fullmatch(told)) and int(found[2]) == int(found[1]) + 1:
        return _checked(f"[{found[1]}..{found[2]}]")
    if (found := _MONTHS_OF.fullmatch(re.sub(f"^{_OPENS}", "", told))) and {found[1], found[2]} <= _MONTH.keys():
        return _checked(f"[{found[3]}-{_MONTH[found[1]]:02}..{found[3]}-{_MONTH[found[2]]:02}]")
    if found := _BETWEEN.fullmatch(told):
        one, other = found[1] or found[3], found[2] or found[4]
        low, high = _point(one), _point(other)
        if high and not low and (year := re.search(r"\d{4}$", other)):
            low = _point(f"{one} {year[0]}")  # « entre mai et juin 1998 »
        return _checked(f"[{low}..{high}]") if low and high else None
    for pattern, make in _OPEN:
        if (found := pattern.fullmatch(told)) and (point := _point(next(filter(None, found.groups())))):
            return _checked(make(point))
    for pattern, sign in ((_ABOUT, "~"), (_MAYBE, "?")):
        if found := pattern.fullmatch(told):
            inner = next(filter(None, found.groups()))
            if (part := _part(inner)) is not None:
                return part  # « vers la fin de 1998 »: it is a span already
            point = _point(inner)
            return _checked(point + sign) if point and not point.startswith("[") else None
    return _part(told) or _point(told)


def _part(told: str) -> str | None:
    """Return the beginning, the middle or the end of a year, of a month, of ten years."""
    if not (found := _PART.fullmatch(re.sub(f"^{_OPENS}", "", told))):
        return None
    first, last = _THIRDS[found[1]]
    whole = _point(found[2])
    if whole is None or whole.startswith("["):
        return None
    if re.fullmatch(r"\d{4}", whole):
        return _checked(f"[{whole}-{first:02}..{whole}-{last:02}]")
    if whole.endswith("X"):
        low = {1: 0, 5: 3, 9: 6}[first]
        return _checked(f"[{whole[:3]}{low}..{whole[:3]}{low + 3}]")
    if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", whole):
        made = moment(whole)
        assert made is not None
        assert made.latest is not None
        low, high = {1: (1, 10), 5: (11, 20), 9: (21, made.latest.day)}[first]
        return _checked(f"[{whole}-{low:02}..{whole}-{high:02}]")
    return None


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
    if (found := re.fullmatch(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})", bare)) or (
        found := re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|(?<=[/.])\d\d)", bare)
    ):
        day, month, year = found[1], found[found.re.groups - 1], _whole_year(found[found.re.groups])
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
            return _("between {low} and {high}", low=_within(low), high=_within(high))
        if low:
            return _("after {date}", date=_within(_neighbour(found, -1, low)))
        return _("before {date}", date=_within(_neighbour(found, 1, high)))
    bare = value.rstrip("~?%")
    if found.approximate:
        return _("about {date}", date=_within(bare))
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


def _within(point: str) -> str:
    """Say one unit of time after « vers », « entre », « avant »: French puts an article before a day, not a month."""
    said = _unit(point)
    if language() != "fr":
        return said
    if point.endswith("X"):
        return f"les {said}"
    if _season(point):
        return f"le {said}" if point.endswith("21") else f"l’{said}"
    return f"le {said}" if len(point) == 10 else said


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
