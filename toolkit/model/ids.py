"""Ids: given once at birth, stored, never recomputed."""

import hashlib
import re
from collections.abc import Callable

from toolkit.errors import InvalidValue
from toolkit.i18n import _

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_ID = re.compile(r"[^\W_][\w.:/-]{0,79}")


def new_id(prefix: str, *content: object, taken: Callable[[str], bool] = lambda _: False) -> str:
    """Return an id derived from what the thing is; a counter follows when it is taken.

    ``content`` must hold positions and ids, never words of an interview: an id stays after a withdrawal.

    >>> new_id("g", "E01", 10, 20, "entraide", "C1") == new_id("g", "E01", 10, 20, "entraide", "C1")
    True
    """
    digest = hashlib.sha256("\x1f".join(map(str, content)).encode("utf-8")).digest()
    number = int.from_bytes(digest[:8], "big")
    name = prefix + "".join(_ALPHABET[(number >> (5 * i)) & 31] for i in range(11, -1, -1))
    if not taken(name):
        return name
    counter = 2
    while taken(f"{name}.{counter}"):
        counter += 1
    return f"{name}.{counter}"


def checked_id(value: str) -> str:
    """Return ``value`` if it can be an id; raise ``InvalidValue`` otherwise."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise InvalidValue(
            _("“{value}” cannot be an identifier.", value=value),
            _("Use letters, digits, “-”, “.” or “_”, without space, 80 at most; for instance E01."),
        )
    return value
