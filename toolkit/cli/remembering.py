"""Commands of ``carnet`` about what a study remembers: history, changes, week, progress."""

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table, warn
from toolkit.i18n import _

SinceOption = Annotated[str | None, typer.Option("--since", help=_("From this day on."), metavar="2026-03-01")]
UntilOption = Annotated[str | None, typer.Option("--until", help=_("Up to this day."), metavar="2026-03-31")]

ROWS = 60
"""How many lines of coded passages a screen shows; ``--json`` gives them all."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "history",
        help=_("List what was done, the last first: by whom, when, about what."),
        epilog=_("Example: carnet history --coder C1 --transcript E03 --since 2026-03-01"),
    )(history)
    app.command(
        "changes",
        help=_("Say what changed between two days, or since your last visit."),
        epilog=_("Example: carnet changes --since 2026-03-01 --until 2026-03-31"),
    )(changes)
    app.command(
        "week",
        help=_("Write the weekly note for the supervisor, on one page."),
        epilog=_("Example: carnet week --to note-hebdomadaire.docx"),
    )(week)
    app.command(
        "progress",
        help=_("Show how far each source is: transcribed, reread, pseudonymised, coded, with a memo."),
        epilog=_("Example: carnet progress --reread E03 --on 2026-03-14"),
    )(progress)


def history(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help=_("How many actions."))] = 30,
    coder: Annotated[str | None, typer.Option("--coder", help=_("Who did it."))] = None,
    participant: Annotated[str | None, typer.Option("--participant", help=_("Where this person speaks."))] = None,
    transcript: Annotated[str | None, typer.Option("--transcript", help=_("About this transcript."))] = None,
    code: Annotated[str | None, typer.Option("--code", help=_("About this code."))] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    verb: Annotated[str | None, typer.Option("--verb", help=_("What was done, in a word."))] = None,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """List what was done: no words of anybody, only verbs, ids, dates and sizes."""
    with opened(study) as book:
        steps = book.history(
            limit,
            coder=coder,
            participant=participant,
            transcript=transcript,
            code=code,
            since=since,
            until=until,
            verb=verb,
        )
    if json:
        as_json(steps.plain())
    elif steps:
        table(steps.printed.headings, steps.printed.rows)
    else:
        say(_("Nothing in the history answers this."))


def changes(
    since: SinceOption = None,
    until: UntilOption = None,
    visit: Annotated[
        bool, typer.Option("--since-last-visit", help=_("Since your last visit (by default, without --since)."))
    ] = False,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Say the net effect of a period: what was born, changed, gone; what was made and undone is not there."""
    from toolkit.errors import Refused

    dated = since is not None or until is not None
    if visit and dated:
        raise Refused(_("--since-last-visit goes without --since and --until."), _("Keep one or the other."))
    with opened(study) as book:
        found = book.differences(since, until) if dated else book.since_last_visit()
        if found is None:
            raise Refused(
                _("This is your first visit to this study on this computer."),
                _("Say from which day on: carnet changes --since 2026-03-01"),
            )
    if json:
        as_json(found.plain())
        return
    printed = found.printed
    say(found.period, *printed.notes)
    if printed.rows:
        table(printed.headings, printed.rows[:ROWS])
    if len(printed.rows) > ROWS:
        say(_("… and {n} more rows.", n=len(printed.rows) - ROWS))


def week(
    to: Annotated[Path | None, typer.Option("--to", help=_("Write the note: .docx, .odt, .html, .md."))] = None,
    until: Annotated[
        str | None, typer.Option("--until", help=_("Last day of the week (today by default)."), metavar="2026-03-31")
    ] = None,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Write the note, or show it; the words of interviews and the memos of diary and ethics stay out of it."""
    from toolkit.cli.outputs import record_within
    from toolkit.formats.document_md import markdown_of

    with opened(study) as book:
        found = book.week(until=until)
        if to is not None:
            warn(_("Written: {path}", path=found.to(to)))
            record_within(book, to, verb="week", parameters={"until": found.until.isoformat()})
    if json:
        as_json(found.plain())
    elif to is None:
        say(markdown_of(found.document))


def progress(
    reread: Annotated[
        list[str] | None, typer.Option("--reread", help=_("This transcript was read again."), metavar="E03")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help=_("On which day (today by default)."), metavar="2026-03-14")
    ] = None,
    not_reread: Annotated[
        list[str] | None, typer.Option("--not-reread", help=_("This one was not, after all."), metavar="E03")
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", help=_("Write the table: .docx, .xlsx, .html, .csv."))] = None,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Show the board; with --reread, note first which transcripts were read again."""
    from toolkit.cli.outputs import record_within
    from toolkit.errors import Refused
    from toolkit.formats.table_writers import checked_ending, spoken, write_table
    from toolkit.model.units import PROGRESS_COLUMNS
    from toolkit.study.progress import board, progress_rows

    if on is not None and not reread:
        raise Refused(_("--on says when a transcript was read again."), _("Name it too: --reread E03."))
    if to is not None:
        checked_ending(to)
    with opened(study) as book:
        if reread:
            book.reread(*reread, on=on)
        if not_reread:
            book.not_reread(*not_reread)
        rows = progress_rows(book)
        printed = board(book, rows)
        if to is not None:
            warn(_("Written: {path}", path=write_table(to, printed)))
            record_within(book, to, verb="progress", parameters={})
    if json:
        as_json([dict(zip(PROGRESS_COLUMNS, row, strict=True)) for row in rows])
    elif to is None:
        table(printed.headings, [[spoken(cell) for cell in row] for row in printed.rows], title=printed.caption)
        say(*printed.notes)
