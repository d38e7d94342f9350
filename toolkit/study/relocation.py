"""Move a study to another folder: copied, compared, opened there; only then is the old one taken away.

One instant decides: the removal of the old ``study.db``. Before it the old study is whole; after it the new one is.
"""

import hashlib
import os
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import CannotWrite, DamagedStudy, NotAStudy, Refused, StudyLocked, reason_of
from toolkit.i18n import _
from toolkit.study.restoring import draft_folder

if TYPE_CHECKING:
    from toolkit.store.store import Store

_BLOCK = 1 << 20
DATABASE = "study.db"


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did: where from and to, how many files, and what stayed behind (changed meanwhile, links)."""

    source: Path
    target: Path
    files: int
    stayed: tuple[str, ...] = ()


def move(source: str | Path, target: str | Path, *, anyway: bool = False) -> Moved:
    """Move a study that nobody has open; return what was moved, and what stayed.

    Raises ``CannotWrite`` when the target is not empty or has no room, ``Refused`` when it lies in the study or is
    itself synchronised (unless ``anyway``), ``StudyLocked`` when somebody has the study open; the old study is then
    whole and the target as it was.
    """
    from toolkit.store import dialect
    from toolkit.store.store import Store

    old, new = Path(source).resolve(), Path(target).expanduser().resolve()
    if not (old / DATABASE).exists():
        raise NotAStudy(source)
    _checked(old, new, anyway)
    store = Store(old / DATABASE)
    try:
        if not dialect.alone(store._driver()):
            raise StudyLocked(old / DATABASE)
        with dialect.held(old / DATABASE), draft_folder(new.parent) as draft:
            made = draft / "study"
            try:
                sums = _copied(store, old, made)
                _verified(made / DATABASE, store.head())
                if new.exists():
                    new.rmdir()
                made.rename(new)
            except OSError as error:
                raise _cannot(new, error) from error
            _verified(new / DATABASE, store.head())
    finally:
        store.close()
    return Moved(old, new, len(sums) + 1, tuple(_taken_away(old, sums)))


def _checked(old: Path, new: Path, anyway: bool) -> None:
    from toolkit.store.places import local_place, place_of

    if new.exists() and (not new.is_dir() or any(new.iterdir())):
        raise CannotWrite(new, "exists")
    if new == old or new.is_relative_to(old) or old.is_relative_to(new):
        raise Refused(
            _("A study cannot be moved into itself: {path}.", path=new), _("Name a folder outside of the study.")
        )
    for parent in new.parents:
        if (parent / DATABASE).exists():
            raise Refused(
                _("A study cannot be moved into another one: {path}.", path=parent),
                _("Name a folder outside of any study."),
            )
    place = place_of(new)
    if place.sort != "local" and not anyway:
        better = local_place(old)
        raise Refused(
            _("{path} lies in a synchronised or network folder too ({name}).", path=new, name=place.name),
            _("Choose a folder of this computer, for instance {better}, or add --anyway.", better=better)
            if better
            else _("Choose a folder of this computer, or add --anyway."),
        )


def _copied(store: "Store", old: Path, made: Path) -> dict[str, str]:
    """Copy every file to a draft and read each copy back; return the sum of each."""
    from toolkit.store.copies import write_copy

    made.mkdir()
    write_copy(store, made / DATABASE)
    sums: dict[str, str] = {}
    for folder, names, files in os.walk(old):
        here = Path(folder)
        for name in list(names):
            if (here / name).is_symlink():
                names.remove(name)
            elif not name.startswith(".carnet-draft-"):
                (made / (here / name).relative_to(old)).mkdir(exist_ok=True)
            else:
                names.remove(name)
        for name in files:
            path = here / name
            inside = path.relative_to(old)
            if path.is_symlink() or not path.is_file() or (here == old and name.startswith(DATABASE)):
                continue
            copy = made / inside
            shutil.copy2(path, copy)
            sums[inside.as_posix()] = sum_of(path)
            if sum_of(copy) != sums[inside.as_posix()]:
                raise CannotWrite(copy)
    return sums


def _verified(path: Path, head: str) -> str:
    """Open the study in its new place and check it whole; return its head."""
    from toolkit.store.audit import verify
    from toolkit.store.store import Store

    store = Store(path)
    try:
        # A study that has faults is moved with them: they are said by “carnet verify”, and the old one is no better.
        found = verify(store)
        if found.actions == 0 or store.head() != head:
            raise DamagedStudy(path)
        return store.head()
    finally:
        store.close()


def _taken_away(old: Path, sums: dict[str, str]) -> list[str]:
    """Remove what was copied and is unchanged, the database first; return what stayed."""
    (old / DATABASE).unlink()
    for side in ("-wal", "-shm", "-journal"):
        (old / f"{DATABASE}{side}").unlink(missing_ok=True)
    for name, sum in sums.items():
        path = old / name
        with suppress(OSError):
            if sum_of(path) == sum:
                _unlink(path)
    folders = [Path(folder) for folder, _names, _files in os.walk(old)]
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        with suppress(OSError):  # not empty, or in use
            folder.rmdir()
    return sorted(path.relative_to(old).as_posix() for path in old.rglob("*") if path.is_symlink() or path.is_file())


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except PermissionError:
        path.chmod(path.stat().st_mode | stat.S_IWRITE)  # Windows keeps read-only files: git's objects are
        path.unlink()


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _cannot(place: Path, error: OSError) -> OSError:
    if isinstance(error, CannotWrite):
        return CannotWrite(place, error.reason)
    return error if isinstance(error, DamagedStudy) else CannotWrite(place, reason_of(error))
