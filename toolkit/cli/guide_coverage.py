"""``carnet guide coverage``: which questions of a guide were put in which interview, proposed, then decided."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, warn
from toolkit.cli.common import table as shown
from toolkit.i18n import _

if TYPE_CHECKING:
    from toolkit.guides.coverage import Coverage
    from toolkit.guides.coverage_files import Line
    from toolkit.model import Guide, Transcript
    from toolkit.study import Study


def add_below(guide: typer.Typer) -> None:
    """Add the command of this module to the group ``guide``."""
    guide.command(
        "coverage",
        help=_("Propose which questions of a guide were asked in which interview; a person decides in a table."),
        epilog=_("Example: carnet guide coverage guides/my-guide.md --text E01 --text E02"),
    )(coverage)


def coverage(
    file: Annotated[Path, typer.Argument(help=_("A guide: docx, odt, md."), metavar="FICHIER")],
    texts: Annotated[
        list[str] | None,
        typer.Option(
            "--text",
            "-t",
            help=_("An interview led with this guide (several: -t E01 -t E02); by default, all of them."),
            show_default=False,
        ),
    ] = None,
    kept: Annotated[
        Path | None,
        typer.Option(
            "--table",
            help=_("The table to fill in, .csv or .xlsx; by default guides/couverture.csv in the study."),
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", help=_("Write the overview too: .docx, .xlsx, .html, .csv."))
    ] = None,
    items: Annotated[bool, typer.Option("--items", help=_("Take the background items too."))] = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("Only read the table back and check it; write nothing there."))
    ] = False,
    folder: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Propose, keep what was decided, say both; no word of an interview is shown or written."""
    from toolkit.cli.outputs import record_within
    from toolkit.formats.table_writers import checked_ending, write_table
    from toolkit.guides import read_guide
    from toolkit.guides.coverage import coverage as proposed
    from toolkit.guides.coverage_files import NAME, decisions, merged, write_coverage

    if to is not None:
        checked_ending(to)
    guide = read_guide(file)
    with opened(folder) as study:
        found = proposed(guide, _texts(study, texts), items=items)
        path = study.folder / "guides" / NAME if kept is None else kept
        before = _before(path, study, guide, needed=check)
        lines = merged(before, found)
        if not check and lines != before:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_coverage(path, lines)
        decided = decisions(lines, guide.id)
        printed = found.table(decided)
        if to is not None:
            warn(_("Written: {path}", path=write_table(to, printed)))
            record_within(study, to, verb="coverage", parameters={"guide": guide.id, "texts": found.transcripts})
        if json:
            as_json(_told(found, decided, path))
            return
        shown(printed.headings, printed.rows, title=printed.caption)
        say(*printed.notes)
        if check:
            say(_("Read back and checked: {path}", path=path))
        else:
            say(
                _(
                    "To decide, fill in the column “asked” of {path}, then run this again. To count: carnet count "
                    "--asked {path}",
                    path=path,
                )
            )


def _texts(study: "Study", ids: list[str] | None) -> "list[Transcript]":
    """Return the texts that are named, or every interview and group."""
    from toolkit.errors import InvalidValue
    from toolkit.model import Transcript

    if ids:
        return [study.get(Transcript, id) for id in dict.fromkeys(ids)]
    found = [text for text in study.all(Transcript) if text.kind in ("interview", "group")]
    if not found:
        raise InvalidValue(
            _("The study holds no interview yet."), _("Bring them in: carnet import raw/*.docx --names names.csv")
        )
    return found


def _before(path: Path, study: "Study", guide: "Guide", *, needed: bool) -> "list[Line]":
    """Return what the table holds already, checked."""
    from toolkit.guides.coverage_files import read_coverage
    from toolkit.model import Guide, Transcript

    if not path.exists() and not needed:
        return []
    known = {one.id: [question.id for question in one.questions()] for one in (*study.all(Guide), guide)}
    return read_coverage(path, guides=known, transcripts=[text.id for text in study.all(Transcript)], guide=guide.id)


def _told(found: "Coverage", decided: dict[tuple[str, str], str], path: Path) -> dict[str, object]:
    return {
        "guide": found.guide.id,
        "table": str(path),
        "unread": list(found.unread),
        "questions": [
            {
                "transcript": one.transcript,
                "question": one.question,
                "proposed": one.status,
                "turn": one.turn,
                "turns": list(one.turns),
                "score": one.score,
                "matched": one.matched,
                "probe": one.probe,
                "decision": decided.get((one.transcript, one.question)),
            }
            for one in found.proposals
        ],
    }
