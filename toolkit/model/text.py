"""Clean text, once: what every position in Carnet counts on.

NFC, ``\\n`` as the only line break, no other control character. No-break spaces and both apostrophes are
kept: a search folds them, the text does not. ``\\r\\r\\n`` is two breaks, ``\\r\\n`` is one. Never
``str.splitlines()``, which cuts at more than ``\\n``.
"""

import hashlib
import re
import unicodedata

from toolkit.errors import InvalidValue
from toolkit.i18n import _

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Two non-characters besides: a document in XML (docx, odt) cannot hold them.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
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
    """Return what a search compares: no accent, no case, one kind of space, apostrophe and hyphen.

    The length may change: positions found in it are not those of the text.

    >>> fold("L’Été\\xa0»")
    "l'ete »"
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.translate(_ALIKE).casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", plain.replace("œ", "oe").replace("æ", "ae").casefold())


def slug(text: str) -> str:
    """Return a short ASCII name for an id: ``"Dire / taire"`` → ``"dire-taire"``; empty without Latin letter."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:48].strip("-")


def words(text: str) -> int:
    """Count words: runs of letters or digits. An elision or a hyphen makes two, as the grammar of French does.

    One word all the same: an inclusive form (« citoyen.nes », « acteurs/trices », « étudiant·e·s »,
    « salarié(e)s »), « aujourd'hui », a number with its decimals. « celles·ceux » and « et/ou » are two.

    >>> words("L'été, peut-être : 12,5 citoyen.nes aujourd’hui")
    7
    """
    return sum(1 for _found in _WORD.finditer(text))


def word_starts(text: str) -> list[int]:
    """Return where each word begins, as ``words`` counts them.

    >>> word_starts("L'été fut long")
    [0, 2, 6, 10]
    """
    return [found.start() for found in _WORD.finditer(text)]


_ALIKE = {ord(sign): "'" for sign in "’‘ʼ′"} | {ord(sign): "-" for sign in "‐‑"}
_ALIKE |= dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_LETTERS = r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*"
_ENDING = (
    r"(?:n?es?|[lt]es?|fe|s|x|[tr]?rices?|[tr]?eure?s?|eux|euses?|eresses?|esses?|i?[eè]res?|ien?nes?|en?nes?"
    r"|elles?|[iv]?ves?|aux?|ales?|ses?)"
)
_WORD = re.compile(
    rf"[Aa]ujourd['’]hui(?!\w)|\d+(?:[.,]\d+)+(?!\w)"
    rf"|{_LETTERS}(?:(?:[.·•‧⋅∙/]{_ENDING}(?![^\W_]))+|\({_ENDING}\)s?(?![^\W_]))?"
)
