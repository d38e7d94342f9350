"""What a reader gives back: the words of a file in order, and what it set aside."""

from dataclasses import dataclass
from typing import Literal

Source = Literal["text", "cues"]
"""``text`` is a document of paragraphs; ``cues`` are timed pieces as a machine wrote them."""


Cell = tuple[int, int, int]
"""Where a paragraph stands in a table: number of the table, row, column, from 1."""


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    """A paragraph, a line or a cue; times are milliseconds, ``speaker`` only when the format itself names one.

    ``cell`` is the place of a paragraph in a table; ``strong`` a heading, or a paragraph in bold throughout.
    """

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    cell: Cell | None = None
    strong: bool = False

    def __repr__(self) -> str:
        return f"<Block: {len(self.text)} characters, {self.start_ms} to {self.end_ms} ms>"


@dataclass(frozen=True, slots=True, repr=False)
class RawDocument:
    """The content of one file before anyone asks who speaks.

    ``head`` counts the first blocks that are a header of the file (YAML), not speech. ``notes``, ``comments``,
    ``deleted`` and ``headers`` hold what is no part of the running text; ``properties`` names the document
    properties that are filled in (author, title…): they can hold real names.
    """

    format: str
    blocks: tuple[Block, ...]
    source: Source = "text"
    head: int = 0
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<RawDocument {self.format}: {len(self.blocks)} blocks, {len(self.warnings)} warnings>"


def blocks_of(lines: list[str]) -> tuple[Block, ...]:
    """Return one block a line."""
    return tuple(Block(line) for line in lines)
