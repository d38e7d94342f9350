"""Checks of a guide: how its questions are worded, what its structure lacks.

A remark explains and proposes; it never blocks, and the analyst decides. The checks of wording read patterns, not
the meaning: a question that they leave in peace may still be a poor one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from toolkit.guides import remarks, structure
from toolkit.guides.overall import overall
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
    fast: bool = False,
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
    fast
        Read patterns only: the syntax of the French questions (spaCy) is left out, some defects with it.

    Examples
    --------
    >>> [remark.check for remark in check_questions(["Est-ce que vous utilisez l'outil ?"])]
    ['closed']
    """
    rows = [
        Row(line, number, str(number), projection=projection)
        for number, line in enumerate(lines, first_line)
        if not re.fullmatch(r"\s*<!--.*-->\s*", line)
    ]
    return _checked(rows, method, glossary, plain=plain, fast=fast)


class Row(NamedTuple):
    """One question or probe, where it stands, and what is not said of it."""

    text: str
    line: int
    place: str
    projection: bool = False
    left_out: tuple[str, ...] = ()


def _checked(
    rows: Iterable[Row], method: Method, glossary: Iterable[str], *, plain: bool = False, fast: bool = False
) -> list[Finding]:
    known = frozenset(glossary)
    kept = [row for row in rows if any(char.isalpha() for char in remarks.tidy(row.text))]
    prompts = [remarks.prompt(row.text) for row in kept]
    if not fast:
        prompts = remarks.parsed(prompts)
    return [
        replace(found, place=row.place)
        for row, prompt in zip(kept, prompts, strict=True)
        for found in remarks.remarks(prompt, row.line, method, known, plain, row.projection)
        if found.check not in row.left_out
    ]


def check(
    guide: Guide,
    *,
    lines: Mapping[str, int] | None = None,
    glossary: Iterable[str] = (),
    fast: bool = False,
) -> list[Finding]:
    """Return the remarks on a guide: wording of each question and probe, then structure.

    Parameters
    ----------
    guide
        The guide.
    lines
        Where things stand in its file, as ``question_lines`` gives it; without it, lines are 0.
    glossary
        Words and acronyms that the public shares.
    fast
        Read patterns only, as in ``check_questions``.
    """
    places = lines or {}
    rows: list[Row] = []
    last = len(guide.themes) - 1 if len(guide.themes) > 1 else -1
    for index, theme in enumerate(guide.themes):
        for question in theme.questions:
            texts = [
                (question.id, question.text),
                *((f"{question.id}/{n}", p.text) for n, p in enumerate(question.probes, 1)),
            ]
            for place, text in texts:
                at = places.get(place, places.get(question.id, 0))
                rows.append(Row(text, at, place, projection=index == last))
    for question in guide.closing:  # « Voulez-vous ajouter quelque chose ? » is how one takes leave
        rows.append(Row(question.text, places.get(question.id, 0), question.id, left_out=("closed",)))
    if guide.opening:
        opening = " ".join(guide.opening.split())
        rows.append(Row(opening, places.get("text/opening", 0), "opening", left_out=("too_long", "double")))
    found = _checked(rows, guide.method, glossary, fast=fast)
    for gap in (*structure.gaps(guide), *overall(guide)):
        text = gap.place if gap.text is None else gap.text
        at = places.get(gap.place, 1 if lines else 0)
        found.append(Finding(gap.check, at, text, gap.severity, gap.message, gap.advice, gap.place))
    return found
