"""Where the coffre of a study lies, and what its sealed table says in clear: the day of its destruction, whose it is.

No name is read here, and no passphrase is needed: it is what reminds of the day when a study is opened.
"""

import hashlib
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from toolkit.errors import CannotWrite, Refused
from toolkit.i18n import _, n_

MAGIC: Final = b"CARNETCT"
TABLE: Final = "correspondance.carnet"
REMEMBERED: Final = "coffre.json"
"""In the ``backups`` of a study: where its coffre is on this computer, when it is not in the usual place."""
SOON: Final = 30
"""Days before its destruction from which a coffre is spoken of."""
_LONGEST: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Head:
    """What a sealed table says in clear: the day of its destruction, and the study that it is of (or nothing)."""

    destroy_on: str = ""
    study: str = ""
    version: int = 1

    def days_left(self, today: date | None = None) -> int | None:
        """Return the days before the destruction, negative once it is past; None when the head does not say."""
        try:
            return (date.fromisoformat(self.destroy_on) - (today or date.today())).days
        except ValueError:
            return None


def read_head(folder: str | Path) -> Head | None:
    """Return what the table of a coffre says in clear; None when there is none, or when it cannot be read."""
    try:
        with (Path(folder) / TABLE).open("rb") as file:
            opening = file.read(12)
            size = int.from_bytes(opening[8:12], "big")
            if opening[:8] != MAGIC or size > _LONGEST:
                return None
            header = json.loads(file.read(size))
            return Head(str(header.get("destroy_on", "")), str(header.get("study", "")), int(header["version"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def shown_day(day: str) -> str:
    """Return a day (2028-09-30) as a person reads it: 30/09/2028."""
    try:
        return f"{date.fromisoformat(day):%d/%m/%Y}"
    except ValueError:
        return day


def reminder(folder: str | Path, *, today: date | None = None) -> str | None:
    """Return the sentence that reminds of the destruction of a coffre: a month before, and once the day is past."""
    head = read_head(folder)
    left = head.days_left(today) if head else None
    if head is None or left is None or left > SOON:
        return None
    shown = shown_day(head.destroy_on)
    if left < 0:
        return n_(
            "The coffre {folder} should have been destroyed on {date}, {n} day ago. To see what it holds, then "
            "destroy it: carnet coffre --destroy",
            "The coffre {folder} should have been destroyed on {date}, {n} days ago. To see what it holds, then "
            "destroy it: carnet coffre --destroy",
            -left,
            folder=folder,
            date=shown,
        )
    if left == 0:
        return _(
            "The coffre {folder} is to be destroyed today. To see what it holds, then destroy it: "
            "carnet coffre --destroy",
            folder=folder,
        )
    return n_(
        "The coffre {folder} is to be destroyed on {date}, in {n} day: “carnet coffre” says what it still holds.",
        "The coffre {folder} is to be destroyed on {date}, in {n} days: “carnet coffre” says what it still holds.",
        left,
        folder=folder,
        date=shown,
    )


def coffre_of(study_folder: str | Path) -> Path:
    """Return where the coffre of a study is: the place that it remembers, else the usual one."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        held: Any = json.loads((Path(study_folder) / "backups" / REMEMBERED).read_text(encoding="utf-8"))
        if (place := Path(held["path"])).is_absolute() and (place / TABLE).is_file():
            return place
    return coffre_place(study_folder)


def remember(study_folder: str | Path, place: str | Path) -> None:
    """Note where the coffre of a study is, when it is not in the usual place; it is only a memory."""
    from toolkit.formats.whole import write_whole

    note = Path(study_folder) / "backups" / REMEMBERED
    where = Path(place).expanduser().resolve()
    with suppress(OSError, CannotWrite):
        if where == coffre_place(study_folder).resolve():
            note.unlink(missing_ok=True)
        elif coffre_of(study_folder) != where:
            write_whole(note, json.dumps({"path": str(where)}, ensure_ascii=False) + "\n")


def checked_place(folder: str | Path, study_folder: str | Path | None) -> None:
    """Raise ``Refused`` when a coffre would lie in the study, around it, or under git."""
    place = Path(folder).expanduser().resolve()
    if study_folder is not None:
        study = Path(study_folder).expanduser().resolve()
        if place == study or study in place.parents or place in study.parents:
            raise Refused(
                _(
                    "The coffre cannot be in the folder of the study, nor the study in the coffre: {folder}.",
                    folder=folder,
                ),
                _("Choose a folder beside the study, for instance “coffre-{study}”.", study=study.name),
            )
    for parent in (place, *place.parents):
        if (parent / ".git").exists():
            raise Refused(
                _(
                    "The coffre cannot be under git ({repository}): real names would be in its history.",
                    repository=parent,
                ),
                _("Choose a folder outside of it, for instance in “Documents”."),
            )
        if (parent / "study.db").exists():
            raise Refused(
                _("The coffre cannot be in the folder of a study: {folder}.", folder=parent),
                _("Choose a folder beside the study, for instance “coffre-{study}”.", study=parent.name),
            )


def coffre_place(study_folder: str | Path) -> Path:
    """Return where the coffre of a study goes: beside it, or among the person's own files when that is under git."""
    study = Path(study_folder).expanduser().resolve()
    place = study.with_name(f"coffre-{study.name}")
    try:
        checked_place(place, study)
    except Refused:
        mark = hashlib.sha256(str(study).encode("utf-8")).hexdigest()[:6]
        return _own_files() / f"{place.name}-{mark}"
    return place


def _own_files() -> Path:
    """Return the folder where this system keeps a person's own data."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Carnet"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Carnet"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "carnet"


def is_exposed(path: str | Path) -> bool:
    """Tell whether a file lies in a study or under git, where real names must not be."""
    return any(
        (parent / ".git").exists() or (parent / "study.db").exists() for parent in Path(path).resolve().parents
    )
