"""The notions of an offer: the words of the researcher, which a question must not hand to the person.

A notion is a passage between guillemets, an acronym with what it stands for, an abstract noun with its complement in
a question or the title. They are told to the intern, and kept out of the questions.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.guides.brief import Found
from toolkit.guides.offer_layout import Layout, plain
from toolkit.guides.offer_words import NO_STUDY

_ABSTRACT: Final = (
    r"[a-z-]{3,}(?:tion|sion|isme|ite|ance|ence|iat|ment|ure|age|isation|ification|ogie|eur)s?"
    r"|reseaux?|roles?|places?|enjeux?|processus|savoirs?|mecanismes?|usages?|formes?|liens?|rapports?|pouvoir|espaces?"
)
_QUALITY: Final = (
    r"(?: [a-z-]{3,}(?:iques?|nelles?|uelles?|ielles?|nels?|iels?|aux|ales?|ifs?|ives?|aires?|euses?|ables?)(?!\w))?"
)
_JOIN: Final = r"(?: de la | de l'| du | des | de | d'| a la | a l'| aux? | en )"
_QUALIFIED: Final = re.compile(
    rf"(?<![\w'-])(?:{_ABSTRACT})(?!\w){_QUALITY}"
    rf"(?:{_JOIN}(?!\w+ement\b)[a-z][a-z-]+(?!\w){_QUALITY}){{0,2}}"
)
_DULL: Final = re.compile(
    r"(?:maniere|facon|matiere|cadre|ensemble|moment|mesure|travers|question|questions|objectif|contexte|stage|etudiant|structure"
    r"|niveau|personnes?|projet|heure|formation|coeur|partie|leur|meilleur|plusieurs|comment|notamment|egalement|seulement|comprehension"
    r"|litterature|directeur|chercheur|dernier|auteur|animateur|educateur|utilisateur|travailleur|consommateur|acteurs?)s?\b"
)
_ACRONYM: Final = re.compile(r"([A-ZÉa-zéèêàç'’ -]{6,60}?) \(([A-Z]{2,6})\)")


def notions(text: str, folded: str, laid: Layout, questions: Sequence[Found]) -> list[tuple[int, int, str]]:
    """Return the notions of an offer: start, end, name; each once, where it is first said."""
    out: dict[str, tuple[int, int, str]] = {}
    places = [(piece.start, piece.end) for piece in laid.pieces if piece.part not in (*NO_STUDY, "head")]
    for start, end in places:
        for start_, end_ in _quoted(text, start, end):
            out.setdefault(plain(text[start_:end_]).lower(), (start_, end_, plain(text[start_:end_]).lower()))
        for found in _ACRONYM.finditer(text, start, end):
            out.setdefault(found[2].lower(), (found.start(2), found.end(2), found[2]))
    for one in questions:
        for start, end in _nouns(folded, one.start, one.end):
            words = plain(text[start:end]).lower()
            out.setdefault(words, (start, end, words))
    return sorted(out.values())


def _quoted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"«[\s\xa0]*([^»]{3,60}?)[\s\xa0]*»", text[start:end]):
        if not re.search(r"[.?!]$", found[1]) and len(found[1].split()) <= 6:
            yield start + found.start(1), start + found.end(1)


def _nouns(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _QUALIFIED.finditer(folded, start, end):
        words = found[0]
        lone = len(words.split()) < 2
        if _DULL.match(words) or (
            lone and not re.search(r"(?:isation|isme|iat|logie|bilite|ivite|arite|ation)s?$", words)
        ):
            continue
        yield found.start(), found.end()
