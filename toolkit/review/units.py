"""What two coders are compared on: which of them put the code in which turn, in the texts that each one coded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.errors import InvalidValue, Refused, UnknownName
from toolkit.i18n import _

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame

    Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Presence:
    """Turns × coders, for each code: 1 put, 0 not put; ``coded`` tells which coder coded the text of a turn."""

    turns: "DataFrame"
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    put: "Array"
    coded: "Array"


def _need(frame: "DataFrame", columns: Iterable[str]) -> None:
    lacking = [name for name in columns if name not in frame.columns]
    if lacking:
        raise InvalidValue(
            _("The table lacks the column: {columns}.", columns=", ".join(lacking)),
            _("Give study.frame(“codings”) and study.frame(“turns”)."),
        )


def presence_by_turn(
    codings: "DataFrame",
    turns: "DataFrame",
    *,
    codes: Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    transcripts: Iterable[str] | None = None,
) -> Presence:
    """Return who put which code in which turn of a participant.

    Only accepted codings count. A text counts for a coder who put at least one code in it, and is kept when
    two coders did; ``transcripts`` names instead the texts that all coders read, even without putting a code.

    Raises ``Refused`` with fewer than two coders, ``UnknownName`` for a coder or a code that is not there.
    """
    import numpy as np
    import pandas as pd

    _need(codings, ("transcript", "start", "end", "code", "coder"))
    _need(turns, ("transcript", "turn", "role", "start", "end"))
    rows = codings[codings["state"] == "accepted"] if "state" in codings.columns else codings
    names = _chosen(coders, sorted(set(rows["coder"])))
    if len(names) < 2:
        raise Refused(
            _("Agreement compares two coders; there is {n} here.", n=len(names)),
            _("Have a second person code some of the same texts, without seeing the first codings."),
        )
    rows = rows[rows["coder"].isin(names)]
    known = list(dict.fromkeys(rows["code"]))
    wanted = _chosen(codes, known)

    ground = turns[turns["role"] != "interviewer"].drop_duplicates(["transcript", "turn"])
    ground = ground[ground["end"] > ground["start"]]
    if transcripts is None:
        read = pd.crosstab(rows["transcript"], rows["coder"]).reindex(columns=names, fill_value=0) > 0
        read = read[read.sum(axis=1) >= 2]
    else:
        read = pd.DataFrame(True, index=pd.Index(list(dict.fromkeys(transcripts))), columns=list(names))
    ground = ground[ground["transcript"].isin(read.index)]
    ground = ground.sort_values(["transcript", "start"], ignore_index=True)
    coded = read.reindex(ground["transcript"]).to_numpy(dtype=bool).reshape(len(ground), len(names))

    put = np.zeros((len(wanted), len(ground), len(names)), dtype=bool)
    rows = rows[rows["code"].isin(wanted) & rows["transcript"].isin(read.index)]
    code_at = {code: i for i, code in enumerate(wanted)}
    coder_at = {name: i for i, name in enumerate(names)}
    row, turn = _touched(rows, ground)
    put[
        rows["code"].map(code_at).to_numpy(np.intp)[row], turn, rows["coder"].map(coder_at).to_numpy(np.intp)[row]
    ] = True
    return Presence(ground, names, wanted, put & coded, coded)


def _chosen(asked: Sequence[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    if asked is None:
        return tuple(known)
    for name in asked:
        if name not in known:
            raise UnknownName(name, known)
    return tuple(dict.fromkeys(asked))


def _touched(rows: "DataFrame", ground: "DataFrame") -> "tuple[Array, Array]":
    """Return pairs (coding, turn) that share a character: turns of a text follow each other, two searches do."""
    import numpy as np

    number = {id: i for i, id in enumerate(ground["transcript"].unique())}
    step = int(max(ground["end"].max() if len(ground) else 0, rows["end"].max() if len(rows) else 0)) + 1
    mine = rows["transcript"].map(number)
    kept = mine.notna().to_numpy()
    base = mine[kept].to_numpy(np.int64) * step
    owner = ground["transcript"].map(number).to_numpy(np.int64) * step
    first = np.searchsorted(
        owner + ground["end"].to_numpy(np.int64), base + rows["start"].to_numpy(np.int64)[kept], "right"
    )
    last = np.searchsorted(
        owner + ground["start"].to_numpy(np.int64), base + rows["end"].to_numpy(np.int64)[kept], "left"
    )
    count = np.clip(last - first, 0, None)
    row = np.repeat(np.flatnonzero(kept), count)
    turn = np.repeat(first, count) + np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return row, turn
