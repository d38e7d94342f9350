"""The ways to say a trait less precisely: bands, departments then regions, years, wider groups, rare values together.

A way is a function of the value: two people with one value stay together, whatever the way. What it loses is the
share of the pairs of people that the trait told apart and no longer tells apart: 0 nothing, 1 everything.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from toolkit.formats.cells import heading
from toolkit.i18n import _, n_
from toolkit.transcripts.risk_bands import Cell, date_of, interval, merged_label, one_unit, steps
from toolkit.transcripts.risk_people import Value, shown, sort_key
from toolkit.transcripts.risk_places import department_of, region_of, town_size

Kind = Literal[
    "as is", "given", "department", "region", "town", "bands", "dates", "neighbours", "rare", "grouped", "out"
]
Groups = Mapping[str, Mapping[str, str] | Sequence[Mapping[str, str]]]
FEW: Final = 6
"""Up to how many values every way to put them together is tried."""
CELLS: Final = 10
"""Up to how many neighbouring bands every way to join them is tried."""
_PLACE: Final = re.compile(
    r"\b(?:commune|ville|village|lieu|territoire|departement|region|code postal|cp|domicile|residence|"
    r"town|city|place|zip)\b"
)


@dataclass(frozen=True, slots=True, repr=False)
class Way:
    """One way to say a trait: a label for each value, what kind of way it is, what it loses."""

    trait: str
    kind: Kind
    labels: Mapping[Value, Value]
    loss: float = 0.0
    detail: str = ""

    @property
    def changes(self) -> bool:
        """Whether anything is said otherwise."""
        return self.kind != "as is"

    def merged(self) -> dict[str, tuple[Value, ...]]:
        """Return the labels that hold several values, with these values in order."""
        held: dict[str, list[Value]] = {}
        for value, label in self.labels.items():
            held.setdefault(shown(label), []).append(value)
        return {label: tuple(sorted(values, key=sort_key)) for label, values in held.items() if len(values) > 1}

    def __repr__(self) -> str:
        return f"<Way {self.kind}: {len(self.labels)} values, loss {self.loss:.2f}>"


def ways_of(
    trait: str, values: Sequence[Value], groups: Groups | None = None, *, any_groups: bool = False
) -> list[Way]:
    """Return the ways to say a trait, from the least loss to the most; the last resort is not to show it.

    ``groups`` gives wider groups for a trait: a mapping, or several from the finest to the widest. ``any_groups``
    puts values together with no regard to what they mean, when they are few.
    """
    counts = Counter(values)
    seen: set[frozenset[frozenset[Value]]] = set()
    made: list[Way] = []
    for kind, labels, detail in _all(trait, counts, groups or {}, any_groups):
        blocks: dict[Hashable, set[Value]] = {}
        for value in counts:
            blocks.setdefault(labels[value], set()).add(value)
        partition = frozenset(frozenset(block) for block in blocks.values())
        if partition not in seen:
            seen.add(partition)
            made.append(Way(trait, kind, labels, _loss(counts, blocks.values()), detail))
    out: dict[Value, Value] = dict.fromkeys(counts)
    made = [way for way in made if not (way.changes and len(set(way.labels.values())) == 1)]
    if len(counts) > 1:
        made.append(Way(trait, "out", out, 1.0))
    return sorted(made, key=lambda way: way.loss)


def _loss(counts: Mapping[Value, int], blocks: Iterable[set[Value]]) -> float:
    def told_apart(sizes: Sequence[int]) -> int:
        total = sum(sizes)
        return (total * total - sum(size * size for size in sizes)) // 2

    before = told_apart(list(counts.values()))
    after = told_apart([sum(counts[value] for value in block) for block in blocks])
    return (before - after) / before if before else 0.0


Made = tuple[Kind, dict[Value, Value], str]


def _all(trait: str, counts: Mapping[Value, int], groups: Groups, any_groups: bool) -> Iterator[Made]:
    """Yield the ways, the plainest first: of two ways that put the same people together the first is kept."""
    plain: dict[Value, Value] = {value: value for value in counts}
    yield "as is", plain, ""
    bases: list[dict[Value, Value]] = [plain]
    given = groups.get(trait, ())
    for level in [given] if isinstance(given, Mapping) else given:
        base = _mapped(bases[-1], _looked_up(level))
        yield "given", base, ""
        bases.append(base)
    if _PLACE.search(heading(trait)):
        finders: tuple[tuple[Kind, Callable[[str], str | None]], ...] = (
            ("department", department_of),
            ("region", region_of),
            ("town", town_size),
        )
        for kind, find in finders:
            base = _mapped(plain, find)
            if any(label != value for value, label in base.items()):
                yield kind, base, ""
                bases.append(base)
    else:
        ordered = _intervals(counts)
        if ordered:
            yield from _banded(trait, counts, ordered)
            return
        dates = {value: date_of(value) for value in counts if value is not None}
        if dates and all(dates.values()):
            for length, detail in ((7, _("year and month")), (4, _("year"))):
                base = {value: (dates[value] or "")[:length] if value is not None else None for value in counts}
                yield "dates", base, detail
                bases.append(base)
    for base in bases:
        yield from _together(counts, base, any_groups)


def _looked_up(level: Mapping[str, str]) -> Callable[[str], str | None]:
    known = {heading(str(key)): str(label) for key, label in level.items()}
    return lambda text: known.get(heading(text))


def _mapped(base: Mapping[Value, Value], find: Callable[[str], str | None]) -> dict[Value, Value]:
    """Return what each value becomes; what is not known stays as it was, several values are followed one by one."""
    made: dict[Value, Value] = {}
    for value, label in base.items():
        parts = label if isinstance(label, tuple) else (label,)
        found = tuple(dict.fromkeys(part if part is None else find(shown(part)) or part for part in parts))
        made[value] = found[0] if len(found) == 1 else tuple(sorted(found, key=sort_key))
    return made


def _together(counts: Mapping[Value, int], base: Mapping[Value, Value], any_groups: bool) -> Iterator[Made]:
    """Yield the ways that put categories together: the rare ones, then any when it is asked for and they are few."""
    sizes: Counter[Value] = Counter()
    for value, n in counts.items():
        sizes[base[value]] += n
    names = sorted(sizes, key=sort_key)
    for most in sorted(set(sizes.values())):
        rare = [name for name in names if sizes[name] <= most]
        if 1 < len(rare) < len(names):
            yield "rare", _relabelled(base, [rare]), ""
    if any_groups and 2 < len(names) <= FEW:
        for blocks in _partitions(names):
            if 1 < len(blocks) < len(names):
                yield "grouped", _relabelled(base, blocks), ""


def _relabelled(base: Mapping[Value, Value], blocks: Sequence[Sequence[Value]]) -> dict[Value, Value]:
    label_of: dict[Value, Value] = {}
    for block in blocks:
        label = _joined(block) if len(block) > 1 else block[0]
        label_of |= dict.fromkeys(block, label)
    return {value: label_of.get(label, label) for value, label in base.items()}


def _joined(values: Sequence[Value]) -> str:
    words = [shown(value) for value in sorted(values, key=sort_key)]
    if len(words) > 3:
        return n_("other ({n} value)", "others ({n} values)", len(words))
    return _("{some} or {last}", some=", ".join(words[:-1]), last=words[-1])


def _partitions(names: Sequence[Value]) -> Iterator[list[list[Value]]]:
    if not names:
        yield []
        return
    first, rest = names[0], names[1:]
    for blocks in _partitions(rest):
        yield [[first], *blocks]
        for i, block in enumerate(blocks):
            yield [*blocks[:i], [first, *block], *blocks[i + 1 :]]


def _intervals(counts: Mapping[Value, int]) -> dict[Value, Cell]:
    """Return the interval of each value that is said; empty unless all of them are numbers or bands, side by side."""
    found: dict[Value, Cell] = {}
    for value in counts:
        if value is None:
            continue
        one = interval(value)
        if one is None:
            return {}
        found[value] = one
    cells = sorted(set(found.values()))
    if not one_unit(found) or any(low[1] >= high[0] for low, high in pairwise(cells)):
        return {}
    return found if len(cells) > 1 else {}


def _banded(trait: str, counts: Mapping[Value, int], cells: Mapping[Value, Cell]) -> Iterator[Made]:
    """Yield even bands, then neighbouring bands joined in every way; what is not said alone, or with one of them."""
    ordered = sorted(set(cells.values()))
    single = all(low == high for low, high in ordered)
    age = re.search(r"\bages?\b", heading(trait)) is not None
    base = ordered
    if single:
        for width in steps(ordered, age=age):
            bands = _cut(ordered, width)
            yield from _blank_ways("bands", counts, cells, bands, _("bands of {n}", n=width))
            if len(bands) <= CELLS and len(base) > CELLS:
                base = bands
        if len(ordered) <= CELLS:
            base = ordered
    if len(base) > CELLS:
        base = _halved(base)
    for blocks in _contiguous(base):
        if len(blocks) < len(ordered):
            yield from _blank_ways("neighbours", counts, cells, blocks, "")


def _cut(ordered: Sequence[Cell], width: int) -> list[Cell]:
    lows = sorted({int(low // width) * width for low, _high in ordered})
    return [(float(low), float(low + width - 1)) for low in lows]


def _halved(base: Sequence[Cell]) -> list[Cell]:
    while len(base) > CELLS:
        base = [(base[i][0], base[min(i + 1, len(base) - 1)][1]) for i in range(0, len(base), 2)]
    return list(base)


def _contiguous(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield every way to join neighbours, the most groups first."""
    ways = []
    for mask in range(2 ** (len(cells) - 1)):
        blocks = [cells[0]]
        for i, cell in enumerate(cells[1:]):
            if mask >> i & 1:
                blocks[-1] = (blocks[-1][0], cell[1])
            else:
                blocks.append(cell)
        ways.append(blocks)
    yield from sorted(ways, key=lambda blocks: (-len(blocks), blocks))


def _blank_ways(
    kind: Kind, counts: Mapping[Value, int], cells: Mapping[Value, Cell], blocks: Sequence[Cell], detail: str
) -> Iterator[Made]:
    """Yield a way, and with missing values also those where they go with the largest or the smallest group."""
    labels: dict[Value, Value] = {}
    sizes: Counter[str] = Counter()
    for value, cell in cells.items():
        at = max(i for i, block in enumerate(blocks) if block[0] <= cell[0])
        label = merged_label(blocks, at, even=kind == "bands")
        labels[value] = label
        sizes[label] += counts[value]
    if None not in counts:
        yield kind, labels, detail
        return
    yield kind, {**labels, None: None}, detail
    ranked = sorted(sizes, key=lambda label: (sizes[label], label))
    for host in dict.fromkeys((ranked[-1], ranked[0])):
        joined = _("{label} or not said", label=host)
        yield (
            kind,
            {value: joined if label == host else label for value, label in labels.items()} | {None: joined},
            detail,
        )
