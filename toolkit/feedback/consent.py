"""What may leave the team: consents, answers to each extract, whose words stand in it. Silence is not approval."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from toolkit.errors import UnknownName
from toolkit.feedback.passages import outside_turns, resolve, voices
from toolkit.i18n import _
from toolkit.model import Desk, Participant, Quote, Transcript
from toolkit.model.checks import one_of
from toolkit.model.people import Trait

if TYPE_CHECKING:
    from pandas import DataFrame

Profile = Literal["team", "host", "public"]
PROFILES: Final[tuple[str, ...]] = get_args(Profile)
Why = Literal[
    "allowed",
    "team",
    "refused",
    "changed",
    "gone",
    "altered",
    "withdrawn",
    "consent missing",
    "consent refused",
    "not approved",
    "other voice",
    "unknown voice",
    "field notes",
    "elsewhere",
    "not counted",
    "never chosen",
]
SMALLEST_GROUP: Final = 5
"""Traits are printed with an extract only when every group that they make holds this many people (METHODS D11)."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an extract may be printed, and why; ``why`` is for programs, ``reason`` for people."""

    allowed: bool
    why: Why

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def reason(self) -> str:
        """The sentence to read."""
        return reason_of(self.why)


def reason_of(why: Why) -> str:
    """Return the sentence of a reason."""
    return {
        "allowed": _("The consents allow it."),
        "team": _("It stays inside the team: not to be passed on."),
        "refused": _("The person refused this extract: choose another."),
        "changed": _("The person asked for a change: take the new wording, have it read again, then approve it."),
        "gone": _("The text or the coding it came from is no longer in the study: choose another extract."),
        "altered": _("It no longer matches its text: choose it again."),
        "withdrawn": _("The person is no longer in the study: nothing of theirs is passed on."),
        "consent missing": _(
            "No answer about quoting is recorded for this person, and silence is not approval: "
            "ask, then record the answer."
        ),
        "consent refused": _("The person does not want to be quoted."),
        "not approved": _("The person wants to approve each extract, and has not approved this one yet."),
        "other voice": _("Somebody else’s words, or a speaker’s label, stand in it: cut them out with [...]."),
        "unknown voice": _("It is not known who speaks: link the speaker to a participant."),
        "field notes": _("Field notes stay in the team until somebody approves this extract."),
        "elsewhere": _("It comes from a person or a case that this document is not about."),
        "not counted": _("Its coding is not among those counted here: another coder’s, or not accepted."),
        "never chosen": _("It was never chosen as an extract: choose it, so that it can be followed to its text."),
    }[why]


TAKEN_OUT: Final = ("consent refused", "withdrawn", "refused")
"""Reasons after which nothing is left to ask: the words come out of the document."""


def may_leave(desk: Desk, quote: Quote, profile: Profile = "host") -> Permission:
    """Say whether an extract may be printed for readers: ``team`` (it does not leave), ``host`` or ``public``.

    Outside the team, everybody who speaks in the words kept must be known and must have said yes to quoting,
    or have approved this extract when their consent says so. A refusal holds for every profile.
    A document that nobody speaks in may be quoted.
    """
    one_of("profile", profile, PROFILES)
    if quote.state in ("refused", "changed"):
        return Permission(False, "refused" if quote.state == "refused" else "changed")
    found = resolve(desk, quote)
    if found.status != "exact":
        return Permission(False, found.status)
    transcript = desk.get(Transcript, quote.transcript)
    speaking = voices(transcript, found.spans)
    people = {voice.participant for voice in speaking if voice.participant}
    if quote.participant:
        people.add(quote.participant)
    answers = {id: quoting_answer(desk, id) for id in people}
    if "withdrawn" in answers.values():
        return Permission(False, "withdrawn")
    if "no" in answers.values():
        return Permission(False, "consent refused")
    if profile == "team":
        return Permission(True, "team")
    if transcript.kind == "observation" and not people:
        approved = quote.state == "approved"
        return Permission(approved, "allowed" if approved else "field notes")
    if transcript.kind != "document" or people:
        if any(voice.role in ("interviewer", "other") for voice in speaking):
            return Permission(False, "other voice")
        if not speaking or any(voice.role != "participant" or not voice.participant for voice in speaking):
            return Permission(False, "unknown voice")
        if outside_turns(transcript, found.spans):
            return Permission(False, "other voice")
    if "missing" in answers.values():
        return Permission(False, "consent missing")
    if "on approval" in answers.values() and quote.state != "approved":
        return Permission(False, "not approved")
    return Permission(True, "allowed")


def quoting_answer(desk: Desk, participant: str) -> str:
    """Return the last answer of a person about quoting: yes, on approval, no, ``missing``, ``withdrawn``."""
    try:
        return desk.get(Participant, participant).consent("quoting") or "missing"
    except UnknownName:
        return "withdrawn"


@dataclass(frozen=True, slots=True)
class Quoted:
    """How much one person is quoted; ``share`` is out of all the extracts of people."""

    participant: str
    n: int
    share: float
    over: bool


def who_is_quoted(quotes: Iterable[Quote], *, per_person_share: float = 0.20) -> list[Quoted]:
    """Say how many extracts each person gives, the most quoted first.

    ``over`` marks more than ``per_person_share`` of the extracts, and more than one: beyond, the document
    is the voice of one person (METHODS E7). With fewer than 1 / share people somebody is always over: say so.
    """
    counts = Counter(quote.participant for quote in quotes if quote.participant)
    total = sum(counts.values())
    rows = [
        Quoted(id, n, n / total, n > 1 and n > per_person_share * total) for id, n in counts.items() if id is not None
    ]
    return sorted(rows, key=lambda row: (-row.n, row.participant))


def printable_traits(
    participants: Iterable[Participant], names: Sequence[str], *, k: int = SMALLEST_GROUP
) -> tuple[str, ...]:
    """Return the first of ``names`` that can be printed with every extract without pointing at anybody.

    Every group that the traits printed make together must hold ``k`` people or none. The same traits are
    printed for everybody: leaving them out only for the small groups would point at those groups.
    """
    people = list(participants)
    kept: list[str] = []
    for name in names:
        groups = Counter(tuple(person.trait(kept_name) for kept_name in (*kept, name)) for person in people)
        if not groups or min(groups.values()) < k:
            break
        kept.append(name)
    return tuple(kept)


def traits_shown(person: Participant, names: Sequence[str]) -> tuple[Trait, ...]:
    """Return the values to print with an extract, without the empty ones."""
    return tuple(value for name in names if (value := person.trait(name)) not in (None, ""))


def consent_frame(desk: Desk) -> "DataFrame":
    """Return one row per participant: the last answer to each use, empty when nothing was ever answered."""
    import pandas as pd

    from toolkit.model.people import SCOPES

    rows = [
        {"participant": person.id, **{scope: person.consent(scope) or "" for scope in SCOPES}}  # type: ignore[arg-type]
        for person in desk.all(Participant)
    ]
    return pd.DataFrame(rows, columns=["participant", *SCOPES])
