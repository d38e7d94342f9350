"""What one of two copies erased for ever and the other still holds: told before a merge, then done whole."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.model.catching_up import after, one_after_the_other
from toolkit.model.withdrawal import Withdrawal
from toolkit.study.plans import Counts

if TYPE_CHECKING:
    from toolkit.model.views import Key
    from toolkit.store.store import Store
    from toolkit.study.book import Study
    from toolkit.study.receipt import Receipt

Numbers = dict[str, tuple[int, int]]
"""By shelf: how many there are, how many stay."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased in one copy and not in the other one.

    ``withdrawn`` are the persons who left the other copy and whom this one holds, ``numbers`` what goes with them.
    ``names_there``: names found late were replaced in the other copy, not here; ``names_here``: the contrary.
    """

    withdrawn: tuple[str, ...] = ()
    numbers: Numbers = field(default_factory=dict)
    names_there: bool = False
    names_here: bool = False


def erased_between(store: "Store", theirs: "Store") -> Erased:
    """Return what each copy has to learn of the erasures of the other one; nothing is written."""
    from toolkit.store.forgotten import left_there, names_to_forget

    left = tuple(left_there(store, theirs))
    return Erased(
        left,
        _numbers(store, left) if left else {},
        names_there=names_to_forget(store, theirs),
        names_here=names_to_forget(theirs, store),
    )


def withdraw_all(study: "Study", left: tuple[str, ...], *, coder: str) -> "tuple[Receipt, ...]":
    """Take out whole (snapshots, packs, files) the persons who left another copy; return the receipts."""
    return tuple(study.withdraw(id, coder=coder) for id in left)


def forget_counted(theirs: "Store", store: "Store") -> "tuple[bool, tuple[Key, ...]]":
    """Erase in a private copy what ``store`` erased; tell whether it changed, and which new things went by that."""
    from toolkit.store.forgotten import forget_like, has_to_forget, new_in

    if not has_to_forget(theirs, store):
        return False, ()
    new = new_in(theirs, store)
    changed = forget_like(theirs, store) is not None
    return changed, tuple(key for key in new if theirs.get(*key) is None)


def counted(keys: "tuple[Key, ...]") -> Counts:
    """Return how many there are of each shelf."""
    found: Counts = {}
    for shelf, _id in keys:
        found[shelf] = found.get(shelf, 0) + 1
    return dict(sorted(found.items()))


def _numbers(store: "Store", left: tuple[str, ...]) -> Numbers:
    from toolkit.model.plain import NOUNS
    from toolkit.store.redaction import holdings

    held = holdings(store)
    stays = after(held, one_after_the_other(*(Withdrawal(id) for id in left))(held))
    sizes = {shelf: (len(held.living(kind)), len(stays.living(kind))) for shelf, kind in NOUNS.items()}
    return {shelf: (old, new) for shelf, (old, new) in sizes.items() if old != new}
