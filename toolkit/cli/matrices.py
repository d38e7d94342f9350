"""Commands of ``carnet`` for the matrices of the room ``counting``: what goes together, what differs by group."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.common import JsonOption, StudyOption, opened
from toolkit.cli.outputs import draw, give
from toolkit.errors import InvalidValue
from toolkit.i18n import _

if TYPE_CHECKING:
    from toolkit.counting import Cooccurrence
    from toolkit.formats.tables import Table
    from toolkit.study import Study

CoderOption = Annotated[str | None, typer.Option("--coder", help=_("Whose codings (several: C1,C2)."))]
LevelOption = Annotated[str, typer.Option("--level", help=_("“code”, or “theme” to fold codes into their theme."))]
FigureOption = Annotated[Path | None, typer.Option("--figure", help=_("Draw the figure: .png, .svg, .pdf."))]
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
    figure: FigureOption = None,
    folder: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Count what goes together and say it, write it."""
    from toolkit.formats.table_writers import checked_ending

    if to is not None:
        checked_ending(to)
    with opened(folder) as study:
        options: dict[str, Any] = {"how": how, "within": within, "measure": measure, "level": level, "least": least}
        asked = {**options, "coder": coder}
        table = together(study, **asked)
        give(table, study, to=to, json=json, verb="cooccurrence", parameters=asked)
        if figure is not None:
            from toolkit.counting import plot_network

            draw(partial(plot_network, table, least=least), study, figure, verb="cooccurrence", parameters=asked)


def together(study: "Study", *, how: str, coder: str | None, **options: Any) -> "Cooccurrence":
    """Return what goes together in a study, ``options`` being those of ``counting.cooccurrence``."""
    from toolkit.counting import cooccurrence as count

    return count(
        study.frame("pieces"),
        how=how,  # type: ignore[arg-type]  # checked by cooccurrence, with its sentence
        among=study.frame("participants" if how in ("participant", "case") else "turns"),
        codes=study.frame("codes"),
        coder=coders_of(study, coder),
        **options,
    )


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
    test: Annotated[
        bool, typer.Option("--test", help=_("Test the gaps between groups of people, where a test can conclude."))
    ] = False,
    adjust: Annotated[
        str, typer.Option("--adjust", help=_("With --test, correction for several codes: holm or bh."))
    ] = "holm",
    profile: Annotated[
        str | None,
        typer.Option("--profile", help=_("Hide small numbers of a crossed table: internal, host, public.")),
    ] = None,
    to: ToOption = None,
    figure: FigureOption = None,
    folder: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Cross codes with groups and say it, write it, draw it."""
    from toolkit.counting import for_audience, plot_heat
    from toolkit.formats.table_writers import checked_ending

    if to is not None:
        checked_ending(to)
    if test and profile is not None:
        raise InvalidValue(
            _("Tests are for the screen of the study, not for a table to give out."),
            _("Leave --test or --profile out."),
        )
    with opened(folder) as study:
        if test:
            parameters: dict[str, Any] = {
                "by": columns,
                "unit": unit,
                "level": level,
                "coder": coder,
                "method": adjust,
            }
            tested = compared(study, **parameters)
            give(tested, study, to=to, json=json, verb="compare", parameters=parameters)
            if figure is not None:
                draw(partial(plot_heat, tested), study, figure, verb="compare", parameters=parameters)
            return
        sides = {"rows": columns, "columns": level} if turned else {"rows": level, "columns": columns}
        options: dict[str, Any] = {**sides, "unit": unit, "normalise": normalise}
        table: Table = crossed(study, **options, coder=coder, asked=asked)
        if profile is not None:
            table = for_audience(table, profile)  # type: ignore[arg-type]  # checked there, with its sentence
        parameters = {**options, "coder": coder, "profile": profile, "asked": asked is not None}
        give(table, study, to=to, json=json, verb="crosstab", parameters=parameters)
        if figure is not None:
            shown = partial(plot_heat, table, draft=profile is None)
            draw(shown, study, figure, verb="crosstab", parameters=parameters)


def crossed(
    study: "Study",
    *,
    rows: str,
    columns: str,
    unit: str,
    normalise: str | None,
    coder: str | None,
    asked: Path | None,
) -> "Table":
    """Return codes crossed with a trait of a study."""
    from toolkit.counting import crosstab

    return crosstab(
        study.frame("pieces"),
        rows=rows,
        columns=columns,
        unit=unit,  # type: ignore[arg-type]  # checked by crosstab, with its sentence
        normalise=normalise,  # type: ignore[arg-type]
        among=among_of(study, unit, rows if columns in ("code", "theme") else columns),
        codes=study.frame("codes"),
        coder=coders_of(study, coder),
        asked=None if asked is None else asked_in(study, asked),
    )


def compared(study: "Study", *, by: str, unit: str, level: str, coder: str | None, method: str) -> "Table":
    """Return the comparison of the people of a study by a trait, or by case."""
    from toolkit.counting import compare as count

    return count(
        study.frame("pieces"),
        by=by,
        among=study.frame("participants"),
        unit=unit,  # type: ignore[arg-type]  # checked by compare, with its sentence
        level=level,  # type: ignore[arg-type]
        coder=coders_of(study, coder),
        codes=study.frame("codes"),
        turns=study.frame("turns"),
        method=method,  # type: ignore[arg-type]
    )


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
