import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.counting import crosstab, frequency
from toolkit.errors import InvalidValue, UnknownCode, UnknownName
from toolkit.model import MemoryDesk


def cells(table) -> dict:
    return {(row["code"], row[table.by]): (row["n"], row["N"]) for row in table.rows()}


def test_each_cell_is_the_one_that_a_frequency_by_trait_gives(desk):
    options = {"coder": "C1", "among": desk.frame("participants"), "codes": desk.frame("codes")}

    table = crosstab(desk.frame("pieces"), columns="statut", **options)
    known = frequency(desk.frame("pieces"), by="statut", **options)

    assert cells(table) == cells(known)
    assert {code: table[code] for code in table} == {code: known[code] for code in known}
    assert table["aide", "non renseigné"] == 1
    assert table.size == 5


@pytest.mark.parametrize("unit", ["transcript", "turn", "segment", "words", "characters", "group"])
def test_every_unit_crossed_with_a_trait_counts_as_frequency_does(desk, unit):
    pieces = desk.frame("pieces")

    table = crosstab(pieces, columns="statut", unit=unit, coder="C1")
    known = frequency(pieces, by="statut", unit=unit, coder="C1")

    assert {key: n for key, (n, _N) in cells(table).items() if n} == {
        key: n for key, (n, _N) in cells(known).items() if n
    }


def test_themes_by_person_say_who_voices_what(desk):
    table = crosstab(
        desk.frame("pieces"), rows="theme", columns="participant", coder="C1", among=desk.frame("participants"),
        codes=desk.frame("codes"),
    )  # fmt: skip

    assert table.matrix.loc["lien"].to_dict() == {"P1": 1, "P2": 0, "P3": 1, "P4": 1, "P5": 0}
    assert table["lien"] == 3


def test_a_table_turned_on_its_side_holds_the_same_numbers(desk):
    options = {"coder": "C1", "among": desk.frame("participants"), "codes": desk.frame("codes")}

    upright = crosstab(desk.frame("pieces"), rows="theme", columns="statut", **options)
    turned = crosstab(desk.frame("pieces"), rows="statut", columns="theme", **options)

    assert (upright.matrix.T.to_numpy() == turned.matrix.to_numpy()).all()
    assert turned["bénévole", "lien"] == upright["lien", "bénévole"]
    assert len(turned.printed.rows) == len(turned.matrix) + 1


def test_codes_by_codes_count_the_people_who_voice_both(desk):
    table = crosstab(desk.frame("pieces"), columns="code", coder="C1", among=desk.frame("participants"))

    assert table["aide", "entraide"] == 1
    assert table["aide", "aide"] == table["aide"] == 3
    assert set(table.quotes("aide", "entraide")["participant"]) == {"P1"}
    assert set(table.quotes("aide", "entraide")["code"]) == {"aide", "entraide"}


def test_each_cell_leads_to_its_extracts_and_to_no_other(desk):
    table = crosstab(desk.frame("pieces"), columns="statut", coder="C1", among=desk.frame("participants"))

    for (code, value), (n, _N) in cells(table).items():
        quotes = table.quotes(code, value)
        assert quotes["participant"].nunique() == n
        assert set(quotes["code"]) <= {code}
    assert "c’est" not in repr(table.quotes("entraide"))
    assert "c’est" in table.quotes("entraide").show()["quote"].iloc[0]


def test_a_zero_where_nobody_was_asked_is_not_a_zero(desk):
    asked = pd.DataFrame(
        [("P1", "fatigue", True), ("P3", "fatigue", False), ("P2", "fatigue", True), ("P3", "entraide", False)],
        columns=["participant", "code", "asked"],
    )

    table = crosstab(
        desk.frame("pieces"), columns="participant", coder="C1", among=desk.frame("participants"), asked=asked
    )

    shown = {row[0]: row[1:] for row in table.printed.rows}
    assert shown["Fatigue"][:4] == (0, 1, "non posée", 0)
    assert shown["Entraide"][:3] == (1, 0, "non posée")


def test_shares_are_given_when_asked_for_or_from_twenty_people(desk):
    pieces, people = desk.frame("pieces"), desk.frame("participants")

    plain = crosstab(pieces, columns="statut", coder="C1", among=people)
    shared = crosstab(pieces, columns="statut", coder="C1", among=people, normalise="columns")
    many = pd.DataFrame({"participant": [f"P{i}" for i in range(50)], "statut": ["a", "b"] * 25})
    twenty = crosstab(pieces.drop(columns="statut"), columns="statut", coder="C1", among=many)

    assert "percent" not in plain.frame
    assert shared.frame.loc[shared.frame["code"] == "aide", "percent"].tolist() == [50.0, 50.0, 100.0]
    assert set(twenty.frame["N"]) == {25}
    assert twenty.frame["percent"].notna().all()


@pytest.mark.parametrize("normalise", ["rows", "columns", "all"])
def test_shares_of_a_line_of_a_column_or_of_all_add_up(desk, normalise):
    table = crosstab(desk.frame("pieces"), columns="transcript", unit="segment", coder="C1", normalise=normalise)
    shares = table.frame.assign(percent=table.frame["percent"].astype(float))

    keys = {"rows": "code", "columns": "transcript"}.get(normalise)
    sums = shares.groupby(keys)["percent"].sum() if keys else pd.Series([shares["percent"].sum()])
    assert sums.to_numpy() == pytest.approx(100, abs=0.3)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"columns": "statut"}, InvalidValue),
        ({"columns": "statut", "coder": "C9"}, UnknownName),
        ({"columns": "humeur", "coder": "C1"}, UnknownName),
        ({"rows": "statut", "columns": "case", "coder": "C1"}, InvalidValue),
        ({"columns": "statut", "unit": "gens", "coder": "C1"}, InvalidValue),
        ({"columns": "n", "coder": "C1"}, InvalidValue),
        ({"columns": "code", "unit": "words", "coder": "C1"}, InvalidValue),
        ({"columns": "statut", "coder": "C1", "normalise": "lines"}, InvalidValue),
    ],
)
def test_what_cannot_be_crossed_is_said_with_what_to_do(desk, options, error):
    with pytest.raises(error) as fault:
        crosstab(desk.frame("pieces"), **options)

    assert str(fault.value)
    assert getattr(fault.value, "hint", "")


def test_an_unknown_cell_is_named(desk):
    table = crosstab(desk.frame("pieces"), columns="statut", coder="C1")

    with pytest.raises(UnknownCode):
        table["isolement"]
    with pytest.raises(UnknownName):
        table["aide", "cadre"]


@pytest.mark.parametrize("columns", ["statut", "participant", "case", "code", "transcript"])
def test_nothing_coded_yet_is_an_honest_table_and_no_warning(desk, columns):
    empty = desk.frame("pieces").iloc[:0]

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = crosstab(empty, columns=columns, among=desk.frame("participants"), codes=desk.frame("codes"))

    assert [table[code] for code in table] == [0, 0, 0, 0]
    assert "nan" not in repr(table).lower()
    assert "<NA>" not in repr(table)
    assert any("Aucun codage accepté" in note for note in table.notes)
    assert len(table.frame) == len(table) * len(table.matrix.columns)


def test_a_group_of_nobody_and_thirty_modalities_are_said(desk):
    people = desk.frame("participants").assign(age=[f"{20 + i} ans" for i in range(5)])
    many = pd.concat([people, pd.DataFrame({"participant": [f"Q{i}" for i in range(30)],
                                            "age": [f"{40 + i} ans" for i in range(30)]})])  # fmt: skip

    table = crosstab(desk.frame("pieces"), columns="age", coder="C1", among=many)

    assert len(table.matrix.columns) == 35
    assert any("35 modalités" in note for note in table.notes)
    frame = desk.frame("pieces")
    frame["statut"] = pd.Categorical(frame["statut"], categories=["bénévole", "salariée", "stagiaire"])
    assert "stagiaire" not in crosstab(frame, columns="statut", coder="C1").matrix.columns


def test_one_person_alone_is_counted(desk):
    alone = desk.frame("participants").iloc[:1]

    table = crosstab(desk.frame("pieces"), columns="statut", coder="C1", among=alone)

    assert table.size == 1
    assert table["entraide", "salariée"] == 1
    assert table["aide"] == 1
    assert any("laissé" in note or "compté" in note for note in table.notes)


rows = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2", "P3", "P4"]), st.sampled_from(["a", "b", "c"]), st.integers(0, 30),
        st.integers(1, 9),
    ),
    min_size=1, max_size=25,
)  # fmt: skip
STATUS = {"P1": "x", "P2": "x", "P3": "y", "P4": None, "Q1": "x", "Q2": "x", "Q3": "y", "Q4": None}


def framed(rows) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["participant", "code", "start", "size"])
    made = made.assign(end=made["start"] + made["size"], transcript="E" + made["participant"].str[1:], turn=1)
    return made.assign(statut=[STATUS[person] for person in made["participant"]])


@settings(max_examples=40, deadline=None)
@given(rows=rows, again=st.integers(0, 24), longer=st.integers(0, 5))
def test_coding_the_same_words_again_changes_no_number_of_people(rows, again, longer):
    once = framed(rows)
    row = once.iloc[[again % len(once)]]
    twice = pd.concat([once, row.assign(end=row["end"] + longer)], ignore_index=True)

    for columns in ("statut", "participant", "code"):
        before, after = crosstab(once, columns=columns), crosstab(twice, columns=columns)
        assert before.matrix.to_dict() == after.matrix.to_dict()
        assert {code: before[code] for code in before} == {code: after[code] for code in after}


@settings(max_examples=40, deadline=None)
@given(rows=rows)
def test_other_names_for_people_permute_and_change_nothing(rows):
    once = framed(rows)
    renamed = once.assign(participant=once["participant"].str.replace("P", "Q"))

    by_trait, again = crosstab(once, columns="statut"), crosstab(renamed, columns="statut")
    by_person, others = crosstab(once, columns="participant"), crosstab(renamed, columns="participant")

    assert by_trait.matrix.to_dict() == again.matrix.to_dict()
    assert {f"Q{name[1:]}": column for name, column in by_person.matrix.to_dict().items()} == others.matrix.to_dict()


@settings(max_examples=30, deadline=None)
@given(rows=rows)
def test_people_by_trait_are_those_that_pandas_finds(rows):
    frame = framed(rows)

    table = crosstab(frame, columns="statut")

    known = frame.assign(statut=frame["statut"].fillna("non renseigné"))
    known = known.groupby(["code", "statut"])["participant"].nunique().to_dict()
    found = {key: n for key, (n, _N) in cells(table).items() if n}
    assert found == known


def test_categories_and_plain_words_give_the_same_table(desk):
    pieces = desk.frame("pieces")
    coded = pieces.astype(dict.fromkeys(("code", "theme", "participant", "state", "coder", "role"), "category"))

    for options in ({"columns": "statut"}, {"rows": "theme", "columns": "participant"}, {"columns": "code"}):
        plain, fast = crosstab(pieces, coder="C1", **options), crosstab(coded, coder="C1", **options)
        assert np.array_equal(
            plain.matrix.sort_index().sort_index(axis=1), fast.matrix.sort_index().sort_index(axis=1)
        )


def test_a_study_without_anything_gives_a_sentence():
    desk = MemoryDesk()

    table = crosstab(
        desk.frame("pieces"), columns="participant", among=desk.frame("participants"), codes=desk.frame("codes")
    )

    assert len(table) == 0
    assert table.size == 0
    assert "Aucun codage" in repr(table)


@pytest.mark.parametrize(
    "unit", ["participant", "case", "group", "transcript", "turn", "segment", "words", "characters"]
)
def test_every_N_is_the_one_that_frequency_gives(desk, unit):
    people, turns = desk.frame("participants"), desk.frame("turns")
    among = people if unit in ("participant", "case") else turns.merge(people, on="participant", how="left")
    if unit not in ("participant", "case"):
        among = among.rename(columns={"case_x": "case"})
    options = {"unit": unit, "among": among, "coder": "C1", "codes": desk.frame("codes")}

    table = crosstab(desk.frame("pieces"), columns="statut", **options)
    known = frequency(desk.frame("pieces"), by="statut", **options)

    wanted = {key: pair for key, pair in cells(known).items() if pair[0]}
    assert {key: pair for key, pair in cells(table).items() if pair[0]} == wanted
    assert {code: table[code] for code in table} == {code: known[code] for code in known}
