"""The risk of one study, measured whole at one k: traits, roles, extracts, and the generalisation proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.model.desk import Desk
from toolkit.model.people import Participant, StudySheet
from toolkit.model.texts import Transcript
from toolkit.transcripts.risk import PUBLIC, Anonymity, k_anonymity
from toolkit.transcripts.risk_generalise import Generalisation, generalise
from toolkit.transcripts.risk_portraits import Portrait, portraits
from toolkit.transcripts.risk_roles import RoleRisk, role_risk
from toolkit.transcripts.risk_ways import Groups


@dataclass(frozen=True, slots=True, repr=False)
class Risk:
    """Everything that was measured of one study, at one k."""

    title: str
    people: tuple[Participant, ...]
    transcripts: tuple[Transcript, ...]
    anonymity: Anonymity
    generalisation: Generalisation
    roles: RoleRisk
    portraits: tuple[Portrait, ...]

    @property
    def found(self) -> bool:
        """Whether somebody remains recognisable by something."""
        return bool(self.anonymity.below or self.roles.recognised or self.portraits)

    def plain(self) -> dict[str, Any]:
        """Return it for a program: ids, numbers, values of traits; no words of anybody."""
        return {
            "people": self.anonymity.n,
            "transcripts": len(self.transcripts),
            "anonymity": self.anonymity.plain(),
            "generalisation": self.generalisation.plain(),
            "roles": self.roles.plain(),
            "portraits": [one.plain() for one in self.portraits],
        }

    def __repr__(self) -> str:
        return f"<Risk: {self.anonymity.n} people, {len(self.transcripts)} transcripts>"


def measure_risk(
    desk: Desk,
    *,
    k: int = PUBLIC,
    traits: Sequence[str] | None = None,
    sensitive: Sequence[str] | None = None,
    groups: Groups | None = None,
    keep: Sequence[str] = (),
    known: int | None = None,
) -> Risk:
    """Measure everything of a study: traits, roles, extracts coded and accepted, and the generalisation proposed."""
    people = desk.all(Participant)
    sheets = desk.all(StudySheet)
    return Risk(
        sheets[0].title if sheets else "",
        tuple(people),
        tuple(desk.all(Transcript)),
        k_anonymity(people, traits, k=k, sensitive=sensitive, known=known),
        generalise(people, traits, k=k, sensitive=sensitive, groups=groups, keep=keep),
        role_risk(desk),
        portraits(desk, people, k),
    )
