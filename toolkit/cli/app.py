"""Every command of ``carnet``, gathered from one small module per room."""

import enum
from typing import Any

import typer
import typer.core

from toolkit.i18n import _, language

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
    ask, usage = command.get_help_option, command.get_usage

    def get_help_option(self: Any, context: Any) -> Any:
        option = ask(self, context)
        if option is not None:
            option.help, option.metavar = _("Show this help."), ""
        return option

    def get_usage(self: Any, context: Any) -> str:
        if language() == "fr":
            from typer import rich_utils

            for name, words in PANELS.items():
                setattr(rich_utils, name, words)
        return str(usage(self, context)).replace("Usage:", _("Usage:"), 1)

    command.get_help_option, command.get_usage = get_help_option, get_usage


_in_french()


def command() -> Any:
    """Return the whole command, what stands for a value said in the reader's words: FICHIER, not ``<path>``."""
    from typer.main import get_command

    whole = get_command(app)
    _name_values(whole)
    return whole


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


app = typer.Typer(
    name="carnet",
    help=_("The field notebook of qualitative-research interns, from the interview guide to the feedback."),
    epilog=_("To see a whole study: carnet demo my-demo"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# Each module adds its commands to ``app`` when imported; heavy imports stay inside the commands.
from toolkit.cli import (  # noqa: E402
    agreement,
    backups,
    coding,
    counting,
    demo,
    feedback,
    guides,
    imports,
    pseudonyms,
    review,
    study,
    transcripts,
    withdrawing,
)

for module in (
    demo,
    study,
    backups,
    guides,
    transcripts,
    pseudonyms,
    imports,
    coding,
    review,
    agreement,
    counting,
    feedback,
    withdrawing,
):
    module.add_to(app)
