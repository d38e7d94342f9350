"""Commands of ``carnet`` about copies of a study: backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say
from toolkit.i18n import _


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "backup",
        help=_("Copy the study whole to another folder, and check the copy."),
        epilog=_("Example: carnet backup --to E:/copies"),
    )(backup)
    app.command(
        "restore",
        help=_("List the copies of a study, or bring one back; the present state is kept first."),
        epilog=_("Example: carnet restore backups/study-20260314-101500123456-9f2c1a7be034.db"),
    )(restore)


def backup(
    to: Annotated[Path, typer.Option("--to", help=_("Folder of the copies, for instance on a USB key."))],
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Copy the study; the copy is opened and checked before it is said done."""
    with opened(study) as desk:
        made = desk.backup(to)
    if json:
        as_json({"file": str(made.path), "at": made.at, "head": made.head})
    else:
        say(_("Copied and checked: {path}", path=made.path))


def restore(
    copy: Annotated[
        Path | None, typer.Argument(help=_("Copy to bring back."), metavar="COPIE", show_default=False)
    ] = None,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Without a copy, list those of “backups”; with one, bring it back."""
    with opened(study) as desk:
        if copy is not None:
            desk.restore(copy)
            say(_("The study is as in {path}; what was there is the last copy of “backups”.", path=copy))
            return
        kept = desk.snapshots()
    if json:
        as_json([{"file": str(one.path), "at": one.at, "head": one.head} for one in kept])
        return
    for one in kept:
        # One line each, never cut: the path is to be copied into the next command.
        say(f"{one.at[6:8]}/{one.at[4:6]}/{one.at[:4]} {one.at[9:11]}:{one.at[11:13]} UTC  {one.path}")
