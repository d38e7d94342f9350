"""Replay and verification: the journal alone gives the study back, and tells when something differs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from toolkit.errors import DamagedStudy
from toolkit.i18n import _
from toolkit.model.change import Change
from toolkit.model.plain import NOUNS, from_json
from toolkit.store import compared, journal, tables
from toolkit.store.backups import snapshots
from toolkit.store.store import RANK_STEP, Store

NOTHINGS = frozenset(("", "null"))
"""What a state never is: a commitment would not tell it from None."""


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
    except (DamagedStudy, TypeError, ValueError, KeyError):  # what can no longer be read, or is no longer what it was
        return Verification(0, "", (_("The database itself is damaged."),))


def _verified(store: Store) -> Verification:
    faults: list[str] = []
    kept = snapshots(store.path.parent / "backups")  # before the reading: what they hold is then known
    with store.reading(), compared.Sealed(store) as sealed:
        if not store.is_whole():
            faults.append(_("The database itself is damaged."))
        last: dict[tuple[str, str], str | None] = {}
        ranks: dict[tuple[str, str], int] = {}
        erased: set[tuple[str, str]] = set()
        redacted: dict[tuple[str, str], int] = {}
        missing: dict[tuple[str, str], int] = {}
        missing_here: dict[tuple[str, str], int] = {}
        seen, parent, count = {journal.GENESIS}, journal.GENESIS, 0
        action = None
        for action in store.actions(every_line=True):
            count += 1
            rows = sealed.of(action.seq)
            root = journal.root_of((shelf, id, mark) for _n, shelf, id, mark, *_rest in rows)
            here = action.line == 0
            known = action.line in (0, 1)
            linked = action.parent in seen and (action.merged is None or action.merged in seen)
            if not linked or (here and action.parent != parent):
                faults.append(_("Action {seq}: the chain is broken before it.", seq=action.seq))
            whole = known and len(rows) == action.edits
            if root != action.root or journal.hash_of(action) != action.hash or not whole:
                faults.append(_("Action {seq}: it was changed after it was written.", seq=action.seq))
            for n, shelf, id, mark, rank, salt, before, after in rows:
                if action.verb == journal.REDACT:
                    erased.add((shelf, id))
                    if here:
                        redacted[shelf, id] = action.seq
                if salt is None:
                    missing[shelf, id] = action.seq
                    if here:
                        missing_here[shelf, id] = action.seq
                        last.pop((shelf, id), None)
                elif journal.commitment(salt, before, after) != mark or not {before, after}.isdisjoint(NOTHINGS):
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
        if action is not None and action.line != 0:
            faults.append(_("Action {seq}: it was changed after it was written.", seq=action.seq))
        faults += compared.headless(store, sealed)
        faults += compared.cut({hash[:12] for hash in seen}, kept)
        faults += compared.strays(store, last, ranks)
    return Verification(count, parent, tuple(faults))
