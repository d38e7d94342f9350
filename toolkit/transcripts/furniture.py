"""Lines that a program put in a transcript: page numbers, repeated headers, signatures of tools, star lines."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from toolkit.model import fold

_PAGE: Final = re.compile(
    r"\s*(?:page|p\.)\s*\d{1,4}(?:\s*(?:/|sur|de|of)\s*\d{1,4})?\s*|\s*[-–—]\s?\d{1,4}\s?[-–—]\s*",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\s*\d{1,3}(?:\s*(?:/|sur|of)\s*\d{1,3})?\s*")
_MADE: Final = re.compile(
    r"\W*(?:(?:automatically |re)?transcri(?:bed|pt|ption|te?)|generated|genere|exporte|sous-titr\w+|subtitles?)\b"
    r".{0,40}\b(?:https?://|www\.|otter|sonix|noscribe|whisper|turboscribe|happy ?scribe|trint|amberscript|descript"
    r"|good ?tape|amara|f4x?|vers\.|buzz|teams|zoom)"
)
_STAGED: Final = re.compile(
    r".{0,60}\b(?:a (?:arrete|demarre|commence|lance|quitte|rejoint|active)|(?:started|stopped|left|joined))"
    r"(?: (?:la |l'|the )?(?:transcri\w+|enregistrement|recording|reunion|meeting|appel|call))?[ .]*"
)
_STARS: Final = re.compile(r"\s*\*{4}(?:\s+\*\S*)+\s*|\s*-\*\S+\s*")


def furniture(lines: Sequence[str]) -> set[int]:
    """Return the lines that nobody said and that a program wrote, those that leave no doubt."""
    found = {number for number, line in enumerate(lines) if line.strip() and _is_one(line)}
    filled = [number for number, line in enumerate(lines) if line.strip()]
    # A bare number is a page number when the header of the page, or the head of the file, comes with it.
    alike: dict[str, list[int]] = defaultdict(list)
    for number in filled:
        if number not in found and _apart(lines, number) and len(lines[number].split()) >= 2:
            alike[re.sub(r"\d+", "0", fold(lines[number]).strip())].append(number)
    place = {number: rank for rank, number in enumerate(filled)}
    for held in alike.values():
        if len(held) < 2 or (place[held[0]] and re.search(r"[.?!…:]\s*$", lines[held[0]])):
            continue
        near = [_beside(filled, place[number]) for number in held]
        paged = [[other for other in others if other in found or _NUMBER.fullmatch(lines[other])] for others in near]
        if (place[held[0]] == 0 and any(paged[1:])) or sum(map(bool, paged)) >= 2:
            found.update(held[1:] if place[held[0]] == 0 else held)
            found.update(other for others in paged for other in others if _apart(lines, other))
    return found


def _is_one(line: str) -> bool:
    if len(line) > 160:
        return False
    folded = fold(line)
    if _PAGE.fullmatch(line) or _STARS.fullmatch(line) or _MADE.match(folded):
        return True
    about = re.search(r"transcri|enregistrement|recording", folded)
    return about is not None and _STAGED.fullmatch(folded) is not None


def _apart(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line stands between blank lines, or beside a page number."""
    around = [lines[other] for other in (number - 1, number + 1) if 0 <= other < len(lines)]
    return all(not line.strip() or _PAGE.fullmatch(line) or _NUMBER.fullmatch(line) for line in around)


def _beside(filled: Sequence[int], rank: int) -> list[int]:
    return [filled[other] for other in (rank - 1, rank + 1) if 0 <= other < len(filled)]
