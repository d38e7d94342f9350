"""Every sentence a person reads has its French, whole and well typeset."""

import ast
import gettext
import io
import os
import string
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.errors import FaultyFile, UnknownCode
from toolkit.i18n import FOLDER, _, catalogue, number

SOURCES = sorted(path for path in catalogue.PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def texts(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def named(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and named(node) in {"_", "n_", "N_"}]


def spoken(mo: bytes) -> dict[object, str]:
    """Return what a compiled catalogue says; its header, which names tools and hours, is left out."""
    return {key: text for key, text in gettext.GNUTranslations(io.BytesIO(mo))._catalog.items() if key}


def french_entries() -> list[tuple[str, str | tuple[str, ...], str | tuple[str, ...]]]:
    from babel.messages.pofile import read_po

    entries = []
    for path in sorted((FOLDER / "fr").glob("*.po")):
        with path.open("rb") as file:
            entries += [(path.name, entry.id, entry.string) for entry in read_po(file, locale="fr") if entry.id]
    return entries


def test_every_sentence_has_its_french():
    lacking = catalogue.missing()

    assert not lacking, "\n".join(f"{places[0]}: {message!r}" for message, places in lacking.items())


def test_no_french_is_left_of_a_sentence_that_nobody_says():
    said = set(catalogue.sentences())

    stale = [f"{file}: {message!r}" for file, message, _text in french_entries() if message not in said]

    assert not stale, "\n".join(stale)


def test_one_sentence_has_one_french():
    by_message: dict[object, set[object]] = {}

    for _file, message, text in french_entries():
        by_message.setdefault(message, set()).add(text)

    assert not {message: found for message, found in by_message.items() if len(found) > 1}


def test_no_french_is_marked_as_doubtful():
    doubtful = [path.name for path in (FOLDER / "fr").glob("*.po") if "fuzzy" in path.read_text(encoding="utf-8")]

    assert doubtful == []


def test_french_and_english_name_the_same_fields():
    wrong = []

    for message, text in catalogue.french().items():
        wanted = set().union(*(fields(part) for part in texts(message)))
        for part in texts(text):
            # « un tour » may say its number in letters: a plural form is free to leave {n} out, never to add.
            loose = {"n"} if isinstance(message, tuple) else set()
            if fields(part) - wanted or (wanted - fields(part)) - loose:
                wrong.append((message, part))

    assert not wrong


def test_the_shipped_catalogue_is_the_one_that_the_sources_give():
    shipped = (FOLDER / "fr" / "carnet.mo").read_bytes()

    assert spoken(shipped) == spoken(catalogue.compiled()), "run: make catalogue"


def test_french_typography_keeps_signs_beside_their_word():
    messages = spoken(catalogue.compiled())
    spaced = [" ;", " :", " !", " ?", " %", "« ", " »", "“", "”"]

    wrong = [text for text in messages.values() if any(sign in text for sign in spaced)]

    assert len(messages) > 50
    assert wrong == []


@pytest.mark.parametrize(
    ("typed", "typeset"),
    [
        ("Vouliez-vous dire « entraide » ?", "Vouliez-vous dire «\xa0entraide\xa0»\xa0?"),
        ("{path}, ligne {line} : vide ; rien !", "{path}, ligne {line}\xa0: vide\xa0; rien\xa0!"),
        ("{n} % des personnes", "{n}\xa0% des personnes"),
        ("l’heure 0:01 - 0:11 reste", "l’heure 0:01 - 0:11 reste"),
    ],
)
def test_no_break_spaces_are_set_by_the_compiler(typed, typeset):
    assert catalogue.typeset(typed) == typeset
    assert catalogue.typeset(typeset) == typeset


def test_plurals_follow_french_rules_zero_is_singular():
    none = FaultyFile("grille.csv", [])
    one = FaultyFile("grille.csv", ["ligne 2"])
    two = FaultyFile("grille.csv", ["ligne 2", "ligne 3"])

    assert any(isinstance(message, tuple) for message in catalogue.sentences())
    assert none.message.startswith("grille.csv\xa0: 0 point à corriger.")
    assert one.message.startswith("grille.csv\xa0: 1 point à corriger.")
    assert two.message.startswith("grille.csv\xa0: 2 points à corriger.")


def test_the_screen_is_french_unless_told_otherwise(monkeypatch):
    monkeypatch.delenv("CARNET_LANG", raising=False)
    french = str(UnknownCode("isolment", known=["isolement"]))

    monkeypatch.setenv("CARNET_LANG", "en")
    english = str(UnknownCode("isolment", known=["isolement"]))

    assert french == "Code «\xa0isolment\xa0» inconnu. Vouliez-vous dire «\xa0isolement\xa0»\xa0?"
    assert english == "Unknown code “isolment”. Did you mean “isolement”?"


def test_a_command_line_speaks_english_when_asked(tmp_path):
    run = "import sys; from toolkit.cli import main; sys.exit(main())"
    said = {}
    for language in ("fr", "en"):
        done = subprocess.run(
            [sys.executable, "-c", run, "no-such-verb"],
            env={**os.environ, "CARNET_LANG": language, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            check=False,
        )
        said[language] = done.stderr

        assert done.returncode == 2

    assert "Voir «\xa0carnet --help\xa0»." in said["fr"]
    assert "See “carnet --help”." in said["en"]


def test_numbers_are_written_as_the_reader_writes_them(monkeypatch):
    monkeypatch.delenv("CARNET_LANG", raising=False)
    french = number(12345.678, 2)

    monkeypatch.setenv("CARNET_LANG", "en")
    english = number(12345.678, 2)

    assert french == "12\xa0345,68"
    assert english == "12,345.68"


def test_an_empty_sentence_does_not_print_the_catalogue_header():
    assert _("") == ""


def test_a_value_that_looks_like_a_field_is_left_alone():
    said = _("Unknown code “{name}”.", name="{path}")

    assert "{path}" in said


def test_every_sentence_is_a_literal_so_that_the_catalogue_finds_it():
    faults = []

    for path in SOURCES:
        if path.parent == FOLDER:
            continue
        for call in calls(path):
            spoken = call.args[: 2 if named(call) == "n_" else 1]
            if not all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in spoken):
                faults.append(f"{path.relative_to(catalogue.PACKAGE)}:{call.lineno}")

    assert faults == []


def test_every_sentence_is_given_the_fields_that_it_names():
    faults = []

    for path in SOURCES:
        if path.parent == FOLDER:
            continue
        for call in calls(path):
            if named(call) == "N_" or any(keyword.arg is None for keyword in call.keywords):
                continue
            given = {keyword.arg for keyword in call.keywords} | ({"n"} if named(call) == "n_" else set())
            parts = [
                part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            wanted = set().union(*(fields(part) for part in parts)) if parts else set()
            if wanted - given or (given - wanted - {"n"}):
                faults.append(f"{path.relative_to(catalogue.PACKAGE)}:{call.lineno} {wanted ^ given}")

    assert faults == []


def test_no_sentence_is_glued_from_pieces():
    """A sentence that begins or ends with a space was meant to be glued to another; a prompt waits for an answer."""
    whole = [part.removesuffix(": ") for message in catalogue.sentences() for part in texts(message)]

    assert [part for part in whole if part != part.strip(" ")] == []
