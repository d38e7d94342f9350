"""The journal of one copy as a graph: which rows it knows, which it alone has, what it alone did.

A merge row has two parents; a merge that was undone brings nothing. Two copies of one study share rows by hash.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import select

from toolkit.model.plain import NOUNS, Noun, from_json
from toolkit.model.views import Key, Touch
from toolkit.store import journal, tables
from toolkit.store.ranks import about
from toolkit.store.store import Store

MERGE = "merge"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Header(NamedTuple):
    """What is needed of a journal row to walk the graph."""

    seq: int
    hash: str
    parent: str
    merged: str | None
    verb: str
    target: str | None
    line: int
    at: str
    coder: str


class Lines:
    """The rows of the journal of one copy, read once."""

    def __init__(self, store: Store):
        self.store = store
        names = Header._fields
        query = select(*(tables.journal.c[name] for name in names)).order_by(tables.journal.c.seq)
        self.rows: dict[str, Header] = {row[1]: Header._make(row) for row in store.run(query)}
        self.by_seq = {row.seq: row for row in self.rows.values()}
        self.main = [row for row in self.rows.values() if row.line == 0]
        self.head = self.main[-1].hash if self.main else journal.GENESIS
        self._known: set[str] = set()
        self._standing: set[str] = set()
        self._chains: dict[str, frozenset[int]] = {}
        self._when: dict[str, int] = {}

    # — what is known —

    def first(self) -> str:
        """Return the hash of the first row: the same in every copy of a study."""
        return next(iter(self.rows), "")

    def known(self) -> set[str]:
        """Return the hashes reachable from the head through parents, and through merges that still stand."""
        if not self._known:
            self._known = self._reached()
        return self._known

    def _reached(self) -> set[str]:
        rows, seen, passed = self.rows, set[str](), set[str]()
        queue, walked = [self.head], {self.head}
        while queue:
            at = queue.pop()
            last: dict[str, str] = {}
            undone: set[str] = set()
            while at in rows and at not in passed:
                seen.add(at)
                if not undone:
                    # No merge further down was undone on the way here: whoever comes by again learns nothing more.
                    passed.add(at)
                row = rows[at]
                if row.target and self.about_merge(row) and last.setdefault(row.target, row.verb) == "undo":
                    undone.add(row.target)
                if row.merged and last.get(at) != "undo":
                    self._standing.add(at)
                    if row.merged not in walked:
                        walked.add(row.merged)
                        queue.append(row.merged)
                undone.discard(at)
                at = row.parent
        return seen

    def about_merge(self, row: Header) -> bool:
        """Tell whether a row undoes or redoes a merge."""
        target = self.rows.get(row.target or "")
        return row.verb in journal.INVERSES and target is not None and target.verb == MERGE

    def chain(self, head: str) -> frozenset[int]:
        """Return the numbers of the rows of one line, from ``head`` back to the first."""
        if head not in self._chains:
            walked, at = set(), head
            while at in self.rows:
                walked.add(self.rows[at].seq)
                at = self.rows[at].parent
            self._chains[head] = frozenset(walked)
        return self._chains[head]

    def when(self, hash: str) -> int:
        """Return the time of a row in microseconds: always after its parent's, though a clock went back."""
        if not self._when:
            for row in self.rows.values():
                at = int((datetime.fromisoformat(row.at) - _EPOCH).total_seconds() * 1_000_000)
                self._when[row.hash] = max(at, self._when.get(row.parent, 0) + 1)
        return self._when[hash]

    # — what one copy alone did —

    def touches(self, only: set[str], differing: set[Key]) -> dict[Key, Touch]:
        """Return what the rows ``only`` (known here, not in the other copy) did to the nouns that differ.

        Left out: redactions, the undoing or redoing of a merge, and what a merge took over from rows that the other
        copy knows.
        """
        first: dict[Key, tuple[str | None, bool, str]] = {}
        last: dict[Key, tuple[str, str]] = {}
        brought: dict[Key, tuple[str | None, bool, str]] = {}
        adopting: list[tuple[Key, Header, str | None, str | None]] = []
        for row, shelf, id, kept, before, after in self._edits_of(only):
            key = (shelf, id)
            if key not in differing or row.verb == "redact" or self.about_merge(row):
                continue
            if row.verb == MERGE:
                if kept:
                    adopting.append((key, row, before, after))
            elif row.line:
                brought.setdefault(key, (before, kept, row.hash))
                last[key] = (row.coder, row.at)
            else:
                first.setdefault(key, (before, kept, row.hash))
                last[key] = (row.coder, row.at)
        held = self._held([(key, row.merged or "") for key, row, _before, _after in adopting])
        adopting.sort(key=lambda one: (-one[1].line, one[1].seq))
        for key, row, before, after in adopting:
            same = _same(key[0], after, held.get((key, row.merged or "")))
            if row.line and not same:
                brought.setdefault(key, (before, True, row.hash))
                last.setdefault(key, (row.coder, row.at))
            elif not row.line and (key in brought or not same):
                earlier = first.get(key)
                if earlier is None or self.rows[earlier[2]].seq > row.seq:
                    first[key] = (before, True, row.hash)
                last.setdefault(key, (row.coder, row.at))
        made = {}
        for key, (before, kept, _hash) in {**brought, **first}.items():
            noun: Noun | None = from_json(NOUNS[key[0]], before) if before is not None else None
            made[key] = Touch(noun, kept, *last[key])
        return made

    def declined(self, only: set[str], states: dict[Key, Noun | None]) -> dict[Key, Touch]:
        """Return what a merge among the rows ``only`` did not take over: it knew another state, and left this one.

        ``states`` are the nouns to look at, as they are here. Ask ``known`` first: a merge undone left nothing.
        """
        merges = [self.rows[hash] for hash in only if hash in self._standing]
        merges.sort(key=lambda row: row.seq)
        held = self._held([(key, row.merged or "") for key in states for row in merges])
        found: dict[Key, Touch] = {}
        for (key, head), (text, line) in held.items():
            noun: Noun | None = from_json(NOUNS[key[0]], text) if text is not None else None
            if line and noun != states[key]:
                row = next(row for row in merges if row.merged == head)
                found[key] = Touch(noun, True, row.coder, row.at)
        return found

    def redacted(self, only: set[str]) -> set[Key]:
        """Return the nouns that the rows ``only`` redacted."""
        return {(shelf, id) for row, shelf, id, *_rest in self._edits_of(only) if row.verb == "redact"}

    def authored(self, only: set[str]) -> bool:
        """Tell whether some of these rows are more than the knowledge of another copy."""
        return any(
            self.rows[hash].verb not in (MERGE, "redact") and not self.about_merge(self.rows[hash]) for hash in only
        )

    def _edits_of(self, only: set[str]) -> Iterator[tuple[Header, str, str, bool, str | None, str | None]]:
        """Yield ``(row, shelf, id, readable, before, after)`` of each edit of the rows ``only``, in order."""
        if not only:
            return
        wanted = {self.rows[hash].seq: self.rows[hash] for hash in only}
        left, right = tables.edits, tables.payloads
        query = (
            select(left.c.seq, left.c.shelf, left.c.id, right.c.salt, right.c.before, right.c.after)
            .join_from(left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n), isouter=True)
            .where(left.c.seq >= min(wanted), left.c.seq <= max(wanted))
            .order_by(left.c.seq, left.c.n)
        )
        for seq, shelf, id, salt, before, after in self.store.run(query):
            if seq in wanted:
                yield wanted[seq], shelf, id, salt is not None, before, after

    def _held(self, asked: list[tuple[Key, str]]) -> dict[tuple[Key, str], tuple[str | None, int]]:
        """Return, for each noun and the head of a line, its last state there, and the line here of who left it so.

        A noun that the line never held is not there.
        """
        found: dict[tuple[Key, str], tuple[str | None, int]] = {}
        if not asked:
            return found
        heads: dict[Key, list[str]] = {}
        for key, head in asked:
            heads.setdefault(key, []).append(head)
        left, right = tables.edits, tables.payloads
        query = select(left.c.shelf, left.c.id, left.c.seq, right.c.after).join_from(
            left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n)
        )
        for shelf, id, seq, after in about(self.store, query, heads):
            for head in heads[shelf, id]:
                if seq in self.chain(head):
                    found[(shelf, id), head] = (after, self.by_seq[seq].line)
        return found


def _same(shelf: str, after: str | None, held: tuple[str | None, int] | None) -> bool:
    """Tell whether a merge row took over what the merged line held."""
    if held is None:
        return False
    if after is None or held[0] is None:
        return after is held[0]
    return after == held[0] or from_json(NOUNS[shelf], after) == from_json(NOUNS[shelf], held[0])
