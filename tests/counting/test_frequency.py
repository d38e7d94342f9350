import csv
from collections import defaultdict

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.counting import frequency
from toolkit.errors import InvalidValue, UnknownCode, UnknownName

UNITS = ("participant", "case", "group", "transcript", "turn", "segment", "words", "characters")


def test_people_are_counted_once_however_often_they_speak(desk):
    table = frequency(desk.frame("pieces"), coder="C1", among=desk.frame("participants"), codes=desk.frame("codes"))

    assert {code: table[code] for code in table} == {"entraide": 1, "aide": 3, "fatigue": 1, "argent": 0}
    assert set(table.frame["N"]) == {5}
    assert table.unit == "participant"


def test_a_proposal_and_the_interviewer_are_not_counted(desk):
    quotes = frequency(desk.frame("pieces"), coder="C1").quotes("entraide")

    assert set(quotes["participant"]) == {"P1"}
    assert set(quotes["role"]) == {"participant"}


def test_a_coding_that_crosses_two_speakers_reaches_both(desk):
    quotes = frequency(desk.frame("pieces"), coder="C1").quotes("Aide reçue")

    assert set(quotes["participant"]) == {"P1", "P3", "P4"}


def test_a_theme_folds_its_codes_and_a_person_counts_once(desk):
    table = frequency(
        desk.frame("pieces"), coder="C1", level="theme", codes=desk.frame("codes"), among=desk.frame("participants")
    )

    assert table["lien"] == 3
    assert table["Faire lien"] == 3
    assert "entraide" not in table


def test_without_among_there_is_no_N(desk):
    table = frequency(desk.frame("pieces"), coder="C1")

    assert table.frame["N"].isna().all()
    assert "N" not in table.printed.headings


def test_several_coders_without_one_named_are_an_error_with_a_hint(desk):
    with pytest.raises(InvalidValue) as fault:
        frequency(desk.frame("pieces"))

    assert fault.value.coders == ("C1", "C2")
    assert "coder=" in fault.value.hint


def test_two_coders_named_count_what_either_coded(desk):
    table = frequency(desk.frame("pieces"), coder=["C1", "C2"])

    assert table["fatigue"] == 2
    assert frequency(desk.frame("pieces"), coder=["C1", "C2"], unit="segment")["entraide"] == 1


def test_an_unknown_coder_is_named(desk):
    with pytest.raises(UnknownName):
        frequency(desk.frame("pieces"), coder="C9")


def test_a_voice_that_nobody_knows_is_left_out_and_said(desk, monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")

    table = frequency(desk.frame("pieces"), coder="C1")

    assert table["fatigue"] == 1
    assert any(note.startswith("1 extract is left out") for note in table.notes)


def test_groups_are_shown_beside_people(desk):
    table = frequency(desk.frame("pieces"), coder="C1")

    assert dict(zip(table.frame["code"], table.frame["groups"], strict=True)) == {
        "entraide": 0,
        "aide": 1,
        "fatigue": 0,
    }
    assert frequency(desk.frame("pieces"), coder="C1", unit="group")["fatigue"] == 1


def test_each_unit_gives_its_own_count(desk):
    pieces, turns = desk.frame("pieces"), desk.frame("turns")

    counts = {unit: frequency(pieces, coder="C1", unit=unit, among=turns)["aide"] for unit in UNITS if unit != "case"}

    assert counts == {
        "participant": 3,
        "group": 1,
        "transcript": 2,
        "turn": 3,
        "segment": 3,
        "words": 3 + 7 + 1,
        "characters": len("c’est tout") + len("On s’aide, oui, tous les jours.") + len("Pareil"),
    }


def test_overlapping_extracts_of_a_theme_are_measured_once(desk):
    table = frequency(desk.frame("pieces"), coder="C1", unit="characters", level="theme", codes=desk.frame("codes"))

    joined = "l’entraide 🙂 c’est tout pour nous"
    assert table["lien"] == len(joined) + len("On s’aide, oui, tous les jours.") + len("Pareil")


def test_N_of_turns_is_the_turns_of_people(desk):
    turns = desk.frame("turns")

    table = frequency(desk.frame("pieces"), coder="C1", unit="turn", among=turns)

    assert set(table.frame["N"]) == {int((turns["role"] != "interviewer").sum())}


def test_among_keeps_n_below_N(desk, monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")
    people = desk.frame("participants").query("participant != 'P3'")

    table = frequency(desk.frame("pieces"), coder="C1", among=people)

    assert (table["aide"], table.frame["N"].iloc[0]) == (2, 4)
    assert any("do not belong" in note or "does not belong" in note for note in table.notes)


def test_crossing_gives_n_of_N_in_each_modality_and_nobody_is_lost(desk):
    table = frequency(
        desk.frame("pieces"), coder="C1", by="statut", among=desk.frame("participants"), codes=desk.frame("codes")
    )

    assert table["aide", "salariée"] == 1
    assert table["aide", "bénévole"] == 1
    assert table["aide"] == 3
    sizes = table.frame.drop_duplicates("statut")["N"].tolist()
    assert sizes == [2, 2, 1]
    assert table.quotes("aide", "bénévole")["participant"].tolist() == ["P3"]


def test_a_yes_or_no_trait_reads_in_words(desk, monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")

    table = frequency(desk.frame("pieces"), coder="C1", by="membre", among=desk.frame("participants"))

    assert table["aide", "yes"] == 3
    assert table.frame.drop_duplicates("membre")["N"].tolist() == [1, 4]


def test_an_unknown_trait_a_wrong_unit_and_a_wrong_level_are_refused(desk):
    pieces = desk.frame("pieces")

    with pytest.raises(UnknownName):
        frequency(pieces, coder="C1", by="âge", among=desk.frame("participants"))
    with pytest.raises(InvalidValue):
        frequency(pieces, coder="C1", unit="personne")
    with pytest.raises(InvalidValue):
        frequency(pieces, coder="C1", level="famille")
    with pytest.raises(InvalidValue):
        frequency(pieces, coder="C1", by="code")
    with pytest.raises(UnknownCode):
        frequency(pieces, coder="C1")["isolment"]
    with pytest.raises(InvalidValue):
        frequency(pd.DataFrame({"a": [1]}))


def test_an_empty_study_gives_an_honest_empty_table(desk):
    table = frequency(desk.frame("pieces").iloc[:0], among=desk.frame("participants"))

    assert len(table) == 0
    assert "5" in table.caption
    assert repr(table)


def test_nobody_to_count_among_gives_no_nan(desk):
    table = frequency(
        desk.frame("pieces"), coder="C1", among=desk.frame("participants").iloc[:0], codes=desk.frame("codes")
    )

    assert set(table.frame["n"]) == {0}
    assert "nan" not in repr(table).lower()


def test_percentages_wait_for_twenty_people_or_for_being_asked():
    people = pd.DataFrame({"participant": [f"P{i}" for i in range(20)]})
    codings = pd.DataFrame({"participant": ["P1", "P2", "P2"], "code": ["a", "a", "a"]})

    assert frequency(codings, among=people).frame["percent"].tolist() == [10.0]
    assert "percent" not in frequency(codings, among=people.iloc[:19]).frame
    assert "percent" not in frequency(codings, among=people, percent=False).frame
    assert frequency(codings, among=people.iloc[:4], percent=True).frame["percent"].tolist() == [50.0]


def test_what_was_asked_is_told_from_what_nobody_verified(desk):
    asked = pd.DataFrame({"participant": ["P1", "P2", "P5"], "code": "fatigue", "asked": [True, False, True]})

    table = frequency(desk.frame("pieces"), coder="C1", among=desk.frame("participants"), asked=asked)

    row = table.frame.set_index("code").loc["fatigue"]
    assert (row["asked"], row["not_asked"], row["unverified"]) == (2, 1, 2)
    untold = frequency(desk.frame("pieces"), coder="C1", among=desk.frame("participants"))
    assert untold.frame["asked"].isna().all()


def test_the_frame_of_the_caller_is_left_as_it_was(desk):
    pieces, people = desk.frame("pieces"), desk.frame("participants")
    before, persons = pieces.copy(), people.copy()

    frequency(pieces, coder="C1", by="statut", among=people, level="theme", codes=desk.frame("codes"))

    pd.testing.assert_frame_equal(pd.DataFrame(pieces), pd.DataFrame(before))
    pd.testing.assert_frame_equal(pd.DataFrame(people), pd.DataFrame(persons))


def test_no_word_of_an_interview_is_shown_unasked(desk):
    table = frequency(desk.frame("pieces"), coder="C1", by="statut", among=desk.frame("participants"))

    shown = repr(table) + table._repr_html_() + repr(table.quotes()) + str(table.quotes()._repr_html_())

    assert "dimanche" not in shown
    assert "Pareil" not in shown
    assert "tous les jours" in " ".join(table.quotes()["quote"])


rows = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2", "P3", None]),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["accepted", "proposed", "rejected"]),
        st.sampled_from(["participant", "interviewer", "unknown"]),
        st.integers(1, 3),
        st.integers(0, 20),
        st.integers(1, 6),
    ),
    max_size=25,
)


def counts(table) -> dict[str, int]:
    return {code: table[code] for code in table if table[code]}


def frame_of(rows) -> pd.DataFrame:
    frame = pd.DataFrame(
        rows, columns=["participant", "code", "state", "role", "turn", "start", "length"], dtype=object
    )
    frame["end"] = frame["start"] + frame["length"]
    frame["transcript"] = "E1"
    frame["quote"] = [("mot " * 9)[s % 4 : s % 4 + n] for s, n in zip(frame["start"], frame["length"], strict=True)]
    return frame.assign(coder="C1", trait=frame["participant"].map({"P1": "x", "P2": "y"}))


@settings(deadline=None, max_examples=60)
@given(rows)
def test_counts_equal_a_naive_recount(rows):
    frame = frame_of(rows)
    kept = [r for r in rows if r[2] == "accepted" and r[3] != "interviewer"]
    people, turns, covered = defaultdict(set), defaultdict(set), defaultdict(set)
    for person, code, _state, _role, turn, start, length in kept:
        turns[code].add(turn)
        covered[code].update(range(start, start + length))
        if person is not None:
            people[code].add(person)

    assert counts(frequency(frame)) == {code: len(found) for code, found in people.items()}
    assert counts(frequency(frame, unit="turn")) == {code: len(found) for code, found in turns.items()}
    assert counts(frequency(frame, unit="characters")) == {c: len(found) for c, found in covered.items()}


@settings(deadline=None, max_examples=40)
@given(rows, st.randoms(use_true_random=False))
def test_a_repeated_coding_changes_no_count_of_people_and_order_is_nothing(rows, random):
    again = [*rows, *rows[:5]]
    random.shuffle(again)

    assert counts(frequency(frame_of(again))) == counts(frequency(frame_of(rows)))


@settings(deadline=None, max_examples=30)
@given(rows=rows)
def test_the_exported_csv_recounted_gives_the_same_numbers(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("csv")
    people = pd.DataFrame({"participant": ["P1", "P2", "P3"], "trait": ["x", "y", None]})
    table = frequency(frame_of(rows), by="trait", among=people)
    facts = table.to_csv(folder / "effectifs.csv")
    table.quotes().to_csv(folder / "extraits.csv", index=False)

    counted = defaultdict(set)
    with (folder / "extraits.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            counted[row["code"], row["trait"]].add(row["participant"])
    with facts.open(encoding="utf-8-sig", newline="") as file:
        told = [list(row.values()) for row in csv.DictReader(file, delimiter=";")]

    for code, _label, _theme, trait, n, _N, _unit in told:
        assert int(n) == len(counted[code, trait if trait in ("x", "y") else ""])
