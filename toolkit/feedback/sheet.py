"""The feedback sheet as a value: what was heard, by how many people, in whose words, and what was held back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from toolkit.errors import UnknownCode, UnknownName
from toolkit.feedback.consent import (
    SMALLEST_GROUP,
    Permission,
    Profile,
    Quoted,
    Why,
    may_leave,
    printable_traits,
    reason_of,
    traits_shown,
    who_is_quoted,
)
from toolkit.feedback.numbers import Count, Tally
from toolkit.feedback.passages import place, resolve
from toolkit.feedback.plain import month_span
from toolkit.feedback.quotes import family
from toolkit.i18n import _, n_
from toolkit.model import Code, Coding, Desk, Participant, Quote, StudySheet, Transcript
from toolkit.model.checks import checked_date, one_of

if TYPE_CHECKING:
    from pandas import DataFrame

Public = Literal["collectivité", "participants"]
PUBLICS: Final[tuple[str, ...]] = get_args(Public)
POINTS: Final = 5
"""Findings that a sheet of two pages can hold (METHODS E6); the other themes are given in a table."""


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


@dataclass(frozen=True, slots=True)
class Method:
    """Who was met, in what kind of texts, between which months."""

    people: int
    kinds: tuple[tuple[str, int], ...]
    period: str
    coders: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A feedback sheet, ready to be written; ``withheld`` and ``notes`` are for the team, never printed."""

    study: str
    public: Public
    profile: Profile
    method: Method
    points: tuple[Point, ...]
    others: tuple[tuple[str, Count], ...] = ()
    withheld: tuple[Withheld, ...] = ()
    notes: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    contact: str = ""
    date: str = ""
    parameters: tuple[tuple[str, Any], ...] = ()

    @property
    def extracts(self) -> tuple[Shown, ...]:
        """Every extract printed, in order."""
        return tuple(
            shown
            for point in self.points
            for shown in (*point.extracts, *(shown for side in point.sides for shown in side.extracts))
        )

    @property
    def counts(self) -> tuple[Count, ...]:
        """Every number printed with its evidence, in order."""
        mine = [count for point in self.points for count in (point.count, *(side.count for side in point.sides))]
        return (*mine, *(count for _label, count in self.others))

    def record(self) -> dict[str, Any]:
        """Return what the file beside the document says: parameters, counts, evidence ids; no word of anybody."""
        return {
            "parameters": dict(self.parameters),
            "date": self.date,
            "people": self.method.people,
            "counts": [
                {
                    "evidence": count.evidence,
                    "n": count.n,
                    "N": count.N,
                    "unit": "participant",
                    "codings": list(count.codings),
                }
                for count in self.counts
            ],
            "extracts": [
                {
                    "evidence": f"q:{shown.quote}",
                    "coding": shown.coding,
                    "transcript": shown.transcript,
                    "turns": list(shown.turns),
                    "spans": [list(span) for span in shown.spans],
                    "participant": shown.participant,
                }
                for shown in self.extracts
            ],
            "withheld": [
                {"evidence": f"q:{held.quote}", "code": held.code, "why": held.why} for held in self.withheld
            ],
        }


def feedback_sheet(
    desk: Desk,
    *,
    themes: Sequence[str] | None = None,
    profile: Profile = "host",
    public: Public = "collectivité",
    among: "DataFrame | Iterable[str] | None" = None,
    case: str | None = None,
    coder: str | Sequence[str] | None = None,
    extracts: int = 2,
    traits: Sequence[str] = (),
    next_steps: Sequence[str] = (),
    contact: str = "",
    date: str = "",
) -> Sheet:
    """Gather what can be told back: findings with their n of N, and the extracts that may leave.

    An extract that may not leave is replaced by nothing, and listed in ``withheld`` with its reason. The numbers
    describe the people met, never a population.

    Parameters
    ----------
    themes
        Codes or themes to present, in this order; by default the five that most people voice.
    public
        ``"collectivité"`` (host, local authority) or ``"participants"`` (plain language).
    among, case
        The people that the sheet is about; by default all those who speak in a text. Extracts of others stay out.
    coder
        Whose codings are told back; required when several people coded.
    extracts
        How many extracts a finding shows at most.
    traits
        Traits to print with extracts, the first most useful; only as far as every group they make holds five people.
    """
    one_of("public", public, PUBLICS)
    checked_date(date)
    if case is not None and among is None:
        among = [person.id for person in desk.all(Participant) if person.case == case]
    tally = Tally(desk, among=among, coder=coder)
    book = {code.id: code for code in desk.all(Code)}
    for code in themes or ():
        if code not in book:
            raise UnknownCode(code, book)
    counts = [tally.theme(code) for code in dict.fromkeys(themes)] if themes else tally.themes()
    voiced = counts if themes else [count for count in counts if count.n][:POINTS]
    people = {person.id: person for person in desk.all(Participant)}
    among_people = [people[id] for id in tally.people]
    k = 1 if profile == "team" else SMALLEST_GROUP
    printed = printable_traits(among_people, traits, k=k)
    chooser = _Chooser(desk, tally, profile, case, printed, whole=among is None)
    points = tuple(_point(chooser, book, count, extracts) for count in voiced)
    others = tuple((book[count.evidence[2:]].label, count) for count in counts if count.n and count not in voiced)
    return Sheet(
        study=_title(desk),
        public=public,
        profile=profile,
        method=_method(desk, tally, case),
        points=points,
        others=others,
        withheld=tuple(chooser.withheld),
        notes=tuple(_notes(chooser, points, tally, traits, printed, profile)),
        next_steps=tuple(next_steps),
        contact=contact,
        date=date,
        parameters=(
            ("public", public),
            ("profile", profile),
            ("themes", list(themes) if themes else None),
            ("among", None if among is None else list(tally.people)),
            ("case", case),
            ("coder", coder if coder is None or isinstance(coder, str) else list(coder)),
            ("traits", list(printed)),
            ("extracts", extracts),
        ),
    )


class _Chooser:
    """Take the extracts of each finding, once each, and keep account of those that may not leave."""

    def __init__(
        self, desk: Desk, tally: Tally, profile: Profile, case: str | None, traits: Sequence[str], *, whole: bool
    ):
        self.desk, self.tally, self.profile, self.case, self.traits = desk, tally, profile, case, traits
        self.whole = whole
        self.code_of = {coding.id: coding.code for coding in desk.all(Coding)}
        self.quotes = desk.all(Quote)
        self.texts = {text.id: text for text in desk.all(Transcript)}
        self.withheld: list[Withheld] = []
        self.used: set[str] = set()
        self.given: list[Quote] = []

    def take(self, codes: Iterable[str], count: Count, limit: int, *, under: str) -> tuple[Shown, ...]:
        """Return at most ``limit`` extracts of these codes: approved first, somebody not yet quoted first."""
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
                return (here, quote.state != "approved", before, quote.transcript, quote.start, quote.id)

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
        found = resolve(self.desk, quote)
        source = [place(quote.transcript, found.turns)]
        if quote.participant:
            person = self.desk.get(Participant, quote.participant)
            source += [str(value) for value in traits_shown(person, self.traits)]
            if self.profile != "public" and person.id != quote.transcript:
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


def _point(chooser: _Chooser, book: Mapping[str, Code], count: Count, limit: int) -> Point:
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


def _sides(chooser: _Chooser, book: Mapping[str, Code], theme: str) -> list[tuple[str, Count, tuple[str, ...]]]:
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


def _title(desk: Desk) -> str:
    sheets = desk.all(StudySheet)
    return sheets[0].title if sheets else ""


def _method(desk: Desk, tally: Tally, case: str | None) -> Method:
    people = set(tally.people)
    texts = [
        text
        for text in desk.all(Transcript)
        if people & {speaker.participant for speaker in text.speakers}
        or (text.kind in ("document", "observation") and case in (None, text.case))
    ]
    kinds = tuple(
        (kind, n)
        for kind in ("interview", "group", "observation", "document")
        if (n := sum(text.kind == kind for text in texts))
    )
    spoken = [text.date for text in texts if text.kind in ("interview", "group")]
    return Method(len(people), kinds, month_span(spoken), tally.pieces["coder"].nunique())


def _notes(
    chooser: _Chooser,
    points: Sequence[Point],
    tally: Tally,
    asked: Sequence[str],
    printed: Sequence[str],
    profile: Profile,
) -> Iterable[str]:
    """Yield what the team should know before it sends the sheet."""
    if chooser.withheld:
        n = len(chooser.withheld)
        yield n_("{n} extract was held back.", "{n} extracts were held back.", n)
    shown = bool(chooser.given)
    if not shown:
        yield _("No extract can be shown: the sheet holds numbers only. Choose extracts and have them approved.")
    bare = [point.label for point in points if not point.extracts and not any(side.extracts for side in point.sides)]
    if shown and bare:
        yield _("No extract can be shown for: {labels}.", labels=", ".join(bare))
    if profile != "team" and len(tally.people) < SMALLEST_GROUP:
        yield _(
            "Fewer than {k} people were met: readers who know them may recognise them. "
            "Have each extract approved, even where consent is given once for all.",
            k=SMALLEST_GROUP,
        )
    if hidden := [name for name in asked if name not in printed]:
        yield _(
            "Not printed with extracts, because some group would hold fewer than {k} people: {traits}.",
            k=SMALLEST_GROUP,
            traits=", ".join(hidden),
        )
    for row in over_quoted(chooser.given):
        yield _("{person} gives {n} of the {total} extracts: look for other voices.", person=row.participant, n=row.n,
                total=len(chooser.given))  # fmt: skip


def over_quoted(quotes: Iterable[Quote]) -> list[Quoted]:
    """Return the people who give more than their share of the extracts."""
    return [row for row in who_is_quoted(quotes) if row.over]
