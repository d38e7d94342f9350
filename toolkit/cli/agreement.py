"""The command ``carnet agreement``: how far coders agree, code by code, and where they differ."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from toolkit.cli.common import JsonOption, StudyOption, opened, say, warn
from toolkit.cli.outputs import give, record_within
from toolkit.i18n import _

if TYPE_CHECKING:
    from toolkit.review.measures import Measure
    from toolkit.review.units import Unit
    from toolkit.study import Study


def agreement(
    coders: Annotated[
        str | None, typer.Option("--coders", help=_("Who is compared (C1,C2); everybody by default."))
    ] = None,
    code: Annotated[str | None, typer.Option("--code", help=_("One code, or several (a,b); all by default."))] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", help=_("Measure on one unit instead of the report: turn, sentence, character, segment.")
        ),
    ] = None,
    measure: Annotated[
        str | None,
        typer.Option(
            "--measure",
            help=_(
                "One measure instead of the report: alpha, percent, cohen, scott, fleiss, gwet_ac1, "
                "brennan_prediger, jaccard, dice."
            ),
        ),
    ] = None,
    transcripts: Annotated[
        str | None,
        typer.Option("--texts", help=_("The texts that all of them read (E01,E02), even where one put no code.")),
    ] = None,
    side_by_side: Annotated[
        Path | None,
        typer.Option(
            "--extracts", help=_("Write the extracts in disagreement side by side: .docx, .xlsx, .html, .csv.")
        ),
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", help=_("Write the table: .docx, .xlsx, .html, .csv."))] = None,
    even_so: Annotated[
        bool, typer.Option("--even-so", help=_("Measure although the school of analysis does not ask for it."))
    ] = False,
    folder: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Report agreement on the texts that each coder coded, or one measure on one unit."""
    from toolkit.formats.table_writers import checked_ending
    from toolkit.review.agreement import measure_agreement
    from toolkit.review.measures import checked_measure
    from toolkit.review.report import agreement_report
    from toolkit.review.report import side_by_side as beside

    for path in (to, side_by_side):
        if path is not None:
            checked_ending(path)
    if measure is not None:
        checked_measure(measure)
    with opened(folder) as study:
        chosen: dict[str, Any] = {
            "code": _several(code),
            "coders": _several(coders),
            "transcripts": None
            if transcripts is None
            else [study.transcripts[id].id for id in _several(transcripts) or ()],
            "school": study.sheet.school,
            "even_so": even_so,
        }
        codings, turns = study.frame("codings"), study.frame("turns")
        parameters: dict[str, Any] = {"coders": coders, "code": code, "texts": transcripts, "even_so": even_so}
        report = None
        if unit is None and measure is None:
            table = report = agreement_report(codings, turns, parents=_parents(study), **chosen)
            verb, parameters = "agreement_report", parameters | {"unit": "turn"}
        else:
            table = measure_agreement(
                codings,
                turns,
                unit=cast("Unit", unit or "turn"),
                measure=cast("Measure", measure or "alpha"),
                texts={text.id: text.text for text in study.transcripts} if unit == "sentence" else None,
                **chosen,
            )
            verb = "measure_agreement"
            parameters |= {"unit": unit or "turn", "measure": measure or "alpha"}
        if side_by_side is not None:
            if report is None:
                report = agreement_report(codings, turns, parents=_parents(study), draws=0, **chosen)
            written = beside(report.quotes(), {one.id: one.label for one in study.codes})
            warn(_("Written: {path}", path=written.to(side_by_side)))
            record_within(study, side_by_side, verb="side_by_side", parameters=parameters)
        give(table, study, to=to, json=json, verb=verb, parameters=parameters)
        if report is not None and side_by_side is None and to is None and not json:
            say(_("The extracts side by side: carnet agreement --extracts désaccords.docx"))


def _several(words: str | None) -> list[str] | None:
    return None if words is None else [word.strip() for word in words.split(",") if word.strip()]


def _parents(study: "Study") -> dict[str, str | None]:
    return {code.id: code.parent for code in study.codes}


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command(
        "agreement",
        help=_("How far coders agree, code by code, on the texts that each one coded."),
        epilog=_("Example: carnet agreement --coders C1,C2 --to accord.docx"),
    )(agreement)
