"""The words of a guide file: keys of its head, headings of its blocks, kinds of probes, in French and in English.

The first word of each pair of tuples is the one that Carnet writes; the others are understood.
Case and accents do not matter when reading.
"""

import re
from collections.abc import Container
from typing import Final

from toolkit.model import fold

Words = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]

KEYS: Final[Words] = {
    "id": (("guide",), ("guide",)),
    "title": (("titre",), ("title",)),
    "public": (("public",), ("public", "audience")),
    "method": (("méthode",), ("method",)),
    "minutes": (("durée", "minutes"), ("duration",)),
    "version": (("version",), ("version",)),
    "language": (("langue",), ("language",)),
    "author": (("autrice", "auteur", "auteure", "auteur·rice", "auteurs", "autrices"), ("author", "authors")),
    "research_questions": (("questions de recherche", "questions"), ("research questions",)),
    "quotas": (("quotas", "effectifs prévus", "personnes prévues"), ("quotas", "planned people")),
}

SECTIONS: Final[Words] = {
    "consent": (("Cadre et consentement", "Consentement", "Cadre"), ("Setting and consent", "Consent")),
    "opening": (("Consigne de départ", "Consigne"), ("Opening", "Opening prompt", "Opening question")),
    "closing": (("Clôture", "Transition et clôture", "Fin de l'entretien"), ("Closing",)),
    "items": (("Talon sociologique", "Talon"), ("Background items", "Background", "Sociodemographic items")),
    "diary": (("Journal de terrain", "Journal", "Après l'entretien"), ("Field diary", "Field notes")),
    "checklist": (("Liste de contrôle", "Liste de vérification"), ("Checklist",)),
}

METHOD_WORDS: Final[Words] = {
    "semi-structured": (("semi-directif", "entretien semi-directif"), ("semi-structured",)),
    "life story": (("récit de vie",), ("life story",)),
    "explicitation": (("explicitation", "entretien d'explicitation"), ("explicitation",)),
    "self-confrontation": (("autoconfrontation", "auto-confrontation"), ("self-confrontation",)),
    "focus group": (("focus group", "groupe focalisé", "focus groupe"), ("focus group",)),
    "collective": (("entretien collectif", "collectif"), ("collective", "collective interview")),
    "observation": (("observation", "grille d'observation"), ("observation",)),
    "co-analysis": (("co-analyse", "coanalyse", "atelier de co-analyse"), ("co-analysis",)),
}

PROBE_WORDS: Final[Words] = {
    "echo": (("écho",), ("echo",)),
    "clarification": (("clarification",), ("clarification",)),
    "example": (("exemple",), ("example",)),
    "chronology": (("chronologie",), ("chronology",)),
    "contrast": (("contraste",), ("contrast",)),
    "deepening": (("approfondissement",), ("deepening",)),
    "other": (("autre", "relance"), ("other", "probe")),
}

THEME: Final = re.compile(r"th[èeÈE]me\s+(?P<id>\S+)\s*(?P<title>.*)", re.IGNORECASE)
AIM: Final = re.compile(r"(?:buts?|aims?|objectifs?)\s*:\s*(?P<aim>.*)", re.IGNORECASE)
WHY: Final = re.compile(r"\s+—\s+(?:pourquoi|why)\s*:\s*(?P<why>.*)", re.IGNORECASE)
COVERS: Final = re.compile(r"\s*(?<!\\)\((?:(?P<word>couvre|covers)\s*:\s*)?(?P<ids>[^()]*)\)$", re.IGNORECASE)
RESEARCH_ID: Final = re.compile(r"(?:QR|RQ)\s?\d+\w*", re.IGNORECASE)
NOTE: Final = re.compile(r"notes?(?:\s*:\s*(?P<title>.*))?", re.IGNORECASE)
UNDER: Final = re.compile(r"###(?!#)\s*(?P<title>.*)")
MINUTES: Final = re.compile(r"\s*(?<!\\)\((?P<minutes>\d{1,3})\s*(?:min|mn|minutes?)\.?\)$", re.IGNORECASE)
BULLET: Final = re.compile(r"(?P<indent>[ \t]*)[-*+]\s+(?P<rest>.*)")
QUESTION: Final = re.compile(r"\*\*(?P<id>[^*\s]+?)[.:]?\s*\*\*(?:[.:](?=\s))?\s*(?P<text>.*)")
COMMENT: Final = re.compile(r"\s*<!--.*-->\s*")


def comments(rows: list[str]) -> set[int]:
    """Return the indices of the lines that are comments, of one line or of several, in the reading order."""
    found: set[int] = set()
    at = 0
    while at < len(rows):
        if not rows[at].lstrip().startswith("<!--"):
            at += 1
            continue
        end = next((n for n in range(at, len(rows)) if "-->" in rows[n]), None)
        if end is None or rows[end].rstrip()[-3:] != "-->":
            at += 1
            continue
        found |= set(range(at, end + 1))
        at = end + 1
    return found


def known(words: Words, name: str) -> str | None:
    """Return the English name of what a file calls ``name``, or None."""
    wanted = " ".join(fold(name).split())
    for key, (french, english) in words.items():
        if wanted in (fold(word) for word in (*french, *english)):
            return key
    return None


def word(pair: tuple[tuple[str, ...], tuple[str, ...]], language: str) -> str:
    """Return the word that Carnet writes, in the language of the guide."""
    return pair[language == "en"][0]


def escape(text: str, *, question: bool = False) -> str:
    r"""Protect what the grammar would read as its own sign: ``\\`` before it, as in Markdown."""
    text = re.sub(r"\\(?=[\\—(])", r"\\\\", text)
    if question:
        text = re.sub(r"—(?=\s+(?:pourquoi|why)\s*:)", r"\\—", text, flags=re.IGNORECASE)
    return text


def covered(text: str, declared: Container[str]) -> tuple[str, tuple[str, ...]]:
    """Take « (QR1, QR2) » off the end of a question; any other bracket is part of its words."""
    found = COVERS.search(text)
    if not found:
        return text, ()
    ids = tuple(re.split(r"\s*[,;]\s*", found["ids"].strip()))
    if not found["word"] and not all(id in declared or RESEARCH_ID.fullmatch(id) for id in ids):
        return text, ()
    return text[: found.start()].strip(), ids


def unescape(text: str) -> str:
    """Undo ``escape``."""
    return re.sub(r"\\([\\—(])", r"\1", text)


def one_line(text: str) -> str:
    """Return a text on one line, one space between words."""
    return re.sub(r"[ \n]+", " ", text).strip()


def plain_row(row: str) -> str:
    r"""Undo ``written_row``: ``\# a`` is the text « # a »."""
    return re.sub(r"^(?:\\(?=\\*#{1,2}\s)|(\s*)\\(?=\\*<!--))", lambda found: found[1] or "", row)


def written_row(row: str) -> str:
    """Protect a line of a text that would be read as a heading or as a comment."""
    return re.sub(r"^(?:(?=\\*#{1,2}\s)|(\s*)(?=\\*<!--))", lambda found: (found[1] or "") + "\\", row)


def trimmed(text: str) -> str:
    """Return a text of several lines without the blank lines around it."""
    rows = text.split("\n")
    while rows and not rows[0].strip():
        rows.pop(0)
    while rows and not rows[-1].strip():
        rows.pop()
    return "\n".join(rows)
