"""What kind of folder a study lies in: a disk of this computer, a synchronised folder, a network drive.

On the last two another program copies or locks the file behind SQLite's back: the journal mode follows.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Sort = Literal["local", "synchronised", "network"]

SYNCHRONISED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "mon drive",
    "icloud",
    "mobile documents",
    "cloudstorage",
    "nextcloud",
    "owncloud",
    "kdrive",
    "pcloud",
    "syncthing",
    "seafile",
    "mega",
)
NETWORK = (
    "nfs",
    "cifs",
    "smb",
    "9p",
    "fuse.sshfs",
    "afs",
    "davfs",
    "glusterfs",
    "ceph",
    "lustre",
    "ncp",
    "fuse.rclone",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a folder lies, and the service or file system that says so."""

    sort: Sort
    name: str = ""


def place_of(folder: Path) -> Place:
    """Return what kind of place ``folder`` is; ``local`` when nothing tells otherwise."""
    folder = folder.resolve()
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = os.environ.get(variable)
        if root and folder.is_relative_to(Path(root)):
            return Place("synchronised", "OneDrive")
    for part in folder.parts:
        for name in SYNCHRONISED:
            lowered = part.lower()
            if lowered == name or lowered.startswith((f"{name} ", f"{name}-", f"{name}_")) or lowered == f".{name}":
                return Place("synchronised", part)
    system = _file_system(folder)
    if system.startswith(NETWORK):
        return Place("network", system)
    return Place("local", system)


def _file_system(folder: Path) -> str:
    """Return the name of the file system that holds ``folder``; empty when the system does not say."""
    try:
        if sys.platform == "win32":
            return _windows(folder)
        if sys.platform == "darwin":
            lines = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
            mounts = [(line.split(" on ", 1)[1].rsplit(" (", 1)) for line in lines.splitlines() if " on " in line]
            return _longest(folder, [(point, kind.split(",")[0]) for point, kind in mounts])
        text = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        rows = [line.split(" ") for line in text.split("\n") if line.count(" ") >= 3]
        return _longest(folder, [(row[1].replace("\\040", " "), row[2]) for row in rows])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return ""


def _longest(folder: Path, mounts: list[tuple[str, str]]) -> str:
    holding = [(point, kind) for point, kind in mounts if folder.is_relative_to(point)]
    return max(holding, key=lambda mount: len(mount[0]), default=("", ""))[1]


def _windows(folder: Path) -> str:
    drive = folder.drive
    if drive.startswith("\\\\"):
        return "smb"
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")  # type: ignore[attr-defined, unused-ignore]
    return "smb" if kind == 4 else "ntfs"
