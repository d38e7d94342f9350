"""What ``carnet coffre`` does once in the life of a coffre: another passphrase, a paper sheet, its destruction."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from toolkit.cli.common import as_json, progress, say, warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.formats.document_writers import Block, Document
    from toolkit.transcripts.coffre_destroying import Holding
    from toolkit.transcripts.coffre_files import Coffre


def change_passphrase(held: "Coffre") -> None:
    """Seal the coffre under a new passphrase, typed twice."""
    from toolkit.cli.passphrases import of_coffre_anew

    held.change_passphrase(of_coffre_anew())
    say(_("The coffre opens with the new passphrase. Write it on paper, and destroy the sheet of the old one."))
    warn(_("A copy of the coffre made before still opens with the old passphrase: make the copy again."))


def write_sheet(folder: Path, to: Path | None, held: "Coffre | None") -> None:
    """Write the recovery sheet: to be filled by hand, or with the passphrase when it was typed for that."""
    from toolkit.cli.passphrases import of_coffre
    from toolkit.errors import CannotWrite, Refused
    from toolkit.formats.coffre_places import is_exposed
    from toolkit.formats.document_writers import write_document
    from toolkit.transcripts.coffre_files import open_coffre

    if to is None:
        raise Refused(_("The sheet is written in a file that you name."), _("For instance: --to fiche.docx"))
    if to.exists():
        raise CannotWrite(to, "exists")
    secret = ""
    if held is not None:
        if is_exposed(to.absolute()):
            raise Refused(
                _("The passphrase cannot be written in the folder of a study, nor under git: {path}.", path=to),
                _("Name another place, print the sheet, then erase the file."),
            )
        secret = of_coffre()
        open_coffre(folder, secret)
    write_document(recovery_sheet(folder, secret), to)
    say(_("Written: {path}", path=to))
    if secret:
        warn(_("This file holds the passphrase: print it now, then erase it and empty the bin."))
    else:
        say(_("Print it, write the passphrase on it by hand, and keep it far from the computer."))


def recovery_sheet(folder: Path, secret: str = "") -> "Document":
    """Return the sheet of paper that opens a coffre again when nobody remembers."""
    from toolkit.formats.coffre_places import TABLE, read_head, shown_day
    from toolkit.formats.document_writers import Box, Bullets, Document, Heading, Paragraph, plain

    head = read_head(folder)
    on = head.destroy_on if head else ""
    line = "_" * 46
    blocks: list[Block] = [
        Paragraph(
            plain(_("Whoever holds this sheet and the coffre reads the real names. Keep them apart.")), look="lead"
        ),
        Heading(plain(_("The coffre"))),
        Bullets(
            (
                plain(_("Folder: {folder}", folder=folder.absolute())),
                plain(_("File that the passphrase opens: {table}", table=TABLE)),
                plain(_("To be destroyed on: {date}", date=shown_day(on) or line)),
                plain(_("Study: {line}", line=line)),
                plain(_("Person in charge, telephone: {line}", line=line)),
            )
        ),
        Box(
            _("Passphrase (write it by hand, capitals and accents as they are typed)")
            if not secret
            else _("Passphrase (capitals and accents as they are typed)"),
            tuple(plain(text) for text in ([secret] if secret else [line, line, line])),
        ),
        Heading(plain(_("To open the coffre again"))),
        Bullets(
            (
                plain(_("Copy the folder of the coffre on the computer, outside of any synchronised folder.")),
                plain(_("Install Carnet, then type: carnet coffre --coffre FOLDER, and the passphrase.")),
                plain(_("To give an original back: carnet coffre --coffre FOLDER --restore E03 --to E03.txt")),
                plain(_("Without the passphrase nobody can open the table, not even who made Carnet.")),
            )
        ),
        Heading(plain(_("This sheet"))),
        Bullets(
            (
                plain(_("One copy only, in a closed envelope: a safe, a locked drawer, the supervisor.")),
                plain(_("Neither photographed nor typed in a message.")),
                plain(_("Destroyed with the coffre, or as soon as the passphrase is changed.")),
            )
        ),
    ]
    return Document(_("Recovery sheet of the coffre"), tuple(blocks), date=date.today().isoformat())


def destroy_it(folder: Path, study: Path | None, to: Path | None, *, early: bool, yes: bool, json: bool) -> None:
    """Say what will be destroyed, ask, destroy, give the receipt."""
    from toolkit.errors import Refused
    from toolkit.formats.coffre_places import read_head, remember, shown_day
    from toolkit.formats.document_writers import write_document
    from toolkit.transcripts.coffre_destroying import UNDER_WAY, checked_coffre, destroy, holding

    checked_coffre(folder)
    _checked_receipt(folder, to)
    head, begun = read_head(folder), (folder / UNDER_WAY).is_file()
    left = head.days_left() if head else None
    if not begun and not early and (left is None or left > 0):
        raise Refused(
            _(
                "The day of the destruction has not come ({date}).",
                date=shown_day(head.destroy_on if head else "") or "?",
            ),
            _(
                "Until then the coffre gives a text back, or withdraws a person wholly. To destroy it now all the "
                "same: --destroy --early"
            ),
        )
    held = holding(folder)
    if not yes:
        if not sys.stdin.isatty():
            raise Refused(
                _("This destroys for ever, and nobody can answer here: nothing was done."),
                _("Add --yes to do it without being asked."),
            )
        say(*_told(folder, held))
        say(_("From then on, nobody can tie the texts to the persons, nor give an original back."))
        typer.confirm(_("Destroy all this for ever?"), abort=True)
    with progress(_("destruction"), max(1, held.size >> 20)) as bar:
        from toolkit.cli.coffres import by_mega

        destroy(folder, step=by_mega(bar))
    if study is not None:
        remember(study, folder)
    if to is not None:
        write_document(receipt(folder, held), to)
        warn(_("Written: {path}", path=to))
    if json:
        as_json(
            {"folder": str(folder), "files": held.count, "size": held.size, "destroy_on": held.destroy_on or None}
        )
    else:
        say(_("The coffre is destroyed."), *_limits())


def _checked_receipt(folder: Path, to: Path | None) -> None:
    from toolkit.errors import InvalidValue, Refused

    if to is None:
        return
    if to.suffix.lower() not in (".docx", ".odt", ".html"):
        raise InvalidValue(
            _("“{extension}” is not a kind of document that Carnet writes.", extension=to.suffix),
            _("Choose one of: {allowed}.", allowed=".docx, .odt, .html"),
        )
    if folder.resolve() in to.resolve().parents:
        raise Refused(_("The receipt would be destroyed with the coffre."), _("Name a file outside of it."))


def _told(folder: Path, held: "Holding") -> list[str]:
    """Return what a coffre holds, folder by folder; no name of a file."""
    from toolkit.cli.backups import size
    from toolkit.transcripts.coffre_keeping import FOLDERS

    names = {
        FOLDERS["raw"]: _("raw files"),
        FOLDERS["audio"]: _("recordings"),
        FOLDERS["proof"]: _("proofs of consent"),
        "": _("correspondence table, notes"),
    }
    lines = [_("Coffre: {folder}", folder=folder)]
    for name, count, octets in held.files:
        what = names.get(name, name)
        lines.append(
            n_(
                "{what}: {n} file ({size})",
                "{what}: {n} files ({size})",
                count,
                what=what,
                size=size(octets),
            )
        )
    return lines


def _limits() -> list[str]:
    """Return what a destruction cannot promise."""
    return [
        _(
            "Each file was written over, then deleted. On an SSD, a USB key or in a synchronised folder, older "
            "blocks may stay on the disk for some time: only an encrypted disk, or its physical destruction, "
            "makes sure."
        ),
        _(
            "Erase by hand the copies made elsewhere: USB keys, backups of the computer, bins, and the paper "
            "sheet of the passphrase."
        ),
    ]


def receipt(folder: Path, held: "Holding") -> "Document":
    """Return the receipt of a destruction, for the data-protection officer: numbers, no name."""
    from toolkit.formats.coffre_places import shown_day
    from toolkit.formats.document_writers import Bullets, Document, Heading, Paragraph, plain

    today = date.today()
    said = _("Destroyed on {date}.", date=f"{today:%d/%m/%Y}")
    planned = _("The day that had been set: {date}.", date=shown_day(held.destroy_on) or "–")
    blocks: list[Block] = [
        Paragraph(plain(f"{said} {planned}"), look="lead"),
        Heading(plain(_("What was destroyed"))),
        Bullets(tuple(plain(line) for line in _told(folder, held))),
        Heading(plain(_("What this means"))),
        Paragraph(plain(_("From then on, nobody can tie the texts to the persons, nor give an original back."))),
        Heading(plain(_("What it cannot promise"))),
        Bullets(tuple(plain(line) for line in _limits())),
        Heading(plain(_("Done by"))),
        Paragraph(plain(_("Name, date, signature: {line}", line="_" * 40))),
    ]
    return Document(_("Receipt: destruction of the coffre"), tuple(blocks), date=today.isoformat())
