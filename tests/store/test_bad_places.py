"""Folders that are no study, full disks, locked files, long paths: one sentence, nothing half-written."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from toolkit import new_study, open_study
from toolkit.errors import CannotWrite, DamagedStudy, NotAStudy, StudyLocked
from toolkit.model import Memo, coding_of
from toolkit.store import places
from toolkit.store.store import Store
from toolkit.study import DATABASE, Study


def test_a_folder_that_is_no_study_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotAStudy, match="carnet new"):
        open_study(tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_file_that_is_no_study_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / DATABASE
    path.write_bytes(content)

    with pytest.raises(DamagedStudy):
        open_study(tmp_path)

    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / DATABASE)
    raw.execute("CREATE TABLE autre (x)")
    raw.commit()
    raw.close()

    with pytest.raises(DamagedStudy):
        open_study(tmp_path)


def open_and_read(folder: Path) -> None:
    with open_study(folder) as study:
        study.verify()
        study.codings.frame()


def test_a_truncated_study_is_said_damaged(study: Study, folder: Path) -> None:
    study.close()
    path = folder / DATABASE
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    with pytest.raises(DamagedStudy):
        open_and_read(folder)


def test_a_locked_study_says_so_and_writes_nothing(study: Study, folder: Path) -> None:
    patient = Study(Store(folder / DATABASE, busy_ms=50), coder="C1")
    holder = sqlite3.connect(folder / DATABASE, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(StudyLocked, match="Un autre programme"):
        patient.add(Memo("m1", "note"))

    holder.execute("ROLLBACK")
    holder.close()
    patient.add(Memo("m2", "note"))
    assert patient.memos.ids() == ["m2"]
    patient.close()


def test_a_full_disk_loses_nothing_that_was_saved(study: Study) -> None:
    study.add(Memo("avant", "note"))
    driver = study._store._driver()
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    driver.execute(f"PRAGMA max_page_count={pages + 2}")
    head = study.head

    with pytest.raises(CannotWrite, match="disque est plein"):
        study.add(Memo("trop", "x" * 1_000_000))

    assert study.head == head
    driver.execute("PRAGMA max_page_count=1000000")
    assert study.memos.ids() == ["avant"]
    study.add(Memo("après", "note"))
    assert study.verify()


def test_a_full_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mémoire").mkdir()
    (tmp_path / "mémoire" / "notes.txt").write_text("à moi", encoding="utf-8")

    with pytest.raises(CannotWrite, match="existe déjà"):
        new_study(tmp_path / "mémoire")

    assert (tmp_path / "mémoire" / "notes.txt").read_text(encoding="utf-8") == "à moi"


def test_a_failure_while_making_a_study_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)

    with pytest.raises(CannotWrite, match="disque est plein"):
        new_study(tmp_path / "étude")

    assert list(tmp_path.iterdir()) == []


def test_a_path_of_two_hundred_characters_with_spaces_and_accents_works(tmp_path: Path) -> None:
    folder = tmp_path / ("dossier à moi " + "é" * 40) / ("très long " + "à" * 60) / ("étude " + "x" * 90)
    assert len(str(folder)) > 200

    with new_study(folder, coder="C1") as study:
        study.add(Memo("m1", "note"))

    with open_study(folder) as again:
        assert again.memos.ids() == ["m1"]


def test_a_name_too_long_for_the_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="trop long"):
        new_study(tmp_path / ("x" * 300))

    assert list(tmp_path.iterdir()) == []


UNPRIVILEGED = """
import os, sys
from toolkit import new_study, open_study
from toolkit.errors import CannotWrite
from toolkit.model import Memo
import toolkit.store.store, toolkit.study.redacting, tempfile
if os.geteuid() == 0:
    os.setegid(65534); os.seteuid(65534)
folder = sys.argv[1]
for act in (lambda: new_study(folder + "/neuve"), lambda: open_study(folder + "/étude").add(Memo("m", "note"))):
    try:
        act()
    except CannotWrite as fault:
        print(fault.reason, fault)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows folders are made read-only by other means")
def test_a_read_only_folder_is_said_and_left_as_it_was(tmp_path: Path) -> None:
    new_study(tmp_path / "étude").close()
    for path in (tmp_path / "étude" / DATABASE, tmp_path / "étude", tmp_path):
        path.chmod(0o444 if path.is_file() else 0o555)
    if os.geteuid() == 0:  # root writes anywhere: the child becomes nobody, who must be able to come this far
        for parent in tmp_path.parents:
            parent.chmod(parent.stat().st_mode | 0o055)
    before = (tmp_path / "étude" / DATABASE).read_bytes()

    told = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, str(tmp_path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )

    for path in (tmp_path, tmp_path / "étude"):
        path.chmod(0o755)
    assert told.stdout.count("readonly") == 2, told.stderr
    assert (tmp_path / "étude" / DATABASE).read_bytes() == before
    assert not (tmp_path / "neuve").exists()


READER = """
import os, sys
from pathlib import Path
from toolkit import open_study
from toolkit.errors import CannotWrite
from toolkit.model import Memo
import toolkit.store.store, toolkit.store.copies, toolkit.study.second_copies, toolkit.store.backups, pandas, hashlib
import toolkit.store.audit, toolkit.formats.whole, tempfile, toolkit.study.live
if os.geteuid() == 0:
    os.setegid(65534); os.seteuid(65534)
with open_study(sys.argv[1], coder="C1") as study:
    print(len(study.codings), study.transcripts["E01"].text[:8], len(study.codings.frame()), bool(study.verify()))
    print(any("lecture seule" in note for note in study.notes))
    print(study.cache("clé", lambda: b"fait") == b"fait")
    for act in (lambda: study.add(Memo("m", "note")), study.undo, lambda: study.participants.ids() and study.undo()):
        try:
            act()
        except CannotWrite as fault:
            print(fault.reason)
    print(study.backup(Path(sys.argv[2])).path.is_file())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows folders are made read-only by other means")
def test_a_study_that_cannot_be_written_is_read_and_backed_up_elsewhere(study: Study, tmp_path: Path) -> None:
    study.add(coding_of(study.transcripts["E01"], 4, 20, study.codes["entraide"], coder="C1"))
    study.close()
    folder = study.folder
    everything = [folder, *folder.rglob("*")]
    for path in everything:
        path.chmod(0o444 if path.is_file() else 0o555)
    key = tmp_path / "clé USB"
    key.mkdir()
    key.chmod(0o777)
    if os.geteuid() == 0:
        for parent in tmp_path.parents:
            parent.chmod(parent.stat().st_mode | 0o055)
        folder.parent.chmod(0o755)
        tmp_path.chmod(0o755)
    before = {path: path.read_bytes() for path in everything if path.is_file()}

    told = subprocess.run(
        [sys.executable, "-c", READER, str(folder), str(key)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )

    for path in everything:
        path.chmod(0o755)
    assert told.stdout.split("\n")[:-1] == [
        "1 Q : Comm 1 True",
        "True",
        "True",
        "readonly",
        "readonly",
        "readonly",
        "True",
    ], told.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    with open_study(folder) as again:
        assert again.verify()


FULL = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from toolkit import open_study
from toolkit.errors import CannotWrite
from toolkit.model import Memo
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (60, hard))
with open_study(sys.argv[1], coder="C1") as study:
    print(any("lecture seule" in note for note in study.notes), len(study.codings))
    try:
        study.add(Memo("m", "note"))
    except CannotWrite as fault:
        print(fault.reason)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    print(study.backup(Path(sys.argv[2])).path.is_file())
    with open_study(sys.argv[1], coder="C1") as other:
        other.add(Memo("m2", "note"))
    print(study.memos.ids())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the size of files by other means")
def test_a_study_on_a_full_disk_is_read_and_sees_what_is_written_once_there_is_room(
    study: Study, tmp_path: Path
) -> None:
    study.close()

    told = subprocess.run(
        [sys.executable, "-c", FULL, str(study.folder), str(tmp_path / "clé")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )

    assert told.stdout.split("\n")[:-1] == ["True 0", "refused", "True", "['m2']"], told.stdout + told.stderr


def test_a_closed_study_is_whole_when_its_file_is_copied_alone(study: Study, folder: Path, tmp_path: Path) -> None:
    study.add(coding_of(study.transcripts["E01"], 24, 29, study.codes["entraide"], coder="C1"))
    study.close()
    (tmp_path / "clé USB").mkdir()
    (tmp_path / "clé USB" / DATABASE).write_bytes((folder / DATABASE).read_bytes())

    with open_study(tmp_path / "clé USB") as copy:
        assert len(copy.codings) == 1
        assert copy.verify()


@pytest.mark.parametrize(
    ("parts", "sort"),
    [
        (("OneDrive", "Master"), "synchronised"),
        (("OneDrive - Université", "Master"), "synchronised"),
        (("Dropbox",), "synchronised"),
        (("Library", "CloudStorage", "x"), "synchronised"),
        (("Nextcloud",), "synchronised"),
        (("Documents", "mes études"), "local"),
        (("onedriveless",), "local"),
    ],
)
def test_the_kind_of_folder_is_read_off_its_path(tmp_path: Path, parts: tuple[str, ...], sort: str) -> None:
    assert places.place_of(tmp_path.joinpath(*parts)).sort == sort


@pytest.mark.parametrize(
    ("system", "sort"), [("nfs4", "network"), ("cifs", "network"), ("fuse.sshfs", "network"), ("ext4", "local")]
)
def test_the_kind_of_folder_is_read_off_its_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, sort: str
) -> None:
    monkeypatch.setattr(places, "_file_system", lambda _folder: system)

    assert places.place_of(tmp_path).sort == sort


@pytest.mark.parametrize(("name", "mode"), [("Documents", "wal"), ("OneDrive", "delete")])
def test_the_journal_mode_follows_the_kind_of_folder_and_it_is_said(tmp_path: Path, name: str, mode: str) -> None:
    with new_study(tmp_path / name / "étude") as study:
        study.add(Memo("m1", "note"))
        found = study._store._driver().execute("PRAGMA journal_mode").fetchone()[0]
        flush = study._store._driver().execute("PRAGMA synchronous").fetchone()[0]

        assert found == mode
        assert flush == 2
        assert any("OneDrive" in note for note in study.notes) == (mode == "delete")


def test_a_study_left_quiet_is_whole_when_its_file_is_copied_alone(
    study: Study, folder: Path, tmp_path: Path
) -> None:
    transcript, code = study.transcripts["E01"], study.codes["entraide"]
    for start in range(30):
        for end in range(start + 1, start + 11):
            study.add(coding_of(transcript, start, end, code, coder="C1"))
    (tmp_path / "clé").mkdir()

    waited = 0.0
    while (folder / f"{DATABASE}-wal").stat().st_size and waited < 20:
        time.sleep(0.1)
        waited += 0.1
    (tmp_path / "clé" / DATABASE).write_bytes((folder / DATABASE).read_bytes())

    with open_study(tmp_path / "clé") as copy:
        assert len(copy.codings) == 300
        assert copy.verify()
    study.add(Memo("m1", "on continue"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder of an open file")
def test_a_folder_that_goes_away_while_the_study_is_open_is_no_accident(study: Study, folder: Path) -> None:
    from toolkit.store import idle

    accidents: list[object] = []
    before, threading.excepthook = threading.excepthook, accidents.append
    study.add(Memo("m1", "note"))
    shutil.rmtree(folder)

    time.sleep(idle.QUIET_S + 0.6)
    study.close()
    threading.excepthook = before

    assert accidents == []


def test_a_study_written_without_a_pause_is_folded_back_all_the_same() -> None:
    from toolkit.store.idle import Idle

    done: list[float] = []
    idle = Idle(lambda: done.append(time.monotonic()), quiet=0.3, longest=0.5)
    end = time.monotonic() + 1.4

    while time.monotonic() < end:
        idle.written()
        time.sleep(0.02)
    idle.close()

    assert done
