"""A merge worked out: what is only in one of two copies, what the merge would write."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import Refused
from toolkit.i18n import _
from toolkit.model.change import Edit
from toolkit.model.disagreements import Decisions
from toolkit.model.merging import MINE, THEIRS, Merging, merge
from toolkit.model.plain import NOUNS
from toolkit.model.views import Key

if TYPE_CHECKING:
    from toolkit.store.lines import Lines
    from toolkit.store.store import Store

Counts = dict[str, int]


@dataclass(slots=True, repr=False)
class Plan:
    """Both journals, the rows that one of them alone knows, and the changes that make one study of the two.

    ``work`` is None until ``worked_out`` is asked.
    """

    mine: "Lines"
    theirs: "Lines"
    only_mine: set[str]
    only_theirs: set[str]
    work: Merging | None = None
    edits: list[Edit] = field(default_factory=list)

    @classmethod
    def of(cls, store: "Store", theirs: "Store") -> "Plan":
        """Read both journals; raise ``Refused`` when they are not of one study."""
        from toolkit.store.lines import Lines

        lines, other = Lines(store), Lines(theirs)
        if lines.first() != other.first():
            raise Refused(
                _("This is another study, not a copy of the one that is open: nothing was brought in."),
                _("Two studies that were begun apart cannot be merged; import what you need from it."),
            )
        here, there = lines.known(), other.known()
        return cls(lines, other, here - there, there - here)

    def worked_out(self, decisions: Decisions) -> Merging:
        """Work the merge out from what both copies hold now; keep it, and its edits."""
        from toolkit.store.merges import Shelved
        from toolkit.store.order import Order

        mine, theirs = Shelved(self.mine.store), Shelved(self.theirs.store)
        differing = mine.differing(theirs)
        touched, redacted = {}, {}
        sides = ((MINE, self.mine, self.only_mine, mine), (THEIRS, self.theirs, self.only_theirs, theirs))
        for side, lines, only, shelved in sides:
            touched[side] = lines.touches(only, differing)
            others = {key: shelved.get(*key) for key in differing - touched[side].keys()}
            touched[side] |= lines.declined(only, others)
            redacted[side] = lines.redacted(only)

        orders = {side: Order(lines) for side, lines, _only, _shelved in sides}

        def origin(side: str, key: Key) -> str:
            born = orders[side].births([key]).get(key)
            return f"{born[1]} {born[2]}" if born else ""

        work = merge(mine, theirs, differing, touched, decisions=decisions, redacted=redacted, origin=origin)
        order = {shelf: i for i, shelf in enumerate(NOUNS)}
        for shelf, id in sorted(work.states, key=lambda key: (order[key[0]], key[1])):
            self.edits.append((id, mine.get(shelf, id), work.states[shelf, id]))
        self.work = work
        return work

    def ranks(self) -> dict[Key, int]:
        """Return the order of birth of what comes; add the edits of what must move among the others."""
        from toolkit.store.merges import places
        from toolkit.store.order import Order

        assert self.work is not None
        mine, order = self.mine, Order(self.mine, self.theirs)
        edited = {(noun.shelf, id): (before, after) for id, before, after in self.edits if (noun := after or before)}
        # What comes under an id that the merge gave is born in the merge itself: last, in both copies.
        coming = {key for key, (before, after) in edited.items() if before is None and after is not None}
        held = {shelf: set(mine.store.ids(shelf)) for shelf in NOUNS}
        gone = {key for key, (_before, after) in edited.items() if after is None}
        stay = {key for key in order.unsettled(mine, self.only_theirs) if key[1] in held[key[0]]} - gone
        ranks = places(mine, order, order.births((coming - self.work.renamed) | stay))
        for shelf, id in sorted(ranks.keys() - edited.keys()):
            noun = mine.store.get(shelf, id)
            self.edits.append((id, noun, noun))
        return ranks

    def counts(self) -> tuple[Counts, Counts, Counts]:
        """Return how many births, changes and deletions there are on each shelf."""
        found: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
        for _id, before, after in self.edits:
            noun = after if after is not None else before
            if noun is None or before == after:
                continue  # only its place among the others
            found[0 if before is None else 2 if after is None else 1][noun.shelf] += 1
        births, changes, deletions = (dict(sorted(counted.items())) for counted in found)
        return births, changes, deletions
