"""``carnet import``: clean texts, or raw ones with their reviewed table of names, enter the study."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import FilesArgument, StudyOption, opened, say, warn
from toolkit.errors import Refused
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.formats.participants import People
    from toolkit.study import Study
    from toolkit.transcripts.coffre_files import Coffre
    from toolkit.transcripts.forms import NameDecision
    from toolkit.transcripts.imports import Arrival
    from toolkit.transcripts.reading import Reading


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to ``app``."""
    text = _("Bring transcripts into the study. Example: carnet import raw/*.docx --names names.csv --coffre DIR")
    app.command("import", help=text)(bring)


def bring(
    files: FilesArgument,
    study: StudyOption = Path(),
    names: Annotated[Path | None, typer.Option("--names", help=_("Reviewed table of names."))] = None,
    already: Annotated[
        bool, typer.Option("--already-pseudonymised", help=_("The texts hold no real name any more."))
    ] = False,
    people: Annotated[
        Path | None, typer.Option("--participants", help=_("Table of the people: CSV or xlsx."))
    ] = None,
    coffre: Annotated[Path | None, typer.Option("--coffre", help=_("Folder of the coffre."))] = None,
    case: Annotated[str | None, typer.Option("--case", help=_("Case of these texts."))] = None,
) -> None:
    """Read the files, replace the names, add texts and people in one change."""
    if (names is None) != already:
        raise Refused(
            _("Say what becomes of the real names."),
            _("Give the reviewed table with --names, or --already-pseudonymised if the texts hold none any more."),
        )
    from toolkit.cli.pseudonyms import ask_passphrase
    from toolkit.formats.participants import read_participants
    from toolkit.transcripts.coffre_files import open_coffre, read_name_table
    from toolkit.transcripts.files import read_all

    with opened(study) as desk:
        warn(*desk.notes)
        readings = read_all(files)
        table = read_participants(people, files=files) if people else None
        decisions = None if names is None else read_name_table(names)
        box = None if coffre is None else open_coffre(coffre, ask_passphrase(), study_folder=desk.folder)
        coming, warnings = enter(desk, readings, decisions=decisions, people=table, coffre=box, case=case)
    warn(*warnings)
    say(n_("{n} text is in the study.", "{n} texts are in the study.", len(coming)))
    for one in coming:
        warn(*(f"{one.transcript.id} : {warning}" for warning in one.warnings))


def enter(
    desk: "Study",
    readings: "Sequence[Reading]",
    *,
    decisions: "Sequence[NameDecision] | None",
    people: "People | None" = None,
    given: "Mapping[str, str] | None" = None,
    coffre: "Coffre | None" = None,
    case: str | None = None,
) -> "tuple[list[Arrival], list[str]]":
    """Bring readings into a study: its journal first, then the clean files; the coffre is sealed before both."""
    from toolkit.transcripts.imports import arrivals, bring_in

    given = dict(given or {})
    for reading in readings:
        person = people.participant_of(reading.file) if people else None
        if person is not None:
            given.setdefault(reading.file, person)
    coming = arrivals(desk, readings, decisions=decisions, people=given, case=case)
    change = bring_in(desk, coming, people=people.participants if people else ())
    if coffre is not None and decisions is not None:
        for one in coming:
            if one.replaced is not None:
                coffre.add(one.transcript.id, one.replaced, raw=Path(one.file))
        coffre.add_entries(decisions)
        coffre.save()
    desk.do(change)
    write_sources(desk, coming)
    return coming, list(people.warnings if people else ())


def write_sources(desk: "Study", coming: "Sequence[Arrival]") -> None:
    """Write the clean text of each transcript in ``sources/``, under its id."""
    from toolkit.transcripts.imports import neutral_name

    folder = desk.folder / "sources"
    folder.mkdir(exist_ok=True)
    for one in coming:
        target = folder / neutral_name(one.transcript)
        beside = target.with_suffix(".tmp")
        beside.write_text(one.transcript.text, encoding="utf-8", newline="\n")
        beside.replace(target)
