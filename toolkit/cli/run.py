"""Run the commands and turn every fault into one sentence on stderr, with its exit code."""

import io
import sys

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
    """Say a fault of the command line itself (typer raises click's own errors); let a real bug be seen."""
    import click

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        print("\n" + _("Stopped. What was saved before is whole."), file=sys.stderr)
        return 2
    if isinstance(error, click.ClickException):
        print(error.format_message(), file=sys.stderr)
        print(_("See “carnet --help”."), file=sys.stderr)
        return 2
    raise error
