"""A study moves: copied, compared, opened in its new place; only then is the old one taken away."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit import open_study
from toolkit.errors import CannotWrite, NotAStudy, Refused, StudyLocked
from toolkit.model import Memo
from toolkit.study import DATABASE, Study, relocation
from toolkit.study.relocation import move


@pytest.fixture
def closed(study: Study, folder: Path) -> Path:
    """A study that nobody has open, with files of every sort."""
    study.add(Memo("m1", "note"))
    study.close()
    (folder / "guides" / "été.md").write_text("# Guide\n", encoding="utf-8")
    (folder / "notebooks" / "sous").mkdir()
    (folder / "notebooks" / "sous" / "a.ipynb").write_text("{}", encoding="utf-8")
    (folder / ".caché").write_bytes(b"\x00\x01")
    return folder


def content(place: Path) -> dict[str, bytes]:
    side = ("-wal", "-shm", "-journal")
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and not path.name.endswith(side) and path.name != DATABASE
    }


def head_of(place: Path) -> str:
    with open_study(place) as study:
        assert study.verify()
        return study.head


def test_a_study_moves_whole_and_leaves_nothing_behind(closed: Path, tmp_path: Path) -> None:
    before, head = content(closed), head_of(closed)

    done = move(closed, tmp_path / "ici" / "étude")

    assert done.stayed == ()
    assert not closed.exists()
    assert (
        content(tmp_path / "ici" / "étude").items()
        >= {name: data for name, data in before.items() if not name.startswith("backups/")}.items()
    )
    assert head_of(tmp_path / "ici" / "étude") == head
    assert [path.name for path in (tmp_path / "ici").iterdir()] == ["étude"]


def test_a_study_leaves_a_synchronised_folder_and_its_journal_follows(tmp_path: Path) -> None:
    from toolkit import new_study

    new_study(tmp_path / "OneDrive" / "étude", coder="C1").close()

    move(tmp_path / "OneDrive" / "étude", tmp_path / "Documents" / "étude")

    with open_study(tmp_path / "Documents" / "étude") as study:
        assert study.notes == []
        assert study._store._driver().execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_move_to_a_synchronised_folder_is_refused_unless_it_is_wanted(closed: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="synchronisé"):
        move(closed, tmp_path / "Dropbox" / "étude")
    assert not (tmp_path / "Dropbox").exists()

    move(closed, tmp_path / "Dropbox" / "étude", anyway=True)

    assert (tmp_path / "Dropbox" / "étude" / DATABASE).exists()


def test_a_move_onto_something_or_into_itself_is_refused(closed: Path, tmp_path: Path) -> None:
    (tmp_path / "pris").mkdir()
    (tmp_path / "pris" / "à moi.txt").write_bytes(b"x")
    before = content(closed)

    for target, error in (
        (tmp_path / "pris", CannotWrite),
        (tmp_path / "pris" / "à moi.txt", CannotWrite),
        (closed, CannotWrite),
        (closed / "guides" / "dedans", Refused),
    ):
        with pytest.raises(error):
            move(closed, target)

    assert content(closed) == before
    assert (tmp_path / "pris" / "à moi.txt").read_bytes() == b"x"


def test_a_folder_that_is_no_study_does_not_move(tmp_path: Path) -> None:
    with pytest.raises(NotAStudy):
        move(tmp_path, tmp_path / "ailleurs")


def test_a_study_that_somebody_has_open_does_not_move(closed: Path, tmp_path: Path) -> None:
    with open_study(closed) as study:
        study._keeper.wait()

        with pytest.raises(StudyLocked):
            move(closed, tmp_path / "ailleurs")

        study.add(Memo("m2", "on continue"))
    assert not (tmp_path / "ailleurs").exists()
    assert head_of(closed)


def test_what_changed_meanwhile_and_links_stay_and_are_said(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = relocation._taken_away

    def later(old: Path, sums: dict[str, str]) -> list[str]:
        (old / "guides" / "été.md").write_text("# Changé\n", encoding="utf-8")
        (old / "outputs" / "nouveau.txt").write_bytes(b"x")
        return real(old, sums)

    monkeypatch.setattr(relocation, "_taken_away", later)
    stayed = ["guides/été.md", "outputs/nouveau.txt"]
    if sys.platform != "win32":
        (closed / "lien").symlink_to(tmp_path)
        stayed.append("lien")

    done = move(closed, tmp_path / "ailleurs")

    assert sorted(done.stayed) == sorted(stayed)
    assert (closed / "guides" / "été.md").read_text(encoding="utf-8") == "# Changé\n"
    assert not (closed / DATABASE).exists()


@pytest.mark.parametrize("broken", ["_copied", "_verified", "sum_of"])
def test_a_move_that_fails_leaves_the_old_study_and_nothing_at_the_new_place(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    before, head = content(closed), head_of(closed)

    def full(*_anything: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(relocation, broken, full)
    with pytest.raises(CannotWrite, match="disque est plein"):
        move(closed, tmp_path / "ici" / "étude")
    monkeypatch.undo()

    assert not (tmp_path / "ici" / "étude").exists()
    assert list((tmp_path / "ici").iterdir()) == []
    assert content(closed).items() >= {k: v for k, v in before.items() if not k.startswith("backups/")}.items()
    assert head_of(closed) == head


def test_a_copy_that_differs_from_its_original_is_seen(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.copy2

    def worn(source: Path, target: Path) -> None:
        real(source, target)
        Path(target).write_bytes(b"autre chose")

    monkeypatch.setattr(shutil, "copy2", worn)

    with pytest.raises(CannotWrite):
        move(closed, tmp_path / "ailleurs")

    assert not (tmp_path / "ailleurs").exists()
    assert (closed / DATABASE).exists()


KILLED = """
import os, sys
from toolkit.study import relocation
old, new, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3])
steps = 0
def audit(event, arguments):
    global steps
    if event in ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "sqlite3.connect"):
        if any(isinstance(one, str) and (old in one or new in one) for one in arguments):
            steps += 1
            if steps == wanted:
                os._exit(9)
sys.addaudithook(audit)
relocation.move(old, new)
print(steps)
"""


def test_a_move_killed_at_any_step_leaves_one_of_the_two_whole(closed: Path, tmp_path: Path) -> None:
    for name in ("backups", "notebooks"):
        shutil.rmtree(closed / name)
        (closed / name).mkdir()
    head, guides = head_of(closed), (closed / "guides" / "été.md").read_bytes()
    shutil.rmtree(closed / "backups")
    (closed / "backups").mkdir()
    whole = subprocess.run(
        [sys.executable, "-c", KILLED, str(shutil.copytree(closed, tmp_path / "a0")), str(tmp_path / "b0"), "0"],
        capture_output=True,
        text=True,
        check=True,
    )
    steps = int(whole.stdout)
    tried = range(1, steps + 1, max(1, steps // 12))

    found = []
    for step in tried:
        old, new = shutil.copytree(closed, tmp_path / f"a{step}"), tmp_path / f"b{step}"
        told = subprocess.run([sys.executable, "-c", KILLED, str(old), str(new), str(step)], check=False)
        assert told.returncode == 9
        place = old if (old / DATABASE).exists() else new
        found.append(place.name[0])
        assert head_of(place) == head
        assert (place / "guides" / "été.md").read_bytes() == guides

    assert found[0] == "a"
    assert found[-1] == "b"
    assert found == sorted(found)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows folders are made read-only by other means")
def test_a_read_only_target_is_said(closed: Path, tmp_path: Path) -> None:
    (tmp_path / "fermé").mkdir()
    (tmp_path / "fermé").chmod(0o555)
    if os.geteuid() == 0:
        pytest_root = "import sys; from pathlib import Path; from toolkit.study.relocation import move; import os\n"
        pytest_root += "import toolkit.store.store, tempfile, toolkit.store.audit, toolkit.store.copies\n"
        pytest_root += "os.setegid(65534); os.seteuid(65534)\n"
    else:
        pytest_root = "import sys; from toolkit.study.relocation import move\n"
    pytest_root += "from toolkit.errors import CannotWrite\n"
    pytest_root += "try:\n    move(sys.argv[1], sys.argv[2])\nexcept CannotWrite as fault:\n    print(fault.reason)\n"
    for parent in (*closed.rglob("*"), closed, *closed.parents):
        parent.chmod(parent.stat().st_mode | (0o077 if parent.is_relative_to(closed) else 0o055))

    told = subprocess.run(
        [sys.executable, "-c", pytest_root, str(closed), str(tmp_path / "fermé" / "étude")],
        capture_output=True,
        text=True,
        check=False,
    )

    (tmp_path / "fermé").chmod(0o755)
    assert told.stdout == "readonly\n", told.stderr
    assert list((tmp_path / "fermé").iterdir()) == []
    assert (closed / DATABASE).exists()
