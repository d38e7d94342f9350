"""Commands of ``carnet codings``: bring in what was coded elsewhere, in Word or in a spreadsheet."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.study import Study


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    group = typer.Typer(help=_("Codings made elsewhere: in the comments of Word, in a table."), no_args_is_help=True)
    group.command(
        "import",
        help=_(
            "Bring in the codings of a Word document (its comments), of a table (transcript, code, extract), or the "
            "answers of a coding page."
        ),
        epilog=_("Example: carnet codings import E03.docx --transcript E03 --coder C1"),
    )(bring)
    app.add_typer(group, name="codings")


def bring(
    file: Annotated[
        Path,
        typer.Argument(
            help=_("A docx with comments, a table, or answers (json)."), metavar="FICHIER", show_default=False
        ),
    ],
    transcript: Annotated[
        str | None,
        typer.Option("--transcript", help=_("The transcript that the document is; by default, that of its name.")),
    ] = None,
    coder: Annotated[
        str | None, typer.Option("--coder", help=_("Who codes; by default, you."), show_default=False)
    ] = None,
    authors: Annotated[
        list[str] | None,
        typer.Option("--author", help=_("“Name in Word=C2”, when several people commented (may be repeated).")),
    ] = None,
    new_codes: Annotated[
        bool, typer.Option("--new-codes", help=_("Make codes of the short unknown labels."))
    ] = False,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Bring codings in."""
    from toolkit.cli.coding import coder_of

    if file.suffix.lower() == ".json":
        _from_page(study, file, json)
        return
    with opened(study) as desk:
        who = coder_of(desk, coder)
        if file.suffix.lower() == ".docx":
            coders = _pairs(desk, authors or [])
            _from_word(desk, file, transcript or file.stem, who, coders, new_codes, json, told=coder is not None)
        else:
            _from_table(desk, file, who, json)


def _from_word(
    desk: "Study",
    file: Path,
    transcript: str,
    coder: str,
    coders: dict[str, str],
    new_codes: bool,
    json: bool,
    *,
    told: bool,
) -> None:
    from toolkit.coding.files import save_codebook
    from toolkit.coding.word import codings_of_comments
    from toolkit.errors import Refused
    from toolkit.formats.docx_comments import read_comments
    from toolkit.model import Code, Coding, Transcript

    document = read_comments(file)
    text = desk.get(Transcript, transcript)
    people = {one.author for one in document.comments} - {""}
    if len(people) > 1 and not (told or coders):
        # Two people read as one coder: their agreement would be lost, and nobody would see it.
        raise Refused(
            _("{n} people commented on this document: nothing was brought in.", n=len(people)),
            _("Say who is who with --author “Name in Word=C2”, for each of them; or --coder C1 if all is by C1."),
        )
    found = codings_of_comments(document, text, desk, coder=coder, coders=coders, new_codes=new_codes)
    if found.change:
        desk.do(found.change, coder=coder)
        save_codebook(desk.codebook, desk.folder / "codebook.md")
    born = [new for _id, _old, new in found.change]
    codings = sum(isinstance(one, Coding) for one in born)
    codes = [one.id for one in born if isinstance(one, Code)]
    if json:
        left = [{"reason": one.reason, "turn": one.turn, "text": one.text} for one in found.left]
        as_json(
            {
                "comments": len(document.comments),
                "codings": codings,
                "doubtful": list(found.doubtful),
                "codes": codes,
                "left": left,
            }
        )
        return
    say(n_("{n} comment read.", "{n} comments read.", len(document.comments)))
    say(n_("{n} coding brought in.", "{n} codings brought in.", codings))
    if codes:
        say(n_("{n} new code: {codes}", "{n} new codes: {codes}", len(codes), codes=", ".join(codes)))
    if found.doubtful:
        say(
            n_(
                "{n} of them lies on words that changed: it is a proposal, to be read then accepted.",
                "{n} of them lie on words that changed: they are proposals, to be read then accepted.",
                len(found.doubtful),
            )
        )
    if found.left:
        table(
            (_("Turn"), _("Comment"), _("Why it made no coding")),
            [("" if one.turn is None else one.turn, " ".join(one.text.split()), one.why) for one in found.left],
        )


def _from_table(desk: "Study", file: Path, coder: str, json: bool) -> None:
    from toolkit.coding.tables import codings_of
    from toolkit.formats.sheets import read_table

    sheet = read_table(file)
    change = codings_of(sheet, desk, coder=coder)
    # Every row is a coding, or the table is refused: what makes none says again what was there.
    doubles = len(sheet.rows) - len(change)
    if change:
        desk.do(change, coder=coder)
    if json:
        as_json({"codings": len(change), "doubles": doubles})
        return
    say(n_("{n} coding brought in.", "{n} codings brought in.", len(change)))
    if doubles:
        say(
            n_(
                "{n} row says a coding that is there already: the same passage, code and coder. It was left out.",
                "{n} rows say codings that are there already: the same passage, code and coder. They were left out.",
                doubles,
            )
        )


def _from_page(study: Path, file: Path, json: bool) -> None:
    """Read the file whole, then write: one that is refused leaves the study as it was."""
    from toolkit.cli.passphrases import of_page
    from toolkit.coding.files import save_codebook
    from toolkit.coding.page_answers import is_sealed_content, read_page_answers
    from toolkit.coding.page_files import bring, read_content

    content = read_content(file)
    secret = of_page() if is_sealed_content(content) else None
    answers = read_page_answers(content, name=file.name, passphrase=secret)
    with opened(study) as desk:
        report = bring(desk, answers)
        if report.codes:
            save_codebook(desk.codebook, desk.folder / "codebook.md")
    if json:
        lists = ("added", "changed", "deleted", "memos", "codes", "unchanged", "moved", "older")
        left = [{"id": one.id, "reason": one.reason, "code": one.code, "text": one.text} for one in report.left]
        as_json({"coder": report.coder, **{name: getattr(report, name) for name in lists}, "left": left})
        return
    say(f"{file.name} ({report.coder})", *(f"  {line}" for line in report.sentences()))
    if report.left:
        table(
            (_("Transcript"), _("Code"), _("Words"), _("Why it was left out")),
            [(one.transcript, one.code, " ".join(one.text.split()), one.why) for one in report.left],
        )


def _pairs(desk: "Study", authors: list[str]) -> dict[str, str]:
    """Return the coder of each author; a new coder is brought into the study."""
    from toolkit.cli.coding import coder_of
    from toolkit.errors import Refused

    pairs = {}
    for one in authors:
        name, equal, id = one.rpartition("=")
        if not equal or not name.strip() or not id.strip():
            raise Refused(
                _("“{text}” does not say who is who.", text=one),
                _("Write the name as Word shows it, “=”, then an id."),
            )
        pairs[name.strip()] = coder_of(desk, id.strip())
    return pairs
