"""Offers of internship: what is found in them, where, and what is not invented."""

import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import UnreadableFile
from toolkit.guides.brief import FOUND_KINDS, Brief, Found
from toolkit.guides.files import read_offer
from toolkit.guides.offers import asked, parse_offer

HERE = Path(__file__).parent / "offers"
REAL = Path(__file__).resolve().parents[3] / "shared" / "offers"
MISSIONS = {"000": 6, "001": 5, "002": 4, "003": 6, "004": 6}


def real_offers():
    found = sorted(REAL.glob("*.txt")) if REAL.is_dir() else []
    if not found:
        pytest.skip(f"the five real offers are not in {REAL.name}: they stay outside of the repository")
    return found


def words(found):
    return [one.words for one in found]


def test_every_question_of_an_offer_is_found_direct_or_not():
    brief = read_offer(HERE / "teleconsultation.txt")

    assert words(brief.questions)[0].startswith("Comment la téléconsultation recompose-t-elle")
    assert len(brief.questions) == 6
    assert [one.form for one in brief.questions] == ["direct", "indirect", "direct", "direct", "direct", "indirect"]
    assert not any("à l'aise" in one for one in words(brief.questions))  # put to the candidate


def test_a_list_below_understand_is_a_list_of_questions():
    brief = read_offer(HERE / "cantines.md")

    assert [asked(one)[:25] for one in brief.questions if one.form == "indirect"] == [
        "Comment les agents de res",
        "En quoi l'organisation du",
        "Ce que les parents savent",
        "La place que les animateu",
    ]
    assert "Des questions" not in " ".join(words(brief.questions))


def test_missions_written_as_prose_are_found_too():
    assert len(read_offer(HERE / "benevoles-football.txt").missions) == 4
    assert len(read_offer(HERE / "cantines.md").missions) == 5
    assert len(read_offer(HERE / "teleconsultation.txt").missions) == 6


def test_publics_methods_deliverables_and_dates_are_found():
    brief = read_offer(HERE / "teleconsultation.txt")

    assert brief.publics[:4] == ("patients", "médecins généralistes", "infirmières et infirmiers", "aidants")
    assert brief.methods == ("semi-structured", "explicitation", "observation")
    assert len(brief.of("deliverable")) == 4
    assert words(brief.of("duration")) == ["6 mois, du 2 février au 31 juillet 2026"]
    assert words(brief.of("place"))[0].startswith("Saint-Aubin-du-Val")
    assert "relation de soin" in [one.name for one in brief.of("notion")]


@pytest.mark.parametrize("name", ["teleconsultation.txt", "cantines.md", "benevoles-football.txt"])
def test_each_thing_found_is_a_passage_of_the_text(name):
    brief = read_offer(HERE / name)

    assert brief.found
    assert all(brief.text[one.start : one.end] == one.quote and one.quote.strip() for one in brief.found)
    assert {one.kind for one in brief.found} <= set(FOUND_KINDS)


def test_a_brief_refuses_to_quote_what_is_not_there():
    with pytest.raises(ValueError, match="pas dans son texte"):
        Brief("o", "Comment ?", found=(Found("question", 0, 3, "Qui", "Qui"),))


def test_a_brief_is_shown_with_its_marks_and_escapes_the_text():
    brief = parse_offer("Sujet du stage\n\nComment <b>tenir</b> & durer ?")

    page = brief.show().page()
    assert "<mark" in page
    assert "&amp; durer" in page
    assert "Comment <b>" not in page
    assert "Comment tenir & durer ? [question centrale] (ligne 3)" in str(brief.show())
    assert repr(brief.show()) == repr(brief)
    assert "tenir" not in repr(brief)


def test_an_offer_in_english_and_what_is_no_offer_are_said():
    english = parse_offer(
        "Internship offer\n\nThe intern will work with the team on the role of volunteers. How do they stay? "
        "Missions:\n- interviews with the volunteers\n- a report for the board"
    )
    recipe = parse_offer(
        "Pour la pâte, mélangez la farine et les œufs, puis laissez reposer une heure dans un endroit frais."
    )

    assert "en anglais" in english.warnings[0]
    assert english.questions == ()
    assert "ne ressemble pas à une offre" in recipe.warnings[0]
    assert recipe.found == ()


@pytest.mark.parametrize("name", ["teleconsultation.txt", "cantines.md", "benevoles-football.txt"])
def test_an_offer_cut_at_76_columns_says_the_same(name):
    text = (HERE / name).read_text(encoding="utf-8")
    cut = "\n".join("\n".join(textwrap.wrap(line, 76, break_on_hyphens=False)) for line in text.split("\n"))

    whole, wrapped = parse_offer(text), parse_offer(cut)
    assert words(wrapped.questions) == words(whole.questions)
    assert words(wrapped.missions) == words(whole.missions)
    assert (wrapped.publics, wrapped.methods) == (whole.publics, whole.methods)


def test_an_offer_without_public_or_method_says_so():
    brief = parse_offer("Offre de stage\n\nSujet du stage\n\nComment le quartier change-t-il ?")

    assert len(brief.warnings) == 3
    assert any("personne à rencontrer" in one for one in brief.warnings)


def test_an_offer_in_docx_and_odt_gives_the_same_questions_as_its_text(tmp_path):
    from docx import Document
    from odfdo import Document as OdfDocument
    from odfdo import Paragraph

    text = (HERE / "benevoles-football.txt").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip()]
    word = Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(tmp_path / "offre.docx"))
    odt = OdfDocument("text")
    odt.body.clear()
    for line in lines:
        odt.body.append(Paragraph(line))
    odt.save(str(tmp_path / "offre à lire.odt"))

    plain = parse_offer(text)
    for name in ("offre.docx", "offre à lire.odt"):
        brief = read_offer(tmp_path / name)
        assert words(brief.questions) == words(plain.questions)
        assert words(brief.missions) == words(plain.missions)


def test_a_pdf_is_read_and_one_without_text_is_said(tmp_path):
    pdfium = pytest.importorskip("pypdfium2", reason="needs the extra “pdf”")
    blank = pdfium.PdfDocument.new()
    blank.new_page(200, 200)
    blank.save(tmp_path / "image.pdf")
    (tmp_path / "offre.pdf").write_bytes(
        small_pdf(["Offre de stage", "", "Sujet du stage", "", "Comment les patients vivent-ils ce", "changement ?"])
    )

    assert words(read_offer(tmp_path / "offre.pdf").questions) == ["Comment les patients vivent-ils ce changement ?"]
    with pytest.raises(UnreadableFile, match="ne contient pas de texte"):
        read_offer(tmp_path / "image.pdf")
    (tmp_path / "faux.pdf").write_bytes(b"%PDF-1.4\nrien")
    with pytest.raises(UnreadableFile, match="abîmé"):
        read_offer(tmp_path / "faux.pdf")


def small_pdf(lines):
    """The smallest PDF that holds a few lines of ASCII."""
    shown = "\n".join(
        f"BT /F1 11 Tf 50 {700 - 16 * rank} Td ({line}) Tj ET" for rank, line in enumerate(lines) if line
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 "
            "5 0 R >> >> >>"
        ),
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = "%PDF-1.4\n", []
    for rank, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{rank} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return (out + end).encode("ascii")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abé L'?.:\n-#*«»\t1)•Comment", max_size=300))
def test_any_text_is_read_and_every_place_holds(text):
    brief = parse_offer("Sujet du stage\n\n" + text)

    assert all(brief.text[one.start : one.end] == one.quote for one in brief.found)


def test_every_question_mark_of_the_real_offers_is_in_a_question_of_the_brief():
    for path in real_offers():
        brief = read_offer(path)
        stop = re.search(r"\n\W*(?:profil|références)", brief.text, re.IGNORECASE)
        for mark in re.finditer(r"\?", brief.text[: stop.start() if stop else None]):
            assert any(one.start <= mark.start() < one.end for one in brief.questions), (path.name[:3], mark.start())


def test_the_missions_of_the_real_offers_are_complete():
    assert {path.name[:3]: len(read_offer(path).missions) for path in real_offers()} == MISSIONS


def test_the_indirect_questions_of_the_real_offers_are_found():
    counts = {
        path.name[:3]: sum(one.form != "direct" for one in read_offer(path).questions) for path in real_offers()
    }

    assert counts | {"003": 4, "002": 5, "001": 2} == counts
