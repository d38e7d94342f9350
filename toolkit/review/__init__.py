"""Room 4: what supervisors and second coders say of the coding, and how far coders agree.

``review_bundle`` chooses passages, ``review_page`` makes the file that a supervisor opens by double-click,
``import_answers`` brings the verdicts back.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.review.agreement import Agreement, agreement_policy, alpha_by_turn, krippendorff, krippendorff_alpha
    from toolkit.review.answers import Answers, ImportReport, import_answers, read_answers, record_after, record_of
    from toolkit.review.bundle import checked_bundle, review_bundle
    from toolkit.review.files import read_records, write_record
    from toolkit.review.page import review_page

_NAMES = {
    "Agreement": "agreement",
    "agreement_policy": "agreement",
    "alpha_by_turn": "agreement",
    "krippendorff": "agreement",
    "krippendorff_alpha": "agreement",
    "Answers": "answers",
    "ImportReport": "answers",
    "checked_bundle": "bundle",
    "import_answers": "answers",
    "read_answers": "answers",
    "read_records": "files",
    "record_after": "answers",
    "record_of": "answers",
    "review_bundle": "bundle",
    "review_page": "page",
    "write_record": "files",
}
"""Where each public name lives: a module is loaded when one of its names is first asked for."""

__all__ = [
    "Agreement",
    "Answers",
    "ImportReport",
    "agreement_policy",
    "alpha_by_turn",
    "checked_bundle",
    "import_answers",
    "krippendorff",
    "krippendorff_alpha",
    "read_answers",
    "read_records",
    "record_after",
    "record_of",
    "review_bundle",
    "review_page",
    "write_record",
]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(f"toolkit.review.{_NAMES[name]}"), name)
    raise AttributeError(f"module 'toolkit.review' has no attribute {name!r}")
