"""An interview printed: the words as they are, the numbers that people cite, room to write."""

import base64
import hashlib
import io
import json
import re
import zipfile

import docx
import pytest

from toolkit.feedback.files import read_document
from toolkit.formats.document_writers import Document, Said, to_bytes
from toolkit.model import MemoryDesk, Speaker, StudySheet, Transcript, Turn
from toolkit.transcripts import print_text, to_document

EXTENSIONS = (".docx", ".odt", ".html")


def interview(turns: int = 4, *, id: str = "E03", kind: str = "interview") -> Transcript:
    text, made = "", []
    for rank in range(turns):
        label = ("Q", "R", "V")[rank % 3] if kind == "group" else "QR"[rank % 2]
        begin = len(text)
        text += f"{label} : "
        words = ("Et l’été ? 😀", "On  était\nbien, là-bas.", "")[rank % 3]
        made.append(Turn((label,), begin, len(text), len(text) + len(words), rank * 17_000))
        text += words + "\n"
    speakers = (Speaker("Q", "interviewer"), Speaker("R", "participant", "P03"), Speaker("V", "other"))
    return Transcript(id, text, tuple(made), speakers, kind=kind, date="2026-03-14")


def parts(content: bytes) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name != "mimetype")
    return content.decode("utf-8")


def page_css(document: Document) -> str:
    return parts(to_bytes(document, ".html")).partition("@top-right")[2].partition("}")[0]


def read_back(content: bytes, extension: str, tmp_path) -> str:
    path = tmp_path / f"relu{extension}"
    path.write_bytes(content)
    return "\n".join(passage.text for passage in read_document(path))


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_every_word_number_and_voice_is_on_the_page(extension, tmp_path):
    transcript = interview(7, kind="group")

    told = read_back(to_bytes(to_document(transcript), extension), extension, tmp_path)

    for number, turn in transcript.numbered():
        words = transcript.said(number)
        assert not words or " ".join(words.split()) in " ".join(told.split())
        assert re.search(rf"(?m)^{number}\b", told), number
        assert f"0:0{turn.start_ms // 60_000}:{turn.start_ms // 1000 % 60:02}" in told
    assert "P03" in told
    assert told.count("(rien de transcrit)") == 2
    assert not re.search(r"(?m)^\d* ?R\b", told)


def test_each_page_says_which_text_it_is_and_how_many_pages_there_are():
    document = to_document(interview())

    made = docx.Document(io.BytesIO(to_bytes(document, ".docx")))
    header = made.sections[0].header._element
    instructions = [node.text for node in header.iter() if node.tag.endswith("}instrText")]
    assert instructions == ["PAGE", "NUMPAGES"]
    assert "".join(made.sections[0].header.paragraphs[0].text.split()) == "E03—page1sur1"
    assert "text:page-count" in parts(to_bytes(document, ".odt")).partition("<style:footer>")[0]
    assert re.search(r'content: "E03 .2014  page " counter\(page\) " sur " counter\(pages\)', page_css(document))


def test_a_third_of_the_paper_is_kept_to_write_in():
    made = docx.Document(io.BytesIO(to_bytes(to_document(interview()), ".docx")))

    section = made.sections[0]
    assert section.right_margin / section.page_width > 0.33
    assert made.styles["Tour"].paragraph_format.line_spacing == 1.5


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_the_same_print_has_the_same_bytes(extension):
    assert to_bytes(to_document(interview()), extension) == to_bytes(to_document(interview()), extension)


def test_a_page_runs_nothing_and_its_policy_knows_its_style():
    page = to_bytes(to_document(interview(id="E:03/é")), ".html").decode("utf-8")

    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    assert f"style-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page
    assert "style=" not in page.partition("<body>")[2]
    assert "<script" not in page
    assert '"E\\3a 03\\2f \\e9 ' in style


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_what_people_say_is_never_markup(extension):
    words = "<img src=x onerror=alert(1)> & ]]> {page} %s"
    text = f"R : {words}\n"
    transcript = Transcript("E01", text, (Turn(("R",), 0, 4, 4 + len(words)),), (Speaker("R"),))

    told = parts(to_bytes(to_document(transcript), extension))

    assert "<img" not in told
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; ]]&gt; {page} %s" in told


@pytest.mark.parametrize("kind", ["document", "observation"])
def test_a_text_without_turns_is_printed_by_paragraphs(kind, tmp_path):
    transcript = Transcript("O01", "À l’accueil 😀.\n\nElle attend.\nDebout.\n", kind=kind)

    document = to_document(transcript)

    said = [block for block in document.blocks if isinstance(block, Said)]
    assert ["".join(span.text for span in one.words) for one in said] == ["À l’accueil 😀.", "Elle attend.\nDebout."]
    assert {one.number for one in said} == {""}
    for extension in EXTENSIONS:
        assert "Elle attend.\nDebout." in read_back(to_bytes(document, extension), extension, tmp_path)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_blank_lines_inside_a_turn_take_half_a_line_and_part_the_words(extension, tmp_path):
    words = "D’abord.\n\n \nEnsuite."
    transcript = Transcript("E01", f"R : {words}", (Turn(("R",), 0, 4, 4 + len(words)),), (Speaker("R"),))

    content = to_bytes(to_document(transcript), extension)

    assert re.search(r"D’abord\.\s+Ensuite\.", read_back(content, extension, tmp_path))
    small = {".docx": '<w:sz w:val="9"/>', ".odt": 'text:style-name="Blanc"', ".html": 'class="blank"'}[extension]
    assert parts(content).count(small) == 1


def test_a_voice_that_nobody_named_has_no_name_on_paper(tmp_path):
    from toolkit.model.lines import NOBODY
    from toolkit.transcripts.turns import UNKNOWN

    transcript = Transcript("O01", "Elle attend.", (Turn((UNKNOWN,), 0, 0, 12),), (Speaker(UNKNOWN),))

    told = read_back(to_bytes(to_document(transcript), ".html"), ".html", tmp_path)

    assert NOBODY == UNKNOWN
    assert UNKNOWN not in told
    assert "1 tour, 2 mots." in told.replace("\xa0", " ")


def test_an_empty_text_is_printed_all_the_same():
    assert to_bytes(to_document(Transcript("E01", "")), ".docx")


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_two_hours_of_talk_and_an_endless_turn_are_printed_whole(extension, tmp_path):
    long = "Et là, je continue. " * 2_000
    base = interview(427)
    text = base.text + "R : " + long
    last = Turn(("R",), len(base.text), len(base.text) + 4, len(text))
    transcript = Transcript("E12", text, (*base.turns, last), base.speakers)

    told = read_back(to_bytes(to_document(transcript), extension), extension, tmp_path)

    assert told.count("Et là, je continue.") == 2_000
    assert re.search(r"(?m)^428\b", told)


def test_a_part_says_that_it_is_a_part():
    document = to_document(interview(9), turns="2-4")

    said = [block for block in document.blocks if isinstance(block, Said)]
    assert [one.number for one in said] == ["2", "3", "4"]
    assert "Ici, 3 tours sur 9." in "".join(span.text for span in document.blocks[0].words)


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk(StudySheet("Les étés d’ici"), interview())


def test_a_print_that_somebody_annotated_is_kept_and_the_new_one_is_written_beside(desk, tmp_path):
    path = print_text(desk, "E03", tmp_path / "Mes textes" / "E03.docx")
    again = print_text(desk, "E03", path, times=False)
    path.write_bytes(path.read_bytes() + b"une note")

    beside = print_text(desk, "E03", path)

    assert again == path
    assert beside.name == "E03-2.docx"
    assert path.read_bytes().endswith(b"une note")


def test_beside_a_print_stands_how_it_was_made_without_a_word(desk, tmp_path):
    path = print_text(desk, "E03", tmp_path / "E03.odt", turns=range(1, 3), date="2026-11-25")

    record = json.loads((tmp_path / "E03.odt.json").read_text(encoding="utf-8"))
    assert record["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert record["transcript"] == "E03"
    assert record["parameters"] == {"turns": [1, 2], "times": True, "spacing": 1.5, "date": "2026-11-25"}
    assert "été" not in json.dumps(record, ensure_ascii=False)


def test_no_property_of_a_print_names_anybody(desk, tmp_path):
    made = docx.Document(str(print_text(desk, "E03", tmp_path / "E03.docx")))

    properties = made.core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("", "", "E03")


def test_other_documents_keep_their_page(tmp_path):
    page = to_bytes(Document("Titre", ()), ".html").decode("utf-8")

    assert 'class="wide"' not in page
    assert ".turn" not in page
