"""The first line of a sheet names what comes back most, and nothing when a tie would leave some out."""

from types import SimpleNamespace

import pytest

from toolkit.feedback.wording import _most_voiced


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ((2, 2, 2, 2), 0),
        ((7, 5, 4, 1), 3),
        ((7, 5, 4, 4), 2),
        ((7, 5, 5, 5), 1),
        ((3, 2), 1),
        ((3,), 0),
        ((), 0),
    ],
)
def test_ties_are_shown_as_ties(counts: tuple[int, ...], named: int) -> None:
    sheet = SimpleNamespace(points=[SimpleNamespace(count=SimpleNamespace(n=n)) for n in counts])

    found = _most_voiced(sheet)  # type: ignore[arg-type]

    assert [point.count.n for point in found] == list(counts[:named])
