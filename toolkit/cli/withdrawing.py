"""Commands of ``carnet`` that erase for ever: withdraw a person, take out names found late."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table, warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.study import Study
    from toolkit.study.receipt import Receipt
    from toolkit.study.redacting import Whose
    from toolkit.transcripts.coffre_files import Coffre

YesOption = Annotated[bool, typer.Option("--yes", "-y", help=_("Do it without asking."))]
DryOption = Annotated[bool, typer.Option("--dry-run", help=_("Only say what would go; nothing is written."))]
CoffreOption = Annotated[Path | None, typer.Option("--coffre", help=_("Folder of the coffre."), show_default=False)]
ToOption = Annotated[
    Path | None, typer.Option("--to", help=_("Write the receipt in this file (.docx, .odt, .html, .md)."))
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "withdraw",
        help=_("Take a person out of the study for ever, here and in every copy at hand; give a receipt."),
        epilog=_("Example: carnet withdraw P03 --coffre coffre-my-study --to retrait-P03.docx"),
    )(withdraw)
    app.command(
        "redact",
        help=_("Replace real names found late, everywhere and in the history; it cannot be undone."),
        epilog=_("Example: carnet redact --names coffre-my-study/noms.csv --coffre coffre-my-study"),
    )(redact)


def withdraw(
    participant: Annotated[
        str, typer.Argument(help=_("Id of the person (P03), never a name."), metavar="ID", show_default=False)
    ],
    study: StudyOption = Path(),
    coffre: CoffreOption = None,
    yes: YesOption = False,
    dry_run: DryOption = False,
    to: ToOption = None,
    json: JsonOption = False,
) -> None:
    """Say what will go, ask, erase, give the receipt."""
    from toolkit.study.redacting import whose

    def rehearsed(desk: "Study") -> "Receipt":
        return desk.withdraw(participant, rehearse=True)

    def done(desk: "Study", held: "Coffre | None") -> "Receipt":
        left = whose(desk, participant)
        return _out_of_the_coffre(desk.withdraw(participant), held, left, participant)

    _erase(_Asked(study, coffre, yes, dry_run, to, json), _("Erase all this for ever?"), rehearsed, done)


def redact(
    names: Annotated[Path, typer.Option("--names", help=_("The reviewed table of names (CSV)."), show_default=False)],
    study: StudyOption = Path(),
    coffre: CoffreOption = None,
    yes: YesOption = False,
    dry_run: DryOption = False,
    to: ToOption = None,
    json: JsonOption = False,
) -> None:
    """Replace the names of a reviewed table everywhere, keep the coffre able to give the originals back."""
    from toolkit.study.redacting import redact as everywhere
    from toolkit.transcripts.coffre_files import is_exposed, read_name_table
    from toolkit.transcripts.late import LateNames, with_late_names

    _checked_target(to)
    decisions = read_name_table(names)
    rule = LateNames(tuple(decisions))
    if is_exposed(names):
        warn(_("This table holds real names and lies in a study or under git: move it to the coffre."))

    def rehearsed(desk: "Study") -> "Receipt":
        return everywhere(desk, rule, rehearse=True)

    def done(desk: "Study", held: "Coffre | None") -> "Receipt":
        if held is None:
            by_hand = _("The correspondence table of the coffre: to be done by whoever leads the interviews.")
            to_run = _("The coffre does not know these names: run this again with --coffre FOLDER.")
            return desk.redact(rule).with_lines(by_hand=(by_hand,), to_run=(to_run,))
        texts = {text.id: text.text for text in desk.transcripts}
        renewed, lost = with_late_names(held.table.documents, texts, decisions)
        held.add_entries(decisions)
        for document in renewed:
            held.table = held.table.with_document(document)
        # The coffre first: a text without its names is never alone on the disk.
        held.save()
        left = (_("{id}: the coffre can no longer give its original text back.", id=id) for id in lost)
        return desk.redact(rule).with_lines(by_hand=tuple(left))

    _erase(_Asked(study, coffre, yes, dry_run, to, json), _("Replace these names for ever?"), rehearsed, done)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What both commands are asked: on which study, with which coffre, in which way."""

    study: Path
    coffre: Path | None
    yes: bool
    dry_run: bool
    to: Path | None
    json: bool


def _erase(
    asked: _Asked,
    question: str,
    rehearsed: Callable[["Study"], "Receipt"],
    done: Callable[["Study", "Coffre | None"], "Receipt"],
) -> None:
    """Say what would go, ask, erase, give the receipt."""
    from toolkit.cli.coffres import opened_coffre

    _checked_target(asked.to)
    with opened(asked.study) as desk:
        plan = rehearsed(desk)
        if asked.dry_run:
            _given(plan, desk, asked.to, asked.json)
            return
        if not asked.yes:
            _shown(plan)
            _confirm(question)
        # The coffre is opened before anything is erased: a wrong passphrase stops here.
        held = opened_coffre(asked.coffre, desk, needed=False)
        _given(done(desk, held), desk, asked.to, asked.json)


def _checked_target(to: Path | None) -> None:
    """Refuse a receipt that could not be written, before anything is erased."""
    from toolkit.errors import InvalidValue

    if to is not None and to.suffix.lower() not in (".docx", ".odt", ".html", ".md"):
        raise InvalidValue(
            _("“{extension}” is not a kind of document that Carnet writes.", extension=to.suffix),
            _("Choose one of: {allowed}.", allowed=".docx, .odt, .html, .md"),
        )


def _confirm(question: str) -> None:
    """Ask on a terminal; elsewhere, refuse without ``--yes``."""
    from toolkit.errors import Refused

    if not sys.stdin.isatty():
        raise Refused(
            _("This erases for ever, and nobody can answer here: nothing was done."),
            _("Add --yes to do it without being asked, or --dry-run to see what would go."),
        )
    typer.confirm(question, abort=True)


def _out_of_the_coffre(receipt: "Receipt", held: "Coffre | None", left: "Whose", participant: str) -> "Receipt":
    """Take the person out of the correspondence table, and tell the raw files that stay to be deleted."""
    from toolkit.transcripts.coffre_leaving import without_person

    if held is None:
        command = f"carnet withdraw {participant} --coffre …"
        line = _("The correspondence table of the coffre: to be done by whoever leads the interviews.")
        run = _("The correspondence table of the coffre still names the person: {command}", command=command)
        return receipt.with_lines(by_hand=(line,), to_run=(run,))
    made = without_person(held.table, left.gone, labels=left.labels, shared=left.cut)
    held.table = made.table
    held.save()
    erased = n_(
        "the correspondence table: {n} document and the names that only it held ({forms})",
        "the correspondence table: {n} documents and the names that only they held ({forms})",
        len(made.documents),
        forms=n_("{n} form", "{n} forms", made.forms),
    )
    # The name of a raw file may be that of the person: the document tells it well enough.
    raw = n_(
        "Delete by hand: the raw file of {ids}, in the raw folder of the coffre ({n} file)",
        "Delete by hand: the raw files of {ids}, in the raw folder of the coffre ({n} files)",
        len(made.raw),
        ids=", ".join(made.raw),
    )
    return receipt.with_lines(erased=(erased,), by_hand=(raw,) if made.raw else ())


def _shown(receipt: "Receipt") -> None:
    table([_("column"), _("what")], receipt.rows(), title=receipt.title)


def _given(receipt: "Receipt", desk: "Study", to: Path | None, json: bool) -> None:
    """Give a receipt: on the screen or in JSON, and in the file that was asked for."""
    from toolkit.cli.outputs import record_within

    if to is not None:
        warn(_("Written: {path}", path=receipt.to(to)))
        record_within(desk, to, verb="withdraw" if receipt.subject else "redact", parameters={})
    if json:
        as_json(
            {
                "subject": receipt.subject,
                "day": receipt.day,
                "head": receipt.head,
                "rehearsal": receipt.rehearsal,
                "again": receipt.again,
                "finished": receipt.finished,
                "erased": list(receipt.erased),
                "by_hand": list(receipt.by_hand),
                "out_of_reach": list(receipt.beyond),
                "to_run": list(receipt.to_run),
                "counts": [{"what": what, "before": old, "after": new} for what, old, new in receipt.counts],
            }
        )
        return
    if receipt.rehearsal:
        say(_("Nothing was written. This is what would go:"))
    _shown(receipt)
    say(*receipt.to_run)
    if not receipt.rehearsal:
        say(*(f"{what} : {old} → {new}" for what, old, new in receipt.counts if old != new))
