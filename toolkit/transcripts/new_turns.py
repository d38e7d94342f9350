"""Turns and speakers of a text that was revised: read again where the text itself tells them, followed elsewhere.

A text that says who speaks (« E : … ») is read as any file is. When reading the old text does not give the turns that
the study holds (subtitles, tables), or when the new text reads quite otherwise, the turns follow their words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from toolkit.formats import RawDocument
from toolkit.i18n import _, n_
from toolkit.model import Role, Speaker, Transcript, Turn
from toolkit.model.positions import Path
from toolkit.transcripts.reading import Reading, read_document
from toolkit.transcripts.turns import UNKNOWN

ENOUGH: Final = 0.7
"""The part of the turns that must be found again by reading, else they follow their words."""


@dataclass(frozen=True, slots=True, repr=False)
class Turned:
    """The turns and speakers of the new text, and what must be said of them."""

    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Turned: {len(self.turns)} turns>"


def turns_in(before: Transcript, path: Path, reading: Reading | None = None) -> Turned:
    """Return the turns of the new text of a transcript; ``reading`` is the one of the file that it comes from.

    ``path`` is the way from its text to the new one.

    Each label keeps its role and its participant; one that took the place of another, everywhere, takes them over.
    Times that the new text does not tell stay with the turns that begin at the same words.
    """
    if not before.turns and reading is None:
        return Turned((), before.speakers)
    text = path.new
    followed = _followed(before, path)
    if reading is None:
        reading = _read_alike(before, text, sum(turn is not None for turn in followed))
    if reading is None:
        kept = _in_order(text, [turn for turn in followed if turn is not None], _tight(before))
        return Turned(kept, before.speakers, () if kept else (_silent(),))
    turns = _timed(reading.turns, before.turns, followed)
    speakers, warnings = _who(before, followed, turns, {one.label: one.role for one in reading.speakers})
    return Turned(turns, speakers, warnings)


def _read_alike(before: Transcript, text: str, wanted: int) -> Reading | None:
    """Read the new text in the way that gives the turns of the old one, when there is such a way."""
    places = [(turn.label_start, turn.start, turn.end) for turn in before.turns]
    for format in ("txt", "docx"):
        known = _known(before.text, format)
        if [(turn.label_start, turn.start, turn.end) for turn in known.turns] == places and all(
            turn.speakers == own.speakers for turn, own in zip(known.turns, before.turns, strict=True)
        ):
            made = _read(text, format)
            return made if len(made.turns) >= ENOUGH * wanted else None
    return None


@lru_cache(maxsize=2)
def _known(text: str, format: str) -> Reading:
    """Return the reading of the old text: it is asked again at each stop of the hand that corrects it."""
    return _read(text, format)


def _read(text: str, format: str) -> Reading:
    from toolkit.formats.raw import blocks_of

    return read_document(RawDocument(format, blocks_of(text.split("\n"))))


def _followed(before: Transcript, path: Path) -> list[Turn | None]:
    """Return where each old turn went by its words; None for one of which nothing is left."""
    spans = [span for turn in before.turns for span in ((turn.label_start, turn.start), (turn.start, turn.end))]
    following = path.each(spans)
    found: list[Turn | None] = []
    for rank, turn in enumerate(before.turns):
        label, said = following.moved[2 * rank], following.moved[2 * rank + 1]
        left = following.kept[2 * rank] + following.kept[2 * rank + 1]
        here = said.start < said.end or (turn.start == turn.end and label.start < label.end)
        carried = 2 * rank + 1 in following.carried
        if not here or (not left and not carried and turn.end > turn.label_start):
            found.append(None)
            continue
        start = said.start
        label_start = label.start if turn.label_start < turn.start and label.start <= start else start
        found.append(replace(turn, label_start=label_start, start=start, end=max(start, said.end)))
    return found


def _tight(before: Transcript) -> bool:
    """Tell whether nothing but blanks stands between the turns of a transcript."""
    return all(not before.text[left.end : right.label_start].strip() for left, right in pairwise(before.turns))


def _in_order(text: str, turns: Sequence[Turn], tight: bool) -> tuple[Turn, ...]:
    """Put followed turns in the order of the new text, none over another; what is added after one goes on with it."""
    ordered = sorted(turns, key=lambda turn: (turn.label_start, turn.start))
    made: list[Turn] = []
    limits = [turn.label_start for turn in ordered[1:]] + [len(text)]
    for turn, limit in zip(ordered, limits, strict=False):
        low = max(turn.label_start, made[-1].end if made else 0)
        start = max(turn.start, low)
        end = max(start, min(turn.end, max(limit, low)))
        if tight and text[end:limit].strip():
            end = max(end, limit)
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > low:
            made.append(replace(turn, label_start=low, start=start, end=end))
    return tuple(made)


def _timed(turns: Sequence[Turn], old: Sequence[Turn], followed: Sequence[Turn | None]) -> tuple[Turn, ...]:
    """Return the turns with the times of the old ones, when the new text tells none."""
    if any(turn.start_ms is not None for turn in turns):
        return tuple(turns)
    times = {turn.start: one for one, turn in zip(old, followed, strict=True) if turn is not None}
    return tuple(
        replace(turn, start_ms=known.start_ms, end_ms=known.end_ms)
        if (known := times.get(turn.start)) is not None
        else turn
        for turn in turns
    )


def _who(
    before: Transcript, followed: Sequence[Turn | None], turns: Sequence[Turn], roles: Mapping[str, Role]
) -> tuple[tuple[Speaker, ...], tuple[str, ...]]:
    """Return who stands behind each label: as before, or as the label that it took the place of."""
    held = {speaker.label: speaker for speaker in before.speakers}
    labels = list(dict.fromkeys(label for turn in turns for label in turn.speakers))
    fresh = [label for label in labels if label not in held]
    heirs = _heirs(before, followed, turns, {*fresh})
    speakers = {label: held[label] for label in held}
    unknown = []
    for label in fresh:
        former = held.get(heirs.get(label, ""))
        if former is None:
            speakers[label] = Speaker(label, roles.get(label, "unknown"))
            unknown.append(label)
            continue
        speakers[label] = replace(former, label=label)
        if former.label not in labels:
            speakers.pop(former.label, None)
    warnings: tuple[str, ...] = ()
    # A label may be a name: it is counted, not written.
    if new := [label for label in unknown if label != UNKNOWN]:
        warnings = (
            n_(
                "{n} label of the new text was not there before: say who speaks there.",
                "{n} labels of the new text were not there before: say who speaks there.",
                len(new),
            ),
        )
    if before.turns and not turns:
        warnings = (*warnings, _silent())
    return tuple(speakers.values()), warnings


def _silent() -> str:
    return _("The new text does not tell any more who speaks.")


def _heirs(
    before: Transcript, followed: Sequence[Turn | None], turns: Sequence[Turn], fresh: set[str]
) -> dict[str, str]:
    """Return the old label of each new one that stands, every time, before words that were said under it."""
    if not fresh:
        return {}
    now = {turn.start: turn.speakers for turn in turns if len(turn.speakers) == 1}
    seen: dict[str, set[str]] = {}
    for old, turn in zip(before.turns, followed, strict=True):
        if turn is None or len(old.speakers) != 1 or turn.start not in now:
            continue
        [label] = now[turn.start]
        if label in fresh:
            seen.setdefault(label, set()).add(old.speakers[0])
    return {label: next(iter(olds)) for label, olds in seen.items() if len(olds) == 1}
