"""The table of names: every context shown, read back exactly, its clashes refused all at once."""

import csv
import io

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from toolkit.cli import main
from toolkit.errors import FaultyFile, Refused
from toolkit.model import Turn, clean_text, fold
from toolkit.transcripts import check_decisions, contexts_of, pseudonymise, remaining, restore, shift_turns
from toolkit.transcripts.coffre_files import read_name_table
from toolkit.transcripts.decision_checks import too_near_rows
from toolkit.transcripts.forms import NAME_TYPES, Candidate, NameDecision, form_key
from toolkit.transcripts.name_files import read_names, write_names
from toolkit.transcripts.name_tables import COLUMNS, read_table, table_text
from toolkit.transcripts.pseudonymising import pseudonymise_all, unlisted, with_rules
from toolkit.transcripts.reading import read_text


def accepted(form: str, replacement: str, type="PERSON", **more) -> NameDecision:
    return NameDecision(form, type, "accepted", replacement, **more)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")


# Clashes.


def test_two_people_under_one_replacement_are_told_once_with_every_row():
    decisions = [
        accepted("Zohra Kaci", "Inès Blin"),
        accepted("Nour", "ines blin"),
        accepted("Karim", "Bachir"),
        accepted("Enzo", "INÈS BLIN"),
    ]

    (fault,) = check_decisions(decisions)

    assert (fault.kind, fault.groups) == ("shared", ((0, 1, 3),))
    assert fault.sentence(lambda rank: rank + 2).startswith("lines 2, 3 and 5:")
    assert "Zohra" not in fault.sentence()


@pytest.mark.parametrize(
    "decisions",
    [
        [accepted("Martine Martin", "Sylvie Blin"), accepted("MARTINE", "Sylvie"), accepted("la Martine", "Sylvie")],
        [accepted("Thierry", "Benoît", person="T"), accepted("Titi", "Benoît", person="t")],
        [accepted("Voiron", "[ville]", "PLACE"), accepted("Bron", "[ville]", "PLACE")],
        [accepted("14 mars", "mars 2024", "DATE"), accepted("15 mars", "mars 2024", "DATE")],
        [accepted("l'association Les Amarres", "Les Balises", "ORG"), accepted("Amarres", "Les Balises", "ORG")],
        [accepted("Zohra", "Inès"), NameDecision("Nour", "PERSON", "undecided", "Inès")],
    ],
)
def test_one_person_a_category_or_a_row_that_waits_is_no_clash(decisions):
    assert check_decisions(decisions) == []


@pytest.mark.parametrize(
    "decisions",
    [
        [accepted("Zohra", "Enzo"), accepted("Enzo", "Hugo")],
        [accepted("Zohra", "Marie ENZO"), NameDecision("enzo", "PERSON", "undecided")],
        [accepted("Zohra", "Éva Benali"), accepted("Nadia Bénali", "Alix Blin")],
        [accepted("Zohra", "Zohra")],
        [accepted("Voiron", "[commune de la Loire]", "PLACE"), accepted("Loire", "[département]", "PLACE")],
        [NameDecision("Rose", "PERSON", "as typed", "Lucie"), accepted("Paul", "Rose")],
    ],
)
def test_a_replacement_that_holds_a_form_to_replace_is_a_fault(decisions):
    (fault,) = check_decisions(decisions)

    assert fault.kind == "real name"
    assert len(fault.groups) == 1


def test_a_replacement_that_is_the_name_of_a_participant_is_a_fault():
    (fault,) = check_decisions([accepted("Zohra", "Inès Roux")], real_names=["Ines Martin"])

    assert fault.kind == "participant"
    assert fault.ranks == (0,)


def test_fifty_thousand_rows_are_checked_in_one_sentence_a_kind():
    rows = [accepted(f"Nom{n} Famille{n % 977}", "Nadia") for n in range(50_000)]

    (fault,) = check_decisions(rows)

    assert len(fault.ranks) == 50_000
    assert len(fault.sentence()) < 300


def test_a_small_commune_with_its_department_is_warned_about():
    rows = [accepted("Dieulefit", "[commune de la Drôme]", "PLACE", level=1), accepted("Lyon", "[ville]", "PLACE")]

    assert too_near_rows(rows) == [0]
    assert too_near_rows(rows, level=1) == [0]


def test_clashing_decisions_write_nothing_and_say_their_rows():
    reading = read_text("E : et Zohra ?\nK : avec Nour.\n", "a.txt")

    with pytest.raises(Refused) as fault:
        pseudonymise_all({"E01": reading}, [accepted("Zohra", "Inès"), accepted("Nour", "Inès")], {})

    assert fault.value.ranks == (0, 1)


# The table.

WORDS = st.text(alphabet="aéZ'’ -=+@;\"œ,|1\xa0", min_size=1, max_size=12).map(
    lambda text: clean_text(text).strip(" \xa0")
)
FORMS = WORDS.filter(lambda text: bool(form_key(text)) and not (text.isdigit() and len(text) == 9))
ROWS = st.builds(
    NameDecision,
    FORMS,
    st.sampled_from(NAME_TYPES),
    st.just("rejected"),
    WORDS,
    WORDS,
    st.lists(st.sampled_from(["E01", "Entretien, 1.docx", "a b.txt"]), max_size=2, unique=True).map(tuple),
    WORDS,
    st.sampled_from([None, 0, 1, 2, 3]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(ROWS, max_size=6, unique_by=lambda row: form_key(row.form)))
def test_a_table_is_read_back_exactly_as_text(rows):
    again = read_table(table_text({}, rows))

    assert sorted(again, key=repr_of) == sorted(rows, key=repr_of)


def repr_of(row: NameDecision) -> str:
    return "\0".join((row.form, row.type, row.replacement))


@pytest.mark.parametrize("name", ["noms à lire.csv", "noms à lire.xlsx"])
def test_a_table_is_read_back_exactly_from_disk(tmp_path, name):
    rows = [
        accepted("Zohra", "Farida", person="Zohra Kaci"),
        NameDecision("Rose", "PERSON", "as typed", "Lucie"),
        NameDecision("=1+1 Bonjour", "PERSON", "rejected", "", "un mot ; « rien »"),
        NameDecision("'=A1", "ORG", "rejected"),
        NameDecision("+33 6 12 34 56 78", "PHONE", "accepted", "[téléphone]"),
        accepted("0612345678", "[téléphone]", "PHONE"),
        NameDecision("Voiron", "PLACE", "undecided", "[ville]", level=1),
        accepted("Enzo", "Hugo", documents=("E01", "Entretien, 2.docx")),
    ]

    files = write_names(tmp_path / name, {}, rows, {})

    assert sorted(read_names(files[0]), key=repr_of) == sorted(rows, key=repr_of)
    assert read_name_table(files[0]) == read_names(files[0])


def test_every_occurrence_is_shown_with_its_turn(tmp_path):
    reading = read_text("E : vous voyez Zohra ?\nK : oui, Zohra et zohra.\n", "E01.txt")
    at = [i for i in range(len(reading.text)) if fold(reading.text[i : i + 5]) == "zohra"]
    found = {"E01.txt": [Candidate(i, i + 5, reading.text[i : i + 5], "PERSON") for i in at]}
    contexts = contexts_of({"E01.txt": reading}, found)

    (table, beside) = write_names(tmp_path / "noms.csv", found, [accepted("Zohra", "Farida")], contexts)
    (book,) = write_names(tmp_path / "noms.xlsx", found, [accepted("Zohra", "Farida")], contexts)

    rows = list(csv.reader(io.StringIO(beside.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert [(row[1], row[2], row[4]) for row in rows[1:]] == [
        ("E01.txt", "1", "Zohra"),
        ("E01.txt", "2", "Zohra"),
        ("E01.txt", "2", "zohra"),
    ]
    assert "turn 1: E : vous voyez ⟨Zohra⟩ ?" in table.read_text(encoding="utf-8-sig")
    sheets = CalamineWorkbook.from_path(str(book))
    assert len(sheets.get_sheet_by_name(sheets.sheet_names[1]).to_python()) == 4


def test_columns_may_be_moved_added_named_in_french_and_saved_in_cp1252(tmp_path):
    path = tmp_path / "relu.csv"
    text = (
        "remarques;Décision;Remplacement;niveau;forme;Type;personne\r\n"
        "à voir;accepté;Zoé;;Inès;personne;Mme É\r\n;;[ville];1;Voiron;lieu;\r\n"
    )
    path.write_bytes(text.encode("cp1252"))

    one, two = read_name_table(path)

    assert (one.form, one.replacement, one.person, one.type) == ("Inès", "Zoé", "Mme É", "PERSON")
    assert (two.type, two.level, two.decision) == ("PLACE", 1, "undecided")


def test_every_fault_of_a_table_is_said_at_once_with_its_line():
    text = (
        "form;type;decision;replacement;niveau\n"
        "Zohra;PERSON;oui;Enzo;\n"
        "Enzo;PERSON;oui;Inès;\n"
        "Nour;PERSON;oui;Inès;\n"
        "Bron;PLACE;oui;[ville];9\n"
        "Karim;CHAT;oui;Luc;\n"
        "Momo;PERSON;oui;;\n"
    )

    with pytest.raises(FaultyFile) as fault:
        read_table(text)

    said = "\n".join(fault.value.faults)
    assert len(fault.value.faults) == 5
    assert "line 2: the replacement is or holds" in said
    assert "lines 3 and 4: different people" in said
    assert all(f"line {line}:" in said for line in (5, 6, 7))
    assert not any(name in said for name in ("Zohra", "Enzo", "Nour", "Karim"))


def test_a_table_must_not_clash_with_what_the_coffre_holds(tmp_path):
    path = tmp_path / "noms.csv"
    path.write_text("form;decision;replacement\nNour;oui;Inès\n", encoding="utf-8")

    with pytest.raises(FaultyFile) as fault:
        read_names(path, held=[accepted("Zohra", "Inès")])

    assert "line 2 and a decision kept in the coffre: different people" in "\n".join(fault.value.faults)


def test_people_joined_under_one_replacement_are_one_in_the_table():
    rows = [accepted("Thierry", "Benoît"), accepted("Titi", "Benoît")]

    again = read_table(table_text({}, rows))

    assert {row.person for row in again} == {"Thierry"}


def test_an_empty_table_is_read():
    assert read_table(";".join(COLUMNS) + "\n") == []


# Later files.


def test_what_was_decided_goes_for_later_files_and_what_was_not_is_listed():
    held = [accepted("Zohra", "Farida"), NameDecision("Lyon", "PLACE", "rejected", reason="le club")]
    reading = read_text("E : et zohra ?\nK : elle est à Lyon.\nK : avec Wastrelin.\nK : à Bron.\n", "b.txt")

    listed = with_rules([accepted("Bron", "[ville]", "PLACE")], held)

    assert unlisted({"E02": reading}, listed, {}, spacy=False) == {"E02": [3]}
    assert "et farida" in pseudonymise_all({"E02": reading}, listed, {})["E02"].text


@pytest.fixture
def later(tmp_path, monkeypatch):
    passe = tmp_path / "passe"
    passe.write_text("cheval pile agrafe", encoding="utf-8")
    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(passe))
    first = tmp_path / "été 1.txt"
    first.write_text("E : et Zohra ?\nK : oui.\n", encoding="utf-8")
    table = tmp_path / "noms.csv"
    table.write_text("form;decision;replacement\nZohra;oui;Farida\n", encoding="utf-8")
    places = ["--to", str(tmp_path / "propres"), "--coffre", str(tmp_path / "coffre")]
    assert main(["pseudonymise", str(first), *places, "--names", str(table), "--destroy-on", "2030-09-30"]) == 0
    return tmp_path, places


def test_a_later_file_is_replaced_by_the_rules_of_the_coffre(later, capsys):
    folder, places = later
    second = folder / "deux.txt"
    second.write_text("E : et zohra, ZOHRA ?\nK : oui.\n", encoding="utf-8")

    assert main(["pseudonymise", str(second), *places]) == 0

    assert (folder / "propres" / "E02.txt").read_text(encoding="utf-8") == "E : et farida, FARIDA ?\nK : oui.\n"


def test_a_later_file_with_somebody_new_waits_for_a_decision(later, capsys):
    folder, places = later
    second = folder / "deux.txt"
    second.write_text("E : et Zohra ?\nK : avec madame Wastrelin.\n", encoding="utf-8")
    capsys.readouterr()

    assert main(["pseudonymise", str(second), *places]) == 2
    said = capsys.readouterr().err
    assert not (folder / "propres" / "E02.txt").exists()
    assert main(["pseudonymise", str(second), *places, "--go-on"]) == 0

    assert "E02: 1 line" in said
    assert "(2)" in said
    assert "Wastrelin" not in said
    assert (folder / "propres" / "E02.txt").exists()


def test_names_writes_a_workbook_at_the_level_asked_and_takes_it_again(tmp_path, capsys):
    raw = tmp_path / "entretien.txt"
    raw.write_text("E : vous habitez où ?\nK : à Voiron, avec Enzo.\n", encoding="utf-8")
    coffre = tmp_path / "coffre"
    coffre.mkdir()
    asked = ["names", str(raw), "--no-model", "--coffre", str(coffre)]

    assert main([*asked, "--xlsx", "--level", "2"]) == 0
    (voiron,) = [row for row in read_names(coffre / "noms.xlsx") if row.type == "PLACE"]
    assert voiron.replacement == "[ville moyenne d’Auvergne-Rhône-Alpes]"
    assert main([*asked, "--level", "1"]) == 0

    (voiron,) = [row for row in read_names(coffre / "noms.xlsx") if row.type == "PLACE"]
    assert voiron.replacement == "[commune de l’Isère]"
    assert not (coffre / "noms.csv").exists()


def test_a_text_without_any_name_is_said_and_its_table_is_empty(tmp_path, capsys):
    raw = tmp_path / "entretien.txt"
    raw.write_text("E : vous allez bien ?\nK : oui, merci.\n", encoding="utf-8")

    assert main(["names", str(raw), "--no-model", "--table", str(tmp_path / "noms.csv")]) == 0

    assert "Nothing here looks like a name" in capsys.readouterr().out
    assert read_names(tmp_path / "noms.csv") == []


# Laws of replacing.

NAMES = ["Aïcha", "Inès Roux", "Inès", "Roux", "Les Amarres", "Amarres", "Voiron", "Rose", "Jean-Michel", "de Castro"]
REPLACEMENTS = [
    "Nadia",
    "Alix Blin",
    "Colette",
    "Blin",
    "[association]",
    "[foyer 2]",
    "[ville]",
    "Lucie",
    "Émile",
    "Hugo",
]
DECISIONS = st.lists(
    st.builds(
        lambda form, new, how: NameDecision(form, "PERSON", how, new),
        st.sampled_from(NAMES),
        st.sampled_from(REPLACEMENTS),
        st.sampled_from(["accepted", "as typed", "rejected"]),
    ),
    max_size=6,
    unique_by=lambda row: form_key(row.form),
)
PIECES = st.sampled_from(
    [*NAMES, "AÏCHA", "ines", "roux", "jean michel", "d’", "de ", "l'", "la ", "aux ", "du ", "à l'", "qu'", "mon ",
     "l'association ", "chez ", " ", "\n", ", ", ":", "-", "😀", "e\u0301", "x", "œ"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=22).map("".join).map(clean_text)


@settings(deadline=None)
@given(TEXTS, DECISIONS)
def test_whatever_is_decided_the_original_comes_back_and_no_accepted_form_is_left(text, decisions):
    assume(check_decisions(decisions) == [])
    try:
        made = pseudonymise(text, decisions)
    except Refused:
        # A replacement beside other words may make a listed form: it is refused, nothing is written.
        return

    assert restore(made) == text
    assert remaining(made.text, decisions) == []
    assert pseudonymise(made.text, decisions).text == made.text


@settings(deadline=None)
@given(TEXTS, DECISIONS)
def test_no_replacement_crosses_the_border_of_a_turn(text, decisions):
    assume(check_decisions(decisions) == [])
    between = [0, *(i for i in range(1, len(text)) if text[i - 1] in " \n:" and text[i] not in " \n"), len(text)]
    cut = between[len(between) // 2]
    turns = [Turn(("K",), 0, between[len(between) // 4], cut), Turn(("E",), cut, cut, len(text))]
    try:
        made = pseudonymise(text, decisions, turns=turns)
    except Refused:
        return

    walls = {between[len(between) // 4], cut}
    assert not any(span.start < wall < span.end for span in made.spans for wall in walls)
    moved = shift_turns(turns, made, decisions)
    assert moved[0].end == moved[1].label_start
    assert moved[-1].end == len(made.text)
