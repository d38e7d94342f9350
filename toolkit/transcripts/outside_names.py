"""Names that stand outside of a text: in the name of its file, in its properties, in comments and in headers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from toolkit.formats.outside import Outside, Where, said_outside
from toolkit.i18n import N_, said
from toolkit.language.tokens import is_common
from toolkit.language.words import listed
from toolkit.transcripts.forms import NameDecision, NameType
from toolkit.transcripts.name_words import ACRONYMS, NOT_NAMES
from toolkit.transcripts.names import find_names
from toolkit.transcripts.ordinary import is_given, is_town, is_word

_SAID: Final[dict[Where, str]] = {
    "file name": N_("name of the file"),
    "author": N_("author of the document"),
    "last editor": N_("last person who changed the document"),
    "company": N_("company or manager in the properties"),
    "title": N_("title or subject of the document"),
    "keywords": N_("keywords of the document"),
    "property": N_("other property of the document"),
    "comment author": N_("author of a comment"),
    "comment": N_("text of a comment"),
    "change author": N_("author of a tracked change"),
    "header": N_("header or footer"),
}
_SIGNED: Final[frozenset[Where]] = frozenset(("author", "last editor", "comment author", "change author"))
_NOBODY: Final = listed(
    "admin administrateur administrator user utilisateur utilisatrice windows office owner propriétaire invité "
    "guest default root pc hp dell asus lenovo acer mac poste ordinateur étudiant etudiant student stagiaire "
    "unknown inconnu auteur author"
)
_OF_FILES: Final = listed(
    "entretien entretiens interview itw transcription transcript retranscription verbatim enregistrement audio "
    "brut propre final finale version copie copy draft brouillon relu relue corrigé corrige vf doc docx odt txt "
    "compte rendu cr notes note groupe focus atelier réunion reunion observation séance seance partie part "
    "fichier sans titre nouveau document microsoft word anonyme anonymisé anonymise pseudo pseudonymisé "
    "pseudonymise traitement dictaphone zoom rec voix new"
)
_PIECE: Final = re.compile(r"[A-ZÀ-Þ]+(?![a-zà-ÿ])|[A-ZÀ-Þ]?[a-zà-ÿœ]+|\d+")


@dataclass(frozen=True, slots=True, repr=False)
class OutsideName:
    """A name outside of the running text: where, the name, its type, and the whole piece that holds it."""

    where: Where
    text: str
    type: NameType
    within: str

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return said(_SAID[self.where])

    def __repr__(self) -> str:
        return f"<OutsideName {self.type}: {self.where}>"


def names_of_file(
    path: Path | str, *, roster: Iterable[NameDecision | str] = (), spacy: bool = False
) -> list[OutsideName]:
    """Return the names that a file tells outside of its text, in the order of the places that hold them.

    A clean text written by Carnet has none of these places; the raw file keeps them: it stays in the coffre, and a
    copy that is sent must lose them.

    Parameters
    ----------
    path
        The file. Raises ``UnreadableFile``.
    roster
        Forms already known in the study: see ``find_names``.
    spacy
        True reads titles, headers and comments with the French model too.
    """
    known = list(roster)
    found: list[OutsideName] = []
    for piece in said_outside(Path(path)):
        found.extend(_names_in(piece, known, spacy))
    return list(dict.fromkeys(found))


def _names_in(piece: Outside, roster: list[NameDecision | str], spacy: bool) -> Iterator[OutsideName]:
    where, text = piece
    if where in _SIGNED:
        if not all(word.lower() in _NOBODY for word in re.findall(r"[^\W\d_]+", text)):
            yield OutsideName(where, text, "PERSON", text)
        return
    if where == "company":
        yield OutsideName(where, text, "ORG", text)
        return
    seen = find_names(text, roster=roster, spacy=spacy)
    if where == "file name":
        # « entretien_Karim-BENALI2 » is no sentence: each word is judged alone, beside what the study knows.
        seen = [one for one in seen if one.why == "roster" or one.type in {"PHONE", "EMAIL"}]
        yield from _in_file_name(text)
    for one in seen:
        yield OutsideName(where, one.text, one.type, text)


def _in_file_name(stem: str) -> Iterator[OutsideName]:
    """Yield the runs of words of a file name that may name somebody or some place."""
    first, last, type = 0, -1, ""
    for match in _PIECE.finditer(stem):
        kind = _kind_of(match[0])
        if kind is None:
            if match[0].isalpha() and last > 0:
                yield _run(stem, first, last, type)
                last = -1
            continue
        if last > 0 and stem[last : match.start()].strip(" _-.'’"):
            yield _run(stem, first, last, type)
            last = -1
        if last < 0:
            first, type = match.start(), kind
        last = match.end()
    if last > 0:
        yield _run(stem, first, last, type)


def _run(stem: str, first: int, last: int, type: str) -> OutsideName:
    return OutsideName("file name", stem[first:last], "PLACE" if type == "PLACE" else "PERSON", stem)


def _kind_of(word: str) -> str | None:
    low = word.lower()
    if len(low) < 3 or not low.isalpha() or low in _OF_FILES | ACRONYMS or (low in NOT_NAMES and not is_given(low)):
        return None
    if is_given(low):
        return "PERSON"
    if is_town(low):
        return "PLACE"
    return None if is_word(low) or is_common(low) else "PERSON"
