"""Write the two raw interviews of the invented study again, from their plain texts.

One line of ``texts/e01.txt`` or ``texts/e02.txt`` is one paragraph of ``raw/``.
Run it as ``python make_raw.py``.
"""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent
TYPED = {"e01": datetime(2024, 3, 18, 9, 30), "e02": datetime(2024, 3, 27, 21, 5)}
LABEL = re.compile(r"(?:Enqu[êé]trice|Nadège)[ \u00a0]:")


def lines_of(name: str) -> list[str]:
    """Read the paragraphs of one plain text."""
    return (HERE / "texts" / f"{name}.txt").read_text("utf-8").removesuffix("\n").split("\n")


def word(lines: list[str], typed: datetime) -> bytes:
    """Type the lines in Word, the labels in bold, by someone who signs the document's properties."""
    from docx import Document

    document = Document()
    properties = document.core_properties
    # Names hide in properties too: this one is in noms.csv.
    properties.author = properties.last_modified_by = "Clémence Ravaudet"
    properties.title = lines[0]
    properties.comments = ""
    properties.created = properties.modified = typed
    properties.revision = 3
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        label = LABEL.match(line)
        end = len(line) if number == 0 else label.end() if label else 0
        if end:
            paragraph.add_run(line[:end]).bold = True
        if line[end:]:
            paragraph.add_run(line[end:])
    return _saved(document)


def writer(lines: list[str], typed: datetime) -> bytes:
    """Type the lines in LibreOffice, plainly, by someone else."""
    from odfdo import Document, Paragraph

    document = Document("text")
    document.body.clear()
    for line in lines:
        document.body.append(Paragraph(line))
    meta = document.meta
    meta.title = lines[0]
    meta.initial_creator = meta.creator = "Basile Tournemine"
    meta.creation_date = meta.date = typed
    meta.generator = "LibreOffice"
    meta.editing_cycles = 1
    document.set_language("fr-FR")
    return _saved(document)


def _saved(document) -> bytes:
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


def main() -> None:
    """Write both files in ``raw/``."""
    raw = HERE / "raw"
    raw.mkdir(exist_ok=True)
    for name, target, type_ in (
        ("e01", "Entretien 1 - Nadège.docx", word),
        ("e02", "entretien_2_karim_mairie.odt", writer),
    ):
        typed = TYPED[name]
        (raw / target).write_bytes(without_clock(type_(lines_of(name), typed), typed))


if __name__ == "__main__":
    main()
