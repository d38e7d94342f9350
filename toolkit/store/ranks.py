"""What the journal says of some nouns alone, and the order of birth that an undo gives back."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select

from toolkit.store import journal, tables
from toolkit.store.store import RANK_STEP, Store

_FEW = 400
"""Below so many ids, the journal is asked about each of them; above, it is read whole."""

Key = tuple[str, str]


def about(store: Store, query: Any, keys: Iterable[Key]) -> Iterator[Any]:
    """Yield the rows of a query on the edits that are about ``keys``, in the order of the journal."""
    asked = set(keys)
    query = query.order_by(tables.edits.c.seq, tables.edits.c.n)
    by_shelf: dict[str, list[str]] = {}
    for shelf, id in asked:
        by_shelf.setdefault(shelf, []).append(id)
    for shelf, ids in sorted(by_shelf.items()):
        if len(ids) > _FEW:
            rows = store.run(query.where(tables.edits.c.shelf == shelf))
        else:
            rows = store.run(query.where(tables.edits.c.shelf == shelf, tables.edits.c.id.in_(ids)))
        yield from (row for row in rows if (row[0], row[1]) in asked)


def earlier_ranks(store: Store, action: journal.Action) -> dict[Key, int]:
    """Return the order of birth, before ``action``, of the nouns that it took away or moved among the others."""
    left, right = tables.edits, tables.payloads
    joined = (left.c.seq == right.c.seq) & (left.c.n == right.c.n)
    gone = select(left.c.shelf, left.c.id).join_from(left, right, joined)
    gone = gone.where(left.c.seq == action.seq, right.c.before.is_not(None))
    keys = {(row[0], row[1]) for row in store.run(gone.where(right.c.after.is_(None) | left.c.rank.is_not(None)))}
    if not keys:
        return {}
    query = (
        select(left.c.shelf, left.c.id, left.c.seq, left.c.n, left.c.rank)
        .join_from(left, right, joined)
        .join(tables.journal, tables.journal.c.seq == left.c.seq)
        .where(tables.journal.c.line == 0, left.c.seq < action.seq)
        .where(left.c.rank.is_not(None) | right.c.before.is_(None))
    )
    ranks: dict[Key, int] = {}
    for shelf, id, seq, n, rank in about(store, query, keys):
        ranks[shelf, id] = rank if rank is not None else seq * RANK_STEP + n
    return ranks
