"""What the import of a coding page did, and what it left out and why, in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from toolkit.i18n import N_, _, n_, said

Reason = Literal["no text", "words changed", "no code", "deleted", "changed", "linked", "no passage"]
REASONS: Final[Mapping[str, str]] = {
    "no text": N_("this interview is not in the study any more"),
    "words changed": N_("the text was revised since, and these words are not there, or are there several times"),
    "no code": N_("this code was deleted, or merged into another, since the page was made"),
    "deleted": N_("deleted in the study since the page was made"),
    "changed": N_("changed otherwise in the study since the page was made: the study stays as it is"),
    "linked": N_("a verdict or a chosen extract hangs on it: it cannot be deleted this way"),
    "no passage": N_("memo of a passage that is not in the study"),
}


@dataclass(frozen=True, slots=True, repr=False)
class LeftOut:
    """Something of the answers that was not brought in, and why; ``text`` holds its words, for who opens the file."""

    id: str
    reason: Reason
    transcript: str = ""
    code: str = ""
    text: str = ""

    @property
    def why(self) -> str:
        """The reason in the reader's words."""
        return said(REASONS[self.reason])

    def __repr__(self) -> str:
        return f"<LeftOut {self.id}: {self.reason}>"


@dataclass(slots=True, repr=False)
class PageReport:
    """What an import did: ids, never words but those of ``left``. ``brought`` is what the record will remember."""

    coder: str
    bundle: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    memos: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    recorded: bool = True
    brought: dict[str, dict[str, Any]] = field(default_factory=dict)

    def sentences(self) -> list[str]:
        """Return what a person should read, the news first, then what needs a look."""
        n = len(self.added)
        lines = [n_("{n} passage coded.", "{n} passages coded.", n) if n else _("No new coded passage.")]
        if n := len(self.changed):
            lines.append(n_("{n} coding changed.", "{n} codings changed.", n))
        if n := len(self.deleted):
            lines.append(n_("{n} coding deleted.", "{n} codings deleted.", n))
        if n := len(self.memos):
            lines.append(n_("{n} memo written.", "{n} memos written.", n))
        if n := len(self.codes):
            lines.append(n_("{n} new code: {codes}", "{n} new codes: {codes}", n, codes=", ".join(self.codes)))
        if n := len(self.unchanged):
            lines.append(n_("{n} thing was already there.", "{n} things were already there.", n))
        if n := len(self.moved):
            lines.append(
                n_(
                    "{n} passage was found again in a text revised since: read it.",
                    "{n} passages were found again in a text revised since: read them.",
                    n,
                )
            )
        if n := len(self.older):
            lines.append(
                n_(
                    "{n} passage was coded under an older definition of its code: it waits to be confirmed.",
                    "{n} passages were coded under an older definition of their code: they wait to be confirmed.",
                    n,
                )
            )
        lines += [
            _("The code “{before}” is now called “{after}”.", before=before, after=after)
            for before, after in self.renamed
        ]
        if n := len(self.left):
            lines.append(
                n_(
                    "{n} thing was left out, see below; the file still holds it.",
                    "{n} things were left out, see below; the file still holds them.",
                    n,
                )
            )
        if not self.recorded:
            lines.append(
                _("The record of this page is not in the “outputs” folder: what was imported before is not known.")
            )
        return lines

    def __repr__(self) -> str:
        return f"<PageReport of {self.bundle}: {len(self.added)} added, {len(self.left)} left out>"
