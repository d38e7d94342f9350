"""Codebooks and dictionaries on disk, and what is put together: links, timelines, chronicles."""

from collections.abc import Sequence
from pathlib import Path

from toolkit.coding.dictionary import Dictionary
from toolkit.coding.opened import Opened
from toolkit.coding.regrouping import to_sort
from toolkit.errors import FaultyFile
from toolkit.formats.cells import find_column, shown_headings
from toolkit.formats.codebook import CodeSheet
from toolkit.formats.codebook import read_codebook as _read_codebook
from toolkit.formats.codebook_text import codebook_markdown
from toolkit.formats.document_md import markdown_of
from toolkit.formats.document_writers import write_document
from toolkit.formats.sheets import read_table
from toolkit.formats.table_writers import Printed, write_table
from toolkit.formats.whole import write_whole
from toolkit.i18n import _
from toolkit.language import TermFinder
from toolkit.model import Codebook, Desk, Transcript


def write_opened(path: str | Path, opened: Opened) -> Path:
    """Write links, a timeline or a chronicle: docx, odt, html or md to read, xlsx or csv to work on.

    Raises ``InvalidValue`` for another ending, ``CannotWrite``.
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    ending = target.suffix.lower()
    if ending in (".csv", ".xlsx"):
        return write_table(target, opened.printed)
    if ending == ".md":
        return write_whole(target, markdown_of(opened.document))
    return write_document(opened.document, target)


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


_SORTING = {
    "coding": ("coding", "passage code", "id", "identifiant"),
    "code": ("code", "codes"),
}


def write_to_sort(path: str | Path, desk: Desk, code: str, among: Sequence[str]) -> int:
    """Write the table of the passages that bear a code, to be sorted among others in a spreadsheet; return how many.

    One row a passage, its column ``code`` empty, to be filled with one of the ids of ``among`` (several: ``a | b``).
    CSV or xlsx, after the ending of ``path``.
    """
    texts = {text.id: text for text in desk.all(Transcript)}
    rows = []
    for coding in to_sort(desk, code):
        turn = texts[coding.transcript].turn_at(coding.start)
        rows.append((coding.id, coding.transcript, turn or "", coding.coder, coding.quote, ""))
    headings = ("coding", _("transcript"), _("turn"), _("coder"), _("extract"), "code")
    note = _(
        "In the column “code”: {codes}; several: “a | b”; empty: it keeps {code}.", codes=", ".join(among), code=code
    )
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    write_table(path, Printed(_("Passages of {code} to sort", code=code), headings, tuple(rows), notes=(note,)))
    return len(rows)


def read_sorting(path: str | Path, code: str, among: Sequence[str]) -> dict[str, list[str]]:
    """Read a table of passages once it is sorted: id of a coding → ids of its codes; an empty row is passed over.

    Raises ``FaultyFile`` with every faulty row: a code that is not one of ``among`` (nor ``code`` itself), a passage
    that comes twice.
    """
    sheet = read_table(path)
    found = {name: find_column(sheet.columns, words) for name, words in _SORTING.items()}
    if lacking := [name for name, column in found.items() if column is None]:
        raise FaultyFile(sheet.path, [_("the column “{name}” is missing", name=name) for name in lacking])
    allowed = {*among, code}
    sorted_: dict[str, list[str]] = {}
    faults: list[str] = []
    for line, id, cell in zip(
        sheet.lines, sheet.column(str(found["coding"])), sheet.column(str(found["code"])), strict=True
    ):
        chosen = [one.strip() for one in cell.split("|") if one.strip()]
        if not chosen:
            continue
        if unknown := [one for one in chosen if one not in allowed]:
            faults.append(_("line {line}: unknown code “{id}”", line=line, id=unknown[0]))
        elif id.strip() in sorted_:
            faults.append(_("line {line}: the passage {id} comes twice", line=line, id=id.strip()))
        else:
            sorted_[id.strip()] = chosen
    if faults:
        raise FaultyFile(sheet.path, faults)
    return sorted_
