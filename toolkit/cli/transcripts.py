"""Commands of ``carnet`` for the room ``transcripts``: how files are understood."""

from pathlib import PurePath

import typer

from toolkit.cli.common import FilesArgument, JsonOption, as_json, say, table, warn
from toolkit.i18n import _, n_


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "read",
        help=_("Show how transcripts are understood: turns, speakers, roles, times. Nothing is imported."),
        epilog=_("Example: carnet read interviews/*.docx"),
    )(read)


def read(files: FilesArgument, json: JsonOption = False) -> None:
    """Show how transcripts are understood; exit with 2 when a file cannot be read."""
    from toolkit.transcripts.files import read_batch, report

    batch = read_batch(files)
    for error in batch.errors:
        warn(error.message, error.hint)
    if json:
        as_json(report(batch.readings))
    else:
        for reading in batch.readings:
            _show(reading)
    if batch.errors:
        raise typer.Exit(2)


def _show(reading: object) -> None:
    from toolkit.transcripts.reading import Reading, manners
    from toolkit.transcripts.turns import UNKNOWN

    assert isinstance(reading, Reading)
    roles = {
        "interviewer": _("asks"),
        "participant": _("answers"),
        "other": _("other"),
        "unknown": _("role unknown"),
    }
    kinds = {
        "interview": _("interview"),
        "group": _("group"),
        "observation": _("observation"),
        "document": _("document"),
    }
    held = {speaker.label: speaker.role for speaker in reading.speakers}
    n = len(reading.turns)
    # A long path would wrap: the name of the file is enough above a table.
    name = PurePath(reading.file).name
    title = n_("{file}: {kind}, {n} turn", "{file}: {kind}, {n} turns", n, file=name, kind=kinds[reading.kind])
    rows = [
        (
            _("(nobody named)") if manner.label == UNKNOWN else manner.label,
            roles[held[manner.label]],
            manner.turns,
            manner.words,
            _clock([turn.start_ms for turn in reading.turns if manner.label in turn.speakers]),
        )
        for manner in manners(reading)
    ]
    table([_("Speaker"), _("Role"), _("Turns"), _("Words"), _("First time")], rows, title=title)
    say(*(f"  - {warning}" for warning in reading.warnings))


def _clock(times: list[int | None]) -> str:
    """Write the first time that is known, as ``0:03:43``."""
    first = next((time for time in times if time is not None), None)
    if first is None:
        return _("no time")
    seconds = first // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
