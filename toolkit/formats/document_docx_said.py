"""Interviews in a docx: turns with their number in the left margin, notes in the right one, real comments of Word.

A long interview is hundreds of paragraphs: their XML is written directly, in one go.
"""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from toolkit.formats import document_writers as d

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.enum.text import WD_UNDERLINE

SAID, ASKED, NUMBER, NOTE = "Tour", "TourQuestion", "NumeroTour", "NoteMarge"
"""Styles of paragraphs: what is said, what is asked, the number of a turn, a note of the margin."""
MARK, TIME, TURN = "RepereExtrait", "HeureTour", "NumeroDuTour"
"""Styles of characters: the number of an extract, the time, the number of a turn at the head of its line."""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_UNDER = ("", "single", "double", "thick")


def twips(cm: float) -> int:
    """Return centimetres as Word counts them."""
    return round(cm * 567)


def said_elements(group: tuple[d.Said, ...], *, noted: bool) -> Iterator[Any]:
    """Yield the elements of some turns: paragraphs, or a table when something stands in the margin."""
    from docx.oxml import parse_xml

    if noted:
        yield parse_xml(_table(group))
        yield parse_xml(f'<w:p {_W}><w:pPr><w:pStyle w:val="Note"/></w:pPr></w:p>')
        return
    body = "".join(_paragraph(said, hanging=True) for said in group)
    yield from list(parse_xml(f"<w:body {_W}>{body}</w:body>"))


def _table(group: tuple[d.Said, ...]) -> str:
    widths = (twips(d.INDENT), twips(21 - d.LEFT - d.RIGHT - d.INDENT - d.WIDE), twips(d.WIDE))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    line = '<w:tcBorders><w:left w:val="single" w:sz="4" w:space="0" w:color="B4B4B0"/></w:tcBorders>'
    rows = []
    for said in group:
        notes = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{NOTE}"/></w:pPr>{_run(number, "<w:b/>")}<w:r><w:tab/></w:r>'
            f"{words_xml(note)}</w:p>"
            for number, note in said.notes
        )
        cells = (
            f'<w:p><w:pPr><w:pStyle w:val="{NUMBER}"/></w:pPr>{_run(said.number) if said.number else ""}</w:p>',
            _paragraph(said, hanging=False),
            notes or f'<w:p><w:pPr><w:pStyle w:val="{NOTE}"/></w:pPr></w:p>',
        )
        rows.append(
            "<w:tr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{line if rank == 2 else ""}</w:tcPr>{cell}</w:tc>'
                for rank, (width, cell) in enumerate(zip(widths, cells, strict=True))
            )
            + "</w:tr>"
        )
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _paragraph(said: d.Said, *, hanging: bool) -> str:
    style = ASKED if said.asks else SAID
    shape = f'<w:pStyle w:val="{style}"/>'
    head = ""
    if hanging:
        head = (_run(said.number, f'<w:rStyle w:val="{TURN}"/>') if said.number else "") + "<w:r><w:tab/></w:r>"
    elif not said.number and not said.who:
        shape += '<w:spacing w:before="0"/>'
    if said.who:
        head += _run(said.who + "\xa0 ", "<w:b/>" + "<w:i w:val='0'/>" * said.asks)
    if said.time:
        head += _run(said.time + "\xa0 ", f'<w:rStyle w:val="{TIME}"/>')
    return f"<w:p><w:pPr>{shape}</w:pPr>{head}{words_xml(said.words)}</w:p>"


def words_xml(words: d.Words) -> str:
    """Return the runs of some words, with the marks and the comments that they bear."""
    parts: list[str] = []
    for span in words:
        parts += (f'<w:commentRangeStart w:id="{comment.number}"/>' for comment in span.opens)
        if span.text:
            look = f'<w:rStyle w:val="{MARK}"/>' if span.mark else "<w:b/>" if span.bold else ""
            if span.under:
                look += f'<w:u w:val="{_UNDER[min(span.under, 3)]}"/>'
            parts.append(_run(span.text, look))
        parts += (
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
            for number in span.closes
        )
    return "".join(parts)


def underline(under: int) -> "WD_UNDERLINE":
    """Return the line below words that belong to so many extracts: simple, double, then thick."""
    from docx.enum.text import WD_UNDERLINE

    return (WD_UNDERLINE.NONE, WD_UNDERLINE.SINGLE, WD_UNDERLINE.DOUBLE, WD_UNDERLINE.THICK)[min(under, 3)]


def _run(text: str, look: str = "") -> str:
    shape = f"<w:rPr>{look}</w:rPr>" if look else ""
    parts = (
        "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in part.split("\n"))
        for part in d.BLANK.split(d.clean(text))
    )
    blank = '<w:br/></w:r><w:r><w:rPr><w:sz w:val="9"/></w:rPr><w:br/></w:r><w:r>' + shape
    return f"<w:r>{shape}{blank.join(parts)}</w:r>"


def write_comments(made: "Docx", document: d.Document) -> None:
    """Write the comments of a document where Word keeps them, each with its author and its day."""
    from docx.oxml import parse_xml

    comments = [
        comment
        for block in document.blocks
        if isinstance(block, d.Said)
        for span in block.words
        for comment in span.opens
    ]
    if not comments:
        return
    part = made.part._comments_part.element
    for comment in comments:
        author = escape(d.clean(comment.author))
        initials = escape(d.clean("".join(word[0] for word in comment.author.split())[:3].upper()))
        day = f' w:date="{comment.date[:10]}T00:00:00Z"' if len(comment.date) >= 10 else ""
        text = f"<w:p>{_run(comment.text)}</w:p>" if comment.text else ""
        part.append(
            parse_xml(
                f'<w:comment {_W} w:id="{comment.number}" w:author="{author}" w:initials="{initials}"{day}>'
                f"<w:p><w:r><w:annotationRef/></w:r>{_run(comment.title, '<w:b/>')}</w:p>{text}</w:comment>"
            )
        )


def add_styles(made: "Docx", document: d.Document, *, base: float, font: str) -> None:
    """Add the styles of an interview: turns, questions, numbers, notes, marks."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Cm, Pt, RGBColor

    styles = made.styles
    # Size, colour, bold, italic, space before.
    looks = {
        SAID: (base + 0.5, d.INK, False, False, 5),
        ASKED: (base + 0.5, d.INK, False, True, 5),
        NUMBER: (base - 2, d.SOFT, False, False, 6.5),
        NOTE: (base - 1.5, d.INK, False, False, 6),
    }
    for name, (size, color, bold, italic, before) in looks.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size, style.font.name = Pt(size), font
        style.font.color.rgb, style.font.bold, style.font.italic = RGBColor.from_string(color), bold, italic
        shape = style.paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(0)
        shape.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
        shape.line_spacing = document.spacing if name in (SAID, ASKED) else 1.05
        shape.widow_control = True
        if name in (SAID, ASKED) and not document.noted:
            shape.left_indent, shape.first_line_indent = Cm(d.INDENT), Cm(-d.INDENT)
            shape.tab_stops.add_tab_stop(Cm(d.INDENT))
        if name == NOTE:
            shape.left_indent, shape.first_line_indent = Cm(0.25 + 0.75), Cm(-0.75)
            shape.tab_stops.add_tab_stop(Cm(1))
    for name, size in ((MARK, base - 1), (TIME, base - 2), (TURN, base - 2)):
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.size, style.font.italic = Pt(size), False
        if name == MARK:
            style.font.bold, style.font.superscript = True, True
        else:
            style.font.color.rgb = RGBColor.from_string(d.SOFT)
