"""How a merge is written: the rows of the other copy come in as they are, then one row with two parents."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table, delete, insert, select

from toolkit.errors import Conflict
from toolkit.model.change import Change, Edit
from toolkit.model.plain import Noun
from toolkit.model.views import Key
from toolkit.store import dialect, tables
from toolkit.store.dangling import broken_link
from toolkit.store.lines import MERGE, Lines
from toolkit.store.order import Birth, Order
from toolkit.store.rows import columns, from_row, nested
from toolkit.store.store import RANK_STEP, Store, entries_of


class Shelved:
    """What a store holds, read once: a noun is made when somebody asks for it (a ``Copy`` for a merge)."""

    def __init__(self, store: Store):
        self._rows = {shelf: rows_of(store, shelf) for shelf in tables.SHELVES}
        self._made: dict[Key, Noun] = {}

    def get(self, shelf: str, id: str) -> Noun | None:
        """Return one noun, or None."""
        row = self._rows[shelf].get(id)
        if row is None:
            return None
        if (shelf, id) not in self._made:
            self._made[shelf, id] = from_row(shelf, dict(zip(columns(shelf), row, strict=True)))
        return self._made[shelf, id]

    def column(self, shelf: str, field: str) -> dict[str, Any]:
        """Return one field of every noun of a shelf, by id."""
        at = columns(shelf).index(field)
        if field in nested(shelf):
            return {id: json.loads(row[at]) for id, row in self._rows[shelf].items()}
        return {id: row[at] for id, row in self._rows[shelf].items()}

    def differing(self, other: "Shelved") -> set[Key]:
        """Return the nouns that are not the same in another copy."""
        found = set()
        for shelf, mine in self._rows.items():
            theirs = other._rows[shelf]
            found |= {(shelf, id) for id in mine.keys() | theirs.keys() if mine.get(id) != theirs.get(id)}
        return found


def rows_of(store: Store, shelf: str) -> dict[str, tuple[Any, ...]]:
    """Return the rows of a shelf by id, as the database holds them, fields in the order of ``columns``."""
    at = columns(shelf).index("id")
    return {row[at]: tuple(row) for row in store._rows(shelf, "all")}


def write_merge(
    store: Store,
    theirs: Lines,
    edits: Sequence[Edit],
    ranks: dict[Key, int],
    *,
    coder: str,
    head: str,
) -> tuple[str, Change]:
    """Bring in the rows of the other copy that this one lacks, then write the change of the merge; all, or nothing.

    ``head`` is that of this copy when the merge was worked out: ``Conflict`` when it moved since.
    """
    change = Change(MERGE, tuple(edits))

    def work(driver: Any, connection: Any) -> str:
        _seq, parent, at = store._last(driver)
        if parent != head:
            raise Conflict(MERGE, [head[:12]])
        _bring(connection, store, theirs, line=1)
        seq, _hash, theirs_at = store._last(driver)
        store.apply(driver, change, seq + 1, ranks)
        after = (seq, parent, max(at, theirs_at))
        hash = store.seal(driver, entries_of(change, ranks), verb=MERGE, coder=coder, merged=theirs.head, after=after)
        if broken := dialect.broken_links(driver):
            raise broken_link(MERGE, broken)
        return hash

    hash: str = store.raw(work)
    return hash, change


def fast_forward(store: Store, other: Lines, *, head: str) -> tuple[str, Change] | None:
    """Bring this copy, which the other one continues, to where the other one is: same rows, same numbers, same head.

    Return None, and write nothing, when the other copy does not simply continue this one.
    """
    theirs = other.store
    query = select(tables.journal.c.seq, tables.journal.c.hash, tables.journal.c.line, tables.journal.c.verb)
    query = query.order_by(tables.journal.c.seq)
    mine, longer = [tuple(row) for row in store.run(query)], [tuple(row) for row in theirs.run(query)]
    if longer[: len(mine)] != mine or any(row[3] == "redact" for row in longer[len(mine) :]):
        return None
    edits: list[Edit] = []
    states: list[tuple[str, dict[str, tuple[Any, ...]]]] = []
    for shelf in tables.SHELVES:
        ours, there = rows_of(store, shelf), rows_of(theirs, shelf)
        for id in sorted(ours.keys() | there.keys()):
            if ours.get(id) != there.get(id):
                edits.append((id, store.get(shelf, id), theirs.get(shelf, id)))
        states.append((shelf, there))
    change = Change(MERGE, tuple(edits))

    def work(driver: Any, connection: Any) -> str:
        if store._last(driver)[1] != head:
            raise Conflict(MERGE, [head[:12]])
        _bring(connection, store, other, line=None)
        for shelf in reversed(tables.SHELVES):
            connection.execute(delete(tables.metadata.tables[shelf]))
        for shelf, rows in states:
            born, names = theirs.ranks(shelf), columns(shelf)
            values = [{**dict(zip(names, row, strict=True)), "rank": born[id]} for id, row in rows.items()]
            if values:
                connection.execute(insert(tables.metadata.tables[shelf]), values)
        return theirs.head()

    hash: str = store.raw(work)
    return hash, change


def _whole(store: Store, table: Table, low: int) -> list[dict[str, Any]]:
    """Return the rows of a table of the journal from number ``low`` on."""
    names = list(table.c.keys())
    return [dict(zip(names, row, strict=True)) for row in store.run(select(table).where(table.c.seq >= low))]


def _bring(connection: Any, store: Store, other: Lines, *, line: int | None) -> None:
    """Copy the journal rows that this copy lacks, after its own: on line 1, or as they are (``line=None``).

    What a redaction erased here never comes back: the words of what it named stay out.
    """
    theirs = other.store
    held = {row[0] for row in connection.execute(select(tables.journal.c.hash))}
    coming = [
        row for row in _whole(theirs, tables.journal, 0) if row["hash"] not in held and row["hash"] in other.rows
    ]
    coming.sort(key=lambda row: int(row["seq"]))
    if not coming:
        return
    erased = {
        (row[0], row[1])
        for row in connection.execute(
            select(tables.edits.c.shelf, tables.edits.c.id)
            .join(tables.journal, tables.journal.c.seq == tables.edits.c.seq)
            .where(tables.journal.c.verb == "redact")
        )
    }
    seq = store._last()[0]
    numbers: dict[int, int] = {}
    for row in coming:
        seq += 1
        numbers[row["seq"]] = row["seq"] if line is None else seq
        row["seq"] = numbers[row["seq"]]
        row["line"] = row["line"] if line is None else line
    connection.execute(insert(tables.journal), coming)
    touched: dict[tuple[int, int], Key] = {}
    low = min(numbers)
    edits = []
    for row in _whole(theirs, tables.edits, low):
        if row["seq"] in numbers:
            touched[row["seq"], row["n"]] = (row["shelf"], row["id"])
            edits.append({**row, "seq": numbers[row["seq"]]})
    payloads = []
    for row in _whole(theirs, tables.payloads, low):
        key = touched.get((row["seq"], row["n"]))
        if key is not None and key not in erased:
            payloads.append({**row, "seq": numbers[row["seq"]]})
    if edits:
        connection.execute(insert(tables.edits), edits)
    if payloads:
        connection.execute(insert(tables.payloads), payloads)


def places(ours: Lines, order: Order, wanted: dict[Key, Birth]) -> dict[Key, int]:
    """Return the ranks, among the nouns of this copy, of nouns born at these moments, where they are not theirs yet.

    A noun born in an action of this copy has the place of that action. The others come between two actions, those
    that an earlier merge put there included, which move over when there is no room left.
    """
    marks = [(ours.when(row.hash), row.hash) for row in ours.main]
    ranks: dict[Key, int] = {}
    slots: dict[tuple[str, int], dict[str, Birth]] = {}
    for (shelf, id), birth in wanted.items():
        row = ours.rows.get(birth[1])
        if row is not None and row.line == 0:
            ranks[shelf, id] = row.seq * RANK_STEP + birth[2]
            continue
        earlier = bisect_left(marks, birth[:2])
        seq = ours.main[earlier - 1].seq if earlier else 0
        slots.setdefault((shelf, seq), {})[id] = birth
    held = {shelf: ours.store.ranks(shelf) for shelf in {shelf for shelf, _id in wanted}}
    residents: dict[tuple[str, int], list[tuple[int, str]]] = {slot: [] for slot in slots}
    for shelf, born in held.items():
        for id, rank in born.items():
            slot = (shelf, rank // RANK_STEP)
            if (
                rank % RANK_STEP >= RANK_STEP // 2
                and slot in slots
                and ((shelf, id) not in wanted or id in slots[slot])
            ):
                residents[slot].append((rank, id))
    moments = order.births((slot[0], id) for slot, there in residents.items() for _rank, id in there)
    for (shelf, seq), coming in slots.items():
        low, high = seq * RANK_STEP + RANK_STEP // 2, (seq + 1) * RANK_STEP
        there = [(rank, id, moments[shelf, id]) for rank, id in residents[shelf, seq] if (shelf, id) in moments]
        placed = _between(low, high, {id: coming[id] for id in coming.keys() - {id for _r, id, _b in there}}, there)
        ranks.update(((shelf, id), rank) for id, rank in placed.items())
    return {(shelf, id): rank for (shelf, id), rank in ranks.items() if held[shelf].get(id) != rank}


def _between(low: int, high: int, coming: dict[str, Birth], held: list[tuple[int, str, Birth]]) -> dict[str, int]:
    """Return ranks in ``(low, high)`` for what comes, between those that are there, in the order of birth.

    When those are not in that order (one was given back at its old rank), or leave no room, all move.
    """
    everybody = sorted([(birth, id) for id, birth in coming.items()] + [(birth, id) for _rank, id, birth in held])
    fixed = {id: rank for rank, id, _birth in held}
    ranks: dict[str, int] = {}
    waiting: list[str] = []
    last = low
    for id in [*(id for _birth, id in everybody), ""]:
        if id and id not in fixed:
            waiting.append(id)
            continue
        limit = fixed.get(id, high)
        if limit - last <= len(waiting):
            return _spread(low, high, [id for _birth, id in everybody])
        ranks.update(_spread(last, limit, waiting))
        waiting, last = [], limit
    return ranks


def _spread(low: int, high: int, ids: Iterable[str]) -> dict[str, int]:
    """Return one rank per id, evenly between two ranks."""
    listed = list(ids)
    step = (high - low) / (len(listed) + 1)
    return {id: low + int(step * (i + 1)) for i, id in enumerate(listed)}
