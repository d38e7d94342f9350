"""The only place that speaks SQLite: how a file is opened, locked, checked and copied.

On another database each function has its portable answer, or does nothing.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Engine, create_engine, event, func
from sqlalchemy.pool import NullPool

from toolkit.errors import CannotWrite, DamagedStudy, StudyLocked, ToolkitError
from toolkit.store.places import Place

APPLICATION_ID = 0x43524E54  # “CRNT”
BUSY_MS = 15_000


def version() -> tuple[str, bool]:
    """Return the version of the SQLite library, and whether it is recent enough."""
    return sqlite3.sqlite_version, sqlite3.sqlite_version_info >= (3, 35)


def engine_for(path: Path, place: Place, *, busy_ms: int = BUSY_MS) -> Engine:
    """Return the engine of a study file: WAL and full flushes on a local disk, rollback journal elsewhere."""
    mode = "WAL" if place.sort == "local" else "DELETE"

    def connect() -> sqlite3.Connection:
        # A connection belongs to one thread (see Store); closing may come from another, hence the False.
        connection = sqlite3.connect(path, timeout=busy_ms / 1000, isolation_level=None, check_same_thread=False)
        connection.executescript(
            f"PRAGMA busy_timeout={busy_ms}; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            "PRAGMA cache_size=-65536;"
        )
        connection.execute(f"PRAGMA journal_mode={mode}")
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    event.listen(engine, "begin", lambda _connection: None)
    return engine


def alone(connection: Any) -> bool:
    """Tell whether nobody else has the file open, as far as SQLite can know: leaving the WAL asks for that."""
    try:
        connection.execute("PRAGMA busy_timeout=1000")
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    return bool(mode == "delete")


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a file so that nobody writes in it, while it is read; raise ``StudyLocked`` when somebody is writing."""
    connection = sqlite3.connect(path, timeout=1, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
    except sqlite3.OperationalError as error:
        raise fault(error, path) or error from None
    finally:
        connection.close()


def frozen(path: Path) -> sqlite3.Connection:
    """Open a copy as it lies, for one reading: nothing is written beside it; what waits in its WAL is read."""
    wal = path.with_name(f"{path.name}-wal")
    how = "mode=ro" if wal.is_file() and wal.stat().st_size else "immutable=1"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None, check_same_thread=False
    )


def frozen_engine(path: Path) -> Engine:
    """Return the engine of a copy that is only read."""
    engine = create_engine(
        "sqlite://", creator=lambda: frozen(path), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
    event.listen(engine, "begin", lambda _connection: None)
    return engine


OPENED: Counter[Path] = Counter()
"""The study files that this process has open. On POSIX, a file that is opened and closed by hand (or by a connection
that takes no lock) loses all the locks that the process has on it: another process then believes that it is alone."""


def looks_like_study(path: Path) -> bool:
    """Tell whether a file begins as an SQLite database that Carnet signed; one that this process has open does."""
    if OPENED[path.resolve()]:
        return True
    with path.open("rb") as file:
        head = file.read(100)
    return head[:16] == b"SQLite format 3\x00" and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def is_signed(path: Path) -> bool:
    """Tell whether a file is an SQLite database that Carnet signed; it may be in use.

    Asked of SQLite: on POSIX, a file that is opened and closed by hand loses the locks that this process has on it.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_MS / 1000)
    try:
        return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    finally:
        connection.close()


def sign(connection: Any) -> None:
    """Write Carnet's mark into the file (before its first page is filled)."""
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")


def begin_writing(connection: Any) -> None:
    """Open the transaction of a change, alone from its first instant: the head is then read without a race."""
    connection.execute("BEGIN IMMEDIATE")


def broken_links(connection: Any) -> Counter[tuple[str, str]]:
    """Return how many links point to nothing, by ``(table, table pointed at)``, inside the open transaction."""
    return Counter((row[0], row[2]) for row in connection.execute("PRAGMA foreign_key_check").fetchall())


def data_version(connection: Any) -> int:
    """Return a number that changes when another process has written."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def field_of(column: Any, name: str) -> ColumnElement[Any]:
    """Return one field of a column of JSON texts: a scalar as it is, a list as its JSON."""
    found: ColumnElement[Any] = func.json_extract(column, f"$.{name}")
    return found


def listed(*values: Any) -> ColumnElement[Any]:
    """Return values as the JSON of a list."""
    found: ColumnElement[Any] = func.json_array(*values)
    return found


def with_one_more(items: Any, value: Any) -> ColumnElement[Any]:
    """Return the JSON of a list with one value at its end."""
    found: ColumnElement[Any] = func.json_insert(items, "$[#]", value)
    return found


@contextmanager
def impatient(connection: Any) -> Iterator[None]:
    """Wait for nobody: what is locked fails at once."""
    connection.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def fold_back(connection: Any) -> None:
    """Bring the WAL back into the file, so that ``study.db`` copied alone is whole; wait for nobody."""
    try:
        connection.execute("PRAGMA busy_timeout=200")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    except sqlite3.OperationalError:
        return  # somebody reads: SQLite folds it back at their closing


def rebuild(connection: Any) -> bool:
    """Write the file anew, without what was erased, and empty the WAL; tell whether no reader held it back."""
    try:
        connection.execute("PRAGMA busy_timeout=200")
        connection.execute("VACUUM")
        return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            return False
        raise
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def is_whole(connection: Any) -> bool:
    """Tell whether the file passes SQLite's own check and no link points to nothing."""
    answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
    return answer == "ok" and not broken_links(connection)


STEP_PAGES = 512
RESTARTS = 20


def copy_to(connection: Any, target: Path, *, steps: bool = False) -> None:
    """Copy the whole study to ``target`` by the backup API, while it may be in use.

    ``steps``: without a WAL a copy in one go would hold back whoever writes; in steps it begins again after each
    writing, and goes to its end in one go when that happens too often.
    """
    copy = sqlite3.connect(target)
    try:
        if steps:
            _copy_by_steps(connection, copy)
        else:
            connection.backup(copy)
    finally:
        copy.close()


class _TooOften(Exception):
    """A copy in steps that had to begin again too often."""


def _copy_by_steps(connection: Any, copy: Any) -> None:
    left, restarts = 0, 0

    def progress(_status: int, remaining: int, _total: int) -> None:
        nonlocal left, restarts
        restarts += remaining > left
        left = remaining
        if restarts > RESTARTS:
            raise _TooOften

    try:
        connection.backup(copy, pages=STEP_PAGES, progress=progress, sleep=0.02)
    except _TooOften:
        connection.backup(copy)


def copy_from(connection: Any, source: Path) -> None:
    """Replace the whole study by the copy at ``source``, in one locked gesture."""
    copy = sqlite3.connect(f"{source.absolute().as_uri()}?immutable=1", uri=True)
    try:
        copy.backup(connection)
    finally:
        copy.close()


def head_of_copy(path: Path) -> str | None:
    """Return the head of the journal of a copy that passes SQLite's check; None when it is not whole."""
    try:
        if not looks_like_study(path):
            return None
        # A copy on a protected key is read as it lies: nothing is written beside it.
        copy = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
        try:
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                return None
            row = copy.execute("SELECT hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        finally:
            copy.close()
    except (OSError, sqlite3.DatabaseError):
        return None
    return str(row[0]) if row else None


def hashes_of(path: Path, verb: str) -> set[str]:
    """Return the hashes of the actions of a copy that have a verb."""
    copy = frozen(path)
    try:
        return {row[0] for row in copy.execute("SELECT hash FROM journal WHERE verb = ?", (verb,))}
    finally:
        copy.close()


def last_but(path: Path, verb: str) -> str | None:
    """Return the hash of the last action of a copy that has another verb; None when it cannot be read."""
    try:
        copy = frozen(path)
        try:
            query = "SELECT hash FROM journal WHERE verb <> ? ORDER BY seq DESC LIMIT 1"
            row = copy.execute(query, (verb,)).fetchone()
        finally:
            copy.close()
    except (OSError, sqlite3.DatabaseError):
        return None
    return str(row[0]) if row else None


def fault(error: BaseException, path: Path) -> ToolkitError | None:
    """Return the sentence of what the database refused; None when it is not about the file."""
    error = getattr(error, "orig", None) or error
    text = str(error).lower()
    if "could not decode" in text:
        return DamagedStudy(path)  # what follows is the text itself, whatever it says
    if "locked" in text or "busy" in text:
        return StudyLocked(path)
    if "full" in text:
        return CannotWrite(path, "full")
    if "readonly" in text or "read-only" in text:
        return CannotWrite(path, "readonly")
    if "unable to open" in text:
        return CannotWrite(path, "readonly" if path.exists() else "")
    if "disk i/o" in text:
        return CannotWrite(path)
    # The message of the database may quote what it could not read: only our own sentence is shown.
    wrong_call = isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError | sqlite3.IntegrityError)
    return None if wrong_call else DamagedStudy(path)
