"""What only the whole guide shows: the order of its questions, a series of « pourquoi », how hard it is to read."""

import re
from collections.abc import Iterator
from typing import Final

from toolkit.guides import lexicons, ordering
from toolkit.guides.readability import counts, kandel_moles
from toolkit.guides.remarks import SITUATED
from toolkit.guides.structure import NO_QUESTIONS, Gap
from toolkit.i18n import _, n_
from toolkit.model import Guide
from toolkit.model.guide import Question

_WORDS: Final = 100
"""Under so many words, a score of readability says nothing."""
_OPEN_ORDER: Final = ("life story", "self-confrontation")
"""Methods whose order is that of a life or of a film, not of a guide."""


def overall(guide: Guide) -> Iterator[Gap]:
    """Yield the remarks on the whole of a guide (in French; an English one has no order nor score here)."""
    if guide.method in NO_QUESTIONS or guide.language == "en":
        return
    yield from _order(guide)
    yield from _whys(guide)
    yield from _readability(guide)


def _order(guide: Guide) -> Iterator[Gap]:
    asked = [question for theme in guide.themes for question in theme.questions]
    if not asked:
        return
    rows: list[tuple[ordering.Tag, Question | None]] = [(ordering.tag(question.text), question) for question in asked]
    rows += [("C", question) for question in guide.closing] + [("D", question) for question in guide.items]
    broken = ordering.broken([tag for tag, _question in rows])
    loose = guide.method in _OPEN_ORDER or bool(guide.opening.strip())
    for rule, at in broken.items():
        question = rows[at][1] if at < len(rows) else None
        if rule == "R5":
            yield Gap("order", "head", "info", _("The guide has no closing question."),
                      _("End with what was not asked: “Is there something that I have not asked you?”."))  # fmt: skip
        elif question is None:
            continue
        elif rule == "R2":
            yield _gap(
                question,
                "warn",
                _("A question about who the person is stands before {id}.", id=question.id),
                _("Keep age, diploma, family for the end: they close the talk when they come first."),
            )
        elif rule == "R3":
            yield _gap(question, "info", _("{id} seems sensitive, and comes in the first half.", id=question.id),
                       _("Move it after the middle, when trust has come."))  # fmt: skip
        elif guide.method in _OPEN_ORDER:
            continue
        elif rule == "R4":
            yield _gap(question, "info", _("{id} asks about what is not before anything was told.", id=question.id),
                       _("Ask first what happened and what is done."))  # fmt: skip
        elif not loose:
            yield _gap(question, "info", _("The guide begins with an opinion or a practice: {id}.", id=question.id),
                       _("Begin with an easy fact or a story: “Tell me how you came to…”."))  # fmt: skip


def _gap(question: Question, severity: str, message: str, advice: str) -> Gap:
    return Gap("order", question.id, "warn" if severity == "warn" else "info", message, advice, question.text)


def _whys(guide: Guide) -> Iterator[Gap]:
    if guide.method in SITUATED:
        return  # each « pourquoi » is an error there already
    asked = [question for theme in guide.themes for question in theme.questions]
    whys = [re.search(lexicons.WHY, q.text.casefold().replace("’", "'")) is not None for q in asked]
    advice = _("Ask how: a series of “why” sounds like a questioning.")
    many = sum(whys)
    follow = next((n for n in range(1, len(whys)) if whys[n] and whys[n - 1]), None)
    if follow is not None:
        ids = {"first": asked[follow - 1].id, "second": asked[follow].id}
        yield Gap("why", asked[follow].id, "warn", _("Two “why” follow each other: {first} and {second}.", **ids),
                  advice, asked[follow].text)  # fmt: skip
    elif many > 1 and many > 0.2 * len(asked):
        message = n_("{n} main question out of {all} asks “why”.", "{n} main questions out of {all} ask “why”.",
                     many, all=len(asked))  # fmt: skip
        yield Gap("why", "head", "warn", message, advice)


def _readability(guide: Guide) -> Iterator[Gap]:
    parts = [guide.consent, guide.opening]
    for theme in guide.themes:
        for question in theme.questions:
            parts += [question.text, *(probe.text for probe in question.probes)]
    parts += [question.text for question in guide.closing]
    words, sentences, syllables = counts("\n\n".join(part for part in parts if part.strip()))
    if words < _WORDS:
        return
    score = kandel_moles(words, sentences, syllables)
    if score >= 50:
        return
    message = _("The guide is hard to hear: {score} on the scale of Kandel and Moles (50 to 70 is plain French).",
                score=round(score))  # fmt: skip
    yield Gap("readability", "head", "info" if score >= 30 else "warn", message,
              _("Cut the long sentences, put everyday words for the long ones."))  # fmt: skip
