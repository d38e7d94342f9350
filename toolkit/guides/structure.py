"""Structure of a guide: probes, consent, time, coverage of the research questions.

What the analyst declared is compared with what the guide holds; nothing is guessed from the words, but for the
seven elements of consent, which are searched in the block that is read aloud.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from toolkit.guides.closed import closed
from toolkit.i18n import _, n_
from toolkit.model import Guide, Theme, fold

GROUPS: Final = ("focus group", "collective", "co-analysis")
NO_QUESTIONS: Final = ("observation", "co-analysis")

CONSENT: Final[Mapping[str, str]] = {
    "aim": (
        r"\b(?:vise\w*|but|objectif|cherche\w* a|afin de|porte sur|pour comprendre"
        r"|study (?:is|aims)|aims? to|purpose|research (?:is )?about)\b"
    ),
    "voluntary": (
        r"\b(?:volontaire\w*|libre de|librement|facultati\w+|pouvez (?:refuser|ne pas)|refuser de"
        r"|droit de (?:refuser|ne pas)|rien ne vous oblige|voluntary|free to|may refuse|can refuse|skip)\b"
    ),
    "recording": r"\b(?:enregistr(?:e|er|es|ement|ements|ons|ez)|magnetophone|dictaphone|record\w*)\b",
    "confidentiality": (
        r"\b(?:confidentiel\w*|confidentialite|anonym\w+|pseudonym\w*|nom n'apparaitra|confidential\w*)\b"
    ),
    "withdrawal": r"\b(?:retirer|retrait|vous retracter|changer d'avis|effacer (?:vos|votre)|withdraw\w*)\b",
    "contact": r"\b(?:contact(?:er|ez|e)?(?:-moi)?|joindre|ecri(?:re|vez)(?:-moi)? a|adresse|telephone|reach me)\b",
    "retention": (
        r"\b(?:conserv\w+|supprim\w+|detrui\w+|efface\w*|archiv\w+|deleted?|destroy\w*|kept (?:until|for)|stored)\b"
    ),
}
"""Each element of an informed agreement and what says it (text folded: no accent, lower case)."""
_GROUP_CONSENT: Final = (
    r"\b(?:entre nous|ce qui (?:se|est) dit ici|dans (?:ce|le) groupe|membres du groupe"
    r"|participants? (?:s'engagent|garde)|reste(?:ra)? (?:ici|entre)|what is said here|in this room|among us)\b"
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the structure of a guide lacks."""

    check: str
    place: str
    severity: Literal["info", "warn", "error"]
    message: str
    advice: str
    text: str | None = None


def gaps(guide: Guide) -> Iterator[Gap]:
    """Yield what the structure of a guide lacks."""
    yield from consent_gaps(guide)
    yield from _themes(guide)
    yield from _coverage(guide)
    yield from _time(guide)


def consent_elements(text: str) -> dict[str, bool]:
    """Tell which of the seven elements of consent a text says."""
    folded = fold(text)
    return {name: re.search(pattern, folded) is not None for name, pattern in CONSENT.items()}


def consent_names(*, group: bool = False) -> tuple[str, ...]:
    """Return the elements of consent as people read them; a group adds the confidentiality between its members."""
    return tuple(_element_names(group).values())


def _element_names(group: bool) -> dict[str, str]:
    names = {
        "aim": _("the aim of the study"),
        "voluntary": _("that answering is free"),
        "recording": _("the recording"),
        "confidentiality": _("confidentiality"),
        "withdrawal": _("the right to withdraw"),
        "contact": _("whom to contact"),
        "retention": _("how long the data are kept"),
    }
    return {**names, "group": _("that what is said in the group stays in it")} if group else names


def consent_lacks(text: str, *, group: bool = False) -> list[str]:
    """Return the elements of consent that a text does not say, as people read them."""
    said = consent_elements(text) | {"group": re.search(_GROUP_CONSENT, fold(text)) is not None}
    return [name for element, name in _element_names(group).items() if not said[element]]


def consent_gaps(guide: Guide) -> Iterator[Gap]:
    """Yield the elements of consent that the opening block does not say."""
    advice = _("Write the sentence that will be read aloud before the first question.")
    if not guide.consent.strip():
        yield Gap("consent", "consent", "error", _("The guide has no block of consent."), advice)
        return
    lacking = consent_lacks(guide.consent, group=guide.method in GROUPS)
    if lacking:
        yield Gap(
            "consent",
            "consent",
            "warn",
            _("The consent does not say: {lacking}.", lacking=", ".join(lacking)),
            advice,
        )


def _themes(guide: Guide) -> Iterator[Gap]:
    if guide.method in NO_QUESTIONS:
        return
    if not guide.themes and guide.method not in ("life story", *GROUPS):
        yield Gap(
            "probes",
            "title",
            "error",
            _("The guide has no theme."),
            _("Write “## Thème A. Title” and its questions."),
        )
    if guide.method == "life story":
        return
    for theme in guide.themes:
        if message := probe_gap(theme):
            advice = _("Prepare at least two probes of two kinds: example, chronology, contrast, clarification…")
            yield Gap("probes", theme.id, "info", message, advice)


def probe_gap(theme: Theme) -> str:
    """Return what a theme lacks: an open question, two probes, of two kinds; "" when nothing."""
    if not theme.questions:
        return _("Theme {id} has no question.", id=theme.id)
    probes = [probe for question in theme.questions for probe in question.probes]
    if len(probes) < 2:
        return n_("Theme {id} has {n} probe.", "Theme {id} has {n} probes.", len(probes), id=theme.id)
    if len({probe.kind for probe in probes}) < 2:
        return _("All the probes of theme {id} are of one kind.", id=theme.id)
    return ""


def _coverage(guide: Guide) -> Iterator[Gap]:
    declared = dict(guide.research_questions)
    questions = [question for theme in guide.themes for question in theme.questions]
    for question in questions:
        for id in question.covers:
            if id not in declared:
                yield Gap(
                    "coverage", question.id, "warn",
                    _("{question} serves {id}, which the head does not declare.", question=question.id, id=id),
                    _("Add {id} to the research questions of the head, or mend the number.", id=id),
                    question.text,
                )  # fmt: skip
    if not declared:
        return
    for id in declared:
        serving = [question for question in questions if id in question.covers]
        if not serving:
            yield Gap(
                "coverage",
                "head",
                "warn",
                _("No question serves {id}.", id=id),
                _("Add a question, or drop {id}.", id=id),
            )
        elif len(serving) == 1 and _only_closed(serving[0].text):
            yield Gap(
                "coverage", serving[0].id, "warn",
                _("{id} rests on one closed question.", id=id), _("Open it, or add another."), serving[0].text,
            )  # fmt: skip
    for question in questions:
        if not question.covers:
            yield Gap(
                "coverage", question.id, "info",
                _("{question} serves no research question.", question=question.id),
                _("Write which after it, for instance (QR1), or drop it."),
                question.text,
            )  # fmt: skip


def _only_closed(text: str) -> bool:
    plain = text.replace("’", "'").replace("\xa0", " ").casefold()
    return closed(plain.rstrip(" ?."), asked=plain.rstrip().endswith("?")) == "closed"


def minutes(*, main: int, probes: int = 0, factual: int = 0, items: int = 0, group: bool = False) -> float:
    """Return the estimated length of an interview, in minutes.

    5 to open, 5 a main question (10 in a group), 1.5 a probe, 1 a factual question, 5 for the *talon
    sociologique*, 3 to close: a convention of Carnet, to see early that a guide is twice too long.

    >>> minutes(main=6, probes=8, factual=3, items=1)
    58.0
    """
    return 5 + (10 if group else 5) * main + 1.5 * probes + factual + 5 * bool(items) + 3


def _time(guide: Guide) -> Iterator[Gap]:
    if not guide.minutes or guide.method in NO_QUESTIONS or guide.method == "life story":
        return
    questions = [question for theme in guide.themes for question in theme.questions]
    probes = sum(len(question.probes) for question in questions)
    group = guide.method in GROUPS
    estimate = minutes(main=len(questions), probes=probes, items=len(guide.items), group=group)
    if estimate > 1.1 * guide.minutes:
        message = _(
            "About {estimate} minutes are needed; {planned} are planned.",
            estimate=round(estimate),
            planned=guide.minutes,
        )
        yield Gap(
            "time", "head", "warn", message, _("Keep what you cannot do without; turn a question into a probe.")
        )
    elif estimate < 0.5 * guide.minutes:
        message = _(
            "About {estimate} minutes are needed; {planned} are planned.",
            estimate=round(estimate),
            planned=guide.minutes,
        )
        yield Gap("time", "head", "info", message, _("Add probes or a theme, or announce a shorter interview."))
