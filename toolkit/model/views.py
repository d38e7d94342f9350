"""What a copy of a study holds, and what it would hold after some changes: how a merge looks at both copies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from toolkit.model.plain import Noun

Key = tuple[str, str]
"""``(shelf, id)``."""

LINKS: Final[Mapping[str, Mapping[str, str]]] = {
    "participants": {"case": "cases"},
    "transcripts": {"case": "cases"},
    "codes": {"parent": "codes"},
    "codings": {"transcript": "transcripts", "code": "codes", "coder": "coders"},
    "reviews": {"coding": "codings"},
    "quotes": {"coding": "codings", "transcript": "transcripts", "participant": "participants"},
    "events": {"participant": "participants", "transcript": "transcripts"},
    "acts": {"participant": "participants", "transcript": "transcripts"},
}
"""The fields of each shelf that name a noun of another one, which must be there."""
MAY_BE_EMPTY: Final = {
    ("participants", "case"),
    ("transcripts", "case"),
    ("codes", "parent"),
    ("quotes", "participant"),
    ("events", "transcript"),
    ("acts", "participant"),
}
PLACE: Final = ("transcript", "start", "end", "code", "coder")
"""What only one coding may have."""


def told(noun: Noun, **fields: Any) -> Noun:
    """Return a noun with some fields changed."""
    made: Any = replace(noun, **fields)
    return made  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, repr=False)
class Touch:
    """What one copy alone did to one noun: its state before the first such action, who did the last one and when.

    ``known`` is false when a redaction erased that state.
    """

    before: Noun | None
    known: bool = True
    coder: str = ""
    at: str = ""


class Copy(Protocol):
    """What a copy of a study holds."""

    def get(self, shelf: str, id: str) -> Noun | None:
        """Return one noun, or None."""
        ...

    def column(self, shelf: str, field: str) -> dict[str, Any]:
        """Return one field of every noun of a shelf, by id."""
        ...


class View:
    """A copy as it would be after some changes; the copy itself is left as it is."""

    def __init__(self, copy: Copy):
        self._copy = copy
        self.changed: dict[str, dict[str, Noun | None]] = {}

    def get(self, shelf: str, id: str) -> Noun | None:
        """Return one noun, or None."""
        changed = self.changed.get(shelf, {})
        return changed[id] if id in changed else self._copy.get(shelf, id)

    def put(self, shelf: str, id: str, noun: Noun | None) -> None:
        """Change, bring in, or take away (None) one noun."""
        self.changed.setdefault(shelf, {})[id] = noun

    def column(self, shelf: str, field: str) -> dict[str, Any]:
        """Return one field of every noun of a shelf, by id."""
        values = dict(self._copy.column(shelf, field))
        for id, noun in self.changed.get(shelf, {}).items():
            if noun is None:
                values.pop(id, None)
            else:
                values[id] = getattr(noun, field)
        return values

    def pointing_at(self, shelf: str, ids: set[str]) -> Iterator[tuple[str, str, str, str]]:
        """Yield ``(shelf, id, field, target id)`` of each noun that names one of ``ids`` of a shelf."""
        for kind, links in LINKS.items():
            for field, target in links.items():
                if target == shelf:
                    for id, value in self.column(kind, field).items():
                        if value in ids:
                            yield kind, id, field, value

    def missing(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield ``(shelf, id, field, target id)`` of each link that would point to nothing."""
        held: dict[str, set[str]] = {}
        for kind, links in LINKS.items():
            for field, target in links.items():
                values = self.column(kind, field)
                if target not in held:
                    held[target] = set(self.column(target, "id"))
                gone = set(values.values()) - held[target] - {None}
                if gone:
                    yield from ((kind, id, field, value) for id, value in values.items() if value in gone)
