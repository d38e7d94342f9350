"""The numbers of people that a document states: « six personnes sur sept », « 7 des 7 », « 3/7 », « 45 % »."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from toolkit.model.text import fold

SMALLEST_FOR_PERCENT: Final = 20
"""People from which a percentage may be written (METHODS E7): below, one person weighs more than five points."""


def _listed(words: str) -> list[str]:
    return words.split()


_UNITS = _listed("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 70: "septante", 90: "nonante"}
_ENGLISH = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ENGLISH_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty",
                 90: "ninety"}  # fmt: skip


@lru_cache(maxsize=1)
def number_words() -> dict[str, int]:
    """Return the numbers up to 100 in words, folded, with spaces for hyphens: French (of Belgium too), English."""
    small = dict(enumerate(_UNITS)) | {17: "dix sept", 18: "dix huit", 19: "dix neuf"}
    found = {word: n for n, word in small.items()} | {"une": 1, "aucun": 0, "aucune": 0, "cent": 100}
    for ten, word in _TENS.items():
        found[word] = ten
        for n in range(1, 20 if ten == 60 else 10):
            found[f"{word} et {small[n]}" if n in (1, 11) else f"{word} {small[n]}"] = ten + n
        found[f"{word} et une"] = ten + 1
    for n in range(20):
        found["quatre vingts" if n == 0 else f"quatre vingt {small[n]}"] = 80 + n
    found["quatre vingt une"] = 81
    found |= {word: n for n, word in enumerate(_ENGLISH)}
    for ten, word in _ENGLISH_TENS.items():
        found |= {word: ten} | {f"{word} {_ENGLISH[n]}": ten + n for n in range(1, 10)}
    return {fold(word): n for word, n in found.items()}


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = sorted(number_words(), key=lambda word: (-len(word), word))
    number = r"(?:\d{1,4}|" + "|".join(word.replace(" ", r"[\s-]+") for word in words) + r")"
    others = "jour|heure|fois|an|annee|mois|semaine|minute|page|euro|day|hour|time|year|month|week"
    noun = rf"(?!(?:{others})s?\b)[^\W\d_][\w'·.()-]*"
    people = (
        r"(?:personnes?|gens|participant[\w·.()-]*|enquet[\w·.()-]*|interview[\w·.()-]*|interlocut[\w·.()-]*"
        r"|repondant[\w·.()-]*|rencontre[\w·.()-]*|people|persons?|respondents?|interviewees?|d'entre\s+\w+)"
    )
    out_of = r"\(?(?:sur|out\s+of)\s+(?:(?:les|nos|mes|ces|the|un\s+total\s+de)\s+)?"
    among = r"(?:des|parmi\s+(?:les|nos|ces)|d'entre\s+les|of\s+the)\s+"
    start, end = r"(?<![\w,.:/-])", r"(?![\w%/]|[.,]\d|\s?%)"
    return (
        re.compile(
            rf"{start}(?P<n>{number})\s+(?:(?P<unit>{people}(?:\s+{noun}){{0,2}}?|{noun})\s+)?"
            rf"{out_of}(?P<N>{number}){end}(?:\s+(?P<of>{people}))?"
        ),
        re.compile(
            rf"{start}(?P<n>{number})\s+(?:(?P<unit>{people})\s+)?{among}(?P<N>{number}){end}(?:\s+(?P<of>{people}))?"
        ),
        re.compile(
            rf"\b(?:sur|parmi|among|out\s+of)\s+(?:(?:les|nos|the)\s+)?(?P<N>{number})\s+(?P<of>{people})"
            rf"(?:\s+{noun}){{0,3}}?\s*,?\s+(?P<n>(?!une?\b|one\b){number}){end}"
        ),
        re.compile(
            r"(?<![\w/.,-])(?P<n>\d{1,3})\s?/\s?(?P<N>\d{1,3})(?![\w/]|[.,]\d|\s?%)"
            rf"(?:\s+(?:des\s+)?(?P<of>{people}))?"
        ),
        re.compile(
            rf"(?<![\w,.])(?:\d+(?:[.,]\d+)?\s?%|(?:\d+(?:[.,]\d+)?|{number})\s+(?:pour\s?cents?|pourcents?|percent|per\s+cent)\b)"
        ),
    )


_DATE_BEFORE = re.compile(
    r"\b(?:le|du|au|des|jusqu'au|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|page|p\.)\s+$"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that a document states, where it stands in its line; ``sure`` when it can only speak of people."""

    kind: Literal["fraction", "percent"]
    said: str
    start: int
    end: int
    n: int = 0
    N: int = 0
    sure: bool = False


def claims_in(line: str, total: int = 0) -> list[Claim]:
    """Return the numbers of people of a line, in order; ``total`` people were met (0 when it is not known).

    A fraction of something else (« 3 jours sur 7 », « le 3/2 », « 24 heures sur 24 ») is left out.
    """
    folded = _same_length(line)
    fraction, among, turned, slash, percent = _patterns()
    found: list[Claim] = []
    taken: list[tuple[int, int]] = []

    def free(match: re.Match[str]) -> bool:
        return not any(match.start() < end and start < match.end() for start, end in taken)

    for pattern in (fraction, among, turned, slash):
        for match in pattern.finditer(folded):
            if not free(match):
                continue
            n, N = _value(match["n"]), _value(match["N"])
            unit = match.groupdict().get("unit")
            of_people = _people(unit) or match["of"] is not None
            if pattern is slash:
                keep = of_people or (total == N and not _DATE_BEFORE.search(folded, 0, match.start()))
                keep = keep or (bool(total) and n > N and not _DATE_BEFORE.search(folded, 0, match.start()))
            elif pattern is among:
                keep = of_people or (unit is None and total == N)
            else:
                digits = match["n"].isdigit() and match["N"].isdigit()
                keep = of_people or (unit is None and (digits or total == N)) or (unit is not None and total == N)
            if keep:
                taken.append(match.span())
                sure = of_people or (pattern is not slash and (unit is None or total == N))
                found.append(Claim("fraction", line[match.start() : match.end()], *match.span(), n, N, sure))
    for match in percent.finditer(folded):
        if free(match):
            found.append(Claim("percent", line[match.start() : match.end()], *match.span()))
    return sorted(found, key=lambda claim: claim.start)


def labels_in(line: str, labels: Iterable[tuple[str, str]]) -> list[tuple[str, int, int]]:
    """Return the ids of the labels that a line names, with their places; of two that overlap, the longest."""
    folded = _same_length(line)
    found: list[tuple[str, int, int]] = []
    for id, label in sorted(labels, key=lambda pair: (-len(pair[1]), pair[1])):
        words = re.findall(r"[^\W_]+", _same_length(label))
        if not words:
            continue
        pattern = r"(?<!\w)" + r"[\W_]+".join(map(re.escape, words)) + r"(?!\w)"
        for match in re.finditer(pattern, folded):
            if not any(match.start() < end and start < match.end() for _id, start, end in found):
                found.append((id, match.start(), match.end()))
    return sorted(found, key=lambda place: place[1])


def label_before(line: str, labels: Iterable[tuple[str, str]]) -> list[tuple[str, int, int]]:
    """Return the one label that a line opens with in short: « Entraide : » for « Entraide entre pairs »."""
    match = re.match(r"\W*([^\W\d][\w' -]*?)(?:\s*[:|(]|\s+[–—-]\s|\s*$)", line)
    head = re.findall(r"[^\W_]+", _same_length(match[1])) if match else []
    begun = [id for id, label in labels if head and re.findall(r"[^\W_]+", _same_length(label))[: len(head)] == head]
    return [(begun[0], match.start(1), match.end(1))] if match and len(begun) == 1 else []


def sentences(line: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a line begin and end; a semicolon ends one too."""
    start = 0
    for match in re.finditer(r"[.!?;…]+(?=\s|$)|\n", line):
        yield start, match.end()
        start = match.end()
    if start < len(line):
        yield start, len(line)


def told_of(claims: Sequence[Claim], labels: Sequence[tuple[str, int, int]]) -> list[tuple[str, ...]]:
    """Return, for each number of a sentence, the labels that it may be about, the likeliest first.

    As many labels as numbers go in pairs, in order; else the nearest one, before it rather than after.
    """
    if not labels:
        return [() for _claim in claims]
    if len(labels) == len(claims):
        return [(label[0],) for label in labels]
    return [
        tuple(
            dict.fromkeys(
                id
                for id, _start, _end in sorted(
                    labels, key=lambda label: (label[1] > claim.start, abs(label[1] - claim.start))
                )
            )
        )
        for claim in claims
    ]


def _people(unit: str | None) -> bool:
    return (
        unit is not None
        and re.match(
            r"personne|gens|participant|enquet|interview|interlocut|repondant|rencontre|people|person|respondent|d'entre",
            unit,
        )
        is not None
    )


def _value(text: str) -> int:
    return int(text) if text.isdigit() else number_words()[" ".join(re.split(r"[\s-]+", text))]


def _same_length(text: str) -> str:
    """Return a text folded letter by letter, so that places in it are those of the text."""
    return "".join(low if len(low := fold(char)) == 1 else char for char in text)
