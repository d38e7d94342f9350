"""``carnet query``: the extracts that answer a question, kept under a name and asked again."""

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, warn
from toolkit.cli.common import table as shown
from toolkit.cli.outputs import give
from toolkit.i18n import _


def query(
    asks: Annotated[
        list[str] | None,
        typer.Argument(help=_("What is looked for."), metavar="REQUÊTE", show_default=False),
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help=_("Keep the query under this name."))] = None,
    again: Annotated[str | None, typer.Option("--again", help=_("Ask again the query of this name."))] = None,
    listed: Annotated[bool, typer.Option("--list", help=_("List the queries that were kept."))] = False,
    forget: Annotated[str | None, typer.Option("--forget", help=_("Take away the query of this name."))] = None,
    where: Annotated[
        list[str] | None, typer.Option("--where", help=_("Only people with this trait: statut=bénévole."))
    ] = None,
    speaker: Annotated[list[str] | None, typer.Option("--speaker", help=_("Only this speaker."))] = None,
    transcript: Annotated[
        list[str] | None, typer.Option("--transcript", help=_("Only this transcript (may be repeated)."))
    ] = None,
    coder: Annotated[str | None, typer.Option("--coder", help=_("Whose codings (several: C1,C2)."))] = None,
    since: Annotated[str, typer.Option("--since", help=_("Coded since this day: 2026-03-01."))] = "",
    until: Annotated[str, typer.Option("--until", help=_("Coded until this day."))] = "",
    to: Annotated[Path | None, typer.Option("--to", help=_("Write the table: .docx, .xlsx, .html, .csv."))] = None,
    folder: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Find the extracts that answer a query."""
    from toolkit.cli.matrices import coders_of
    from toolkit.counting.files import forget_query, keep_query, read_query
    from toolkit.counting.queries import Query
    from toolkit.counting.queries import query as find
    from toolkit.errors import InvalidValue
    from toolkit.formats.table_writers import checked_ending

    if to is not None:
        checked_ending(to)
    with opened(folder) as study:
        if listed:
            _list(study.folder, json=json)
            return
        if forget is not None:
            forget_query(study.folder, forget)
            warn(_("Taken away: {name}", name=forget))
            return
        if bool(asks) == bool(again):
            raise InvalidValue(
                _("A query, or the name of one, is needed."),
                _('Write for instance: carnet query "entraide chevauche fatigue"; carnet query --again plaintes'),
            )
        traits = [_trait(one) for one in where or ()]
        if again is not None:
            of = read_query(study.folder, again)
        else:
            chosen = coders_of(study, coder)
            of = Query(
                " ".join(asks or ()),
                name=name or "",
                where=tuple(traits),
                coders=(chosen,) if isinstance(chosen, str) else tuple(chosen or ()),
                speakers=tuple(speaker or ()),
                transcripts=tuple(transcript or ()),
                since=since,
                until=until,
            )
        found = find(
            study.frame("pieces"),
            of,
            among=study.frame("participants"),
            codes=study.frame("codes"),
            dated=study.frame("codings") if of.since or of.until else None,
        )
        if name:
            keep_query(study.folder, of.named(name))
            warn(_("Kept: “carnet query --again {name}” asks it again.", name=name))
        give(found, study, to=to, json=json, verb="query", parameters={"asks": of.asks, "name": of.name})


def _trait(typed: str) -> tuple[str, str]:
    from toolkit.errors import InvalidValue

    name, equal, value = typed.partition("=")
    if not equal or not name.strip() or not value.strip():
        raise InvalidValue(
            _("“{typed}” does not say which trait has which value.", typed=typed),
            _("Write for instance statut=bénévole."),
        )
    return name.strip(), value.strip()


def _list(folder: Path, *, json: bool) -> None:
    from toolkit.counting.files import FIELDS, read_queries

    known = read_queries(folder)
    if json:
        as_json([{"name": one.name, **{field: getattr(one, field) for field in FIELDS}} for one in known.values()])
    elif known:
        shown((_("Name"), _("Query")), [(one.name, one.asks) for one in known.values()])
    else:
        say(_("No query was kept yet: add --name to one."))


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to ``app``."""
    app.command(
        "query",
        help=_(
            "Find the extracts that carry some codes: and, or, not, overlapping, near, before, same turn or person."
        ),
        epilog=_("Example: carnet query entraide chevauche fatigue --where statut=bénévole --name plaintes"),
    )(query)
