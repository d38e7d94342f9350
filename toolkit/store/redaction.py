"""The one way to erase for ever: salt and payload of the rows go, one row says so, the chain still holds."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from toolkit.model.plain import NOUNS, Noun, from_json, to_json
from toolkit.model.redaction import Holdings, Key, Plan, Rule
from toolkit.store import journal, tables
from toolkit.store.rows import to_row
from toolkit.store.store import RANK_STEP, Store

VERB = journal.REDACT
WITHDRAWAL = "withdrawal"
"""How the target of a redaction begins when participants left: their ids follow, after spaces."""
UNFINISHED = "redaction to finish"
INTENDED = "redaction intended"
LEARNT = "redactions learnt"
PATIENCE_S = 3.0
"""How long the last step waits for readers; what it could not do is done at the next opening."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """The hash of the row written (None when there was nothing to erase), and the plan that was followed."""

    hash: str | None
    plan: Plan


def holdings(store: Store) -> Holdings:
    """Return what a study holds, with every state that its journal still gives."""
    with store.reading():
        return _holdings(store)


def _holdings(store: Store) -> Holdings:
    living = [noun for shelf in tables.SHELVES for noun in store.all(shelf)]
    left, right = tables.edits, tables.payloads
    query = select(left.c.shelf, right.c.before, right.c.after).join_from(
        left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n)
    )
    states: dict[tuple[str, str], None] = {}
    for shelf, before, after in store.run(query.order_by(left.c.seq, left.c.n)):
        for text in (before, after):
            if text is not None:
                states[shelf, text] = None
    return Holdings(living, (from_json(NOUNS[shelf], text) for shelf, text in states))


def redact(
    store: Store,
    rule: Rule,
    *,
    coder: str,
    target: str | None = None,
    learnt: Iterable[str] = (),
    known: tuple[str, Plan] | None = None,
) -> Redacted:
    """Erase for ever what a rule finds, in one transaction; then leave no trace of it in the file.

    The rows of the journal that concern it lose salt and payload, in both lines; one row (verb ``redact``) names
    the ids and the states that stay. The rule is asked inside the transaction: nothing is written meanwhile. No row
    is written when there is nothing to erase. ``learnt`` are the redactions of another copy that this one follows;
    ``known`` is the plan that the rule gave at a head, followed as it is if nothing was written since.
    """

    def work(driver: Any, connection: Any) -> Redacted:
        plan = known[1] if known is not None and known[0] == store.head() else rule(_holdings(store))
        if hashes := [*caught_up(store), *learnt]:
            _set(connection, LEARNT, " ".join(hashes))
        if not plan:
            return Redacted(None, plan)
        return Redacted(_written(store, driver, connection, plan, coder, target), plan)

    made: Redacted = store.raw(work)
    return made


def _written(store: Store, driver: Any, connection: Any, plan: Plan, coder: str, target: str | None) -> str:
    keys = plan.named()
    ranks = {key: rank for key, rank in _ranks(store, {shelf for shelf, _id in keys}).items() if key in keys}
    _erase(store, connection, keys)
    seq = store._last(driver)[0] + 1
    entries = [journal.Entry(shelf, id, None, None) for shelf, id in plan.gone]
    for noun in plan.kept:
        rank = ranks.get((noun.shelf, noun.id))
        if rank is None:
            rank = ranks[noun.shelf, noun.id] = seq * RANK_STEP + len(entries)
        entries.append(journal.Entry(noun.shelf, noun.id, None, to_json(noun), rank))
    # Out first, then in again at the same rank: two codings may take each other's place.
    for shelf in reversed(tables.SHELVES):
        keyed = [{"key": id} for kind, id in ranks if kind == shelf]
        store._many(driver, "delete", tables.metadata.tables[shelf], keyed)
    for shelf in tables.SHELVES:
        table = tables.metadata.tables[shelf]
        rows: list[dict[str, Any]] = [
            {**to_row(noun), "rank": ranks[shelf, noun.id]} for noun in plan.kept if noun.shelf == shelf
        ]
        store._many(driver, "insert", table, rows)
    connection.execute(delete(tables.cache))
    _set(connection, UNFINISHED, "1")
    return store.seal(driver, entries, verb=VERB, coder=coder, target=target)


def _ranks(store: Store, shelves: set[str]) -> dict[Key, int]:
    return {(shelf, id): rank for shelf in shelves for id, rank in store.ranks(shelf).items()}


def _erase(store: Store, connection: Any, keys: set[Key]) -> None:
    """Delete salt and payload of every edit of these ids, wherever it came from."""
    left, right = tables.edits, tables.payloads
    query = select(left.c.seq, left.c.n, left.c.shelf, left.c.id)
    rows = [{"s": seq, "m": n} for seq, n, shelf, id in store.run(query) if (shelf, id) in keys]
    if rows:
        connection.execute(delete(right).where(right.c.seq == bindparam("s"), right.c.n == bindparam("m")), rows)


def ever_held(store: Store, shelf: str, id: str) -> bool:
    """Tell whether the journal ever spoke of a noun, even one that is gone."""
    table = tables.edits
    return bool(store.run(select(table.c.seq).where(table.c.shelf == shelf, table.c.id == id).limit(1)))


def withdrawn(store: Store) -> set[str]:
    """Return the ids of the participants whose withdrawal the journal tells."""
    return {id for action in redactions(store) for id in participants_of(action)}


def gone(store: Store, shelf: str) -> set[str]:
    """Return the ids of a shelf that were erased for ever and are not there any more: nothing new may take them."""
    left, right = tables.edits, tables.journal
    query = select(left.c.id).distinct().join_from(left, right, left.c.seq == right.c.seq)
    named = {str(row[0]) for row in store.run(query.where(left.c.shelf == shelf, right.c.verb == VERB))}
    return named - set(store.ids(shelf))


def participants_of(action: journal.Action) -> list[str]:
    """Return the ids of the participants who left by a redaction."""
    words = (action.target or "").split(" ")
    return words[1:] if action.verb == VERB and words[0] == WITHDRAWAL else []


def caught_up(store: Store) -> list[str]:
    """Return the hashes of the redactions of other copies that were followed here."""
    return (note(store, LEARNT) or "").split()


def target_of(participants: Iterable[str]) -> str | None:
    """Return the target of a redaction by which participants left."""
    ids = sorted(set(participants))
    return " ".join([WITHDRAWAL, *ids]) if ids else None


def redactions(store: Store) -> list[journal.Action]:
    """Return the redactions that the journal tells, those that merges brought too."""
    return [action for action in store.actions(every_line=True) if action.verb == VERB]


def sweep(store: Store, *, patience: float = PATIENCE_S) -> bool:
    """Leave no trace of what was erased in the file nor beside it; tell whether that could be finished.

    Rebuilds the file and empties the WAL. A reader elsewhere can hold the WAL back: it is then done at the next
    opening. Does nothing when there is nothing to finish.
    """
    if note(store, UNFINISHED) is None:
        return True
    until = time.monotonic() + patience
    while not store.rebuild():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    set_note(store, UNFINISHED, None)
    return True


def note(store: Store, key: str) -> str | None:
    """Return what ``meta`` holds under a key."""
    table = tables.meta
    found = store.run(select(table.c.value).where(table.c.key == key))
    return str(found[0][0]) if found else None


def is_pending(store: Store) -> bool:
    """Tell whether a redaction was begun and not finished."""
    return note(store, INTENDED) is not None or note(store, UNFINISHED) is not None


def set_note(store: Store, key: str, value: str | None) -> None:
    """Write, or take away (None), what ``meta`` holds under a key."""
    store.raw(lambda _driver, connection: _set(connection, key, value))


def _set(connection: Any, key: str, value: str | None) -> None:
    connection.execute(delete(tables.meta).where(tables.meta.c.key == key))
    if value is not None:
        connection.execute(insert(tables.meta).values(key=key, value=value))


def edits_of(store: Store, action: journal.Action) -> list[tuple[Key, Noun | None]]:
    """Return what a redaction named, each with the state that stayed (None for what went, or when erased since)."""
    left, right = tables.edits, tables.payloads
    query = (
        select(left.c.shelf, left.c.id, right.c.after)
        .join_from(left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n), isouter=True)
        .where(left.c.seq == action.seq)
        .order_by(left.c.n)
    )
    return [((shelf, id), after and from_json(NOUNS[shelf], after)) for shelf, id, after in store.run(query)]
