import warnings
from itertools import combinations
from math import isfinite

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import review
from toolkit.errors import InvalidValue

MEASURES = ("percent", "cohen", "scott", "fleiss", "gwet_ac1", "brennan_prediger", "krippendorff")


def units(table: list[list[int]]) -> list[list[int]]:
    """Return the units of a table of two coders: rows are the first one's categories."""
    return [[i, j] for i, row in enumerate(table) for j, n in enumerate(row) for _unit in range(n)]


K7 = (
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445 "
    "333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"
)
K8 = [
    *([0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1]),
    *([7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]),
]
K11 = [
    list(u) for u in ["11·1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "·555", "··11", "··3·"]
]


@pytest.mark.parametrize(
    ("table", "percent", "kappa", "pi", "ac1"),
    [
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 0.70, 0.4915, 0.4872, 0.5760),
        ([[20, 10], [20, 50]], 0.70, 0.3478, 0.3407, 0.4495),
        ([[46, 0, 0], [6, 32, 6], [0, 0, 10]], 0.88, 0.8013, 0.7995, 0.8287),
        ([[20, 5], [10, 15]], 0.70, 0.4000, 0.3939, None),
        ([[80, 7], [8, 5]], 0.85, 0.3144, 0.3143, 0.8080),
        ([[8, 1], [0, 1]], 0.90, 0.6154, 0.6078, 0.8658),
    ],
    ids=["Cohen 1960", "Artstein & Poesio 1", "Artstein & Poesio 2", "textbook", "prevalence", "tiny"],
)
def test_two_coders_give_the_published_coefficients(table, percent, kappa, pi, ac1):
    ratings = units(table)

    assert review.percent(ratings) == pytest.approx(percent)
    assert review.cohen(ratings) == pytest.approx(kappa, abs=5e-5)
    assert review.scott(ratings) == pytest.approx(pi, abs=5e-5)
    assert review.fleiss(ratings) == pytest.approx(pi, abs=5e-5)
    if ac1 is not None:
        assert review.gwet_ac1(ratings) == pytest.approx(ac1, abs=5e-5)


def test_s_of_the_textbook_is_that_of_brennan_and_prediger():
    assert review.brennan_prediger(units([[20, 10], [20, 50]])) == pytest.approx(0.40)


@pytest.mark.parametrize(
    ("ratings", "percent", "kappa"),
    [
        ([list(patient) for patient in K7.split()], 0.5556, 0.4302),
        ([[k for k, n in enumerate(row) for _coder in range(n)] for row in K8], 0.3780, 0.2099),
    ],
    ids=["Fleiss 1971", "fourteen coders"],
)
def test_many_coders_give_the_published_kappa_of_fleiss(ratings, percent, kappa):
    assert review.percent(ratings) == pytest.approx(percent, abs=5e-5)
    assert review.fleiss(ratings) == pytest.approx(kappa, abs=5e-5)
    assert review.scott(ratings) == pytest.approx(kappa, abs=5e-5)


def test_gaps_give_what_the_published_program_prints():
    assert review.percent(K11) == pytest.approx(0.8182, abs=5e-5)
    assert review.fleiss(K11) == pytest.approx(0.7612, abs=5e-5)
    assert review.gwet_ac1(K11) == pytest.approx(0.7754, abs=5e-5)


def test_the_disputed_characters_of_the_help_page_give_its_percentage_and_three_kappas():
    assert review.Overlap(50, 75, 75, 800).percent == pytest.approx(0.85)
    kappas = [review.Overlap(50, first, 150 - first, 800).kappa for first in (75, 100, 150)]
    assert kappas == pytest.approx([0.3143, 0.3182, 0.3478], abs=5e-5)


@settings(deadline=None, max_examples=60)
@given(
    st.integers(2, 4).flatmap(
        lambda coders: st.lists(
            st.lists(st.sampled_from("abc"), min_size=coders, max_size=coders), min_size=1, max_size=15
        )
    )
)
def test_complete_ratings_are_measured_as_an_independent_program_does(ratings):
    from nltk.metrics.agreement import AnnotationTask

    # Its pairs are averaged too; where a pair is not defined it divides by zero.
    pairs = list(combinations(range(len(ratings[0])), 2))
    chance = [AnnotationTask([(c, u, row[c]) for u, row in enumerate(ratings) for c in pair]) for pair in pairs]
    whole = AnnotationTask([(c, u, value) for u, row in enumerate(ratings) for c, value in enumerate(row)])

    assert review.percent(ratings) == pytest.approx(whole.avg_Ao())
    if len({value for row in ratings for value in row}) > 1:
        assert review.scott(ratings) == pytest.approx(whole.pi())
        assert review.brennan_prediger(ratings) == pytest.approx(whole.S())
        assert review.krippendorff(ratings) == pytest.approx(whole.alpha())
    known = [task.kappa() for task in chance if task.Ae_kappa(*sorted(task.C)) < 1]
    if known:
        assert review.cohen(ratings) == pytest.approx(sum(known) / len(known))
    else:
        assert review.cohen(ratings) is None


TABLES = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.sampled_from(["a", "b", "c", None]), min_size=coders, max_size=coders), min_size=1, max_size=12
    )
)


@pytest.mark.parametrize("name", MEASURES)
@settings(deadline=None, max_examples=40)
@given(table=TABLES, data=st.data())
def test_the_order_of_coders_and_units_is_nothing_and_nothing_is_above_one(name, table, data):
    measure = getattr(review, name)
    order = data.draw(st.permutations(range(len(table[0]))))
    moved = data.draw(st.permutations([[row[i] for i in order] for row in table]))

    found = measure(table)

    if found is None:
        assert measure(moved) is None
    else:
        assert type(found) is float
        assert isfinite(found)
        assert found <= 1 + 1e-12
        assert measure(moved) == pytest.approx(found)


@pytest.mark.parametrize("name", [name for name in MEASURES if name != "krippendorff"])
@settings(deadline=None, max_examples=25)
@given(table=TABLES)
def test_the_same_units_twice_change_nothing_but_to_alpha(name, table):
    # α corrects for the small number of units: it alone moves.
    once, twice = getattr(review, name)(table), getattr(review, name)(table * 2)

    assert twice == (once if once is None else pytest.approx(once))


@pytest.mark.parametrize("name", MEASURES)
@given(values=st.lists(st.sampled_from("abc"), min_size=2, max_size=9).filter(lambda v: len(set(v)) > 1))
def test_perfect_agreement_is_one(name, values):
    assert getattr(review, name)([[value] * 3 for value in values]) == pytest.approx(1.0)


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("ratings", [[], [[]], [["a"], ["b"]], [["a", None], [None, "b"]], [[None, np.nan]]])
def test_without_a_unit_judged_twice_nothing_is_defined(name, ratings):
    assert getattr(review, name)(ratings) is None


@pytest.mark.parametrize("name", [name for name in MEASURES if name != "percent"])
def test_a_single_value_everywhere_is_not_defined(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert getattr(review, name)([["a", "a", "a"]] * 7) is None


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize(
    "form",
    [
        pd.DataFrame(K11),
        pd.DataFrame(K11).replace("·", None).astype("category"),
        pd.DataFrame(K11).replace("·", pd.NA).astype("string"),
        pd.DataFrame(K11).replace("·", None).astype("Int64"),
        pd.DataFrame(K11).replace("·", None).astype(float),
        np.array(K11),
        [[np.nan if value == "·" else int(value) for value in unit] for unit in K11],
        [tuple(pd.NA if value == "·" else value for value in unit) for unit in K11],
        [["·" if value == "·" else value if n % 2 else int(value) for n, value in enumerate(unit)] for unit in K11],
    ],
    ids=["frame", "categories", "strings", "Int64", "floats", "array", "integers", "pd.NA", "mixed types"],
)
def test_any_form_of_the_same_ratings_gives_the_same_measure(name, form):
    measure = getattr(review, name)

    assert measure(form) == pytest.approx(measure(K11))


def test_codes_of_the_codebook_that_nobody_used_count_in_ac1():
    ratings = [["a", "a"], ["a", "b"], ["b", "b"]]
    declared = pd.DataFrame(ratings).astype(pd.CategoricalDtype(list("abcd")))

    assert review.gwet_ac1(ratings, categories=list("abcd")) == pytest.approx(review.gwet_ac1(ratings, 4))
    assert review.gwet_ac1(declared) == pytest.approx(review.gwet_ac1(ratings, 4))
    assert review.gwet_ac1(ratings, 4) > review.gwet_ac1(ratings)
    assert review.brennan_prediger(ratings, 4) == pytest.approx((2 / 3 - 1 / 4) / (3 / 4))
    assert review.gwet_ac1([["a", "a"]] * 3, ["a", "b"]) == 1.0
    for categories in (["a"], 1, ["c", "d"], 2.5):
        with pytest.raises(InvalidValue) as fault:
            review.gwet_ac1(ratings, categories)
        assert fault.value.hint


def test_weights_make_far_values_count_more():
    near, far = [[1, 1], [2, 2], [3, 3], [1, 2]], [[1, 1], [2, 2], [3, 3], [1, 3]]

    assert review.cohen(near, weights="quadratic") > review.cohen(far, weights="quadratic")
    # By hand: observed 1/4, expected Σ p q |i − j| = 7/8.
    assert review.cohen(near, weights="linear") == pytest.approx(1 - 0.25 / 0.875)
    with pytest.raises(InvalidValue):
        review.cohen(near, weights="cubic")


@pytest.mark.parametrize("ratings", ["aabb", [1, 2], 3, None, {"C1": [1, 2], "C2": [1]}, [[["a"], "b"], ["b", "b"]]])
def test_what_is_no_table_of_ratings_is_refused_with_a_sentence(ratings):
    for name in MEASURES:
        with pytest.raises(InvalidValue) as fault:
            getattr(review, name)(ratings)
        assert fault.value.hint


def test_an_ordered_scale_in_words_is_ranked_as_it_declares():
    scale = pd.CategoricalDtype(["peu", "assez", "très"], ordered=True)
    words = pd.DataFrame([["peu", "peu"], ["assez", "très"], ["très", None], ["très", "très"]]).astype(scale)

    assert review.krippendorff(words, level="ordinal") == review.krippendorff(
        [[0, 0], [1, 2], [2, None], [2, 2]], level="ordinal"
    )


def test_the_interval_of_any_measure_is_drawn_over_texts_and_kept_by_its_seed():
    ratings = [["a", "a"], ["b", "b"], ["a", "b"], ["b", "a"]] * 3
    texts = ["E1", "E1", "E2", "E2"] * 3

    found = review.bootstrap(review.cohen, ratings, clusters=texts, draws=300)

    assert found == review.bootstrap(review.cohen, ratings, clusters=texts, draws=300)
    assert (found.value, found.low, found.high, found.independent) == (0.0, -1.0, 1.0, 2)
    assert review.bootstrap(review.cohen, [["a", "a"]] * 3).low is None


def test_units_rated_alike_are_drawn_together_with_the_same_law():
    rng = np.random.default_rng(1)
    ratings = rng.integers(0, 2, (400, 2)).astype(float)
    ratings[rng.random(400) < 0.6, 1] = np.nan

    fast = review.krippendorff_alpha(ratings, draws=4000)
    slow = review.bootstrap(review.krippendorff, ratings, draws=1500)

    assert (fast.low, fast.high) == pytest.approx((slow.low, slow.high), abs=0.02)
    assert fast.independent == 400
