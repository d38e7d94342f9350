import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import review
from toolkit.errors import InvalidValue, Refused
from toolkit.review.agreement import measure_agreement
from toolkit.review.measures import MEASURES
from toolkit.review.report import agreement_report, side_by_side

TURN = 20
PARENTS = {"a": None, "b": None, "a_un": "a"}


def turns_of(*texts: str, count: int = 6) -> pd.DataFrame:
    """Turns of twenty characters, nineteen of words; the interviewer speaks every third one."""
    rows = [
        (text, n + 1, "interviewer" if n % 3 == 2 else "participant", n * TURN, n * TURN + 19)
        for text in texts
        for n in range(count)
    ]
    return pd.DataFrame(rows, columns=["transcript", "turn", "role", "start", "end"])


def codings_of(*rows: tuple[str, int, int, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["transcript", "start", "end", "code", "coder"])
    return frame.assign(state="accepted", code_label=frame["code"].str.upper(), quote="secret")


TWO = codings_of(
    ("E1", 0, 10, "a", "C1"),
    ("E1", 5, 15, "a", "C2"),
    ("E1", 20, 30, "a", "C1"),
    ("E1", 22, 30, "b", "C2"),
    ("E1", 60, 70, "a", "C1"),
    ("E1", 60, 70, "a_un", "C2"),
    ("E1", 80, 90, "b", "C1"),
    ("E1", 100, 104, "b", "C1"),
    ("E1", 60, 65, "b", "C1"),
    ("E1", 60, 65, "b", "C2"),
)


def test_each_difference_has_its_reason_and_the_longest_comes_first():
    found = review.differences(TWO, coders=["C1", "C2"], parents=PARENTS)

    told = [
        (row["reason"], row["code_first"], row["code_second"], row["characters"]) for row in found.to_dict("records")
    ]
    assert told == [
        ("boundary", "a", "a", 10),
        ("other code", "a", "b", 10),
        ("hierarchy", "a", "a_un", 10),
        ("omission", "b", None, 10),
        ("omission", "b", None, 4),
    ]


def test_without_the_tree_of_codes_a_child_is_another_code():
    found = review.differences(TWO, coders=["C1", "C2"])

    assert "hierarchy" not in set(found["reason"])
    assert (found["reason"] == "other code").sum() == 2


def test_differences_keep_their_words_for_who_asks():
    found = review.differences(TWO, coders=["C1", "C2"])

    assert "secret" not in repr(found)
    assert set(found["quote_first"]) == {"secret"}


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["E1", "E2"]),
            st.integers(0, 40),
            st.integers(1, 12),
            st.sampled_from("ab"),
            st.booleans(),
        ),
        min_size=1,
        max_size=14,
    )
)
def test_every_coding_is_agreed_on_or_told_as_a_difference(puts):
    rows = [(text, start, start + size, code, "C2" if second else "C1") for text, start, size, code, second in puts]
    rows += [(text, 90, 95, "a", coder) for text in ("E1", "E2") for coder in ("C1", "C2")]
    codings = codings_of(*dict.fromkeys(rows))

    found = review.differences(codings, coders=["C1", "C2"])
    swapped = review.differences(codings, coders=["C2", "C1"])

    sides = {
        (row["transcript"], row[f"start_{side}"], row[f"end_{side}"], row[f"code_{side}"], row[f"coder_{side}"])
        for row in found.to_dict("records")
        for side in ("first", "second")
        if row[f"code_{side}"] is not None
    }
    alike = {row for row in rows if (*row[:4], "C1" if row[4] == "C2" else "C2") in rows}
    assert set(rows) - alike <= sides
    assert found["reason"].value_counts().to_dict() == swapped["reason"].value_counts().to_dict()
    assert found["characters"].is_monotonic_decreasing


def test_the_report_gives_three_lines_a_code_and_the_lesson_on_these_very_extracts():
    table = agreement_report(TWO, turns_of("E1"), parents=PARENTS, draws=100)

    row = table.frame.set_index("code").loc["a"]
    # C1: 0-10, 20-30, 60-70; C2: 5-15. Both: 5 of 35 characters.
    assert (row["jaccard"], row["dice"]) == (pytest.approx(5 / 35), pytest.approx(10 / 40))
    assert (row["turns"], row["turns_C1"], row["turns_C2"]) == (4, 3, 1)
    assert (row["differences"], row["boundary"], row["other_code"], row["hierarchy"]) == (3, 1, 1, 1)
    assert len(table.printed.rows) == 3 * len(table.frame)
    assert len(table.quotes("a")) == 3
    assert set(table.quotes("a_un")["reason"]) == {"hierarchy"}
    assert any("inflates" in note or "gonfle" in note for note in table.notes)
    json.dumps(table.rows())


def test_the_lesson_counts_what_it_says():
    codings = codings_of(("E1", 0, 10, "a", "C1"), ("E1", 5, 15, "a", "C2"))

    notes = " ".join(agreement_report(codings, turns_of("E1"), draws=0).notes)

    # 76 characters of participants, 15 coded, 5 of them by both: 66/76 and 5/15.
    for figure in ("80", "86", "33"):
        assert any(f"{figure}{mark}" in notes for mark in ".,"), figure


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("unit", ["turn", "character", "segment"])
def test_each_measure_on_each_unit_equals_the_coefficient_of_the_table_made_by_hand(unit, measure):
    table = measure_agreement(TWO, turns_of("E1"), unit=unit, measure=measure, draws=20)

    spoken = [n for n in range(6 * TURN) if n % TURN < 19 and (n // TURN) % 3 != 2]
    where = {
        "turn": [range(n * TURN, n * TURN + 19) for n in (0, 1, 3, 4)],
        "character": [range(n, n + 1) for n in spoken],
        "segment": [range(15), range(20, 30), range(60, 70), range(80, 90)],
    }[unit]
    for code in table:
        marks = {
            coder: [
                range(row["start"], row["end"])
                for row in TWO.to_dict("records")
                if (row["code"], row["coder"]) == (code, coder)
            ]
            for coder in ("C1", "C2")
        }
        hands = [[int(any(set(u) & set(m) for m in marks[coder])) for coder in ("C1", "C2")] for u in where]
        if measure in ("jaccard", "dice"):
            both, one = sum(min(row) for row in hands), sum(map(sum, hands))
            expected = both / (one - both) if measure == "jaccard" else 2 * both / one
        elif measure == "percent":
            expected = 100 * review.percent(hands)
        elif measure in ("gwet_ac1", "brennan_prediger"):
            expected = getattr(review, measure)(hands, 2)
        else:
            expected = getattr(review, "krippendorff" if measure == "alpha" else measure)(hands)
        assert table[code] == (None if expected is None else pytest.approx(expected)), code
    assert table.frame[f"{unit}s"].iloc[0] == len(where)


def test_three_coders_are_taken_together_or_by_pairs():
    codings = codings_of(
        *[("E1", n * TURN, n * TURN + 5, "a", c) for n, c in ((0, "C1"), (0, "C2"), (1, "C2"), (3, "C3"))]
    )
    hands = [[1, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]]

    for measure in ("cohen", "fleiss", "scott", "alpha"):
        table = measure_agreement(codings, turns_of("E1"), measure=measure, draws=0)
        expected = getattr(review, "krippendorff" if measure == "alpha" else measure)(hands)
        assert table["a"] == pytest.approx(expected)
    assert measure_agreement(codings, turns_of("E1"), measure="jaccard", draws=0)["a"] == pytest.approx(0.5 / 3)
    assert len(agreement_report(codings, turns_of("E1"), draws=0).frame) == 1


def test_sentences_are_those_of_the_words_of_each_turn():
    text = "Oui. Non, rien. ".ljust(19) + "\n" + "Voilà donc. Bien.".ljust(19)
    turns = turns_of("E1", count=2)
    codings = codings_of(("E1", 0, 4, "a", "C1"), ("E1", 5, 15, "a", "C2"))

    table = measure_agreement(codings, turns, unit="sentence", texts={"E1": text}, draws=0)

    assert table.frame["sentences"].tolist() == [4]
    assert table["a"] == pytest.approx(review.krippendorff([[1, 0], [0, 1], [0, 0], [0, 0]]))
    with pytest.raises(InvalidValue):
        measure_agreement(codings, turns, unit="sentence")


def test_the_school_of_analysis_withholds_the_report_too():
    for call in (agreement_report, measure_agreement):
        with pytest.raises(Refused, match="even_so"):
            call(TWO, turns_of("E1"), school="analyse thématique réflexive")
        assert len(call(TWO, turns_of("E1"), school="récit de vie", even_so=True, draws=0))


def test_a_wrong_unit_or_measure_one_coder_or_no_shared_text_is_a_sentence():
    apart = codings_of(("E1", 0, 3, "a", "C1"), ("E2", 0, 3, "a", "C2"))

    for wrong in ({"unit": "word"}, {"measure": "kappa"}):
        with pytest.raises(InvalidValue) as fault:
            measure_agreement(TWO, turns_of("E1"), **wrong)
        assert fault.value.hint
    for codings in (apart, apart.iloc[:1], apart.iloc[:0]):
        with pytest.raises(Refused):
            agreement_report(codings, turns_of("E1", "E2"))


def test_a_code_of_one_coder_and_a_code_everywhere_are_told_without_a_warning():
    codings = codings_of(("E1", 0, 119, "a", "C1"), ("E1", 0, 119, "a", "C2"), ("E1", 0, 5, "b", "C1"))

    table = agreement_report(codings, turns_of("E1"), draws=100)

    rows = {row["code"]: row for row in table.rows()}
    assert rows["a"]["alpha"] is None
    assert (rows["a"]["jaccard"], rows["b"]["jaccard"], rows["b"]["omission"]) == (1.0, 0.0, 1)
    assert "nan" not in repr(table).lower()


def test_side_by_side_prints_each_difference_once_with_the_words_of_both(tmp_path):
    report = agreement_report(TWO, turns_of("E1"), parents=PARENTS, draws=0)

    table = side_by_side(report.quotes(), {"a": "Aide"})

    assert len(table.printed.rows) == 5
    assert "Aide" in str(table.printed.rows)
    for ending in ("docx", "xlsx", "html", "csv"):
        assert table.to(tmp_path / f"désaccords.{ending}").stat().st_size
        assert report.to(tmp_path / f"accord.{ending}").stat().st_size


def test_drift_compares_two_passes_of_one_person_on_the_turns_coded_again():
    turns = turns_of("E1", "E2")
    again = review.turns_to_code_again(turns, share=0.5, seed=3)
    start = {row["transcript"]: row["start"] for row in again.to_dict("records")}
    first = codings_of(*[(text, at, at + 5, "a", "C1") for text, at in start.items()])
    second = codings_of(*[(text, at, at + 5, "a", "C1") for text, at in list(start.items())[:1]])

    table = review.drift(first, second, again, draws=0)

    assert len(again) == 4
    assert set(again["role"]) == {"participant"}
    assert again.equals(review.turns_to_code_again(turns, share=0.5, seed=3))
    assert table.frame["turns"].tolist() == [4]
    assert table.frame["omission"].tolist() == [1]
    with pytest.raises(InvalidValue):
        review.turns_to_code_again(turns, share=0)
    with pytest.raises(InvalidValue):
        review.drift(TWO, second, again)
