"""The room where the interview is prepared: guides as files, checks of their wording and structure."""

from toolkit.guides.checks import CHECKS, Finding, check, check_questions
from toolkit.guides.files import read_guide, save_guide
from toolkit.guides.markdown import guide_notes, parse_guide, question_lines, write_guide

__all__ = [
    "CHECKS",
    "Finding",
    "check",
    "check_questions",
    "guide_notes",
    "parse_guide",
    "question_lines",
    "read_guide",
    "save_guide",
    "write_guide",
]
