"""Commands of ``carnet`` for the room ``feedback``: ``carnet feedback``, ``carnet quotes``."""

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table, warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.feedback.check import Finding
    from toolkit.study import Study

feedback = typer.Typer(
    no_args_is_help=True, help=_("Tell people what was understood: sheets, and documents checked against the study.")
)
quotes = typer.Typer(no_args_is_help=True, help=_("Choose the extracts to show, record what people answered."))

ThemesOption = Annotated[
    list[str] | None,
    typer.Option("--theme", "-t", help=_("Id of a theme or code; repeat for several."), show_default=False),
]
CoderOption = Annotated[
    str | None,
    typer.Option("--coder", help=_("Whose codings are told back, when several people coded."), show_default=False),
]
IdsArgument = Annotated[
    list[str], typer.Argument(help=_("Ids of extracts, as “carnet quotes list” shows them."), show_default=False)
]


class For(enum.StrEnum):
    """Who reads the sheet."""

    HOST = "host"
    PARTICIPANTS = "participants"


class Readers(enum.StrEnum):
    """How far a document goes."""

    TEAM = "team"
    HOST = "host"
    PUBLIC = "public"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.add_typer(feedback, name="feedback")
    app.add_typer(quotes, name="quotes")


@feedback.command(
    help=_("Write the feedback sheet (docx and html) with the extracts that may leave."),
    epilog=_("Example: carnet feedback build --for participants --theme entraide"),
)
def build(
    themes: ThemesOption = None,
    public: Annotated[
        For, typer.Option("--for", help=_("Who reads it: the host, or the people interviewed."))
    ] = For.HOST,
    profile: Annotated[
        Readers, typer.Option("--profile", help=_("How far it goes: team, host or public."))
    ] = Readers.HOST,
    to: Annotated[
        Path | None,
        typer.Option("--to", help=_("Folder to write in (by default, “outputs” of the study)."), show_default=False),
    ] = None,
    coder: CoderOption = None,
    case: Annotated[
        str | None, typer.Option("--case", help=_("Only one case: nothing of the others."), show_default=False)
    ] = None,
    steps: Annotated[
        list[str] | None,
        typer.Option("--next", help=_("What happens next, one sentence; repeat."), show_default=False),
    ] = None,
    contact: Annotated[str, typer.Option("--contact", help=_("How to reach you."), show_default=False)] = "",
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Write the sheet and say what was held back."""
    import datetime

    from toolkit.feedback import feedback_sheet, plain_language, to_docx, to_html

    with opened(study) as desk:
        easy = public is For.PARTICIPANTS
        sheet = feedback_sheet(
            desk,
            themes=themes,
            profile=profile.value,
            public="participants" if easy else "collectivité",
            coder=coder,
            case=case,
            next_steps=steps or (),
            contact=contact,
            date=datetime.date.today().isoformat(),
        )
        folder = to if to is not None else desk.folder / "outputs"
        name = _("sheet-participants") if easy else _("feedback-sheet")
        paths = [write(sheet, folder / name, head=desk.head) for write in (to_docx, to_html)]
    if json:
        as_json({"files": [str(path) for path in paths], "notes": list(sheet.notes), **sheet.record()})
        return
    say(*(_("Written: {path}", path=path) for path in paths))
    for note in sheet.notes:
        warn(note)
    for held in sheet.withheld:
        warn(_("Extract {id} held back: {reason}", id=held.quote, reason=held.reason))
    if easy:
        for fault in plain_language(sheet):
            warn(fault.message)


@feedback.command(
    help=_("Check a docx, odt or html document: each extract and its source, each “7 people out of 12”."),
    epilog=_("Example: carnet feedback check outputs/restitution.docx"),
)
def check(
    file: Annotated[Path, typer.Argument(help=_("The document to check."), show_default=False)],
    profile: Annotated[
        Readers, typer.Option("--profile", help=_("How far it goes: team, host or public."))
    ] = Readers.HOST,
    coder: CoderOption = None,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Say what is exact, altered, unapproved or false; exit code 1 when somebody must look."""
    from toolkit.feedback import check_document

    with opened(study) as desk:
        findings = check_document(desk, file, profile=profile.value, coder=coder)
    problems = [finding for finding in findings if finding.problem]
    unsure = sum(finding.to_check for finding in findings)
    if json:
        as_json([_plain(finding) for finding in findings])
    else:
        for finding in findings:
            say(("! " if finding.problem else "? " if finding.to_check else "  ") + finding.message)
        extracts = sum(finding.about == "extract" for finding in findings)
        say(
            _("{extracts} extracts and {counts} numbers read.", extracts=extracts, counts=len(findings) - extracts),
            n_("{n} to look at.", "{n} to look at.", len(problems)) if problems else _("Nothing to correct."),
            *([n_("{n} number to check yourself.", "{n} numbers to check yourself.", unsure)] if unsure else []),
        )
    if problems:
        raise typer.Exit(1)


def _plain(finding: "Finding") -> dict[str, Any]:
    names = (
        "about",
        "verdict",
        "paragraph",
        "part",
        "evidence",
        "source",
        "cited",
        "said",
        "counted",
        "theme",
        "why",
    )
    return {**{name: getattr(finding, name) for name in names}, "message": finding.message}


@quotes.command(
    "list",
    help=_("List the extracts chosen: where they come from, their state, whether they may leave."),
    epilog=_("Example: carnet quotes list --text"),
)
def list_quotes(
    text: Annotated[bool, typer.Option("--text", help=_("Show the words too."))] = False,
    profile: Annotated[
        Readers, typer.Option("--profile", help=_("How far it goes: team, host or public."))
    ] = Readers.HOST,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """List the extracts."""
    from toolkit.feedback import may_leave, place, resolve
    from toolkit.model import Coding, Quote

    with opened(study) as desk:
        code_of = {coding.id: coding.code for coding in desk.all(Coding)}
        rows = []
        for quote in desk.all(Quote):
            found, permission = resolve(desk, quote), may_leave(desk, quote, profile.value)
            row = {
                "id": quote.id,
                "code": code_of.get(quote.coding, ""),
                "place": place(quote.transcript, found.turns),
                "participant": quote.participant,
                "state": quote.state,
                "resolves": found.status,
                "allowed": permission.allowed,
                "why": permission.why,
                "reason": permission.reason,
            }
            rows.append(row | ({"text": quote.text} if text else {}))
    if json:
        as_json(rows)
        return
    if not rows:
        say(_("No extract is chosen yet. Choose some with: carnet quotes choose"))
        return
    headings = [
        _("Extract"),
        _("Code"),
        _("Where"),
        _("State"),
        _("May leave"),
        *([_("What was said")] if text else []),
    ]
    table(headings, [_cells(row) for row in rows])


def _cells(row: dict[str, Any]) -> list[str]:
    cells = [row["id"], row["code"], row["place"], state_name(row["state"]), row["reason"]]
    return [*cells, row["text"]] if "text" in row else cells


@quotes.command(
    help=_("Choose extracts: one typical, one that says otherwise, different people."),
    epilog=_("Example: carnet quotes choose --theme entraide -n 2"),
)
def choose(
    themes: ThemesOption = None,
    n: Annotated[int, typer.Option("-n", help=_("How many for each theme, those already chosen included."))] = 2,
    coder: CoderOption = None,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Choose, and write the choice in the study."""
    from toolkit.feedback import choose_quotes

    made: list[str] = []
    with opened(study) as desk:
        for code in themes or [root.id for root in desk.codebook.children(None)]:
            change = choose_quotes(desk, code=code, n=n, coder=coder, date=_today())
            if len(change):
                desk.do(change)
                made += [id for id, _before, _after in change]
    if json:
        as_json(made)
        return
    say(
        n_("{n} extract chosen.", "{n} extracts chosen.", len(made)),
        _("Read each one in its context before it goes anywhere: carnet quotes list --text"),
    )


@quotes.command(
    help=_("Record that people approved extracts, as worded."),
    epilog=_("Example: carnet quotes approve q1a2b3c4d5e6f"),
)
def approve(ids: IdsArgument, study: StudyOption = Path()) -> None:
    """Record approvals."""
    with opened(study) as desk:
        _answer(desk, ids, "approved")


@quotes.command(
    help=_("Record that people refused extracts: they are printed nowhere."),
    epilog=_("Example: carnet quotes refuse q1a2b3c4d5e6f"),
)
def refuse(ids: IdsArgument, study: StudyOption = Path()) -> None:
    """Record refusals."""
    with opened(study) as desk:
        _answer(desk, ids, "refused")


def _answer(desk: "Study", ids: list[str], state: Any) -> None:
    from toolkit.feedback import answer_quotes, may_leave
    from toolkit.model import Quote

    change = answer_quotes(desk, ids, state, date=_today())
    if len(change):
        desk.do(change)
    for id in dict.fromkeys(ids):
        quote: Quote = desk.get(Quote, id)
        permission = may_leave(desk, quote)
        say(_("{id}: {state}. {reason}", id=id, state=state_name(quote.state), reason=permission.reason))


def state_name(state: str) -> str:
    """Return the state of an extract as people say it."""
    return {
        "chosen": _("extract chosen"),
        "submitted": _("extract submitted"),
        "approved": _("extract approved"),
        "changed": _("extract changed"),
        "refused": _("extract refused"),
        "unanswered": _("extract unanswered"),
    }[state]


def _today() -> str:
    import datetime

    return datetime.date.today().isoformat()
