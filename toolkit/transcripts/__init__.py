"""Room 2: transcripts understood turn by turn, names found and replaced, texts brought into the study.

``read`` tells how a file is understood; nothing is imported by it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.transcripts.files import Batch, read, read_all, read_batch, report
    from toolkit.transcripts.reading import Reading, read_text, transcript_of, with_roles

_NAMES = {
    "Batch": "files",
    "Reading": "reading",
    "read": "files",
    "read_all": "files",
    "read_batch": "files",
    "read_text": "reading",
    "report": "files",
    "transcript_of": "reading",
    "with_roles": "reading",
}
"""Where each public name lives: a module is loaded when one of its names is first asked for."""

__all__ = ["Batch", "Reading", "read", "read_all", "read_batch", "read_text", "report", "transcript_of", "with_roles"]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(f"toolkit.transcripts.{_NAMES[name]}"), name)
    raise AttributeError(f"module 'toolkit.transcripts' has no attribute {name!r}")
