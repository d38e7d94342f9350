"""The room where the interview is prepared: guides as files, checks of their wording and structure."""

from toolkit.guides.checks import CHECKS, Finding, check, check_questions
from toolkit.guides.files import read_guide, save_guide
from toolkit.guides.markdown import guide_notes, parse_guide, question_lines, write_guide
from toolkit.guides.readability import readability
from toolkit.guides.silences import silence, weigh

__all__ = [
    "CHECKS",
    "Finding",
    "check",
    "check_questions",
    "guide_notes",
    "parse_guide",
    "question_lines",
    "read_guide",
    "readability",
    "save_guide",
    "silence",
    "weigh",
    "write_guide",
]
