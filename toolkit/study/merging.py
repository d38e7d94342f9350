"""Two copies of one study become one: what would come, what somebody must decide, and the merge itself."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Refused, Undecided, WithdrawnElsewhere
from toolkit.i18n import _
from toolkit.model.disagreements import Decisions, Disagreement
from toolkit.model.views import Key
from toolkit.study.erased_elsewhere import Erased, Numbers, erased_between, forget_counted, withdraw_all
from toolkit.study.plans import Counts, Plan

if TYPE_CHECKING:
    from toolkit.store.store import Store
    from toolkit.study.book import Study
    from toolkit.study.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Comparison:
    """What another copy would bring: counts by shelf, what is to be decided, what somebody should look at.

    ``known`` is true when everything that it holds is already here; ``to_look_at`` are codings and quotes that move
    to a text that changed under them, ``left_out`` what cannot stay (nothing is left of its place).

    ``withdrawn`` are the persons who left that copy and would leave this one, ``numbers`` what would go with them (by
    shelf: before, after); ``withheld`` what that copy has of a person who left here. ``names_there`` and
    ``names_here`` tell that names found late were replaced on one side only.
    """

    path: Path
    births: Counts = field(default_factory=dict)
    changes: Counts = field(default_factory=dict)
    deletions: Counts = field(default_factory=dict)
    conflicts: tuple[Disagreement, ...] = ()
    to_look_at: tuple[Key, ...] = ()
    left_out: tuple[Key, ...] = ()
    known: bool = False
    withdrawn: tuple[str, ...] = ()
    numbers: Numbers = field(default_factory=dict)
    withheld: tuple[Key, ...] = ()
    names_there: bool = False
    names_here: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: the hash of its last row in the journal (empty when nothing was to be done) and what came.

    ``withdrawn``, ``numbers``, ``withheld``, ``names_there`` and ``names_here`` are those of ``Comparison``, once
    done; ``receipts`` those of the withdrawals. ``undoable`` is false when only erasures came: they stay.
    """

    hash: str = ""
    births: Counts = field(default_factory=dict)
    changes: Counts = field(default_factory=dict)
    deletions: Counts = field(default_factory=dict)
    to_look_at: tuple[Key, ...] = ()
    left_out: tuple[Key, ...] = ()
    withdrawn: tuple[str, ...] = ()
    numbers: Numbers = field(default_factory=dict)
    receipts: "tuple[Receipt, ...]" = field(default=(), repr=False)
    withheld: tuple[Key, ...] = ()
    names_there: bool = False
    names_here: bool = False
    undoable: bool = True

    def __bool__(self) -> bool:
        return bool(self.hash)


def compare(study: "Study", path: str | Path, *, decisions: Mapping[str, str] | None = None) -> Comparison:
    """Return what ``merge`` would do; nothing is written."""
    place = Path(path)
    tried = _tried(study, place, Decisions(decisions))
    work, told = tried.plan.work, tried.told
    if work is None:
        return Comparison(place, known=True)
    return Comparison(
        place,
        *tried.plan.counts(),
        work.disagreements,
        work.to_look_at,
        work.left_out,
        withdrawn=told.withdrawn,
        numbers=told.numbers,
        withheld=tried.withheld,
        names_there=told.names_there,
        names_here=told.names_here,
    )


def merge_copy(
    study: "Study",
    path: str | Path,
    *,
    decisions: Mapping[str, str] | None = None,
    take: str | None = None,
    fast_forward: bool = False,
    coder: str | None = None,
    accept_withdrawals: bool = False,
) -> Merged:
    """Bring another copy of the study into it, as one change with two parents.

    The persons who left that copy leave this study first, whole, for ever. Raises ``WithdrawnElsewhere`` when they
    may not (``accept_withdrawals``), ``Undecided`` (with its ``conflicts``) when a person must choose first,
    ``Refused`` when it is another study; nothing is then written.
    """
    made, store = Decisions(decisions, take), study._store
    who = study.coder if coder is None else coder
    with _other(study, Path(path)) as theirs:
        plan = Plan.of(store, theirs)
        if not plan.only_theirs:
            return Merged()
        told = erased_between(store, theirs)
        if not told.withdrawn:
            return _merged(study, Path(path), plan, made, fast_forward, who, told)
    _settled(study, Path(path), made)
    if not accept_withdrawals:
        raise WithdrawnElsewhere(path, told.withdrawn, told.numbers)
    # While no copy is read apart: a withdrawal cleans every copy that lies in the folder.
    receipts = withdraw_all(study, told.withdrawn, coder=who)
    head = store.head()
    with _other(study, Path(path)) as theirs:
        done = _merged(study, Path(path), Plan.of(store, theirs), made, False, who, told)
    return replace(
        done,
        hash=done.hash or head,
        withdrawn=told.withdrawn,
        numbers=told.numbers,
        receipts=receipts,
        undoable=done.undoable and bool(done),
    )


def _settled(study: "Study", path: Path, made: Decisions) -> None:
    """Raise ``Undecided`` when a merge waits for a person: nothing was erased yet."""
    work = _tried(study, path, made).plan.work
    if work is not None and work.disagreements:
        raise Undecided(path, work.disagreements)


def _merged(
    study: "Study", path: Path, plan: Plan, made: Decisions, fast_forward: bool, who: str, told: Erased
) -> Merged:
    """Merge the private copy of a study that nobody left, or whom everybody left here too."""
    from toolkit.store import merges
    from toolkit.store.forgotten import forget_like, has_to_forget

    store, theirs, learnt = study._store, plan.theirs.store, None
    if has_to_forget(store, theirs):
        # What was erased there is erased here first, for ever: only once nothing waits for a person.
        _settled(study, path, made)
        learnt = forget_like(store, theirs, coder=who)
        plan = Plan.of(store, theirs)
    elif fast_forward and not plan.only_mine:
        moved = merges.fast_forward(store, plan.theirs, head=plan.mine.head)
        if moved is not None:
            plan.edits = list(moved[1])
            study._tell(moved[1])
            return Merged(moved[0], *plan.counts())
    changed, withheld = forget_counted(theirs, store)
    if changed:
        plan = Plan.of(store, theirs)
    work = plan.worked_out(made)
    if work.disagreements:
        raise Undecided(path, work.disagreements)
    ranks = plan.ranks()
    if not plan.edits and not plan.theirs.authored(plan.only_theirs):
        return Merged(learnt or "", names_there=told.names_there, undoable=False)
    hash, change = merges.write_merge(store, plan.theirs, plan.edits, ranks, coder=who, head=plan.mine.head)
    study._tell(change)
    return Merged(
        hash,
        *plan.counts(),
        work.to_look_at,
        work.left_out,
        withheld=withheld,
        names_there=told.names_there,
        names_here=told.names_here,
    )


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
    with private_copy(path, within=study.folder / "backups") as theirs:
        yield theirs


@dataclass(frozen=True, slots=True, repr=False)
class _Tried:
    """A merge tried on copies: its plan, what each side has to erase, what of the other copy went by that."""

    plan: Plan
    told: Erased = field(default_factory=Erased)
    withheld: tuple[Key, ...] = ()


def _tried(study: "Study", path: Path, decisions: Decisions) -> _Tried:
    """Return the plan of a merge, worked out on copies where something must be erased first; nothing is written."""
    from toolkit.store.forgotten import forget_like, has_to_forget
    from toolkit.store.others import private_copy

    with _other(study, path) as theirs:
        plan = Plan.of(study._store, theirs)
        if not plan.only_theirs:
            return _Tried(plan)
        told = erased_between(study._store, theirs)
        if not has_to_forget(study._store, theirs):
            changed, withheld = forget_counted(theirs, study._store)
            if changed:
                plan = Plan.of(study._store, theirs)
            plan.worked_out(decisions)
            return _Tried(plan, told, withheld)
        with private_copy(study._store.path, checked=False, within=study.folder / "backups") as mine:
            forget_like(mine, theirs)
            _changed, withheld = forget_counted(theirs, mine)
            plan = Plan.of(mine, theirs)
            plan.worked_out(decisions)
            return _Tried(plan, told, withheld)
