"""How near codes are to each other in the talk, and which one comes first."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.counting import evidence
from toolkit.counting.coded import Coded, coded
from toolkit.counting.sweeps import Extracts, joined_extracts
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table, bare
from toolkit.i18n import _, number
from toolkit.model.codes import Code, Codebook

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame

    Array = np.ndarray[Any, Any]


def proximity(
    codings: "DataFrame",
    *,
    level: str = "code",
    coder: str | Sequence[str] | None = None,
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
) -> Table:
    """Tell, from each code to each other, how many turns away the nearest one is, and how often it comes next.

    Distances are between turn numbers, those of the interviewer included: 0 is the same turn. A small median says
    that two codes are spoken of in the same breath, not that one calls the other. ``first`` counts the texts where A
    is met before B; with few texts, read them. METHODS D3.

    Returns a table whose ``frame`` has one line per ordered pair: ``code_a code_b label_a label_b n`` (turns that
    carry A), ``with_b`` (those in a text that has B), ``median`` (turns to the nearest B), ``followed`` (extracts of
    A after which B comes in the same text), ``texts`` (that have both), ``first`` (where A comes first).

    Raises ``InvalidValue`` (several coders and none named, a column that lacks).
    """
    import pandas as pd

    made = coded(codings, level=level, coder=coder, codes=codes)
    needed = ("transcript", "turn", "start", "end")
    evidence.need(made.frame, needed, _("Give a frame of codings, for instance study.frame(“pieces”)."))
    lines = _lines(made)
    columns = ["code_a", "code_b", "label_a", "label_b", "n", "with_b", "median", "followed", "texts", "first"]
    frame = pd.DataFrame(lines, columns=columns).astype({"median": "Float64"})
    caption = _("How near codes are to each other: distance in turns, order in the text.")
    notes = (
        _(
            "Median: turns from each turn that carries A to the nearest that carries B in the same text; "
            "0 is the same turn."
        ),
        _("Followed: extracts of A after which B comes later in the text. First: texts where A is met before B."),
        *made.notes(),
    )
    printed = Printed(caption, *_rows(frame), notes)
    return Table(frame=frame, unit="turn", caption=caption, notes=notes, pieces=made.pieces(), printed=printed)


def _lines(made: Coded) -> list[tuple[Any, ...]]:
    import numpy as np

    if not len(made.code.codes):
        return []
    text, turn = made.column("transcript").codes, made.values("turn")
    by_turn = joined_extracts(made.code.codes, text, turn, turn + 1)
    # Positions without length: the distance between two turns is then the difference of their numbers.
    turns = _unrolled(by_turn)
    extracts = joined_extracts(made.code.codes, text, made.values("start"), made.values("end"))
    height, width = len(made.entries), int(text.max()) + 1
    first = np.full((height, width), np.iinfo(np.int64).max)
    np.minimum.at(first, (extracts.code, extracts.text), extracts.start)
    there = first < np.iinfo(np.int64).max
    lines = []
    for b in range(height):
        near = _nearest(turns, b)
        after = _after(extracts, b)
        for a in range(height):
            if a == b:
                continue
            mine = near[turns.code == a]
            known = mine[mine >= 0]
            both = there[a] & there[b]
            lines.append(
                (
                    made.entries[a].code,
                    made.entries[b].code,
                    made.entries[a].label,
                    made.entries[b].label,
                    len(mine),
                    len(known),
                    float(np.median(known)) if len(known) else None,
                    int(after[extracts.code == a].sum()),
                    int(both.sum()),
                    int((first[a][both] < first[b][both]).sum()),
                )
            )
    rank = {entry.code: i for i, entry in enumerate(made.entries)}
    return sorted(lines, key=lambda line: rank[line[0]])


def _unrolled(by_turn: Extracts) -> Extracts:
    """Return one row per turn: turns that touch were not joined, each is one."""
    return Extracts(by_turn.code, by_turn.text, by_turn.start, by_turn.start)


def _nearest(turns: Extracts, b: int) -> "Array":
    """Return the turns from each row to the nearest of code ``b`` in its text, -1 where there is none."""
    import numpy as np

    far = np.iinfo(np.int64).max
    step = 2 * (int(turns.start.max()) + 1)
    place = turns.text.astype(np.int64) * step + turns.start
    rows = np.flatnonzero(turns.code == b)
    if not len(rows):
        return np.full(len(turns), -1, dtype=np.int64)
    keys = place[rows]
    at = np.searchsorted(keys, place, side="left")
    gaps = []
    for side in (at - 1, at):
        inside = (side >= 0) & (side < len(keys))
        found = np.clip(side, 0, len(keys) - 1)
        same = inside & (turns.text[rows[found]] == turns.text)
        gaps.append(np.where(same, np.abs(keys[found] - place), far))
    gap = np.minimum(gaps[0], gaps[1])
    return np.where(gap == far, -1, gap)


def _after(extracts: Extracts, b: int) -> "Array":
    """Return which extracts have one of code ``b`` that begins at their end or later, in the same text."""
    import numpy as np

    last = np.full(int(extracts.text.max()) + 1, -1, dtype=np.int64)
    rows = extracts.code == b
    np.maximum.at(last, extracts.text[rows], extracts.start[rows])
    return np.asarray(last[extracts.text] >= extracts.end)


def _rows(frame: "DataFrame") -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    shown = frame[frame["with_b"] > 0].sort_values(["median", "with_b"], ascending=[True, False], kind="stable")
    columns: dict[str, list[Cell]] = {
        _("A"): [str(x) for x in shown["label_a"]],
        _("B"): [str(x) for x in shown["label_b"]],
        _("Turns of A"): [int(x) for x in shown["n"]],
        _("in a text with B"): [int(x) for x in shown["with_b"]],
        _("Median (turns)"): [None if bare(x) is None else number(float(x), 1) for x in shown["median"]],
        _("Followed by B"): [int(x) for x in shown["followed"]],
        _("Texts with both"): [int(x) for x in shown["texts"]],
        _("A first"): [int(x) for x in shown["first"]],
    }
    return tuple(columns), tuple(zip(*columns.values(), strict=True))
