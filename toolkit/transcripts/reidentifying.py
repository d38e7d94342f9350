"""Names put back in a text that was corrected since it was pseudonymised: those whose place is still sure."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from toolkit.errors import Refused
from toolkit.i18n import _
from toolkit.model.alignment import Block, equal_blocks
from toolkit.model.finding import Places
from toolkit.model.positions import remap
from toolkit.model.text import text_sha256
from toolkit.transcripts.correspondence import Document
from toolkit.transcripts.replacements import ReplacedSpan, restored

AROUND: Final = (60, 30, 15, 10)
"""How many characters, on either side of a pseudonym, tell it again where its line was moved and corrected."""
ENOUGH: Final = 10
"""So many characters beside a pseudonym, once in both texts, are no accident."""


@dataclass(frozen=True, slots=True, repr=False)
class Reidentified:
    """A text with its names back.

    ``put_back`` names are in it; ``lost`` are the spans whose words were edited, which a person must look at;
    ``exact`` tells that the text is, character for character, the one that was received.
    """

    text: str
    put_back: int
    lost: tuple[ReplacedSpan, ...] = ()
    exact: bool = False

    def __repr__(self) -> str:
        return f"<Reidentified: {self.put_back} names put back, {len(self.lost)} lost>"


def reidentified(document: Document, text: str, *, base: str | None = None) -> Reidentified:
    """Put the original names of a document back in ``text``: its pseudonymised text, corrected since or not.

    A name is put back where what replaced it was left as it was, or was moved with its line, its sentence or enough
    of the words around; where it was edited, nothing is guessed: the span is in ``lost``. ``base`` is the text as it
    was pseudonymised, when the coffre did not keep it.
    """
    if text_sha256(text) == document.text_sha256:
        made = restored(text, document.spans, document.original_sha256)
        return Reidentified(made, len(document.spans), exact=True)
    base = document.text if base is None else base
    if text_sha256(base) != document.text_sha256:
        raise Refused(
            _(
                "{id} was corrected since it was pseudonymised, and the coffre did not keep its first text.",
                id=document.id,
            ),
            _("Take the file that Carnet wrote in “sources”, unchanged, or a backup from before the correction."),
        )
    spans = sorted(document.spans, key=lambda one: one.new_start)
    places: dict[int, int] = {}
    taken = _Taken(text)
    blocks = equal_blocks(base, text)
    # Whole lines, then words that are there once: a label alike elsewhere is no proof that a line stands there.
    for search in (_in_order(blocks, lines=True), _on_lines, _by_words_around, _in_order(blocks), _by_remap):
        asked = [rank for rank in range(len(spans)) if rank not in places]
        if asked:
            search(base, text, spans, asked, places, taken)
    out: list[str] = []
    at = 0
    for start, rank in sorted((start, rank) for rank, start in places.items()):
        out += [text[at:start], spans[rank].original]
        at = start + len(spans[rank].replacement)
    out.append(text[at:])
    lost = tuple(one for rank, one in enumerate(spans) if rank not in places)
    return Reidentified("".join(out), len(places), lost)


class _Taken:
    """The places of a text where a name was put back already: each is given once."""

    def __init__(self, text: str):
        self._text = text
        self._held: list[tuple[int, int]] = []

    def take(self, start: int, span: ReplacedSpan) -> bool:
        """Take a place for a span; refuse one that is taken, or where other words stand."""
        end = start + len(span.replacement)
        rank = bisect_right(self._held, (start, end))
        before = self._held[rank - 1] if rank else (-1, -1)
        after = self._held[rank] if rank < len(self._held) else (len(self._text) + 1, 0)
        free = before != (start, end) and before[1] <= start and end <= after[0]
        if not free or self._text[start:end] != span.replacement:
            return False
        self._held.insert(rank, (start, end))
        return True


Search = Callable[[str, str, Sequence[ReplacedSpan], Sequence[int], dict[int, int], _Taken], None]
"""Looks in a text for the spans of these ranks, and says where they stand."""


def _in_order(blocks: Sequence[Block], *, lines: bool = False) -> Search:
    """Follow what was left alone in its order; ``lines``: only with all of its line."""
    starts = [block.old for block in blocks]

    def search(
        base: str,
        _text: str,
        spans: Sequence[ReplacedSpan],
        asked: Sequence[int],
        places: dict[int, int],
        taken: _Taken,
    ) -> None:
        for rank in asked:
            span = spans[rank]
            low, high = _line(base, span) if lines else (span.new_start, span.new_end)
            found = bisect_right(starts, low) - 1
            if found < 0 or high > blocks[found].old + blocks[found].size:
                continue
            start = span.new_start + blocks[found].new - blocks[found].old
            if taken.take(start, span):
                places[rank] = start

    return search


def _on_lines(
    base: str, text: str, spans: Sequence[ReplacedSpan], asked: Sequence[int], places: dict[int, int], taken: _Taken
) -> None:
    """Follow the lines that were moved whole; alike lines serve as well as one another if they hid the same names."""

    def key(span: ReplacedSpan) -> tuple[str, int]:
        opening, closing = _line(base, span)
        return base[opening:closing], span.new_start - opening

    hidden: dict[tuple[str, int], set[str]] = {}
    for span in spans:
        hidden.setdefault(key(span), set()).add(span.original)
    there: dict[str, list[int]] = {}
    at = 0
    for line in text.split("\n"):
        there.setdefault(line, []).append(at)
        at += len(line) + 1
    for rank in asked:
        line, inside = key(spans[rank])
        if len(hidden[line, inside]) == 1:
            for start in there.get(line, ()):
                if taken.take(start + inside, spans[rank]):
                    places[rank] = start + inside
                    break


def _by_remap(
    base: str, text: str, spans: Sequence[ReplacedSpan], asked: Sequence[int], places: dict[int, int], taken: _Taken
) -> None:
    """Follow what was moved with its sentence, as the passages that are coded follow."""
    moves = remap(base, text, [(spans[rank].new_start, spans[rank].new_end) for rank in asked])
    for rank, moved in zip(asked, moves, strict=True):
        if moved.sure and taken.take(moved.start, spans[rank]):
            places[rank] = moved.start


def _by_words_around(
    base: str, text: str, spans: Sequence[ReplacedSpan], asked: Sequence[int], places: dict[int, int], taken: _Taken
) -> None:
    """Find again, once in both texts, a pseudonym with enough of the words that stood around it on its line."""
    held, new = Places(base), Places(text)
    for rank in asked:
        span = spans[rank]
        opening, closing = _line(base, span)
        for reach in AROUND:
            before, after = max(opening, span.new_start - reach), min(closing, span.new_end + reach)
            for low, high in ((before, after), (span.new_start, after), (before, span.new_end)):
                words = base[low:high]
                if len(words) - len(span.replacement) < ENOUGH or (at := new.once(words)) is None:
                    continue
                start = at + span.new_start - low
                whole = _is_whole(text, start, start + len(span.replacement))
                if whole and held.once(words) is not None and taken.take(start, span):
                    places[rank] = start
                    break
            if rank in places:
                break


def _line(text: str, span: ReplacedSpan) -> tuple[int, int]:
    """Return the ends of the line where a replacement stands."""
    closing = text.find("\n", span.new_end)
    return text.rfind("\n", 0, span.new_start) + 1, closing if closing >= 0 else len(text)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether no letter was glued to these words."""
    return not (text[start - 1 : start].isalnum() and text[start : start + 1].isalnum()) and not (
        text[end : end + 1].isalnum() and text[end - 1 : end].isalnum()
    )
