"""Reading a guide file: its blocks, each with its lines, and every line that could not be understood."""

import re
from dataclasses import dataclass, field
from typing import Any, cast

from toolkit.errors import FaultyFile, InvalidValue, UnreadableFile
from toolkit.guides import grammar, ordinary
from toolkit.i18n import _
from toolkit.model import Guide, Probe, Question, Theme, clean_text
from toolkit.model.guide import ProbeKind
from toolkit.model.ids import checked_id

Key = tuple[str, ...]


@dataclass(slots=True)
class Block:
    """A piece of the file that can change alone: what it says, the lines that say it."""

    key: Key
    value: Any
    lines: list[str]
    line: int = 0


@dataclass(slots=True)
class Section:
    """A heading and the blocks below it."""

    key: Key
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A guide and where each part of it stands in the file.

    ``notes`` say what was supplied to an ordinary file; ``unread`` are its lines that are no part of a guide.
    """

    guide: Guide
    sections: list[Section]
    notes: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    places: dict[str, int] = field(default_factory=dict)

    @property
    def ordinary(self) -> bool:
        """Whether the file is ordinary Markdown, without the head and the numbers that Carnet writes."""
        return not self.sections

    def lines(self) -> dict[str, int]:
        """Return the line (from 1) of each question, probe (``A1/1``), theme and section."""
        places: dict[str, int] = dict(self.places)
        for section in self.sections:
            for block in section.blocks:
                name = block.key[-1] if block.key[0] in ("question", "heading") else "/".join(block.key)
                places.setdefault(name, block.line)
                if block.key[0] == "question":
                    bullets = [n for n, text in enumerate(block.lines) if grammar.BULLET.match(text)]
                    for number, offset in enumerate(bullets[1:], 1):
                        places[f"{name}/{number}"] = block.line + offset
        return places


def read(text: str, *, name: str = "guide.md") -> Reading:
    """Return the guide of a Markdown text and its blocks; raise ``FaultyFile`` with every fault.

    A text without a head « --- » is read as ordinary Markdown when questions can be told in it.
    """
    clean = clean_text(text)
    rows = clean.split("\n")
    if rows[0].rstrip() != "---" and (found := ordinary.understood(rows, name)) is not None:
        return Reading(found.guide, [], found.notes, found.unread, found.places)
    return _Reader(clean, name).read()


class _Reader:
    def __init__(self, text: str, name: str):
        self.name = name
        self.rows = text.split("\n")
        self.faults: list[tuple[int, str]] = []
        self.sections: list[Section] = []
        self.head: dict[str, Any] = {}
        self.texts: dict[str, str] = {}
        self.themes: dict[str, Theme] = {}
        self.lists: dict[str, list[Any]] = {"closing": [], "items": [], "diary": [], "checklist": []}
        self.seen: set[str] = set()

    def fault(self, line: int, sentence: str) -> None:
        self.faults.append((line, _("line {line}: {sentence}", line=line, sentence=sentence)))

    def read(self) -> Reading:
        if not any(row.strip() for row in self.rows):
            raise UnreadableFile(
                self.name, _("the file is empty"), hint=_("Write the guide in it, or start from an example.")
            )
        at = self._head()
        starts = [n for n in range(at, len(self.rows)) if re.match(r"#{1,2}\s", self.rows[n])]
        self._before(at, starts[0] if starts else len(self.rows))
        for start, stop in zip(starts, [*starts[1:], len(self.rows)], strict=False):
            self._section(start, stop)
        if not self.head.get("id"):
            self.fault(1, _("the head must name the guide, for instance “guide: my-guide”"))
        if not self.head.get("title") and "title" not in self.texts:
            self.fault(1, _("the guide has no title: write “# Title” below the head"))
        if self.faults:
            raise FaultyFile(self.name, [sentence for _line, sentence in sorted(self.faults)])
        values = {**self.head, **self.texts, **{key: tuple(items) for key, items in self.lists.items()}}
        return Reading(Guide(**values, themes=tuple(self.themes.values())), self.sections)

    # -- the head

    def _head(self) -> int:
        if self.rows[0].rstrip() != "---":
            self.fault(1, _("the file must begin with a head between two lines “---”"))
            return 0
        end = next((n for n in range(1, len(self.rows)) if self.rows[n].rstrip() == "---"), None)
        if end is None:
            self.fault(1, _("the head has no closing line “---”"))
            return 1
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError
        from ruamel.yaml.nodes import MappingNode

        block = Block(("head",), None, self.rows[: end + 1], 1)
        try:
            node = YAML().compose("\n".join(self.rows[1:end]) + "\n")
        except MarkedYAMLError as error:
            open_ = re.search(r"flow|quoted", error.context or "")  # never closed: say where it was opened
            mark = (error.context_mark if open_ else None) or error.problem_mark or error.context_mark
            line = 2 + mark.line if mark else 1
            self.fault(line, _("the head is not valid YAML; put a text that holds “: ” or “#” between quotes"))
            node = None
            self.head.update(id="unread", title="unread")
        if node is not None and not isinstance(node, MappingNode):
            self.fault(2, _("the head must hold lines “key: value”"))
        elif node is not None:
            for key, value in node.value:
                self._entry(key, value)
        block.value = dict(self.head)
        after = end + 1
        while after < len(self.rows) and not self.rows[after].strip():
            block.lines.append(self.rows[after])
            after += 1
        self.sections.append(Section(("head",), [block]))
        return after

    def _entry(self, key: Any, node: Any) -> None:
        line = key.start_mark.line + 2
        if not isinstance(key.value, str):
            return self.fault(line, _("the head must hold lines “key: value”"))
        field_ = grammar.known(grammar.KEYS, key.value)
        if field_ is None:
            allowed = ", ".join(french[0] for french, _english in grammar.KEYS.values())
            return self.fault(line, _("unknown key “{key}”; known: {allowed}", key=key.value, allowed=allowed))
        if field_ in self.head:
            return self.fault(line, _("“{key}” is there twice", key=key.value))
        if field_ == "research_questions":
            self.head[field_] = self._research_questions(node, line)
            return None
        if not isinstance(node.value, str):
            return self.fault(line, _("“{key}” must hold one value on its line", key=key.value))
        text = "" if node.tag.endswith(":null") else grammar.one_line(clean_text(node.value))
        if field_ == "id":
            self._id(text, line)
            self.head["id"] = text
        elif field_ == "method":
            method = grammar.known(grammar.METHOD_WORDS, text)
            if method is None:
                allowed = ", ".join(french[0] for french, _english in grammar.METHOD_WORDS.values())
                return self.fault(
                    line, _("unknown method “{method}”; known: {allowed}", method=text, allowed=allowed)
                )
            self.head["method"] = method
        elif field_ == "minutes":
            self.head["minutes"] = self._minutes(text, line)
        elif text:
            self.head[field_] = text
        return None

    def _minutes(self, text: str, line: int) -> int | None:
        found = re.fullmatch(r"(?:(\d+)\s*(?:h|heures?|hours?))?\s*(?:(\d+)\s*(?:min|minutes?|mn)?)?\.?", text)
        if not text:
            return None
        if not found or len(text) > 20:
            self.fault(line, _("“{value}” is not a length; write minutes, for instance 75", value=text))
            return None
        return 60 * int(found[1] or 0) + int(found[2] or 0)

    def _research_questions(self, node: Any, line: int) -> tuple[tuple[str, str], ...]:
        if node.tag.endswith(":null"):
            return ()
        if isinstance(node.value, str) or not all(isinstance(item, tuple) for item in node.value):
            self.fault(line, _("write one research question a line, indented: “  QR1: …”"))
            return ()
        found: dict[str, str] = {}
        for key, value in node.value:
            at = key.start_mark.line + 2
            if not isinstance(value.value, str) or not isinstance(key.value, str):
                self.fault(at, _("write one research question a line, indented: “  QR1: …”"))
            elif key.value in found:
                self.fault(at, _("“{key}” is there twice", key=key.value))
            else:
                empty = value.tag.endswith(":null")
                found[key.value] = "" if empty else grammar.one_line(clean_text(value.value))
        return tuple(found.items())

    # -- the body

    def _before(self, start: int, stop: int) -> None:
        rows = self.rows[start:stop]
        for offset, row in enumerate(rows):
            if row.strip() and not grammar.COMMENT.fullmatch(row):
                self.fault(start + offset + 1, _("this line stands under no heading “## …”"))
        if rows and not self.faults:
            self.sections.append(Section(("before",), [Block(("before",), None, rows, start + 1)]))

    def _section(self, start: int, stop: int) -> None:
        row, line = self.rows[start], start + 1
        heading = row.lstrip("#").strip()
        if re.match(r"#\s", row):
            self._title(heading, line)
            key: Key = ("title",)
            self._open(key, start, heading)
            for offset in range(start + 1, stop):
                if self.rows[offset].strip() and not grammar.COMMENT.fullmatch(self.rows[offset]):
                    self.fault(offset + 1, _("this line stands under no heading “## …”"))
            self.sections[-1].blocks[0].lines += self.rows[start + 1 : stop]
            return
        name = grammar.known(grammar.SECTIONS, heading)
        theme = None if name else grammar.THEME.fullmatch(heading)
        if theme:
            self._theme(theme, start, stop)
        elif name is None:
            self.fault(
                line, _("unknown heading “{heading}”; themes are written “## Thème A. Title”", heading=heading)
            )
        elif name in self.seen:
            self.fault(line, _("the section “{heading}” is there twice", heading=heading))
        else:
            self.seen.add(name)
            if name in ("consent", "opening"):
                self._text(name, start, stop)
            elif name in ("closing", "items"):
                self.lists[name] = self._questions(self._open((name,), start, None), start + 1, stop, False)[1]
            else:
                self._bullets(name, start, stop)

    def _open(self, key: Key, start: int, value: Any) -> Section:
        """Begin a section: its heading and the blank lines below it are its first block."""
        section = Section(key, [Block(("heading", key[-1]), value, [self.rows[start]], start + 1)])
        self.sections.append(section)
        return section

    def _title(self, heading: str, line: int) -> None:
        title = grammar.unescape(grammar.one_line(heading))
        if "title" in self.texts:
            self.fault(line, _("there are two titles “# …”; use “## …” for a section"))
        elif self.head.get("title", title) not in (title, "unread"):
            self.fault(line, _("this title is not the one of the head; write the same in both"))
        elif title:
            self.texts["title"] = title

    def _text(self, name: str, start: int, stop: int) -> None:
        section = self._open((name,), start, None)
        rows = self.rows[start + 1 : stop]
        skip = next((n for n, row in enumerate(rows) if row.strip()), len(rows))
        section.blocks[0].lines += rows[:skip]
        body = rows[skip:]
        text = "\n".join(re.sub(r"^\\(?=\\*#{1,2}\s)", "", row) for row in body)
        text = re.sub(r"(\n\s*)+$", "", text) if text.strip() else ""
        self.texts[name] = text
        if body:
            section.blocks.append(Block(("text", name), text, body, start + skip + 2))

    def _theme(self, found: re.Match[str], start: int, stop: int) -> None:
        id, title = found["id"], found["title"]
        if id[-1] in ".:":
            id = id[:-1]
        else:
            title = re.sub(r"^[—–:.-]\s+", "", title)
        title = grammar.unescape(grammar.one_line(title))
        line = start + 1
        if not self._id(id, line):
            return
        if id in self.themes:
            self.fault(line, _("there are two themes {id}", id=id))
            return
        section = self._open(("theme", id), start, title)
        aim, questions = self._questions(section, start + 1, stop, True)
        self.themes[id] = Theme(id, title, aim, tuple(questions))

    def _id(self, id: str, line: int) -> bool:
        try:
            checked_id(id)
        except InvalidValue as error:
            self.fault(line, str(error))
            return False
        return True

    def _questions(self, section: Section, start: int, stop: int, theme: bool) -> tuple[str, list[Question]]:
        """Read the bullets of a section: questions, and their probes one step to the right."""
        aim = ""
        questions: list[Question] = []
        for block in self._items(section, start, stop, aim=theme):
            if block.key[0] == "aim":
                aim = block.value = grammar.unescape(grammar.one_line(block.value))
                continue
            made = self._question(block)
            if made is not None:
                questions.append(made)
        return aim, questions

    def _items(self, section: Section, start: int, stop: int, *, aim: bool) -> list[Block]:
        """Cut the lines of a section at its bullets of the first level; the lines between follow the one before."""
        blocks: list[Block] = []
        last = section.blocks[0]
        open_text = False
        for offset in range(start, stop):
            row, line = self.rows[offset], offset + 1
            bullet = grammar.BULLET.fullmatch(row)
            found = grammar.AIM.fullmatch(row) if aim and not blocks else None
            if not row.strip() or grammar.COMMENT.fullmatch(row):
                open_text = False
            elif bullet and not bullet["indent"]:
                last = Block(("item", str(len(blocks))), bullet["rest"], [], line)
                blocks.append(last)
                open_text = True
            elif found:
                last = Block(("aim",), found["aim"], [], line)
                blocks.append(last)
                open_text = True
            elif blocks and last.key[0] == "item" and row[:1] in (" ", "\t"):
                open_text = True
            elif open_text and last.key[0] == "aim":
                last.value += " " + row.strip()
            else:
                self.fault(line, _("this line is neither a question “- **A1** …” nor a probe “  - exemple : …”"))
                continue
            last.lines.append(row)
        section.blocks += blocks
        return blocks

    def _question(self, block: Block) -> Question | None:
        parts: list[tuple[int, str]] = []
        for offset, row in enumerate(block.lines):
            bullet = grammar.BULLET.fullmatch(row)
            if bullet:
                parts.append((block.line + offset, bullet["rest"]))
            elif row.strip() and not grammar.COMMENT.fullmatch(row):
                parts[-1] = (parts[-1][0], parts[-1][1] + " " + row.strip())
        head = grammar.QUESTION.fullmatch(grammar.one_line(parts[0][1]))
        if not head:
            self.fault(block.line, _("this question has no number; write it “- **A1** …”"))
            return None
        id, text, why = head["id"], head["text"], ""
        if not self._id(id, block.line):
            return None
        if id in self.seen:
            self.fault(block.line, _("question {id} is there twice", id=id))
            return None
        self.seen.add(id)
        if found := grammar.WHY.search(" " + text):
            why = grammar.unescape(found["why"].strip())
            text = (" " + text)[: found.start()].strip()
        text, covers = grammar.covered(text, dict(self.head.get("research_questions", ())))
        probes = tuple(self._probe(rest) for _line, rest in parts[1:])
        question = Question(id, grammar.unescape(text), covers, probes, why)
        if not question.text:
            self.fault(block.line, _("question {id} has no words", id=id))
        block.key, block.value = ("question", id), question
        return question

    def _probe(self, rest: str) -> Probe:
        label, colon, words = grammar.one_line(rest).partition(":")
        kind = grammar.known(grammar.PROBE_WORDS, label) if colon else None
        if kind is None:
            return Probe(grammar.unescape(grammar.one_line(rest)))
        return Probe(grammar.unescape(words.strip()), cast(ProbeKind, kind))

    def _bullets(self, name: str, start: int, stop: int) -> None:
        section = self._open((name,), start, None)
        for number, block in enumerate(self._items(section, start + 1, stop, aim=False)):
            text = " ".join(row.strip() for row in block.lines if not grammar.COMMENT.fullmatch(row))
            bullet = grammar.BULLET.fullmatch(text)
            block.key = (name, str(number))
            block.value = grammar.unescape(grammar.one_line(bullet["rest"] if bullet else ""))
            self.lists[name].append(block.value)
