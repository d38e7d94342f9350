"""The store: one file, every noun in its table, every change in the journal.

One connection per thread; one transaction, one journal action per change. When ``write`` returns, it is on disk.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

import toolkit
from toolkit.errors import Conflict, DamagedStudy, NotAStudy, Refused
from toolkit.i18n import _
from toolkit.model.change import Change
from toolkit.model.codes import Coding
from toolkit.model.plain import NOUNS, Noun, from_json, to_json
from toolkit.store import dialect, journal, migrations, tables
from toolkit.store.idle import Idle
from toolkit.store.journal import Action, Entry
from toolkit.store.opened import Opened
from toolkit.store.places import place_of
from toolkit.store.rows import columns, from_row, to_row

RANK_STEP = 1 << 24
"""The rank of a noun is the number of its action times this, plus its place in the action."""
ACTS = ("delete", "update", "move", "insert")


Ranks = Mapping[tuple[str, str], int]
"""The order of birth of ``(shelf, id)`` where it is not that of the action."""


def entries_of(change: Change, ranks: Ranks | None = None) -> list[Entry]:
    """Return the edits of a change as the journal keeps them."""
    entries = []
    for id, before, after in change:
        noun = after if after is not None else before
        assert noun is not None
        states = [to_json(state) if state is not None else None for state in (before, after)]
        entries.append(Entry(noun.shelf, id, states[0], states[1], (ranks or {}).get((noun.shelf, id))))
    return entries


def _place(coding: Coding) -> tuple[str, int, int, str, str]:
    """Return what only one coding may have."""
    return coding.transcript, coding.start, coding.end, coding.code, coding.coder


class Store(Opened):
    """Opens ``path``, bringing an older file up to date (after a copy).

    Raises ``NotAStudy``, ``DamagedStudy``, ``NewerStudy``, ``CannotWrite`` or ``StudyLocked``.
    """

    def __init__(self, path: Path, *, create: bool = False, busy_ms: int = dialect.BUSY_MS):
        self.notes: list[str] = []
        self._idle = Idle(self._quiet_moment)
        self.when_quiet: list[Callable[[], None]] = []
        if not create and not path.exists():
            raise NotAStudy(path.parent)
        self._open(path, place_of(path.parent), busy_ms)
        try:
            self._begin(path, create)
        except BaseException:
            for connection in self._opened:
                connection.close()
            self._let_go()
            raise

    def _begin(self, path: Path, create: bool) -> None:
        with self._faults():
            migrations.check_signature(path, create=create)
            driver = self._driver()
            if create:
                dialect.sign(driver)
                tables.metadata.create_all(self._connection())
                migrations.set_version(driver, migrations.LATEST)
            else:
                self.notes += migrations.bring_up_to_date(self._connection(), driver, path)

    # — reading —

    def get(self, shelf: str, id: str) -> Noun | None:
        """Return one noun, or None."""
        found = self._rows(shelf, "id", {"key": id})
        return self._noun(shelf, found[0]) if found else None

    def all(self, shelf: str) -> list[Noun]:
        """Return the nouns of a shelf in the order of their birth."""
        return [self._noun(shelf, row) for row in self._rows(shelf, "all")]

    def _noun(self, shelf: str, row: Sequence[Any]) -> Noun:
        """Return the noun of a row; raise ``DamagedStudy``, which quotes nothing, when it cannot be one."""
        try:
            return from_row(shelf, dict(zip(columns(shelf), row, strict=True)))
        except (ValueError, TypeError, KeyError):
            raise DamagedStudy(self.path) from None

    def ids(self, shelf: str) -> list[str]:
        """Return the ids of a shelf in the order of their birth."""
        return [row[0] for row in self._rows(shelf, "ids")]

    def ranks(self, shelf: str) -> dict[str, int]:
        """Return the order of birth of each id of a shelf."""
        table = tables.metadata.tables[shelf]
        return {row[0]: row[1] for row in self.run(select(table.c.id, table.c.rank))}

    def columns(self, shelf: str, names: Sequence[str]) -> dict[str, list[Any]]:
        """Return whole columns of a shelf, in the order of birth."""
        every = columns(shelf)
        rows = self._rows(shelf, "all")
        taken = list(zip(*rows, strict=True)) if rows else [() for _name in every]
        return {name: list(taken[every.index(name)]) for name in names}

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one view of the study while several shelves are read."""
        if getattr(self._local, "reading", False):
            yield
            return
        with self._faults():
            driver = self._driver()
            driver.execute("BEGIN")
            self._local.reading = True
            try:
                yield
            finally:
                self._local.reading = False
                driver.execute("COMMIT")

    def head(self) -> str:
        """Return the hash of the last journal row."""
        return self._last()[1]

    def actions(
        self, *, coder: str | None = None, newest_first: bool = False, every_line: bool = False
    ) -> Iterator[Action]:
        """Yield the journal's headers: those of what was done here, or also what merges brought (``every_line``)."""
        table = tables.journal
        names = [table.c[name] for name in Action.__slots__]
        query = select(*names).order_by(table.c.seq.desc() if newest_first else table.c.seq)
        if coder is not None:
            query = query.where(table.c.coder == coder)
        if not every_line:
            query = query.where(table.c.line == 0)
        with self._faults():
            found = self._connection().execute(query)
            try:
                for row in found:
                    yield Action(*row)
            finally:
                # A reading left open would hold back the next writing of this thread.
                found.close()

    def touched(self, seq: int) -> list[tuple[str, str]]:
        """Return the ``(shelf, id)`` that an action touched, in order."""
        table = tables.edits
        query = select(table.c.shelf, table.c.id).where(table.c.seq == seq).order_by(table.c.n)
        with self._faults():
            return [(row[0], row[1]) for row in self._connection().execute(query)]

    def change_of(self, action: Action) -> Change:
        """Return the change that an action wrote; raise ``Refused`` when some of it was redacted."""
        left, right = tables.edits, tables.payloads
        query = (
            select(left.c.shelf, left.c.id, right.c.seq, right.c.before, right.c.after)
            .join_from(left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n), isouter=True)
            .where(left.c.seq == action.seq)
            .order_by(left.c.n)
        )
        made: list[tuple[str, Noun | None, Noun | None]] = []
        with self._faults():
            for shelf, id, kept, before, after in self._connection().execute(query):
                if kept is None:
                    raise Refused(_("This action cannot be given back: part of it was erased for ever."))
                cls = NOUNS[shelf]
                made.append((id, before and from_json(cls, before), after and from_json(cls, after)))
        return Change(action.verb, tuple(made))

    # — writing —

    def write(
        self,
        change: Change,
        *,
        coder: str,
        verb: str | None = None,
        target: str | None = None,
        ranks: Ranks | None = None,
    ) -> tuple[str, Change]:
        """Write a change and its journal row in one transaction; return the hash of the row, and what was written.

        A birth that is already there, the same, is left out; when nothing is left, nothing is written. ``ranks``
        gives their order of birth back to things that an undo brings back.
        Raises ``Conflict`` when a ``before`` is no longer what is stored, ``Refused`` when a link would break.
        """
        verb = verb or change.verb
        with self._lock, self._faults():
            driver = self._driver()
            try:
                return self._attempt(driver, change, coder, verb, target, ranks), change
            except self._integrity_errors():
                fresh = Change(change.verb, tuple(edit for edit in change if not self._repeated(edit)))
                if len(fresh) == len(change):
                    taken = [id for id, before, after in change if before is None and after is not None]
                    raise Conflict(verb, taken) from None
                if not len(fresh):
                    return self.head(), fresh
                return self._attempt(driver, fresh, coder, verb, target, ranks), fresh

    def _attempt(
        self, driver: Any, change: Change, coder: str, verb: str, target: str | None, ranks: Ranks | None
    ) -> str:
        dialect.begin_writing(driver)
        try:
            self._check_before(driver, change, verb)
            self.apply(driver, change, self._last(driver)[0] + 1, ranks)
            sealed = self.seal(driver, entries_of(change, ranks), verb=verb, coder=coder, target=target)
            try:
                driver.execute("COMMIT")
            except self._integrity_errors():
                broken = dialect.broken_links(driver)
                raise dialect.broken_link(verb, broken) from None
        except BaseException:
            if driver.in_transaction:
                driver.execute("ROLLBACK")
            raise
        self._idle.written()
        return sealed

    def seal(
        self,
        driver: Any,
        entries: Sequence[Entry],
        *,
        verb: str,
        coder: str,
        target: str | None = None,
        merged: str | None = None,
        after: tuple[int, str, str] | None = None,
    ) -> str:
        """Write one action at the end of the journal (edits, payloads, header), inside an open transaction.

        ``after`` is the number, the parent and the time that it follows, when rows of another line come between.
        """
        seq, parent, last_at = after or self._last(driver)
        seq += 1
        touched: list[tuple[str, str, str]] = []
        edit_rows, payload_rows = [], []
        for n, entry in enumerate(entries):
            salt = journal.salted()
            sealed = journal.commitment(salt, entry.before, entry.after)
            touched.append((entry.shelf, entry.id, sealed))
            edit = {"seq": seq, "n": n, "shelf": entry.shelf, "id": entry.id, "commitment": sealed}
            edit_rows.append({**edit, "rank": entry.rank})
            payload_rows.append({"seq": seq, "n": n, "salt": salt, "before": entry.before, "after": entry.after})
        header: dict[str, Any] = {
            "parent": parent,
            "merged": merged,
            "verb": verb,
            "coder": coder,
            "at": journal.moment_after(last_at),
            "tool": toolkit.__version__,
            "target": target,
            "root": journal.root_of(touched),
        }
        hash = journal.header_hash(**header)
        self._many(driver, "insert", tables.edits, edit_rows)
        self._many(driver, "insert", tables.payloads, payload_rows)
        last = {**header, "seq": seq, "hash": hash, "edits": len(touched), "line": 0}
        self._many(driver, "insert", tables.journal, [last])
        return hash

    def apply(self, driver: Any, change: Change, seq: int, ranks: Ranks | None = None) -> None:
        """Bring the rows of the shelves to what the change says: deletions, then changes, then births.

        ``ranks`` gives the order of birth of a noun that does not take its place from the action; a noun that is only
        changed takes the place given there, too.
        """
        work: dict[tuple[int, str], list[dict[str, Any]]] = {}
        moved: list[dict[str, Any]] = []
        for n, (id, before, after) in enumerate(change):
            if after is None:
                assert before is not None
                work.setdefault((0, before.shelf), []).append({"key": id})
                continue
            row, rank = to_row(after), (ranks or {}).get((after.shelf, id))
            if before is None:
                row["rank"] = seq * RANK_STEP + n if rank is None else rank
                work.setdefault((3, after.shelf), []).append(row)
            elif rank is None:
                work.setdefault((1, after.shelf), []).append({**row, "key": id})
            else:
                work.setdefault((2, after.shelf), []).append({**row, "rank": rank, "key": id})
            if isinstance(before, Coding) and isinstance(after, Coding) and _place(before) != _place(after):
                moved.append({"key": id})
        for (act, shelf), rows in sorted(work.items(), key=lambda item: item[0]):
            if act in (1, 2) and shelf == "codings" and len(moved) > 1:
                # Codings that move together could meet on their way, where a place holds one only: all step aside.
                self._many(driver, "aside", tables.codings, moved)
                moved = []
            self._many(driver, ACTS[act], tables.metadata.tables[shelf], rows)

    def _check_before(self, driver: Any, change: Change, verb: str) -> None:
        stale: list[str] = []
        for id, before, _after in change:
            if before is None:
                continue
            query = self._query(before.shelf, "id")
            row = driver.execute(query.sql, query.arguments({"key": id})).fetchone()
            expected = to_row(before)
            if row is None or any(row[i] != expected[name] for i, name in enumerate(columns(before.shelf))):
                stale.append(id)
        if stale:
            raise Conflict(verb, stale)

    def _repeated(self, edit: tuple[str, Noun | None, Noun | None]) -> bool:
        """Tell whether a birth says again what is stored: the same noun, or the same code on the same place."""
        id, before, after = edit
        if before is not None or after is None:
            return False
        if self.get(after.shelf, id) == after:
            return True
        if after.shelf != "codings":
            return False
        table = tables.codings
        assert isinstance(after, Coding)
        place = dict(zip(("transcript", "start", "end", "code", "coder"), _place(after), strict=True))
        query = select(table.c.id).where(*(table.c[name] == value for name, value in place.items()))
        return self._connection().execute(query).first() is not None

    def raw(self, work: Callable[[Any, Connection], Any]) -> Any:
        """Run ``work(driver, connection)`` in one writing transaction (replay, redaction, migrations)."""
        with self._lock, self._faults():
            driver = self._driver()
            dialect.begin_writing(driver)
            try:
                answer = work(driver, self._connection())
                driver.execute("COMMIT")
            except BaseException:
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
                raise
            self._idle.written()
            return answer

    def cached(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the bytes kept under ``key`` in the droppable table, made once."""
        table = tables.cache
        with self._lock, self._faults():
            found = self._connection().execute(select(table.c.value).where(table.c.key == key)).first()
            if found:
                return bytes(found[0])
            value = make()
            try:
                self._many(self._driver(), "insert", table, [{"key": key, "value": value}])
            except self._integrity_errors():
                # Another process made it meanwhile: theirs is as good.
                found = self._connection().execute(select(table.c.value).where(table.c.key == key)).first()
                return bytes(found[0]) if found else value
            return value

    def rebuild(self) -> bool:
        """Rebuild the file and empty the WAL; tell whether nobody's reading held them back."""
        with self._lock, self._faults():
            return dialect.rebuild(self._driver())

    def is_readable(self, action: Action) -> bool:
        """Tell whether every edit of an action can still be read: a redaction may have erased some."""
        left, right = tables.edits, tables.payloads
        query = (
            select(left.c.n)
            .join_from(left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n), isouter=True)
            .where(left.c.seq == action.seq, right.c.seq.is_(None))
        )
        return not self.run(query.limit(1))

    def redacted_since(self, action: Action) -> bool:
        """Tell whether something was erased for ever after an action."""
        table = tables.journal
        query = select(table.c.seq).where(table.c.seq > action.seq, table.c.verb == journal.REDACT)
        return bool(self.run(query.limit(1)))

    def _quiet_moment(self) -> None:
        """Fold the WAL back, from the thread that waits for a quiet moment; then what was left for it."""
        with self._lock:
            if not self._engine_closed():
                dialect.fold_back(self._driver())
        for work in list(self.when_quiet):
            work()

    def leave(self) -> None:
        """Close the connection of the calling thread, which ends; what it held back is folded at a quiet moment."""
        self._close_mine()
        self._idle.again()

    def close(self) -> None:
        """Fold the WAL back and close every connection."""
        self._idle.close()
        with self._lock:
            if self._opened and not self._engine_closed():
                dialect.fold_back(self._driver())
            for connection in self._opened:
                connection.close()
            self._let_go()

    def _engine_closed(self) -> bool:
        return all(connection.closed for connection in self._opened)
