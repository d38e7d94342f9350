"""What a noun was, one state after the other: who made it so, when, by which gesture."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from toolkit.model.plain import Noun

N = TypeVar("N", bound=Noun)


@dataclass(frozen=True, slots=True, repr=False)
class Stage(Generic[N]):
    """One state of a noun, as an action of the journal left it.

    ``at`` is UTC (ISO 8601, empty in memory); ``noun`` is None when the action took it away, or when its words were
    erased for ever since (``erased``).
    """

    at: str
    coder: str
    verb: str
    noun: N | None
    erased: bool = False

    def __repr__(self) -> str:
        return f"<Stage: {self.verb!r} by {self.coder}>"
