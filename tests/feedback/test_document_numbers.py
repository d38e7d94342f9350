"""The numbers that a document states by hand: read in digits and words, counted again where a theme is named."""

from dataclasses import replace

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli import main
from toolkit.feedback import check_document, feedback_sheet, to_docx
from toolkit.feedback.claims import claims_in, number_words
from toolkit.feedback.documents import Passage
from toolkit.model import Change, Code, Coder, Coding, Participant, Transcript, coding_of
from toolkit.study import new_study

SEVEN = dict.fromkeys(range(1, 7), ("entraide",)) | {7: ("taire",)}


@pytest.fixture
def desk(study_of):
    """Seven people; six speak of « Entraide entre pairs », one of « Dire ou taire son parcours »."""
    return study_of(SEVEN)


def check(desk, *lines):
    passages = [line if isinstance(line, Passage) else Passage(line) for line in lines]
    return check_document(desk, passages)


@pytest.mark.parametrize(
    ("line", "n", "N"),
    [("six personnes sur sept", 6, 7), ("Six personnes rencontrées sur les sept", 6, 7), ("7 des 7 personnes", 7, 7),
     ("3/7 des personnes", 3, 7), ("3/7", 3, 7), ("6 sur 7", 6, 7), ("sept des huit personnes", 7, 8),
     ("3 (sur 7)", 3, 7),
     ("vingt et une personnes sur soixante-dix-sept", 21, 77), ("aucune personne sur 7", 0, 7),
     ("quatre-vingt-dix-neuf enquêté·e·s sur cent", 99, 100), ("5 d’entre elles sur 7", 5, 7),
     ("6 participant(e)s sur 7", 6, 7), ("five people out of seven", 5, 7), ("12\xa0personnes\xa0sur\xa015", 12, 15)],
)  # fmt: skip
def test_a_number_of_people_is_read_in_digits_and_in_words(line, n, N):
    (claim,) = claims_in(" ".join(line.replace("’", "'").split()), 7)

    assert (claim.kind, claim.n, claim.N) == ("fraction", n, N)


@pytest.mark.parametrize(
    "line",
    ["le 3/7", "du 1/7 au 3/7", "3 jours sur 7", "24 heures sur 24", "une réflexion sur deux ans", "14/03/2026",
     "note 14/20", "un débat sur trois sites", "E07, tour 12", "1,5/7", "deux fois sur trois"],
)  # fmt: skip
def test_other_numbers_are_left_alone(line):
    assert claims_in(line, 7) == []


@given(st.integers(0, 100), st.integers(0, 100))
def test_every_number_up_to_a_hundred_is_read_back(n, N):
    spelt = {value: word for word, value in number_words().items()}

    (claim,) = claims_in(f"{spelt[n]} personnes sur {spelt[N].replace(' ', '-')}", 0)

    assert (claim.n, claim.N) == (n, N)


@pytest.mark.parametrize(
    ("line", "verdict", "counted"),
    [("Entraide entre pairs : 6 personnes sur 7", "true", "6 personnes sur 7"),
     ("Entraide entre pairs : 5 personnes sur 7", "false", "6 personnes sur 7"),
     ("ENTRAIDE ENTRE PAIRS : sept personnes sur sept", "false", "6 personnes sur 7"),
     ("5/7 parlent de l’entraide entre pairs.", "false", "6 personnes sur 7"),
     ("Six des sept personnes parlent d’« entraide entre pairs ».", "true", "6 personnes sur 7"),
     ("Taire son parcours : 2 des 7 personnes", "false", "1 personne sur 7"),
     ("Entraide : 5 personnes sur 7", "false", "6 personnes sur 7"),
     ("Entraide (6/7)", "true", "6 personnes sur 7"),
     ("Sur les 7 personnes rencontrées, cinq parlent d’entraide entre pairs.", "false", "6 personnes sur 7")],
)  # fmt: skip
def test_a_number_beside_the_label_of_a_theme_is_counted_again(desk, line, verdict, counted):
    (finding,) = check(desk, line)

    assert (finding.verdict, finding.counted) == (verdict, counted)
    assert finding.theme or verdict == "true"
    assert counted in finding.message or verdict == "true"


def test_two_themes_and_two_numbers_go_in_pairs(desk):
    line = "Entraide entre pairs : {} personnes sur 7, Taire son parcours : {} sur 7."

    right, crossed = (check(desk, line.format(*numbers)) for numbers in ((6, 1), (1, 6)))

    assert [finding.verdict for finding in right] == ["true", "true"]
    assert [finding.verdict for finding in crossed] == ["false", "false"]


def test_a_title_or_a_row_of_a_table_names_the_theme(desk, tmp_path):
    made = docx.Document()
    made.add_heading("Entraide entre pairs", 2)
    made.add_paragraph("Cinq personnes sur sept en parlent.")
    made.add_paragraph("4 personnes sur 7 ont plus de soixante ans.")
    cells = made.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Taire son parcours", "3 personnes sur 7"
    made.save(str(tmp_path / "note.docx"))

    findings = check_document(desk, tmp_path / "note.docx")

    assert [(f.verdict, f.counted) for f in findings] == [
        ("false", "6 personnes sur 7"), ("unverified", ""), ("false", "1 personne sur 7"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["9 personnes sur 7", "Entraide entre pairs : 9 personnes sur 7", "huit des sept personnes"]
)
def test_more_people_than_there_are_is_a_problem(desk, line):
    (finding,) = check(desk, line)

    assert (finding.verdict, finding.note) == ("false", "too many")


@pytest.mark.parametrize("line", ["5 personnes sur 8", "Entraide entre pairs : 6 sur 12", "trois personnes sur cinq"])
def test_a_total_that_is_no_number_of_people_of_the_study_is_a_problem(desk, line):
    (finding,) = check(desk, line)

    assert (finding.verdict, finding.note) == ("false", "other people")
    assert "7 personnes" in finding.message


def test_a_group_named_beside_the_number_is_left_to_a_person(desk):
    elders = [desk.get(Participant, f"P0{n}") for n in (1, 2, 3)]
    desk.do(Change.replacing([(person, replace(person, traits=(("statut", "Salarié"),))) for person in elders]))

    (named,), (unnamed,) = check(desk, "2 des 3 personnes salariées."), check(desk, "2 des 3 personnes.")

    assert (named.verdict, unnamed.verdict) == ("unverified", "false")


def test_a_percentage_is_to_check_with_its_rule(desk):
    findings = check(desk, "45 % des personnes en parlent, soit quarante-cinq pour cent.")

    assert [(f.verdict, f.note, f.problem, f.to_check) for f in findings] == [
        ("unverified", "percent", False, True)
    ] * 2
    assert "20 personnes" in findings[0].message


def test_numbers_that_somebody_says_in_an_extract_are_left_alone(desk):
    assert [f.about for f in check(desk, "« On était 9 personnes sur 4 chaises, voilà, dans la salle. »")] == [
        "extract"
    ]


def test_a_number_in_words_put_in_place_of_a_tied_one_is_counted_again(desk, tmp_path):
    path = to_docx(feedback_sheet(desk), tmp_path / "note.docx")
    made = docx.Document(str(path))
    for run in (run for paragraph in made.paragraphs for run in paragraph.runs):
        run.text = run.text.replace("6 personnes sur 7", "sept personnes sur sept")
    made.save(str(path))

    (problem,) = [finding for finding in check_document(desk, path) if finding.problem]

    assert (problem.verdict, problem.counted) == ("false", "6 personnes sur 7")


def test_a_study_of_several_coders_leaves_the_numbers_to_a_person(desk):
    first = desk.all(Coding)[0]
    entraide = desk.get(Code, "entraide")
    desk.do(Change.adding(coding_of(desk.get(Transcript, "E07"), first.start, first.end, entraide, coder="C2")))

    (finding,) = check(desk, "Entraide entre pairs : 5 personnes sur 7")

    assert finding.verdict == "unverified"


def test_the_summary_counts_apart_what_is_to_check(study_of, tmp_path, capsys):
    memory = study_of(SEVEN)
    with new_study(tmp_path / "étude", title="La place des pairs") as study:
        study.do(Change.adding(Coder("C1", role="intern")))
        for shelf in ("participants", "transcripts", "codes", "codings"):
            study.do(Change.adding(*memory._shelves[shelf].values()))
    page = tmp_path / "note.html"

    page.write_text("<p>45 % des gens. 3 personnes sur 7 ont une voiture.</p>", encoding="utf-8")
    first = main(["feedback", "check", str(page), "-s", str(tmp_path / "étude")]), capsys.readouterr().out
    page.write_text("<p>Entraide entre pairs : 5 personnes sur 7. 45 %.</p>", encoding="utf-8")
    second = main(["feedback", "check", str(page), "-s", str(tmp_path / "étude")]), capsys.readouterr().out

    assert first[0] == 0
    assert "Rien à corriger" in first[1]
    assert "2 nombres à vérifier" in first[1]
    assert second[0] == 1
    assert "1 point à regarder" in second[1]
    assert "1 nombre à vérifier" in second[1]
