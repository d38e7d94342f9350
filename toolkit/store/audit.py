"""Replay and verification: the journal alone gives the study back, and tells when something differs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from toolkit.errors import DamagedStudy
from toolkit.i18n import _, said
from toolkit.model.change import Change
from toolkit.model.plain import NOUNS, from_json
from toolkit.store import journal, tables
from toolkit.store.rows import columns, to_row
from toolkit.store.store import RANK_STEP, Store


@dataclass(frozen=True, slots=True)
class Verification:
    """What ``verify`` found: the number of actions, the head, and a sentence for each fault."""

    actions: int
    head: str
    faults: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.faults


def replay(store: Store) -> int:
    """Empty every shelf and do the whole journal again, in one transaction; return the number of actions.

    The study comes back row for row, except what was redacted, which stays away.
    """

    def work(driver: Any, connection: Any) -> int:
        for shelf in reversed(tables.SHELVES):
            connection.execute(delete(tables.metadata.tables[shelf]))
        done = 0
        for action in list(store.actions()):
            edits, ranks = _edits(connection, action.seq)
            store.apply(driver, Change(action.verb, tuple(edits)), action.seq, ranks)
            done += 1
        return done

    answer: int = store.raw(work)
    return answer


def _edits(connection: Any, seq: int) -> tuple[list[tuple[str, Any, Any]], dict[tuple[str, str], int]]:
    """Return the edits of an action that can still be read, and the order of birth of each."""
    left, right = tables.edits, tables.payloads
    query = (
        select(left.c.n, left.c.rank, left.c.shelf, left.c.id, right.c.before, right.c.after)
        .join_from(left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n))
        .where(left.c.seq == seq)
        .order_by(left.c.n)
    )
    edits, ranks = [], {}
    for n, rank, shelf, id, before, after in connection.execute(query):
        if before is None and after is None:
            continue  # erased for ever: there is nothing to do again
        if rank is not None:
            ranks[shelf, id] = rank
        elif before is None:
            ranks[shelf, id] = seq * RANK_STEP + n
        edits.append((id, before and from_json(NOUNS[shelf], before), after and from_json(NOUNS[shelf], after)))
    return edits, ranks


def verify(store: Store) -> Verification:
    """Check the database, the chain, the commitments, and that each stored row is the last one journalled.

    It catches accidents and edits made behind Carnet's back, not a forger who has the tool.
    """
    try:
        return _verified(store)
    except DamagedStudy:
        return Verification(0, "", (_("The database itself is damaged."),))


def _verified(store: Store) -> Verification:
    faults: list[str] = []
    with store.reading():
        if not store.is_whole():
            faults.append(_("The database itself is damaged."))
        last: dict[tuple[str, str], str | None] = {}
        ranks: dict[tuple[str, str], int] = {}
        erased: set[tuple[str, str]] = set()
        redacted: dict[tuple[str, str], int] = {}
        missing: dict[tuple[str, str], int] = {}
        missing_here: dict[tuple[str, str], int] = {}
        seen, parent, count = {journal.GENESIS}, journal.GENESIS, 0
        sealed = _sealed(store)
        for action in store.actions(every_line=True):
            count += 1
            rows = sealed.get(action.seq, [])
            root = journal.root_of((shelf, id, mark) for shelf, id, mark, *_rest in rows)
            here = action.line == 0
            linked = action.parent in seen and (action.merged is None or action.merged in seen)
            if not linked or (here and action.parent != parent):
                faults.append(_("Action {seq}: the chain is broken before it.", seq=action.seq))
            if root != action.root or journal.hash_of(action) != action.hash or len(rows) != action.edits:
                faults.append(_("Action {seq}: it was changed after it was written.", seq=action.seq))
            for n, (shelf, id, mark, rank, salt, before, after) in enumerate(rows):
                if action.verb == journal.REDACT:
                    erased.add((shelf, id))
                    if here:
                        redacted[shelf, id] = action.seq
                if salt is None:
                    missing[shelf, id] = action.seq
                    if here:
                        missing_here[shelf, id] = action.seq
                        last.pop((shelf, id), None)
                elif journal.commitment(salt, before, after) != mark:
                    faults.append(_("Action {seq}: its content was changed after it was written.", seq=action.seq))
                elif here:
                    last[shelf, id] = after
                    if rank is not None:
                        ranks[shelf, id] = rank
                    elif before is None:
                        ranks[shelf, id] = action.seq * RANK_STEP + n
            seen.add(action.hash)
            if here:
                parent = action.hash
        for (shelf, id), seq in missing.items():
            # What was done here is erased by a later redaction of here; what a merge brought may come erased already.
            if (shelf, id) not in erased or missing_here.get((shelf, id), 0) > redacted.get((shelf, id), 0):
                faults.append(_("Action {seq}: the content of {id} is missing.", seq=seq, id=id))
        faults += _strays(store, last, ranks)
    return Verification(count, parent, tuple(faults))


def _sealed(store: Store) -> dict[int, list[tuple[Any, ...]]]:
    """Return, for each action, its edits with their commitment, salt and payload (None when erased)."""
    left, right = tables.edits, tables.payloads
    query = select(
        left.c.seq,
        left.c.shelf,
        left.c.id,
        left.c.commitment,
        left.c.rank,
        right.c.salt,
        right.c.before,
        right.c.after,
    )
    query = query.join_from(left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n), isouter=True)
    grouped: dict[int, list[tuple[Any, ...]]] = {}
    for seq, *rest in store.run(query.order_by(left.c.seq, left.c.n)):
        grouped.setdefault(seq, []).append(tuple(rest))
    return grouped


def _strays(
    store: Store,
    last: dict[tuple[str, str], str | None],
    ranks: dict[tuple[str, str], int],
) -> list[str]:
    """Compare each stored row, and its order of birth, with the last state that the journal gives."""
    faults: list[str] = []
    for shelf in tables.SHELVES:
        names = columns(shelf)
        stored = store.columns(shelf, names)
        rows = {row[0]: row for row in zip(*(stored[name] for name in ("id", *names)), strict=True)}
        known = {id for kind, id in last if kind == shelf}
        born = store.ranks(shelf)
        for id in known | rows.keys():
            after = last.get((shelf, id))
            row = rows.get(id)
            if after is None and row is None:
                continue
            if after is None or row is None:
                faults.append(_("{shelf} {id}: stored and journalled states differ.", shelf=said(shelf), id=id))
                continue
            expected = to_row(from_json(NOUNS[shelf], after))
            same = born[id] == ranks.get((shelf, id), born[id])
            if not same or any(value != expected[name] for name, value in zip(names, row[1:], strict=True)):
                faults.append(_("{shelf} {id}: stored and journalled states differ.", shelf=said(shelf), id=id))
    return faults
