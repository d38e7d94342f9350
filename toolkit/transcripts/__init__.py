"""Room 2: transcripts understood turn by turn, names found and replaced, texts brought into the study.

``read`` tells how a file is understood; nothing is imported by it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.transcripts.coffre_files import Coffre, new_coffre, open_coffre
    from toolkit.transcripts.files import Batch, read, read_all, read_batch, report
    from toolkit.transcripts.forms import Candidate, NameDecision
    from toolkit.transcripts.names import find_names, find_names_everywhere
    from toolkit.transcripts.pseudonyms import accept_all, group_forms, propose_replacements
    from toolkit.transcripts.reading import Reading, read_text, transcript_of, with_roles
    from toolkit.transcripts.replacements import Pseudonymised, pseudonymise, remaining, restore, shift_turns
    from toolkit.transcripts.risk import Anonymity, k_anonymity
    from toolkit.transcripts.risk_generalise import Generalisation, generalise
    from toolkit.transcripts.risk_measured import Risk, measure_risk
    from toolkit.transcripts.risk_officer import Measures, risk_note
    from toolkit.transcripts.risk_portraits import Portrait, portraits
    from toolkit.transcripts.risk_roles import RoleRisk, role_risk
    from toolkit.transcripts.role_words import RolePlace, find_roles

_NAMES = {
    "Anonymity": "risk",
    "Batch": "files",
    "Candidate": "forms",
    "Coffre": "coffre_files",
    "Generalisation": "risk_generalise",
    "Measures": "risk_officer",
    "NameDecision": "forms",
    "Portrait": "risk_portraits",
    "Pseudonymised": "replacements",
    "Reading": "reading",
    "Risk": "risk_measured",
    "RolePlace": "role_words",
    "RoleRisk": "risk_roles",
    "accept_all": "pseudonyms",
    "find_names": "names",
    "find_names_everywhere": "names",
    "find_roles": "role_words",
    "generalise": "risk_generalise",
    "group_forms": "pseudonyms",
    "k_anonymity": "risk",
    "measure_risk": "risk_measured",
    "new_coffre": "coffre_files",
    "open_coffre": "coffre_files",
    "portraits": "risk_portraits",
    "propose_replacements": "pseudonyms",
    "pseudonymise": "replacements",
    "read": "files",
    "read_all": "files",
    "read_batch": "files",
    "read_text": "reading",
    "remaining": "replacements",
    "report": "files",
    "restore": "replacements",
    "risk_note": "risk_officer",
    "role_risk": "risk_roles",
    "shift_turns": "replacements",
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
    "Measures",
    "NameDecision",
    "Portrait",
    "Pseudonymised",
    "Reading",
    "Risk",
    "RolePlace",
    "RoleRisk",
    "accept_all",
    "find_names",
    "find_names_everywhere",
    "find_roles",
    "generalise",
    "group_forms",
    "k_anonymity",
    "measure_risk",
    "new_coffre",
    "open_coffre",
    "portraits",
    "propose_replacements",
    "pseudonymise",
    "read",
    "read_all",
    "read_batch",
    "read_text",
    "remaining",
    "report",
    "restore",
    "risk_note",
    "role_risk",
    "shift_turns",
    "transcript_of",
    "with_roles",
]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(f"toolkit.transcripts.{_NAMES[name]}"), name)
    raise AttributeError(f"module 'toolkit.transcripts' has no attribute {name!r}")
