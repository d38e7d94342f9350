"""Codes, codings, memos: what the analyst says of the texts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, get_args

from toolkit.errors import InvalidValue, UnknownCode
from toolkit.i18n import _
from toolkit.model.checks import as_whole, checked_date, one_of, span, tupled, whole
from toolkit.model.ids import checked_id, new_id
from toolkit.model.texts import Transcript
from toolkit.model.units import ORIGINS, STATES, Origin, State

CodeOrigin = Literal["literature", "guide", "induction", "in vivo", "participant", ""]
CODE_ORIGINS: Final[tuple[str, ...]] = get_args(CodeOrigin)
CONTEXT: Final = 32
"""How many characters before and after a segment are kept beside its position."""


@dataclass(frozen=True, slots=True, repr=False)
class Code:
    """An entry of the codebook (anatomy: MacQueen et al. 1998, Cultural Anthropology Methods 10(2)).

    ``questions`` are the ids of guide questions that ask for it; ``version`` grows when the definition changes.
    """

    shelf: ClassVar[str] = "codes"
    id: str
    label: str
    parent: str | None = None
    short_definition: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    example: str = ""
    origin: CodeOrigin = ""
    reference: str = ""
    questions: tuple[str, ...] = ()
    polarity: Literal["", "+", "-"] = ""
    exclusive_group: str = ""
    color: str = ""
    version: int = 1

    def __post_init__(self) -> None:
        checked_id(self.id)
        tupled(self, "questions")
        whole(self, "version")
        one_of("origin", self.origin, CODE_ORIGINS)
        one_of("polarity", self.polarity, ("", "+", "-"))
        if not self.label.strip():
            raise InvalidValue(_("Code {id} has no label.", id=self.id))
        if self.color and not re.fullmatch(r"#[0-9a-fA-F]{6}", self.color):
            raise InvalidValue(_("“{color}” is not a colour.", color=self.color), _("Write it like #1b9e77."))
        if self.parent == self.id:
            raise InvalidValue(_("Code {id} cannot be its own parent.", id=self.id))

    def __repr__(self) -> str:
        return f"<Code {self.id}: version {self.version}>"


class Codebook:
    """The codes of a study as a tree, in the order given.

    Raises ``InvalidValue`` on a repeated id or a cycle, ``UnknownCode`` on a parent that is not there.
    """

    def __init__(self, codes: Iterable[Code]):
        self._codes: dict[str, Code] = {}
        for code in codes:
            if code.id in self._codes:
                raise InvalidValue(_("Code {id} is there twice.", id=code.id), _("Keep one of the two."))
            self._codes[code.id] = code
        self._under: dict[str | None, list[Code]] = {}
        for code in self._codes.values():
            self._under.setdefault(code.parent, []).append(code)
        self._roots: dict[str, str] = {}
        for id in self._codes:
            self._find_root(id)

    def __getitem__(self, id: str) -> Code:
        try:
            return self._codes[id]
        except KeyError:
            raise UnknownCode(id, self._codes) from None

    def __iter__(self) -> Iterator[Code]:
        return iter(self._codes.values())

    def __len__(self) -> int:
        return len(self._codes)

    def __contains__(self, id: object) -> bool:
        return id in self._codes

    def _find_root(self, id: str) -> None:
        """Climb until a root or a code whose root is known; each code is climbed once."""
        climbed: dict[str, None] = {}
        at = id
        while at not in self._roots:
            if at in climbed:
                raise InvalidValue(
                    _("The codebook turns in a circle at {id}.", id=at),
                    _("Give one of its codes another parent."),
                )
            climbed[at] = None
            parent = self[at].parent
            if parent is None:
                self._roots[at] = at
            else:
                at = parent
        root = self._roots[at]
        self._roots.update(dict.fromkeys(climbed, root))

    def path(self, id: str) -> list[str]:
        """Return the ids from the root down to ``id``."""
        path = [self[id].id]
        while (parent := self._codes[path[-1]].parent) is not None:
            path.append(parent)
        return path[::-1]

    def theme(self, id: str) -> str:
        """Return the id of the root above ``id`` (itself for a root)."""
        self[id]
        return self._roots[id]

    def children(self, id: str | None) -> list[Code]:
        """Return the codes directly under ``id``; the roots for None."""
        return list(self._under.get(id, ()))

    def __repr__(self) -> str:
        return f"<Codebook: {len(self)} codes in {len(self.children(None))} themes>"


@dataclass(frozen=True, slots=True, repr=False)
class Coding:
    """One code put on one segment by one coder.

    ``start`` and ``end`` are code points of the transcript, half-open; ``quote`` is ``text[start:end]``;
    ``prefix`` and ``suffix`` are the few characters around it, to find the place again.
    """

    shelf: ClassVar[str] = "codings"
    id: str
    transcript: str
    start: int
    end: int
    quote: str
    code: str
    coder: str
    code_version: int = 1
    origin: Origin = "hand"
    state: State = "accepted"
    date: str = ""
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        one_of("origin", self.origin, ORIGINS)
        one_of("state", self.state, STATES)
        checked_id(self.id)
        checked_date(self.date)
        whole(self, "start", "end", "code_version")
        span(self.start, self.end)
        if self.end - self.start != len(self.quote) or not self.quote:
            raise InvalidValue(
                _("Coding {id}: its words and its positions do not agree.", id=self.id),
                _("Make codings with coding.mark, which cuts the words itself."),
            )

    def __repr__(self) -> str:
        place = f"{self.transcript} [{self.start}, {self.end})"
        return f"<Coding {self.id}: {place} {self.code} by {self.coder}, {self.state}>"


def coding_of(
    transcript: Transcript,
    start: int,
    end: int,
    code: Code,
    *,
    coder: str,
    origin: Origin = "hand",
    state: State = "accepted",
    date: str = "",
) -> Coding:
    """Return the coding of ``transcript[start:end]``, its id derived from its place, code and coder.

    Raises ``InvalidValue`` when the positions lie outside the text or hold no word.
    """
    start, end = as_whole("start", start), as_whole("end", end)
    span(start, end, len(transcript.text))
    return Coding(
        id=new_id("g", transcript.id, start, end, code.id, coder),
        transcript=transcript.id,
        start=start,
        end=end,
        quote=transcript.text[start:end],
        code=code.id,
        coder=coder,
        code_version=code.version,
        origin=origin,
        state=state,
        date=date,
        prefix=transcript.text[max(0, start - CONTEXT) : start],
        suffix=transcript.text[end : end + CONTEXT],
    )


MemoKind = Literal["note", "concept", "code", "methodological", "diary", "ethics"]


@dataclass(frozen=True, slots=True, repr=False)
class Memo:
    """A note of the analyst, tied to what it is about (``about``: ids of codings, codes, transcripts)."""

    shelf: ClassVar[str] = "memos"
    id: str
    text: str
    kind: MemoKind = "note"
    about: tuple[str, ...] = ()
    coder: str = ""
    date: str = ""

    def __post_init__(self) -> None:
        checked_id(self.id)
        checked_date(self.date)
        tupled(self, "about")
        one_of("kind", self.kind, get_args(MemoKind))

    def __repr__(self) -> str:
        return f"<Memo {self.id}: {self.kind}, {len(self.text)} characters>"
