"""Replace every accepted form, remember each span, and be able to give the original back exactly."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.errors import Refused
from toolkit.i18n import _, n_
from toolkit.model.text import fold, text_sha256
from toolkit.model.texts import Turn
from toolkit.transcripts.agreeing import REACH, set_right
from toolkit.transcripts.forms import FormFinder, NameDecision, form_key


@dataclass(frozen=True, slots=True, repr=False)
class ReplacedSpan:
    """One replacement: where it was, what it was, where it is now, what it is now."""

    start: int
    end: int
    original: str
    new_start: int
    new_end: int
    replacement: str

    def __repr__(self) -> str:
        return f"<ReplacedSpan [{self.start}, {self.end}) → [{self.new_start}, {self.new_end})>"


@dataclass(frozen=True, slots=True, repr=False)
class Pseudonymised:
    """A text without its names, and the spans that give them back; ``original_sha256`` proves it."""

    text: str
    spans: tuple[ReplacedSpan, ...]
    original_sha256: str

    def __repr__(self) -> str:
        return f"<Pseudonymised: {len(self.text)} characters, {len(self.spans)} replacements>"


def pseudonymise(
    text: str, decisions: Iterable[NameDecision], *, turns: Sequence[Turn] = (), document: str = ""
) -> Pseudonymised:
    """Replace every accepted form of ``text``, whole word, whatever its accents and capitals; the longest form wins.

    « d' », « de », articles before a name are set right for the new one; small letters and capitals follow the text.
    With ``turns``, no replacement crosses the border of a turn or of its label. Raises ``Refused`` when a
    replacement would bring a listed form back.

    >>> pseudonymise("L’avis d’Alice, ALICE !", [NameDecision("Alice", "PERSON", "accepted", "Colette")]).text
    'L’avis de Colette, COLETTE !'
    """
    listed = [decision for decision in decisions if decision.applies_to(document)]
    finder = _finder(listed)
    barriers = sorted({position for turn in turns for position in (turn.label_start, turn.start, turn.end)})
    out: list[str] = []
    spans: list[ReplacedSpan] = []
    ranks: list[int] = []
    at = length = 0
    for place in finder.find(text, barriers=barriers):
        decision = listed[place.rank]
        if not decision.accepted:
            continue
        start, old = place.start, text[place.start : place.end]
        new = _as_written(old, decision)
        wall = barriers[bisect_right(barriers, start) - 1] if barriers and barriers[0] <= start else 0
        before, head, read = set_right(text[max(at, wall, start - REACH) : start], old, new)
        start, new = start - before, head + read
        kept = text[at:start]
        out += [kept, new]
        length += len(kept)
        spans.append(ReplacedSpan(start, place.end, text[start : place.end], length, length + len(new), new))
        ranks.append(place.rank)
        length += len(new)
        at = place.end
    out.append(text[at:])
    made = Pseudonymised("".join(out), tuple(spans), text_sha256(text))
    move = _Mover(made.spans)
    if left := remaining(made.text, listed, barriers=[move.start(position) for position in barriers]):
        _refuse(left, made, ranks)
    return made


def remaining(
    text: str, decisions: Iterable[NameDecision], *, barriers: Sequence[int] = ()
) -> list[tuple[int, int, NameDecision]]:
    """Return where accepted forms are still in ``text``; words that a rejected form covers are left alone.

    A form that a border of a turn cuts in two (``barriers``) is nobody's name.
    """
    listed = list(decisions)
    return [
        (place.start, place.end, listed[place.rank])
        for place in _finder(listed).find(text, barriers=barriers)
        if listed[place.rank].accepted
    ]


def restore(pseudonymised: Pseudonymised) -> str:
    """Give the original text back, character for character."""
    return restored(pseudonymised.text, pseudonymised.spans, pseudonymised.original_sha256)


def restored(text: str, spans: Sequence[ReplacedSpan], sha256: str = "") -> str:
    """Put the originals back in a pseudonymised text; raise ``Refused`` when it is no longer the same text."""
    out: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda span: span.new_start):
        if span.new_start < at or text[span.new_start : span.new_end] != span.replacement:
            raise _changed()
        out += [text[at : span.new_start], span.original]
        at = span.new_end
    out.append(text[at:])
    made = "".join(out)
    if sha256 and text_sha256(made) != sha256:
        raise _changed()
    return made


def shift_turns(turns: Iterable[Turn], pseudonymised: Pseudonymised, decisions: Iterable[NameDecision]) -> list[Turn]:
    """Carry turns over to the new text, the names of their speakers replaced too.

    Exact when the text was pseudonymised with these ``turns``: no replacement then crosses a border.
    """
    listed = list(decisions)
    move = _Mover(pseudonymised.spans)
    names: dict[str, str] = {}
    moved: list[Turn] = []
    for turn in turns:
        for label in turn.speakers:
            if label not in names:
                names[label] = pseudonymise(label, listed).text
        moved.append(
            Turn(
                tuple(names[label] for label in turn.speakers),
                move.start(turn.label_start),
                move.start(turn.start),
                move.end(turn.end, move.start(turn.start)),
                turn.start_ms,
                turn.end_ms,
            )
        )
    return moved


class _Mover:
    """Moves positions from the original text to the new one."""

    def __init__(self, spans: Sequence[ReplacedSpan]):
        self._spans = spans
        self._ends = [span.end for span in spans]

    def _moved(self, position: int, *, after: bool) -> int:
        i = bisect_right(self._ends, position)
        shift = self._spans[i - 1].new_end - self._spans[i - 1].end if i else 0
        if i < len(self._spans) and self._spans[i].start < position:
            return self._spans[i].new_end if after else self._spans[i].new_start
        return position + shift

    def start(self, position: int) -> int:
        return self._moved(position, after=False)

    def end(self, position: int, least: int) -> int:
        return max(least, self._moved(position, after=True))


def _finder(listed: Sequence[NameDecision]) -> FormFinder:
    return _made_ready(tuple(listed))


@lru_cache(maxsize=8)
def _made_ready(listed: tuple[NameDecision, ...]) -> FormFinder:
    """Return the search for a list of forms, made once for every text and label that it goes through."""
    return FormFinder(
        [decision.form for decision in listed],
        as_typed=[rank for rank, decision in enumerate(listed) if decision.decision == "as typed"],
        numbers=[rank for rank, decision in enumerate(listed) if decision.type == "PHONE"],
    )


def _as_written(original: str, decision: NameDecision) -> str:
    """Give a replacement the capitals of what it replaces, word by word: « MARTIN », « Martine MARTIN »."""
    replacement = decision.replacement
    if replacement.startswith("[") or decision.type in {"EMAIL", "ID", "PHONE", "ADDRESS", "DATE"}:
        return replacement
    old, new = original.split(), replacement.split(" ")
    if len(old) != len(new):
        old = [original] * len(new)
    return " ".join(_cased(a, b, decision.type) for a, b in zip(old, new, strict=True))


def _cased(original: str, replacement: str, type: str) -> str:
    letters = [char for char in original if char.isalpha()]
    if not letters:
        return replacement
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return replacement.upper()
    if original.islower() and not any(char.isdigit() for char in original):
        return replacement.lower()
    if type == "PERSON" and letters[0].isupper() and replacement.islower():
        return replacement.title() if "-" in replacement else replacement.capitalize()
    return replacement


def _refuse(left: Sequence[tuple[int, int, NameDecision]], made: Pseudonymised, ranks: Sequence[int]) -> None:
    """Raise the fault of a replacement that brings a real form back, alone or with the words beside it."""
    starts = [span.new_start for span in made.spans]
    guilty: set[int] = set()
    for start, end, _decision in left:
        first = max(0, bisect_right(starts, start) - 1)
        beside = range(first, min(len(starts), bisect_right(starts, end) + 1))
        guilty |= {ranks[i] for i in beside if starts[i] < end and start < made.spans[i].new_end}
    raise Refused(
        n_(
            "{n} listed form would still be in the text, brought back by a replacement.",
            "{n} listed forms would still be in the text, brought back by replacements.",
            len(left),
        ),
        _("Choose other replacements in the table of names: none may hold a real name of the study."),
        ranks=tuple(sorted(guilty)),
        count=len(left),
    )


def _changed() -> Refused:
    return Refused(
        _("This text is no longer the one that was pseudonymised: the names cannot be put back in it."),
        _("Take the file that Carnet wrote in “sources”, unchanged."),
    )


def same_form(one: str, other: str) -> bool:
    """Tell whether two spellings are one form: « Inès » and « ines »."""
    return form_key(one) == form_key(other) or fold(one) == fold(other)
