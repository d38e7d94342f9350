"""What coders are compared on: which of them put the code in which unit, in the texts that each one coded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from toolkit.errors import InvalidValue, Refused, UnknownName
from toolkit.i18n import _

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame

    Array = np.ndarray[Any, Any]


Unit = Literal["turn", "sentence", "character", "segment"]
UNITS: Final[tuple[str, ...]] = get_args(Unit)


@dataclass(frozen=True, slots=True)
class Presence:
    """Units × coders, for each code: 1 put, 0 not put; ``coded`` tells which coder coded the text of a unit.

    ``turns`` has one row per unit (its text, its turn, its bounds); ``weight`` is how many units a row stands for:
    characters between two boundaries are alike, and one row stands for them all.
    """

    turns: "DataFrame"
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    put: "Array"
    coded: "Array"
    weight: "Array"
    unit: Unit = "turn"


def _need(frame: "DataFrame", columns: Iterable[str]) -> None:
    lacking = [name for name in columns if name not in frame.columns]
    if lacking:
        raise InvalidValue(
            _("The table lacks the column: {columns}.", columns=", ".join(lacking)),
            _("Give study.frame(“codings”) and study.frame(“turns”)."),
        )


def presence_by_unit(
    codings: "DataFrame",
    turns: "DataFrame",
    *,
    unit: Unit = "turn",
    texts: Mapping[str, str] | None = None,
    codes: Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    transcripts: Iterable[str] | None = None,
) -> Presence:
    """Return who put which code in which unit of what participants said.

    Only accepted codings count, and only the turns of participants. A text counts for a coder who put at least one
    code in it, and is kept when two coders did; ``transcripts`` names instead the texts that all coders read, even
    without putting a code. Units: the ``turn``; the ``sentence`` (needs ``texts``, id → words); the ``character``;
    the ``segment``, a stretch of a turn where somebody put some code: what nobody coded is then left out.

    Raises ``Refused`` with fewer than two coders, ``UnknownName`` for a coder or a code that is not there,
    ``InvalidValue`` for another unit.
    """
    import numpy as np
    import pandas as pd

    _need(codings, ("transcript", "start", "end", "code", "coder"))
    _need(turns, ("transcript", "turn", "role", "start", "end"))
    if unit not in UNITS:
        raise InvalidValue(
            _("“{unit}” is not a unit of agreement.", unit=unit),
            _("Choose one of: {allowed}.", allowed=", ".join(UNITS)),
        )
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
    rows = rows[rows["transcript"].isin(read.index)]
    every, rows = rows, rows[rows["code"].isin(wanted)]
    if unit == "sentence":
        ground = _sentences(ground, texts)
    elif unit in ("character", "segment"):
        ground = _cut(ground, rows if unit == "character" else every, joined=unit == "segment")
    weight = np.ones(len(ground))
    if unit == "character":
        weight = (ground["end"] - ground["start"]).to_numpy(np.float64)
    coded = read.reindex(ground["transcript"]).to_numpy(dtype=bool).reshape(len(ground), len(names))

    put = np.zeros((len(wanted), len(ground), len(names)), dtype=bool)
    code_at = {code: i for i, code in enumerate(wanted)}
    coder_at = {name: i for i, name in enumerate(names)}
    row, turn = touched(rows, ground)
    put[
        rows["code"].map(code_at).to_numpy(np.intp)[row], turn, rows["coder"].map(coder_at).to_numpy(np.intp)[row]
    ] = True
    return Presence(ground, names, wanted, put & coded, coded, weight, unit)


def _sentences(ground: "DataFrame", texts: Mapping[str, str] | None) -> "DataFrame":
    """Return the sentences of each turn."""
    import pandas as pd

    from toolkit.language.tokens import sentences

    lacking = set(ground["transcript"]) - set(texts or ())
    if texts is None or lacking:
        raise InvalidValue(
            _("Sentences are found in the words of the texts, which are not there."),
            _("Give texts=, the words of each text by its id."),
        )
    made = [
        (id, turn, start + a, start + b)
        for id, turn, start, end in zip(
            ground["transcript"], ground["turn"], ground["start"], ground["end"], strict=True
        )
        for a, b in sentences(texts[id][start:end])
    ]
    return pd.DataFrame(made, columns=["transcript", "turn", "start", "end"])


def _cut(ground: "DataFrame", rows: "DataFrame", *, joined: bool) -> "DataFrame":
    """Return turns cut wherever a coding begins or ends; ``joined``, only what is coded, in whole stretches."""
    import numpy as np
    import pandas as pd

    made = []
    marks = dict(tuple(rows.groupby("transcript")[["start", "end"]]))
    for id, own in ground.groupby("transcript", sort=False):
        turns = own[["start", "end"]].to_numpy(np.int64)
        marked = marks[id].to_numpy(np.int64) if id in marks else np.empty((0, 2), dtype=np.int64)
        cuts = np.unique(np.concatenate([turns.ravel(), marked.ravel()]))
        turn = np.searchsorted(turns[:, 0], cuts[:-1], "right") - 1
        within = (turn >= 0) & (cuts[:-1] < turns[turn, 1])
        start, end, turn = cuts[:-1][within], cuts[1:][within], turn[within]
        if joined:
            deep = np.cumsum(np.bincount(np.searchsorted(cuts, marked[:, 0]), minlength=len(cuts)))
            deep -= np.cumsum(np.bincount(np.searchsorted(cuts, marked[:, 1]), minlength=len(cuts)))
            coded = deep[:-1][within] > 0
            start, end, turn = start[coded], end[coded], turn[coded]
            fresh = np.ones(len(start), dtype=bool)
            fresh[1:] = (start[1:] != end[:-1]) | (turn[1:] != turn[:-1])
            last = np.append(np.flatnonzero(fresh)[1:], len(start)) - 1 if len(start) else np.empty(0, np.intp)
            start, end, turn = start[fresh], end[last], turn[fresh]
        made.append(
            pd.DataFrame({"transcript": id, "turn": own["turn"].to_numpy()[turn], "start": start, "end": end})
        )
    columns = ["transcript", "turn", "start", "end"]
    return pd.concat(made, ignore_index=True) if made else pd.DataFrame(columns=columns)


def _chosen(asked: Sequence[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    if asked is None:
        return tuple(known)
    for name in asked:
        if name not in known:
            raise UnknownName(name, known)
    return tuple(dict.fromkeys(asked))


def touched(rows: "DataFrame", ground: "DataFrame") -> "tuple[Array, Array]":
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
