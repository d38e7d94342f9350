import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InvalidValue, Refused, UnknownName
from toolkit.review.agreement import agreement_policy, alpha_by_turn, krippendorff

TURN = 10


def turns_of(*texts: str, count: int = 10) -> pd.DataFrame:
    """Turns of ten characters, nine of words; the interviewer speaks every fifth one."""
    rows = [
        (text, n + 1, "interviewer" if n % 5 == 4 else "participant", n * TURN, n * TURN + 9)
        for text in texts
        for n in range(count)
    ]
    return pd.DataFrame(rows, columns=["transcript", "turn", "role", "start", "end"])


def codings_of(*rows: tuple[str, int, int, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["transcript", "start", "end", "code", "coder"])
    return frame.assign(state="accepted", code_label=frame["code"].str.upper(), quote="secret")


def test_the_binary_example_of_krippendorff_comes_back_turn_by_turn():
    turns = turns_of("E1").assign(role="participant")
    puts = {"C1": "1100000000", "C2": "0110010100"}
    rows = [
        ("E1", n * TURN, n * TURN + 5, "a", coder)
        for coder, put in puts.items()
        for n, c in enumerate(put)
        if c == "1"
    ]

    table = alpha_by_turn(codings_of(*rows), turns)

    row = table.frame.iloc[0]
    assert table["a"] == pytest.approx(0.0952, abs=5e-5)
    assert row["percent"] == pytest.approx(60.0)
    assert (row["turns"], row["turns_C1"], row["turns_C2"]) == (10, 2, 4)


def test_a_coding_counts_in_each_turn_it_touches_but_those_of_the_interviewer():
    # From turn 3 to turn 6; turn 5 is the interviewer's; the label of turn 4 alone touches nothing.
    codings = codings_of(("E1", 25, 55, "a", "C1"), ("E1", 39, 40, "a", "C2"), ("E1", 0, 3, "b", "C2"))

    frame = alpha_by_turn(codings, turns_of("E1")).frame.set_index("code")

    assert (frame.loc["a", "turns"], frame.loc["a", "turns_C1"], frame.loc["a", "turns_C2"]) == (8, 3, 0)


def test_only_texts_that_both_coded_count():
    codings = codings_of(
        ("E1", 0, 3, "a", "C1"), ("E1", 0, 3, "a", "C2"), ("E2", 0, 3, "a", "C1"), ("E3", 0, 3, "a", "C2")
    )

    table = alpha_by_turn(codings, turns_of("E1", "E2", "E3"))

    assert table.frame["turns"].tolist() == [8]
    assert table["a"] == 1.0
    assert set(table.quotes("a")["transcript"]) == {"E1"}


def test_texts_that_both_read_may_be_named():
    codings = codings_of(("E1", 0, 3, "a", "C1"), ("E1", 0, 3, "a", "C2"), ("E2", 0, 3, "a", "C1"))

    table = alpha_by_turn(codings, turns_of("E1", "E2"), transcripts=["E1", "E2"])

    assert table.frame["turns"].tolist() == [16]
    assert table["a"] < 1


def test_a_third_coder_leaves_gaps_in_the_texts_that_he_did_not_code():
    codings = codings_of(
        *[("E1", 0, 3, "a", coder) for coder in ("C1", "C2", "C3")],
        *[("E2", n, n + 3, "a", coder) for coder, n in (("C1", 0), ("C2", 10))],
    )

    table = alpha_by_turn(codings, turns_of("E1", "E2"))

    by_hand = [[1, 1, 1]] + [[0, 0, 0]] * 7 + [[1, 0, None], [0, 1, None]] + [[0, 0, None]] * 6
    assert table["a"] == pytest.approx(krippendorff(by_hand))


def test_proposals_do_not_count_and_a_code_put_by_one_alone_is_measured():
    codings = codings_of(
        ("E1", 0, 3, "a", "C1"), ("E1", 10, 13, "a", "C2"), ("E1", 20, 23, "b", "C1"), ("E1", 30, 33, "a", "C2")
    )
    codings.loc[3, "state"] = "proposed"

    frame = alpha_by_turn(codings, turns_of("E1")).frame.set_index("code")

    assert frame.loc["a", "turns_C2"] == 1
    assert frame.loc["b", "turns_C2"] == 0
    assert frame.loc["b", "alpha"] <= 0


def test_a_code_put_everywhere_by_everybody_is_not_defined():
    codings = codings_of(("E1", 0, 99, "a", "C1"), ("E1", 0, 99, "a", "C2"), ("E1", 0, 3, "b", "C1"))

    table = alpha_by_turn(codings, turns_of("E1"))

    row = table.frame.set_index("code").loc["a"]
    assert table["a"] is None
    assert pd.isna(row["low"])
    assert row["percent"] == 100.0


def test_from_five_texts_on_texts_are_drawn_and_the_seed_is_kept():
    texts = [f"E{i}" for i in range(5)]
    rows = [(text, n * TURN, n * TURN + 3, "a", c) for i, text in enumerate(texts) for n, c in ((i, "C1"), (0, "C2"))]

    few = alpha_by_turn(codings_of(*[row for row in rows if row[0] < "E3"]), turns_of(*texts)).frame.iloc[0]
    many = alpha_by_turn(codings_of(*rows), turns_of(*texts), seed=7).frame.iloc[0]
    again = alpha_by_turn(codings_of(*rows), turns_of(*texts), seed=7).frame.iloc[0]

    assert few["independent"] == 24
    assert many["independent"] == 5
    assert many["draws"] == 2000
    assert (many["seed"], many["low"], many["high"]) == (7, again["low"], again["high"])


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.sampled_from(["E1", "E2"]), st.integers(0, 9), st.sampled_from("ab"), st.integers(1, 3)))
)
def test_alpha_by_turn_equals_alpha_of_the_table_made_by_hand(puts):
    always = [(text, 1, code, coder) for text in ("E1", "E2") for code in "ab" for coder in (1, 2)]
    puts = [*puts, *always]
    codings = codings_of(*[(text, n * TURN, n * TURN + 2, code, f"C{coder}") for text, n, code, coder in puts])
    turns = turns_of("E1", "E2")

    table = alpha_by_turn(codings, turns, draws=50)

    coders = sorted({f"C{coder}" for *_rest, coder in puts})
    coded = {(text, f"C{coder}") for text, _n, _code, coder in puts}
    there = {(text, n, code, f"C{coder}") for text, n, code, coder in puts}
    for code in table:
        by_hand = [
            [int((text, n, code, c) in there) if (text, c) in coded else None for c in coders]
            for text in ("E1", "E2")
            for n in range(10)
            if n % 5 != 4
        ]
        assert table[code] == pytest.approx(krippendorff(by_hand))


def test_fewer_than_two_coders_or_no_common_text_is_refused():
    turns = turns_of("E1", "E2")
    alone = codings_of(("E1", 0, 3, "a", "C1"))
    apart = codings_of(("E1", 0, 3, "a", "C1"), ("E2", 0, 3, "a", "C2"))

    for codings in (alone, apart, alone.iloc[:0]):
        with pytest.raises(Refused) as fault:
            alpha_by_turn(codings, turns)
        assert fault.value.hint


def test_an_unknown_coder_or_code_is_named_and_a_wrong_frame_refused():
    codings = codings_of(("E1", 0, 3, "a", "C1"), ("E1", 0, 3, "a", "C2"))

    with pytest.raises(UnknownName):
        alpha_by_turn(codings, turns_of("E1"), coders=["C1", "C8"])
    with pytest.raises(UnknownName):
        alpha_by_turn(codings, turns_of("E1"), code="z")
    with pytest.raises(InvalidValue):
        alpha_by_turn(codings.drop(columns="coder"), turns_of("E1"))


@pytest.mark.parametrize(
    ("school", "policy"),
    [
        ("analyse de contenu (Bardin)", "expected"),
        ("analyse thématique (codebook)", "expected"),
        ("analyse thématique réflexive (Braun & Clarke)", "contrary"),
        ("récit de vie (Bertaux)", "contrary"),
        ("cours d’action (Theureau)", "contrary"),
        ("théorisation ancrée", "contrary"),
        ("compréhensif (Kaufmann)", "contrary"),
        ("non déclarée", "ask"),
        ("", "ask"),
    ],
)
def test_the_school_of_analysis_decides_whether_agreement_is_measured(school, policy):
    codings = codings_of(("E1", 0, 3, "a", "C1"), ("E1", 0, 3, "a", "C2"))

    assert agreement_policy(school) == policy
    if policy == "expected":
        assert alpha_by_turn(codings, turns_of("E1"), school=school)["a"] == 1.0
    else:
        with pytest.raises(Refused, match="even_so"):
            alpha_by_turn(codings, turns_of("E1"), school=school)
        cautious = alpha_by_turn(codings, turns_of("E1"), school=school, even_so=True)
        plain = alpha_by_turn(codings, turns_of("E1"))
        assert len(cautious.notes) == len(plain.notes) + 1


def test_the_table_of_agreement_holds_no_word_of_an_interview(tmp_path):
    codings = codings_of(("E1", 0, 3, "a", "C1"), ("E1", 0, 3, "a", "C2"))
    table = alpha_by_turn(codings, turns_of("E1"))

    written = [table.to(tmp_path / f"accord.{kind}") for kind in ("docx", "xlsx", "html", "csv")]

    assert all(path.stat().st_size for path in written)
    assert "secret" not in repr(table) + table._repr_html_() + repr(table.quotes("a"))
