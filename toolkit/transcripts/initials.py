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
_SORTS: Final = listed(
    "plan bâtiment bloc groupe hépatite vitamine escalier option catégorie classe section type ligne bac annexe "
    "cas étage porte tour hall secteur équipe niveau zone point partie série colonne lot salle permis"
)
_WITH: Final = listed("avec et de à par chez pour ou d' que entre contre monsieur madame")


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
    for match in _AFTER.finditer(text.text):
        if is_given(match["first"]) and match[0][-2:] not in {" A", "\xa0A"}:
            yield Candidate(match.start(), match.end(), match[0], "PERSON", "initials")
