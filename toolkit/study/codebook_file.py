"""``codebook.md`` beside the study, written again by each change of a code: to read, to compare with git."""

import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.errors import ToolkitError
from toolkit.model.change import Change
from toolkit.model.codes import Code

if TYPE_CHECKING:
    from toolkit.study.book import Study

NAME: Final = "codebook.md"
_log = logging.getLogger(__name__)


def follow(study: "Study", change: Change) -> Path | None:
    """Write ``codebook.md`` when a change touches a code; return its path, None when nothing was to be written.

    The change is on disk already: a file that cannot be written now (open elsewhere, a full disk) is no fault of it,
    and the next change of a code writes it.
    """
    if not any(isinstance(after if after is not None else before, Code) for _id, before, after in change):
        return None
    return write_codebook(study)


def write_codebook(study: "Study") -> Path | None:
    """Write ``codebook.md`` as the codes are now; None when the file cannot be written."""
    from toolkit.formats.codebook_text import codebook_markdown
    from toolkit.formats.whole import write_whole

    path = study.folder / NAME
    try:
        text = codebook_markdown(study.codebook)
        with suppress(OSError, UnicodeDecodeError):
            if path.read_text(encoding="utf-8") == text:
                return path
        return write_whole(path, text)
    except (OSError, ToolkitError) as error:
        _log.warning("codebook.md: %s", type(error).__name__)
        return None
