from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InvalidValue
from toolkit.review.agreement import Agreement, krippendorff, krippendorff_alpha

LEVELS = ("nominal", "ordinal", "interval", "ratio")
K9 = list(zip("1100000000", "0110010100", strict=True))
K10 = [list(unit) for unit in ["aa", "ab", "bb", "bb", "bb", "bb", "bc", "cc", "cc", "cc", "cc", "cc"]]
K11 = [
    list(unit)
    for unit in ["11·1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "·555", "··11", "··3·"]
]
K12 = list(zip("·····34121133·3", "1·213343·······", "··21344·21133·4", strict=True))


@pytest.mark.parametrize(
    ("ratings", "level", "printed"),
    [
        (K9, "nominal", 0.0952),
        (K10, "nominal", 0.7341),
        (K11, "nominal", 0.7434),
        (K11, "interval", 0.8491),
        (K12, "nominal", 0.6914),
        (K12, "interval", 0.8108),
    ],
    ids=["K9", "K10", "K11", "K11 interval", "K12", "K12 interval"],
)
def test_alpha_is_that_of_the_published_examples(ratings, level, printed):
    assert krippendorff(ratings, level=level) == pytest.approx(printed, abs=5e-5)


def test_the_parts_of_alpha_are_those_printed_by_krippendorff():
    found = krippendorff_alpha(K11, draws=0)

    assert (found.units, found.ratings, found.coders) == (11, 40, 4)
    assert found.observed == pytest.approx(0.2)
    assert found.expected == pytest.approx(0.7795, abs=5e-5)


def test_the_interval_of_twelve_units_is_wide():
    found = krippendorff_alpha(K11, draws=5000)

    assert found.low == pytest.approx(0.41, abs=0.03)
    assert found.high == pytest.approx(1.0, abs=0.01)
    assert found.independent == 12
    assert found == krippendorff_alpha(K11, draws=5000)
    assert found != krippendorff_alpha(K11, draws=5000, seed=1)


def test_presence_in_the_news_gives_the_published_alpha(shared_data):
    path = shared_data / "agreement" / "news_presence_krippendorff2004_11_3_1.csv"

    ratings = pd.read_csv(path, sep=" ", index_col=0).T

    assert krippendorff(ratings) == pytest.approx(0.0952, abs=5e-5)


@pytest.mark.parametrize("marks", [None, ["."]], ids=["gaps as words", "gaps as empty cells"])
@pytest.mark.parametrize(
    ("level", "printed"), [("nominal", 0.4765), ("ordinal", 0.7598), ("interval", 0.7574), ("ratio", 0.6621)]
)
def test_tone_of_the_news_gives_the_published_alphas(shared_data, level, printed, marks):
    path = shared_data / "agreement" / "news_tone_hayes2007.csv"

    ratings = pd.read_csv(path, index_col="unit", na_values=marks)

    assert krippendorff(ratings, level=level) == pytest.approx(printed, abs=5e-5)


@pytest.mark.parametrize("level", LEVELS)
@settings(deadline=None, max_examples=60)
@given(
    table=st.integers(2, 4).flatmap(
        lambda coders: st.lists(
            st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=coders, max_size=coders),
            min_size=1,
            max_size=12,
        )
    )
)
def test_alpha_equals_that_of_an_independent_program(level, table):
    import krippendorff as witness

    ratings = np.array([[np.nan if value is None else value for value in row] for row in table], dtype=float)
    judged = ratings[(~np.isnan(ratings)).sum(axis=1) >= 2]
    found = krippendorff(table, level=level)

    if len(np.unique(judged[~np.isnan(judged)])) < 2:
        assert found is None
    else:
        told = witness.alpha(reliability_data=ratings.T, level_of_measurement=level)
        assert not isnan(told)
        assert found == pytest.approx(told, abs=1e-9)


@pytest.mark.parametrize("ratings", [[], [[]], [[1, 1], [1, 1]], [[1, None], [None, 2]], [[None, None]], [[1], [2]]])
def test_what_cannot_be_measured_is_not_defined_never_one_nor_zero(ratings):
    found = krippendorff_alpha(ratings)

    assert found.alpha is None
    assert found.low is None
    assert krippendorff(ratings) is None


def test_perfect_agreement_is_one_and_order_of_coders_is_nothing():
    assert krippendorff([["a", "a"], ["b", "b"]]) == 1.0
    assert krippendorff([row[::-1] for row in K11]) == pytest.approx(krippendorff(K11))


@pytest.mark.parametrize(
    "form",
    [
        pd.DataFrame(K11),
        {name: list(column) for name, column in zip("abcd", zip(*K11, strict=True), strict=True)},
        [[value for value in unit if value != "·"] for unit in K11],
        [[None if value == "·" else int(value) for value in unit] for unit in K11],
        [["NA" if value == "·" else f" {value} " for value in unit] for unit in K11],
        pd.DataFrame(K11).replace("·", pd.NA).astype("string"),
        pd.DataFrame(K11).replace("·", None).astype("Int64"),
    ],
    ids=["frame", "mapping", "ragged", "numbers", "words with NA", "strings", "nullable integers"],
)
def test_any_form_of_the_same_ratings_gives_the_same_alpha(form):
    assert krippendorff(form) == pytest.approx(0.7434, abs=5e-5)
    assert krippendorff(form, level="interval") == pytest.approx(0.8491, abs=5e-5)


def test_a_column_read_as_words_still_meets_a_column_of_numbers():
    ratings = pd.DataFrame({"C1": ["1", ".", "2", "2"], "C2": [1, 1, 2, 1]})

    assert krippendorff(ratings) == krippendorff([[1, 1], [None, 1], [2, 2], [2, 1]])


def test_sets_of_codes_may_be_nominal_values():
    same = frozenset({"a", "b"})

    assert krippendorff([[same, same], [frozenset(), frozenset()]]) == 1.0


def test_draws_where_alpha_is_not_defined_are_counted():
    rare = [["oui", "oui"], *[["non", "non"]] * 5]

    found = krippendorff_alpha(rare)

    assert found.draws == 2000
    assert 0.25 < found.undefined / 2000 < 0.42  # (5/6)^6 = 0.335
    assert found.below_reliable == 0.0


def test_whole_texts_are_drawn_when_units_come_from_texts():
    ratings = [["a", "a"], ["b", "b"], ["a", "b"], ["b", "a"]] * 3
    texts = ["E1", "E1", "E2", "E2"] * 3

    found = krippendorff_alpha(ratings, clusters=texts)

    assert found.independent == 2
    assert found.low == pytest.approx(krippendorff([["a", "b"], ["b", "a"]] * 6))
    assert found.high == 1.0
    with pytest.raises(InvalidValue):
        krippendorff_alpha(ratings, clusters=["E1"])


@pytest.mark.parametrize(
    ("ratings", "level"),
    [
        ([["a", "b"]], "interval"),
        ([[1, 2]], "cardinal"),
        ([[-1, 2]], "ratio"),
        ([[1, float("inf")]], "nominal"),
        ([1, 2, 3], "nominal"),
        (np.zeros(3), "nominal"),
    ],
)
def test_ratings_that_make_no_sense_are_refused_with_a_sentence(ratings, level):
    with pytest.raises(InvalidValue) as fault:
        krippendorff(ratings, level=level)

    assert fault.value.hint


def test_an_agreement_can_be_pasted_back_and_read_aloud():
    found = krippendorff_alpha(K11)

    assert eval(repr(found)) == found
    assert isinstance(found, Agreement)
    assert "0,743" in str(found) or "0.743" in str(found)
    assert str(krippendorff_alpha([[1, 1]]))


def test_many_units_are_measured_without_a_table_of_all_values():
    values = np.arange(60_000, dtype=float)
    ratings = np.column_stack([values, values + 1])

    assert krippendorff(ratings, level="interval") == pytest.approx(1.0, abs=1e-6)
    assert krippendorff(ratings, level="nominal") == pytest.approx(0.0, abs=1e-3)
