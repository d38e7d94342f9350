"""What a PDF says: its pages, notes, properties, outline and attached files (extra « pdf »)."""

import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

from toolkit.formats.within import Closed, Part, Text, within, words_of

_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_HEXADECIMAL: Final = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_LITERAL: Final = re.compile(rb"\(((?:[^()\\]|\\.){2,4000})\)", re.DOTALL)
_OCTAL: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_MOST: Final = 32 << 20


def within_pdf(data: bytes, inside: str) -> Iterator[Part]:
    """Yield the texts of a PDF; without the package that reads them, what lies in clear, and that it stays closed."""
    yield from _in_clear(data, inside)
    try:
        import pypdfium2
    except ImportError:
        yield Closed(inside, "no pdf reader")
        return
    try:
        book = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield Closed(inside, "protected" if "assword" in str(error) else "damaged")
        return
    try:
        yield from _pages(book, inside)
        yield Text(inside, "\n".join(map(str, book.get_metadata_dict().values())))
        titles = [str(getattr(one, "title", "") or one.get_title()) for one in book.get_toc()]
        yield Text(inside, "\n".join(titles))
        for rank in range(book.count_attachments()):
            held = book.get_attachment(rank)
            yield Text(inside, held.get_name())
            yield from within(held.get_name(), bytes(held.get_data()), inside=inside, depth=2)
    except (pypdfium2.PdfiumError, ValueError, UnicodeError):
        yield Closed(inside, "damaged")
    finally:
        book.close()


def _pages(book: Any, inside: str) -> Iterator[Text]:
    for rank in range(len(book)):
        page = book[rank]
        try:
            words = page.get_textpage()
            text = words.get_text_bounded() or words.get_text_range()
            words.close()
        finally:
            page.close()
        place = f"{inside} › p. {rank + 1}" if inside else f"p. {rank + 1}"
        yield Text(place, text)
        # A name at the end of a line is cut from the next word, or goes on there.
        yield Text(place, re.sub(r"[-\u00ad\ufffe\x02]\s*[\r\n]+", "", text))
        yield Text(place, re.sub(r"\s+", " ", text))


def _in_clear(data: bytes, inside: str) -> Iterator[Text]:
    """Yield the strings of a PDF (title, author, notes, bookmarks), those of its packed objects included."""
    for part in (data, *_inflated(data)):
        said: list[str] = []
        for found in _HEXADECIMAL.finditer(part):
            digits = re.sub(rb"\s", b"", found[1])
            said += words_of(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))
        for found in _LITERAL.finditer(part):
            literal = _OCTAL.sub(_character, found[1])
            said += words_of(literal)
        if b"<x:xmpmeta" in part or b"<rdf:RDF" in part:
            said += words_of(part)
        if said:
            yield Text(inside, "\n".join(said))


def _character(found: re.Match[bytes]) -> bytes:
    if found[1][:1].isdigit() and found[1].isdigit():
        return bytes([int(found[1], 8) & 0xFF])
    return {b"n": b"\n", b"r": b"\n", b"t": b" "}.get(found[1], found[1])


def _inflated(data: bytes) -> Iterator[bytes]:
    """Yield the packed objects of a PDF that hold strings: its pages are read in another way, its images are not."""
    for found in _STREAM.finditer(data):
        try:
            part = zlib.decompressobj().decompress(found[1], _MOST)
        except zlib.error:
            continue
        if b"/Type" in part or b"/Title" in part or b"/Contents" in part or b"/T" in part[:2000] or b"<rdf" in part:
            yield part
