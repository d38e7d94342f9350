"""What an image says of itself beside its pixels: title, author, comment, place where it was taken."""

import re
import zlib
from collections.abc import Iterator
from typing import Final

from toolkit.formats.scrub import text_of

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_MOST: Final = 16 << 20
_FONTS: Final = (b"wOF", b"OTTO", b"\x00\x01\x00\x00", b"true")
_ICONS: Final = (b"\x00\x00\x01\x00", b"\x00\x00\x02\x00")


Said = tuple[str, str, bool]
"""Where in the image, what is written there, and whether it was guessed from bytes."""


def image_texts(data: bytes) -> list[Said] | None:
    """Return the texts of an image; None when it is no image. A font says nothing."""
    for start, reader in ((_PNG, _png), (b"\xff\xd8\xff", _jpeg), (b"GIF8", _gif), (b"RIFF", _webp)):
        if data.startswith(start) and (start != b"RIFF" or data[8:12] == b"WEBP"):
            return [*reader(data), *_exif(data)]
    if data.startswith((b"II*\x00", b"MM\x00*")):
        return [*_words("TIFF", data, True), *_exif(data)]
    if data.startswith(_FONTS) and b"\x00" in data[:64]:
        return []
    if data.startswith(_ICONS) and b"\x00" in data[4:12]:
        return []
    return None


def _words(place: str, data: bytes, guessed: bool = False) -> Iterator[Said]:
    from toolkit.formats.within import words_of

    yield from ((place, text, guessed) for text in words_of(data))


def _exif(data: bytes) -> Iterator[Said]:
    """Yield the properties that a camera or a program wrote: author, title, comment, in Windows' own fields too."""
    import io
    import warnings

    from PIL import Image

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as image:
            warnings.simplefilter("ignore")
            held = image.getexif()
            values = [*held.values(), *held.get_ifd(0x8769).values()]
    except Exception:  # whatever is wrong in an image that somebody else wrote, its bytes were looked at
        return
    for value in values:
        if isinstance(value, str):
            yield "EXIF", value, False
        elif isinstance(value, bytes):
            yield from _words("EXIF", value, len(value) > 4096)


def _png(data: bytes) -> Iterator[Said]:
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        held = data[at + 8 : at + 8 + size]
        at += 12 + size
        place = kind.decode("latin-1")
        if kind == b"tEXt":
            for code in ("utf-8", "cp1252"):
                yield place, held.replace(b"\x00", b"\n").decode(code, "replace"), False
        elif kind == b"zTXt":
            name, _null, packed = held.partition(b"\x00")
            yield from _text(place, name)
            yield from _text(place, _inflated(packed[1:]))
        elif kind == b"iTXt":
            name, _null, rest = held.partition(b"\x00")
            language, title, words = ([*rest[2:].split(b"\x00", 2), b"", b"", b""])[:3]
            del language
            yield from _text(place, name + b"\n" + title)
            yield from _text(place, _inflated(words) if rest[:1] == b"\x01" else words)
        elif kind == b"eXIf":
            yield from _words(place, held, True)
        elif kind == b"IEND":
            break
    if len(data) > at:
        yield from _words("", data[at:], True)


def _text(place: str, data: bytes) -> Iterator[Said]:
    from toolkit.formats.within import ways

    text = text_of(data)
    if text is not None:
        yield from ((place, way.text, False) for way in ways(text))
    else:
        yield from _words(place, data)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST)
    except zlib.error:
        return data


def _jpeg(data: bytes) -> Iterator[Said]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if kind in (0xDA, 0xD9):
            break
        held = data[at + 4 : at + 2 + size]
        if kind == 0xFE or 0xE1 <= kind <= 0xEF:
            place = "EXIF" if held.startswith(b"Exif") else "comment" if kind == 0xFE else "properties"
            yield from _words(place, held, kind != 0xFE)
            if held.startswith(b"http://ns.adobe.com/xap"):
                yield from _text(place, held[held.index(b"<") :].rstrip(b"\x00"))
        at += 2 + size
    end = data.rfind(b"\xff\xd9")
    if 0 < end < len(data) - 2:
        yield from _words("", data[end + 2 :], True)


def _gif(data: bytes) -> Iterator[Said]:
    """Yield the comments and the words of the applications of a GIF."""
    for found in re.finditer(rb"\x21[\xfe\x01\xff]", data):
        at, said = found.end(), b""
        while at < len(data) and data[at]:
            said += data[at + 1 : at + 1 + data[at]]
            at += 1 + data[at]
        yield from _words("comment", said, len(said) > 4096)


def _webp(data: bytes) -> Iterator[Said]:
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind in (b"EXIF", b"XMP "):
            held = data[at + 8 : at + 8 + size]
            yield from _text(kind.decode().strip(), held) if kind == b"XMP " else _words("EXIF", held, True)
        at += 8 + size + size % 2
