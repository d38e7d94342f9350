"""Commands of ``carnet chronicle``: what was done, beside what is said of it."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table, warn
from toolkit.cli.links import CoderOption, EvidenceOption, ToArgument
from toolkit.i18n import _, n_

TextOption = Annotated[
    str | None, typer.Option("--transcript", "-t", help=_("The observation, or the recording of the activity."))
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    group = typer.Typer(help=_("Chronicle of an activity: what was done, what is said of it."), no_args_is_help=True)
    group.command(
        "add",
        help=_("Add an act: what is done, when, and the coded passages that comment on it."),
        epilog=_(
            "Example: carnet chronicle add “Elle relit la consigne.” --transcript O01 --start 00:12:30 -v g0a1b2c3"
        ),
    )(add)
    group.command(
        "import",
        help=_("Bring in a chronicle filled in a spreadsheet (csv, xlsx, ods): one row an act."),
        epilog=_("Example: carnet chronicle import chronique.csv --coder C1"),
    )(bring_in)
    group.command(
        "list",
        help=_("Show the chronicle: act, verbalisation, components."),
        epilog=_("Example: carnet chronicle list --transcript O01"),
    )(listing)
    group.command(
        "export",
        help=_("Print the chronicle in one file: docx, odt, html, md, csv or xlsx."),
        epilog=_("Example: carnet chronicle export outputs/chronique.docx --transcript O01"),
    )(export)
    group.command("remove", help=_("Take acts away."), epilog=_("Example: carnet chronicle remove a0a1b2c3d4e5f"))(
        remove
    )
    app.add_typer(group, name="chronicle")


def add(
    action: Annotated[str, typer.Argument(help=_("What is done."), metavar="TEXTE", show_default=False)],
    transcript: TextOption = None,
    turn: Annotated[int | None, typer.Option("--turn", help=_("Turn where it stands."))] = None,
    start: Annotated[
        str | None, typer.Option("--start", help=_("When it begins in the recording: 00:12:30."))
    ] = None,
    end: Annotated[str | None, typer.Option("--end", help=_("When it ends: 00:13:05."))] = None,
    person: Annotated[str | None, typer.Option("--person", "-p", help=_("Id of the person."))] = None,
    artefact: Annotated[str, typer.Option("--with", help=_("What it is done with."))] = "",
    said: Annotated[str, typer.Option("--said", help=_("What is said meanwhile."))] = "",
    verbalisation: Annotated[
        list[str] | None,
        typer.Option("--verbalisation", "-v", help=_("Id of a coded passage that comments on it (may be repeated).")),
    ] = None,
    component: Annotated[
        list[str] | None,
        typer.Option("--component", help=_("Component of the sign: “E=finir avant midi” (may be repeated).")),
    ] = None,
    evidence: EvidenceOption = None,
    coder: CoderOption = None,
    study: StudyOption = Path(),
) -> None:
    """Add an act."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding import act
    from toolkit.errors import Refused

    parts = [one.partition("=") for one in component or ()]
    if wrong := [name for name, sign, _words in parts if not sign or not name.strip()]:
        raise Refused(_("“{value}” is not a component.", value=wrong[0]), _("Write its letter, “=”, its words."))
    with opened(study) as desk:
        who = coder_of(desk, coder)
        change = act(
            desk,
            action,
            transcript=transcript,
            turn=turn,
            start=start,
            end=end,
            participant=person,
            artefact=artefact,
            said=said,
            verbalisations=verbalisation or (),
            components={name: words for name, _sign, words in parts},
            evidence=evidence or (),
            coder=who,
            date=date.today().isoformat(),
        )
        desk.do(change, coder=who)
        say(_("Act {id} is written.", id=change.edits[0][0]))


def bring_in(
    path: Annotated[Path, typer.Argument(help=_("The chronicle."), metavar="FICHIER", show_default=False)],
    coder: CoderOption = None,
    study: StudyOption = Path(),
) -> None:
    """Bring in a chronicle."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding.calendars import acts_of
    from toolkit.formats.sheets import read_table
    from toolkit.formats.table_writers import FACTS

    sheet = read_table(path, prefer=FACTS)
    warn(*sheet.warnings)
    with opened(study) as desk:
        who = coder_of(desk, coder)
        change = acts_of(sheet, desk, coder=who, date=date.today().isoformat())
        desk.do(change, coder=who)
    added = sum(before is None for _id, before, _after in change)
    say(n_("{n} act brought in.", "{n} acts brought in.", added))
    if changed := len(change) - added:
        say(n_("{n} act changed.", "{n} acts changed.", changed))


def listing(
    transcript: TextOption = None,
    person: Annotated[str | None, typer.Option("--person", "-p", help=_("Only this person."))] = None,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Show the chronicle."""
    from toolkit.coding import chronicle

    with opened(study) as desk:
        view = chronicle(desk, transcript, participant=person)
    if json:
        headings, rows = view.printed.facts
        as_json([dict(zip(headings, row, strict=True)) for row in rows])
        return
    if view.n:
        table(view.printed.headings, view.printed.rows)
    say(view.printed.caption)


def export(to: ToArgument, transcript: TextOption = None, study: StudyOption = Path()) -> None:
    """Print the chronicle."""
    from toolkit.cli.outputs import record_within
    from toolkit.coding import chronicle, write_opened

    with opened(study) as desk:
        written = write_opened(to, chronicle(desk, transcript))
        record_within(desk, written, verb="chronicle", parameters={"transcript": transcript})
    say(_("Written: {path}", path=written))


def remove(
    ids: Annotated[list[str], typer.Argument(help=_("Id of an act."), metavar="ID", show_default=False)],
    coder: CoderOption = None,
    study: StudyOption = Path(),
) -> None:
    """Take acts away."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding import delete_acts

    with opened(study) as desk:
        desk.do(delete_acts(desk, *dict.fromkeys(ids)), coder=coder_of(desk, coder))
    say(n_("{n} act taken away; “carnet undo” gives it back.", "{n} acts taken away; “carnet undo” gives them back.",
           len(set(ids))))  # fmt: skip
