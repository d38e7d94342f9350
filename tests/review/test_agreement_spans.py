from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import review
from toolkit.errors import InvalidValue
from toolkit.review.code_sets import masi_distance
from toolkit.review.unitizing import alpha_u, unitized_alpha

K13 = [
    tuple(frozenset(side.strip("∅")) for side in pair.split(","))
    for pair in ["∅,∅", "A,∅", "A,A", "A,B", "AB,A", "AB,AC", "ABC,ABC", "C,AC", "C,AC"]
]
U1 = {
    "Alex": [(2, 5, 1), (9, 11, 1), (12, 20, 2)],
    "Paul": [(2, 5, 1), (7, 15, 2)],
    "Susan": [(2, 5, 1), (10, 15, 2)],
}
U2 = {"Alex": [(2, 5, 1)], "Paul": [(2, 5, 1), (10, 20, 2)], "Susan": [(2, 5, 2), (15, 20, 2)]}
U3 = {"C1": [(0, 10, "A"), (20, 30, "B")], "C2": [(5, 15, "A"), (20, 30, "B")]}
U4 = {"C1": [(0, 10, "A"), (20, 30, "B")], "C2": [(5, 15, "A"), (20, 30, "A")]}


@pytest.mark.parametrize(
    ("distance", "alpha"), [("nominal", 0.2388), ("jaccard", 0.3156), ("masi", 0.2731), ("masi_dkpro", 0.2529)]
)
def test_alpha_on_sets_of_codes_is_the_expected_one(distance, alpha):
    assert review.set_alpha(K13, distance=distance) == pytest.approx(alpha, abs=5e-5)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(*[st.frozensets(st.sampled_from("abc"))] * 3), min_size=2, max_size=10))
def test_alpha_on_sets_equals_that_of_an_independent_program(rows):
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import jaccard_distance

    def jaccard(first, second):
        return jaccard_distance(first, second) if first | second else 0.0

    data = [(c, u, cell) for u, row in enumerate(rows) for c, cell in enumerate(row)]
    for name, witness in (("jaccard", jaccard), ("masi", masi_distance)):
        found = review.set_alpha(rows, distance=name)
        if len({cell for row in rows for cell in row}) == 1:
            assert found is None
        else:
            assert found == pytest.approx(AnnotationTask(data, distance=witness).alpha())
            assert review.set_alpha([row[::-1] for row in rows[::-1]], distance=name) == pytest.approx(found)


def test_sets_take_any_form_and_what_is_no_set_is_refused():
    sets = [[{"a"}, ["a", "b"]], [("b",), "b"], [set(), None], [frozenset("c"), {"c"}]]

    assert review.set_alpha(sets) == pytest.approx(
        review.set_alpha([[frozenset(cell) for cell in row] for row in (sets[0], sets[1], sets[3])])
    )
    assert review.set_alpha([[{"a"}], [{"b"}]]) is None
    for wrong in ([[3, {"a"}]], [[[["a"]], {"a"}]]):
        with pytest.raises(InvalidValue):
            review.set_alpha(wrong)
    with pytest.raises(InvalidValue, match="cosinus"):
        review.set_alpha(K13, distance="cosinus")


@pytest.mark.parametrize(
    ("spans", "length", "u", "binary", "cu", "coverage", "by_value"),
    [
        (U1, 20, 0.4739, 0.4328, 0.7789, 0.3833, {1: 0.7693, 2: 0.7870}),
        (U2, 60, 0.3983, 0.5238, 0.3571, 0.0778, {1: 0.3125, 2: 0.3906}),
        (U3, 40, 0.6275, 0.534375, 1.0, 0.375, {"A": 1.0, "B": 1.0}),
        (U4, 40, 0.2158, 0.534375, -0.0833, 0.375, {"A": -0.125, "B": 0.0}),
    ],
    ids=["U1", "U2", "U3", "U4"],
)
def test_the_family_of_unitized_alpha_is_the_expected_one(spans, length, u, binary, cu, coverage, by_value):
    found = unitized_alpha(spans, length)

    assert (found.u, found.binary, found.cu, found.coverage) == pytest.approx((u, binary, cu, coverage), abs=5e-5)
    assert found.by_value == pytest.approx(by_value, abs=5e-5)
    for order in permutations(spans):
        assert unitized_alpha({name: spans[name][::-1] for name in order}, length).u == pytest.approx(found.u)


def test_what_of_each_value_others_coded_is_told():
    assert unitized_alpha(U1, 20).coverage_by_value == pytest.approx({1: 0.9545, 2: 0.5952}, abs=5e-5)


def test_the_older_coefficient_is_the_published_one():
    spans = {
        1: [(75, 145, "c"), (220, 250, "c"), (30, 90, "k"), (150, 200, "k")],
        2: [(70, 150, "c"), (205, 225, "c"), (250, 270, "c"), (30, 90, "k"), (150, 200, "k")],
    }

    overall, by_value = alpha_u(spans, 300)

    assert overall == pytest.approx(0.8587, abs=5e-5)
    assert by_value == pytest.approx({"c": 0.7286, "k": 1.0}, abs=5e-5)


@pytest.mark.parametrize(
    ("length", "percent", "kappa", "u"),
    [(300, 0.667, 0.250, 0.292), (1000, 0.9, 0.444, 0.447), (10_000, 0.99, 0.495, 0.495)],
)
def test_uncoded_text_inflates_all_but_jaccard_and_dice(length, percent, kappa, u):
    first, second = [(100, 200)], [(150, 250)]

    found = review.overlap(first, second, length)

    family = unitized_alpha({1: [(100, 200, "a")], 2: [(150, 250, "a")]}, length)
    assert (found.percent, found.kappa, family.u) == pytest.approx((percent, kappa, u), abs=6e-4)
    assert (found.jaccard, found.dice) == (pytest.approx(1 / 3), 0.5)
    assert (review.jaccard(first, second), review.dice(first, second)) == (pytest.approx(1 / 3), 0.5)
    if length == 1000:
        assert (found.pi, found.alpha, found.ac1) == pytest.approx((0.444, 0.445, 0.878), abs=6e-4)


def test_what_other_programs_print_is_told_with_a_caution():
    assert review.maxqda_kappa(8, 1, 1, 10) == pytest.approx(0.778, abs=5e-4)
    assert review.maxqda_kappa(8, 1, 1, 10, exclusive=False) == pytest.approx(0.782, abs=5e-4)

    table = review.other_tools([(100, 200), (300, 400)], [(150, 250), (300, 395)], 1000, codes=10)

    told = {(row["tool"], row["measure"]): row["value"] for row in table.rows()}
    assert len(told) == 8
    assert "published formula" in table.notes[0] or "formule publiée, non vérifiée dans le logiciel" in table.notes[0]
    assert sorted(told.values())[0] < 0.5 < sorted(told.values())[-1]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=6),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=6),
)
def test_characters_are_counted_as_one_by_one(first, second):
    marks = [[(start, start + size) for start, size in side] for side in (first, second)]
    sets = [{n for start, end in side for n in range(start, end)} for side in marks]

    found = review.overlap(*marks, 50)

    both, either = len(sets[0] & sets[1]), len(sets[0] | sets[1])
    assert (found.both, found.both + found.first + found.second, found.length) == (both, either, 50)
    assert found.jaccard == (pytest.approx(both / either) if either else None)
    if either:
        assert found.kappa is not None
        assert found.kappa <= 1
        assert found.alpha <= 1


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from("ab")), min_size=1, max_size=5))
def test_the_same_units_agree_perfectly_and_one_coder_alone_is_not_defined(steps):
    own, at = [], 0
    for gap, size, value in steps:
        own.append((at + gap, at + gap + size, value))
        at += gap + size

    same, alone = unitized_alpha({"C1": own, "C2": own, "C3": own}, at + 3), unitized_alpha({"C1": own}, at + 3)

    assert same.u == pytest.approx(1.0)
    assert same.binary == pytest.approx(1.0)
    assert same.cu in (None, pytest.approx(1.0))
    assert (alone.u, alone.binary, alone.cu, alone.coverage) == (None, None, None, None)


@pytest.mark.parametrize(
    ("spans", "length"),
    [
        ({"C1": [(0, 5, "a"), (4, 8, "b")], "C2": []}, 10),
        ({"C1": [(0, 12, "a")], "C2": []}, 10),
        ({"C1": [(5, 5, "a")], "C2": []}, 10),
        ({"C1": [(0, 5)], "C2": []}, 10),
        ({"C1": [], "C2": []}, 0),
    ],
)
def test_units_that_cannot_be_are_refused_with_a_sentence(spans, length):
    with pytest.raises(InvalidValue) as fault:
        unitized_alpha(spans, length)

    assert fault.value.hint


def test_coders_who_marked_nothing_are_not_defined():
    found = unitized_alpha({"C1": [], "C2": []}, 10)

    assert (found.u, found.binary, found.cu, found.by_value) == (None, None, None, {})
    assert review.jaccard([], []) is None
    with pytest.raises(InvalidValue):
        review.overlap([(0, 12)], [], 10)
