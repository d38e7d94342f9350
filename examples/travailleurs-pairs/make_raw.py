"""Write the raw files of the invented study again, from their plain texts.

One line of ``texts/NAME.txt`` is one paragraph, or one cue, of the file of ``raw/`` that ``RAW`` names.
Run it as ``python make_raw.py``.
"""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
# Names hide in the properties of documents too: these two are in noms.csv.
C, B = "Clémence Ravaudet", "Basile Tournemine"


def word(lines: list[str], typed: datetime, author: str) -> bytes:
    """Type the lines in Word, the title and the labels in bold, by someone who signs the document's properties."""
    from docx import Document

    document = Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = author
    properties.title = lines[0]
    properties.comments = ""
    properties.created = properties.modified = typed
    properties.revision = 3
    labels = labels_of(lines)
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        end = len(line) if number == 0 else next((len(label) for label in labels if line.startswith(label)), 0)
        if end:
            paragraph.add_run(line[:end]).bold = True
        if line[end:]:
            paragraph.add_run(line[end:])
    return _saved(document)


def labels_of(lines: list[str]) -> list[str]:
    """Return the labels that open at least two lines (one, for a mistyped one), with their colon."""
    found = [match[0] for line in lines if (match := re.match(r"[A-ZÉ][\w-]*[ \u00a0]:", line))]
    return sorted({label for label in found if found.count(label) > 1 or label.startswith("Enquétrice")})


def writer(lines: list[str], typed: datetime, author: str) -> bytes:
    """Type the lines in LibreOffice, plainly."""
    from odfdo import Document, Paragraph

    document = Document("text")
    document.body.clear()
    for line in lines:
        document.body.append(Paragraph(line))
    meta = document.meta
    meta.title = lines[0]
    meta.initial_creator = meta.creator = author
    meta.creation_date = meta.date = typed
    meta.generator = "LibreOffice"
    meta.editing_cycles = 1
    document.set_language("fr-FR")
    return _saved(document)


def notepad(lines: list[str], _typed: datetime, _author: str) -> bytes:
    """Type the lines in a notepad that signs its files with a mark of order of bytes."""
    return ("\ufeff" + "\n".join(lines)).encode()


def subtitles(lines: list[str], typed: datetime, author: str) -> bytes:
    """Give each line the times of a machine (14 characters a second, then a silence); a person wrote who speaks."""
    cues, at, voice = ["WEBVTT", "", f"NOTE corrigé par {author}, {typed:%H:%M}", ""], 2_400, ""
    for number, line in enumerate(lines, 1):
        opened = re.match(r"(\w+)[ \u00a0]: ", line)
        voice = opened[1] if opened else voice
        said = line[opened.end() :] if opened else line
        until = at + len(said) * 1000 // 14
        words = said.replace("&", "&amp;").replace("<", "&lt;")
        cues += [str(number), f"{_clock(at)} --> {_clock(until)}", f"<v {voice}>{words}", ""]
        at = until + 180 + len(said) * 150
    return "\n".join(cues).encode()


RAW: dict[str, tuple[str, Callable[[list[str], datetime, str], bytes], datetime, str]] = {
    "e01": ("Entretien 1 - Nadège.docx", word, datetime(2024, 3, 18, 9, 30), C),
    "e02": ("entretien_2_karim_mairie.odt", writer, datetime(2024, 3, 27, 21, 5), B),
    "e03": ("entretien_3_yoyo_camion.vtt", subtitles, datetime(2024, 4, 15, 22, 40), B),
    "e04": ("entretien_4_S.Mauvernay.docx", word, datetime(2024, 4, 25, 16, 0), C),
    "e05": ("entretien_5_thierry.odt", writer, datetime(2024, 5, 6, 23, 15), B),
    "e06": ("entretien_6_pellouard_relu.docx", word, datetime(2024, 5, 13, 10, 20), B),
    "e07": ("itw7 bébert jardin.txt", notepad, datetime(2024, 5, 9, 18, 45), C),
    "e08": ("nino 30-04.odt", writer, datetime(2024, 5, 14, 22, 30), B),
    "g01": ("focus group Tanguille.docx", word, datetime(2024, 6, 14, 11, 0), B),
    "o01": ("observation réunion Amarres.odt", writer, datetime(2024, 4, 24, 9, 40), C),
    "d01": ("Amarres Vives - accueil des pairs.docx", word, datetime(2024, 1, 11, 8, 50), "Sylvaine Brossolin"),
}


def lines_of(name: str) -> list[str]:
    """Read the paragraphs of one plain text."""
    return (HERE / "texts" / f"{name}.txt").read_text("utf-8").removesuffix("\n").split("\n")


def _clock(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def without_clock(archive: bytes, typed: datetime) -> bytes:
    """Give every part of a zip the same date, so that two runs write the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, typed.timetuple()[:6])
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(part))
    return buffer.getvalue()


def raw_of(name: str) -> bytes:
    """Return the bytes of the raw file of one text."""
    _file, type_, typed, author = RAW[name]
    made = type_(lines_of(name), typed, author)
    return without_clock(made, typed) if zipfile.is_zipfile(io.BytesIO(made)) else made


def main() -> None:
    """Write every file of ``raw/``."""
    raw = HERE / "raw"
    raw.mkdir(exist_ok=True)
    for name, (file, *_how) in RAW.items():
        (raw / file).write_bytes(raw_of(name))


if __name__ == "__main__":
    main()
