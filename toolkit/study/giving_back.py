"""Undo and redo: what an action changed is given back by an action of its own, which survives a restart."""

from typing import TYPE_CHECKING, Literal

from toolkit.errors import Conflict, Refused
from toolkit.i18n import _, said
from toolkit.model.ties import refuse_tied
from toolkit.study.codebook_file import follow

if TYPE_CHECKING:
    from toolkit.study.book import Study


def give_back(study: "Study", verb: Literal["undo", "redo"], coder: str | None) -> str:
    """Give back what the last action of a coder changed, or do it again; return the hash of the new row."""
    from toolkit.store.journal import next_to_redo, next_to_undo
    from toolkit.store.ranks import earlier_ranks

    choose = next_to_undo if verb == "undo" else next_to_redo
    coder = study.coder if coder is None else coder
    with study._live.turn():
        # Handed over, not kept: a reading left open in a fault would be closed after its connection.
        action = choose(study._store.actions(coder=coder, newest_first=True), readable=study._store.is_readable)
        if action is None:
            # Only an undo goes back over what was erased: there is simply nothing to do again.
            erased = verb == "undo" and any(one.verb == "redact" for one in study._store.actions(newest_first=True))
            if erased:
                raise _erased_in_part()
            empty = _("There is nothing left to undo.") if verb == "undo" else _("There is nothing left to redo.")
            raise Refused(empty, _("“carnet history” lists what was done, and by whom."))
        change = study._store.change_of(action).inverse(verb)
        ranks = earlier_ranks(study._store, action)
        target = action.target if verb == "redo" else action.hash
        try:
            refuse_tied(change, study.all)
            hash, written = study._store.write(change, coder=coder, target=target, ranks=ranks)
        except (Conflict, Refused) as error:
            if study._store.redacted_since(action):
                # What was built on it was erased for ever: nobody could undo that first.
                raise _erased_in_part() from error
            raise Refused(
                _("“{verb}” cannot be taken back: something was built on it since.", verb=said(action.verb)),
                _("Undo first what came after it; “carnet history” lists it."),
            ) from error
        study._live.tell(hash, written)
    follow(study, written)
    return hash


def _erased_in_part() -> Refused:
    return Refused(
        _("What came before was erased in part, for ever: it cannot be given back."),
        _("“carnet history” lists what was done, and by whom."),
    )
