"""« Je rapporte »: a study taken out of a pack, on another computer; its work brought back into the first one.

What comes back is merged: nothing of either side is lost, and bringing it back twice changes nothing.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import (
    CannotWrite,
    DamagedStudy,
    NewerStudy,
    Refused,
    ToolkitError,
    Undecided,
    WithdrawnElsewhere,
    reason_of,
)
from toolkit.formats.locked import damaged
from toolkit.formats.notebooks import without_outputs
from toolkit.formats.packs import STUDY, Manifest, open_pack
from toolkit.i18n import _
from toolkit.study.packing import extract_all
from toolkit.study.restoring import draft_folder

if TYPE_CHECKING:
    from toolkit.study.book import Study

    Ask = Callable[[Undecided], Mapping[str, str]] | None
    Confirm = Callable[[Study, WithdrawnElsewhere], None] | None

HELD_BACK = ("sources", "notebooks", "outputs")
"""Folders whose files may hold people's words: an erasure made since the pack keeps their new files out."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What unpacking did: a study made, or what was merged into it and which files came.

    ``beside`` pairs each file of ours with the other version put next to it; ``held_back`` names the files left in
    the pack because words were erased here since it was made.
    """

    folder: Path
    made: bool
    head: str
    merged: Any = None
    added: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    held_back: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything is different from before."""
        return bool(self.made or self.merged or self.added or self.beside)


def unpack(
    path: str | Path,
    folder: str | Path,
    passphrase: str | None = None,
    *,
    coder: str | None = None,
    ask: "Ask" = None,
    confirm: "Confirm" = None,
    **choices: Any,
) -> Unpacked:
    """Take a study out of a pack: make it in ``folder``, or merge it into the same study that is there.

    ``choices`` (``decisions``, ``take``, ``accept_withdrawals``) are given to ``Study.merge``; ``ask`` is handed what
    a person must decide, and returns decisions (none: nothing is done); ``confirm``, the study and who withdrew in
    the pack: it returns when they may leave here too, and raises what it wants otherwise. Raises ``UnreadableFile``
    (no pack, damaged), ``Refused`` (passphrase, another study, unsafe names), ``Undecided`` (a person must decide),
    ``WithdrawnElsewhere`` (a person must accept), ``CannotWrite``; the study is then as it was.
    """
    from toolkit.study.book import DATABASE

    place = Path(folder).absolute()
    with open_pack(Path(path), passphrase) as held:
        if (place / DATABASE).exists():
            asked = (ask, confirm)
            return _brought_back(held, Path(path), place, coder, lambda study, db: _merged(study, db, asked, choices))
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise CannotWrite(place, "exists")
        return _made(held, Path(path), place)


def _merged(
    study: "Study",
    db: Path,
    asked: "tuple[Ask, Confirm]",
    choices: Mapping[str, Any],
) -> Any:
    """Merge, and ask for as long as there is something to decide and somebody who answers."""
    (ask, confirm), decided = asked, dict(choices.get("decisions") or {})
    while True:
        try:
            return study.merge(db, fast_forward=True, **{**choices, "decisions": decided})
        except WithdrawnElsewhere as leaving:
            if confirm is None:
                raise
            confirm(study, leaving)
            choices = {**choices, "accept_withdrawals": True}
        except Undecided as waiting:
            answers = dict(ask(waiting)) if ask is not None else {}
            if not answers.keys() - decided.keys():
                raise
            decided |= answers


def _made(held: Any, path: Path, place: Path) -> Unpacked:
    """Make the study beside its place, open it there, then put it in place in one step."""
    from toolkit.study.births import FOLDERS as EVERY
    from toolkit.study.births import GITIGNORE

    with draft_folder(place.parent) as draft:
        made = draft / "study"
        try:
            for name in EVERY:
                (made / name).mkdir(parents=True)
            (made / ".gitignore").write_text(GITIGNORE, encoding="utf-8")
            extract_all(held, made)
            head, _known = _opened(made / STUDY, held.manifest, path)
            if place.exists():
                place.rmdir()
            made.rename(place)
        except OSError as error:
            raise _cannot(place, error) from error
    return Unpacked(place, True, head, added=tuple(name for name in held.manifest.members if name != STUDY))


def _brought_back(
    held: Any, path: Path, place: Path, coder: str | None, merge: Callable[["Study", Path], Any]
) -> Unpacked:
    """Merge what a pack holds into the same study; its files come after, those that differ beside ours."""
    from toolkit.store.copies import origin_of
    from toolkit.store.redaction import redactions
    from toolkit.study.births import open_study

    with open_study(place, coder=coder) as study:
        if held.manifest.origin != origin_of(study._store):
            raise _another(place)
        with draft_folder(place / "backups") as draft:
            try:
                extract_all(held, draft)
                _head, known = _opened(draft / STUDY, held.manifest, path)
            except OSError as error:
                raise _cannot(place, error) from error
            unaware = any(action.hash not in known for action in redactions(study._store))
            try:
                merged = merge(study, draft / STUDY)
            except Undecided as waiting:
                raise Undecided(path, waiting.conflicts) from None
            except WithdrawnElsewhere as leaving:
                raise WithdrawnElsewhere(path, leaving.ids, leaving.numbers) from None
            try:
                added, beside, left = _place_files(draft, place, held.manifest, unaware)
            except OSError as error:
                raise _cannot(place, error) from error
        return Unpacked(place, False, study.head, merged, tuple(added), tuple(beside), tuple(left))


def _another(place: Path) -> Refused:
    return Refused(
        _("This pack is of another study than the one in {path}: nothing was changed.", path=place),
        _("To unpack it apart, name an empty folder with --study."),
    )


def _opened(db: Path, manifest: Manifest, path: Path) -> tuple[str, set[str]]:
    """Open the database of a pack apart: checked, brought up to date, compared with what the pack says.

    Returns its head, and the hashes of the redactions that it made or followed.
    """
    from toolkit.store.audit import verify
    from toolkit.store.copies import facts_of, origin_of
    from toolkit.store.redaction import caught_up, redactions
    from toolkit.store.store import Store

    try:
        facts = facts_of(db, whole=True)
        store = Store(db)
        try:
            same = (facts.head, origin_of(store)) == (manifest.head, manifest.origin)
            if not same or not verify(store):
                raise DamagedStudy(path)
            return store.head(), {action.hash for action in redactions(store)} | set(caught_up(store))
        finally:
            store.close()
    except NewerStudy as error:
        raise NewerStudy(path, error.version) from None
    except DamagedStudy:
        raise damaged(str(path)) from None


def _place_files(
    draft: Path, place: Path, manifest: Manifest, unaware: bool
) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """Put the files of a pack in a study: new ones are added, equal ones left, others come beside ours."""
    added, beside, left = [], [], []
    day = _day(manifest.at)
    for name in sorted(manifest.members):
        theirs, ours = draft / name, place / name
        if name == STUDY or not ours.parent.resolve().is_relative_to(place.resolve()):
            continue
        if not ours.exists():
            if unaware and name.split("/")[0] in HELD_BACK:
                left.append(name)
                continue
            ours.parent.mkdir(parents=True, exist_ok=True)
            theirs.replace(ours)
            added.append(name)
        elif not _same(ours, theirs):
            if unaware and name.split("/")[0] in HELD_BACK:
                left.append(name)
                continue
            if (other := _beside(ours, theirs, day)) is not None:
                theirs.replace(other)
                beside.append((name, other.relative_to(place).as_posix()))
    return added, beside, left


def _beside(ours: Path, theirs: Path, day: str) -> Path | None:
    """Return the free name next to ours for the other version; None when it is already there."""
    number = 1
    while True:
        mark = _("brought back {date}", date=day) + (f", {number}" if number > 1 else "")
        other = ours.with_name(f"{ours.stem} ({mark}){ours.suffix}")
        if not other.exists():
            return other
        if _same(other, theirs):
            return None
        number += 1


def _same(ours: Path, theirs: Path) -> bool:
    """Tell whether two files hold the same; notebooks, whatever their cells showed."""
    if not ours.is_file():
        return False
    left, right = ours.read_bytes(), theirs.read_bytes()
    if left == right:
        return True
    if ours.suffix == ".ipynb":
        try:
            return bool(json.loads(without_outputs(left)) == json.loads(without_outputs(right)))
        except ValueError:
            return False
    return False


def _day(at: str) -> str:
    try:
        return datetime.fromisoformat(at).date().isoformat()
    except ValueError:
        return date.today().isoformat()


def _cannot(place: Path, error: OSError) -> OSError:
    if isinstance(error, CannotWrite):
        return CannotWrite(place, error.reason)
    return error if isinstance(error, ToolkitError) else CannotWrite(place, reason_of(error))
