"""Commands of ``carnet codebook``: import it, show it, check it, and work on its codes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from toolkit.cli import codebook_codes
from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table, warn
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.model import Change, Code
    from toolkit.study import Study

SHOWN: Final = 50
"""How many remarks are printed at most when all are not asked for."""
CodeArgument = Annotated[str, typer.Argument(help=_("Id of the code."), metavar="CODE", show_default=False)]
CodesArgument = Annotated[list[str], typer.Argument(help=_("Ids of codes."), metavar="CODE", show_default=False)]
CoderOption = Annotated[
    str | None, typer.Option("--coder", help=_("Who decides; by default, you."), show_default=False)
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    book = typer.Typer(
        help=_("The codebook: import it, show it, check it, merge and split codes."), no_args_is_help=True
    )
    book.command(
        "import",
        help=_(
            "Bring the codes of a table (CSV, xlsx, ods), of a Markdown or Word codebook, of a .qdc into the study."
        ),
        epilog=_("Example: carnet codebook import codebook.csv"),
    )(bring)
    book.command(
        "notes",
        help=_("Make codes of reading notes (BibTeX, RIS, table): each keeps the reference that it comes from."),
        epilog=_("Example: carnet codebook notes readings.bib"),
    )(notes)
    book.command(
        "show",
        help=_("Show the codebook, as in “codebook.md”."),
        epilog=_("Example: carnet codebook show --study my-study"),
    )(show)
    book.command(
        "export",
        help=_("Write the codebook: csv, xlsx, md and docx come back by “import”; odt, html; .qdc for another tool."),
        epilog=_("Example: carnet codebook export outputs/codebook.docx"),
    )(export)
    book.command(
        "check",
        help=_("List what to look at again in the codebook, with its passages; nothing is changed."),
        epilog=_("Example: carnet codebook check"),
    )(check)
    book.command(
        "rename",
        help=_("Give a code another label; its passages stay."),
        epilog=_("Example: carnet codebook rename entraide “S’entraider”"),
    )(rename)
    book.command(
        "move",
        help=_("Put a code under another one, or at the top."),
        epilog=_("Example: carnet codebook move entraide --under liens"),
    )(move)
    book.command(
        "merge",
        help=_("Make one code of several: passages that overlap become one, nothing is counted twice."),
        epilog=_("Example: carnet codebook merge aide don --into entraide"),
    )(merge)
    book.command(
        "split",
        help=_("Make several codes of one: first a table of its passages to sort, then the table sorted."),
        epilog=_("Example: carnet codebook split aide --into temps=Temps --into argent=Argent --table tri.csv"),
    )(split)
    book.command(
        "confirm",
        help=_("Say that passages hold under the present definition of their code; without a choice, list them."),
        epilog=_("Example: carnet codebook confirm --code entraide"),
    )(confirm)
    book.command(
        "delete",
        help=_("Take away a code that no passage bears."),
        epilog=_("Example: carnet codebook delete brouillon"),
    )(delete)
    codebook_codes.add_to(book)
    app.add_typer(book, name="codebook")


def bring(
    file: Annotated[
        Path,
        typer.Argument(help=_("A table with one code a row, or a codebook."), metavar="FICHIER", show_default=False),
    ],
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Bring the codes of a table into the study, and write ``codebook.md``."""
    from toolkit.coding.codebook import merge
    from toolkit.coding.files import read_codebook, save_codebook
    from toolkit.errors import FaultyFile

    with opened(study) as desk:
        sheet = read_codebook(file)
        if not sheet.codes:
            raise FaultyFile(file, [_("the table holds no code")])
        change = merge(desk.codebook, sheet.codes, told=sheet.told)
        if change:
            desk.do(change)
        save_codebook(desk.codebook, desk.folder / "codebook.md")
        added = [id for id, old, _new in change if old is None]
        changed = [id for id, old, _new in change if old is not None]
        warn(*sheet.warnings)
        if json:
            as_json({"added": added, "changed": changed, "warnings": list(sheet.warnings), "codes": len(desk.codes)})
            return
        say(n_("{n} code added.", "{n} codes added.", len(added)))
        if changed:
            say(n_("{n} code changed.", "{n} codes changed.", len(changed)))


def show(study: StudyOption = Path(), json: JsonOption = False) -> None:
    """Show the codebook."""
    from toolkit.formats.codebook_text import codebook_markdown
    from toolkit.model import to_plain

    with opened(study) as desk:
        if json:
            as_json([to_plain(code) for code in desk.codebook])
        elif len(desk.codes):
            say(codebook_markdown(desk.codebook).rstrip("\n"))
        else:
            say(_("The codebook is empty: import one with “carnet codebook import FILE”."))


def notes(
    file: Annotated[
        Path, typer.Argument(help=_("A bibliography or a table of notes."), metavar="FICHIER", show_default=False)
    ],
    study: StudyOption = Path(),
    coder: CoderOption = None,
    json: JsonOption = False,
) -> None:
    """Make codes of reading notes."""
    from toolkit.coding.codebook import from_reading
    from toolkit.formats.reading_notes import read_reading_notes

    with opened(study) as desk:
        read = read_reading_notes(file)
        change = from_reading(desk.codebook, read.notes)
        _done(desk, change, coder)
    warn(*read.warnings)
    added = [id for id, old, _new in change if old is None]
    changed = [id for id, old, _new in change if old is not None]
    if json:
        as_json({"references": read.references, "added": added, "changed": changed, "warnings": list(read.warnings)})
        return
    say(n_("{n} reference read.", "{n} references read.", read.references))
    say(n_("{n} code added.", "{n} codes added.", len(added)))
    if changed:
        say(n_("{n} code gained a reference.", "{n} codes gained a reference.", len(changed)))


def export(
    to: Annotated[
        Path,
        typer.Argument(help=_("The file to write: its ending says its kind."), metavar="FICHIER", show_default=False),
    ],
    extracts: Annotated[int, typer.Option("--extracts", min=0, max=10, help=_("Extracts of a code, at most."))] = 2,
    study: StudyOption = Path(),
) -> None:
    """Write the codebook for others."""
    from toolkit.coding.codebook_page import codebook_document, codebook_table
    from toolkit.coding.files import save_codebook
    from toolkit.formats.document_writers import write_document
    from toolkit.formats.table_writers import write_table
    from toolkit.model import Coding, Transcript

    with opened(study) as desk:
        book = desk.codebook
        to.parent.mkdir(parents=True, exist_ok=True)
        if to.suffix.lower() in (".csv", ".xlsx"):
            write_table(to, codebook_table(book))
        elif to.suffix.lower() == ".md":
            save_codebook(book, to)
        elif to.suffix.lower() == ".qdc":
            from toolkit.coding.codebook_past import field_names
            from toolkit.formats.codebook_qdc import write_qdc

            kept = ("when_to_use", "when_not_to_use", "example", "reference")
            write_qdc(book, to, fields={name: words for name, words in field_names().items() if name in kept})
        else:
            document = codebook_document(
                book,
                codings=desk.all(Coding),
                transcripts=desk.all(Transcript),
                extracts=extracts,
                title=desk.sheet.title,
                head=desk.head,
            )
            write_document(document, to)
        say(_("Written: {path}", path=to))


def check(
    all_: Annotated[bool, typer.Option("--all", help=_("Show every remark, not only the first ones."))] = False,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """List what to look at again."""
    from toolkit.coding.lints import lint_codebook
    from toolkit.model import Coding

    with opened(study) as desk:
        found = lint_codebook(desk.codebook, desk.all(Coding))
    if json:
        as_json(
            [
                {"check": one.check, "codes": list(one.codes), "message": one.message, "codings": list(one.codings)}
                for one in found
            ]
        )
        return
    shown = found if all_ else found[:SHOWN]
    if found:
        table(
            (_("Code"), _("Remark"), _("What to do"), _("Passages")),
            [(", ".join(one.codes), one.title, one.message, len(one.codings) or "") for one in shown],
        )
    say(n_("{n} remark.", "{n} remarks.", len(found)))
    if left := len(found) - len(shown):
        say(n_("{n} more is not shown: see it with --all.", "{n} more are not shown: see them with --all.", left))


def rename(
    code: CodeArgument,
    label: Annotated[str, typer.Argument(help=_("The new label."), metavar="LIBELLÉ", show_default=False)],
    study: StudyOption = Path(),
    coder: CoderOption = None,
) -> None:
    """Give a code another label."""
    from toolkit.coding.codebook import rename as renamed

    with opened(study) as desk:
        _done(desk, renamed(desk.codebook, code, label), coder)
        say(_("{code} is now labelled “{label}”.", code=code, label=label))


def move(
    code: CodeArgument,
    under: Annotated[
        str | None, typer.Option("--under", help=_("Id of the code above it; without it, the code goes to the top."))
    ] = None,
    study: StudyOption = Path(),
    coder: CoderOption = None,
) -> None:
    """Put a code elsewhere in the tree."""
    from toolkit.coding.codebook import move as moved

    with opened(study) as desk:
        _done(desk, moved(desk.codebook, code, under), coder)
        say(
            _("{code} is now under {parent}.", code=code, parent=under)
            if under
            else _("{code} is now at the top of the codebook.", code=code)
        )


def merge(
    codes: CodesArgument,
    into: Annotated[str, typer.Option("--into", help=_("Id of the code that stays."), show_default=False)],
    label: Annotated[str, typer.Option("--label", help=_("Its new label."), show_default=False)] = "",
    study: StudyOption = Path(),
    coder: CoderOption = None,
) -> None:
    """Make one code of several."""
    from toolkit.coding.regrouping import merge_codes
    from toolkit.model import Coding

    with opened(study) as desk:
        before = sum(coding.code == into or coding.code in codes for coding in desk.all(Coding))
        _done(desk, merge_codes(desk, codes, into=into, label=label), coder)
        after = sum(coding.code == into for coding in desk.all(Coding))
        say(_("{codes} → {into}.", codes=", ".join(codes), into=into))
        say(n_("{n} passage bears it now.", "{n} passages bear it now.", after))
        if before > after:
            say(
                n_(
                    "{n} that overlapped another was joined to it.",
                    "{n} that overlapped others were joined to them.",
                    before - after,
                )
            )
        say(_("To take it back: carnet undo"))


def split(
    code: CodeArgument,
    into: Annotated[
        list[str],
        typer.Option(
            "--into", help=_("A new code, as “id=Label”, or the id of one that exists."), show_default=False
        ),
    ],
    sorting: Annotated[
        Path | None,
        typer.Option("--sorted", help=_("The table, once its column “code” is filled."), metavar="FICHIER"),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--table", help=_("Where to write the table of the passages to sort."), metavar="FICHIER"),
    ] = None,
    study: StudyOption = Path(),
    coder: CoderOption = None,
) -> None:
    """Make several codes of one."""
    from toolkit.coding.files import read_sorting, write_to_sort
    from toolkit.coding.regrouping import split_code, to_sort

    with opened(study) as desk:
        new = _new_codes(desk, into)
        desk.codebook[code]
        if sorting is None:
            place = to or desk.folder / "outputs" / f"tri-{code}.csv"
            waiting = write_to_sort(place, desk, code, [one.id for one in new])
            say(n_("{n} passage to sort: {path}", "{n} passages to sort: {path}", waiting, path=place))
            say(_("Fill the column “code”, save, then add to this command: --sorted {path}", path=place))
            return
        chosen: Mapping[str, list[str]] = read_sorting(sorting, code, [one.id for one in new])
        _done(desk, split_code(desk, code, new, sorting=chosen), coder)
        left = len(to_sort(desk, code))
        say(n_("{n} passage sorted.", "{n} passages sorted.", len(chosen)))
        say(n_("{n} passage still bears {code}.", "{n} passages still bear {code}.", left, code=code))


def confirm(
    ids: Annotated[list[str] | None, typer.Argument(help=_("Ids of codings."), show_default=False)] = None,
    code: Annotated[
        list[str] | None, typer.Option("--code", help=_("All those of this code (may be repeated)."))
    ] = None,
    study: StudyOption = Path(),
    coder: CoderOption = None,
    json: JsonOption = False,
) -> None:
    """List or confirm the passages coded under an older definition."""
    from toolkit.coding import regrouping
    from toolkit.model import Code, Coding

    with opened(study) as desk:
        named = {desk.get(Code, one).id for one in code or ()}
        wanted = {desk.get(Coding, one).id for one in ids or ()}
        old = regrouping.outdated(desk.all(Coding), desk.codebook)
        chosen = [one for one in old if one.id in wanted or one.code in named]
        if ids or code:
            _done(desk, regrouping.confirm(chosen, desk.codebook), coder)
            old = [one for one in old if one not in chosen]
            say(n_("{n} passage confirmed.", "{n} passages confirmed.", len(chosen)))
    if json:
        as_json([{"coding": one.id, "code": one.code, "transcript": one.transcript} for one in old])
        return
    if old:
        counts: dict[str, int] = {}
        for one in old:
            counts[one.code] = counts.get(one.code, 0) + 1
        table((_("Code"), _("Passages")), sorted(counts.items()))
    say(
        n_(
            "{n} passage was coded under an older definition.",
            "{n} passages were coded under an older definition.",
            len(old),
        )
    )


def delete(code: CodeArgument, study: StudyOption = Path(), coder: CoderOption = None) -> None:
    """Take a code away."""
    from toolkit.coding.codebook import delete as deleted
    from toolkit.model import Coding

    with opened(study) as desk:
        links = len(desk.links)
        _done(desk, deleted(desk.codebook, code, codings=desk.all(Coding)), coder)
        if gone := links - len(desk.links):
            say(n_("{n} link went with it.", "{n} links went with it.", gone))
        say(_("{code} is no longer in the codebook. To take it back: carnet undo", code=code))


def _done(desk: "Study", change: "Change", coder: str | None) -> None:
    """Write a change of the codebook; ``codebook.md`` follows."""
    from toolkit.cli.coding import coder_of

    if change:
        desk.do(change, coder=coder_of(desk, coder))


def _new_codes(desk: "Study", named: "list[str]") -> "list[Code]":
    """Return the codes that a split is made into: “id=Label”, or the id of a code that exists."""
    from toolkit.model import Code

    codes = []
    for one in named:
        id, equal, label = one.partition("=")
        codes.append(Code(id.strip(), label.strip() or id.strip()) if equal else desk.get(Code, id.strip()))
    return codes
