"""Interviews in an odt: numbers of turns at the left, notes at the right, comments of LibreOffice."""

import re
from html import escape
from typing import Final

from toolkit.formats import document_writers as d

_WIDTHS: Final = (d.INDENT, 21 - d.LEFT - d.RIGHT - d.INDENT - d.WIDE, d.WIDE)

CONTENT_STYLES: Final = (
    "".join(
        f'<style:style style:name="Tours{rank}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
        for rank, width in enumerate(_WIDTHS)
    )
    + '<style:style style:name="Tours" style:family="table">'
    f'<style:table-properties style:width="{sum(_WIDTHS):.2f}cm" table:align="left"/></style:style>'
    '<style:style style:name="Dit" style:family="table-cell"><style:table-cell-properties fo:padding="0cm" '
    'fo:padding-right="0.25cm" fo:border="none"/></style:style>'
    '<style:style style:name="Marge" style:family="table-cell"><style:table-cell-properties fo:padding="0cm" '
    'fo:padding-left="0.25cm" fo:border="none" fo:border-left="0.5pt solid #b4b4b0"/></style:style>'
    '<style:style style:name="Souligne1" style:family="text"><style:text-properties '
    'style:text-underline-style="solid" style:text-underline-width="auto"/></style:style>'
    '<style:style style:name="Souligne2" style:family="text"><style:text-properties '
    'style:text-underline-style="solid" style:text-underline-type="double" style:text-underline-width="auto"/>'
    "</style:style>"
    '<style:style style:name="Souligne3" style:family="text"><style:text-properties '
    'style:text-underline-style="solid" style:text-underline-width="bold"/></style:style>'
    '<style:style style:name="Repere" style:family="text"><style:text-properties fo:font-weight="bold" '
    'fo:font-style="normal" style:text-position="super 66%"/></style:style>'
    '<style:style style:name="Blanc" style:family="text"><style:text-properties fo:font-size="4.5pt"/></style:style>'
    '<style:style style:name="Voix" style:family="text"><style:text-properties fo:font-weight="bold" '
    'fo:font-style="normal"/></style:style>'
    f'<style:style style:name="Discret" style:family="text"><style:text-properties fo:color="#{d.SOFT}" '
    'fo:font-style="normal" fo:font-size="8.5pt"/></style:style>'
)
"""Automatic styles of the text: columns, cells, underlines, marks."""


def looks(document: d.Document, base: float) -> list[tuple[str, str, float, str, str]]:
    """Return the paragraph styles of an interview: name, name shown, size, shape, look."""
    hanging = "" if document.noted else f'fo:margin-left="{d.INDENT}cm" fo:text-indent="-{d.INDENT}cm"'
    lines = f'fo:margin-top="0.18cm" fo:line-height="{document.spacing:.0%}" {hanging}'
    note = 'fo:margin-top="0.2cm" fo:margin-left="0.75cm" fo:text-indent="-0.75cm" fo:line-height="105%"'
    number = 'fo:margin-top="0.23cm"'
    return [
        ("Tour", "Tour", base + 0.5, lines, ""),
        ("TourQuestion", "Tour, question", base + 0.5, lines, 'fo:font-style="italic"'),
        ("TourSuite", "Tour, suite", base + 0.5, lines.replace("0.18cm", "0cm", 1), ""),
        ("TourQuestionSuite", "Tour, question, suite", base + 0.5, lines.replace("0.18cm", "0cm", 1),
         'fo:font-style="italic"'),
        ("NumeroTour", "Numéro de tour", base - 2, number, f'fo:color="#{d.SOFT}"'),
        ("NoteMarge", "Note de marge", base - 1.5, note, ""),
    ]  # fmt: skip


def said_xml(group: tuple[d.Said, ...], *, noted: bool) -> str:
    """Return some turns: paragraphs, or a table when something stands in the margin."""
    if not noted:
        return "".join(_paragraph(said, hanging=True) for said in group)
    rows = []
    for said in group:
        number = f'<text:p text:style-name="NumeroTour">{text_xml(said.number)}</text:p>'
        notes = "".join(
            f'<text:p text:style-name="NoteMarge">{_styled("Voix", number)}<text:tab/>{words_xml(note)}</text:p>'
            for number, note in said.notes
        )
        cells = (
            ("Dit", number),
            ("Dit", _paragraph(said, hanging=False)),
            ("Marge", notes or '<text:p text:style-name="NoteMarge"/>'),
        )
        made = "".join(
            f'<table:table-cell table:style-name="{style}" office:value-type="string">{cell}</table:table-cell>'
            for style, cell in cells
        )
        rows.append(f"<table:table-row>{made}</table:table-row>")
    columns = "".join(f'<table:table-column table:style-name="Tours{rank}"/>' for rank in range(3))
    return f'<table:table table:style-name="Tours">{columns}{"".join(rows)}</table:table>'


def _paragraph(said: d.Said, *, hanging: bool) -> str:
    style = "TourQuestion" if said.asks else "Tour"
    head = ""
    if hanging:
        head = (_styled("Discret", said.number) if said.number else "") + "<text:tab/>"
    elif not said.number and not said.who:
        style += "Suite"
    if said.who:
        head += _styled("Voix", said.who + "\xa0 ")
    if said.time:
        head += _styled("Discret", said.time + "\xa0 ")
    return f'<text:p text:style-name="{style}">{head}{words_xml(said.words)}</text:p>'


def words_xml(words: d.Words) -> str:
    """Return some words with the marks and the comments that they bear."""
    parts: list[str] = []
    for span in words:
        parts += (_comment(comment) for comment in span.opens)
        if span.mark:
            parts.append(_styled("Repere", span.text))
        elif span.bold and span.text:
            parts.append(_styled("Bold", span.text))
        elif span.under and span.text:
            style = f"Souligne{min(span.under, 3)}"
            parts.append(f'<text:span text:style-name="{style}">{_spoken(span.text)}</text:span>')
        else:
            parts.append(_spoken(span.text))
        parts += (f'<office:annotation-end office:name="c{number}"/>' for number in span.closes)
    return "".join(parts)


def _comment(comment: d.Comment) -> str:
    day = f"<dc:date>{comment.date[:10]}T00:00:00</dc:date>" if len(comment.date) >= 10 else ""
    text = f"<text:p>{text_xml(comment.text)}</text:p>" if comment.text else ""
    return (
        f'<office:annotation office:name="c{comment.number}"><dc:creator>{escape(d.clean(comment.author))}'
        f"</dc:creator>{day}<text:p>{_styled('Bold', comment.title)}</text:p>{text}</office:annotation>"
    )


def _styled(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text_xml(text)}</text:span>'


def _spoken(text: str) -> str:
    blank = '<text:line-break/><text:span text:style-name="Blanc"><text:line-break/></text:span>'
    return blank.join(text_xml(part) for part in d.BLANK.split(text))


def text_xml(text: str) -> str:
    """Escape a text; line breaks and runs of spaces become what OpenDocument keeps."""
    safe = escape(d.clean(text), quote=False).replace("\n", "<text:line-break/>")
    return re.sub(r"(^ | {2,}| $)", lambda run: f'<text:s text:c="{len(run[0])}"/>', safe)


def header_xml(document: d.Document) -> str:
    """Return the head of each page: its name, its number, the number of pages; nothing without a header."""
    if not document.header:
        return ""
    before, middle, after = (text_xml(part) for part in d.header_parts(document))
    return (
        f'<style:header><text:p text:style-name="Tete">{before}<text:page-number text:select-page="current">1'
        f"</text:page-number>{middle}<text:page-count>1</text:page-count>{after}</text:p></style:header>"
    )
