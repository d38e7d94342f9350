"""The smallest generalisation that leaves nobody among fewer than k people, every value of a trait said the same way.

Full-domain generalisation (Samarati 2001, IEEE TKDE 13(6); LeFevre, DeWitt & Ramakrishnan 2005, *Incognito*): a value
is widened for everybody or for nobody, so no cell is ever blanked. Each trait has its ways (``risk_ways``); the sets
of ways are searched whole, cut by two facts: a trait that fails k alone fails with others, and losses only add up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import InvalidValue, UnknownName
from toolkit.i18n import _
from toolkit.model.desk import Desk
from toolkit.model.people import Participant
from toolkit.model.text import fold
from toolkit.transcripts.risk import PUBLIC, Anonymity, k_anonymity
from toolkit.transcripts.risk_people import Described, Value, described, shown
from toolkit.transcripts.risk_ways import Groups, Way, ways_of

if TYPE_CHECKING:
    from pandas import DataFrame

TRIES: Final = 200_000
"""How many sets of ways are looked at before the search stops and says so."""
WORK: Final = 10_000_000
"""How many labels of people are looked at, all tries together: with a thousand people, fewer tries."""
_CLOSE: Final = 1e-9


@dataclass(frozen=True, slots=True, repr=False)
class Generalisation:
    """The traits said less precisely: what was merged for each, what is lost, whether k is reached.

    ``loss`` is the mean, over the traits, of the share of the pairs of people that the trait told apart and no longer
    does. ``exact`` is False when the search was stopped: a smaller loss may exist. When one trait at most can be
    shown, ``alternatives`` are the others that could be, alone, in its place. Nothing is changed in the study.
    """

    k: int
    reached: bool
    before: Anonymity
    after: Anonymity
    ways: tuple[Way, ...]
    loss: float = 0.0
    exact: bool = True
    tried: int = 0
    alternatives: tuple[Way, ...] = ()
    people: Described = field(default_factory=lambda: Described((), {}))

    @property
    def steps(self) -> tuple[Way, ...]:
        """The traits that are said otherwise."""
        return tuple(way for way in self.ways if way.changes)

    @property
    def needed(self) -> bool:
        """Whether anything had to change."""
        return not self.before.reached

    @property
    def frame(self) -> "DataFrame":
        """The people with their traits said less precisely, ids first; sensitive traits as they were."""
        import pandas as pd

        columns = {
            name: [shown(value) if isinstance(value, tuple) else value for value in column]
            for name, column in self.people.values.items()
        }
        return pd.DataFrame({"participant": list(self.people.ids), **columns})

    def sentences(self) -> tuple[str, ...]:
        """Say what was merged, in sentences to read aloud."""
        from toolkit.transcripts.risk_words import generalisation_sentences

        return generalisation_sentences(self)

    def plain(self) -> dict[str, Any]:
        """Return it for a program."""
        return {
            "k": self.k,
            "reached": self.reached,
            "exact": self.exact,
            "loss": round(self.loss, 4),
            "steps": [
                {
                    "trait": way.trait,
                    "way": way.kind,
                    "loss": round(way.loss, 4),
                    "merged": {label: list(values) for label, values in way.merged().items()}
                    if way.kind != "out"
                    else {},
                }
                for way in self.steps
            ],
            "alternatives": [{"trait": way.trait, "way": way.kind} for way in self.alternatives],
            "classes": self.after.plain()["classes"],
        }

    def __repr__(self) -> str:
        return f"<Generalisation: k={self.k} {'reached' if self.reached else 'not reached'}, {len(self.steps)} steps>"


def generalise(
    people: "Described | Desk | DataFrame | Iterable[Participant]",
    traits: Sequence[str] | None = None,
    *,
    k: int = PUBLIC,
    sensitive: Sequence[str] | None = None,
    groups: Groups | None = None,
    keep: Sequence[str] = (),
    weights: Mapping[str, float] | None = None,
    any_groups: bool = False,
    tries: int = TRIES,
) -> Generalisation:
    """Propose the smallest generalisation of the traits after which everybody shares them with k − 1 others.

    Read it this way: a loss of 0,25 means that, on average, one pair of people in four that a trait told apart is no
    longer told apart. When not to use it: with fewer than k people nothing can reach k, and it says what to do then.

    Parameters
    ----------
    people, traits, k, sensitive
        As for ``k_anonymity``.
    groups
        Wider groups for a trait: ``{"métier": {"éducatrice": "travail social"}}``, or a list of such mappings from
        the finest to the widest. They are tried before values are put together without them.
    keep
        Traits to leave as they are; when they alone fail k, it cannot be reached.
    weights
        How much a trait matters to you (1 by default): what is lost of it counts as many times.
    any_groups
        Put together values (six at most) with no regard to what they mean: fewer traits are left out, but read what
        was put together with what.
    tries
        How many sets of ways to look at before stopping.

    Examples
    --------
    >>> people = [Participant(f"P{age}", None, {"âge": age}) for age in (23, 27, 41, 45)]
    >>> generalise(people, k=2).frame["âge"].tolist()
    ['20-29', '20-29', '40-49', '40-49']
    """
    held = described(people)
    for name in (*keep, *(weights or {}), *(groups or {})):
        if name not in held.traits:
            raise UnknownName(name, held.traits)
    if any(weight <= 0 for weight in (weights or {}).values()):
        raise InvalidValue(_("A weight is a number above zero."), _("Leave a trait out to give it its weight of 1."))
    before = k_anonymity(held, traits, k=k, sensitive=sensitive)
    names = before.traits
    unchanged = tuple(ways_of(name, held.values[name], groups)[0] for name in names)
    if before.reached or len(held.ids) < k:
        return Generalisation(k, before.reached, before, before, unchanged, people=_kept(held, before, {}))
    search = _Search(held, names, k, groups, any_groups, frozenset(keep), weights or {}, tries)
    best = search.best()
    if best is None:
        return Generalisation(
            k, False, before, before, unchanged, 0.0, search.exact, search.tried, (), _kept(held, before, {})
        )
    chosen = {way.trait: way for way in best}
    made = _kept(held, before, chosen)
    shown_traits = [name for name in names if name in made.traits]
    after = k_anonymity(made, shown_traits, k=k, sensitive=[name for name in before.sensitive if name in made.traits])
    ways = tuple(chosen[name] for name in names)
    total = sum(search.weight(name) for name in names)
    loss = sum(search.weight(way.trait) * way.loss for way in ways) / total
    left = [way for way in ways if way.kind != "out" and len(set(way.labels.values())) > 1]
    others = search.alone(left[0].trait if left else "") if len(left) < 2 and len(ways) > 1 else ()
    return Generalisation(k, True, before, after, ways, loss, search.exact, search.tried, others, made)


def _kept(held: Described, told: Anonymity, chosen: Mapping[str, Way]) -> Described:
    """Return the people as they would be shown: traits said the chosen way, those not shown and aside taken out."""
    values: dict[str, tuple[Value, ...]] = {}
    for use in told.uses:
        way = chosen.get(use.name)
        if use.use == "aside" or (way is not None and way.kind == "out"):
            continue
        column = held.values[use.name]
        values[use.name] = column if way is None else tuple(way.labels[value] for value in column)
    return Described(held.ids, values)


class _Search:
    """Every set of ways, depth first; a set is left as soon as it fails k or loses more than the best one found."""

    def __init__(
        self,
        people: Described,
        names: Sequence[str],
        k: int,
        groups: Groups | None,
        any_groups: bool,
        keep: frozenset[str],
        weights: Mapping[str, float],
        tries: int,
    ):
        self._k, self._weights = k, weights
        self.tried, self.exact = 0, True
        # Equal people are looked at once, however many they are.
        rows: dict[tuple[Value, ...], int] = {}
        order = sorted(names, key=lambda name: (fold(name), name))
        for i in range(len(people.ids)):
            row = people.row(i, order)
            rows[row] = rows.get(row, 0) + 1
        self._sizes = list(rows.values())
        self._tries = min(tries, WORK // len(rows))
        self._columns: list[list[tuple[Way, list[Value]]]] = []
        for at, name in enumerate(order):
            column = [row[at] for row in rows]
            ways = ways_of(name, people.values[name], groups, any_groups=any_groups)
            if name in keep:
                ways = [way for way in ways if not way.changes]
            labelled = [(way, [way.labels[value] for value in column]) for way in ways]
            # A trait that fails k alone fails with the others too.
            self._columns.append([one for one in labelled if self._smallest(one[1]) >= k])
        # The traits with the fewest ways first: they cut the most.
        self._columns.sort(key=len)
        self._least = [0.0] * (len(self._columns) + 1)
        for at in range(len(self._columns) - 1, -1, -1):
            costs = [self._cost(way) for way, _labels in self._columns[at]]
            self._least[at] = self._least[at + 1] + min(costs, default=0.0)
        self._best: tuple[tuple[float, int, int], list[Way]] | None = None

    def alone(self, shown_trait: str) -> tuple[Way, ...]:
        """Return the best way to show each other trait without any other beside it."""
        best = [next((way for way, _labels in ways if way.kind != "out"), None) for ways in self._columns]
        found = [
            way for way in best if way is not None and way.trait != shown_trait and len(set(way.labels.values())) > 1
        ]
        return tuple(sorted(found, key=lambda way: (way.loss, way.trait)))

    def weight(self, name: str) -> float:
        return self._weights.get(name, 1.0)

    def _cost(self, way: Way) -> float:
        return self.weight(way.trait) * way.loss

    def _smallest(self, keys: Iterable[Any]) -> int:
        sizes: dict[Any, int] = {}
        for key, size in zip(keys, self._sizes, strict=True):
            sizes[key] = sizes.get(key, 0) + size
        return min(sizes.values())

    def best(self) -> list[Way] | None:
        """Return the chosen ways, or None when what must be kept fails k."""
        if any(not ways for ways in self._columns):
            return None
        self._greedy()
        self._down(0, [], [0] * len(self._sizes), 0.0)
        return None if self._best is None else self._best[1]

    def _greedy(self) -> None:
        """Find a first set, trait after trait: the search has something to beat, and something to fall back on."""
        for turn in range(len(self._columns)):
            order = [*range(turn, len(self._columns)), *range(turn)]
            groups, chosen = [0] * len(self._sizes), []
            for at in order:
                for way, labels in self._columns[at]:
                    joined = self._split(groups, labels)
                    if joined is not None:
                        groups = joined
                        chosen.append(way)
                        break
                else:
                    break
            if len(chosen) == len(order):
                self._offer(chosen, sum(self._cost(way) for way in chosen))

    def _offer(self, chosen: Sequence[Way], cost: float) -> None:
        # On equal losses: the fewest traits taken out, then the fewest traits touched.
        rank = (cost, sum(way.kind == "out" for way in chosen), sum(way.changes for way in chosen))
        if (
            self._best is None
            or (rank[0] < self._best[0][0] - _CLOSE)
            or (abs(rank[0] - self._best[0][0]) <= _CLOSE and rank[1:] < self._best[0][1:])
        ):
            self._best = (rank, list(chosen))

    def _split(self, groups: Sequence[int], labels: Sequence[Value]) -> list[int] | None:
        """Return the groups cut by one more trait; None when one of them is too small."""
        numbers: dict[tuple[int, Value], int] = {}
        sizes: dict[int, int] = {}
        joined = []
        for group, label, size in zip(groups, labels, self._sizes, strict=True):
            number = numbers.setdefault((group, label), len(numbers))
            sizes[number] = sizes.get(number, 0) + size
            joined.append(number)
        return joined if min(sizes.values()) >= self._k else None

    def _down(self, at: int, chosen: list[Way], groups: Sequence[int], cost: float) -> None:
        if at == len(self._columns):
            self._offer(chosen, cost)
            return
        for way, labels in self._columns[at]:
            if self.tried >= self._tries:
                self.exact = False
                return
            self.tried += 1
            now = cost + self._cost(way)
            if self._best is not None and now + self._least[at + 1] > self._best[0][0] + _CLOSE:
                return  # the ways that follow lose more
            joined = self._split(groups, labels)
            if joined is not None:
                chosen.append(way)
                self._down(at + 1, chosen, joined, now)
                chosen.pop()
