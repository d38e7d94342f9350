"""What goes wrong is said once: facts in fields, a sentence in French, the way out."""

import copy
import errno
import pickle
import re
from pathlib import Path
from typing import Any

import pytest

from toolkit import errors
from toolkit.errors import (
    CannotWrite,
    Conflict,
    DamagedStudy,
    FaultyFile,
    InvalidValue,
    MissingPackage,
    NewerStudy,
    NotAStudy,
    Refused,
    StudyLocked,
    ToolkitError,
    Undecided,
    UnknownCode,
    UnknownName,
    UnknownParticipant,
    UnknownTranscript,
    UnreadableFile,
    WithdrawnElsewhere,
    reason_of,
)

PLACE = Path("Mémoire (été)") / "l’étude 😀" / "E07.vtt"
TWELVE = [f"ligne {n} : colonne « code » absente" for n in range(2, 14)]
EXAMPLES: list[tuple[ToolkitError, type[Exception], dict[str, Any]]] = [
    (ToolkitError("C’est trop tôt.", "Attendez.", when=3), Exception, {"when": 3}),
    (InvalidValue("C’est impossible.", "Essayez autrement."), ValueError, {}),
    (UnknownName("E0", ["E01"]), KeyError, {"name": "E0", "known": ("E01",)}),
    (UnknownCode("isolment", ["isolement"]), KeyError, {"name": "isolment", "known": ("isolement",)}),
    (UnknownTranscript("E9", []), KeyError, {"name": "E9", "known": ()}),
    (UnknownParticipant("P9", ["P01", "P02"]), KeyError, {"name": "P9", "known": ("P01", "P02")}),
    (UnreadableFile(PLACE, "un horodatage est attendu", line=42), ValueError, {"path": str(PLACE), "line": 42}),
    (UnreadableFile(PLACE, "le fichier est vide", hint="Prenez-en un autre."), ValueError, {"line": None}),
    (FaultyFile(PLACE, TWELVE), ValueError, {"path": str(PLACE), "faults": tuple(TWELVE)}),
    (NotAStudy(PLACE), FileNotFoundError, {"path": str(PLACE)}),
    (DamagedStudy(PLACE), OSError, {"path": str(PLACE)}),
    (NewerStudy(PLACE, 7), OSError, {"version": 7}),
    (StudyLocked(PLACE), OSError, {"path": str(PLACE)}),
    *((CannotWrite(PLACE, why), OSError, {"reason": why}) for why in ("", "full", "readonly", "long", "exists")),
    (Refused("Ce retrait est définitif.", "Gardez une copie."), ValueError, {}),
    (Conflict("undo", ["g1", "g2"]), RuntimeError, {"verb": "undo", "ids": ("g1", "g2")}),
    (Undecided(PLACE, ["codes:entraide"]), ValueError, {"path": str(PLACE), "conflicts": ("codes:entraide",)}),
    (WithdrawnElsewhere(PLACE, ["P03"], {"codings": (7, 5)}), ValueError, {"ids": ("P03",), "path": str(PLACE)}),
    (MissingPackage("typst", "pip install 'carnet[pdf]'"), ImportError, {"package": "typst"}),
]
each = pytest.mark.parametrize(
    ("error", "built_in", "fields"),
    EXAMPLES,
    ids=[f"{type(e).__name__}-{n}" for n, (e, _b, _f) in enumerate(EXAMPLES)],
)


def test_every_error_has_its_example_here() -> None:
    made = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ToolkitError)}

    assert {type(error) for error, _built_in, _fields in EXAMPLES} == made


@each
def test_an_error_is_also_a_built_in_one(
    error: ToolkitError, built_in: type[Exception], fields: dict[str, Any]
) -> None:
    with pytest.raises(built_in) as caught:
        raise error

    assert caught.value is error
    assert isinstance(error, ToolkitError)
    assert error.exit_code == (1 if isinstance(error, Undecided) else 2)


@each
def test_an_error_carries_its_facts(error: ToolkitError, built_in: type[Exception], fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        assert getattr(error, name) == value
        assert error.fields[name] == value
    with pytest.raises(AttributeError):
        _ = error.zodiaque


@each
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_comes_back_from_another_process(
    error: ToolkitError, built_in: type[Exception], fields: dict[str, Any], protocol: int
) -> None:
    error.__notes__ = ["une note"]

    back = pickle.loads(pickle.dumps(error, protocol))

    assert type(back) is type(error)
    assert (str(back), back.message, back.hint, repr(back)) == (str(error), error.message, error.hint, repr(error))
    assert (back.fields, back.args, back.__notes__) == (error.fields, error.args, ["une note"])
    assert str(copy.copy(error)) == str(copy.deepcopy(error)) == str(error)


@each
def test_a_notebook_shows_two_lines(error: ToolkitError, built_in: type[Exception], fields: dict[str, Any]) -> None:
    lines = error._render_traceback_()

    assert len(lines) == 2
    assert lines == [f"{type(error).__name__}: {error.message}", error.hint]
    assert isinstance(error, FaultyFile) or not any("\n" in line for line in lines)


@each
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_message_is_a_whole_sentence_and_says_what_to_do(
    error: ToolkitError,
    built_in: type[Exception],
    fields: dict[str, Any],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CARNET_LANG", language)
    said = str(error)

    assert error.message
    assert error.hint
    assert said == f"{error.message} {error.hint}"
    assert error.hint[0].isupper()
    assert not re.search(r"[{}]|  (?!- )|\.\.|None|\(\s*\)|,\s*[.,]|:\s*[.:]", said.replace(str(PLACE), "F")), said
    assert said[-1] in ".?!" or isinstance(error, MissingPackage)
    if language == "fr":
        assert not re.search(r"[^\xa0] ?(?<!\xa0)[?!;»](?!\w)|«(?!\xa0)|[“”']", _without_values(error, said)), said


def _without_values(error: ToolkitError, said: str) -> str:
    """Leave out what was received: only our own words are held to our typography."""
    for value in [*error.fields.values(), *error.fields.get("faults", ()), *error.fields.get("known", ())]:
        if isinstance(value, str) and value:
            said = said.replace(value, "x")
    return said


def test_english_and_french_are_two_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [error for error, _built_in, fields in EXAMPLES if fields]
    said = {}

    for language in ("fr", "en"):
        monkeypatch.setenv("CARNET_LANG", language)
        said[language] = [str(error) for error in made[1:]]

    assert not set(said["fr"]) & set(said["en"])


@pytest.mark.parametrize("kind", [UnknownName, UnknownCode, UnknownTranscript, UnknownParticipant])
def test_the_near_name_is_proposed(kind: type[UnknownName]) -> None:
    error = kind("isolment", ["entraide", "isolement", "peur"])

    assert error.hint == "Vouliez-vous dire «\xa0isolement\xa0»\xa0?"
    assert "«\xa0isolment\xa0»" in error.message
    assert error.args == ("isolment",)


def test_known_names_are_listed_when_none_is_near_and_nothing_when_there_is_none() -> None:
    many = UnknownCode("zzz", [f"code{n:02}" for n in range(30, 0, -1)])
    none = UnknownCode("zzz")

    assert many.hint == "Noms connus\xa0: " + ", ".join(f"code{n:02}" for n in range(1, 9)) + "."
    assert none.hint == "Il n’y en a pas encore."


@pytest.mark.parametrize("name", [3, None, ("a", "b"), 1.5])
def test_a_name_that_is_no_text_is_told_like_any_other(name: object) -> None:
    error = UnknownCode(name, ["entraide", 3])

    assert str(name) in error.message
    assert error.hint


def test_a_key_error_reads_as_a_sentence_not_as_a_quoted_word() -> None:
    assert not str(UnknownCode("isolment", ["isolement"])).startswith(("'", '"'))


def test_a_file_with_twelve_faults_lists_twelve() -> None:
    error = FaultyFile("codes.csv", TWELVE)
    lines = error.message.split("\n")

    assert lines[0] == "codes.csv\xa0: 12 points à corriger."
    assert lines[1:] == [f"  - {fault}" for fault in TWELVE]
    assert "rien n’a été écrit" in error.hint


def test_a_file_names_its_line_and_ends_with_one_full_stop() -> None:
    stopped = UnreadableFile("E07.vtt", "un horodatage est attendu.", line=42)
    plain = UnreadableFile("E07.vtt", "un horodatage est attendu", line=42)

    assert stopped.message == plain.message == "E07.vtt, ligne 42\xa0: un horodatage est attendu."


def test_a_sentence_is_made_when_it_is_read_in_the_language_of_then(monkeypatch: pytest.MonkeyPatch) -> None:
    error = UnknownCode("isolment", ["isolement"])

    monkeypatch.setenv("CARNET_LANG", "en")

    assert str(error) == "Unknown code “isolment”. Did you mean “isolement”?"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "full"),
        (errno.EROFS, "readonly"),
        (errno.EACCES, "readonly"),
        (errno.ENAMETOOLONG, "long"),
        (errno.EIO, ""),
        (None, ""),
    ],
)
def test_what_the_system_refused_has_its_reason(number: int | None, reason: str) -> None:
    error = OSError(number, "refusé") if number else OSError("refusé")

    assert reason_of(error) == reason


def test_a_conflict_names_five_at_most() -> None:
    error = Conflict("merge", [f"g{n}" for n in range(9)])

    assert len(error.ids) == 9
    assert "g4" in error.message
    assert "g5" not in error.message
