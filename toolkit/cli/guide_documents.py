"""``carnet guide read | export | remarks | diff``: guides as documents, printed, sent back, compared."""

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.common import JsonOption, as_json, opened, say, warn
from toolkit.errors import Refused
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.model import Participant
    from toolkit.study import Study


class What(enum.StrEnum):
    """The documents of a guide."""

    GUIDE = "guide"
    POCKET = "pocket"
    KEYWORDS = "keywords"
    NOTICE = "notice"
    CONSENT = "consent"
    CONTACTS = "contacts"
    QUOTAS = "quotas"


class As(enum.StrEnum):
    """The kind of file."""

    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    PDF = "pdf"


def _name(what: What) -> str:
    """Return how the file of a document is named."""
    return {
        What.GUIDE: _("guide"),
        What.POCKET: _("pocket"),
        What.KEYWORDS: _("keywords"),
        What.NOTICE: _("information-notice"),
        What.CONSENT: _("consent-form"),
        What.CONTACTS: _("contacts"),
        What.QUOTAS: _("people-to-meet"),
    }[what]


def add_below(guide: typer.Typer) -> None:
    """Add the commands of this module to the group ``guide``."""
    guide.command(
        "read",
        help=_("Show how a guide is understood (Word, LibreOffice, Markdown); write it as Markdown if asked."),
        epilog=_("Example: carnet guide read my-guide.docx --to guides/my-guide.md"),
    )(read)
    guide.command(
        "export",
        help=_(
            "Print a guide: with a wide margin, for the pocket; the information notice, the consent, the log of"
            " contacts, the people to meet."
        ),
        epilog=_("Example: carnet guide export guides/my-guide.md --all --to outputs"),
    )(export)
    guide.command(
        "remarks",
        help=_(
            "Send the remarks back in the document where the guide was typed, as comments of Word or LibreOffice."
        ),
        epilog=_("Example: carnet guide remarks my-guide.docx"),
    )(remarks)
    guide.command(
        "diff",
        help=_("Say what changed between two versions of a guide."),
        epilog=_("Example: carnet guide diff guide-v1.md guide-v2.md"),
    )(diff)


def read(
    file: Annotated[Path, typer.Argument(help=_("A guide: docx, odt, md."), metavar="FICHIER")],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", help=_("Write the guide as Markdown in this file."), metavar="FICHIER.md", show_default=False
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show how a guide is understood."""
    from toolkit.guides import save_guide, understand
    from toolkit.model.plain import to_plain

    found = understand(file)
    if to is not None:
        if to.exists():
            raise Refused(_("{path} is already there.", path=to), _("Choose another name: nothing is written over."))
        save_guide(found.guide, to)
    if json:
        told = {"notes": found.notes, "faults": found.faults, "places": dict(found.places)}
        as_json({"file": str(file), "guide": to_plain(found.guide), **told})
    else:
        say(str(found.guide.show()))
    warn(*(f"  - {fault}" for fault in found.faults), *(f"  - {note}" for note in found.notes))
    if to is not None and not json:
        say(_("Written: {path}", path=to))
    if found.faults:
        raise typer.Exit(1)


def export(
    file: Annotated[Path, typer.Argument(help=_("A guide: docx, odt, md."), metavar="FICHIER")],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            help=_("File to write (.docx, .odt, .html, .pdf), or folder; by default the current one."),
            show_default=False,
        ),
    ] = None,
    what: Annotated[What, typer.Option("--what", help=_("What to print."))] = What.GUIDE,
    every: Annotated[bool, typer.Option("--all", help=_("Print everything, in a folder."))] = False,
    kind: Annotated[As, typer.Option("--format", help=_("Kind of file, where --to is a folder."))] = As.DOCX,
    study: Annotated[
        Path | None,
        typer.Option("--study", "-s", help=_("A study: its people are those already met."), show_default=False),
    ] = None,
    host: Annotated[str, typer.Option("--host", help=_("For the notice: the organisation."))] = "",
    contact: Annotated[str, typer.Option("--contact", help=_("For the notice: whom to contact, and how."))] = "",
    until: Annotated[str, typer.Option("--until", help=_("For the notice: until when the data are kept."))] = "",
    officer: Annotated[str, typer.Option("--officer", help=_("For the notice: the data-protection officer."))] = "",
    basis: Annotated[str, typer.Option("--basis", help=_("For the notice: the legal basis, once it is said."))] = "",
    json: JsonOption = False,
) -> None:
    """Print the documents of a guide; a file that somebody filled in is kept, the new one is written beside."""
    from toolkit.guides import read_guide
    from toolkit.guides.notices import blanks
    from toolkit.guides.printed_files import lay_out, print_guide

    guide = read_guide(file)
    wanted = list(What) if every else [what]
    targets = _targets(guide.id, wanted, to, kind.value)
    facts = {"host": host, "contact": contact, "until": until, "officer": officer, "basis": basis}
    options: dict[str, Any] = {"facts": facts, "date": _today(), "met": None}
    if study is not None:
        with opened(study) as desk:
            options["met"] = _met(desk)
    done = {one: print_guide(guide, path, one.value, **options) for one, path in targets.items()}
    if json:
        as_json([{"what": one.value, "file": str(path)} for one, path in done.items()])
    else:
        say(*(_("Written: {path}", path=path) for path in done.values()))
    for one, path in done.items():
        if path != targets[one]:
            warn(_("{path} was changed since, or made by others: it is kept as it is.", path=targets[one]))
        if left := blanks(lay_out(guide, one.value, **options)):
            warn(_("{path}: still to fill in: {left}.", path=path, left=", ".join(left)))


def _targets(id: str, wanted: list[What], to: Path | None, kind: str) -> dict[What, Path]:
    """Return where each document goes: the file that was named, else one each in a folder."""
    ends = {f".{one.value}" for one in As}
    folder = to if to is not None else Path()
    if to is not None and to.suffix and not to.is_dir():
        if to.suffix.lower() not in ends:
            raise Refused(
                _("“{extension}” is not a kind of document that Carnet writes.", extension=to.suffix),
                _("Choose one of: {allowed}.", allowed=", ".join(sorted(ends))),
            )
        if len(wanted) > 1:
            raise Refused(_("--all writes several files."), _("Name a folder: --to outputs"))
        return {wanted[0]: to}
    safe = "".join("_" if sign in "/:" else sign for sign in id)
    return {one: folder / f"{safe}-{_name(one)}.{kind}" for one in wanted}


def _met(desk: "Study") -> list["Participant"]:
    """Return the people who speak in at least one text of a study."""
    from toolkit.model import Participant, Transcript

    spoken = {speaker.participant for text in desk.all(Transcript) for speaker in text.speakers}
    return [person for person in desk.all(Participant) if person.id in spoken]


def _today() -> str:
    import datetime

    return datetime.datetime.now().astimezone().date().isoformat()


def remarks(
    file: Annotated[Path, typer.Argument(help=_("A guide: docx, odt, md."), metavar="FICHIER.docx")],
    to: Annotated[
        Path | None,
        typer.Option("--to", help=_("Where the copy goes (by default beside the document)."), show_default=False),
    ] = None,
) -> None:
    """Copy a document with the remarks as comments on its questions."""
    from toolkit.guides.printed_files import send_back

    path = send_back(file, to, date=_today() + "T00:00:00")
    say(_("Written: {path}", path=path), _("{path} is as it was.", path=file))


def diff(
    before: Annotated[Path, typer.Argument(help=_("The older version."), metavar="AVANT")],
    after: Annotated[Path, typer.Argument(help=_("The newer version."), metavar="APRÈS")],
    json: JsonOption = False,
) -> None:
    """Say what changed between two versions of a guide."""
    from toolkit.guides import compare, read_guide

    found = compare(read_guide(before), read_guide(after))
    if json:
        as_json([{"kind": one.kind, "place": one.place, "before": one.before, "after": one.after} for one in found])
        return
    say(str(found))
    if found:
        say(n_("{n} difference.", "{n} differences.", len(found)))
