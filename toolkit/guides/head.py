"""The YAML head of a guide file: read key by key with the line of each fault, changed only where it must be."""

import io
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from toolkit.errors import InvalidValue
from toolkit.guides import grammar
from toolkit.i18n import _
from toolkit.model import Guide, clean_text
from toolkit.model.ids import checked_id

Fault = Callable[[int, str], None]
_UNSAID: Final = {"method": "semi-structured", "version": "1", "language": "fr"}
_TABLES: Final = ("research_questions", "quotas")


def read_head(rows: list[str], fault: Fault) -> dict[str, Any]:
    """Return the fields that the lines of a head give (its two « --- » left out); tell each fault with its line.

    What stands beside a fault is read all the same.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.nodes import MappingNode

    reader = _Head(fault)
    try:
        node = YAML().compose("\n".join(rows) + "\n")
    except YAMLError as error:
        problem: Any = error
        open_ = re.search(r"flow|quoted", getattr(problem, "context", None) or "")  # never closed: say where it opens
        mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
        mark = (getattr(problem, "context_mark", None) if open_ else None) or mark
        fault(
            2 + mark.line if mark else 1,
            _("the head is not valid YAML; put a text that holds “: ” or “#” between quotes"),
        )
        _salvaged(rows, reader)
        return reader.found
    if node is not None and not isinstance(node, MappingNode):
        fault(2, _("the head must hold lines “key: value”"))
    elif node is not None:
        for key, value in node.value:
            reader.entry(key, value)
    return reader.found


def _salvaged(rows: list[str], reader: "_Head") -> None:
    """Read the plain lines « key: value » of a head that is no YAML, each alone."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    reader.fault = lambda _line, _sentence: None
    for row in rows:
        found = re.fullmatch(r"(?P<key>[^\s:#-][^:]*?)\s*:\s+(?P<value>\S.*)", row.rstrip())
        field = grammar.known(grammar.KEYS, found["key"]) if found else None
        if not found or field is None or field in _TABLES:
            continue
        try:
            node = YAML().compose(row + "\n")
        except YAMLError:
            node = YAML().compose(json.dumps({found["key"]: found["value"]}))
        reader.entry(*node.value[0])


class _Head:
    def __init__(self, fault: Fault):
        self.fault = fault
        self.found: dict[str, Any] = {}

    def entry(self, key: Any, node: Any) -> None:
        line = key.start_mark.line + 2
        if not isinstance(key.value, str):
            return self.fault(line, _("the head must hold lines “key: value”"))
        field = grammar.known(grammar.KEYS, key.value)
        if field is None:
            allowed = ", ".join(french[0] for french, _english in grammar.KEYS.values())
            return self.fault(line, _("unknown key “{key}”; known: {allowed}", key=key.value, allowed=allowed))
        if field in self.found:
            return self.fault(line, _("“{key}” is there twice", key=key.value))
        if field == "research_questions":
            self.found[field] = self._questions(node, line)
            return None
        if field == "quotas":
            self.found[field] = self._quotas(node, line)
            return None
        if not isinstance(node.value, str):
            return self.fault(line, _("“{key}” must hold one value on its line", key=key.value))
        text = "" if node.tag.endswith(":null") else grammar.one_line(clean_text(node.value))
        if field == "id":
            try:
                checked_id(text)
            except InvalidValue as error:
                return self.fault(line, str(error))
            self.found["id"] = text
        elif field == "method":
            method = grammar.known(grammar.METHOD_WORDS, text)
            if method is None:
                allowed = ", ".join(french[0] for french, _english in grammar.METHOD_WORDS.values())
                return self.fault(
                    line, _("unknown method “{method}”; known: {allowed}", method=text, allowed=allowed)
                )
            self.found["method"] = method
        elif field == "minutes":
            self.found["minutes"] = self._minutes(text, line)
        elif text:
            self.found[field] = text
        return None

    def _minutes(self, text: str, line: int) -> int | None:
        if not text:
            return None
        minutes = length(text)
        if minutes is None:
            self.fault(line, _("“{value}” is not a length; write minutes, for instance 75", value=text))
        return minutes

    def _questions(self, node: Any, line: int) -> tuple[tuple[str, str], ...]:
        wanted = _("write one research question a line, indented: “  QR1: …”")
        return tuple((key, text) for key, text, _at in self._lines(node, line, wanted))

    def _lines(self, node: Any, line: int, wanted: str) -> list[tuple[str, str, int]]:
        if node.tag.endswith(":null"):
            return []
        if isinstance(node.value, str) or not all(isinstance(item, tuple) for item in node.value):
            self.fault(line, wanted)
            return []
        found: dict[str, tuple[str, int]] = {}
        for key, value in node.value:
            at = key.start_mark.line + 2
            if not isinstance(value.value, str) or not isinstance(key.value, str):
                self.fault(at, wanted)
            elif key.value in found:
                self.fault(at, _("“{key}” is there twice", key=key.value))
            else:
                empty = value.tag.endswith(":null")
                found[key.value] = "" if empty else grammar.one_line(clean_text(value.value)), at
        return [(key, text, at) for key, (text, at) in found.items()]

    def _quotas(self, node: Any, line: int) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
        wanted = _("write how many people are planned by trait: “  status: {example}”", example="{bénévole: 4}")
        if node.tag.endswith(":null"):
            return ()
        if isinstance(node.value, str) or not all(isinstance(item, tuple) for item in node.value):
            self.fault(line, wanted)
            return ()
        made: dict[str, tuple[tuple[str, int], ...]] = {}
        for key, value in node.value:
            at = key.start_mark.line + 2
            if not isinstance(key.value, str) or key.value in made:
                self.fault(at, wanted)
                continue
            planned = []
            for name, text, where in self._lines(value, at, wanted):
                if re.fullmatch(r"\d{1,6}", text):
                    planned.append((name, int(text)))
                else:
                    self.fault(where, _("“{value}” is not a number of people; write it in figures", value=text))
            made[grammar.one_line(clean_text(key.value))] = tuple(planned)
        return tuple(made.items())


def length(text: str) -> int | None:
    """Return the minutes of « 75 », « 1 h 15 », « 90 min »; None for anything else.

    >>> length("1 h 15"), length("90 minutes"), length("longtemps")
    (75, 90, None)
    """
    found = re.fullmatch(r"(?:(\d+)\s*(?:h|heures?|hours?))?\s*(?:(\d+)\s*(?:min|minutes?|mn)?)?\.?", text)
    if not text or not found or len(text) > 20:
        return None
    return 60 * int(found[1] or 0) + int(found[2] or 0)


def head_values(guide: Guide) -> dict[str, Any]:
    """Return what the head of a guide holds, in order, empty values left out."""
    values: dict[str, Any] = {
        "id": guide.id,
        "title": grammar.one_line(guide.title),
        "public": grammar.one_line(guide.public),
        "method": guide.method,
        "minutes": guide.minutes,
        "version": grammar.one_line(guide.version),
        "language": guide.language,
        "author": grammar.one_line(guide.author),
        "research_questions": tuple((id, grammar.one_line(text)) for id, text in guide.research_questions),
        "quotas": guide.quotas,
    }
    return {key: value for key, value in values.items() if value not in ("", None, ())}


def head_rows(values: Mapping[str, Any], language: str) -> list[str]:
    """Return the lines of a new head, without its two « --- »."""
    from ruamel.yaml.comments import CommentedMap

    shown = CommentedMap()
    for field, value in values.items():
        shown[grammar.word(grammar.KEYS[field], language)] = _shown(field, value, language)
    return _dumped(shown)


def _shown(field: str, value: Any, language: str) -> Any:
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if field == "method":
        return grammar.word(grammar.METHOD_WORDS[value], language)
    if field == "research_questions":
        return CommentedMap(value)
    if field == "quotas":
        traits = CommentedMap()
        for trait, planned in value:
            # Between braces, a question mark or a colon at the head of a word would be read as a sign of YAML.
            keys = ((DoubleQuotedScalarString(one) if one[:1] in ("?", ":") else one, n) for one, n in planned)
            traits[trait] = CommentedMap(keys)
            traits[trait].fa.set_flow_style()
        return traits
    return int(value) if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,8}|0", value) else value


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


def head_onto(rows: list[str], before: Mapping[str, Any], after: Mapping[str, Any], language: str) -> list[str]:
    """Return the lines of an older head where only what changed is written anew: other lines stay as they were.

    ``before`` and ``after`` are the fields that the head gave and has to give.
    """
    changed = {
        field: value
        for field, value in after.items()
        if before.get(field) != value and not (field not in before and value == _UNSAID.get(field))
    }
    gone = [field for field in before if field not in after and before[field] not in ("", None, ())]
    made = list(rows)
    for field in gone:
        made = _without(made, field)
    for field in changed:
        made = _with(made, field, before.get(field), after, language)
    faults: list[str] = []
    read = read_head(made, lambda _line, sentence: faults.append(sentence))
    if not faults and {**_UNSAID, **_filled(read)} == {**_UNSAID, **_filled(after)}:
        return made
    return head_rows(after, language)  # a form of YAML that cannot be changed line by line


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, ())}


def _nodes(rows: list[str]) -> dict[str, tuple[Any, Any]]:
    """Return the key and the value of each field of a head, with their marks."""
    from ruamel.yaml import YAML

    node = YAML().compose("\n".join(rows) + "\n")
    found: dict[str, tuple[Any, Any]] = {}
    for key, value in node.value if node is not None else ():
        if name := grammar.known(grammar.KEYS, str(key.value)):
            found.setdefault(name, (key, value))
    return found


def _last(rows: list[str], key: Any, value: Any) -> int:
    """Return the index after the last line of a value; comments and blank lines below it are not of it."""
    end: int = value.end_mark.line + (1 if value.end_mark.column or value.end_mark.line == key.start_mark.line else 0)
    while end > key.start_mark.line + 1 and not rows[end - 1].split("#")[0].strip():
        end -= 1
    return min(end, len(rows))


def _without(rows: list[str], field: str) -> list[str]:
    key, value = _nodes(rows)[field]
    return [*rows[: key.start_mark.line], *rows[_last(rows, key, value) :]]


def _with(rows: list[str], field: str, before: Any, after: Mapping[str, Any], language: str) -> list[str]:
    value = after[field]
    nodes = _nodes(rows)
    if field not in nodes:
        order = list(after)
        earlier = [name for name in order[: order.index(field)] if name in nodes]
        at = _last(rows, *nodes[earlier[-1]]) if earlier else 0
        return [*rows[:at], *head_rows({field: value}, language), *rows[at:]]
    key, node = nodes[field]
    if field in _TABLES:
        if (
            field == "research_questions"
            and (made := _entries_onto(rows, node, dict(before or ()), value)) is not None
        ):
            return made
        fresh = head_rows({field: value}, language)
        fresh[0] = rows[key.start_mark.line][: key.end_mark.column] + ":"
        return [*rows[: key.start_mark.line], *fresh, *rows[_last(rows, key, node) :]]
    return _replaced(rows, node, _shown(field, value, language))


def _entries_onto(rows: list[str], node: Any, before: dict[str, str], value: Any) -> list[str] | None:
    """Change, add and drop research questions line by line; None when their order changes or they share a line."""
    if isinstance(node.value, str) or node.flow_style or not node.value:
        return None
    wanted = dict(value)
    held = [str(key.value) for key, _value in node.value]
    kept = [id for id in held if id in wanted]
    if list(wanted)[: len(kept)] != kept:
        return None
    made = list(rows)
    indent = " " * node.value[0][0].start_mark.column
    for id in [id for id in wanted if id not in held]:
        key, last = node.value[-1]
        line = _dumped({id: wanted[id]})
        at = _last(rows, key, last) + len(made) - len(rows)
        made[at:at] = [indent + row for row in line]
    for key, entry in reversed(node.value):
        id = str(key.value)
        if id not in wanted:
            del made[key.start_mark.line : _last(rows, key, entry)]
        elif before.get(id) != wanted[id]:
            made = _replaced(made, entry, wanted[id])
    return made


def _replaced(rows: list[str], node: Any, value: Any) -> list[str]:
    """Put a value in the place of another, with its quotes; what follows on the line (a comment) stays."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

    quoted = {'"': DoubleQuotedScalarString, "'": SingleQuotedScalarString}.get(node.style or "")
    text = _dumped({"k": quoted(value) if quoted else value})[0].removeprefix("k:").strip()
    start, end = node.start_mark, node.end_mark
    first, last = rows[start.line], rows[min(end.line, len(rows) - 1)]
    if node.style in ("|", ">") or end.line >= len(rows):
        first, tail, end_line = first[: start.column], "", max(start.line, min(end.line, len(rows)) - 1)
    else:
        first, tail, end_line = first[: start.column], last[end.column :], end.line
    space = "" if first.endswith(" ") or not text else " "
    return [*rows[: start.line], f"{first}{space}{text}{tail}".rstrip() or "", *rows[end_line + 1 :]]
