"""The jobs of counting: a million codings, ours beside what everybody has."""

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

CODES, THEMES, PEOPLE = 200, 60, 200
LENGTH = 60_000
PER_TEXT = 500


def codings(count: int) -> "DataFrame":
    """``count`` invented codings, 500 a text, as the columns of categories that a large study holds."""
    import numpy as np
    import pandas as pd

    random = np.random.default_rng(20260301)

    def column(most: int, prefix: str) -> Any:
        return pd.Categorical.from_codes(random.integers(0, most, count), [f"{prefix}{i}" for i in range(most)])

    start = random.integers(0, LENGTH, count)
    same = np.zeros(count, dtype=np.int8)
    return pd.DataFrame(
        {
            "transcript": column(max(count // PER_TEXT, 1), "E"),
            "participant": column(PEOPLE, "P"),
            "role": pd.Categorical.from_codes(same, ["participant"]),
            "start": start,
            "end": start + random.integers(20, 1500, count),
            "code": column(CODES, "c"),
            "theme": column(THEMES, "t"),
            "coder": pd.Categorical.from_codes(same, ["C1"]),
            "state": pd.Categorical.from_codes(same, ["accepted"]),
        }
    )


def _best(job: Any, times: int = 7) -> tuple[float, Any]:
    """Return the median time of a job, and what it gave: the first run, which imports, is not counted."""
    import statistics

    told = []
    made = job()
    for _round in range(times):
        begun = time.perf_counter()
        made = job()
        told.append(time.perf_counter() - begun)
    return statistics.median(told) * 1000, made


def voices(count: int) -> tuple[dict[str, float], Any]:
    """Which person voices which theme, as ``counting.crosstab`` tells it."""
    from toolkit.counting import crosstab

    frame = codings(count)
    took, table = _best(lambda: crosstab(frame, rows="theme", columns="participant"))
    return {"voices": took}, int(table.matrix.to_numpy().sum())


def pandas_voices(count: int) -> tuple[dict[str, float], Any]:
    """The same table, as ``pandas.crosstab`` tells it."""
    import pandas as pd

    frame = codings(count)
    took, table = _best(lambda: pd.crosstab(frame["theme"], frame["participant"]))
    return {"voices": took}, int((table.to_numpy() > 0).sum())


def together(count: int) -> tuple[dict[str, float], Any]:
    """Co-occurrence by overlap, its table and all; a sample is counted again pair by pair."""
    from toolkit.counting import cooccurrence

    frame = codings(count)
    cooccurrence(frame.iloc[:1000])  # what is imported once is not counted
    begun = time.perf_counter()
    table = cooccurrence(frame)
    done = time.perf_counter() - begun
    sample = frame[frame["transcript"].isin(["E0", "E1", "E2"])]
    _checked(sample)
    return {"together": done}, int(table.frame["n"].sum())


def _checked(sample: "DataFrame") -> None:
    """Count again, pair by pair, the extracts that overlap in some texts."""
    from toolkit.counting import cooccurrence

    found: dict[tuple[str, str], int] = {}
    for _text, rows in sample.groupby("transcript", observed=True):
        joined: list[tuple[str, int, int]] = []
        for code, part in rows.groupby("code", observed=True):
            spans: list[list[int]] = []
            for start, end in sorted(zip(part["start"].tolist(), part["end"].tolist(), strict=True)):
                if spans and start < spans[-1][1]:
                    spans[-1][1] = max(spans[-1][1], end)
                else:
                    spans.append([start, end])
            joined += [(str(code), start, end) for start, end in spans]
        for i, (a, a_start, a_end) in enumerate(joined):
            for b, b_start, b_end in joined[i + 1 :]:
                if a != b and a_start < b_end and b_start < a_end:
                    pair = (min(a, b), max(a, b))
                    found[pair] = found.get(pair, 0) + 1
    told = cooccurrence(sample).frame
    counted = {
        (min(a, b), max(a, b)): int(n) for a, b, n in zip(told["code_a"], told["code_b"], told["n"], strict=True) if n
    }
    assert counted == found


def together_by_hand(count: int) -> tuple[dict[str, float], Any]:
    """What no sweep can beat by much: sorting the places, then counting as many pairs as there are."""
    import numpy as np

    from toolkit.counting import cooccurrence

    frame = codings(count)
    pairs = int(cooccurrence(frame).frame["n"].sum())
    place = frame["transcript"].cat.codes.to_numpy(np.int64) * (2 * LENGTH) + frame["start"].to_numpy()
    code = frame["code"].cat.codes.to_numpy(np.int64)
    begun = time.perf_counter()
    order = np.argsort(place, kind="stable")
    key = np.resize(code[order], pairs) * CODES + np.resize(code[order][::-1], pairs)
    np.bincount(key, minlength=CODES * CODES)
    return {"together": time.perf_counter() - begun}, pairs
