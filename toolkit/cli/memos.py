"""Commands of ``carnet memo``: write, find and print memos and the field diary."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.model import Memo
    from toolkit.model.codes import MemoKind
    from toolkit.study import Study

KindOption = Annotated[str, typer.Option("--kind", help=_("note, concept, code, methodological, diary or ethics."))]
KindsOption = Annotated[list[str] | None, typer.Option("--kind", help=_("Only this kind (may be repeated)."))]
AboutOption = Annotated[str, typer.Option("--about", help=_("Id of a code, a transcript, a person…"))]
AboutsOption = Annotated[
    list[str] | None, typer.Option("--about", help=_("Id of what it is about (may be repeated)."))
]
WordsArgument = Annotated[
    list[str] | None, typer.Argument(help=_("Words to search."), metavar="MOT", show_default=False)
]
SinceOption = Annotated[str, typer.Option("--since", help=_("From this day on: 2026-03-01."))]
UntilOption = Annotated[str, typer.Option("--until", help=_("Until this day: 2026-03-31."))]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    group = typer.Typer(help=_("Memos and field diary: write, find, print."), no_args_is_help=True)
    group.command(
        "write",
        help=_("Write a memo; without words on the line, they are read from the entry (a pipe, or typed)."),
        epilog=_("Example: carnet memo write “Elle commence par un objet.” --about E01 --kind diary"),
    )(write)
    group.command(
        "list",
        help=_("List memos: by words, kind, date, or what they are about."),
        epilog=_("Example: carnet memo list objet --kind diary --since 2026-03-01"),
    )(listing)
    group.command(
        "change",
        help=_("Change the words of a memo; “carnet undo” gives the former ones back."),
        epilog=_("Example: carnet memo change m0a1b2c3d4e5f “Elle commence par un geste.”"),
    )(change)
    group.command("remove", help=_("Take memos away."), epilog=_("Example: carnet memo remove m0a1b2c3d4e5f"))(remove)
    group.command(
        "export",
        help=_("Print memos in one file: docx, odt, html, md, csv or xlsx."),
        epilog=_("Example: carnet memo export outputs/memos.docx --kind diary"),
    )(export)
    app.add_typer(group, name="memo")


def write(
    text: Annotated[str | None, typer.Argument(help=_("The words."), metavar="TEXTE", show_default=False)] = None,
    kind: KindOption = "note",
    about: Annotated[
        list[str] | None, typer.Option("--about", help=_("Id of what it is about (may be repeated)."))
    ] = None,
    coder: Annotated[str | None, typer.Option("--coder", help=_("Who writes; by default, you."))] = None,
    study: StudyOption = Path(),
) -> None:
    """Write a memo."""
    import sys

    from toolkit.cli.coding import coder_of
    from toolkit.coding import memos

    words = sys.stdin.read() if text is None else text
    with opened(study) as desk:
        who = coder_of(desk, coder)
        change = memos.write(
            desk, words, kind=_kind(kind), about=about or (), coder=who, date=date.today().isoformat()
        )
        desk.do(change, coder=who)
        say(_("Memo {id} is written.", id=change.edits[0][0]))


def listing(
    words: Annotated[
        list[str] | None, typer.Argument(help=_("Words to search."), metavar="MOT", show_default=False)
    ] = None,
    kind: KindsOption = None,
    about: AboutOption = "",
    since: SinceOption = "",
    until: UntilOption = "",
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """List memos."""
    from toolkit.coding.memos import name_of, target_names
    from toolkit.model import to_plain

    with opened(study) as desk:
        found = _found(desk, words, kind, about, since, until)
        names = target_names(desk, found)
    if json:
        as_json([to_plain(memo) for memo in found])
        return
    if found:
        rows = [
            (memo.id, memo.date, name_of(memo.kind), " ; ".join(names[id] for id in memo.about), _short(memo.text))
            for memo in found
        ]
        table(("id", _("Date"), _("Kind"), _("About"), _("Text")), rows)
    say(n_("{n} memo.", "{n} memos.", len(found)))


def change(
    id: Annotated[str, typer.Argument(help=_("Id of a memo."), metavar="ID", show_default=False)],
    text: Annotated[str, typer.Argument(help=_("The words."), metavar="TEXTE", show_default=False)],
    coder: Annotated[str | None, typer.Option("--coder", help=_("Who writes; by default, you."))] = None,
    study: StudyOption = Path(),
) -> None:
    """Change the words of a memo."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding import memos

    with opened(study) as desk:
        desk.do(memos.rewrite(desk, id, text), coder=coder_of(desk, coder))
    say(_("Memo {id} is written.", id=id))


def remove(
    ids: Annotated[list[str], typer.Argument(help=_("Id of a memo."), metavar="ID", show_default=False)],
    coder: Annotated[str | None, typer.Option("--coder", help=_("Who writes; by default, you."))] = None,
    study: StudyOption = Path(),
) -> None:
    """Take memos away."""
    from toolkit.cli.coding import coder_of
    from toolkit.coding import memos

    with opened(study) as desk:
        desk.do(memos.delete(desk, *dict.fromkeys(ids)), coder=coder_of(desk, coder))
    say(
        n_(
            "{n} memo taken away; “carnet undo” gives it back.",
            "{n} memos taken away; “carnet undo” gives them back.",
            len(set(ids)),
        )
    )


def export(
    to: Annotated[
        Path,
        typer.Argument(help=_("The file to write: its ending says its kind."), metavar="FICHIER", show_default=False),
    ],
    words: Annotated[str, typer.Option("--words", help=_("Only the memos that hold these words."))] = "",
    kind: KindsOption = None,
    about: AboutOption = "",
    since: SinceOption = "",
    until: UntilOption = "",
    study: StudyOption = Path(),
) -> None:
    """Print memos."""
    from toolkit.coding.memos import memos_document, memos_table
    from toolkit.formats.document_md import markdown_of
    from toolkit.formats.document_writers import write_document
    from toolkit.formats.table_writers import write_table
    from toolkit.formats.whole import write_whole

    with opened(study) as desk:
        found = _found(desk, [words], kind, about, since, until)
        to.parent.mkdir(parents=True, exist_ok=True)
        ending = to.suffix.lower()
        if ending in (".csv", ".xlsx"):
            write_table(to, memos_table(desk, found))
        else:
            document = memos_document(desk, found, title=desk.sheet.title, head=desk.head)
            if ending == ".md":
                write_whole(to, markdown_of(document))
            else:
                write_document(document, to)
    say(n_("{n} memo written: {path}", "{n} memos written: {path}", len(found), path=to))


def _found(
    desk: "Study", words: list[str] | None, kinds: list[str] | None, about: str, since: str, until: str
) -> "list[Memo]":
    from toolkit.coding.memos import find
    from toolkit.model.checks import checked_date

    for day in (since, until):
        checked_date(day)
    return find(
        desk,
        " ".join(words or ()),
        kinds=[_kind(one) for one in kinds or ()],
        about=about,
        since=since,
        until=until,
    )


def _kind(word: str) -> "MemoKind":
    from toolkit.coding.memos import KINDS, NAMES
    from toolkit.errors import Refused
    from toolkit.i18n import said
    from toolkit.model import fold

    for kind in KINDS:
        if fold(word.strip()) in (kind, fold(said(NAMES[kind]))):
            return kind
    raise Refused(
        _("“{word}” is not a kind of memo.", word=word), _("Choose one of: {allowed}.", allowed=", ".join(KINDS))
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else words[:159] + "…"
