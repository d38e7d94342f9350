"""Documents as PDF, set by Typst (extra « pdf »): the same words and the same plan as the docx, offline.

Every text goes in as a quoted string: no sign of it is ever read as a command.
"""

from typing import Any

from toolkit.errors import InvalidValue
from toolkit.formats import document_writers as d
from toolkit.i18n import _

_FONTS = '("Carlito", "Calibri", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")'


def pdf_bytes(document: d.Document) -> bytes:
    """Return the bytes of a PDF; raise ``InvalidValue`` when the extra is not installed."""
    try:
        import typst
    except ImportError:
        raise InvalidValue(
            _("A PDF needs an extra that is not installed."),
            _("Install it with: pip install carnet[pdf], or write a docx and save it as PDF."),
        ) from None
    made: Any = typst.compile(source(document).encode("utf-8"), format="pdf")
    return bytes(made)


def source(document: d.Document) -> str:
    """Return the Typst source of a document."""
    parts = [_settings(document), f"#title-line({_text(document.title)})"]
    if document.subtitle:
        parts.append(f"#subtitle-line({_text(document.subtitle)})")
    for block in d.groups(document.blocks):
        if isinstance(block, tuple):
            parts += [_said(said, document) for said in block]
        else:
            parts.append(_block(block))
    return "\n".join(parts) + "\n"


def _settings(document: d.Document) -> str:
    base, language = document.base, document.language.partition("-")[0] or "fr"
    margin = "(x: 2.4cm, top: 2cm, bottom: 1.9cm)"
    paper, columns = '"a4"', ""
    if document.wide:
        right = d.RIGHT + (0 if document.noted else d.WIDE)
        margin = f"(left: {d.LEFT}cm, right: {right}cm, top: 2cm, bottom: 1.9cm)"
    if document.pocket:
        paper, margin, columns = '"a5", flipped: true', "(x: 1.2cm, y: 1.1cm)", ", columns: 2"
    before, middle, after = d.header_parts(document) if document.header else ("", "", "")
    page, pages = "counter(page).display()", "counter(page).final().first()"
    header = (
        f"align(right, text(size: 8.5pt, fill: soft, context [#{_text(before)}#{page}#{_text(middle)}#{pages}"
        f"#{_text(after)}]))"
        if document.header
        else "none"
    )
    number = ""
    if not document.header:
        label, slash = _text(_("page") + "\xa0"), _text("\xa0/\xa0")
        number = f"#h(1fr)#{label}#{page}#{slash}#{pages}"
    return f"""#let accent = rgb("#{d.ACCENT}")
#let soft = rgb("#{d.SOFT}")
#set document(title: {_text(document.title)}, date: none)
#set page(paper: {paper}, margin: {margin}{columns}, header: {header},
  footer: text(size: 8.5pt, fill: soft, context [#{_text(document.foot)}{number}]))
#set text(font: {_FONTS}, size: {base}pt, lang: "{language}", hyphenate: false, fill: rgb("#{d.INK}"))
#set par(leading: 0.58em, spacing: 0.75em)
#set list(marker: [•], spacing: 0.5em)
#show heading: it => block(above: 1.1em, below: 0.5em, sticky: true, text(
  size: if it.level == 1 {{ {base + 4}pt }} else if it.level == 2 {{ {base + 1.5}pt }} else {{ {base}pt }},
  fill: if it.level == 1 {{ accent }} else if it.level == 3 {{ soft }} else {{ rgb("#{d.INK}") }},
  weight: "bold", it.body))
#let title-line(body) = block(below: 0.5em, text(size: {base + (5 if document.pocket else 11)}pt, fill: accent,
  weight: "bold", body))
#let subtitle-line(body) = block(below: 1em, text(size: {base + 1}pt, fill: soft, body))
#let small(body) = text(size: {base - 1}pt, fill: soft, body)
#let lead(body) = text(size: {base + 1}pt, body)
#let framed(head, ..rest) = block(fill: rgb("#{d.TINT}"), inset: 8pt, width: 100%, breakable: false,
  {{ block(below: 0.4em, text(fill: accent, weight: "bold", head)); for one in rest.pos() {{ par(one) }} }})
#let extract(words, origin) = block(stroke: (left: 2pt + accent), inset: (left: 9pt, y: 2pt), breakable: false,
  {{ par(emph(words)); small(origin) }})
#let grid-table(shares, head, ..rows) = table(columns: shares, stroke: (x: none, y: 0.4pt + rgb("#c8c8c4")),
  inset: (x: 3pt, y: 4pt), table.header(..head.map(strong)), ..rows.pos())
"""


def _block(block: d.Block) -> str:
    if isinstance(block, d.Heading):
        page = "#pagebreak(weak: true)\n" if block.new_page else ""
        return f"{page}#heading(level: {min(block.level, 3)}, {_words(block.words)})"
    if isinstance(block, d.Paragraph):
        words = _words(block.words)
        words = f"{block.look}({words})" if block.look != "body" else words
        return f"#block(sticky: true, {words})" if block.tied else f"#par({words})"
    if isinstance(block, d.Bullets):
        return f"#list({', '.join(_words(item) for item in block.items)})"
    if isinstance(block, d.Box):
        return f"#framed({', '.join([_text(block.title), *(_words(words) for words in block.paragraphs)])})"
    if isinstance(block, d.Extract):
        return f"#extract({_text('«' + chr(160) + block.text + chr(160) + '»')}, {_text(block.source)})"
    assert isinstance(block, d.Grid)
    shares = ", ".join(f"{share:.2f}fr" for share in block.widths(len(block.headings)))
    head = ", ".join(_text(heading) for heading in block.headings)
    rows = "".join(f", {_words(cell)}" for row in block.rows for cell in row)
    caption = f"#block(sticky: true, small({_text(block.caption)}))\n" if block.caption else ""
    return f"{caption}#grid-table(({shares},), ({head},){rows})"


def _said(said: d.Said, document: d.Document) -> str:
    """Return one line of an interview, or one question: its number, its words, what stands in the margin."""
    who = f"strong({_text(said.who + chr(160) + ' ')}) + " if said.who else ""
    time = f"small({_text(said.time + chr(160) + ' ')}) + " if said.time else ""
    words = _words(said.words)
    words = f"{who}{time}{f'emph({words})' if said.asks else words}"
    number = f"small({_text(said.number)})"
    spacing = f"par(leading: {0.58 * document.spacing:.2f}em, {words})"
    if not document.noted:
        return f"#grid(columns: ({d.INDENT}cm, 1fr), {number}, {spacing})"
    notes = "".join(f"par(strong({_text(mark + ' ')}) + {_words(note)}); " for mark, note in said.notes)
    margin = f"block(inset: (left: 7pt), small({{ {notes} }}))"
    return (
        f"#block(below: 0pt, grid(columns: ({d.INDENT}cm, 1fr, {d.WIDE}cm), stroke: (x, y) => if x == 2 "
        f'{{ (left: 0.4pt + rgb("#b4b4b0")) }}, inset: (bottom: 4pt, right: 5pt), {number}, {spacing}, {margin}))'
    )


def _words(words: d.Words) -> str:
    """Return some words as one value of Typst."""
    parts = []
    for span in words:
        text = _text(span.text)
        if span.mark:
            text = f"super(strong({text}))"
        elif span.under:
            text = f"underline({text})"
        if span.bold and not span.mark:
            text = f"strong({text})"
        parts.append(text)
    return "(" + " + ".join(["[]", *parts]) + ")"


def _text(text: str) -> str:
    """Return a text as a string of Typst; a line break is kept."""
    safe = d.clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{safe}"'
