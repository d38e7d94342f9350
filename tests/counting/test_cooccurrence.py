import math
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.counting import cooccurrence
from toolkit.counting.sweeps import joined_extracts, meetings
from toolkit.errors import InvalidValue, UnknownCode


def rows_of(*lines) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=["transcript", "turn", "start", "end", "code", "participant"])


def test_the_fixture_of_the_manual_shows_what_c_hides():
    # ATLAS.ti's own example: A 100 times, B 10 times, 5 together.
    together = [("E1", i, 10 * i, 10 * i + 5, code, "P1") for i in range(5) for code in "AB"]
    alone = [("E1", i, 10 * i, 10 * i + 5, "A", "P1") for i in range(5, 100)]
    others = [("E1", i, 10 * i, 10 * i + 5, "B", "P1") for i in range(100, 105)]

    for how in ("overlap", "same_segment", "turn"):
        pair = cooccurrence(rows_of(*together, *alone, *others), how=how).pair("A", "B")

        assert (pair["n"], pair["n_a"], pair["n_b"]) == (5, 100, 10)
        assert pair["c"] == pytest.approx(5 / 105)
        assert round(pair["c"], 3) == 0.048
        assert (pair["share_a"], pair["share_b"], pair["overlap"]) == (0.05, 0.5, 0.5)
        assert round(pair["cosine"], 3) == 0.158
        assert pair["unequal"]


def test_c_leaves_zero_to_one_when_extracts_overlap_redundantly_and_it_is_said(monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")
    lines = [("E1", 1, 0, 100, "A", "P1"), *(("E1", 1, 20 * i, 20 * i + 9, "B", "P1") for i in range(5))]
    more = [("E1", 1, 200 * i + 300, 200 * i + 450, code, "P1") for i in range(3) for code in "AB"]
    crossed = rows_of(*lines, *more, ("E1", 1, 90, 320, "A", "P1"))

    table = cooccurrence(rows_of(("E1", 1, 0, 50, "A", "P1"), ("E1", 1, 60, 90, "A", "P1"),
                                 ("E1", 1, 40, 70, "B", "P1"), ("E1", 1, 80, 95, "B", "P1")))  # fmt: skip

    assert table.pair("A", "B")["c"] == 3 / (2 + 2 - 3) == 3
    assert any("c above 1" in note for note in table.notes)
    assert table.pair("A", "B")["share_a"] == table.pair("A", "B")["share_b"] == 1
    assert cooccurrence(crossed, how="turn").pair("A", "B")["c"] == 1


def test_each_definition_is_the_one_that_its_name_says():
    frame = rows_of(
        ("E1", 1, 0, 10, "A", "P1"), ("E1", 1, 10, 20, "B", "P1"),  # they touch, in one turn: no character in common
        ("E1", 3, 30, 40, "A", "P1"), ("E1", 3, 30, 40, "B", "P1"),  # the same segment
        ("E1", 5, 50, 60, "A", "P1"), ("E1", 5, 59, 70, "B", "P1"),  # one character
        ("E1", 9, 90, 99, "A", "P1"),
        ("E2", 9, 90, 99, "B", "P2"),  # another text
    )  # fmt: skip

    found = {
        how: cooccurrence(frame, how=how)["A", "B"] for how in ("overlap", "same_segment", "turn", "participant")
    }
    assert found == {"overlap": 2, "same_segment": 1, "turn": 3, "participant": 1}
    assert cooccurrence(frame, how="within", within=0)["A", "B"] == 3
    assert cooccurrence(frame, how="within", within=2)["A", "B"] == 3 + 4
    assert cooccurrence(frame, how="within", within=0, measure="characters")["A", "B"] == 3
    assert cooccurrence(frame, how="within", within=10, measure="characters")["A", "B"] == 5


def test_the_expected_count_is_that_of_independence(desk):
    people, turns = desk.frame("participants"), desk.frame("turns")

    by_people = cooccurrence(desk.frame("pieces"), how="participant", among=people, coder="C1")
    by_turn = cooccurrence(desk.frame("pieces"), how="turn", among=turns, coder="C1")

    assert by_people.pair("aide", "entraide")["expected"] == pytest.approx(3 * 1 / 5)
    assert by_turn.pair("aide", "entraide")["expected"] == pytest.approx(3 * 1 / 7)
    assert "expected" not in cooccurrence(desk.frame("pieces"), how="turn", coder="C1").frame


def test_what_falls_at_random_in_a_text_overlaps_as_often_as_expected():
    length, trials = 1000, 4000
    rng = np.random.default_rng(5)
    sizes = {"A": [40, 60, 10], "B": [30, 5]}
    met = 0
    for _trial in range(trials):
        placed = {code: [(s, s + size) for size in of for s in [int(rng.integers(0, length))]]
                  for code, of in sizes.items()}  # fmt: skip
        met += sum(a < d and c < b for a, b in placed["A"] for c, d in placed["B"])
    at = iter(range(0, 900, 100))
    lines = [("E1", 1, s, s + size, code, "P1") for code, of in sizes.items() for size in of for s in [next(at)]]
    turns = pd.DataFrame({"transcript": ["E1"], "turn": [1], "characters": [length], "role": ["participant"]})

    expected = cooccurrence(rows_of(*lines), among=turns).pair("A", "B")["expected"]

    assert met / trials == pytest.approx(expected, rel=0.1)


def test_a_pair_leads_to_the_extracts_of_both_codes_that_go_together(desk):
    for how, options in (("overlap", {}), ("turn", {}), ("participant", {}), ("within", {"within": 2})):
        table = cooccurrence(desk.frame("pieces"), how=how, coder="C1", **options)

        quotes = table.quotes("entraide", "aide")

        assert set(quotes["code"]) == {"entraide", "aide"}
        assert set(quotes["transcript"]) == {"E1"}
        assert "c’est" not in repr(quotes)
    assert table.quotes_at(0, None)["code"].nunique() == 2


def test_a_pair_is_read_from_both_sides(desk):
    table = cooccurrence(desk.frame("pieces"), how="turn", coder="C1")

    one, other = table.pair("aide", "entraide"), table.pair("Entraide", "Aide reçue")

    assert (one["n_a"], one["share_a"]) == (other["n_b"], other["share_b"])
    assert one["n"] == other["n"] == table["aide", "entraide"] == table["entraide", "aide"]
    assert table.matrix.loc["aide", "aide"] == table["aide"] == 3


def test_two_codes_of_one_theme_are_one_theme(desk):
    table = cooccurrence(
        desk.frame("pieces"), how="participant", level="theme", coder="C1", codes=desk.frame("codes")
    )

    assert set(table) == {"lien", "fatigue", "argent"}
    assert table["lien"] == 3


@pytest.mark.parametrize("how", ["overlap", "same_segment", "turn", "participant", "transcript", "case"])
def test_nothing_coded_yet_gives_a_sentence_and_no_warning(desk, how):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for among in (None, desk.frame("turns") if how != "participant" else desk.frame("participants")):
            codes = desk.frame("codes")
            table = cooccurrence(desk.frame("pieces").iloc[:0], how=how, among=among, codes=codes)

            assert (table.frame["n"] == 0).all()
            assert table.printed.rows == ()
            assert "nan" not in repr(table).lower()
            assert "Aucun codage accepté" in repr(table)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"how": "nearby"}, InvalidValue),
        ({"how": "within"}, InvalidValue),
        ({"how": "turn", "within": 3}, InvalidValue),
        ({"how": "within", "within": -1}, InvalidValue),
        ({"how": "within", "within": 1, "measure": "words"}, InvalidValue),
        ({"coder": None}, InvalidValue),
    ],
)
def test_what_cannot_be_counted_is_said_with_what_to_do(desk, options, error):
    with pytest.raises(error) as fault:
        cooccurrence(desk.frame("pieces"), **{"coder": "C1", **options})

    assert fault.value.hint


def test_an_unknown_code_is_named(desk):
    with pytest.raises(UnknownCode):
        cooccurrence(desk.frame("pieces"), coder="C1")["isolement", "aide"]


places = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 40), st.integers(1, 12)), min_size=1, max_size=40
)


@settings(max_examples=80, deadline=None)
@given(lines=places, reach=st.integers(-1, 6))
def test_one_sweep_finds_what_every_pair_looked_at_one_by_one_gives(lines, reach):
    code, text, start, size = np.array(lines).T
    extracts = joined_extracts(code, text, start, start + size)
    met = meetings(extracts, 4, reach=reach)
    listed = list(zip(extracts.code.tolist(), extracts.text.tolist(), extracts.start.tolist(), extracts.end.tolist(),
                      strict=True))  # fmt: skip

    def near(one, other) -> bool:
        gap = max(one[2], other[2]) - min(one[3], other[3])
        return one[1] == other[1] and gap <= reach

    for a in range(4):
        mine = [one for one in listed if one[0] == a]
        covered = {(t, x) for c, t, s, n in lines if c == a for x in range(s, s + n)}
        assert {(t, x) for _c, t, s, e in mine for x in range(s, e)} == covered
        for b in range(4):
            if a == b:
                continue
            others = [one for one in listed if one[0] == b]
            assert met.pairs[a, b] == sum(near(one, other) for one in mine for other in others)
            assert met.having[a, b] == sum(any(near(one, other) for other in others) for one in mine)


@settings(max_examples=40, deadline=None)
@given(lines=places, again=st.integers(0, 39))
def test_a_passage_coded_twice_changes_no_number(lines, again):
    made = [(f"E{t}", s // 10, s, s + n, f"c{c}", f"P{t}") for c, t, s, n in lines]
    once, twice = rows_of(*made), rows_of(*made, made[again % len(made)])

    for how in ("overlap", "same_segment", "turn", "participant"):
        before, after = cooccurrence(once, how=how), cooccurrence(twice, how=how)
        assert before.matrix.equals(after.matrix)
        pd.testing.assert_frame_equal(before.frame, after.frame)


@settings(max_examples=40, deadline=None)
@given(lines=places)
def test_shares_stay_between_zero_and_one_and_cosine_is_what_it_says(lines):
    made = rows_of(*[(f"E{t}", s // 10, s, s + n, f"c{c}", f"P{t}") for c, t, s, n in lines])

    for how in ("overlap", "same_segment", "turn", "participant"):
        for row in cooccurrence(made, how=how).rows():
            assert 0 <= row["share_a"] <= 1
            assert 0 <= row["share_b"] <= 1
            assert row["cosine"] == pytest.approx(row["n"] / math.sqrt(row["n_a"] * row["n_b"]))
            assert 0 <= row["jaccard"] <= 1
            if how in ("turn", "participant", "same_segment"):
                assert 0 <= row["c"] <= 1
            if how == "participant":
                assert row["c"] == pytest.approx(row["jaccard"])
