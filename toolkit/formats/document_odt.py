"""Documents as odt (LibreOffice's own), written directly: styles with names, bookmarks as evidence ids."""

from html import escape

from toolkit.formats import document_odt_said as interviews
from toolkit.formats import document_writers as d
from toolkit.i18n import _

FONT = "Carlito, Calibri, Liberation Sans"
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPE = "application/vnd.oasis.opendocument.text"
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml")
    )
    + "</manifest:manifest>"
)


def odt_bytes(document: d.Document) -> bytes:
    """Return the bytes of an odt file."""
    files = {
        "mimetype": _TYPE,
        "content.xml": _content(document),
        "styles.xml": _styles(document),
        "meta.xml": _meta(document),
        "META-INF/manifest.xml": _MANIFEST,
    }
    return d.zipped({name: text.encode("utf-8") for name, text in files.items()}, stored=("mimetype",))


def _content(document: d.Document) -> str:
    anchors = d.Anchors()
    parts = [_p("Title", d.plain(document.title), anchors)]
    if document.subtitle:
        parts.append(_p("Subtitle", d.plain(document.subtitle), anchors))
    for block in d.groups(document.blocks):
        if isinstance(block, tuple):
            parts.append(interviews.said_xml(block, noted=document.noted))
        else:
            parts.append(_block(block, anchors))
    grids = [block for block in document.blocks if isinstance(block, d.Grid) and block.shares]
    shares = "".join(
        f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
        f'style:rel-column-width="{share}*"/></style:style>'
        for name, share in dict(pair for grid in grids for pair in _columns(grid)).items()
    )
    tied = "".join(
        f'<style:style style:name="{name}_tied" style:family="paragraph" style:parent-style-name="{name}">'
        '<style:paragraph-properties fo:keep-with-next="always"/></style:style>'
        for name in ("Text_20_body", "Chapeau", "Note")
    )
    tied += "".join(
        f'<style:style style:name="Heading_20_{level}_page" style:family="paragraph" '
        f'style:parent-style-name="Heading_20_{level}" style:default-outline-level="{level}">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
        for level in (1, 2, 3)
    )
    return (
        f"{_HEAD}<office:document-content {_SPACES}><office:automatic-styles>"
        '<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/>'
        "</style:style>"
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" '
        'fo:border="0.5pt solid #c8c8c4"/></style:style>'
        f"{tied}{shares}{interviews.CONTENT_STYLES}</office:automatic-styles><office:body><office:text>{''.join(parts)}</office:text></office:body>"
        "</office:document-content>"
    )


def _block(block: d.Block, anchors: d.Anchors) -> str:
    if isinstance(block, d.Heading):
        level = min(block.level, 3)
        page = "_page" if block.new_page else ""
        return (
            f'<text:h text:style-name="Heading_20_{level}{page}" text:outline-level="{level}">'
            f"{_words(block.words, anchors)}</text:h>"
        )
    if isinstance(block, d.Paragraph):
        style = {"body": "Text_20_body", "lead": "Chapeau", "small": "Note"}[block.look]
        return _p(f"{style}_tied" if block.tied else style, block.words, anchors)
    if isinstance(block, d.Bullets):
        items = "".join(f"<text:list-item>{_p('Puce', item, anchors)}</text:list-item>" for item in block.items)
        return f'<text:list text:style-name="Puces">{items}</text:list>'
    if isinstance(block, d.Box):
        return _p("EncadreTitre", d.plain(block.title), anchors) + "".join(
            _p("Encadre", words, anchors) for words in block.paragraphs
        )
    if isinstance(block, d.Extract):
        said = (d.Span("«\xa0"), d.Span(block.text, evidence=block.evidence), d.Span("\xa0»"))
        return _p("Quotations", said, anchors) + _p("SourceExtrait", d.plain(block.source), anchors)
    assert isinstance(block, d.Grid)
    return _grid(block, anchors)


def _grid(grid: d.Grid, anchors: d.Anchors) -> str:
    def row(cells: tuple[d.Words, ...]) -> str:
        made = "".join(
            f'<table:table-cell table:style-name="Cell" office:value-type="string">{_p("Note", cell, anchors)}'
            "</table:table-cell>"
            for cell in cells
        )
        return f"<table:table-row>{made}</table:table-row>"

    caption = _p("Note_tied", d.plain(grid.caption), anchors) if grid.caption else ""
    head = row(tuple(d.plain(heading, bold=True) for heading in grid.headings))
    columns = f'<table:table-column table:number-columns-repeated="{len(grid.headings)}"/>'
    if grid.shares:
        columns = "".join(f'<table:table-column table:style-name="{name}"/>' for name, _share in _columns(grid))
    return (
        f"{caption}<table:table>{columns}"
        f"<table:table-header-rows>{head}</table:table-header-rows>"
        f"{''.join(row(cells) for cells in grid.rows)}</table:table>"
    )


def _columns(grid: d.Grid) -> list[tuple[str, int]]:
    """Return the style of each column of a table, and its share of a thousand."""
    shares = [round(width) for width in grid.widths(1000)]
    return [(f"Part{share}", share) for share in shares]


def _p(style: str, words: d.Words, anchors: d.Anchors) -> str:
    return f'<text:p text:style-name="{style}">{_words(words, anchors)}</text:p>'


def _words(words: d.Words, anchors: d.Anchors) -> str:
    parts = []
    for span in words:
        text = interviews.words_xml((span,))
        if span.evidence:
            name = anchors.name(span.evidence)
            text = f'<text:bookmark-start text:name="{name}"/>{text}<text:bookmark-end text:name="{name}"/>'
        parts.append(text)
    return "".join(parts)


def _styles(document: d.Document) -> str:
    base = document.base
    language, _dash, country = document.language.partition("-")
    slant = "normal" if document.large else "italic"
    bar = f'fo:padding-left="0.3cm" fo:border-left="2pt solid #{d.ACCENT}"'
    tint = f'fo:background-color="#{d.TINT}" fo:padding="0.2cm" fo:margin-left="0.2cm" fo:margin-right="0.2cm"'
    accent, soft, bold = f'fo:color="#{d.ACCENT}"', f'fo:color="#{d.SOFT}"', 'fo:font-weight="bold"'
    apart = 'fo:keep-with-next="always"'
    looks = [
        ("Text_20_body", "Text body", base, 'fo:margin-bottom="0.18cm"', ""),
        ("Title", "Title", base + (5 if document.pocket else 11), 'fo:margin-bottom="0.08cm"', f"{accent} {bold}"),
        ("Subtitle", "Subtitle", base + 1, 'fo:margin-bottom="0.4cm"', soft),
        ("Chapeau", "Chapeau", base + 1, 'fo:margin-bottom="0.25cm"', ""),
        ("Note", "Note", base - 1, 'fo:margin-bottom="0.12cm"', soft),
        ("Puce", "Puce", base, 'fo:margin-bottom="0.08cm"', ""),
        (
            "Quotations",
            "Quotations",
            base,
            f'fo:margin-left="0.75cm" fo:margin-top="0.15cm" {bar} {apart}',
            f'fo:font-style="{slant}"',
        ),
        (
            "SourceExtrait",
            "Source de l’extrait",
            base - 1.5,
            'fo:margin-left="0.75cm" fo:margin-bottom="0.28cm"',
            soft,
        ),
        ("Encadre", "Encadré", base - 0.5, tint, ""),
        ("EncadreTitre", "Titre d’encadré", base, f"{tint} {apart}", f"{accent} {bold}"),
    ]
    if any(isinstance(block, d.Said) for block in document.blocks):
        looks += interviews.looks(document, base)
    made = "".join(
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
        f'style:parent-style-name="Standard"><style:paragraph-properties {shape}/>'
        f'<style:text-properties fo:font-size="{size}pt" {look}/></style:style>'
        for name, shown, size, shape, look in looks
    )
    headings = "".join(
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" style:family="paragraph" '
        f'style:parent-style-name="Standard" style:default-outline-level="{level}">'
        f'<style:paragraph-properties fo:margin-top="{0.55 - level / 10:.2f}cm" fo:margin-bottom="0.12cm" {apart}/>'
        f"<style:text-properties "
        f'fo:font-size="{base + 5 - 1.6 * level:.1f}pt" {accent if level == 1 else ""} {bold}/>'
        "</style:style>"
        for level in (1, 2, 3)
    )
    foot = escape(d.clean(document.foot))
    if not document.header:
        foot += (
            f' — {_("page")}\xa0<text:page-number text:select-page="current">1</text:page-number>'
            "\xa0/\xa0<text:page-count>1</text:page-count>"
        )
    left = right = 2.4
    head = interviews.header_xml(document)
    if document.wide:
        left, right = d.LEFT, d.RIGHT + (0 if document.noted else d.WIDE)
    width, height, top, columns = 21.0, 29.7, 1 if head else 2, ""
    if document.pocket:
        height, left, right, top = 14.8, 1.2, 1.2, 1
        columns = (
            '<style:columns fo:column-count="2" fo:column-gap="0.8cm"><style:column-sep style:width="0.01cm" '
            'style:color="#b4b4b0" style:height="100%"/></style:columns>'
        )
    # The head of a page goes to the edge of the paper, over the margin kept for handwriting.
    edge = f'fo:margin-right="{-d.WIDE if document.wide and not document.noted else 0}cm"'
    headed = (
        '<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.3cm"/>'
        "</style:header-style>"
        if head
        else ""
    )
    return (
        f'{_HEAD}<office:document-styles {_SPACES}><office:font-face-decls><style:font-face style:name="Corps" '
        f'svg:font-family="{FONT}"/></office:font-face-decls><office:styles>'
        '<style:default-style style:family="paragraph"><style:text-properties style:font-name="Corps" '
        f'fo:font-size="{base}pt" fo:color="#{d.INK}" fo:language="{language}" fo:country="{country or "none"}" '
        'fo:hyphenate="false"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties '
        f'fo:line-height="112%" fo:orphans="2" fo:widows="2"/></style:style>{made}{headings}'
        '<text:list-style style:name="Puces"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.4cm" '
        'fo:margin-left="0.7cm"/>'
        "</style:list-level-properties></text:list-level-style-bullet></text:list-style></office:styles>"
        '<office:automatic-styles><style:style style:name="Tete" style:family="paragraph" '
        f'style:parent-style-name="Note"><style:paragraph-properties fo:text-align="end" {edge}/></style:style>'
        '<style:style style:name="Pied" style:family="paragraph" style:parent-style-name="Note">'
        f"<style:paragraph-properties {edge}/></style:style>"
        '<style:page-layout style:name="A4"><style:page-layout-properties '
        f'fo:page-width="{width}cm" fo:page-height="{height}cm" fo:margin-top="{top}cm" '
        f'fo:margin-bottom="{0.7 if document.pocket else 1.5}cm" '
        f'fo:margin-left="{left}cm" fo:margin-right="{right}cm">{columns}</style:page-layout-properties>'
        f"{headed}<style:footer-style>"
        '<style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.3cm"/></style:footer-style>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="Standard" style:page-layout-name="A4">{head}<style:footer>'
        f'<text:p text:style-name="Pied">{foot}</text:p></style:footer></style:master-page></office:master-styles>'
        "</office:document-styles>"
    )


def _meta(document: d.Document) -> str:
    language = escape(document.language, quote=True)
    return (
        f"{_HEAD}<office:document-meta {_SPACES}><office:meta><meta:generator>Carnet</meta:generator>"
        f"<dc:title>{escape(d.clean(document.title))}</dc:title><dc:language>{language}</dc:language>"
        "</office:meta></office:document-meta>"
    )
