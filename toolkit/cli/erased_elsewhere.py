"""What ``carnet merge`` and ``carnet unpack`` say and ask of what was erased in one copy and not in the other."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from toolkit.cli.common import say, table, warn
from toolkit.errors import WithdrawnElsewhere
from toolkit.i18n import _, n_, said

if TYPE_CHECKING:
    from toolkit.study import Study
    from toolkit.study.merging import Comparison, Merged


def confirm_withdrawals(desk: "Study", leaving: WithdrawnElsewhere) -> None:
    """Show what goes with the persons who left the other copy, and ask; a no raises ``Abort``."""
    say(*withdrawn_lines(leaving.ids, leaving.numbers))
    for id in leaving.ids:
        plan = desk.withdraw(id, rehearse=True)
        table([_("column"), _("what")], plan.rows(), title=plan.title)
    typer.confirm(_("Erase all this here too, for ever, and bring the rest in?"), abort=True)


def withdrawn_lines(ids: tuple[str, ...], numbers: Mapping[str, tuple[int, int]]) -> list[str]:
    """Return who left the other copy, and what goes with them."""
    lines = [_("{id} withdrew in that copy: this withdrawal holds here too, for ever.", id=id) for id in ids]
    return lines + [f"  {said(shelf)} : {old} → {new}" for shelf, (old, new) in numbers.items()]


def warn_withdrawals(leaving: WithdrawnElsewhere) -> None:
    """Say on the side what goes, where nobody can answer."""
    warn(*withdrawn_lines(leaving.ids, leaving.numbers))


def say_compared(found: "Comparison") -> None:
    """Say what a merge would erase, and what it would leave out."""
    say(*withdrawn_lines(found.withdrawn, found.numbers))
    _say_the_rest(found)


def say_erased(done: "Merged") -> None:
    """Give the receipts of who left with a merge; say what could not come, and where names may be left."""
    say(*withdrawn_lines(done.withdrawn, done.numbers))
    for receipt in done.receipts:
        command = f"carnet withdraw {receipt.subject} --coffre …"
        told = receipt.with_lines(
            by_hand=(_("The correspondence table of the coffre still names the person: {command}", command=command),)
        )
        table([_("column"), _("what")], told.rows(), title=told.title)
    _say_the_rest(done)


def _say_the_rest(told: "Comparison | Merged") -> None:
    from toolkit.study.erased_elsewhere import counted

    if told.withheld:
        some = ", ".join(f"{said(shelf)} : {n}" for shelf, n in counted(told.withheld).items())
        say(
            n_(
                "{n} thing made in that copy cannot come: it was about a person withdrawn here ({some}).",
                "{n} things made in that copy cannot come: they were about a person withdrawn here ({some}).",
                len(told.withheld),
                some=some,
            )
        )
    if told.names_there:
        say(
            _(
                "Real names were replaced in that copy: here, files of the folder and snapshots may still hold them. "
                "Run “carnet redact --names” in this study too, with the same table of names."
            )
        )
    if told.names_here:
        say(
            _(
                "That copy does not know of the names replaced here and may bring them back: after the merge, run "
                "“carnet redact --names” again, with the same table of names."
            )
        )


def merged_line(path: object, done: "Merged") -> str:
    """Return the sentence of a merge that was done: what undo gives back, and what stays erased."""
    if not done.undoable:
        return _(
            "{path}: what was erased for ever there is erased here too; nothing else came, nothing to undo.",
            path=path,
        )
    if done.withdrawn:
        return _(
            "{path}: merged. “carnet undo” takes away what this copy brought; the withdrawal of {some} stays.",
            path=path,
            some=", ".join(done.withdrawn),
        )
    if done.names_there:
        return _(
            "{path}: merged. “carnet undo” takes away what this copy brought; names replaced for ever stay so.",
            path=path,
        )
    return _("{path}: merged. “carnet undo” gives the study back as it was.", path=path)


def erased_facts(told: "Comparison | Merged") -> dict[str, Any]:
    """Return the same for a program."""
    facts: dict[str, Any] = {
        "withdrawn": list(told.withdrawn),
        "numbers": {shelf: {"before": old, "after": new} for shelf, (old, new) in told.numbers.items()},
        "withheld": [f"{shelf}:{id}" for shelf, id in told.withheld],
        "names_there": told.names_there,
        "names_here": told.names_here,
    }
    receipts = getattr(told, "receipts", ())
    if receipts:
        facts["receipts"] = [
            {
                "subject": one.subject,
                "erased": list(one.erased),
                "by_hand": list(one.by_hand),
                "out_of_reach": list(one.beyond),
            }
            for one in receipts
        ]
    return facts
