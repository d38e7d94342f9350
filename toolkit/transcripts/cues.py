"""Make one text of timed pieces, as subtitles and speech recognition write them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.formats import Block
from toolkit.i18n import _
from toolkit.model import Role, Turn, clean_text
from toolkit.transcripts.labels import Mark, marks_in
from toolkit.transcripts.turns import UNKNOWN, Cut, overlaps
from toolkit.transcripts.visible import typed_at, visible, visible_lines
from toolkit.transcripts.voices import choose_voices


def cut_cues(blocks: Sequence[Block], *, known: Mapping[str, str] | None = None) -> Cut:
    """Make a text of timed pieces: the pieces that one person says in a row are one turn; unnamed ones stay apart."""
    pieces = [replace(block, text=_one_line(block.text), speaker=_name(block.speaker)) for block in blocks]
    named = {block.speaker for block in pieces if block.speaker}
    warnings: tuple[str, ...] = ()
    if named:
        voiced = [(block, _voices_of(block.speaker, named)) for block in pieces]
        told: Mapping[str, Role] = {}
    else:
        shown = visible_lines([block.text for block in pieces])
        voices = choose_voices(marks_in(shown), shown, known=known)
        marked = {
            mark.line: (replace(mark, words_at=typed_at(pieces[mark.line].text, mark.words_at)), who)
            for mark, who in voices.marks
        }
        voiced, told, warnings = _zoom(pieces, marked), voices.told, voices.warnings
    return _composed(voiced, told, warnings)


def _one_line(text: str) -> str:
    """Join the lines of a cue, which are cut by the width of a screen, unless each is a line of dialogue."""
    text = clean_text(text).strip()
    return text if re.search(r"^\s*[-–—]", text, re.MULTILINE) else re.sub(r"\s*\n\s*", " ", text)


def _name(speaker: str | None) -> str | None:
    return re.sub(r"\s+", " ", visible(clean_text(speaker))).strip(" :[]") or None if speaker else None


def _voices_of(speaker: str | None, named: set[str]) -> tuple[str, ...]:
    if speaker is None:
        return ()
    parts = speaker.split()
    return tuple(parts) if len(parts) > 1 and all(part in named for part in parts) else (speaker,)


def _zoom(
    pieces: Sequence[Block], marked: Mapping[int, tuple[Mark, tuple[str, ...]]]
) -> list[tuple[Block, tuple[str, ...]]]:
    """Take the names out of the cues that open with one; a cue without name goes on with the speaker before it."""
    voiced: list[tuple[Block, tuple[str, ...]]] = []
    current: tuple[str, ...] = ()
    for number, block in enumerate(pieces):
        words_at = 0
        if number in marked:
            mark, current = marked[number]
            words_at = mark.words_at
        voiced.append((replace(block, text=block.text[words_at:].strip()), current))
    return voiced


def _composed(
    voiced: Sequence[tuple[Block, tuple[str, ...]]], told: Mapping[str, Role], warnings: tuple[str, ...]
) -> Cut:
    pieces: list[str] = []
    turns: list[Turn] = []
    at = 0

    def add(text: str) -> None:
        nonlocal at
        pieces.append(text)
        at += len(text)

    for rank, (block, who) in enumerate(voiced):
        if rank:
            add("\n")
        if who and rank and voiced[rank - 1][1] == who:
            add(block.text)
            before = turns[-1]
            ends = [time for time in (before.end_ms, block.end_ms) if time is not None]
            turns[-1] = replace(before, end=at, end_ms=max(ends, default=None))
            continue
        label_start = at
        if who:
            add(" / ".join(who) + "\xa0: ")
        start = at
        add(block.text)
        turns.append(Turn(who or (UNKNOWN,), label_start, start, at, block.start_ms, block.end_ms))
    unnamed = sum(not who for _block, who in voiced)
    if unnamed:
        said = _(
            "No speaker is named: each timed piece is a turn of somebody unknown. Name the speakers before coding."
        )
        if unnamed < len(voiced):
            said = _("Some timed pieces name no speaker: they are turns of somebody unknown.")
        warnings = (*warnings, said)
    text = "".join(pieces)
    all_turns, warnings = overlaps(text, turns, warnings)
    return Cut(text, all_turns, told, warnings, labelled=unnamed < len(voiced))
