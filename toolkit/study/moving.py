"""« J'emporte, je rapporte »: a study in one file, taken to another computer, worked on there, and brought back.

What comes back is merged: nothing of either side is lost, and bringing it back twice changes nothing.
"""

import json
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import toolkit
from toolkit.errors import CannotWrite, Refused, ToolkitError, reason_of
from toolkit.formats.notebooks import without_outputs
from toolkit.formats.packs import ALONE, FOLDERS, STUDY, Manifest, is_safe, open_pack, write_pack
from toolkit.i18n import _
from toolkit.study.restoring import DRAFT, draft_folder

if TYPE_CHECKING:
    from toolkit.study.book import Study

SUFFIX = ".carnet"
HELD_BACK = ("sources", "notebooks", "outputs")
"""Folders whose files may hold people's words: an erasure made since the pack keeps their new files out."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was made and read back; ``left_out`` names notebooks that could not be cleared of their outputs."""

    path: Path
    at: str
    head: str
    members: int
    size: int
    sealed: bool
    second: bool
    left_out: tuple[str, ...] = ()


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


def pack(study: "Study", path: Path, *, passphrase: str | None = None) -> Pack:
    """Write a study whole in one file: its database, its guides, clean texts, notebooks without outputs, outputs.

    Raises ``CannotWrite``, leaving nothing; ``Refused`` where a file is already there that a pack must not replace.
    """
    from toolkit.store.copies import facts_of, write_copy
    from toolkit.study.copies import is_second, register

    target = path / f"{study.folder.resolve().name}{SUFFIX}" if path.is_dir() else path
    _checked_target(study, target, passphrase)
    left_out: list[str] = []
    with draft_folder(study.folder / "backups") as draft:
        copied = draft / STUDY
        write_copy(study._store, copied)
        facts = facts_of(copied, whole=True)
        made = datetime.now(UTC)
        manifest = write_pack(
            target,
            _members(study.folder, copied, target, left_out),
            origin=facts.origin,
            head=facts.head,
            at=made.isoformat(timespec="seconds"),
            tool=toolkit.__version__,
            passphrase=passphrase,
        )
    register(study.folder, target, head=facts.head, kind="pack", at=made)
    second = is_second(study.folder, target, _root(study))
    size, sealed = target.stat().st_size, passphrase is not None
    return Pack(target, manifest.at, facts.head, len(manifest.members), size, sealed, second, tuple(left_out))


def _root(study: "Study") -> Path | None:
    from toolkit.store.places import synchronised_root

    return synchronised_root(study.folder) if study._store.place.sort == "synchronised" else None


def _checked_target(study: "Study", target: Path, passphrase: str | None) -> None:
    """Refuse to replace what is not a pack of this study, or a pack whose work this study does not have yet."""
    if not target.exists():
        return
    try:
        with open_pack(target, passphrase) as held:
            head = held.manifest.head
    except (ToolkitError, OSError):
        raise CannotWrite(target, "exists") from None
    if all(action.hash != head for action in study._store.actions(every_line=True)):
        raise Refused(
            _("{path} holds work that is not in this study: it was not replaced.", path=target),
            _("Bring it in first with “carnet unpack”, or give the new pack another name."),
        )


def _members(folder: Path, copied: Path, target: Path, left_out: list[str]) -> Iterator[tuple[str, Path | bytes]]:
    yield STUDY, copied
    for name, path in sorted(_files(folder).items()):
        if path.resolve() == target.resolve():
            continue
        if path.suffix == ".ipynb":
            try:
                yield name, without_outputs(path.read_bytes())
            except ValueError:
                left_out.append(name)
            continue
        yield name, path


def _files(folder: Path) -> dict[str, Path]:
    """Return the files of a study that a pack carries, by their name in it."""
    found = {name: folder / name for name in ALONE if (folder / name).is_file()}
    for top in FOLDERS:
        for path in (folder / top).rglob("*"):
            parts = path.relative_to(folder).parts
            passing = ".ipynb_checkpoints" in parts or path.name.startswith((DRAFT, "~$", ".~lock."))
            if path.is_symlink() or not path.is_file() or passing or path.suffix == SUFFIX:
                continue
            name = unicodedata.normalize("NFC", "/".join(parts))
            if is_safe(name):
                found[name] = path
    return found


def unpack(
    path: str | Path,
    folder: str | Path,
    passphrase: str | None = None,
    *,
    coder: str | None = None,
    **choices: Any,
) -> Unpacked:
    """Take a study out of a pack: make it in ``folder``, or merge it into the same study that is there.

    ``choices`` (``decisions``, ``take``) are given to ``Study.merge``. Raises ``UnreadableFile`` (no pack, damaged),
    ``Refused`` (passphrase, another study, unsafe names), ``Undecided`` (a person must decide), ``CannotWrite``; the
    study is then as it was.
    """
    from toolkit.study.book import DATABASE

    place = Path(folder).absolute()
    with open_pack(Path(path), passphrase) as held:
        if (place / DATABASE).exists():
            return _brought_back(held, place, coder, choices)
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise CannotWrite(place, "exists")
        return _made(held, place)


def _made(held: Any, place: Path) -> Unpacked:
    """Make the study beside its place, open it there, then put it in place in one step."""
    from toolkit.study.births import FOLDERS as EVERY
    from toolkit.study.births import GITIGNORE

    with draft_folder(place.parent) as draft:
        made = draft / "study"
        try:
            for name in EVERY:
                (made / name).mkdir(parents=True)
            (made / ".gitignore").write_text(GITIGNORE, encoding="utf-8")
            _extract_all(held, made)
            head, _known = _opened(made / STUDY, held.manifest, str(place))
            if place.exists():
                place.rmdir()
            made.rename(place)
        except OSError as error:
            raise _cannot(place, error) from error
    return Unpacked(place, True, head, added=tuple(name for name in held.manifest.members if name != STUDY))


def _brought_back(held: Any, place: Path, coder: str | None, choices: Mapping[str, Any]) -> Unpacked:
    """Merge what a pack holds into the same study; its files come after, those that differ beside ours."""
    from toolkit.store.copies import origin_of
    from toolkit.store.redaction import redactions
    from toolkit.study.births import open_study

    with open_study(place, coder=coder) as study:
        if held.manifest.origin != origin_of(study._store):
            raise _another(place)
        with draft_folder(place / "backups") as draft:
            try:
                _extract_all(held, draft)
                _head, known = _opened(draft / STUDY, held.manifest, str(place))
            except OSError as error:
                raise _cannot(place, error) from error
            unaware = any(action.hash not in known for action in redactions(study._store))
            merged = study.merge(draft / STUDY, fast_forward=True, **choices)
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


def _extract_all(held: Any, folder: Path) -> None:
    """Write every member under a draft; refuse first what the disk has no room for."""
    if shutil.disk_usage(folder).free < held.manifest.size:
        raise CannotWrite(folder, "full")
    for name in held.manifest.members:
        held.extract(name, folder / name)


def _opened(path: Path, manifest: Manifest, where: str) -> tuple[str, set[str]]:
    """Open the database of a pack apart: checked, brought up to date, compared with what the pack says.

    Returns its head, and the hashes of the redactions that it made or followed.
    """
    from toolkit.errors import DamagedStudy
    from toolkit.store.audit import verify
    from toolkit.store.copies import facts_of, origin_of
    from toolkit.store.redaction import caught_up, redactions
    from toolkit.store.store import Store

    facts = facts_of(path, whole=True)
    store = Store(path)
    try:
        same = (facts.head, origin_of(store)) == (manifest.head, manifest.origin)
        if not same or not verify(store):
            raise DamagedStudy(where)
        return store.head(), {action.hash for action in redactions(store)} | set(caught_up(store))
    finally:
        store.close()


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


def repack(path: Path, change: Callable[[Path], object], *, passphrase: str | None = None) -> None:
    """Open a pack beside itself, let ``change`` work on its folder (``study.db``, ``sources/``…), write it again.

    For a redaction that must reach the packs at hand. The pack is replaced whole, or left as it was.
    """
    from toolkit.store.copies import facts_of

    with draft_folder(path.parent) as draft:
        with open_pack(path, passphrase) as held:
            _extract_all(held, draft)
            manifest = held.manifest
        change(draft)
        facts = facts_of(draft / STUDY, whole=True)
        members: dict[str, Path | bytes] = {STUDY: draft / STUDY, **_files(draft)}
        write_pack(
            path,
            members.items(),
            origin=facts.origin,
            head=facts.head,
            at=manifest.at,
            tool=toolkit.__version__,
            passphrase=passphrase,
        )


def _cannot(place: Path, error: OSError) -> OSError:
    if isinstance(error, CannotWrite):
        return CannotWrite(place, error.reason)
    return error if isinstance(error, ToolkitError) else CannotWrite(place, reason_of(error))
