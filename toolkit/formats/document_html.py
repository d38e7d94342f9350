"""Documents as one html file: nothing fetched, nothing run, readable on a telephone and on paper."""

import base64
import hashlib
from html import escape

from toolkit.formats import document_writers as d

CSS = """
:root { color-scheme: light; font-size: 106%; }
:root.large { font-size: 125%; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f4f2; color: #222;
  font: 1rem/1.55 system-ui, "Segoe UI", Calibri, Carlito, "Liberation Sans", sans-serif; }
main { max-width: 46rem; margin: 2rem auto; padding: 3rem 3.4rem 2.2rem; background: #fff;
  border-top: .35rem solid #1f5666; }
h1 { margin: 0 0 .2rem; color: #1f5666; font-size: 2rem; line-height: 1.2; }
.subtitle { margin: 0 0 1.6rem; color: #595959; font-size: 1.1rem; }
h2 { margin: 2.2rem 0 .5rem; color: #1f5666; font-size: 1.35rem; line-height: 1.25; }
h3 { margin: 1.6rem 0 .3rem; font-size: 1.1rem; line-height: 1.3; }
h4 { margin: 1.2rem 0 .3rem; font-size: 1rem; color: #595959; }
p { margin: 0 0 .7rem; }
.lead { font-size: 1.1rem; }
.small, caption { color: #595959; font-size: .92rem; }
ul { margin: 0 0 .8rem; padding-left: 1.3rem; }
li { margin-bottom: .3rem; }
aside { margin: 1.2rem 0 1.6rem; padding: 1rem 1.3rem .5rem; background: #eef3f4; border-radius: .3rem;
  font-size: .97rem; }
aside h2 { margin: 0 0 .4rem; font-size: 1.05rem; }
aside p { margin-bottom: .45rem; }
figure { margin: .9rem 0 1.1rem; padding: .1rem 0 .1rem 1.1rem; border-left: .22rem solid #1f5666;
  break-inside: avoid; }
blockquote { margin: 0; font-style: italic; white-space: pre-line; }
figcaption { margin-top: .2rem; color: #595959; font-size: .88rem; }
table { width: 100%; margin: .5rem 0 1.2rem; border-collapse: collapse; font-size: .95rem; }
caption { text-align: left; padding-bottom: .3rem; }
th, td { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #d8d8d4; text-align: left;
  vertical-align: top; }
td { white-space: pre-line; }
main > footer { margin-top: 2.4rem; padding-top: .8rem; border-top: 1px solid #d8d8d4; color: #595959;
  font-size: .85rem; }
.large blockquote { font-style: normal; }
@media (max-width: 40rem) { main { margin: 0; padding: 1.6rem 1.2rem; } }
@media print {
  @page { size: A4; margin: 18mm 20mm; }
  :root { font-size: 10.5pt; }
  :root.large { font-size: 14pt; }
  body { background: #fff; }
  main { max-width: none; margin: 0; padding: 0; border: 0; }
  h2, h3, h4 { break-after: avoid; }
  .page { break-before: page; }
}
"""

POCKET_CSS = """
:root { font-size: 92%; }
main { columns: 2 22rem; column-gap: 2rem; column-rule: 1px solid #bbb; max-width: 64rem; padding: 1.6rem 2rem; }
h1 { font-size: 1.4rem; } h2 { margin-top: 1rem; font-size: 1.1rem; }
main > footer { margin-top: .6rem; padding-top: .2rem; }
h1, h2, h3 { break-after: avoid; } p, li { break-inside: avoid; margin-bottom: .25rem; }
@media print { @page { size: A5 landscape; margin: 9mm 10mm; } :root { font-size: 8pt; }
  main { columns: 2; padding: 0; } }
"""

SAID_CSS = """
main.wide { max-width: 64rem; }
.turn { display: grid; grid-template-columns: 2.6rem minmax(0, 1fr) 17rem; column-gap: 1rem; }
.turn.after { margin-top: -.55rem; }
.turn > b { color: #595959; font-size: .8rem; font-weight: 400; text-align: right; padding-top: .2rem;
  user-select: none; }
.turn > p { margin: 0 0 .55rem; line-height: var(--spacing); white-space: pre-line; overflow-wrap: anywhere;
  orphans: 2; widows: 2; }
.turn .blank { display: block; height: .4em; overflow: hidden; }
.turn.asks > p { font-style: italic; }
.turn strong, .turn time { font-style: normal; }
.turn time { color: #595959; font-size: .8rem; }
.turn > aside { margin: 0; padding: .15rem 0 0 .8rem; background: none; border-left: 1px solid #bbb;
  border-radius: 0; font-size: .84rem; line-height: 1.35; overflow-wrap: anywhere; }
.turn > aside p { margin: 0 0 .25rem; padding-left: 1.9rem; text-indent: -1.9rem; }
.turn > aside p strong { display: inline-block; min-width: 1.9rem; text-indent: 0; }
u { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .22em; }
u.two { text-decoration-style: double; }
u.more { text-decoration-thickness: 3px; }
sup { font: 700 .68em/1 system-ui, Calibri, Carlito, sans-serif; padding: 0 .08em; }
sup::before { content: attr(data-n); }
main.wide tbody tr { break-inside: avoid; }
main.wide table { table-layout: fixed; }
main.wide th, main.wide td { overflow-wrap: anywhere; }
@media (max-width: 52rem) { .turn { grid-template-columns: 2.2rem minmax(0, 1fr); }
  .turn > aside { grid-column: 2; border-left: 0; padding-left: 0; } }
@media print {
  .turn { grid-template-columns: 9mm minmax(0, 1fr) 58mm; column-gap: 3mm; }
  .turn > aside { grid-column: auto; border-left: 1px solid #bbb; padding-left: 3mm; }
}
"""


def _style(document: d.Document) -> str:
    """Return the style of a document: its turns and its wide margin when it has some, its name on each page."""
    if document.pocket:
        return CSS + POCKET_CSS
    if not document.wide and not any(isinstance(block, d.Said) for block in document.blocks):
        return CSS
    top = ""
    if document.header:
        before, middle, after = (_css_text(part) for part in d.header_parts(document))
        said = f"{before} counter(page) {middle} counter(pages) {after}"
        top = f" @top-right {{ content: {said}; font: 9pt sans-serif; color: #595959; }}"
    page = (
        f":root {{ --spacing: {document.spacing:.2f}; }}\n"
        f"@media print {{ @page {{ size: A4; margin: 18mm 12mm 16mm 16mm;{top} }} }}\n"
    )
    return CSS + SAID_CSS + page


def _css_text(text: str) -> str:
    """Write a text as a string of a style sheet: whatever is no plain letter by its number."""
    return '"' + "".join(c if c.isascii() and (c.isalnum() or c in " -.") else f"\\{ord(c):x} " for c in text) + '"'


def html_bytes(document: d.Document) -> bytes:
    """Return the bytes of a self-contained html file, with a policy that forbids everything but its own style."""
    css = _style(document)
    digest = base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    large = ' class="large"' if document.large else ""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_value(document.language)}"{large}>',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_safe(document.title)}</title>",
        f"<style>{css}</style>",
        "</head>",
        "<body>",
        '<main class="wide">' if document.wide else "<main>",
        f"<h1>{_safe(document.title)}</h1>",
    ]
    if document.subtitle:
        lines.append(f'<p class="subtitle">{_safe(document.subtitle)}</p>')
    lines += [_block(block) for block in document.blocks]
    if document.foot:
        lines.append(f"<footer>{_safe(document.foot)}</footer>")
    lines += ["</main>", "</body>", "</html>", ""]
    return "\n".join(lines).encode("utf-8")


def _block(block: d.Block) -> str:
    if isinstance(block, d.Heading):
        tag = f"h{min(block.level, 3) + 1}"
        page = ' class="page"' if block.new_page else ""
        return f"<{tag}{page}>{_words(block.words)}</{tag}>"
    if isinstance(block, d.Paragraph):
        look = "" if block.look == "body" else f' class="{block.look}"'
        return f"<p{look}>{_words(block.words)}</p>"
    if isinstance(block, d.Bullets):
        return "<ul>\n" + "\n".join(f"<li>{_words(item)}</li>" for item in block.items) + "\n</ul>"
    if isinstance(block, d.Box):
        paragraphs = "\n".join(f"<p>{_words(words)}</p>" for words in block.paragraphs)
        return f"<aside>\n<h2>{_safe(block.title)}</h2>\n{paragraphs}\n</aside>"
    if isinstance(block, d.Extract):
        said = _words((d.Span(block.text, evidence=block.evidence),))
        return (
            f"<figure>\n<blockquote>«\xa0{said}\xa0»</blockquote>\n"
            f"<figcaption>{_safe(block.source)}</figcaption>\n</figure>"
        )
    if isinstance(block, d.Said):
        return _said(block)
    head = "".join(f'<th scope="col">{_safe(heading)}</th>' for heading in block.headings)
    rows = "\n".join("<tr>" + "".join(f"<td>{_words(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
    caption = f"<caption>{_safe(block.caption)}</caption>\n" if block.caption else ""
    columns = "".join(f'<col width="{share:.0f}%">' for share in block.widths(100)) if block.shares else ""
    return f"<table>\n{caption}{columns}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _said(block: d.Said) -> str:
    look = "turn" + " asks" * block.asks + " after" * (not block.number and not block.who)
    anchor = f' id="t{_value(block.number)}"' if block.number else ""
    who = f"<strong><bdi>{_safe(block.who)}</bdi></strong>\xa0 " if block.who else ""
    time = f"<time>{_safe(block.time)}</time>\xa0 " if block.time else ""
    notes = "".join(f"<p><strong>{_safe(number)}</strong>{_words(note)}</p>" for number, note in block.notes)
    return (
        f'<div class="{look}"{anchor}><b>{_safe(block.number)}</b>'
        f'<p dir="auto">{who}{time}{_words(block.words, said=True)}</p><aside>{notes}</aside></div>'
    )


_UNDER = ("", "<u>", '<u class="two">', '<u class="more">')


def _words(words: d.Words, *, said: bool = False) -> str:
    parts = []
    for span in words:
        if span.mark:
            # In an attribute, so that what is searched, copied or taken out of the page is what was said.
            parts.append(f'<sup data-n="{_value(span.text)}"></sup>')
            continue
        text = d.BLANK.sub('<span class="blank">\n</span>', _safe(span.text)) if said else _safe(span.text)
        if span.under and text:
            text = f"{_UNDER[min(span.under, 3)]}{text}</u>"
        if span.bold:
            text = f"<strong>{text}</strong>"
        if span.evidence:
            text = f'<span data-evidence="{_value(span.evidence)}">{text}</span>'
        parts.append(text)
    return "".join(parts)


def _safe(text: str) -> str:
    """Escape a text; apostrophes stay as they were said."""
    return escape(d.clean(text), quote=False)


def _value(text: str) -> str:
    return escape(d.clean(text), quote=True)
