"""Read everything that lies in a folder, by other ways than Carnet's own, to find what was not erased."""

import base64
import gzip
import html
import io
import json
import re
import sqlite3
import time
import unicodedata
import zipfile
from pathlib import Path

WIDTH, HALF = 30, 15


def windows(texts) -> set[str]:
    """Return every thirty characters in a row of some texts, one kind of space."""
    found: set[str] = set()
    for text in texts:
        text = _even(text)
        found.update(text[at : at + WIDTH] for at in range(len(text) - WIDTH + 1))
    return found


def _even(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


def left_over(folder: Path, said, others) -> dict[str, str]:
    """Return the files that still hold thirty characters that only one person said, each with how it was read.

    In an opened study a snapshot may be taking its real name meanwhile: the folder is then read again.
    """
    for _again in range(20):
        try:
            return _left_over(folder, said, others)
        except FileNotFoundError:
            time.sleep(0.2)
    raise AssertionError("files of this folder go away faster than they are read")


def _left_over(folder: Path, said, others) -> dict[str, str]:
    alone = windows(said) - windows(others)
    # Whatever thirty characters hold a half that begins at a multiple of fifteen: a quick look first.
    halves = {window[at : at + HALF] for window in alone for at in range(WIDTH - HALF + 1)}
    found, seen = {}, set()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for way, text in readings(path):
                if text in seen:
                    continue
                text = _even(text)
                if any(text[at : at + HALF] in halves for at in range(0, len(text), HALF)) and any(
                    text[at : at + WIDTH] in alone for at in range(len(text) - WIDTH + 1)
                ):
                    found[path.relative_to(folder).as_posix()] = way
                else:
                    seen.add(text)
    return found


def readings(path: Path):
    """Yield ``(way, text)`` for every way to read a file."""
    yield from _of_bytes(path.read_bytes(), 0)
    if path.read_bytes()[:15] == b"SQLite format 3":
        yield from _of_database(path)


def _of_database(path: Path):
    way = "" if path.name == "study.db" else "?immutable=1"
    raw = sqlite3.connect(path.as_uri() + way, uri=True)
    try:
        yield from _rows(raw)
    except sqlite3.DatabaseError:
        yield "damaged", ""
    finally:
        raw.close()


def _rows(raw: sqlite3.Connection):
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in raw.execute(f'SELECT * FROM "{name}"'):
            for value in row:
                if isinstance(value, str):
                    yield f"table {name}", value
                    yield f"table {name}, unescaped", _unescaped(value)
                elif isinstance(value, bytes):
                    yield from ((f"table {name}: {way}", text) for way, text in _of_bytes(value, 1))


def _of_bytes(data: bytes, depth: int):
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252"):
        text = data.decode(encoding, "ignore")
        yield encoding, text
        if encoding in ("utf-16-be", "cp1252"):
            continue
        plain = html.unescape(text)
        yield f"{encoding}, entities", plain
        yield f"{encoding}, no tags", re.sub(r"<[^>]*>", "", plain)
        yield f"{encoding}, tags as spaces", re.sub(r"<[^>]*>", " ", plain)
        yield f"{encoding}, unescaped", _unescaped(text)
        yield f"{encoding}, no tags, unescaped", _unescaped(re.sub(r"<[^>]*>", "", plain))
        if depth < 4:
            for packed in re.findall(r"[A-Za-z0-9+/]{40,}={0,2}", text):
                try:
                    yield from _of_bytes(base64.b64decode(packed + "=" * (-len(packed) % 4)), depth + 1)
                except ValueError:
                    continue
    if depth < 4 and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            for name in held.namelist():
                yield from ((f"{name}: {way}", text) for way, text in _of_bytes(held.read(name), depth + 1))
    if depth < 4 and data[:2] == b"\x1f\x8b":
        yield from _of_bytes(gzip.decompress(data), depth + 1)
    try:
        value = json.loads(data)
    except ValueError:
        return
    yield from (("json", text) for text in _strings(value))


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in [*value.keys(), *value.values()]:
            yield from _strings(item)
    elif isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            yield "".join(value)
        for item in value:
            yield from _strings(item)


def _unescaped(text: str) -> str:
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"\\(.)", lambda found: " " if found[1] in "nrt" else found[1], text)
