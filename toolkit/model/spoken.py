"""Which turns of which transcript are a person's, whoever the transcript linked them to when it was copied.

A copy made before a speaker was linked to the right person does not know it; the study does. Its word is followed:
the same words in the same transcript are the same person's, and those of the others stay theirs.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from toolkit.model.redaction import Holdings
from toolkit.model.texts import Transcript, Turn
from toolkit.model.traces import Span
from toolkit.model.voices import is_alone, labels_of

Cut = tuple[tuple[str, bool], ...]
"""The turns of a transcript from which somebody was taken out: the words of each, and whether they are a mark."""


@dataclass(frozen=True, slots=True, repr=False)
class Voice:
    """What a study knows of one transcript: the words and labels of the person, the words of the others.

    ``places`` are those of the person in the text whose fingerprint is ``text``; ``whole`` when they alone answer.
    """

    labels: frozenset[str]
    said: frozenset[str]
    others: frozenset[str]
    text: str
    places: frozenset[Span]
    whole: bool


@dataclass(frozen=True, slots=True, repr=False)
class Spoken:
    """What a study knows of the turns of one person, for its copies.

    ``living`` and ``dead`` are the ids of the transcripts that it holds, and held; ``gone`` those that a former
    withdrawal erased; ``cut`` those that it cut back.
    """

    participant: str
    known: Mapping[str, Voice] = field(default_factory=dict)
    living: frozenset[str] = frozenset()
    dead: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    cut: Mapping[str, Cut] = field(default_factory=dict)

    def theirs(self, transcript: Transcript) -> frozenset[int]:
        """Return the ranks (from 0) of the turns of the person in a state of a transcript."""
        mine, known = labels_of(transcript, self.participant), self.known.get(transcript.id)
        turns = list(enumerate(transcript.turns))
        if known is None:
            found = {n for n, turn in turns if mine & set(turn.speakers)}
        elif known.text == transcript.fingerprint and known.places <= {(turn.start, turn.end) for _n, turn in turns}:
            found = {n for n, turn in turns if (turn.start, turn.end) in known.places}
        else:
            found = {n for n, turn in turns if _is_theirs(transcript, turn, known, mine)}
        if transcript.id in self.cut:
            found |= _where_cut(transcript, self.cut[transcript.id])
        if not found and transcript.id in self.gone:
            found = _only_voice(transcript)
        return frozenset(found)

    def labels(self, transcript: Transcript) -> set[str]:
        """Return the labels of the person in a state of a transcript: those of nobody else's turns."""
        theirs = self.theirs(transcript)
        apart = {label for n, turn in enumerate(transcript.turns) if n not in theirs for label in turn.speakers}
        named = {
            turn.speakers[0] for n, turn in enumerate(transcript.turns) if n in theirs and len(turn.speakers) == 1
        }
        return (named | labels_of(transcript, self.participant)) - apart

    def alone(self, transcript: Transcript) -> bool:
        """Tell whether only the person, besides interviewers, speaks in an interview."""
        if transcript.kind != "interview" or not self.theirs(transcript):
            return False
        known = self.known.get(transcript.id)
        heard = {label for turn in transcript.turns for label in turn.speakers}
        asking = {one.label for one in transcript.speakers if one.role == "interviewer"}
        return (known is not None and known.whole) or heard <= self.labels(transcript) | asking

    def said_by_others(self, id: str, words: str) -> bool:
        """Tell whether the study gives these words of a transcript to somebody else."""
        known = self.known.get(id)
        return known is None or words in known.others


def _is_theirs(transcript: Transcript, turn: Turn, known: Voice, mine: set[str]) -> bool:
    words, linked = transcript.text[turn.start : turn.end], bool(mine & set(turn.speakers))
    theirs, of_others = words in known.said, words in known.others
    if not words.strip():
        return linked
    if theirs and of_others:  # « Oui. »: only the label tells who says it
        return bool(known.labels & set(turn.speakers))
    return theirs or (linked and not of_others)


def _where_cut(transcript: Transcript, cut: Cut) -> set[int]:
    """Return the turns that stand where another state has a mark."""
    ours = [transcript.text[turn.start : turn.end] for turn in transcript.turns]
    if len(ours) == len(cut) and all(mark or words == own for own, (words, mark) in zip(ours, cut, strict=True)):
        return {n for n, (words, mark) in enumerate(cut) if mark and words != ours[n]}
    steps = SequenceMatcher(None, ours, [words for words, _mark in cut], autojunk=False).get_opcodes()
    if not any(what == "equal" for what, *_places in steps) and not all(mark for _words, mark in cut):
        return set()
    found: set[int] = set()
    for what, low, high, start, end in steps:
        if what == "replace" and high - low == end - start:
            found |= {low + n for n in range(high - low) if cut[start + n][1]}
        elif what == "replace" and all(mark for _words, mark in cut[start:end]):
            found |= set(range(low, high))
    return found


def _only_voice(transcript: Transcript) -> set[int]:
    """Return the turns of the one person who answers in an interview that names nobody."""
    asking = {one.label for one in transcript.speakers if one.role == "interviewer"}
    heard = {label for turn in transcript.turns for label in turn.speakers} - asking
    linked = any(one.participant is not None for one in transcript.speakers)
    if transcript.kind != "interview" or linked or len(heard) != 1:
        return set()
    return {n for n, turn in enumerate(transcript.turns) if heard & set(turn.speakers)}


def spoken_in(
    holdings: Holdings,
    participant: str,
    *,
    cut: Iterable[Transcript] = (),
    gone: Collection[str] = (),
    is_mark: Callable[[str], bool] = lambda _label: False,
) -> Spoken:
    """Return what a study knows of the turns of a person, in every state of its transcripts.

    ``cut`` are the states that former withdrawals left, where ``is_mark`` tells the label of somebody who left.
    """
    known: dict[str, Voice] = {}
    living = frozenset(text.id for text in holdings.living(Transcript))
    for key in holdings.keys_of(Transcript):
        states = [state for state in holdings.states(key) if isinstance(state, Transcript)]
        linked = [state for state in states if labels_of(state, participant)]
        if linked:
            last = states[-1] if key[1] in living else linked[-1]
            known[key[1]] = _voice(last, states, participant)
    marked = {
        one.id: tuple(
            (one.text[turn.start : turn.end], any(is_mark(label) for label in turn.speakers)) for turn in one.turns
        )
        for one in cut
    }
    dead = frozenset(key[1] for key in holdings.keys_of(Transcript)) - living
    marked = {id: turns for id, turns in marked.items() if any(mark for _words, mark in turns)}
    return Spoken(participant, known, living, dead, frozenset(gone), marked)


def _voice(last: Transcript, states: list[Transcript], participant: str) -> Voice:
    """Return what is known of one transcript; its last state says which words are whose."""
    labels = labels_of(last, participant)
    others = {last.text[turn.start : turn.end] for turn in last.turns if not labels & set(turn.speakers)}
    said: set[str] = set()
    for state in states if labels else ():
        own = labels_of(state, participant) & labels or labels
        said |= {state.text[turn.start : turn.end] for turn in state.turns if own & set(turn.speakers)}
    own_words = said - others
    called = set(labels)
    for state in states:
        for turn in state.turns:
            if len(turn.speakers) == 1 and state.text[turn.start : turn.end] in own_words:
                called.add(turn.speakers[0])
    places = frozenset((turn.start, turn.end) for turn in last.turns if labels & set(turn.speakers))
    return Voice(
        frozenset(called), frozenset(said), frozenset(others), last.fingerprint, places, is_alone(last, participant)
    )
