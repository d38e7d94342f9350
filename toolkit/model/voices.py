"""Who says what in the texts of a study: the words of one person, those of the others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.model.guide import Guide
from toolkit.model.redaction import Holdings
from toolkit.model.rewriting import free_texts
from toolkit.model.texts import Transcript
from toolkit.model.traces import Span, Traces

if TYPE_CHECKING:
    from toolkit.model.spoken import Spoken


def labels_of(transcript: Transcript, participant: str) -> set[str]:
    """Return the labels of a participant in a transcript."""
    return {speaker.label for speaker in transcript.speakers if speaker.participant == participant}


def is_alone(transcript: Transcript, participant: str) -> bool:
    """Tell whether only a participant, besides interviewers, speaks in an interview."""
    mine = labels_of(transcript, participant)
    if transcript.kind != "interview" or not mine:
        return False
    heard = {label for turn in transcript.turns for label in turn.speakers}
    asking = {speaker.label for speaker in transcript.speakers if speaker.role == "interviewer"}
    return heard <= mine | asking


def traces_of(holdings: Holdings, spoken: "Spoken") -> Traces:
    """Return the words of a participant, without what the guides and the others say in what the study holds."""
    said, others = voices(holdings, spoken)
    return Traces(said, (text for texts in others.values() for text in texts))


def voices(holdings: Holdings, spoken: "Spoken") -> tuple[list[str], dict[str, list[str]]]:
    """Return what a participant said, in every state of the texts, and what the others say now, by transcript.

    The guides are under the empty id. Others are heard in the living texts only: an interview that was deleted, or
    one that did not say yet who speaks, would make the person's own words everybody's.
    """
    said: list[str] = []
    others: dict[str, list[str]] = {"": [text for guide in holdings.every(Guide) for text in free_texts(guide)]}
    for key in holdings.keys_of(Transcript):
        living = holdings.get(*key)
        states = [state for state in holdings.states(key) if isinstance(state, Transcript)]
        if isinstance(living, Transcript) and not spoken.theirs(living):
            others[living.id] = list(of_others(living, frozenset()))
            continue
        known = [state for state in states if spoken.theirs(state)]
        if not known:
            continue
        alone = spoken.alone(known[-1])
        labels = {label for state in known for label in spoken.labels(state)}
        asking = {one.label for state in states for one in state.speakers if one.role == "interviewer"} - labels
        for state in states:
            said += _all_but(state, asking) if alone else _turns_of(state, spoken.theirs(state))
        if isinstance(living, Transcript) and not spoken.alone(living):
            others[living.id] = list(of_others(living, spoken.theirs(living)))
    return said, others


def _turns_of(transcript: Transcript, theirs: frozenset[int]) -> Iterator[str]:
    for n in sorted(theirs):
        turn = transcript.turns[n]
        yield transcript.text[turn.start : turn.end]


def _all_but(transcript: Transcript, asking: set[str]) -> Iterator[str]:
    """Yield what is in an interview besides the turns of those who ask, and besides labels."""
    for start, end in between(transcript):
        yield transcript.text[start:end]
    for turn in transcript.turns:
        if not set(turn.speakers) <= asking or not turn.speakers:
            yield transcript.text[turn.start : turn.end]


def of_others(transcript: Transcript, theirs: frozenset[int]) -> Iterator[str]:
    """Yield what others say in a transcript: notes of an observation are the analyst's, who may cite the person."""
    noting = {one.label for one in transcript.speakers if one.role in ("interviewer", "unknown")}
    for n, turn in enumerate(transcript.turns):
        apart = transcript.kind == "observation" and set(turn.speakers) <= noting
        if n not in theirs and not apart:
            yield transcript.text[turn.start : turn.end]
    if not theirs and transcript.kind != "observation":
        for start, end in between(transcript):
            yield transcript.text[start:end]


def between(transcript: Transcript) -> Iterator[Span]:
    """Yield what lies outside of every turn: a heading, notes."""
    at = 0
    for turn in transcript.turns:
        if transcript.text[at : turn.label_start].strip():
            yield at, turn.label_start
        at = turn.end
    if transcript.text[at:].strip():
        yield at, len(transcript.text)
