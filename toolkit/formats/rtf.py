"""Rich Text Format, as old Word and TextEdit write it."""

import re

from toolkit.errors import UnreadableFile
from toolkit.formats.raw import RawDocument, blocks_of
from toolkit.formats.sniff import broken
from toolkit.formats.told import kept_apart
from toolkit.i18n import _
from toolkit.model.text import clean_text

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def read(data: bytes, name: str) -> RawDocument:
    """Read the running text of an RTF file; footnotes and comments are kept apart."""
    # striprtf draws tables with “|”, which no speaker label survives: read cells as paragraphs, like docx.
    source = re.sub(r"\\(?:nest)?cell\b", r"\\par", data.decode("latin-1"))
    notes = tuple(_text(part, name).strip() for part in _groups(source, r"\footnote"))
    comments = tuple(_text(part, name).strip() for part in _groups(source, r"\*\annotation"))
    text = _text(source, name)
    if not text.strip():
        raise UnreadableFile(
            name, _("this document holds no text"), hint=_("Find the copy that holds the text, then run this again.")
        )
    warnings = [*kept_apart(notes=notes, comments=comments)]
    if _depth(source) > 0:
        warnings.insert(0, _("The file ends before its end mark: its last words may be missing."))
    if "\N{REPLACEMENT CHARACTER}" in text:
        warnings.append(_("Some letters could not be read and show as “�”: save the file as docx and read that one."))
    blocks = blocks_of(text.split("\n"))
    return RawDocument("rtf", blocks, notes=notes, comments=comments, warnings=tuple(warnings))


def _text(source: str, name: str) -> str:
    from striprtf.striprtf import rtf_to_text

    if not source.lstrip().startswith("{\\rtf"):
        source = "{\\rtf1\\ansi " + source + "}"
    try:
        text: str = rtf_to_text(source, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except Exception:  # striprtf raises whatever its own parser meets
        raise broken(name) from None
    # Astral characters come as two halves (\u55357?\u56832?): join them.
    return clean_text(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _groups(source: str, word: str) -> list[str]:
    """Return the inside of each ``{word …}``."""
    found = []
    for match in re.finditer(re.escape("{" + word) + r"\b", source):
        depth, end = 1, len(source)
        for brace in _BRACE.finditer(source, match.end()):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                end = brace.start()
                break
        found.append(source[match.end() : end])
    return found


def _depth(source: str) -> int:
    return sum({"{": 1, "}": -1}.get(brace[0], 0) for brace in _BRACE.finditer(source))
