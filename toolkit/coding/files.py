"""Codebooks and dictionaries on disk."""

from pathlib import Path

from toolkit.coding.codebook import codebook_markdown
from toolkit.coding.dictionary import Dictionary
from toolkit.errors import FaultyFile
from toolkit.formats.cells import find_column, shown_headings
from toolkit.formats.codebook import CodeSheet
from toolkit.formats.codebook import read_codebook as _read_codebook
from toolkit.formats.sheets import read_table
from toolkit.formats.whole import write_whole
from toolkit.i18n import _
from toolkit.language import TermFinder
from toolkit.model import Codebook

_CODE = ("code", "id", "identifiant", "theme", "code id", "cle", "key", "label", "libelle")
_TERMS = ("terms", "term", "termes", "terme", "mots", "mot", "words", "word", "expressions", "lexique")


def read_codebook(path: str | Path) -> CodeSheet:
    """Read a codebook from CSV or a spreadsheet: its codes, and what had to be repaired."""
    return _read_codebook(path)


def save_codebook(codebook: Codebook, path: str | Path) -> Path:
    """Write ``codebook.md``, whole or not at all."""
    return write_whole(path, codebook_markdown(codebook))


def read_dictionary(path: str | Path) -> Dictionary:
    """Read a dictionary: a table with a column ``code`` and a column ``terms``, terms parted by `` | ``.

    A code may come on several rows. Raises ``FaultyFile`` with every fault.
    """
    sheet = read_table(path)
    code, terms = find_column(sheet.columns, _CODE), find_column(sheet.columns, _TERMS)
    if code is None or terms is None:
        lacking = "code" if code is None else "terms"
        shown = shown_headings(sheet.columns)
        raise FaultyFile(
            sheet.path, [_("there is no column “{name}” (the columns are {columns})", name=lacking, columns=shown)]
        )
    faults: list[str] = []
    read: list[tuple[str, list[str]]] = []
    for line, id, cell in zip(sheet.lines, sheet.column(code), sheet.column(terms), strict=True):
        words = [word.strip() for word in cell.split("|") if word.strip()]
        if not id.strip() and not words:
            continue
        if not id.strip():
            faults.append(_("line {line}: no code is named", line=line))
        elif not words:
            faults.append(_("line {line}: no term is given for “{code}”", line=line, code=id.strip()))
        for word in words:
            try:
                TermFinder([word])
            except ValueError as error:
                faults.append(_("line {line}: {sentence}", line=line, sentence=str(error)))
        read.append((id, words))
    if not read:
        faults.append(_("the table holds no term"))
    if faults:
        raise FaultyFile(sheet.path, faults)
    return Dictionary(read)
