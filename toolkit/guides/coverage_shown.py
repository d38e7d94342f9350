"""The coverage of a guide as a table that people read: questions down, texts across. No word of an interview."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from toolkit.formats.table_writers import Printed, html_fragment, spoken
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.guides.coverage import Coverage, Proposal

DECISIONS: Final = ("asked", "not asked", "spontaneous", "unverified")


def status_words(status: str) -> str:
    """Return how a proposal is said: what is not found is not « not asked »."""
    return {
        "asked": _("seems asked"),
        "uncertain": _("uncertain"),
        "not found": _("not found"),
        "unread": _("no turn of an interviewer"),
    }[status]


def decision_words(decision: str) -> str:
    """Return how a decision is said and written in the table."""
    return {
        "asked": _("asked"),
        "not asked": _("not asked"),
        "spontaneous": _("raised spontaneously"),
        "unverified": _("not verified"),
    }[decision]


def matrix(found: "Coverage", decided: Mapping[tuple[str, str], str]) -> Printed:
    """Return the matrix: a decision where a person took one, else the proposal and its turn."""
    by_place = {(one.transcript, one.question): one for one in found.proposals}
    rows = []
    for question in found.questions:
        cells = [
            _cell(by_place[text, question.id], decided.get((text, question.id), "")) for text in found.transcripts
        ]
        rows.append((f"{question.id} {question.text}", *cells))
    texts = n_("{n} text", "{n} texts", len(found.transcripts))
    caption = _(
        "Questions of the guide “{guide}” in the interviews ({texts}, {n} questions)",
        guide=found.guide.title or found.guide.id,
        texts=texts,
        n=len(found.questions),
    )
    data = (
        (_("transcript"), _("question"), _("proposal"), _("turn"), _("score"), _("matched words"), _("decision")),
        tuple(
            (
                one.transcript,
                one.question,
                status_words(one.status),
                one.turn,
                one.score,
                one.matched,
                _said(decided.get((one.transcript, one.question), "")),
            )
            for one in found.proposals
        ),
    )
    headings = (_("Question"), *found.transcripts)
    return Printed(caption, headings, tuple(rows), tuple(_notes(found, decided)), data)


class ShownCoverage:
    """A matrix that a notebook shows as a table, and a console as lines."""

    def __init__(self, printed: Printed):
        self._printed = printed

    def __repr__(self) -> str:
        printed = self._printed
        rows = [" | ".join(map(spoken, row)) for row in (printed.headings, *printed.rows)]
        return "\n".join([printed.caption, "", *rows, "", *printed.notes])

    def _repr_html_(self) -> str:
        return html_fragment(self._printed)


def _said(decision: str) -> str:
    return decision_words(decision) if decision else ""


def _cell(one: "Proposal", decision: str) -> str:
    if decision:
        return decision_words(decision)
    word = status_words(one.status)
    return word if one.turn is None else _("{word}, turn {turn}", word=word, turn=one.turn)


def _notes(found: "Coverage", decided: Mapping[tuple[str, str], str]) -> list[str]:
    counts = Counter(one.status for one in found.proposals)
    taken = sum(decided.get((one.transcript, one.question), "") not in ("", "unverified") for one in found.proposals)
    notes = [
        _(
            "Proposed from the words of the interviewer’s turns: {asked} seem asked, {uncertain} uncertain, "
            "{lost} not found.",
            asked=counts["asked"],
            uncertain=counts["uncertain"],
            lost=counts["not found"],
        ),
        _("“Not found” is not “not asked”: a question put in other words is not recognised. A person decides."),
        n_(
            "{n} decision taken out of {total}; the rest is “question not verified” in the counts.",
            "{n} decisions taken out of {total}; the rest is “question not verified” in the counts.",
            taken,
            total=len(found.proposals),
        ),
    ]
    if found.unread:
        notes.append(
            _(
                "Nobody is known to be an interviewer in: {texts}. Say who speaks there (roles), then run again.",
                texts=", ".join(found.unread),
            )
        )
    return notes
