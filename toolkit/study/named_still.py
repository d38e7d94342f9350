"""Files that still name by id somebody who left: a table of traits, an output; a person must read them again."""

import re
from pathlib import PurePath

from toolkit.formats.scrub import scrub

_ADDRESS = re.compile(r"\b(?:r|ref|sqref|activeCell|topLeftCell)=\"[A-Z]+\d[^\"]*\"")
"""Where a spreadsheet writes the addresses of its cells: ``P12`` is one of them."""
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")


def names_still(inside: PurePath, data: bytes, subject: str) -> bool:
    """Tell whether a file, or its name, holds an id as a whole word; ``inside`` is its path in the study.

    What is packed in it is read too (a docx, an xlsx, a page that holds its data); what is no text is not.
    """
    word = re.compile(rf"(?<![^\W_]){re.escape(subject)}(?![^\W_])", re.IGNORECASE)
    if any(word.search(part) for part in inside.parts):
        return True
    seen = False

    def look(text: str) -> list[tuple[int, int, str]]:
        nonlocal seen
        seen = seen or (word.search(_ADDRESS.sub("", text)) is not None and _NO_TEXT.search(text) is None)
        return []

    scrub(inside.name, data, look)
    return seen
