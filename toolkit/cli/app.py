"""The command ``carnet``, put together from one small module per room: all of them, or those that a line needs."""

import enum
import importlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

import typer
import typer.core

from toolkit.cli.contents import CONTENTS
from toolkit.i18n import _, language, said

MODULES = (
    "demo",
    "study",
    "remembering",
    "backups",
    "merging",
    "moving",
    "withdrawing",
    "guides",
    "transcripts",
    "pseudonyms",
    "imports",
    "coffre",
    "revising",
    "risk",
    "coding",
    "codebook",
    "codings",
    "code_page",
    "memos",
    "links",
    "events",
    "chronicles",
    "printing",
    "review",
    "agreement",
    "counting",
    "matrices",
    "querying",
    "feedback",
)
"""In the order of the help page. Each adds its commands; heavy imports stay inside the commands."""

PANELS = {
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commandes",
    "ERRORS_PANEL_TITLE": "Erreur",
    "DEFAULT_STRING": "[défaut : {}]",
    "REQUIRED_LONG_STRING": "[obligatoire]",
    "RICH_HELP": "Voir « {command_path} {help_option} ».",
}


def _in_french() -> None:
    """Say in French the few words that the command-line library writes by itself, when a help page is asked for."""
    command: Any = next(kind for kind in typer.core.TyperCommand.__mro__ if "get_help_option" in vars(kind))
    ask, usage, page = command.get_help_option, command.get_usage, command.get_help

    def get_help_option(self: Any, context: Any) -> Any:
        option = ask(self, context)
        if option is not None:
            option.help, option.metavar = _("Show this help."), ""
        return option

    def get_usage(self: Any, context: Any) -> str:
        if language() == "fr":
            rich_utils = _pages()
            for name, words in PANELS.items():
                setattr(rich_utils, name, words)
        return str(usage(self, context)).replace("Usage:", _("Usage:"), 1)

    def get_help(self: Any, context: Any) -> str:
        _pages()
        return str(page(self, context))

    command.get_help_option, command.get_usage, command.get_help = get_help_option, get_usage, get_help


_in_french()


UNSEEN = (("rich.markdown", "Markdown"), ("rich.traceback", "Traceback"))


def _pages() -> Any:
    """Return what draws the help pages, imported without what they never show: that was half of their time."""
    with suppress(ImportError), _unseen():  # another version may ask for more: it is then imported whole
        importlib.import_module("typer.rich_utils")
    return importlib.import_module("typer.rich_utils")


@contextmanager
def _unseen() -> Iterator[None]:
    """Put empty stand-ins for modules that would be imported and not used; take them away again."""
    stands: dict[str, Any] = {}
    for module, name in UNSEEN:
        stands[module] = ModuleType(module)
        setattr(stands[module], name, type(name, (), {}))
    stands["attr"] = None  # as if it were not installed
    stands = {module: stand for module, stand in stands.items() if module not in sys.modules}
    sys.modules.update(stands)
    try:
        yield
    finally:
        for module in stands:
            del sys.modules[module]


def command(arguments: Sequence[str] | None = None) -> Any:
    """Return the command: whole, or (given what is on the line) with the commands that this line needs.

    What stands for a value is said in the reader's words: FICHIER, not ``<path>``.
    """
    from typer.main import get_group

    app = _app()
    for module in _needed(arguments):
        importlib.import_module(f"toolkit.cli.{module}").add_to(app)
    whole = get_group(app)
    _name_values(whole)
    order = [name for commands in CONTENTS.values() for name in commands]
    if arguments is not None and _asks_for_list(arguments):
        for name, sentence in ((name, text) for commands in CONTENTS.values() for name, text in commands.items()):
            whole.commands[name] = typer.core.TyperCommand(name, help=said(sentence))
    places = {name: place for place, name in enumerate(order)}
    whole.commands = dict(sorted(whole.commands.items(), key=lambda item: places.get(item[0], len(places))))
    return whole


def _asks_for_list(arguments: Sequence[str]) -> bool:
    return not arguments or arguments[0] in ("-h", "--help")


def _needed(arguments: Sequence[str] | None) -> Iterable[str]:
    """Return the modules that a line needs: none that is listed for the help page, one for a command, or all."""
    if arguments is None:
        return MODULES
    unlisted = [module for module in MODULES if module not in CONTENTS]
    if _asks_for_list(arguments):
        return unlisted
    holders = [module for module, commands in CONTENTS.items() if arguments[0] in commands]
    return [*holders, *unlisted] if holders else MODULES


def _name_values(command: Any) -> None:
    for child in getattr(command, "commands", {}).values():
        _name_values(child)
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = _("COMMAND [ARGUMENTS]…")
    arguments = {"terms": _("WORD"), "ids": _("ID"), "file": _("FILE"), "files": _("FILE")}
    for param in command.params:
        if param.param_type_name == "argument":
            param.metavar = param.metavar or arguments.get(param.name)
            param.display_type_rich = lambda **_context: ""
        elif param.metavar is None:
            param.metavar = _value(param)


def _value(option: Any) -> str | None:
    """Return what stands for the value of an option; None leaves the list of its choices."""
    if getattr(option, "is_flag", False):
        return ""
    # The command-line library changed how it keeps the type of a value: both ways are read.
    kind = getattr(getattr(option, "type_descriptor", None), "annotation", None)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return None
    words = f"{kind} {getattr(getattr(option, 'type', None), 'name', '')}".lower()
    if "path" in words:
        return _("PATH")
    if "int" in words:
        return _("NUMBER")
    return _("TEXT") if "str" in words or "text" in words else None


def _app() -> typer.Typer:
    return typer.Typer(
        name="carnet",
        help=_("The field notebook of qualitative-research interns, from the interview guide to the feedback."),
        epilog=_("To see a whole study: carnet demo my-demo"),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
