"""An opened study file: one connection per thread, statements prepared once, faults said in one sentence."""

import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, bindparam, select
from sqlalchemy.exc import DBAPIError

from toolkit.errors import CannotWrite, DamagedStudy, StudyLocked, ToolkitError
from toolkit.store import dialect, journal, tables
from toolkit.store.places import Place
from toolkit.store.prepared import Prepared, statement
from toolkit.store.rows import columns


class Opened:
    """The connections of a study file, and how statements reach it."""

    path: Path
    place: Place
    read_only: str = ""
    """Why the file is only read (``full``, ``readonly``, ``refused``); empty when it can be written."""
    _file: Path | None
    _seen: tuple[int, int] | None = None

    def _open(self, path: Path, place: Place, busy_ms: int) -> None:
        self.path, self.place = path, place
        self._local = threading.local()
        self._opened: list[Connection] = []
        self._lock = threading.RLock()
        self._engine: Engine = dialect.engine_for(path, place, busy_ms=busy_ms)
        self._file = path.resolve()
        dialect.OPENED[self._file] += 1
        self._prepared: dict[tuple[str, str], Prepared] = {}

    def _reopened_frozen(self) -> bool:
        """Open the file again as it lies, to be read only; False when some of it waits in a WAL that cannot be read.

        Nobody is told of a writing then: the file is looked at before each reading, and opened again if it changed.
        """
        wal = self.path.with_name(f"{self.path.name}-wal")
        if wal.is_file() and wal.stat().st_size:
            return False
        self._engine = dialect.frozen_engine(self.path)
        self._file = self.path.resolve()
        dialect.OPENED[self._file] += 1
        self._seen = self._look()
        return True

    def _look(self) -> tuple[int, int]:
        held = self.path.stat()
        return held.st_mtime_ns, held.st_size

    def _again_if_changed(self) -> None:
        """Leave connections behind that would mix two states of a file that somebody else has written."""
        if self._seen is None or getattr(self._local, "reading", False):
            return
        wal = self.path.with_name(f"{self.path.name}-wal")
        if wal.is_file() and wal.stat().st_size:
            raise StudyLocked(self.path)
        if (now := self._look()) != self._seen:
            self._seen = now
            with self._lock:
                for connection in self._opened:
                    connection.close()
                self._opened.clear()

    def _refuse_to_write(self) -> None:
        if self.read_only:
            raise CannotWrite(self.path, self.read_only)

    def _let_go(self) -> None:
        """Forget the connections, which are closed, and the file."""
        self._opened.clear()
        self._local = threading.local()
        self._engine.dispose()
        if self._file is not None:
            dialect.OPENED[self._file] -= 1
            self._file = None

    def run(self, query: Select[Any]) -> list[Sequence[Any]]:
        """Return the rows of a reading query (for the store's own modules)."""
        with self._faults():
            return list(self._connection().execute(query).fetchall())

    def stream(self, query: Select[Any]) -> Generator[Sequence[Any], None, None]:
        """Yield the rows of a reading query one after the other, straight from the driver."""
        prepared = self._prepare(query)
        with self._faults():
            cursor = self._driver().execute(prepared.sql, prepared.arguments({}))
            try:
                yield from cursor
            finally:
                cursor.close()

    def copy_to(self, target: Path) -> None:
        """Copy the whole file to ``target``, while it may be in use."""
        with self._faults():
            dialect.copy_to(self._driver(), target, steps=self.place.sort != "local")

    def copy_from(self, source: Path) -> None:
        """Replace the whole study by the copy at ``source``."""
        with self._lock, self._faults():
            dialect.copy_from(self._driver(), source)

    def is_whole(self) -> bool:
        """Tell whether the database passes its own check."""
        with self._faults():
            return dialect.is_whole(self._driver())

    def data_version(self) -> int:
        """Return a number that changes when another process has written."""
        with self._faults():
            return dialect.data_version(self._driver())

    def _connection(self) -> Connection:
        self._again_if_changed()
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None or connection.closed:
            connection = self._engine.connect()
            self._local.connection = connection
            self._local.driver = connection.connection.driver_connection
            with self._lock:
                self._opened.append(connection)
        return connection

    def _driver(self) -> Any:
        self._connection()
        return self._local.driver

    def release(self) -> None:
        """Close the connection of the thread that calls: it will not come back."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            return
        self._local.connection = self._local.driver = None
        with self._lock:
            if connection in self._opened:
                self._opened.remove(connection)
        connection.close()

    def _last(self, driver: Any = None) -> tuple[int, str, str]:
        """Return the number, the hash and the time of the last action."""
        key = ("journal", "head")
        if key not in self._prepared:
            table = tables.journal
            self._prepared[key] = self._prepare(
                select(table.c.seq, table.c.hash, table.c.at).order_by(table.c.seq.desc()).limit(1)
            )
        query = self._prepared[key]
        with self._faults():
            row = (driver or self._driver()).execute(query.sql, query.arguments({})).fetchone()
        return (row[0], row[1], row[2]) if row else (0, journal.GENESIS, "")

    def _rows(self, shelf: str, what: str, values: dict[str, Any] | None = None) -> list[Sequence[Any]]:
        query = self._query(shelf, what)
        with self._faults():
            rows: list[Sequence[Any]] = self._driver().execute(query.sql, query.arguments(values or {})).fetchall()
            return rows

    def _query(self, shelf: str, what: str) -> Prepared:
        key = (shelf, what)
        if key not in self._prepared:
            table = tables.metadata.tables[shelf]
            names = ("id",) if what == "ids" else columns(shelf)
            query = select(*(table.c[name] for name in names)).order_by(table.c.rank, table.c.id)
            self._prepared[key] = self._prepare(
                query.where(table.c.id == bindparam("key")) if what == "id" else query
            )
        return self._prepared[key]

    def _many(self, driver: Any, act: str, table: Table, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        key = (table.name, act)
        if key not in self._prepared:
            self._prepared[key] = self._prepare(statement(act, table, list(rows[0])))
        prepared = self._prepared[key]
        if len(rows) == 1:
            driver.execute(prepared.sql, prepared.arguments(rows[0]))
        else:
            driver.executemany(prepared.sql, [prepared.arguments(row) for row in rows])

    def _prepare(self, statement: Any) -> Prepared:
        return Prepared(statement, self._engine)

    def _integrity_errors(self) -> type[BaseException]:
        error: type[BaseException] = self._engine.dialect.loaded_dbapi.IntegrityError
        return error

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turn what the database refuses about the file into one sentence."""
        try:
            yield
        except ToolkitError:
            raise
        except UnicodeError:
            raise DamagedStudy(self.path) from None
        except (DBAPIError, self._engine.dialect.loaded_dbapi.Error) as error:
            said = dialect.fault(error, self.path)
            if said is None:
                raise
            raise said from None
