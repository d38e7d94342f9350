"""The room where the interview is prepared: guides as files, checks of their wording and structure."""

from toolkit.guides.brief import Brief, Found
from toolkit.guides.checks import CHECKS, Finding, check, check_questions
from toolkit.guides.drafting import draft, drafts, undecided
from toolkit.guides.files import read_guide, read_offer, save_brief_page, save_guide
from toolkit.guides.markdown import guide_notes, parse_guide, question_lines, write_guide
from toolkit.guides.offers import parse_offer

__all__ = [
    "CHECKS",
    "Brief",
    "Finding",
    "Found",
    "check",
    "check_questions",
    "draft",
    "drafts",
    "guide_notes",
    "parse_guide",
    "parse_offer",
    "question_lines",
    "read_guide",
    "read_offer",
    "save_brief_page",
    "save_guide",
    "undecided",
    "write_guide",
]
