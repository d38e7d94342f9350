import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.counting import said
from toolkit.errors import InvalidValue


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((12,), "everyone"),
        ((9, 10, 11), "most people"),
        ((5, 6, 7, 8), "about half of the people"),
        ((2, 3, 4), "a few people"),
        ((1,), "one person"),
        ((0,), "nobody"),
    ],
)
def test_the_scale_is_that_of_the_methods_for_twelve(numbers, words, monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")

    for n in numbers:
        assert said(n, 12) == f"{words} ({n} out of 12)"


@given(st.integers(1, 300), st.data())
def test_more_people_are_never_said_with_a_weaker_word(N, data):
    n = data.draw(st.integers(0, N - 1))
    order = [said(k, 12).split(" (")[0] for k in (0, 1, 3, 6, 10, 12)]

    weaker, stronger = (said(k, N).split(" (")[0] for k in (n, n + 1))

    assert N == 1 or order.index(weaker) <= order.index(stronger)


def test_more_than_all_is_refused():
    with pytest.raises(InvalidValue):
        said(4, 3)
    with pytest.raises(InvalidValue):
        said(-1, 3)
