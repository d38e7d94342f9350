"""Run the commands and turn every fault into one sentence on stderr, with its exit code."""

import io
import re
import sys
from typing import Any

from toolkit.errors import CannotWrite, ToolkitError, reason_of
from toolkit.i18n import _


def run(arguments: list[str]) -> int:
    """Run ``carnet`` with ``arguments``; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A cp1252 console has no “→”: better a “?” than a command that stops half-way.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    from toolkit.cli.app import app

    try:
        return app(arguments, standalone_mode=False) or 0
    except ToolkitError as error:
        return say(error)
    except KeyboardInterrupt:
        print("\n" + _("Stopped. What was saved before is whole."), file=sys.stderr)
        return 2
    except OSError as error:
        return say(disk_fault(error))
    except Exception as error:
        return _usage(error)


def say(error: ToolkitError) -> int:
    """Print a fault on stderr: what, where, what to do; return its exit code."""
    print(error.message, file=sys.stderr)
    if error.hint:
        print(error.hint, file=sys.stderr)
    return error.exit_code


def disk_fault(error: OSError) -> ToolkitError:
    """Return the sentence of what the disk refused."""
    if isinstance(error, FileNotFoundError) and error.filename:
        return ToolkitError(
            _("{path} does not exist.", path=error.filename),
            _("Check the name and the folder, then run this again."),
        )
    return CannotWrite(error.filename or "", reason_of(error))


def _usage(error: Exception) -> int:
    """Say a fault of the command line itself in one sentence; let a real bug be seen."""
    import typer

    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, typer.Abort):
        print("\n" + _("Stopped. What was saved before is whole."), file=sys.stderr)
        return 2
    # Typer raises the exceptions of click, its own copy or the installed one: known by name, not by module.
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "ClickException" not in kinds:
        raise error
    print(_sentence(error, kinds), file=sys.stderr)
    print(_("See “carnet --help”."), file=sys.stderr)
    return 2


def _sentence(error: Any, kinds: set[str]) -> str:
    param = getattr(error, "param", None)
    name = (max(param.opts, key=len) if getattr(param, "opts", None) else getattr(param, "name", "")) if param else ""
    name = getattr(param, "metavar", None) or name.upper() if name and not name.startswith("-") else name
    if "NoSuchOption" in kinds:
        return _("The option “{name}” does not exist.", name=error.option_name)
    if "MissingParameter" in kinds:
        return _("“{name}” is missing.", name=name)
    if "BadParameter" in kinds and name:
        return _("“{name}”: this value is not possible.", name=name)
    said = error.format_message()
    if command := re.match(r"No such command '(.+?)'", said):
        return _("The command “{name}” does not exist.", name=command[1])
    if option := re.match(r"Option '(.+?)' requires", said):
        return _("“{name}” is missing.", name=f"{option[1]} …")
    return _("The command line is not understood: {said}", said=said)
