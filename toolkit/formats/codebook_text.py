"""The codebook as words: Markdown, written to be compared by git and read back exactly; docx, read back as a
supervisor returns it.

In Markdown nothing that a code says can become markup: its signs are escaped, a line break is a hard one. A heading
is a code, its level its place in the tree; ``codebook_of_markdown`` and ``codebook_of_docx`` read what Carnet writes,
and what somebody changed in it by hand.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from toolkit.formats.cells import heading
from toolkit.formats.encodings import decoded
from toolkit.formats.registry import file_bytes
from toolkit.i18n import _, n_
from toolkit.model import Code, Codebook, clean_text

DEEPEST: Final = 6
"""Markdown has no deeper heading: below, a line names the parent."""
_SIGNS: Final = re.compile(r"[\\`*\[\]<]|&(?=#?\w+;)")
_STARTS: Final = re.compile(r"^(\s*)([-+#>=~|]|\d+(?=[.)]))", re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING: Final = re.compile(r"(#{2,6}) (.*?)(?: `([^`]*)`)?\s*#*$")
_FIELD: Final = re.compile(r"- ([^:]{1,40}?)[\s\u00a0\u202f]*:(?: (.*))?$")
_TAIL: Final = re.compile(r"(\S+), v(\d+)(?: · .*)?$")
_STYLE: Final = re.compile(r"(?:heading|titre|berschrift)\s?(\d)$", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """A code as a document says it: its heading, its level, its fields under the headings of the document."""

    line: int
    level: int
    label: str
    id: str = ""
    above: "Entry | None" = None
    fields: dict[str, str] = field(default_factory=dict)


def origins() -> Mapping[str, str]:
    """Return the origins of a code in the language of the screen."""
    return {
        "literature": _("literature"),
        "guide": _("guide"),
        "induction": _("induction"),
        "in vivo": _("in vivo"),
        "participant": _("participant"),
    }


def codebook_markdown(codebook: Codebook) -> str:
    """Return the codebook as Markdown, to read and to compare: one heading a code, one line a field.

    The same book always gives the same text; a changed field changes its line only. ``read_codebook`` reads it back.
    """
    themes = len(codebook.children(None))
    head = n_("{n} code", "{n} codes", len(codebook)) + ", " + n_("{n} theme", "{n} themes", themes) + "."
    title = _("Codebook")  # outside the f-string, where the catalogue would not find it
    rows = [f"# {title}", "", head, ""]
    said, sources = _("- {field}: {text}", field="\ufdd0", text="\ufdd1"), origins()
    names = {
        "parent": _("Parent"),
        "definition": _("Definition"),
        "when_to_use": _("When to use it"),
        "when_not_to_use": _("When not to use it"),
        "example": _("Example"),
        "origin": _("Origin"),
        "reference": _("Reference"),
        "questions": _("Questions of the guide"),
        "polarity": _("Polarity"),
        "exclusive_group": _("Exclusive group"),
        "color": _("Colour"),
        "version": _("Version"),
    }
    waiting = [(code, 2) for code in reversed(codebook.children(None))]
    while waiting:
        code, depth = waiting.pop()
        rows += [f"{'#' * min(depth, DEEPEST)} {_inline(code.label)} `{code.id}`", ""]
        if code.short_definition.strip():
            rows += [_block(code.short_definition), ""]
        for name, words in names.items():
            text = _told(code, name, sources, deep=depth > DEEPEST)
            if text.strip():
                rows.append(said.replace("\ufdd0", words).replace("\ufdd1", _block(text, "  ")))
        rows.append("")
        waiting += [(child, depth + 1) for child in reversed(codebook.children(code.id))]
    return "\n".join(rows).rstrip("\n") + "\n"


def _told(code: Code, name: str, sources: Mapping[str, str], *, deep: bool) -> str:
    if name == "parent":
        return (code.parent or "") if deep else ""
    if name == "origin":
        return sources.get(code.origin, "")
    value = getattr(code, name)
    return ", ".join(value) if name == "questions" else str(value)


def _inline(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))


def _block(text: str, indent: str = "") -> str:
    """Return some lines as Markdown keeps them: signs escaped, each line but the last ended by a hard break."""
    told = _SIGNS.sub(r"\\\g<0>", text.strip())
    first, more, rest = told.partition("\n") if indent else ("", "", told)
    told = first + more + _STARTS.sub(lambda found: f"{found[1]}{_start(found[2])}", rest)
    return told.replace("\n", f"\\\n{indent}")


def _start(sign: str) -> str:
    """Keep a line from beginning a list or a title: « 1. » becomes « &#49;. »."""
    return f"&#{ord(sign[0])};{sign[1:]}" if sign[0].isdigit() else f"\\{sign}"


def _plain(text: str) -> str:
    told = re.sub(r"(?<!\\)&#(\d\d);", lambda found: chr(int(found[1])), text)
    return _ESCAPED.sub(r"\1", told).strip()


def entries_of_markdown(text: str) -> list[Entry]:
    """Return the codes of a codebook in Markdown; what stands before the first heading of a code is left out."""
    entries: list[Entry] = []
    path: list[Entry] = []
    name = ""
    rows = text.split("\n")
    for line, row in enumerate(rows, start=1):
        if (found := _HEADING.match(row)) is not None:
            level = len(found[1])
            path = [one for one in path if one.level < level]
            entry = Entry(line, level, _plain(found[2]), found[3] or "", path[-1] if path else None)
            entries.append(entry)
            path.append(entry)
            name = ""
        elif not entries:
            continue
        elif (started := _FIELD.match(row)) is not None:
            name = started[1].strip()
            entries[-1].fields[name] = started[2] or ""
        elif row.strip() or rows[line - 2].endswith("\\"):
            # A line that goes on: of the field above it, or of the short definition that stands alone.
            held = entries[-1].fields
            told = row[2:] if name and row.startswith("  ") else row
            held[name] = f"{held[name]}\n{told}" if held.get(name) else told
        else:
            name = ""
    for entry in entries:
        for key, words in entry.fields.items():
            # A hard break is a line break; a line that somebody cut by hand goes on.
            joined = re.sub(r"(?<!\\)((?:\\\\)*)\\\n", "\\1\ufdd0", words)
            entry.fields[key] = _plain(re.sub(r"\s*\n\s*", " ", joined)).replace("\ufdd0", "\n")
    return entries


def entries_of_docx(data: bytes, name: str) -> list[Entry]:
    """Return the codes of a codebook in Word, as Carnet wrote it and as somebody returned it.

    Raises ``UnreadableFile``. Extracts, counts and what was deleted with tracked changes are left out.
    """
    entries: list[Entry] = []
    path: list[Entry] = []
    over = True
    for line, (level, bold, text) in enumerate(_paragraphs(data, name), start=1):
        if level:
            path = [one for one in path if one.level < level]
            entry = Entry(line, level, " ".join(text.split()), above=path[-1] if path else None)
            entries.append(entry)
            path.append(entry)
            over = False
        elif over or not text.strip():
            continue
        elif (tail := _TAIL.match(text)) is not None:
            entries[-1].id = tail[1]
            entries[-1].fields["version"] = tail[2]
            over = True  # what follows are extracts
        elif bold.rstrip("\u00a0\u202f ").endswith(":"):
            entries[-1].fields[bold.rstrip("\u00a0\u202f :").strip()] = text[len(bold) :].strip()
        else:
            held = entries[-1].fields.get("", "")
            entries[-1].fields[""] = f"{held}\n{text.strip()}" if held else text.strip()
    return entries


def _paragraphs(data: bytes, name: str) -> Iterator[tuple[int, str, str]]:
    """Yield the level of each paragraph (0 for one that is no heading), its first bold words, all its words."""
    from toolkit.formats import docx
    from toolkit.formats.sniff import broken, member, opened_zip
    from toolkit.formats.xml import parsed

    with opened_zip(data, name) as archive:
        main = member(archive, docx.main_part(archive.namelist()), name)
    if main is None:
        raise broken(name)
    for paragraph in parsed(main, name).iter("{*}p"):
        style = next((docx._value(one) for one in paragraph.iter("{*}pStyle")), "")
        found = _STYLE.search(style)
        words, bold, leading = "", "", True
        for run in paragraph.iter("{*}r"):
            if docx.local_name(run.getparent()) == "del":
                continue
            told = "".join(
                (one.text or "") if docx.local_name(one) == "t" else "\t" if docx.local_name(one) == "tab" else "\n"
                for one in run
                if docx.local_name(one) in ("t", "tab", "br", "cr")
            )
            leading = leading and docx._has(run, "b")
            bold += told if leading else ""
            words += told
        yield int(found[1]) if found else 0, bold, words


def entries_in(path: str | Path) -> list[Entry]:
    """Return the codes of a codebook in Markdown or in Word, after the ending of the file."""
    data = file_bytes(Path(path))
    if Path(path).suffix.lower() == ".docx":
        return entries_of_docx(data, Path(path).name)
    return entries_of_markdown(clean_text(decoded(data, Path(path).name)[0]))


def rows_of(entries: list[Entry], words: Mapping[str, tuple[str, ...]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the entries as the reader of tables takes them, and the fields that nobody knows."""
    known = {one: name for name, listed in words.items() for one in listed}
    known |= {"": "short_definition", "version": "version"}
    made: dict[int, dict[str, Any]] = {}
    unknown: list[str] = []
    for entry in entries:
        row: dict[str, Any] = dict.fromkeys(words, "") | {"label": entry.label, "id": entry.id, "line": entry.line}
        row["above"] = made[id(entry.above)] if entry.above is not None else None
        for name, text in entry.fields.items():
            place = known.get(heading(name))
            if place is None:
                unknown += [name] if name not in unknown else []
            else:
                row[place] = text
        if row["parent"]:
            row["above"] = None
        made[id(entry)] = row
    return list(made.values()), unknown
