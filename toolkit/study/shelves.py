"""The shelves of a study: ``study.transcripts["E03"]``, ``study.codings.frame()``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from toolkit.errors import UnknownName
from toolkit.model.codes import Code, Coding, Memo
from toolkit.model.guide import Guide
from toolkit.model.people import Case, Coder, Participant, StudySheet
from toolkit.model.plain import Noun
from toolkit.model.relations import Act, Event, Link
from toolkit.model.returns import Quote, Review
from toolkit.model.texts import Transcript

if TYPE_CHECKING:
    from pandas import DataFrame

    from toolkit.study.book import Study

N = TypeVar("N", bound=Noun)


class Shelf(Generic[N]):
    """The nouns of one kind: ``shelf["E03"]``, iteration, ``len``, ``in``, ``.frame()``."""

    def __init__(self, study: "Study", kind: type[N]):
        self._study, self._kind = study, kind

    def __getitem__(self, id: str) -> N:
        return self._study.get(self._kind, id)

    def get(self, id: str) -> N | None:
        """Return one noun, or None."""
        try:
            return self[id]
        except UnknownName:
            return None

    def __iter__(self) -> Iterator[N]:
        return iter(self._study.all(self._kind))

    def __len__(self) -> int:
        return len(self.ids())

    def __contains__(self, id: object) -> bool:
        return id in self.ids()

    def ids(self) -> list[str]:
        """Return the ids in the order of birth."""
        return self._study._store.ids(self._kind.shelf)

    def frame(self) -> "DataFrame":
        """Return one row per noun, promised columns first."""
        return self._study.frame(self._kind.shelf)

    def __repr__(self) -> str:
        return f"<{self._kind.shelf}: {len(self)}>"


class Transcripts(Shelf[Transcript]):
    """The transcripts."""

    def turns(self) -> "DataFrame":
        """Return one row per turn and speaker (``TURN_COLUMNS``)."""
        return self._study.frame("turns")


class Codes(Shelf[Code]):
    """The codes; ``study.codebook`` is their tree."""


class Codings(Shelf[Coding]):
    """The codings."""

    def pieces(self) -> "DataFrame":
        """Return codings cut at turns, labels and interviewers out, overlaps joined (``PIECE_COLUMNS``)."""
        return self._study.frame("pieces")


class Shelves:
    """The shelves of a study, one a kind of noun."""

    def _shelve(self) -> None:
        study: Any = self
        self.sheets = Shelf(study, StudySheet)
        self.cases = Shelf(study, Case)
        self.participants = Shelf(study, Participant)
        self.coders = Shelf(study, Coder)
        self.guides = Shelf(study, Guide)
        self.transcripts = Transcripts(study, Transcript)
        self.codes = Codes(study, Code)
        self.codings = Codings(study, Coding)
        self.memos = Shelf(study, Memo)
        self.reviews = Shelf(study, Review)
        self.quotes = Shelf(study, Quote)
        self.links = Shelf(study, Link)
        self.events = Shelf(study, Event)
        self.acts = Shelf(study, Act)
