"""How the folders of synchronisation services look: the names that they write themselves, the marks that they leave.

Only a name exactly as the service writes it counts: a thesis folder called “mega” or “dropbox-export” is no service.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

ANYWHERE = {
    "OneDrive": "OneDrive",
    "Dropbox": "Dropbox",
    "Google Drive": "Google Drive",
    "GoogleDrive": "Google Drive",
    "Mon Drive": "Google Drive",
    "My Drive": "Google Drive",
    "iCloudDrive": "iCloud",
    "iCloud Drive": "iCloud",
    "com~apple~CloudDocs": "iCloud",
    "Nextcloud": "Nextcloud",
    "NextCloud": "Nextcloud",
    "ownCloud": "ownCloud",
    "kDrive": "kDrive",
    "pCloudDrive": "pCloud",
    "pCloud Drive": "pCloud",
    "pCloud Sync": "pCloud",
    "MEGAsync": "MEGA",
    "Box Sync": "Box",
    "Proton Drive": "Proton Drive",
    "ProtonDrive": "Proton Drive",
    "SynologyDrive": "Synology Drive",
    "Synology Drive": "Synology Drive",
    "Resilio Sync": "Resilio Sync",
}
"""Names that mean their service wherever they stand."""

AT_HOME = {
    "Box": "Box",
    "MEGA": "MEGA",
    "Seafile": "Seafile",
    "Tresorit": "Tresorit",
    "Tresors": "Tresorit",
    "pCloud": "pCloud",
    "CloudStation": "Synology Drive",
}
"""Names that are also ordinary words: they count only where the service puts its folder, in a person's own folder."""

AT_ROOT = {"Disques partagés": "Google Drive", "Drive partagés": "Google Drive", "Shared drives": "Google Drive"}
"""Names that count only at the root of a drive letter."""

BEGINNINGS = (
    ("OneDrive - ", "OneDrive"),
    ("OneDrive-", "OneDrive"),
    ("Dropbox (", "Dropbox"),
    ("Nextcloud (", "Nextcloud"),
    ("GoogleDrive-", "Google Drive"),
    ("kDrive ", "kDrive"),
    ("ProtonDrive-", "Proton Drive"),
)
"""“OneDrive - Université Lyon 2”, “Dropbox (Labo)”, “GoogleDrive-prenom@…”."""

CLOUD_STORAGE = {"Dropbox": "Dropbox", "Box": "Box", "MEGA": "MEGA", "OneDrive": "OneDrive", "Tresorit": "Tresorit"}

MARKS = {
    ".owncloudsync.log": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
    ".seafile-data": "Seafile",
    ".SynologyWorkingDirectory": "Synology Drive",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".megaignore": "MEGA",
    ".sync/ID": "Resilio Sync",
    ".sync/IgnoreList": "Resilio Sync",
    ".sync/StreamsList": "Resilio Sync",
}
"""What a service leaves in the folder that it synchronises."""

JOURNALS = ((".sync_", ".db"), ("._sync_", ".db"))
"""Nextcloud, ownCloud and kDrive keep their journal in the folder, under a name that ends in letters of chance."""

ENVIRONMENT = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
MANY = 3000
"""A folder with more files than that is not read to its end for a mark."""


def named(folder: PurePath, home: PurePath) -> str:
    """Return the service whose name stands in a path; empty when there is none."""
    parts = folder.parts
    for place, part in enumerate(parts):
        service = ANYWHERE.get(part, "")
        service = service or next((name for start, name in BEGINNINGS if part.startswith(start)), "")
        if not service and part in AT_HOME and _own(type(folder)(*parts[:place]), home):
            service = AT_HOME[part]
        if not service and part in AT_ROOT and place == 1:
            service = AT_ROOT[part]
        if not service and parts[max(place - 1, 0)] == "Library" and part == "Mobile Documents":
            service = "iCloud"
        if not service and parts[max(place - 2, 0) : place] == ("Library", "CloudStorage"):
            service = next((name for start, name in CLOUD_STORAGE.items() if part.startswith(start)), part)
        if service:
            return service
    return ""


def _own(parent: PurePath, home: PurePath) -> bool:
    """Tell whether a folder is somebody's own: their home, its Documents, or the root of a drive."""
    if parent in (home, home / "Documents"):
        return True
    above = parent.parent.name
    return above in ("home", "Users") or (bool(parent.drive) and len(parent.parts) == 1)


def marked(folder: Path) -> str:
    """Return the service whose mark lies in ``folder`` or in one that holds it; empty when there is none."""
    for parent in (folder, *folder.parents):
        try:
            for mark, service in MARKS.items():
                if (parent / mark).exists():
                    return service
            with os.scandir(parent) as found:
                for count, entry in enumerate(found):
                    if count > MANY:
                        break
                    if any(entry.name.startswith(start) and entry.name.endswith(end) for start, end in JOURNALS):
                        return "Nextcloud"
        except OSError:
            continue  # absent yet, or another person's
    return ""


def told(environment: Mapping[str, str], home: Path, system: str) -> Iterator[tuple[Path, str]]:
    """Yield the folders that the services name themselves: variables, Dropbox's list, the Mac's Desktop."""
    for variable in ENVIRONMENT:
        if given := environment.get(variable):
            yield Path(given), "OneDrive"
    lists = [home / ".dropbox" / "info.json"]
    lists += [
        Path(environment[name]) / "Dropbox" / "info.json"
        for name in ("APPDATA", "LOCALAPPDATA")
        if environment.get(name)
    ]
    for path in lists:
        for root in _dropboxes(path):
            yield root, "Dropbox"
    if system == "darwin":
        # With “Desktop & Documents” in iCloud, both keep their place and show again in iCloud's folder.
        for name in ("Desktop", "Documents"):
            if (home / "Library" / "Mobile Documents" / "com~apple~CloudDocs" / name).exists():
                yield home / name, "iCloud"


def _dropboxes(path: Path) -> list[Path]:
    """Return the folders that Dropbox says that it synchronises; none when it says nothing that can be read."""
    try:
        accounts = json.loads(path.read_text(encoding="utf-8"))
        return [Path(account["path"]) for account in accounts.values()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
