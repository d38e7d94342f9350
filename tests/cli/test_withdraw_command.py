"""``carnet withdraw``: says what will go, asks, erases, gives the receipt; the coffre forgets too."""

import json

import pytest
from leaving import study_to_leave

from toolkit import open_study
from toolkit.cli import main
from toolkit.transcripts.coffre_files import new_coffre, open_coffre
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.replacements import pseudonymise

PASS = "cheval pile agrafe"
NAMES = [
    NameDecision("Martine", "PERSON", "accepted", "Colette"),
    NameDecision("Karim", "PERSON", "accepted", "Hamid"),
    NameDecision("Limoges", "PLACE", "accepted", "[ville]"),
]


@pytest.fixture
def place(folder, monkeypatch, tmp_path):
    study_to_leave(folder).close()
    monkeypatch.setenv("CARNET_CODER", "C1")
    secret = tmp_path / "passe"
    secret.write_text(PASS, encoding="utf-8")
    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(secret))
    return folder


@pytest.fixture
def coffre(place):
    raw = place.parent / "Martine.txt"
    raw.write_text("Martine : je viens de Limoges.", encoding="utf-8")
    made = new_coffre(place.parent / "coffre", place, PASS, "2030-01-01", scrypt_n=2)
    made.add("E03", pseudonymise("Martine : je viens de Limoges.", NAMES), raw=raw)
    made.add("G01", pseudonymise("Martine : oui. Karim : non.", NAMES))
    made.add("E04", pseudonymise("Karim : Les bancs.", NAMES))
    made.add_entries(NAMES)
    made.save()
    return made.folder


def test_without_yes_where_nobody_can_answer_nothing_is_done(place, capsys):
    code = main(["withdraw", "P03", "--study", str(place)])

    said = capsys.readouterr()
    assert code == 2
    assert "--yes" in said.err
    assert "E03" in said.out
    with open_study(place) as study:
        assert "P03" in study.participants


def test_a_dry_run_says_the_numbers_and_writes_nothing(place, capsys):
    code = main(["withdraw", "P03", "--study", str(place), "--dry-run", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["rehearsal"]
    assert any("E03" in line for line in told["erased"])
    with open_study(place) as study:
        assert "P03" in study.participants


def test_yes_erases_and_writes_the_receipt(place, capsys):
    receipt = place / "outputs" / "retrait-P03.docx"

    code = main(["withdraw", "P03", "--study", str(place), "--yes", "--to", str(receipt)])

    said = capsys.readouterr()
    assert code == 0
    assert receipt.exists()
    assert receipt.with_name(receipt.name + ".json").exists()
    assert "carnet withdraw P03 --coffre" in said.out.replace("\n", " ").replace("  ", " ") or "--coffre" in said.out
    with open_study(place) as study:
        assert "P03" not in study.participants
        assert study.verify()


def test_the_coffre_forgets_the_person_and_names_what_to_delete(place, coffre, capsys):
    code = main(["withdraw", "P03", "--study", str(place), "--yes", "--coffre", str(coffre), "--json"])

    told = json.loads(capsys.readouterr().out)
    table = open_coffre(coffre, PASS).table
    assert code == 0
    assert [held.id for held in table.documents] == ["E04"]
    assert [entry.form for entry in table.entries] == ["Karim"]
    assert any(
        "le fichier brut de E03, dans le dossier brut du coffre (1 fichier)" in line for line in told["by_hand"]
    )
    assert "Martine" not in json.dumps(told, ensure_ascii=False)
    assert any(line.endswith("(2 formes)") for line in told["erased"])


def test_one_form_that_leaves_the_coffre_is_said_in_the_singular(place, capsys):
    made = new_coffre(place.parent / "coffre", place, PASS, "2030-01-01", scrypt_n=2)
    made.add("E03", pseudonymise("Martine : oui.", NAMES[:1]))
    made.add_entries(NAMES[:1])
    made.save()

    code = main(["withdraw", "P03", "--study", str(place), "--yes", "--coffre", str(made.folder), "--json"])

    assert code == 0
    assert any(line.endswith("(1 forme)") for line in json.loads(capsys.readouterr().out)["erased"])


def test_the_coffre_can_be_cleaned_later(place, coffre):
    main(["withdraw", "P03", "--study", str(place), "--yes"])

    code = main(["withdraw", "P03", "--study", str(place), "--yes", "--coffre", str(coffre)])

    table = open_coffre(coffre, PASS).table
    assert code == 0
    assert [held.id for held in table.documents] == ["E04"]


def test_a_wrong_passphrase_stops_before_anything_is_erased(place, coffre, monkeypatch, tmp_path):
    wrong = tmp_path / "autre"
    wrong.write_text("pas celle-ci", encoding="utf-8")
    monkeypatch.setenv("CARNET_PASSPHRASE_FILE", str(wrong))

    code = main(["withdraw", "P03", "--study", str(place), "--yes", "--coffre", str(coffre)])

    assert code == 2
    with open_study(place) as study:
        assert "P03" in study.participants


@pytest.mark.parametrize("arguments", [["P99", "--yes"], ["P03", "--yes", "--to", "reçu.pdf"]])
def test_what_cannot_be_done_is_one_sentence_and_nothing_changes(place, arguments, capsys):
    code = main(["withdraw", *arguments, "--study", str(place)])

    assert code == 2
    assert capsys.readouterr().err.strip()
    with open_study(place) as study:
        assert "P03" in study.participants


def test_on_a_terminal_a_no_leaves_everything(place, monkeypatch):
    import typer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    def no(_question, abort):
        raise typer.Abort

    monkeypatch.setattr(typer, "confirm", no)

    code = main(["withdraw", "P03", "--study", str(place)])

    assert code == 2
    with open_study(place) as study:
        assert "P03" in study.participants


def test_the_receipt_to_give_holds_no_command_and_no_word_of_the_trade(place, capsys):
    receipt = place / "outputs" / "retrait-P03.md"

    main(["withdraw", "P03", "--study", str(place), "--yes", "--to", str(receipt)])

    told, shown = receipt.read_text(encoding="utf-8"), capsys.readouterr().out
    assert "carnet withdraw" not in told
    assert "Tête" not in told
    assert "La table de correspondance du coffre : à faire par l'enquêteur." in told.replace("’", "'").replace(
        "\xa0", " "
    )
    assert "Référence" in told.splitlines()[-1]
    assert "--coffre" in shown


def test_what_is_shown_before_the_confirmation_speaks_of_what_would_go(place, capsys):
    main(["withdraw", "P03", "--study", str(place)])

    shown = capsys.readouterr().out
    assert "Ce qui partirait avec P03" in shown
    assert "serait effacé" in shown
    assert "a été ramené" not in shown
    assert "a été retiré" not in shown


def test_what_the_coffre_keeps_of_somebody_who_leaves_goes_from_its_table():
    from toolkit.transcripts.coffre_leaving import without_person
    from toolkit.transcripts.correspondence import Correspondence, Document, Exemption, Kept

    table = Correspondence(
        documents=(Document("E01", (), "", ""), Document("E02", (), "", "")),
        kept=(Kept("a.m4a", "audio", "", 1, "E01"), Kept("b.m4a", "audio", "", 1, "E02"), Kept("c", "audio", "", 1)),
        exemptions=(Exemption("Rose", "", "une fleur"),),
    )

    left = without_person(table, ["E01"])

    assert [one.name for one in left.table.kept] == ["b.m4a", "c"]
    assert left.raw == ("E01",)
    assert left.table.exemptions == ()
