"""Writing a guide as Markdown; over an older text, only what changed is written anew."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from toolkit.guides import grammar
from toolkit.guides.head import head_onto, head_rows, head_values
from toolkit.guides.reading import Block, Key, Section, read
from toolkit.model import Guide, Probe, Question

_LISTS = ("diary", "checklist")
_ITEMS = ("item", "question", *_LISTS)


def write(guide: Guide, onto: str | None = None) -> str:
    """Return the Markdown of a guide; ``onto`` is an older text, kept wherever it still says the same."""
    fresh = _sections(guide)
    if onto is None:
        return _joined(fresh)
    reading = read(onto)
    if reading.guide == guide:
        return onto
    if reading.ordinary:
        return _joined(fresh)
    return _joined(_merged(reading.sections, fresh, guide), {section.key for section in reading.sections})


# -- the whole text


def _joined(sections: Sequence[Section], held: Container[Key] = ()) -> str:
    """Return the text of some sections; between those that were in an older text (``held``), its own blank lines."""
    rows: list[str] = []
    before: Key | None = None
    for section in sections:
        old = section.key in held and before in held
        if rows and rows[-1].strip() and section.key != ("before",) and not old:
            rows.append("")
        for block in section.blocks:
            rows += block.lines
        before = section.key
    if before in held:
        return "\n".join(rows)
    while rows and not rows[-1].strip():
        rows.pop()
    return "\n".join(rows) + "\n"


def _sections(guide: Guide) -> list[Section]:
    language = guide.language
    title = grammar.one_line(guide.title)
    heading = Block(("heading", "title"), title, [f"# {grammar.escape(title)}", ""])
    values = head_values(guide)
    head = Block(("head",), values, ["---", *head_rows(values, language), "---", ""])
    sections = [Section(("head",), [head]), Section(("title",), [heading])]

    def add(name: str, blocks: list[Block]) -> None:
        if blocks:
            heading = Block(("heading", name), None, [f"## {grammar.word(grammar.SECTIONS[name], language)}", ""])
            sections.append(Section((name,), [heading, *blocks]))

    add("consent", _text("consent", guide.consent))
    add("opening", _text("opening", guide.opening))
    for theme in guide.themes:
        dot = ":" if theme.id.endswith(".") else "."
        name = "Theme" if language == "en" else "Thème"
        title = grammar.one_line(theme.title)
        shown = f"## {name} {theme.id}{dot} {_timed(title, theme.minutes)}".rstrip()
        heading = Block(("heading", theme.id), (title, theme.minutes), [shown, ""])
        section = Section(("theme", theme.id), [heading])
        if aim := grammar.one_line(theme.aim):
            label = "Aim: " if language == "en" else "But : "
            section.blocks.append(Block(("aim",), aim, [label + grammar.escape(aim), ""]))
        section.blocks += _questions(theme.questions, guide)
        sections.append(section)
    add("closing", _questions(guide.closing, guide))
    add("items", _questions(guide.items, guide))
    for name, texts in (("diary", guide.diary), ("checklist", guide.checklist)):
        lines = [grammar.one_line(text) for text in texts]
        add(name, [Block((name, str(n)), text, [f"- {grammar.escape(text)}"]) for n, text in enumerate(lines)])
    colon = ":" if language == "en" else " :"
    for number, (written, text) in enumerate(guide.notes):
        title = grammar.one_line(written)
        shown = f"## Note{colon} {grammar.escape(title)}" if title else "## Notes"
        heading = Block(("heading", str(number)), (title,), [shown, ""])
        sections.append(Section(("note", str(number)), [heading, *_text("note", text, str(number))]))
    return sections


def _text(name: str, text: str, *rank: str) -> list[Block]:
    trimmed = grammar.trimmed(text)
    rows = [grammar.written_row(row) for row in trimmed.split("\n")]
    return [Block(("text", name, *rank), trimmed, [*rows, ""])] if trimmed else []


def _timed(title: str, minutes: int | None) -> str:
    """Return the title of a theme and its minutes."""
    words = grammar.escape(title)
    if minutes is not None:
        return f"{words} ({minutes} min)"
    return re.sub(r"\((?=[^()]*\)$)", r"\\(", words) if grammar.MINUTES.search(words) else words


def _questions(questions: Iterable[Question], guide: Guide) -> list[Block]:
    """Return the blocks of some questions, with the headings of their sub-themes."""
    blocks: list[Block] = []
    place = ""
    for question in questions:
        under = grammar.one_line(question.under)
        if under != place:
            if blocks:
                blocks[-1].lines.append("")
            blocks.append(Block(("under", question.id), under, [f"### {grammar.escape(under)}".rstrip(), ""]))
            place = under
        blocks.append(_question(question, guide))
    return blocks


def _question(question: Question, guide: Guide) -> Block:
    text = grammar.one_line(question.text)
    declared = dict(guide.research_questions)
    words = grammar.escape(text, question=True)
    if not question.covers and grammar.covered(words, declared)[1]:
        words = re.sub(r"\((?=[^()]*\)$)", r"\\(", words)
    line = f"- **{question.id}{'.' * question.id.endswith(('.', ':'))}** {words}"
    if question.covers:
        plain = all(id in declared or grammar.RESEARCH_ID.fullmatch(id) for id in question.covers)
        word = "" if plain else ("covers: " if guide.language == "en" else "couvre : ")
        line += f" ({word}{', '.join(question.covers)})"
    if why := grammar.one_line(question.why):
        line += f" — {'why:' if guide.language == 'en' else 'pourquoi :'} {grammar.escape(why)}"
    rows = [line, *(_probe(probe, guide.language) for probe in question.probes)]
    return Block(("question", question.id), question, rows)


def _probe(probe: Probe, language: str) -> str:
    text = grammar.one_line(probe.text)
    label = text.partition(":")[0] if ":" in text else ""
    if probe.kind == "other" and text and not (label and grammar.known(grammar.PROBE_WORDS, label)):
        return f"  - {grammar.escape(text)}"
    colon = ":" if language == "en" else " :"
    return f"  - {grammar.word(grammar.PROBE_WORDS[probe.kind], language)}{colon} {grammar.escape(text)}".rstrip()


# -- what changed, over what was there


def _merged(old: list[Section], fresh: list[Section], guide: Guide) -> list[Section]:
    held = {section.key: section for section in old}
    made = {
        section.key: _section_onto(held[section.key], section, guide) if section.key in held else section
        for section in fresh
    }
    kept = [section.key for section in old if section.key in made or section.key == ("before",)]
    order: list[Key] = [key for key in kept if key[0] != "theme"]
    after: Key | None = None
    for section in fresh:
        if section.key not in order and section.key[0] != "theme":
            order.insert(order.index(after) + 1 if after in order else 0, section.key)
        if section.key[0] != "theme":
            after = section.key
    themes: list[Key] = [section.key for section in fresh if section.key[0] == "theme"]
    first = next((n for n, key in enumerate(kept) if key[0] == "theme"), None)
    if first is not None and first > 0:
        at = order.index(kept[first - 1]) + 1
    else:
        lead = [key for key in order if key[0] in ("head", "before", "title", "consent", "opening")]
        at = max((order.index(key) + 1 for key in lead), default=0)
    order[at:at] = themes
    return [made[key] if key in made else held[key] for key in order]


def _section_onto(old: Section, fresh: Section, guide: Guide) -> Section:
    held = {block.key: block for block in old.blocks}
    if fresh.key[0] in _LISTS:
        _aligned(held, old.blocks, fresh.blocks)
    blocks: list[Block] = []
    used: set[int] = set()
    for block in fresh.blocks:
        before = held.get(block.key)
        if before is None:
            made = Block(block.key, block.value, list(block.lines))
            if blocks and blocks[-1].key[0] == block.key[0] and block.key[0] in _ITEMS:
                made.lines += _blank_end(blocks[-1])
        elif before.value == block.value:
            made = Block(block.key, before.value, list(before.lines))
        elif block.key == ("head",):
            made = _head_onto(before, block, guide)
        else:
            made = Block(block.key, block.value, _lines_onto(before, block))
        if before is not None:
            used.add(id(before))
        blocks.append(made)
    lost = [row for block in old.blocks if id(block) not in used for row in _comments(block.lines)]
    if lost and blocks:
        tail = _blank_end(blocks[-1])
        blocks[-1].lines += [*lost, *tail]
    return Section(fresh.key, blocks)


def _aligned(held: dict[Key, Block], old: Sequence[Block], fresh: Sequence[Block]) -> None:
    """Give each line of a list the older line that says the same, wherever it went."""
    before, after = [block.value for block in old], [block.value for block in fresh]
    for block in (*old, *fresh):
        if block.key[0] in _LISTS:
            held.pop(block.key, None)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind in ("equal", "replace"):
            held.update({new.key: one for one, new in zip(old[i1:i2], fresh[j1:j2], strict=False)})


def _head_onto(old: Block, fresh: Block, guide: Guide) -> Block:
    end = next(n for n in range(1, len(old.lines)) if old.lines[n].rstrip() == "---")
    rows = head_onto(old.lines[1:end], old.value, fresh.value, guide.language)
    return Block(old.key, fresh.value, [old.lines[0], *rows, *old.lines[end:]])


def _lines_onto(old: Block, fresh: Block) -> list[str]:
    """Return the lines of a block where only the lines that say something else are written anew."""
    tail = _blank_tail(old.lines)
    rows = _blank_off(old.lines)
    wanted = _blank_off(fresh.lines)
    if fresh.key[0] == "question":
        before, values, units = _said(old.value), _said(fresh.value), _units(rows)
        if len(units) != len(before):
            return [*wanted, *_comments(rows), *tail]
    elif fresh.key[0] == "text":
        silent = grammar.comments(rows)
        units = []
        for number, row in enumerate(rows):
            if number in silent and units:
                units[-1][1].append(row)
            else:
                units.append(([], [row]) if number in silent else ([row], []))
        while units and not "".join(units[-1][0]).strip():
            said, kept = units.pop()
            tail = [*said, *kept, *tail]
        before = [said[0] for said, _kept in units]
        values = list(wanted)
    else:
        return [*wanted, *_comments(rows), *tail]
    made: list[str] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, values, autojunk=False).get_opcodes():
        if kind == "equal":
            made += [row for said, kept in units[i1:i2] for row in (*said, *kept)]
            continue
        for step in range(max(i2 - i1, j2 - j1)):
            if j1 + step < j2:
                made.append(wanted[j1 + step])
            if i1 + step < i2:
                made += _comments(units[i1 + step][1]) if j1 + step >= j2 else units[i1 + step][1]
    return [*made, *tail]


def _said(question: Question) -> list[Any]:
    """Return what each bullet of a question says: the question, then its probes."""
    return [replace(question, probes=(), under=""), *question.probes]


def _units(rows: list[str]) -> list[tuple[list[str], list[str]]]:
    """Cut the lines of a question at its bullets; each with the comments and blank lines that follow it."""
    silent = grammar.comments(rows)
    units: list[tuple[list[str], list[str]]] = []
    for number, row in enumerate(rows):
        if number in silent or not row.strip():
            units[-1][1].append(row)
        elif grammar.BULLET.fullmatch(row):
            units.append(([row], []))
        else:
            units[-1][0].append(row)
    return units


def _comments(rows: list[str]) -> list[str]:
    silent = grammar.comments(rows)
    return [row for number, row in enumerate(rows) if number in silent]


def _blank_tail(rows: list[str]) -> list[str]:
    tail: list[str] = []
    for row in reversed(rows):
        if row.strip():
            break
        tail.insert(0, row)
    return tail


def _blank_off(rows: list[str]) -> list[str]:
    return rows[: len(rows) - len(_blank_tail(rows))]


def _blank_end(block: Block) -> list[str]:
    """Take the blank lines off the end of a block, to put a new one before them."""
    tail = _blank_tail(block.lines)
    block.lines = _blank_off(block.lines)
    return tail
