"""An offer cut into its parts: what each line is about; paragraphs, lists and sentences, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from toolkit.guides.offer_words import FIELDS, HEADINGS, INTERROGATIVE
from toolkit.model import fold

_BULLET: Final = re.compile(r"\s*(?:[-*•–‣◦▪·→]\s+|\(?(?:\d{1,2}|[a-h])[.)°]\s*(?:[-–]\s*)?(?=\S))")
_DECOR: Final = re.compile(r"\s*(?:#{1,6}\s+|\*{1,3}|_{2}|</?[a-z]+>|\s)*", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}[.)–-])\s+)")
_WRAPPED: Final = 62
"""A line at least this long, without a stop at its end, goes on below."""
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:cf|ex|p|pp|art|vol|no|n|M|Mme|MM|Dr|Pr|St|Ste|éd|dir|env|tél|al)|\b[A-ZÉ])\.$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or an item of a list: its place, the part of the offer it stands in."""

    start: int
    end: int
    part: str
    item: bool = False
    indent: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """« Durée : 6 mois »: what a label announces, and the place of what follows it."""

    name: str
    start: int
    end: int


@dataclass(slots=True)
class Layout:
    """The pieces and the labelled fields of an offer, in the order of the text."""

    pieces: list[Piece]
    fields: list[Field]
    title: tuple[int, int] | None = None
    heads: list[tuple[int, int]] = field(default_factory=list)
    """The first lines that hold words, without their marks: who hosts, what is offered."""


def plain(text: str) -> str:
    """Return a passage without the marks of Markdown and HTML, on one line."""
    text = re.sub(r"</?(?:b|i|u|em|strong|small|sup|sub|br|p)\s*/?>", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)|^#{1,6}\s+", "", text)
    return re.sub(r"\s+", " ", text).strip()


def layout(text: str) -> Layout:
    """Cut an offer into pieces, each with the part of the offer it stands in."""
    laid = Layout([], [])
    part, heading = "head", ""
    lines = list(_lines(text))
    at = 0
    while at < len(lines):
        start, end = lines[at]
        line = text[start:end]
        at += 1
        if not line.strip():
            continue
        if len(laid.heads) < 4:
            decor = _DECOR.match(line)
            laid.heads.append((start + (decor.end() if decor else 0), start + len(line.rstrip(" *#"))))
        bare = plain(_NUMBER.sub("", _DECOR.sub("", line, count=1), count=1))
        if found := _heading(line, bare, text, lines, at):
            part, heading = found if found[0] else (_inherited(part), found[1])
            if laid.title is None and not found[0] and re.match(r"\s*#", line) and "offre de stage" not in fold(bare):
                laid.title = (start, end)
            continue
        _fields(laid, text, start, end)
        named = _labelled(line)
        if named:
            kind, offset, stays = named
            heading = bare.partition(":")[0]
            if stays:
                part = kind
            if offset < len(line.rstrip()):
                while at < len(lines) and not kind.startswith("field") and _goes_on(text, lines, at, end, False, 0):
                    end = lines[at][1]
                    at += 1
                laid.pieces.append(Piece(start + offset, end, kind, heading=heading))
            continue
        bullet = _BULLET.match(line) if not re.match(r"\s*\*\*", line) else None
        indent = len(line) - len(line.lstrip())
        while at < len(lines) and _goes_on(text, lines, at, end, bullet is not None, indent):
            end = lines[at][1]
            at += 1
        laid.pieces.append(
            Piece(start + (bullet.end() if bullet else 0), end, part, bullet is not None, indent, heading)
        )
    return laid


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _inherited(part: str) -> str:
    return part if part in ("head", "subject", "missions", "profile", "apply", "annex", "host") else "other"


def _kind(folded: str) -> str:
    return next((kind for kind, pattern in HEADINGS if re.match(pattern, folded)), "")


def _heading(line: str, bare: str, text: str, lines: list[tuple[int, int]], at: int) -> tuple[str, str] | None:
    """Return the part that a heading opens (« » when it is not known) and its words; None for another line."""
    name = bare.rstrip(" :")
    folded = fold(name)
    short = len(name.split()) <= 14 and len(name) <= 110
    if not name or not short:
        return None
    marked = bool(re.match(r"\s*#", line))
    if _BULLET.match(line) and not marked and not _NUMBER.match(line.lstrip()):
        return None
    known = _kind(folded)
    if ":" in name and not marked:
        return None
    if marked:
        return known, name
    ends = bool(re.search(r"[.;,!…]$", name))
    if known and not ends:
        return known, name
    alone = (at >= len(lines) or not text[slice(*lines[at])].strip()) and (
        at < 2 or not text[slice(*lines[at - 2])].strip()
    )
    strong = bool(re.fullmatch(r"\s*(?:\*\*|<b>).+(?:\*\*|</b>)\s*:?\s*", line)) or bare.isupper()
    numbered = bool(_NUMBER.match(line.lstrip())) and alone
    if alone and not ends and (strong or numbered) and not name.endswith("?"):
        return known, name
    return None


def _labelled(line: str) -> tuple[str, int, bool] | None:
    """« Structure : L'association… »: the part, where its words begin, whether it goes on below."""
    found = re.match(r"[^:\n]{2,70}:", line)
    if not found or len(found[0].split()) > 9:
        return None
    label = fold(plain(_NUMBER.sub("", _DECOR.sub("", found[0], count=1), count=1))).rstrip(" :")
    for name, pattern in FIELDS:
        if re.match(rf"(?:{pattern})$", label):
            return f"field {name}", len(line) if name != "duration" else found.end(), False
    if kind := _kind(label):
        return kind, found.end(), True
    return None


def _fields(laid: Layout, text: str, start: int, end: int) -> None:
    line = text[start:end]
    for name, pattern in FIELDS:
        label = (
            rf"(?<![\w'’])(?:{pattern})(?:\s*(?:\*\*|</b>))?\s*:\s*(?:\*\*|</b>)?\s*"
            rf"|(?<![\w'’])(?:{pattern})\s+(?=\S)"
        )
        for found in re.finditer(label, same_length(line)):
            if (
                name != "duration"
                and not re.match(r"[\s#*•\-–<>b/]*$", line[: found.start()])
                and ":" not in found[0]
                and "  " not in line[: found.start()]
                and name != "host"
            ):
                continue
            if found[0][-1:].isspace() and ":" not in found[0] and not re.match(r"[\dA-ZÉ]", line[found.end() :]):
                continue
            lead = _DECOR.match(line, found.end())
            opens = lead.end() if lead else found.end()
            rest = line[opens:]
            stop = re.search(
                (
                    r"\s{2,}|</?[a-z]+>|\*\*\s|(?<=[\wé.)]) (?=(?:Structure|Début|Gratification|Formation|Durée|Lieu"
                    r"|Association)\b[^.]{0,30}(?::| ))"
                ),
                rest,
            )
            value = rest[: stop.start()] if stop and stop.start() > 1 else rest
            if name == "place" and (cut := re.search(r"(?<=\w{3})\. |,? télétravail", value)):
                value = value[: cut.start()]
            first = start + opens
            last = first + len(value.rstrip(" *.;"))
            if last > first:
                laid.fields.append(Field(name, first, last))


def same_length(text: str) -> str:
    """Return the text in lower case without accents, one character for one, so that places hold."""
    return "".join(folded if len(folded := fold(char)) == 1 else char for char in text)


def _goes_on(text: str, lines: list[tuple[int, int]], at: int, end: int, item: bool, indent: int) -> bool:
    """Whether a line continues the one above: a text cut at 80 columns, an item on two lines."""
    line = text[slice(*lines[at])]
    if not line.strip() or _BULLET.match(line) or re.match(r"\s*#", line):
        return False
    words = plain(line)
    if words[:1].isupper() and any(re.match(rf"(?:{pattern})\b", fold(words)) for _name, pattern in FIELDS):
        return False
    before = text[:end].rstrip()[-1:]
    deeper = item and len(line) - len(line.lstrip()) > indent
    long = end - text.rfind("\n", 0, end) > _WRAPPED
    return deeper or (before not in ".!?:;…" and bool(long or re.match(r"\s*[a-zà-ÿœ(«]", line)))


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a piece, their ends included: « l'étudiant.e », « cf. » and « etc.) » cut nothing."""
    begin = start
    for found in re.finditer(r"[.!?…]+(?:[\s\xa0]*[»”\"*_)]+|</\w+>)*(?=\s|$)", text[start:end]):
        stop = start + found.end()
        if not found[0].startswith("?"):
            follows = text[stop:end].lstrip()
            if _ABBREVIATION.search(text[begin : start + found.start() + 1]):
                continue
            if follows and not re.match(r"[A-ZÀ-ÖØ-ÞŒ«“\"*_<(\d-]", follows):
                continue
        yield _trimmed(text, begin, stop)
        begin = stop
    if text[begin:end].strip():
        yield _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def asking_part(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the part of a sentence with its mark that asks: after « la problématique suivante : », without bold."""
    for found in reversed(list(re.finditer(r":\s+", text[start:end]))):
        at = start + found.end()
        lead = re.match(r"(?:\*{1,3}|_{1,2}|<\w+>|[«“\"]|\s)*", text[at:end])
        at += lead.end() if lead else 0
        rest = fold(text[at:end])
        inverted = re.search(r"-t?-?(?:ils?|elles?|on|ce)\b", rest)
        if re.match(rf"(?:{INTERROGATIVE})", rest) or (inverted and rest.count(",") < 3):
            start = at
            break
    lead = re.match(
        r"(?:\*{1,3}|_{1,2}|<\w+>|[«“\"]|\s|(?:Axe|Question|Q|QR)\s*\d+\s*[.:–-]\s*|\d{1,2}[.)]\s+)*", text[start:end]
    )
    start += lead.end() if lead else 0
    tail = re.search(r"(?:\*{1,3}|_{1,2}|</\w+>|[»”\"]|\s)*$", text[start:end])
    return start, start + tail.start() if tail else end
