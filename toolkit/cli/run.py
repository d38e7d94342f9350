"""Run the commands and turn every fault into one sentence on stderr, with its exit code."""

import codecs
import enum
import io
import os
import re
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolkit.errors import CannotWrite, ToolkitError, UnreadableFile, reason_of
from toolkit.i18n import _

SIGNS = {"→": "->", "«": '"', "»": '"', "“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "·": "."}
SIGNS |= {"≥": ">=", "≤": "<=", "œ": "oe", "Œ": "OE", "æ": "ae", "×": "x", "α": "alpha", "•": "-"}


def readable(error: UnicodeError) -> tuple[str, int]:
    """Write what a console has no sign for with the signs that it has: “Créer” as “Creer”, “→” as “->”."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wanted = error.object[error.start : error.end]
    plain = (SIGNS.get(sign) or unicodedata.normalize("NFKD", sign).encode("ascii", "ignore") for sign in wanted)
    return "".join(sign if isinstance(sign, str) else sign.decode("ascii") or "?" for sign in plain), error.end


codecs.register_error("carnet.readable", readable)


def run(arguments: list[str]) -> int:
    """Run ``carnet`` with ``arguments``; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A cp1252 console has no “→”: better “->” than a command that stops half-way.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="carnet.readable")
    code = _run(arguments)
    try:
        # What is still in the pipe is said now: at the end of the interpreter nobody hears its faults.
        sys.stdout.flush()
    except OSError as error:
        return _unheard(error)
    return code


def _run(arguments: list[str]) -> int:
    from toolkit.cli.app import command

    try:
        return command(arguments).main(arguments, prog_name="carnet", standalone_mode=False) or 0
    except ToolkitError as error:
        return say(error)
    except KeyboardInterrupt:
        print("\n" + _("Stopped. What was saved before is whole."), file=sys.stderr)
        return 2
    except BrokenPipeError as error:
        return _unheard(error)
    except OSError as error:
        return say(disk_fault(error))
    except Exception as error:
        return _usage(error)


def _unheard(error: OSError) -> int:
    """End when what is printed can go nowhere: the reader left (``| head``), or the disk that takes it is full."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    if isinstance(error, BrokenPipeError):
        return 2
    return say(CannotWrite(_("what is printed"), reason_of(error)))


def say(error: ToolkitError) -> int:
    """Print a fault on stderr: what, where, what to do; return its exit code."""
    print(error.message, file=sys.stderr)
    if error.hint:
        print(error.hint, file=sys.stderr)
    return error.exit_code


def disk_fault(error: OSError) -> ToolkitError:
    """Return the sentence of what the disk refused."""
    path = error.filename
    if not path:
        return CannotWrite(_("the file"), reason_of(error))
    if isinstance(error, FileNotFoundError):
        return ToolkitError(
            _("{path} does not exist.", path=path),
            _("Check the name and the folder, then run this again."),
        )
    if isinstance(error, IsADirectoryError) or (os.name == "nt" and Path(path).is_dir()):
        return UnreadableFile(
            path, _("this is a folder, and a file is wanted"), hint=_("Name one or several files of this folder.")
        )
    if isinstance(error, PermissionError) and _closed(Path(path)):
        return UnreadableFile(
            path, _("this account may not open it"), hint=_("Ask its owner, or copy it into a folder of yours.")
        )
    return CannotWrite(path, reason_of(error))


def _closed(path: Path) -> bool:
    """Tell whether this account may not read a file, nor even look into its folder."""
    try:
        return path.is_file() and not os.access(path, os.R_OK)
    except PermissionError:
        return True


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
    if "NoArgsIsHelpError" in kinds:
        return 0  # the help page was just printed: it is the answer
    print(_sentence(error, kinds), file=sys.stderr)
    context = getattr(error, "ctx", None)
    print(_("See “{command} --help”.", command=context.command_path if context else "carnet"), file=sys.stderr)
    return 2


def _sentence(error: Any, kinds: set[str]) -> str:
    param = getattr(error, "param", None)
    name = (max(param.opts, key=len) if getattr(param, "opts", None) else getattr(param, "name", "")) if param else ""
    name = getattr(param, "metavar", None) or name.upper() if name and not name.startswith("-") else name
    if "NoSuchOption" in kinds:
        return _("The option “{name}” does not exist.", name=error.option_name)
    if "MissingParameter" in kinds:
        return _("“{name}” is missing.", name=name)
    if "BadParameter" in kinds and name and (allowed := _choices(param)):
        return _("“{name}”: this value is not possible. Choose one of: {allowed}.", name=name, allowed=allowed)
    if "BadParameter" in kinds and name:
        return _("“{name}”: this value is not possible.", name=name)
    said = error.format_message()
    if extra := re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", said):
        return _("Too much on the line: {extra}. Put straight quotes around words that go together.", extra=extra[1])
    if command := re.match(r"No such command '(.+?)'", said):
        return _("The command “{name}” does not exist.", name=command[1])
    if option := re.match(r"Option '(.+?)' requires", said):
        return _("“{name}” is missing.", name=f"{option[1]} …")
    return _("The command line is not understood: {said}", said=said)


def _choices(param: Any) -> str:
    """Return the values that an option can take, when they are a list."""
    kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    values = kind if isinstance(kind, type) and issubclass(kind, enum.Enum) else ()
    return ", ".join(str(value.value) for value in values) or ", ".join(
        getattr(getattr(param, "type", None), "choices", ())
    )
