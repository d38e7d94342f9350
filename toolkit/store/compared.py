"""What a verification compares, read in one pass: the edits under their headers, the stored rows with the journal's.

Streams: a study of 200,000 actions is verified without being held in memory twice.
"""

import itertools
import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from sqlalchemy import select

from toolkit.errors import ToolkitError
from toolkit.i18n import _, said
from toolkit.model.plain import NOUNS, from_json
from toolkit.store import dialect, journal, tables
from toolkit.store.backups import Snapshot
from toolkit.store.rows import columns, nested, to_row
from toolkit.store.store import Store


class Sealed:
    """The edits of each action, asked for in the order of the journal; ``headless`` keeps those without a header."""

    def __init__(self, store: Store):
        left, right = tables.edits, tables.payloads
        names = (left.c.seq, left.c.n, left.c.shelf, left.c.id, left.c.commitment, left.c.rank)
        query = select(*names, right.c.salt, right.c.before, right.c.after)
        query = query.join_from(left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n), isouter=True)
        self._rows = store.stream(query.order_by(left.c.seq, left.c.n))
        self._next = next(self._rows, None)
        self.headless: list[int] = []

    def __enter__(self) -> "Sealed":
        return self

    def __exit__(self, *_anything: object) -> None:
        self._rows.close()

    def of(self, seq: int) -> list[Any]:
        """Return ``(n, shelf, id, commitment, rank, salt, before, after)`` of each edit; salt is None when erased."""
        self._skip_to(seq)
        found = []
        while self._next is not None and self._next[0] == seq:
            found.append(self._next[1:])
            self._next = next(self._rows, None)
        return found

    def end(self) -> None:
        """Go to the end: what is left has no header."""
        self._skip_to(None)

    def _skip_to(self, seq: int | None) -> None:
        while self._next is not None and (seq is None or self._next[0] < seq):
            if not self.headless or self.headless[-1] != self._next[0]:
                self.headless.append(self._next[0])
            self._next = next(self._rows, None)


def headless(store: Store, sealed: Sealed) -> list[str]:
    """Say the actions of which only edits, or only words, are left."""
    sealed.end()
    left, right = tables.payloads, tables.edits
    query = select(left.c.seq).distinct()
    query = query.join_from(left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n), isouter=True)
    stray = [row[0] for row in store.run(query.where(right.c.seq.is_(None)))]
    return [
        _("Action {seq}: it is missing from the journal, though something of it is left.", seq=seq)
        for seq in sorted({*sealed.headless, *stray}, key=str)
    ]


def cut(known: set[str], kept: list[Snapshot]) -> list[str]:
    """Say whether a snapshot (``kept``, the last first) holds a head that the journal does not know.

    A restore goes back on purpose: the copy made before it tells nothing, nor do those before it. A redaction adds
    a row of its own to each copy: it is the row before that counts.
    """
    for one in itertools.takewhile(lambda one: one.before != "restore", kept):
        last = None if one.head in known else dialect.last_but(one.path, journal.REDACT)
        if last is not None and last[:12] not in known:
            return [
                _(
                    "The copy “{name}” holds actions that the study no longer has: the end of the journal was "
                    "cut, or an older file took its place.",
                    name=one.path.name,
                )
            ]
    return []


def strays(
    store: Store,
    last: dict[tuple[str, str], str | None],
    ranks: dict[tuple[str, str], int],
) -> list[str]:
    """Compare each stored row, and its order of birth, with the last state that the journal gives."""
    faults: list[str] = []
    wanted: dict[str, dict[str, str]] = {shelf: {} for shelf in tables.SHELVES}
    for (shelf, id), after in last.items():
        if after is not None:
            wanted.setdefault(shelf, {})[id] = after
    for shelf, left in wanted.items():
        differ = [id for id, same in _compared(store, shelf, left, ranks) if not same]
        # What is still in ``left`` was met in no row.
        for id in (*differ, *left):
            faults.append(_("{shelf} {id}: stored and journalled states differ.", shelf=said(shelf), id=id))
    return faults


def _compared(
    store: Store, shelf: str, left: dict[str, str], ranks: dict[tuple[str, str], int]
) -> Iterator[tuple[str, bool]]:
    """Yield whether each stored row is what ``left`` gives for it; take from ``left`` what was met."""
    if shelf not in tables.SHELVES:
        return
    table, names = tables.metadata.tables[shelf], columns(shelf)
    with closing(store.stream(select(*(table.c[name] for name in names), table.c.rank))) as rows:
        for *row, rank in rows:
            id = row[names.index("id")]
            after = left.pop(id, None)
            born = ranks.get((shelf, id), rank) == rank
            yield id, born and after is not None and _same(shelf, names, row, after)


def _same(shelf: str, names: tuple[str, ...], row: list[Any], after: str) -> bool:
    """Tell whether a row holds a journalled state; a noun is made only when their texts do not tell it."""
    inner = nested(shelf)
    try:
        given = json.loads(after)
        if len(given) == len(names) and row == [
            json.dumps(given[name], ensure_ascii=False, separators=(",", ":")) if name in inner else given[name]
            for name in names
        ]:
            return True
        # An older state lacks a field; a named list inside is written in another order.
        expected = to_row(from_json(NOUNS[shelf], after))
    except (ToolkitError, ValueError, TypeError, KeyError):
        return False
    return [expected[name] for name in names] == row
