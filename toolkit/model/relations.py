"""What the analyst puts together: typed links, the events of a life, the acts of an activity. Each has its evidence.

Links: the coding paradigm of grounded theory (Strauss & Corbin 1990), actors with their roles and interests, what
supports, contradicts or qualifies an idea. Acts: the chronicle of a course of action (Theureau), where what was done
stands beside what the person says of it afterwards. (Neither source could be read again here: terms from memory.)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, get_args

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.model.checks import checked_date, one_of, pairs, tupled, whole
from toolkit.model.ids import checked_id
from toolkit.model.moments import Moment, moment
from toolkit.model.units import STATES, State

Axial = Literal[
    "condition",
    "context",
    "strategy",
    "consequence",
    "causes",
    "favours",
    "hinders",
    "part of",
    "contrasts",
    "associated",
]
Standing = Literal["role", "interest"]
Argument = Literal["supports", "contradicts", "nuances"]
LinkKind = Axial | Standing | Argument
AXIAL: Final[tuple[str, ...]] = get_args(Axial)
STANDING: Final[tuple[str, ...]] = get_args(Standing)
ARGUMENT: Final[tuple[str, ...]] = get_args(Argument)
LINK_KINDS: Final[tuple[str, ...]] = (*AXIAL, *STANDING, *ARGUMENT)
_CODES: Final = (("codes",), ("codes",))
_STAND: Final = (("codes", "participants", "cases"), ("codes",))
_ARGUE: Final = (("codings", "memos"), ("codes", "memos", "codings"))
ENDS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    **dict.fromkeys(AXIAL, _CODES),
    **dict.fromkeys(STANDING, _STAND),
    **dict.fromkeys(ARGUMENT, _ARGUE),
}
"""The shelves where each end of a link of a kind may lie: (from, to)."""
BOTH_WAYS: Final = ("contrasts", "associated")
"""Kinds that say the same when they are turned round."""
EventKind = Literal["event", "turning point"]
EVENT_KINDS: Final[tuple[str, ...]] = get_args(EventKind)
LONGEST: Final = 12 * 130
"""Months that an event may last, at most."""
DOMAINS: Final = (
    *("family", "housing", "work", "education", "health", "migration", "institutions", "money", "leisure"),
)
"""Domains of a life that are proposed; a study may name others."""
COMPONENTS: Final = ("engagement", "anticipation", "knowledge", "sign", "unit", "interpretant")
"""The six components of a sign of the course of action: E, A, S, R, U, I; a study may name others."""


@dataclass(frozen=True, slots=True, repr=False)
class Link:
    """A typed link: ``source`` is a condition of, plays the role of, supports… ``target``.

    The ends are ids (see ``ENDS``); ``evidence`` are the ids of the codings on which it rests.
    """

    shelf: ClassVar[str] = "links"
    id: str
    kind: LinkKind
    source: str
    target: str
    note: str = ""
    evidence: tuple[str, ...] = ()
    coder: str = ""
    date: str = ""

    def __post_init__(self) -> None:
        checked_id(self.id)
        one_of("kind", self.kind, LINK_KINDS)
        checked_id(self.source)
        checked_id(self.target)
        checked_date(self.date)
        tupled(self, "evidence")
        if self.source == self.target:
            raise InvalidValue(_("{id} cannot be linked to itself.", id=self.source), _("Name two different ends."))

    def __repr__(self) -> str:
        return f"<Link {self.id}: {self.source} {self.kind} {self.target}, {len(self.evidence)} codings>"


@dataclass(frozen=True, slots=True, repr=False)
class Event:
    """Something that took place in a life: what, when as far as it is known, in which domain, who says it where.

    ``text`` says it in a few words; ``kind`` tells a turning point (*bifurcation*) from the others. ``when`` and
    ``until`` are dates of EDTF (see ``model.moments``), empty when unknown; ``age`` is that of the person then;
    ``months`` how long it lasted, when no end is told; ``evidence`` are the codings that say it; ``transcript`` and
    ``turn`` where it is said, when it is not coded.
    """

    shelf: ClassVar[str] = "events"
    id: str
    text: str
    participant: str | None = None
    when: str = ""
    until: str = ""
    age: int | None = None
    months: int | None = None
    domain: str = ""
    kind: EventKind = "event"
    transcript: str | None = None
    turn: int | None = None
    note: str = ""
    evidence: tuple[str, ...] = ()
    coder: str = ""
    state: State = "accepted"
    date: str = ""

    def __post_init__(self) -> None:
        checked_id(self.id)
        checked_date(self.date)
        one_of("state", self.state, STATES)
        tupled(self, "evidence")
        whole(self, "age", "months", "turn")
        one_of("kind", self.kind, EVENT_KINDS)
        if not self.text.strip():
            raise InvalidValue(_("Event {id} has no words.", id=self.id), _("Say in a few words what took place."))
        if self.age is not None and not 0 <= self.age <= 130:
            raise InvalidValue(_("{age} is not an age.", age=self.age), _("Give it in years, from 0 to 130."))
        if self.months is not None and not 0 <= self.months <= LONGEST:
            raise InvalidValue(
                _("{months} months is not a duration.", months=self.months),
                _("Give it in months: 18 for a year and a half."),
            )
        _checked_turn(self.turn, self.transcript)
        start, end = moment(self.when), moment(self.until)
        if start and end and _before(end, start):
            raise InvalidValue(
                _("Event {id} would end ({end}) before it begins ({start}).", id=self.id, end=self.until,
                  start=self.when),
                _("Turn the two dates round, or correct one of them."),
            )  # fmt: skip
        if end and self.months is not None:
            raise InvalidValue(
                _("Event {id} has both an end and a duration.", id=self.id), _("Keep the one that was told.")
            )

    def __repr__(self) -> str:
        return f"<Event {self.id}: {self.participant or '-'}, {self.when or '?'}, {len(self.evidence)} codings>"


@dataclass(frozen=True, slots=True, repr=False)
class Act:
    """One act of an activity: what was done, with what, when, and the codings where the person comments on it.

    ``transcript`` is the observation or the recording of the activity, ``turn`` its place there; ``start_ms`` and
    ``end_ms`` are milliseconds of its recording. ``verbalisations`` are the ids of codings of what was said of it
    afterwards (auto-confrontation, explicitation); ``components`` are the components of the sign, as pairs.
    """

    shelf: ClassVar[str] = "acts"
    id: str
    action: str
    participant: str | None = None
    transcript: str | None = None
    turn: int | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    artefact: str = ""
    said: str = ""
    verbalisations: tuple[str, ...] = ()
    components: tuple[tuple[str, str], ...] = ()
    evidence: tuple[str, ...] = ()
    coder: str = ""
    state: State = "accepted"
    date: str = ""

    def __post_init__(self) -> None:
        checked_id(self.id)
        checked_date(self.date)
        one_of("state", self.state, STATES)
        tupled(self, "verbalisations", "evidence")
        object.__setattr__(self, "components", pairs(self.components))
        whole(self, "turn", "start_ms", "end_ms")
        if not self.action.strip():
            raise InvalidValue(_("Act {id} has no description.", id=self.id), _("Say in a few words what was done."))
        _checked_turn(self.turn, self.transcript)
        if self.end_ms is not None and (self.start_ms is None or self.end_ms < self.start_ms):
            raise InvalidValue(
                _("Act {id} would end before it begins.", id=self.id), _("Give the beginning first, then the end.")
            )
        if self.start_ms is not None and self.start_ms < 0:
            raise InvalidValue(_("A time cannot be negative."), _("Count from the beginning of the recording."))

    def __repr__(self) -> str:
        return f"<Act {self.id}: {self.transcript or '-'}, {len(self.verbalisations)} verbalisations>"


def _before(end: Moment, start: Moment) -> bool:
    last, first = end.widest[1], start.widest[0]
    return last is not None and first is not None and last < first


def _checked_turn(turn: int | None, transcript: str | None) -> None:
    if turn is not None and (turn < 1 or transcript is None):
        raise InvalidValue(
            _("Turn {turn} is not a turn of a transcript.", turn=turn), _("Turns count from 1: E03, turn 42.")
        )
