"""What a study file answers: its nouns, whole columns, the journal's headers and the changes that they tell."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, select

from toolkit.errors import DamagedStudy, Refused
from toolkit.i18n import _
from toolkit.model.change import Change
from toolkit.model.plain import NOUNS, Noun, from_json
from toolkit.store import journal, tables
from toolkit.store.journal import Action
from toolkit.store.opened import Opened
from toolkit.store.rows import columns, from_row


class Reading(Opened):
    """The reading half of a store."""

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

    def last_moment(self) -> str:
        """Return when the last action was done (UTC, ISO)."""
        return self._last()[2]

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

    def is_readable(self, action: Action) -> bool:
        """Tell whether every edit of an action can still be read: a redaction may have erased some."""
        table = tables.payloads
        query = select(func.count()).where(table.c.seq == action.seq)
        return bool(self.run(query)[0][0] == action.edits)

    def redacted_since(self, action: Action) -> bool:
        """Tell whether something was erased for ever after an action."""
        table = tables.journal
        query = select(table.c.seq).where(table.c.seq > action.seq, table.c.verb == journal.REDACT)
        return bool(self.run(query.limit(1)))
