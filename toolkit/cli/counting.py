"""Commands of ``carnet`` for the room ``counting``."""

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, opened, warn
from toolkit.cli.outputs import give, record_within
from toolkit.i18n import _


def count(
    unit: Annotated[
        str, typer.Option("--unit", "-u", help=_("What is counted: participant, case, turn…"))
    ] = "participant",
    by: Annotated[str | None, typer.Option("--by", help=_("Trait of the people to cross with."))] = None,
    coder: Annotated[str | None, typer.Option("--coder", help=_("Whose codings (several: C1,C2)."))] = None,
    level: Annotated[
        str, typer.Option("--level", help=_("“code”, or “theme” to fold codes into their theme."))
    ] = "code",
    profile: Annotated[
        str | None,
        typer.Option("--profile", help=_("Hide small numbers of a crossed table: internal, host, public.")),
    ] = None,
    asked: Annotated[
        Path | None,
        typer.Option("--asked", help=_("A table of the questions that were put: document, question, posée.")),
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", help=_("Write the table: .docx, .xlsx, .html, .csv."))] = None,
    figure: Annotated[Path | None, typer.Option("--figure", help=_("Draw the figure: .png, .svg, .pdf."))] = None,
    folder: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Count and say it, write it, draw it."""
    from toolkit.cli.matrices import asked_in
    from toolkit.counting import frequency
    from toolkit.feedback.numbers import only_intern
    from toolkit.formats.table_writers import checked_ending

    if to is not None:
        checked_ending(to)
    if figure is not None:
        from toolkit.counting.plots import checked_figure

        checked_figure(figure)
    with opened(folder) as study:
        people = study.frame("participants")
        among = people if unit in ("participant", "case") else study.frame("turns")
        if (
            by is not None
            and unit not in ("participant", "case")
            and by in people.columns
            and by not in among.columns
        ):
            among = among.merge(people[["participant", by]], on="participant", how="left")
        table = frequency(
            study.frame("pieces"),
            unit=unit,  # type: ignore[arg-type]  # checked by frequency, with its sentence
            among=among,
            # The notes of the table name whose codings were counted.
            coder=coder.split(",") if coder else only_intern(study),
            by=by,
            level=level,  # type: ignore[arg-type]
            codes=study.frame("codes"),
            asked=None if asked is None else asked_in(study, asked),
            profile=profile,  # type: ignore[arg-type]
        )
        parameters = {
            "unit": unit,
            "by": by,
            "coder": coder,
            "level": level,
            "profile": profile,
            "asked": asked is not None,
        }
        give(table, study, to=to, json=json, verb="frequency", parameters=parameters)
        if figure is not None:
            from toolkit.counting import plot_frequency, save_figure

            warn(_("Written: {path}", path=save_figure(plot_frequency(table, draft=profile is None), figure)))
            record_within(study, figure, verb="frequency", parameters=parameters)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "count",
        help=_("How many people (or turns, or extracts) each code reaches, out of how many."),
        epilog=_("Example: carnet count --by statut --to effectifs.docx"),
    )(count)
