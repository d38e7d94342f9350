"""Every value that a study file holds, its memory and its caches included: what a search must read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.errors import DamagedStudy
from toolkit.store import dialect
from toolkit.store.store import Store
from toolkit.store.tables import SHELVES


class Held(NamedTuple):
    """One value: of which table (a shelf, or what remembers it), which thing, which transcript."""

    table: str
    id: str
    transcript: str
    value: str | bytes


def held_values(store: Store) -> Iterator[Held]:
    """Yield every text and every packed value of an open study, as the file holds them."""
    with store.reading():
        yield from _values(store._driver())


def held_in_copy(path: Path) -> Iterator[Held]:
    """Yield every value of a copy, read where it lies; raise ``DamagedStudy`` when it cannot be read whole."""
    try:
        with closing(dialect.frozen(path)) as copy:
            yield from _values(copy)
    except (sqlite3.DatabaseError, UnicodeError):
        raise DamagedStudy(path) from None


def _values(connection: Any) -> Iterator[Held]:
    named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    names = [row[0] for row in named if not row[0].startswith("sqlite_")]
    remembered = {"journal_edits", "journal_payloads"} <= set(names)
    for name in names:
        if name == "journal_payloads" and remembered:
            yield from _payloads(connection)
            continue
        cursor = connection.execute(f'SELECT * FROM "{name}"')
        columns = [one[0] for one in cursor.description]
        id_at = columns.index("id") if "id" in columns else columns.index("key") if "key" in columns else None
        text_at = columns.index("transcript") if "transcript" in columns else None
        for row in cursor:
            id = "" if id_at is None else str(row[id_at])
            text = id if name == "transcripts" else "" if text_at is None else str(row[text_at] or "")
            for value in row:
                if isinstance(value, str | bytes) and len(value) > 1:
                    yield Held(name, id if name in SHELVES else "", text, value)


def _payloads(connection: Any) -> Iterator[Held]:
    """Yield what the journal remembers of each thing, said of the thing itself."""
    query = (
        "SELECT e.shelf, e.id, p.before, p.after FROM journal_payloads p "
        "LEFT JOIN journal_edits e ON e.seq = p.seq AND e.n = p.n"
    )
    for shelf, id, *states in connection.execute(query):
        for state in states:
            if isinstance(state, str | bytes):
                yield Held(f"journal {shelf or ''}", id or "", (id or "") if shelf == "transcripts" else "", state)
