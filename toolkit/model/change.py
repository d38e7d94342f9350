"""A change is a value: verbs return one, ``study.do`` writes it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.model.plain import Noun

Edit = tuple[str, Noun | None, Noun | None]
"""``(id, before, after)``: ``before`` is None for a birth, ``after`` is None for a deletion."""


@dataclass(frozen=True, slots=True, repr=False)
class Change:
    """Everything that one gesture does: one transaction, one journal action, one undo.

    ``verb`` names the gesture in the history; ``edits`` are ``(id, before, after)``.

    Examples
    --------
    >>> from toolkit.model import Coder
    >>> Change.adding(Coder("C1"), verb="add coder")
    <Change 'add coder': 1 edit>
    """

    verb: str
    edits: tuple[Edit, ...] = field(default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "edits", tuple(tuple(edit) for edit in self.edits))
        seen: set[tuple[str, str]] = set()
        for id, before, after in self.edits:
            noun = after if after is not None else before
            if (
                noun is None
                or noun.id != id
                or (before is not None and (before.id, type(before)) != (id, type(noun)))
            ):
                raise InvalidValue(_("A change names {id} but holds something else.", id=id))
            if (noun.shelf, id) in seen:
                raise InvalidValue(_("A change touches {id} twice.", id=id), _("Make two changes of it."))
            seen.add((noun.shelf, id))

    @classmethod
    def adding(cls, *nouns: Noun, verb: str = "add") -> "Change":
        """Return the change that brings ``nouns`` into the study."""
        return cls(verb, tuple((noun.id, None, noun) for noun in nouns))

    @classmethod
    def removing(cls, *nouns: Noun, verb: str = "remove") -> "Change":
        """Return the change that takes ``nouns`` out of the study."""
        return cls(verb, tuple((noun.id, noun, None) for noun in nouns))

    @classmethod
    def replacing(cls, pairs: Iterable[tuple[Noun, Noun]], *, verb: str = "change") -> "Change":
        """Return the change from each first noun to each second one, same id."""
        return cls(verb, tuple((before.id, before, after) for before, after in pairs))

    def inverse(self, verb: str = "undo") -> "Change":
        """Return the change that gives back what was before."""
        return Change(verb, tuple((id, after, before) for id, before, after in reversed(self.edits)))

    def __add__(self, other: "Change") -> "Change":
        return Change(self.verb, self.edits + other.edits)

    def __iter__(self) -> Iterator[Edit]:
        return iter(self.edits)

    def __len__(self) -> int:
        return len(self.edits)

    def __repr__(self) -> str:
        return f"<Change {self.verb!r}: {len(self.edits)} edit{'s' * (len(self.edits) != 1)}>"
