"""A file of any size sealed with a passphrase, read from any place in it without a clear copy on the disk.

A sealed file is: eight letters, the length of a header, the header in JSON, then chunks. The key is drawn from the
passphrase (NFC) by scrypt; each chunk is AES-256-GCM, its nonce its place and whether it is the last, the whole
opening its associated data: chunks cannot be moved, left out, or taken from another file, and a cut end is seen.
RFC 7914; NIST SP 800-38D; the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár (2015).
"""

import hashlib
import hmac
import io
import json
import os
import unicodedata
from typing import Any, BinaryIO, Final

from toolkit.errors import Refused, UnreadableFile
from toolkit.i18n import _

MAGIC: Final = b"CARNETPK"
VERSION: Final = 1
SCRYPT_N: Final = 2**16
"""Cost of one guess of the passphrase: 64 MB of memory and about a fifth of a second."""
CHUNK: Final = 1 << 18
SHORTEST: Final = 8
_LARGEST_N: Final = 2**20
_LARGEST_CHUNK: Final = 1 << 24
_LARGEST_HEADER: Final = 4096
_TAG: Final = 16


class LockedWriter(io.RawIOBase):
    """Seals what is written to it into ``file``; closing it writes the last chunk, and leaves ``file`` open.

    Raises ``Refused`` on a passphrase that is too short. ``n`` is scrypt's cost, smaller in tests only.
    """

    def __init__(self, file: BinaryIO, passphrase: str, *, n: int = SCRYPT_N):
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if len(passphrase.strip()) < SHORTEST:
            raise Refused(
                _("The passphrase is too short: {n} characters at least.", n=SHORTEST),
                _("Four or five words that do not go together are easy to say and hard to guess."),
            )
        header: dict[str, Any] = {"version": VERSION, "kdf": "scrypt", "n": n, "r": 8, "p": 1, "chunk": CHUNK}
        header["salt"] = os.urandom(16).hex()
        key, header["check"] = _keys(passphrase, header)
        head = json.dumps(header, sort_keys=True).encode("ascii")
        self._opening = MAGIC + len(head).to_bytes(4, "big") + head
        self._file, self._cipher = file, AESGCM(key)
        self._waiting, self._place = bytearray(), 0
        file.write(self._opening)

    def writable(self) -> bool:
        """Tell that it is written to, one end to the other."""
        return True

    def write(self, data: Any) -> int:
        """Seal some bytes."""
        given = bytes(data)
        self._waiting += given
        # The last chunk is only known at the end: one is always kept back.
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(given)

    def finish(self) -> None:
        """Write the last chunk: without it the file is not whole."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, clear: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._place, last), clear, self._opening))
        self._place += 1


class LockedReader(io.RawIOBase):
    """Reads what ``LockedWriter`` sealed, from any place in it, and keeps one clear chunk in memory.

    Raises ``Refused`` on a wrong passphrase, ``UnreadableFile`` on a file that was cut or changed.
    """

    def __init__(self, file: BinaryIO, passphrase: str, *, where: str = ""):
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._file, self._where = file, where
        self._opening, header = _opening(file, where)
        key, check = _keys(passphrase, header)
        if not hmac.compare_digest(check, header["check"]):
            raise Refused(
                _("This is not the passphrase of {path}.", path=where),
                _("Check capitals, accents and spaces, then try again; nothing was changed."),
            )
        self._cipher, self._chunk = AESGCM(key), int(header["chunk"])
        body = file.seek(0, os.SEEK_END) - len(self._opening)
        self._chunks = max(1, -(-body // (self._chunk + _TAG)))
        self._size = body - self._chunks * _TAG
        self._place, self._clear, self._at = -1, b"", 0
        self._open(self._chunks - 1)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be read from any place."""
        return True

    def tell(self) -> int:
        """Return the place where the next reading starts."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place."""
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read some bytes, of one chunk at most."""
        view = memoryview(buffer)
        if self._at >= self._size or not view:
            return 0
        place, start = divmod(self._at, self._chunk)
        self._open(place)
        some = self._clear[start : start + len(view)]
        view[: len(some)] = some
        self._at += len(some)
        return len(some)

    def _open(self, place: int) -> None:
        from cryptography.exceptions import InvalidTag

        if place == self._place:
            return
        self._file.seek(len(self._opening) + place * (self._chunk + _TAG))
        sealed = self._file.read(self._chunk + _TAG)
        last = place == self._chunks - 1
        try:
            self._clear = self._cipher.decrypt(_nonce(place, last), sealed, self._opening)
        except (InvalidTag, ValueError):
            raise damaged(self._where) from None
        self._place = place


def is_locked(file: BinaryIO) -> bool:
    """Tell whether a file begins as a sealed one; it is left at its beginning."""
    file.seek(0)
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


def damaged(where: str) -> UnreadableFile:
    """Return what is said of a file that was cut short or changed."""
    return UnreadableFile(
        where,
        _("this pack was cut short or changed on its way"),
        hint=_("Copy it again from where it was made, or make it again there; nothing was changed here."),
    )


def _opening(file: BinaryIO, where: str) -> tuple[bytes, dict[str, Any]]:
    """Read the header of a sealed file; refuse one that asks for more work than Carnet ever does."""
    file.seek(0)
    start = file.read(12)
    size = int.from_bytes(start[8:12], "big")
    try:
        if not start.startswith(MAGIC) or not 0 < size <= _LARGEST_HEADER:
            raise ValueError
        head = file.read(size)
        header = json.loads(head)
        if int(header["version"]) > VERSION:
            raise UnreadableFile(
                where,
                _("this pack was made by a later version of Carnet"),
                hint=_("Update Carnet on this computer, then unpack it again; nothing was changed."),
            )
        sane = 2 <= header["n"] <= _LARGEST_N and header["r"] == 8 and header["p"] == 1
        if not sane or not 0 < header["chunk"] <= _LARGEST_CHUNK or not isinstance(header["check"], str):
            raise ValueError
        bytes.fromhex(header["salt"])
    except UnreadableFile:
        raise
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged(where) from None
    return start + head, header


def _keys(passphrase: str, header: dict[str, Any]) -> tuple[bytes, str]:
    """Return the key, and what proves the passphrase without opening anything."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    secret = unicodedata.normalize("NFC", passphrase).strip("\r\n").encode("utf-8")
    salt = bytes.fromhex(header["salt"])
    derived = Scrypt(salt=salt, length=64, n=header["n"], r=header["r"], p=header["p"]).derive(secret)
    return derived[:32], hashlib.sha256(b"carnet pack" + derived[32:]).hexdigest()


def _nonce(place: int, last: bool) -> bytes:
    """Return the nonce of a chunk: the key serves one file only, so its place and its end are enough."""
    return place.to_bytes(8, "big") + (b"last" if last else b"more")
