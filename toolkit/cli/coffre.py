"""``carnet coffre``: what it holds and until when, files put in it, originals given back, its end."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, progress, say, table, warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.transcripts.coffre_files import Coffre


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to ``app``."""
    app.command(
        "coffre",
        help=_("The coffre of the real names: what it holds and until when; put files in it, give originals back."),
        epilog=_("Example: carnet coffre --keep recordings/E03.m4a --document E03"),
    )(coffre)


@dataclass(frozen=True, slots=True)
class Place:
    """The coffre of a command, and the study that it is of, when there is one."""

    folder: Path
    study: Path | None
    origin: str


def coffre(
    files: Annotated[
        list[Path] | None, typer.Argument(help=_("Files for --keep."), metavar="FICHIER", show_default=False)
    ] = None,
    study: StudyOption = Path(),
    folder: Annotated[
        Path | None, typer.Option("--coffre", help=_("Folder of the coffre (by default, that of the study)."))
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help=_("Move these files into the coffre: copied, read back, then erased here."))
    ] = False,
    copy: Annotated[bool, typer.Option("--copy", help=_("With --keep: leave the files where they are."))] = False,
    document: Annotated[
        str, typer.Option("--document", help=_("With --keep: the text that they are of (E03)."))
    ] = "",
    proof: Annotated[bool, typer.Option("--proof", help=_("With --keep: they are proofs of consent."))] = False,
    restore: Annotated[
        str, typer.Option("--restore", help=_("Give back the original of a text (E03), in the file of --to."))
    ] = "",
    corrected: Annotated[
        bool, typer.Option("--corrected", help=_("With --restore: the text as corrected in the study, names back."))
    ] = False,
    to: Annotated[Path | None, typer.Option("--to", help=_("File to write."))] = None,
    check: Annotated[bool, typer.Option("--check", help=_("Read every file again and compare."))] = False,
    passphrase: Annotated[bool, typer.Option("--passphrase", help=_("Change the passphrase."))] = False,
    sheet: Annotated[
        bool, typer.Option("--recovery-sheet", help=_("Write the sheet to print and fill by hand (--to FILE.docx)."))
    ] = False,
    typed: Annotated[
        bool, typer.Option("--with-passphrase", help=_("With --recovery-sheet: write the passphrase on it."))
    ] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help=_("Tie the coffre to this study, made again from the same interviews."))
    ] = False,
    destroy: Annotated[
        bool, typer.Option("--destroy", help=_("Destroy the coffre and all that it holds, with a receipt (--to)."))
    ] = False,
    early: Annotated[bool, typer.Option("--early", help=_("With --destroy: before the day that was set."))] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Do it without asking."))] = False,
    json: JsonOption = False,
) -> None:
    """Say what the coffre holds, or do the one thing that is asked."""
    from toolkit.cli import coffre_end
    from toolkit.errors import Refused

    asked = [keep, bool(restore), passphrase, sheet, adopt, destroy]
    if sum(asked) > 1:
        raise Refused(_("One thing at a time is asked of the coffre."), _("Run the command once for each."))
    if bool(files) != keep:
        raise Refused(
            _("--keep goes with the files to put in the coffre."), _("For instance: carnet coffre --keep E03.docx")
        )
    place = _place(study, folder)
    if keep:
        _keep(place, files or [], document, proof, copy, json)
    elif restore:
        _restore(place, restore, to, corrected)
    elif passphrase:
        coffre_end.change_passphrase(_open(place))
    elif sheet:
        coffre_end.write_sheet(place.folder, to, _open(place) if typed else None)
    elif adopt:
        _adopt(place)
    elif destroy:
        coffre_end.destroy_it(place.folder, place.study, to, early=early, yes=yes, json=json)
    else:
        _status(place, check, json)


def _place(study: Path, folder: Path | None) -> Place:
    """Find the coffre that is meant; raise ``Refused`` when there is none."""
    from toolkit.errors import NotAStudy, Refused
    from toolkit.formats.coffre_places import TABLE, coffre_of
    from toolkit.transcripts.coffre_destroying import UNDER_WAY

    here = (study / "study.db").is_file()
    if folder is None and not here:
        raise NotAStudy(study)
    origin = ""
    if here:
        with opened(study) as desk:
            origin = desk.origin
    place = coffre_of(study) if folder is None else folder
    if not (place / TABLE).is_file() and not (place / UNDER_WAY).is_file():
        raise Refused(
            _("There is no coffre in {folder}.", folder=place),
            _("Check the folder, or make it with “carnet pseudonymise … --destroy-on 2028-09-30”."),
        )
    return Place(place, study if here else None, origin)


def _open(place: Place) -> "Coffre":
    from toolkit.cli.coffres import open_at

    return open_at(place.folder, place.study, place.origin)


def _keep(place: Place, files: list[Path], document: str, proof: bool, copy: bool, json: bool) -> None:
    """Copy files into the coffre, seal the table, then erase them where they were."""
    from toolkit.cli.coffres import by_mega
    from toolkit.errors import UnreadableFile
    from toolkit.formats.coffre_places import is_exposed
    from toolkit.transcripts.coffre_destroying import erase

    for path in files:
        if path.is_dir() or not path.exists():
            raise UnreadableFile(
                path,
                _("this file does not exist") if not path.exists() else _("this is a folder"),
                hint=_("Name the files themselves, for instance recordings/*.m4a."),
            )
    held = _open(place)
    size = sum(path.stat().st_size for path in files)
    with progress(_("copy"), max(1, size >> 20)) as bar:
        kept = [
            held.keep(path, document=document, sort="proof" if proof else None, step=by_mega(bar)) for path in files
        ]
    # Sealed before anything is erased: a file is never nowhere.
    held.save()
    exposed = [path for path in files if is_exposed(path)]
    if not copy:
        for path in files:
            erase(path)
    if json:
        facts = ("folder", "size", "sha256", "document")
        as_json([{**{name: getattr(one, name) for name in facts}, "moved": not copy} for one in kept])
    else:
        say(
            n_(
                "{n} file is in the coffre, read back and checked: {folders}.",
                "{n} files are in the coffre, read back and checked: {folders}.",
                len(kept),
                folders=", ".join(dict.fromkeys(str(held.folder / one.folder) for one in kept)),
            )
        )
    if exposed and not copy:
        warn(
            _(
                "They were in the folder of a study or under git. Copies may stay there: in the bin, in the "
                "history of git, in a synchronised folder, in a backup. “carnet verify --table” looks for names "
                "that are left."
            )
        )


def _restore(place: Place, id: str, to: Path | None, corrected: bool) -> None:
    """Give an original back in a file of its own, outside of any study."""
    from toolkit.errors import CannotWrite, Refused
    from toolkit.formats.coffre_places import is_exposed
    from toolkit.store.places import synchronised_root
    from toolkit.transcripts.coffre_files import write_clean_text
    from toolkit.transcripts.reidentifying import reidentified

    if to is None:
        raise Refused(
            _("An original is given back in a file that you name."), _("Add --to, for instance --to E03-original.txt")
        )
    if is_exposed(to.absolute()):
        raise Refused(
            _("An original cannot be written in the folder of a study, nor under git: {path}.", path=to),
            _("Name a file of the coffre itself, or of a folder that only you read."),
        )
    if to.exists():
        raise CannotWrite(to, "exists")
    held = _open(place)
    now = _text_now(place, id)
    document = held.table.document(id)
    if corrected:
        if now is None:
            raise Refused(
                _("{id} is not in this study: there is no corrected text.", id=id),
                _("Without --corrected, the text as it was received is given back."),
            )
        made = reidentified(document, now)
        text = made.text
    else:
        made = None
        text = held.restore(id, None if document.text else now)
    to.parent.mkdir(parents=True, exist_ok=True)
    write_clean_text(to, text)
    say(_("Written: {path}", path=to))
    if made is None or made.exact:
        say(_("It is, character for character, the text that was received."))
        if made is None and now is not None and document.text and now != document.text:
            warn(
                _(
                    "{id} was corrected in the study since: these corrections are not in it. To have the corrected "
                    "text with its names: --corrected",
                    id=id,
                )
            )
    else:
        say(n_("{n} name put back.", "{n} names put back.", made.put_back))
        if made.lost:
            words = ", ".join(dict.fromkeys(f"“{span.replacement}”" for span in made.lost))
            warn(
                n_(
                    "{n} name was not put back: the words around it were corrected since ({words}). Look at it.",
                    "{n} names were not put back: the words around them were corrected since ({words}). "
                    "Look at them.",
                    len(made.lost),
                    words=words,
                )
            )
    if synchronised_root(to.absolute().parent) is not None:
        warn(_("This file lies in a synchronised folder: another computer will hold the real names."))


def _text_now(place: Place, id: str) -> str | None:
    if place.study is None:
        return None
    from toolkit.study import open_study

    with open_study(place.study) as desk:
        return desk.transcripts[id].text if id in desk.transcripts else None


def _adopt(place: Place) -> None:
    from toolkit.cli.passphrases import of_coffre
    from toolkit.errors import NotAStudy
    from toolkit.transcripts.coffre_files import open_coffre

    if place.study is None:
        raise NotAStudy(Path())
    held = open_coffre(place.folder, of_coffre(), study_folder=place.study)
    held.table = replace(held.table, study=place.origin)
    held.save()
    say(_("The coffre {folder} is now the one of this study.", folder=place.folder))


def _status(place: Place, check: bool, json: bool) -> None:
    """Say what the coffre holds: what anybody may count, and what the passphrase shows."""
    from toolkit.cli.backups import size
    from toolkit.cli.coffres import can_answer
    from toolkit.formats.coffre_places import read_head, reminder, shown_day
    from toolkit.transcripts.coffre_destroying import holding
    from toolkit.transcripts.coffre_keeping import FOLDERS
    from toolkit.transcripts.coffre_status import status_of

    outside = holding(place.folder)
    head = read_head(place.folder)
    left = head.days_left() if head else None
    held = _open(place) if can_answer() and outside.table else None
    now = None
    if place.study is not None:
        from toolkit.study import open_study

        with open_study(place.study) as desk:
            now = {text.id for text in desk.transcripts}
    inside = status_of(held, texts=now, check=check) if held is not None else None
    on = held.destroy_on if held is not None else head.destroy_on if head else ""
    if json:
        as_json(
            {
                "folder": str(place.folder),
                "destroy_on": on or None,
                "days_left": left,
                "files": {name or ".": {"count": count, "size": octets} for name, count, octets in outside.files},
                **(inside.plain() if inside else {}),
            }
        )
    else:
        say(_("Coffre: {folder}", folder=place.folder))
        if on:
            say(_("To be destroyed on {date}.", date=shown_day(on)))
        names = {
            FOLDERS["raw"]: _("raw files"),
            FOLDERS["audio"]: _("recordings"),
            FOLDERS["proof"]: _("proofs of consent"),
            "": _("table, notes"),
        }
        rows = [(names.get(name, name), count, size(octets)) for name, count, octets in outside.files]
        table([_("what"), _("files"), _("size")], rows)
        if inside is None:
            say(_("Its passphrase, typed in a terminal, would show how many names and texts it holds."))
        else:
            say(*inside.lines())
    warn(*(inside.faults() if inside else ()))
    if told := reminder(place.folder):
        warn(told)
    raise typer.Exit(1 if inside is not None and inside.faults() else 0)
