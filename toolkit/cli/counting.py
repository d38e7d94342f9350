"""Commands of ``carnet`` for the room ``counting``."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, opened
from toolkit.cli.outputs import draw, give
from toolkit.errors import InvalidValue
from toolkit.i18n import _

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from toolkit.formats.tables import Table
    from toolkit.study import Study


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
    style: Annotated[
        str, typer.Option("--style", help=_("With --figure: bars, dots (n out of N) or heat (with --by)."))
    ] = "bars",
    folder: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Count and say it, write it, draw it."""
    from toolkit.formats.table_writers import checked_ending

    if to is not None:
        checked_ending(to)
    if figure is not None:
        from toolkit.counting.plots import checked_figure

        checked_figure(figure)
        _style(style)
    with opened(folder) as study:
        table = counted(study, unit=unit, by=by, coder=coder, level=level, profile=profile, asked=asked)
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
            shown = partial(_style(style), table, draft=profile is None)
            draw(shown, study, figure, verb="frequency", parameters=parameters)


def counted(
    study: "Study",
    *,
    unit: str,
    by: str | None,
    coder: str | None,
    level: str,
    profile: str | None,
    asked: Path | None = None,
) -> "Table":
    """Return the count of a study."""
    from toolkit.cli.matrices import asked_in
    from toolkit.counting import frequency
    from toolkit.feedback.numbers import only_intern

    people = study.frame("participants")
    among = people if unit in ("participant", "case") else study.frame("turns")
    if by is not None and unit not in ("participant", "case") and by in people.columns and by not in among.columns:
        among = among.merge(people[["participant", by]], on="participant", how="left")
    return frequency(
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


def _style(style: str) -> "Callable[..., Axes]":
    """Return what draws a count in this way; raise ``InvalidValue`` for an unknown one."""
    from toolkit.counting import plot_dots, plot_frequency, plot_heat

    known = {"bars": plot_frequency, "dots": plot_dots, "heat": plot_heat}
    if style not in known:
        raise InvalidValue(
            _("“{style}” is not a way to draw a count.", style=style),
            _("Choose one of: {allowed}.", allowed=", ".join(known)),
        )
    return known[style]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "count",
        help=_("How many people (or turns, or extracts) each code reaches, out of how many."),
        epilog=_("Example: carnet count --by statut --to effectifs.docx"),
    )(count)
