"""Every help page: French, with an example that the command would understand."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from toolkit.cli.app import MODULES, command
from toolkit.cli.contents import CONTENTS
from toolkit.i18n import catalogue, said


def leaves(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, child in group.commands.items():
        if hasattr(child, "commands"):
            yield from leaves(child, (*path, name))
        else:
            yield (*path, name), child


LEAVES = dict(leaves(command()))
GROUPS = [(), *((name,) for name, child in command().commands.items() if hasattr(child, "commands"))]
ENGLISH = re.compile(
    r"\b(the|of|and|with|this|what|how|your?|are|file|folder|example|usage|text|path|number)\b", re.I
)
EXACT = frozenset(
    text
    for message, french in catalogue.french().items()
    for text in ([message] if isinstance(message, str) else message)
    if len(text) > 12 and text not in ([french] if isinstance(french, str) else french)
)


def squeezed(page: str) -> str:
    return " ".join(re.sub(r"[│╭╮╰╯─┃━┏┓┗┛]", " ", page).replace("\xa0", " ").split())


def words(page: str) -> str:
    """A help page without what is typed as it is: options, quoted values, examples, choices."""
    page = re.sub(r"Exemple : .*", "", page)
    page = re.sub(r"(?<!\w)--?[\w-]+", " ", page)
    return re.sub(r"\([^)]*\)|<[^>]*>|«[^»]*»|\[défaut[^]]*\]|\S*/\S*|\S*\.(?:md|csv|docx|txt|json)\b", " ", page)


def test_the_list_of_commands_is_that_of_the_modules():
    from importlib import import_module

    from typer import Typer
    from typer.main import get_group

    assert list(CONTENTS) == list(MODULES)
    for module, listed in CONTENTS.items():
        app = Typer(no_args_is_help=True)
        import_module(f"toolkit.cli.{module}").add_to(app)
        held = {name: child.help for name, child in get_group(app).commands.items()}

        assert {name: said(text) for name, text in listed.items()} == held, module


def test_the_list_of_commands_is_shown_without_importing_them(apart, carnet):
    whole = carnet("count", "--inconnue").err  # not a page: a command still runs among the others
    page = apart("--help", COLUMNS="200")

    assert "n’existe pas" in whole
    assert [name for name in command().commands if name not in page.out] == []
    assert list(command(["--help"]).commands) == list(command().commands)


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_a_command_is_found_without_the_other_modules(path):
    part = command(list(path))

    assert path[0] in part.commands
    assert len(part.commands) < len(command().commands)


def test_the_commands_of_the_path_are_there():
    wanted = (
        "demo new lab doctor history undo redo verify read names pseudonymise import search autocode accept count"
    )

    top = {path[0] for path in LEAVES}

    assert set(wanted.split()) <= top
    assert {("review", "export"), ("review", "import"), ("feedback", "build"), ("feedback", "check")} <= set(LEAVES)
    assert {("codebook", "import"), ("guide", "check"), ("quotes", "list"), ("quotes", "choose")} <= set(LEAVES)


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_each_command_shows_an_example_of_itself(carnet, path):
    page = carnet(*path, "--help")

    said = squeezed(page.out)
    assert page.code == 0
    assert page.err == ""
    assert f"Exemple : carnet {' '.join(path)}" in said


@pytest.mark.parametrize("path", [*GROUPS, *LEAVES], ids=lambda path: " ".join(path) or "carnet")
def test_no_help_page_holds_an_english_sentence(carnet, path):
    page = carnet(*path, "--help")

    said = squeezed(page.out)
    assert page.code == 0
    assert said.startswith("Usage : carnet")
    assert "Montrer cette aide." in said
    assert [text for text in EXACT if text in said] == []
    assert ENGLISH.findall(words(said).removeprefix("Usage")) == []


def test_help_is_english_when_english_is_asked(tmp_path, helpers):
    page = helpers.ran("count", "--help", home=tmp_path, CARNET_LANG="en", COLUMNS="200")

    assert "Show this help." in page.out
    assert "Example: carnet count" in squeezed(page.out)


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_each_option_says_what_it_is_for(path):
    silent = [param.name for param in LEAVES[path].params if not (param.help or "").strip()]

    assert silent == []


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_the_example_names_options_that_exist(carnet, path):
    said = squeezed(carnet(*path, "--help").out)
    example = re.search(r"Exemple : (carnet .*?)(?:\s{2,}|$| [A-ZÉ][a-zé]+s? )", said)
    known = {option for param in LEAVES[path].params for option in (*param.opts, *param.secondary_opts)}

    assert example is not None
    assert set(re.findall(r"(?<!\S)--?[a-z][\w-]*", example[1])) <= known


def test_no_argument_shows_the_help_and_runs_nothing(carnet):
    page = carnet()

    assert "Commandes" in page.out + page.err
    assert page.code in (0, 2)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("inconnue",), "La commande « inconnue » n’existe pas."),
        (("count", "--inconnue"), "L’option « --inconnue » n’existe pas."),
        (("new",), "Il manque « DOSSIER »."),
        (("redact",), "Il manque « --names »."),
        (("search", "mot", "--width", "beaucoup"), "« --width » : cette valeur n’est pas possible."),
        (("feedback", "build", "--for", "jury"), "Choisissez parmi : host, participants."),
    ],
)
def test_a_mistyped_command_is_said_in_one_sentence(carnet, arguments, told):
    answer = carnet(*arguments)

    assert answer.code == 2
    assert answer.out == ""
    assert told in answer.err.replace("\xa0", " ")
    assert re.search(r"\nVoir « carnet[a-z ]* --help »\.\n$", answer.err.replace("\xa0", " "))
