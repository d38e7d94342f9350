"""« J'emporte »: a study put whole in one file, to be carried to another computer."""

import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import toolkit
from toolkit.errors import CannotWrite, Refused, ToolkitError
from toolkit.formats.notebooks import without_outputs
from toolkit.formats.packs import ALONE, FOLDERS, STUDY, is_safe, open_pack, write_pack
from toolkit.i18n import _
from toolkit.study.restoring import DRAFT, draft_folder

if TYPE_CHECKING:
    from toolkit.study.book import Study

SUFFIX = ".carnet"


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


def pack(study: "Study", path: Path, *, passphrase: str | None = None) -> Pack:
    """Write a study whole in one file: its database, its guides, clean texts, notebooks without outputs, outputs.

    Raises ``CannotWrite``, leaving nothing; ``Refused`` where a file is already there that a pack must not replace.
    """
    from toolkit.store.copies import facts_of, write_copy
    from toolkit.study.second_copies import is_second, register

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


def repack(path: Path, change: Callable[[Path], object], *, passphrase: str | None = None) -> None:
    """Open a pack beside itself, let ``change`` work on its folder (``study.db``, ``sources/``…), write it again.

    For a redaction that must reach the packs at hand. The pack is replaced whole, or left as it was.
    """
    from toolkit.store.copies import facts_of

    with draft_folder(path.parent) as draft:
        with open_pack(path, passphrase) as held:
            extract_all(held, draft)
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


def extract_all(held: Any, folder: Path) -> None:
    """Write every member under a draft; refuse first what the disk has no room for."""
    if shutil.disk_usage(folder).free < held.manifest.size:
        raise CannotWrite(folder, "full")
    for name in held.manifest.members:
        held.extract(name, folder / name)
