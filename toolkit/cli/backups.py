"""Commands of ``carnet`` about copies of a study: backup, restore."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, warn
from toolkit.errors import DamagedStudy, NotAStudy, Refused
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.study import Study
    from toolkit.study.restoring import Listed, Restored


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
    """Copy the study; the copy is read back from its place before it is said done."""
    from toolkit.store.places import synchronised_root
    from toolkit.study.second_copies import is_second

    with opened(study) as desk:
        made = desk.backup(to)
        second = is_second(desk.folder, made.path, synchronised_root(desk.folder))
    if json:
        as_json(
            {
                "file": str(made.path),
                "at": made.at,
                "head": made.head,
                "size": made.size,
                "actions": made.actions,
                "second": second,
            }
        )
    else:
        say(
            n_(
                "Copied, read back and checked: {path} ({size}, {n} action).",
                "Copied, read back and checked: {path} ({size}, {n} actions).",
                made.actions,
                path=made.path,
                size=size(made.size),
            )
        )
    if made.faults:
        warn(_("The study itself has faults, and its copy has them too: “carnet verify” lists them."))
    if not second:
        not_elsewhere()


def not_elsewhere() -> None:
    """Say that a copy lies where the study lies."""
    warn(
        _(
            "This copy lies in the folder of the study, or in the same synchronised folder: it would be lost with "
            "it. Make another one on a USB key."
        )
    )


def size(octets: int) -> str:
    """Return a size as a person reads it."""
    if octets < 1_000_000:
        return _("{n} kB", n=max(1, round(octets / 1000)))
    return _("{n} MB", n=round(octets / 1_000_000, 1 if octets < 10_000_000 else None))


def restore(
    copy: Annotated[
        Path | None, typer.Argument(help=_("Copy to bring back."), metavar="COPIE", show_default=False)
    ] = None,
    study: StudyOption = Path(),
    source: Annotated[
        Path | None,
        typer.Option("--from", help=_("Folder of copies to list, for instance on a USB key."), show_default=False),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Without a copy, list those of “backups” or of a folder; with one, bring it back."""
    try:
        with opened(study) as desk:
            if copy is not None:
                _restored(desk.restore(_found(desk.folder, copy, source)), json)
                return
            listed = _listed(desk, source)
    except (NotAStudy, DamagedStudy) as error:
        # The case that copies are made for: the study itself is broken, or gone.
        if not _is_of(error, study):
            raise
        if copy is not None:
            _rescued(study, _found(study, copy, source), json)
            return
        listed = _beside(study, source, error)
    if json:
        as_json([_plain(one) for one in listed])
        return
    if not listed:
        say(_("There is no copy of a study there."))
    for one in listed:
        # One line each, never cut: the path is to be copied into the next command.
        say(_line(one))


def _is_of(error: OSError, folder: Path) -> bool:
    """Tell whether a fault is about the study of a folder that has copies, and not about a copy."""
    named = Path(str(getattr(error, "path", ""))).absolute()
    return (folder / "backups").is_dir() and named in (folder.absolute(), (folder / "study.db").absolute())


def _beside(folder: Path, source: Path | None, error: OSError) -> "list[Listed]":
    from toolkit.study.rescuing import copies_beside

    warn(getattr(error, "message", ""), _("To put one of these copies in its place: carnet restore COPY"))
    return copies_beside(source if source is not None else folder / "backups")


def _rescued(folder: Path, copy: Path, json: bool) -> None:
    from toolkit.study.rescuing import rescue

    done = rescue(folder.absolute(), copy)
    if json:
        as_json(
            {"file": str(done.source), "at": done.at, "left": None, "kept": str(done.aside) if done.aside else None}
        )
        return
    say(_("The study is back as in {path}: its last action is of {date}.", path=done.source, date=local(done.at)))
    if done.aside is not None:
        say(_("The file that could not be opened is kept: {path}", path=done.aside))


def _found(folder: Path, copy: Path, source: Path | None) -> Path:
    """Return the copy named on the line: as it is, in the folder of ``--from``, or in the study."""
    if copy.suffix == ".carnet":
        raise Refused(
            _("{path} is a pack, not a copy.", path=copy), _("Bring it in with: carnet unpack {path}", path=copy)
        )
    places = [copy, *([source / copy] if source else []), folder / copy, folder / "backups" / copy]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise Refused(
            _("{path} does not exist.", path=copy), _("“carnet restore” without a copy lists those of this study.")
        )
    return found


def _listed(desk: "Study", source: Path | None) -> "list[Listed]":
    from toolkit.study.restoring import copies_in

    if source is not None and not source.is_dir():
        raise NotAStudy(source)
    desk.snapshots()  # the one being made is waited for
    return copies_in(desk, source if source is not None else desk.folder / "backups")


def _restored(done: "Restored", json: bool) -> None:
    if json:
        as_json({"file": str(done.source), "at": done.at, "left": done.left, "kept": str(done.kept)})
        return
    say(_("The study is back as in {path}: its last action is of {date}.", path=done.source, date=local(done.at)))
    if done.left:
        say(
            n_(
                "{n} action done since is no longer in it.",
                "{n} actions done since are no longer in it.",
                done.left,
            )
        )
    say(_("To go back to what was there before: carnet restore {path}", path=f'"{done.kept}"'))


def _plain(one: "Listed") -> dict[str, object]:
    facts = one.facts
    return {
        "file": str(one.path),
        "at": facts.at if facts else None,
        "head": facts.head if facts else None,
        "actions": facts.actions if facts else None,
        "size": facts.size if facts else None,
        "same_study": one.ours,
    }


def _line(one: "Listed") -> str:
    if one.newer:
        return _("(written by a later version of Carnet)  {path}", path=one.path)
    if one.facts is None:
        return _("(not whole)  {path}", path=one.path)
    if not one.ours:
        return _("(another study)  {path}", path=one.path)
    return n_(
        "{date}  {n} action  {size}  {path}",
        "{date}  {n} actions  {size}  {path}",
        one.facts.actions,
        date=local(one.facts.at),
        size=size(one.facts.size),
        path=one.path,
    )


def local(at: str) -> str:
    """Return a moment (UTC, ISO) in the time of this computer."""
    moment = datetime.fromisoformat(at)
    return f"{(moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone():%d/%m/%Y %H:%M}"
