"""What kind of folder a study lies in: a disk of this computer, a synchronised folder, a network drive.

On the last two another program copies or locks the file behind SQLite's back: the journal mode follows.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from toolkit.store import services

Sort = Literal["local", "synchronised", "network"]

NETWORK = re.compile(
    r"""
    nfs\d? | cifs | smb\d? | smbfs | 9p | afs | openafs | afpfs | davfs2? | webdav | ftp | coda | ncp | ncpfs
    | glusterfs | ceph | lustre | gpfs | beegfs | pvfs2 | orangefs | gfs2 | ocfs2 | acfs
    | vboxsf | prl_fs | vmhgfs | virtiofs | drvfs | macfuse | osxfuse
    | fuse\.(
        sshfs | rclone | gvfs | gvfsd-fuse | davfs2? | s3fs | gcsfuse | goofys | curlftpfs | smbnetfs | afpfs
        | google-drive-ocamlfuse | gdfuse | onedriver? | pcloud(\.fs)? | seadrive | insync | megafuse
        | dropbox | tresorit | (mount\.)?glusterfs | ceph(-fuse)? | juicefs | moosefs | mfs | lizardfs | vmhgfs-fuse
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""File systems that lie on another machine, or that a virtual machine shares with the one that holds it; through FUSE
too (``fuse.sshfs``). ``fuseblk`` is a disk of this computer."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a folder lies, and the service or file system that says so."""

    sort: Sort
    name: str = ""


def place_of(folder: Path) -> Place:
    """Return what kind of place ``folder`` is, there or not yet; ``local`` when nothing tells otherwise."""
    folder = folder.resolve()
    if service := synchronised_by(folder, environment=os.environ, home=_home(), system=sys.platform):
        return Place("synchronised", service)
    system = _file_system(folder)
    if is_network(system) or re.match(r"/run/user/\d+/gvfs(/|$)", folder.as_posix()):
        return Place("network", system or "gvfs")
    return Place("local", system)


def synchronised_by(folder: Path, *, environment: Mapping[str, str], home: Path, system: str) -> str:
    """Return the service that synchronises ``folder``; empty when there is none."""
    for root, service in services.told(environment, home, system):
        if folder.is_relative_to(root) or folder.is_relative_to(_resolved(root)):
            return service
    return services.named(folder, home) or services.marked(folder)


def synchronised_root(folder: Path) -> Path | None:
    """Return the highest folder that the service of ``folder`` synchronises; None on a disk of one's own."""
    folder = folder.resolve()
    if place_of(folder).sort != "synchronised":
        return None
    held = [parent for parent in (folder, *folder.parents) if place_of(parent).sort == "synchronised"]
    return held[-1]


def is_network(system: str) -> bool:
    """Tell whether a file system, as the system names it, lies on another machine."""
    return NETWORK.fullmatch(system) is not None


def local_place(folder: Path) -> Path | None:
    """Return a folder of this computer where a study of that name could go; None when none is found."""
    home = _home()
    name = folder.resolve().name or "carnet"
    for parent in (home / "Documents", home, home / "Carnet"):
        base = parent if parent.is_dir() else home
        wanted = parent / name
        if place_of(base).sort != "local" or place_of(wanted).sort != "local":
            continue
        if not wanted.exists() and (base.is_dir() and os.access(base, os.W_OK)):
            return wanted
    return None


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        return Path(os.devnull)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def _file_system(folder: Path) -> str:
    """Return the name of the file system that holds ``folder``; empty when the system does not say."""
    try:
        if sys.platform == "win32":
            return _windows(folder)
        if sys.platform == "darwin":
            listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
            return holding(folder, mac_mounts(listed))
        return holding(folder, linux_mounts(Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")))
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return ""


def linux_mounts(text: str) -> list[tuple[str, str]]:
    """Return ``(where, file system)`` of each line of ``/proc/mounts``."""
    rows = [line.split(" ") for line in text.split("\n") if line.count(" ") >= 3]
    return [(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), row[1]), row[2]) for row in rows]


def mac_mounts(text: str) -> list[tuple[str, str]]:
    """Return ``(where, file system)`` of each line that ``mount`` prints on a Mac."""
    lines = [line.split(" on ", 1)[1].rsplit(" (", 1) for line in text.split("\n") if " on " in line and " (" in line]
    return [(point, kind.split(",")[0].rstrip(")")) for point, kind in lines]


def holding(folder: Path, mounts: list[tuple[str, str]]) -> str:
    """Return the file system of the nearest mount that holds ``folder``; of two at one place, the last one shows."""
    best = ("", "")
    for point, kind in mounts:
        if folder.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]


def _windows(folder: Path) -> str:
    drive = folder.drive
    if is_share(drive):
        return "smb"
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")  # type: ignore[attr-defined, unused-ignore]
    return "smb" if kind == 4 else "ntfs"


def is_share(drive: str) -> bool:
    r"""Tell whether a Windows drive is another machine's: ``\\server\share``, ``\\?\UNC\…``; not ``\\?\C:``."""
    return bool(re.match(r"\\\\(\?\\UNC\\|[^?.\\])", drive, re.I))
