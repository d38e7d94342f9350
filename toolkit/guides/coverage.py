"""Which questions of a guide were put in which interview: a proposal per question and text, that a person decides.

The turns of the interviewers are compared with each question and its probes by their words: content words made
comparable (``coverage_words``), each weighed by its rarity among the questions of the guide (inverse document
frequency, Spärck Jones 1972). No model, no network; the same texts give the same proposals. What is « not found »
is not « not asked »: a question put in other words shares none of them with the guide.

The two thresholds are our choice, from no publication; they were not fitted to the words of one interview.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log
from typing import TYPE_CHECKING, Final, Literal, get_args

from toolkit.errors import InvalidValue
from toolkit.guides.coverage_words import all_words, keys, passages
from toolkit.i18n import _, n_
from toolkit.model.guide import Guide, Question
from toolkit.model.texts import Transcript

if TYPE_CHECKING:
    from pandas import DataFrame

    from toolkit.formats.table_writers import Printed
    from toolkit.guides.coverage_shown import ShownCoverage

Status = Literal["asked", "uncertain", "not found", "unread"]
STATUSES: Final[tuple[str, ...]] = get_args(Status)
ASKED: Final = 0.6
"""Share of a question's weighed words, from which it is proposed as asked (two words at least)."""
UNCERTAIN: Final = 0.35
"""Share from which it is worth a look."""
SAME: Final = 0.85
"""Likeness of two sequences of words (difflib's ratio), tool words included, from which they are one question."""
BEHIND: Final = 0.2
"""How far a question may stand behind the one that a passage says best, and still be proposed as asked there."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a question in a text.

    ``status`` is « unread » when no turn of the text is known to be an interviewer's. ``turn`` is the one cited
    (from 1), ``turns`` all those where the question seems to be put; ``score`` is the share (0 to 1) of its weighed
    words that are there, ``matched`` how many. ``probe`` tells that the words are those of a probe.
    """

    transcript: str
    question: str
    status: Status
    turn: int | None = None
    score: float = 0.0
    matched: int = 0
    turns: tuple[int, ...] = ()
    probe: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Coverage:
    """The proposals for a guide and some texts, text by text, in the order of the guide."""

    guide: Guide
    transcripts: tuple[str, ...]
    questions: tuple[Question, ...]
    proposals: tuple[Proposal, ...]

    def __repr__(self) -> str:
        found = Counter(one.status for one in self.proposals)
        texts = n_("{n} text", "{n} texts", len(self.transcripts))
        asked = n_("{n} question", "{n} questions", len(self.questions))
        return f"<Coverage {self.guide.id}: {asked}, {texts}, {found['asked']} + {found['uncertain']} ?>"

    def of(self, transcript: str, question: str) -> Proposal:
        """Return the proposal for a question in a text; raise ``InvalidValue``."""
        for one in self.proposals:
            if (one.transcript, one.question) == (transcript, question):
                return one
        raise InvalidValue(
            _("Nothing is proposed for question {question} in {text}.", question=question, text=transcript),
            _("Name a question of the guide and a text that was looked at."),
        )

    @property
    def unread(self) -> tuple[str, ...]:
        """The texts where nobody is known to be an interviewer."""
        return tuple(dict.fromkeys(one.transcript for one in self.proposals if one.status == "unread"))

    def frame(self) -> "DataFrame":
        """Return one row per question and text: ``transcript question status turn score matched turns probe``."""
        import pandas as pd

        columns = ["transcript", "question", "status", "turn", "score", "matched", "turns", "probe"]
        rows = [[getattr(one, column) for column in columns] for one in self.proposals]
        return pd.DataFrame(rows, columns=columns).astype({"turn": "Int64"})

    def table(self, decided: Mapping[tuple[str, str], str] | None = None) -> "Printed":
        """Return the matrix of questions and texts, ready for the writers; ``decided`` as ``decisions`` gives it."""
        from toolkit.guides.coverage_shown import matrix

        return matrix(self, decided or {})

    def show(self) -> "ShownCoverage":
        """Return the matrix for a notebook or a console; it holds no word of an interview."""
        from toolkit.guides.coverage_shown import ShownCoverage

        return ShownCoverage(self.table())


@dataclass(frozen=True, slots=True)
class _Said:
    words: tuple[str, ...]
    keys: frozenset[str]
    probe: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    score: float
    matched: int
    probe: bool
    same: bool

    @property
    def status(self) -> Status:
        # The words of a probe alone, or one word alone, do not make the question.
        if self.same or (self.score >= ASKED and self.matched >= 2 and not self.probe):
            return "asked"
        return "uncertain" if self.score >= UNCERTAIN else "not found"


_NOTHING: Final = _Hit(0.0, 0, False, False)


def coverage(guide: Guide, transcripts: Iterable[Transcript], *, items: bool = False) -> Coverage:
    """Propose, for each question of a guide and each text, whether it was put by an interviewer, and at which turn.

    Parameters
    ----------
    guide
        The guide; its ``language`` tells how words are made comparable (French, or English).
    transcripts
        The texts. Only the turns of a speaker whose role is ``interviewer`` are read.
    items
        Take the background items (*talon sociologique*) too: they are often filled in on a form.

    Raises ``InvalidValue`` for a guide without a question.
    """
    held = {question.id for question in guide.items}
    questions = tuple(one for one in guide.questions() if items or one.id not in held)
    if not questions:
        raise InvalidValue(
            _("Guide {guide} holds no question.", guide=guide.id), _("Check it: carnet guide read FILE.")
        )
    said = {question.id: _said(question, guide.language) for question in questions}
    weights = _weights(said)
    texts = tuple(transcripts)
    made = [one for text in texts for one in _of_text(text, said, weights, guide.language)]
    return Coverage(guide, tuple(text.id for text in texts), questions, tuple(made))


def interviewer_turns(transcript: Transcript) -> list[int]:
    """Return the numbers (from 1) of the turns where an interviewer speaks."""
    ours = {speaker.label for speaker in transcript.speakers if speaker.role == "interviewer"}
    return [number for number, turn in transcript.numbered() if ours.intersection(turn.speakers)]


def _said(question: Question, language: str) -> tuple[_Said, ...]:
    texts = [(question.text, False), *((probe.text, True) for probe in question.probes)]
    return tuple(_Said(all_words(text), keys(text, language), probe) for text, probe in texts if text.strip())


def _weights(said: Mapping[str, Sequence[_Said]]) -> dict[str, float]:
    """Weigh each word by its rarity among the questions: log(1 + questions / questions that hold it)."""
    holding = Counter(key for ways in said.values() for key in frozenset().union(*(way.keys for way in ways)))
    return {key: log(1 + len(said) / times) for key, times in holding.items()}


def _of_text(
    text: Transcript, said: Mapping[str, Sequence[_Said]], weights: Mapping[str, float], language: str
) -> list[Proposal]:
    numbers = interviewer_turns(text)
    if not numbers:
        return [Proposal(text.id, question, "unread") for question in said]
    found: dict[str, list[tuple[int, _Hit]]] = {question: [] for question in said}
    for number in numbers:
        for question, hit in _of_turn(text.said(number), said, weights, language).items():
            found[question].append((number, hit))
    return [_proposal(text.id, question, hits) for question, hits in found.items()]


def _of_turn(
    words: str, said: Mapping[str, Sequence[_Said]], weights: Mapping[str, float], language: str
) -> dict[str, _Hit]:
    """Return the best hit of each question that the turn seems to put, passage by passage."""
    best: dict[str, _Hit] = {}
    for passage in passages(words):
        heard, order = keys(passage, language), all_words(passage)
        hits = {question: _hit(ways, heard, order, weights) for question, ways in said.items()}
        top = max(hit.score for hit in hits.values())
        for question, hit in hits.items():
            if hit.status == "not found":
                continue
            if hit.status == "asked" and not hit.same and hit.score < top - BEHIND:
                # Another question of the guide says these words better: this one is only worth a look.
                kept = _Hit(min(hit.score, ASKED - 0.01), hit.matched, hit.probe, False)
            else:
                kept = hit
            if _rank(kept) > _rank(best.get(question, _NOTHING)):
                best[question] = kept
    return best


def _hit(ways: Sequence[_Said], heard: frozenset[str], order: tuple[str, ...], weights: Mapping[str, float]) -> _Hit:
    best = _NOTHING
    for way in ways:
        common = way.keys & heard
        whole = sum(weights[key] for key in way.keys)
        score = sum(weights[key] for key in common) / whole if whole else 0.0
        # Only where the content words do not decide: the whole sentence, tool words included.
        same = not way.probe and (len(way.keys) < 2 or score >= UNCERTAIN) and _same(way.words, order)
        hit = _Hit(1.0 if same else score, len(common), way.probe, same)
        if _rank(hit) > _rank(best):
            best = hit
    return best


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) < 3:
        return one == other
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.real_quick_ratio() >= SAME and match.quick_ratio() >= SAME and match.ratio() >= SAME


def _rank(hit: _Hit) -> tuple[int, float, int]:
    return -STATUSES.index(hit.status), hit.score, hit.matched


def _proposal(transcript: str, question: str, hits: Sequence[tuple[int, _Hit]]) -> Proposal:
    if not hits:
        return Proposal(transcript, question, "not found")
    turn, hit = max(hits, key=lambda one: (_rank(one[1]), -one[0]))
    turns = tuple(number for number, one in hits if one.status == hit.status)
    return Proposal(transcript, question, hit.status, turn, round(hit.score, 2), hit.matched, turns, hit.probe)
