"""The people of a study: who speaks, who codes, where. Never a real name of somebody interviewed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal, get_args

from toolkit.model.checks import checked_date, one_of, pairs, traits, tupled
from toolkit.model.ids import checked_id

Trait = str | int | float | bool | None
Scope = Literal["recording", "quoting", "sharing", "archive", "reuse"]
SCOPES: Final[tuple[str, ...]] = get_args(Scope)
Answered = Literal["yes", "on approval", "no"]
ANSWERED: Final[tuple[str, ...]] = get_args(Answered)
CoderRole = Literal["intern", "coder", "supervisor", "participant", "tool"]
CODER_ROLES: Final[tuple[str, ...]] = get_args(CoderRole)


@dataclass(frozen=True, slots=True)
class StudySheet:
    """What a study is about: title, research questions, school of analysis."""

    shelf: ClassVar[str] = "sheets"
    title: str = ""
    research_questions: tuple[tuple[str, str], ...] = ()
    school: str = "non déclarée"
    id: str = "study"

    def __post_init__(self) -> None:
        checked_id(self.id)
        object.__setattr__(self, "research_questions", pairs(self.research_questions))


@dataclass(frozen=True, slots=True)
class Case:
    """A territory, a project, a collective: what a study of several cases compares."""

    shelf: ClassVar[str] = "cases"
    id: str
    title: str = ""
    traits: tuple[tuple[str, Trait], ...] = ()

    def __post_init__(self) -> None:
        checked_id(self.id)
        object.__setattr__(self, "traits", traits(self.traits))


@dataclass(frozen=True, slots=True)
class Consent:
    """One dated answer of a participant about one use; a later answer about the same use replaces it."""

    scope: Scope
    answer: Answered
    date: str = ""
    proof: str = ""

    def __post_init__(self) -> None:
        one_of("scope", self.scope, SCOPES)
        one_of("answer", self.answer, ANSWERED)
        checked_date(self.date)


@dataclass(frozen=True, slots=True, repr=False)
class Participant:
    """A person interviewed: id, case, traits and consents. The name lies in the coffre only."""

    shelf: ClassVar[str] = "participants"
    id: str
    case: str | None = None
    traits: tuple[tuple[str, Trait], ...] = ()
    consents: tuple[Consent, ...] = ()

    def __post_init__(self) -> None:
        checked_id(self.id)
        object.__setattr__(self, "traits", traits(self.traits))
        tupled(self, "consents")

    def trait(self, name: str) -> Trait:
        """Return one trait, or None."""
        return dict(self.traits).get(name)

    def consent(self, scope: Scope) -> Answered | None:
        """Return the last answer about ``scope``; None when nothing was ever answered (which is not a yes)."""
        answers: list[Answered] = [consent.answer for consent in self.consents if consent.scope == scope]
        return answers[-1] if answers else None

    def __repr__(self) -> str:
        return f"<Participant {self.id}: {len(self.traits)} traits, {len(self.consents)} consents>"


@dataclass(frozen=True, slots=True, repr=False)
class Coder:
    """Somebody who codes or reviews: a stable id, a name to display, a role."""

    shelf: ClassVar[str] = "coders"
    id: str
    name: str = ""
    role: CoderRole = field(default="coder")

    def __post_init__(self) -> None:
        checked_id(self.id)
        one_of("role", self.role, CODER_ROLES)

    def __repr__(self) -> str:
        return f"<Coder {self.id}: {self.role}>"


def shown_names(coders: Iterable[Coder]) -> dict[str, str]:
    """Return the name to display of each coder by id: with the id where two of them have one name, or none.

    >>> shown_names([Coder("C1", "Camille"), Coder("C2", "Camille"), Coder("C3")])
    {'C1': 'Camille (C1)', 'C2': 'Camille (C2)', 'C3': 'C3'}
    """
    listed = list(coders)
    seen = Counter(coder.name.strip().casefold() for coder in listed)
    return {
        coder.id: coder.id
        if not coder.name.strip()
        else coder.name.strip()
        if seen[coder.name.strip().casefold()] == 1
        else f"{coder.name.strip()} ({coder.id})"
        for coder in listed
    }
