import pandas as pd
import pytest

from toolkit.counting import framework, meta_matrix, negative_cases, profile, proximity, spread, typology
from toolkit.counting.files import read_framework, write_framework
from toolkit.counting.framework import Framework, Summary
from toolkit.errors import InvalidValue, UnknownName, UnknownParticipant, UnreadableFile
from toolkit.model import Code

CODES = [
    Code("aide", "Aide"),
    Code("pour", "Aide voulue", parent="aide", polarity="+"),
    Code("contre", "Aide refusée", parent="aide", polarity="-"),
    Code("temps", "Temps"),
    Code("lieu", "Lieu [le café]"),
]


def study(cases: dict[str, str | None], said: list[tuple[str, str]]):
    rows = [
        (f"E{person}", 2 * n + 1, 50 * n, 50 * n + 30, code, person, f"g{n}", f"mots de {person} ({n})")
        for n, (person, code) in enumerate(said)
    ]
    columns = ["transcript", "turn", "start", "end", "code", "participant", "coding", "quote"]
    people = pd.DataFrame({"participant": list(cases), "case": list(cases.values())})
    return pd.DataFrame(rows, columns=columns), people


SAID = [("P1", "pour"), ("P1", "pour"), ("P2", "contre"), ("P3", "pour"), ("P4", "contre"), ("P1", "temps"),
        ("P2", "temps")]  # fmt: skip
CASES = {"P1": "Nord", "P2": "Nord", "P3": "Sud", "P4": "Sud", "P5": None}


def test_a_meta_matrix_says_n_of_N_and_the_extracts_of_each_case():
    codings, people = study(CASES, SAID)

    table = meta_matrix(codings, among=people, codes=CODES)
    cells = {(row["case"], row["code"]): row for row in table.rows()}

    assert (cells["Nord", "aide"]["n"], cells["Nord", "aide"]["N"], cells["Nord", "aide"]["extracts"]) == (2, 2, 3)
    assert cells["Nord", "aide"]["ids"] == "g0 g1 g2"
    assert cells["Sud", "temps"]["n"] == 0
    assert "2 sur 2 · 3 extraits" in table.printed.rows[0]
    assert any("pas de test" in note for note in table.notes)
    assert any("1 personne n’est rattachée à aucun cas" in note for note in table.notes)


def test_adding_a_case_leaves_the_others_as_they_were():
    codings, people = study(CASES, SAID)
    more, everybody = study({**CASES, "P6": "Est", "P7": "Ouest"}, [*SAID, ("P6", "pour"), ("P7", "lieu")])

    before = {(row["case"], row["code"]): row for row in meta_matrix(codings, among=people, codes=CODES).rows()}
    after = {(row["case"], row["code"]): row for row in meta_matrix(more, among=everybody, codes=CODES).rows()}

    assert before.items() <= after.items()
    assert {case for case, _code in after} == {"Nord", "Sud", "Est", "Ouest"}


def test_themes_are_shared_contested_or_of_one_group_by_the_rule_that_is_printed():
    codings, people = study(CASES, SAID)

    table = spread(codings, among=people, codes=CODES)
    found = {row["code"]: (row["spread"], row["contested"]) for row in table.rows()}

    assert found == {"aide": ("shared", True), "temps": ("specific", False), "lieu": ("unvoiced", False)}
    assert "50 %" in table.notes[0].replace("\xa0", " ").replace("\u202f", " ")
    stricter = spread(codings, among=people, codes=CODES, specific_from=3, contested_from=3)
    # Two people of a case of two: the whole of it.
    assert {row["code"]: row["contested"] for row in stricter.rows()}["aide"] is False
    assert {row["code"]: row["spread"] for row in stricter.rows()}["temps"] == "specific"


def test_without_polarity_nothing_is_said_to_be_contested():
    codings, people = study(CASES, [("P1", "temps"), ("P3", "temps")])

    table = spread(codings, among=people, codes=[Code("temps", "Temps")])

    assert not table.rows()[0]["contested"]
    assert any("n’est marqué" in note for note in table.notes)


def test_a_rule_that_cannot_be_is_refused():
    codings, people = study(CASES, SAID)

    with pytest.raises(InvalidValue):
        spread(codings, among=people, codes=CODES, shared_from=0)


def test_every_person_is_in_one_type_or_unclassifiable_with_a_reason():
    codings, people = study(CASES, SAID)

    table = typology(people, down="aide", across="case", codings=codings, codes=CODES, reasons={"P4": "deux lieux"})

    placed = [id for down in table.down for across in table.across for id in table.people(down, across)]
    assert sorted([*placed, *table.unclassifiable]) == list(CASES)
    assert table["exprimé", "Nord"] == 2
    assert table.unclassifiable["P4"] == "deux lieux"
    assert "case" in table.unclassifiable["P5"]
    assert set(table.quotes("exprimé", "Sud")["participant"]) == {"P3"}
    assert "mots de" not in repr(table)
    assert "mots de" not in repr(table.quotes())


def test_a_dimension_may_be_the_reading_of_the_analyst():
    _codings, people = study(CASES, SAID)

    table = typology(people, down={"P1": "engagée", "P2": "distante", "P3": "engagée"}, across="case")

    assert table.people("engagée", "Nord") == ("P1",)
    assert set(table.unclassifiable) == {"P4", "P5"}
    with pytest.raises(UnknownParticipant):
        typology(people, down={"P9": "engagée"}, across="case")
    with pytest.raises(UnknownName):
        typology(people, down="humeur", across="case")
    with pytest.raises(UnknownName):
        table.people("engagée", "Est")


def test_nobody_at_all_is_an_empty_typology():
    table = typology(pd.DataFrame({"participant": [], "statut": []}), down="statut", across="statut")

    assert len(table) == 0
    assert "nan" not in repr(table).lower()


def test_negative_cases_are_those_who_go_against_the_pattern():
    codings, people = study(CASES, SAID)

    by_code = negative_cases(codings, when="aide", then="temps", among=people, codes=CODES)
    by_trait = negative_cases(codings, when={"case": "Nord"}, then="pour", among=people, codes=CODES)

    assert [(row["participant"], row["n"]) for row in by_code.rows()] == [("P3", 1), ("P4", 1)]
    assert [row["participant"] for row in by_trait.rows()] == ["P2"]
    assert set(by_code.quotes()["participant"]) == {"P3", "P4"}
    assert any(
        "2 avec « Temps », 2 sans" in note.replace("\xa0", " ").replace("\u202f", " ") for note in by_code.notes
    )
    with pytest.raises(UnknownName):
        negative_cases(codings, when="aide", then="humeur", among=people, codes=CODES)


def test_a_profile_shares_what_each_one_says_between_the_themes():
    codings, people = study(CASES, SAID)

    table = profile(codings, of="participant", unit="characters", among=people, codes=CODES)

    shares = {(row["participant"], row["code"]): row["percent"] for row in table.rows()}
    assert shares["P1", "aide"] == pytest.approx(66.7)
    assert shares["P1", "temps"] == pytest.approx(33.3)
    assert shares["P5", "aide"] is None


def test_proximity_is_the_distance_in_turns_and_the_order_in_the_text():
    rows = [("E1", 1, 0, 5, "A"), ("E1", 3, 20, 25, "B"), ("E1", 9, 90, 95, "A"), ("E2", 4, 0, 5, "B"),
            ("E2", 4, 5, 9, "A"), ("E3", 2, 0, 5, "A")]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["transcript", "turn", "start", "end", "code"])

    found = {(row["code_a"], row["code_b"]): row for row in proximity(frame).rows()}

    near = found["A", "B"]
    assert (near["n"], near["with_b"], near["median"]) == (4, 3, 2.0)  # 2, 6 and 0 turns away
    assert (near["followed"], near["texts"], near["first"]) == (1, 2, 1)
    assert found["B", "A"]["median"] == 1.0
    assert (found["B", "A"]["followed"], found["B", "A"]["first"]) == (2, 1)
    assert proximity(frame.iloc[:0]).rows() == []


def test_a_framework_goes_to_a_workbook_and_back_with_nothing_lost(tmp_path):
    codings, people = study(CASES, SAID)
    made = framework(codings, among=people, codes=CODES)
    texts = ["- Il dit « oui », puis\nnon 🙂", "=1+1", "'=2", "  bords  ", "a\tb", "@ tous", "x" * 20_000]
    for (person, theme), text in zip([(p, t) for p in CASES for t, _l in made.themes], texts, strict=False):
        made = made.written(person, theme, text)

    for name in ("cadre d’été.xlsx",):
        again = read_framework(write_framework(tmp_path / name, made))

        assert again == made
        assert again.cell("P1", "aide").text == "- Il dit « oui », puis\nnon 🙂"
        assert again.cell("P1", "aide").extracts == ("g0", "g1")


def test_summaries_come_back_and_new_extracts_are_told(tmp_path):
    codings, people = study(CASES, SAID)
    before = framework(codings, among=people, codes=CODES).written("P2", "aide", "Refuse l’aide.")
    more, fewer = study({"P2": "Nord", "P3": "Sud"}, [*SAID, ("P2", "contre")])

    after = framework(more, among=fewer, codes=CODES, before=before.written("P1", "aide", "Veut de l’aide."))

    assert after.cell("P2", "aide").text == "Refuse l’aide."
    assert after.cell("P2", "aide").new == ("g7",)
    assert after.cell("P1", "aide").text == "Veut de l’aide."
    assert any("conservé" in note for note in after.notes())
    assert read_framework(write_framework(tmp_path / "c.xlsx", after)).cell("P1", "aide").text == "Veut de l’aide."
    assert "aide" not in repr(after)


def test_a_workbook_that_lost_its_themes_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("Personne;Entraide\nP1;oui\n", encoding="utf-8")

    with pytest.raises(UnreadableFile) as fault:
        read_framework(path)

    assert "Entraide [entraide]" in fault.value.hint
    with pytest.raises(InvalidValue):
        Framework(("P1",), (("a", "A"),), (Summary("P1", "a", "x"), Summary("P1", "a", "y")))
    with pytest.raises(InvalidValue):
        write_framework(tmp_path / "d.xlsx", Framework(("P1",), (("a", "A"),), (Summary("P1", "a", "x" * 40_000),)))
