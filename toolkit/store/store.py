"""The store: one file, every noun in its table, every change in the journal.

One connection per thread; one transaction, one journal action per change. When ``write`` returns, it is on disk.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

import toolkit
from toolkit.errors import CannotWrite, Conflict, NotAStudy, Refused, ToolkitError
from toolkit.i18n import _
from toolkit.model.change import Change
from toolkit.model.codes import Code, Coding
from toolkit.model.free_ids import with_free_ids
from toolkit.model.plain import Noun, to_json
from toolkit.model.twins import circles
from toolkit.store import dialect, journal, migrations, tables
from toolkit.store.dangling import broken_link
from toolkit.store.idle import Idle
from toolkit.store.journal import Entry
from toolkit.store.places import place_of
from toolkit.store.reading import Reading
from toolkit.store.rows import columns, to_row

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


class Store(Reading):
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
        except CannotWrite as fault:
            self._shut()
            if create or not self._to_read(fault.reason):
                raise
        except BaseException:
            self._shut()
            raise

    def _shut(self) -> None:
        for connection in self._opened:
            connection.close()
        self._let_go()

    def _to_read(self, reason: str) -> bool:
        """Open for reading only what cannot be written here; tell whether all that was ever written can be read."""
        try:
            with self._faults():
                if not self._reopened_frozen() or migrations.version_of(self._driver()) != migrations.LATEST:
                    self._shut()
                    return False
        except ToolkitError:
            self._shut()
            return False
        self.read_only = reason or "refused"
        why = {
            "full": _("the disk is full"),
            "readonly": _("its folder cannot be written"),
        }.get(self.read_only, _("the disk refuses to write there"))
        self.notes.append(
            _(
                "This study is opened for reading only ({why}): it can be read, exported elsewhere and copied with "
                "“carnet backup --to”, but nothing is added to it.",
                why=why,
            )
        )
        return True

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
        Raises ``Conflict`` when a ``before`` is no longer what is stored, ``Refused`` when a link would break or
        the codebook turn in a circle.
        """
        verb = verb or change.verb
        self._refuse_to_write()
        with self._lock, self._faults():
            driver = self._driver()
            try:
                return self._attempt(driver, change, coder, verb, target, ranks), change
            except self._integrity_errors():
                fresh = Change(change.verb, tuple(edit for edit in change if not self._repeated(edit)))
                renamed = with_free_ids(fresh, self._coding)
                if len(fresh) == len(change) and renamed is fresh:
                    taken = [id for id, before, after in change if before is None and after is not None]
                    raise Conflict(verb, taken) from None
                if not len(fresh):
                    return self.head(), fresh
                return self._attempt(driver, renamed, coder, verb, target, ranks), renamed

    def _attempt(
        self, driver: Any, change: Change, coder: str, verb: str, target: str | None, ranks: Ranks | None
    ) -> str:
        dialect.begin_writing(driver)
        try:
            self._check_before(driver, change, verb)
            self.apply(driver, change, self._last(driver)[0] + 1, ranks)
            self._check_tree(change)
            sealed = self.seal(driver, entries_of(change, ranks), verb=verb, coder=coder, target=target)
            try:
                driver.execute("COMMIT")
            except self._integrity_errors():
                broken = dialect.broken_links(driver)
                raise broken_link(verb, broken) from None
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

    def _coding(self, id: str) -> Coding | None:
        held = self.get("codings", id)
        return held if isinstance(held, Coding) else None

    def _check_tree(self, change: Change) -> None:
        """Refuse a change that puts a code under one of its own descendants, whoever wrote meanwhile."""
        moved = {
            id
            for id, before, after in change
            if isinstance(after, Code)
            and after.parent is not None
            and getattr(before, "parent", None) != after.parent
        }
        if not moved:
            return
        table = tables.codes
        parents = {row.id: row.parent for row in self._connection().execute(select(table.c.id, table.c.parent))}
        for ring in circles(parents):
            if moved & set(ring):
                raise Refused(
                    _("The codebook would turn in a circle: {codes}.", codes=", ".join(ring)),
                    _("Give one of its codes another parent."),
                    codes=tuple(ring),
                )

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
        self._refuse_to_write()
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
            if self.read_only:
                return value
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

    def _quiet_moment(self) -> None:
        """Fold the WAL back, from the thread that waits for a quiet moment; then what was left for it."""
        with self._lock:
            self._fold()
        for work in list(self.when_quiet):
            work()

    def _fold(self) -> None:
        """Fold the WAL back, if the file is still there: a key pulled out must not end in a trace of the program."""
        with suppress(ToolkitError), self._faults():
            if not self._engine_closed():
                dialect.fold_back(self._driver())

    def leave(self) -> None:
        """Close the connection of the calling thread, which ends; what it held back is folded at a quiet moment."""
        self.release()
        self._idle.again()

    def close(self) -> None:
        """Fold the WAL back and close every connection."""
        self._idle.close()
        with self._lock:
            if self._opened and not self.read_only:
                self._fold()
            self._shut()

    def _engine_closed(self) -> bool:
        return all(connection.closed for connection in self._opened)
