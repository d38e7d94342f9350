"""A person leaves the study: what goes with them, what is cut back, what stays and is said so.

An interview where they alone answered goes whole. In a group, each of their turns becomes a placeholder of stated
length; what the others said, and every coding on it, stays word for word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from toolkit.i18n import N_
from toolkit.model.cleansing import Cleansing
from toolkit.model.codes import Coding
from toolkit.model.placeholders import mark, neutral_label, placeholder
from toolkit.model.redaction import Holdings, Key, Plan
from toolkit.model.rewriting import Patch, Rewritten, free_texts
from toolkit.model.spoken import Spoken, spoken_in
from toolkit.model.text import fold, words
from toolkit.model.texts import Speaker, Transcript, Turn
from toolkit.model.traces import Span, Traces, merged, without
from toolkit.model.voices import between, interviewing, own_words, traces_of, voices

REASONS: Final = {
    "coding cut": N_("a coding went beyond the words taken out: it was cut back to what the others said"),
    "coding around": N_("a coding has a passage taken out in its middle"),
    "quote cut": N_("an extract chosen to be shown lost a part"),
    "memo touched": N_("a memo cited the person: the passage was taken out, reread it"),
    "memo alone": N_("a memo was only about what is gone: reread it, keep it or not"),
    "evidence gone": N_("a link, an event or an act rested only on what is gone: reread it, keep it or not"),
    "repeated": N_("somebody else said words of the person again: the passage was taken out, reread it"),
    "text touched": N_("a text cited the person: the passage was taken out"),
    "id": N_("an identifier was made from words of the person: it stays in the history"),
    "id name": N_("an identifier bears the name: it stays in the history, give the next ones another"),
    "unknown voice": N_("somebody who is not identified speaks in this group: it may be the same person"),
    "spoken together": N_("a turn was spoken by several persons at once: it was taken out whole"),
    "other's label": N_("a label reads like the identifier of the person, and is not tied to them: check who speaks"),
    "look-alike": N_("this text repeats much of what the person said: it may be the same interview"),
}
"""Why a person must look at something."""


@dataclass(frozen=True, slots=True, repr=False)
class Withdrawal:
    """The rule of a withdrawal, for ``study.redact``.

    ``also`` are words of the person known from elsewhere, or from ``learnt``, which then need not be read again.
    ``spoken`` says which turns are theirs, once a study was read: the first one that is learnt. ``cut`` and ``gone``
    are the states that a former withdrawal left of groups, and the ids of the texts that it erased.
    """

    participant: str
    also: Traces = field(default_factory=lambda: Traces(()))
    learnt: Holdings | None = field(default=None, compare=False)
    spoken: Spoken | None = field(default=None, compare=False)
    cut: tuple[Transcript, ...] = ()
    gone: frozenset[str] = frozenset()

    def __call__(self, holdings: Holdings) -> Plan:
        """Return what goes, what is rewritten, what must be read."""
        return _Leaving(holdings, self._spoken(holdings), self.also, holdings is self.learnt).plan()

    @property
    def subject(self) -> str:
        """The id of the participant."""
        return self.participant

    @property
    def outdates(self) -> bool:
        """What was counted with the person is no longer true without."""
        return True

    @property
    def known(self) -> int:
        """How many windows of their words are known."""
        return len(self.also)

    def learn(self, holdings: Holdings) -> "Withdrawal":
        """Return the same rule, which also knows the words of the person that are held here."""
        return replace(self, also=self.traces(holdings), learnt=holdings, spoken=self._spoken(holdings))

    def found(self, text: str) -> list[tuple[int, int, str]]:
        """Return where a text holds words of the person, and the mark that takes their place."""
        stays = mark()
        return [(start, end, stays) for start, end in self.also.find(text)]

    def traces(self, holdings: Holdings) -> Traces:
        """Return the words of the person in what a study holds, now and in its history."""
        return traces_of(holdings, self._spoken(holdings)) | self.also

    def remains(self, holdings: Holdings) -> bool:
        """Tell whether words of the person are still held, in the present or in the past."""
        for key in holdings.all_keys():
            for state in holdings.states(key):
                texts = free_texts(state)
                if isinstance(state, Transcript):
                    texts.append(state.text)
                elif isinstance(state, Coding):
                    texts.append(state.prefix + state.quote + state.suffix)
                if any(self.also.in_text(text) for text in texts):
                    return True
        return False

    def masked(self, path: str) -> str:
        """Return a path without what it may hold of the person."""
        for start, end, _stays in reversed(self.found(path)):
            path = f"{path[:start]}…{path[end:]}"
        return path

    def _spoken(self, holdings: Holdings) -> Spoken:
        if self.spoken is not None:
            return self.spoken
        mark = neutral_label()
        return spoken_in(
            holdings, self.participant, cut=self.cut, gone=self.gone, is_mark=lambda label: label.startswith(mark)
        )

    def __repr__(self) -> str:
        return f"Withdrawal({self.participant!r})"


class _Leaving(Cleansing):
    """One withdrawal applied to what one study holds."""

    def __init__(self, holdings: Holdings, spoken: Spoken, also: Traces, learnt: bool):
        said, others = voices(holdings, spoken)
        self.traces = also
        if not learnt:
            self.traces |= own_words(holdings, spoken, said)
        super().__init__(
            holdings,
            clean=lambda text: without(text, self.traces.find, mark()),
            holds=self.traces.in_text,
            transcript=self._one,
            leaving=spoken.participant,
        )
        self.participant, self.spoken = spoken.participant, spoken
        self._look_alikes(said, others)
        self.labels: set[str] = {spoken.participant}

    def plan(self) -> Plan:
        """Return what goes, what stays, what must be read."""
        if ("participants", self.participant) in self.held:
            self.draft.erase("participants", self.participant)
        made = super().plan()
        self._mentions()
        return replace(made, counts=dict(self.draft.counts))

    # — transcripts —

    def _one(self, key: Key) -> None:
        """Take out an interview of theirs, cut a group back, leave the texts of others."""
        states = [state for state in self.held.states(key) if isinstance(state, Transcript)]
        living = self.held.get(*key)
        if not isinstance(living, Transcript):
            if any(self.spoken.theirs(state) or self.traces.in_text(state.text) for state in states):
                self.draft.erase(*key)
            return
        theirs = self.spoken.theirs(living)
        mine = self.spoken.labels(living)
        self.labels |= mine
        if any(_reads_like(one.label, self.participant) for one in living.speakers if one.label not in mine):
            self.draft.read("transcripts", living.id, "other's label")
        if theirs and self.spoken.alone(living):
            self.draft.erase(*key)
            self.draft.count("transcripts gone")
        elif theirs or self._astray(living, theirs):
            self._group(living, theirs)
        elif living.id in self.spoken.dead and self.traces.share(living.text) > 1 / 3:
            self.draft.erase(*key)  # the study deleted this other version of their interview: the copy holds it still
        else:
            self._of_somebody_else(living, states)

    def _astray(self, transcript: Transcript, theirs: frozenset[int]) -> list[Span]:
        """Return the words of theirs that a copy holds in turns of others: cut otherwise than the study knows."""
        return [span for _n, known, span in self._in_turns(transcript, theirs) if not known]

    def _in_turns(self, transcript: Transcript, theirs: frozenset[int]) -> Iterator[tuple[int, bool, Span]]:
        """Yield each passage of theirs in a turn of others: its rank, whether the study knows who says it, its place.

        Where they are not heard, only interviewers say their words again: anybody else speaks for themselves.
        """
        asking = interviewing(transcript)
        for n, turn in enumerate(transcript.turns):
            words = transcript.text[turn.start : turn.end]
            known = self.spoken.said_by_others(transcript.id, words)
            apart = transcript.kind == "observation" or (known and not theirs and not set(turn.speakers) <= asking)
            if n not in theirs and not apart:
                yield from (
                    (n, known, (turn.start + low, turn.start + high)) for low, high in self.traces.find(words)
                )

    def _repeats(self, transcript: Transcript, theirs: frozenset[int], taken: list[Span]) -> list[Patch]:
        """Return the patches of what others say again; add their places to ``taken``."""
        found = [(n, span) for n, known, span in self._in_turns(transcript, theirs) if known]
        if found:
            turns = tuple(dict.fromkeys(n + 1 for n, _span in found))
            self.draft.read("transcripts", transcript.id, "repeated", turns)
            self.draft.count("repeats taken out", len(found))
        taken += [span for _n, span in found]
        return [Patch(start, end, mark()) for _n, (start, end) in found]

    def _group(self, transcript: Transcript, theirs: frozenset[int]) -> None:
        text, mine = transcript.text, self.spoken.labels(transcript)
        name = self._free_label(transcript, mine)
        patches: list[Patch] = []
        taken: list[Span] = []
        speakers: list[tuple[str, ...]] = []
        for n, turn in enumerate(transcript.turns):
            if n not in theirs:
                speakers.append(turn.speakers)
                continue
            if len(turn.speakers) > 1:
                self.draft.read("transcripts", transcript.id, "spoken together")
            count = words(text[turn.start : turn.end])
            patches.append(Patch(turn.label_start, turn.start, _relabelled(text, turn, name)))
            patches.append(Patch(turn.start, turn.end, placeholder(count) if count else ""))
            taken.append((turn.label_start, turn.end))
            speakers.append((name,))
            self.draft.count("turns replaced")
            self.draft.count("words replaced", count)
        astray = self._astray(transcript, theirs)
        taken += astray
        patches += [Patch(start, end, mark()) for start, end in astray]
        patches += self._repeats(transcript, theirs, taken)
        patches += self._notes(transcript, theirs, taken)
        labels = [(turn.label_start, turn.start) for turn in transcript.turns]
        patches.sort(key=lambda patch: (patch.start, patch.end))
        made = Rewritten(text, [patch for patch in patches if patch.end > patch.start or patch.new], taken, labels)
        kept = [one for one in transcript.speakers if one.label not in mine and one.label != name]
        left = (Speaker(name, "other"),) if theirs else ()
        after = replace(
            transcript,
            text=made.text,
            turns=made.turns(transcript.turns, speakers),
            speakers=(*kept, *left),
            place=without(transcript.place, self.traces.find, mark()),
        )
        self.rewritten[transcript.id] = made
        self.draft.keep(after)
        self.draft.count("transcripts rewritten")
        if any(one.role == "unknown" and one.participant is None for one in kept):
            self.draft.read("transcripts", transcript.id, "unknown voice")

    def _free_label(self, transcript: Transcript, mine: set[str]) -> str:
        """Return the neutral label: that of another who left already is shared, that of somebody else is not."""
        held = {one.label: one for one in transcript.speakers if one.label not in mine}
        name = wanted = neutral_label()
        n = 1
        while name in held and (held[name].role, held[name].participant) != ("other", None):
            n += 1
            name = f"{wanted} {n}"
        return name

    def _notes(self, transcript: Transcript, theirs: frozenset[int], taken: list[Span]) -> list[Patch]:
        """Return the patches of what cites the person outside of others' turns; add their places to ``taken``."""
        spans = list(between(transcript))
        if transcript.kind == "observation":
            noting = {one.label for one in transcript.speakers if one.role in ("interviewer", "unknown")}
            spans += [
                (turn.start, turn.end)
                for n, turn in enumerate(transcript.turns)
                if set(turn.speakers) <= noting and n not in theirs
            ]
        found = [
            (low + start, low + end)
            for low, high in spans
            for start, end in self.traces.find(transcript.text[low:high])
        ]
        taken += found
        return [Patch(start, end, mark()) for start, end in merged(found)]

    def _of_somebody_else(self, living: Transcript, states: list[Transcript]) -> None:
        taken: list[Span] = []
        notes = self._notes(living, frozenset(), taken) if living.kind == "observation" else []
        patches = notes + self._repeats(living, frozenset(), taken)
        after = replace(living, place=without(living.place, self.traces.find, mark()))
        if patches:
            made = Rewritten(living.text, patches, taken, [(turn.label_start, turn.start) for turn in living.turns])
            turns = made.turns(living.turns, [turn.speakers for turn in living.turns])
            after = replace(after, text=made.text, turns=turns)
            self.rewritten[living.id] = made
        if notes:
            self.draft.read("transcripts", living.id, "text touched")
            self.draft.count("passages taken out", len(notes))
        if after != living:
            self.draft.keep(after)
        elif any(self.traces.in_text(state.text) for state in states if state != living):
            self.draft.forget(("transcripts", living.id))

    def _look_alikes(self, said: list[str], others: dict[str, list[str]]) -> None:
        """Tell of an interview that seems to be there twice, once without saying whose: its words stay."""
        every = Traces(said)
        for id, texts in others.items():
            whole = "\n".join(texts)
            if id and len(whole) > 200 and every.share(whole) > 1 / 3:
                self.draft.read("transcripts", id, "look-alike")

    def _mentions(self) -> None:
        """Count how often the others name the person: that stays, and is said."""
        names = sorted((name for name in self.labels if len(name) > 1), key=len, reverse=True)
        found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
        for transcript in self.held.living(Transcript):
            if self.draft.is_gone("transcripts", transcript.id):
                continue
            theirs = self.spoken.theirs(transcript)
            for n, turn in enumerate(transcript.turns):
                if n not in theirs:
                    said = transcript.text[turn.start : turn.end]
                    self.draft.count("mentions", len(found.findall(said)))


def _reads_like(label: str, id: str) -> bool:
    """Tell whether a label is an id, whatever its case, its accents, its signs and its zeros."""
    folded = [re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\W_]", "", fold(one))) for one in (label, id)]
    return folded[0] == folded[1]


def _relabelled(text: str, turn: Turn, name: str) -> str:
    """Return the label of a turn as typed, with a neutral name: « P03 (fort) : » → « Personne retirée : »."""
    typed = text[turn.label_start : turn.start]
    if not typed.strip():
        return typed
    places = [(typed.find(label), len(label)) for label in turn.speakers if label in typed]
    if not places:
        tail = re.search(r"[^\w)\]]*\Z", typed)
        return name + (tail[0] if tail else "")
    low, high = min(at for at, _size in places), max(at + size for at, size in places)
    return typed[:low] + name + typed[high:]
