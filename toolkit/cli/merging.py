"""The command ``carnet merge``: another copy of the study comes into it; what only a person can decide is asked."""

import enum
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.common import JsonOption, StudyOption, as_json, opened, say, warn
from toolkit.cli.erased_elsewhere import (
    confirm_withdrawals,
    erased_facts,
    merged_line,
    say_compared,
    say_erased,
    warn_withdrawals,
)
from toolkit.errors import Refused, Undecided, WithdrawnElsewhere
from toolkit.i18n import _, n_, said

if TYPE_CHECKING:
    from toolkit.model.disagreements import Disagreement
    from toolkit.study import Study
    from toolkit.study.merging import Comparison, Merged


class Take(enum.StrEnum):
    """Whose version holds wherever both copies differ."""

    mine = "mine"
    theirs = "theirs"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to ``app``."""
    app.command(
        "merge",
        help=_(
            "Bring another copy of the study into it; by default, the copies left beside it by OneDrive and others."
        ),
        epilog=_("Example: carnet merge E:/study.db"),
    )(merge)


def merge(
    file: Annotated[
        Path | None,
        typer.Argument(help=_("The other copy: its “study.db”, or its folder."), show_default=False),
    ] = None,
    study: StudyOption = Path(),
    take: Annotated[
        Take | None,
        typer.Option("--take", help=_("Take this side wherever both copies differ."), show_default=False),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", help=_("Table of decisions that you filled."), show_default=False),
    ] = None,
    conflicts: Annotated[
        Path | None,
        typer.Option(
            "--conflicts",
            help=_("Write there the table of what is to be decided, words included."),
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would come; write nothing."))] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=_("Accept the withdrawals made in the other copy without asking."))
    ] = False,
    json: JsonOption = False,
) -> None:
    """Merge one copy, or each copy that lies beside the study; a copy that was merged goes to ``backups``."""
    from toolkit.cli.decisions import read_decisions

    decided = read_decisions(decisions) if decisions is not None else {}
    answers: list[dict[str, Any]] = []
    with opened(study) as desk:
        copies = [file] if file is not None else desk.conflict_copies()
        for copy in copies:
            if dry_run:
                found = desk.compare(copy, decisions=decided)
                answers.append(_compared(copy, found))
                if not json:
                    _say_compared(desk, copy, found)
                continue
            chosen = take.value if take is not None else None
            choices = {"take": chosen, "accept_withdrawals": yes}
            done = _merged(desk, copy, decided, choices, conflicts, json=json)
            answers.append(_facts(copy, done))
            if file is None:
                answers[-1]["kept"] = str(_put_away(desk, copy))
            if not json:
                _say_merged(copy, done)
        if not copies and not json:
            say(_("No other copy of this study lies in its folder: name one, for instance on a USB key."))
    if json:
        as_json(answers)


def _merged(
    desk: "Study", copy: Path, decided: dict[str, str], choices: dict[str, Any], conflicts: Path | None, *, json: bool
) -> "Merged":
    """Merge one copy; ask about what is to be decided on a terminal, tell how to decide elsewhere."""
    from toolkit.cli.decisions import write_conflicts

    while True:
        try:
            return desk.merge(copy, decisions=decided, **choices)
        except WithdrawnElsewhere as leaving:
            if json:
                as_json({"file": str(copy), "withdrawn": list(leaving.ids)})
            if json or not sys.stdin.isatty():
                warn_withdrawals(leaving)
                raise
            confirm_withdrawals(desk, leaving)
            choices = {**choices, "accept_withdrawals": True}
        except Undecided as waiting:
            if json:
                as_json({"file": str(copy), "conflicts": [_conflict(one) for one in waiting.conflicts]})
            if conflicts is not None:
                warn(_("To be decided: {path}", path=write_conflicts(conflicts, waiting.conflicts, _names(desk))))
                raise
            if json or not sys.stdin.isatty():
                warn(*(_line(one, _names(desk)) for one in waiting.conflicts))
                raise _explained(waiting, copy) from None
            for one in waiting.conflicts:
                decided[one.key] = asked(one, _names(desk))


def _explained(waiting: Undecided, copy: Path) -> Refused:
    """Return the same fault, whose way out is that of the command line."""
    hint = _(
        "Nothing was written. Decide in a table: “carnet merge {path} --conflicts conflits.csv”, fill its last "
        "column, then “carnet merge {path} --decisions conflits.csv”; or take one side everywhere with --take.",
        path=f'"{copy}"',
    )
    return Undecided(waiting.path, waiting.conflicts, hint=hint)


def asked(one: "Disagreement", names: Mapping[str, str]) -> str:
    """Ask on the terminal which side holds, showing what each one says."""
    answers = {_("m"): "mine", _("t"): "theirs", **({_("b"): "both"} if "both" in one.choices else {})}
    say("", _line(one, names), one.show())
    wanted = (
        _("Keep mine (m), theirs (t) or both (b)?") if "both" in one.choices else _("Keep mine (m) or theirs (t)?")
    )
    while True:
        answer = input(f"{wanted} ").strip().casefold()
        if answer in answers:
            return answers[answer]


def _line(one: "Disagreement", names: Mapping[str, str]) -> str:
    from toolkit.model.disagreements import spoken_kind

    return _(
        "{key}: {kind}. Here: {mine}. There: {theirs}.",
        key=one.key,
        kind=spoken_kind(one.kind),
        mine=told_by(one.mine.coder, one.mine.at, names),
        theirs=told_by(one.theirs.coder, one.theirs.at, names),
    )


def told_by(coder: str, at: str, names: Mapping[str, str]) -> str:
    """Return who did something and when, as a person reads it."""
    if not at:
        return _("unchanged")
    day = datetime.fromisoformat(at).astimezone()
    return _("{who}, {day}", who=names.get(coder, coder) or "?", day=f"{day:%d/%m/%Y %H:%M}")


def _names(desk: "Study") -> dict[str, str]:
    from toolkit.model.people import shown_names

    return shown_names(desk.coders)


def _put_away(desk: "Study", copy: Path) -> Path:
    """Move a copy that was merged into ``backups``: nothing is ever deleted."""
    folder = desk.folder / "backups"
    folder.mkdir(exist_ok=True)
    target, number = folder / copy.name, 2
    while target.exists():
        target = folder / f"{copy.stem}-{number}{copy.suffix}"
        number += 1
    for side in ("-wal", "-shm", "-journal"):
        beside = copy.with_name(copy.name + side)
        if beside.exists():
            beside.replace(target.with_name(target.name + side))
    return copy.replace(target)


def _say_merged(copy: Path, done: "Merged") -> None:
    if not done:
        say(_("{path}: everything that it holds is already here.", path=copy))
        return
    say(merged_line(copy, done))
    say(*_counts(done.births, done.changes, done.deletions))
    say_erased(done)
    _say_listed(done.to_look_at, done.left_out)


def _say_compared(desk: "Study", copy: Path, found: "Comparison") -> None:
    if found.known:
        say(_("{path}: everything that it holds is already here.", path=copy))
        return
    say(_("{path}: this would come; nothing was written.", path=copy))
    say(*_counts(found.births, found.changes, found.deletions))
    say_compared(found)
    _say_listed(found.to_look_at, found.left_out)
    if found.conflicts:
        n = len(found.conflicts)
        say(n_("To be decided: {n} thing.", "To be decided: {n} things.", n))
        say(*(f"  {_line(one, _names(desk))}" for one in found.conflicts))


def _counts(births: dict[str, int], changes: dict[str, int], deletions: dict[str, int]) -> list[str]:
    """Return one line per shelf."""
    return [
        "  "
        + _(
            "{shelf}: {born} new, {changed} changed, {gone} taken away",
            shelf=said(shelf),
            born=births.get(shelf, 0),
            changed=changes.get(shelf, 0),
            gone=deletions.get(shelf, 0),
        )
        for shelf in sorted({*births, *changes, *deletions})
    ]


def _say_listed(look: tuple[tuple[str, str], ...], left: tuple[tuple[str, str], ...]) -> None:
    if look:
        n = len(look)
        say(
            n_(
                "{n} passage moved to a text that changed under it; look at it again:",
                "{n} passages moved to a text that changed under them; look at them again:",
                n,
            ),
            *(f"  {id}" for _shelf, id in look),
        )
    if left:
        n = len(left)
        say(
            n_(
                "{n} thing could not stay (nothing is left of its place, or of what it was about):",
                "{n} things could not stay (nothing is left of their place, or of what they were about):",
                n,
            ),
            *(f"  {shelf}:{id}" for shelf, id in left),
        )


def _facts(copy: Path, done: "Merged") -> dict[str, Any]:
    return {
        "file": str(copy),
        "merged": bool(done),
        "hash": done.hash,
        "births": done.births,
        "changes": done.changes,
        "deletions": done.deletions,
        "to_look_at": [f"{shelf}:{id}" for shelf, id in done.to_look_at],
        "left_out": [f"{shelf}:{id}" for shelf, id in done.left_out],
        **erased_facts(done),
    }


def _compared(copy: Path, found: "Comparison") -> dict[str, Any]:
    return {
        "file": str(copy),
        "known": found.known,
        "births": found.births,
        "changes": found.changes,
        "deletions": found.deletions,
        "to_look_at": [f"{shelf}:{id}" for shelf, id in found.to_look_at],
        "left_out": [f"{shelf}:{id}" for shelf, id in found.left_out],
        **erased_facts(found),
        "conflicts": [_conflict(one) for one in found.conflicts],
    }


def _conflict(one: "Disagreement") -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "fields": list(one.fields),
        "choices": list(one.choices),
        "mine": {"coder": one.mine.coder, "at": one.mine.at},
        "theirs": {"coder": one.theirs.coder, "at": one.theirs.at},
    }
