"""What can go wrong, said once: what happened, where, what to do next.

A class carries the facts in its fields; the sentence is made at the end, in the language of the screen.
Each error is also a built-in one, so that ``except KeyError`` works; each can be pickled.
No interview text and no real name ever enters a message.
"""

import difflib
import errno
from collections.abc import Iterable
from typing import Any, ClassVar

from toolkit.i18n import _, n_, said


class ToolkitError(Exception):
    """A fault with its sentence and what to do next.

    ``message`` and ``hint`` are made by the class from its ``fields``, when somebody reads them.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str = "", hint: str = "", **fields: Any):
        super().__init__(message)
        self._message, self._hint = message, hint
        self.fields = fields

    @property
    def message(self) -> str:
        """What happened, and where."""
        return self._message

    @property
    def hint(self) -> str:
        """What to do next."""
        return self._hint

    def __getattr__(self, name: str) -> Any:
        fields = self.__dict__.get("fields", {})
        if name in fields:
            return fields[name]
        raise AttributeError(name)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.args, dict(self.__dict__)))

    def _render_traceback_(self) -> list[str]:
        """Show two lines in a notebook, not forty (IPython asks for this method)."""
        return [f"{type(self).__name__}: {self.message}", self.hint]


def _rebuild(cls: type[ToolkitError], args: tuple[Any, ...], state: dict[str, Any]) -> ToolkitError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class InvalidValue(ToolkitError, ValueError):
    """A value that a noun or a verb cannot take."""


class UnknownName(ToolkitError, KeyError):
    """Something was named that the study does not hold."""

    def __init__(self, name: object, known: Iterable[object] = (), **fields: Any):
        # A number where a name is wanted (study.codes[3]) must be told like any other.
        super().__init__(name=str(name), known=tuple(map(str, known)), **fields)
        self.args = (name,)

    @property
    def message(self) -> str:
        return _("“{name}” is unknown.", name=self.name)

    @property
    def hint(self) -> str:
        near = difflib.get_close_matches(self.name, self.known, n=1, cutoff=0.6)
        if near:
            return _("Did you mean “{near}”?", near=near[0])
        if not self.known:
            return _("There is none yet.")
        some = ", ".join(sorted(self.known)[:8])
        return _("Known: {some}.", some=some)


class UnknownCode(UnknownName):
    """A code that is not in the codebook."""

    @property
    def message(self) -> str:
        return _("Unknown code “{name}”.", name=self.name)


class UnknownTranscript(UnknownName):
    """A transcript that the study does not hold."""

    @property
    def message(self) -> str:
        return _("Unknown transcript “{name}”.", name=self.name)


class UnknownParticipant(UnknownName):
    """A participant that the study does not hold."""

    @property
    def message(self) -> str:
        return _("Unknown participant “{name}”.", name=self.name)


class UnreadableFile(ToolkitError, ValueError):
    """A file that cannot be read as what it should be."""

    def __init__(self, path: object, expected: str, *, line: int | None = None, hint: str = "", **fields: Any):
        super().__init__(path=str(path), expected=expected.removesuffix("."), line=line, **fields)
        self._hint = hint

    @property
    def message(self) -> str:
        if self.line is not None:
            return _("{path}, line {line}: {expected}.", path=self.path, line=self.line, expected=self.expected)
        return _("{path}: {expected}.", path=self.path, expected=self.expected)

    @property
    def hint(self) -> str:
        return self._hint or _("Open the file, mend it, and run this again.")


class FaultyFile(ToolkitError, ValueError):
    """A file with several faults: all of them are listed."""

    def __init__(self, path: object, faults: Iterable[str], **fields: Any):
        super().__init__(path=str(path), faults=tuple(faults), **fields)

    @property
    def message(self) -> str:
        n = len(self.faults)
        head = n_("{path}: {n} fault.", "{path}: {n} faults.", n, path=self.path)
        # A damaged file may quote a cell of ten pages.
        told = (fault if len(fault) <= 300 else f"{fault[:300]}…" for fault in self.faults)
        return "\n".join([head, *(f"  - {fault}" for fault in told)])

    @property
    def hint(self) -> str:
        return _("Mend the file and run this again; nothing was written.")


class NotAStudy(ToolkitError, FileNotFoundError):
    """A folder that holds no study."""

    def __init__(self, path: object, **fields: Any):
        super().__init__(path=str(path), **fields)

    @property
    def message(self) -> str:
        return _("There is no study in {path}.", path=self.path)

    @property
    def hint(self) -> str:
        return _("Create one with “carnet new {path}”, or name the folder that holds “study.db”.", path=self.path)


class DamagedStudy(ToolkitError, OSError):
    """A ``study.db`` that is not one, or that was damaged."""

    def __init__(self, path: object, **fields: Any):
        super().__init__(path=str(path), **fields)

    @property
    def message(self) -> str:
        return _("{path} is not a whole study file.", path=self.path)

    @property
    def hint(self) -> str:
        return _("Copy the folder aside, then take the last copy from its “backups” folder.")


class NewerStudy(ToolkitError, OSError):
    """A study written by a later version of Carnet."""

    def __init__(self, path: object, version: int, **fields: Any):
        super().__init__(path=str(path), version=version, **fields)

    @property
    def message(self) -> str:
        return _("{path} was written by a later version of Carnet.", path=self.path)

    @property
    def hint(self) -> str:
        return _("Update Carnet on this computer, then open the study again; nothing was changed.")


class StudyLocked(ToolkitError, OSError):
    """Another program holds the study for too long."""

    def __init__(self, path: object, **fields: Any):
        super().__init__(path=str(path), **fields)

    @property
    def message(self) -> str:
        return _("Another program is writing in {path}.", path=self.path)

    @property
    def hint(self) -> str:
        return _("Close the other notebook or wait for the synchronisation to end, then run this again.")


class CannotWrite(ToolkitError, OSError):
    """A place that cannot be written: full disk, read-only folder, path too long."""

    def __init__(self, path: object, reason: str = "", **fields: Any):
        super().__init__(path=str(path), reason=reason, **fields)

    @property
    def message(self) -> str:
        reasons = {
            "full": _("The disk is full: {path} could not be written.", path=self.path),
            "readonly": _("{path} cannot be written: the folder is read-only.", path=self.path),
            "long": _("The path is too long for this computer: {path}.", path=self.path),
            "exists": _("{path} already exists and is not empty.", path=self.path),
        }
        return reasons.get(self.reason) or _("{path} could not be written.", path=self.path)

    @property
    def hint(self) -> str:
        hints = {
            "full": _("Free some space, then run this again; what was saved before is whole."),
            "readonly": _("Choose a folder of yours, for instance in “Documents”."),
            "long": _("Choose a folder nearer the root of the disk, with a shorter name."),
            "exists": _("Name another folder, or empty this one yourself."),
        }
        return hints.get(self.reason) or _(
            "Check the folder and the room left on the disk; nothing was half-written."
        )


def reason_of(error: OSError) -> str:
    """Return the ``CannotWrite`` reason of what the system refused; empty when it is another fault."""
    reasons = {
        errno.ENOSPC: "full",
        getattr(errno, "EDQUOT", errno.ENOSPC): "full",
        errno.EFBIG: "full",
        errno.EROFS: "readonly",
        errno.EACCES: "readonly",
        errno.EPERM: "readonly",
        errno.ENAMETOOLONG: "long",
    }
    return reasons.get(error.errno or 0, "")


class Refused(ToolkitError, ValueError):
    """An act that Carnet will not do, with its reason and the way out."""


class Conflict(ToolkitError, RuntimeError):
    """A change that was made from a state that is no longer the stored one."""

    def __init__(self, verb: str, ids: Iterable[str], **fields: Any):
        super().__init__(verb=verb, ids=tuple(ids), **fields)

    @property
    def message(self) -> str:
        some = ", ".join(self.ids[:5])
        return _("“{verb}” was not done: {some} changed in the meantime.", verb=said(self.verb), some=some)

    @property
    def hint(self) -> str:
        return _("Read it again from the study, then repeat your change; nothing was written.")


class Undecided(Refused):
    """A merge that waits for a person, who decides what both copies changed: ``conflicts``, without words."""

    exit_code = 1

    def __init__(self, path: object, conflicts: Iterable[Any], *, hint: str = "", **fields: Any):
        super().__init__(path=str(path), conflicts=tuple(conflicts), **fields)
        self._hint = hint

    @property
    def message(self) -> str:
        n = len(self.conflicts)
        return n_(
            "{path}: {n} thing differs in both copies, and somebody must decide.",
            "{path}: {n} things differ in both copies, and somebody must decide.",
            n,
            path=self.path,
        )

    @property
    def hint(self) -> str:
        return self._hint or _("Nothing was written. “carnet merge” asks about each; in Python, give “decisions”.")


class WithdrawnElsewhere(Refused):
    """A merge that waits for a yes: the other copy withdrew persons (``ids``) whom this study still holds.

    ``numbers`` are what goes with them, by shelf: how many there are, how many would stay.
    """

    def __init__(self, path: object, ids: Iterable[str], numbers: Any = None, *, hint: str = "", **fields: Any):
        super().__init__(path=str(path), ids=tuple(ids), numbers=dict(numbers or {}), **fields)
        self._hint = hint

    @property
    def message(self) -> str:
        return n_(
            "{path}: {some} withdrew in that copy; to merge it is to erase this person here too, for ever.",
            "{path}: {some} withdrew in that copy; to merge it is to erase these persons here too, for ever.",
            len(self.ids),
            path=self.path,
            some=", ".join(self.ids),
        )

    @property
    def hint(self) -> str:
        return self._hint or _(
            "Nothing was written. On the command line, add --yes; in Python, accept_withdrawals=True."
        )


class MissingPackage(ToolkitError, ImportError):
    """An optional part that is not installed."""

    def __init__(self, package: str, command: str, **fields: Any):
        super().__init__(package=package, command=command, **fields)

    @property
    def message(self) -> str:
        return _("“{package}” is not installed.", package=self.package)

    @property
    def hint(self) -> str:
        return _("Install it with: {command}", command=self.command)
