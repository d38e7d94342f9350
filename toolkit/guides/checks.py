"""Checks of a guide: how its questions are worded, what its structure lacks.

A remark explains and proposes; it never blocks, and the analyst decides. The checks of wording read patterns, not
the meaning: a question that they leave in peace may still be a poor one.
"""

from collections.abc import Iterable, Mapping

from toolkit.guides import remarks, structure
from toolkit.guides.remarks import CHECKS, Finding
from toolkit.model import Guide
from toolkit.model.guide import Method

__all__ = ["CHECKS", "Finding", "check", "check_questions"]


def check_questions(
    lines: Iterable[str],
    *,
    method: Method = "semi-structured",
    glossary: Iterable[str] = (),
    plain: bool = False,
    projection: bool = False,
    first_line: int = 1,
) -> list[Finding]:
    """Return the remarks on questions, one a line, in the order of the lines.

    Parameters
    ----------
    lines
        The questions, French or English; empty lines are passed over but counted.
    method
        Some remarks are graver in some methods: « pourquoi » is an error in explicitation.
    glossary
        Words and acronyms that the public shares, which are not jargon here.
    plain
        Hold questions to 12 words, the usual limit of plain language (FALC).
    projection
        The questions belong to a last theme about the future: hypotheses are only mentioned.
    first_line
        Number of the first line.

    Examples
    --------
    >>> [remark.check for remark in check_questions(["Est-ce que vous utilisez l'outil ?"])]
    ['closed']
    """
    known = frozenset(glossary)
    found: list[Finding] = []
    for number, line in enumerate(lines, first_line):
        text = remarks.tidy(line)
        if any(char.isalpha() for char in text):
            found += remarks.remarks(line.strip(), text, number, method, known, plain, projection)
    return found


def check(guide: Guide, *, lines: Mapping[str, int] | None = None, glossary: Iterable[str] = ()) -> list[Finding]:
    """Return the remarks on a guide: wording of each question and probe, then structure.

    Parameters
    ----------
    guide
        The guide.
    lines
        Where things stand in its file, as ``question_lines`` gives it; without it, lines are 0.
    glossary
        Words and acronyms that the public shares.
    """
    places = lines or {}
    found: list[Finding] = []
    themes = guide.themes
    last = len(themes) - 1 if len(themes) > 1 else -1
    for index, theme in enumerate(themes):
        for question in theme.questions:
            texts = [
                (question.id, question.text),
                *((f"{question.id}/{n}", p.text) for n, p in enumerate(question.probes, 1)),
            ]
            for place, text in texts:
                at = places.get(place, places.get(question.id, 0))
                found += check_questions(
                    [text], method=guide.method, glossary=glossary, projection=index == last, first_line=at
                )
    for question in guide.closing:
        found += [
            remark
            for remark in check_questions(
                [question.text], method=guide.method, glossary=glossary, first_line=places.get(question.id, 0)
            )
            if remark.check != "closed"  # « Voulez-vous ajouter quelque chose ? » is how one takes leave
        ]
    if guide.opening:
        at = places.get("text/opening", 0)
        opening = check_questions(
            [" ".join(guide.opening.split())], method=guide.method, glossary=glossary, first_line=at
        )
        found += [remark for remark in opening if remark.check not in ("too_long", "double")]
    for gap in structure.gaps(guide):
        text = gap.place if gap.text is None else gap.text
        found.append(
            Finding(gap.check, places.get(gap.place, 1 if lines else 0), text, gap.severity, gap.message, gap.advice)
        )
    return found
