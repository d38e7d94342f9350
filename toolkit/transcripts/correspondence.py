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
from toolkit.formats.coffre_places import MAGIC
from toolkit.i18n import _
from toolkit.model.checks import checked_date
from toolkit.model.plain import from_plain, to_plain
from toolkit.model.text import text_sha256
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.replacements import ReplacedSpan, restored

VERSION: Final = 2
"""2: the header says the day of destruction and the study; the table holds files, exemptions and clean texts."""
SCRYPT_N: Final = 2**16
"""Cost of one guess of the passphrase: 64 MB of memory and about a fifth of a second."""
_LARGEST_N: Final = 2**20


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """What the coffre keeps of one document: its raw file, the fingerprints of both texts, each replaced span.

    ``text`` is the pseudonymised text itself: the original can be given back whatever became of the one in the study.
    """

    id: str
    spans: tuple[ReplacedSpan, ...]
    original_sha256: str
    text_sha256: str
    raw_name: str = ""
    raw_sha256: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """A file that the coffre keeps: a recording, a raw file, a proof of consent; in which of its folders."""

    name: str
    folder: str
    sha256: str
    size: int
    document: str = ""
    added: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Exemption:
    """A sighting of a form that a person looked at: no name there, for this reason. No place means everywhere."""

    form: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """A clean text about to be written: if the writing is interrupted, the next opening finishes it.

    ``before`` is the fingerprint of what was there, empty when nothing was.
    """

    path: str
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Correspondence:
    """The table of one study: what was decided of each form, and the spans replaced in each document.

    ``study`` is the hash of the first row of its journal, empty until a study was seen; ``kept`` the files of the
    coffre; ``waiting`` the clean texts that are being written.
    """

    destroy_on: str = ""
    created: str = ""
    entries: tuple[NameDecision, ...] = ()
    documents: tuple[Document, ...] = ()
    version: int = field(default=VERSION)
    study: str = ""
    kept: tuple[Kept, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    waiting: tuple[Waiting, ...] = ()

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

    def with_kept(self, kept: Kept) -> "Correspondence":
        """Return the table with a file, in place of the one of the same name and folder."""
        others = [held for held in self.kept if (held.folder, held.name) != (kept.folder, kept.name)]
        return replace(self, kept=tuple(sorted([*others, kept], key=lambda held: (held.folder, held.name))))

    def of_study(self, origin: str) -> "Correspondence":
        """Return the table tied to a study; raise ``Refused`` when it is that of another one."""
        if origin and self.study and self.study != origin:
            raise another_study()
        return replace(self, study=self.study or origin)

    def document(self, id: str) -> Document:
        """Return what is kept of a document; raise ``Refused`` when it is not in the table."""
        for held in self.documents:
            if held.id == id:
                return held
        raise Refused(
            _("The correspondence table holds nothing about {document}.", document=id),
            _("It may be the coffre of another study: check the folder."),
        )

    def restore(self, id: str, text: str | None = None) -> str:
        """Give back the original of a document from its pseudonymised text, character for character.

        Without ``text``, the one that the coffre kept is taken: whatever was corrected in the study since, what comes
        back is what was received. ``transcripts.reidentified`` puts the names back in a corrected text.
        """
        held = self.document(id)
        if text is None:
            if not held.text and held.text_sha256 != text_sha256(""):
                raise Refused(
                    _("This coffre was made by an earlier version, which did not keep the text of {id}.", id=id),
                    _("Take the file that Carnet wrote in “sources”, unchanged."),
                )
            text = held.text
        if held.text_sha256 and text_sha256(text) != held.text_sha256:
            return restored(text, (), "changed")
        return restored(text, held.spans, held.original_sha256)

    def __repr__(self) -> str:
        return f"<Correspondence: {len(self.entries)} forms, {len(self.documents)} documents>"


def another_study() -> Refused:
    """Return the refusal of a coffre that is not that of the study."""
    return Refused(
        _("This coffre is the one of another study."),
        _(
            "Name the right folder with --coffre. If the study was made again from the same interviews, tie the "
            "coffre to it: carnet coffre --adopt"
        ),
    )


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

    table = replace(table, version=VERSION)
    header: dict[str, Any] = {"version": VERSION, "kdf": "scrypt", "n": n, "r": 8, "p": 1}
    header |= {"salt": os.urandom(16).hex(), "destroy_on": table.destroy_on, "study": table.study}
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
    except (InvalidTag, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
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
    kept = tuple(Kept(**one) for one in plain.pop("kept", ()))
    exemptions = tuple(Exemption(**one) for one in plain.pop("exemptions", ()))
    waiting = tuple(Waiting(**one) for one in plain.pop("waiting", ()))
    return Correspondence(
        **plain, entries=entries, documents=documents, kept=kept, exemptions=exemptions, waiting=waiting
    )


def _keys(passphrase: str, header: dict[str, Any]) -> tuple[bytes, str]:
    """Return the key of the secret, and what proves the passphrase without opening anything."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    derived = Scrypt(
        salt=bytes.fromhex(header["salt"]), length=64, n=header["n"], r=header["r"], p=header["p"]
    ).derive(normal_passphrase(passphrase))
    return derived[:32], hashlib.sha256(b"carnet check" + derived[32:]).hexdigest()


def _copy() -> str:
    return _("Take the last whole copy of the coffre; the texts of the study are not concerned.")
