"""The example study as a person has it after two weeks: texts, people, codes, the codings of two coders."""

import csv
import importlib.util
import io
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from toolkit import new_study
from toolkit.coding import read_codebook
from toolkit.coding.tables import codings_of
from toolkit.formats.participants import read_participants
from toolkit.formats.sheets import read_table
from toolkit.model import Coder
from toolkit.shipped import folder
from toolkit.study import Study
from toolkit.transcripts import read_all
from toolkit.transcripts.coffre_files import read_name_table
from toolkit.transcripts.imports import arrivals, bring_in
from toolkit.transcripts.voice_tables import read_voices

PLACE = folder("examples") / "travailleurs-pairs"


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table of the example, read without Carnet."""
    text = (PLACE / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def script_of(name: str) -> ModuleType:
    """A script of the example, as a module."""
    spec = importlib.util.spec_from_file_location(f"example_{name}", PLACE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def place() -> Path:
    return PLACE


@pytest.fixture(scope="session")
def tables() -> dict[str, list[dict[str, str]]]:
    """Every table of the example, by its name."""
    return {path.stem: rows_of(path.name) for path in PLACE.glob("*.csv")}


@pytest.fixture(scope="session")
def make_raw() -> ModuleType:
    return script_of("make_raw")


@pytest.fixture(scope="session")
def recount() -> ModuleType:
    return script_of("recount")


@pytest.fixture(scope="session")
def expected() -> dict[str, Any]:
    return json.loads((PLACE / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def gold() -> dict[str, list[Any]]:
    return json.loads((PLACE / "gold_names.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The study, made once; nothing is changed in it."""
    made: Study
    with new_study(tmp_path_factory.mktemp("Étude d'été") / "pairs", title="Pairs", coder="C1") as made:
        made.add(Coder("C1", role="intern"), Coder("C2", role="coder"))
        people = read_participants(PLACE / "participants.csv")
        coming = arrivals(
            made,
            read_all(sorted((PLACE / "raw").iterdir())),
            decisions=read_name_table(PLACE / "noms.csv"),
            described=[person.id for person in people.participants],
            voices=read_voices(PLACE / "voix.csv"),
        )
        made.do(bring_in(made, coming, people=people.participants))
        made.add(*read_codebook(PLACE / "codebook.csv").codes)
        sheet = read_table(PLACE / "codings.csv")
        for coder in ("C1", "C2"):
            made.do(codings_of(sheet, made, coders=[coder]), coder=coder)
        yield made


@pytest.fixture(scope="session")
def texts(study: Study) -> dict[str, str]:
    """The texts without their names, by id."""
    return {transcript.id: transcript.text for transcript in study.transcripts}
