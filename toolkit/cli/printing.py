"""``carnet print``: interviews laid out for paper, with their codes if asked."""

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, progress, say, warn
from toolkit.errors import Refused
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.study import Study


class As(enum.StrEnum):
    """The kind of file."""

    DOCX = "docx"
    ODT = "odt"
    HTML = "html"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to ``app``."""
    app.command(
        "print",
        help=_("Print interviews with turn numbers and a wide margin, with their codes if asked: docx, odt or html."),
        epilog=_("Example: carnet print E03 --coded --to E03.docx"),
    )(print_texts)


def print_texts(
    ids: Annotated[
        list[str] | None, typer.Argument(help=_("Ids of transcripts: E03."), metavar="ID", show_default=False)
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("Every transcript of the study."))] = False,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            help=_("File to write (.docx, .odt, .html), or folder; by default “outputs” of the study."),
            show_default=False,
        ),
    ] = None,
    kind: Annotated[As, typer.Option("--format", help=_("Kind of file, where --to is a folder."))] = As.DOCX,
    coded: Annotated[bool, typer.Option("--coded", help=_("Print the codes beside the extracts."))] = False,
    comments: Annotated[
        bool, typer.Option("--comments", help=_("Print the codes as comments of Word or LibreOffice."))
    ] = False,
    coder: Annotated[
        list[str] | None,
        typer.Option("--coder", help=_("Only the codings of this coder (may be repeated)."), show_default=False),
    ] = None,
    code: Annotated[
        list[str] | None,
        typer.Option("--code", help=_("Only this code, and those below it (may be repeated)."), show_default=False),
    ] = None,
    proposed: Annotated[
        bool, typer.Option("--proposed", help=_("Print proposals too: they are marked as such."))
    ] = False,
    turns: Annotated[
        str | None,
        typer.Option("--turns", help=_("Only these turns."), metavar="40-52", show_default=False),
    ] = None,
    times: Annotated[bool, typer.Option("--times/--no-times", help=_("Print when each turn begins."))] = True,
    study: StudyOption = Path(),
    json: JsonOption = False,
) -> None:
    """Print transcripts; a file that somebody annotated is kept, and the new one is written beside."""
    with_codes = coded or comments
    if not with_codes and (coder or code or proposed):
        with_codes = True
    with opened(study) as desk:
        texts = _texts(desk, ids or [], every=every)
        targets = _targets(desk, texts, to, kind.value, coded=with_codes)
        options: dict[str, Any] = {"turns": turns, "times": times, "date": _today()}
        if with_codes:
            options |= {
                "coder": coder,
                "codes": code,
                "states": ("accepted", "proposed") if proposed else ("accepted",),
                "how": "comments" if comments else "margin",
            }
        done = _printed(desk, targets, options, coded=with_codes)
    if json:
        as_json([{"transcript": id, "file": str(path)} for id, path in done.items()])
        return
    say(*(_("Written: {path}", path=path) for path in done.values()))
    kept = [targets[id] for id, path in done.items() if path != targets[id]]
    for path in kept:
        warn(_("{path} was changed since, or made by others: it is kept as it is.", path=path))


def _printed(desk: "Study", targets: dict[str, Path], options: dict[str, Any], *, coded: bool) -> dict[str, Path]:
    from toolkit.coding import print_coded
    from toolkit.transcripts import print_text

    write = print_coded if coded else print_text
    done: dict[str, Path] = {}
    label = n_("Printing {n} text", "Printing {n} texts", len(targets))
    with progress(label, len(targets)) as advance:
        for id, path in targets.items():
            done[id] = write(desk, id, path, **options)
            advance()
    return done


def _texts(desk: "Study", ids: list[str], *, every: bool) -> list[str]:
    """Return the ids to print; raise ``UnknownTranscript`` before anything is written."""
    from toolkit.model import Transcript

    if every and ids:
        raise Refused(_("--all goes without the ids of transcripts."), _("Keep one or the other."))
    if every:
        if not len(desk.transcripts):
            raise Refused(_("There is no transcript in this study yet."), _("Bring some in with “carnet import”."))
        return desk.transcripts.ids()
    if not ids:
        raise Refused(_("No transcript is named."), _("Write its id, or --all: carnet print E03 --to E03.docx"))
    return [desk.get(Transcript, id).id for id in dict.fromkeys(ids)]


def _targets(desk: "Study", ids: list[str], to: Path | None, kind: str, *, coded: bool) -> dict[str, Path]:
    """Return where each text is printed: the file that was named, else one a text in a folder."""
    ends = {f".{one.value}" for one in As}
    folder = to if to is not None else desk.folder / "outputs"
    if to is not None and to.suffix and not to.is_dir():
        if to.suffix.lower() not in ends:
            raise Refused(
                _("“{extension}” is not a kind of document that Carnet writes.", extension=to.suffix),
                _("Choose one of: {allowed}.", allowed=", ".join(sorted(ends))),
            )
        if len(ids) > 1:
            raise Refused(
                _("Several texts do not go into one file."), _("Give a folder: carnet print --all --to prints")
            )
        return {ids[0]: to}
    names = {id: _("{id}-coded", id=_safe(id)) if coded else _safe(id) for id in ids}
    return {id: folder / f"{name}.{kind}" for id, name in names.items()}


def _safe(id: str) -> str:
    """Return an id as the name of a file: some systems refuse “:” and “/”."""
    return "".join("_" if sign in "/:" else sign for sign in id)


def _today() -> str:
    import datetime

    return datetime.date.today().isoformat()
