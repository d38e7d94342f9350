"""Where a study lies and where it is shown: locked, full, read-only, far away, on an old console."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toolkit import new_study, open_study
from toolkit.model import Code, Coder, Memo, Participant, Speaker, Transcript, Turn, coding_of
from toolkit.store import dialect
from toolkit.store.store import Store

TEXT = "Q : ça va ?\nR : ça va, l’été 😀 fut long.\nQ : et après ?\nR : on s’entraide, c’est tout.\n"
READING = [("verify",), ("history",), ("count", "--coder", "C1"), ("quotes", "list"), ("search", "été")]


def filled(folder):
    """A small study with a text, a code, a coding, a person who agrees to be quoted."""
    turns, at = [], 0
    for line in TEXT.strip("\n").split("\n"):
        turns.append(Turn((line[0],), at, at + 4, at + len(line)))
        at += len(line) + 1
    with new_study(folder, title="Étés", coder="C1") as study:
        study.add(Coder("C1", role="intern"), Coder("C2", role="coder"))
        study.add(Participant("P01", traits={"statut": "bénévole"}))
        speakers = (Speaker("Q", "interviewer"), Speaker("R", "participant", "P01"))
        study.add(Transcript("E01", TEXT.strip("\n"), tuple(turns), speakers))
        study.add(Code("entraide", "Entraide"), Code("attente", "Attente"))
        start = TEXT.index("on s’entraide")
        for coder in ("C1", "C2"):
            study.add(coding(study, start, start + 13, coder), coder=coder)
    return folder


def coding(study, start, end, coder):
    return coding_of(study.transcripts["E01"], start, end, study.codes["entraide"], coder=coder)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("modèle") / "étude")


@pytest.fixture
def study(made_once, place):
    shutil.copytree(made_once, place)
    return place


@pytest.fixture
def gifts(tmp_path):
    """Files to bring in: a clean text, a codebook, a dictionary."""
    folder = tmp_path / "reçus"
    folder.mkdir()
    (folder / "texte.txt").write_text(TEXT.replace("l’été", "l’hiver"), encoding="utf-8")
    (folder / "grille.csv").write_text("code;label\nfatigue;Fatigue\nattente;Attente\n", encoding="utf-8-sig")
    (folder / "mots.csv").write_text("code;terms\nattente;été | après\n", encoding="utf-8-sig")
    return folder


def writing(gifts):
    return [
        ("undo",),
        ("codebook", "import", gifts / "grille.csv"),
        ("autocode", "-d", gifts / "mots.csv"),
        ("import", gifts / "texte.txt", "--already-pseudonymised"),
    ]


def assert_said(answer, *words):
    said = answer.err.replace("\xa0", " ")
    assert answer.code == 2, answer
    assert "Traceback" not in said
    assert "entraide" not in said
    assert 2 <= len(said.strip().split("\n")) <= 3
    assert said.strip().endswith((".", "»."))
    assert [word for word in words if word not in said] == []


def head_of(study):
    database = sqlite3.connect(study / "study.db")
    head = database.execute("SELECT hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()[0]
    database.close()
    return head


# — no study —


def test_a_folder_that_is_no_study_is_said_by_every_command(carnet, tmp_path, gifts, helpers):
    (tmp_path / "vide").mkdir()
    before = helpers.content(tmp_path)

    for command in (
        *READING,
        *writing(gifts),
        ("redo",),
        ("agreement",),
        ("review", "export"),
        ("feedback", "build"),
    ):
        assert_said(carnet(*command, "-s", tmp_path / "vide"), "carnet new", "vide")
    assert_said(carnet("lab", tmp_path / "vide", "--no-browser"), "carnet new", "vide")

    assert helpers.content(tmp_path) == before


def test_a_folder_that_is_not_there_is_said(apart, tmp_path):
    assert_said(apart("history", "-s", tmp_path / "absent"), "absent")


# — locked —


def test_a_locked_study_is_said_and_left(carnet, study, gifts, helpers, monkeypatch):
    monkeypatch.setitem(Store.__init__.__kwdefaults__, "busy_ms", 50)
    monkeypatch.setattr(dialect, "BUSY_MS", 50)
    before, head = helpers.content(study), head_of(study)
    holder = sqlite3.connect(study / "study.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    for command in writing(gifts):
        assert_said(carnet(*command, "-s", study), "Un autre programme", "study.db")

    holder.execute("ROLLBACK")
    holder.close()
    assert helpers.content(study) == before
    assert head_of(study) == head


def test_a_locked_study_is_waited_for_before_it_is_said(study, tmp_path, helpers):
    holder = sqlite3.connect(study / "study.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    patient = "import sys; from toolkit.store.store import Store; Store.__init__.__kwdefaults__['busy_ms'] = 1000; "
    command = patient + "from toolkit.cli import main; sys.exit(main(['undo']))"
    started = time.monotonic()

    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=study,
        env=helpers.environment(tmp_path),
        capture_output=True,
        check=False,
    )

    holder.execute("ROLLBACK")
    holder.close()
    assert time.monotonic() - started > 1
    assert_said(helpers.Ran(done.returncode, "", done.stderr.decode("utf-8")), "Un autre programme")


# — full —

LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from toolkit.cli import main
sys.exit(main(sys.argv[2:]))
"""
EXPORTS = [
    ("count", "--coder", "C1", "--to", "outputs/effectifs.docx"),
    ("count", "--coder", "C1", "--to", "outputs/effectifs.xlsx"),
    ("count", "--coder", "C1", "--to", "outputs/effectifs.html"),
    ("count", "--coder", "C1", "--figure", "outputs/effectifs.png"),
    ("count", "--coder", "C1", "--figure", "outputs/effectifs.svg"),
    ("agreement", "--even-so", "--to", "outputs/accord.docx"),
    ("review", "export", "--coder", "C1"),
    ("feedback", "build", "--coder", "C1"),
]


@pytest.fixture(scope="module")
def synchronised(tmp_path_factory):
    """A study in a synchronised folder: its journal mode lets it be read without writing anything."""
    return filled(tmp_path_factory.mktemp("disque") / "OneDrive" / "étude")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the size of files by other means")
@pytest.mark.parametrize("command", EXPORTS, ids=lambda command: " ".join(command))
def test_a_full_disk_leaves_no_half_of_an_output(synchronised, tmp_path, helpers, command):
    before = helpers.content(synchronised)

    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "2000", *command],
        cwd=synchronised,
        env=helpers.environment(tmp_path, MPLCONFIGDIR=str(tmp_path / "mpl")),
        capture_output=True,
        check=False,
    )

    said = done.stderr.decode("utf-8").replace("\xa0", " ")
    assert done.returncode == 2, said
    assert "Le disque est plein" in said
    assert "outputs" in said
    assert "Traceback" not in said
    assert helpers.content(synchronised) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the size of files by other means")
@pytest.mark.parametrize("command", ["import", "codebook", "autocode", "undo"])
def test_a_full_disk_changes_nothing_in_the_study(synchronised, gifts, tmp_path, helpers, command):
    arguments = next(one for one in writing(gifts) if one[0] == command)
    before, head = helpers.content(synchronised), head_of(synchronised)

    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "60", *map(str, arguments), "-s", str(synchronised)],
        env=helpers.environment(tmp_path),
        capture_output=True,
        check=False,
    )

    said = done.stderr.decode("utf-8").replace("\xa0", " ")
    assert done.returncode == 2, said
    assert "n’a pas pu être écrit" in said
    assert "Traceback" not in said
    assert helpers.content(synchronised) == before
    assert head_of(synchronised) == head
    with open_study(synchronised) as book:
        assert book.verify()


@pytest.mark.parametrize("command", ["import", "codebook"])
def test_a_database_that_cannot_grow_is_said_and_nothing_is_left_beside_it(
    carnet, study, gifts, helpers, monkeypatch, command
):
    arguments = next(one for one in writing(gifts) if one[0] == command)
    begin = dialect.begin_writing

    def full(connection):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
        begin(connection)

    with open_study(study) as book:  # what is free inside the file is filled first
        driver = book._store._driver()
        driver.execute("VACUUM")
    (gifts / "texte.txt").write_text(TEXT * 4000, encoding="utf-8")
    (gifts / "grille.csv").write_text(
        "code;label\n" + "".join(f"c{n};Code {n}\n" for n in range(3000)), encoding="utf-8"
    )
    monkeypatch.setattr(dialect, "begin_writing", full)
    before, head = helpers.content(study), head_of(study)

    answer = carnet(*arguments, "-s", study)

    assert_said(answer, "Le disque est plein", "study.db")
    assert helpers.content(study) == before
    assert head_of(study) == head


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_screen_that_goes_to_a_full_disk_is_said(study, tmp_path, helpers):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "toolkit.cli", "history", "--json", "-s", str(study)],
            env=helpers.environment(tmp_path),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    said = done.stderr.decode("utf-8")
    assert done.returncode == 2
    assert said.startswith("Le disque est plein")
    assert "Exception" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another kind")
def test_a_reader_who_leaves_early_is_no_accident(study, tmp_path, helpers):
    command = f'"{sys.executable}" -m toolkit.cli history --json -n 100000 -s "$1" | head -c 1 >/dev/null'
    with open_study(study) as book:
        book.add(*(Memo(f"m{n}", "note") for n in range(5)))
        for n in range(300):
            book.add(Memo(f"n{n}", "note"))

    done = subprocess.run(
        ["sh", "-c", command, "sh", str(study)],
        env=helpers.environment(tmp_path),
        capture_output=True,
        check=False,
    )

    assert done.stderr == b""


# — read-only —

NOBODY = """
import contextlib, io, os, sys
from toolkit.cli import main
warm, *arguments = sys.argv[1:]
here = os.getcwd()
# Root writes anywhere: the process becomes nobody. Nobody may not read a Python that lies in root's folders, so the
# same command first runs elsewhere as root: all that it imports is then in memory.
os.chdir(warm)
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    main(["new", "ailleurs", "--no-coffre"] if arguments[0] in ("new", "demo") else arguments)
    main(["history", "-s", "rien"])
os.chdir(here)
if os.geteuid() == 0:
    os.setegid(65534); os.seteuid(65534)
sys.exit(main(arguments))
"""


@pytest.fixture
def readonly(study, gifts, tmp_path):
    """The study and all around it, read by anybody and written by nobody."""
    shutil.copytree(tmp_path, tmp_path.with_name(f"{tmp_path.name} à côté"))
    everything = [tmp_path, *tmp_path.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:  # root writes anywhere: the child becomes nobody, who must be able to come this far
        for parent in tmp_path.parents:
            parent.chmod(parent.stat().st_mode | 0o055)
    yield study
    for path in everything:
        path.chmod(0o755 if path.is_dir() else 0o644)


def as_nobody(helpers, cwd, *arguments, warm):
    done = subprocess.run(
        [sys.executable, "-c", NOBODY, str(warm), *map(str, arguments)],
        cwd=cwd,
        env=helpers.environment(cwd),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return helpers.Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def beside(path, tmp_path):
    """The same place in the copy that is warm and writable."""
    return tmp_path.with_name(f"{tmp_path.name} à côté") / path.relative_to(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows folders are made read-only by other means")
def test_a_read_only_study_is_said_and_left(readonly, gifts, tmp_path, helpers):
    before = helpers.content(readonly)

    for command in writing(gifts):
        assert_said(as_nobody(helpers, readonly, *command, warm=beside(readonly, tmp_path)), "lecture seule")

    assert helpers.content(readonly) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows folders are made read-only by other means")
@pytest.mark.parametrize(
    "command",
    [
        ("new", "neuve"),
        ("demo", "démo"),
        ("names", "../../reçus/texte.txt", "--no-model", "--table", "noms.csv"),
        ("read", "../../reçus/texte.txt", "--json"),
    ],
    ids=" ".join,
)
def test_a_read_only_folder_takes_nothing(readonly, tmp_path, helpers, command):
    before = helpers.content(readonly)

    answer = as_nobody(helpers, readonly, *command, warm=beside(readonly, tmp_path))

    if command[0] == "read":
        assert answer.code == 0
    else:
        assert_said(answer, "lecture seule")
    assert helpers.content(readonly) == before


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid"), reason="needs accounts as Unix has them")
def test_a_file_that_this_account_may_not_open_is_said(study, gifts, tmp_path, helpers):
    warm = tmp_path / "à côté"
    shutil.copytree(gifts, warm)
    (gifts / "texte.txt").chmod(0)
    if os.geteuid() == 0:
        for parent in (gifts, *gifts.parents):
            parent.chmod(parent.stat().st_mode | 0o055)

    answer = as_nobody(helpers, gifts, "read", "texte.txt", warm=warm)

    assert_said(answer, "texte.txt")
    assert "lecture seule" not in answer.err


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid"), reason="needs accounts as Unix has them")
def test_a_folder_that_this_account_may_not_enter_is_said(study, gifts, tmp_path, helpers):
    warm = tmp_path / "à côté"
    shutil.copytree(gifts, warm)
    closed = gifts / "fermé"
    closed.mkdir()
    shutil.copy(gifts / "texte.txt", closed)
    closed.chmod(0)
    if os.geteuid() == 0:
        for parent in (gifts, *gifts.parents):
            parent.chmod(parent.stat().st_mode | 0o055)

    answer = as_nobody(helpers, gifts, "read", "fermé/texte.txt", warm=warm)

    closed.chmod(0o755)
    assert_said(answer, "texte.txt")


# — far away —


def test_a_long_path_with_a_space_and_an_accent_goes_all_the_way(apart, tmp_path, gifts):
    study = tmp_path / ("Mémoire de master 2 " + "à" * 60) / ("étude " + "x" * 90)
    assert len(str(study)) > 200
    answers = [apart("new", study, "--title", "Été")]

    answers += [apart(*command, "-s", study) for command in writing(gifts)[1:4]]
    answers += [apart("count", "--to", study / "outputs" / "été.docx", "-s", study)]
    answers += [apart("verify", "-s", study), apart("undo", "-s", study)]

    assert [answer.code for answer in answers] == [0] * len(answers), [answer.err for answer in answers]
    assert (study / "outputs" / "été.docx").is_file()


def test_a_path_too_long_for_the_disk_is_said(apart, tmp_path, helpers):
    before = helpers.content(tmp_path)

    for command in (("new", "x" * 300), ("demo", "x" * 300)):
        answer = apart(*command)
        assert_said(answer, "trop long")

    assert helpers.content(tmp_path) == before


def test_the_current_folder_is_the_study_by_default(apart, study):
    assert apart("verify", cwd=study).code == 0


# — old consoles —


@pytest.mark.parametrize("coding", ["cp1252", "ascii"])
@pytest.mark.parametrize(
    "command",
    [
        ("--help",),
        ("count", "--help"),
        ("count", "--coder", "C1"),
        ("search", "été"),
        ("history",),
        ("codebook", "show"),
    ],
    ids=" ".join,
)
def test_an_old_console_shows_every_answer(apart, study, coding, command):
    where = [] if "--help" in command else ["-s", study]

    answer = apart(*command, *where, PYTHONIOENCODING=coding, PYTHONUTF8="0")

    assert answer.code == 0, answer.err
    assert answer.err == ""
    assert len(answer.out) > 40
    assert answer.out.count("?") <= answer.out.count(" ?") + 3


def test_an_ascii_console_reads_the_french_without_its_accents(apart, tmp_path):
    answer = apart("undo", "-s", tmp_path / "absente", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert answer.code == 2
    assert "Il n'y a pas d'etude dans" in answer.err
    assert '" carnet new' in answer.err


@pytest.mark.parametrize("coding", ["cp1252", "ascii"])
def test_json_is_the_same_on_any_console(apart, study, coding):
    plain = json.loads(apart("count", "--coder", "C1", "--json", "-s", study).out)

    old = json.loads(apart("count", "--coder", "C1", "--json", "-s", study, PYTHONIOENCODING=coding).out)

    assert old == plain


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a file name be any bytes")
def test_a_file_name_that_is_no_text_comes_in(apart, carnet, passphrase, place, tmp_path):
    raw = os.path.join(os.fsencode(tmp_path), "Nadège.txt".encode("latin-1"))  # noqa: PTH118
    Path(os.fsdecode(raw)).write_text(TEXT, encoding="utf-8")
    (tmp_path / "noms.csv").write_text("form;replacement\nWastrelin;Blin\n", encoding="utf-8")
    carnet("new", place)

    answer = carnet("import", os.fsdecode(raw), "--names", tmp_path / "noms.csv", "-s", place)
    shown = carnet("read", os.fsdecode(raw))

    assert (answer.code, shown.code) == (0, 0), answer.err
    assert (place.with_name("coffre-étude pairs") / "brut" / "Nad_ge.txt").is_file()
