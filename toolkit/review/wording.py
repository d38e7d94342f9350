"""How measures and units of agreement are called, and how each is read."""

from typing import Final

from toolkit.i18n import N_, _, number, said
from toolkit.review.alpha import RELIABLE, TENTATIVE

MEASURES: Final = {
    "alpha": N_("Krippendorff's α"),
    "percent": N_("percentage of agreement"),
    "cohen": N_("Cohen's κ"),
    "scott": N_("Scott's π"),
    "fleiss": N_("Fleiss's κ"),
    "gwet_ac1": N_("Gwet's AC1"),
    "brennan_prediger": N_("κ of Brennan & Prediger"),
    "jaccard": N_("Jaccard"),
    "dice": N_("Dice"),
}
BY_UNIT: Final = {
    "turn": N_("by turn"),
    "sentence": N_("by sentence"),
    "character": N_("by character"),
    "segment": N_("by coded stretch"),
}
UNITS: Final = {
    "turn": N_("Turns"),
    "sentence": N_("Sentences"),
    "character": N_("Characters"),
    "segment": N_("Stretches"),
}


def spoken_measure(measure: str) -> str:
    """Return the name of a measure."""
    return said(MEASURES[measure])


def measure_heading(measure: str) -> str:
    """Return the name of a measure at the head of a column."""
    return _("α") if measure == "alpha" else said(MEASURES[measure])


def spoken_unit(unit: str) -> str:
    """Return « par tour de parole » and the like."""
    return said(BY_UNIT[unit])


def spoken_units(unit: str) -> str:
    """Return the name of units at the head of a column."""
    return said(UNITS[unit])


def unit_note(unit: str) -> str:
    """Return what a unit is, where its name is not enough."""
    return {
        "sentence": _("Sentences are found by the punctuation of what participants said."),
        "character": _("Characters of one text are not independent: they are measured, never drawn."),
        "segment": _("A stretch: words of one turn that follow each other, each coded by somebody with some code."),
    }[unit]


def how_to_read(measure: str) -> str:
    """Return which way a measure is read."""
    if measure == "alpha":
        return _(
            "α: 1 is perfect, 0 is chance. Krippendorff asks for {reliable}, "
            "and {tentative} for tentative conclusions.",
            reliable=number(RELIABLE, 3),
            tentative=number(TENTATIVE, 3),
        )
    if measure == "percent":
        return _("Percentage: not corrected for chance, high for any rare code. Never report it alone.")
    if measure in ("jaccard", "dice"):
        return _(
            "Jaccard: what both coded, over what one or the other coded (Dice: twice what both coded, over the sum). "
            "0 nothing in common, 1 the same; not corrected for chance, and uncoded text changes nothing to it."
        )
    if measure == "gwet_ac1":
        return _("AC1: 1 is perfect, 0 is chance. High when a code is rare: read it beside κ or α, never alone.")
    if measure == "brennan_prediger":
        return _(
            "Brennan & Prediger: 1 is perfect; chance is one half here (put or not put). High when a code is rare."
        )
    return _("κ and π: 1 is perfect, 0 is chance. Low when a code is rare, though few units differ.")
