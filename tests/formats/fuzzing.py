"""Small valid files of every format, and ways to spoil them: the same seed always spoils in the same way."""

import io
import json
import random
import zipfile
from pathlib import Path

SECRET = "Wastrelin"
"""Whoever speaks in these files: no message of an error may say it."""
TALK = ((SECRET, "Oui… l’été 😀 fut long, à l’Escale."), ("Enquêtrice", "Et après ?"), (SECRET, "Après, plus rien."))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
PIECES = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n\n",
    b"\x85",
    b"\xed\xa0\x80",
    b"<",
    b">",
    b"&#0;",
    b"&#xD800;",
    b"&amp;",
    b"]]>",
    b"<!--",
    b"<w:tbl><w:tr><w:tc>",
    b"<text:p>",
    b'"',
    b";",
    b"\t",
    b"{",
    b"}",
    b"[[[[[[[[",
    b"\\u-99999 ?",
    b"\\bin99999999 ",
    b"\\uc99 ",
    b"\\'zz",
    b"{\\*\\",
    b"-->",
    b"99:99:99.999",
    b"00:00:00.000 --> ",
    b"1e999",
    b"-1",
    b"99999999999999999999",
    b"NaN",
    b"null",
    b"true",
    b"WEBVTT",
    b"NOTE",
    b"# ",
    b"---",
    b" : ",
    b"[00:01]",
    b"</w:p>",
    b'w:val="0"',
    b'<w:gridSpan w:val="999999999"/>',
    b'<text:s text:c="999999999"/>',
    b'r="XFD1048576"',
    b'table:number-rows-repeated="999999999"',
    b'table:number-columns-repeated="999999999"',
)


def _zip(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return made.getvalue()


def seeds() -> dict[str, bytes]:
    """Return a small valid file for each extension."""
    lines = [f"{who} : {said}" for who, said in TALK]
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in lines)
    rows = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>{who}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:ins><w:r><w:t>{said}</w:t></w:r>"
        "</w:ins><w:r><w:br/><w:tab/><w:t>fin</w:t></w:r></w:p></w:tc></w:tr>"
        for who, said in TALK
    )
    notes = f'<w:footnotes {W}><w:footnote w:id="1"><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote></w:footnotes>'
    odt = "".join(f"<text:p>{who}<text:tab/>: <text:span>{said}</text:span></text:p>" for who, said in TALK)
    cells = "".join(
        f'<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>{who}</text:p>'
        "</table:table-cell></table:table-row>"
        for who, _said in TALK
    )
    rtf = "".join(
        f"{who} : {said}\\par\n".encode("cp1252", "replace").decode("cp1252").replace("é", "\\'e9")
        for who, said in TALK
    )
    cues = [f"00:00:0{n}.000 --> 00:00:0{n + 1}.500" for n in range(len(TALK))]
    segments = [{"start": n, "end": n + 1.5, "speaker": who, "text": said} for n, (who, said) in enumerate(TALK)]
    sheet = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in (("participant", "âge"), ("P01", "34"), ("P02", "41"))
    )
    table = "participant;âge;consentement à citer\nP01;34;oui\nP02;41;non\n"
    return {
        "docx": _zip(
            word__document_xml=f"<w:document {W}><w:body>{paragraphs}<w:tbl>{rows}</w:tbl></w:body></w:document>",
            word__footnotes_xml=notes,
        ),
        "odt": _zip(
            mimetype="application/vnd.oasis.opendocument.text",
            content_xml=f"<office:document-content {ODF}><office:body><office:text>{odt}<table:table>{cells}"
            "</table:table></office:text></office:body></office:document-content>",
        ),
        "rtf": ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0 " + rtf + "}").encode("cp1252", "replace"),
        "txt": "\n".join(lines).encode(),
        "md": ("---\ntitre: essai\n---\n# Entretien\n\n" + "\n\n".join(f"**{w}** : {s}" for w, s in TALK)).encode(),
        "vtt": (
            "WEBVTT\n\n" + "\n\n".join(f"{c}\n<v {w}>{s}" for c, (w, s) in zip(cues, TALK, strict=True))
        ).encode(),
        "srt": "\n\n".join(
            f"{n}\n{cue.replace('.', ',')}\n{line}" for n, (cue, line) in enumerate(zip(cues, lines, strict=True), 1)
        ).encode(),
        "json": json.dumps({"segments": segments, "language": "fr"}, ensure_ascii=False).encode(),
        "tsv": ("start\tend\ttext\n" + "".join(f"{n}000\t{n}900\t{line}\n" for n, line in enumerate(lines))).encode(),
        "csv": table.encode("cp1252"),
        "xlsx": workbook(table),
        "ods": _zip(
            mimetype="application/vnd.oasis.opendocument.spreadsheet",
            **{"META-INF__manifest_xml": MANIFEST},
            content_xml=f"<office:document-content {ODF}><office:body><office:spreadsheet>"
            f'<table:table table:name="Feuille">{sheet}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        ),
    }


def workbook(table: str) -> bytes:
    """Return a small spreadsheet."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for n, line in enumerate(table.splitlines()):
            sheet.write_row(n, 0, line.split(";"))
        sheet.write_formula(4, 1, "=SUM(B2:B3)")
    return made.getvalue()


def spoiled(data: bytes, rng: random.Random) -> bytes:
    """Return a file with some faults; those of an archive lie in its members as often as in the archive."""
    if data[:2] == b"PK" and rng.random() < 0.75:
        return _member_spoiled(data, rng)
    made = bytearray(data)
    for _n in range(rng.choice((1, 1, 2, 4, 9))):
        _fault(made, rng)
    return bytes(made)


def _fault(made: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(made) + 1)
    end = min(len(made), at + rng.choice((1, 2, 5, 30, 200)))
    match rng.randrange(9):
        case 0 if at < len(made):
            made[at] ^= 1 << rng.randrange(8)
        case 1 if at < len(made):
            made[at] = rng.randrange(256)
        case 2:
            del made[at:end]
        case 3:
            made[at:at] = made[at:end] * rng.choice((1, 2, 50))
        case 4:
            made[at:at] = rng.choice(PIECES)
        case 5:
            made[at:at] = rng.choice(PIECES) * rng.choice((2, 300))
        case 6:
            del made[at:]
        case 7:
            made[at:end] = rng.choice(PIECES)
        case _:
            other = rng.randrange(len(made) + 1)
            made[at:at] = made[other : other + rng.choice((3, 20, 100))]


def _member_spoiled(data: bytes, rng: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = rng.choice(names)
        for name in names:
            content = bytearray(old.read(name))
            if name == chosen:
                if rng.random() < 0.05:
                    continue
                for _n in range(rng.choice((1, 1, 2, 4, 9))):
                    _fault(content, rng)
            new.writestr(name, bytes(content))
    return buffer.getvalue()


def tried(path: Path) -> str:
    """Read a file in every way that a person could ask for; return what is wrong, or nothing."""
    from toolkit.errors import ToolkitError
    from toolkit.formats.codebook import read_codebook
    from toolkit.formats.participants import read_participants
    from toolkit.formats.sheets import read_table
    from toolkit.transcripts.coffre_files import read_name_table
    from toolkit.transcripts.files import read
    from toolkit.transcripts.voice_tables import read_voices

    table = path.suffix in (".csv", ".xlsx", ".ods")
    ways = (read_table, read_participants, read_codebook, read_voices, read_name_table) if table else (read,)
    for way in ways:
        try:
            way(path)
        except ToolkitError as error:
            told = f"{error.message} {error.hint} {error!r} {error.fields}"
            if SECRET in told:
                return f"{way.__name__}: the message says what the file holds"
            if not error.message or not error.hint or max(map(len, error.message.split("\n"))) > 600:
                return f"{way.__name__}: no sentence, or an endless one"
        except Exception as error:
            import traceback

            last = traceback.extract_tb(error.__traceback__)[-1]
            ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "toolkit" in frame.filename]
            where = ours[-1] if ours else last
            return f"{way.__name__}: {type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
    return ""
