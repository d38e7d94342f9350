"""Nouns as plain values (dicts, lists, strings, numbers) and back, for files and the journal.

A field that an older file lacks takes its default; a field that this version does not know is refused.
"""

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.model.codes import Code, Coding, Memo
from toolkit.model.guide import Guide
from toolkit.model.people import Case, Coder, Participant, StudySheet
from toolkit.model.relations import Act, Event, Link
from toolkit.model.returns import Quote, Review
from toolkit.model.texts import Transcript

Noun = (
    StudySheet | Case | Participant | Coder | Guide | Transcript | Code | Coding | Memo | Review | Quote
    | Link | Event | Act
)  # fmt: skip
NOUNS: dict[str, type[Noun]] = {cls.shelf: cls for cls in get_args(Noun)}
"""Every noun that a study stores, by the name of its shelf, parents before children."""


def to_plain(value: Any) -> Any:
    """Return a noun as dicts, lists and scalars."""
    if is_dataclass(value):
        return {name: to_plain(getattr(value, name)) for name in _names(value.__class__)}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value


def from_plain(cls: type, plain: dict[str, Any]) -> Any:
    """Return the noun of class ``cls`` from what ``to_plain`` gave; raise ``InvalidValue`` on a stranger's field."""
    if not isinstance(plain, dict):
        raise InvalidValue(_("{noun}: a row of named fields is expected.", noun=cls.__name__), _mend())
    makers = _makers(cls)
    if strange := plain.keys() - makers.keys():
        raise InvalidValue(
            _("“{field}” is not a field of {noun}.", field=sorted(strange)[0], noun=cls.__name__),
            _("It may come from a later version of Carnet: update it."),
        )
    if lacking := [name for name in required(cls) if name not in plain]:
        raise InvalidValue(_("{noun}: “{field}” is missing.", noun=cls.__name__, field=lacking[0]), _mend())
    values = {}
    for name, value in plain.items():
        try:
            values[name] = makers[name](value)
        except _WrongKind:
            raise InvalidValue(
                _("{noun}: “{field}” does not hold what is expected.", noun=cls.__name__, field=name), _mend()
            ) from None
    return cls(**values)


class _WrongKind(Exception):
    """A plain value that is not of the kind of its field."""


def _mend() -> str:
    return _("The file was changed outside of Carnet: take its last copy, or mend it by hand.")


def to_json(noun: Any) -> str:
    """Return the one JSON text of a noun: sorted keys, no space, so that equal nouns have equal texts."""
    return json.dumps(to_plain(noun), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(cls: type, text: str) -> Any:
    """Return the noun that ``to_json`` wrote; raise ``InvalidValue`` on what is no JSON."""
    try:
        plain = json.loads(text)
    except ValueError:
        raise InvalidValue(_("{noun}: a row of named fields is expected.", noun=cls.__name__), _mend()) from None
    return from_plain(cls, plain)


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))


@cache
def _makers(cls: type) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(cls)
    return {field.name: _maker(hints[field.name]) for field in fields(cls)}


def _maker(hint: Any) -> Callable[[Any], Any]:
    """Return the function that rebuilds a value of type ``hint`` from its plain form."""
    origin = get_origin(hint)
    if origin is tuple:
        inner = [item for item in get_args(hint) if item is not Ellipsis]
        if len(inner) == 1:
            make = _maker(inner[0])
            return lambda items: tuple([make(item) for item in _listed(items)])
        made = [_maker(item) for item in inner]
        return lambda items: tuple([make(item) for make, item in zip(made, _listed(items, len(made)), strict=True)])
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda plain: from_plain(hint, plain)
    kinds = get_args(hint) if origin in (Union, types.UnionType) else (hint,)
    if all(get_origin(kind) is Literal or kind in _SCALARS for kind in kinds):
        return _checker(frozenset(str if get_origin(kind) is Literal else kind for kind in kinds))
    raise TypeError(f"no plain form for {hint!r}")  # a programming fault: a test makes every noun


_SCALARS = (str, int, float, bool, type(None))


def _checker(kinds: frozenset[type]) -> Callable[[Any], Any]:
    """Return the function that gives a scalar back as it is, if it is of one of these kinds."""

    def check(value: Any) -> Any:
        # type(), not isinstance(): a yes (True) is not a position (1).
        if type(value) not in kinds:
            raise _WrongKind
        return value

    return check


def _listed(items: Any, size: int | None = None) -> list[Any] | tuple[Any, ...]:
    if not isinstance(items, list | tuple) or (size is not None and len(items) != size):
        raise _WrongKind
    return items


@cache
def required(cls: type) -> tuple[str, ...]:
    """Return the fields that have no default."""
    return tuple(f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING)
