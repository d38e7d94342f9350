"""Where the copies of a study are, which of them are safe from a theft of the computer, and when to make another."""

import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import CannotWrite
from toolkit.formats.coffre_places import coffre_of
from toolkit.formats.coffre_places import reminder as reminder_of_coffre
from toolkit.i18n import _, n_
from toolkit.store.places import local_place, synchronised_root
from toolkit.study.copies import REGISTER, registered
from toolkit.study.dropped import dropped_notes, places_of

if TYPE_CHECKING:
    from toolkit.store.copies import Made
    from toolkit.study.book import Study

NEWS = "news.json"
DAYS = 7
SLACK_MIN = 5
"""Two clocks that differ by less than this are not worth a sentence."""
DEMO = ".carnet-demo"


def copies(folder: Path) -> list[dict[str, str]]:
    """Return the copies that were made of a study (path, at, head, kind), the oldest first.

    A list that is absent or damaged is an empty one: it is only a memory of where to look.
    """
    names = ("path", "at", "head", "kind")
    entries = [one.entry for one in registered(folder)]
    return [{name: one[name] for name in names} for one in entries if all(isinstance(one.get(n), str) for n in names)]


def register(folder: Path, path: Path, *, head: str, kind: str, at: datetime | None = None) -> None:
    """Add a copy to the list; a study that cannot be written keeps its old list, the copy is good all the same."""
    from toolkit.formats.whole import write_whole

    where = str(path.absolute())
    moment = (at or datetime.now(UTC)).isoformat(timespec="seconds")
    others = [one for one in copies(folder) if one["path"] != where]
    listed = [*others, {"path": where, "at": moment, "head": head, "kind": kind}]
    try:
        write_whole(folder / "backups" / REGISTER, json.dumps(listed, ensure_ascii=False, indent=1) + "\n")
    except CannotWrite:
        return


def is_second(folder: Path, path: Path, root: Path | None = None) -> bool:
    """Tell whether a copy survives what may happen to the folder of the study, or to its synchronised folder."""
    roots = [folder.resolve(), *([root] if root else [])]
    try:
        place = path.resolve()
    except OSError:
        place = path.absolute()
    return not any(place.is_relative_to(held) for held in roots)


def backup(study: "Study", folder: Path) -> "Made":
    """Copy a study whole into a folder, read the copy back, and remember where it is.

    Raises ``CannotWrite`` or ``UnreadableFile``; nothing is then left there.
    """
    from toolkit.store.copies import copy_into

    made = copy_into(study._store, folder)
    register(study.folder, made.path, head=made.head, kind="backup")
    return made


def reminder(study: "Study", *, now: datetime | None = None) -> str | None:
    """Return the sentence that asks for a second copy; None when there is a recent one, or nothing to lose yet."""
    from toolkit.store.copies import born

    now = now or datetime.now(UTC)
    if (study.folder / DEMO).exists() or not len(study.transcripts):
        return None
    made = _moment(born(study._store)) or now
    if (now - made).days < DAYS:
        return None
    root = synchronised_root(study.folder) if study._store.place.sort == "synchronised" else None
    outside = [one for one in copies(study.folder) if is_second(study.folder, Path(one["path"]), root)]
    last = max((moment for one in outside if (moment := _moment(one["at"]))), default=None)
    days = (now - (last or made)).days
    if days < DAYS:
        return None
    command = f"carnet backup --to {quoted(Path(outside[-1]['path']).parent if outside else _example())}"
    if last is None:
        return n_(
            "This study is {n} day old and no copy of it lies elsewhere: a computer lost or broken would take "
            "everything with it. Plug a USB key, then: {command}",
            "This study is {n} days old and no copy of it lies elsewhere: a computer lost or broken would take "
            "everything with it. Plug a USB key, then: {command}",
            days,
            command=command,
        )
    return n_(
        "The last copy of this study elsewhere is {n} day old. Plug your USB key, then: {command}",
        "The last copy of this study elsewhere is {n} days old. Plug your USB key, then: {command}",
        days,
        command=command,
    )


def place_notes(study: "Study") -> list[str]:
    """Return what is to be known of the place of a study: who copies it behind its back, and where it could go."""
    place = study._store.place
    if place.sort == "local":
        return []
    notes = [
        _(
            "This study lies in a synchronised or network folder ({name}): another program may copy it "
            "half-way. Close it before you change computer.",
            name=place.name,
        )
    ]
    if (better := local_place(study.folder)) is not None:
        notes.append(
            _("To move it to a folder of this computer only: {command}", command=f"carnet move {quoted(better)}")
        )
    return notes


def notes(study: "Study") -> list[str]:
    """Return all that the owner of a study should know: what opening it did, its place, the copies that it lacks."""
    asked = reminder(study)
    beside = [_beside(path.name) for path in study.conflict_copies()]
    opening = [*study._store.notes, *study._keeper.notes, *_clock(study)]
    secret = reminder_of_coffre(coffre_of(study.folder))
    dropped = study.dropped()
    left = dropped_notes(dropped, places_of(dropped))
    return [*opening, *place_notes(study), *beside, *left, *filter(None, (asked, secret))]


def _clock(study: "Study", *, now: datetime | None = None) -> list[str]:
    """Say that the journal is ahead of this computer's clock: one of the two was wrong, and dates follow the last."""
    last = _moment(study._store.last_moment())
    if last is None or last - (now or datetime.now(UTC)) < timedelta(minutes=SLACK_MIN):
        return []
    return [
        _(
            "The last action of this study is dated {date}, later than the clock of this computer: set the clock "
            "right. If it is the study's date that is wrong, what you do now is dated just after it.",
            date=f"{last.astimezone():%d/%m/%Y %H:%M}",
        )
    ]


def _beside(name: str) -> str:
    return _("Another copy of this study lies in its folder ({name}): “carnet merge” brings it in.", name=name)


def late_news(study: "Study") -> list[str]:
    """Return what the snapshot made beside the work had to say, once it has ended."""
    return study._keeper.notes


def news(study: "Study", *, now: datetime | None = None) -> list[str]:
    """Return the notes that were not said yet, and remember that they are said.

    A place, a raw file or another copy beside the study is named once; a missing copy, or a coffre to destroy, at
    most once a day; what opening did (a migration, a snapshot that could not be kept) is said each time.
    """
    now = now or datetime.now(UTC)
    said = _said(study.folder)
    fresh = [*study._store.notes, *_clock(study, now=now)]
    place = study._store.place
    here = f"{place.sort} {place.name} {study.folder.resolve()}"
    change: dict[str, Any] = {}
    if place.sort != "local" and here not in said["places"]:
        fresh += place_notes(study)
        change["places"] = [*said["places"], here]
    if strangers := [path.name for path in study.conflict_copies() if path.name not in said["beside"]]:
        fresh += map(_beside, strangers)
        change["beside"] = [*said["beside"], *strangers]
    if raw := [one for one in study.dropped() if one.mark not in said["dropped"]]:
        fresh += dropped_notes(raw, places_of(raw))
        change["dropped"] = [*said["dropped"], *(one.mark for one in raw)]
    today = now.date().isoformat()
    secret = reminder_of_coffre(coffre_of(study.folder), today=now.date())
    if said["reminded"] != today and (asked := [*filter(None, (reminder(study, now=now), secret))]):
        fresh += asked
        change["reminded"] = today
    if change:
        _remember(study.folder, {**said, **change})
    return fresh


def _said(folder: Path) -> dict[str, Any]:
    try:
        said = json.loads((folder / "backups" / NEWS).read_text(encoding="utf-8"))
        places = [one for one in said["places"] if isinstance(one, str)]
        beside = [one for one in said.get("beside", ()) if isinstance(one, str)]
        dropped = [one for one in said.get("dropped", ()) if isinstance(one, str)]
        return {"places": places, "reminded": str(said["reminded"]), "beside": beside, "dropped": dropped}
    except (OSError, ValueError, KeyError, TypeError):
        return {"places": [], "reminded": "", "beside": [], "dropped": []}


def _remember(folder: Path, said: Mapping[str, Any]) -> None:
    """Keep what was said; where nothing can be kept, it will be said again."""
    from toolkit.formats.whole import write_whole

    try:
        write_whole(folder / "backups" / NEWS, json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    except CannotWrite:
        return


def quoted(path: Path) -> str:
    """Return a path as it is typed in a command: between straight quotes when it holds a space."""
    return f'"{path}"' if " " in str(path) else str(path)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _example() -> Path:
    """Return what the folder of a USB key looks like on this system."""
    if sys.platform == "win32":
        return Path("E:/copies")
    if sys.platform == "darwin":
        return Path("/Volumes/CLE/copies")
    return Path("/media") / (os.environ.get("USER") or "moi") / "CLE" / "copies"
