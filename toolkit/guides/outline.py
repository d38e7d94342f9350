"""An ordinary Markdown file cut into headings, questions and the probes below them, each with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from toolkit.guides import grammar
from toolkit.model import fold

_HEADING: Final = re.compile(r"(?P<level>#{1,6})\s+(?P<text>.*?)\s*#*\s*")
_ITEM: Final = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•–]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(?P<rest>\S.*)")
NUMBERED: Final = re.compile(
    r"(?:(?:question|q)\s*\d{1,3}\s*[.):–—-]+\s*|(?P<id>[A-Z]{1,2}\d{1,3})\s*(?:[.):]|[–—-]\s)\s*"
    r"|\d{1,3}(?:\.\d{1,2})*\s*[.)–—-]\s*)(?=\S)",
    re.IGNORECASE,
)
PROBES_LABEL: Final = re.compile(
    r"(?:relances?|sous-questions?|probes?|prompts?|follow-ups?)(?: possibles?)?\s*:?", re.I
)
_QUESTIONS: Final = re.compile(r"(?:les )?questions?(?: principales?)?\s*:?", re.I)
_RULE: Final = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*")
_INVITES: Final = re.compile(
    r"(?:racont|parl|decri|expliqu|dites|present|pouvez|pourriez|tell|describe|walk|talk|explain)", re.I
)


@dataclass(slots=True)
class Part:
    """A heading and what stands below it."""

    heading: str
    line: int
    level: int
    prose: list[tuple[int, str]] = field(default_factory=list)
    questions: list["Asked"] = field(default_factory=list)
    minutes: int | None = None
    asides: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Asked:
    """A question as it is typed, and the lines of its probes."""

    line: int
    text: str
    probes: list[tuple[int, str]] = field(default_factory=list)


def parts_of(rows: list[str]) -> list[Part]:
    """Return the headings of a file, the first part being what stands before any heading."""
    parts = [Part("", 0, 0)]
    state = _State()
    for line, row in _meant(rows):
        if not row.strip() or _RULE.fullmatch(row):
            state.open = False
            continue
        heading = _HEADING.fullmatch(row)
        if heading and not _asks_heading(heading):
            text = bare(heading["text"])
            if len(heading["level"]) > 2 and parts[-1].heading and PROBES_LABEL.fullmatch(text):
                state.probes, state.open = True, False
            elif len(heading["level"]) > 2 and parts[-1].heading and _QUESTIONS.fullmatch(text):
                state.probes, state.open = False, False
            else:
                parts.append(Part(text, line, len(heading["level"])))
                state = _State()
            continue
        state.take(parts[-1], line, row)
    return parts


def _meant(rows: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not comments; a title underlined by === or --- becomes a heading."""
    hidden = False
    for number, row in enumerate(rows):
        shown = re.sub(r"<!--.*?-->", "", row)
        if hidden:
            hidden = "-->" not in row
            shown = row.partition("-->")[2] if not hidden else ""
        elif "<!--" in shown:
            hidden, shown = True, shown.partition("<!--")[0]
        below = rows[number + 1].rstrip() if number + 1 < len(rows) else ""
        if re.fullmatch(r"={3,}|-{3,}", shown.rstrip()) and number and rows[number - 1].strip():
            shown = ""
        elif shown.strip() and not _ITEM.fullmatch(shown) and re.fullmatch(r"={3,}|-{3,}", below):
            shown = f"{'#' if below[0] == '=' else '##'} {shown.strip()}"
        yield number + 1, shown


def _asks_heading(found: re.Match[str]) -> bool:
    """« ### Comment êtes-vous arrivé ici ? » is a question, not a theme."""
    return len(found["level"]) > 2 and found["text"].rstrip(" *_").endswith("?")


@dataclass(slots=True)
class _State:
    """Where one is in a list: is the last line still open, how far right do its questions stand."""

    open: bool = False
    probes: bool = False
    column: int | None = None

    def take(self, part: Part, line: int, row: str) -> None:
        heading = _HEADING.fullmatch(row)
        item = None if heading else _ITEM.fullmatch(row)
        if heading or item:
            words = (heading or item)["text" if heading else "rest"]  # type: ignore[index]
            if heading:
                self.column, self.probes = None, False
            self._item(part, line, words, -1 if heading else len(item["indent"].expandtabs(4)))  # type: ignore[index]
            self.open = True
        elif self.open and part.questions:
            asked = part.questions[-1]
            if asked.probes:
                at, text = asked.probes[-1]
                asked.probes[-1] = at, f"{text} {row.strip()}"
            else:
                asked.text += " " + row.strip()
        elif PROBES_LABEL.fullmatch(bare(row)) and part.questions:
            self.probes = True
        elif _QUESTIONS.fullmatch(bare(row)):
            self.probes = False
        elif part.questions and row[:1] in " \t":
            part.questions[-1].probes.append((line, row.strip()))
            self.open = True
        elif _asks(row):
            self.probes = False
            part.questions.append(Asked(line, row.strip()))
            self.open = True
        else:
            part.prose.append((line, row.strip()))

    def _item(self, part: Part, line: int, words: str, column: int) -> None:
        label = bare(words).partition(":")[0].strip()
        if self.column is None or column <= self.column:
            if self.probes and self.column is not None and not re.match(r"\*\*", words):
                column = self.column + 1
            elif part.questions and _is_probe_label(words, label):
                column = (self.column or 0) + 1
            else:
                self.column, self.probes = column, False
        if self.column is None or column <= self.column or not part.questions:
            self.column = column
            part.questions.append(Asked(line, words.strip()))
        elif not PROBES_LABEL.fullmatch(bare(words)):
            part.questions[-1].probes.append((line, words.strip()))


def _is_probe_label(words: str, label: str) -> bool:
    return ":" in words and bool(grammar.known(grammar.PROBE_WORDS, label) or PROBES_LABEL.fullmatch(label))


def _asks(row: str) -> bool:
    """Whether a line outside any list is a question: a mark, a number, or an invitation to tell."""
    text = bare(row)
    return text.endswith("?") or bool(NUMBERED.match(text) or (_INVITES.match(fold(text)) and len(text) < 200))


def bare(text: str) -> str:
    """Take the emphasis off: bold and italics are looks."""
    return re.sub(r"(\*\*|__|(?<!\w)[*_]|[*_](?!\w))", "", text.lstrip("> ")).strip()
