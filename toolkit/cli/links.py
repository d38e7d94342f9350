"""Commands of ``carnet link``: typed links between codes, actors, passages and memos."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.coding.opened import Opened
    from toolkit.study import Study

IdArgument = Annotated[list[str], typer.Argument(help=_("Id of a link."), metavar="ID", show_default=False)]
KindsOption = Annotated[list[str] | None, typer.Option("--kind", help=_("Only this kind (may be repeated)."))]
EvidenceOption = Annotated[
    list[str] | None, typer.Option("--evidence", "-e", help=_("Id of a coded passage it rests on (may be repeated)."))
]
CoderOption = Annotated[str | None, typer.Option("--coder", help=_("Who writes; by default, you."))]
ToArgument = Annotated[
    Path,
    typer.Argument(help=_("The file to write: its ending says its kind."), metavar="FICHIER", show_default=False),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    group = typer.Typer(
        help=_("Typed links: conditions and consequences, actors, what supports or contradicts."),
        no_args_is_help=True,
    )
    group.command(
        "add",
        help=_(
            "Link two things. Kinds: condition, context, strategy, consequence, causes, favours, hinders, “part of”, "
            "contrasts, associated (code to code); role, interest (actor to code); supports, contradicts, nuances "
            "(passage or memo to code, memo or passage)."
        ),
        epilog=_("Example: carnet link add isolement condition entraide --note “Dit trois fois.”"),
    )(add)
    group.command(
        "list",
        help=_("List links, kind by kind; --axial CODE, --actors or --arguments ID give the other views."),
        epilog=_("Example: carnet link list --axial entraide"),
    )(listing)
    group.command("remove", help=_("Take links away."), epilog=_("Example: carnet link remove l0a1b2c3d4e5f"))(remove)
    group.command(
        "export",
        help=_("Print a view of the links in one file: docx, odt, html, md, csv or xlsx."),
        epilog=_("Example: carnet link export outputs/entraide.docx --axial entraide"),
    )(export)
    app.add_typer(group, name="link")


def add(
    source: Annotated[str, typer.Argument(help=_("Id that is linked."), metavar="DE", show_default=False)],
    kind: Annotated[str, typer.Argument(help=_("Kind of the link."), metavar="TYPE", show_default=False)],
    target: Annotated[str, typer.Argument(help=_("Id that it is linked to."), metavar="VERS", show_default=False)],
    note: Annotated[str, typer.Option("--note", help=_("Why, in your words."))] = "",
    evidence: EvidenceOption = None,
    coder: CoderOption = None,
    study: StudyOption = Path(),
) -> None:
    """Link two things."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding import link

    with opened(study) as desk:
        who = coder_of(desk, coder)
        today = date.today().isoformat()
        change = link(desk, source, kind, target, note=note, evidence=evidence or (), coder=who, date=today)
        desk.do(change, coder=who)
        say(_("Link {id} is written.", id=change.edits[0][0]))


AboutOption = Annotated[str, typer.Option("--about", help=_("Only the links of this id."))]
AxialOption = Annotated[str, typer.Option("--axial", help=_("Axial view of this code."))]
ActorsOption = Annotated[bool, typer.Option("--actors", help=_("The table actor, role, interest."))]
ArgumentsOption = Annotated[
    str, typer.Option("--arguments", help=_("What supports and contradicts this code, memo or passage."))
]


def listing(
    about: AboutOption = "",
    kind: KindsOption = None,
    axial: AxialOption = "",
    actors: ActorsOption = False,
    arguments: ArgumentsOption = "",
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """List links."""
    from toolkit.coding.links import find_links
    from toolkit.model import to_plain

    with opened(study) as desk:
        view = _view(desk, about, kind, axial, actors, arguments)
        if json:
            found = find_links(desk, about or axial or arguments, kinds=_kinds(kind, axial, actors, arguments))
            as_json([to_plain(one) for one in found if not arguments or one.target == arguments])
            return
    if view.n:
        table(view.printed.headings, view.printed.rows, title=view.printed.caption)
    say(view.document.subtitle)


def remove(ids: IdArgument, coder: CoderOption = None, study: StudyOption = Path()) -> None:
    """Take links away."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding import unlink

    with opened(study) as desk:
        desk.do(unlink(desk, *dict.fromkeys(ids)), coder=coder_of(desk, coder))
    say(
        n_(
            "{n} link taken away; “carnet undo” gives it back.",
            "{n} links taken away; “carnet undo” gives them back.",
            len(set(ids)),
        )
    )


def export(
    to: ToArgument,
    about: AboutOption = "",
    kind: KindsOption = None,
    axial: AxialOption = "",
    actors: ActorsOption = False,
    arguments: ArgumentsOption = "",
    study: StudyOption = Path(),
) -> None:
    """Print a view of the links."""
    from toolkit.cli.outputs import record_within
    from toolkit.coding import write_opened

    with opened(study) as desk:
        view = _view(desk, about, kind, axial, actors, arguments)
        written = write_opened(to, view)
        asked = {"about": about, "kinds": kind, "axial": axial, "actors": actors, "arguments": arguments}
        record_within(desk, written, verb=view.name, parameters=asked)
    say(_("Written: {path}", path=written))


def _kinds(kind: list[str] | None, axial: str, actors: bool, arguments: str) -> Sequence[str]:
    from toolkit.model.relations import ARGUMENT, AXIAL, STANDING

    return AXIAL if axial else STANDING if actors else ARGUMENT if arguments else kind or ()


def _view(desk: "Study", about: str, kind: list[str] | None, axial: str, actors: bool, arguments: str) -> "Opened":
    from toolkit.coding import links

    if axial:
        return links.paradigm(desk, axial)
    if actors:
        return links.standings(desk)
    if arguments:
        return links.arguments(desk, arguments)
    return links.links_table(desk, links.find_links(desk, about, kinds=kind or ()))
