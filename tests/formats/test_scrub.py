"""Passages are taken out of every kind of file that reads as text, and nothing else of the file changes."""

import base64
import csv
import gzip
import html
import io
import json
import zipfile

import pytest

from toolkit.formats.document_writers import Document, Extract, Paragraph, Span, plain, to_bytes
from toolkit.formats.scrub import scrub, scrub_file
from toolkit.model.traces import Traces

WORDS = "J’avais l’impression d’être « en trop » partout, & puis la nuit <tombait> sur l’été 😀 de Noël."
AROUND = "Avant, on parlait du temps qu’il fait. {} Après, on a bu un café bien chaud."
TEXT = AROUND.format(WORDS)
TRACES = Traces([WORDS])


def finder(text):
    return [(start, end, "[retiré]") for start, end in TRACES.find(text)]


def runs(text: str) -> str:
    """Return a text as Word cuts it: a run each seven letters."""
    cut = [text[at : at + 7] for at in range(0, len(text), 7)]
    return "".join(
        f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{html.escape(part)}</w:t></w:r>' for part in cut
    )


def archive(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


FILES = {
    "utf8.txt": TEXT.encode(),
    "bom.txt": b"\xef\xbb\xbf" + TEXT.encode(),
    "wide.txt": TEXT.encode("utf-16"),
    "wide_le.txt": TEXT.encode("utf-16-le"),
    "windows.txt": TEXT.replace("😀", "").encode("cp1252"),
    "wrapped.md": TEXT.replace(" ", "\n> ").encode(),
    "starred.md": TEXT.replace("impression", r"**im\_pression**").replace(r"\_", "").encode(),
    "ascii.json": json.dumps({"a": [TEXT, 1], "b": {"c": TEXT}}).encode(),
    "lines.json": json.dumps({"source": [TEXT[:70] + "\n", TEXT[70:]]}, ensure_ascii=False, indent=1).encode(),
    "page.html": f"<p>{html.escape(TEXT)}</p>".encode(),
    "entities.html": ("<p>" + "".join(f"&#{ord(c)};" for c in TEXT) + "</p>").encode(),
    "tagged.html": "<p>{}<mark>{}</mark>{}</p>".format(
        *map(html.escape, (TEXT[:60], TEXT[60:90], TEXT[90:]))
    ).encode(),
    "data.html": f"<script type='application/json'>{json.dumps({'t': TEXT})}</script>".encode(),
    "packed.html": f"<script>load('{base64.b64encode(gzip.compress(TEXT.encode())).decode()}')</script>".encode(),
    "quoted.csv": b"a;b\r\n1;"
    + ('"' + TEXT.replace("«", '"').replace("»", '"').replace('"', '""') + '"\r\n').encode(),
    "runs.docx": archive(word__document=f"<w:document><w:p>{runs(TEXT)}</w:p></w:document>"),
    "shared.xlsx": archive(xl__sharedStrings=f"<sst><si><t>{html.escape(TEXT)}</t></si><si><t>autre</t></si></sst>"),
    "text.odt": archive(
        content=f"<text:p>{html.escape(TEXT[:80])}<text:span>{html.escape(TEXT[80:])}</text:span></text:p>"
    ),
    "inside.zip": archive(a__b=TEXT) + b"",
    "old.txt.gz": gzip.compress(TEXT.encode()),
    "text.rtf": (
        "{\\rtf1 "
        + "".join(c if ord(c) < 128 and c not in "\\{}" else f"\\u{ord(c)}?" for c in TEXT.replace("😀", ""))
        + "}"
    ).encode(),
}


def texts_of(name: str, data: bytes) -> list[str]:
    """Read a file in a way of the test's own."""
    if name.endswith(".gz"):
        return [gzip.decompress(data).decode()]
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            import re

            return [html.unescape(re.sub(r"<[^>]*>", "", held.read(n).decode())) for n in held.namelist()]
    if name.startswith("wide_le"):
        return [data.decode("utf-16-le")]
    if name.startswith("wide"):
        return [data.decode("utf-16")]
    if name.startswith("windows"):
        return [data.decode("cp1252")]
    text = data.decode("utf-8-sig")
    if name.endswith(".json"):
        return [json.dumps(json.loads(text), ensure_ascii=False)]
    if name.endswith(".csv"):
        return [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    return [text, html.unescape(text)]


@pytest.mark.parametrize("name", FILES)
def test_a_passage_is_taken_out_of_every_kind_of_file(name):
    made = scrub(name, FILES[name], finder)

    assert made.content is not None
    assert not made.opaque
    found = texts_of(name, made.content)
    assert not [text for text in found if TRACES.in_text(text)]
    assert scrub(name, made.content, finder).content is None


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in FILES
        if not name.endswith((".rtf", ".md")) and "packed" not in name and "entities" not in name
    ],
)
def test_what_is_around_stays_as_it_was(name):
    made = scrub(name, FILES[name], finder)

    assert made.content is not None
    whole = " ".join(texts_of(name, made.content)).replace("\\u2019", "’").replace("\\u00e9", "é")
    assert "Avant, on parlait du temps qu’il fait." in whole
    assert "Après, on a bu un café bien chaud." in whole.replace("\\u00e8", "è")
    assert "[retiré]" in whole or "[retir\\u00e9]" in whole or "[retiré]" in whole.replace("\\u00e9", "é")


def test_a_clean_file_is_left_byte_for_byte(tmp_path):
    path = tmp_path / "propre.docx"
    path.write_bytes(archive(word__document="<w:p><w:t>Rien de cela.</w:t></w:p>"))
    before = path.stat().st_mtime_ns

    made = scrub_file(path, finder)

    assert (made.content, made.opaque) == (None, False)
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("extension", [".docx", ".odt", ".html"])
def test_documents_of_carnet_still_open_after(extension):
    blocks = (
        Paragraph((Span(TEXT[:50]), Span(TEXT[50:70], bold=True), Span(TEXT[70:]))),
        Extract(TEXT, "E03, tour 2"),
    )
    data = to_bytes(Document("Restitution", blocks, foot="fin"), extension)

    made = scrub(f"x{extension}", data, finder)

    assert made.content is not None
    assert made.passages >= 2
    if extension == ".docx":
        from docx import Document as Read

        text = "\n".join(paragraph.text for paragraph in Read(io.BytesIO(made.content)).paragraphs)
        assert "Avant, on parlait" in text
        assert not TRACES.in_text(text)


def test_a_notebook_loses_the_outputs_that_hold_the_words_and_keeps_the_others():
    cells = [
        {
            "cell_type": "code",
            "source": ["frame.show()"],
            "outputs": [{"data": {"text/plain": [TEXT]}}],
            "execution_count": 3,
        },
        {
            "cell_type": "code",
            "source": ["1 + 1"],
            "outputs": [{"data": {"text/plain": ["2"]}}],
            "execution_count": 4,
        },
        {"cell_type": "markdown", "source": ["Elle dit :\n", WORDS[:50], WORDS[50:], "\n", "Fin."]},
    ]
    data = json.dumps({"cells": cells, "nbformat": 4}, ensure_ascii=False, indent=1).encode()

    made = json.loads(scrub("a.ipynb", data, finder).content or b"")

    assert [cell.get("outputs") for cell in made["cells"]] == [[], cells[1]["outputs"], None]
    assert made["cells"][0]["execution_count"] is None
    assert "".join(made["cells"][2]["source"]).startswith("Elle dit :\n[retiré]")
    assert made["cells"][2]["source"][-1] == "Fin."


def test_a_table_keeps_its_columns():
    cells = [["avant", "extrait", "après"], [WORDS[:20], WORDS[20:70], WORDS[70:]]]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerows(cells)

    made = scrub("t.csv", buffer.getvalue().encode(), finder).content or b""

    rows = list(csv.reader(io.StringIO(made.decode()), delimiter=";"))
    assert [len(row) for row in rows] == [3, 3]
    assert rows[1][1].strip() == "[retiré]"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n\x00\xff", b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(256)) * 8])
def test_what_cannot_be_read_is_said_opaque(data):
    assert scrub("x", data, finder).opaque


def test_a_file_that_holds_the_words_among_bytes_is_suspect():
    data = b"\x00\x01\x02\xff" * 2000 + WORDS.encode() + b"\x00\xfe" * 50

    assert scrub("x.bin", data, finder).suspect


def test_a_protected_archive_is_opaque():
    data = bytearray(archive(a=TEXT))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1

    assert scrub("x.zip", bytes(data), finder).opaque


def test_no_words_in_a_repr():
    assert "nuit" not in repr(scrub("a.txt", TEXT.encode(), finder)) + repr(TRACES) + repr(plain(TEXT)[0])
