import json

import pytest

from toolkit.cli import main
from toolkit.model import Change, Code, Coder, Coding, Quote, Transcript, coding_of
from toolkit.study import new_study, open_study


@pytest.fixture
def folder(study_of, tmp_path):
    memory = study_of({1: ("entraide", "dire"), 2: ("entraide",), 3: ("taire",)}, quoting="on approval")
    place = tmp_path / "étude de cas"
    with new_study(place, title="La place des pairs") as study:
        study.do(Change.adding(Coder("C1", role="intern")))
        for shelf in ("participants", "transcripts", "codes", "codings"):
            study.do(Change.adding(*memory._shelves[shelf].values()))
    return place


def carnet(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_from_choice_to_checked_document(folder, capsys, tmp_path):
    assert carnet(capsys, "quotes", "choose", "-s", folder)[0] == 0
    code, out, _err = carnet(capsys, "quotes", "list", "--json", "-s", folder)
    rows = json.loads(out)
    assert code == 0
    assert {row["why"] for row in rows} == {"not approved"}
    assert not any("text" in row for row in rows)

    code, out, _err = carnet(capsys, "quotes", "approve", *(row["id"] for row in rows), "-s", folder)
    assert code == 0
    assert out.count("approuvé") == len(rows)

    code, out, _err = carnet(capsys, "feedback", "build", "--to", tmp_path / "envoi", "-s", folder, "--json")
    made = json.loads(out)
    assert code == 0
    assert made["withheld"] == []
    assert len(made["files"]) == 2

    for file in made["files"]:
        code, out, err = carnet(capsys, "feedback", "check", file, "-s", folder)
        assert (code, err) == (0, "")
        assert "Rien à corriger" in out


def test_unapproved_extracts_are_named_with_their_reason_and_stay_out(folder, capsys):
    carnet(capsys, "quotes", "choose", "--theme", "entraide", "-s", folder)

    code, out, err = carnet(capsys, "feedback", "build", "--for", "participants", "-s", folder)

    assert code == 0
    assert "retour-aux-personnes.docx" in out
    assert "souhaite approuver chaque extrait" in err
    page = (folder / "outputs" / "retour-aux-personnes.html").read_text(encoding="utf-8")
    assert "café" not in page
    assert "2 personnes sur 3" in page


def test_refusal_makes_the_check_fail(folder, capsys):
    carnet(capsys, "quotes", "choose", "-s", folder)
    with open_study(folder) as study:
        ids = [quote.id for quote in study.all(Quote)]
    carnet(capsys, "quotes", "approve", *ids, "-s", folder)
    carnet(capsys, "feedback", "build", "-s", folder)

    carnet(capsys, "quotes", "refuse", ids[0], "-s", folder)
    code, out, _err = carnet(
        capsys, "feedback", "check", folder / "outputs" / "note-de-restitution.docx", "-s", folder
    )

    assert code == 1
    assert "refusé" in out


def test_listing_shows_words_only_when_asked(folder, capsys):
    assert "Aucun extrait" in carnet(capsys, "quotes", "list", "-s", folder)[1]
    carnet(capsys, "quotes", "choose", "-s", folder)

    quiet, loud = (carnet(capsys, "quotes", "list", *more, "-s", folder)[1] for more in ((), ("--text",)))

    assert "café" not in quiet
    assert "café" in loud


@pytest.mark.parametrize(
    "arguments",
    [
        ("quotes", "approve", "q9"),
        ("feedback", "build", "--theme", "entraid"),
        ("feedback", "build", "--for", "jury"),
        ("feedback", "check", "absent.docx"),
        ("quotes", "choose", "-n", "0"),
    ],
)
def test_bad_requests_get_a_sentence_and_write_nothing(folder, capsys, arguments):
    code, _out, err = carnet(capsys, *arguments, "-s", folder)

    assert code == 2
    assert err.strip()
    assert "Traceback" not in err
    assert list((folder / "outputs").iterdir()) == []


def test_folder_without_study_is_said(tmp_path, capsys):
    code, _out, err = carnet(capsys, "feedback", "build", "-s", tmp_path)

    assert code == 2
    assert "carnet new" in err


def test_one_intern_among_the_coders_is_the_one_counted_and_it_is_said(folder, capsys, tmp_path):
    with open_study(folder) as study:
        study.do(Change.adding(Coder("C2", role="supervisor")))
        mine = next(coding for coding in study.all(Coding) if coding.transcript == "E03")
        theirs = coding_of(
            study.get(Transcript, "E03"), mine.start, mine.end, study.get(Code, "entraide"), coder="C2"
        )
        study.do(Change.adding(theirs))

    code, _out, err = carnet(capsys, "feedback", "build", "--to", tmp_path / "envoi", "-s", folder)
    counted, table, _err = carnet(capsys, "count", "-s", folder, "--json")

    assert code == 0
    assert "C1" in err
    assert carnet(capsys, "feedback", "check", next((tmp_path / "envoi").glob("*.docx")), "-s", folder)[0] == 0
    assert counted == 0
    told = json.loads(table)
    assert "C1" in " ".join(told["notes"])
    assert next(row for row in told["rows"] if row["code"] == "entraide")["n"] == 2


def test_two_interns_must_be_chosen_between(folder, capsys):
    with open_study(folder) as study:
        study.do(Change.adding(Coder("C2", role="intern")))
        mine = study.all(Coding)[0]
        text = study.get(Transcript, mine.transcript)
        study.do(Change.adding(coding_of(text, mine.start, mine.end, study.get(Code, "dire"), coder="C2")))

    for command in (("feedback", "build"), ("count",)):
        code, _out, err = carnet(capsys, *command, "-s", folder)
        assert code == 2
        assert "C1" in err
