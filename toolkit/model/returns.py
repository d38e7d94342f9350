"""What comes back: the supervisor's verdicts, the extracts chosen to be shown."""

from dataclasses import dataclass
from typing import ClassVar, Final, Literal, get_args

from toolkit.model.checks import checked_date, one_of, span, whole
from toolkit.model.ids import checked_id

Verdict = Literal["agree", "discuss", "disagree"]
VERDICTS: Final[tuple[str, ...]] = get_args(Verdict)
QuoteState = Literal["chosen", "submitted", "approved", "changed", "refused", "unanswered"]
QUOTE_STATES: Final[tuple[str, ...]] = get_args(QuoteState)


@dataclass(frozen=True, slots=True, repr=False)
class Review:
    """What a supervisor says of one coding: agree, discuss or disagree, with a comment."""

    shelf: ClassVar[str] = "reviews"
    id: str
    coding: str
    reviewer: str
    verdict: Verdict
    comment: str = ""
    suggestion: str = ""
    date: str = ""
    bundle: str = ""

    def __post_init__(self) -> None:
        checked_id(self.id)
        checked_date(self.date)
        one_of("verdict", self.verdict, VERDICTS)

    def __repr__(self) -> str:
        return f"<Review {self.id}: {self.coding}, {self.verdict}>"


@dataclass(frozen=True, slots=True, repr=False)
class Quote:
    """An extract chosen to be shown, tied to the coding and the positions that it comes from.

    ``text`` is what will be printed: the segment, or the segment with cuts marked [...] .
    """

    shelf: ClassVar[str] = "quotes"
    id: str
    coding: str
    transcript: str
    start: int
    end: int
    text: str
    participant: str | None = None
    state: QuoteState = "chosen"
    date: str = ""

    def __post_init__(self) -> None:
        checked_id(self.id)
        checked_date(self.date)
        whole(self, "start", "end")
        span(self.start, self.end)
        one_of("state", self.state, QUOTE_STATES)

    def __repr__(self) -> str:
        return f"<Quote {self.id}: {self.transcript} [{self.start}, {self.end}), {self.state}>"
