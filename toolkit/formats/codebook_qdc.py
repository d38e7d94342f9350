"""The codebook of another tool, as REFI-QDA carries it (``.qdc``): MAXQDA, NVivo, ATLAS.ti, QualCoder, Taguette.

The standard (REFI-QDA 1.5, https://www.qdasoftware.org) holds a tree of codes with a name, a colour and one
description; what else Carnet knows of a code is written in the description, and stays there when it is read.
"""

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from toolkit.errors import FaultyFile
from toolkit.formats.registry import file_bytes
from toolkit.formats.whole import write_whole
from toolkit.formats.xml import parsed
from toolkit.i18n import _
from toolkit.model import Code, Codebook, clean_text, slug

SPACE: Final = "urn:QDA-XML:codebook:1.0"
_NAMESPACE: Final = uuid.UUID("6a1f1d3e-8f0c-5c68-9b1f-6c61726e6574")


def entries_of_qdc(path: str | Path) -> list[dict[str, Any]]:
    """Return the codes of a ``.qdc`` as the reader of tables takes them.

    Raises ``UnreadableFile`` on a broken file, ``FaultyFile`` when it holds no code.
    """
    from toolkit.formats.codebook import FIELDS

    root = parsed(file_bytes(path), Path(path).name)
    rows: list[dict[str, Any]] = []
    taken: set[str] = set()
    top = [one for holder in root.iter("{*}Codes") for one in holder.findall("{*}Code")]
    waiting: list[tuple[Any, dict[str, Any] | None]] = [(one, None) for one in reversed(top)]
    while waiting:
        element, above = waiting.pop()
        name = " ".join(clean_text(element.get("name", "")).split())
        row: dict[str, Any] = dict.fromkeys(FIELDS, "") | {"label": name, "line": element.sourceline, "above": above}
        row["id"] = _id(name, taken) if name else ""
        row["definition"] = clean_text("".join(one.text or "" for one in element.findall("{*}Description"))).strip()
        color = (element.get("color") or "").strip().lower()
        row["color"] = color if len(color) == 7 else ""
        rows.append(row)
        waiting += [(one, row) for one in reversed(element.findall("{*}Code"))]
    if not rows:
        raise FaultyFile(path, [_("the file holds no code")])
    return rows


def _id(label: str, taken: set[str]) -> str:
    base = slug(label) or "code"
    id, n = base, 1
    while id in taken:
        n += 1
        id = f"{base}-{n}"
    taken.add(id)
    return id


def write_qdc(book: Codebook, path: str | Path, *, fields: Mapping[str, str]) -> Path:
    """Write a codebook as REFI-QDA; ``fields`` name, in the words of the screen, what goes in the descriptions."""
    rows = ['<?xml version="1.0" encoding="utf-8"?>', f'<CodeBook xmlns="{SPACE}" origin="Carnet"><Codes>']
    waiting: list[Code | None] = list(reversed(book.children(None)))
    while waiting:
        code = waiting.pop()
        if code is None:
            rows.append("</Code>")
            continue
        color = f" color={quoteattr(code.color)}" if code.color else ""
        guid = uuid.uuid5(_NAMESPACE, code.id)
        rows.append(f'<Code guid="{guid}" name={quoteattr(code.label)} isCodable="true"{color}>')
        if said := _description(code, fields):
            rows.append(f"<Description>{_text(said)}</Description>")
        waiting += [None, *reversed(book.children(code.id))]
    return write_whole(path, "\n".join([*rows, "</Codes></CodeBook>", ""]))


def _description(code: Code, fields: Mapping[str, str]) -> str:
    told = [code.short_definition, code.definition]
    told += [f"{words} : {text}" for name, words in fields.items() if (text := str(getattr(code, name)).strip())]
    return "\n".join(one.strip() for one in told if one.strip())


def _text(words: str) -> str:
    from xml.sax.saxutils import escape

    return escape(words)
