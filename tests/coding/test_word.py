"""Comments of a Word document become codings: many code in Word first."""

import io
import re
import zipfile

import pytest
from docx import Document

from toolkit.coding.word import codings_of_comments
from toolkit.errors import UnreadableFile
from toolkit.formats.docx_comments import comments_of, read_comments
from toolkit.model import Code, Coder, Coding, Memo, MemoryDesk, Speaker, Transcript, Turn

LINES = ("E : Comment ça va ?", "Nadège : Ça va… 😀 on s’est entraidé·es tout l’été.", "Nadège : Après, plus rien.")
TEXT = "\n".join(LINES).replace("Nadège", "Inès")


def transcript(text: str = TEXT) -> Transcript:
    turns, at = [], 0
    for line in text.split("\n"):
        label = line.partition(" :")[0]
        turns.append(Turn((label,), at, at + len(label) + 3, at + len(line)))
        at += len(line) + 1
    return Transcript("E01", text, tuple(turns), (Speaker("E", "interviewer"), Speaker("Inès", "participant")))


def desk() -> MemoryDesk:
    return MemoryDesk(
        Coder("C1"),
        Coder("C2"),
        Code("entraide", "Entraide"),
        Code("ete", "L’été"),
        Code("vide", "Vide"),
        transcript(),
    )


def word(*comments, lines=LINES):
    """Write the interview in Word, in runs of four characters, with comments: (from, to, text, author)."""
    document = Document()
    runs, at = [], 0
    for line in lines:
        paragraph = document.add_paragraph()
        for start in range(0, len(line), 4):
            runs.append((at + start, paragraph.add_run(line[start : start + 4])))
        at += len(line) + 1
    for start, end, text, author in comments:
        covered = [run for place, run in runs if start - 3 <= place < end]
        document.add_comment([covered[0], covered[-1]], text=text, author=author, initials="x")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def read(*comments, coders=None, new_codes=False, book=None, text=TEXT, lines=LINES):
    held = book or desk()
    found = codings_of_comments(
        comments_of(word(*comments, lines=lines), "E01.docx"),
        transcript(text),
        held,
        coder="C1",
        coders=coders,
        new_codes=new_codes,
    )
    held.do(found.change)
    return held, found


def test_a_comment_on_words_is_a_coding_on_the_same_words():
    place = "\n".join(LINES).index("on s’e") // 4 * 4

    held, found = read((place, place + 16, "entraide", "Camille"))

    (coding,) = held.all(Coding)
    assert (coding.code, coding.coder, coding.origin, coding.state) == ("entraide", "C1", "import", "accepted")
    assert "s’est entr" in coding.quote
    assert coding.quote in LINES[1]
    assert (found.left, found.doubtful) == ((), ())


def test_comments_that_overlap_and_cross_lines_are_codings_of_their_own():
    held, found = read((20, 60, "Entraide", "Camille"), (40, 90, "L'ETE", "Camille"), (44, 56, "#vide", "Camille"))

    assert sorted(coding.code for coding in held.all(Coding)) == ["entraide", "ete", "vide"]
    assert "\n" in next(coding.quote for coding in held.all(Coding) if coding.code == "ete")
    assert found.left == ()


def test_a_place_whose_words_changed_is_a_proposal_to_look_at():
    held, found = read((20, 44, "entraide", "Camille"))  # « Nadège » is « Inès » in the study

    (coding,) = held.all(Coding)
    assert coding.state == "proposed"
    assert found.doubtful == (coding.id,)


@pytest.mark.parametrize(
    ("text", "codes", "memo"),
    [
        ("entraide ; l’été", ["entraide", "ete"], ""),
        ("entraide, l’été", ["entraide", "ete"], ""),
        ("Entraide / Vide\nL’été", ["entraide", "ete", "vide"], ""),
        ("entraide : elle le dit en riant", ["entraide"], "elle le dit en riant"),
        ("Entraide – à revoir avec Paul", ["entraide"], "à revoir avec Paul"),
        ("entraide. ", ["entraide"], ""),
        ("entraide\nà relire, vraiment", ["entraide"], "à relire, vraiment"),
    ],
)
def test_a_comment_names_codes_and_says_something_of_them(text, codes, memo):
    held, found = read((24, 44, text, "Camille"))

    assert sorted(coding.code for coding in held.all(Coding)) == codes
    assert [" ".join(one.text.split()) for one in held.all(Memo)] == ([memo] if memo else [])
    assert all(set(one.about) == {coding.id for coding in held.all(Coding)} for one in held.all(Memo))
    assert found.left == ()


def test_a_comment_that_names_no_code_is_listed_as_it_is_or_becomes_a_code():
    comments = ((44, 56, "Solidarité", "Camille"), (20, 30, "Je ne sais pas quoi penser de ce passage ?", "Camille"))

    held, found = read(*comments)
    assert held.all(Coding) == []
    assert sorted(one.text for one in found.left) == sorted(one[2] for one in comments)
    assert {one.reason for one in found.left} == {"no code"}
    assert {one.turn for one in found.left} == {2}

    held, found = read(*comments, new_codes=True)
    assert [coding.code for coding in held.all(Coding)] == ["solidarite"]
    assert held.get(Code, "solidarite").origin == "induction"
    assert [one.text for one in found.left] == [comments[1][2]]


def test_two_people_who_comment_one_file_are_two_coders():
    comments = ((44, 56, "entraide", "Camille"), (44, 56, "entraide", "Sacha"))

    held, _found = read(*comments, coders={"Sacha": "C2"})

    assert sorted(coding.coder for coding in held.all(Coding)) == ["C1", "C2"]


def test_reading_the_same_file_twice_changes_nothing():
    held, _first = read((44, 56, "entraide", "Camille"))
    before = held.all(Coding)

    held, again = read((44, 56, "entraide", "Camille"), book=held)

    assert held.all(Coding) == before
    assert [one.reason for one in again.left] == ["already there"]


def test_a_comment_on_words_that_are_nowhere_is_listed():
    lines = (*LINES, "Sacha : " + "tout autre chose encore, ailleurs, un autre jour. " * 4)
    length = len("\n".join(LINES)) + 1

    held, found = read((length + 8, length + 80, "vide", "Camille"), lines=lines)

    assert [one.state for one in held.all(Coding)] in ([], ["proposed"])
    assert len(found.left) + len(found.doubtful) == 1


def test_answers_to_a_comment_come_as_its_memo_and_make_no_coding_of_their_own():
    data = with_an_answer(word((44, 56, "entraide", "Camille"), (44, 56, "pas d’accord", "Sacha")))

    document = comments_of(data, "E01.docx")
    held = desk()
    held.do(codings_of_comments(document, transcript(), held, coder="C1").change)

    assert [(c.author, c.answers) for c in document.comments] == [("Camille", (("Sacha", "pas d’accord"),))]
    assert [coding.code for coding in held.all(Coding)] == ["entraide"]
    assert [memo.text for memo in held.all(Memo)] == ["Sacha : pas d’accord"]


def with_an_answer(data: bytes) -> bytes:
    """Make the second comment an answer to the first, as Word writes it."""
    space = "http://schemas.microsoft.com/office/word/2010/wordml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/comments.xml":
                for n in ("00000001", "00000002"):
                    part = part.replace(b"<w:p>", f'<w:p xmlns:w14="{space}" w14:paraId="{n}">'.encode(), 1)
            new.writestr(name, part)
        new.writestr(
            "word/commentsExtended.xml",
            '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
            '<w15:commentEx w15:paraId="00000001"/>'
            '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/></w15:commentsEx>',
        )
    return out.getvalue()


def test_a_document_without_comments_and_one_that_is_none(tmp_path):
    path = tmp_path / "été.docx"
    path.write_bytes(word())
    assert read_comments(path).comments == ()
    path.write_bytes(b"PK pas un docx")
    with pytest.raises(UnreadableFile):
        read_comments(path)


def test_nothing_said_is_shown_by_a_repr():
    document = comments_of(word((44, 56, "entraide : secret", "Camille")), "E01.docx")
    found = codings_of_comments(document, transcript(), desk(), coder="C1")

    shown = repr((document, document.comments, found, found.left))

    assert "secret" not in shown
    assert "entraidé" not in shown


def test_a_comment_left_at_a_point_by_another_program_is_a_proposal_on_its_line():
    data = word((44, 56, "entraide", "Camille"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = re.sub(rb"<w:commentRange(Start|End)[^>]*/>", b"", part)
            new.writestr(name, part)
    held = desk()

    found = codings_of_comments(comments_of(out.getvalue(), "E01.docx"), transcript(), held, coder="C1")
    held.do(found.change)

    (coding,) = held.all(Coding)
    assert coding.state == "proposed"
    assert coding.quote in TEXT.split("\n")[1]
    assert "entraidé·es tout l’été" in coding.quote
