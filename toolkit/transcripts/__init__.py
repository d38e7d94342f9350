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
    from toolkit.transcripts.listed import ListedForms
    from toolkit.transcripts.names import find_names, find_names_everywhere
    from toolkit.transcripts.outside_names import OutsideName, names_of_file
    from toolkit.transcripts.printed_files import print_text
    from toolkit.transcripts.printing import to_document
    from toolkit.transcripts.pseudonyms import accept_all, group_forms, propose_replacements
    from toolkit.transcripts.reading import Reading, read_text, transcript_of, with_roles
    from toolkit.transcripts.reidentifying import reidentified
    from toolkit.transcripts.replacements import Pseudonymised, pseudonymise, remaining, restore, shift_turns
    from toolkit.transcripts.revised import revision_of, save_revision
    from toolkit.transcripts.revising import revise
    from toolkit.transcripts.revisions import Revision
    from toolkit.transcripts.risk import Anonymity, k_anonymity
    from toolkit.transcripts.risk_generalise import Generalisation, generalise
    from toolkit.transcripts.risk_measured import Risk, measure_risk
    from toolkit.transcripts.risk_officer import Measures, risk_note
    from toolkit.transcripts.risk_portraits import Portrait, portraits
    from toolkit.transcripts.risk_roles import RoleRisk, role_risk
    from toolkit.transcripts.role_words import RolePlace, find_roles
    from toolkit.transcripts.text_editor import editor
    from toolkit.transcripts.widget import NamesDesk, names_desk

_NAMES = {
    "Anonymity": "risk",
    "Batch": "files",
    "Candidate": "forms",
    "Coffre": "coffre_files",
    "Generalisation": "risk_generalise",
    "ListedForms": "listed",
    "Measures": "risk_officer",
    "NameDecision": "forms",
    "NamesDesk": "widget",
    "Portrait": "risk_portraits",
    "OutsideName": "outside_names",
    "Pseudonymised": "replacements",
    "Reading": "reading",
    "Revision": "revisions",
    "Risk": "risk_measured",
    "RolePlace": "role_words",
    "RoleRisk": "risk_roles",
    "accept_all": "pseudonyms",
    "check_decisions": "decision_checks",
    "clues_of": "clues",
    "contexts_of": "contexts",
    "editor": "text_editor",
    "find_names": "names",
    "find_names_everywhere": "names",
    "find_roles": "role_words",
    "generalise": "risk_generalise",
    "group_forms": "pseudonyms",
    "k_anonymity": "risk",
    "measure_risk": "risk_measured",
    "names_desk": "widget",
    "names_of_file": "outside_names",
    "new_coffre": "coffre_files",
    "open_coffre": "coffre_files",
    "print_text": "printed_files",
    "portraits": "risk_portraits",
    "propose_replacements": "pseudonyms",
    "pseudonymise": "replacements",
    "read": "files",
    "read_all": "files",
    "read_batch": "files",
    "read_text": "reading",
    "reidentified": "reidentifying",
    "remaining": "replacements",
    "report": "files",
    "restore": "replacements",
    "revise": "revising",
    "revision_of": "revised",
    "save_revision": "revised",
    "risk_note": "risk_officer",
    "role_risk": "risk_roles",
    "shift_turns": "replacements",
    "to_document": "printing",
    "transcript_of": "reading",
    "with_roles": "reading",
}
"""Where each public name lives: a module is loaded when one of its names is first asked for."""

__all__ = [
    "Anonymity",
    "Batch",
    "Candidate",
    "Coffre",
    "Generalisation",
    "ListedForms",
    "Measures",
    "NameDecision",
    "NamesDesk",
    "OutsideName",
    "Portrait",
    "Pseudonymised",
    "Reading",
    "Revision",
    "Risk",
    "RolePlace",
    "RoleRisk",
    "accept_all",
    "check_decisions",
    "clues_of",
    "contexts_of",
    "editor",
    "find_names",
    "find_names_everywhere",
    "find_roles",
    "generalise",
    "group_forms",
    "k_anonymity",
    "measure_risk",
    "names_desk",
    "names_of_file",
    "new_coffre",
    "open_coffre",
    "portraits",
    "print_text",
    "propose_replacements",
    "pseudonymise",
    "read",
    "read_all",
    "read_batch",
    "read_text",
    "reidentified",
    "remaining",
    "report",
    "restore",
    "revise",
    "revision_of",
    "risk_note",
    "role_risk",
    "save_revision",
    "shift_turns",
    "to_document",
    "transcript_of",
    "with_roles",
]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(f"toolkit.transcripts.{_NAMES[name]}"), name)
    raise AttributeError(f"module 'toolkit.transcripts' has no attribute {name!r}")
