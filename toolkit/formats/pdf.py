"""The text of a PDF, paragraph by paragraph (extra « pdf »): for an offer or a guide, not for a transcript."""

import re
from typing import Any, Final

from toolkit.errors import UnreadableFile
from toolkit.formats.raw import RawDocument, blocks_of
from toolkit.i18n import _
from toolkit.model.text import clean_text

_CLITIC: Final = re.compile(r"(?:je|tu|ils?|elles?|on|nous|vous|ce|la|les?|lui|leur|moi|toi|y|en|ci|là|t-)\b")
_PREFIX: Final = re.compile(
    r"(?:\b(?:semi|co|auto|non|demi|sous|avant|après|contre|vis|pair|socio|[a-z]+-t)-)$", re.IGNORECASE
)
"""A hyphen at the end of a line that is one of the word: « s'inscrivent-ils », « semi-directif »."""
_ENDS: Final = (".", "?", "!", ":", ";", "…", "»")


def read(data: bytes, name: str) -> RawDocument:
    """Read the words of a PDF; raise ``UnreadableFile`` when it holds none, is locked, or cannot be opened here."""
    try:
        import pypdfium2
    except ImportError:
        raise UnreadableFile(
            name,
            _("a PDF cannot be read without the extra “pdf”"),
            hint=_("Install it with: pip install 'carnet[pdf]', or save the document as docx."),
        ) from None
    try:
        book = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableFile(
                name,
                _("this PDF is locked by a password"),
                hint=_("Open it, save it without a password, then run this again."),
            ) from None
        raise UnreadableFile(
            name, _("this PDF is damaged"), hint=_("Find another copy of it, then run this again.")
        ) from None
    try:
        pages = [_words(book[rank]) for rank in range(len(book))]
    finally:
        book.close()
    if not any(char.isalnum() for page in pages for char in page):
        raise UnreadableFile(
            name,
            _("this PDF holds no text: its pages are images"),
            hint=_("Ask for the original document, or run a character recognition (OCR), then give the result."),
        )
    lines = [line for page in pages for line in paragraphs(page)]
    empty = sum(not page.strip() for page in pages)
    warnings = (_("{n} pages of this PDF hold no text: what is drawn there was not read.", n=empty),) if empty else ()
    return RawDocument("pdf", blocks_of(lines), warnings=warnings)


def _words(page: Any) -> str:
    try:
        held = page.get_textpage()
        # The hyphen of a cut word comes as a non-character, which a clean text does not keep.
        raw = str(held.get_text_bounded() or held.get_text_range())
        text = clean_text(re.sub("[\ufffe\x02\xad]", "-", raw))
        held.close()
    finally:
        page.close()
    return text


def paragraphs(page: str) -> list[str]:
    r"""Put the lines of a page together again: a PDF breaks them where its page ends.

    >>> paragraphs("Comment les bénévoles tien-\nnent-ils, et jusqu'à\nquand ?\n- Observer\nSuite")
    ["Comment les bénévoles tiennent-ils, et jusqu'à quand ?", '- Observer', 'Suite']
    """
    lines: list[str] = []
    for line in page.split("\n"):
        bare = line.strip()
        if not bare:
            lines.append("")
        elif lines and lines[-1] and re.search(r"\w[-\u00ad]$", lines[-1]) and bare[:1].islower():
            whole = _PREFIX.search(lines[-1]) or _CLITIC.match(bare)
            lines[-1] = (lines[-1] if whole else lines[-1][:-1]) + bare
        elif lines and lines[-1] and _goes_on(lines[-1], bare):
            lines[-1] += " " + bare
        else:
            lines.append(bare)
    return lines


def _goes_on(above: str, line: str) -> bool:
    if re.match(r"[-*•–▪●o]\s|\d{1,2}[.)]\s", line):
        return False
    return not above.endswith(_ENDS) and (line[:1].islower() or line[:1] in "(«" or len(above) > 85)
