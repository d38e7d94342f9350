"""How the journal is sealed: a salted commitment per edit, one root per action, headers chained by hash.

The header holds no free text: a redaction may drop salt and payload for ever, and the chain still verifies.
Whoever holds the tool can forge a whole chain; the head printed in exports and packs is the anchor.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

GENESIS = "0" * 64
SALT = 16
INVERSES = ("undo", "redo")
REDACT = "redact"
FLOOR = "new study"
"""The verb under which nothing is undone: a study does not take itself away."""


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the journal: what was done, by whom, when, to which ids. No words."""

    seq: int
    hash: str
    parent: str
    merged: str | None
    verb: str
    coder: str
    at: str
    tool: str
    target: str | None
    edits: int
    root: str
    line: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One edit to be sealed: both states as JSON text, and the order of birth when the row does not give it."""

    shelf: str
    id: str
    before: str | None
    after: str | None
    rank: int | None = None


def moment_after(last: str) -> str:
    """Return now (UTC, microseconds), or just after ``last`` when the clock went back: a journal never goes back."""
    now = datetime.now(UTC)
    if last:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")


def salted() -> bytes:
    """Return a new salt."""
    return os.urandom(SALT)


def payload(before: str | None, after: str | None) -> bytes:
    """Return the bytes that a commitment covers: both states, one JSON text a line."""
    return f"{before or 'null'}\n{after or 'null'}".encode()


def commitment(salt: bytes, before: str | None, after: str | None) -> str:
    """Return H(salt ‖ payload) in hexadecimal (SHA-256)."""
    return hashlib.sha256(salt + payload(before, after)).hexdigest()


def root_of(touched: Iterable[tuple[str, str, str]]) -> str:
    """Return one hash for the ``(shelf, id, commitment)`` of an action, in their order."""
    digest = hashlib.sha256()
    for line in touched:
        digest.update(("\x1f".join(line) + "\n").encode("utf-8"))
    return digest.hexdigest()


def header_hash(
    *, parent: str, merged: str | None, verb: str, coder: str, at: str, tool: str, target: str | None, root: str
) -> str:
    """Return the hash of a header and its parents. The row number is left out: it is local to a copy."""
    fields = [parent, merged, verb, coder, at, tool, target, root]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=True).encode("ascii")).hexdigest()


def hash_of(action: Action) -> str:
    """Return the hash that ``action`` should carry."""
    return header_hash(
        parent=action.parent,
        merged=action.merged,
        verb=action.verb,
        coder=action.coder,
        at=action.at,
        tool=action.tool,
        target=action.target,
        root=action.root,
    )


def _readable(_action: Action) -> bool:
    return True


def next_to_undo(newest_first: Iterable[Action], *, readable: Callable[[Action], bool] = _readable) -> Action | None:
    """Return the coder's last action that still stands, from their actions newest first.

    A redaction is never undone; neither is an action of which it erased a part (not ``readable``).
    """
    last: dict[str, str] = {}
    for action in newest_first:
        if action.verb in INVERSES and action.target:
            last.setdefault(action.target, action.verb)
        elif action.verb == FLOOR:
            return None
        elif action.verb != REDACT and last.get(action.hash) != "undo" and readable(action):
            return action
    return None


def next_to_redo(newest_first: Iterable[Action], *, readable: Callable[[Action], bool] = _readable) -> Action | None:
    """Return the undo whose action may be given back; None once the coder has done something new."""
    last: dict[str, str] = {}
    for action in newest_first:
        if action.verb not in INVERSES or not action.target:
            return None
        if last.setdefault(action.target, action.verb) == "undo" and action.verb == "undo" and readable(action):
            return action
    return None
