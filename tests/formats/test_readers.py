"""Files of every kind, well made and broken, read by the registry."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from toolkit.errors import UnreadableFile
from toolkit.formats import read_raw, readers, writers
from toolkit.formats.times import milliseconds

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def zipped(**parts: str) -> bytes:
    """Make an archive; ``__`` in a name is a slash."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return made.getvalue()


def docx(body: str, **parts: str) -> bytes:
    return zipped(word__document_xml=f"<w:document {W} {DRAWING}><w:body>{body}</w:body></w:document>", **parts)


def p(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def odt(body: str) -> bytes:
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    )
    content = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>"  # noqa: E501
    return zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml=content)


def read(tmp_path: Path, name: str, data: bytes | str):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_raw(path)


def texts(document) -> list[str]:
    return [block.text for block in document.blocks]


def test_a_docx_gives_paragraphs_cells_and_text_boxes_in_reading_order(tmp_path):
    cell = f"<w:tc>{p('Élodie')}</w:tc><w:tc>{p('Oui 🙂')}</w:tc>"
    box = (
        "<w:p><w:r><w:t>avant</w:t><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
        f"{p('dans la boîte')}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent>"
        f"{p('dans la boîte')}</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    body = f"{p('E : ça va ?')}<w:tbl><w:tr>{cell}</w:tr></w:tbl>{box}<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>"  # noqa: E501

    document = read(tmp_path, "a.docx", docx(body))

    assert texts(document) == ["E : ça va ?", "Élodie", "Oui 🙂", "avant", "dans la boîte", "a\tb", "c"]
    assert len(document.warnings) == 1


def test_what_is_no_running_text_of_a_docx_is_kept_apart_and_counted(tmp_path):
    body = (
        "<w:p><w:r><w:t>Je </w:t></w:r><w:del><w:r><w:delText>mange</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>dors</w:t></w:r></w:ins><w:r><w:footnoteReference/></w:r></w:p>"
    )
    notes = f'<w:footnotes {W}><w:footnote w:type="separator">{p("x")}</w:footnote><w:footnote>{p("à vérifier")}</w:footnote></w:footnotes>'  # noqa: E501
    comments = f"<w:comments {W}><w:comment>{p('drôle')}</w:comment></w:comments>"
    header = f"<w:hdr {W}>{p('Entretien du 3 mai')}</w:hdr>"

    document = read(
        tmp_path,
        "a.docx",
        docx(body, word__footnotes_xml=notes, word__comments_xml=comments, word__header1_xml=header),
    )

    assert texts(document) == ["Je dors"]
    assert document.notes == ("à vérifier",)
    assert document.comments == ("drôle",)
    assert document.deleted == ("mange",)
    assert document.headers == ("Entretien du 3 mai",)
    assert len(document.warnings) == 5


def test_a_docx_made_by_python_docx_is_read_as_it_was_written(tmp_path):
    from docx import Document

    made = Document()
    lines = ["E : Bonjour l’artisan ?", "", "R : Bonjour\tà vous 🙂"]
    for line in lines:
        made.add_paragraph(line)
    made.save(str(tmp_path / "a.docx"))

    assert texts(read_raw(tmp_path / "a.docx")) == lines


def test_an_odt_keeps_spaces_tabs_breaks_and_sets_notes_apart(tmp_path):
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>ôté</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>Enq<text:soft-page-break/>uêteur<text:s text:c="2"/>:<text:tab/>ça<text:line-break/>va\n   bien ?'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>la note</text:p></text:note-body></text:note></text:p>"  # noqa: E501
        "<text:list><text:list-item><text:p>un</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>cellule</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p><office:annotation><text:p>un commentaire</text:p></office:annotation>fin</text:p>"
    )

    document = read(tmp_path, "a.odt", odt(body))

    assert texts(document) == ["Enquêteur  :\tça", "va bien ?", "un", "cellule", "fin"]
    assert document.notes == ("la note",)
    assert document.comments == ("un commentaire",)
    assert document.deleted == ("ôté",)


def test_an_odt_made_by_odfdo_is_read_as_it_was_written(tmp_path):
    from odfdo import Document, Paragraph

    made = Document("text")
    made.body.clear()
    for line in ("E : Ça  va ?", "R : Oui."):
        made.body.append(Paragraph(line))
    made.save(tmp_path / "a.odt")

    assert texts(read_raw(tmp_path / "a.odt")) == ["E : Ça  va ?", "R : Oui."]


def test_an_rtf_is_read_with_its_accents_its_cells_and_its_notes_apart(tmp_path):
    source = (
        r"{\rtf1\ansi\ansicpg1252 Enqu\'eateur\~: l\u8217?\'e9t\'e9 \u-10179?\u-8704?\par "
        r"{\footnote une note}\trowd a\cell b\cell\row fin\par}"
    )

    document = read(tmp_path, "a.rtf", source)

    assert [text.strip() for text in texts(document) if text.strip()] == ["Enquêteur\xa0: l’été 😀", "a", "b", "fin"]
    assert document.notes == ("une note",)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso8859_15", "mac_roman"]
)
def test_a_text_is_read_in_the_encoding_it_was_saved_in(tmp_path, encoding):
    text = "Enquêteur : l'été, ça vous a plu ?\r\nÉlodie : Où ça ? À Lyon… non, « là-bas », très loin, même.\r\n" * 3
    text = text.replace("…", "") if encoding == "iso8859_15" else text

    document = read(tmp_path, "a.txt", text.encode(encoding))

    assert "\n".join(texts(document)) == text.replace("\r\n", "\n")
    assert bool(document.warnings) == (encoding in {"cp1252", "iso8859_15", "mac_roman"})


def test_an_unknown_encoding_is_refused_with_its_line(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, "a.txt", b"bonjour\n" + bytes(range(0x81, 0xFF)) * 3)

    assert caught.value.line == 2
    assert "UTF-8" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("vide.txt", b""),
        ("blancs.txt", b" \n\n "),
        ("image.docx", docx("<w:p><w:r><a:blip/></w:r></w:p>", word__media__image1="x")),
        ("coupe.docx", docx(p("bonjour" * 500))[:-200]),
        ("zip.docx", zipped(autre="x")),
        ("faux.docx", b"%PDF-1.7 ..."),
        ("faux.txt", b"\x89PNG\r\n\x1a\n....."),
        ("son.txt", b"ID3\x04 la la"),
        ("vieux.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("erreur.json", "<!DOCTYPE html><html><body>404</body></html>"),
        ("autre.json", '{"a": 1}'),
        ("coupe.json", '{"segments": [{"text": "a"'),
        ("sans.vtt", "WEBVTT\n\n"),
        ("faux.vtt", "WEBVTT\n\n00:00 --> midi\nbonjour"),
        ("faux.tsv", "a\tb\n1\t2\n"),
        ("entite.docx", zipped(word__document_xml='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')),
        ("xml.docx", zipped(word__document_xml="<w:document")),
        ("binaire.txt", bytes(range(1, 32)) * 20),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path, name, data):
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, name, data)

    assert name in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_an_image_only_document_is_told_from_an_empty_one(tmp_path, monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")

    with pytest.raises(UnreadableFile, match="holds images and no text"):
        read(tmp_path, "scan.docx", docx("<w:p><w:r><a:blip/></w:r></w:p>"))
    with pytest.raises(UnreadableFile, match="holds no text"):
        read(tmp_path, "vide.docx", docx("<w:p/>"))


def test_a_zip_that_unfolds_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.formats.sniff.MOST_UNPACKED", 1_000_000)

    with pytest.raises(UnreadableFile):
        read(tmp_path, "bombe.docx", docx(p("a" * 2_000_000)))


@pytest.mark.parametrize(("name", "kind"), [("a.odt", "docx"), ("a.txt", "docx"), ("a.vtt", "docx"), ("a", "docx")])
def test_a_wrong_extension_is_read_as_what_it_is_and_said(tmp_path, name, kind):
    document = read(tmp_path, name, docx(p("E : oui")))

    assert document.format == kind
    assert len(document.warnings) == 1


def test_a_folder_a_missing_file_and_a_directory_named_like_a_file_are_refused(tmp_path):
    with pytest.raises(UnreadableFile):
        read_raw(tmp_path)
    with pytest.raises(UnreadableFile):
        read_raw(tmp_path / "absent.docx")


def test_a_long_accented_path_with_spaces_is_read(tmp_path):
    folder = tmp_path / ("Entretiens retranscrits à Décines " * 3) / ("été " * 20)
    folder.mkdir(parents=True)

    assert texts(read(folder, "L'entretien n° 3 – fin 🙂.txt", "E : oui")) == ["E : oui"]


CUES = [(43_810, 47_850, "Bonjour l’été."), (3_661_500, 3_662_000, "Oui & non")]


def test_four_formats_of_one_transcript_agree(tmp_path):
    json_text = json.dumps(
        {"segments": [{"start": a / 1000, "end": b / 1000, "text": " " + words} for a, b, words in CUES]}
    )
    srt = "1\r\n00:00:43,810 --> 00:00:47,850\r\nBonjour l’été.\r\n\r\n2\r\n01:01:01,500 --> 01:01:02,000\r\nOui & non\r\n"  # noqa: E501
    vtt = "WEBVTT\n\nNOTE rien\n\n00:43.810 --> 00:47.850 align:start\nBonjour <c>l’été</c>.\n\nx\n1:01:01.500 --> 1:01:02.000\nOui &amp; non\n"  # noqa: E501
    tsv = "start\tend\ttext\r\n43810\t47850\tBonjour l’été.\r\n3661500\t3662000\tOui & non\r\n"

    found = [
        read(tmp_path, f"a.{kind}", text)
        for kind, text in {"json": json_text, "srt": srt, "vtt": vtt, "tsv": tsv}.items()
    ]

    for document in found:
        assert [(block.start_ms, block.end_ms, block.text) for block in document.blocks] == CUES
        assert document.source == "cues"
        assert document.warnings == ()


def test_speakers_named_by_the_format_are_kept(tmp_path):
    teams = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Élodie Roux>Bonjour</v>\n<v.loud Sam>Salut</v>\n"
    whisperx = json.dumps({"segments": [{"start": 0, "end": 1, "text": "Oui", "speaker": "SPEAKER_00"}]})

    assert [(b.speaker, b.text) for b in read(tmp_path, "a.vtt", teams).blocks] == [
        ("Élodie Roux", "Bonjour"),
        ("Sam", "Salut"),
    ]
    assert read(tmp_path, "a.json", whisperx).blocks[0].speaker == "SPEAKER_00"


def test_words_that_a_machine_repeats_are_pointed_at(tmp_path):
    segments = [{"start": n, "end": n + 1, "text": "Merci."} for n in range(5)]

    assert len(read(tmp_path, "a.json", json.dumps({"segments": segments})).warnings) == 1


def test_the_yaml_header_of_a_markdown_file_stays_in_the_text_and_is_counted_apart(tmp_path):
    document = read(tmp_path, "a.md", "---\ndate: 2026-01-02\n---\n\nE : oui\n")

    assert texts(document) == ["---", "date: 2026-01-02", "---", "", "E : oui", ""]
    assert document.head == 3


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0:01", 1_000),
        ("00:43.810", 43_810),
        ("00:01:02,5", 62_500),
        ("1:02:03", 3_723_000),
        ("75:12", 4_512_000),
        ("#00:00:12-3#", 12_300),
        ("0 : 12", 12_000),
        ("1h02", 3_720_000),
        ("12'40", 760_000),
        ("0:75", None),
        ("midi", None),
        ("12", None),
    ],
)
def test_times_are_read_in_whole_milliseconds(typed, expected):
    assert milliseconds(typed) == expected


def test_every_built_in_format_loads():
    assert {"docx", "odt", "rtf", "txt", "md", "vtt", "srt", "json", "tsv"} <= set(readers())
    assert all(callable(load()) for load in (*readers().values(), *writers().values()))


def test_a_document_shows_no_words_in_its_repr(tmp_path):
    document = read(tmp_path, "a.txt", "E : secret")

    assert "secret" not in repr(document) + repr(document.blocks)
