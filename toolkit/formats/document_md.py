"""Documents as Markdown: for a notebook, a wiki, or a message."""

import re

from toolkit.formats import document_writers as d


def markdown_of(document: d.Document) -> str:
    """Return a document as Markdown; evidence ids are left out."""
    parts = [f"# {_safe(document.title)}"]
    if document.subtitle:
        parts.append(f"*{_safe(document.subtitle)}*")
    parts += [_block(block) for block in document.blocks]
    if document.foot:
        parts.append(f"---\n\n{_safe(document.foot)}")
    return "\n\n".join(parts) + "\n"


def _block(block: d.Block) -> str:
    if isinstance(block, d.Heading):
        return f"{'#' * (min(block.level, 3) + 1)} {_words(block.words)}"
    if isinstance(block, d.Paragraph):
        return _words(block.words)
    if isinstance(block, d.Bullets):
        return "\n".join(f"- {_words(item)}" for item in block.items)
    if isinstance(block, d.Box):
        return "\n>\n".join([f"> **{_safe(block.title)}**", *(f"> {_words(words)}" for words in block.paragraphs)])
    if isinstance(block, d.Extract):
        return f"> «\xa0{_safe(block.text)}\xa0»\n>\n> {_safe(block.source)}"
    if isinstance(block, d.Said):
        head = " ".join(filter(None, (block.number, _safe(block.who), block.time)))
        notes = "".join(f"\n\n> **{number}** {_words(note)}" for number, note in block.notes)
        return (f"**{head}** " if head else "") + _words(block.words) + notes
    rows = [" | ".join(_safe(heading) for heading in block.headings), " | ".join("---" for _h in block.headings)]
    rows += [" | ".join(_words(cell) for cell in row) for row in block.rows]
    caption = f"{_safe(block.caption)}\n\n" if block.caption else ""
    return caption + "\n".join(f"| {row} |" for row in rows)


def _words(words: d.Words) -> str:
    return "".join(f"**{_safe(span.text)}**" if span.bold else _safe(span.text) for span in words)


def _safe(text: str) -> str:
    """Keep signs from being read as marks: a label may hold any of them."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(d.clean(text).split("\n")))
