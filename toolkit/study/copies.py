"""Copies of a study that lie under Carnet's hand: what is erased in the study is erased in each of them.

Each copy is redone beside its place and put back in one gesture: it is the old one or the new one, never a half.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from toolkit.errors import CannotWrite, DamagedStudy, NewerStudy, NotAStudy, StudyLocked, reason_of
from toolkit.formats.whole import write_whole

if TYPE_CHECKING:
    from toolkit.model.redaction import Erasure

WORK: Final = ".carnet-redaction-"
"""How the folder begins where a copy is redone; one that is found was left by an interruption."""
REGISTER: Final = "copies.json"
SIDES: Final = ("-wal", "-shm", "-journal")
Became = Literal["clean", "redacted", "remaining", "deleted", "closed", "stranger", "unreadable"]


@dataclass(frozen=True, slots=True)
class CopyMade:
    """What became of a copy: where it lies now, and the head of its journal."""

    path: Path
    became: Became
    head: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """A copy that was made elsewhere, as ``backups/copies.json`` remembers it."""

    path: Path
    kind: str
    entry: dict[str, Any]


def is_database(path: Path) -> bool:
    """Tell whether a file is a database of Carnet, whatever its name."""
    from toolkit.store.dialect import looks_like_study

    try:
        return looks_like_study(path)
    except OSError:
        return False


def databases(folder: Path) -> Iterator[Path]:
    """Yield every copy of a study in a folder and below, but the study itself."""
    for path in sorted(walked(folder)):
        if path != folder / "study.db" and is_database(path):
            yield path


def packs(folder: Path) -> Iterator[Path]:
    """Yield the packs that lie in a folder and below."""
    for path in sorted(walked(folder)):
        if is_pack(path):
            yield path


def is_pack(path: Path) -> bool:
    """Tell whether a file is a pack, sealed or not."""
    from toolkit.formats.packs import needs_passphrase

    if path.suffix.lower() != ".carnet":
        return False
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK" or needs_passphrase(path)
    except OSError:
        return False


def walked(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and below; neither git's own, nor packages, nor what a link points to."""
    import os

    for place, names, files in os.walk(folder, followlinks=False):
        names[:] = sorted(name for name in names if name not in (".git", ".venv", "node_modules"))
        for name in files:
            path = Path(place) / name
            if not path.is_symlink() and path.is_file():
                yield path


def clear_leftovers(folder: Path) -> None:
    """Take away what an interruption left while copies were redone."""
    for place in sorted(folder.rglob(f"{WORK}*")):
        shutil.rmtree(place, ignore_errors=True)


def redact_copy(
    path: Path,
    rule: "Erasure",
    *,
    coder: str,
    target: str | None,
    origin: str,
    expendable: bool = False,
    rehearse: Path | None = None,
) -> tuple[CopyMade, "Erasure"]:
    """Apply a rule to one copy; return what became of it, and the rule that also knows what the copy held.

    A copy of another study (whose journal does not begin with ``origin``) is a ``stranger``: it is left alone. One
    that cannot be opened cannot be cleaned: it is ``deleted`` when it is ``expendable`` (a snapshot), else it is
    ``unreadable``, for a person to look at. One that still holds something once it was cleaned is ``remaining``.
    ``rehearse`` is a folder where the copy is only read, to tell what would become of it. Raises ``CannotWrite`` or
    ``StudyLocked`` and leaves the copy as it was.
    """
    from toolkit.store.copies import origin_of
    from toolkit.store.redaction import holdings, redact, sweep
    from toolkit.store.store import Store

    work = Path(tempfile.mkdtemp(prefix=WORK, dir=rehearse or path.parent))
    try:
        draft = work / "study.db"
        shutil.copyfile(path, draft)
        if path.with_name(path.name + "-wal").exists():
            shutil.copyfile(path.with_name(path.name + "-wal"), draft.with_name("study.db-wal"))
        try:
            store = Store(draft)
        except (DamagedStudy, NewerStudy, NotAStudy):
            return _unreadable(path, expendable, rehearse), rule
        try:
            if origin_of(store) != origin:
                return CopyMade(path, "stranger"), rule
            held = holdings(store)
            rule = rule.learn(held)
            if rehearse:
                return CopyMade(path, "redacted" if rule(held) else "clean"), rule
            made = redact(store, rule, coder=coder, target=target)
            sweep(store)
            head, whole, remains = store.head(), store.is_whole(), rule.remains(holdings(store))
        except DamagedStudy:
            whole, made, head, remains = False, None, "", False
        finally:
            store.close()
        if not whole or made is None:
            return _unreadable(path, expendable, rehearse), rule
        named = _named(path, head)
        if made.hash is not None:
            draft.replace(path)
            _without_sides(path)
        if named != path:
            path.replace(named)
        became: Became = "remaining" if remains else "clean" if made.hash is None else "redacted"
        return CopyMade(named, became, head), rule
    except (DamagedStudy, NewerStudy, StudyLocked):
        raise
    except OSError as error:  # said of the copy: the draft has a name that nobody knows
        raise CannotWrite(path, error.reason if isinstance(error, CannotWrite) else reason_of(error)) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _named(path: Path, head: str) -> Path:
    """Return the name of a copy once its journal has another head: a snapshot bears it."""
    name = re.sub(r"(?<=-)[0-9a-f]{12}(?=(-before-[a-z]+)?\.db\Z)", head[:12], path.name)
    return path.with_name(name)


def _unreadable(path: Path, expendable: bool, rehearse: Path | None) -> CopyMade:
    if not expendable:
        return CopyMade(path, "unreadable")
    if rehearse is None:
        _delete(path)
    return CopyMade(path, "deleted")


def _delete(path: Path) -> None:
    path.unlink(missing_ok=True)
    _without_sides(path)


def _without_sides(path: Path) -> None:
    for side in SIDES:
        path.with_name(path.name + side).unlink(missing_ok=True)


def registered(folder: Path) -> list[Registered]:
    """Return the copies made elsewhere that a study remembers; none when nothing can be read of them."""
    try:
        held = json.loads((folder / "backups" / REGISTER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    listed = held if isinstance(held, list) else ()
    known = [entry for entry in listed if isinstance(entry, dict) and isinstance(entry.get("path"), str)]
    return [Registered(Path(entry["path"]), str(entry.get("kind", "")), entry) for entry in known]


def register(folder: Path, copies: list[Registered]) -> None:
    """Write again what a study remembers of the copies made elsewhere."""
    path = folder / "backups" / REGISTER
    if path.exists():
        write_whole(path, json.dumps([one.entry for one in copies], ensure_ascii=False, indent=1) + "\n")
