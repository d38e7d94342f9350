"""Bring a copy back: one of this study, whole, brought up to date apart, and without what was erased since."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import CannotWrite, DamagedStudy, NewerStudy, Refused, reason_of
from toolkit.i18n import _
from toolkit.study.codebook_file import write_codebook

if TYPE_CHECKING:
    from toolkit.store.copies import Facts
    from toolkit.study.book import Study

DRAFT = ".carnet-"
"""How the names of folders that Carnet makes for an instant begin; one left by a power cut may be thrown away."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the copy that came back, its last action, how many actions went, the former state."""

    source: Path
    at: str
    left: int
    kept: Path


@dataclass(frozen=True, slots=True)
class Listed:
    """A copy found in a folder: what it says of itself (None: not whole), and whether it is of this study."""

    path: Path
    facts: "Facts | None"
    ours: bool
    newer: bool = False


@contextmanager
def draft_folder(parent: Path) -> Iterator[Path]:
    """Give a folder for an instant, on the disk where its content will stay; it is taken away in the end."""
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for old in parent.glob(f"{DRAFT}draft-*"):
            _sweep(old)
        made = Path(tempfile.mkdtemp(prefix=f"{DRAFT}draft-", dir=parent))
    except OSError as error:
        raise CannotWrite(parent, reason_of(error)) from error
    try:
        yield made
    except CannotWrite as error:
        if Path(error.path).is_relative_to(made):  # a name that the person never sees
            raise CannotWrite(parent, error.reason) from None
        raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _sweep(old: Path) -> None:
    """Throw away a draft that a power cut left an hour ago or more: it may hold people's words."""
    import time

    if time.time() - old.stat().st_mtime > 3600:
        shutil.rmtree(old, ignore_errors=True)


def restore(study: "Study", source: Path) -> Restored:
    """Bring a copy back into a study, after keeping its present state as one more snapshot.

    The copy is read apart first: checked whole, brought up to date, cleared of all that was erased since it was
    made. Raises ``DamagedStudy``, ``NewerStudy``, ``Refused`` (a copy of another study) or ``CannotWrite``; the study
    is then as it was.
    """
    from toolkit.store.audit import verify
    from toolkit.store.backups import snapshot, snapshots
    from toolkit.store.catching_up import catch_up
    from toolkit.store.copies import facts_of, fetch_copy, origin_of
    from toolkit.store.store import Store

    facts = facts_of(source, whole=True)
    if facts.origin != origin_of(study._store):
        raise Refused(
            _("{path} is a copy of another study: nothing was changed.", path=source),
            _("“carnet restore” without a copy lists those of this study."),
        )
    backups = study.folder / "backups"
    with draft_folder(backups) as draft:
        fetched = draft / "study.db"
        fetch_copy(source, fetched)
        old = Store(fetched)
        try:
            if not verify(old):
                raise DamagedStudy(source)
            # An older state does not bring back what was erased for ever since.
            catch_up(old, study._store, coder=study.coder)
            there = {action.hash for action in old.actions(every_line=True)}
        finally:
            old.close()
        left = sum(action.hash not in there for action in study._store.actions())
        study._keeper.wait()
        # Nothing new since the last snapshot: that one is the former state.
        kept = snapshot(study._store, backups, keep=None, before="restore") or snapshots(backups)[0]
        study._store.copy_from(fetched)
    write_codebook(study)
    return Restored(source, facts.at, left, kept.path)


def copies_in(study: "Study", folder: Path) -> list[Listed]:
    """Return the copies that lie in a folder, the last state first; those of other studies and broken ones after."""
    from toolkit.store.copies import origin_of

    return listed_in(folder, origin_of(study._store), study._store.path)


def listed_in(folder: Path, origin: str | None, own: Path | None) -> list[Listed]:
    """Return the copies of a folder, but ``own``; without ``origin`` any whole study counts as one of ours."""
    from toolkit.store.copies import facts_of

    found: list[Listed] = []
    for path in sorted(folder.glob("*.db")):
        if own is not None and path.resolve() == own.resolve():
            continue
        try:
            facts = facts_of(path)
            found.append(Listed(path, facts, origin is None or facts.origin == origin))
        except NewerStudy:
            found.append(Listed(path, None, False, newer=True))
        except (DamagedStudy, OSError):
            found.append(Listed(path, None, False))
    ours = sorted((one for one in found if one.ours), key=_made, reverse=True)
    return [*ours, *(one for one in found if not one.ours)]


def _made(one: Listed) -> tuple[str, str]:
    """Order copies by the moment in their name, else by their last action."""
    named = one.path.name[6:27] if one.path.name.startswith("study-2") else ""
    at = one.facts.at if one.facts else ""
    return (named[:15] or at[:19].replace("-", "").replace(":", "").replace("T", "-"), named)
