import pandas as pd
import pytest

from toolkit.counting import asked_of, crosstab, frequency, read_asked
from toolkit.errors import InvalidValue, UnreadableFile
from toolkit.model import Code

CODES = [
    Code("entraide", "Entraide", questions=("A1", "A2")),
    Code("fatigue", "Fatigue", questions=("B1",)),
    Code("argent", "Argent"),
]


def test_a_person_was_asked_when_one_question_was_put_and_not_when_none_was(desk):
    coverage = pd.DataFrame(
        [("E1", "A1", "posée"), ("E1", "A2", "laissée de côté"), ("E1", "B1", "mal posée"), ("E2", "A1", "non"),
         ("E2", "A2", "non posée"), ("E2", "B1", "on ne sait"), ("G1", "A1", False), ("G1", "B1", True)],
        columns=["transcript", "question", "asked"],
    )  # fmt: skip

    found = asked_of(CODES, coverage, turns=desk.frame("turns"))

    assert set(found.itertuples(index=False, name=None)) == {
        ("P1", "entraide", True), ("P1", "fatigue", True), ("P2", "entraide", False), ("P3", "fatigue", True),
        ("P4", "fatigue", True),
    }  # fmt: skip


def test_the_columns_asked_not_asked_and_not_verified_add_up_to_N(desk):
    coverage = pd.DataFrame(
        [("P1", "A1", True), ("P2", "A1", False), ("P2", "A2", False), ("P3", "B1", True)],
        columns=["participant", "question", "asked"],
    )
    people = desk.frame("participants")

    table = frequency(
        desk.frame("pieces"), among=people, coder="C1", codes=desk.frame("codes"), asked=asked_of(CODES, coverage)
    )
    rows = {row["code"]: (row["asked"], row["not_asked"], row["unverified"]) for row in table.rows()}

    assert rows["entraide"] == (1, 1, 3)
    assert rows["fatigue"] == (1, 0, 4)
    assert rows["aide"] == (0, 0, 5)
    crossed = crosstab(desk.frame("pieces"), columns="participant", among=people, coder="C1",
                       asked=asked_of(CODES, coverage))  # fmt: skip
    assert {row[0]: row[2] for row in crossed.printed.rows}["Entraide"] == "non posée"


def test_a_table_typed_by_somebody_is_read(desk, tmp_path):
    path = tmp_path / "questions posées.csv"
    path.write_text("document;question;façon;mots\nE1;A1;posée;x\nE2;A1;laissée de côté;\n", encoding="utf-8-sig")

    found = asked_of(CODES, read_asked(path), turns=desk.frame("turns"))

    assert list(found.itertuples(index=False, name=None)) == [("P1", "entraide", True)]
    path.write_text("document;façon\nE1;posée\n", encoding="utf-8")
    with pytest.raises(UnreadableFile):
        read_asked(path)


def test_what_lacks_is_said(desk):
    coverage = pd.DataFrame([("E1", "A1", True)], columns=["transcript", "question", "asked"])

    with pytest.raises(InvalidValue):
        asked_of(CODES, coverage)
    with pytest.raises(InvalidValue):
        asked_of(CODES, coverage.drop(columns="question"), turns=desk.frame("turns"))
    assert asked_of(CODES, coverage.iloc[:0], turns=desk.frame("turns")).empty
