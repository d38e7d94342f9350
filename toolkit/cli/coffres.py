"""The coffre of a study, found and opened for a command: one way for all of them."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli.common import warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.study import Study
    from toolkit.transcripts.coffre_files import Coffre


def can_answer() -> bool:
    """Tell whether somebody, or a file, can give the passphrase."""
    return bool(os.environ.get("CARNET_PASSPHRASE_FILE")) or sys.stdin.isatty()


def opened_coffre(folder: Path | None, desk: "Study", *, needed: bool = True) -> "Coffre | None":
    """Open the coffre that is named, or the one of the study; end what an interruption left to be written.

    ``None`` when the study has none (or when nobody can open it) and it is not ``needed``.
    """
    from toolkit.errors import Refused
    from toolkit.formats.coffre_places import TABLE, coffre_of

    place = coffre_of(desk.folder) if folder is None else folder
    if not (place / TABLE).is_file():
        if folder is None and not needed:
            return None
        raise Refused(
            _("There is no coffre in {folder}.", folder=place),
            _("Check the folder, or make it with “carnet pseudonymise … --destroy-on 2028-09-30”."),
        )
    if folder is None and not needed and not can_answer():
        return None
    return open_at(place, desk.folder, desk.origin)


def open_at(place: Path, study_folder: Path | None, origin: str) -> "Coffre":
    """Ask for the passphrase of a coffre and open it; a coffre of another study is refused before."""
    from toolkit.cli.passphrases import of_coffre
    from toolkit.formats.coffre_places import remember
    from toolkit.transcripts.coffre_files import checked_study, open_coffre

    checked_study(place, origin)
    coffre = open_coffre(place, of_coffre(), study_folder=study_folder, study=origin)
    if study_folder is not None and origin:
        remember(study_folder, place)
    tell_finished(coffre)
    return coffre


def tell_finished(coffre: "Coffre") -> None:
    """End what an interruption left to be written, and say it."""
    if done := coffre.finish():
        warn(
            n_(
                "A pseudonymisation had been interrupted: {n} clean text is now written ({names}).",
                "A pseudonymisation had been interrupted: {n} clean texts are now written ({names}).",
                len(done),
                names=", ".join(path.name for path in done),
            )
        )


def by_mega(bar: "Callable[[], None]") -> "Callable[[int], None]":
    """Return what moves a bar by one for each megabyte."""
    done = 0

    def step(size: int) -> None:
        nonlocal done
        before, done = done >> 20, done + size
        for _n in range((done >> 20) - before):
            bar()

    return step


def origin_in(folder: Path) -> str:
    """Return what a study that lies in a folder has in common with its copies; nothing when there is none."""
    from toolkit.errors import ToolkitError
    from toolkit.store.copies import facts_of

    try:
        return facts_of(folder / "study.db").origin if (folder / "study.db").is_file() else ""
    except ToolkitError:
        return ""
