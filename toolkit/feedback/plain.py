"""Plain language: what a sheet for the people interviewed may not hold (METHODS E5), and French spacing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from toolkit.i18n import _, language
from toolkit.model import words

Fault = Literal["long", "percent", "parenthesis", "acronym"]
LONGEST_SENTENCE: Final = 12
NBSP: Final = "\xa0"
_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*")
_ACRONYM = re.compile(r"\b[A-ZÀ-Ý]{2,}\b|\b(?:[A-Z]\.){2,}")


@dataclass(frozen=True, slots=True)
class PlainFault:
    """One thing that makes a sentence hard to read, and the sentence of the sheet that holds it."""

    fault: Fault
    sentence: str

    @property
    def message(self) -> str:
        """What to do about it."""
        return {
            "long": _("This sentence is long, cut it in two: “{sentence}”", sentence=self.sentence),
            "percent": _("Write “7 people out of 12” rather than a percentage: “{sentence}”", sentence=self.sentence),
            "parenthesis": _("Say it without parentheses: “{sentence}”", sentence=self.sentence),
            "acronym": _("Write the words in full rather than an acronym: “{sentence}”", sentence=self.sentence),
        }[self.fault]


def plain_faults(texts: Iterable[str]) -> list[PlainFault]:
    """Return what is hard to read in sentences that the team wrote (never in what people said)."""
    found = []
    for text in texts:
        for match in _SENTENCE.finditer(text):
            sentence = " ".join(match[0].split())
            if words(sentence) > LONGEST_SENTENCE:
                found.append(PlainFault("long", sentence))
            if "%" in sentence:
                found.append(PlainFault("percent", sentence))
            if "(" in sentence:
                found.append(PlainFault("parenthesis", sentence))
            if _ACRONYM.search(sentence):
                found.append(PlainFault("acronym", sentence))
    return found


def spaced(text: str) -> str:
    """Return what the team typed with the no-break spaces of French; never used on an extract.

    >>> spaced("Être reconnu : pour qui ?")
    'Être reconnu\\xa0: pour qui\\xa0?'
    """
    if language() != "fr":
        return text
    text = re.sub(r"«\s*", f"«{NBSP}", text)
    text = re.sub(r"\s*»", f"{NBSP}»", text)
    return re.sub(r" (?=[;:!?%](?!\w))", NBSP, text).replace("'", "’")


def month_span(dates: Iterable[str]) -> str:
    """Say between which months, « mars à mai 2026 »; the day would point at people. Empty without dates."""
    months = sorted({date[:7] for date in dates if len(date) >= 4})
    if not months:
        return ""
    first, last = months[0], months[-1]
    if first == last:
        return _month(first)
    if first[:4] == last[:4] and len(first) == len(last) == 7:
        return _("{begin} to {until}", begin=_month_name(first), until=_month(last))
    return _("{begin} to {until}", begin=_month(first), until=_month(last))


def _month(date: str) -> str:
    return f"{_month_name(date)} {date[:4]}".strip() if len(date) == 7 else date[:4]


def _month_name(date: str) -> str:
    names = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    return names[int(date[5:7]) - 1] if len(date) == 7 else ""
