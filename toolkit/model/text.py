"""Clean text, once: what every position in Carnet counts on.

NFC, ``\\n`` as the only line break, no other control character. No-break spaces and both apostrophes are
kept: a search folds them, the text does not. Never ``str.splitlines()``, which cuts at more than ``\\n``.
"""

import hashlib
import re
import unicodedata

from toolkit.errors import InvalidValue
from toolkit.i18n import _

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean_text(raw: str) -> str:
    r"""Return the one form under which a text is kept and counted.

    Raises ``InvalidValue`` on a lone surrogate: half a character cannot be saved.

    >>> clean_text("\ufeffDe\u0301but\r\n\tfin\x0c")
    'Début\n fin\n'
    """
    if (lone := _SURROGATES.search(raw)) is not None:
        raise InvalidValue(
            _("The text holds half a character (position {position}).", position=lone.start()),
            _("Open the file in its editor, save it again as UTF-8, then import it."),
        )
    text = _BREAKS.sub("\n", raw).replace("\t", " ")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def is_clean(text: str) -> bool:
    """Tell whether ``text`` is already in the kept form."""
    try:
        return clean_text(text) == text
    except InvalidValue:
        return False


def text_sha256(text: str) -> str:
    """Return the fingerprint of a text: SHA-256 of its UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def fold(text: str) -> str:
    """Return what a search compares: no accent, no case, one kind of space and apostrophe.

    >>> fold("L’Été\\xa0»")
    "l'ete »"
    """
    text = text.replace("’", "'").replace("\xa0", " ").replace("\u202f", " ").replace("\u2011", "-")
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return (
        "".join(char for char in decomposed if not unicodedata.combining(char)).replace("œ", "oe").replace("æ", "ae")
    )


def slug(text: str) -> str:
    """Return a short ASCII name for an id: ``"Dire / taire"`` → ``"dire-taire"``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:48].strip("-")


def words(text: str) -> int:
    """Count words as a reader does: runs of letters or digits, inner apostrophes and hyphens apart.

    >>> words("L'été, peut-être : 12 citoyen.nes")
    6
    """
    return len(_WORD.findall(text))


_WORD = re.compile(r"[^\W_]+(?:\.[^\W\d_]+)*")
