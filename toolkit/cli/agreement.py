"""The command ``carnet agreement``: how far two coders agree, code by code."""

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, opened
from toolkit.cli.outputs import give
from toolkit.i18n import _


def agreement(
    coders: Annotated[
        str | None, typer.Option("--coders", help=_("Who is compared (C1,C2); everybody by default."))
    ] = None,
    code: Annotated[str | None, typer.Option("--code", help=_("One code, or several (a,b); all by default."))] = None,
    to: Annotated[Path | None, typer.Option("--to", help=_("Write the table: .docx, .xlsx, .html, .csv."))] = None,
    even_so: Annotated[
        bool, typer.Option("--even-so", help=_("Measure although the school of analysis does not ask for it."))
    ] = False,
    folder: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Measure agreement by turn, on the texts that each coder coded."""
    from toolkit.formats.table_writers import checked_ending
    from toolkit.review.agreement import alpha_by_turn

    if to is not None:
        checked_ending(to)
    with opened(folder) as study:
        table = alpha_by_turn(
            study.frame("codings"),
            study.frame("turns"),
            code=code.split(",") if code else None,
            coders=coders.split(",") if coders else None,
            school=study.sheet.school,
            even_so=even_so,
        )
        parameters = {"coders": coders, "code": code, "even_so": even_so, "unit": "turn"}
        give(table, study, to=to, json=json, verb="alpha_by_turn", parameters=parameters)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "agreement",
        help=_("How far coders agree, code by code, on the texts that each one coded."),
        epilog=_("Example: carnet agreement --coders C1,C2 --to accord.docx"),
    )(agreement)
