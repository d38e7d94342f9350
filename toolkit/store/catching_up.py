"""Redaction wins in every merge: what one copy erased for ever is erased in the other one first."""

from toolkit.model.catching_up import Elsewhere, one_after_the_other
from toolkit.store.redaction import caught_up, edits_of, participants_of, redact, redactions, sweep, target_of
from toolkit.store.store import Store


def catch_up(store: Store, other: Store, *, coder: str | None = None) -> str | None:
    """Erase in ``store`` what ``other`` erased and ``store`` does not know of; return the hash of the row written.

    A participant who left there leaves here by the same rule, applied to what is here; an id that a redaction named
    loses its history here and takes the state that it has there. None, and no row, when there is nothing to erase.
    ``other`` is only read. Twice changes nothing.
    """
    known = {action.hash for action in store.actions(every_line=True)}
    caught = caught_up(store)
    learnt = [action for action in redactions(other) if action.hash not in known and action.hash not in caught]
    if not learnt:
        return None
    rules = []
    for action in learnt:
        named = dict(edits_of(other, action))
        now = {(shelf, id): other.get(shelf, id) for shelf, id in named}
        rules.append(Elsewhere(named, now, tuple(participants_of(action))))
    left = {id for action in learnt for id in participants_of(action)}
    made = redact(
        store,
        one_after_the_other(*rules),
        coder=learnt[-1].coder if coder is None else coder,
        target=target_of(left) if left else None,
        learnt=[action.hash for action in learnt],
    )
    sweep(store)
    return made.hash
