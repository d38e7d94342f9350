"""Rows ↔ nouns: scalars as they are, lists and pairs as JSON text."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, get_type_hints

from toolkit.model.plain import NOUNS, Noun, from_plain, to_plain


@cache
def nested(shelf: str) -> frozenset[str]:
    """Return the fields of a shelf that are kept as JSON text."""
    from dataclasses import fields

    cls = NOUNS[shelf]
    hints = get_type_hints(cls)
    return frozenset(field.name for field in fields(cls) if str(hints[field.name]).startswith("tuple"))


def to_row(noun: Noun) -> dict[str, Any]:
    """Return the columns of a noun, without its ``rank``."""
    inner = nested(noun.shelf)
    row: dict[str, Any] = to_plain(noun)
    for name in inner:
        row[name] = json.dumps(row[name], ensure_ascii=False, separators=(",", ":"))
    return row


def from_row(shelf: str, row: Mapping[str, Any]) -> Noun:
    """Return the noun of a row."""
    inner = nested(shelf)
    plain = {name: json.loads(row[name]) if name in inner else row[name] for name in columns(shelf)}
    noun: Noun = from_plain(NOUNS[shelf], plain)
    return noun


@cache
def columns(shelf: str) -> tuple[str, ...]:
    """Return the fields of a shelf, which are its columns."""
    from dataclasses import fields

    return tuple(field.name for field in fields(NOUNS[shelf]))
