"""Codings from a table: one row a coding, given by its words. What many interns keep in a spreadsheet."""

from collections.abc import Container, Iterable, Mapping

from toolkit.coding.marks import add, mark
from toolkit.errors import FaultyFile, ToolkitError
from toolkit.formats.cells import find_column
from toolkit.formats.sheets import Sheet
from toolkit.i18n import _
from toolkit.model import Change, Code, Coder, Coding, Desk, Transcript

COLUMNS = {
    "transcript": ("transcript", "document", "entretien", "texte", "source"),
    "code": ("code", "theme", "thème"),
    "quote": ("quote", "extrait", "verbatim", "passage", "segment"),
    "coder": ("coder", "codeur", "codeuse", "par"),
}


def codings_of(sheet: Sheet, desk: Desk, *, coder: str = "", coders: Iterable[str] | None = None) -> Change:
    """Return the change that brings in the codings of a table: transcript, code, quote, and coder when it is told.

    Parameters
    ----------
    coder
        Who coded, when the table has no such column.
    coders
        Keep the rows of these coders only.

    Raises ``FaultyFile`` with every faulty row: words that are not in the text or come twice, an unknown code,
    transcript or coder. Rows that say the same coding twice make one.
    """
    columns = {name: find_column(sheet.columns, words) for name, words in COLUMNS.items()}
    lacking = [name for name in ("transcript", "code", "quote") if columns[name] is None]
    if lacking:
        raise FaultyFile(sheet.path, [_("the column “{name}” is missing", name=name) for name in lacking])
    texts = {text.id: text for text in desk.all(Transcript)}
    codes = {code.id: code for code in desk.all(Code)}
    known = {one.id for one in desk.all(Coder)}
    wanted = None if coders is None else set(coders)
    made: list[Coding] = []
    faults: list[str] = []
    for cells, line in zip(sheet.rows, sheet.lines, strict=True):
        row = dict(zip(sheet.columns, cells, strict=True))
        told = {name: row[column].strip() if column else "" for name, column in columns.items()}
        who = told["coder"] or coder
        if wanted is not None and who not in wanted:
            continue
        fault = _fault(told, who, texts, codes, known)
        if fault:
            faults.append(_("line {line}: {fault}", line=line, fault=fault))
            continue
        try:
            made.append(mark(texts[told["transcript"]], codes[told["code"]], coder=who, quote=told["quote"]))
        except ToolkitError as error:
            faults.append(_("line {line}: {fault}", line=line, fault=error.message))
    if faults:
        raise FaultyFile(sheet.path, faults)
    return add(*made, held=desk.all(Coding))


def _fault(
    told: Mapping[str, str],
    who: str,
    texts: Container[str],
    codes: Container[str],
    coders: Container[str],
) -> str:
    if told["transcript"] not in texts:
        return _("unknown transcript “{id}”", id=told["transcript"])
    if told["code"] not in codes:
        return _("unknown code “{id}”", id=told["code"])
    if who not in coders:
        return _("unknown coder “{id}”", id=who)
    return "" if told["quote"] else _("no words are given")
