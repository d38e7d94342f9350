"""A value sealed with a passphrase, opened alike in Python and in a browser (``src/crypto.js``).

JSON, gzip, AES-256-GCM; the key comes from the passphrase (NFC) by PBKDF2-SHA256. Everything needed to open it
but the passphrase is written beside it: derivation and its cost, salt, IV, and what the value is (``aad``).
"""

import base64
import gzip
import json
import os
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from toolkit.errors import Refused
from toolkit.i18n import _

SEALED_FORMAT: Final = "carnet-sealed/1"
ITERATIONS: Final = 600_000
SHORTEST: Final = 8
MOST_ITERATIONS: Final = 10_000_000
"""A file that asks for more was not made by Carnet: opening it would only hold the computer."""


def seal(value: Any, passphrase: str, *, aad: str, iterations: int = ITERATIONS) -> dict[str, Any]:
    """Return ``value`` sealed with ``passphrase``; ``aad`` says what it is and is checked at opening."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(passphrase) < SHORTEST:
        raise Refused(
            _("The passphrase is too short: {n} characters at least.", n=SHORTEST),
            _("Four or five words that do not go together are easy to say and hard to guess."),
        )
    salt, iv = os.urandom(16), os.urandom(12)
    packed = gzip.compress(json.dumps(value, ensure_ascii=False).encode("utf-8"), mtime=0)
    data = AESGCM(_key(passphrase, salt, iterations)).encrypt(iv, packed, aad.encode("utf-8"))
    return {
        "format": SEALED_FORMAT,
        "kdf": {"name": "PBKDF2", "hash": "SHA-256", "iterations": iterations, "salt": _text(salt)},
        "cipher": "AES-256-GCM",
        "iv": _text(iv),
        "aad": aad,
        "compression": "gzip",
        "data": _text(data),
    }


def is_sealed(value: object) -> bool:
    """Tell whether ``value`` is a sealed one."""
    return isinstance(value, Mapping) and value.get("format") == SEALED_FORMAT


def unseal(sealed: Mapping[str, Any], passphrase: str, *, aad: str) -> Any:
    """Return the value that was sealed; raise ``Refused`` on another passphrase or a single changed byte."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        kdf = sealed["kdf"]
        known = (kdf["name"], kdf["hash"], sealed["cipher"], sealed["compression"], sealed["aad"])
        iterations, salt = kdf["iterations"], _bytes(kdf["salt"])
        iv, data = _bytes(sealed["iv"]), _bytes(sealed["data"])
        sane = isinstance(iterations, int) and 0 < iterations <= MOST_ITERATIONS
        if not sane or known != ("PBKDF2", "SHA-256", "AES-256-GCM", "gzip", aad):
            raise ValueError(known)
        packed = AESGCM(_key(passphrase, salt, iterations)).decrypt(iv, data, aad.encode("utf-8"))
        return json.loads(gzip.decompress(packed))
    except InvalidTag:
        raise Refused(
            _("This passphrase does not open the file, or the file was changed on its way."),
            _("Check capitals, accents and spaces; else ask for the file to be sent again."),
        ) from None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused(
            _("This protected file is not one that this version of Carnet can open."),
            _("Update Carnet, or ask for the file to be sent again."),
        ) from None


def _key(passphrase: str, salt: bytes, iterations: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    derivation = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=iterations)
    return derivation.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8"))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
