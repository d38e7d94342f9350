import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.counting import adjust, compare, fisher, permutation, smallest_p
from toolkit.errors import InvalidValue

BH_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1,
]  # fmt: skip


def test_the_lady_tasting_tea():
    assert fisher([[3, 1], [1, 3]]).p == pytest.approx(0.4857, abs=5e-5)
    assert fisher([[3, 1], [1, 3]], alternative="greater").p == pytest.approx(0.2429, abs=5e-5)


def test_seven_of_eight_against_two_of_seven_by_fisher_and_by_permutation():
    values, groups = [1] * 7 + [0] + [1] * 2 + [0] * 5, ["a"] * 8 + ["b"] * 7

    assert fisher([[7, 1], [2, 5]]).p == pytest.approx(261 / 6435)
    assert permutation(values, groups).p == pytest.approx(261 / 6435)


@pytest.mark.parametrize(("size", "p"), [(3, 0.100), (4, 0.0286), (5, 0.0079)])
def test_perfect_separation_gives_the_smallest_p(size, p):
    assert smallest_p([size, size]) == pytest.approx(p, abs=5e-5)
    assert fisher([[size, 0], [0, size]]).p == pytest.approx(p, abs=5e-5)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=2, max_size=2))
def test_two_groups_agree_with_scipy(rows):
    from scipy.stats import fisher_exact

    assert fisher(rows).p == pytest.approx(min(1.0, float(fisher_exact(rows)[1])), abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=4))
def test_p_does_not_depend_on_the_order_of_groups_and_is_never_below_the_smallest(rows):
    found = fisher(rows)

    assert found.p == fisher(rows[::-1]).p == pytest.approx(fisher(list(zip(*rows, strict=True))).p)
    assert smallest_p([sum(row) for row in rows]) <= found.smallest <= found.p <= 1


def test_published_corrections():
    assert sum(p <= 0.05 for p in adjust(BH_1995, "bh")) == 4
    assert adjust(BH_1995, method="bh")[3] == pytest.approx(0.0356, abs=5e-5)
    assert sum(p <= 0.05 for p in adjust(BH_1995, method="holm")) == 3
    assert sum(p <= 0.05 for p in adjust(BH_1995, method="bonferroni")) == 3
    assert adjust([None, 0.01, None]) == [None, 0.01, None]


@pytest.mark.parametrize("bad", [[1.2], [float("nan")], [-0.1]])
def test_what_is_no_p_is_refused(bad):
    with pytest.raises(InvalidValue):
        adjust(bad)
    with pytest.raises(InvalidValue):
        adjust([0.1], "tukey")


def people(sizes):
    return pd.DataFrame(
        [(f"{group}{i}", group) for group, size in sizes.items() for i in range(size)],
        columns=["participant", "statut"],
    )


def coded(said, sizes, **columns):
    rows = [
        (f"{group}{i}", code, f"E{group}{i}", turn, 10 * turn, 10 * turn + 5)
        for code, numbers in said.items()
        for group, n in zip(sizes, numbers, strict=True)
        for i in range(n)
        for turn in (1, 2)
    ]
    return pd.DataFrame(rows, columns=["participant", "code", "transcript", "turn", "start", "end"]).assign(**columns)


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")


def test_a_comparison_tests_people_and_hides_what_cannot_conclude(english):
    sizes = {"a": 8, "b": 7}

    table = compare(coded({"x": [7, 2], "y": [8, 7], "z": [1, 0]}, sizes), by="statut", among=people(sizes))

    told = table.totals.set_index("code")
    assert told.loc["x", "p"] == pytest.approx(261 / 6435)
    assert told.loc["x", "difference"] == pytest.approx(7 / 8 - 2 / 7)
    assert told.loc["x", "low"] < 7 / 8 - 2 / 7 < told.loc["x", "high"]
    assert told["p"].isna().to_dict() == {"x": False, "y": True, "z": True}
    assert (table["x", "a"], table["x", "b"], table["x"]) == (7, 2, 9)
    assert not any("nan" in str(cell).lower() or "<NA>" in str(cell) for row in table.printed.rows for cell in row)
    assert any(note.startswith("“no test”") for note in table.notes)


def test_three_against_three_shows_the_table_and_no_test(english):
    sizes = {"a": 3, "b": 3}

    table = compare(coded({"x": [3, 0]}, sizes), by="statut", among=people(sizes))

    assert "p" not in table.printed.headings
    assert any("smallest p that could ever come out is 0.100" in note for note in table.notes)


def test_extracts_are_compared_by_sharing_out_people(english):
    sizes = {"a": 8, "b": 7}

    table = compare(coded({"x": [7, 2]}, sizes), by="statut", among=people(sizes), unit="turn")

    assert table.totals["p"].iloc[0] == pytest.approx(261 / 6435)  # two turns each: the same order of people
    assert (table["x", "a"], table["x", "b"]) == (14, 4)


@pytest.mark.parametrize(
    ("sizes", "change", "why"),
    [
        ({"a": 8, "b": 7}, {"case": lambda frame: frame["statut"]}, "Comparison of cases, no test"),
        ({"a": 8, "b": 7}, {"kind": "group"}, "heard in a group"),
        ({"a": 8}, {}, "nothing to compare"),
        ({chr(97 + i): 1 for i in range(20)}, {}, "makes 20 groups"),
    ],
    ids=["two cases", "a group", "one group", "too many groups"],
)
def test_what_is_not_tested_is_said(english, recwarn, sizes, change, why):
    codings, among = coded({"x": [min(size, 5) for size in sizes.values()]}, sizes), people(sizes)
    if "kind" in change:
        codings = codings.assign(kind="group")
    if "case" in change:
        among = among.assign(case=among["statut"])

    table = compare(codings, by="statut", among=among)

    assert any(why in note for note in table.notes)
    assert table.totals["p"].isna().all()
    assert not recwarn.list


def test_nothing_coded_nobody_and_a_missing_trait_give_an_honest_table(english, recwarn):
    sizes = {"a": 8, "b": 7}
    codings, among = coded({"x": [7, 2]}, sizes), people(sizes)

    assert len(compare(codings.iloc[:0], by="statut", among=among)) == 0
    assert compare(codings, by="statut", among=among.assign(statut=None)).totals["N"].tolist() == [0]
    assert len(compare(codings.iloc[:0], by="statut", among=among.iloc[:0])) == 0
    assert not recwarn.list
