"""Copies, packs and moves from the command line: what is said, once, and where."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from toolkit import new_study, open_study
from toolkit.formats import locked
from toolkit.model import Coder, Memo, Transcript
from toolkit.study import second_copies

TEXT = "Q : ça va ?\nR : ça va."


@pytest.fixture
def study(place: Path) -> Path:
    with new_study(place, title="Étés", coder="C1") as made:
        made.add(Coder("C1", role="intern"))
        made.add(Transcript("E01", TEXT))
    return place


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(locked.LockedWriter.__init__.__kwdefaults__, "n", 2)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight days later."""

    class Clock(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime.now(UTC) + timedelta(days=8, hours=1)

    monkeypatch.setattr(second_copies, "datetime", Clock)


def clean(text: str) -> str:
    return text.replace("\xa0", " ")


def test_a_backup_says_where_and_how_much_and_is_listed_from_the_key(carnet, study, tmp_path):
    made = carnet("backup", "--to", tmp_path / "clé USB", "-s", study)
    path = next((tmp_path / "clé USB").iterdir())

    listed = carnet("restore", "--from", tmp_path / "clé USB", "-s", study)
    plain = json.loads(carnet("restore", "--from", tmp_path / "clé USB", "--json", "-s", study).out)

    assert (made.code, made.err) == (0, "")
    assert re.fullmatch(
        rf"Copié, relu et vérifié : {re.escape(str(path))} \(\d+ ko, 3 actions\)\.\n", clean(made.out)
    )
    assert re.fullmatch(
        rf"\d\d/\d\d/\d{{4}} \d\d:\d\d  3 actions  \d+ ko  {re.escape(str(path))}\n", clean(listed.out)
    )
    assert [(one["file"], one["actions"], one["same_study"]) for one in plain] == [(str(path), 3, True)]


def test_the_date_of_a_copy_is_in_the_time_of_this_computer(study, tmp_path, helpers):
    if not hasattr(__import__("time"), "tzset"):
        pytest.skip("this system has no TZ variable")
    helpers.ran("backup", "--to", tmp_path / "clé", "-s", study, home=tmp_path)

    said = [
        helpers.ran("restore", "--from", tmp_path / "clé", "-s", study, home=tmp_path, TZ=zone).out[:16]
        for zone in ("UTC", "Etc/GMT-5")
    ]

    there, here = (datetime.strptime(one, "%d/%m/%Y %H:%M") for one in said)
    assert here - there == timedelta(hours=5)


def test_a_copy_in_the_study_itself_is_said_to_be_no_second_copy(carnet, study):
    made = carnet("backup", "--to", study / "backups" / "ici", "-s", study)

    assert made.code == 0
    assert "se perdrait avec elle" in clean(made.err)


def test_a_restore_says_what_goes_and_how_to_come_back(carnet, study, tmp_path):
    carnet("backup", "--to", tmp_path / "clé", "-s", study)
    copy = next((tmp_path / "clé").iterdir())
    with open_study(study, coder="C1") as book:
        book.add(Memo("m1", "note"))
        head = book.head

    done = carnet("restore", copy.name, "--from", tmp_path / "clé", "-s", study)
    back = re.search(r'carnet restore "(.+)"', done.out)

    assert (done.code, done.err) == (0, "")
    assert "1 action faite depuis n’y est plus." in clean(done.out)
    assert carnet("restore", back[1], "-s", study).code == 0
    with open_study(study) as book:
        assert book.head == head


@pytest.mark.parametrize("name", ["absente.db", "étude.carnet"])
def test_what_is_no_copy_is_said(carnet, study, name):
    answer = carnet("restore", name, "-s", study)

    assert answer.code == 2
    assert len(answer.err.strip().split("\n")) == 2


# — news —


def test_a_reminder_is_said_once_on_stderr_and_never_in_json(carnet, study, later):
    first = carnet("history", "--json", "-s", study)
    second = carnet("history", "--json", "-s", study)

    assert json.loads(first.out)
    assert "carnet backup --to" in first.err
    assert second.err == ""


def test_a_synchronised_place_is_said_by_the_first_command_only(carnet, tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.store.places._home", lambda: tmp_path)
    made = carnet("new", tmp_path / "OneDrive" / "étude", "--no-coffre")
    after = carnet("history", "-s", tmp_path / "OneDrive" / "étude")

    assert "OneDrive" in made.err
    assert f"carnet move {tmp_path / 'Documents' / 'étude'}" in made.err
    assert after.err == ""


def test_a_snapshot_that_cannot_be_kept_is_said_by_the_command(carnet, study, monkeypatch):
    with open_study(study, coder="C1") as book:
        book._keeper.wait()
        book.add(Memo("m1", "note"))

    def full(*_anything: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("toolkit.store.store.Store.copy_to", full)
    answers = [carnet("history", "-s", study) for _time in range(2)]

    assert all("« backups »" in clean(answer.err) for answer in answers)


def test_a_migration_is_said_by_the_command(carnet, tmp_path):
    import sqlite3

    from toolkit.store.dialect import APPLICATION_ID

    old = Path(__file__).parents[1] / "store" / "data" / "study_v1.sql"
    (tmp_path / "vieille").mkdir()
    raw = sqlite3.connect(tmp_path / "vieille" / "study.db")
    raw.executescript(old.read_text(encoding="utf-8"))
    raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
    raw.commit()
    raw.close()

    answers = [carnet("history", "-s", tmp_path / "vieille") for _time in range(2)]

    assert "version plus ancienne" in answers[0].err
    assert answers[1].err == ""


# — packs —


@pytest.mark.parametrize("encrypt", [True, False])
def test_a_study_goes_and_comes_back(carnet, study, tmp_path, passphrase, encrypt, monkeypatch):
    more = ["--encrypt"] if encrypt else []
    gone = carnet("pack", "--to", tmp_path / "étude.carnet", "-s", study, *more)
    there = carnet("unpack", tmp_path / "étude.carnet", "--study", tmp_path / "PC2")
    with open_study(tmp_path / "PC2", coder="C1") as book:
        book.add(Memo("m1", "note"))
    carnet("pack", "--to", tmp_path / "retour.carnet", "-s", tmp_path / "PC2", *more)

    back = carnet("unpack", tmp_path / "retour.carnet", "-s", study)
    again = carnet("unpack", tmp_path / "retour.carnet", "-s", study)
    plain = json.loads(carnet("unpack", tmp_path / "retour.carnet", "-s", study, "--json").out)

    assert [one.code for one in (gone, there, back, again)] == [0, 0, 0, 0]
    assert ("--encrypt" in gone.out) is not encrypt
    assert "maintenant dans l’étude" in back.out
    assert "Rien de nouveau" in again.out
    assert (plain["made"], plain["changed"]) == (False, False)
    with open_study(study) as book:
        assert book.memos.ids() == ["m1"]


def test_without_a_folder_the_study_goes_where_one_is_or_in_a_folder_of_the_name(
    carnet, study, tmp_path, monkeypatch
):
    carnet("pack", "--to", tmp_path, "-s", study)
    monkeypatch.chdir(tmp_path)

    made = carnet("unpack", f"{study.name}.carnet")
    monkeypatch.chdir(tmp_path / study.name)
    again = carnet("unpack", f"../{study.name}.carnet")

    assert (tmp_path / study.name / "study.db").exists()
    assert str(tmp_path / study.name) in made.out
    assert "Rien de nouveau" in again.out


def test_a_sealed_pack_without_a_terminal_says_how_to_give_the_passphrase(carnet, study, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", open(os.devnull, encoding="utf-8"))  # noqa: PTH123, SIM115

    answer = carnet("pack", "--to", tmp_path / "p.carnet", "--encrypt", "-s", study)
    sys.stdin.close()

    assert answer.code == 2
    assert "CARNET_PASSPHRASE_FILE" in answer.err
    assert not (tmp_path / "p.carnet").exists()


def test_two_passphrases_that_differ_write_nothing(carnet, study, tmp_path, monkeypatch):
    typed = iter(["cheval pile agrafe", "cheval pile agraffe"])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(typed))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    answer = carnet("pack", "--to", tmp_path / "p.carnet", "--encrypt", "-s", study)

    assert answer.code == 2
    assert "différentes" in answer.err
    assert not (tmp_path / "p.carnet").exists()


@pytest.mark.parametrize("content", [None, b"", b"bonjour", b"folder"])
def test_what_is_no_pack_is_said_in_one_sentence(carnet, study, tmp_path, content):
    path = tmp_path / "x.carnet"
    if content == b"folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)

    answer = carnet("unpack", path, "-s", study)

    assert answer.code == 2
    assert "x.carnet" in answer.err
    assert len(answer.err.strip().split("\n")) == 2


# — moves —


def test_a_move_says_where_the_coffre_stays(carnet, place, tmp_path, passphrase):
    carnet("new", place)
    coffre = place.with_name(f"coffre-{place.name}")

    done = carnet("move", tmp_path / "ailleurs" / "étude", "-s", place)

    assert done.code == 0
    assert "Déplacé et vérifié" in done.out
    assert str(coffre) in done.err
    assert str(tmp_path / "ailleurs" / "coffre-étude") in done.err
    assert not place.exists()
    assert carnet("verify", "-s", tmp_path / "ailleurs" / "étude").code == 0


def test_a_move_out_of_a_service_asks_to_empty_its_bin(carnet, tmp_path):
    carnet("new", tmp_path / "Dropbox" / "étude", "--no-coffre")

    done = carnet("move", tmp_path / "étude", "-s", tmp_path / "Dropbox" / "étude")

    assert "Dropbox garde peut-être" in clean(done.err)


# — full and closed places —

LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from toolkit.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def full(tmp_path, helpers):
    """A study in a synchronised folder (read without writing), a pack, and a command on a disk that takes 20 kB."""
    folder = tmp_path / "OneDrive" / "étude"
    with new_study(folder, coder="C1") as made:
        made.add(Coder("C1", role="intern"))
        made.add(Transcript("E01", os.urandom(40_000).hex()))
        made.pack(tmp_path / "p.carnet")
        made.news()
        old = made.backup(tmp_path / "clé")
        made.add(Memo("m1", "note"))
    open_study(folder).close()

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, "20000", *map(str, arguments)],
            env=helpers.environment(tmp_path),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return helpers.Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return folder, old.path, run


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the size of files by other means")
@pytest.mark.parametrize("act", ["backup", "restore", "pack", "unpack", "bring back", "move"])
def test_a_full_disk_is_one_sentence_and_leaves_nothing(full, tmp_path, helpers, act):
    folder, old, run = full
    before = helpers.content(tmp_path)
    inside = sorted(path.name for path in (folder / "backups").iterdir())
    commands = {
        "backup": ("backup", "--to", tmp_path / "autre clé", "-s", folder),
        "restore": ("restore", old, "-s", folder),
        "pack": ("pack", "--to", tmp_path / "q.carnet", "-s", folder),
        "unpack": ("unpack", tmp_path / "p.carnet", "-s", tmp_path / "PC2"),
        "bring back": ("unpack", tmp_path / "p.carnet", "-s", folder),
        "move": ("move", tmp_path / "ailleurs", "-s", folder),
    }

    answer = run(*commands[act])

    assert answer.code == 2, answer
    assert "Traceback" not in answer.err
    assert "disque" in answer.err
    assert len(answer.err.strip().split("\n")) == 2
    (tmp_path / "autre clé").rmdir() if act == "backup" else None
    assert helpers.content(tmp_path) == before
    assert sorted(path.name for path in (folder / "backups").iterdir()) == inside
    with open_study(folder) as book:
        assert book.verify()


def test_a_place_that_cannot_be_written_is_said(carnet, study, tmp_path):
    (tmp_path / "fichier").write_bytes(b"x")
    shutil.copytree(study, tmp_path / "témoin")

    for command in (
        ("backup", "--to", tmp_path / "fichier"),
        ("pack", "--to", tmp_path / "fichier" / "p.carnet"),
        ("move", tmp_path / "fichier" / "étude"),
    ):
        answer = carnet(*command, "-s", study)

        assert answer.code == 2, command
        assert "fichier" in answer.err
        assert "Traceback" not in answer.err
        assert len(answer.err.strip().split("\n")) == 2
    assert (tmp_path / "fichier").read_bytes() == b"x"
    assert carnet("verify", "-s", study).code == 0
