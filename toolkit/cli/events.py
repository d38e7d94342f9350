"""Commands of ``carnet event``: the events of a life, and their timeline."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table, warn
from toolkit.cli.links import CoderOption, EvidenceOption, ToArgument
from toolkit.i18n import _, n_

PersonOption = Annotated[str | None, typer.Option("--person", "-p", help=_("Id of a person; by default, everybody."))]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    group = typer.Typer(help=_("Events of a life, dates known or not: add, import, timeline."), no_args_is_help=True)
    group.command(
        "add",
        help=_("Add an event; its date as people tell it: “vers 1998”, “entre 2001 et 2004”, “à 17 ans”."),
        epilog=_("Example: carnet event add “Fermeture de l’usine” --person P03 --when “vers 1998” --domain travail"),
    )(add)
    group.command(
        "import",
        help=_("Bring in a calendar filled in a spreadsheet (csv, xlsx, ods): one row an event."),
        epilog=_("Example: carnet event import calendrier.csv --coder C1"),
    )(bring_in)
    group.command(
        "list",
        help=_("List the events in the order of time, the undated ones at the end."),
        epilog=_("Example: carnet event list --person P03"),
    )(listing)
    group.command(
        "timeline",
        help=_("Draw the timeline of a person: .png, .svg or .pdf."),
        epilog=_("Example: carnet event timeline outputs/P03.png --person P03"),
    )(timeline)
    group.command(
        "export",
        help=_("Print the events in one file: docx, odt, html, md, csv or xlsx."),
        epilog=_("Example: carnet event export outputs/evenements.xlsx"),
    )(export)
    group.command("remove", help=_("Take events away."), epilog=_("Example: carnet event remove e0a1b2c3d4e5f"))(
        remove
    )
    app.add_typer(group, name="event")


def add(
    text: Annotated[str, typer.Argument(help=_("What took place."), metavar="TEXTE", show_default=False)],
    person: Annotated[str | None, typer.Option("--person", "-p", help=_("Id of the person."))] = None,
    when: Annotated[str, typer.Option("--when", help=_("When, as it is told; nothing if it is not known."))] = "",
    until: Annotated[str, typer.Option("--until", help=_("When it ended."))] = "",
    age: Annotated[int | None, typer.Option("--age", help=_("Age of the person then."))] = None,
    months: Annotated[int | None, typer.Option("--months", help=_("How long it lasted, in months."))] = None,
    domain: Annotated[
        str, typer.Option("--domain", help=_("Family, housing, work, education, health… or another word."))
    ] = "",
    turning: Annotated[bool, typer.Option("--turning", help=_("It is a turning point."))] = False,
    transcript: Annotated[str | None, typer.Option("--transcript", help=_("Transcript where it is said."))] = None,
    turn: Annotated[int | None, typer.Option("--turn", help=_("Turn where it is said."))] = None,
    note: Annotated[str, typer.Option("--note", help=_("A note, in your words."))] = "",
    evidence: EvidenceOption = None,
    coder: CoderOption = None,
    study: StudyOption = Path(),
) -> None:
    """Add an event."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding import event
    from toolkit.coding.events import before_birth, said_when

    with opened(study) as desk:
        who = coder_of(desk, coder)
        change = event(
            desk,
            text,
            participant=person,
            when=when,
            until=until,
            age=age,
            months=months,
            domain=domain,
            turning=turning,
            transcript=transcript,
            turn=turn,
            note=note,
            evidence=evidence or (),
            coder=who,
            date=date.today().isoformat(),
        )
        desk.do(change, coder=who)
        id = change.edits[0][0]
        say(_("Event {id} is written: {when}.", id=id, when=said_when(desk.events[id])))
        warn(*before_birth(desk, [desk.events[id]]))


def bring_in(
    path: Annotated[Path, typer.Argument(help=_("The calendar."), metavar="FICHIER", show_default=False)],
    coder: CoderOption = None,
    study: StudyOption = Path(),
) -> None:
    """Bring in a calendar."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding.calendars import events_of
    from toolkit.coding.events import before_birth
    from toolkit.formats.sheets import read_table
    from toolkit.formats.table_writers import FACTS

    sheet = read_table(path, prefer=FACTS)
    warn(*sheet.warnings)
    with opened(study) as desk:
        who = coder_of(desk, coder)
        change = events_of(sheet, desk, coder=who, date=date.today().isoformat())
        desk.do(change, coder=who)
        warn(*before_birth(desk, [desk.events[id] for id, _before, _after in change]))
    added = sum(before is None for _id, before, _after in change)
    say(n_("{n} event brought in.", "{n} events brought in.", added))
    if changed := len(change) - added:
        say(n_("{n} event changed.", "{n} events changed.", changed))


def listing(person: PersonOption = None, study: StudyOption = Path(), json: JsonOption = False) -> None:
    """List the events."""
    from toolkit.coding import life, timeline_table
    from toolkit.model import to_plain

    with opened(study) as desk:
        if json:
            lived = life(desk, person)
            as_json([to_plain(one) for one in (*(placed.event for placed in lived.placed), *lived.undated)])
            return
        view = timeline_table(desk, person)
    if view.n:
        table(view.printed.headings, view.printed.rows)
    say(view.printed.caption)


def timeline(to: ToArgument, person: PersonOption = None, study: StudyOption = Path()) -> None:
    """Draw the timeline."""
    from toolkit.cli.outputs import record_within
    from toolkit.coding import life_timeline, timeline_text
    from toolkit.counting.plots import checked_figure, save_figure

    checked_figure(to)
    with opened(study) as desk:
        to.parent.mkdir(parents=True, exist_ok=True)
        written = save_figure(life_timeline(desk, person), to)
        record_within(desk, written, verb="life_timeline", parameters={"person": person})
        say(timeline_text(desk, person, most=12), _("Written: {path}", path=written))


def export(to: ToArgument, person: PersonOption = None, study: StudyOption = Path()) -> None:
    """Print the events."""
    from toolkit.cli.outputs import record_within
    from toolkit.coding import timeline_table, write_opened

    with opened(study) as desk:
        written = write_opened(to, timeline_table(desk, person))
        record_within(desk, written, verb="timeline", parameters={"person": person})
    say(_("Written: {path}", path=written))


def remove(
    ids: Annotated[list[str], typer.Argument(help=_("Id of an event."), metavar="ID", show_default=False)],
    coder: CoderOption = None,
    study: StudyOption = Path(),
) -> None:
    """Take events away."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding import delete_events

    with opened(study) as desk:
        desk.do(delete_events(desk, *dict.fromkeys(ids)), coder=coder_of(desk, coder))
    say(
        n_(
            "{n} event taken away; “carnet undo” gives it back.",
            "{n} events taken away; “carnet undo” gives them back.",
            len(set(ids)),
        )
    )
