"""Guides on paper: what each page holds, what the notice says, whom one meets."""

import re
import sys
import zipfile
from dataclasses import replace

import pytest

from toolkit import guides, shipped
from toolkit.errors import InvalidValue
from toolkit.formats.document_pdf import pdf_bytes
from toolkit.formats.document_writers import Document, Grid, Heading, Paragraph, to_bytes
from toolkit.formats.outlined import outline_of
from toolkit.guides.documents import guide_of
from toolkit.guides.layout import guide_document, pocket_document
from toolkit.guides.meeting import contacts_document, quota_document
from toolkit.guides.notices import blanks, consent_document, notice_document
from toolkit.guides.printed_files import WHAT, lay_out, print_guide
from toolkit.guides.structure import consent_elements, consent_names
from toolkit.model import Guide, Participant, Question, Theme

GUIDES = [
    guides.read_guide(path)
    for path in sorted(shipped.folder("interview_guides").glob("*.md"))
    if path.stem.startswith("travailleurs-pairs")
]
SHIPPED = next(guide for guide in GUIDES if guide.method == "semi-structured")


def text_of(document: Document) -> str:
    return "\n".join(line.text for line in outline_of(to_bytes(document, ".docx"), "g.docx").lines)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_each_theme_has_its_page_and_every_word_is_printed(guide):
    document = guide_document(guide)
    text = text_of(document)

    pages = [block for block in document.blocks if isinstance(block, Heading) and block.new_page]
    for theme in guide.themes:
        assert sum(theme.title in block.words[0].text for block in pages) == 1
    for question in guide.questions():
        assert question.id in text
        assert question.text in text
        assert all(probe.text in text for probe in question.probes)
    assert document.wide
    assert all(item in text for item in (*guide.diary, *guide.checklist))


def test_the_pocket_holds_the_questions_and_keywords_only_the_kinds_of_their_probes():
    whole, short = text_of(pocket_document(SHIPPED)), text_of(pocket_document(SHIPPED, words=True))
    question = SHIPPED.themes[0].questions[0]

    assert all(probe.text in whole and probe.text not in short for probe in question.probes)
    assert "chronologie" in short
    assert all(one.text in short for one in SHIPPED.closing)


@pytest.mark.parametrize("ending", [".docx", ".odt", ".html"])
@pytest.mark.parametrize("what", WHAT)
def test_every_document_is_written_in_every_kind(tmp_path, what, ending):
    guide = replace(SHIPPED, quotas={"statut": {"salarié": 6}})

    path = print_guide(guide, tmp_path / f"été{ending}", what, date="2026-03-02")

    assert path.stat().st_size > 1000
    assert print_guide(guide, path, what, date="2026-03-02") == path  # the same: nothing beside it
    assert to_bytes(lay_out(guide, what), ending) == to_bytes(lay_out(guide, what), ending)


def test_a_page_that_was_filled_in_is_kept(tmp_path):
    path = print_guide(SHIPPED, tmp_path / "g.docx")
    path.write_bytes(b"rempli")

    other = print_guide(SHIPPED, path)

    assert other != path
    assert path.read_bytes() == b"rempli"


def test_a_page_break_and_a_half_sheet_are_those_of_the_word_processor(tmp_path):
    guide, pocket = to_bytes(guide_document(SHIPPED), ".odt"), to_bytes(pocket_document(SHIPPED), ".docx")
    for data, part, words in (
        (guide, "content.xml", 'fo:break-before="page"'),
        (pocket, "word/document.xml", "w:num="),
    ):
        path = tmp_path / "one.zip"
        path.write_bytes(data)
        with zipfile.ZipFile(path) as archive:
            assert words in archive.read(part).decode("utf-8")


EMPTY = Guide("g", "Vivre ici", themes=(Theme("A", "Un", questions=(Question("A1", "Racontez."),)),))


@pytest.mark.parametrize(
    "guide", [*GUIDES, EMPTY, replace(EMPTY, method="focus group")], ids=lambda g: g.id + g.method
)
def test_the_notice_says_the_seven_elements_whatever_the_guide_says(guide):
    document = notice_document(guide)
    text = text_of(document)

    assert all(consent_elements(text).values())
    assert "CNIL" in text
    for sentence in re.split(r"(?<=[.?!])\s+", " ".join(guide.consent.split())):
        assert sentence in text


def test_what_is_not_known_is_left_to_fill_in_and_is_told():
    assert "date" in " ".join(blanks(notice_document(EMPTY)))
    facts = {"host": "l’association", "contact": "06", "until": "31 août", "officer": "A", "basis": "consentement"}
    filled = notice_document(replace(EMPTY, author="Camille", minutes=60), **facts)

    assert blanks(filled) == ("le but, en mots simples",)
    drafted = replace(EMPTY, consent="L’étude porte sur [le sujet, en une phrase].")
    assert "le sujet, en une phrase" in blanks(notice_document(drafted))
    assert "jusqu’au 31 août" in text_of(filled)


def test_the_form_of_consent_ticks_each_element_and_each_use():
    single, group = (consent_document(replace(SHIPPED, method=name)) for name in ("semi-structured", "focus group"))

    assert all(name in text_of(single) for name in consent_names())
    assert "groupe" in text_of(group)
    assert "groupe" not in text_of(single)
    uses = next(block for block in single.blocks if isinstance(block, Grid))
    assert len(uses.rows) == 5


def test_people_planned_and_met_add_up_to_the_people_there_are():
    guide = replace(EMPTY, quotas={"Statut": {"salarié": 3, "bénévole": 1}, "ancien": {"oui": 2}})
    people = [
        Participant("P1", traits={"statut": "Salarié"}),
        Participant("P2", traits={"statut": "salarié", "ancien": True}),
        Participant("P3", traits={"statut": "retraité"}),
        Participant("P4"),
    ]

    counts = guides.quotas(guide, people)

    assert [(c.trait, c.value, c.planned, c.done, c.left) for c in counts] == [
        ("Statut", "salarié", 3, 2, 1), ("Statut", "bénévole", 1, 0, 1), ("Statut", "retraité", None, 1, None),
        ("Statut", "", None, 1, None), ("ancien", "oui", 2, 1, 1), ("ancien", "", None, 3, None),
    ]  # fmt: skip
    assert "4 personnes rencontrées" in text_of(quota_document(guide, people))
    assert "aucune étude" in text_of(quota_document(guide))
    assert [c.done for c in guides.quotas(guide)] == [None, None, None]


def test_the_log_of_contacts_asks_no_name():
    text = text_of(contacts_document(SHIPPED, rows=3))

    assert "pas de nom" in text
    assert "COREQ" in text


def test_a_guide_of_five_hundred_questions_is_printed():
    questions = tuple(Question(f"A{n}", f"Racontez le jour {n}.") for n in range(500))
    guide = replace(EMPTY, themes=(Theme("A", "Un", questions=questions),))

    assert "Racontez le jour 499." in text_of(guide_document(guide))


@pytest.mark.parametrize("ending", [".docx", ".odt"])
def test_a_printed_guide_is_read_back_with_its_numbers_and_its_probes(ending):
    document = outline_of(to_bytes(guide_document(SHIPPED), ending), f"g{ending}")
    found = guide_of(document, f"g{ending}").guide

    assert found.research_questions == SHIPPED.research_questions
    assert [(item.id, item.text, item.why) for item in found.items] == [
        (item.id, item.text, item.why) for item in SHIPPED.items
    ]
    read = [(q.id, q.text, [p.text for p in q.probes]) for theme in found.themes for q in theme.questions]
    assert read == [(q.id, q.text, [p.text for p in q.probes]) for theme in SHIPPED.themes for q in theme.questions]


def test_an_unknown_document_is_refused():
    with pytest.raises(InvalidValue):
        lay_out(SHIPPED, "affiche")  # type: ignore[arg-type]


def test_a_guide_without_quotas_says_so():
    blocks = [block for block in quota_document(EMPTY).blocks if isinstance(block, Paragraph)]

    assert "quotas" in blocks[0].words[0].text


@pytest.mark.parametrize("what", WHAT)
def test_a_pdf_holds_the_same_words_whatever_signs_they_hold(what, tmp_path):
    pytest.importorskip("typst", reason="the extra « pdf » is not installed: no PDF was written")
    pdfium = pytest.importorskip("pypdfium2")
    guide = replace(EMPTY, title='Dire "non" #let $x$ [a] \\ *b* @c <d>', quotas={"statut": {"salarié": 6}})

    path = print_guide(guide, tmp_path / "g.pdf", what, date="2026-03-02")

    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path))
    assert '"non" #let $x$ [a] \\ *b* @c <d>' in " ".join(text.split())
    assert pdf_bytes(lay_out(guide, what)) == pdf_bytes(lay_out(guide, what))


def test_without_the_extra_a_pdf_is_refused_with_the_way_out(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(InvalidValue, match="carnet"):
        print_guide(EMPTY, tmp_path / "g.pdf")
    assert not list(tmp_path.iterdir())
