"""A pack: a study in one file, to be carried to another computer and brought back.

A zip, or the same sealed with a passphrase (``locked``). Its ``manifest.json`` says of which study it is, without its
title: the hash of the first and last rows of the journal, and the size and SHA-256 of each member.
What comes from a pack is never trusted: names, sizes and sums are checked before and while it is read.
"""

import hashlib
import io
import json
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from toolkit.errors import Refused, UnreadableFile
from toolkit.formats.locked import LockedReader, LockedWriter, damaged, is_locked
from toolkit.formats.whole import whole_file
from toolkit.i18n import _

FORMAT: Final = "carnet-pack/1"
MANIFEST: Final = "manifest.json"
STUDY: Final = "study.db"
FOLDERS: Final = ("guides", "sources", "notebooks", "outputs")
ALONE: Final = ("codebook.md", ".carnet-demo")
MOST: Final = 20_000
"""Files in one pack."""
_LARGEST_MANIFEST: Final = 16 << 20
_SMALL: Final = 256 << 20
_DENSEST: Final = 200
"""A pack that is not small may grow this many times when opened: texts and SQLite's pages grow ten times."""
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a pack: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself: which study (hash of its first row), which head, when (UTC), by which version."""

    origin: str
    head: str
    at: str
    tool: str
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """What its files take once out of it, in bytes."""
        return sum(member.size for member in self.members.values())


def write_pack(
    path: Path,
    members: Iterable[tuple[str, Path | bytes]],
    *,
    origin: str,
    head: str,
    at: str,
    tool: str,
    passphrase: str | None = None,
) -> Manifest:
    """Write a pack whole, read it back, and return what it says of itself.

    Raises ``CannotWrite``, leaving nothing, and ``Refused`` on a passphrase that is too short.
    """
    held: dict[str, Member] = {}
    manifest = Manifest(origin, head, at, tool, held)
    with whole_file(path) as draft:
        with draft.open("xb") as file:
            out: Any = LockedWriter(file, passphrase) if passphrase is not None else file
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, content in members:
                    held[name] = _put(archive, name, content)
                archive.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(_plain(manifest), indent=1))
            if passphrase is not None:
                out.finish()
            file.flush()
        with open_pack(draft, passphrase) as pack:
            pack.check()
    return manifest


def _put(archive: zipfile.ZipFile, name: str, content: Path | bytes) -> Member:
    """Write one member and sum it as it goes."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    size, sha = 0, hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as out, _reading(content) as source:
        while block := source.read(_BLOCK):
            out.write(block)
            sha.update(block)
            size += len(block)
    return Member(size, sha.hexdigest())


@contextmanager
def _reading(content: Path | bytes) -> Iterator[BinaryIO]:
    if isinstance(content, bytes):
        yield io.BytesIO(content)
    else:
        with content.open("rb") as file:
            yield file


def _plain(manifest: Manifest) -> dict[str, Any]:
    members = {name: {"size": one.size, "sha256": one.sha256} for name, one in manifest.members.items()}
    known = {name: getattr(manifest, name) for name in ("origin", "head", "at", "tool")}
    return {"format": FORMAT, **known, "members": members}


class OpenPack:
    """A pack being read: ``manifest``, ``extract``, ``check``. Made by ``open_pack``."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, where: str):
        self._archive, self.manifest, self._where = archive, manifest, where

    def extract(self, name: str, target: Path) -> None:
        """Write a member to ``target``; raise ``UnreadableFile`` unless it is what the manifest says."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            for block in self._blocks(name):
                out.write(block)

    def check(self) -> None:
        """Read every member; raise ``UnreadableFile`` when one is not what the manifest says."""
        for name in self.manifest.members:
            for _block in self._blocks(name):
                continue

    def _blocks(self, name: str) -> Iterator[bytes]:
        said = self.manifest.members[name]
        size, sha = 0, hashlib.sha256()
        with _read_faults(self._where), self._archive.open(name) as source:
            while block := source.read(_BLOCK):
                size += len(block)
                sha.update(block)
                if size > said.size:
                    raise damaged(self._where)
                yield block
        if (size, sha.hexdigest()) != (said.size, said.sha256):
            raise damaged(self._where)


@contextmanager
def open_pack(path: Path, passphrase: str | None = None) -> Iterator[OpenPack]:
    """Open a pack after checking all that it says; raise ``UnreadableFile`` or ``Refused``, nothing being written."""
    where = str(path)
    with ExitStack() as held:
        file: Any = held.enter_context(path.open("rb"))
        if is_locked(file):
            if passphrase is None:
                raise Refused(
                    _("{name} is protected by a passphrase.", name=path.name),
                    _("Ask the person who made it, then give it when it is asked for."),
                )
            file = io.BufferedReader(LockedReader(file, passphrase, where=where), 1 << 16)
        with _read_faults(where):
            if not _starts_as_zip(file):
                raise _no_pack(where)
            try:
                archive = held.enter_context(zipfile.ZipFile(file))
                manifest = _manifest(archive, where)
            except zipfile.BadZipFile:
                raise damaged(where) from None
        yield OpenPack(archive, manifest, where)


def needs_passphrase(path: Path) -> bool:
    """Tell whether a pack is sealed."""
    with path.open("rb") as file:
        return is_locked(file)


def _manifest(archive: zipfile.ZipFile, where: str) -> Manifest:
    """Read the manifest and compare it with what the zip declares."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if names.count(MANIFEST) != 1 or archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise _no_pack(where)
    try:
        plain = json.loads(archive.read(MANIFEST))
        if not str(plain["format"]).startswith("carnet-pack/"):
            raise _no_pack(where)
        if plain["format"] != FORMAT:
            raise UnreadableFile(
                where,
                _("this pack was made by a later version of Carnet"),
                hint=_("Update Carnet on this computer, then unpack it again; nothing was changed."),
            )
        members = {name: Member(int(one["size"]), str(one["sha256"])) for name, one in plain["members"].items()}
        origin, head, at, tool = (str(plain[name]) for name in ("origin", "head", "at", "tool"))
        manifest = Manifest(origin, head, at, tool, members)
    except UnreadableFile:
        raise
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _no_pack(where) from None
    declared = {info.filename: info.file_size for info in infos if info.filename != MANIFEST}
    if len(declared) + 1 != len(infos) or declared != {name: one.size for name, one in members.items()}:
        raise damaged(where)
    if STUDY not in members or any(not _allowed(info) for info in infos):
        raise Refused(
            _("{path} holds files that a pack of Carnet never holds: it was not opened.", path=where),
            _("Ask the person who sent it where it comes from; nothing was changed here."),
        )
    packed = sum(info.compress_size for info in infos)
    if len(members) > MOST or (manifest.size > _SMALL and manifest.size > packed * _DENSEST):
        raise Refused(
            _("{path} would fill the disk once opened: it was not.", path=where),
            _("Ask the person who sent it where it comes from; nothing was changed here."),
        )
    return manifest


def _allowed(info: zipfile.ZipInfo) -> bool:
    """Tell whether a member lies where a pack puts its files, is a plain file, and leads nowhere else."""
    name = info.filename
    mode = info.external_attr >> 16
    if info.flag_bits & 0x1 or (mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG)) or name.endswith("/"):
        return False
    return is_safe(name)


def is_safe(name: str) -> bool:
    r"""Tell whether a name may be written inside a study: no ``..``, no ``C:``, no ``\``, a known folder."""
    if name in (MANIFEST, STUDY, *ALONE):
        return True
    parts = name.split("/")
    odd = re.search(r"[\x00-\x1f\\]", name) or unicodedata.normalize("NFC", name) != name or len(name) > 1000
    bad = any(part in ("", ".", "..") or re.match(r"[A-Za-z]:", part) for part in parts)
    return not odd and not bad and len(parts) > 1 and parts[0] in FOLDERS


def _no_pack(where: str) -> UnreadableFile:
    return UnreadableFile(
        where,
        _("this is not a pack of Carnet"),
        hint=_("Name the file that “carnet pack” made; it ends in “.carnet”."),
    )


def _starts_as_zip(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(4) == b"PK\x03\x04"


@contextmanager
def _read_faults(where: str) -> Iterator[None]:
    """Turn what the zip refuses into one sentence."""
    try:
        yield
    except (zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError):
        raise damaged(where) from None
    except zipfile.BadZipFile:
        raise damaged(where) from None
