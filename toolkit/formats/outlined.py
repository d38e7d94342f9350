"""The lines of a document with what tells its plan: headings, lists, indents, bold, cells of tables."""

from dataclasses import dataclass

from toolkit.formats.raw import Cell
from toolkit.i18n import _


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A line and its looks; ``place`` is the rank of its paragraph in the document, from 1.

    ``heading`` is the level of a heading style (0 for none), ``depth`` that of a list (None outside of any),
    ``indent`` the left margin in centimetres. ``across`` tells a cell that takes the whole width of its table.
    """

    text: str
    place: int
    heading: int = 0
    title: bool = False
    depth: int | None = None
    ordered: bool = False
    indent: float = 0.0
    bold: bool = False
    italic: bool = False
    cell: Cell | None = None
    across: bool = False

    def __repr__(self) -> str:
        return f"<Line {self.place}: {len(self.text)} characters>"


@dataclass(frozen=True, slots=True, repr=False)
class Outlined:
    """The lines of a document in reading order, and the texts that stand apart from them."""

    kind: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Outlined {self.kind}: {len(self.lines)} lines>"


def outline_of(data: bytes, name: str) -> Outlined:
    """Read the plan of a docx or odt; an rtf, a txt, a pdf (an extra) has its lines only.

    Raises
    ------
    UnreadableFile
        On a file that is no text document, is locked, cut, or of the old Word.
    """
    from pathlib import PurePath

    from toolkit.formats import outlined_docx, outlined_odt, pdf, rtf, text
    from toolkit.formats.sniff import sniff

    paper = data.lstrip()[:5] == b"%PDF-"
    kind = "pdf" if paper else sniff(data, PurePath(name).suffix.lower().lstrip(".") or "txt", name)
    if kind == "docx":
        return outlined_docx.read(data, name)
    if kind == "odt":
        return outlined_odt.read(data, name)
    raw = {"rtf": rtf.read, "pdf": pdf.read}.get(kind, text.read)(data, name)
    lines = []
    for place, block in enumerate(raw.blocks, 1):
        indent = len(block.text) - len(block.text.lstrip())
        lines.append(Line(block.text, place, indent=0.25 * indent, bold=block.strong))
    warnings = raw.warnings
    if kind in ("rtf", "pdf"):
        told = _(
            "Headings, lists and bold are not read in a {kind}: save it as docx if its plan is badly understood.",
            kind=kind,
        )
        warnings = (told, *warnings)
    return Outlined(kind, tuple(lines), raw.notes, raw.comments, raw.headers, warnings)
