"""What a finding shows: which extracts, in what order, with what source; those held back, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.errors import UnknownName
from toolkit.feedback.consent import Permission, Profile, Why, may_leave, reason_of, traits_shown
from toolkit.feedback.numbers import Count, Tally
from toolkit.feedback.passages import place, resolve
from toolkit.feedback.quotes import family
from toolkit.model import Code, Coding, Desk, Participant, Quote, Transcript


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """An extract as printed, with its evidence: quote, coding, text, positions, turns."""

    quote: str
    coding: str
    transcript: str
    spans: tuple[tuple[int, int], ...]
    turns: tuple[int, ...]
    text: str
    participant: str | None
    source: str

    def __repr__(self) -> str:
        return f"<Shown {self.quote}: {place(self.transcript, self.turns)}>"


@dataclass(frozen=True, slots=True)
class Withheld:
    """An extract that was chosen but may not leave, and why."""

    quote: str
    code: str
    why: Why

    @property
    def reason(self) -> str:
        """The sentence to read."""
        return reason_of(self.why)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the positions that people take about a theme."""

    label: str
    count: Count
    extracts: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One finding: a theme, how many people voice it, in whose words, and the positions that part them."""

    code: str
    label: str
    definition: str
    count: Count
    extracts: tuple[Shown, ...] = ()
    sides: tuple[Side, ...] = ()


class Chooser:
    """Take the extracts of each finding, once each, and keep account of those that may not leave."""

    def __init__(
        self,
        desk: Desk,
        tally: Tally,
        profile: Profile,
        case: str | None,
        traits: Sequence[str],
        *,
        whole: bool,
        named: bool,
    ):
        self.desk, self.tally, self.profile, self.case, self.traits = desk, tally, profile, case, traits
        self.whole, self.named = whole, named
        self.code_of = {coding.id: coding.code for coding in desk.all(Coding)}
        self.quotes = desk.all(Quote)
        self.texts = {text.id: text for text in desk.all(Transcript)}
        self.withheld: list[Withheld] = []
        self.used: set[str] = set()
        self.given: list[Quote] = []

    def take(self, codes: Iterable[str], count: Count, limit: int, *, under: str) -> tuple[Shown, ...]:
        """Return at most ``limit`` extracts of these codes: somebody not yet quoted first, then what was approved."""
        wanted = set(codes)
        mine = [
            quote for quote in self.quotes if self.code_of.get(quote.coding) in wanted and quote.id not in self.used
        ]
        free: list[Quote] = []
        for quote in mine:
            permission = self.permission(quote, count)
            if permission:
                free.append(quote)
            else:
                self.used.add(quote.id)
                self.withheld.append(Withheld(quote.id, under, permission.why))
        taken: list[Quote] = []
        while free and len(taken) < limit:

            def order(quote: Quote) -> tuple[Any, ...]:
                here = sum(other.participant == quote.participant for other in taken)
                before = sum(other.participant == quote.participant for other in self.given)
                return (here, before, quote.state != "approved", quote.transcript, quote.start, quote.id)

            best = min(free, key=order)
            free.remove(best)
            if not any(_overlap(best, other) for other in self.given):
                taken.append(best)
                self.given.append(best)
                self.used.add(best.id)
        return tuple(self.shown(quote) for quote in taken)

    def permission(self, quote: Quote, count: Count) -> Permission:
        """Add to the consents what this document is about."""
        transcript = self.texts.get(quote.transcript)
        if quote.participant is None:
            strange = self.case is not None and transcript is not None and transcript.case != self.case
            if strange or (transcript is not None and not self.whole and self.case is None):
                return Permission(False, "elsewhere")
        elif quote.participant not in self.tally.people and _known(self.desk, quote.participant):
            return Permission(False, "elsewhere")
        permission = may_leave(self.desk, quote, self.profile)
        if permission and quote.participant is not None and quote.coding not in count.codings:
            return Permission(False, "not counted")
        return permission

    def shown(self, quote: Quote) -> Shown:
        """Return an extract with its source: « P03 · E03, tour 42 », traits only where they point at nobody."""
        found = resolve(self.desk, quote)
        source = [place(quote.transcript, found.turns)]
        if quote.participant:
            person = self.desk.get(Participant, quote.participant)
            source += [str(value) for value in traits_shown(person, self.traits)]
            if self.named and person.id != quote.transcript:
                source.insert(0, person.id)
        return Shown(
            quote=quote.id,
            coding=quote.coding,
            transcript=quote.transcript,
            spans=found.spans,
            turns=found.turns,
            text=quote.text,
            participant=quote.participant,
            source=" · ".join(source),
        )


def _known(desk: Desk, participant: str) -> bool:
    try:
        desk.get(Participant, participant)
    except UnknownName:
        return False
    return True


def _overlap(one: Quote, other: Quote) -> bool:
    return one.transcript == other.transcript and one.start < other.end and other.start < one.end


def point_of(chooser: Chooser, book: Mapping[str, Code], count: Count, limit: int) -> Point:
    """Return a finding: its extracts, and the positions that part people, each in somebody's words."""
    code = book[count.evidence[2:]]
    sides = _sides(chooser, book, code.id)
    apart: tuple[Side, ...] = ()
    if sides:
        # The rarer position speaks first: it is the one that a summary forgets.
        rarest = min(range(len(sides)), key=lambda i: (sides[i][1].n, i))
        order = [rarest, *(i for i in range(len(sides)) if i != rarest)]
        found = {i: chooser.take(sides[i][2], sides[i][1], 1, under=code.id) for i in order}
        apart = tuple(Side(label, side, found[i]) for i, (label, side, _codes) in enumerate(sides))
    extracts = chooser.take(family(chooser.desk, code.id), count, limit, under=code.id)
    return Point(code.id, code.label, code.short_definition, count, extracts, apart)


def _sides(chooser: Chooser, book: Mapping[str, Code], theme: str) -> list[tuple[str, Count, tuple[str, ...]]]:
    """Return the positions voiced about a theme: its polarities, else its codes that exclude each other."""
    codes = [book[id] for id in family(chooser.desk, theme)]
    polar = []
    for side, kind in (("+", "p"), ("-", "m")):
        of_side = tuple(code.id for code in codes if code.polarity == side)
        count = chooser.tally.of(of_side, f"{kind}:{theme}")
        if count.n:
            polar.append((", ".join(book[id].label for id in of_side), count, of_side))
    if len(polar) == 2:
        return polar
    groups: dict[str, list[tuple[str, Count, tuple[str, ...]]]] = {}
    for code in codes:
        if code.exclusive_group and code.id != theme:
            count = chooser.tally.theme(code.id)
            if count.n:
                groups.setdefault(code.exclusive_group, []).append((code.label, count, (code.id,)))
    return next((positions for positions in groups.values() if len(positions) > 1), [])
