"""Subtitles: WebVTT (YouTube, Teams, Zoom, Whisper) and SubRip."""

import html
import re
from itertools import pairwise
from typing import Final

from toolkit.errors import UnreadableFile
from toolkit.formats.encodings import decoded
from toolkit.formats.raw import Block, RawDocument
from toolkit.formats.times import milliseconds
from toolkit.i18n import _, n_
from toolkit.model.text import clean_text

_ARROW: Final = re.compile(r"\s*(\S+)\s*-{1,2}>\s*(\S+)(?:\s+.*)?")
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?(?:[cibuv]|ruby|rt|lang|font)(?:[.\s][^>]*)?>|<\d[\d:.]*>|\{\\an\d\}", re.IGNORECASE)


_WORD_TIME: Final = re.compile(r"<\d\d:\d\d[\d:.]*><c")
_Cue = tuple[str, int, int]


def read_vtt(data: bytes, name: str) -> RawDocument:
    """Read WebVTT; ``<v Name>`` names the speaker; hours may be missing."""
    return _read(data, name, "vtt")


def read_srt(data: bytes, name: str) -> RawDocument:
    """Read SubRip."""
    return _read(data, name, "srt")


def _read(data: bytes, name: str, kind: str) -> RawDocument:
    text, warnings = decoded(data, name)
    lines = clean_text(text).split("\n")
    cues: list[_Cue] = []
    outside = 0
    number = 0
    # A cue without blank line before it, a missing number, a missing header: all are seen in the wild.
    while number < len(lines):
        line = lines[number]
        if kind == "vtt" and re.match(r"(NOTE|STYLE|REGION)(\s|$)", line):
            while number < len(lines) and lines[number].strip():
                number += 1
            continue
        if "->" not in line:
            outside += bool(line.strip()) and not _expected(lines, number)
            number += 1
            continue
        match = _ARROW.fullmatch(line)
        start, end = (milliseconds(match[1]), milliseconds(match[2])) if match else (None, None)
        if start is None or end is None:
            raise UnreadableFile(
                name,
                _("a time such as 00:00:12.500 --> 00:00:15.000 is expected"),
                line=number + 1,
                hint=_("Open the file at this line, mend it, and run this again."),
            )
        number += 1
        words: list[str] = []
        while number < len(lines) and not _ends_cue(lines, number):
            if number + 1 < len(lines) and lines[number].strip().isdigit() and "-->" in lines[number + 1]:
                break
            if "-->" in lines[number]:
                break
            words.append(lines[number])
            number += 1
        cues.append(("\n".join(words), start, end))
    if _rolls(cues):
        cues = _unrolled(cues)
    blocks = [block for cue in cues for block in _voices(*cue)]
    if not blocks:
        raise UnreadableFile(
            name,
            _("no timed text was found"),
            hint=_("If it is a plain text, rename it to “.txt”; otherwise export the subtitles again."),
        )
    if outside:
        warnings += (
            n_(
                "{n} line stands outside any timed piece and is left out.",
                "{n} lines stand outside any timed piece and are left out.",
                outside,
            ),
        )
    return RawDocument(kind, tuple(blocks), source="cues", warnings=warnings)


def _expected(lines: list[str], number: int) -> bool:
    """Tell whether a line outside the cues is one of the format: header, number or name of the next cue."""
    if number + 1 < len(lines) and "->" in lines[number + 1]:
        return True
    if lines[number].strip().isdigit():
        return True
    # The header of WebVTT goes on to the first blank line (Kind:, Language:).
    first = next((rank for rank, line in enumerate(lines) if not line.strip()), len(lines))
    return lines[0].startswith("WEBVTT") and number <= first


def _ends_cue(lines: list[str], number: int) -> bool:
    """Tell whether a line ends a cue; YouTube writes lines of one space inside its cues."""
    if lines[number].strip():
        return False
    if not lines[number]:
        return True
    below = next((line for line in lines[number + 1 : number + 3] if line.strip()), "")
    after = lines[number + 1] if number + 1 < len(lines) else ""
    return not after.strip() or "->" in below or below.strip().isdigit()


def _rows(text: str) -> list[str]:
    """Return the lines of a cue as they show on the screen."""
    shown = [html.unescape(_TAG.sub("", line)).strip() for line in text.split("\n")]
    return [line for line in shown if line]


def _shared(before: list[str], now: list[str]) -> int:
    """Return how many of the last lines of a cue are the first ones of the next."""
    return next((n for n in range(min(len(before), len(now)), 0, -1) if before[-n:] == now[:n]), 0)


def _rolls(cues: list[_Cue]) -> bool:
    """Tell whether captions roll up the screen: each cue shows again the last line of the one before."""
    if any(_WORD_TIME.search(text) for text, _start, _end in cues):
        return True
    rows = [_rows(text) for text, _start, _end in cues]
    again = sum(0 < _shared(before, now) < max(len(now), len(before)) for before, now in pairwise(rows))
    return len(cues) >= 4 and again >= 0.6 * (len(cues) - 1)


def _unrolled(cues: list[_Cue]) -> list[_Cue]:
    """Keep each line of rolling captions once, at the time when it first shows."""
    kept: list[_Cue] = []
    before: list[str] = []
    until = -1
    for text, start, end in cues:
        rows = _rows(text)
        # After a silence, the same words are said again.
        shared = _shared(before, rows) if start <= until + 1_000 else 0
        fresh = [line for line in text.split("\n") if _rows(line)][shared:]
        if fresh:
            kept.append(("\n".join(fresh), start, end))
        elif kept:
            kept[-1] = (kept[-1][0], kept[-1][1], max(end, kept[-1][2]))
        if rows:
            before = rows
        until = end
    return kept


def _voices(text: str, start: int, end: int) -> list[Block]:
    """Return one block for each voice of a cue."""
    parts = _VOICE.split(text)
    found = []
    for rank in range(0, len(parts), 2):
        words = html.unescape(_TAG.sub("", parts[rank])).strip()
        speaker = html.unescape(parts[rank - 1]).strip() if rank else None
        if words:
            found.append(Block(words, start, end, speaker or None))
    return found
