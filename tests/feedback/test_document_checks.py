import dataclasses
import zipfile

import docx
import pytest

from toolkit.counting.frequencies import frequency
from toolkit.errors import UnreadableFile
from toolkit.feedback import (
    answer_quotes,
    check_document,
    choose_quotes,
    feedback_sheet,
    read_document,
    results_document,
    to_docx,
    to_html,
    to_odt,
)
from toolkit.formats.document_writers import anchor, write_document
from toolkit.model import Change, Coding, Participant, Quote

WRITERS = pytest.mark.parametrize(("write", "extension"), [(to_docx, "docx"), (to_html, "html"), (to_odt, "odt")])


@pytest.fixture
def desk(study_of):
    made = study_of()
    for code in ("entraide", "parcours"):
        made.do(choose_quotes(made, code=code, n=3))
    return made


def verdicts(findings, about=None):
    return sorted(finding.verdict for finding in findings if about in (None, finding.about))


def edit(path, before, after):
    """Change words in a docx as a person would, in its runs."""
    made = docx.Document(str(path))
    for paragraph in made.paragraphs:
        for run in paragraph.runs:
            if before in run.text:
                run.text = run.text.replace(before, after)
    made.save(str(path))


@WRITERS
def test_untouched_document_is_all_exact_and_true(desk, tmp_path, write, extension):
    sheet = feedback_sheet(desk)
    path = write(sheet, tmp_path / f"note.{extension}")

    findings = check_document(desk, path)

    assert set(verdicts(findings)) == {"exact", "true"}
    assert len(findings) == len(sheet.extracts) + len(sheet.counts)
    assert not any(finding.problem for finding in findings)
    assert all(finding.message for finding in findings)


@WRITERS
def test_refused_extract_is_found_in_documents_already_written(desk, tmp_path, write, extension):
    path = write(feedback_sheet(desk), tmp_path / f"note.{extension}")
    quote = desk.all(Quote)[0]

    desk.do(answer_quotes(desk, [quote.id], "refused"))
    (problem,) = [finding for finding in check_document(desk, path) if finding.problem]

    assert (problem.verdict, problem.why, problem.evidence) == ("unapproved", "refused", f"q:{quote.id}")
    assert "refusé" in problem.message


def test_words_changed_by_hand_are_altered(desk, tmp_path):
    path = to_docx(feedback_sheet(desk), tmp_path / "note.docx")

    edit(path, "j’ai rien dit", "je n’ai rien dit")
    problems = [finding for finding in check_document(desk, path) if finding.problem]

    assert {finding.verdict for finding in problems} == {"altered"}
    assert "rien dit" not in problems[0].message


def test_typography_changed_by_word_is_not_an_alteration(desk, tmp_path):
    path = to_docx(feedback_sheet(desk), tmp_path / "note.docx")

    edit(path, "’", "'")

    assert "altered" not in verdicts(check_document(desk, path))


def test_number_changed_by_hand_is_false_and_says_what_is_counted(desk, tmp_path):
    path = to_docx(feedback_sheet(desk), tmp_path / "note.docx")

    edit(path, "3 personnes sur 4", "4 personnes sur 4")
    (problem,) = [finding for finding in check_document(desk, path) if finding.problem]

    assert (problem.verdict, problem.said, problem.counted) == ("false", "4 personnes sur 4", "3 personnes sur 4")


def test_number_is_false_when_the_study_has_moved_on(desk, tmp_path):
    path = to_docx(feedback_sheet(desk), tmp_path / "note.docx")
    coding = next(coding for coding in desk.all(Coding) if coding.transcript == "E03")

    desk.do(Change.replacing([(coding, dataclasses.replace(coding, state="rejected"))]))

    assert "false" in verdicts(check_document(desk, path), "count")


def test_people_counted_are_those_that_the_document_recorded(desk, tmp_path):
    path = to_docx(feedback_sheet(desk, among=["P01", "P02"]), tmp_path / "note.docx")

    assert "false" not in verdicts(check_document(desk, path))


def test_extracts_typed_by_hand_are_looked_for_in_every_text(desk, tmp_path):
    written = docx.Document()
    for line in (
        "Elle dit : « Je dis tout de suite que j'ai dormi dehors, comme ça c'est posé. »",
        "Une autre : « Mon histoire je la garde pour moi, ça ne regarde personne ici, vraiment. »",
        "Enfin : « Le directeur a repeint la salle en bleu pendant les vacances. »",
        "Un mot seul, « collègue », n’est pas un extrait. 2 personnes sur 4 en parlent.",
    ):
        written.add_paragraph(line)
    written.save(tmp_path / "memoire.docx")

    findings = check_document(desk, tmp_path / "memoire.docx")

    assert [(finding.paragraph, finding.verdict) for finding in findings] == [
        (1, "exact"), (2, "altered"), (3, "unknown"), (4, "unverified"),
    ]  # fmt: skip


def test_passage_never_chosen_is_unapproved(study_of, tmp_path):
    desk = study_of()
    (tmp_path / "note.html").write_text(f"<p>« {desk.all(Coding)[0].quote} »</p>", encoding="utf-8")

    (finding,) = check_document(desk, tmp_path / "note.html")

    assert (finding.verdict, finding.source) == ("unapproved", "E01, tour 2")


def test_words_deleted_with_tracked_changes_are_not_read(desk, tmp_path):
    path = to_docx(feedback_sheet(desk), tmp_path / "note.docx")
    made = docx.Document(str(path))
    run = next(run for p in made.paragraphs if p.style.name == "Quote" for run in p.runs if "café" in run.text)
    deleted = docx.oxml.OxmlElement("w:del")
    run._r.addprevious(deleted)
    deleted.append(run._r)
    made.save(str(path))

    assert sum("café" in passage.text for passage in read_document(path) if passage.evidence) == 1
    assert "altered" in verdicts(check_document(desk, path))


def test_withdrawn_person_is_found_in_old_documents(desk, tmp_path):
    path = to_docx(feedback_sheet(desk), tmp_path / "note.docx")
    desk.do(Change.removing(desk.get(Participant, "P03")))

    problems = [finding for finding in check_document(desk, path) if finding.about == "extract" and finding.problem]

    assert [finding.why for finding in problems] == ["withdrawn"]


def test_working_results_are_exact_for_the_team_and_unapproved_outside(desk, tmp_path):
    path = write_document(
        results_document(desk, frequency(desk.frame("pieces"), among=desk.frame("participants"))), tmp_path / "r.docx"
    )

    assert set(verdicts(check_document(desk, path, profile="team"))) == {"exact", "true"}
    assert set(verdicts(check_document(desk, path), "extract")) == {"unapproved"}


@pytest.mark.parametrize("name", ["note.docx", "note.odt", "note.html"])
def test_empty_file_gets_one_sentence(study_of, tmp_path, name):
    (tmp_path / name).write_bytes(b"")

    with pytest.raises(UnreadableFile, match=name):
        check_document(study_of(), tmp_path / name)


def test_cut_and_misnamed_files_get_one_sentence(desk, tmp_path):
    whole = to_docx(feedback_sheet(desk), tmp_path / "note.docx").read_bytes()
    (tmp_path / "cut.docx").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.docx").write_text("bonjour", encoding="utf-8")
    (tmp_path / "note.pdf").write_bytes(b"%PDF")
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as archive:
        archive.writestr("bombe.xml", "<a/>")
    with zipfile.ZipFile(tmp_path / "entity.docx", "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')

    for name in ("cut.docx", "text.docx", "note.pdf", "other.docx", "entity.docx"):
        with pytest.raises(UnreadableFile, match=name):
            check_document(desk, tmp_path / name)


def test_bookmark_names_are_what_word_accepts():
    names = {anchor(f"q:{id}") for id in ("q1", "é" * 30, "a-b", "a_b", "a.b", "x" * 80, "x" * 79)}

    assert len(names) == 7
    assert all(len(name) <= 36 and name.replace("_", "").isalnum() and name.isascii() for name in names)


def test_reprs_hold_no_words(desk, tmp_path):
    passages = read_document(to_docx(feedback_sheet(desk), tmp_path / "note.docx"))

    assert not any("café" in repr(thing) for thing in (*passages, feedback_sheet(desk), *desk.all(Quote)))
