"""The correspondence table (real name → replacement), sealed under a passphrase.

A sealed table is: eight letters, the length of a header, the header in JSON, the secret, a SHA-256 of all that.
The header says how the key is drawn from the passphrase (scrypt, its parameters and salt) and is itself bound to
the secret (AES-256-GCM, the header as associated data). The SHA-256 tells an accident on the disk from a wrong
passphrase; it protects from nothing else. RFC 7914; NIST SP 800-38D.
"""

import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from toolkit.errors import Refused, UnreadableFile
from toolkit.i18n import _
from toolkit.model.checks import checked_date
from toolkit.model.plain import from_plain, to_plain
from toolkit.model.text import text_sha256
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.replacements import ReplacedSpan, restored

MAGIC: Final = b"CARNETCT"
VERSION: Final = 1
SCRYPT_N: Final = 2**16
"""Cost of one guess of the passphrase: 64 MB of memory and about a fifth of a second."""
_LARGEST_N: Final = 2**20


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """What the coffre keeps of one document: its raw file, the fingerprints of both texts, each replaced span."""

    id: str
    spans: tuple[ReplacedSpan, ...]
    original_sha256: str
    text_sha256: str
    raw_name: str = ""
    raw_sha256: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Correspondence:
    """The table of one study: what was decided of each form, and the spans replaced in each document."""

    destroy_on: str = ""
    created: str = ""
    entries: tuple[NameDecision, ...] = ()
    documents: tuple[Document, ...] = ()
    version: int = field(default=VERSION)

    def __post_init__(self) -> None:
        checked_date(self.destroy_on)

    def with_entries(self, entries: Iterable[NameDecision]) -> "Correspondence":
        """Return the table with these decisions; a later decision about a form takes the place of the earlier."""
        held = {(entry.form, entry.documents): entry for entry in self.entries}
        held.update({(entry.form, entry.documents): entry for entry in entries})
        return replace(self, entries=tuple(held.values()))

    def with_document(self, document: Document) -> "Correspondence":
        """Return the table with a document, in place of the one of the same id."""
        others = [held for held in self.documents if held.id != document.id]
        return replace(self, documents=tuple(sorted([*others, document], key=lambda held: held.id)))

    def document(self, id: str) -> Document:
        """Return what is kept of a document; raise ``Refused`` when it is not in the table."""
        for held in self.documents:
            if held.id == id:
                return held
        raise Refused(
            _("The correspondence table holds nothing about {document}.", document=id),
            _("It may be the coffre of another study: check the folder."),
        )

    def restore(self, id: str, text: str) -> str:
        """Give back the original of a document from its pseudonymised text, character for character."""
        held = self.document(id)
        if held.text_sha256 and text_sha256(text) != held.text_sha256:
            return restored(text, (), "changed")
        return restored(text, held.spans, held.original_sha256)

    def __repr__(self) -> str:
        return f"<Correspondence: {len(self.entries)} forms, {len(self.documents)} documents>"


def normal_passphrase(passphrase: str) -> bytes:
    """Return the bytes of a passphrase, the same on every keyboard (NFC); raise ``Refused`` when it is empty."""
    normal = unicodedata.normalize("NFC", passphrase).strip("\r\n")
    if not normal.strip():
        raise Refused(
            _("The passphrase is empty."), _("Choose several words that you can remember, and write them down.")
        )
    return normal.encode("utf-8")


def sealed(table: Correspondence, passphrase: str, *, n: int = SCRYPT_N) -> bytes:
    """Return the bytes of a table under a passphrase; ``n`` is scrypt's cost, smaller in tests only."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    header = {"version": VERSION, "kdf": "scrypt", "n": n, "r": 8, "p": 1, "salt": os.urandom(16).hex()}
    key, check = _keys(passphrase, header)
    nonce = os.urandom(12)
    head = json.dumps({**header, "check": check, "nonce": nonce.hex()}, sort_keys=True).encode()
    opening = MAGIC + len(head).to_bytes(4, "big") + head
    secret = AESGCM(key).encrypt(nonce, json.dumps(to_plain(table), ensure_ascii=False).encode(), opening)
    return opening + secret + hashlib.sha256(opening + secret).digest()


def unsealed(data: bytes, passphrase: str, *, where: str = "") -> Correspondence:
    """Return the table that ``sealed`` closed; ``UnreadableFile`` on damage, ``Refused`` on a wrong passphrase."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    body, digest = data[:-32], data[-32:]
    if not data.startswith(MAGIC) or len(data) < 64:
        raise UnreadableFile(where, _("a correspondence table of Carnet is expected"), hint=_copy())
    if hashlib.sha256(body).digest() != digest:
        raise UnreadableFile(
            where, _("the correspondence table was changed or damaged since it was closed"), hint=_copy()
        )
    size = int.from_bytes(body[8:12], "big")
    opening, secret = body[: 12 + size], body[12 + size :]
    try:
        header = json.loads(opening[12:])
        if header["version"] > VERSION:
            raise UnreadableFile(
                where,
                _("this coffre was written by a later version of Carnet"),
                hint=_("Update Carnet on this computer."),
            )
        if not (2 <= header["n"] <= _LARGEST_N and header["r"] <= 16 and header["p"] <= 4):
            raise ValueError
        key, check = _keys(passphrase, header)
        if not hmac.compare_digest(check, header["check"]):
            raise Refused(
                _("This is not the passphrase of the coffre."),
                _("Check the capitals and the keyboard, then try again; the recovery sheet holds it."),
            )
        plain = AESGCM(key).decrypt(bytes.fromhex(header["nonce"]), secret, opening)
        return _table(json.loads(plain))
    except (InvalidTag, ValueError, KeyError, TypeError) as error:
        if isinstance(error, Refused | UnreadableFile):
            raise
        raise UnreadableFile(
            where, _("the correspondence table was changed or damaged since it was closed"), hint=_copy()
        ) from None


def _table(plain: dict[str, Any]) -> Correspondence:
    documents = tuple(
        Document(**{**held, "spans": tuple(ReplacedSpan(**span) for span in held["spans"])})
        for held in plain.pop("documents")
    )
    entries = tuple(from_plain(NameDecision, entry) for entry in plain.pop("entries"))
    return Correspondence(**plain, entries=entries, documents=documents)


def _keys(passphrase: str, header: dict[str, Any]) -> tuple[bytes, str]:
    """Return the key of the secret, and what proves the passphrase without opening anything."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    derived = Scrypt(
        salt=bytes.fromhex(header["salt"]), length=64, n=header["n"], r=header["r"], p=header["p"]
    ).derive(normal_passphrase(passphrase))
    return derived[:32], hashlib.sha256(b"carnet check" + derived[32:]).hexdigest()


def _copy() -> str:
    return _("Take the last whole copy of the coffre; the texts of the study are not concerned.")
