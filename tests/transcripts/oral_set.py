"""The oral French test set: extracts annotated by hand, and the score of a finder on them.

The rules of annotation are in ``oral/README.md``. The set was written before the finder
and is never edited to fit it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent / "oral"
TYPES = ("PERSON", "PLACE", "ORG", "PHONE", "EMAIL", "ADDRESS", "DATE", "ID")
GROUPS = {
    "persons": ("PERSON",),
    "places": ("PLACE",),
    "organisations": ("ORG",),
    "identifiers": ("PHONE", "EMAIL", "ADDRESS", "DATE", "ID"),
}
MARK = re.compile(r"\[\[([A-Z]+)\||\]\]|\{\{|\}\}|<<|>>")
CLOSES = {"]]": "[[", "}}": "{{", ">>": "<<"}


class Span(NamedTuple):
    """Some characters of an extract, and what they name."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Extract:
    """What somebody said, as an intern typed it, and what must be found in it."""

    id: str
    field: str
    tags: tuple[str, ...]
    text: str
    spans: tuple[Span, ...]
    tolerated: tuple[Span, ...] = ()
    roles: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """A name that no candidate covers whole."""

    id: str
    tags: tuple[str, ...]
    type: str
    text: str


@dataclass(slots=True)
class Group:
    """What became of the spans of one group of types."""

    spans: int = 0
    covered: int = 0
    mistyped: int = 0

    @property
    def recall(self) -> float:
        return self.covered / self.spans if self.spans else 1.0


@dataclass(slots=True)
class Report:
    """The score of a finder on the set."""

    extracts: int = 0
    groups: dict[str, Group] = field(default_factory=lambda: {name: Group() for name in GROUPS})
    missed: list[Missed] = field(default_factory=list)
    false: list[tuple[str, str, str]] = field(default_factory=list)  # extract, type, text
    roles: int = 0
    roles_touched: int = 0

    @property
    def false_per_extract(self) -> float:
        return len(self.false) / self.extracts if self.extracts else 0.0

    def __str__(self) -> str:
        lines = [
            f"{name:13} {group.recall:.3f} ({group.covered} of {group.spans}, {group.mistyped} under another type)"
            for name, group in self.groups.items()
        ]
        lines.append(f"roles         {self.roles_touched} of {self.roles} touched")
        lines.append(
            f"false         {self.false_per_extract:.2f} an extract ({len(self.false)} in {self.extracts} extracts)"
        )
        lines += [f"missed {one.type:7} {one.id} « {one.text} » ({' '.join(one.tags)})" for one in self.missed]
        lines += [f"false  {type:7} {id} « {text} »" for id, type, text in self.false]
        return "\n".join(lines)


def parse(marked: str) -> tuple[str, tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Take the marks out of a text: what is left, its spans, what is tolerated, its roles."""
    plain: list[str] = []
    opened: list[tuple[str, str, int]] = []
    layers: dict[str, list[Span]] = {"[[": [], "{{": [], "<<": []}
    length = at = 0
    for mark in MARK.finditer(marked):
        plain.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[0] not in CLOSES:
            opened.append((mark[0][:2], mark[1] or {"{{": "TOLERATED", "<<": "ROLE"}[mark[0]], length))
            continue
        if not opened or opened[-1][0] != CLOSES[mark[0]]:
            raise ValueError(f"{mark[0]} closes nothing: …{marked[max(0, mark.start() - 30) : at]}")
        kind, type, start = opened.pop()
        layers[kind].append(Span(start, length, type))
    if opened:
        raise ValueError(f"{opened[-1][0]} is never closed: {marked[:60]}…")
    plain.append(marked[at:])
    spans, tolerated, roles = (tuple(sorted(layers[kind])) for kind in ("[[", "{{", "<<"))
    return "".join(plain), spans, tolerated, roles


def read(path: Path) -> list[Extract]:
    """The extracts of one file, each under its header ``## id | tags``."""
    found = []
    for block in re.split(r"\n{2,}", path.read_text(encoding="utf-8").strip()):
        header, _, marked = block.partition("\n")
        match = re.fullmatch(r"## (\S+) \| (.+)", header)
        if match is None:
            raise ValueError(f"{path.name}: « {header[:60]} » is not a header « ## id | tags »")
        text, spans, tolerated, roles = parse(marked)
        found.append(Extract(match[1], path.stem, tuple(match[2].split()), text, spans, tolerated, roles))
    return found


def load(folder: Path = FOLDER) -> tuple[Extract, ...]:
    """Every extract of the set, file after file."""
    return tuple(extract for path in sorted(folder.glob("*.txt")) for extract in read(path))


def score(found: Mapping[str, Iterable[tuple[int, int, str]]], extracts: Sequence[Extract] | None = None) -> Report:
    """Compare what a finder found with what must be found.

    A span is covered when each of its letters and digits lies in a candidate, of whatever type; those of a tolerated
    part inside it (« euh » within a dictated phone) need not be. A candidate is false when it touches no span,
    nothing tolerated and no role.
    """
    extracts = load() if extracts is None else extracts
    if unknown := set(found) - {extract.id for extract in extracts}:
        raise ValueError(f"no such extract: {', '.join(sorted(unknown))}")
    report = Report(extracts=len(extracts))
    group_of = {type: name for name, types in GROUPS.items() for type in types}
    for extract in extracts:
        candidates = [Span(*one) for one in found.get(extract.id, ())]
        if any(not 0 <= one.start < one.end <= len(extract.text) for one in candidates):
            raise ValueError(f"{extract.id}: a candidate lies outside of its extract")
        inside = {at for one in candidates for at in range(one.start, one.end)}
        free = {at for one in extract.tolerated for at in range(one.start, one.end)}
        for span in extract.spans:
            group = report.groups[group_of[span.type]]
            group.spans += 1
            wanted = {at for at in range(span.start, span.end) if extract.text[at].isalnum()} - free
            if wanted <= inside:
                group.covered += 1
                group.mistyped += not any(one.type == span.type for one in candidates if _touch(one, span))
            else:
                said = extract.text[span.start : span.end]
                report.missed.append(Missed(extract.id, extract.tags, span.type, said))
        known = (*extract.spans, *extract.tolerated, *extract.roles)
        for one in candidates:
            if not any(_touch(one, other) for other in known):
                report.false.append((extract.id, one.type, extract.text[one.start : one.end]))
        report.roles += len(extract.roles)
        report.roles_touched += sum(any(_touch(one, role) for one in candidates) for role in extract.roles)
    return report


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
