"""Documents as docx: real heading styles, bookmarks as evidence ids, no name in the properties."""

import datetime
import io
import zipfile
from typing import TYPE_CHECKING, Any

from toolkit.formats import document_docx_said as interviews
from toolkit.formats import document_writers as d
from toolkit.i18n import _

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.text.paragraph import Paragraph as DocxParagraph

FONT = "Calibri"
BOX, BOX_TITLE, SOURCE, LEAD, SMALL = "Encadre", "EncadreTitre", "SourceExtrait", "Chapeau", "Note"


def docx_bytes(document: d.Document) -> bytes:
    """Return the bytes of a docx file."""
    import docx

    made = docx.Document()
    _page(made, document)
    _styles(made, document)
    _properties(made, document)
    _Writer(made).write(document)
    interviews.write_comments(made, document)
    _head(made, document)
    _foot(made, document)
    buffer = io.BytesIO()
    made.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return d.zipped({name: archive.read(name) for name in archive.namelist()})


class _Writer:
    def __init__(self, made: "Docx"):
        self.made = made
        self.anchors = d.Anchors()

    def write(self, document: d.Document) -> None:
        self.made.add_paragraph(d.clean(document.title), style="Title")
        if document.subtitle:
            self.made.add_paragraph(d.clean(document.subtitle), style="Subtitle")
        for block in d.groups(document.blocks):
            if isinstance(block, tuple):
                for element in interviews.said_elements(block, noted=document.noted):
                    self.made.element.body.insert_element_before(element, "w:sectPr")
            else:
                self.block(block)

    def block(self, block: d.Block) -> None:
        if isinstance(block, d.Heading):
            paragraph = self.made.add_paragraph(style=f"Heading {min(block.level, 3)}")
            if block.new_page:
                paragraph.paragraph_format.page_break_before = True
            self.fill(paragraph, block.words)
        elif isinstance(block, d.Paragraph):
            style = {"body": "Normal", "lead": LEAD, "small": SMALL}[block.look]
            paragraph = self.made.add_paragraph(style=style)
            if block.tied:
                paragraph.paragraph_format.keep_with_next = True
            self.fill(paragraph, block.words)
        elif isinstance(block, d.Bullets):
            for item in block.items:
                self.fill(self.made.add_paragraph(style="List Bullet"), item)
        elif isinstance(block, d.Box):
            self.made.add_paragraph(d.clean(block.title), style=BOX_TITLE)
            for words in block.paragraphs:
                self.fill(self.made.add_paragraph(style=BOX), words)
        elif isinstance(block, d.Extract):
            quote = (d.Span("«\xa0"), d.Span(block.text, evidence=block.evidence), d.Span("\xa0»"))
            self.fill(self.made.add_paragraph(style="Quote"), quote)
            self.made.add_paragraph(d.clean(block.source), style=SOURCE)
        elif isinstance(block, d.Grid):
            self.grid(block)

    def fill(self, paragraph: "DocxParagraph", words: d.Words) -> None:
        for span in words:
            start = _element("w:bookmarkStart") if span.evidence else None
            if start is not None:
                name = self.anchors.name(span.evidence)
                number = str(self.anchors.number())
                _set(start, "w:id", number)
                _set(start, "w:name", name)
                paragraph._p.append(start)
            run = paragraph.add_run(span.text)
            if span.bold or span.mark:
                run.bold = True
            if span.mark:
                run.font.superscript = True
            if span.under:
                run.font.underline = interviews.underline(span.under)
            if start is not None:
                end = _element("w:bookmarkEnd")
                _set(end, "w:id", number)
                paragraph._p.append(end)

    def grid(self, grid: d.Grid) -> None:
        if grid.caption:
            self.made.add_paragraph(d.clean(grid.caption), style="Caption")
        table = self.made.add_table(rows=1, cols=len(grid.headings))
        table.style = "Table Grid"
        _light(table)
        for cell, heading in zip(table.rows[0].cells, grid.headings, strict=True):
            self.fill(cell.paragraphs[0], d.plain(heading, bold=True))
        header = _element("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(header)
        for row in grid.rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                self.fill(cell.paragraphs[0], words)
        for row in table.rows:
            row._tr.get_or_add_trPr().insert(0, _element("w:cantSplit"))
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.space_after = 0
        if grid.shares:
            from docx.shared import Emu

            section = self.made.sections[0]
            whole = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
            table.autofit = False
            for column, width in zip(table.columns, grid.widths(whole), strict=True):
                column.width = Emu(round(width))
                for cell in column.cells:
                    cell.width = Emu(round(width))
        self.made.add_paragraph(style=SMALL)


def _element(tag: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(tag)


def _set(element: Any, name: str, value: str) -> None:
    from docx.oxml.ns import qn

    element.set(qn(name), value)


def _light(table: Any) -> None:
    """Draw thin grey lines between the rows only."""
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = _element(f"w:{side}")
        shown = side in ("top", "bottom", "insideH")
        for name, value in (("val", "single" if shown else "nil"), ("sz", "4"), ("space", "0"), ("color", "C8C8C4")):
            _set(line, f"w:{name}", value)
        borders.append(line)
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _page(made: "Docx", document: d.Document) -> None:
    from docx.shared import Cm

    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    if document.wide:
        section.left_margin = Cm(d.LEFT)
        section.right_margin = Cm(d.RIGHT + (0 if document.noted else d.WIDE))
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.9)
    if document.pocket:
        from docx.enum.section import WD_ORIENT

        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(21), Cm(14.8)
        section.left_margin = section.right_margin = Cm(1.2)
        section.top_margin, section.bottom_margin = Cm(1.1), Cm(1.1)
        section.header_distance = section.footer_distance = Cm(0.5)
        columns = _columns(section)
        for name, value in (("num", "2"), ("space", "454"), ("sep", "1")):
            _set(columns, f"w:{name}", value)


def _columns(section: Any) -> Any:
    """Return the element that says in how many columns a section is laid out."""
    from docx.oxml.ns import qn

    found = section._sectPr.find(qn("w:cols"))
    if found is None:
        found = _element("w:cols")
        section._sectPr.append(found)
    return found


def _styles(made: "Docx", document: d.Document) -> None:
    """Give every style its look here, so that the paragraphs themselves hold no direct formatting."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    base = document.base
    styles = made.styles
    for name in (BOX, BOX_TITLE, SOURCE, LEAD, SMALL):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    looks: dict[str, dict[str, Any]] = {
        "Normal": {"size": base, "after": 5},
        "Title": {"size": base + (5 if document.pocket else 11), "after": 2, "color": d.ACCENT, "bold": True},
        "Subtitle": {"size": base + 1, "after": 10, "color": d.SOFT},
        "Heading 1": {"size": base + 4, "before": 14, "after": 4, "color": d.ACCENT, "bold": True},
        "Heading 2": {"size": base + 1.5, "before": 10, "after": 2, "color": d.INK, "bold": True},
        "Heading 3": {"size": base, "before": 8, "after": 2, "color": d.SOFT, "bold": True},
        "Quote": {"size": base, "before": 4, "after": 0, "italic": not document.large},
        "List Bullet": {"size": base, "after": 2},
        "Caption": {"size": base - 1, "color": d.SOFT, "after": 3, "bold": False},
        SOURCE: {"size": base - 1.5, "after": 7, "color": d.SOFT},
        LEAD: {"size": base + 1, "after": 7},
        SMALL: {"size": base - 1, "color": d.SOFT, "after": 4},
        BOX: {"size": base - 0.5, "after": 0},
        BOX_TITLE: {"size": base, "before": 6, "after": 0, "color": d.ACCENT, "bold": True},
    }
    for name, look in looks.items():
        style = styles[name]
        font, shape = style.font, style.paragraph_format
        font.size, font.name = Pt(look["size"]), FONT
        font.color.rgb = RGBColor.from_string(look.get("color", d.INK))
        font.bold, font.italic = look.get("bold", False), look.get("italic", False)
        fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
        for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            _set(fonts, attribute, FONT)
        shape.space_before, shape.space_after = Pt(look.get("before", 0)), Pt(look["after"])
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.12
        shape.widow_control = True
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)
        for spacing in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spacing)
    for name in ("Quote", SOURCE):
        styles[name].paragraph_format.left_indent = Cm(0.75)
        styles[name].paragraph_format.keep_together = True
    _border(styles["Quote"], left=(18, d.ACCENT, 9))
    styles["Quote"].paragraph_format.keep_with_next = True
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in (BOX, BOX_TITLE):
        frame = (4, d.TINT, 6)
        _border(styles[name], top=frame, left=frame, bottom=frame, right=frame, fill=d.TINT)
        styles[name].paragraph_format.left_indent = styles[name].paragraph_format.right_indent = Cm(0.25)
        styles[name].paragraph_format.keep_together = True
    styles[BOX_TITLE].paragraph_format.keep_with_next = True
    if any(isinstance(block, d.Said) for block in document.blocks):
        interviews.add_styles(made, document, base=base, font=FONT)
    _language(made, document.language)


def _border(style: Any, *, fill: str = "", **sides: tuple[int, str, int]) -> None:
    """Draw the borders (eighths of a point, colour, distance in points) and the tint of a paragraph style."""
    from docx.oxml.ns import qn

    borders = _element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side not in sides:
            continue
        size, color, space = sides[side]
        line = _element(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", space), ("color", color)):
            _set(line, f"w:{name}", str(value))
        borders.append(line)
    properties = style.element.get_or_add_pPr()
    later = (
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:outlineLvl",
    )
    properties.insert_element_before(borders, *later)
    if fill:
        for old in properties.findall(qn("w:shd")):
            properties.remove(old)
        shade = _element("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
            _set(shade, f"w:{name}", value)
        properties.insert_element_before(shade, *later[1:])


def _language(made: "Docx", language: str) -> None:
    """Tell Word in which language to spell, everywhere, and never to hyphenate by itself."""
    from docx.oxml.ns import qn

    for properties in made.styles.element.iter(qn("w:rPr")):
        for lang in properties.findall(qn("w:lang")):
            _set(lang, "w:val", language)
    defaults = made.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults.find(qn("w:lang")) is None:
        lang = _element("w:lang")
        _set(lang, "w:val", language)
        defaults.append(lang)
    for lang in made.settings.element.findall(qn("w:themeFontLang")):
        _set(lang, "w:val", language)


def _properties(made: "Docx", document: d.Document) -> None:
    """Keep the title, drop what tells who and with which machine."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        day = datetime.datetime.fromisoformat(document.date).replace(tzinfo=None)
    except ValueError:
        day = datetime.datetime(1980, 1, 1)
    properties = made.core_properties
    properties.title, properties.language = d.clean(document.title)[:255], document.language
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(properties, name, "")
    properties.created = properties.modified = day
    properties.revision = 1
    package = made.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail") or relation.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            del package.rels[key]


def _head(made: "Docx", document: d.Document) -> None:
    """Write the head of each page: its name, its number, the number of pages."""
    if not document.header:
        return
    paragraph = made.sections[0].header.paragraphs[0]
    before, middle, after = d.header_parts(document)
    _small(made, "Header", document)
    paragraph.add_run("\t" + before)
    _field(paragraph, "PAGE")
    paragraph.add_run(middle)
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _foot(made: "Docx", document: d.Document) -> None:
    """Write the foot: what the document is, then the page and the number of pages, unless the head says them."""
    paragraph = made.sections[0].footer.paragraphs[0]
    _small(made, "Footer", document)
    if document.header:
        paragraph.add_run(d.clean(document.foot))
        return
    paragraph.add_run(d.clean(document.foot) + "\t" + _("page") + "\xa0")
    _field(paragraph, "PAGE")
    paragraph.add_run("\xa0/\xa0")
    _field(paragraph, "NUMPAGES")


def _small(made: "Docx", name: str, document: d.Document) -> None:
    """Give the style of a head or a foot its look, with one stop at the right edge of the page."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm, Pt, RGBColor

    style = made.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(8.5), RGBColor.from_string(d.SOFT)
    style.paragraph_format.tab_stops.clear_all()
    edge = 21 - d.LEFT - d.RIGHT if document.wide else 18.6 if document.pocket else 16.2
    if document.wide and not document.noted:
        style.paragraph_format.right_indent = Cm(-d.WIDE)
    style.paragraph_format.tab_stops.add_tab_stop(Cm(edge), WD_TAB_ALIGNMENT.RIGHT)


def _field(paragraph: "DocxParagraph", code: str) -> None:
    for kind in ("begin", "", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "shown":
            continue
        part = _element("w:fldChar" if kind else "w:instrText")
        if kind:
            _set(part, "w:fldCharType", kind)
        else:
            part.text = code
        run._r.append(part)
