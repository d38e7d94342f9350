"""``carnet codebook``: codes renamed, moved, merged, split, confirmed; each is one action that is undone."""

import csv
import json

import pytest

from toolkit.cli import main
from toolkit.model import Code, Coder, Coding, Participant, Speaker, Transcript, Turn, coding_of
from toolkit.study import new_study, open_study

TEXT = "Léa : Les voisins m’aidaient, =1+1 <b>et</b> puis 🙂 plus rien du tout.\n"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "mon étude"
    text = Transcript("E01", TEXT, (Turn(("Léa",), 0, 6, len(TEXT) - 1),), (Speaker("Léa", "participant", "P1"),))
    with new_study(place, coder="C1") as study:
        study.add(Coder("C1", role="intern"))
        study.add(Participant("P1"), text)
        study.add(Code("liens", "Liens"), Code("aide", "Aide", parent="liens"), Code("don", "Don"))
        for start, end, code in ((6, 20, "aide"), (10, 28, "don"), (30, 45, "don")):
            study.add(coding_of(text, start, end, study.codes[code], coder="C1"))
    return place


@pytest.fixture
def run(folder, capsys):
    def ran(*arguments):
        capsys.readouterr()
        code = main(["codebook", *map(str, arguments), "--study", str(folder)])
        said = capsys.readouterr()
        return code, said.out.replace("\xa0", " "), said.err.replace("\xa0", " ")

    return ran


def codings(folder):
    with open_study(folder) as study:
        return sorted((one.code, one.start, one.end) for one in study.all(Coding))


def test_a_merge_says_what_became_of_the_passages_and_is_undone(run, folder):
    before = codings(folder)

    code, out, _err = run("merge", "don", "--into", "aide", "--label", "Entraide")

    assert code == 0
    assert "2 passages" in out
    assert "1 qui en chevauchait" in out
    assert codings(folder) == [("aide", 6, 28), ("aide", 30, 45)]
    assert "Entraide `aide`" in (folder / "codebook.md").read_text(encoding="utf-8")
    assert main(["undo", "--study", str(folder)]) == 0
    assert codings(folder) == before


def test_a_code_is_split_through_a_table_sorted_in_a_spreadsheet(run, folder, tmp_path):
    table = tmp_path / "à trier.csv"
    code, out, _err = run("split", "don", "--into", "temps=Temps", "--into", "aide", "--table", table)
    assert code == 0
    assert "2 passages à répartir" in out
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0][-1] == "code"
    with table.open("w", encoding="cp1252", newline="") as file:
        file.write(f"Code;passage;id\r\ntemps | aide;x;{rows[1][0]}\r\n;x;{rows[2][0]}\r\n")

    code, out, _err = run("split", "don", "--into", "temps=Temps", "--into", "aide", "--sorted", table)

    assert code == 0
    assert "1 passage réparti" in out
    assert codings(folder) == [("aide", 6, 20), ("aide", 10, 28), ("don", 30, 45), ("temps", 10, 28)]


def test_a_sorted_table_with_faults_is_refused_whole(run, folder, tmp_path):
    table = tmp_path / "tri.csv"
    table.write_text("coding;code\nx;absent\ny;temps\ny;temps\n", encoding="utf-8")
    before = codings(folder)

    code, _out, err = run("split", "don", "--into", "temps=Temps", "--sorted", table)

    assert code == 2
    assert "ligne 2" in err
    assert "ligne 4" in err
    assert codings(folder) == before


def test_old_passages_are_listed_then_confirmed(run, folder):
    with open_study(folder) as study:
        from toolkit.coding.codebook import define

        study.do(define(study.codebook, "don", definition="Ce qui est donné."))

    assert len(json.loads(run("confirm", "--json")[1])) == 2
    code, out, _err = run("confirm", "--code", "don")

    assert code == 0
    assert "2 passages confirmés" in out
    assert json.loads(run("confirm", "--json")[1]) == []


def test_the_check_lists_remarks_with_their_passages(run, folder):
    code, out, _err = run("check", "--json")

    assert code == 0
    found = json.loads(out)
    assert {("no_definition", ("aide",)), ("used_once", ("aide",))} <= {
        (one["check"], tuple(one["codes"])) for one in found
    }
    assert "remarque" in run("check")[1]


def test_codes_are_renamed_moved_and_deleted(run, folder):
    assert run("rename", "don", "=1+1 <img>")[0] == 0
    assert run("move", "don", "--under", "liens")[0] == 0
    with open_study(folder) as study:
        assert (study.codes["don"].label, study.codes["don"].parent) == ("=1+1 <img>", "liens")
    assert run("move", "don")[0] == 0
    code, _out, err = run("delete", "don")
    assert (code, "2 passages" in err) == (2, True)
    code, _out, err = run("move", "liens", "--under", "aide")
    assert (code, "tourne" in err) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("rename", "absent", "X"),
        ("move", "don", "--under", "absent"),
        ("merge", "absent", "--into", "don"),
        ("merge", "don", "--into", "don"),
        ("split", "absent", "--into", "x=X"),
        ("split", "don", "--into", "absent"),
        ("split", "don", "--into", "x=X", "--sorted", "absent.csv"),
        ("confirm", "absent"),
        ("confirm", "--code", "absent"),
        ("delete", "absent"),
    ],
)
def test_what_is_not_there_is_one_sentence(run, arguments):
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert err.strip()


def test_codings_come_from_the_comments_of_word_and_from_a_table(folder, tmp_path, capsys):
    from docx import Document

    document = Document()
    words = document.add_paragraph()
    runs = [
        words.add_run(piece)
        for piece in ("Léa : Les ", "voisins", " m’aidaient, =1+1 <b>et</b> puis 🙂 plus rien du tout.")
    ]
    document.add_comment([runs[1], runs[1]], text="Voisinage", author="Camille", initials="C")
    document.add_comment([runs[1], runs[2]], text="aide", author="Sacha", initials="S")
    document.save(tmp_path / "E01.docx")
    (tmp_path / "codages.csv").write_text("entretien;code;extrait\n" + "E01;don;plus rien\n" * 2, encoding="utf-8")
    here = ("--study", str(folder))

    assert main(["codings", "import", str(tmp_path / "E01.docx"), "--new-codes", *here]) == 2
    assert "2 personnes ont commenté" in capsys.readouterr().err
    with open_study(folder) as study:
        assert not any(one.origin == "import" for one in study.all(Coding))  # two people are not one coder
    code = main(
        ["codings", "import", str(tmp_path / "E01.docx"), "--author", "Sacha=C2", "--new-codes", "--json", *here]
    )
    told = json.loads(capsys.readouterr().out)
    table = main(["codings", "import", str(tmp_path / "codages.csv"), *here])
    said = " ".join(capsys.readouterr().out.split())

    assert (code, table) == (0, 0)
    assert "1 codage importé. 1 ligne redit un codage déjà là" in said
    assert (told["comments"], told["codings"], told["codes"], told["left"]) == (2, 2, ["voisinage"], [])
    with open_study(folder) as study:
        made = {(one.code, one.coder, one.quote) for one in study.all(Coding)}
        assert ("voisinage", "C1", "voisins") in made
        assert ("don", "C1", "plus rien") in made
        assert any(one[:2] == ("aide", "C2") for one in made)
    assert "voisinage" in (folder / "codebook.md").read_text(encoding="utf-8")
    assert main(["codings", "import", str(tmp_path / "E01.docx"), "--author", "Sacha", *here]) == 2


def test_a_code_is_added_defined_and_its_history_told(run, folder):
    assert run("add", "Troc  de services", "--under", "liens", "--origin", "littérature", "--question", "Q1")[0] == 0
    code, out, _err = run("define", "don", "--definition", "Donner sans retour.")
    assert (code, "version 2" in out, "2 passages ont été codés" in out) == (0, True, True)

    _code, told, _err = run("history", "don")
    _code, plain, _err = run("history", "don", "--json")

    with open_study(folder) as study:
        made = study.get(Code, "troc-de-services")
    assert (made.parent, made.origin, made.questions) == ("liens", "literature", ("Q1",))
    assert told.index("version 1") < told.index("version 2") < told.index("+ Donner sans retour.")
    assert [row["version"] for row in json.loads(plain)] == [1, 2]
    assert "`troc-de-services`" in (folder / "codebook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "Neuf", "--under", "absent"),
        ("add", "Neuf", "--id", "don"),
        ("add", "Neuf", "--color", "rouge"),
        ("define", "don"),
        ("define", "absent", "--short", "x"),
        ("define", "don", "--polarity", "bof"),
        ("history", "absent"),
    ],
)
def test_what_cannot_be_said_of_a_code_is_refused_in_a_sentence(run, folder, arguments):
    code, out, err = run(*arguments)

    assert code != 0
    assert "Traceback" not in out + err
    assert err.strip()


def test_a_long_check_shows_the_first_remarks_and_says_how_many_are_left(run, folder):
    with open_study(folder) as study:
        study.add(*(Code(f"vide{n}", f"Vide {n}") for n in range(60)))
    total = len(json.loads(run("check", "--json")[1]))

    short, whole = run("check")[1], run("check", "--all")[1]

    assert total > 100
    assert f"{total - 50} autres ne sont pas montrées" in short
    assert "vide59" not in short
    assert "vide59" in whole
    assert "montrées" not in whole
