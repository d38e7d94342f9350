"""Names given by their initials: « A. Meunier », « Th. Garrigue », « J.-P. Roux », « Sylvie D. »."""

import re
from collections.abc import Iterator
from typing import Final

from toolkit.language.words import listed
from toolkit.transcripts.forms import Candidate
from toolkit.transcripts.marked import Marked
from toolkit.transcripts.name_words import NOT_NAMES
from toolkit.transcripts.ordinary import is_given, is_word

_FULL: Final = re.compile(
    r"(?<![\w.])(?:(?:[A-ZÀ-Þ]|Th|Ch|Ph|Cl|Fr|Jq|Mce|Jn|Gh)\.[-‑ \xa0]?){1,3}(?P<name>[A-ZÀ-Þ][\w’'‑-]*[^\W\d_])"
)
_AFTER: Final = re.compile(r"(?P<first>[A-ZÀ-Þ][^\W\d_]+(?:[-‑][^\W\d_]+)*)[ \xa0](?:[A-ZÀ-Þ]\.?)(?![\w’'])")
_ALONE: Final = re.compile(
    r"(?<![\w.'’-])(?:[A-ZÀ-Þ]\.(?:[- \xa0]?[A-ZÀ-Þ]\.){0,2})(?=[\s\xa0]*,|[\s\xa0]+(?!(?:et|ou)\b)[a-zà-ÿœ])"
)
_SPELLED: Final = re.compile(r"(?<![^\W_])(?:[A-ZÀ-Þ](?:[-‑ ,.]{1,2})){2,}[A-ZÀ-Þ](?![^\W_])")
_SORTS: Final = listed(
    "plan bâtiment bloc groupe hépatite vitamine escalier option catégorie classe section type ligne bac annexe "
    "cas étage porte tour hall secteur équipe niveau zone point partie série colonne lot salle permis"
)
_WITH: Final = listed("avec et de à par chez pour ou d' que entre contre monsieur madame")


def self_standing(text: str, match: re.Match[str]) -> bool:
    """Whether a letter is no person: « Q. » and « R. » at the beginning of a line, « M. » before a small letter."""
    if re.match(r"[QR]\.", match[0]) and text[: match.start()].rstrip(" ")[-1:] in {"", "\n"}:
        return True
    return bool(re.match(r"M\.$", match[0])) and text[match.end() : match.end() + 1] != ","


def initials(text: Marked) -> Iterator[Candidate]:
    """Yield the names of which a part is an initial."""
    for match in _FULL.finditer(text.text):
        start, end = match.span()
        before = re.search(r"([^\W\d_]+['’]?)[\s\xa0]*$", text.text[max(0, start - 24) : start])
        word = before[1].lower().replace("’", "'") if before else ""
        name = match["name"]
        if word in _SORTS or name.lower() in NOT_NAMES or re.match(r"(?:M|MM)\.", match[0]):
            continue
        # « le plan A. Demain on verra »: a word after the stop begins a sentence, unless something announces a name.
        if is_word(name.lower()) and not is_given(name) and word not in _WITH:
            continue
        yield Candidate(start, end, text.text[start:end], "PERSON", "initials")
    for match in _ALONE.finditer(text.text):
        before = re.search(r"([\w]+['’]?)[\s\xa0]*$", text.text[max(0, match.start() - 24) : match.start()])
        word = before[1].lower() if before else ""
        if word in _SORTS or word.isdigit() or text.shouted_at(match.start()) or self_standing(text.text, match):
            continue
        yield Candidate(match.start(), match.end(), match[0], "PERSON", "initials")
    yield from _spelled(text)
    for match in _AFTER.finditer(text.text):
        if is_given(match["first"]) and match[0][-2:] not in {" A", "\xa0A"}:
            yield Candidate(match.start(), match.end(), match[0], "PERSON", "initials")


def _spelled(text: Marked) -> Iterator[Candidate]:
    """Yield a name spelled letter by letter, and the word itself nearby: « Roux comme la couleur, R-O-U-X »."""
    for match in _SPELLED.finditer(text.text):
        letters = re.sub(r"[^A-ZÀ-Þ]", "", match[0])
        if len(letters) < 3:
            continue
        around = max(0, match.start() - 120)
        for word in re.finditer(
            rf"(?<![^\W_]){letters}(?![^\W_])", text.text[around : match.end() + 120], re.IGNORECASE
        ):
            start, end = around + word.start(), around + word.end()
            yield Candidate(start, end, text.text[start:end], "PERSON", "spelled")
            yield Candidate(match.start(), match.end(), match[0], "PERSON", "spelled")
