"""One listed name planted in each kind of file that a study may hold, however it is written there."""

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable

NAME = "Zélie Torquat"
PHONE = "06 12 34 56 78"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
ODF = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'


def zipped(members: dict[str, str | bytes], comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.comment = comment
    return made.getvalue()


def word(body: str, **members: str) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document, **{f"word/{name}.xml": text for name, text in members.items()}})


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(kind: bytes = b"", data: bytes = b"", after: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    held = chunk(kind, data) if kind else b""
    return b"\x89PNG\r\n\x1a\n" + header + held + pixels + chunk(b"IEND", b"") + after


def jpeg(marker: int, data: bytes) -> bytes:
    segment = b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data
    return b"\xff\xd8" + segment + b"\xff\xda\x00\x02\x00\xff\xd9"


def exif(tag: int, kind: int, data: bytes) -> bytes:
    """One property, as a camera writes it."""
    size = len(data) // (2 if kind == 3 else 1)
    entry = struct.pack("<HHII", tag, kind, size, 26)
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0) + data


def pdf(text: str = "", title: str = "") -> bytes:
    """A small PDF: one page, a title, written by hand."""
    stream = zlib.compress(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("cp1252"))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        b"/Encoding /WinAnsiEncoding >> >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Title <FEFF" + title.encode("utf-16-be").hex().upper().encode() + b"> >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 6 /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def notebook(cell: dict[str, object]) -> bytes:
    whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


def output(data: dict[str, object]) -> bytes:
    held = {"output_type": "display_data", "data": data, "metadata": {}}
    return notebook({"cell_type": "code", "source": [], "outputs": [held], "metadata": {}, "execution_count": 1})


def tar(content: bytes, name: str = "a.txt") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def runs(text: str) -> str:
    return "".join(f"<w:r><w:t>{letter}</w:t></w:r>" for letter in text)


P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
ENTITIES = "".join(f"&#{ord(letter)};" for letter in NAME)
SAID = f"On a vu {NAME} hier."
NFD = unicodedata.normalize("NFD", SAID)
SPREADSHEET = "<sst><si><r><t>Zélie T</t></r><r><t>orquat</t></r></si></sst>"
INSIDE_JSON = json.dumps({"a": {"b": [SAID]}})
B64 = base64.b64encode((SAID + " " * 60).encode())

PLANTS: dict[str, Callable[[], bytes]] = {
    # text, and its encodings
    "utf8.txt": lambda: SAID.encode(),
    "bom.txt": lambda: SAID.encode("utf-8-sig"),
    "utf16.txt": lambda: SAID.encode("utf-16"),
    "utf16-le.txt": lambda: SAID.encode("utf-16-le"),
    "utf16-be.csv": lambda: SAID.encode("utf-16-be"),
    "cp1252.txt": lambda: SAID.encode("cp1252"),
    "nfd.md": lambda: NFD.encode(),
    "majuscules.txt": lambda: SAID.upper().encode(),
    "sans-accent.txt": lambda: b"vu zelie torquat",
    "cesure.txt": lambda: "vu Zé\u00adlie Tor\u00adquat".encode(),
    "insecable.txt": lambda: "vu Zélie\xa0Torquat".encode(),
    "fine.txt": lambda: "vu Zélie\u202fTorquat".encode(),
    "trait.txt": lambda: "vu Zélie\u2011Torquat".encode(),
    "tiret.txt": lambda: "vu Zélie-Torquat".encode(),
    "sans-chasse.txt": lambda: "vu Zé\u200blie\u2060 Torquat".encode(),
    "pleine-chasse.txt": lambda: "vu Zélie Ｔｏｒｑｕａｔ".encode(),
    "gras.md": lambda: "vu **Zé**lie _Tor_quat".encode(),
    "telephone.txt": lambda: b"au +33 6.12.34.56.78",
    "telephone.csv": lambda: b"nom;tel\nx;0612345678\n",
    "table.csv": lambda: f'a;b\nx;"{SAID}"\n'.encode("cp1252"),
    "table.tsv": lambda: f"a\tb\nx\t{SAID}\n".encode(),
    "sous-titres.vtt": lambda: f"WEBVTT\n\n00:00.000 --> 00:01.000\n<v {NAME}>oui\n".encode(),
    "lettre.rtf": lambda: b"{\\rtf1\\ansi Z\\'e9lie {\\b Tor}quat\\par}",
    "auteur.rtf": lambda: b"{\\rtf1{\\info{\\author Z\\u233 ?lie Torquat}}oui}",
    "page.tex": lambda: f"\\textbf{{{NAME}}}".encode(),
    "courriel.eml": lambda: b"Subject: =?utf-8?B?" + base64.b64encode(NAME.encode()) + b"?=\n\noui\n",
    "corps.eml": lambda: (
        b"Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n\n"
        b"vu Z=C3=A9lie Torq=\nuat\n"
    ),
    # pages
    "entites.html": lambda: f"<p>{ENTITIES}</p>".encode(),
    "nommees.html": lambda: b"<p>Z&eacute;lie&nbsp;Torquat</p>",
    "balises.html": lambda: "<p>Zé<b>lie</b> <i>Tor</i>quat</p>".encode(),
    "retour.html": lambda: "<p>Zélie\n     Torquat</p>".encode(),
    "attribut.html": lambda: b'<img alt="Z&eacute;lie Torquat">',
    "donnee.html": lambda: f"<div data-qui='{html.escape(NAME)}'></div>".encode(),
    "commentaire.html": lambda: f"<!-- {NAME} --><p>oui</p>".encode(),
    "script.html": lambda: b'<script type="application/json">{"t":"\\u003cb\\u003eZ\\u00e9lie Torquat"}</script>',
    "chargee.html": lambda: b"<script>const d='" + B64 + b"'</script>",
    "comprimee.html": lambda: (
        b"<script>d='" + base64.b64encode(gzip.compress(SAID.encode() + bytes(90))) + b"'</script>"
    ),
    "adresse.html": lambda: b'<a href="/qui/Z%C3%A9lie%20Torquat">',
    "figure.svg": lambda: (
        '<svg xmlns="http://www.w3.org/2000/svg"><text>Zélie <tspan>Torquat</tspan></text></svg>'.encode()
    ),
    "titre.svg": lambda: f"<svg><metadata><dc:creator>{NAME}</dc:creator></metadata></svg>".encode(),
    # JSON and notebooks
    "echappe.json": lambda: INSIDE_JSON.encode(),
    "cle.json": lambda: json.dumps({NAME: 1}).encode(),
    "dans.json": lambda: json.dumps({"page": INSIDE_JSON}).encode(),
    "lignes.jsonl": lambda: b'{"a":1}\n{"t":"Z\\u00e9lie Torquat"}\n',
    "source.ipynb": lambda: notebook({"cell_type": "code", "source": ["x = 1\n", f"# {NAME}\n"], "outputs": []}),
    "sortie.ipynb": lambda: output({"text/plain": ["Zélie", " Torquat\n"]}),
    "sortie-html.ipynb": lambda: output({"text/html": ["<b>Z&eacute;</b>lie ", "Torquat"]}),
    "image.ipynb": lambda: output(
        {"image/png": base64.encodebytes(png(b"tEXt", b"Author\0Z\xe9lie Torquat")).decode()}
    ),
    # documents
    "simple.docx": lambda: word(P.format(SAID)),
    "coupe.docx": lambda: word(f"<w:p>{runs(NAME)}</w:p>"),
    "revision.docx": lambda: word(
        "<w:p><w:del><w:r><w:delText>Zélie Torq</w:delText></w:r></w:del>"
        "<w:del><w:r><w:delText>uat</w:delText></w:r></w:del></w:p>"
    ),
    "auteur-revision.docx": lambda: word(f'<w:p><w:ins w:author="{NAME}"><w:r><w:t>oui</w:t></w:r></w:ins></w:p>'),
    "commentaire.docx": lambda: word(P.format("oui"), comments=f"<w:comments {W}>{P.format(SAID)}</w:comments>"),
    "entete.docx": lambda: word(P.format("oui"), header1=f"<w:hdr {W}>{P.format(SAID)}</w:hdr>"),
    "pied.docx": lambda: word(P.format("oui"), footer2=f"<w:ftr {W}>{P.format(SAID)}</w:ftr>"),
    "note.docx": lambda: word(P.format("oui"), footnotes=f"<w:footnotes {W}>{P.format(SAID)}</w:footnotes>"),
    "champ.docx": lambda: word(
        '<w:p><w:r><w:instrText>HYPERLINK "mailto:zelie.torquat@exemple.fr"</w:instrText></w:r></w:p>'
    ),
    "proprietes.docx": lambda: zipped({"docProps/core.xml": f"<cp><dc:creator>{NAME}</dc:creator></cp>"}),
    "personne.docx": lambda: zipped({"docProps/custom.xml": f"<p><vt:lpwstr>{NAME}</vt:lpwstr></p>"}),
    "image.docx": lambda: zipped({"word/media/i.png": png(b"iTXt", b"Title\0\0\0fr\0\0" + NAME.encode())}),
    "texte.odt": lambda: zipped(
        {"content.xml": f"<x {ODF}><text:p>Zélie<text:s/><text:span>Tor</text:span>quat</text:p></x>"}
    ),
    "meta.odt": lambda: zipped({"meta.xml": f"<m><dc:creator>{NAME}</dc:creator></m>"}),
    "annotation.odt": lambda: zipped(
        {"content.xml": f"<office:annotation><text:p>{SAID}</text:p></office:annotation>"}
    ),
    "cellule.xlsx": lambda: zipped({"xl/sharedStrings.xml": SPREADSHEET}),
    "enligne.xlsx": lambda: zipped({"xl/worksheets/sheet1.xml": f"<c t='inlineStr'><is><t>{NAME}</t></is></c>"}),
    "feuille.xlsx": lambda: zipped({"xl/workbook.xml": f'<sheets><sheet name="{NAME}"/></sheets>'}),
    "remarque.xlsx": lambda: zipped({"xl/comments1.xml": f"<comment><text><t>{NAME}</t></text></comment>"}),
    "nombre.xlsx": lambda: zipped({"xl/worksheets/sheet1.xml": "<row><c><v>612345678</v></c></row>"}),
    "feuille.ods": lambda: zipped({"content.xml": f"<table:table-cell><text:p>{NAME}</text:p></table:table-cell>"}),
    "diapo.pptx": lambda: zipped(
        {"ppt/slides/slide1.xml": f"<a:p {A}><a:r><a:t>Zélie Tor</a:t></a:r><a:r><a:t>quat</a:t></a:r></a:p>"}
    ),
    "notes.pptx": lambda: zipped({"ppt/notesSlides/notesSlide1.xml": f"<a:p {A}><a:r><a:t>{NAME}</a:t></a:r></a:p>"}),
    "titre.pdf": lambda: pdf("oui", title=NAME),
    "page.pdf": lambda: pdf(f"Vu {NAME} hier"),
    # images
    "texte.png": lambda: png(b"tEXt", b"Author\0Z\xe9lie Torquat"),
    "comprime.png": lambda: png(b"zTXt", b"Author\0\0" + zlib.compress("Zélie Torquat".encode("cp1252"))),
    "international.png": lambda: png(b"iTXt", b"Title\0\1\0\0\0" + zlib.compress(NAME.encode())),
    "apres.png": lambda: png(after=SAID.encode()),
    "commentaire.jpg": lambda: jpeg(0xFE, NAME.encode()),
    "exif.jpg": lambda: jpeg(0xE1, exif(0x013B, 2, b"Zelie Torquat\0")),
    "windows.jpg": lambda: jpeg(0xE1, exif(0x9C9D, 1, NAME.encode("utf-16-le") + b"\0\0")),
    "xmp.jpg": lambda: jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0<rdf:li>Z&#233;lie Torquat</rdf:li>"),
    "commentaire.gif": lambda: b"GIF89a" + bytes(7) + b"\x21\xfe\x0eZ\xc3\xa9lie Torquat\0;",
    # archives and others
    "texte.txt.gz": lambda: gzip.compress(SAID.encode()),
    "texte.bz2": lambda: bz2.compress(SAID.encode()),
    "texte.xz": lambda: lzma.compress(SAID.encode()),
    "archive.zip": lambda: zipped({"a/b.txt": SAID}),
    "poupees.zip": lambda: zipped({"a.zip": zipped({"b.docx": word(f"<w:p>{runs(NAME)}</w:p>")})}),
    "membre.zip": lambda: zipped({f"{NAME}.txt": "oui"}),
    "remarque.zip": lambda: zipped({"a.txt": "oui"}, comment=NAME.encode()),
    "archive.tar.gz": lambda: tar(SAID.encode()),
    "objet-git": lambda: zlib.compress(b"blob 30\0" + SAID.encode()),
    "ancien.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + SAID.encode("utf-16-le") + bytes(90),
    "voix.mp3": lambda: b"ID3\x03\0\0\0\0\0\x20TPE1\0\0\0\x10\0\0\x01" + NAME.encode("utf-16") + bytes(range(256)),
    "donnees.pickle": lambda: b"\x80\x04\x95\x20\0\0\0\0\0\0\0\x8c\x0e" + NAME.encode() + b"\x94.",
}
