"""Each number again, from tables exported to CSV and twenty lines of pandas that know nothing of Carnet.

The little study has what goes wrong elsewhere: somebody who is never coded, a group, a voice that nobody knows, two
coders, a coding that crosses turns, one that begins in the interviewer's question, a question that was not put.
"""

import io

import pandas as pd
import pytest

from toolkit.counting import cooccurrence, crosstab, frequency, meta_matrix

UNITS = {"participant": ["participant"], "turn": ["transcript", "turn"], "transcript": ["transcript"]}


@pytest.fixture
def exported(desk, tmp_path):
    def through_csv(frame) -> pd.DataFrame:
        path = tmp_path / "export.csv"
        frame.show().to_csv(path, sep=";", index=False, encoding="utf-8-sig")
        return pd.read_csv(io.StringIO(path.read_text(encoding="utf-8-sig")), sep=";")

    return through_csv(desk.frame("pieces")), through_csv(desk.frame("participants"))


def counted(pieces: pd.DataFrame, coder: str) -> pd.DataFrame:
    return pieces[(pieces["state"] == "accepted") & (pieces["coder"] == coder) & (pieces["role"] != "interviewer")]


@pytest.mark.parametrize("coder", ["C1", "C2"])
@pytest.mark.parametrize("unit", ["participant", "turn", "transcript"])
def test_frequencies_are_those_of_the_export(desk, exported, unit, coder):
    rows = counted(exported[0], coder).dropna(subset=UNITS[unit])
    wanted = rows.drop_duplicates(["code", *UNITS[unit]]).groupby("code").size()

    table = frequency(desk.frame("pieces"), unit=unit, coder=coder)

    assert {code: table[code] for code in table if table[code]} == wanted.to_dict()


@pytest.mark.parametrize("coder", ["C1", "C2"])
@pytest.mark.parametrize("trait", ["statut", "membre"])
def test_crossed_numbers_and_their_N_are_those_of_the_export(desk, exported, trait, coder):
    pieces, people = exported
    words = {True: "oui", False: "non"}
    groups = people[trait].map(lambda value: words.get(value, value)).fillna("non renseigné")
    of = dict(zip(people["participant"], groups, strict=True))
    rows = counted(pieces, coder).dropna(subset=["participant"]).drop_duplicates(["code", "participant"])
    wanted = rows.assign(group=rows["participant"].map(of)).groupby(["code", "group"]).size().to_dict()

    table = crosstab(desk.frame("pieces"), columns=trait, coder=coder, among=desk.frame("participants"))

    assert {(row["code"], row[trait]): row["n"] for row in table.rows() if row["n"]} == wanted
    assert {row[trait]: row["N"] for row in table.rows()} == groups.value_counts().to_dict()
    assert table.size == len(people)


@pytest.mark.parametrize("coder", ["C1", "C2"])
@pytest.mark.parametrize("unit", ["participant", "turn", "transcript"])
def test_what_goes_together_is_what_the_export_says(desk, exported, unit, coder):
    rows = counted(exported[0], coder).dropna(subset=UNITS[unit])
    units = rows.groupby("code")[UNITS[unit]].apply(lambda part: set(part.itertuples(index=False, name=None)))

    table = cooccurrence(desk.frame("pieces"), how=unit, coder=coder)

    for row in table.rows():
        a, b = units[row["code_a"]], units[row["code_b"]]
        assert (row["n_a"], row["n_b"], row["n"]) == (len(a), len(b), len(a & b))
        assert row["c"] == pytest.approx(len(a & b) / len(a | b))


def test_extracts_that_overlap_are_those_of_the_export(desk, exported):
    rows = counted(exported[0], "C1").drop_duplicates(["code", "transcript", "start", "end"])

    table = cooccurrence(desk.frame("pieces"), coder="C1")

    for row in table.rows():
        sides = [rows[rows["code"] == row[name]] for name in ("code_a", "code_b")]
        pairs = sides[0].merge(sides[1], on="transcript")
        assert row["n"] == ((pairs["start_x"] < pairs["end_y"]) & (pairs["start_y"] < pairs["end_x"])).sum()


def test_two_coders_together_count_each_person_once(desk, exported):
    rows = pd.concat([counted(exported[0], "C1"), counted(exported[0], "C2")]).dropna(subset=["participant"])
    wanted = rows.drop_duplicates(["code", "participant"]).groupby("code").size().to_dict()

    table = crosstab(desk.frame("pieces"), columns="statut", coder=["C1", "C2"], among=desk.frame("participants"))

    assert {code: table[code] for code in table} == wanted


def test_cases_are_those_of_the_people(desk, exported):
    people = desk.frame("participants").assign(case=["Nord", "Nord", "Sud", "Sud", "Sud"])
    of = dict(zip(people["participant"], people["case"], strict=True))
    rows = counted(exported[0], "C1").dropna(subset=["participant"]).drop_duplicates(["code", "participant"])
    wanted = rows.assign(place=rows["participant"].map(of)).groupby(["place", "code"]).size().to_dict()

    table = meta_matrix(desk.frame("pieces"), among=people, level="code", coder="C1")

    assert {(row["case"], row["code"]): row["n"] for row in table.rows() if row["n"]} == wanted
    assert {row["case"]: row["N"] for row in table.rows()} == {"Nord": 2, "Sud": 3}


def test_a_whole_coding_is_told_to_be_counted_for_who_begins_it(desk):
    for table in (
        frequency(desk.frame("codings"), coder="C1"),
        crosstab(desk.frame("codings"), columns="statut", coder="C1"),
    ):
        assert any("coupe les passages aux tours" in note for note in table.notes)
    assert not any("coupe les passages" in note for note in frequency(desk.frame("pieces"), coder="C1").notes)
