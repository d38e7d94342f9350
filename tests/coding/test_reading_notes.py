"""Reading notes become deductive codes that carry their reference."""

import json

import pytest

from toolkit.cli import main
from toolkit.coding.codebook import from_reading
from toolkit.errors import FaultyFile, UnreadableFile
from toolkit.formats.reading_notes import read_reading_notes, reference_of
from toolkit.model import Code, Codebook, Coder, MemoryDesk
from toolkit.study import new_study, open_study

BIB = r"""
@string{puf = "PUF"}
@book{nadaud2016, author = {Nadaud, Élodie and Paill{\'e}, Pierre}, year = 2016, publisher = puf,
  title = {Le r{\'e}cit des autres}, keywords = {bifurcation; trajectoire},
  annote = {Bifurcation : un tournant que personne n'attendait.
- Stigmate : une marque qui d\'evalue.
Rien à voir ici}}
@article{seul2001, author = {Sol, A. and Fa, B. and Mi, C.}, date = {2001-05-03}, title = {Seuls},
  keywords = {Stigmate}}
@misc{muet, title = {Rien}}
"""
RIS = """TY  - BOOK
AU  - Nadaud, Élodie
PY  - 2016
TI  - Le récit des autres
KW  - bifurcation
N1  - Stigmate : une marque
ER  -

"""


def written(tmp_path, name, text, encoding="utf-8"):
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    return path


def test_keywords_and_notes_of_a_bibliography_become_notes_with_their_reference(tmp_path):
    read = read_reading_notes(written(tmp_path, "lectures été.bib", BIB))

    told = {(note.label, note.definition, note.reference) for note in read.notes}
    first = "Nadaud & Paillé 2016, Le récit des autres"
    assert told == {
        ("Bifurcation", "un tournant que personne n'attendait.", first),
        ("Stigmate", "une marque qui dévalue.", first),
        ("trajectoire", "", first),
        ("Stigmate", "", "Sol et al. 2001, Seuls"),
    }
    assert read.references == 3
    assert len(read.warnings) == 1
    assert "1 référence n’a ni" in read.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_ris_is_read_in_the_encodings_that_come(tmp_path, encoding):
    read = read_reading_notes(written(tmp_path, "lectures.ris", RIS, encoding))

    assert [(note.label, note.definition) for note in read.notes] == [("Stigmate", "une marque"), ("bifurcation", "")]
    assert {note.reference for note in read.notes} == {"Nadaud 2016, Le récit des autres"}


def test_a_table_of_notes_gives_the_page_too(tmp_path):
    read = read_reading_notes(
        written(
            tmp_path,
            "fiches.csv",
            "Concept;Définition;Auteur;Année;Titre;Page\nStigmate;une marque;Nadaud, É.;2016;Récits;42\n;vide;;;;\n",
        )
    )

    assert [(note.label, note.definition, note.reference) for note in read.notes] == [
        ("Stigmate", "une marque", "Nadaud 2016, Récits, p. 42")
    ]


def test_notes_of_one_label_make_one_code_and_an_old_code_keeps_what_it_says(tmp_path):
    book = Codebook([Code("stigmate", "STIGMATE", definition="La nôtre.", reference="Ailleurs")])
    desk = MemoryDesk(Coder("C1"), *book)
    notes = read_reading_notes(written(tmp_path, "lectures.bib", BIB)).notes

    desk.do(from_reading(book, notes))

    codes = {code.id: code for code in desk.all(Code)}
    assert set(codes) == {"stigmate", "bifurcation", "trajectoire"}
    assert codes["bifurcation"].origin == "literature"
    assert codes["stigmate"].definition == "La nôtre."
    assert codes["stigmate"].reference.split(" ; ") == [
        "Ailleurs",
        "Nadaud & Paillé 2016, Le récit des autres",
        "Sol et al. 2001, Seuls",
    ]
    assert codes["stigmate"].version == 1
    assert len(from_reading(Codebook(codes.values()), notes)) == 0


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("vide.bib", "", UnreadableFile),
        ("prose.bib", "Ceci n’est pas une bibliographie.", UnreadableFile),
        ("prose.ris", "Ceci n’est pas une bibliographie.", UnreadableFile),
        ("sans.csv", "remarque;date\nx;y\n", FaultyFile),
    ],
)
def test_what_is_no_bibliography_is_one_sentence(tmp_path, name, text, error):
    with pytest.raises(error):
        read_reading_notes(written(tmp_path, name, text))


@pytest.mark.parametrize(
    ("authors", "year", "title", "said"),
    [
        ([], "", "Sans auteur", "Sans auteur"),
        (["INSEE"], "2020", "", "INSEE 2020"),
        (["Sol, A.", "Fa, B."], "", "Deux", "Sol & Fa, Deux"),
    ],
)
def test_a_reference_is_called_as_in_a_text(authors, year, title, said):
    assert reference_of(authors, year, title) == said


def test_the_command_says_what_was_added(tmp_path, capsys):
    folder = tmp_path / "mon étude"
    with new_study(folder, coder="C1") as study:
        study.add(Coder("C1", role="intern"))
    path = written(tmp_path, "lectures.ris", RIS)

    code = main(["codebook", "notes", str(path), "--json", "--study", str(folder)])

    assert code == 0
    assert json.loads(capsys.readouterr().out)["added"] == ["stigmate", "bifurcation"]
    with open_study(folder) as study:
        assert study.codes["stigmate"].reference.startswith("Nadaud 2016")
    assert main(["codebook", "notes", str(tmp_path / "absent.bib"), "--study", str(folder)]) == 2


def test_the_letters_of_latex_are_read(tmp_path):
    path = tmp_path / "lectures.bib"
    path.write_text(
        r"""@book{a, author = {Dupr{\'e}, {\'E}mile}, title = {T}, year = 1963,
        keywords = {{\'e}preuve, \oe uvre, c{\oe}ur, na{\"\i}f, ma\"{\i}s, fa\c{c}ade, co{\^u}t, \o re}}""",
        encoding="utf-8",
    )

    notes = read_reading_notes(path).notes

    assert [one.label for one in notes] == ["épreuve", "œuvre", "cœur", "naïf", "maïs", "façade", "coût", "øre"]
    assert notes[0].reference == "Dupré 1963, T"


def test_a_ris_record_without_its_last_line_is_read_too(tmp_path):
    path = tmp_path / "zotero.ris"
    path.write_text("TY  - BOOK\nTI  - Un\nKW  - accueil\n\nTY  - GEN\nTI  - Deux\nKW  - attente\n", encoding="utf-8")

    assert [one.label for one in read_reading_notes(path).notes] == ["accueil", "attente"]
