"""Commands of ``carnet`` for the matrices of the room ``counting``: what goes together, what differs by group."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.common import JsonOption, StudyOption, opened
from toolkit.cli.outputs import give
from toolkit.i18n import _

if TYPE_CHECKING:
    from toolkit.study import Study

CoderOption = Annotated[str | None, typer.Option("--coder", help=_("Whose codings (several: C1,C2)."))]
LevelOption = Annotated[str, typer.Option("--level", help=_("“code”, or “theme” to fold codes into their theme."))]
ToOption = Annotated[Path | None, typer.Option("--to", help=_("Write the table: .docx, .xlsx, .html, .csv."))]


def cooccurrence(
    how: Annotated[
        str,
        typer.Option(
            "--how", help=_("Together means: overlap, same_segment, turn, participant, within, transcript, case.")
        ),
    ] = "overlap",
    within: Annotated[
        int | None, typer.Option("--within", min=0, help=_("With --how within: at most so many turns apart."))
    ] = None,
    measure: Annotated[
        str, typer.Option("--measure", help=_("What --within counts: turns or characters."))
    ] = "turns",
    level: LevelOption = "code",
    least: Annotated[int, typer.Option("--least", min=1, help=_("Show pairs met so many times at least."))] = 1,
    coder: CoderOption = None,
    to: ToOption = None,
    folder: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Count what goes together and say it, write it."""
    from toolkit.counting import cooccurrence as count
    from toolkit.formats.table_writers import checked_ending

    if to is not None:
        checked_ending(to)
    with opened(folder) as study:
        among = study.frame("participants" if how in ("participant", "case") else "turns")
        options: dict[str, Any] = {"how": how, "within": within, "measure": measure, "level": level, "least": least}
        table = count(
            study.frame("pieces"), among=among, codes=study.frame("codes"), coder=coders_of(study, coder), **options
        )
        give(table, study, to=to, json=json, verb="cooccurrence", parameters={**options, "coder": coder})


def compare(
    columns: Annotated[
        str,
        typer.Argument(
            help=_("What to compare: a trait of the people, case, participant, transcript, code or theme."),
            metavar="TRAIT",
            show_default=False,
        ),
    ],
    unit: Annotated[
        str, typer.Option("--unit", "-u", help=_("What is counted: participant, case, turn…"))
    ] = "participant",
    level: LevelOption = "code",
    normalise: Annotated[
        str | None, typer.Option("--normalise", help=_("Give shares too: of rows, columns or all."))
    ] = None,
    turned: Annotated[bool, typer.Option("--turned", help=_("Codes across, groups down."))] = False,
    coder: CoderOption = None,
    asked: Annotated[
        Path | None,
        typer.Option("--asked", help=_("A table of the questions that were put: document, question, posée.")),
    ] = None,
    to: ToOption = None,
    folder: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Cross codes with groups and say it, write it."""
    from toolkit.counting import crosstab
    from toolkit.formats.table_writers import checked_ending

    if to is not None:
        checked_ending(to)
    with opened(folder) as study:
        sides = {"rows": columns, "columns": level} if turned else {"rows": level, "columns": columns}
        options: dict[str, Any] = {**sides, "unit": unit, "normalise": normalise}
        table = crosstab(
            study.frame("pieces"),
            among=among_of(study, unit, columns),
            codes=study.frame("codes"),
            coder=coders_of(study, coder),
            asked=None if asked is None else asked_in(study, asked),
            **options,
        )
        give(table, study, to=to, json=json, verb="crosstab", parameters={**options, "coder": coder})


def coders_of(study: "Study", coder: str | None) -> str | list[str] | None:
    """Return whose codings are counted: those named, else the only intern when several people coded."""
    from toolkit.feedback.numbers import only_intern

    return coder.split(",") if coder else only_intern(study)


def asked_in(study: "Study", path: Path) -> Any:
    """Return who was asked about what, from a table of the questions that were put."""
    from toolkit.counting import asked_of, read_asked

    return asked_of(study.frame("codes"), read_asked(path), turns=study.frame("turns"))


def among_of(study: "Study", unit: str, trait: str | None = None) -> Any:
    """Return what N counts: people, or turns with the trait of the person who speaks."""
    people = study.frame("participants")
    if unit in ("participant", "case"):
        return people
    turns = study.frame("turns")
    if trait is not None and trait in people.columns and trait not in turns.columns:
        return turns.merge(people[["participant", trait]], on="participant", how="left")
    return turns


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "cooccurrence",
        help=_("Which codes go together: on the same words, in the same turn, near, in the same person."),
        epilog=_("Example: carnet cooccurrence --how turn --to ensemble.xlsx"),
    )(cooccurrence)
    app.command(
        "compare",
        help=_("Cross codes with a trait, a case, people or codes: n of N in each cell."),
        epilog=_("Example: carnet compare statut --level theme --to croise.docx"),
    )(compare)
