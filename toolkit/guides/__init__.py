"""The room where the interview is prepared: guides as files, checks of their wording and structure."""

from toolkit.guides.brief import Brief, Found
from toolkit.guides.building import Building, change, new
from toolkit.guides.checks import CHECKS, Finding, check, check_questions
from toolkit.guides.comparing import Difference, Differences, compare
from toolkit.guides.documents import Opened
from toolkit.guides.drafting import draft, drafts, undecided
from toolkit.guides.files import read_guide, read_offer, save_brief_page, save_guide, understand
from toolkit.guides.layout import guide_document, pocket_document
from toolkit.guides.markdown import guide_notes, parse_guide, question_lines, write_guide
from toolkit.guides.meeting import quotas
from toolkit.guides.notices import consent_document, notice_document
from toolkit.guides.offers import parse_offer
from toolkit.guides.printed_files import lay_out, print_guide, send_back
from toolkit.guides.readability import readability
from toolkit.guides.silences import silence, weigh

__all__ = [
    "CHECKS",
    "Brief",
    "Building",
    "Difference",
    "Differences",
    "Finding",
    "Found",
    "Opened",
    "change",
    "check",
    "check_questions",
    "compare",
    "consent_document",
    "draft",
    "drafts",
    "guide_document",
    "guide_notes",
    "lay_out",
    "new",
    "notice_document",
    "parse_guide",
    "parse_offer",
    "pocket_document",
    "print_guide",
    "question_lines",
    "quotas",
    "read_guide",
    "read_offer",
    "readability",
    "save_brief_page",
    "save_guide",
    "send_back",
    "silence",
    "undecided",
    "understand",
    "weigh",
    "write_guide",
]
