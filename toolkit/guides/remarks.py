"""Remarks on the wording of one question: each check that speaks, with its sentence and a way out."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from toolkit.guides import lexicons, wording
from toolkit.guides.closed import closed
from toolkit.guides.closed_english import closed_english
from toolkit.guides.rewrites import rewrite
from toolkit.guides.spelling import spelt, unquoted
from toolkit.i18n import _, language
from toolkit.model.guide import Method

Severity = Literal["info", "warn", "error"]
SITUATED: Final = ("explicitation", "self-confrontation")
"""Methods where a « pourquoi » breaks the recall of what was done (Vermersch; Theureau)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one place of a guide."""

    check: str
    line: int
    question: str
    severity: Severity
    message: str
    suggestion: str = ""

    def to_json(self) -> dict[str, str | int]:
        """Return the remark as ``carnet guide check --json`` prints it."""
        return {
            "check": self.check,
            "line": self.line,
            "question": self.question,
            "severity": self.severity,
            "message": self.message,
            "suggestion": self.suggestion,
        }


CHECKS: Final = {
    "closed": "Q1",
    "leading": "Q2",
    "double": "Q3",
    "negative": "Q4",
    "jargon": "Q5",
    "too_long": "Q6",
    "hypothetical": "Q7",
    "why": "Q8",
    "probes": "Q10",
    "consent": "Q11",
    "time": "Q12",
    "coverage": "Q13",
    "stigma": "Q15",
    "third_party": "Q16",
}
"""Every check, with its number in the methods brief."""


def tidy(line: str) -> str:
    """Take off what a list puts before a question, and fold apostrophes and spaces."""
    text = re.sub(r"[\s\xa0\u202f\u2009]+", " ", line.replace("’", "'").replace("ʼ", "'")).strip("\ufeff ")
    text = re.sub(
        r"^(?:[-*•–—·]\s+|\(?\d{1,3}[.)°]\s*[-–—]?\s*|\*\*[^*]{1,12}\*\*\s*|[A-Z]\d{1,2}[.):]?\s+)+", "", text
    )
    return re.sub(r"\s*\((?:(?:QR|RQ)\s?\d+[,; ]*)+\)$", "", text)


_SENTENCE: Final = re.compile(r"[^.?!…]+(?:\.(?=\S)[^.?!…]*)*[.?!…]*")
_ENGLISH_WORDS: Final = """
the you your what how why who when where which do does did is are was were have has had can could would
should tell about me and of to in with that this there if not don't didn't doesn't i'd it they their his her
any some
"""
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())
_FRENCH_WORDS: Final = """
le la les de des du un une et que qui quoi vous votre vos est comment pourquoi quel quelle quels quelles
dans avec pour sur moi ce cette ces il elle on en au aux à où ou se ça racontez parlez décrivez l d qu c n s
j
"""
_FRENCH: Final = frozenset(_FRENCH_WORDS.split())


def is_english(text: str) -> bool:
    """Tell whether a question is in English: which of the two languages lends it more of its small words."""
    words = re.findall(r"[^\W\d_]+(?:'t|'d)?", text.casefold())
    english = sum(word in _ENGLISH for word in words)
    return english > sum(word in _FRENCH for word in words) and not re.search(r"[éèêàùçœ]", text.casefold())


def _sentences(text: str, *, english: bool) -> list[tuple[str, bool]]:
    cut = unquoted(re.sub(r"\b(M|Mme|Mr|Mrs|Dr|etc|ex|cf|p|st)\.(?=\s)", r"\1", text))
    cut = cut.casefold() if english else spelt(cut.casefold())
    return [
        (re.sub(r"^«(?!»)|(?<!«)»$", "", found[0].strip(' .?!…"“”')).strip(), "?" in found[0][-4:])
        for found in _SENTENCE.finditer(cut)
        if any(char.isalnum() for char in found[0])
    ]


def remarks(
    written: str, text: str, line: int, method: Method, glossary: frozenset[str], plain: bool, projection: bool
) -> list[Finding]:
    """Return the remarks on one question, in the order of ``CHECKS``.

    ``written`` is the question as it stands in the file, ``text`` what ``tidy`` made of it.
    """
    english = is_english(text)
    prompt = _Prompt(text, english, _sentences(text, english=english))
    found = [*_answered(prompt), *_worded(prompt, method, projection), *_sized(prompt, glossary, plain)]
    order = list(CHECKS)
    return [
        Finding(check, line, written, severity, message, _typed(_rewritten(check, prompt), written) or advice)
        for check, severity, message, advice in sorted(found, key=lambda remark: order.index(remark[0]))
    ]


Remark = tuple[str, Severity, str, str]
"""Check, severity, sentence, advice."""


@dataclass(frozen=True, slots=True)
class _Prompt:
    text: str
    english: bool
    sentences: list[tuple[str, bool]]

    def first(self, finder: Callable[..., str], *, asked: bool = False) -> str:
        """Return what ``finder`` finds first in the sentences (in the questions only, with ``asked``)."""
        lone = len(self.sentences) == 1
        found = (finder(text, english=self.english) for text, mark in self.sentences if mark or lone or not asked)
        return next((words for words in found if words), "")

    def search(self, french: re.Pattern[str], english: re.Pattern[str]) -> str:
        pattern = english if self.english else french
        return next((found[0] for text, _mark in self.sentences if (found := pattern.search(text))), "")


def _answered(prompt: _Prompt) -> Iterator[Remark]:
    judge = closed_english if prompt.english else closed
    answers = {judge(sentence, asked=asked) for sentence, asked in prompt.sentences}
    advice = _("Begin with “How…”, “Tell me…” or “What…”, then let the person speak.")
    if "closed" in answers:
        yield "closed", "warn", _("Closed question: it can be answered by yes or no."), advice
    elif "choice" in answers:
        yield "closed", "warn", _("Closed question: the person picks an answer among those offered."), advice
    elif "factual" in answers:
        advice = _("Keep it for the end, or ask for the story and note the figure yourself.")
        yield "closed", "info", _("Factual question: it calls for a number or a date."), advice


def _worded(prompt: _Prompt, method: Method, projection: bool) -> Iterator[Remark]:
    if words := prompt.first(wording.leading):
        message = _("Leading question: {words} suggests the answer, or takes it for granted.", words=_quoted([words]))
        advice = _("Ask what it was like without naming the answer: “if anything”, “for better or for worse”.")
        yield "leading", "warn", message, advice
    if wording.double(prompt.sentences, english=prompt.english):
        message = _("Two questions in one: the person will answer only the last.")
        yield "double", "warn", message, _("Ask one, keep the other as a probe.")
    if words := prompt.first(wording.negative, asked=True):
        message = _("Negative form: {words} can be heard as a reproach.", words=_quoted([words]))
        advice = _("Ask what happened: “What made it that…”, “Tell me about the day when…”.")
        yield "negative", "warn", message, advice
    if words := prompt.first(wording.hypothetical):
        message = _("Hypothetical question: {words} asks about what has not happened.", words=_quoted([words]))
        advice = _("Ask for what was done: “Tell me about the last time…”; keep projections for the last theme.")
        yield "hypothetical", "info" if projection else "warn", message, advice
    if prompt.search(lexicons.WHY, lexicons.WHY_EN):
        message = _("“Why” calls for reasons, and can be heard as a demand for an account.")
        advice = _("Ask how it came about: “How did you come to…”, “What happened when…”.")
        yield "why", "error" if method in SITUATED else "info", message, advice
    if words := prompt.first(wording.stigma):
        message = _("The word {words} reduces people to one trait.", words=_quoted([words]))
        advice = _("Name the situation: “people who…”. Keep the word when somebody says it of themselves.")
        yield "stigma", "warn", message, advice
    if prompt.first(partial(wording.third_party, whole=prompt.text.casefold())):
        message = _("This asks who somebody else is, and that person has agreed to nothing.")
        yield "third_party", "error", message, _("Ask for the role: “What was this person’s role?”.")


def _sized(prompt: _Prompt, glossary: frozenset[str], plain: bool) -> Iterator[Remark]:
    size, limit = wording.length(prompt.text), 12 if plain else 25
    if size > limit:
        message = _("Long question: {size} words, and {limit} are enough.", size=size, limit=limit)
        advice = _("Cut it: the setting in one sentence, the question in another.")
        yield "too_long", "error" if size > 35 and not plain else "warn", message, advice
    plain = unquoted(prompt.text)
    terms = wording.jargon(plain.casefold(), plain, english=prompt.english, glossary=glossary)
    if terms:
        message = _("Words that the person may not share: {words}.", words=_quoted(terms))
        advice = _("Use the words of the people you meet, or spell the acronym out.")
        yield "jargon", "warn", message, advice


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word.strip()}”" if language() == "en" else f"«\xa0{word.strip()}\xa0»" for word in words)


def _rewritten(check: str, prompt: _Prompt) -> str:
    return rewrite(check, prompt.text, english=prompt.english) if len(prompt.sentences) == 1 else ""


def _typed(text: str, written: str) -> str:
    """Give a rewrite the apostrophes of the question."""
    return text.replace("'", "’") if "’" in written else text
