"""Every sentence a person reads: English in the code, French by default on the screen.

The French lives in ``fr/*.po``, one file per place of the drawing, compiled together into ``fr/carnet.mo``
by ``python -m toolkit.i18n.catalogue`` (a test fails when the two differ or when a sentence has no French).
``CARNET_LANG=en`` shows the English.
"""

import gettext
import os
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    path = FOLDER / language / "carnet.mo"
    if language == "en" or not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def language() -> str:
    """Return the language of the screen, ``"fr"`` unless ``CARNET_LANG`` says ``en``."""
    return "en" if os.environ.get("CARNET_LANG", "fr").lower().startswith("en") else "fr"


def _(message: str, /, **fields: Any) -> str:
    """Return ``message`` in the language of the screen, its ``{fields}`` filled."""
    text = _catalogue(language()).gettext(message) if message else ""
    return text.format(**fields) if fields else text


def n_(one: str, many: str, n: int, /, **fields: Any) -> str:
    """Return the singular or the plural for ``n``; ``{n}`` is filled too."""
    return _catalogue(language()).ngettext(one, many, n).format(n=n, **fields)


def number(value: float, digits: int = 0) -> str:
    """Write a number as the reader does: ``1 234,5`` in French, ``1,234.5`` in English.

    >>> number(1234.5, 1)
    '1\\xa0234,5'
    """
    text = f"{value:,.{digits}f}"
    return text if language() == "en" else text.translate({ord(","): "\xa0", ord("."): ","})


def N_(message: str) -> str:
    """Mark a message that is said later by ``said``: a verb of the journal, a heading kept in a tuple."""
    return message


def said(message: str) -> str:
    """Return a message marked by ``N_`` in the language of the screen."""
    return _catalogue(language()).gettext(message) if message else ""


def in_every_language(one: str, many: str | None = None) -> tuple[str, ...]:
    """Return a message in each language that the screen may speak, in the singular then in the plural."""
    counts = (1, 2) if many is not None else (1,)
    told = [
        _catalogue(language).ngettext(one, many, n) if many is not None else _catalogue(language).gettext(one)
        for language in ("en", "fr")
        for n in counts
    ]
    return tuple(dict.fromkeys(told))
