"""Another copy of a study: read through a private copy of our own, checked before anything is believed.

Nothing is ever written in the file that is read, nor beside it.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import select

from toolkit.errors import (
    CannotWrite,
    DamagedStudy,
    NewerStudy,
    NotAStudy,
    Refused,
    StudyLocked,
    UnreadableFile,
    reason_of,
)
from toolkit.i18n import _
from toolkit.store import dialect, tables
from toolkit.store.audit import verify
from toolkit.store.store import Store

PATIENCE = 5.0
"""How long, in seconds, a program that writes in the other copy is waited for."""
_SIDES = ("-wal", "-journal")
_NAME = "study.db"


@contextmanager
def private_copy(path: Path, *, checked: bool = True) -> Iterator[Store]:
    """Give a checked copy of another study file (or of a study's folder), opened apart, taken away afterwards.

    An older study is brought up to date there only. Raises ``NotAStudy``, ``DamagedStudy``, ``NewerStudy``,
    ``StudyLocked``, ``UnreadableFile``, or ``Refused`` when its journal and its content do not agree.
    """
    path = _file_of(path)
    place = Path(tempfile.mkdtemp(prefix="carnet-merge-"))
    store: Store | None = None
    try:
        apart = place / _NAME
        _copy(path, apart)
        try:
            if dialect.head_of_copy(apart) is None:
                raise DamagedStudy(path)
            store = Store(apart)
        except NewerStudy as error:
            raise NewerStudy(path, error.version) from None
        except DamagedStudy:
            raise DamagedStudy(path) from None
        if checked and not (found := verify(store)):
            raise Refused(
                _("{path} is damaged: {fault}", path=path, fault=found.faults[0]),
                _("Nothing was brought in. Take another copy of that study, for instance from its “backups” folder."),
                faults=found.faults,
            )
        yield store
    finally:
        # Windows takes no file away that is still open.
        if store is not None:
            store.close()
        shutil.rmtree(place, ignore_errors=True)


def conflict_copies(store: Store) -> list[Path]:
    """Return the other files of a study's folder that are copies of it: their journals begin with the same row.

    They are known by what they hold: each synchronisation service has its own way of naming them.
    """
    try:
        beside = sorted(path for path in store.path.parent.iterdir() if ".db" in path.name.lower())
    except OSError:
        return []
    likely = [path for path in beside if path != store.path and _is_signed(path)]
    if not likely:
        return []
    query = select(tables.journal.c.hash).order_by(tables.journal.c.seq).limit(1)
    first = next((str(row[0]) for row in store.run(query)), "")
    return [path for path in likely if _begins_with(path, first)]


def _is_signed(path: Path) -> bool:
    try:
        return path.is_file() and dialect.looks_like_study(path)
    except OSError:
        return False


def _begins_with(path: Path, first: str) -> bool:
    try:
        # Read as it lies: no file is made beside it.
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as copy:
            row = copy.execute("SELECT hash FROM journal ORDER BY seq LIMIT 1").fetchone()
    except (OSError, sqlite3.DatabaseError):
        return False
    return row is not None and row[0] == first


def _file_of(path: Path) -> Path:
    try:
        if path.is_dir():
            if not (path / _NAME).is_file():
                raise NotAStudy(path)
            path = path / _NAME
        if not path.exists():
            raise UnreadableFile(path, _("there is no such file"), hint=_("Check the name and the folder."))
        if not dialect.looks_like_study(path):
            raise UnreadableFile(
                path,
                _("this is not a study of Carnet"),
                hint=_("Name the “study.db” of the other copy, or its folder; nothing was changed."),
            )
    except PermissionError:
        raise UnreadableFile(
            path, _("this account may not open it"), hint=_("Ask its owner, or copy it into a folder of yours.")
        ) from None
    return path


def _copy(path: Path, apart: Path) -> None:
    """Copy a study file that may be in use, with what its side files still hold."""
    sides = {side: path.with_name(path.name + side) for side in _SIDES}
    wal, shared = sides["-wal"], path.with_name(path.name + "-shm")
    try:
        # SQLite's own copy takes part in its locks. It needs a WAL's index: where there is none, nobody has the file
        # open, and reading would leave files beside it.
        if not sides["-journal"].exists() and (shared.exists() or not wal.exists()):
            mode = "mode=ro" if wal.exists() or _rolls_back(path) else "immutable=1"
            if _backed_up(path, apart, mode):
                return
        shutil.copyfile(path, apart)
        for side, source in sides.items():
            if source.exists():
                shutil.copyfile(source, apart.with_name(apart.name + side))
    except OSError as error:
        if isinstance(error, StudyLocked | DamagedStudy | CannotWrite):
            raise
        raise CannotWrite(tempfile.gettempdir(), reason_of(error)) from error


def _rolls_back(path: Path) -> bool:
    """Tell a file that is used with a rollback journal from one that is used with a WAL."""
    if dialect.OPENED[path.resolve()]:
        return True  # SQLite takes part in the locks; opening it by hand would lose them
    with path.open("rb") as file:
        return file.read(20)[18:20] == b"\x01\x01"


def _backed_up(path: Path, apart: Path, mode: str) -> bool:
    """Copy by SQLite's backup; False when this account cannot open the file so."""
    try:
        with (
            closing(_reading(path, mode)) as source,
            closing(sqlite3.connect(apart)) as target,
        ):
            # A read that holds: the backup itself would wait without end for a program that writes.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(target)
    except sqlite3.OperationalError as error:
        text = str(error).lower()
        apart.unlink(missing_ok=True)
        if "locked" in text or "busy" in text:
            raise StudyLocked(path) from None
        if "full" in text:
            raise CannotWrite(tempfile.gettempdir(), "full") from None
        if "unable to open" in text or "readonly" in text:
            return False
        fault = dialect.fault(error, apart.parent)
        raise fault if isinstance(fault, CannotWrite) else DamagedStudy(path) from None
    except sqlite3.DatabaseError:
        apart.unlink(missing_ok=True)
        raise DamagedStudy(path) from None
    return True


def _reading(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{mode}"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
