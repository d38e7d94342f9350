"""Plain text and Markdown."""

import re

from toolkit.formats.encodings import decoded
from toolkit.formats.raw import RawDocument, blocks_of
from toolkit.i18n import _
from toolkit.model.text import clean_text

_YAML = re.compile(r"---[ ]*\n(?:.*\n)*?(?:---|\.\.\.)[ ]*(?:\n|$)")


def read(data: bytes, name: str) -> RawDocument:
    """Read a plain text, one block a line."""
    text, warnings = decoded(data, name)
    return RawDocument("txt", blocks_of(clean_text(text).split("\n")), warnings=warnings)


def read_markdown(data: bytes, name: str) -> RawDocument:
    """Read Markdown as it is typed; a YAML header at its head is kept in the text but is no speech."""
    text, warnings = decoded(data, name)
    text = clean_text(text)
    head = 0
    if (yaml := _YAML.match(text)) is not None and re.search(r"^[\w-]+[ ]*:", yaml[0], re.MULTILINE):
        head = yaml[0].rstrip("\n").count("\n") + 1
        warnings += (_("The YAML header is set aside: it is no one's words."),)
    return RawDocument("md", blocks_of(text.split("\n")), head=head, warnings=warnings)
