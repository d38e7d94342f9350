"""Carnet, the field notebook of qualitative-research interns.

Six rooms in the order of the work: ``guides``, ``transcripts``, ``coding``, ``review``, ``counting``, ``feedback``.
Nouns live in ``model``, verbs in the rooms, the study remembers, ``formats`` carry in and out.
Nothing heavy is imported here: a room is loaded when it is first named.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_ROOMS = ("guides", "transcripts", "coding", "review", "counting", "feedback")
_NAMES = {
    "open_study": "toolkit.study",
    "new_study": "toolkit.study",
    "Study": "toolkit.study",
    "ToolkitError": "toolkit.errors",
}

if TYPE_CHECKING:
    from toolkit import coding, counting, feedback, guides, review, transcripts
    from toolkit.errors import ToolkitError
    from toolkit.study import Study, new_study, open_study

__all__ = [
    "Study",
    "ToolkitError",
    "__version__",
    "coding",
    "counting",
    "feedback",
    "guides",
    "new_study",
    "open_study",
    "review",
    "transcripts",
]


def __getattr__(name: str) -> Any:
    """Load a room or a name the first time it is asked for (PEP 562)."""
    from importlib import import_module

    if name in _ROOMS:
        return import_module(f"toolkit.{name}")
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'toolkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
