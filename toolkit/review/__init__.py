"""Room 4: what supervisors and second coders say of the coding, and how far coders agree.

``review_bundle`` chooses passages, ``review_page`` makes the file that a supervisor opens by double-click,
``import_answers`` brings the verdicts back.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.review.agreement import (
        Agreement,
        agreement_policy,
        alpha_by_turn,
        krippendorff,
        krippendorff_alpha,
        measure_agreement,
    )
    from toolkit.review.answers import Answers, ImportReport, import_answers, read_answers, record_after, record_of
    from toolkit.review.bundle import checked_bundle, review_bundle
    from toolkit.review.characters import Overlap, dice, jaccard, maxqda_kappa, other_tools, overlap
    from toolkit.review.code_sets import set_alpha
    from toolkit.review.coefficients import brennan_prediger, cohen, fleiss, gwet_ac1, percent, scott
    from toolkit.review.contrasts import differences
    from toolkit.review.files import read_records, write_record
    from toolkit.review.intervals import Interval, bootstrap
    from toolkit.review.page import review_page
    from toolkit.review.passes import drift, turns_to_code_again
    from toolkit.review.report import agreement_report, side_by_side
    from toolkit.review.unitizing import Unitized, alpha_u, unitized_alpha

_NAMES = {
    "Agreement": "agreement",
    "agreement_policy": "agreement",
    "alpha_by_turn": "agreement",
    "krippendorff": "agreement",
    "krippendorff_alpha": "agreement",
    "measure_agreement": "agreement",
    "Answers": "answers",
    "ImportReport": "answers",
    "import_answers": "answers",
    "read_answers": "answers",
    "record_after": "answers",
    "record_of": "answers",
    "Interval": "intervals",
    "bootstrap": "intervals",
    "checked_bundle": "bundle",
    "review_bundle": "bundle",
    "Overlap": "characters",
    "dice": "characters",
    "jaccard": "characters",
    "maxqda_kappa": "characters",
    "other_tools": "characters",
    "overlap": "characters",
    "set_alpha": "code_sets",
    "brennan_prediger": "coefficients",
    "cohen": "coefficients",
    "fleiss": "coefficients",
    "gwet_ac1": "coefficients",
    "percent": "coefficients",
    "scott": "coefficients",
    "differences": "contrasts",
    "drift": "passes",
    "turns_to_code_again": "passes",
    "read_records": "files",
    "write_record": "files",
    "review_page": "page",
    "agreement_report": "report",
    "side_by_side": "report",
    "Unitized": "unitizing",
    "alpha_u": "unitizing",
    "unitized_alpha": "unitizing",
}
"""Where each public name lives: a module is loaded when one of its names is first asked for."""

__all__ = [
    "Agreement",
    "Answers",
    "ImportReport",
    "Interval",
    "Overlap",
    "Unitized",
    "agreement_policy",
    "agreement_report",
    "alpha_by_turn",
    "alpha_u",
    "bootstrap",
    "brennan_prediger",
    "checked_bundle",
    "cohen",
    "dice",
    "differences",
    "drift",
    "fleiss",
    "gwet_ac1",
    "import_answers",
    "jaccard",
    "krippendorff",
    "krippendorff_alpha",
    "maxqda_kappa",
    "measure_agreement",
    "other_tools",
    "overlap",
    "percent",
    "read_answers",
    "read_records",
    "record_after",
    "record_of",
    "review_bundle",
    "review_page",
    "scott",
    "set_alpha",
    "side_by_side",
    "turns_to_code_again",
    "unitized_alpha",
    "write_record",
]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(f"toolkit.review.{_NAMES[name]}"), name)
    raise AttributeError(f"module 'toolkit.review' has no attribute {name!r}")
