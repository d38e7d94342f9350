"""Codebooks, dictionaries and printed texts on disk."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.coding.codebook import codebook_markdown
from toolkit.coding.dictionary import Dictionary
from toolkit.coding.extracts import coded
from toolkit.coding.printing import SPACING, How, checked_how, document_of, record_of
from toolkit.errors import FaultyFile
from toolkit.formats.cells import find_column
from toolkit.formats.codebook import CodeSheet
from toolkit.formats.codebook import read_codebook as _read_codebook
from toolkit.formats.sheets import read_table
from toolkit.formats.whole import write_whole
from toolkit.i18n import _
from toolkit.language import TermFinder
from toolkit.model import Codebook, Desk, State, Transcript
from toolkit.model.lines import Turns
from toolkit.transcripts.printed_files import head_of, keep, study_title, told_turns

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
        shown = ", ".join(sheet.columns)
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


def print_coded(
    desk: Desk,
    transcript: Transcript | str,
    path: str | Path,
    *,
    coder: str | Sequence[str] | None = None,
    codes: Iterable[str] | None = None,
    states: Sequence[State] = ("accepted",),
    turns: Turns = None,
    how: How = "margin",
    times: bool = True,
    spacing: float = SPACING,
    date: str = "",
) -> Path:
    """Print a transcript with its codes in a docx, odt or html file, and say beside it how; return the path written.

    A file that somebody annotated is never overwritten: the new one is written beside, with a number.

    Parameters
    ----------
    coder
        Id of a coder, or several; by default everybody's codings, each with who made it.
    codes
        Ids of codes; a theme brings the codes below it.
    states
        ``"proposed"`` too, to read what was proposed: it is marked so.
    turns
        Some turns only: ``42``, ``"40-52"``.
    how
        ``"margin"``: the codes stand beside the extracts, numbered and underlined. ``"comments"``: each coding is a
        real comment of Word or LibreOffice, in the name of who coded.
    """
    path = Path(path)
    checked_how(how, path)
    asked = None if codes is None else [codes] if isinstance(codes, str) else list(codes)
    laid = coded(desk, transcript, coder=coder, codes=asked, states=states, turns=turns, cut=how == "margin")
    document = document_of(
        laid,
        turns=turns,
        how=how,
        times=times,
        spacing=spacing,
        study=study_title(desk),
        date=date,
        head=head_of(desk),
    )
    parameters = {
        "coder": coder if coder is None or isinstance(coder, str) else list(coder),
        "codes": asked,
        "states": list(states),
        "turns": told_turns(turns),
        "how": how,
        "times": times,
        "spacing": spacing,
        "date": date,
    }
    return keep(desk, document, path, laid.transcript, parameters=parameters, **record_of(laid))
