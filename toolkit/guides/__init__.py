"""The room where the interview is prepared: guides as files, checks of their wording and structure."""

from toolkit.guides.building import Building, change, new
from toolkit.guides.checks import CHECKS, Finding, check, check_questions
from toolkit.guides.comparing import Difference, Differences, compare
from toolkit.guides.documents import Opened
from toolkit.guides.files import read_guide, save_guide, understand
from toolkit.guides.markdown import guide_notes, parse_guide, question_lines, write_guide

__all__ = [
    "CHECKS",
    "Building",
    "Difference",
    "Differences",
    "Finding",
    "Opened",
    "change",
    "check",
    "check_questions",
    "compare",
    "guide_notes",
    "new",
    "parse_guide",
    "question_lines",
    "read_guide",
    "save_guide",
    "understand",
    "write_guide",
]
