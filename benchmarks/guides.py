"""Forty questions checked: cold with the syntax, warm, and cold with the patterns only."""

import time
from typing import Any

PLACES = ["foyer", "quartier", "jardin", "atelier", "service", "club", "collège", "marché", "hôpital", "syndicat"]
ASKED = (
    "Comment vous êtes-vous intéressé à ce {} ?",
    "Êtes-vous satisfait du {} ?",
    "Comment avez-vous connu ce {}, et pourquoi y êtes-vous resté ?",
    "Racontez-moi une journée où rien ne s'est passé comme prévu au {}.",
)
QUESTIONS = [form.format(place) for place in PLACES for form in ASKED]


def guide_check(count: int) -> tuple[dict[str, float], Any]:
    """Time the load of spaCy apart, then what the checks add to it, then a second run."""
    begun = time.perf_counter()
    from toolkit.guides import check_questions
    from toolkit.language.syntax import french_parser

    imported = time.perf_counter()
    french_parser()
    loaded = time.perf_counter()
    found = check_questions(QUESTIONS[:count])
    checked = time.perf_counter()
    check_questions(QUESTIONS[:count])
    again = time.perf_counter()
    times = {"load": loaded - imported, "beyond": imported - begun + checked - loaded, "warm": again - checked}
    return times, sorted({finding.check for finding in found})


def guide_fast(count: int) -> tuple[dict[str, float], Any]:
    """Time the checks with patterns only, imports included."""
    begun = time.perf_counter()
    from toolkit.guides import check_questions

    found = check_questions(QUESTIONS[:count], fast=True)
    return {"fast": time.perf_counter() - begun}, sorted({finding.check for finding in found})
