"""How many people share what a reader could know of them: k-anonymity over traits.

Sweeney 2002, *k-anonymity: a model for protecting privacy*, Int. J. on Uncertainty, Fuzziness and Knowledge-based
Systems 10(5): everybody must share their traits with k − 1 others at least. It protects from being found by traits;
it says nothing of what the texts tell, nor of a group whose members all say the same (see ``Anonymity.alike``).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.model.desk import Desk
from toolkit.model.people import Participant
from toolkit.transcripts.risk_people import (
    Described,
    TraitUse,
    Value,
    described,
    shown,
    sort_key,
    trait_name,
    uses_of,
)

if TYPE_CHECKING:
    from pandas import DataFrame

PUBLIC: Final = 5
"""No group of fewer people outside the team; 3 between colleagues of the study (METHODS D11)."""
WIDE, WIDE_SETS = 10, 3
"""Beyond ten traits, the sets that single somebody out are looked for by three traits at most."""


@dataclass(frozen=True, slots=True, repr=False)
class TraitClass:
    """People whom the traits do not tell apart: what they share, and their ids."""

    values: tuple[tuple[str, Value], ...]
    people: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.people)

    @property
    def portrait(self) -> str:
        """The traits as people read them."""
        return ", ".join(f"{trait_name(name)} : {shown(value)}" for name, value in self.values)

    def __repr__(self) -> str:
        return f"<TraitClass: {self.size} people>"


@dataclass(frozen=True, slots=True, repr=False)
class Exposing:
    """The fewest traits that leave fewer than k people: who, which traits, how many share them."""

    traits: tuple[str, ...]
    people: tuple[str, ...]
    size: int

    def __repr__(self) -> str:
        return f"<Exposing: {len(self.traits)} traits, {len(self.people)} people>"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one trait does: how many people are under k by it alone, and how many fewer there would be without it."""

    trait: str
    values: int
    alone: int
    spared: int


@dataclass(frozen=True, slots=True, repr=False)
class Anonymity:
    """The classes that the traits make, the smallest first, and who is too alone in theirs."""

    k: int
    ids: tuple[str, ...]
    uses: tuple[TraitUse, ...]
    classes: tuple[TraitClass, ...]
    exposing: tuple[Exposing, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    blanks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    several: tuple[str, ...] = ()
    alike: tuple[tuple[TraitClass, str], ...] = ()
    known: int | None = None

    @property
    def n(self) -> int:
        """How many people are described."""
        return len(self.ids)

    @property
    def traits(self) -> tuple[str, ...]:
        """The traits that make the classes."""
        return tuple(use.name for use in self.uses if use.identifying)

    @property
    def sensitive(self) -> tuple[str, ...]:
        """The traits that must not be learnt of somebody."""
        return tuple(use.name for use in self.uses if use.sensitive)

    @property
    def smallest(self) -> int:
        """The size of the smallest class; 0 when nobody is described."""
        return min((one.size for one in self.classes), default=0)

    @property
    def alone(self) -> tuple[str, ...]:
        """Those who share their traits with nobody, by id."""
        return tuple(sorted(id for one in self.classes if one.size == 1 for id in one.people))

    @property
    def below(self) -> tuple[str, ...]:
        """Those whom traits leave among fewer than k people, by id."""
        if self.known is not None:
            return tuple(sorted({id for one in self.exposing for id in one.people}))
        return tuple(sorted(id for one in self.classes if one.size < self.k for id in one.people))

    @property
    def reached(self) -> bool:
        """Whether nobody is below k; False when nobody is described."""
        return bool(self.ids) and not self.below

    def sentences(self) -> tuple[str, ...]:
        """Say it in a few sentences, with ids and without names."""
        from toolkit.transcripts.risk_words import anonymity_sentences

        return anonymity_sentences(self)

    def frame(self) -> "DataFrame":
        """Return one row per class: the traits, ``n``, and ``participants`` (their ids)."""
        import pandas as pd

        rows = [{**dict(one.values), "n": one.size, "participants": " ".join(one.people)} for one in self.classes]
        return pd.DataFrame(rows, columns=[*self.traits, "n", "participants"])

    def plain(self) -> dict[str, Any]:
        """Return it for a program: ids, counts and the values of traits."""
        return {
            "n": self.n,
            "k": self.k,
            "reached": self.reached,
            "smallest": self.smallest,
            "traits": [{"name": one.name, "use": one.use, "guessed": one.guessed} for one in self.uses],
            "alone": list(self.alone),
            "below": list(self.below),
            "classes": [
                {
                    "values": dict(one.values),
                    "n": one.size,
                    "participants": list(one.people),
                }
                for one in self.classes
            ],
            "exposing": [
                {"traits": list(one.traits), "participants": list(one.people), "n": one.size} for one in self.exposing
            ],
            "contributions": [
                {"trait": one.trait, "values": one.values, "alone": one.alone, "spared": one.spared}
                for one in self.contributions
            ],
            "missing": {name: list(ids) for name, ids in self.blanks},
            "several_values": list(self.several),
            "alike": [{"trait": name, "participants": list(one.people)} for one, name in self.alike],
        }

    def __repr__(self) -> str:
        return f"<Anonymity: {self.n} people, k={self.k}, smallest {self.smallest}, {len(self.below)} below>"


def k_anonymity(
    people: "Described | Desk | DataFrame | Iterable[Participant]",
    traits: Sequence[str] | None = None,
    *,
    k: int = PUBLIC,
    sensitive: Sequence[str] | None = None,
    known: int | None = None,
) -> Anonymity:
    """Say how many people share each combination of traits that a reader could know, and who is too alone.

    Read it this way: a class of 1 is somebody whom their traits alone point at. A missing value is never counted as
    equal to a value that is said: it hides nobody, so no class is thought larger than it is; two people of whom the
    same traits are missing are alike. A person with several values (two cases) is alike only who has the same ones.
    When not to use it: it cannot say that a text is safe, nor measure against people who are not in the study.

    Parameters
    ----------
    people
        A study, participants, or a frame with a column ``participant``.
    traits
        What readers could know; by default guessed from the names of the traits (``uses`` says how), an unknown
        name being counted.
    k
        How many people must share each combination: 5 outside the team, 3 inside (METHODS D11).
    sensitive
        What must not be learnt; guessed from the names by default.
    known
        How many of the traits one reader could know at once; all of them by default.

    Examples
    --------
    >>> people = [Participant("P1", None, {"sexe": "f"}), Participant("P2", None, {"sexe": "m"})]
    >>> k_anonymity(people, k=2).alone
    ('P1', 'P2')
    """
    if k < 1 or (known is not None and known < 1):
        raise InvalidValue(_("A group holds one person at least."), _("Give a whole number: k=5."))
    held = described(people)
    uses = uses_of(held, traits=traits, sensitive=sensitive)
    names = tuple(use.name for use in uses if use.identifying)
    if known is not None and (known >= len(names) or (len(names) > WIDE and known > WIDE_SETS)):
        known = None  # too many sets to look at: all the traits at once are never less cautious
    classes = tuple(classes_of(held, names))
    blanks = tuple(
        (name, tuple(id for id, value in zip(held.ids, held.values[name], strict=True) if value is None))
        for name in names
        if None in held.values[name]
    )
    several = tuple(
        id for i, id in enumerate(held.ids) if any(isinstance(value, tuple) for value in held.row(i, names))
    )
    hidden = tuple(use.name for use in uses if use.sensitive and not use.identifying)
    return Anonymity(
        k,
        tuple(sorted(held.ids)),
        uses,
        classes,
        tuple(_exposing(held, names, k, known)),
        tuple(_contributions(held, names, k)),
        blanks,
        several,
        tuple(_all_alike(held, classes, hidden)),
        known,
    )


def classes_of(people: Described, traits: Sequence[str]) -> list[TraitClass]:
    """Return the classes that some traits make, the smallest first, then in the order of their values."""
    groups: dict[tuple[Value, ...], list[str]] = {}
    for i, id in enumerate(people.ids):
        groups.setdefault(people.row(i, traits), []).append(id)
    # By name, so that the order of the people, or of their traits, changes nothing.
    named = sorted(range(len(traits)), key=lambda at: traits[at])
    order = sorted(groups, key=lambda key: (len(groups[key]), [sort_key(key[at]) for at in named]))
    return [TraitClass(tuple(zip(traits, key, strict=True)), tuple(sorted(groups[key]))) for key in order]


def _exposing(people: Described, traits: Sequence[str], k: int, known: int | None) -> Iterator[Exposing]:
    """Yield, for everybody below k, the smallest sets of traits that suffice: no set that holds another one."""
    most = min(known or len(traits), len(traits), WIDE_SETS if len(traits) > WIDE else len(traits))
    found: dict[str, list[frozenset[str]]] = {id: [] for id in people.ids}
    open_ = set(range(len(people.ids)))
    whole = Counter(people.row(i, traits) for i in open_)
    if known is None:
        open_ = {i for i in open_ if whole[people.row(i, traits)] < k}
    for size in range(1, most + 1):
        for names in combinations(traits, size):
            sizes = Counter(people.row(i, names) for i in range(len(people.ids)))
            hit: dict[int, list[str]] = {}
            for i in open_:
                id = people.ids[i]
                n = sizes[people.row(i, names)]
                if n < k and not any(smaller <= set(names) for smaller in found[id]):
                    found[id].append(frozenset(names))
                    hit.setdefault(n, []).append(id)
            for n in sorted(hit):
                yield Exposing(names, tuple(sorted(hit[n])), n)


def _contributions(people: Described, traits: Sequence[str], k: int) -> Iterator[Contribution]:
    def below(names: Sequence[str]) -> int:
        return sum(one.size for one in classes_of(people, names) if one.size < k) if names else 0

    whole = below(traits)
    for name in traits:
        others = [other for other in traits if other != name]
        spared = whole - (below(others) if others else (len(people.ids) if len(people.ids) < k else 0))
        yield Contribution(name, len(set(people.values[name])), below([name]), spared)


def _all_alike(
    people: Described, classes: Sequence[TraitClass], sensitive: Sequence[str]
) -> Iterator[tuple[TraitClass, str]]:
    """Yield classes of several people who all have one sensitive value: whoever finds the class learns it."""
    rank = {id: i for i, id in enumerate(people.ids)}
    for one in classes:
        for name in sensitive:
            values = {people.values[name][rank[id]] for id in one.people}
            if one.size > 1 and len(values) == 1 and None not in values:
                yield one, name
