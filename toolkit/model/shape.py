"""Check that a value read from a file has the shape that its format promises."""

from collections.abc import Mapping
from typing import Any


def check_shape(value: Any, shape: Any, where: str = "") -> list[str]:
    """Return the places of ``value`` that differ from ``shape``; none when it is as promised.

    A shape is a type, a tuple of possible shapes (None among them), ``[shape]`` for a list, ``{key: shape}`` for
    an object with exactly these keys, or ``{str: shape}`` for an object with free keys.

    >>> check_shape({"n": 1, "tags": ["a", 2]}, {"n": int, "tags": [str]})
    ['tags.1']
    """
    if isinstance(shape, tuple):
        tries = [check_shape(value, one, where) for one in shape]
        return [] if not all(tries) else [where]
    if shape is None:
        return [] if value is None else [where]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [where]
        return [fault for rank, item in enumerate(value) for fault in check_shape(item, shape[0], _at(where, rank))]
    if isinstance(shape, dict):
        return _object(value, shape, where)
    right = isinstance(value, shape) and (shape is bool or not isinstance(value, bool))
    return [] if right else [where or "."]


def _object(value: Any, shape: Mapping[Any, Any], where: str) -> list[str]:
    if not isinstance(value, Mapping):
        return [where or "."]
    if str in shape:
        return [fault for key, item in value.items() for fault in check_shape(item, shape[str], _at(where, key))]
    faults = [_at(where, key) for key in shape if key not in value]
    faults += [_at(where, key) for key in value if key not in shape]
    known = [key for key in shape if key in value]
    return faults + [fault for key in known for fault in check_shape(value[key], shape[key], _at(where, key))]


def _at(where: str, key: object) -> str:
    return f"{where}.{key}" if where else str(key)
