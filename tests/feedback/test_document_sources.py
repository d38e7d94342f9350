"""What a document says by hand: whose words, from where, whether anything marks them."""

import zipfile

import docx
import pytest

from toolkit.feedback import answer_quotes, approve, check_document, choose_quotes, feedback_sheet, to_docx
from toolkit.feedback.citations import Citations
from toolkit.feedback.documents import Passage
from toolkit.model import Change, Participant, Quote

ENTRAIDE = "Je me suis assise à côté d’elle, j’ai rien dit, on a bu un café 😀 et voilà."
TAIRE = "Mon histoire je la garde pour moi, franchement, ça ne regarde personne ici."


def check(desk, *lines, **options):
    return check_document(desk, [Passage(line, "", i) for i, line in enumerate(lines, 1)], **options)


def told(findings):
    return [(finding.verdict, finding.source) for finding in findings]


@pytest.fixture
def desk(study_of):
    """P02 said no; P03 alone said ``TAIRE``; P01 and P02 said ``ENTRAIDE`` in the same words."""
    made = study_of({1: ("entraide", "dire"), 2: ("entraide",), 3: ("taire",), 4: ("dire",)}, P02="no")
    for code in ("entraide", "parcours"):
        made.do(choose_quotes(made, code=code, n=4))
    return made


@pytest.mark.parametrize(
    "reference",
    ["(P03 · E03, tour 2)", "(P03, E03, tour 2)", "(E03, t. 2)", "[E03 – tour 2]", "– E3, tour n° 2", "(E03)",
     "(P03)", "(entretien E03, tours 1 à 3)", "(P03 · E03, turn 2)", "(tour 2)"],
)  # fmt: skip
def test_the_right_source_is_exact(desk, reference):
    assert told(check(desk, f"Elle dit « {TAIRE} » {reference}.")) == [("exact", "E03, tour 2")]


@pytest.mark.parametrize(
    ("reference", "cited"),
    [("(P04 · E04, tour 4)", "P04 · E04, tour 4"), ("(E03, tour 12)", "E03, tour 12"), ("(P01)", "P01"),
     ("(E01)", "E01"), ("(P02 · E02, tour 12)", "P02 · E02, tour 12"), ("(E99, tour 2)", "E99, tour 2"),
     ("(P04 · E03, tour 2)", "P04 · E03, tour 2"), ("(E03, tours 4 à 6)", "E03, tours 4 à 6"),
     ("(tour 7)", "?, tour 7")],
)  # fmt: skip
def test_a_wrong_source_is_a_problem_that_names_both_places(desk, reference, cited):
    (finding,) = check(desk, f"Elle dit « {TAIRE} » {reference}.")

    assert (finding.verdict, finding.problem, finding.cited) == ("misplaced", True, cited)
    assert "P03 · E03, tour 2" in finding.message
    assert cited in finding.message
    assert "histoire" not in finding.message


def test_the_source_is_read_on_the_next_line_before_the_extract_or_in_the_line_that_opens_it(desk):
    for lines in (
        (f"« {TAIRE} »", "P04 · E04, tour 4"),
        (f"P04 (E04, tour 4) : « {TAIRE} »",),
        ("P04, E04, tour 4 :", f"« {TAIRE} »"),
        (f"Comme le dit P04 : « {TAIRE} »",),
    ):
        assert [finding.verdict for finding in check(desk, *lines)] == ["misplaced"], lines


def test_each_extract_of_a_line_has_its_own_source(desk):
    line = f"« {TAIRE} » (P03 · E03, tour 2), mais « {ENTRAIDE} » (P01 · E01, tour 2)."
    crossed = f"« {TAIRE} » (P01 · E01, tour 2), mais « {ENTRAIDE} » (P03 · E03, tour 2)."

    assert told(check(desk, line)) == [("exact", "E03, tour 2"), ("exact", "E01, tour 2")]
    assert [finding.verdict for finding in check(desk, crossed)] == ["misplaced", "misplaced"]


def test_when_two_people_said_the_same_words_the_place_cited_decides(desk):
    first, second, none = (
        check(desk, f"« {ENTRAIDE} » {reference}") for reference in ("(E01, tour 2)", "(P02 · E02, tour 2)", "")
    )

    assert told(first) == [("exact", "E01, tour 2")]
    assert [(f.verdict, f.source, f.why) for f in second] == [("unapproved", "E02, tour 2", "consent refused")]
    assert told(none) == [("exact", "E01, tour 2")]


def test_a_source_changed_by_hand_beside_a_tied_extract_is_found(desk, tmp_path):
    path = to_docx(feedback_sheet(desk), tmp_path / "note.docx")
    made = docx.Document(str(path))
    (source,) = [p for p in made.paragraphs if p.text == "P03 · E03, tour 2"]
    source.runs[0].text = "P01 · E01, tour 4"
    made.save(str(path))

    problems = [finding for finding in check_document(desk, path) if finding.problem]

    assert [(f.verdict, f.cited, f.source) for f in problems] == [
        ("misplaced", "P01 · E01, tour 4", "P03 · E03, tour 2")
    ]


@pytest.mark.parametrize(
    "line",
    [f"“{TAIRE}”", f'"{TAIRE}"', f"„{TAIRE}“", TAIRE, TAIRE.upper(), TAIRE.replace("ç", "c").replace(",", ""),
     f"Pour P03, {TAIRE[:-1].lower()} du tout.",
     "On retient que son histoire : mon histoire je la garde pour moi, franchement."],
)  # fmt: skip
def test_words_of_somebody_who_refused_are_found_whatever_marks_them(study_of, line):
    desk = study_of(P03="no")

    problems = [finding for finding in check(desk, line) if finding.problem]

    assert [(f.verdict, f.why) for f in problems if f.verdict != "misplaced"] == [("unapproved", "consent refused")]
    assert "Retirez-le du document" in problems[-1].message
    assert "choisissez" not in problems[-1].message


def test_words_changed_a_little_of_somebody_who_refused_are_to_be_taken_out_not_put_right(study_of):
    desk = study_of(P03="no")

    (finding,) = check(desk, "« Mon histoire je la garde pour moi, franchement, ça regarde pas les gens ici. »")

    assert (finding.verdict, finding.why) == ("unapproved", "consent refused")


def test_ordinary_sentences_and_questions_of_the_guide_are_left_alone(desk):
    lines = (
        "Je me suis assise à côté des personnes pour mener les entretiens, sans rien dire.",
        "La question posée : Et là, vous pouvez me raconter ? Et là, vous pouvez me raconter ?",
        "Le thème « Dire ou taire son parcours » revient (P01, P03).",
        "Pour désigner un extrait, indiquez sa référence, par exemple « P03 · E03, tours 42 à 44 · bénévole ».",
    )

    assert check(desk, *lines) == []


def test_an_approved_extract_without_quotation_marks_may_stay(study_of):
    desk = study_of(quoting="on approval")
    desk.do(choose_quotes(desk, code="parcours", n=4))
    quote = next(quote for quote in desk.all(Quote) if quote.participant == "P03")

    before = told(check(desk, TAIRE))
    desk.do(approve(desk, [quote.id]))
    after = told(check(desk, TAIRE))
    desk.do(answer_quotes(desk, [quote.id], "refused"))

    assert before == [("unapproved", "E03, tour 2")]
    assert after == [("exact", "E03, tour 2")]
    assert "Retirez-le" in check(desk, TAIRE)[0].message


@pytest.mark.parametrize(
    ("answer", "words"), [(None, "un silence"), ("yes", "choisissez-le"), ("on approval", "accord")]
)
def test_what_to_do_with_words_never_chosen_follows_what_the_person_answered(study_of, answer, words):
    desk = study_of(quoting=answer)

    (finding,) = check(desk, f"« {TAIRE} »")

    assert finding.verdict == "unapproved"
    assert words in finding.message
    assert "Retirez-le" not in finding.message


@pytest.mark.parametrize("kind", ["header", "footer", "first_page_header"])
def test_headers_and_footers_of_a_docx_are_read(study_of, tmp_path, kind):
    desk = study_of(P03="no")
    made = docx.Document()
    made.add_paragraph("Note de synthèse")
    made.sections[0].different_first_page_header_footer = True
    getattr(made.sections[0], kind).paragraphs[0].text = f"« {TAIRE} » (P03)"
    made.save(str(tmp_path / "note.docx"))

    (finding,) = check_document(desk, tmp_path / "note.docx")

    assert (finding.verdict, finding.why) == ("unapproved", "consent refused")
    assert finding.part in kind
    assert finding.message.startswith("Pied de page" if kind == "footer" else "En-tête")


def test_the_footer_of_an_odt_and_of_a_page_are_read(study_of, tmp_path):
    desk = study_of(P03="no")
    office = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{office}:{name}:1.0"' for name in ("office", "style", "text"))
    parts = {
        "content.xml": "<office:body><office:text><text:p>Note de synthèse</text:p></office:text></office:body>",
        "styles.xml": "<office:master-styles><style:master-page><style:footer>"
        f"<text:p>{TAIRE}</text:p></style:footer></style:master-page></office:master-styles>",
    }
    with zipfile.ZipFile(tmp_path / "note.odt", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, f"<office:document {spaces}>{content}</office:document>")
    (tmp_path / "note.html").write_text(f"<p>Note</p><footer>{TAIRE}</footer>", encoding="utf-8")

    for name in ("note.odt", "note.html"):
        (finding,) = check_document(desk, tmp_path / name)
        assert (finding.why, finding.part) == ("consent refused", "footer")


def test_somebody_who_left_the_study_is_found_without_quotation_marks(desk):
    desk.do(Change.removing(desk.get(Participant, "P03")))

    (finding,) = check(desk, TAIRE)

    assert finding.why == "withdrawn"
    assert "Retirez-le" in finding.message


def test_references_are_read_with_the_ids_of_the_study():
    ids = Citations(["E01", "E02", "focus-1"], ["P01", "Marie"])

    def read(line):
        return [str(cited) for cited in ids.read(line)]

    assert read("(P01 · E01, tour 2) puis (Marie, E02, tours 3 à 5), focus-1, t. 4") == [
        "P01 · E01, tour 2", "Marie · E02, tours 3 à 5", "focus-1, tour 4",
    ]  # fmt: skip
    assert read("Dupont, p. 12, au tour suivant ; en 2026, E1 : 4 fois") == ["E01"]
