"""Two copies of one study become one: what would come, what somebody must decide, and the merge itself."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Refused, Undecided
from toolkit.i18n import _
from toolkit.model.change import Edit
from toolkit.model.disagreements import Decisions, Disagreement
from toolkit.model.merging import MINE, THEIRS, Merging, merge
from toolkit.model.plain import NOUNS
from toolkit.model.views import Key

if TYPE_CHECKING:
    from toolkit.store.lines import Lines
    from toolkit.store.store import Store
    from toolkit.study.book import Study

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What another copy would bring: counts by shelf, what is to be decided, what somebody should look at.

    ``known`` is true when everything that it holds is already here; ``to_look_at`` are codings and quotes that move
    to a text that changed under them, ``left_out`` what cannot stay (nothing is left of its place).
    """

    path: Path
    births: Counts = field(default_factory=dict)
    changes: Counts = field(default_factory=dict)
    deletions: Counts = field(default_factory=dict)
    conflicts: tuple[Disagreement, ...] = ()
    to_look_at: tuple[Key, ...] = ()
    left_out: tuple[Key, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: the hash of its row in the journal (empty when nothing was to be done) and what came."""

    hash: str = ""
    births: Counts = field(default_factory=dict)
    changes: Counts = field(default_factory=dict)
    deletions: Counts = field(default_factory=dict)
    to_look_at: tuple[Key, ...] = ()
    left_out: tuple[Key, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.hash)


@dataclass(slots=True)
class _Plan:
    """A merge worked out: both journals, what is only in one of them, the states to write."""

    mine: "Lines"
    theirs: "Lines"
    only_mine: set[str]
    only_theirs: set[str]
    work: Merging | None = None
    edits: list[Edit] = field(default_factory=list)

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


def compare(study: "Study", path: str | Path, *, decisions: Mapping[str, str] | None = None) -> Comparison:
    """Return what ``merge`` would do; nothing is written."""
    place = Path(path)
    with _other(study, place) as theirs:
        plan = _worked_out(study._store, theirs, Decisions(decisions))
        if plan.work is None:
            return Comparison(place, known=True)
        return Comparison(
            place, *plan.counts(), plan.work.disagreements, plan.work.to_look_at, plan.work.left_out, known=False
        )


def merge_copy(
    study: "Study",
    path: str | Path,
    *,
    decisions: Mapping[str, str] | None = None,
    take: str | None = None,
    fast_forward: bool = False,
    coder: str | None = None,
) -> Merged:
    """Bring another copy of the study into it, as one change with two parents.

    Raises ``Undecided`` (with its ``conflicts``) when a person must choose first, ``Refused`` when it is another
    study; nothing is then written.
    """
    from toolkit.store import merges

    made = Decisions(decisions, take)
    with _other(study, Path(path)) as theirs:
        store = study._store
        plan = _worked_out(store, theirs, made)
        if plan.work is None:
            return Merged()
        if fast_forward and not plan.only_mine:
            moved = merges.fast_forward(store, theirs, head=plan.mine.head)
            if moved is not None:
                plan.edits = list(moved[1])
                study._tell(moved[1])
                return Merged(moved[0], *plan.counts())
        if plan.work.disagreements:
            raise Undecided(path, plan.work.disagreements)
        ranks = _ranks(plan)
        if not plan.edits and not plan.theirs.authored(plan.only_theirs):
            return Merged()
        hash, change = merges.write_merge(
            store,
            theirs,
            plan.edits,
            ranks,
            coder=study.coder if coder is None else coder,
            head=plan.mine.head,
            merged=plan.theirs.head,
        )
        study._tell(change)
        return Merged(hash, *plan.counts(), plan.work.to_look_at, plan.work.left_out)


def conflict_copies(study: "Study") -> list[Path]:
    """Return the other copies of this study that lie in its folder, as a synchronisation service leaves them."""
    from toolkit.store.others import conflict_copies as copies

    own = study._store.path
    first = next(iter(study._store.actions()), None)
    return copies(study.folder, own, first.hash) if first is not None else []


@contextmanager
def _other(study: "Study", path: Path) -> Iterator["Store"]:
    """Give a private copy of another copy of this study; raise ``Refused`` when it is this very file."""
    from toolkit.store.others import private_copy

    own = study._store.path
    if path.exists() and own.samefile(path / own.name if (path / own.name).exists() else path):
        raise Refused(
            _("{path} is the study that is open: it cannot be merged with itself.", path=path),
            _("Name the other copy: its “study.db”, or its folder."),
        )
    with private_copy(path) as theirs:
        yield theirs


def _worked_out(store: "Store", theirs: "Store", decisions: Decisions) -> _Plan:
    """Return the plan of a merge; without ``work`` when all that the other copy holds is known here."""
    from toolkit.store.lines import Lines
    from toolkit.store.merges import Shelved

    lines, other = Lines(store), Lines(theirs)
    if lines.first() != other.first():
        raise Refused(
            _("This is another study, not a copy of the one that is open: nothing was brought in."),
            _("Two studies that were begun apart cannot be merged; import what you need from it."),
        )
    here, there = lines.known(), other.known()
    plan = _Plan(lines, other, here - there, there - here)
    if not plan.only_theirs:
        return plan
    mine, held = Shelved(store), Shelved(theirs)
    differing = mine.differing(held)
    touched = {MINE: lines.touches(plan.only_mine, differing), THEIRS: other.touches(plan.only_theirs, differing)}
    for side, journal, only, shelved in (
        (MINE, lines, plan.only_mine, mine),
        (THEIRS, other, plan.only_theirs, held),
    ):
        untouched = {key: shelved.get(*key) for key in differing - touched[side].keys()}
        touched[side] |= journal.declined(only, untouched)
    redacted = {MINE: lines.redacted(plan.only_mine), THEIRS: other.redacted(plan.only_theirs)}

    def origin(side: str, key: Key) -> str:
        born = (lines if side == MINE else other).births([key]).get(key)
        return f"{born[1]} {born[2]}" if born else ""

    work = merge(mine, held, differing, touched, decisions=decisions, redacted=redacted, origin=origin)
    plan.work = work
    order = {shelf: i for i, shelf in enumerate(NOUNS)}
    for shelf, id in sorted(work.states, key=lambda key: (order[key[0]], key[1])):
        plan.edits.append((id, mine.get(shelf, id), work.states[shelf, id]))
    return plan


def _ranks(plan: _Plan) -> dict[Key, int]:
    """Return the order of birth of what comes; add the edits of what must move to be where both copies have it."""
    from toolkit.store.merges import places

    assert plan.work is not None
    mine, theirs, work = plan.mine, plan.theirs, plan.work
    edited = {(noun.shelf, id): (before, after) for id, before, after in plan.edits if (noun := after or before)}
    coming = {key for key, (before, after) in edited.items() if before is None and after is not None}
    held = {shelf: mine.store.ranks(shelf) for shelf in NOUNS}
    other = {shelf: set(theirs.store.ids(shelf)) for shelf in NOUNS}
    shared = {
        (shelf, id)
        for shelf, id in mine.placed(plan.only_mine) | theirs.placed(plan.only_theirs)
        if id in held[shelf] and id in other[shelf] and edited.get((shelf, id), ("", ""))[1] is not None
    }
    # What comes under an id that the merge gave is born in the merge itself: last, in both copies.
    coming -= work.renamed
    born = {MINE: mine.births(shared), THEIRS: theirs.births(shared | coming)}
    kept: dict[Key, int] = {}
    wanted = {key: born[THEIRS][key] for key in coming if key in born[THEIRS]}
    for key in shared:
        ours, others = born[MINE].get(key), born[THEIRS].get(key)
        if ours is None or others is None:
            continue
        if others < ours:
            wanted[key] = others
        elif ours < others and ours[1] not in plan.only_mine:
            # The other copy gave it a later place: that the first one holds must be told to it.
            kept[key] = held[key[0]][key[1]]
    ranks = {key: rank for key, rank in places(mine, wanted).items() if held[key[0]].get(key[1]) != rank} | kept
    for shelf, id in sorted(ranks.keys() - edited.keys()):
        noun = mine.store.get(shelf, id)
        plan.edits.append((id, noun, noun))
    return ranks
