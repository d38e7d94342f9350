"""Remarks on the wording of one question: each check that speaks, with its sentence and a way out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from toolkit.guides import lexicons, wording
from toolkit.guides.closed import closed
from toolkit.guides.closed_english import closed_english
from toolkit.guides.readability import readability
from toolkit.guides.rewrites import rewrite
from toolkit.guides.spelling import spelt, unquoted
from toolkit.i18n import _, language
from toolkit.model.guide import Method

if TYPE_CHECKING:
    from toolkit.language.syntax import Word

Severity = Literal["info", "warn", "error"]
SITUATED: Final = ("explicitation", "self-confrontation")
"""Methods where a « pourquoi » breaks the recall of what was done (Vermersch; Theureau)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one place of a guide; ``place`` is the id of the question, probe (``A1/1``), theme or block."""

    check: str
    line: int
    question: str
    severity: Severity
    message: str
    suggestion: str = ""
    place: str = ""

    @property
    def source(self) -> str:
        """Who asks for it."""
        return SOURCES[self.check]

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
    "order": "Q9",
    "probes": "Q10",
    "consent": "Q11",
    "time": "Q12",
    "coverage": "Q13",
    "readability": "Q14",
    "stigma": "Q15",
    "third_party": "Q16",
}
"""Every check, with its number in the methods brief."""
SOURCES: Final = {
    "closed": "Krueger & Casey, Focus Groups",
    "leading": "Vermersch, L'entretien d'explicitation ; Payne 1951",
    "double": "Krueger & Casey, Focus Groups",
    "negative": "Payne 1951, The Art of Asking Questions",
    "jargon": "Payne 1951 ; Kvale & Brinkmann, InterViews",
    "too_long": "Carnet (25 mots) ; usage du FALC (12 mots)",
    "hypothetical": "Patton ; Kaufmann, L'entretien compréhensif",
    "why": "Becker, Les ficelles du métier ; Vermersch",
    "order": "Patton ; Blanchet & Gotman, L'entretien",
    "probes": "Blanchet & Gotman, L'entretien",
    "consent": "RGPD, art. 13 ; CNIL",
    "time": "Carnet (barème)",
    "coverage": "Castillo-Montoya 2016",
    "readability": "Kandel & Moles 1958",
    "stigma": "Carnet (liste)",
    "third_party": "UK Data Archive",
}
"""Who asks for each check, as the methods brief has it; most of the books were cited there from memory."""


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


class Sentence(NamedTuple):
    """A sentence as the patterns read it (lower case), whether it is asked, its parse when there is one."""

    text: str
    asked: bool
    parse: tuple["Word", ...] | None = None


def _sentences(text: str, *, english: bool) -> list[Sentence]:
    cut = unquoted(re.sub(r"\b(M|Mme|Mr|Mrs|Dr|etc|ex|cf|p|st)\.(?=\s)", r"\1", text))
    cut = cut.casefold() if english else spelt(cut.casefold())
    return [
        Sentence(re.sub(r"^«(?!»)|(?<!«)»$", "", found[0].strip(' .?!…"“”')).strip(), "?" in found[0][-4:])
        for found in _SENTENCE.finditer(cut)
        if any(char.isalnum() for char in found[0])
    ]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question cut into sentences: ``written`` stands in the file, ``text`` is what ``tidy`` made of it."""

    written: str
    text: str
    english: bool
    sentences: list[Sentence]

    def first(self, finder: Callable[..., str], *, asked: bool = False, syntax: bool = False) -> str:
        """Return what ``finder`` finds first in the sentences (in the questions only, with ``asked``)."""
        lone = len(self.sentences) == 1
        found = (
            finder(text, english=self.english, parse=parse) if syntax else finder(text, english=self.english)
            for text, mark, parse in self.sentences
            if mark or lone or not asked
        )
        return next((words for words in found if words), "")

    def search(self, french: re.Pattern[str], english: re.Pattern[str]) -> str:
        """Return what a pattern finds first in the sentences."""
        pattern = english if self.english else french
        return next((found[0] for text, *_rest in self.sentences if (found := pattern.search(text))), "")


def prompt(line: str) -> Prompt:
    """Cut a question as it is written."""
    text = tidy(line)
    english = is_english(text)
    return Prompt(line.strip(), text, english, _sentences(text, english=english))


def parsed(prompts: Sequence[Prompt]) -> list[Prompt]:
    """Add to the French sentences their parse; give the prompts back as they are without the French model."""
    from toolkit.language.syntax import parses

    texts = [
        sentence.text + (" ?" if sentence.asked else ".")
        for each in prompts if not each.english for sentence in each.sentences
    ]  # fmt: skip
    found = parses(texts) if texts else None
    if found is None:
        return list(prompts)
    held = iter(found)
    return [
        each if each.english
        else replace(each, sentences=[sentence._replace(parse=next(held)) for sentence in each.sentences])
        for each in prompts
    ]  # fmt: skip


def remarks(
    prompt: Prompt, line: int, method: Method, glossary: frozenset[str], plain: bool, projection: bool
) -> list[Finding]:
    """Return the remarks on one question, in the order of ``CHECKS``."""
    found = [*_answered(prompt), *_worded(prompt, method, projection), *_sized(prompt, glossary, plain)]
    order = list(CHECKS)
    return [
        Finding(
            check,
            line,
            prompt.written,
            severity,
            message,
            _typed(_rewritten(check, prompt), prompt.written) or advice,
        )
        for check, severity, message, advice in sorted(found, key=lambda remark: order.index(remark[0]))
    ]


Remark = tuple[str, Severity, str, str]
"""Check, severity, sentence, advice."""


def _answered(prompt: Prompt) -> Iterator[Remark]:
    judge = closed_english if prompt.english else closed
    answers = {judge(sentence, asked=asked) for sentence, asked, _parse in prompt.sentences}
    advice = _("Begin with “How…”, “Tell me…” or “What…”, then let the person speak.")
    if "closed" in answers:
        yield "closed", "warn", _("Closed question: it can be answered by yes or no."), advice
    elif "choice" in answers:
        yield "closed", "warn", _("Closed question: the person picks an answer among those offered."), advice
    elif "factual" in answers:
        advice = _("Keep it for the end, or ask for the story and note the figure yourself.")
        yield "closed", "info", _("Factual question: it calls for a number or a date."), advice


def _worded(prompt: Prompt, method: Method, projection: bool) -> Iterator[Remark]:
    if words := prompt.first(wording.leading, syntax=True):
        message = _("Leading question: {words} suggests the answer, or takes it for granted.", words=_quoted([words]))
        advice = _("Ask what it was like without naming the answer: “if anything”, “for better or for worse”.")
        yield "leading", "warn", message, advice
    if wording.double(prompt.sentences, english=prompt.english):
        message = _("Two questions in one: the person will answer only the last.")
        yield "double", "warn", message, _("Ask one, keep the other as a probe.")
    if words := prompt.first(wording.negative, asked=True, syntax=True):
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


def _sized(prompt: Prompt, glossary: frozenset[str], plain: bool) -> Iterator[Remark]:
    size, limit = wording.length(prompt.text), 12 if plain else 25
    if size > limit:
        message = _("Long question: {size} words, and {limit} are enough.", size=size, limit=limit)
        advice = _("Cut it: the setting in one sentence, the question in another.")
        yield "too_long", "error" if size > 35 and not plain else "warn", message, advice
    words = unquoted(prompt.text)
    terms = wording.jargon(words.casefold(), words, english=prompt.english, glossary=glossary)
    if terms:
        message = _("Words that the person may not share: {words}.", words=_quoted(terms))
        advice = _("Use the words of the people you meet, or spell the acronym out.")
        yield "jargon", "warn", message, advice

    if not prompt.english and len(prompt.text.split()) >= 5 and (score := readability(prompt.text) or 0) < 10:
        message = _(
            "Hard to hear: {score} on the scale of Kandel and Moles, where 50 to 70 is plain French.",
            score=round(score),
        )
        yield "readability", "info", message, _("Put everyday words for the long ones; a verb for a noun in “-tion”.")


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word.strip()}”" if language() == "en" else f"«\xa0{word.strip()}\xa0»" for word in words)


def _rewritten(check: str, asked: Prompt) -> str:
    """Return another wording, unless it brings a defect that the question had not."""
    if len(asked.sentences) != 1:
        return ""
    made = rewrite(check, asked.text, english=asked.english)
    if not made or check == "double":
        return made
    had = {name for name, *_rest in _all(asked)} - {check}
    return "" if {name for name, *_rest in _all(prompt(made))} - had - {"readability"} else made


def _all(asked: Prompt) -> list[Remark]:
    return [*_answered(asked), *_worded(asked, "semi-structured", False), *_sized(asked, frozenset(), False)]


def _typed(text: str, written: str) -> str:
    """Give a rewrite the apostrophes of the question."""
    return text.replace("'", "’") if "’" in written else text
