"""Take passages out of files of any kind that can be read as text, and leave the rest of each file as it was.

What is looked for is handed in: ``finder(text)`` gives ``(start, end, what stays there)``. A file that cannot be read
as text (an image, a PDF, a protected archive) is said to be opaque, never taken for clean.
"""

import base64
import binascii
import csv
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from toolkit.formats.views import views
from toolkit.formats.whole import write_whole

Found = list[tuple[int, int, str]]
Finder = Callable[[str], Found]
_BASE64 = re.compile(r"[A-Za-z0-9+/]{60,}={0,2}")
_WALL = re.compile(r"\"\s*[,;]\s*\"")
_IMAGES: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"\x00\x00\x01\x00",
    b"wOF",
    b"OTTO",
    b"\x00\x01\x00\x00",
)
_DEEPEST: Final = 4
_SEALED: Final = 400


@dataclass(frozen=True, slots=True, repr=False)
class Scrubbed:
    """What became of a file: its new content (None when nothing was to be taken out), how many passages went.

    ``opaque`` says that the file, or a part of it, could not be read as text; ``suspect`` that such a part holds
    something all the same.
    """

    content: bytes | None = None
    passages: int = 0
    opaque: bool = False
    suspect: bool = False

    def __repr__(self) -> str:
        return f"<Scrubbed: {self.passages} passages{', opaque' * self.opaque}>"


def scrub_file(path: Path, finder: Finder) -> Scrubbed:
    """Take out of a file what ``finder`` finds; the file is written whole or not at all. Raises ``CannotWrite``."""
    made = scrub(path.name, path.read_bytes(), finder)
    if made.content is not None:
        write_whole(path, made.content)
    return made


def scrub(name: str, data: bytes, finder: Finder, *, depth: int = 0) -> Scrubbed:
    """Return what becomes of the content of a file of that name."""
    if depth > _DEEPEST:
        return Scrubbed(opaque=True)
    if data.startswith(b"\x1f\x8b"):
        return _gzip(name, data, finder, depth)
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _zip(data, finder, depth)
    text, encoding = _decoded(data)
    if text is None:
        hidden = any(finder(data.decode(code, "ignore")) for code in ("utf-8", "utf-16-le", "utf-16-be", "cp1252"))
        return Scrubbed(opaque=True, suspect=hidden)
    lowered = name.lower()
    made, passages = None, 0
    if lowered.endswith((".json", ".ipynb")) or text.lstrip()[:1] in ("{", "["):
        made, passages = _json(text, finder, notebook=lowered.endswith(".ipynb"))
    elif lowered.endswith((".csv", ".tsv")):
        made, passages = _table(text, finder)
    if made is None:
        made, passages = _text(text, finder)
    made, more, sealed = _embedded(made, finder, depth)
    passages += more
    opaque = sealed or (lowered.endswith(".ipynb") and '"image/' in made)
    if not passages:
        return Scrubbed(opaque=opaque)
    return Scrubbed(made.encode(encoding, "replace"), passages, opaque)


def scrubbed_text(text: str, finder: Finder) -> str:
    """Return a text without what ``finder`` finds in it, however it is written there."""
    return _text(text, finder)[0]


def text_of(data: bytes) -> str | None:
    """Return the text of a file, whatever its encoding; None when it is no text."""
    return _decoded(data)[0]


def _decoded(data: bytes) -> tuple[str | None, str]:
    """Return the text of a file and its encoding; None when it is no text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _tried(data, "utf-16"), "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return _tried(data, "utf-8-sig"), "utf-8-sig"
    if b"\x00" in data[:4096]:
        # Which half of each pair is empty tells the order: any two bytes are a letter in the other one.
        little = data[1:4096:2].count(0) >= data[0:4096:2].count(0)
        if data[:4096].count(0) < len(data[:4096]) / 5:
            return None, ""
        for code in ("utf-16-le", "utf-16-be") if little else ("utf-16-be", "utf-16-le"):
            text = _tried(data, code)
            if text is not None and sum(char.isprintable() or char.isspace() for char in text) > 0.95 * len(text):
                return text, code
        return None, ""
    if data.startswith((b"%PDF", *_IMAGES)):
        return None, ""
    text = _tried(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    text = _tried(data, "cp1252")
    if text is not None and sum(char.isprintable() or char.isspace() for char in text) > 0.97 * len(text):
        return text, "cp1252"
    return None, ""


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _text(text: str, finder: Finder) -> tuple[str, int]:
    """Take passages out of a text, in every way to read it; what stands between two pieces of one is kept."""
    cuts: list[tuple[int, int, str]] = []
    passages: set[int] = set()
    for view in views(text):
        found = finder(view.text)
        places = view.places() if found else None
        for start, end, stays in found:
            assert places is not None
            walls = {at for wall in _WALL.finditer(view.text, start, end) for at in range(*wall.span())}
            kept = [at for at in range(start, end) if at not in walls]
            put = stays
            for first, last in _runs(kept):
                for low, high in places.pieces(first, last):
                    cuts.append((low, high, put))
                    put = "" if low < high else put
            passages.add(places.starts[start])
    return (_cut(text, cuts), len(passages)) if cuts else (text, 0)


def _runs(positions: list[int]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for at in positions:
        if out and out[-1][1] == at:
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return out


def _cut(text: str, cuts: list[tuple[int, int, str]]) -> str:
    """Return a text without the pieces cut out; of two that meet, the first words that stay are put."""
    merged: list[list[Any]] = []
    for low, high, stays in sorted(cuts, key=lambda cut: (cut[0], -cut[1])):
        if low == high:
            continue
        if merged and low < merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], high)
            merged[-1][2] = merged[-1][2] or stays
        else:
            merged.append([low, high, stays])
    out, at = [], 0
    for low, high, stays in merged:
        out += [text[at:low], stays]
        at = high
    return "".join([*out, text[at:]])


def _embedded(text: str, finder: Finder, depth: int) -> tuple[str, int, bool]:
    """Take passages out of what is packed in base64 inside a text: a page that holds its own data.

    The last value tells whether something long is packed that cannot be read: a protected page.
    """
    passages, sealed = 0, False

    def renewed(found: re.Match[str]) -> str:
        nonlocal passages, sealed
        packed = found[0]
        try:
            data = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
        except (binascii.Error, ValueError):
            return packed
        if data.startswith(_IMAGES):
            return packed
        made = scrub("", data, finder, depth=depth + 1)
        sealed = sealed or (made.opaque and len(packed) >= _SEALED)
        if made.content is None:
            return packed
        passages += made.passages
        again = base64.b64encode(made.content).decode("ascii")
        return again if packed.endswith("=") or len(packed) % 4 == 0 else again.rstrip("=")

    return _BASE64.sub(renewed, text), passages, sealed


def _gzip(name: str, data: bytes, finder: Finder, depth: int) -> Scrubbed:
    try:
        inner = gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return Scrubbed(opaque=True)
    made = scrub(name.removesuffix(".gz"), inner, finder, depth=depth + 1)
    if made.content is None:
        return made
    return Scrubbed(gzip.compress(made.content, mtime=0), made.passages, made.opaque, made.suspect)


def _zip(data: bytes, finder: Finder, depth: int) -> Scrubbed:
    """Take passages out of each member of an archive: docx, odt, xlsx, pptx are archives of XML."""
    buffer = io.BytesIO()
    passages, opaque, suspect = 0, False, False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
            for info in old.infolist():
                content = old.read(info)
                made = scrub(info.filename, content, finder, depth=depth + 1)
                passages, opaque = passages + made.passages, opaque or made.opaque
                suspect = suspect or made.suspect
                new.writestr(info, content if made.content is None else made.content, info.compress_type)
            new.comment = old.comment
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error):
        return Scrubbed(opaque=True)
    return Scrubbed(buffer.getvalue() if passages else None, passages, opaque, suspect)


def _table(text: str, finder: Finder) -> tuple[str | None, int]:
    """Take passages out of each cell of a table, so that no cell is joined to another."""
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return None, 0
    passages = 0
    for row in rows:
        for at, cell in enumerate(row):
            row[at], more = _text(cell, finder)
            passages += more
    if not passages:
        return text, 0
    buffer = io.StringIO(newline="")
    ending = "\r\n" if "\r\n" in text else "\n"
    csv.writer(buffer, delimiter=separator, lineterminator=ending).writerows(rows)
    return buffer.getvalue(), passages


def _json(text: str, finder: Finder, *, notebook: bool) -> tuple[str | None, int]:
    """Take passages out of each text of a JSON file; a notebook loses the outputs that hold some."""
    try:
        plain = json.loads(text)
    except ValueError:
        return None, 0
    count = [0]
    if notebook and isinstance(plain, dict):
        for cell in plain.get("cells", ()):
            if isinstance(cell, dict) and cell.get("outputs") and _holds(cell["outputs"], finder):
                cell["outputs"], cell["execution_count"] = [], None
                count[0] += 1
    made = _walked(plain, finder, count)
    if not count[0]:
        return text, 0
    indent = 1 if "\n" in text.strip() else None
    return json.dumps(made, ensure_ascii=text.isascii(), indent=indent) + "\n" * text.endswith("\n"), count[0]


def _holds(value: Any, finder: Finder) -> bool:
    count = [0]
    _walked(value, finder, count)
    return bool(count[0])


def _walked(value: Any, finder: Finder, count: list[int]) -> Any:
    if isinstance(value, str):
        made, passages = _text(value, finder)
        count[0] += passages
        return made
    if isinstance(value, dict):
        return {_walked(name, finder, count): _walked(item, finder, count) for name, item in value.items()}
    if isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            return _lines(list(value), finder, count)
        return [_walked(item, finder, count) for item in value]
    return value


def _lines(lines: list[str], finder: Finder, count: list[int]) -> list[str]:
    """Take passages out of a text kept as a list of lines: one may begin on a line and end on the next."""
    for start, end, stays in reversed(finder("".join(lines))):
        count[0] += 1
        at, put = 0, stays
        for rank, line in enumerate(lines):
            low, high = max(start - at, 0), min(end - at, len(line))
            at += len(line)
            if low < high:
                lines[rank] = line[:low] + put + line[high:]
                put = ""
    return [_walked(line, finder, count) for line in lines]
