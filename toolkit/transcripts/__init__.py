"""Room 2: transcripts understood turn by turn, names found and replaced, texts brought into the study.

``read`` tells how a file is understood; nothing is imported by it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.transcripts.clues import clues_of
    from toolkit.transcripts.coffre_files import Coffre, new_coffre, open_coffre
    from toolkit.transcripts.contexts import contexts_of
    from toolkit.transcripts.decision_checks import check_decisions
    from toolkit.transcripts.files import Batch, read, read_all, read_batch, report
    from toolkit.transcripts.forms import Candidate, NameDecision
    from toolkit.transcripts.names import find_names, find_names_everywhere
    from toolkit.transcripts.pseudonyms import accept_all, group_forms, propose_replacements
    from toolkit.transcripts.reading import Reading, read_text, transcript_of, with_roles
    from toolkit.transcripts.replacements import Pseudonymised, pseudonymise, remaining, restore, shift_turns
    from toolkit.transcripts.widget import NamesDesk, names_desk

_NAMES = {
    "Batch": "files",
    "Candidate": "forms",
    "Coffre": "coffre_files",
    "NameDecision": "forms",
    "NamesDesk": "widget",
    "Pseudonymised": "replacements",
    "Reading": "reading",
    "accept_all": "pseudonyms",
    "check_decisions": "decision_checks",
    "clues_of": "clues",
    "contexts_of": "contexts",
    "find_names": "names",
    "find_names_everywhere": "names",
    "group_forms": "pseudonyms",
    "names_desk": "widget",
    "new_coffre": "coffre_files",
    "open_coffre": "coffre_files",
    "propose_replacements": "pseudonyms",
    "pseudonymise": "replacements",
    "read": "files",
    "read_all": "files",
    "read_batch": "files",
    "read_text": "reading",
    "remaining": "replacements",
    "report": "files",
    "restore": "replacements",
    "shift_turns": "replacements",
    "transcript_of": "reading",
    "with_roles": "reading",
}
"""Where each public name lives: a module is loaded when one of its names is first asked for."""

__all__ = [
    "Batch",
    "Candidate",
    "Coffre",
    "NameDecision",
    "NamesDesk",
    "Pseudonymised",
    "Reading",
    "accept_all",
    "check_decisions",
    "clues_of",
    "contexts_of",
    "find_names",
    "find_names_everywhere",
    "group_forms",
    "names_desk",
    "new_coffre",
    "open_coffre",
    "propose_replacements",
    "pseudonymise",
    "read",
    "read_all",
    "read_batch",
    "read_text",
    "remaining",
    "report",
    "restore",
    "shift_turns",
    "transcript_of",
    "with_roles",
]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(f"toolkit.transcripts.{_NAMES[name]}"), name)
    raise AttributeError(f"module 'toolkit.transcripts' has no attribute {name!r}")
