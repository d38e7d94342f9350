"""Two copies that forgot the same thing: neither has anything to learn of the other one, however often they meet."""

from sqlalchemy import select

from toolkit.model.plain import Noun
from toolkit.model.views import Key
from toolkit.store import tables
from toolkit.store.catching_up import catch_up
from toolkit.store.journal import Action
from toolkit.store.ranks import about
from toolkit.store.redaction import caught_up, edits_of, ever_held, participants_of, redactions, withdrawn
from toolkit.store.store import Store


def forget_like(store: Store, other: Store, *, coder: str | None = None) -> str | None:
    """Erase in ``store`` what ``other`` erased, as ``catch_up`` does, unless all of it is already forgotten here.

    Following a redaction writes a redaction, which the other copy would follow in its turn, without end.
    """
    if not has_to_forget(store, other):
        return None
    return catch_up(store, other, coder=coder)


def has_to_forget(store: Store, other: Store) -> bool:
    """Tell whether ``other`` erased something that ``store`` still holds, or rewrote it in another way."""
    return _any_to_forget(store, other, _learnt(store, other))


def names_to_forget(store: Store, other: Store) -> bool:
    """Tell whether ``other`` replaced names found late that ``store`` may still hold."""
    return _any_to_forget(store, other, [action for action in _learnt(store, other) if not participants_of(action)])


def left_there(store: Store, other: Store) -> list[str]:
    """Return the participants (ids) who left ``other``, and whom ``store`` still holds (its history at least)."""
    left = {id for action in _learnt(store, other) for id in participants_of(action)} - withdrawn(store)
    return sorted(id for id in left if ever_held(store, "participants", id))


def new_in(other: Store, store: Store) -> list[Key]:
    """Return the nouns that ``other`` holds and of which the journal of ``store`` never spoke."""
    table = tables.edits
    told = {(shelf, id) for shelf, id in store.run(select(table.c.shelf, table.c.id).distinct())}
    return [(shelf, id) for shelf in tables.SHELVES for id in other.ids(shelf) if (shelf, id) not in told]


def _learnt(store: Store, other: Store) -> list[Action]:
    """Return the redactions of ``other`` that ``store`` neither knows nor followed."""
    known = {action.hash for action in store.actions(every_line=True)} | set(caught_up(store))
    return [action for action in redactions(other) if action.hash not in known]


def _any_to_forget(store: Store, other: Store, learnt: list[Action]) -> bool:
    left = withdrawn(store) if learnt else set()
    return any(not _forgotten(store, left, action, dict(edits_of(other, action))) for action in learnt)


def _forgotten(store: Store, left: set[str], action: Action, named: dict[Key, Noun | None]) -> bool:
    people = participants_of(action)
    if not left.issuperset(people):
        return False
    cleaned = _cleaned(store, set(named))
    if not cleaned.keys() >= named.keys():
        return False
    # After a withdrawal each copy keeps what its own rule left; a name found late is written the same everywhere.
    return bool(people) or all(cleaned[key] == kept for key, kept in named.items())


def _cleaned(store: Store, keys: set[Key]) -> dict[Key, Noun | None]:
    """Return the nouns of which nothing older than a redaction can be read here, with the state that it left."""
    left, right, rows = tables.edits, tables.payloads, tables.journal
    query = (
        select(left.c.shelf, left.c.id, left.c.seq, rows.c.verb, right.c.salt)
        .join_from(left, rows, rows.c.seq == left.c.seq)
        .join(right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n), isouter=True)
    )
    last: dict[Key, int] = {}
    readable: dict[Key, int] = {}
    for shelf, id, seq, verb, salt in about(store, query, keys):
        if verb == "redact":
            last[shelf, id] = seq
        elif salt is not None:
            readable.setdefault((shelf, id), seq)
    actions = {action.seq: action for action in redactions(store)}
    kept = {seq: dict(edits_of(store, actions[seq])) for seq in set(last.values())}
    return {key: kept[seq].get(key) for key, seq in last.items() if readable.get(key, seq) >= seq}
