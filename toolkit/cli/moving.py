"""Commands of ``carnet`` that take a study elsewhere: pack, unpack, move."""

import enum
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, warn
from toolkit.cli.erased_elsewhere import confirm_withdrawals, erased_facts, say_erased, warn_withdrawals
from toolkit.errors import Undecided, WithdrawnElsewhere
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.study.moving import Unpacked


class Side(enum.StrEnum):
    """Whose version holds wherever both copies differ."""

    mine = "mine"
    theirs = "theirs"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "pack",
        help=_("Put the whole study in one file, to take it to another computer and bring it back."),
        epilog=_("Example: carnet pack --to E:/my-study.carnet --encrypt"),
    )(pack)
    app.command(
        "unpack",
        help=_("Take a study out of a pack, or bring what was done on another computer back into the study."),
        epilog=_("Example: carnet unpack E:/my-study.carnet --study my-study"),
    )(unpack)
    app.command(
        "move",
        help=_("Move the study to another folder: copied, checked, and only then taken away from the old one."),
        epilog=_("Example: carnet move C:/Etudes/my-study --study my-study"),
    )(move)


def pack(
    to: Annotated[Path, typer.Option("--to", help=_("File to write, or folder where it goes."), show_default=False)],
    study: StudyOption = Path(),
    encrypt: Annotated[
        bool,
        typer.Option(
            "--encrypt", help=_("Protect the pack with a passphrase, asked here or read from CARNET_PASSPHRASE_FILE.")
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Write a pack; it is read back whole before it is said done."""
    from toolkit.cli.backups import not_elsewhere, size
    from toolkit.cli.passphrases import of_pack

    with opened(study) as desk:
        made = desk.pack(to, passphrase=of_pack(twice=True) if encrypt else None)
    if json:
        as_json(
            {
                "file": str(made.path),
                "at": made.at,
                "head": made.head,
                "members": made.members,
                "size": made.size,
                "encrypted": made.sealed,
                "second": made.second,
                "left_out": list(made.left_out),
            }
        )
    else:
        say(
            n_(
                "Packed and read back: {path} ({size}, {n} file).",
                "Packed and read back: {path} ({size}, {n} files).",
                made.members,
                path=made.path,
                size=size(made.size),
            )
        )
        if made.sealed:
            say(_("Give the passphrase by another way than the file: by voice, or in another message."))
        else:
            say(_("Anybody who holds this file can read the interviews: --encrypt protects it with a passphrase."))
        say(_("On the other computer: carnet unpack {file}", file=f'"{made.path.name}"'))
    for name in made.left_out:
        warn(_("{file} is no whole notebook: it was left out of the pack.", file=name))
    if not made.second:
        not_elsewhere()


def unpack(
    file: Annotated[
        Path,
        typer.Argument(help=_("The pack: a file that ends in “.carnet”."), metavar="FICHIER", show_default=False),
    ],
    study: Annotated[
        Path | None,
        typer.Option(
            "--study",
            "-s",
            help=_(
                "Folder of the study (by default the current one if it holds a study, else one named as the pack)."
            ),
            show_default=False,
        ),
    ] = None,
    take: Annotated[
        Side | None,
        typer.Option(
            "--take", help=_("Version to take of all that differs in both: mine, or theirs."), show_default=False
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=_("Accept the withdrawals made in the other copy without asking."))
    ] = False,
    json: JsonOption = False,
) -> None:
    """Make the study, or merge it into the one that is there; unpacking twice changes nothing."""
    from toolkit.cli.passphrases import of_pack
    from toolkit.formats.packs import needs_passphrase
    from toolkit.study import DATABASE
    from toolkit.study.moving import unpack as unpacked

    folder = study if study is not None else Path() if Path(DATABASE).exists() else Path(file.stem)
    secret = of_pack() if needs_passphrase(file) else None
    try:
        answered = not json and sys.stdin.isatty()
        done = unpacked(
            file,
            folder,
            secret,
            ask=_asked if answered else None,
            confirm=confirm_withdrawals if answered else None,
            take=take.value if take is not None else None,
            accept_withdrawals=yes,
        )
    except WithdrawnElsewhere as leaving:
        warn_withdrawals(leaving)
        raise
    except Undecided as waiting:
        warn(*(_("To be decided: {thing}", thing=one.key) for one in waiting.conflicts))
        warn(_("To decide for all of them: carnet unpack … --take mine, or --take theirs."))
        raise
    if json:
        as_json(
            {
                "folder": str(done.folder),
                "made": done.made,
                "changed": done.changed,
                "head": done.head,
                "added": list(done.added),
                "beside": [{"ours": ours, "theirs": theirs} for ours, theirs in done.beside],
                "held_back": list(done.held_back),
                **(erased_facts(done.merged) if done.merged is not None else {}),
            }
        )
        return
    if done.made:
        say(_("The study is in {path}.", path=done.folder), _("When you are done: carnet pack, and bring it back."))
    else:
        _say_brought(done)


def _asked(waiting: Undecided) -> dict[str, str]:
    """Ask on the terminal what holds of each thing that both copies changed."""
    from toolkit.cli.merging import asked

    return {one.key: asked(one, {}) for one in waiting.conflicts}


def _say_brought(done: "Unpacked") -> None:
    if not done.changed:
        say(_("Nothing new: all that this pack holds is already in the study."))
    elif done.merged:
        say(_("What was done on the other computer is now in the study."))
        say_erased(done.merged)
    for name in done.added:
        say(_("New file: {file}", file=name))
    for ours, theirs in done.beside:
        say(_("{ours} differs: yours is kept, the other version is beside it: {theirs}", ours=ours, theirs=theirs))
    if done.held_back:
        warn(
            _(
                "Words were erased here since this pack was made: these files were left in it: {files}.",
                files=", ".join(done.held_back),
            ),
            _("Destroy this pack, and make a new one."),
        )


def move(
    to: Annotated[Path, typer.Argument(help=_("New folder of the study."), metavar="DOSSIER", show_default=False)],
    study: StudyOption = Path(),
    anyway: Annotated[
        bool, typer.Option("--anyway", help=_("Move it even to a synchronised or network folder."))
    ] = False,
    json: JsonOption = False,
) -> None:
    """Move the study; interrupted at any instant, one of the two folders holds it whole."""
    from toolkit.store.places import place_of
    from toolkit.study.relocation import move as moved

    before, coffre = place_of(study), _coffre(study)
    done = moved(study, to, anyway=anyway)
    if json:
        as_json({"from": str(done.source), "to": str(done.target), "files": done.files, "stayed": list(done.stayed)})
    else:
        say(
            n_(
                "Moved and checked: {path} ({n} file).",
                "Moved and checked: {path} ({n} files).",
                done.files,
                path=done.target,
            )
        )
    if done.stayed:
        some = ", ".join(done.stayed[:8])
        warn(_("Left in the old folder, because they changed or are links: {files}", files=some))
    if before.sort == "synchronised":
        warn(_("{name} may keep what was removed in its bin, on its site: empty it there too.", name=before.name))
    if coffre is not None and coffre != (looked := _coffre_place(done.target)):
        from toolkit.formats.coffre_places import remember

        remember(done.target, coffre)
        warn(
            _(
                "The coffre stayed in {path}, and the study remembers it. You may also move it yourself to {looked}, "
                "where Carnet looks for it.",
                path=coffre,
                looked=looked,
            )
        )


def _coffre_place(folder: Path) -> Path:
    from toolkit.transcripts.coffre_files import coffre_place

    return coffre_place(folder)


def _coffre(folder: Path) -> Path | None:
    """Return the coffre of a study that is to be moved; None when it has none where Carnet looks for it."""
    from toolkit.formats.coffre_places import TABLE, coffre_of

    place = coffre_of(folder)
    return place if (place / TABLE).is_file() else None
