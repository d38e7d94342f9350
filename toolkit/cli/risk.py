"""Command ``carnet risk``: who remains recognisable, by traits, roles and extracts, and the note for the DPO."""

import enum
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table, warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.study import Study
    from toolkit.transcripts.risk_measured import Risk
    from toolkit.transcripts.risk_roles import RolePlaces

ROWS = 15
"""How many lines of each list a screen shows; ``--json`` gives them all."""


PLACES = 5
"""How many places of one role a line shows."""


class Criterion(enum.StrEnum):
    """One of the nine criteria of an impact assessment."""

    EVALUATION = "evaluation"
    AUTOMATED = "automated"
    MONITORING = "monitoring"
    SENSITIVE = "sensitive"
    LARGE = "large"
    MATCHING = "matching"
    VULNERABLE = "vulnerable"
    INNOVATIVE = "innovative"
    EXCLUSION = "exclusion"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "risk",
        help=_("Say who remains recognisable, by traits, roles and extracts; write the one-page note for the DPO."),
        epilog=_("Example: carnet risk --to risk-note.docx --criterion vulnerable --destroy-on 2028-09-30"),
    )(risk)


def risk(
    k: Annotated[
        int, typer.Option("-k", min=1, help=_("How many people must share each combination (5 outside the team)."))
    ] = 5,
    traits: Annotated[
        list[str] | None,
        typer.Option(
            "--trait", "-t", help=_("A trait that readers may know; repeat. Guessed by default."), show_default=False
        ),
    ] = None,
    sensitive: Annotated[
        list[str] | None,
        typer.Option(
            "--sensitive", help=_("A trait that must not be learnt; repeat. Guessed by default."), show_default=False
        ),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", help=_("A trait to leave as it is in what is proposed; repeat."), show_default=False),
    ] = None,
    groups: Annotated[
        Path | None,
        typer.Option(
            "--groups", help=_("Wider groups of your own: a table with trait, value, group."), show_default=False
        ),
    ] = None,
    known: Annotated[
        int | None,
        typer.Option(
            "--known",
            min=1,
            help=_("How many traits one reader may know at once (all by default)."),
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", help=_("Write the note for the DPO: .docx, .odt, .html, .md."), show_default=False),
    ] = None,
    criteria: Annotated[
        list[Criterion] | None,
        typer.Option(
            "--criterion",
            help=_(
                "A criterion of the AIPD that the study meets; repeat. Among: {allowed}.",
                allowed=", ".join(one.value for one in Criterion),
            ),
            metavar=_("CRITERION"),
            show_default=False,
        ),
    ] = None,
    coffre: Annotated[
        Path | None,
        typer.Option(
            "--coffre", help=_("Folder of the coffre: the day of its destruction is read there."), show_default=False
        ),
    ] = None,
    destroy_on: Annotated[
        str, typer.Option("--destroy-on", help=_("Day when the coffre must be destroyed."), metavar="2028-09-30")
    ] = "",
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Measure, then write the note or show what was found; exit code 1 when somebody remains recognisable."""
    import datetime

    from toolkit.cli.outputs import record_within
    from toolkit.transcripts.risk_measured import measure_risk
    from toolkit.transcripts.risk_officer import Measures, risk_note

    if to is not None:
        _checked_ending(to)
    wider = _groups(groups) if groups else None
    with opened(study) as desk:
        found = measure_risk(
            desk, k=k, traits=traits or None, sensitive=sensitive or None, groups=wider, keep=keep or (), known=known
        )
        if to is not None:
            measures = Measures(
                _pseudonymised(desk),
                destroy_on or (_destruction(coffre, desk) if coffre else ""),
                tuple(one.value for one in criteria or ()),
            )
            document = risk_note(found, measures, date=datetime.date.today().isoformat(), head=desk.head)
            warn(_("Written: {path}", path=_written(document, to)))
            record_within(desk, to, verb="risk", parameters={"k": k, "traits": list(found.anonymity.traits)})
    if json:
        as_json(found.plain())
    elif to is None:
        _show(found)
    if found.found and to is None:
        raise typer.Exit(1)


def _checked_ending(path: Path) -> None:
    from toolkit.errors import InvalidValue

    allowed = (".docx", ".odt", ".html", ".md")
    if path.suffix.lower() not in allowed:
        raise InvalidValue(
            _("“{extension}” is not a kind of document that Carnet writes.", extension=path.suffix),
            _("Choose one of: {allowed}.", allowed=", ".join(allowed)),
        )


def _written(document: Any, path: Path) -> Path:
    from toolkit.formats.document_md import markdown_of
    from toolkit.formats.document_writers import write_document
    from toolkit.formats.whole import write_whole

    if path.suffix.lower() == ".md":
        return write_whole(path, markdown_of(document))
    return write_document(document, path)


def _groups(path: Path) -> dict[str, dict[str, str]]:
    """Read the wider groups: one row per value, in columns trait, value, group."""
    from toolkit.errors import FaultyFile
    from toolkit.formats.cells import find_column
    from toolkit.formats.sheets import read_table

    sheet = read_table(path)
    names = [
        find_column(sheet.columns, words)
        for words in (("trait",), ("valeur", "value"), ("groupe", "group", "regroupement"))
    ]
    if None in names:
        raise FaultyFile(
            sheet.path,
            [
                _(
                    "the columns trait, valeur and groupe are expected (it has {columns})",
                    columns=", ".join(sheet.columns),
                )
            ],
        )
    found: dict[str, dict[str, str]] = {}
    for cells in sheet.rows:
        row = dict(zip(sheet.columns, cells, strict=True))
        trait, value, group = (row[str(name)] for name in names)
        if trait and value and group:
            found.setdefault(trait, {})[value] = group
    return found


def _pseudonymised(desk: "Study") -> dict[str, str]:
    """Return how the names of each transcript were replaced, as the journal says it."""
    from toolkit.model.units import PROGRESS_COLUMNS
    from toolkit.study.progress import progress_rows

    at = PROGRESS_COLUMNS.index("pseudonymised")
    return {row[0]: row[at] for row in progress_rows(desk) if row[1]}


def _destruction(folder: Path, desk: "Study") -> str:
    from toolkit.cli.passphrases import of_coffre
    from toolkit.transcripts.coffre_files import open_coffre

    return open_coffre(folder, of_coffre(), study_folder=desk.folder).destroy_on


def _show(found: "Risk") -> None:
    told = found.anonymity
    say(*told.sentences())
    small = [one for one in told.classes if one.size < told.k]
    if small and told.traits:
        rows = [[one.size, " ".join(one.people), one.portrait] for one in small[:ROWS]]
        table([_("people"), _("ids"), _("shared traits")], rows, title=_("Groups of fewer than {k}", k=told.k))
        _rest(len(small))
    say("", _("What is proposed"), *found.generalisation.sentences())
    say("", _("Roles"), *found.roles.sentences())
    rows = [
        [row.house, row.role, " ".join(row.holders) or _("not interviewed"), len(row.said), _where(row.said)]
        for row in found.roles.rows
        if row.level != "shared"
    ]
    if rows:
        table([_("case"), _("role"), _("who"), _("said"), _("where (turns)")], rows[:ROWS])
        _rest(len(rows))
    say("", _("Extracts"))
    if found.portraits:
        say(*(one.sentence for one in found.portraits[:ROWS]))
        _rest(len(found.portraits))
        if any(one.supposed for one in found.portraits):
            say(
                _(
                    "What no trait can tell was supposed true of one person in two; "
                    "a rare event, of those who said it."
                )
            )
    else:
        say(_("No coded extract, alone or with another, leaves fewer than {k} people.", k=told.k))


def _where(places: "Sequence[RolePlaces]") -> str:
    shown = [f"{one.transcript}:{one.turn}" for one in places[:PLACES]]
    return " ".join([*shown, *(["…"] if len(places) > PLACES else [])])


def _rest(n: int) -> None:
    if n > ROWS:
        say(n_("… and {n} more line: --json gives it.", "… and {n} more lines: --json gives them.", n - ROWS))
