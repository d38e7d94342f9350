"""Every text that a file holds, however it is packed: what a search must read before it says that nothing is there.

An archive is opened, a page read with and without its tags, an image asked for its properties. What cannot be opened
(sealed, protected, damaged, of no known kind) is said: it is never taken for clean.
"""

import base64
import binascii
import bz2
import gzip
import html
import io
import json
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import unquote

from toolkit.formats.scrub import text_of
from toolkit.formats.views import BLOCKS, ENTITY_OR_TAG, ESCAPE, RTF, read_escape, read_rtf, tag_name

Why = Literal["sealed", "protected", "damaged", "large", "deep", "unknown", "no pdf reader", "part unknown"]
DEEPEST: Final = 6
LARGEST: Final = 256 << 20
"""No file, and nothing unpacked from one, is read beyond this size."""
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{40,}(?:\r?\n[A-Za-z0-9+/]{4,})*={0,2}")
_PERCENT: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_SEALED: Final = (b"CARNETPK", b"CARNETCT")
_LONG: Final = 400
"""What is packed in a page and cannot be read is worth a word from this length on."""
_STRANGE: Final = re.compile("[^\x00-\xff\u0152\u0153\u0178\u2019]+")
_RUN: Final = re.compile(r"[^\W_](?:[^\W_]|[ '’.@_+\-]){2,}")


class Text(NamedTuple):
    """A text of a file: where it lies inside, and whether it was guessed from bytes that are no text."""

    inside: str
    text: str
    raw: bool = False


class Closed(NamedTuple):
    """A part of a file that could not be read, and why."""

    inside: str
    why: Why


Part = Text | Closed


def within(name: str, data: bytes, *, inside: str = "", depth: int = 0) -> Iterator[Part]:
    """Yield every text of a file of that name, in each way to read it, and what stays closed."""
    if depth > DEEPEST:
        yield Closed(inside, "deep")
    elif data.startswith(_SEALED):
        yield Closed(inside, "sealed")
    elif data.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        yield from _unpacked(name, data, inside, depth)
    elif data[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(data)):
        yield from _zip(data, inside, depth)
    elif inner := _deflated(data):
        yield from within(name, inner, inside=inside, depth=depth + 1)
    elif data[257:262] == b"ustar":
        yield from _tar(data, inside, depth)
    elif data[:1024].lstrip().startswith(b"%PDF"):
        from toolkit.formats.within_pdf import within_pdf

        yield from within_pdf(data, inside)
    else:
        from toolkit.formats.within_images import image_texts

        found = image_texts(data)
        if found is not None:
            yield from (Text(_joined(inside, place), text, raw) for place, text, raw in found)
        elif (text := text_of(data)) is not None:
            yield from _of_text(name, text, inside, depth)
            if name.lower().endswith((".eml", ".mht", ".mhtml")):
                yield from _mail(data, inside, depth)
        else:
            yield from _of_bytes(data, inside)


def _joined(inside: str, part: str) -> str:
    return f"{inside} › {part}" if inside and part else inside or part


def _of_bytes(data: bytes, inside: str) -> Iterator[Part]:
    """Yield what looks like words in bytes of no known kind; say that the rest was not read."""
    yield Closed(inside, "unknown")
    for text in words_of(data):
        yield Text(inside, text, raw=True)


def _deflated(data: bytes) -> bytes:
    """Return what an object of git holds, or a part of another program's file; nothing when it is none."""
    if data[:1] != b"\x78" or int.from_bytes(data[:2], "big") % 31:
        return b""
    try:
        return zlib.decompressobj().decompress(data, LARGEST)
    except zlib.error:
        return b""


def words_of(data: bytes) -> Iterator[str]:
    """Yield what bytes say when they are read as letters, in each usual way."""
    # A text of two bytes a letter may begin at an odd place.
    pairs = [(f"utf-16-{end}", at) for end in ("le", "be") for at in (0, 1)]
    for code, start in (("utf-8", 0), ("cp1252", 0), *pairs):
        text = data[start:].decode(code, "replace")
        # Any two bytes are a letter of some script: only those of ours are words.
        runs = _RUN.findall(_STRANGE.sub("\n", text) if code.startswith("utf-16") else text)
        if runs:
            yield "\n".join(runs)


def _unpacked(name: str, data: bytes, inside: str, depth: int) -> Iterator[Part]:
    stem = re.sub(r"\.(gz|bz2|xz)\Z", "", name, flags=re.IGNORECASE)
    opener: Callable[[io.BytesIO], Any] = gzip.open if data[0] == 0x1F else bz2.open if data[0] == 0x42 else lzma.open
    try:
        with opener(io.BytesIO(data)) as file:
            inner: bytes = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error, lzma.LZMAError):
        yield Closed(inside, "damaged")
        return
    if len(inner) > LARGEST:
        yield Closed(inside, "large")
    yield from within(stem, inner[:LARGEST], inside=inside, depth=depth + 1)


def _zip(data: bytes, inside: str, depth: int) -> Iterator[Part]:
    """Yield what each member of an archive holds: docx, odt, xlsx, pptx are archives of XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.comment:
                yield from (Text(inside, text) for text in words_of(archive.comment))
            room = LARGEST
            for info in archive.infolist():
                place = _joined(inside, info.filename)
                yield Text(place, info.filename.replace("/", "\n"))
                if info.comment or info.extra:
                    yield from (Text(place, text) for text in words_of(info.comment))
                if info.is_dir():
                    continue
                room -= info.file_size
                if room < 0:
                    yield Closed(place, "large")
                    continue
                try:
                    content = archive.read(info)
                except RuntimeError:
                    yield Closed(place, "protected")
                    continue
                except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error, lzma.LZMAError):
                    yield Closed(place, "damaged")
                    continue
                yield from within(info.filename, content, inside=place, depth=depth + 1)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError):
        yield Closed(inside, "damaged")


def _tar(data: bytes, inside: str, depth: int) -> Iterator[Part]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for info in archive:
                place = _joined(inside, info.name)
                yield Text(place, info.name.replace("/", "\n"))
                if info.isfile() and (member := archive.extractfile(info)) is not None:
                    yield from within(info.name, member.read(LARGEST), inside=place, depth=depth + 1)
    except (tarfile.TarError, OSError, EOFError):
        yield Closed(inside, "damaged")


def _mail(data: bytes, inside: str, depth: int) -> Iterator[Part]:
    """Yield what a mail, or a page saved as one, holds once its parts are decoded."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    try:
        yield Text(inside, "\n".join(f"{name}: {value}" for name, value in message.items()))
    except (ValueError, IndexError, AttributeError):  # a header that the standard library cannot read
        yield Closed(inside, "part unknown")
    for part in message.walk():
        if not part.is_multipart() and isinstance(held := part.get_payload(decode=True), bytes):
            yield from within(part.get_filename() or "", held, inside=inside, depth=depth + 1)


def _of_text(name: str, text: str, inside: str, depth: int) -> Iterator[Part]:
    """Yield a text in every way to read it, and what is packed in it."""
    start = text.lstrip()[:1]
    if name.lower().endswith((".json", ".ipynb")) or start in ("{", "["):
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            yield from _of_json(value, inside, depth)
            # As typed too: a key written twice is in the file, and is not in the value.
            yield Text(inside, text)
            return
    yield from ways(text, inside)
    yield from _packed(text, inside, depth)


def ways(text: str, inside: str = "") -> Iterator[Text]:
    """Yield a text as it is typed, without its escapes, its entities, its tags."""
    yield Text(inside, text)
    if text.startswith("{\\rtf"):
        # A group may end a word (the author of the document) or be a part of one (three bold letters).
        for end in ("", "\n"):
            yield Text(inside, RTF.sub(lambda found, end=end: end if found[0] == "}" else read_rtf(found[0]), text))  # type: ignore[misc]
        return
    bases = [text]
    if "\\" in text and (plain := ESCAPE.sub(lambda found: read_escape(found[0]), text)) != text:
        bases.append(plain)
        yield Text(inside, plain)
    if "%" in text and _PERCENT.search(text):
        yield Text(inside, unquote(text, errors="replace"))
    if "*" in text or "_" in text or "`" in text:
        yield Text(inside, re.sub("[*_`]", "", text))
    for base in bases:
        if "&" in base:
            # In attributes too: the tags stay.
            yield Text(inside, html.unescape(base))
        if "<" in base:
            yield Text(inside, ENTITY_OR_TAG.sub(lambda found: _by_block(found[0]), re.sub(r"\s+", " ", base)))


def _by_block(found: str) -> str:
    """Read a tag as a break when a block begins or ends there, as nothing between two runs of one word."""
    if not found.startswith("<"):
        return html.unescape(found)
    full = tag_name(found)
    if full in ("text:s", "text:tab"):
        return " "
    return "\n" if full in BLOCKS or full.rpartition(":")[2] in BLOCKS else ""


def _packed(text: str, inside: str, depth: int) -> Iterator[Part]:
    """Yield what is packed in base64 inside a text: a page that holds its own data, the figure of a notebook."""
    for found in _BASE64.finditer(text):
        packed = re.sub(r"\s", "", found[0])
        try:
            data = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
        except (binascii.Error, ValueError):
            continue
        parts = list(within("", data, inside=inside, depth=depth + 1))
        if any(isinstance(part, Closed) and part.why == "unknown" for part in parts):
            # Long words are often base64 by chance; a short one that says nothing is no secret.
            yield from (part for part in parts if isinstance(part, Text))
            if len(packed) >= _LONG:
                yield Closed(inside, "part unknown")
        else:
            yield from parts


def _of_json(value: Any, inside: str, depth: int, at: str = "") -> Iterator[Part]:
    if isinstance(value, str):
        place = _joined(inside, at)
        yield from ways(value, place)
        yield from _packed(value, place, depth)
        if depth < DEEPEST and value.lstrip()[:1] in ("{", "["):
            try:
                held = json.loads(value)
            except (ValueError, RecursionError):
                return
            yield from _of_json(held, inside, depth + 1, at)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from ways(name, _joined(inside, at))
            yield from _of_json(item, inside, depth, f"{at}.{name}" if at and _short(name) else at or _short(name))
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            # A text kept as a list of lines; or a list of words, each alone.
            lines = any(item.endswith("\n") for item in value)
            yield from _of_json(("" if lines else "\n").join(value), inside, depth, at)
            return
        for rank, item in enumerate(value):
            yield from _of_json(item, inside, depth, f"{at}[{rank}]" if at.count("[") < 2 else at)


def _short(name: str) -> str:
    """Return a key when it may be shown as a place: one that is a person's words is not."""
    return name if re.fullmatch(r"[a-z_]{1,16}", name) else ""
