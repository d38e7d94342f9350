"""``carnet risk``: on the screen, for a program, as a note."""

import json
from pathlib import Path

import pytest

from toolkit import new_study
from toolkit.model import Code, Coder, Participant, Speaker, Transcript, Turn, coding_of

SAID = "Q : Et ?\nZohra : J'ai 43 ans, je suis directrice, et le maire vient.\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six people; one is 43, says it, and is the director. No command changes it."""
    place = tmp_path_factory.mktemp("Mémoire (été)") / "étude pairs"
    with new_study(place, title="Pairs", coder="C1") as made:
        made.add(Coder("C1", role="intern"))
        for n in range(6):
            made.add(Participant(f"P0{n}", None, {"âge": 40 + n, "genre": "fm"[n % 2], "service": f"m{n}"}))
        turns = (Turn(("Q",), 0, 4, 8), Turn(("Zohra",), 9, 17, len(SAID) - 1))
        speakers = (Speaker("Q", "interviewer"), Speaker("Zohra", "participant", "P03"))
        text, code = Transcript("E01", SAID, turns, speakers), Code("age", "Âge")
        made.add(text, code)
        made.add(coding_of(text, 17, 28, code, coder="C1"))
    return place


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_it_says_who_remains_recognisable_and_ends_by_one(carnet, study):
    answer = carnet("risk", "-s", study)

    said = plain(answer.out)
    assert answer.code == 1
    for words in (
        "6 personnes sur 6 sont dans un groupe de moins de 5",
        "Ce qui est proposé",
        "1 personne de l’étude se reconnaît à son rôle : P03.",
        "P03 : à lui seul",
        "E01, tour 2",
        "E01:2",
    ):
        assert words in said
    assert "Zohra" not in said
    assert "43 ans" not in said


def test_a_program_reads_every_class_with_its_people(carnet, study):
    answer = carnet("risk", "-s", study, "--json", "-k", "2", "--trait", "genre")

    told = json.loads(answer.out)
    assert told["anonymity"]["k"] == 2
    assert told["anonymity"]["below"] == []
    assert {tuple(one["participants"]) for one in told["anonymity"]["classes"]} == {
        ("P00", "P02", "P04"),
        ("P01", "P03", "P05"),
    }
    assert told["portraits"][0]["participant"] == "P03"


@pytest.mark.parametrize("ending", [".docx", ".odt", ".html", ".md"])
def test_the_note_is_written_and_recorded_beside_the_study(carnet, study, ending):
    note = study / "outputs" / f"note de risque{ending}"

    answer = carnet("risk", "-s", study, "--to", note, "--criterion", "vulnerable", "--destroy-on", "2028-09-30")

    assert answer.code == 0
    assert note.stat().st_size > 1000
    assert json.loads(note.with_name(note.name + ".json").read_text(encoding="utf-8"))["verb"] == "risk"


def test_the_note_ticks_what_was_said(carnet, study, tmp_path):
    note = tmp_path / "note.md"

    carnet("risk", "-s", study, "--to", note, "--criterion", "vulnerable", "--criterion", "large")

    said = plain(note.read_text(encoding="utf-8"))
    assert "☒ personnes vulnérables" in said
    assert "☒ grande échelle" in said
    assert "1 texte à vérifier" in said


def test_own_groups_are_read_from_a_table(carnet, study, tmp_path):
    table = tmp_path / "regroupements.csv"
    rows = "".join(f"service;m{n};{'soin' if n < 3 else 'social'}\n" for n in range(6))
    table.write_text("trait;valeur;groupe\n" + rows, encoding="utf-8-sig")

    answer = carnet("risk", "-s", study, "-k", "3", "-t", "service", "--groups", table)

    assert "selon vos regroupements (soin ; social)" in plain(answer.out)


def test_the_day_of_destruction_is_read_in_the_coffre(carnet, study, passphrase, tmp_path):
    from toolkit.transcripts import new_coffre

    new_coffre(tmp_path / "coffre", study, "cheval pile agrafe", "2029-01-31", scrypt_n=2**12)

    answer = carnet("risk", "-s", study, "--to", tmp_path / "note.md", "--coffre", tmp_path / "coffre")

    assert answer.code == 0
    assert "31/01/2029" in (tmp_path / "note.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "note.pdf"], ".docx"),
        (["--trait", "inconnu"], "inconnu"),
        (["--keep", "inconnu"], "inconnu"),
        (["--destroy-on", "bientôt", "--to", "note.md"], "n’est pas une date"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(carnet, study, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)

    answer = carnet("risk", "-s", study, *arguments)

    assert answer.code == 2
    assert words in plain(answer.err)
    assert list(tmp_path.glob("note*")) == []


def test_a_table_of_groups_without_its_columns_is_said(carnet, study, tmp_path):
    table = tmp_path / "autre.csv"
    table.write_text("a;b\n1;2\n", encoding="utf-8")

    answer = carnet("risk", "-s", study, "--groups", table)

    assert answer.code == 2
    assert "valeur" in answer.err


def test_an_empty_study_is_told_that_nothing_can_be_measured(carnet, place):
    new_study(place).close()

    answer = carnet("risk", "-s", place)

    assert answer.code == 0
    assert "rien à mesurer" in answer.out
