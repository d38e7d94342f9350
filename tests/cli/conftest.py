"""The command line as a person runs it: in this process for speed, in a process of its own where that matters."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from toolkit.cli import main
from toolkit.shipped import folder

EXAMPLE = folder("examples") / "travailleurs-pairs"
PASSPHRASE = "cheval pile agrafe"


@dataclass
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str


def environment(home: Path, **more: str) -> dict[str, str]:
    """The variables of a person who has nothing set but a home of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CARNET_", "PYTHON"))}
    own = {"XDG_DATA_HOME": str(home / "données"), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, **own, **more}


def ran(*arguments: object, home: Path, cwd: Path | None = None, **more: str) -> Ran:
    """Run ``carnet`` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "toolkit.cli", *map(str, arguments)],
        cwd=cwd or home,
        env=environment(home, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    coding = more.get("PYTHONIOENCODING", "utf-8")
    return Ran(
        done.returncode, *(stream.decode(coding).replace("\r\n", "\n") for stream in (done.stdout, done.stderr))
    )


@pytest.fixture
def apart(tmp_path: Path) -> Callable[..., Ran]:
    """Run ``carnet`` in a process of its own, at home in ``tmp_path``."""
    return lambda *arguments, **more: ran(*arguments, home=tmp_path, **more)


@pytest.fixture
def carnet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run ``carnet`` in this process: ``carnet("new", folder)``."""
    for name in ("CARNET_LANG", "CARNET_CODER", "CARNET_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "données"))
    # Wide enough that no cell of a table and no word of a help page is cut.
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def passphrase(carnet: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that answers for the person when a passphrase is asked."""
    path = tmp_path / "passe.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(path))
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where an intern's study is: a space, an accent, parentheses."""
    return tmp_path / "Mémoire M2 (été)" / "étude pairs"


def content(place: Path) -> dict[str, str]:
    """Every file and folder under a place, with a fingerprint.

    SQLite's two side files come and go, and opening a study may copy it into its ``backups``.
    """
    found = {}
    for path in sorted(place.rglob("*")):
        if path.name.endswith(("-wal", "-shm")) or path.parent.name == "backups":
            continue
        found[str(path.relative_to(place))] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return found


def table_of(path: Path) -> list[dict[str, str]]:
    """The rows of a French CSV, read without Carnet."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


def raw_files() -> dict[str, Path]:
    """The raw file of each text of the example, by the id that Carnet gives it."""
    ids = ("D01", "E01", "E02", "E03", "E04", "E05", "E06", "G01", "E07", "E08", "O01")
    return dict(zip(ids, sorted((EXAMPLE / "raw").iterdir()), strict=True))


def real_forms() -> list[str]:
    """Every real form of the example's table of names."""
    return sorted({row["form"] for row in table_of(EXAMPLE / "noms.csv")})


def leaks(place: Path) -> list[tuple[str, str]]:
    """Each real form found in the bytes of a file, or of a part of it when it is a zip (docx, xlsx, odt)."""
    found = []
    for path in sorted(path for path in place.rglob("*") if path.is_file()):
        parts = {path.name: path.read_bytes()}
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts |= {f"{path.name}!{name}": archive.read(name) for name in archive.namelist()}
        for part, data in parts.items():
            for form in real_forms():
                # Two letters are in any picture: a short form is looked for as a word, in what is text.
                if len(form) < 4 and (b"\0" in data or not re.search(rf"\b{re.escape(form)}\b".encode(), data)):
                    continue
                written = [form.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252")]
                if any(bytes in data for bytes in (*written, json.dumps(form).strip('"').encode())):
                    found.append((part, form))
    return found


@pytest.fixture(scope="session")
def helpers() -> Any:
    """What tests call: the functions above, the example's folder and the passphrase."""

    class Helpers:
        pass

    for helper in (content, ran, environment, table_of, raw_files, real_forms, leaks):
        setattr(Helpers, helper.__name__, staticmethod(helper))
    Helpers.EXAMPLE, Helpers.PASSPHRASE, Helpers.Ran = EXAMPLE, PASSPHRASE, Ran
    return Helpers
