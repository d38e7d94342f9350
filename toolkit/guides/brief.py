"""What an offer of internship says of the study: each thing found, with its place in the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from toolkit.errors import InvalidValue
from toolkit.i18n import _

FoundKind = Literal[
    "question", "notion", "public", "method", "mission", "deliverable", "calendar", "duration", "host", "place"
]
FOUND_KINDS: Final[tuple[str, ...]] = get_args(FoundKind)
Form = Literal["", "direct", "indirect", "objective"]


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """A passage of an offer and what it was taken for.

    ``start`` and ``end`` are code points of ``Brief.text``, half-open, and ``quote`` is what stands there. ``words``
    is the same without the marks of the layout; ``name`` what the passage stands for: a method of ``Guide``, a public
    in lower case. ``form`` tells a question asked with its mark from an indirect one (« comprendre comment… ») and
    from an objective (« vérifier le rôle… »).
    """

    kind: FoundKind
    start: int
    end: int
    quote: str
    words: str
    name: str = ""
    form: Form = ""

    def __repr__(self) -> str:
        return f"<Found {self.kind} {self.start}-{self.end}>"

    def to_json(self) -> dict[str, Any]:
        """Return the passage as ``carnet guide draft --json`` prints it."""
        said = {"kind": self.kind, "start": self.start, "end": self.end, "quote": self.quote, "words": self.words}
        return said | {key: value for key, value in (("name", self.name), ("form", self.form)) if value}


@dataclass(frozen=True, slots=True, repr=False)
class Brief:
    """What an offer asks for, as far as it could be read: a reading to check, not a decision.

    ``found`` holds every passage in the order of the text; ``aimed`` the publics that its title names;
    ``warnings`` say what was not found and what was set
    aside. Nothing is in a brief that is not in its text.
    """

    source: str
    text: str
    title: str = ""
    found: tuple[Found, ...] = ()
    central: Found | None = None
    aimed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for one in self.found:
            if self.text[one.start : one.end] != one.quote:
                raise InvalidValue(
                    _("The brief quotes what is not in its text (position {at}).", at=one.start),
                    _("Read the offer again."),
                )

    def of(self, kind: FoundKind) -> tuple[Found, ...]:
        """Return what was found of one kind, in the order of the text."""
        return tuple(one for one in self.found if one.kind == kind)

    @property
    def questions(self) -> tuple[Found, ...]:
        """The central question, then the others in the order of the text."""
        rest = tuple(one for one in self.of("question") if one is not self.central)
        return (self.central, *rest) if self.central else rest

    @property
    def missions(self) -> tuple[Found, ...]:
        """The missions, in the order of the text."""
        return self.of("mission")

    @property
    def publics(self) -> tuple[str, ...]:
        """The publics: those of the title first, then the one most often named."""
        named = _by_weight(self.of("public"))
        return tuple(sorted(named, key=lambda name: name not in self.aimed))

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods, as ``Guide`` names them: interviews first, then the one most often named."""
        return tuple(sorted(_by_weight(self.of("method")), key=lambda name: name in ("observation", "co-analysis")))

    def to_json(self) -> dict[str, Any]:
        """Return the brief as JSON values: the positions are those of ``text``."""
        return {
            "source": self.source,
            "title": self.title,
            "central": self.central.to_json() if self.central else None,
            "publics": list(self.publics),
            "methods": list(self.methods),
            "found": [one.to_json() for one in self.found],
            "warnings": list(self.warnings),
            "text": self.text,
        }

    def show(self) -> "Any":
        """Show the offer with what was found in it, to check; Jupyter draws it, ``print`` writes the list."""
        from toolkit.guides.brief_shown import shown

        return shown(self)

    def __repr__(self) -> str:
        counts = {kind: len(self.of(kind)) for kind in get_args(FoundKind)}
        return "<Brief: " + ", ".join(f"{n} {kind}" for kind, n in counts.items() if n) + ">"


def _by_weight(found: Iterable[Found]) -> tuple[str, ...]:
    count: dict[str, int] = {}
    for one in found:
        count[one.name] = count.get(one.name, 0) + 1
    return tuple(sorted(count, key=lambda name: -count[name]))
