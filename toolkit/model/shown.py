"""A text shown in a notebook because it was asked for: ``study.transcripts["E03"].show()``.

What a cell shows is saved with its notebook, unless the notebook was opened by ``carnet lab``, which clears it.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from toolkit.i18n import _
from toolkit.model.lines import Line, Turns, clock, lines
from toolkit.model.texts import Transcript

_ROW = "display:grid;grid-template-columns:3rem minmax(0,{width}rem){margin};column-gap:1rem;margin:0 0 .5rem"
_SOFT = "opacity:.7;font-size:.85em"
_ASKS = ";font-style:italic"
_MARK = "font:bold .7em/1 sans-serif"
_UNDER = ("", "underline 1px", "underline double", "underline 3px")


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    """Some words between two boundaries: the numbers of the extracts that begin, stand, and end there."""

    text: str
    over: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()

    def __repr__(self) -> str:
        return f"<Piece: {len(self.text)} characters, {len(self.over)} extracts>"


@dataclass(frozen=True, slots=True, repr=False)
class Note:
    """What the margin says of an extract: its number, then what was put on it; ``again`` when it began before."""

    number: int
    said: tuple[str, ...]
    again: bool = False

    def __str__(self) -> str:
        if self.again:
            return _("{said} (continued)", said=" ; ".join(self.said))
        return " ; ".join(self.said)

    def __repr__(self) -> str:
        return f"<Note {self.number}: {len(self.said)}>"


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """A line, or a part of a long one (``first`` is false for what follows), with the notes that stand beside it."""

    line: Line
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...] = ()
    first: bool = True

    def __repr__(self) -> str:
        return f"<Row {self.line!r}: {len(self.notes)} notes>"


class Shown:
    """A text that a notebook shows with its words, and a console too."""

    def __init__(self, title: str, rows: Iterable[Row], *, times: bool = True):
        self._title, self._rows, self._times = title, tuple(rows), times

    def _repr_html_(self) -> str:
        noted = any(row.notes for row in self._rows)
        style = _ROW.format(width=42 if noted else 50, margin=" 18rem" if noted else "")
        parts = [f"<div><p><strong>{escape(self._title)}</strong></p>"]
        for row in self._rows:
            number = str(row.line.number or "") if row.first else ""
            margin = "".join(f"<div><b>{note.number}</b> {escape(str(note))}</div>" for note in row.notes)
            parts.append(
                f'<div style="{style}"><div style="{_SOFT};text-align:right">{number}</div>'
                f'<div dir="auto" style="white-space:pre-line;overflow-wrap:anywhere{_ASKS * row.line.asks}">'
                f"{self._who(row)}"
                f"{''.join(map(_piece, row.pieces)) or self._nothing(row)}</div>"
                + (f'<div style="font-size:.85em;border-left:1px solid;padding-left:.6rem">{margin}</div>' * noted)
                + "</div>"
            )
        if not os.environ.get("CARNET_LAB"):
            told = _("What this cell shows is saved with the notebook: clear it first, or open it with “carnet lab”.")
            parts.append(f'<p style="{_SOFT}">{escape(told)}</p>')
        return "".join([*parts, "</div>"])

    def _who(self, row: Row) -> str:
        if not row.first:
            return ""
        who = f"<b><bdi>{escape(row.line.who)}</bdi></b> " if row.line.who else ""
        time = self._time(row)
        return who + (f'<span style="{_SOFT}">{time}</span> ' if time else "")

    def _time(self, row: Row) -> str:
        return clock(row.line.start_ms) if self._times and row.first and row.line.start_ms is not None else ""

    def _nothing(self, row: Row) -> str:
        return f'<span style="{_SOFT}">{escape(silence())}</span>' if row.first else ""

    def __str__(self) -> str:
        parts = [self._title]
        for row in self._rows:
            number = str(row.line.number or "") if row.first else ""
            head = " ".join(filter(None, (row.line.who if row.first else "", self._time(row))))
            words = "".join(
                "".join(f"[{n} " for n in piece.opens) + piece.text + "".join(f" {n}]" for n in piece.closes)
                for piece in row.pieces
            )
            words = words.strip() or silence()
            parts.append(f"{number:>5}  {head}{' : ' if head else ''}{words}")
            parts += (f"{'':7}| {note.number} {note}" for note in row.notes)
        return "\n".join(parts)

    __repr__ = __str__


def _piece(piece: Piece) -> str:
    opens = "".join(f'<sup style="{_MARK}">[{n}</sup>' for n in piece.opens)
    closes = "".join(f'<sup style="{_MARK}">{n}]</sup>' for n in piece.closes)
    words = escape(piece.text)
    if piece.over and words:
        line = _UNDER[min(len(piece.over), len(_UNDER) - 1)]
        words = f'<span style="text-decoration:{line};text-underline-offset:.2em">{words}</span>'
    return opens + words + closes


def silence() -> str:
    """Return what stands where a turn holds no word."""
    return _("(nothing transcribed)")


def plain_rows(transcript: Transcript, turns: Turns = None) -> list[Row]:
    """Return the rows of a transcript without anything marked on it."""
    text = transcript.text
    return [
        Row(line, (Piece(text[line.start : line.end]),) if text[line.start : line.end].strip() else ())
        for line in lines(transcript, turns)
    ]


def show(transcript: Transcript, turns: Turns = None, *, times: bool = True) -> Shown:
    """Return the text of a transcript, for a notebook to show: see ``Transcript.show``."""
    return Shown(transcript.id, plain_rows(transcript, turns), times=times)
