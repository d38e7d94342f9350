"""Names as they are typed, what was decided of each, and the search for every listed form.

A form is looked for word by word, with no regard to accents, capitals, kind of apostrophe, or to a hyphen or a
space between two words: « Jean-Michel » finds « jean michel ». A line break ends a name. A decision may ask for
the form « as typed », for a name that is also a word: « Rose » and the rose bush.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple, get_args

from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.model.checks import one_of, span, tupled
from toolkit.model.text import fold

NameType = Literal["PERSON", "PLACE", "ORG", "PHONE", "EMAIL", "ADDRESS", "DATE", "ID"]
NAME_TYPES: Final[tuple[str, ...]] = get_args(NameType)
Decision = Literal["undecided", "accepted", "as typed", "rejected"]
DECISIONS: Final[tuple[str, ...]] = get_args(Decision)

TITLES: Final = re.compile(
    r"(?:M\.|MM\.|Mr\.?|Mmes?\.?|Mlles?\.?|Mademoiselle|Monsieur|Messieurs|Madame|Mesdames|Docteure?|Dr\.?|Pr\.?|"
    r"Professeure?|Ma[îi]tre|Me)(?=[\s\xa0\u202f])[\s\xa0\u202f]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, repr=False)
class Candidate:
    """Something in a text that may identify somebody: positions in the clean text, type, and why it was seen.

    ``text`` is exactly what lies at those positions; a civility in front (« Mme ») belongs to it.
    """

    start: int
    end: int
    text: str
    type: NameType
    why: str = ""

    def __post_init__(self) -> None:
        span(self.start, self.end)
        one_of("type", self.type, NAME_TYPES)

    @property
    def form(self) -> str:
        """What is replaced: the text without its civility (kept when only an initial follows)."""
        return core(self.text) if self.type == "PERSON" else self.text

    def __repr__(self) -> str:
        return f"<Candidate {self.type} [{self.start}, {self.end}): {self.why}>"


@dataclass(frozen=True, slots=True, repr=False)
class NameDecision:
    """What was decided of one form: accepted (with its replacement) or rejected (with a reason).

    ``as typed`` accepts the form with these very capitals and accents only; ``documents`` limits the decision
    to some documents, empty means all. A rejected form protects the words that it covers. ``person`` links by hand
    the forms of one person (« Titi » and « Thierry » bear the same word there); ``level`` says how near a place, an
    organisation or a date is told: see ``generalising.LEVELS``.
    """

    form: str
    type: NameType = "PERSON"
    decision: Decision = "undecided"
    replacement: str = ""
    reason: str = ""
    documents: tuple[str, ...] = ()
    person: str = ""
    level: int | None = None

    def __post_init__(self) -> None:
        one_of("type", self.type, NAME_TYPES)
        one_of("decision", self.decision, DECISIONS)
        if self.level not in (None, 0, 1, 2, 3):
            raise InvalidValue(_("“{level}” is not a level (0, 1, 2, 3).", level=self.level))
        tupled(self, "documents")
        if not pieces(self.form):
            raise InvalidValue(_("A form without any letter or digit cannot be looked for."))
        if self.accepted and not self.replacement.strip():
            raise InvalidValue(
                _("An accepted form has no replacement."),
                _("Give one, or ask for proposals with “propose_replacements”."),
            )

    @property
    def accepted(self) -> bool:
        """Whether the form is replaced."""
        return self.decision in {"accepted", "as typed"}

    def applies_to(self, document: str) -> bool:
        """Tell whether the decision is meant for ``document``."""
        return not self.documents or not document or document in self.documents

    def __repr__(self) -> str:
        return f"<NameDecision {self.type}: {self.decision}>"


class Piece(NamedTuple):
    """A run of letters or of digits of a text, folded."""

    start: int
    end: int
    key: str


class Found(NamedTuple):
    """Where a listed form lies, and the rank of that form in the list."""

    start: int
    end: int
    rank: int


_PIECE: Final = re.compile(r"[^\W\d_]+[\u0300-\u036f]*(?:[^\W\d_]|[\u0300-\u036f])*|\d+")
_BETWEEN: Final = " \xa0\u202f'’ʼ.-‐‑@/_+()·"


def core(text: str) -> str:
    """Return a name without its civility: « Mme Martin » → « Martin »; « Mme R. » stays whole, R is too short."""
    title = TITLES.match(text)
    rest = text[title.end() :] if title else text
    return rest if len("".join(char for char in rest if char.isalnum())) > 1 else text


def pieces(text: str) -> list[Piece]:
    """Return the runs of letters and of digits of ``text``, folded, with their positions."""
    return [Piece(match.start(), match.end(), _folded(match[0])) for match in _PIECE.finditer(text)]


@lru_cache(maxsize=200_000)
def form_key(form: str) -> tuple[str, ...]:
    """Return what two spellings of one form share: ``("jean", "michel")`` for « Jean-Michel »."""
    return tuple(piece.key for piece in pieces(form))


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    return fold(word)


class FormFinder:
    """A list of forms made ready once, to be looked for in many texts in one pass each.

    ``as_typed`` holds the ranks of the forms whose capitals and accents count; ``numbers`` the ranks of the
    telephone numbers, found however their digits are grouped. The longest form wins.

    >>> FormFinder(["Inès", "Jean-Michel"]).find("ines, JEAN MICHEL")
    [Found(start=0, end=4, rank=0), Found(start=6, end=17, rank=1)]
    """

    def __init__(self, forms: Sequence[str], *, as_typed: Iterable[int] = (), numbers: Iterable[int] = ()):
        self._forms = tuple(forms)
        self._exact = frozenset(as_typed)
        self._by_keys: dict[tuple[str, ...], list[tuple[tuple[str, ...], int]]] = {}
        lengths: dict[str, set[int]] = {}
        self._numbers: dict[str, list[tuple[re.Pattern[str], int]]] = {}
        for rank, form in enumerate(self._forms):
            cut = pieces(form)
            if not cut:
                continue
            gaps = tuple(form[a.end : b.start] for a, b in pairwise(cut))
            keys = tuple(piece.key for piece in cut)
            self._by_keys.setdefault(keys, []).append((gaps, rank))
            lengths.setdefault(keys[0], set()).add(len(keys))
        self._lengths = {key: sorted(held, reverse=True) for key, held in lengths.items()}
        for rank in numbers:
            if number := _number_pattern(self._forms[rank]):
                self._numbers.setdefault(number[0], []).append((number[1], rank))

    def find(self, text: str, *, barriers: Sequence[int] = ()) -> list[Found]:
        """Return where the forms lie, in order, without overlap; none crosses a position of ``barriers``."""
        cut = pieces(text)
        walls = sorted(barriers)
        found = [place for place in self._numbered(text) if not _crossed(walls, place.start, place.end)]
        for i, piece in enumerate(cut):
            for length in self._lengths.get(piece.key, ()):
                keys = tuple(one.key for one in cut[i : i + length])
                for gaps, rank in self._by_keys.get(keys, ()):
                    end = self._matched(text, cut, i, gaps, rank)
                    if end is not None and not _crossed(walls, piece.start, end):
                        found.append(Found(piece.start, end, rank))
        return _longest(found, text, self._forms)

    def _numbered(self, text: str) -> Iterator[Found]:
        """Yield the telephone numbers; each is looked for only where its digits are: a thousand cost as one."""
        lengths = {len(digits) for digits in self._numbers}
        seen: set[Found] = set()
        for run in _DIGITS.finditer(text) if lengths else ():
            said = "".join(char for char in run[0] if char.isdigit())
            windows = (said[i : i + length] for length in lengths for i in range(len(said) - length + 1))
            for digits in dict.fromkeys(windows):
                for pattern, rank in self._numbers.get(digits, ()):
                    for match in pattern.finditer(text, max(0, run.start() - _HEAD), run.end() + 1):
                        seen.add(Found(match.start(), match.end(), rank))
        yield from sorted(seen)

    def _matched(self, text: str, cut: list[Piece], i: int, gaps: tuple[str, ...], rank: int) -> int | None:
        for n, own in enumerate(gaps):
            between = text[cut[i + n].end : cut[i + n + 1].start]
            if between == own and "\n" not in own:
                continue
            if len(between) > 4 or between.strip(_BETWEEN + own) or "\n" in between or ":" in between:
                return None
            if between == "" and own:
                # « 3e » is not « 3 e », nor is « A4 » « A 4 », unless the form was typed so.
                return None
        last = i + len(gaps)
        if rank in self._exact and [text[p.start : p.end] for p in cut[i : last + 1]] != [
            self._forms[rank][p.start : p.end] for p in pieces(self._forms[rank])
        ]:
            return None
        return cut[last].end


def _crossed(walls: Sequence[int], start: int, end: int) -> bool:
    """Tell whether a border lies inside a span."""
    at = bisect_right(walls, start)
    return at < len(walls) and walls[at] < end


def _longest(found: list[Found], text: str, forms: Sequence[str]) -> list[Found]:
    found.sort(key=lambda f: (f.start - f.end, text[f.start : f.end] != forms[f.rank], f.start, f.rank))
    taken = bytearray(len(text))
    kept: list[Found] = []
    for place in found:
        if not any(taken[place.start : place.end]):
            taken[place.start : place.end] = b"\x01" * (place.end - place.start)
            kept.append(place)
    return sorted(kept)


_PART: Final = r"(?:[^\S\n]|[.\-/]){0,2}"
_DIGITS: Final = re.compile(rf"\d(?:{_PART}\d)*")
_HEAD: Final = 14
"""How long what precedes the nine digits of a French number may be: « 00 33 (0) »."""


def _number_pattern(form: str) -> tuple[str, re.Pattern[str]] | None:
    """Return the digits of a telephone number and its pattern, however it is grouped, national or international."""
    digits = "".join(char for char in form if char.isdigit())
    if len(digits) < 6 or len(digits) < sum(char.isalpha() for char in form):
        return None
    national = re.sub(r"^(?:0033|33)0?(?=\d{9}$)|^0(?=\d{9}$)", "", digits)
    if len(national) == 9:
        head = rf"(?:(?:\+|00)?33{_PART}(?:\(0\))?{_PART}|0{_PART})?"
        return national, re.compile(rf"(?<![\d+]){head}{_PART.join(national)}(?!\d)")
    return digits, re.compile(rf"(?<!\d){_PART.join(digits)}(?!\d)")
