"""What is erased for ever, as a value: a rule looks at what a study holds, now and in its history, and gives a plan.

Rules know nothing of databases: they are handed a ``Holdings``, and the same rule is applied to the study, to each
of its snapshots, and to a copy that comes back by a merge.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from toolkit.model.plain import NOUNS, Noun

Key = tuple[str, str]
"""``(shelf, id)``."""

N = TypeVar("N", bound=Noun)


class Holdings:
    """What a study holds: the nouns of its shelves, in the order of birth, and every state of its history.

    ``past`` holds the states, also of nouns deleted long ago; the living state may be among them.
    """

    def __init__(self, living: Iterable[Noun], past: Iterable[Noun] = ()):
        self._living: dict[Key, Noun] = {(noun.shelf, noun.id): noun for noun in living}
        self._past: dict[Key, list[Noun]] = {}
        for noun in past:
            self._past.setdefault((noun.shelf, noun.id), []).append(noun)

    def living(self, kind: type[N]) -> list[N]:
        """Return the nouns of a kind that the study holds."""
        return [noun for noun in self._living.values() if isinstance(noun, kind)]

    def get(self, shelf: str, id: str) -> Noun | None:
        """Return a noun that the study holds, or None."""
        return self._living.get((shelf, id))

    def all_keys(self) -> list[Key]:
        """Return every ``(shelf, id)``, of the present and of the past."""
        return list(dict.fromkeys([*self._living, *self._past]))

    def keys_of(self, kind: type[N]) -> list[Key]:
        """Return those of one kind."""
        return [key for key in self.all_keys() if key[0] == kind.shelf]

    def states(self, key: Key) -> list[Noun]:
        """Return every state of a noun, the living one last."""
        living = self._living.get(key)
        states = [state for state in self._past.get(key, ()) if state != living]
        return [*states, living] if living is not None else states

    def every(self, kind: type[N]) -> Iterator[N]:
        """Yield every state of every noun of a kind."""
        for key in self.keys_of(kind):
            for state in self.states(key):
                assert isinstance(state, kind)
                yield state

    def __contains__(self, key: object) -> bool:
        return key in self._living or key in self._past


@dataclass(frozen=True, slots=True)
class ToRead:
    """Something that a person must look at: which noun, and why (a key of ``model.withdrawal.REASONS``).

    ``turns`` are the numbers of the turns to look at, when it is not the whole noun.
    """

    shelf: str
    id: str
    why: str
    turns: tuple[int, ...] = ()

    @property
    def key(self) -> Key:
        """Its ``(shelf, id)``."""
        return self.shelf, self.id


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """What a rule found: ids that go with their whole history, nouns that stay (rewritten or not) without theirs.

    ``counts`` are what a receipt tells, by name; ``to_read`` is what a person must look at.
    """

    gone: tuple[Key, ...] = ()
    kept: tuple[Noun, ...] = ()
    to_read: tuple[ToRead, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def named(self) -> set[Key]:
        """Return every ``(shelf, id)`` whose history is erased."""
        return {*self.gone, *((noun.shelf, noun.id) for noun in self.kept)}

    def __bool__(self) -> bool:
        return bool(self.gone or self.kept)

    def __repr__(self) -> str:
        return f"<Plan: {len(self.gone)} gone, {len(self.kept)} kept, {len(self.to_read)} to read>"


Rule = Callable[[Holdings], Plan]
"""What to erase, decided from what a study holds."""


class Erasure(Protocol):
    """A rule that reaches beyond the database: it also knows what to look for in the files of a study."""

    @property
    def subject(self) -> str:
        """Who or what it is about, in one word without any secret: an id; empty for names."""
        ...

    @property
    def outdates(self) -> bool:
        """Whether what was counted before it is no longer true."""
        ...

    @property
    def known(self) -> int:
        """How many things it looks for: more once it has learnt something."""
        ...

    def __call__(self, holdings: Holdings) -> Plan:
        """Return the plan."""
        ...

    def learn(self, holdings: Holdings) -> "Erasure":
        """Return the same rule, which also knows what it read here."""
        ...

    def found(self, text: str) -> list[tuple[int, int, str]]:
        """Return ``(start, end, what stays there)`` of each passage to take out of any text."""
        ...

    def remains(self, holdings: Holdings) -> bool:
        """Tell whether something to take out is still held, once the plan was followed."""
        ...

    def masked(self, path: str) -> str:
        """Return the path of a file as a receipt may show it: without the name that it may bear."""
        ...


class Drafting:
    """A plan in the making: each key is decided once; what goes takes the place of what stays."""

    def __init__(self, holdings: Holdings):
        self._holdings = holdings
        self._gone: dict[Key, None] = {}
        self._kept: dict[Key, Noun] = {}
        self.to_read: list[ToRead] = []
        self.counts: dict[str, int] = {}

    def erase(self, shelf: str, id: str) -> None:
        """Take a noun out, with its history."""
        self._kept.pop((shelf, id), None)
        self._gone[shelf, id] = None

    def keep(self, noun: Noun) -> None:
        """Keep a noun in this state, without its history."""
        if (noun.shelf, noun.id) not in self._gone:
            self._kept[noun.shelf, noun.id] = noun

    def spare(self, noun: Noun) -> None:
        """Keep a noun after all, in this state: something that stays needs it."""
        self._gone.pop((noun.shelf, noun.id), None)
        self._kept[noun.shelf, noun.id] = noun

    def forget(self, key: Key) -> None:
        """Erase the history of a noun; the noun itself stays as it is, if the study still holds it."""
        if key in self._gone or key in self._kept:
            return
        living = self._holdings.get(*key)
        if living is None:
            self._gone[key] = None
        else:
            self._kept[key] = living

    def is_gone(self, shelf: str, id: str) -> bool:
        """Tell whether a noun is taken out."""
        return (shelf, id) in self._gone

    def decided(self, key: Key) -> bool:
        """Tell whether something was decided of a noun."""
        return key in self._gone or key in self._kept

    def now(self, key: Key) -> Noun | None:
        """Return a noun as the plan leaves it; None when it is gone, or was no longer there."""
        if key in self._gone:
            return None
        return self._kept.get(key) or self._holdings.get(*key)

    def read(self, shelf: str, id: str, why: str, turns: tuple[int, ...] = ()) -> None:
        """Ask a person to look at something."""
        line = ToRead(shelf, id, why, turns)
        if line not in self.to_read:
            self.to_read.append(line)

    def count(self, name: str, n: int = 1) -> None:
        """Add to a number of the receipt."""
        self.counts[name] = self.counts.get(name, 0) + n

    def plan(self) -> Plan:
        """Return the plan: in the order of the shelves, parents before children."""
        order = {shelf: rank for rank, shelf in enumerate(NOUNS)}
        gone = sorted(self._gone, key=lambda key: order[key[0]])
        kept = sorted(self._kept.values(), key=lambda noun: order[noun.shelf])
        return Plan(tuple(gone), tuple(kept), tuple(self.to_read), dict(self.counts))
