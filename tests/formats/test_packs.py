"""Packs: sealed or not, what is not whole or not ours is refused before anything is written."""

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import CannotWrite, Refused, ToolkitError, UnreadableFile
from toolkit.formats import locked, packs
from toolkit.formats.notebooks import without_outputs
from toolkit.formats.packs import MANIFEST, STUDY, open_pack, write_pack

SECRET = "cheval pile agrafe é"
FACTS = {"origin": "a" * 64, "head": "b" * 64, "at": "2026-03-14T10:15:00+00:00", "tool": "0"}
MEMBERS: list[tuple[str, Path | bytes]] = [(STUDY, b"base" * 1000), ("guides/été.md", "l’été".encode())]


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(locked.LockedWriter.__init__.__kwdefaults__, "n", 2)


def made(path: Path, passphrase: str | None = None) -> Path:
    write_pack(path, MEMBERS, **FACTS, passphrase=passphrase)
    return path


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_a_pack_gives_back_what_was_put_in_it(tmp_path: Path, passphrase: str | None) -> None:
    path = made(tmp_path / "étude.carnet", passphrase)

    with open_pack(path, passphrase) as held:
        held.extract(STUDY, tmp_path / "sorti" / STUDY)
        held.extract("guides/été.md", tmp_path / "sorti" / "guides" / "été.md")
        assert (held.manifest.origin, held.manifest.head) == ("a" * 64, "b" * 64)

    assert (tmp_path / "sorti" / STUDY).read_bytes() == b"base" * 1000
    assert (tmp_path / "sorti" / "guides" / "été.md").read_text(encoding="utf-8") == "l’été"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["étude.carnet"]


def test_a_sealed_pack_shows_nothing_of_what_it_holds(tmp_path: Path) -> None:
    data = made(tmp_path / "étude.carnet", SECRET).read_bytes()

    assert packs.needs_passphrase(tmp_path / "étude.carnet")
    assert not any(word in data for word in (b"study.db", b"guides", b"base", b"a" * 64, b"manifest"))


@pytest.mark.parametrize("given", [None, "cheval pile", "Cheval pile agrafe é", ""])
def test_a_wrong_passphrase_is_said(tmp_path: Path, given: str | None) -> None:
    path = made(tmp_path / "étude.carnet", SECRET)

    with pytest.raises(Refused, match="phrase de passe"), open_pack(path, given):
        raise AssertionError("it opened")


def test_a_passphrase_typed_on_another_keyboard_opens_it(tmp_path: Path) -> None:
    import unicodedata

    path = made(tmp_path / "étude.carnet", unicodedata.normalize("NFC", SECRET))

    with open_pack(path, unicodedata.normalize("NFD", SECRET)) as held:
        held.check()


@pytest.mark.parametrize("passphrase", ["", "court", "       "])
def test_a_passphrase_too_short_writes_nothing(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(Refused, match="trop courte"):
        made(tmp_path / "étude.carnet", passphrase)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_a_pack_cut_anywhere_is_refused(tmp_path: Path, passphrase: str | None) -> None:
    data = made(tmp_path / "étude.carnet", passphrase).read_bytes()

    for size in range(0, len(data), max(1, len(data) // 60)):
        (tmp_path / "coupé.carnet").write_bytes(data[:size])
        with pytest.raises(UnreadableFile), open_pack(tmp_path / "coupé.carnet", passphrase) as held:
            held.check()


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_a_byte_changed_anywhere_is_seen(tmp_path: Path, passphrase: str | None) -> None:
    data = made(tmp_path / "étude.carnet", passphrase).read_bytes()

    silent = []
    for place in range(0, len(data), max(1, len(data) // 150)):
        changed = bytearray(data)
        changed[place] ^= 0x41
        (tmp_path / "changé.carnet").write_bytes(bytes(changed))
        try:
            with open_pack(tmp_path / "changé.carnet", passphrase) as held:
                contents = {name: b"".join(held._blocks(name)) for name in held.manifest.members}
        except ToolkitError:
            continue
        # A date or a mark of the zip that nobody reads may change: what comes out may not.
        if [(name, contents[name]) for name, _content in MEMBERS] != MEMBERS or passphrase is not None:
            silent.append(place)
    assert silent == []


def test_chunks_cannot_be_moved_left_out_or_taken_from_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "CHUNK", 16)

    def sealed(data: bytes) -> bytes:
        out = io.BytesIO()
        writer = locked.LockedWriter(out, SECRET)
        writer.write(data)
        writer.finish()
        return out.getvalue()

    one, other = sealed(b"0123456789abcdef" * 3), sealed(b"0123456789abcdef" * 3)
    start = len(one) - 3 * 32
    chunks = [one[start + 32 * n : start + 32 * (n + 1)] for n in range(3)]
    foreign = other[len(other) - 3 * 32 :][:32]

    assert locked.LockedReader(io.BytesIO(one), SECRET).read() == b"0123456789abcdef" * 3
    for order in ([1, 0, 2], [0, 2], [0, 1], [0, 1, 2, 2], [0, 1, 1, 2], []):
        with pytest.raises(UnreadableFile):
            locked.LockedReader(io.BytesIO(one[:start] + b"".join(chunks[n] for n in order)), SECRET).read()
    with pytest.raises(UnreadableFile):
        locked.LockedReader(io.BytesIO(one[:start] + foreign + chunks[1] + chunks[2]), SECRET).read()


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.integers(1, 40), st.lists(st.tuples(st.integers(0, 210), st.integers(0, 50))))
def test_any_bytes_are_read_back_from_any_place(data: bytes, chunk: int, places: list[tuple[int, int]]) -> None:
    before, locked.CHUNK = locked.CHUNK, chunk  # type: ignore[misc]
    try:
        out = io.BytesIO()
        writer = locked.LockedWriter(out, SECRET, n=2)
        writer.write(data)
        writer.finish()
        reader = io.BufferedReader(locked.LockedReader(out, SECRET))
        assert reader.read() == data
        for start, size in places:
            reader.seek(start)
            assert reader.read(size) == data[start : start + size]
    finally:
        locked.CHUNK = before  # type: ignore[misc]


@pytest.mark.parametrize(
    "change",
    [
        {"n": 2**30},
        {"n": -1},
        {"r": 5000},
        {"chunk": 0},
        {"chunk": 2**40},
        {"salt": "zz"},
        {"check": 3},
        {"version": 9},
    ],
)
def test_a_header_that_asks_too_much_is_refused_at_once(tmp_path: Path, change: dict[str, object]) -> None:
    data = made(tmp_path / "étude.carnet", SECRET).read_bytes()
    size = int.from_bytes(data[8:12], "big")
    header = json.dumps({**json.loads(data[12 : 12 + size]), **change}).encode()
    (tmp_path / "étude.carnet").write_bytes(data[:8] + len(header).to_bytes(4, "big") + header + data[12 + size :])

    with pytest.raises(UnreadableFile), open_pack(tmp_path / "étude.carnet", SECRET):
        raise AssertionError("it opened")


def forged(path: Path, name: str, *, declared: int | None = None, link: bool = False, content: bytes = b"x") -> Path:
    """A pack with one more member, which its manifest names."""
    import hashlib

    members = {
        STUDY: {"size": 1, "sha256": hashlib.sha256(b"x").hexdigest()},
        name: {
            "size": len(content) if declared is None else declared,
            "sha256": hashlib.sha256(content).hexdigest(),
        },
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(STUDY, b"x")
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = ((stat.S_IFLNK if link else stat.S_IFREG) | 0o644) << 16
        archive.writestr(info, content)
        archive.writestr(MANIFEST, json.dumps({"format": packs.FORMAT, **FACTS, "members": members}))
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../dehors.txt",
        "guides/../../dehors.txt",
        "/etc/dehors.txt",
        "C:/dehors.txt",
        "guides/C:/dehors.txt",
        "guides\\..\\dehors.txt",
        "\\\\serveur\\partage\\x",
        "backups/x.db",
        "autre/x.txt",
        "seul.txt",
        "guides//x",
        "guides/./x",
        "guides/a\nb",
        "study.db-wal",
        ".git/config",
    ],
)
def test_a_member_that_would_go_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises((Refused, UnreadableFile)), open_pack(forged(tmp_path / "p.carnet", name)):
        raise AssertionError("it opened")


def test_a_link_in_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused), open_pack(forged(tmp_path / "p.carnet", "guides/lien.md", link=True)):
        raise AssertionError("it opened")


def test_a_member_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    path = forged(tmp_path / "p.carnet", "guides/a.md", declared=5, content=b"x" * 1000)

    with pytest.raises(UnreadableFile), open_pack(path):
        raise AssertionError("it opened")


def test_a_pack_that_would_fill_the_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_SMALL", 1 << 20)
    path = forged(tmp_path / "p.carnet", "outputs/bombe.txt", content=b"\0" * (8 << 20))
    assert path.stat().st_size < 20_000

    with pytest.raises(Refused, match="remplirait le disque"), open_pack(path):
        raise AssertionError("it opened")


def test_a_member_there_twice_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "p.carnet")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(STUDY, b"autre")

    with pytest.raises(UnreadableFile), open_pack(path):
        raise AssertionError("it opened")


@pytest.mark.parametrize("content", [b"", b"bonjour", b"%PDF-1.7", b"CARNETPK", b"CARNETPK\xff\xff\xff\xff"])
def test_a_file_that_is_no_pack_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.carnet").write_bytes(content)

    with pytest.raises(UnreadableFile), open_pack(tmp_path / "x.carnet", SECRET):
        raise AssertionError("it opened")


def test_another_zip_and_a_later_pack_are_said_for_what_they_are(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("word/document.xml", b"<x/>")
    with zipfile.ZipFile(tmp_path / "b.carnet", "w") as archive:
        archive.writestr(MANIFEST, json.dumps({"format": "carnet-pack/2"}))

    with pytest.raises(UnreadableFile, match="pas un fichier emporté"), open_pack(tmp_path / "a.zip"):
        raise AssertionError("it opened")
    with pytest.raises(UnreadableFile, match="version plus récente"), open_pack(tmp_path / "b.carnet"):
        raise AssertionError("it opened")


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_a_full_disk_leaves_no_half_of_a_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str | None
) -> None:
    before = made(tmp_path / "étude.carnet", passphrase).read_bytes()
    real = Path.open

    class Full(io.FileIO):
        def write(self, data: object) -> int:
            if self.tell() > 150:
                raise OSError(28, "No space left on device")
            return super().write(data)  # type: ignore[arg-type]

    def opened(path: Path, mode: str = "r", **options: object) -> object:
        return Full(path, mode.replace("b", "")) if "x" in mode else real(path, mode, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(CannotWrite, match="disque est plein"):
        made(tmp_path / "étude.carnet", passphrase)
    monkeypatch.undo()

    assert (tmp_path / "étude.carnet").read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["étude.carnet"]


def test_a_notebook_is_cleared_of_what_it_showed_and_of_nothing_else() -> None:
    cells = [
        {"cell_type": "code", "source": "x", "outputs": [{"text": "des mots"}], "execution_count": 3, "metadata": {}},
        {"cell_type": "markdown", "source": "# été", "metadata": {}},
    ]
    notebook = {"cells": cells, "metadata": {"widgets": {"state": "mots"}, "kernelspec": {}}, "nbformat": 4}

    once = without_outputs(json.dumps(notebook).encode())

    assert b"mots" not in once
    assert json.loads(once)["cells"][1] == cells[1]
    assert json.loads(once)["cells"][0]["source"] == "x"
    assert without_outputs(once) is once


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"cells": 3}', b'{"cells": [1]}', b"\xff"])
def test_a_file_that_is_no_notebook_is_said(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        without_outputs(data)
