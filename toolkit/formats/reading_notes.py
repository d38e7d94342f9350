"""Reading notes: what a bibliography (BibTeX, RIS, from Zotero or another) or a table says that codes could be.

Of each reference, its keywords and the lines of its notes « label : definition » are taken; abstracts are not.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from toolkit.errors import FaultyFile, UnreadableFile
from toolkit.formats.cells import find_column, listed
from toolkit.formats.encodings import decoded
from toolkit.formats.registry import file_bytes
from toolkit.formats.sheets import read_table
from toolkit.i18n import _, n_
from toolkit.model import fold

LONGEST_LABEL: Final = 6
_COLUMNS: Final = {
    "label": listed("label, libelle, code, concept, notion, mot cle, mots cles, keyword, keywords, theme"),
    "definition": listed("definition, note, notes, sens, description, citation, idee"),
    "reference": listed("reference, references, source, ouvrage, texte"),
    "author": listed("author, authors, auteur, auteurs, auteure, autrice"),
    "year": listed("year, annee, date"),
    "title": listed("title, titre"),
    "page": listed("page, pages, p"),
}
_LINE: Final = re.compile(r"^[\s>*•–—-]*([^:\n]{2,80}?)[\s\xa0\u202f]*:[\s\xa0\u202f]+(\S.*)$")


@dataclass(frozen=True, slots=True)
class Note:
    """One idea read somewhere: what it is called, what it means there, and where."""

    label: str
    definition: str
    reference: str


@dataclass(frozen=True, slots=True, repr=False)
class ReadingNotes:
    """The notes of a file in its order, how many references it held, and what was left out."""

    notes: tuple[Note, ...]
    references: int
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<ReadingNotes: {len(self.notes)} notes of {self.references} references>"


def read_reading_notes(path: str | Path) -> ReadingNotes:
    """Read a bibliography (``.bib``, ``.ris``) or a table of reading notes.

    A table has a column of labels (« code », « concept », « mot-clé »), and what it can of: definition, reference, or
    author, year, title, page. Raises ``UnreadableFile`` or ``FaultyFile``.
    """
    place = Path(path)
    ending = place.suffix.lower()
    if ending not in (".bib", ".bibtex", ".ris"):
        return _of_table(place)
    text = decoded(file_bytes(place), str(place))[0]
    entries = _ris(text, place) if ending == ".ris" else _bibtex(text, place)
    if not entries:
        raise UnreadableFile(
            place, _("no reference was found in it"), hint=_("Export it again from Zotero, as BibTeX or RIS.")
        )
    notes: list[Note] = []
    silent = 0
    for entry in entries:
        made = list(_of_entry(entry))
        silent += not made
        notes += made
    warnings = []
    if silent:
        warnings.append(
            n_(
                "{n} reference has neither keyword nor note “label: definition”: nothing was taken from it.",
                "{n} references have neither keyword nor note “label: definition”: nothing was taken from them.",
                silent,
            )
        )
    return ReadingNotes(tuple(notes), len(entries), tuple(warnings))


Entry = Mapping[str, Any]


def _bibtex(text: str, path: Path) -> list[Entry]:
    import logging

    import bibtexparser
    from bibtexparser.bparser import BibTexParser
    from bibtexparser.customization import convert_to_unicode

    # Its remarks quote the file: a bibliography may hold private notes.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False, customization=convert_to_unicode)
    try:
        read = bibtexparser.loads(_letters(text), parser).entries
    except Exception:  # whatever the library says of a broken file, a person wants one sentence
        raise UnreadableFile(
            path, _("this is no bibliography in BibTeX"), hint=_("Export it again from Zotero, as BibTeX or RIS.")
        ) from None
    entries: list[Entry] = []
    for entry in read:
        held = {key.lower(): str(value).replace("{", "").replace("}", "") for key, value in entry.items()}
        authors = held.get("author") or held.get("editor") or ""
        entries.append(
            {
                "authors": [one.strip() for one in re.split(r"\s+and\s+", authors) if one.strip()],
                "year": held.get("year") or held.get("date", "")[:4],
                "title": held.get("title", ""),
                "keywords": [*re.split(r"[;,\n]", held.get("keywords", "")), *held.get("keyword", "").split(";")],
                "notes": [held.get(name, "") for name in ("annote", "annotation", "note", "notes", "review")],
            }
        )
    return entries


_LETTERS: Final = {
    "oe": "œ", "OE": "Œ", "ae": "æ", "AE": "Æ", "ss": "ß", "aa": "å", "AA": "Å",
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
}  # fmt: skip
_LETTER: Final = re.compile(r"\\(oe|OE|ae|AE|ss|aa|AA|o|O|l|L)(?![A-Za-z])(?:\{\}|[ \t]+)?")


_ACCENTS: Final = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328",
}  # fmt: skip
_ACCENTED: Final = re.compile(
    r"\\(?:([\"'`^~=.])\s*|([cvuHrk])(?=[\s{\\])\s*)(?:\{\s*\\?([A-Za-z])\s*\}|\\([ij])(?![A-Za-z])(?:\{\})?|([A-Za-z]))"
)


def _letters(text: str) -> str:
    r"""Return LaTeX's letters as they are; the library reads some of them wrong (``\oe``, ``\"\i``)."""

    def accented(found: re.Match[str]) -> str:
        letter = found[3] or found[4] or found[5]
        return unicodedata.normalize("NFC", letter + _ACCENTS[found[1] or found[2]])

    return _LETTER.sub(lambda found: _LETTERS[found[1]], _ACCENTED.sub(accented, text))


_END: Final = re.compile(r"(?m)^ER  ?-")
_START: Final = re.compile(r"(?m)^(?=TY  ?-)")


def _closed(text: str) -> str:
    """Close the records that lack their last line: the library would leave them out without a word."""
    parts = _START.split(text)
    whole = (not part.startswith("TY") or _END.search(part) for part in parts)
    return "".join(part if ok else f"{part.rstrip()}\nER  - \n" for part, ok in zip(parts, whole, strict=True))


def _ris(text: str, path: Path) -> list[Entry]:
    import rispy

    try:
        read = rispy.loads(_closed(text))
    except Exception:  # whatever the library says of a broken file, a person wants one sentence
        raise UnreadableFile(
            path, _("this is no bibliography in RIS"), hint=_("Export it again from Zotero, as BibTeX or RIS.")
        ) from None
    return [
        {
            "authors": entry.get("authors") or entry.get("first_authors") or entry.get("secondary_authors") or [],
            "year": str(entry.get("year") or entry.get("publication_year") or "")[:4],
            "title": entry.get("title") or entry.get("primary_title") or "",
            "keywords": entry.get("keywords") or [],
            "notes": [*(entry.get("notes") or []), *(entry.get("research_notes") or ())],
        }
        for entry in read
    ]


def _of_entry(entry: Entry) -> Iterable[Note]:
    reference = reference_of(entry["authors"], entry["year"], entry["title"])
    defined: dict[str, Note] = {}
    for text in entry["notes"]:
        for line in re.sub(r"<(?:br|/p|/li)[^>]*>", "\n", str(text)).split("\n"):
            found = _LINE.match(re.sub(r"<[^>]+>", "", line).strip())
            if found and len(found[1].split()) <= LONGEST_LABEL:
                defined.setdefault(fold(found[1]), Note(found[1].strip(' «»"“”\xa0'), found[2].strip(), reference))
    for word in entry["keywords"]:
        label = " ".join(str(word).split())
        if label and fold(label) not in defined:
            defined[fold(label)] = Note(label, "", reference)
    return defined.values()


def reference_of(authors: Sequence[str], year: str, title: str) -> str:
    """Return how a reference is called in a codebook.

    >>> reference_of(["Paillé, Pierre", "Mucchielli, Alex"], "2021", "L’analyse qualitative")
    'Paillé & Mucchielli 2021, L’analyse qualitative'
    """
    names = [one.partition(",")[0].strip() if "," in one else one.strip() for one in authors]
    who = f"{names[0]} et al." if len(names) > 2 else " & ".join(names)
    head = " ".join(part for part in (who, year) if part)
    return ", ".join(part for part in (head, " ".join(title.split())) if part)


def _of_table(path: Path) -> ReadingNotes:
    sheet = read_table(path)
    columns = {name: find_column(sheet.columns, words) for name, words in _COLUMNS.items()}
    if columns["label"] is None:
        raise FaultyFile(
            sheet.path,
            [
                _(
                    "no column names the codes: add one called “label” (the columns are {columns})",
                    columns=", ".join(sheet.columns),
                )
            ],
        )
    notes, references = [], set()
    for cells in sheet.rows:
        row = dict(zip(sheet.columns, cells, strict=True))
        told = {name: row[column].strip() if column else "" for name, column in columns.items()}
        if not told["label"]:
            continue
        own = reference_of(
            [one for one in re.split(r"\s*[;&]\s*", told["author"]) if one], told["year"], told["title"]
        )
        reference = told["reference"] or own
        if reference and told["page"]:
            reference += f", p. {told['page']}"
        references.add(reference)
        notes.append(Note(told["label"], told["definition"], reference))
    return ReadingNotes(tuple(notes), len(references - {""}), tuple(sheet.warnings))
