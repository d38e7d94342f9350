"""Writing a guide as Markdown; over an older text, only what changed is written anew."""

import io
import re
from collections.abc import Iterable
from typing import Any

from toolkit.guides import grammar
from toolkit.guides.reading import Block, Key, Section, read
from toolkit.model import Guide, Probe, Question

_UNSAID = {"method": "semi-structured", "version": "1", "language": "fr"}
_ITEMS = ("item", "question", "diary", "checklist")


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
    return _joined(_merged(reading.sections, fresh, guide))


# -- the whole text


def _joined(sections: Iterable[Section]) -> str:
    rows: list[str] = []
    for section in sections:
        if rows and rows[-1].strip() and section.key != ("before",):
            rows.append("")
        for block in section.blocks:
            rows += block.lines
    while rows and not rows[-1].strip():
        rows.pop()
    return "\n".join(rows) + "\n"


def _sections(guide: Guide) -> list[Section]:
    language = guide.language
    title = grammar.one_line(guide.title)
    heading = Block(("heading", "title"), title, [f"# {grammar.escape(title)}", ""])
    sections = [Section(("head",), [_head(guide)]), Section(("title",), [heading])]

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
        heading = Block(
            ("heading", theme.id), title, [f"## {name} {theme.id}{dot} {grammar.escape(title)}".rstrip(), ""]
        )
        section = Section(("theme", theme.id), [heading])
        if aim := grammar.one_line(theme.aim):
            label = "Aim: " if language == "en" else "But : "
            section.blocks.append(Block(("aim",), aim, [label + grammar.escape(aim), ""]))
        section.blocks += [_question(question, guide) for question in theme.questions]
        sections.append(section)
    add("closing", [_question(question, guide) for question in guide.closing])
    add("items", [_question(question, guide) for question in guide.items])
    for name, texts in (("diary", guide.diary), ("checklist", guide.checklist)):
        lines = [grammar.one_line(text) for text in texts]
        add(name, [Block((name, str(n)), text, [f"- {grammar.escape(text)}"]) for n, text in enumerate(lines)])
    return sections


def _text(name: str, text: str) -> list[Block]:
    rows = [re.sub(r"^(?=\\*#{1,2}\s)", r"\\", row) for row in tidy(text).split("\n")]
    return [Block(("text", name), text, [*rows, ""])] if tidy(text) else []


def tidy(text: str) -> str:
    """Return a text of several lines without the blank lines around it."""
    rows = text.split("\n")
    while rows and not rows[0].strip():
        rows.pop(0)
    while rows and not rows[-1].strip():
        rows.pop()
    return "\n".join(rows)


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


# -- the head


def _head(guide: Guide) -> Block:
    values = _values(guide)
    return Block(("head",), values, ["---", *_dumped(_commented(values, guide.language)), "---", ""])


def _values(guide: Guide) -> dict[str, Any]:
    """Return what the head holds, in order, empty values left out."""
    values: dict[str, Any] = {
        "id": guide.id,
        "title": grammar.one_line(guide.title),
        "public": grammar.one_line(guide.public),
        "method": guide.method,
        "minutes": guide.minutes,
        "version": grammar.one_line(guide.version),
        "language": guide.language,
        "research_questions": tuple((id, grammar.one_line(text)) for id, text in guide.research_questions),
    }
    return {key: value for key, value in values.items() if value not in ("", None, ())}


def _shown(field: str, value: Any, language: str) -> Any:
    if field == "method":
        return grammar.word(grammar.METHOD_WORDS[value], language)
    if field == "research_questions":
        from ruamel.yaml.comments import CommentedMap

        return CommentedMap(value)
    return int(value) if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,8}|0", value) else value


def _commented(values: dict[str, Any], language: str) -> Any:
    from ruamel.yaml.comments import CommentedMap

    shown = CommentedMap()
    for field, value in values.items():
        shown[grammar.word(grammar.KEYS[field], language)] = _shown(field, value, language)
    return shown


def _yaml() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 1_000_000
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(mapping: Any) -> list[str]:
    buffer = io.StringIO()
    _yaml().dump(mapping, buffer)
    return buffer.getvalue().rstrip("\n").split("\n")


def _head_onto(old: Block, fresh: Block, guide: Guide) -> Block:
    """Change in the older head the values that changed, and nothing else."""
    before, after = old.value, fresh.value
    end = next(n for n in range(1, len(old.lines)) if old.lines[n].rstrip() == "---")
    mapping = _yaml().load("\n".join(old.lines[1:end]) + "\n")
    names = {grammar.known(grammar.KEYS, str(key)): key for key in mapping}
    for field, key in names.items():
        if field not in after and field in before:
            del mapping[key]
    for field, value in after.items():
        unsaid = field not in names and value == _UNSAID.get(field)
        if unsaid or (field in names and before.get(field) == value):
            continue
        name = names.get(field, grammar.word(grammar.KEYS[field], guide.language))
        if field == "research_questions" and isinstance(mapping.get(name), dict):
            held, wanted = mapping[name], dict(value)
            for id in [id for id in held if str(id) not in wanted]:
                del held[id]
            same = [str(id) for id in held] == [id for id in wanted if id in held]
            for id, text in wanted.items():
                if dict(before.get(field, ())).get(id) != text:
                    held[id] = text
            if same and [str(id) for id in held] == list(wanted):
                continue
        mapping[name] = _shown(field, value, guide.language)
    return Block(old.key, after, ["---", *_dumped(mapping), *old.lines[end:]])


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
    blocks: list[Block] = []
    for block in fresh.blocks:
        before = held.get(block.key)
        if before is None:
            made = Block(block.key, block.value, list(block.lines))
            if blocks and blocks[-1].key[0] == block.key[0] and block.key[0] in _ITEMS:
                made.lines += _blank_end(blocks[-1])
        elif before.value == block.value:
            made = Block(before.key, before.value, list(before.lines))
        elif block.key == ("head",):
            made = _head_onto(before, block, guide)
        else:
            made = Block(block.key, block.value, [*_blank_off(block.lines), *_blank_tail(before.lines)])
        blocks.append(made)
    return Section(fresh.key, blocks)


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
