"""Every number of ``expected.json``, counted without Carnet, is found again by Carnet."""

import csv
import io
from collections import Counter

import pandas as pd
import pytest

from toolkit.counting import frequency
from toolkit.review.agreement import alpha_by_turn


def test_the_numbers_on_file_are_those_of_the_independent_count(expected, recount):
    import json

    assert expected == json.loads(json.dumps(recount.recounted()))


def test_texts_have_the_length_and_the_turns_that_were_counted(study, expected):
    turns = study.frame("turns")
    told = expected["texts"]

    assert set(study.transcripts.ids()) == set(told)
    for id, of in told.items():
        transcript = study.transcripts[id]
        if transcript.kind in ("interview", "group"):
            rows = turns[turns["transcript"] == id]
            assert len(transcript.turns) == of["turns"], id
            assert (rows["role"] == "participant").sum() == of["turns_of_participants"], id


def test_each_code_and_each_theme_reaches_the_people_that_were_counted(study, expected):
    pieces, people, codes = study.frame("pieces"), study.frame("participants"), study.frame("codes")
    told = expected["counts"]

    by_code = frequency(pieces, among=people, coder="C1", codes=codes)
    by_theme = frequency(pieces, among=people, coder="C1", codes=codes, level="theme")

    assert dict(zip(by_code.frame["code"], by_code.frame["n"], strict=True)) == told["n_by_code"]
    assert dict(zip(by_theme.frame["code"], by_theme.frame["n"], strict=True)) == told["n_by_theme"]
    assert set(by_code.frame["N"]) == set(by_theme.frame["N"]) == {told["N"]}


@pytest.mark.parametrize("trait", ["statut", "dit_son_parcours", "genre", "age"])
def test_exported_csv_counted_with_nothing_else_gives_the_same_people(study, expected, trait, tmp_path):
    exported, asked = tmp_path / "passages.csv", tmp_path / "personnes.csv"
    study.codings.pieces().show().to_csv(exported, sep=";", index=False, encoding="utf-8-sig")
    study.participants.frame().show().to_csv(asked, sep=";", index=False, encoding="utf-8-sig")

    def rows(path):
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))

    reached: dict[str, set[str]] = {}
    among: dict[tuple[str, str], set[str]] = {}
    for row in rows(exported):
        if (row["coder"], row["state"]) == ("C1", "accepted") and row["participant"]:
            reached.setdefault(row["code"], set()).add(row["participant"])
            among.setdefault((row[trait], row["code"]), set()).add(row["participant"])
    groups = Counter(row[trait] for row in rows(asked))
    told = expected["counts"]

    assert {code: len(people) for code, people in reached.items()} == {
        k: n for k, n in told["n_by_code"].items() if n
    }
    assert dict(groups) == {value: of["N"] for value, of in told["by_trait"][trait].items()}
    assert {pair: len(people) for pair, people in among.items()} == {
        (value, code): n for value, of in told["by_trait"][trait].items() for code, n in of["n"].items() if n
    }


@pytest.mark.parametrize("trait", ["statut", "dit_son_parcours", "genre", "age"])
def test_each_code_in_each_group_reaches_the_people_that_were_counted(study, expected, trait):
    table = frequency(
        study.frame("pieces"), among=study.frame("participants"), coder="C1", codes=study.frame("codes"), by=trait
    )

    found = {(row[trait], row["code"]): (row["n"], row["N"]) for row in table.frame.to_dict("records")}
    told = {
        (value, code): (n, group["N"])
        for value, group in expected["counts"]["by_trait"][trait].items()
        for code, n in group["n"].items()
    }
    assert {key: pair for key, pair in told.items() if key in found or pair[0]} == found


def test_two_coders_agree_as_the_witness_says(study, expected):
    told = expected["agreement"]
    codings = study.frame("codings")

    table = alpha_by_turn(codings, study.frame("turns"), coders=told["coders"], draws=50)
    rows = {row["code"]: row for row in table.frame.to_dict("records")}

    assert set(rows) == set(told["by_code"])
    for code, of in told["by_code"].items():
        assert rows[code]["alpha"] == pytest.approx(of["alpha"], abs=1e-6), code
        assert rows[code]["percent"] == pytest.approx(of["percent"], abs=1e-6), code
        assert (rows[code]["turns"], rows[code]["turns_C1"], rows[code]["turns_C2"]) == (
            of["turns"],
            of["turns_C1"],
            of["turns_C2"],
        ), code


def test_the_second_coder_read_four_texts_and_no_other(study, expected):
    codings = study.frame("codings")
    by_text = codings.groupby(["coder", "transcript"]).size()

    assert {coder: dict(by_text[coder]) for coder in ("C1", "C2")} == {
        coder: of["by_text"] for coder, of in expected["codings"].items()
    }
    assert sorted(by_text["C2"].index) == expected["agreement"]["texts"]
    assert expected["codings"]["C1"]["all"] >= 450


def test_who_is_coded_how_much_is_what_was_counted(study, expected):
    pieces = study.frame("pieces")
    mine = pieces[(pieces["coder"] == "C1") & (pieces["role"] == "participant")]
    turns = study.frame("turns")
    answers = {person.id: person.consent("quoting") for person in study.participants}
    said = {"oui": "yes", "non": "no", "sur accord": "on approval"}

    for person, of in expected["quoted"].items():
        rows = mine[mine["participant"] == person]
        assert sorted(turns.loc[turns["participant"] == person, "transcript"].unique()) == of["texts"]
        assert (turns["participant"] == person).sum() == of["turns"]
        assert len({id for ids in rows["codings"] for id in ids.split()}) == of["codings"]
        assert rows["code"].nunique() == of["codes"]
        assert answers[person] == said[of["quoting"]]


def test_who_was_asked_is_what_was_counted(study, expected, tables):
    turns = study.frame("turns")
    heard = turns[turns["role"] == "participant"].groupby("transcript")["participant"].agg(set)
    put = [row for row in tables["questions"] if row["façon"] in ("posée", "mal posée")]
    rows = [
        {"participant": person, "code": code.id, "asked": True}
        for row in put
        for code in study.codes
        if row["question"] in code.questions
        for person in heard[row["document"]]
    ]

    table = frequency(
        study.frame("pieces"),
        among=study.frame("participants"),
        coder="C1",
        codes=study.frame("codes"),
        asked=pd.DataFrame(rows),
    )

    asked = dict(zip(table.frame["code"], table.frame["asked"], strict=True))
    only = {code.id: code.questions[0] for code in study.codes if len(code.questions) == 1}
    assert len(only) >= 12
    assert {code: asked[code] for code in only} == {
        code: expected["questions"]["people_asked"][question] for code, question in only.items()
    }
    assert Counter(row["façon"] for row in tables["questions"]) == expected["questions"]["manners"]


@pytest.mark.parametrize("how", ["turn", "participant"])
def test_what_goes_together_in_exported_csv_is_what_cooccurrence_says(study, how, tmp_path):
    from toolkit.counting import cooccurrence

    exported = tmp_path / "passages.csv"
    study.codings.pieces().show().to_csv(exported, sep=";", index=False, encoding="utf-8-sig")
    text = exported.read_text(encoding="utf-8-sig")
    units: dict[str, set[tuple[str, ...]]] = {}
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";"):
        unit = (row["participant"],) if how == "participant" else (row["transcript"], row["turn"])
        if (row["coder"], row["state"]) == ("C1", "accepted") and row["role"] != "interviewer" and unit[0]:
            units.setdefault(row["code"], set()).add(unit)

    table = cooccurrence(study.frame("pieces"), how=how, coder="C1", codes=study.frame("codes"))

    assert sum(row["n"] > 0 for row in table.rows()) > 50
    for row in table.rows():
        a, b = units.get(row["code_a"], set()), units.get(row["code_b"], set())
        assert (row["n_a"], row["n_b"], row["n"]) == (len(a), len(b), len(a & b))


def test_each_crossed_cell_is_the_one_that_was_counted(study, expected):
    from toolkit.counting import crosstab

    for trait, groups in expected["counts"]["by_trait"].items():
        table = crosstab(
            study.frame("pieces"), columns=trait, among=study.frame("participants"), coder="C1",
            codes=study.frame("codes"),
        )  # fmt: skip
        for value, of in groups.items():
            if value:
                assert {code: table[code, value] for code in of["n"]} == of["n"]
        found = {row[trait]: row["N"] for row in table.rows()}
        assert {str(value): of["N"] for value, of in groups.items() if value} == {
            str(value): N for value, N in found.items() if value != "non renseigné"
        }
