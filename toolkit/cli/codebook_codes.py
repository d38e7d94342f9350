"""Commands of ``carnet codebook`` on one code: add it, define it, read its history."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say
from toolkit.i18n import _

if TYPE_CHECKING:
    from toolkit.study import Study

CodeArgument = Annotated[str, typer.Argument(help=_("Id of the code."), metavar="CODE", show_default=False)]
CoderOption = Annotated[
    str | None, typer.Option("--coder", help=_("Who decides; by default, you."), show_default=False)
]
ShortOption = Annotated[
    str | None, typer.Option("--short", help=_("One line that any coder recognises."), show_default=False)
]
DefinitionOption = Annotated[str | None, typer.Option("--definition", help=_("What it covers."), show_default=False)]
WhenOption = Annotated[str | None, typer.Option("--when", help=_("When to use it."), show_default=False)]
WhenNotOption = Annotated[str | None, typer.Option("--when-not", help=_("When not to use it."), show_default=False)]
ExampleOption = Annotated[
    str | None, typer.Option("--example", help=_("An extract that shows it."), show_default=False)
]
OriginOption = Annotated[
    str | None,
    typer.Option(
        "--origin",
        help=_("Where it comes from: literature, guide, induction, in vivo, participant."),
        show_default=False,
    ),
]
ReferenceOption = Annotated[str | None, typer.Option("--reference", help=_("Its reference."), show_default=False)]
QuestionOption = Annotated[
    list[str] | None,
    typer.Option(
        "--question", help=_("A question of the guide that it answers (may be repeated)."), show_default=False
    ),
]
PolarityOption = Annotated[
    str | None, typer.Option("--polarity", help=_("“+”, “-”, or “” for neither."), show_default=False)
]
GroupOption = Annotated[
    str | None,
    typer.Option("--group", help=_("Its exclusive group: one code of it for a passage."), show_default=False),
]
ColorOption = Annotated[str | None, typer.Option("--color", help=_("Like #3399ee."), show_default=False)]


def add_to(book: typer.Typer) -> None:
    """Add the commands of this module to ``carnet codebook``."""
    book.command(
        "add",
        help=_("Add a code to the codebook."),
        epilog=_("Example: carnet codebook add “S’entraider” --under liens --short “Se rendre service.”"),
    )(add)
    book.command(
        "define",
        help=_("Write what a code means; its passages are then flagged until somebody confirms them."),
        epilog=_("Example: carnet codebook define entraide --when-not “Un service payé.”"),
    )(define)
    book.command(
        "history",
        help=_("Show the versions of a code: what changed, who changed it, when."),
        epilog=_("Example: carnet codebook history entraide"),
    )(history)


def add(
    label: Annotated[str, typer.Argument(help=_("Its label."), metavar="LIBELLÉ", show_default=False)],
    under: Annotated[
        str | None, typer.Option("--under", help=_("Id of the code above it."), show_default=False)
    ] = None,
    id: Annotated[str | None, typer.Option("--id", help=_("Its id; by default, made of the label."))] = None,
    short: ShortOption = None,
    definition: DefinitionOption = None,
    when: WhenOption = None,
    when_not: WhenNotOption = None,
    example: ExampleOption = None,
    origin: OriginOption = None,
    reference: ReferenceOption = None,
    question: QuestionOption = None,
    polarity: PolarityOption = None,
    group: GroupOption = None,
    color: ColorOption = None,
    study: StudyOption = Path(),
    coder: CoderOption = None,
) -> None:
    """Add a code."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding import codebook
    from toolkit.model import Code

    told = _given(short, definition, when, when_not, example, origin, reference, question, polarity, group, color)
    with opened(study) as desk:
        name = " ".join(label.split())
        code = Code(id or codebook.id_for(name, desk.codebook), name, parent=under, **told)
        desk.do(codebook.add(desk.codebook, code), coder=coder_of(desk, coder))
        say(_("“{label}” is in the codebook: {code}.", label=name, code=code.id))


def define(
    code: CodeArgument,
    short: ShortOption = None,
    definition: DefinitionOption = None,
    when: WhenOption = None,
    when_not: WhenNotOption = None,
    example: ExampleOption = None,
    origin: OriginOption = None,
    reference: ReferenceOption = None,
    question: QuestionOption = None,
    polarity: PolarityOption = None,
    group: GroupOption = None,
    color: ColorOption = None,
    study: StudyOption = Path(),
    coder: CoderOption = None,
) -> None:
    """Write what a code means."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding import codebook
    from toolkit.coding.regrouping import outdated
    from toolkit.errors import Refused
    from toolkit.i18n import n_
    from toolkit.model import Code, Coding

    told = _given(short, definition, when, when_not, example, origin, reference, question, polarity, group, color)
    if not told:
        raise Refused(
            _("Nothing was given to write about {code}.", code=code),
            _("Give at least one of --short, --definition, --when, --when-not, --example…"),
        )
    with opened(study) as desk:
        change = codebook.define(desk.codebook, code, **told)
        if change:
            desk.do(change, coder=coder_of(desk, coder))
        now = desk.get(Code, code)
        say(_("{code} is at version {version}.", code=code, version=now.version))
        if old := sum(one.code == code for one in outdated(desk.all(Coding), desk.codebook)):
            say(
                n_(
                    "{n} passage was coded under an older definition: carnet codebook confirm",
                    "{n} passages were coded under an older definition: carnet codebook confirm",
                    old,
                )
            )


def history(code: CodeArgument, study: StudyOption = Path(), json: JsonOption = False) -> None:
    """Show the versions of a code."""
    with opened(study) as desk:
        rows = _versions(desk, code)
    if json:
        as_json(rows)
        return
    for row in rows:
        version = "" if row["version"] is None else _("version {n}", n=row["version"])
        say(" · ".join(part for part in (version, row["verb"], row["coder"], row["at"]) if part))
        if row["gone"]:
            say("  " + _("Deleted."))
        if row["erased"]:
            say("  " + _("Its words were erased for ever."))
        for name, before, after in row["changed"]:
            say("  " + _("{field}:", field=name))
            if before:
                say("    - " + " ".join(before.split()))
            if after or before:
                say("    + " + (" ".join(after.split()) or "–"))


def _versions(desk: "Study", code: str) -> list[dict[str, Any]]:
    from toolkit.coding.codebook_past import versions
    from toolkit.errors import UnknownCode
    from toolkit.model import Code, Coder
    from toolkit.model.people import shown_names
    from toolkit.study.days import shown

    stages = desk.past(Code, code)
    if not stages:
        raise UnknownCode(code, [one.id for one in desk.codes])
    codes = {one.id: one for one in desk.all(Code)}
    rows = versions(stages, shown_names(desk.all(Coder)), codes)
    return [{**row, "at": shown(row["at"])} for row in rows]


def _given(
    short: str | None,
    definition: str | None,
    when: str | None,
    when_not: str | None,
    example: str | None,
    origin: str | None,
    reference: str | None,
    question: list[str] | None,
    polarity: str | None,
    group: str | None,
    color: str | None,
) -> dict[str, Any]:
    """Return the fields of a code that were given, an origin said in French among them."""
    from toolkit.formats.cells import heading
    from toolkit.formats.codebook import ORIGINS

    fields = {
        "short_definition": short,
        "definition": definition,
        "when_to_use": when,
        "when_not_to_use": when_not,
        "example": example,
        "origin": None if origin is None else ORIGINS.get(heading(origin), origin),
        "reference": reference,
        "questions": None if question is None else tuple(question),
        "polarity": polarity,
        "exclusive_group": group,
        "color": color,
    }
    return {name: value for name, value in fields.items() if value is not None}
