"""The whole path on five real interviews with craftspeople: nothing lost, everything counted as by hand.

The expected numbers were read off the files by an independent count: labels and words found in the raw XML of
each document with regular expressions, outside Carnet.
"""

from pathlib import Path

import pytest

from toolkit import new_study
from toolkit.coding import Dictionary, accept, survey
from toolkit.counting import frequency
from toolkit.feedback import read_document, results_document
from toolkit.formats.document_writers import write_document
from toolkit.formats.participants import read_participants
from toolkit.model import Change, Code, Coder, Coding, Transcript
from toolkit.study import Study
from toolkit.transcripts import read_all
from toolkit.transcripts.imports import arrivals, bring_in
from toolkit.transcripts.names import find_names_everywhere

TURNS = {  # file: (researcher, craftsperson)
    "Entretien 01 24.10.03 01_traitement_A.docx": (18, 18),
    "Entretien 01 24.10.03 02_traitement_A.docx": (30, 31),
    "Entretien 01 24.12.09ab_traitement_A.docx": (14, 14),
    "Entretien 01 25.01.15 04_traitement_A.docx": (24, 23),
    "Entretien 01 25.05.15_traitement_A.docx": (16, 15),
}
MATERIALS = ["Verre", "Verre", "Verre", "Métal", "Ebenisterie"]
DICTIONARY = {
    "gestes": ["geste", "gestuelle"],
    "apprentissage": ["apprendre", "apprentissage", "apprenti"],
    "matiere": ["matière", "matériau", "verre", "métal", "bois", "tôle"],
    "outils": ["outil", "marteau", "pinceau"],
    "difficulte": ["difficile", "difficulté", "compliqué"],
    "transmission": ["transmettre", "transmission", "élève", "enseign*"],
}
PEOPLE = {"gestes": 5, "apprentissage": 4, "matiere": 5, "outils": 5, "difficulte": 4, "transmission": 3}
BY_MATERIAL = {  # (Ebenisterie, Métal, Verre), of 1, 1 and 3 people
    "gestes": (1, 1, 3),
    "apprentissage": (0, 1, 3),
    "matiere": (1, 1, 3),
    "outils": (1, 1, 3),
    "difficulte": (0, 1, 3),
    "transmission": (1, 1, 1),
}
TURNS_WITH = {  # turns of craftspeople that hold a word of the theme, file after file
    "gestes": (2, 2, 2, 2, 3),
    "apprentissage": (4, 1, 1, 1, 0),
    "matiere": (6, 19, 4, 11, 1),
    "outils": (6, 1, 4, 7, 3),
    "difficulte": (1, 1, 3, 6, 0),
    "transmission": (0, 0, 1, 1, 2),
}


@pytest.fixture(scope="module")
def files() -> list[Path]:
    folder = Path(__file__).resolve().parents[3] / "shared" / "data" / "artisans"
    if not folder.is_dir():
        pytest.skip("the real interviews (../shared/data/artisans) are not on this machine")
    return sorted(folder.glob("*.docx"))


@pytest.fixture(scope="module")
def study(files: list[Path], tmp_path_factory: pytest.TempPathFactory):
    """The five interviews imported, coded by dictionary, accepted."""
    with new_study(tmp_path_factory.mktemp("réel") / "artisans", title="Gestes d'artisans", coder="C1") as made:
        made.add(Coder("C1", role="intern"))
        people = read_participants(files[0].parent / "participants_source.csv", files=files)
        given = {str(path): people.participant_of(path) for path in files}
        coming = arrivals(made, read_all(files), decisions=None, people=given)
        made.do(bring_in(made, coming, people=people.participants))
        made.add(*(Code(id, id.capitalize()) for id in DICTIONARY))
        found = survey(Dictionary(DICTIONARY), made.all(Transcript), made.all(Code), coder="C1", extent="turn")
        made.do(found.change)
        assert all(one.state == "proposed" for one in made.codings)
        made.do(accept(made.codings))
        yield made


def words_of(path: Path) -> str:
    """The words of a docx read with nothing of Carnet: every text run, blanks apart."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    runs = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))
    return "".join(runs.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").split())


def test_no_text_is_lost(files: list[Path]):
    for reading in read_all(files):
        assert "".join(reading.text.split()) == words_of(Path(reading.file))


def test_every_turn_has_its_role_and_they_are_as_many_as_by_hand(files: list[Path]):
    for reading in read_all(files):
        roles = [reading.role(turn) for turn in reading.turns]

        assert (roles.count("interviewer"), roles.count("participant")) == TURNS[Path(reading.file).name]
        assert len(roles) == sum(TURNS[Path(reading.file).name])


def test_the_misspelt_label_is_mended_and_it_is_said(files: list[Path]):
    reading = next(reading for reading in read_all(files) if "25.01.15" in reading.file)

    assert {speaker.label for speaker in reading.speakers} == {"Chercheur", "Interviewe"}
    assert "Checheur" in reading.text
    assert any("Checheur" in warning and "24" in warning for warning in reading.warnings)


def test_turns_without_time_are_said(files: list[Path]):
    reading = next(reading for reading in read_all(files) if "24.12.09" in reading.file)

    assert sum(turn.start_ms is None for turn in reading.turns) == 10
    assert any("10" in warning and "28" in warning for warning in reading.warnings)


def test_the_table_of_traits_is_repaired_and_each_repair_is_said(files: list[Path], study: Study):
    people = read_participants(files[0].parent / "participants_source.csv", files=files)

    assert len(people.participants) == 5
    assert [people.participant_of(path) for path in files] == [person.id for person in people.participants]
    assert [person.trait("Matériau") for person in people.participants] == MATERIALS
    assert [person.consent("recording") or person.consent("quoting") for person in people.participants] == ["yes"] * 5
    said = " ".join(people.warnings)
    assert "Observation" in said  # a header that comes twice
    assert "09b" in said  # two rows for one file, the second without index
    assert "_traitement_A.docx" in said  # names that differ from the file names
    assert len(study.participants) == 5


def test_names_are_proposed(files: list[Path]):
    found = find_names_everywhere({reading.file: reading for reading in read_all(files)})

    assert set(found) == {str(path) for path in files}
    # The files were anonymised by their authors: few places to look at are left, and a person looks at them.
    assert 0 < sum(map(len, found.values())) < 150


def test_people_are_counted_as_by_hand(study: Study):
    table = frequency(study.codings.pieces(), among=study.participants.frame(), codes=study.codes.frame())

    assert {code: table[code] for code in DICTIONARY} == PEOPLE
    assert set(table.frame["N"]) == {5}
    assert table.unit == "participant"


def test_people_are_counted_by_trait_as_by_hand(study: Study):
    table = frequency(
        study.codings.pieces(), among=study.participants.frame(), by="Matériau", codes=study.codes.frame()
    )

    for code, expected in BY_MATERIAL.items():
        assert tuple(table[code, material] for material in ("Ebenisterie", "Métal", "Verre")) == expected


def test_turns_are_counted_as_by_hand(study: Study):
    pieces = study.codings.pieces()

    for code, expected in TURNS_WITH.items():
        mine = pieces[pieces["code"] == code]
        counts = [mine[mine["transcript"] == id]["turn"].nunique() for id in study.transcripts.ids()]
        assert tuple(counts) == expected, code


def test_the_results_are_written_with_extracts_by_turn(study: Study, tmp_path: Path):
    table = frequency(study.codings.pieces(), among=study.participants.frame(), codes=study.codes.frame())

    path = write_document(results_document(study, table, title="Gestes d'artisans"), tmp_path / "résultats.docx")

    told = "\n".join(passage.text for passage in read_document(path))
    for code, n in PEOPLE.items():
        assert code.capitalize() in told
        assert f"{n} personnes sur 5" in told or f"{n} sur 5" in told
    some: list[Coding] = list(study.codings)[:: max(1, len(study.codings) // 20)]
    for coding in some:
        turn = study.transcripts[coding.transcript].turn_at(coding.start)
        assert f"{coding.transcript}, tour {turn}" in told


def test_the_study_verifies_and_gives_itself_back(study: Study):
    codings = list(study.codings)

    assert study.verify()
    study.replay()

    assert list(study.codings) == codings
    study.do(Change.removing(codings[0], verb="remove"))
    study.undo()
    assert set(study.codings.ids()) == {coding.id for coding in codings}
