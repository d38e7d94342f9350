"""Every command of ``carnet``, gathered from one small module per room."""

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
            option.help = _("Show this help.")
        return option

    def get_usage(self: Any, context: Any) -> str:
        if language() == "fr":
            from typer import rich_utils

            for name, words in PANELS.items():
                setattr(rich_utils, name, words)
        return str(usage(self, context)).replace("Usage:", _("Usage:"), 1)

    command.get_help_option, command.get_usage = get_help_option, get_usage


_in_french()

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
)

for module in (
    demo,
    study,
    guides,
    transcripts,
    pseudonyms,
    imports,
    coding,
    review,
    agreement,
    counting,
    feedback,
):
    module.add_to(app)
