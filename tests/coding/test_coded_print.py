"""An interview printed with its codes: the exact extracts, their codes beside them, nothing lost."""

import io
import json
import re
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.coding import coded_document, print_coded, show
from toolkit.coding.extracts import coded
from toolkit.errors import InvalidValue, UnknownCode, UnknownName, UnknownTranscript
from toolkit.formats.document_writers import Said, to_bytes
from toolkit.model import Change, Code, Coder, Coding, MemoryDesk, Speaker, StudySheet, Transcript, Turn, coding_of
from toolkit.model.lines import lines

SAID = (
    "Et ici, comment ça se passe ?",
    "Ben on s’entraide 😀. On boit un café, on parle. Moi j’ai dormi dehors, je le dis.",
    "",
    "La nuit j’ai peur. La nuit, c’est long.",
)
CODES = (
    Code("entraide", "Entraide", short_definition="Soutien donné ou reçu."),
    Code("dire", "Dire son parcours", parent="parcours"),
    Code("parcours", "Parcours", definition="Tout ce qui touche au passé."),
    Code("img", "<img src=x>", short_definition="=1+1 & « {page} »"),
)


def talk(said=SAID, id="E03") -> Transcript:
    text, turns = "", []
    for rank, words in enumerate(said):
        begin = len(text)
        text += f"{'QR'[rank % 2]} : "
        turns.append(Turn(("QR"[rank % 2],), begin, len(text), len(text) + len(words), rank * 1000))
        text += words + "\n"
    return Transcript(id, text, tuple(turns), (Speaker("Q", "interviewer"), Speaker("R", "participant", "P03")))


def on(transcript: Transcript, words: str, code: str, coder: str = "C1", **more) -> Coding:
    start = transcript.text.index(words)
    book = {one.id: one for one in CODES}
    return coding_of(transcript, start, start + len(words), book[code], coder=coder, **more)


def desk_of(transcript: Transcript, *codings: Coding) -> MemoryDesk:
    people = (Coder("C1", "Camille Petit", "intern"), Coder("C2", "Sacha", "coder"))
    return MemoryDesk(StudySheet("Les nuits"), *CODES, *people, transcript, *codings)


@pytest.fixture
def desk() -> MemoryDesk:
    text = talk()
    return desk_of(
        text,
        on(text, "on s’entraide 😀. On boit un café, on parle.", "entraide", date="2026-03-01"),
        on(text, "on parle. Moi j’ai dormi dehors", "dire"),
        on(text, "on parle. Moi j’ai dormi dehors", "dire", "C2"),
        on(text, "La nuit j’ai peur", "img", "C2", state="proposed"),
    )


def said_in(document) -> list[Said]:
    return [block for block in document.blocks if isinstance(block, Said)]


def marked(document) -> str:
    return "\n".join("".join(span.text for span in said.words) for said in said_in(document))


def test_an_extract_is_bracketed_where_it_stands_and_named_beside(desk):
    document = coded_document(desk, "E03")

    assert "Ben [1on s’entraide 😀. On boit un café, [2on parle.1] Moi j’ai dormi dehors2], je le dis." in marked(
        document
    )
    (notes,) = [said.notes for said in said_in(document) if said.notes]
    assert [(number, words[0].text) for number, words in notes] == [
        ("1", "Entraide (Camille Petit)"),
        ("2", "Dire son parcours (Camille Petit, Sacha)"),
    ]


def test_where_two_extracts_meet_the_line_below_is_double(desk):
    spans = [span for said in said_in(coded_document(desk, "E03")) for span in said.words]

    assert [(span.text, span.under) for span in spans if span.under] == [
        ("on s’entraide 😀. On boit un café, ", 1),
        ("on parle.", 2),
        (" Moi j’ai dormi dehors", 1),
    ]


def test_one_extract_inside_another_opens_last_and_closes_first():
    text = talk()
    desk = desk_of(
        text,
        on(text, "La nuit", "dire"),
        on(text, "La nuit j’ai peur. La nuit, c’est long", "entraide"),
        on(text, "long", "dire"),
    )

    assert "[1[2La nuit2] j’ai peur. La nuit, c’est [3long3]1]." in marked(coded_document(desk, "E03"))


def test_coders_are_named_only_when_several_coded(desk):
    alone = coded_document(desk, "E03", coder="C1")

    assert "Camille Petit" in alone.subtitle
    assert [words[0].text for said in said_in(alone) for _number, words in said.notes] == [
        "Entraide",
        "Dire son parcours",
    ]


def test_a_theme_brings_the_codes_below_it(desk):
    laid = coded(desk, "E03", codes=["parcours"])

    assert {coding.code for coding in laid.codings} == {"dire"}


def test_proposals_come_only_when_asked_and_say_so(desk):
    document = coded_document(desk, "E03", states=("accepted", "proposed"))

    assert "proposé" not in str([said.notes for said in said_in(coded_document(desk, "E03"))])
    assert "<img src=x> (Sacha), proposé" in [
        words[0].text for said in said_in(document) for _number, words in said.notes
    ]


def test_the_codes_are_explained_and_counted_at_the_end(desk):
    grid = coded_document(desk, "E03").blocks[-1]

    rows = [["".join(span.text for span in cell) for cell in row] for row in grid.rows]
    assert grid.headings == ("Code", "Définition", "Camille Petit", "Sacha", "Extraits")
    assert rows == [
        ["Entraide", "Soutien donné ou reçu.", "1", "0", "1"],
        ["Dire son parcours\nParcours", "", "1", "1", "1"],
    ]


def test_an_extract_across_turns_is_opened_once_closed_once_and_said_again():
    text = talk()
    start, end = text.text.index("je le dis"), text.text.index(". La nuit, c’est")
    desk = desk_of(text, coding_of(text, start, end, CODES[0], coder="C1"))

    document = coded_document(desk, "E03")

    assert marked(document).count("[1") == marked(document).count("1]") == 1
    assert [words[0].text for said in said_in(document) for _number, words in said.notes] == [
        "Entraide",
        "Entraide (suite)",
    ]


def test_a_coding_of_a_label_alone_is_not_lost():
    text = talk()
    start = text.turns[3].label_start
    desk = desk_of(text, coding_of(text, start, start + 1, CODES[0], coder="C1"))

    document = coded_document(desk, "E03")

    assert "[11]La nuit" in marked(document)
    assert said_in(document)[3].notes[0][0] == "1"


def test_a_long_turn_is_cut_before_the_sentence_of_an_extract_so_that_its_code_stands_beside():
    long = "Et puis on recommence. " * 40
    text = talk(("Alors ?", long + "Là je craque. " + long))
    desk = desk_of(text, on(text, "je craque", "entraide"))

    rows = said_in(coded_document(desk, "E03"))

    assert ["".join(span.text for span in said.words)[:14] for said in rows] == [
        "Alors ?",
        "Et puis on rec",
        "Là [1je craque",
    ]
    assert [bool(said.notes) for said in rows] == [False, False, True]
    assert [said.number for said in rows] == ["1", "2", ""]


codings = st.lists(
    st.tuples(st.integers(0, 190), st.integers(1, 120), st.sampled_from("CD"), st.sampled_from(["entraide", "dire"])),
    max_size=12,
)


@settings(deadline=None)
@given(codings, st.booleans())
def test_whatever_is_coded_the_text_is_whole_and_each_extract_exact(places, cut):
    text = talk((SAID[0], SAID[1] * 5, SAID[2], SAID[3]))
    book = {one.id: one for one in CODES}
    made = {}
    for start, length, coder, code in places:
        start, end = start, min(start + length, len(text.text))
        if text.text[start:end].strip():
            one = coding_of(text, start, end, book[code], coder=f"C{'CD'.index(coder) + 1}")
            made[one.id] = one
    desk = desk_of(text, *made.values())

    laid = coded(desk, text, cut=cut)

    by_line: dict[int, str] = {}
    for row in laid.rows:
        by_line[row.line.start] = by_line.get(row.line.start, "") + "".join(piece.text for piece in row.pieces)
    assert [by_line[line.start] for line in lines(text)] == [text.text[one.start : one.end] for one in lines(text)]
    assert {coding.id for coding in laid.codings} == set(made)
    pieces = [(piece, row) for row in laid.rows for piece in row.pieces]
    for extract in laid.extracts:
        assert sum(piece.opens.count(extract.number) for piece, _row in pieces) == 1
        assert sum(piece.closes.count(extract.number) for piece, _row in pieces) == 1
        assert any(note.number == extract.number for row in laid.rows for note in row.notes)
        held = "".join(piece.text for piece, _row in pieces if extract.number in piece.over)
        wanted = "".join(
            text.text[max(extract.start, line.start) : min(extract.end, line.end)]
            for line in lines(text)
            if max(extract.start, line.start) < min(extract.end, line.end)
            and text.text[max(extract.start, line.start) : min(extract.end, line.end)].strip()
        )
        assert held == wanted


def test_word_comments_hold_the_code_its_definition_and_who_coded(desk):
    document = coded_document(desk, "E03", how="comments")

    made = docx.Document(io.BytesIO(to_bytes(document, ".docx")))

    assert [(one.author, one.initials, [line.text for line in one.paragraphs]) for one in made.comments] == [
        ("Camille Petit", "CP", ["Entraide", "Soutien donné ou reçu."]),
        ("Camille Petit", "CP", ["Dire son parcours"]),
        ("Sacha", "S", ["Dire son parcours"]),
    ]
    body = made.element.xml
    inside = re.search(r'commentRangeStart w:id="1"/>(.*)<w:commentRangeEnd w:id="1"/>', body, re.DOTALL)[1]
    assert "".join(re.findall(r"<w:t[ >][^<]*", inside)).replace('<w:t xml:space="preserve">', "") == (
        "on parle. Moi j’ai dormi dehors"
    )
    assert "[1" not in body


def test_comments_of_libreoffice_are_written_too_and_a_web_page_refuses_them(desk, tmp_path):
    path = print_coded(desk, "E03", tmp_path / "é 1.odt", how="comments")

    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode("utf-8")
    assert content.count("<office:annotation ") == content.count("<office:annotation-end ") == 3
    assert "<dc:creator>Camille Petit</dc:creator>" in content
    with pytest.raises(InvalidValue, match="page web"):
        print_coded(desk, "E03", tmp_path / "x.html", how="comments")


@pytest.mark.parametrize("extension", [".docx", ".odt", ".html"])
@pytest.mark.parametrize("how", ["margin", "comments"])
def test_a_code_named_like_markup_is_only_a_name(extension, how):
    text = talk()
    desk = desk_of(text, on(text, "La nuit j’ai peur", "img"))

    content = to_bytes(coded_document(desk, "E03", how=how), extension)

    if extension == ".html":
        parts = [content.decode("utf-8")]
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")]
    whole = "".join(parts)
    assert "<img" not in whole
    assert "&lt;img src=x" in whole
    assert "=1+1 &amp; « {page} »" in whole


def test_the_words_of_a_page_are_whole_for_who_searches_them_or_takes_them_out(desk):
    from toolkit.formats.scrub import scrub

    wanted = "On boit un café, on parle. Moi j’ai dormi dehors, je le dis."
    page = to_bytes(coded_document(desk, "E03"), ".html")

    made = scrub(
        "E03.html",
        page,
        lambda text: [(at.start(), at.end(), "[…]") for at in re.finditer(re.escape(wanted), text)],
    )

    assert made.passages == 1
    assert "dormi dehors" not in made.content.decode("utf-8")


def test_the_record_beside_holds_ids_and_counts_and_no_word(desk, tmp_path):
    path = print_coded(desk, "E03", tmp_path / "E03.docx", codes="entraide", date="2026-11-25")

    record = json.loads((tmp_path / "E03.docx.json").read_text(encoding="utf-8"))
    assert record["file"] == path.name
    assert record["verb"] == "print"
    assert record["counts"] == {"entraide": 1}
    assert len(record["codings"]) == 1
    assert record["parameters"]["codes"] == ["entraide"]
    assert not any(word in json.dumps(record, ensure_ascii=False) for word in ("café", "Camille", "Soutien"))


def test_a_text_without_any_coding_is_printed_and_says_so():
    document = coded_document(desk_of(talk()), "E03")

    assert "aucun codage" in document.subtitle
    assert len(said_in(document)) == len(document.blocks) - 1


def test_who_or_what_does_not_exist_is_refused(desk):
    with pytest.raises(UnknownTranscript):
        coded_document(desk, "E99")
    with pytest.raises(UnknownName):
        coded_document(desk, "E03", coder="C9")
    with pytest.raises(UnknownCode):
        coded_document(desk, "E03", codes=["solitude"])
    with pytest.raises(InvalidValue):
        coded_document(desk, "E03", coder=[])
    with pytest.raises(InvalidValue):
        coded_document(desk, "E03", how="stripes")


def test_codings_are_shown_in_a_notebook_when_asked(desk):
    shown = show(desk, "E03", "2-3")

    assert "[1 on s’entraide" in repr(shown)
    assert "| 2 Dire son parcours (Camille Petit, Sacha)" in repr(shown)
    assert "La nuit" not in repr(shown) + shown._repr_html_()
    assert ">[2</sup>" in shown._repr_html_()


def test_a_part_numbers_its_extracts_as_the_whole_text_does(desk):
    text = desk.get(Transcript, "E03")
    desk.do(Change.adding(on(text, "La nuit, c’est long", "entraide")))

    whole = show(desk, "E03")

    assert "[3 La nuit" in repr(whole)
    assert "[3 La nuit" in repr(show(desk, "E03", 4))
    assert "[1 " not in repr(show(desk, "E03", 4))
