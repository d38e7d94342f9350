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
    """Return the words of a participant, without those that others have of themselves, or said first.

    Whoever says again, after them, what they said in a text gives them nothing: their words stay theirs. So does
    an interviewer who says it elsewhere, unless they had asked it first, or in a text of an earlier day. What
    another person says where they are not heard, and what the guide says, is nobody's to take back.
    """
    return own_words(holdings, spoken, voices(holdings, spoken)[0])


def own_words(holdings: Holdings, spoken: "Spoken", said: list[str]) -> Traces:
    """Return ``traces_of``; ``said`` is all that the participant said."""
    every, asked = Traces(said), Traces(())
    given = [every.shared_with(text) for guide in holdings.every(Guide) for text in free_texts(guide)]
    dates: list[str] = []
    elsewhere: list[tuple[str, str]] = []
    for key in holdings.keys_of(Transcript):
        living = holdings.get(*key)
        states = [state for state in holdings.states(key) if isinstance(state, Transcript)]
        known = [state for state in states if spoken.theirs(state)]
        if isinstance(living, Transcript) and not spoken.theirs(living):
            asking = interviewing(living)
            for text, heard in of_others(living, frozenset()):
                if heard and heard <= asking:
                    elsewhere.append((living.date, text))
                else:
                    given.append(every.shared_with(text))
        elif known:
            dates.append(known[-1].date)
            first = _said_first(known, spoken, every)
            if spoken.alone(known[-1]):
                asked |= first  # their interview goes, questions and all: it only tells who said it first
            elif living is not None:
                given.append(first)
    for date, text in elsewhere:
        earlier = bool(date) and all(date < one for one in dates)
        given.append((every if earlier else asked).shared_with(text))
    return every.but(*given)


def _said_first(states: list[Transcript], spoken: "Spoken", every: Traces) -> Traces:
    """Return what others say in the last state of a text before the person does, in any of its states."""
    last, found = states[-1], Traces(())
    theirs = [spoken.theirs(state) for state in states]
    for n, words in enumerate(_turns_of_others(last, theirs[-1])):
        if words is None or not every.in_text(words):
            continue
        before = [
            state.text[turn.start : turn.end]
            for state, mine in zip(states, theirs, strict=True)
            for m, turn in enumerate(state.turns[:n])
            if m in mine
        ]
        found |= every.shared_with(words).but(Traces(before))
    return found


def interviewing(transcript: Transcript) -> set[str]:
    """Return the labels of those who ask."""
    return {one.label for one in transcript.speakers if one.role == "interviewer"}


def voices(holdings: Holdings, spoken: "Spoken") -> tuple[list[str], dict[str, list[str]]]:
    """Return what a participant said, in every state of the texts, and what the others say now, by transcript.

    Others are heard in the living texts only: an interview that was deleted, or one that did not say yet who
    speaks, would make the person's own words everybody's.
    """
    said: list[str] = []
    others: dict[str, list[str]] = {}
    for key in holdings.keys_of(Transcript):
        living = holdings.get(*key)
        states = [state for state in holdings.states(key) if isinstance(state, Transcript)]
        if isinstance(living, Transcript) and not spoken.theirs(living):
            others[living.id] = [text for text, _heard in of_others(living, frozenset())]
            continue
        known = [state for state in states if spoken.theirs(state)]
        if not known:
            continue
        alone = spoken.alone(known[-1])
        labels = {label for state in known for label in spoken.labels(state)}
        asking = {label for state in states for label in interviewing(state)} - labels
        for state in states:
            said += _all_but(state, asking) if alone else _turns_of(state, spoken.theirs(state))
        if isinstance(living, Transcript) and not spoken.alone(living):
            others[living.id] = [text for text, _heard in of_others(living, spoken.theirs(living))]
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


def of_others(transcript: Transcript, theirs: frozenset[int]) -> Iterator[tuple[str, set[str]]]:
    """Yield what others say in a transcript, and their labels; a heading is nobody's."""
    for turn, words in zip(transcript.turns, _turns_of_others(transcript, theirs), strict=True):
        if words is not None:
            yield words, set(turn.speakers)
    if not theirs and transcript.kind != "observation":
        for start, end in between(transcript):
            yield transcript.text[start:end], set()


def _turns_of_others(transcript: Transcript, theirs: frozenset[int]) -> Iterator[str | None]:
    """Yield the words of each turn of others, None for the rest.

    Notes of an observation are the analyst's, who may cite the person: nobody says them.
    """
    noting = {one.label for one in transcript.speakers if one.role in ("interviewer", "unknown")}
    for n, turn in enumerate(transcript.turns):
        apart = transcript.kind == "observation" and set(turn.speakers) <= noting
        yield None if n in theirs or apart else transcript.text[turn.start : turn.end]


def between(transcript: Transcript) -> Iterator[Span]:
    """Yield what lies outside of every turn: a heading, notes."""
    at = 0
    for turn in transcript.turns:
        if transcript.text[at : turn.label_start].strip():
            yield at, turn.label_start
        at = turn.end
    if transcript.text[at:].strip():
        yield at, len(transcript.text)
