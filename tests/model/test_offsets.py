"""Positions in code points, UTF-16 units and UTF-8 bytes: three ways to count, one text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InvalidValue
from toolkit.model import Offsets

PIECES = [
    "a",
    "é",
    "e\u0301",
    "’",
    "\xa0",
    "€",
    "日",
    "😀",
    "👩‍👩‍👧‍👦",
    "👩🏽‍🌾",
    "🇫🇷",
    "𝒜",
    "𝟘",
    "\n",
    "",
    "߿",
    "\uffff",
    "\U00010000",
    "\U0010ffff",
]
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)


def units16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def units8(text: str) -> int:
    return len(text.encode("utf-8"))


@given(texts)
@settings(max_examples=300, deadline=None)
def test_every_position_goes_there_and_comes_back(text: str) -> None:
    offsets = Offsets(text)

    for position in range(len(text) + 1):
        assert offsets.to_utf16(position) == units16(text[:position])
        assert offsets.to_utf8(position) == units8(text[:position])
        assert offsets.from_utf16(units16(text[:position])) == position
        assert offsets.from_utf8(units8(text[:position])) == position


@given(texts)
@settings(max_examples=200, deadline=None)
def test_a_position_inside_a_character_is_refused(text: str) -> None:
    offsets = Offsets(text)
    inside16 = set(range(units16(text))) - {units16(text[:i]) for i in range(len(text))}
    inside8 = set(range(units8(text))) - {units8(text[:i]) for i in range(len(text))}

    for position in inside16:
        with pytest.raises(InvalidValue, match=f"{position} tombe au milieu"):
            offsets.from_utf16(position)
    for position in inside8:
        with pytest.raises(InvalidValue, match=f"{position} tombe au milieu"):
            offsets.from_utf8(position)


@given(texts, st.integers(1, 10**6))
@settings(max_examples=100, deadline=None)
def test_a_position_outside_of_the_text_is_refused(text: str, beyond: int) -> None:
    offsets = Offsets(text)
    asked = [
        (offsets.to_utf16, len(text) + beyond),
        (offsets.to_utf8, len(text) + beyond),
        (offsets.from_utf16, units16(text) + beyond),
        (offsets.from_utf8, units8(text) + beyond),
    ]
    asked += [(ask, -beyond) for ask, _position in asked]

    for ask, position in asked:
        with pytest.raises(InvalidValue):
            ask(position)


def test_a_long_interview_is_converted_whole() -> None:
    text = "Ça va 😀, l’été 🇫🇷 fut 𝒜 long.\n" * 3000
    offsets = Offsets(text)
    every = range(0, len(text) + 1, 7)

    there = [offsets.to_utf16(position) for position in every]

    assert [offsets.from_utf16(position) for position in there] == list(every)
    assert there[-1] == units16(text[: every[-1]])
