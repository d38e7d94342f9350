"""``carnet revise``: a text corrected or transcribed again after it was coded; first what would become of it all."""

import enum
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, table, warn
from toolkit.errors import Refused
from toolkit.i18n import _, n_, said

if TYPE_CHECKING:
    from toolkit.cli.revised_file import NewText
    from toolkit.study import Study
    from toolkit.transcripts.revisions import Revision, ToReview

SHOWN = 300
"""How many characters of a passage are shown on the screen."""


class Mode(enum.StrEnum):
    """How much of the text changes."""

    typo = "typo"
    retranscription = "retranscription"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to ``app``."""
    app.command(
        "revise",
        help=_("Correct a text that is coded, or give its new transcription: each passage follows, or is shown."),
        epilog=_("Example: carnet revise E03 sources/E03.txt --dry-run"),
    )(revise)


def revise(
    transcript: Annotated[
        str, typer.Argument(help=_("Id of the transcript (E03)."), metavar="ID", show_default=False)
    ],
    file: Annotated[Path, typer.Argument(help=_("The new text: docx, odt, txt, vtt…"), show_default=False)],
    study: StudyOption = Path(),
    mode: Annotated[
        Mode,
        typer.Option("--mode", help=_("Small corrections (typo), or a whole new transcription (retranscription).")),
    ] = Mode.typo,
    names: Annotated[
        Path | None, typer.Option("--names", help=_("Reviewed table of names, when the new text holds real names."))
    ] = None,
    already: Annotated[
        bool, typer.Option("--already-pseudonymised", help=_("The new text holds no real name any more."))
    ] = False,
    coffre: Annotated[
        Path | None,
        typer.Option("--coffre", help=_("Folder of the coffre; by default, the one that “carnet new” made.")),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", help=_("Table of decisions that you filled."), show_default=False),
    ] = None,
    table_file: Annotated[
        Path | None,
        typer.Option(
            "--table",
            help=_("Write there the table of what is to review (CSV or xlsx), words included."),
            show_default=False,
        ),
    ] = None,
    another: Annotated[
        bool, typer.Option("--another-text", help=_("Accept a text that shares almost nothing with the old one."))
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Only show what would become of the passages."))
    ] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", help=_("Save without asking; what is undecided waits as a proposal.")),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Show what follows and what is to review, ask, then write all of it in one change."""
    from toolkit.cli.revised_file import new_text
    from toolkit.cli.revision_table import read_revision, write_revision
    from toolkit.study.unfinished import finish_sources
    from toolkit.transcripts.revised import revision_of

    with opened(study) as desk:
        # A revision that an interruption cut after the journal: its clean text goes to its place first.
        finish_sources(desk)
        coming = new_text(desk, transcript, file, names=names, already=already, coffre=coffre)
        try:
            revision = revision_of(desk, transcript, coming.reading, mode=mode.value, another_text=another)
        except Refused as error:
            if "shared" not in error.fields:
                raise
            # Python has a word of its own for it.
            hint = _("Check the file; if it is the right one, say it with --another-text.")
            raise Refused(error.message, hint, **error.fields) from error
        if decisions is not None:
            revision = revision.decide(read_revision(decisions, revision))
        if not json:
            _show(revision)
        warn(*coming.warnings, *revision.warnings)
        if table_file is not None:
            warn(_("To be decided: {path}", path=write_revision(table_file, revision)))
        asked_table = table_file is not None and not yes and decisions is None
        if not len(revision.change) or dry_run or asked_table:
            _end(revision, "", json=json)
            return
        asking = not (yes or json or (decisions is not None and not revision.waiting)) and sys.stdin.isatty()
        if asking:
            revision = _asked(revision)
        elif not yes and (decisions is None or revision.waiting):
            if json:
                _end(revision, "", json=True)
            raise _unasked(transcript, file)
        hash = _save(desk, revision, coming)
        _end(revision, hash, json=json)


def _unasked(transcript: str, file: Path) -> Refused:
    name = f'"{file}"' if " " in str(file) else str(file)
    return Refused(
        _("Nothing was written: somebody must say yes."),
        _(
            "Decide in a table: “carnet revise {id} {file} --table revision.csv”, fill it, then --decisions "
            "revision.csv; or add --yes: what is undecided then waits as a proposal.",
            id=transcript,
            file=name,
        ),
    )


def _save(desk: "Study", revision: "Revision", coming: "NewText") -> str:
    from toolkit.transcripts.revised import save_revision

    with coming.written(desk, revision) as put_in_place:
        hash = save_revision(desk, revision)
        put_in_place()
    return hash


def _asked(revision: "Revision") -> "Revision":
    """Ask on the terminal what becomes of each undecided passage, then whether all of it is to be saved."""
    answers = {_("k"): "keep", _("l"): "later", _("d"): "drop"}
    for key, item in revision.keyed.items():
        if item.decision != "later":
            continue
        say("", *_lines(item))
        while True:
            answer = input(_("Keep it there (k), later (l) or drop it (d)?") + " ").strip().casefold()
            if answer in answers:
                break
        revision = revision.decide({key: answers[answer]})  # type: ignore[dict-item]
    typer.confirm(_("Save this revision?"), abort=True)
    return revision


def turn_name(turn: int | None) -> str:
    """Return the number of a turn, or nothing."""
    return "" if turn is None else str(turn)


def _lines(item: "ToReview") -> list[str]:
    from toolkit.transcripts.placing import WHYS

    return [
        _("{id}: {why}", id=item.code or item.id, why=said(WHYS[item.why])),
        f"  - {item.old.before[-30:]}[{_short(item.old.words)}]{item.old.after[:30]}".replace("\n", " "),
        f"  + {item.new.before[-30:]}[{_short(item.new.words)}]{item.new.after[:30]}".replace("\n", " "),
    ]


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[: SHOWN // 2]} … {words[-SHOWN // 2 :]}"


def _show(revision: "Revision") -> None:
    from toolkit.cli.revision_table import word_of
    from toolkit.transcripts.placing import WHYS
    from toolkit.transcripts.revising import summary

    if not len(revision.change):
        say(_("{id}: the new text is the one that the study holds; nothing changes.", id=revision.before.id))
        return
    table((_("What becomes of the passages"), _("passages")), summary(revision), title=revision.before.id)
    if revision.to_review:
        table(
            (_("Passage"), _("Turn"), _("Why"), _("Before"), _("After"), _("Decision")),
            [
                (
                    item.code or _("chosen extract"),
                    turn_name(item.new.turn),
                    said(WHYS[item.why]),
                    " ".join(_short(item.old.words).split()),
                    " ".join(_short(item.new.words).split()),
                    word_of(item.decision),
                )
                for item in revision.to_review
            ],
            title=_("To review"),
        )


def _end(revision: "Revision", hash: str, *, json: bool) -> None:
    if json:
        as_json(_plain(revision, hash))
        return
    if not hash:
        if len(revision.change):
            say(_("Nothing was written."))
        return
    say(_("{id} is revised, in one action: “carnet undo” gives the former text back.", id=revision.before.id))
    if waiting := len(revision.waiting):
        say(
            n_(
                "{n} passage waits as a proposal: it counts for nothing until you accept it or reject it.",
                "{n} passages wait as proposals: they count for nothing until you accept or reject them.",
                waiting,
            )
        )


def _plain(revision: "Revision", hash: str) -> dict[str, Any]:
    return {
        "transcript": revision.before.id,
        "mode": revision.mode,
        "revision": revision.digest,
        "shared": round(revision.shared, 3),
        "changed": bool(len(revision.change)),
        "written": bool(hash),
        "hash": hash,
        "turns": {"before": len(revision.before.turns), "after": len(revision.after.turns)},
        "followed": len(revision.followed),
        "noticed": [{"id": one.id, "shelf": one.noun.shelf, "notice": one.notice} for one in revision.noticed],
        "to_review": [
            {
                "key": key,
                "kind": item.kind,
                "why": item.why,
                "decision": item.decision if isinstance(item.decision, str) else list(item.decision),
                "choices": list(item.choices),
                "code": item.code,
                "coder": item.coder,
                "start": item.start,
                "end": item.end,
                "reviews": item.reviews,
                "quotes": item.quotes,
                "old": _excerpt(item.old),
                "new": _excerpt(item.new),
            }
            for key, item in revision.keyed.items()
        ],
        "warnings": list(revision.warnings),
    }


def _excerpt(shown: Any) -> dict[str, Any]:
    return {"turn": shown.turn, "before": shown.before, "words": shown.words, "after": shown.after}
