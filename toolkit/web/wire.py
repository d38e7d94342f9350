"""What a component of the browser and Python say to each other: the forms of their messages, checked on both sides.

Browser to Python: ``hello`` asks for everything; ``op`` asks for one change; ``ask`` wants to see something.
Python to browser: ``snapshot`` is everything; ``applied`` tells a change that is kept; ``rejected`` says in a
sentence why one is not; ``answer`` is what was asked. ``src/wire.js`` is the other side.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

WIRE: Final = 1
"""Version of these forms. A browser that kept an older script is told to reload."""

MOST: Final = 200_000

Check = Callable[[object], bool]
Shape = Mapping[str, Check]


class WrongMessage(ValueError):
    """A message that is not in the form agreed; it says which field, never what was in it."""


def text(longest: int = 2_000) -> Check:
    """Accept a string of at most ``longest`` characters."""
    return lambda value: isinstance(value, str) and len(value) <= longest


def texts(most: int = MOST, longest: int = 2_000) -> Check:
    """Accept a list of strings."""
    one = text(longest)
    return lambda value: isinstance(value, list) and len(value) <= most and all(one(item) for item in value)


def word(*words: str) -> Check:
    """Accept one of these words."""
    return lambda value: isinstance(value, str) and value in words


def whole(least: int = 0, most: int = 2**53) -> Check:
    """Accept a whole number."""
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def flag() -> Check:
    """Accept true or false."""
    return lambda value: isinstance(value, bool)


def maybe(check: Check) -> Check:
    """Accept what ``check`` accepts, or nothing at all: the only fields that may be left out."""

    def absent_or(value: object) -> bool:
        return value is None or check(value)

    absent_or.may_be_absent = True  # type: ignore[attr-defined]
    return absent_or


_COMMON: Final[Shape] = {"v": whole(), "type": text(20), "view": text(40)}
_TYPES: Final[Mapping[str, Shape]] = {
    "hello": {},
    "op": {"seq": whole(1), "base_rev": whole(), "op": text(40), "ids": maybe(texts())},
    "ask": {"seq": whole(1), "ask": text(40)},
}


def checked(message: object, ops: Mapping[str, Shape], asks: Mapping[str, Shape]) -> dict[str, Any]:
    """Return a message of the browser, in the form agreed; raise ``WrongMessage``.

    ``ops`` and ``asks`` give the further fields of each change and question that a component knows.
    """
    if not isinstance(message, dict) or not all(isinstance(key, str) for key in message):
        raise WrongMessage("message")
    if message.get("v") != WIRE:
        raise WrongMessage("v")
    kind = message.get("type")
    if not isinstance(kind, str) or kind not in _TYPES:
        raise WrongMessage("type")
    shape = {**_COMMON, **_TYPES[kind]}
    if kind in {"op", "ask"}:
        known, name = (ops if kind == "op" else asks), message.get(kind)
        if not isinstance(name, str) or name not in known:
            raise WrongMessage(kind)
        shape |= known[name]
    if unknown := message.keys() - shape.keys():
        raise WrongMessage(min(unknown)[:40])
    for field, check in shape.items():
        absent = field not in message
        if absent and getattr(check, "may_be_absent", False):
            continue
        if absent or not check(message[field]):
            raise WrongMessage(field)
    return message
