"""The plan of a guide typed in a word processor: which line is a theme, a question, a probe, and what is neither.

Nothing is guessed from the meaning: styles, lists, numbers, bold, capitals, indents, question marks and the usual
words (« Relances : », « Consigne », « Thème 2 ») decide. A line that none of them tells is kept as a note.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any, Final

from toolkit.formats.outlined import Line
from toolkit.guides import grammar
from toolkit.guides.head import length
from toolkit.guides.ordinary import section_of
from toolkit.guides.outline import PROBES_LABEL, Asked, Part
from toolkit.model import fold

_MARK: Final = re.compile(r"(?:[-–—•●▪■◦○‣❖➢➔→►✓*·]\s*|o\s{2,})(?=\S)")
_NUMBER: Final = re.compile(
    r"\(?(?:(?P<many>\d{1,2}(?:\.\d{1,2}){1,3})\.?[)\s:–—-]+|(?P<one>\d{1,2}|[IVX]{1,5}|(?!M\.)[A-Z]|[a-z])\s?(?:[.)°/]|\s?[–—]|\s-)\s*)(?=\S)"
)
_CODE: Final = re.compile(r"(?:question|q)\s*\d{1,3}\s*[.):–—-]+\s*|[A-Z]{1,2}\d{1,3}\s*[.):–—-]\s*", re.IGNORECASE)
_INVITES: Final = re.compile(
    r"(?:racont(?:ez|e|er)|parl(?:ez|e|er)|decri(?:vez|s|re)|expliqu(?:ez|e|er)|dites|dis-moi|presentez|evoqu(?:ez|er)"
    r"|(?:est-ce que )?(?:vous pouvez|pouvez-vous|pourriez-vous|peux-tu|pourrais-tu)|j'aimerais que (?:vous|tu)"
    r"|je voudrais que vous|tell|describe|walk me|talk|explain|could you|can you)\b"
)
_THEMED: Final = re.compile(
    r"(?:th[eè]mes?|axe|partie|bloc|section|dimension|rubrique|s[eé]quence|phase|volet|chapitre|module)\s*"
    r"(?:n°\s*)?(?:\d{1,2}|[IVX]{1,4}|[A-Z])\b(?!')",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(
    r"\(?\s*(?:relances?|sous-questions?|probes?|prompts?|follow-ups?)(?:\s+(?:possibles?|éventuelles?))?\s*:\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(r"^(?P<before>.*\?)\s*\(\s*relances?\s*:\s*(?P<rest>[^()]+)\)\s*$", re.IGNORECASE)
_OPENING: Final = re.compile(
    r"(?:consigne|question)(?:\s+(?:de départ|d['’]ouverture|initiale|inaugurale))\s*:\s*(?P<rest>\S.*)"
    r"|consigne\s*:\s*(?P<plain>\S.*)",
    re.IGNORECASE,
)
_RESEARCH: Final = re.compile(
    r"(?:questions? de recherche|probl[ée]matique|question centrale|research questions?)\s*(?P<id>\d{1,2})?\s*:"
    r"\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(r"(?P<key>[^:]{3,30}?)\s*:\s*(?P<value>\S.*)")
_TITLES: Final = re.compile(r"(?:guide|grille|trame|canevas)s?\b.{0,90}", re.IGNORECASE)
_LIST_LEVEL: Final = 0.4
"""Centimetres from which an indent is meant."""


@dataclass(frozen=True, slots=True, repr=False)
class View:
    """A line without the mark or the number that was typed before it."""

    line: Line
    text: str
    said: str
    mark: str = ""
    levels: int = 0
    small: bool = False
    coded: bool = False

    @property
    def listed(self) -> bool:
        """Whether the line is an item of a list, made or typed."""
        return self.line.depth is not None or bool(self.mark)

    @property
    def asks(self) -> bool:
        """Whether the line is a question: its mark, or an invitation to tell."""
        text = self.said.rstrip(" *_\"»”')]\xa0…")
        return (
            text.endswith("?")
            or bool(re.search(r"\?\s*\([^()]*\)?$", text))
            or (len(text) < 400 and bool(_INVITES.match(fold(self.said).replace("’", "'"))))
        )

    def __repr__(self) -> str:
        return f"<View {self.line.place}>"


def view(line: Line) -> View:
    """Return a line with its typed mark and number taken off."""
    text = line.text.replace("\t", " ").strip()
    if found := _MARK.match(line.text.strip()):
        rest = line.text.strip()[found.end() :].strip()
        return View(line, text, rest, mark=found[0].strip())
    if found := _CODE.match(text):
        return View(line, text, text, levels=1, coded=True)
    if found := _NUMBER.match(text):
        number = found["many"] or found["one"]
        small = number.islower()
        return View(line, text, text[found.end() :].strip(), levels=number.count(".") + 1, small=small)
    return View(line, text, text)


@dataclass(slots=True)
class Plan:
    """The parts of a document, what its first lines say of the guide, its *consigne*."""

    parts: list[Part]
    head: dict[str, Any] = field(default_factory=dict)
    opening: str = ""


def plan_of(lines: tuple[Line, ...]) -> Plan:
    """Return the plan of a document."""
    from toolkit.guides.plan_tables import Table, tables_in

    views = [view(line) for line in lines if line.text.strip()]
    steps = tables_in(views)
    ranks = {id(one): _rank(one, steps, n) for n, one in enumerate(steps) if isinstance(one, View)}
    title = _title(steps, ranks)
    levels = _levels([ranks[id(one)] for one in steps if isinstance(one, View) and one is not title])
    maker = _Planner(framed=any(ranks.values()) or any(isinstance(one, Table) and one.themed for one in steps))
    for one in steps:
        if not isinstance(one, View):
            one.fill(maker)
        elif one is title:
            maker.open(one.text, one.line.place, 1)
        elif rank := ranks[id(one)]:
            maker.open(one.text, one.line.place, levels[rank])
        else:
            maker.take(one)
    return Plan(maker.parts, maker.head, "\n\n".join(maker.opening))


def _title(steps: list[Any], ranks: dict[int, float]) -> View | None:
    """Return the title: a line in the style of titles, « Guide d'entretien… », a first heading alone of its kind."""
    views: list[View] = [one for one in steps if isinstance(one, View)]
    titled = next((one for one in views if one.line.title), None)
    if titled or not views or steps[0] is not views[0]:
        return titled
    first: View = views[0]
    second = len(views) > 1 and ranks[id(views[1])]
    if ranks[id(first)] and second and ranks[id(first)] >= second and not _THEMED.match(first.text):
        return None if _known(first.text) or first.levels else first
    alike = [one for one in views if ranks[id(one)] == ranks[id(first)]]
    if not first.asks and (
        _TITLES.fullmatch(first.text)
        or (ranks[id(first)] and len(alike) == 1 and len(set(ranks.values())) > 2 and not _known(first.text))
    ):
        return first
    return None


def _levels(ranks: list[float]) -> dict[float, int]:
    """Return the level of each rank of heading: 2 for the highest, 3 for all those below."""
    order = sorted({rank for rank in ranks if rank and rank < _SECTION})
    return {**{rank: 2 if n == 0 else 3 for n, rank in enumerate(order)}, _SECTION: 2, 0.5: 2}


_SECTION: Final = 90.0


def _known(text: str) -> bool:
    plain = text.strip(" :.")
    return bool(section_of(Part(plain, 0, 2))) if 2 < len(plain) < 60 else False


def _rank(one: View, steps: list[Any], at: int) -> float:
    """Return how high a line stands as a heading, 0 when it is none; smaller is higher."""
    line, text = one.line, one.text
    after = steps[at + 1] if at + 1 < len(steps) else None
    below = after if isinstance(after, View) else None
    if PROBES_LABEL.fullmatch(text) or _LABELLED.match(text) or one.coded or len(text) > 150:
        return 0
    themed = bool(_THEMED.match(text))
    if line.heading or line.title:
        asked_below = below is not None and (below.asks or below.line.heading > line.heading)
        if one.asks and not themed and (line.heading > 1 or not asked_below):
            return 0
        return line.heading or 0.5
    if themed and not one.listed:
        return 10
    if not one.listed and _known(one.said):
        return _SECTION
    if one.asks:
        return 0
    if one.listed:
        heads = below is not None and (below.asks or _listed_ask(steps, at + 1)) and deeper(one, below)
        return 20.0 + (line.depth or 0) if heads and len(text) < 100 and below and below.listed else 0
    if _HEAD.fullmatch(text) and not text.endswith(":") and not one.levels:
        return 0
    letters = [char for char in one.said if char.isalpha()]
    if len(letters) > 3 and one.said == one.said.upper():
        return 11
    if line.bold and not text.endswith((".", ";", ",")):
        return 12 + 0.1 * one.levels
    asked = isinstance(after, View) and after.asks and (after.listed or deeper(one, after))
    if one.levels and not one.small and asked and len(text) < 110:
        return 14 + 0.1 * one.levels
    if (
        asked
        and isinstance(after, View)
        and after.listed
        and len(text) < 90
        and not text.endswith((".", ";", ","))
        and not line.italic
    ):
        return 15
    return 0


def _listed_ask(steps: list[Any], at: int) -> bool:
    """Tell whether the items that follow hold a question, before the list ends."""
    for one in steps[at : at + 6]:
        if not isinstance(one, View) or not one.listed:
            return False
        if one.asks:
            return True
    return False


def deeper(above: View, below: View) -> bool:
    """Tell whether a line stands below another: further right, a lower level of list or of number, less bold."""
    one, other = above.line, below.line
    if above.levels and below.levels:
        if above.levels != below.levels:
            return below.levels > above.levels
        if above.small != below.small:
            return below.small
        return other.indent - one.indent > _LIST_LEVEL
    if above.listed and below.listed:
        if one.depth is not None and other.depth is not None and one.depth != other.depth:
            return other.depth > one.depth
        if abs(other.indent - one.indent) > _LIST_LEVEL:
            return other.indent > one.indent
        return (one.ordered and not other.ordered) or bool(above.mark and below.mark and above.mark != below.mark)
    if below.listed and not above.listed:
        return True
    numbered = bool(above.levels) or one.ordered
    if other.indent - one.indent > _LIST_LEVEL and not (above.listed and not numbered):
        return True
    return (one.bold and not other.bold) or (other.italic and not one.italic) or (numbered and not below.levels)


class _Planner:
    def __init__(self, *, framed: bool):
        self.framed = framed
        self.parts = [Part("", 0, 0)]
        self.head: dict[str, Any] = {}
        self.opening: list[str] = []
        self.last: View | None = None
        self.probing = False
        self.questions_follow = False

    def open(self, heading: str, place: int, level: int) -> Part:
        """Begin a part below a heading."""
        self.parts.append(Part(heading.strip().rstrip(":").strip(), place, level))
        self.last, self.probing, self.questions_follow = None, False, False
        return self.parts[-1]

    @property
    def part(self) -> Part:
        """The part where one is."""
        return self.parts[-1]

    def leave(self, text: str, place: int) -> None:
        """Keep a line that is neither a question nor a probe."""
        self.part.prose.append((place, text))

    def ask(self, one: View) -> None:
        """Add a question to the part."""
        text, rest = one.said if not one.coded else one.text, ""
        if found := _WITHIN.match(text):
            text, rest = found["before"], found["rest"]
        asked = Asked(one.line.place, text)
        self.part.questions.append(asked)
        self.last, self.probing = one, False
        if rest:
            asked.probes += [(one.line.place, piece) for piece in _pieces(rest, commas=True)]

    def probe(self, text: str, place: int, *, commas: bool = False) -> None:
        """Add probes to the last question of the part."""
        self.part.questions[-1].probes += [(place, piece) for piece in _pieces(text, commas=commas)]

    def take(self, one: View) -> None:
        """Find the place of a line that is no heading."""
        text, place = one.text, one.line.place
        section = section_of(Part(self.part.heading, 0, 2)) if self.part.level > 1 else ""
        if self._says_of_the_guide(one):
            return
        if section in ("consent", "opening") and not self.part.questions:
            self.leave(text, place)
        elif found := _OPENING.match(text):
            said = found["rest"] or found["plain"]
            if self.part.level > 1:  # the question that opens a theme
                self.ask(replace(one, said=said, coded=False))
            elif self.opening:
                self.leave(text, place)
            else:
                self.opening.append(said)
        elif section in ("diary", "checklist", "items"):
            self.ask(one if section != "items" else View(one.line, text, _label(one.said)))
        elif self.framed and self.part.level < 2:
            self.leave(text, place)
        elif PROBES_LABEL.fullmatch(text):
            self.probing = bool(self.part.questions)
            if not self.probing:
                self.leave(text, place)
        elif found := _LABELLED.match(text):
            self._labelled(found["rest"], text, place)
        elif grammar.AIM.fullmatch(text):
            self.leave(text, place)
        else:
            self._asked(one)

    def _labelled(self, rest: str, text: str, place: int) -> None:
        if self.part.questions:
            # « Relances : formation, emploi » is a list of words; a sentence may hold commas.
            words = "?" not in rest and not rest.endswith(".") and all(len(w.split()) < 5 for w in rest.split(","))
            self.probe(rest.rstrip(")") if text.startswith("(") else rest, place, commas=words)
            self.probing = True
        else:
            self.leave(text, place)

    def _asked(self, one: View) -> None:
        last, numbered = self.last, bool(one.levels) or one.coded
        if last is None:
            if one.asks or ((one.listed or numbered) and self.part.heading):
                self.ask(one)
            else:
                self.leave(one.text, one.line.place)
            return
        alike = numbered == (bool(last.levels) or last.coded) and one.listed == last.listed
        alike = alike and one.line.bold == last.line.bold and not deeper(last, one)
        if self.probing and not (
            alike and (numbered or one.line.bold or (one.asks and one.line.depth == last.line.depth))
        ):
            self.probe(one.said, one.line.place)
        elif one.coded or (one.listed or numbered or one.asks):
            if not one.coded and deeper(last, one):
                self.probe(one.said, one.line.place)
            else:
                self.ask(one)
        elif deeper(last, one) and len(one.text) < 160 and not one.text.endswith((".", ")")):
            self.probe(one.said, one.line.place)
        else:
            self.leave(one.text, one.line.place)

    def _says_of_the_guide(self, one: View) -> bool:
        """Read « Public : … », « Durée : … », « Question de recherche : … » above the first theme."""
        if any(part.questions for part in self.parts):
            return False
        if found := _RESEARCH.fullmatch(one.text):
            self.questions_follow = not found["rest"]
            if found["rest"]:
                self.research(found["rest"])
            return True
        if self.questions_follow and (one.asks or one.listed) and self.part.level < 2:
            self.research(one.said)
            return True
        self.questions_follow = False
        found = _HEAD.fullmatch(one.text) if self.part.level < 2 else None
        field_ = grammar.known(grammar.KEYS, found["key"]) if found else None
        if not found or field_ in (None, "id", "language", "research_questions", "quotas", "title"):
            return False
        value: Any = found["value"].strip()
        if field_ == "method":
            value = grammar.known(grammar.METHOD_WORDS, value)
        elif field_ == "minutes":
            value = length(value.rstrip("."))
        if value is None or field_ in self.head:
            return False
        self.head[str(field_)] = value
        return True

    def research(self, text: str, id: str = "") -> None:
        """Add a research question, under its own number when it has one that is free."""
        held = self.head.setdefault("research_questions", ())
        if not re.fullmatch(r"[A-Z]{1,3}\d{1,2}", id) or id in dict(held):
            id = f"QR{len(held) + 1}"
        self.head["research_questions"] = (*held, (id, text))


def _pieces(text: str, *, commas: bool = False) -> list[str]:
    """Cut several probes written on one line: at question marks, semicolons, slashes."""
    cut = re.split(r"(?<=\?)\s+(?=\S)|\s*;\s*|\s+[/•]\s+" + (r"|,\s*" if commas else ""), text.strip())
    return [piece.strip() for piece in cut if piece and piece.strip()]


def _label(text: str) -> str:
    """Take the room to write in off an item: « Âge : ____ »."""
    return re.sub(r"[\s:]*(?:_{2,}|\.{4,}|…+)[\s._…]*$", "", text).rstrip(" :") or text
