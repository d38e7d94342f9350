"""What is timed of agreement: α and its draws beside a peer, the report on a large double coding."""

import time
from typing import Any

CODES_CHOSEN = 20
"""Codes among which each coder chooses; the peer's time grows with their square, ours does not."""


def _ratings(count: int) -> Any:
    import numpy as np

    return np.random.default_rng(1).integers(0, CODES_CHOSEN, (count, 3)).astype(float)


def _best(job: Any, times: int) -> float:
    taken = []
    for _time in range(times):
        begun = time.perf_counter()
        job()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def alpha(count: int) -> tuple[dict[str, float], Any]:
    """Time nominal α of ``count`` units and three coders, and 1,000 bootstrap draws."""
    from toolkit.review import krippendorff, krippendorff_alpha

    ratings = _ratings(count)
    value = krippendorff(ratings)
    draws = _best(lambda: krippendorff_alpha(ratings, draws=1000), 3)
    return {"alpha": _best(lambda: krippendorff(ratings), 20), "draws": draws}, round(value or 0, 9)


def alpha_peer(count: int) -> tuple[dict[str, float], Any]:
    """Time the same α by the package ``krippendorff``, and 20 resamplings, counted as 1,000."""
    import krippendorff
    import numpy as np

    ratings = _ratings(count)

    def measured(rows: Any) -> float:
        return float(krippendorff.alpha(reliability_data=rows.T, level_of_measurement="nominal"))

    rng = np.random.default_rng(2)
    value = measured(ratings)
    drawn = _best(lambda: measured(ratings[rng.integers(0, count, count)]), 20)
    return {"alpha": _best(lambda: measured(ratings), 20), "draws": 1000 * drawn}, round(value, 9)


def agreement(count: int) -> tuple[dict[str, float], Any]:
    """Time the report on ``count`` codings of two coders, 40 codes, 40 texts."""
    import numpy as np
    import pandas as pd

    from toolkit.review import agreement_report

    rng = np.random.default_rng(3)
    turns = pd.DataFrame(
        [
            (f"E{text:02}", turn + 1, "participant" if turn % 2 else "interviewer", turn * 500, turn * 500 + 499)
            for text in range(40)
            for turn in range(100)
        ],
        columns=["transcript", "turn", "role", "start", "end"],
    )
    start = (2 * rng.integers(0, 50, count) + 1) * 500 + rng.integers(0, 400, count)
    codings = pd.DataFrame(
        {
            "transcript": [f"E{text:02}" for text in rng.integers(0, 40, count)],
            "start": start,
            "end": start + rng.integers(20, 99, count),
            "code": [f"c{code:02}" for code in rng.integers(0, 40, count)],
            "coder": np.where(np.arange(count) % 2 == 0, "C1", "C2"),
            "quote": "x" * 60,
        }
    )
    begun = time.perf_counter()
    table = agreement_report(codings, turns)
    done = time.perf_counter()
    assert len(table.frame) == 40
    assert table.frame["low"].notna().all()
    return {"report": done - begun}, {"differences": int(table.frame["differences"].sum())}
