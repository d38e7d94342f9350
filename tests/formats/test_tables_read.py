"""Tables that people typed: participants and codebooks."""

import pytest

from toolkit.errors import FaultyFile, UnreadableFile
from toolkit.formats.codebook import read_codebook
from toolkit.formats.matching import match_names
from toolkit.formats.participants import read_participants
from toolkit.formats.sheets import read_table
from toolkit.formats.table_writers import Printed, write_table


def written(tmp_path, text, name="t.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_whatever_its_separator_and_encoding(tmp_path, separator, encoding):
    text = 'id|métier|note\nE01|vitrail, été|"deux\nlignes ; oui"\nE02||à part\n'.replace("|", separator)
    if separator == ",":
        text = text.replace("vitrail, été", '"vitrail, été"')

    sheet = read_table(written(tmp_path, text, encoding=encoding))

    assert sheet.columns == ("id", "métier", "note")
    assert sheet.rows == (("E01", "vitrail, été", "deux\nlignes ; oui"), ("E02", "", "à part"))
    assert sheet.lines == (2, 4)


def test_repeated_blank_and_counting_columns_are_repaired_and_said(tmp_path):
    sheet = read_table(written(tmp_path, ";id; note ;note;;\n0;E01;a;b;c;\n1;E02;;;;\n"))

    assert sheet.columns[:3] == ("id", "note", "note (2)")
    assert sheet.columns[3].endswith("5")
    assert sheet.rows[0] == ("E01", "a", "b", "c")
    assert len(sheet.warnings) == 3


def test_a_row_longer_than_the_headings_is_a_fault_with_its_line(tmp_path):
    with pytest.raises(FaultyFile) as caught:
        read_table(written(tmp_path, "id;a\nE01;b;c\nE02;b\nE03;b;c;d\n"))

    assert len(caught.value.faults) == 2


def test_xlsx_is_read_as_it_shows(tmp_path):
    import datetime

    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "âge", "signé le", "oui"])
    sheet.write_row(1, 0, ["E01", 42])
    sheet.write_datetime(1, 2, datetime.datetime(2026, 3, 14), book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write_boolean(1, 3, True)
    book.close()

    assert read_table(path).rows == (("E01", "42", "2026-03-14", "oui"),)


def test_a_quotation_mark_never_closed_is_refused_with_its_line(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        read_table(written(tmp_path, 'id;a\nE01;b\nE02;"c\nE03;d\n'))

    assert caught.value.line == 3


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4", b"<html></html>", b"PK\x03\x04 broken", b'id;a\n"E01;b\n' + b"x" * 200_000]
)
def test_what_is_no_table_is_refused(tmp_path, data):
    path = tmp_path / "t.csv"
    path.write_bytes(data)

    with pytest.raises((UnreadableFile, FaultyFile)):
        read_table(path)


def test_participants_have_typed_traits_and_consents(tmp_path):
    text = (
        "Participant;Consentement citation;Accord d'archivage;âge;ancienneté;bénévole;code postal;métier\n"
        "E01;oui v2;non;42;1,5;oui;01000;vitrail\nE02;sur accord, le 3/2/2026;;37;2;non;69007;\n"
    )

    people = read_participants(written(tmp_path, text))

    first, second = people.participants
    assert dict(first.traits) == {
        "âge": 42,
        "ancienneté": 1.5,
        "bénévole": True,
        "code postal": "01000",
        "métier": "vitrail",
    }
    assert first.consent("quoting") == "yes"
    assert first.consent("archive") == "no"
    assert second.consent("quoting") == "on approval"
    assert second.consents[0].date == "2026-02-03"
    assert second.consent("archive") is None
    assert second.trait("métier") is None


@pytest.mark.parametrize(
    "cell",
    ["oui", "Oui v2", "ouiv2", "oui, le 3/2/2026", "oui (écrit)", "OUI, signé le 3 février 2026", "yes", "o", "y"],
)
def test_a_clear_yes_is_read_as_one(tmp_path, cell):
    people = read_participants(written(tmp_path, f"id;Consentement citation\nE01;{cell}\n"))

    assert people.participants[0].consent("quoting") == "yes"
    assert not [warning for warning in people.warnings if "sûre" in warning]


@pytest.mark.parametrize(
    "cell",
    ["oui ?", "x", "X", "✓", "ok", "à demander", "oui mais…", "oui mais pas le nom", "oui sauf la fin", "verbal ?",
     "oui…", "oui...", "oui/non", "oui je crois", "oui à confirmer", "signé", "1", "sous réserve ?", "non renseigné",
     "aucun problème", "pas encore", "?", "en attente", "oui pour l’enregistrement"],
)  # fmt: skip
def test_what_is_not_a_clear_yes_stays_unanswered_and_its_row_is_named(tmp_path, cell):
    people = read_participants(written(tmp_path, f"id;Consentement citation\nE00;oui\nE01;{cell}\n"))

    assert people.participants[1].consent("quoting") is None
    (warning,) = [warning for warning in people.warnings if "sûre" in warning]
    assert "3" in warning
    assert "Consentement citation" in warning


@pytest.mark.parametrize("cell", ["non", "Non ?", "n", "non, même après relecture", "refus", "pas d'accord", "0"])
def test_a_no_stays_a_no(tmp_path, cell):
    people = read_participants(written(tmp_path, f"id;Consentement citation\nE01;{cell}\n"))

    assert people.participants[0].consent("quoting") == "no"


def test_an_unsure_consent_is_no_consent_and_is_said(tmp_path):
    people = read_participants(written(tmp_path, "id;Consentement\nE01;oui mais pas le nom\nE02;oui\n"))

    assert people.participants[0].consent("quoting") is None
    assert people.participants[1].consent("quoting") == "yes"
    assert len(people.warnings) == 2


def test_columns_of_real_names_are_left_out(tmp_path):
    people = read_participants(written(tmp_path, "id;Nom;Prénom;métier\nE01;Roux;Élodie;vitrail\n"))

    assert people.participants[0].traits == (("métier", "vitrail"),)
    assert "Roux" not in repr(people) + "".join(people.warnings)


def test_every_fault_of_a_participants_table_is_listed(tmp_path):
    with pytest.raises(FaultyFile) as caught:
        read_participants(written(tmp_path, "id;âge\nE01;3\ne01;4\n!!;5\n"))

    assert len(caught.value.faults) == 2
    assert "2" in caught.value.faults[0]


def test_a_table_without_identifiers_is_refused(tmp_path):
    with pytest.raises(FaultyFile):
        read_participants(written(tmp_path, "âge;métier\n3;vitrail\n"))


def test_continuation_rows_are_put_together_with_the_row_above(tmp_path):
    text = "Index;Fichier;Observation;Matériau;Statut\n1;E_09a;deux parties;Verre;pro\n;E_09b;suite;Verre;\n2;E_10;;Bois;pro\n"  # noqa: E501

    people = read_participants(written(tmp_path, text), files=["E 09ab_final.docx", "E 10.docx"])

    assert [person.id for person in people.participants] == ["E_09a", "E_10"]
    assert people.participants[0].trait("Observation") == "deux parties ; suite"
    assert people.participant_of("E 09ab_final.docx") == "E_09a"
    assert people.participant_of("E 10.docx") == "E_10"


def test_names_are_matched_with_files_only_when_one_fits_best():
    found = match_names(
        ["E1", "Entretien_3", "E9", "E12"], ["e01.docx", "Entretien 03 - relu.odt", "E12_a.txt", "E12_b.txt"]
    )

    assert dict(found.pairs) == {"E1": "e01.docx", "Entretien_3": "Entretien 03 - relu.odt"}
    assert found.names_left == ("E9", "E12")
    assert found.files_left == ("E12_a.txt", "E12_b.txt")


def test_a_codebook_is_read_with_its_tree_in_its_order(tmp_path):
    text = "code;libellé;code parent;définition;quand utiliser;origine;polarité;couleur\nT;Transmission;;d;u;guide;;\nT1;Par le geste;T;;;inductif;+;#abc\n"  # noqa: E501

    sheet = read_codebook(written(tmp_path, text))

    assert [(code.id, code.label, code.parent) for code in sheet.codes] == [
        ("T", "Transmission", None),
        ("T1", "Par le geste", "T"),
    ]
    assert (sheet.codes[1].origin, sheet.codes[1].polarity, sheet.codes[1].color) == ("induction", "+", "#aabbcc")
    assert sheet.codes[0].when_to_use == "u"


def test_a_codebook_typed_in_levels_makes_its_themes(tmp_path):
    text = "Thème,Sous-thème,Code,Définition\nGeste,Main,Tenir,prendre\n,,Lâcher,laisser\nOutil,,,\n"

    sheet = read_codebook(written(tmp_path, text))

    assert [(code.id, code.parent) for code in sheet.codes] == [
        ("geste", None),
        ("main", "geste"),
        ("tenir", "main"),
        ("lacher", "main"),
        ("outil", None),
    ]
    assert sheet.codes[3].definition == "laisser"


def test_every_fault_of_a_codebook_is_listed(tmp_path):
    with pytest.raises(FaultyFile) as caught:
        read_codebook(written(tmp_path, "id;label;parent\na;A;zz\na;B;\nc;C;c\n"))

    assert len(caught.value.faults) == 3


def test_a_codebook_that_turns_in_a_circle_is_refused(tmp_path):
    with pytest.raises(FaultyFile):
        read_codebook(written(tmp_path, "id;label;parent\na;A;b\nb;B;a\n"))


def test_the_real_participants_table_is_repaired_and_matched(shared_data):
    folder = shared_data / "artisans"
    files = sorted(folder.glob("*.docx"))

    people = read_participants(folder / "participants_source.csv", files=files)

    assert len(people.participants) == 5
    assert all(people.participant_of(file) for file in files)
    assert len({people.participant_of(file) for file in files}) == 5
    assert [person.trait("Matériau") for person in people.participants] == [
        "Verre",
        "Verre",
        "Verre",
        "Métal",
        "Ebenisterie",
    ]
    assert all(person.consent("quoting") == "yes" for person in people.participants)
    # Repeated heading, continuation row, consent without use, names unlike the files', two rows for one file.
    assert len(people.warnings) == 5


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("label", ["=1+1", "'=1+1", "''=1+1", "'entraide'", "l’aide", "-", "a|b", "<img src=x>"])
def test_a_label_written_in_a_table_is_read_as_it_was(tmp_path, label: str, ending: str) -> None:
    path = write_table(tmp_path / f"t.{ending}", Printed("", ("label", "n"), ((label, 1),)))

    rows = read_table(path).rows

    assert rows[-1][0] == label
