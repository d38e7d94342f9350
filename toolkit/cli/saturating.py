"""The command ``carnet saturation``: do new interviews still bring new codes?"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.common import JsonOption, StudyOption, opened
from toolkit.cli.matrices import CoderOption, FigureOption, LevelOption, ToOption, coders_of
from toolkit.cli.outputs import draw, give
from toolkit.i18n import _

if TYPE_CHECKING:
    from toolkit.study import Study


def saturation(
    level: LevelOption = "code",
    coder: CoderOption = None,
    order: Annotated[
        str | None,
        typer.Option("--order", help=_("The interviews as they were held: E01,E02… (by default, by their date).")),
    ] = None,
    even_so: Annotated[
        bool, typer.Option("--even-so", help=_("Count although the school of analysis does not ask for it."))
    ] = False,
    to: ToOption = None,
    figure: FigureOption = None,
    folder: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Follow new codes interview after interview and say it, write it, draw it."""
    from toolkit.counting import plot_saturation
    from toolkit.formats.table_writers import checked_ending

    if to is not None:
        checked_ending(to)
    with opened(folder) as study:
        parameters: dict[str, Any] = {"level": level, "coder": coder, "order": order, "even_so": even_so}
        report = saturation_in(study, **parameters)
        give(report.table, study, to=to, json=json, verb="saturation", parameters=parameters)
        if figure is not None:
            draw(partial(plot_saturation, report), study, figure, verb="saturation", parameters=parameters)


def saturation_in(study: "Study", *, level: str, coder: str | None, order: str | None, even_so: bool) -> Any:
    """Return the report of a study, its interviews in the order asked for, or by date when all have one."""
    from toolkit.counting import saturation_of

    return saturation_of(
        study.frame("pieces"),
        order=order.replace(" ", "").split(",") if order else held_in_order(study),
        school=study.sheet.school,
        even_so=even_so,
        coder=coders_of(study, coder),
        level=level,  # type: ignore[arg-type]  # checked by saturation_of, with its sentence
        codes=study.frame("codes"),
    )


def held_in_order(study: "Study") -> list[str]:
    """Return the interviews and groups by date, those without a date last, in the order of the study."""
    from toolkit.model import Transcript

    texts = [text for text in study.all(Transcript) if text.kind in ("interview", "group")]
    return [text.id for text in sorted(texts, key=lambda text: text.date or "9999")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "saturation",
        help=_("Do new interviews still bring new codes? 12 settings, random orders, and what it does not prove."),
        epilog=_("Example: carnet saturation --figure saturation.png"),
    )(saturation)
