"""The interview guide as an object: themes, questions, probes, consent, opening and closing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, get_args

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.model.checks import as_whole, one_of, pairs, tupled, whole
from toolkit.model.ids import checked_id

if TYPE_CHECKING:
    from toolkit.model.guide_shown import ShownGuide

ProbeKind = Literal["echo", "clarification", "example", "chronology", "contrast", "deepening", "other"]
PROBE_KINDS: Final[tuple[str, ...]] = get_args(ProbeKind)
Method = Literal[
    "semi-structured",
    "life story",
    "explicitation",
    "self-confrontation",
    "focus group",
    "collective",
    "observation",
    "co-analysis",
]
METHODS: Final[tuple[str, ...]] = get_args(Method)
Quotas = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
"""How many people are planned: a trait, then each of its values with a number."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up prepared for a question: *relance*."""

    text: str
    kind: ProbeKind = "other"

    def __post_init__(self) -> None:
        one_of("kind", self.kind, PROBE_KINDS)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the guide; ``covers`` are the ids of the research questions that it serves.

    ``under`` is the sub-theme where it stands, empty when its theme has none.
    """

    id: str
    text: str
    covers: tuple[str, ...] = ()
    probes: tuple[Probe, ...] = ()
    why: str = ""
    under: str = ""

    def __post_init__(self) -> None:
        checked_id(self.id)
        tupled(self, "covers", "probes")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the guide: what it is for, its questions, how many minutes are kept for it."""

    id: str
    title: str
    aim: str = ""
    questions: tuple[Question, ...] = ()
    minutes: int | None = None

    def __post_init__(self) -> None:
        checked_id(self.id)
        whole(self, "minutes")
        tupled(self, "questions")


@dataclass(frozen=True, slots=True)
class Guide:
    """An interview guide for one public, with the blocks of a French *guide d'entretien*.

    ``minutes`` is the planned length; ``items`` is the *talon sociologique* (each with ``why`` it is needed).
    ``quotas`` say how many people are to be met: a trait, then each of its values with a number. ``notes`` hold what
    the guide says besides, as it was written: a heading, a text.
    """

    shelf: ClassVar[str] = "guides"
    id: str
    title: str
    public: str = ""
    method: Method = "semi-structured"
    minutes: int | None = None
    version: str = "1"
    language: str = "fr"
    research_questions: tuple[tuple[str, str], ...] = ()
    consent: str = ""
    opening: str = ""
    themes: tuple[Theme, ...] = ()
    closing: tuple[Question, ...] = ()
    items: tuple[Question, ...] = ()
    diary: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    author: str = ""
    quotas: Quotas = ()
    notes: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        checked_id(self.id)
        one_of("method", self.method, METHODS)
        whole(self, "minutes")
        object.__setattr__(self, "research_questions", pairs(self.research_questions))
        object.__setattr__(self, "quotas", _quotas(self.quotas))
        object.__setattr__(self, "notes", tuple((str(title), str(text)) for title, text in self.notes))
        tupled(self, "themes", "closing", "items", "diary", "checklist")
        seen: set[str] = set()
        for question in self.questions():
            if question.id in seen:
                raise InvalidValue(
                    _("Guide {guide}: question {id} is there twice.", guide=self.id, id=question.id),
                    _("Give one of them another number."),
                )
            seen.add(question.id)

    def questions(self) -> Iterator[Question]:
        """Yield every question in the order of the guide: themes, closing, items."""
        for theme in self.themes:
            yield from theme.questions
        yield from self.closing
        yield from self.items

    def show(self) -> "ShownGuide":
        """Return the guide laid out for a notebook or a console: it holds no word of an interview."""
        from toolkit.model.guide_shown import ShownGuide

        return ShownGuide(self)


def _quotas(given: Any) -> Quotas:
    """Return the quotas of a guide; raise ``InvalidValue`` on a number that no group of people can have."""
    made = []
    for trait, values in given.items() if isinstance(given, Mapping) else given:
        planned = tuple(
            (str(value), as_whole(str(trait), number))
            for value, number in (values.items() if isinstance(values, Mapping) else values)
        )
        if any(number < 0 for _value, number in planned):
            raise InvalidValue(
                _("{trait}: a number of people is at least 0.", trait=trait), _("Write how many are to be met.")
            )
        made.append((str(trait), planned))
    return tuple(made)
