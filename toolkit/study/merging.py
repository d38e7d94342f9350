"""Two copies of one study become one: what would come, what somebody must decide, and the merge itself."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Refused, Undecided
from toolkit.i18n import _
from toolkit.model.disagreements import Decisions, Disagreement
from toolkit.model.views import Key
from toolkit.study.plans import Counts, Plan

if TYPE_CHECKING:
    from toolkit.store.store import Store
    from toolkit.study.book import Study


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


def compare(study: "Study", path: str | Path, *, decisions: Mapping[str, str] | None = None) -> Comparison:
    """Return what ``merge`` would do; nothing is written."""
    place = Path(path)
    plan = _tried(study, place, Decisions(decisions))
    if plan.work is None:
        return Comparison(place, known=True)
    work = plan.work
    return Comparison(place, *plan.counts(), work.disagreements, work.to_look_at, work.left_out)


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
    from toolkit.store.forgotten import forget_like, has_to_forget

    made, store = Decisions(decisions, take), study._store
    who = study.coder if coder is None else coder
    with _other(study, Path(path)) as theirs:
        plan = Plan.of(store, theirs)
        if not plan.only_theirs:
            return Merged()
        learnt = None
        if has_to_forget(store, theirs):
            # What was erased there is erased here first, for ever: only once nothing waits for a person.
            tried = _tried(study, Path(path), made)
            if tried.work is not None and tried.work.disagreements:
                raise Undecided(path, tried.work.disagreements)
            learnt = forget_like(store, theirs, coder=who)
            plan = Plan.of(store, theirs)
        elif fast_forward and not plan.only_mine:
            moved = merges.fast_forward(store, plan.theirs, head=plan.mine.head)
            if moved is not None:
                plan.edits = list(moved[1])
                study._tell(moved[1])
                return Merged(moved[0], *plan.counts())
        if forget_like(theirs, store) is not None:
            plan = Plan.of(store, theirs)
        work = plan.worked_out(made)
        if work.disagreements:
            raise Undecided(path, work.disagreements)
        ranks = plan.ranks()
        if not plan.edits and not plan.theirs.authored(plan.only_theirs):
            return Merged(learnt or "")
        hash, change = merges.write_merge(store, plan.theirs, plan.edits, ranks, coder=who, head=plan.mine.head)
        study._tell(change)
        return Merged(hash, *plan.counts(), work.to_look_at, work.left_out)


def conflict_copies(study: "Study") -> list[Path]:
    """Return the other copies of this study that lie in its folder, as a synchronisation service leaves them."""
    from toolkit.store.others import conflict_copies as copies

    return copies(study._store)


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


def _tried(study: "Study", path: Path, decisions: Decisions) -> Plan:
    """Return the plan of a merge, worked out on copies where something must be erased first; nothing is written."""
    from toolkit.store.forgotten import forget_like, has_to_forget
    from toolkit.store.others import private_copy

    with _other(study, path) as theirs:
        plan = Plan.of(study._store, theirs)
        if not plan.only_theirs:
            return plan
        if not has_to_forget(study._store, theirs):
            if forget_like(theirs, study._store) is not None:
                plan = Plan.of(study._store, theirs)
            plan.worked_out(decisions)
            return plan
        with private_copy(study._store.path, checked=False) as mine:
            forget_like(mine, theirs)
            forget_like(theirs, mine)
            plan = Plan.of(mine, theirs)
            plan.worked_out(decisions)
            return plan
