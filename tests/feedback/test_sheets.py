import dataclasses
import io
import json
import re
import zipfile
from itertools import pairwise

import docx
import pytest

from toolkit.counting.frequencies import frequency
from toolkit.counting.wording import said
from toolkit.errors import InvalidValue, Refused, UnknownCode
from toolkit.feedback import (
    choose_quotes,
    feedback_sheet,
    plain_language,
    results_document,
    sheet_document,
    to_docx,
    to_html,
    to_odt,
)
from toolkit.feedback.numbers import Count
from toolkit.feedback.plain import month_span, plain_faults, spaced
from toolkit.formats.document_writers import Document, Extract, to_bytes
from toolkit.model import Change, Code, Coding, MemoryDesk, Participant, Quote, Transcript

HEAD = "3fa2b7c9d0e1f2a3"


@pytest.fixture
def desk(study_of):
    made = study_of()
    for code in ("entraide", "parcours"):
        made.do(choose_quotes(made, code=code, n=3))
    return made


def quoted_paragraphs(path):
    """The extracts of a docx as python-docx reads them, with the line under each."""
    paragraphs = docx.Document(str(path)).paragraphs
    return [
        (paragraph.text.removeprefix("«\xa0").removesuffix("\xa0»"), below.text)
        for paragraph, below in pairwise(paragraphs)
        if paragraph.style.name == "Quote"
    ]


def test_every_extract_of_the_docx_resolves_to_its_segment_exactly(desk, tmp_path):
    sheet = feedback_sheet(desk)

    path = to_docx(sheet, tmp_path / "note.docx", head=HEAD)

    found = quoted_paragraphs(path)
    assert len(found) == len(sheet.extracts) == 4
    for words, source in found:
        transcript, turn = re.search(r"(E\d+), tour (\d+)", source).groups()
        text = desk.get(Transcript, transcript)
        assert words in text.said(int(turn))
        assert any(coding.quote == words for coding in desk.all(Coding))


def test_numbers_of_the_sheet_are_those_of_frequency(desk):
    sheet = feedback_sheet(desk)
    table = frequency(desk.frame("pieces"), among=desk.frame("participants"), level="theme", codes=desk.all(Code))

    assert {point.code: (point.count.n, point.count.N) for point in sheet.points} == {
        row["code"]: (row["n"], row["N"]) for _i, row in table.frame.iterrows()
    }
    assert [(point.code, point.count.n) for point in sheet.points] == [("parcours", 3), ("entraide", 2)]


def test_every_number_and_extract_carries_its_evidence(desk):
    sheet = feedback_sheet(desk)
    codings = {coding.id: coding for coding in desk.all(Coding)}

    for count in sheet.counts:
        assert {"P" + codings[id].transcript[1:] for id in count.codings} == set(count.people)
        assert len(count.people) == count.n
    for shown in sheet.extracts:
        assert codings[shown.coding].transcript == shown.transcript
        assert "".join(desk.get(Transcript, shown.transcript).text[a:b] for a, b in shown.spans) == shown.text


def test_where_people_differ_each_side_is_counted_and_heard(desk):
    (sides,) = [point.sides for point in feedback_sheet(desk).points if point.sides]

    assert [(side.label, side.count.n) for side in sides] == [("Dire son parcours", 2), ("Taire son parcours", 2)]
    assert all(len(side.extracts) == 1 for side in sides)


def test_extracts_that_may_not_leave_are_replaced_by_nothing(study_of):
    desk = study_of(quoting="on approval", P02=None)
    desk.do(choose_quotes(desk, code="entraide", n=2))

    sheet = feedback_sheet(desk)
    page = to_bytes(sheet_document(sheet), ".html").decode()

    assert sheet.extracts == ()
    assert {held.why for held in sheet.withheld} == {"not approved", "consent missing"}
    assert "assise" not in page
    assert "[retiré]" not in page
    assert any("aucun extrait" in note.lower() for note in sheet.notes)


def test_sheet_of_one_case_holds_nobody_else(desk):
    person = desk.get(Participant, "P01")
    desk.do(Change.replacing([(person, dataclasses.replace(person, case="Roanne"))]))

    sheet = feedback_sheet(desk, case="Roanne")

    assert sheet.method.people == 1
    assert {shown.participant for shown in sheet.extracts} <= {"P01"}
    assert {held.why for held in sheet.withheld} == {"elsewhere"}


def test_same_people_named_or_given_as_a_frame_give_the_same_sheet(desk):
    people = desk.frame("participants")

    assert feedback_sheet(desk, among=["P01", "P02"]) == feedback_sheet(
        desk, among=people[people["participant"] < "P03"]
    )


HOSTILE = '</style><script>alert("x")</script> & <b>"\'=1+1 \x07]]>'


def test_hostile_label_is_harmless_everywhere(desk, tmp_path):
    code = desk.get(Code, "entraide")
    desk.do(Change.replacing([(code, dataclasses.replace(code, label=HOSTILE, short_definition=HOSTILE))]))
    sheet = feedback_sheet(desk, next_steps=[HOSTILE], contact=HOSTILE)

    page = to_html(sheet, tmp_path / "note.html").read_text(encoding="utf-8")
    headings = [
        p.text
        for p in docx.Document(str(to_docx(sheet, tmp_path / "note.docx"))).paragraphs
        if p.style.name == "Heading 2"
    ]
    to_odt(sheet, tmp_path / "note.odt")

    assert "<script" not in page
    assert page.count("</style>") == 1
    assert any("<script>" in heading for heading in headings)


def test_html_fetches_and_runs_nothing(desk, tmp_path):
    page = to_html(feedback_sheet(desk), tmp_path / "note.html").read_text(encoding="utf-8")

    assert "default-src 'none'" in page
    assert not re.search(r"<(script|link|img|iframe|form)|\bon\w+=|https?:|url\(", page)
    assert '<html lang="fr-FR"' in page
    assert re.findall(r'data-evidence="(n:[^"]+)"', page)[:1] == ["n:parcours"]


def test_document_properties_name_nobody_and_headings_are_real(desk, tmp_path):
    path = to_docx(feedback_sheet(desk, date="2026-05-20"), tmp_path / "note.docx")
    made = docx.Document(str(path))

    assert (made.core_properties.author, made.core_properties.last_modified_by) == ("", "")
    assert made.core_properties.language == "fr-FR"
    assert next(p.text for p in made.paragraphs if p.style.name == "Heading 1") == "Ce que nous avons entendu"
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert b'w:lang w:val="fr-FR"' in archive.read("word/styles.xml")
        assert "python-docx" not in archive.read("docProps/core.xml").decode()


@pytest.mark.parametrize("extension", [".docx", ".html", ".odt"])
def test_same_sheet_gives_the_same_bytes(desk, extension):
    sheet = feedback_sheet(desk, date="2026-05-20")

    assert to_bytes(sheet_document(sheet), extension) == to_bytes(sheet_document(sheet), extension)


def test_evidence_file_holds_numbers_and_ids_but_no_words(desk, tmp_path):
    path = to_docx(feedback_sheet(desk), tmp_path / "note.docx", head=HEAD)

    told = (tmp_path / "note.docx.json").read_text(encoding="utf-8")
    record = json.loads(told)

    assert (record["file"], record["journal_head"]) == (path.name, HEAD)
    assert record["counts"][0]["n"] == 3
    assert {entry["evidence"] for entry in record["extracts"]} <= {f"q:{quote.id}" for quote in desk.all(Quote)}
    assert "assise" not in told
    assert "Dire" not in told


def test_document_edited_by_hand_is_never_overwritten(desk, tmp_path):
    sheet = feedback_sheet(desk)
    first = to_docx(sheet, tmp_path / "note.docx")
    again = to_docx(sheet, tmp_path / "note.docx")
    edited = docx.Document(str(first))
    edited.add_paragraph("Ajouté par la directrice.")
    edited.save(str(first))

    beside = to_docx(sheet, tmp_path / "note.docx")

    assert (first, again, beside.name) == (again, first, "note-2.docx")
    assert docx.Document(str(first)).paragraphs[-1].text == "Ajouté par la directrice."


def test_sheet_for_participants_is_plain(desk, tmp_path):
    sheet = feedback_sheet(desk, public="participants", contact="Le 12 juin, à l’accueil.")
    document = sheet_document(sheet)
    written = [
        "".join(span.text for span in words)
        for block in document.blocks
        if not isinstance(block, Extract)
        for words in (getattr(block, "items", None) or [block.words])
    ]

    assert plain_language(sheet) == []
    assert plain_faults(written) == []
    assert not any(sign in line for line in written for sign in "%()")
    assert document.large


def test_plain_faults_are_told_one_by_one():
    faults = plain_faults(["La MDPH (maison) a dit oui à 40 % des gens qui sont venus la voir ce jour-là."])

    assert {fault.fault for fault in faults} == {"acronym", "parenthesis", "percent", "long"}
    assert all(fault.message for fault in faults)


@pytest.mark.parametrize(("n", "N"), [(n, N) for N in (1, 2, 5, 12, 30) for n in range(N + 1)])
def test_words_of_the_scale_are_those_of_counting(n, N):
    word = {"none": "aucune", "one": "une", "some": "quelques", "half": "moitié", "most": "plupart", "all": "tou"}

    size = Count("n:x", n, N).size

    assert word[size] in said(n, N) or (size == "all" and n == N == 1)


def test_little_groups_are_warned_about_and_show_no_trait(desk):
    sheet = feedback_sheet(desk, traits=["statut"])

    assert not any("bénévole" in shown.source for shown in sheet.extracts)
    assert any("Moins de 5" in note for note in sheet.notes)
    assert any("statut" in note for note in sheet.notes)


def test_traits_of_large_groups_are_shown(study_of):
    desk = study_of(dict.fromkeys(range(1, 7), ("entraide",)))
    desk.do(choose_quotes(desk, code="entraide", n=2))

    sheet = feedback_sheet(desk, traits=["statut"])

    assert all(shown.source.endswith("bénévole") for shown in sheet.extracts)


def test_public_sheet_gives_no_stable_pseudonym(desk):
    assert not any("P0" in shown.source for shown in feedback_sheet(desk, profile="public").extracts)
    assert all("P0" in shown.source for shown in feedback_sheet(desk).extracts)


def test_several_coders_must_be_chosen_between(desk):
    coding = desk.all(Coding)[0]
    desk.do(Change.adding(dataclasses.replace(coding, id="other", coder="C2")))

    with pytest.raises(InvalidValue, match="C1, C2"):
        feedback_sheet(desk)
    assert feedback_sheet(desk, coder="C2").points[0].count.n == 1


def test_impossible_sheets_say_why(desk):
    with pytest.raises(UnknownCode):
        feedback_sheet(desk, themes=["entraid"])
    with pytest.raises(InvalidValue, match="participants"):
        feedback_sheet(desk, public="jury")
    with pytest.raises(Refused, match="Aucune personne"):
        feedback_sheet(MemoryDesk())
    with pytest.raises(InvalidValue, match="docx"):
        to_bytes(Document("x", ()), ".pages")


def test_theme_that_nobody_voices_is_told_as_silence(desk):
    desk.do(Change.adding(Code("sante", "Santé")))

    (point,) = feedback_sheet(desk, themes=["sante"]).points
    page = to_bytes(sheet_document(feedback_sheet(desk, themes=["sante"])), ".html").decode()

    assert (point.count.n, point.count.N, point.count.codings) == (0, 4, ())
    assert "0 personne sur 4" in page


def test_results_give_every_passage_with_its_turn(desk):
    table = frequency(desk.frame("pieces"), among=desk.frame("participants"))

    document = results_document(desk, table)
    made = docx.Document(io.BytesIO(to_bytes(document, ".docx")))

    sources = [p.text for p in made.paragraphs if p.style.name == "SourceExtrait"]
    assert sorted(sources) == sorted(
        ["E01, tour 2", "E01, tour 4", "E02, tour 2", "E03, tour 2", "E04, tour 2", "E04, tour 4"]
    )
    assert "ne pas diffuser" in document.foot
    assert repr(document) == f"<Document: {len(document.blocks)} blocks>"


def test_results_for_the_host_hold_only_what_may_leave(study_of):
    desk = study_of(quoting=None)
    desk.do(choose_quotes(desk, code="entraide"))
    table = frequency(desk.frame("pieces"))

    document = results_document(desk, table, profile="host")

    assert not any(isinstance(block, Extract) for block in document.blocks)


def test_dates_are_told_by_month():
    assert month_span(["2026-03-14", "2026-05-02"]) == "mars à mai 2026"
    assert month_span(["2025-12-01", "2026-01-02"]) == "décembre 2025 à janvier 2026"
    assert month_span(["2026"]) == "2026"
    assert month_span(["", ""]) == ""
    assert spaced("« a » : l'été ?") == "«\xa0a\xa0»\xa0: l’été\xa0?"
