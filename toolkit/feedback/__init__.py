"""Room six: extracts that people agreed to, sheets whose every number can be followed, documents checked again."""

from toolkit.feedback.check import Finding, check_document
from toolkit.feedback.consent import Permission, consent_frame, may_leave, printable_traits, who_is_quoted
from toolkit.feedback.files import read_document, to_docx, to_html, to_odt
from toolkit.feedback.passages import Resolution, check_quote, place, resolve
from toolkit.feedback.quotes import answer_quotes, approve, choose_quotes
from toolkit.feedback.results import results_document
from toolkit.feedback.sheet import Sheet, feedback_sheet
from toolkit.feedback.wording import plain_language, sheet_document

__all__ = [
    "Finding",
    "Permission",
    "Resolution",
    "Sheet",
    "answer_quotes",
    "approve",
    "check_document",
    "check_quote",
    "choose_quotes",
    "consent_frame",
    "feedback_sheet",
    "may_leave",
    "place",
    "plain_language",
    "printable_traits",
    "read_document",
    "resolve",
    "results_document",
    "sheet_document",
    "to_docx",
    "to_html",
    "to_odt",
    "who_is_quoted",
]
