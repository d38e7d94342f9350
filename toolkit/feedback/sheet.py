"""The feedback sheet as a value: what was heard, by how many people, in whose words, and what was held back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from toolkit.errors import UnknownCode
from toolkit.feedback.consent import (
    SMALLEST_GROUP,
    Profile,
    Quoted,
    printable_traits,
    who_is_quoted,
)
from toolkit.feedback.findings import Chooser, Point, Shown, Side, Withheld, point_of
from toolkit.feedback.numbers import Count, Tally
from toolkit.feedback.plain import month_span
from toolkit.i18n import _, n_
from toolkit.model import Code, Desk, Participant, Quote, StudySheet, Transcript
from toolkit.model.checks import checked_date, one_of

if TYPE_CHECKING:
    from pandas import DataFrame

Public = Literal["collectivité", "participants"]
PUBLICS: Final[tuple[str, ...]] = get_args(Public)
__all__ = ["PUBLICS", "Method", "Point", "Public", "Sheet", "Shown", "Side", "Withheld", "feedback_sheet"]
POINTS: Final = 5
"""Findings that a sheet of two pages can hold (METHODS E6); the other themes are given in a table."""


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
    extracts: int | None = None,
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
        Whose codings are told back; when several people coded, the only intern among them by default.
    extracts
        How many extracts a finding shows at most; by default two, one in the sheet for participants.
    traits
        Traits to print with extracts, the first most useful; only as far as every group they make holds five people.
    """
    one_of("public", public, PUBLICS)
    checked_date(date)
    if case is not None and among is None:
        among = [person.id for person in desk.all(Participant) if person.case == case]
    limit = extracts if extracts is not None else 1 if public == "participants" else 2
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
    named = profile != "public" and public != "participants"
    chooser = Chooser(desk, tally, profile, case, printed, whole=among is None, named=named)
    points = tuple(point_of(chooser, book, count, limit) for count in voiced)
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
            ("coder", tally.coder if tally.coder is None or isinstance(tally.coder, str) else list(tally.coder)),
            ("traits", list(printed)),
            ("extracts", limit),
        ),
    )


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
    chooser: Chooser,
    points: Sequence[Point],
    tally: Tally,
    asked: Sequence[str],
    printed: Sequence[str],
    profile: Profile,
) -> Iterable[str]:
    """Yield what the team should know before it sends the sheet."""
    if tally.chosen:
        yield _("Several people coded this study: the numbers are those of {coder}, the intern.", coder=tally.chosen)
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
    for row in over_quoted(chooser.given) if len(tally.people) >= SMALLEST_GROUP else ():
        yield _("{person} gives {n} of the {total} extracts: look for other voices.", person=row.participant, n=row.n,
                total=len(chooser.given))  # fmt: skip


def over_quoted(quotes: Iterable[Quote]) -> list[Quoted]:
    """Return the people who give more than their share of the extracts."""
    return [row for row in who_is_quoted(quotes) if row.over]
