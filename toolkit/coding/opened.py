"""What the analyst put together, to be read: a value that a cell may hold in silence, and show when it is asked to.

Its words are those of the team and of the people heard: its ``repr`` counts, ``.show()`` shows.
"""

from dataclasses import dataclass
from html import escape

from toolkit.formats.document_writers import Block, Bullets, Document, Extract, Grid, Heading, Paragraph, Words
from toolkit.formats.table_writers import Printed


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A table (``printed``) and the same as a document with its extracts; ``name`` and ``n`` say it in short."""

    name: str
    n: int
    printed: Printed
    document: Document

    def show(self) -> "OnScreen":
        """Show it in a notebook, extracts folded: what a cell shows is saved with it, unless it is cleared."""
        return OnScreen(self.document)

    def __repr__(self) -> str:
        return f"<{self.name}: {self.n}>"


class OnScreen:
    """A document that a notebook shows, because it was asked for."""

    def __init__(self, document: Document):
        self._document = document

    def _repr_html_(self) -> str:
        made = self._document
        parts = [f"<div><p><strong>{escape(made.title)}</strong><br>{escape(made.subtitle)}</p>"]
        parts += map(_block, made.blocks)
        return "".join([*parts, f"<p style='font-size:.85em'>{escape(made.foot)}</p></div>"])

    def __str__(self) -> str:
        from toolkit.formats.document_md import markdown_of

        return markdown_of(self._document)

    __repr__ = __str__


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h4>{_words(block.words)}</h4>"
    if isinstance(block, Paragraph):
        return f"<p>{_words(block.words)}</p>"
    if isinstance(block, Extract):
        words = f"<blockquote style='white-space:pre-line'>{escape(block.text)}</blockquote>"
        return f"<details><summary>{escape(block.source)}</summary>{words}</details>"
    if isinstance(block, Bullets):
        return "<ul>" + "".join(f"<li>{_words(item)}</li>" for item in block.items) + "</ul>"
    if isinstance(block, Grid):
        left = "style='text-align:left;vertical-align:top;white-space:pre-line'"
        head = "".join(f"<th scope='col' {left}>{escape(name)}</th>" for name in block.headings)
        rows = "".join("<tr>" + "".join(f"<td {left}>{_words(c)}</td>" for c in row) + "</tr>" for row in block.rows)
        caption = f"<caption style='text-align:left'>{escape(block.caption)}</caption>" if block.caption else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return ""


def _words(words: Words) -> str:
    return "".join(f"<b>{escape(one.text)}</b>" if one.bold else escape(one.text) for one in words)
