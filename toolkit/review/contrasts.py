"""Where two coders differ, extract beside extract, with the reason: what changes a codebook."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from toolkit.i18n import N_, said

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame

    Array = np.ndarray[Any, Any]

Reason = Literal["boundary", "omission", "other code", "hierarchy"]
REASONS: Final[tuple[str, ...]] = get_args(Reason)
SPOKEN: Final = {
    "boundary": N_("other boundaries"),
    "omission": N_("put by one alone"),
    "other code": N_("another code"),
    "hierarchy": N_("a code above or below"),
}
COLUMNS: Final = (
    *("transcript", "start", "end", "reason", "characters"),
    *("coder_first", "code_first", "start_first", "end_first", "quote_first"),
    *("coder_second", "code_second", "start_second", "end_second", "quote_second"),
)


def spoken_reason(reason: str) -> str:
    """Return a reason as a person reads it."""
    return said(SPOKEN[reason])


def differences(
    codings: "DataFrame",
    *,
    coders: Sequence[str],
    transcripts: Iterable[str] | None = None,
    parents: Mapping[str, str | None] | None = None,
) -> "DataFrame":
    """Return the extracts on which coders differ, side by side, the longest first.

    One row a disagreement between two coders. Its ``reason``: ``boundary`` (the same code on words that overlap,
    with other bounds), ``hierarchy`` (a code above or below, on overlapping words), ``other code`` (each put a code
    that the other did not), ``omission`` (one alone put it; the side of the other is empty). An extract that both
    coded alike appears nowhere. ``characters`` is how much they differ by.

    Parameters
    ----------
    codings
        ``study.frame("codings")``; accepted ones count.
    coders
        Who is compared, pair by pair.
    transcripts
        The texts to compare; by default, for each pair, those that both coded.
    parents
        The code above each code: ``{code.id: code.parent for code in study.codes}``. Without it, no ``hierarchy``.
    """
    import pandas as pd

    from toolkit.model.quiet import QuietFrame

    rows = codings[codings["state"] == "accepted"] if "state" in codings.columns else codings
    rows = rows.drop_duplicates(["transcript", "start", "end", "code", "coder"])
    rows = pd.DataFrame(rows[["transcript", "start", "end", "code", "coder", *_quoted(rows)]])
    above = _above(parents or {})
    wanted = None if transcripts is None else set(transcripts)
    found: list[dict[str, Any]] = []
    for one, other in combinations(coders, 2):
        mine, theirs = rows[rows["coder"] == one], rows[rows["coder"] == other]
        shared = set(mine["transcript"]) & set(theirs["transcript"]) if wanted is None else wanted
        found += _between(
            mine[mine["transcript"].isin(shared)], theirs[theirs["transcript"].isin(shared)], (one, other), above
        )
    frame = QuietFrame(found, columns=list(COLUMNS), dtype=object)  # an empty side is None, not NaN
    for name in ("start", "end", "characters"):
        frame[name] = frame[name].astype("int64")
    for name in ("start_first", "end_first", "start_second", "end_second"):
        frame[name] = frame[name].astype("Int64")
    return frame.sort_values(
        ["characters", "transcript", "start"], ascending=[False, True, True], kind="stable", ignore_index=True
    )


def _quoted(rows: "DataFrame") -> list[str]:
    return ["quote"] if "quote" in rows.columns else []


def _above(parents: Mapping[str, str | None]) -> dict[str, frozenset[str]]:
    """Return the codes above each code."""
    made = {}
    for code in parents:
        line: list[str] = []
        at = parents.get(code)
        while at is not None and at not in line:
            line.append(at)
            at = parents.get(at)
        made[code] = frozenset(line)
    return made


def _between(
    mine: "DataFrame", theirs: "DataFrame", names: tuple[str, str], above: Mapping[str, frozenset[str]]
) -> list[dict[str, Any]]:
    first, second = mine.to_dict("records"), theirs.to_dict("records")
    i, j, shared = _meeting(mine, theirs)
    code = mine["code"].to_numpy()[i] == theirs["code"].to_numpy()[j]
    made: list[dict[str, Any]] = []

    def told(reason: Reason, a: int | None, b: int | None) -> None:
        made.append(_row(reason, None if a is None else first[a], None if b is None else second[b], names))

    same = [(int(a), int(b), int(n)) for a, b, n in zip(i[code], j[code], shared[code], strict=True)]
    exact = {(a, b) for a, b, _n in same if _bounds(first[a]) == _bounds(second[b])}
    alike = {a for a, _b in exact}, {b for _a, b in exact}
    best: tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]] = ({}, {})
    for a, b, n in same:
        for side, (own, met) in enumerate(((a, b), (b, a))):
            if own not in alike[side] and n > best[side].get(own, (0, 0))[0]:
                best[side][own] = (n, met)
    for a, b in sorted({(a, b) for a, (_n, b) in best[0].items()} | {(a, b) for b, (_n, a) in best[1].items()}):
        told("boundary", a, b)

    matched = {a for a, _b, _n in same}, {b for _a, b, _n in same}
    left = set(range(len(first))) - matched[0], set(range(len(second))) - matched[1]
    unlike = [(int(a), int(b), int(n)) for a, b, n in zip(i[~code], j[~code], shared[~code], strict=True)]
    unlike = [(a, b, n) for a, b, n in unlike if a in left[0] or b in left[1]]
    near = {(a, b) for a, b, _n in unlike if _related(first[a]["code"], second[b]["code"], above)}
    # A code above or below explains more than a code apart, and two that nobody matched explain each other.
    ranked = sorted(
        unlike, key=lambda one: (one[:2] not in near, not (one[0] in left[0] and one[1] in left[1]), -one[2])
    )
    for a, b, _n in ranked:
        free = a in left[0], b in left[1]
        if all(free) or ((a, b) in near and any(free)):
            told("hierarchy" if (a, b) in near else "other code", a, b)
            left[0].discard(a)
            left[1].discard(b)
    for a in sorted(left[0]):
        told("omission", a, None)
    for b in sorted(left[1]):
        told("omission", None, b)
    return made


def _bounds(row: Mapping[Any, Any]) -> tuple[int, int]:
    return int(row["start"]), int(row["end"])


def _related(one: str, other: str, above: Mapping[str, frozenset[str]]) -> bool:
    return one in above.get(other, frozenset()) or other in above.get(one, frozenset())


def _row(
    reason: Reason, one: Mapping[Any, Any] | None, other: Mapping[Any, Any] | None, names: tuple[str, str]
) -> dict[str, Any]:
    sides = [side for side in (one, other) if side is not None]
    start, end = min(side["start"] for side in sides), max(side["end"] for side in sides)
    size = end - start
    if reason == "boundary" and one is not None and other is not None:
        size -= min(one["end"], other["end"]) - max(one["start"], other["start"])
    row: dict[str, Any] = {"transcript": sides[0]["transcript"], "start": int(start), "end": int(end)}
    row |= {"reason": reason, "characters": int(size)}
    for name, side, coder in (("first", one, names[0]), ("second", other, names[1])):
        row |= {f"coder_{name}": coder, f"code_{name}": None if side is None else side["code"]}
        row |= {f"start_{name}": None if side is None else side["start"]}
        row |= {f"end_{name}": None if side is None else side["end"]}
        row |= {f"quote_{name}": "" if side is None else side.get("quote", "")}
    return row


def _meeting(mine: "DataFrame", theirs: "DataFrame") -> "tuple[Array, Array, Array]":
    """Return the pairs of codings that share characters, and how many."""
    import numpy as np

    number = {id: i for i, id in enumerate(theirs["transcript"].unique())}
    tail = max(int(frame["end"].max()) if len(frame) else 0 for frame in (mine, theirs)) + 1
    their_base = theirs["transcript"].map(number).to_numpy(np.int64) * tail
    start, end = their_base + theirs["start"].to_numpy(np.int64), their_base + theirs["end"].to_numpy(np.int64)
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    kept = np.flatnonzero(mine["transcript"].isin(number).to_numpy())
    base = mine["transcript"].iloc[kept].map(number).to_numpy(np.int64) * tail
    own_start = base + mine["start"].to_numpy(np.int64)[kept]
    own_end = base + mine["end"].to_numpy(np.int64)[kept]
    # What ends before a coding cannot meet it; the furthest end so far only grows, so one search
    # finds where to begin.
    first = np.searchsorted(np.maximum.accumulate(end) if len(end) else end, own_start, "right")
    count = np.clip(np.searchsorted(start, own_end, "left") - first, 0, None)
    row = np.repeat(np.arange(len(kept)), count)
    met = np.repeat(first, count) + np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    shared = np.minimum(own_end[row], end[met]) - np.maximum(own_start[row], start[met])
    good = shared > 0
    return kept[row[good]], order[met[good]], shared[good]
