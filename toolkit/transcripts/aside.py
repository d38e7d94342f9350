"""What stands in a file beside what people say: titles, and speech that no label opens."""

import re
from collections.abc import Container, Sequence
from typing import Final

from toolkit.model import fold
from toolkit.transcripts.label_words import META
from toolkit.transcripts.labels import is_break, stage_of
from toolkit.transcripts.times import ONLY

_TITLE: Final = META | {
    "retranscription", "focus", "observation", "observations", "note", "notes", "recit", "transcript", "document",
    "annexe", "legende", "enquete", "recueilli", "recueillie", "transcrite", "realisee", "corpus", "source",
}  # fmt: skip
_SOMEBODY: Final = re.compile(r"\b(?:je|j'|vous|tu|on|nous|m'|me|moi|votre|vos|ton|tes)(?:\b|(?<='))")


def speech_before(lines: Sequence[str], first: int, end: int, skip: Container[int] = ()) -> tuple[int, int] | None:
    """Return the first and last of the lines ``first`` to ``end`` that are speech; None when they are all titles.

    A question, a sentence, a long line that says « je » or « vous » is speech; a title, a date, a stage line,
    a legend, a line of ``skip`` is none.
    """
    spoken = [number for number in range(first, end) if number not in skip and _is_speech(lines[number])]
    if not spoken:
        return None
    start, last = spoken[0], spoken[-1]
    # A paragraph that the width of the page has cut: its other lines belong to it.
    while start > first and len(lines[start - 1]) >= 45 and not _is_title(lines[start - 1]):
        start -= 1
    while last + 1 < end and lines[last + 1].strip() and last + 1 not in skip and not is_break(lines[last + 1]):
        last += 1
    return start, last


def _is_speech(line: str) -> bool:
    text = line.strip()
    if not text or is_break(line) or stage_of(line) is not None or ONLY.fullmatch(line) or "=" in text:
        return False
    folded = fold(text)
    count = len(re.findall(r"\w+", text))
    if re.search(r"\?[\s»”\")]*(?:\s|$)", text) and count >= 2:
        return True
    if _is_title(line):
        return False
    if re.search(r"[.!…][\s»”\")]*$", text) and count >= 4 and re.search(r"\s[a-zà-ÿ]{2,}", text):
        return True
    return count >= 8 and _SOMEBODY.search(folded) is not None


def _is_title(line: str) -> bool:
    first = re.match(r"\W*(\w+)", fold(line))
    return not line.strip() or (first is not None and first[1] in _TITLE)
