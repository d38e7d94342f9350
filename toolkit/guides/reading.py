"""Reading a guide file: its blocks, each with its lines, and every line that could not be understood."""

import difflib
import re
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, cast

from toolkit.errors import FaultyFile, InvalidValue, UnreadableFile
from toolkit.guides import grammar, ordinary
from toolkit.guides.head import read_head
from toolkit.i18n import _
from toolkit.model import Guide, Probe, Question, Theme, clean_text, fold, slug
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
    ``faults`` are what a file in the full form has wrong, each with its line.
    """

    guide: Guide
    sections: list[Section]
    notes: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    places: dict[str, int] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    @property
    def ordinary(self) -> bool:
        """Whether the file is ordinary Markdown, without the head and the numbers that Carnet writes."""
        return not self.sections and not self.faults

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


def read(text: str, *, name: str = "guide.md", strict: bool = True) -> Reading:
    """Return the guide of a Markdown text and its blocks; raise ``FaultyFile`` with every fault.

    A text without a head « --- » is read as ordinary Markdown when questions can be told in it. Without ``strict``,
    what stands beside the faults is read, and they are told in ``faults``; what was not understood is in the notes
    of the guide. ``UnreadableFile`` is raised when nothing is left.
    """
    clean = clean_text(text)
    rows = clean.split("\n")
    if rows[0].rstrip() != "---" and (found := ordinary.understood(rows, name)) is not None:
        return Reading(found.guide, [], found.notes, found.unread, found.places)
    return _Reader(clean, name).read(strict=strict)


class _Reader:
    def __init__(self, text: str, name: str):
        self.name = name
        self.rows = text.split("\n")
        self.faults: list[tuple[int, str]] = []
        self.sections: list[Section] = []
        self.head: dict[str, Any] = {}
        self.texts: dict[str, str] = {}
        self.themes: dict[str, Theme] = {}
        self.lists: dict[str, list[Any]] = {"closing": [], "items": [], "diary": [], "checklist": [], "notes": []}
        self.seen: set[str] = set()
        self.stray: list[str] = []
        self.silent: set[int] = set()

    def fault(self, line: int, sentence: str) -> None:
        self.faults.append((line, _("line {line}: {sentence}", line=line, sentence=sentence)))

    def leave(self, row: int, sentence: str) -> None:
        """Tell a line that has no place, and keep it."""
        self.stray.append(self.rows[row].strip())
        self.fault(row + 1, sentence)

    def read(self, *, strict: bool) -> Reading:
        if not any(row.strip() for row in self.rows):
            raise UnreadableFile(
                self.name, _("the file is empty"), hint=_("Write the guide in it, or start from an example.")
            )
        at = self._head()
        self.silent = {at + n for n in grammar.comments(self.rows[at:])}
        starts = [
            n for n in range(at, len(self.rows)) if re.match(r"#{1,2}\s", self.rows[n]) and n not in self.silent
        ]
        self._before(at, starts[0] if starts else len(self.rows))
        for start, stop in zip(starts, [*starts[1:], len(self.rows)], strict=False):
            self._section(start, stop)
        if not self.head.get("id"):
            self.fault(1, _("the head must name the guide, for instance “guide: my-guide”"))
        if not self.head.get("title") and "title" not in self.texts:
            self.fault(1, _("the guide has no title: write “# Title” below the head"))
        told = [sentence for _line, sentence in sorted(dict.fromkeys(self.faults))]
        if told and strict:
            raise FaultyFile(self.name, told)
        if self.stray:
            self.lists["notes"].append(("", "\n".join(self.stray)))
        stem = PurePath(self.name).stem
        values: dict[str, Any] = {"id": slug(stem) or "guide", "title": stem, **self.head, **self.texts}
        values |= {key: tuple(items) for key, items in self.lists.items()}
        guide = Guide(**values, themes=tuple(self.themes.values()))
        if told and not (any(guide.questions()) or guide.consent or guide.opening):
            raise FaultyFile(self.name, told)
        return Reading(guide, self.sections, faults=tuple(told))

    def _head(self) -> int:
        if self.rows[0].rstrip() != "---":
            self.fault(1, _("the file must begin with a head between two lines “---”"))
            return 0
        end = next((n for n in range(1, len(self.rows)) if self.rows[n].rstrip() == "---"), None)
        if end is None:
            self.fault(1, _("the head has no closing line “---”"))
            return 1
        self.head = read_head(self.rows[1:end], self.fault)
        after = end + 1
        while after < len(self.rows) and not self.rows[after].strip():
            after += 1
        self.sections.append(Section(("head",), [Block(("head",), dict(self.head), self.rows[:after], 1)]))
        return after

    def _before(self, start: int, stop: int) -> None:
        rows = self.rows[start:stop]
        for offset in range(start, stop):
            if self.rows[offset].strip() and offset not in self.silent:
                self.leave(offset, _("this line stands under no heading “## …”"))
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
                if self.rows[offset].strip() and offset not in self.silent:
                    self.leave(offset, _("this line stands under no heading “## …”"))
            self.sections[-1].blocks[0].lines += self.rows[start + 1 : stop]
            return
        name = grammar.known(grammar.SECTIONS, heading)
        theme = None if name else grammar.THEME.fullmatch(heading)
        note = None if name or theme else grammar.NOTE.fullmatch(heading)
        if theme:
            self._theme(theme, start, stop)
        elif note:
            title = grammar.unescape(grammar.one_line(note["title"] or ""))
            key = ("note", str(len(self.lists["notes"])))
            self.lists["notes"].append((title, self._written(key, start, stop, (title,))))
        elif name is None:
            self.fault(line, _unknown(heading))
            self.lists["notes"].append((heading, self._written(("unread", str(line)), start, stop, heading)))
        elif name in self.seen:
            self.fault(line, _("the section “{heading}” is there twice", heading=heading))
            self.lists["notes"].append((heading, self._written(("unread", str(line)), start, stop, heading)))
        else:
            self.seen.add(name)
            if name in ("consent", "opening"):
                self.texts[name] = self._written((name,), start, stop, None)
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

    def _written(self, key: Key, start: int, stop: int, value: Any) -> str:
        """Read a section that is one text; its comments are kept by the file, and no part of the text."""
        section = self._open(key, start, value)
        skip = next((n for n in range(start + 1, stop) if self.rows[n].strip()), stop)
        section.blocks[0].lines += self.rows[start + 1 : skip]
        said = [grammar.plain_row(self.rows[n]) for n in range(skip, stop) if n not in self.silent]
        text = grammar.trimmed("\n".join(said))
        if skip < stop:
            section.blocks.append(Block(("text", *key), text, self.rows[skip:stop], skip + 1))
        return text

    def _theme(self, found: re.Match[str], start: int, stop: int) -> None:
        id, title = found["id"], found["title"]
        if id[-1] in ".:":
            id = id[:-1]
        else:
            title = re.sub(r"^[—–:.-]\s+", "", title)
        title = grammar.one_line(title)
        minutes = grammar.MINUTES.search(title)
        title = grammar.unescape(title[: minutes.start()].strip() if minutes else title)
        planned = int(minutes["minutes"]) if minutes else None
        line = start + 1
        if not self._id(id, line):
            id = _free("T{}", self.themes)
        if id in self.themes:
            self.fault(line, _("there are two themes {id}", id=id))
            id = _free(id + "-{}", self.themes, first=2)
        section = self._open(("theme", id), start, (title, planned))
        aim, questions = self._questions(section, start + 1, stop, True)
        self.themes[id] = Theme(id, title, aim, tuple(questions), planned)

    def _id(self, id: str, line: int) -> bool:
        try:
            checked_id(id)
        except InvalidValue as error:
            self.fault(line, str(error))
            return False
        return True

    def _questions(self, section: Section, start: int, stop: int, theme: bool) -> tuple[str, list[Question]]:
        """Read the bullets of a section: questions, and their probes one step to the right."""
        aim = under = ""
        questions: list[Question] = []
        heading: Block | None = None
        for block in self._items(section, start, stop, aim=theme):
            if block.key[0] == "aim":
                aim = block.value = grammar.unescape(grammar.one_line(block.value))
                continue
            if block.key[0] == "under":
                self._alone(heading)
                heading, under = block, block.value
                continue
            made = self._question(block, section.key[-1], under)
            if heading:
                heading.key, heading = ("under", made.id), None
            questions.append(made)
        self._alone(heading)
        return aim, questions

    def _alone(self, heading: Block | None) -> None:
        if heading:
            self.leave(heading.line - 1, _("this sub-heading “###” has no question below it"))

    def _items(self, section: Section, start: int, stop: int, *, aim: bool, under_too: bool = True) -> list[Block]:
        """Cut the lines of a section at its bullets of the first level; the lines between follow the one before."""
        blocks: list[Block] = []
        last = section.blocks[0]
        open_text = False
        for offset in range(start, stop):
            row, line = self.rows[offset], offset + 1
            bullet = grammar.BULLET.fullmatch(row)
            found = grammar.AIM.fullmatch(row) if aim and not blocks else None
            under = grammar.UNDER.fullmatch(row)
            if not row.strip() or offset in self.silent:
                open_text = False
            elif under and under_too:
                title = grammar.unescape(grammar.one_line(under["title"]))
                last = Block(("under", str(line)), title, [], line)
                blocks.append(last)
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
                self.leave(offset, _("this line is neither a question “- **A1** …” nor a probe “  - exemple : …”"))
                continue
            last.lines.append(row)
        section.blocks += blocks
        return blocks

    def _question(self, block: Block, place: str, under: str) -> Question:
        parts: list[tuple[int, str]] = []
        for offset, row in enumerate(block.lines):
            bullet = grammar.BULLET.fullmatch(row)
            if block.line + offset - 1 in self.silent:
                continue
            if bullet:
                parts.append((block.line + offset, bullet["rest"]))
            elif row.strip():
                parts[-1] = (parts[-1][0], parts[-1][1] + " " + row.strip())
        said = grammar.one_line(parts[0][1])
        id, text, why = self._named(said, block.line, place)
        if found := grammar.WHY.search(" " + text):
            why = grammar.unescape(found["why"].strip())
            text = (" " + text)[: found.start()].strip()
        text, covers = grammar.covered(text, dict(self.head.get("research_questions", ())))
        probes = tuple(self._probe(rest) for _line, rest in parts[1:])
        question = Question(id, grammar.unescape(text), covers, probes, why, under)
        if not question.text:
            self.fault(block.line, _("question {id} has no words", id=id))
        block.key, block.value = ("question", id), question
        return question

    def _named(self, said: str, line: int, place: str) -> tuple[str, str, str]:
        """Return the id and the words of a question; without an id of its own, it is told and given the next one."""
        head = grammar.QUESTION.fullmatch(said)
        if not head:
            self.fault(line, _("this question has no number; write it “- **A1** …”"))
            id, text = _free({"closing": "Z", "items": "T"}.get(place, place) + "{}", self.seen), said
        else:
            id, text = head["id"], head["text"]
            if not self._id(id, line):
                id = _free("Q{}", self.seen)
            elif id in self.seen:
                self.fault(line, _("question {id} is there twice", id=id))
                id = _free(id + "-{}", self.seen, first=2)
        self.seen.add(id)
        return id, text, ""

    def _probe(self, rest: str) -> Probe:
        label, colon, words = grammar.one_line(rest).partition(":")
        kind = grammar.known(grammar.PROBE_WORDS, label) if colon else None
        if kind is None:
            return Probe(grammar.unescape(grammar.one_line(rest)))
        return Probe(grammar.unescape(words.strip()), cast(ProbeKind, kind))

    def _bullets(self, name: str, start: int, stop: int) -> None:
        section = self._open((name,), start, None)
        for number, block in enumerate(self._items(section, start + 1, stop, aim=False, under_too=False)):
            said = (row for n, row in enumerate(block.lines) if block.line + n - 1 not in self.silent)
            text = " ".join(row.strip() for row in said)
            bullet = grammar.BULLET.fullmatch(text)
            block.key = (name, str(number))
            block.value = grammar.unescape(grammar.one_line(bullet["rest"] if bullet else ""))
            self.lists[name].append(block.value)


def _free(pattern: str, taken: Container[str], *, first: int = 1) -> str:
    """Return the first id of a pattern that nothing bears."""
    return next(id for n in range(first, 100_000) if (id := pattern.format(n)) not in taken)


def _unknown(heading: str) -> str:
    """Tell a heading that is no part of a guide, with the part whose name is near."""
    names = [name for french, english in grammar.SECTIONS.values() for name in (*french, *english)]
    folded = {fold(name): name for name in names}
    if near := difflib.get_close_matches(fold(heading), folded, n=1, cutoff=0.75):
        return _("unknown heading “{heading}”; did you mean “{near}”?", heading=heading, near=folded[near[0]])
    return _(
        "unknown heading “{heading}”; themes are written “## Thème A. Title”, other parts “## Note : Title”",
        heading=heading,
    )
