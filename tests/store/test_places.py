"""Where a study lies: synchronised folders and network drives are known for what they are, and nothing else is."""

import json
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from toolkit.store import places, services

HOME = PurePosixPath("/home/lea")
WINDOWS = PureWindowsPath("C:/Users/Léa")


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("OneDrive/Master", "OneDrive"),
        ("OneDrive - Université Lyon 2/Master", "OneDrive"),
        ("Dropbox/étude", "Dropbox"),
        ("Dropbox (Labo)/étude", "Dropbox"),
        ("Google Drive/étude", "Google Drive"),
        ("iCloudDrive/étude", "iCloud"),
        ("Nextcloud/étude", "Nextcloud"),
        ("kDrive/étude", "kDrive"),
        ("pCloud Drive/étude", "pCloud"),
        ("Seafile/Ma bibliothèque", "Seafile"),
        ("MEGA/étude", "MEGA"),
        ("Documents/MEGAsync/étude", "MEGA"),
        ("Box/étude", "Box"),
        ("Proton Drive/lea/My files", "Proton Drive"),
        ("Tresorit/étude", "Tresorit"),
        ("SynologyDrive/étude", "Synology Drive"),
        ("Resilio Sync/étude", "Resilio Sync"),
    ],
)
def test_a_folder_of_a_service_is_known_by_the_name_that_the_service_writes(path: str, service: str) -> None:
    assert services.named(HOME / path, HOME) == service
    assert services.named(WINDOWS / path, WINDOWS) == service


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("Library/CloudStorage/GoogleDrive-lea@univ-lyon2.fr/Mon Drive/étude", "Google Drive"),
        ("Library/CloudStorage/OneDrive-UniversiteLyon2/étude", "OneDrive"),
        ("Library/CloudStorage/Dropbox/étude", "Dropbox"),
        ("Library/CloudStorage/Box-Box/étude", "Box"),
        ("Library/CloudStorage/ProtonDrive-lea@proton.me/étude", "Proton Drive"),
        ("Library/CloudStorage/UnServiceNeuf-lea/étude", "UnServiceNeuf-lea"),
        ("Library/Mobile Documents/com~apple~CloudDocs/étude", "iCloud"),
    ],
)
def test_the_folders_where_a_mac_puts_services_are_known(path: str, service: str) -> None:
    home = PurePosixPath("/Users/lea")

    assert services.named(home / path, home) == service


@pytest.mark.parametrize(
    ("path", "service"),
    [("G:/Mon Drive/étude", "Google Drive"), ("G:/Drive partagés/Labo/étude", "Google Drive"), ("M:/MEGA/x", "MEGA")],
)
def test_the_drive_letters_of_services_are_known(path: str, service: str) -> None:
    assert services.named(PureWindowsPath(path), WINDOWS) == service


@pytest.mark.parametrize(
    "path",
    [
        "thèse/mega/entretiens",
        "thèse/MEGA/entretiens",
        "thèse/box/entretiens",
        "thèse/Box/entretiens",
        "box",
        "mega",
        "Boxe",
        "dropbox-export",
        "Dropboxeurs",
        "onedrive_ancien",
        "OneDriveless",
        "mes seafile",
        "nextcloud export",
        "Library/mobile",
        "travaux/Disques partagés/étude",
        "Documents/mon étude",
    ],
)
def test_a_folder_that_only_sounds_like_a_service_is_local(path: str) -> None:
    assert services.named(HOME / path, HOME) == ""
    assert services.named(WINDOWS / path, WINDOWS) == ""


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".sync_1a2b3c.db", "Nextcloud"),
        ("._sync_1a2b3c.db", "Nextcloud"),
        (".owncloudsync.log", "Nextcloud"),
        (".stfolder/x", "Syncthing"),
        (".seafile-data/x", "Seafile"),
        (".SynologyWorkingDirectory/x", "Synology Drive"),
        (".sync/ID", "Resilio Sync"),
        (".dropbox.cache/x", "Dropbox"),
        (".megaignore", "MEGA"),
    ],
)
def test_the_mark_that_a_service_leaves_is_found_in_a_parent(folder: Path, mark: str, service: str) -> None:
    left = folder / mark
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"")

    found = places.place_of(folder / "master" / "étude")

    assert found == places.Place("synchronised", service)
    assert places.synchronised_root(folder / "master" / "étude") == folder.resolve()
    assert places.place_of(folder.parent).sort == "local"


def test_an_empty_folder_called_sync_is_local(folder: Path) -> None:
    (folder / ".sync").mkdir(parents=True)

    assert places.place_of(folder).sort == "local"


def test_the_folder_that_a_variable_names_is_onedrive(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(folder / "Fac"))

    assert places.place_of(folder / "Fac" / "étude") == places.Place("synchronised", "OneDrive")
    assert places.place_of(folder / "Facile").sort == "local"


@pytest.mark.parametrize(("variable", "list_"), [("HOME", ".dropbox"), ("APPDATA", "Dropbox")])
def test_the_folder_that_dropbox_lists_is_dropbox(
    folder: Path, monkeypatch: pytest.MonkeyPatch, variable: str, list_: str
) -> None:
    (folder / list_).mkdir(parents=True)
    told = {"personal": {"path": str(folder / "mes fichiers")}, "business": {"path": str(folder / "labo")}}
    (folder / list_ / "info.json").write_text(json.dumps(told), encoding="utf-8")
    monkeypatch.setenv(variable, str(folder))
    monkeypatch.setattr(places, "_home", lambda: folder)

    assert places.place_of(folder / "labo" / "étude") == places.Place("synchronised", "Dropbox")
    assert places.place_of(folder / "mes fichiers") == places.Place("synchronised", "Dropbox")
    assert places.place_of(folder / "autre").sort == "local"


@pytest.mark.parametrize("content", ["", "pas du json", "[]", '{"personal": {}}', '{"personal": 3}'])
def test_a_list_of_dropbox_that_cannot_be_read_says_nothing(folder: Path, content: str) -> None:
    (folder / ".dropbox").mkdir(parents=True)
    (folder / ".dropbox" / "info.json").write_text(content, encoding="utf-8")

    assert list(services.told({}, folder, "linux")) == []


def test_the_desktop_of_a_mac_is_icloud_when_icloud_holds_it(folder: Path) -> None:
    (folder / "Library" / "Mobile Documents" / "com~apple~CloudDocs" / "Documents").mkdir(parents=True)

    def by(path: Path, system: str) -> str:
        return places.synchronised_by(path, environment={}, home=folder, system=system)

    assert by(folder / "Documents" / "étude", "darwin") == "iCloud"
    assert by(folder / "Desktop" / "étude", "darwin") == ""
    assert by(folder / "Documents" / "étude", "linux") == ""


@pytest.mark.parametrize(
    "system",
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.davfs2",
        "fuse.pCloud.fs",
        "vboxsf",
        "fuse.onedriver",
        "fuse.google-drive-ocamlfuse",
        "lustre",
        "ceph",
        "virtiofs",
        "webdav",
    ],
)
def test_a_file_system_of_another_machine_is_a_network(system: str) -> None:
    assert places.is_network(system)


@pytest.mark.parametrize(
    "system", ["ext4", "btrfs", "apfs", "ntfs", "fuseblk", "vfat", "exfat", "overlay", "tmpfs", ""]
)
def test_a_disk_of_this_computer_is_no_network(system: str) -> None:
    assert not places.is_network(system)


@pytest.mark.parametrize(
    ("drive", "shared"),
    [("\\\\serveur\\partage", True), ("\\\\?\\UNC\\serveur\\partage", True), ("\\\\?\\C:", False), ("C:", False)],
)
def test_a_windows_share_is_known_by_its_beginning(drive: str, shared: bool) -> None:
    assert places.is_share(drive) is shared


def test_the_home_of_a_hub_on_nfs_is_a_network_and_the_last_mount_of_a_place_counts() -> None:
    text = (
        "overlay / overlay rw 0 0\nserveur:/export /homes/jovyan nfs4 rw 0 0\n"
        "tmpfs /mnt/le\\040partage tmpfs rw 0 0\n//s/p /mnt/le\\040partage cifs rw 0 0\n"
    )

    mounts = places.linux_mounts(text)

    assert places.holding(Path("/homes/jovyan/étude"), mounts) == "nfs4"
    assert places.holding(Path("/homes/jovyane"), mounts) == "overlay"
    assert places.holding(Path("/mnt/le partage/étude"), mounts) == "cifs"


def test_the_mounts_of_a_mac_are_read() -> None:
    text = (
        "/dev/disk3s1 on / (apfs, sealed, local)\n//lea@nas/Labo (1) on /Volumes/Labo (1) (smbfs, nodev)\n"
        "map auto_home on /System/Volumes/Data/home (autofs)\n"
    )

    mounts = places.mac_mounts(text)

    assert places.holding(Path("/Volumes/Labo (1)/étude"), mounts) == "smbfs"
    assert places.holding(Path("/Volumes/autre"), mounts) == "apfs"


def test_a_place_of_this_computer_is_offered_that_is_free(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "Documents").mkdir(parents=True)
    monkeypatch.setattr(places, "_home", lambda: folder)
    study = folder / "OneDrive" / "mon étude"

    assert places.local_place(study) == folder / "Documents" / "mon étude"
    (folder / "Documents" / "mon étude").mkdir()
    assert places.local_place(study) == folder / "mon étude"
    monkeypatch.setattr(places, "_file_system", lambda _folder: "nfs4")
    assert places.local_place(study) is None
