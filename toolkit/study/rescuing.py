"""When the study itself cannot be opened, or is gone: a copy takes its place, what was there is kept aside."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import CannotWrite, DamagedStudy, NewerStudy, Refused, reason_of
from toolkit.i18n import _
from toolkit.study.book import DATABASE
from toolkit.study.restoring import Listed, draft_folder, listed_in

if TYPE_CHECKING:
    from toolkit.store.copies import Facts
    from toolkit.store.store import Store

SIDES = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Rescued:
    """What a rescue did: the copy that came back, its last action, where the broken file lies (None: none was)."""

    source: Path
    at: str
    aside: Path | None


def rescue(folder: Path, source: Path) -> Rescued:
    """Put a copy in the place of a study that cannot be opened; the broken file is kept in ``backups``.

    The snapshots that can still be read tell which study this was and what was erased for ever in it. Raises
    ``DamagedStudy`` or ``NewerStudy`` about the copy, ``Refused`` when it is of another study, ``CannotWrite``; the
    folder is then as it was.
    """
    from toolkit.store.audit import verify
    from toolkit.store.copies import facts_of, fetch_copy
    from toolkit.store.store import Store

    facts = facts_of(source, whole=True)
    witness = _witness(folder, facts)
    with draft_folder(folder / "backups") as draft:
        fetched = draft / DATABASE
        fetch_copy(source, fetched)
        back = Store(fetched)
        try:
            if not verify(back):
                raise DamagedStudy(source)
            if witness is not None:
                _without_what_was_erased(back, witness, draft)
        finally:
            back.close()
        aside = _put_aside(folder)
        try:
            fetched.replace(folder / DATABASE)
        except OSError as error:
            raise CannotWrite(folder / DATABASE, reason_of(error)) from error
    return Rescued(source, facts.at, aside)


def copies_beside(folder: Path) -> list[Listed]:
    """Return the copies of a folder whose study cannot be opened, the last state first."""
    return listed_in(folder, None, None)


def _witness(folder: Path, facts: "Facts") -> Path | None:
    """Return the last snapshot that can be read; raise ``Refused`` when it is of another study than the copy."""
    from toolkit.store.backups import snapshots
    from toolkit.store.copies import facts_of

    for one in snapshots(folder / "backups"):
        with suppress(DamagedStudy, NewerStudy, OSError):
            if facts_of(one.path, whole=True).origin == facts.origin:
                return one.path
            raise Refused(
                _("{path} is a copy of another study: nothing was changed.", path=facts.path),
                _("“carnet restore” without a copy lists those of this study."),
            )
    return None


def _without_what_was_erased(back: "Store", witness: Path, draft: Path) -> None:
    from toolkit.store.catching_up import catch_up
    from toolkit.store.copies import fetch_copy
    from toolkit.store.store import Store

    apart = draft / "witness"
    apart.mkdir()
    fetch_copy(witness, apart / DATABASE)
    known = Store(apart / DATABASE)
    try:
        catch_up(back, known)
    finally:
        known.close()


def _put_aside(folder: Path) -> Path | None:
    """Move the broken study, with what SQLite keeps beside it, into ``backups``."""
    broken = folder / DATABASE
    aside = folder / "backups" / f"broken-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"
    there = [side for side in SIDES if broken.with_name(DATABASE + side).exists()]
    try:
        # The database last: interrupted before, it is still in its place.
        for side in reversed(there):
            broken.with_name(DATABASE + side).replace(aside.with_name(aside.name + side))
    except OSError as error:
        raise CannotWrite(aside, reason_of(error)) from error
    return aside if "" in there else None
