"""The order of birth of what a study holds: the same in every copy that knows the same actions.

A noun has the place of the action that brought it. Taken away and brought again by somebody who knew the first time,
it has the place of the second; brought apart in two copies, that of the earlier one. An undone action gives no place.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import func, select

from toolkit.model.views import Key
from toolkit.store import journal, tables
from toolkit.store.lines import MERGE, Header, Lines
from toolkit.store.ranks import about

Birth = tuple[int, str, int, str]
"""When a noun took its place: a time in microseconds, the hash of the action, the place in it, and the id."""


class _Mark(NamedTuple):
    """One edit of an action that may have brought a noun; ``erased`` when nobody can read any more whether it did."""

    hash: str
    n: int
    birth: bool
    erased: bool


class Order:
    """The order that comes of what one copy knows, or two of them together."""

    def __init__(self, *copies: Lines):
        self._copies = copies
        self._known = frozenset[str]().union(*(lines.known() for lines in copies))
        self._rows: dict[str, Header] = {}
        for lines in copies:
            self._rows |= {hash: row for hash, row in lines.rows.items() if hash not in self._rows}

    def births(self, keys: Iterable[Key]) -> dict[Key, Birth]:
        """Return when each noun took its place; what no known action speaks of is left out."""
        marks: dict[Key, dict[tuple[str, int], _Mark]] = defaultdict(dict)
        others: dict[Key, list[tuple[str, int]]] = defaultdict(list)
        asked = set(keys)
        for lines in self._copies:
            for shelf, id, seq, n, rank, before, after, salt in about(lines.store, _edits(), asked):
                row = lines.by_seq[seq]
                if row.hash not in self._known:
                    continue
                if row.verb in (*journal.INVERSES, journal.REDACT) or (row.verb == MERGE and rank is not None):
                    others[shelf, id].append((row.hash, n))
                    continue
                birth = bool(after) and not before
                marks[shelf, id][row.hash, n] = _Mark(row.hash, n, birth, salt is None)
        found: dict[Key, Birth] = {}
        for key in asked & (marks.keys() | others.keys()):
            places = self._standing(list(marks[key].values())) or [_Mark(*at, True, False) for at in others[key]]
            found[key] = min((self._when(mark.hash), mark.hash, mark.n, key[1]) for mark in places)
        return found

    def unsettled(self, ours: Lines, only_theirs: set[str]) -> set[Key]:
        """Return the nouns whose place here the rows ``only_theirs`` may move, or something that was given back."""
        found: set[Key] = set()
        left, right, rows = tables.edits, tables.payloads, tables.journal
        joined = (left.c.seq == right.c.seq) & (left.c.n == right.c.n)
        born = right.c.before.is_(None) & right.c.after.is_not(None)
        plain = rows.c.verb.not_in((*journal.INVERSES, journal.REDACT))
        keys = select(left.c.shelf, left.c.id).join_from(left, rows, rows.c.seq == left.c.seq)
        several = keys.join(right, joined).where(born, plain, (rows.c.verb != MERGE) | left.c.rank.is_(None))
        several = several.group_by(left.c.shelf, left.c.id).having(func.count() > 1)
        for lines in self._copies:
            found |= {(row[0], row[1]) for row in lines.store.run(several)}
            news = {lines.rows[hash].seq for hash in only_theirs if hash in lines.rows and lines is not ours}
            coming = select(left.c.shelf, left.c.id, left.c.seq).join_from(left, right, joined, isouter=True)
            coming = coming.where(born | right.c.salt.is_(None), left.c.seq >= min(news, default=0))
            found |= {(row[0], row[1]) for row in lines.store.run(coming) if row[2] in news} if news else set()
        # What was given back got the rank that it had: meanwhile, the others may have moved.
        given = keys.where(rows.c.verb.in_(journal.INVERSES), rows.c.line == 0, left.c.rank.is_not(None))
        return found | {(row[0], row[1]) for row in ours.store.run(given.distinct())}

    # — among several marks, those that give the place —

    def _standing(self, marks: list[_Mark]) -> list[_Mark]:
        """Return the births that no later one replaced, among those that were not undone."""
        births = [mark for mark in marks if mark.birth or (mark.erased and not self._follows(mark, marks))]
        births = [mark for mark in births if mark.hash not in self._undone] or births
        return [mark for mark in births if not any(self._before(mark, other) for other in births)]

    def _follows(self, mark: _Mark, marks: list[_Mark]) -> bool:
        return any(self._before(other, mark) for other in marks)

    def _before(self, one: _Mark, other: _Mark) -> bool:
        """Tell whether who did the second action knew the first one."""
        chain, at = self._chains[0][one.hash]
        mine, there = self._chains[0][other.hash]
        if chain == mine:
            return (at, one.n) < (there, other.n)
        return self._chains[1][other.hash].get(chain, -1) >= at

    def _when(self, hash: str) -> int:
        return next(lines.when(hash) for lines in self._copies if hash in lines.rows)

    @cached_property
    def _undone(self) -> set[str]:
        """The actions that were undone, and not done again since."""
        last: dict[str, tuple[int, str, str]] = {}
        for hash in self._known:
            row = self._rows[hash]
            if row.target and row.verb in journal.INVERSES:
                last[row.target] = max(last.get(row.target, (0, "", "")), (self._when(hash), hash, row.verb))
        return {target for target, (_at, _hash, verb) in last.items() if verb == "undo"}

    @cached_property
    def _chains(self) -> tuple[dict[str, tuple[int, int]], dict[str, dict[int, int]]]:
        """The place of each action on a chain of its own, and how far on each other chain it knows.

        Actions that follow each other share what they know: only a merge, or a fork, makes it anew.
        """
        places: dict[str, tuple[int, int]] = {}
        reach: dict[str, dict[int, int]] = {}
        tips: dict[int, str] = {}
        for hash, row in self._rows.items():
            chain, at = places.get(row.parent, (len(tips), -1))
            knows = reach.get(row.parent, {})
            if tips.get(chain, row.parent) != row.parent:
                knows = {**knows, chain: at}
                chain, at = len(tips), -1
            if row.merged in places:
                there, far = places[row.merged]
                further = {**reach[row.merged], there: far}
                knows = {one: max(knows.get(one, -1), further.get(one, -1)) for one in knows.keys() | further.keys()}
            places[hash], reach[hash], tips[chain] = (chain, at + 1), knows, hash
        return places, reach


def _edits() -> Any:
    left, right = tables.edits, tables.payloads
    query = select(
        left.c.shelf,
        left.c.id,
        left.c.seq,
        left.c.n,
        left.c.rank,
        right.c.before.is_not(None),
        right.c.after.is_not(None),
        right.c.salt,
    )
    return query.join_from(left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n), isouter=True)
