"""A person leaves the study: what goes with them, what is cut back, what stays and is said so.

An interview where they alone answered goes whole. In a group, each of their turns becomes a placeholder of stated
length; what the others said, and every coding on it, stays word for word.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from toolkit.i18n import N_, _, n_
from toolkit.model.codes import Code, Coding, Memo
from toolkit.model.plain import Noun
from toolkit.model.redaction import Drafting, Holdings, Key, Plan
from toolkit.model.returns import Quote, Review
from toolkit.model.rewriting import Patch, Rewritten, free_texts, recut, with_free_texts
from toolkit.model.text import words
from toolkit.model.texts import Speaker, Transcript, Turn
from toolkit.model.traces import Span, Traces, merged, without
from toolkit.model.voices import between, is_alone, labels_of, traces_of, voices

REASONS: Final = {
    "coding cut": N_("a coding went beyond the words taken out: it was cut back to what the others said"),
    "coding around": N_("a coding has a passage taken out in its middle"),
    "quote cut": N_("an extract chosen to be shown lost a part"),
    "memo touched": N_("a memo cited the person: the passage was taken out, reread it"),
    "memo alone": N_("a memo was only about what is gone: reread it, keep it or not"),
    "text touched": N_("a text cited the person: the passage was taken out"),
    "id": N_("an identifier was made from words of the person: it stays in the history"),
    "unknown voice": N_("somebody who is not identified speaks in this group: it may be the same person"),
    "spoken together": N_("a turn was spoken by several persons at once: it was taken out whole"),
    "look-alike": N_("this text repeats much of what the person said: it may be the same interview"),
}
"""Why a person must look at something."""


def placeholder(count: int) -> str:
    """Return what stands for the words taken out of a group."""
    return n_("[withdrawn: {n} word]", "[withdrawn: {n} words]", count)


def neutral_label() -> str:
    """Return the label of somebody who left."""
    return _("Person withdrawn")


def mark() -> str:
    """Return what stands for a passage taken out of a text that is not a transcript."""
    return _("[passage withdrawn]")


@dataclass(frozen=True, slots=True, repr=False)
class Withdrawal:
    """The rule of a withdrawal, for ``study.redact``; ``also`` are words of the person known from elsewhere."""

    participant: str
    also: Traces = field(default_factory=lambda: Traces(()))

    def __call__(self, holdings: Holdings) -> Plan:
        """Return what goes, what is rewritten, what must be read."""
        return _Leaving(holdings, self.participant, self.also).plan()

    @property
    def subject(self) -> str:
        """The id of the participant."""
        return self.participant

    @property
    def outdates(self) -> bool:
        """What was counted with the person is no longer true without."""
        return True

    def learn(self, holdings: Holdings) -> "Withdrawal":
        """Return the same rule, which also knows the words of the person that are held here."""
        return replace(self, also=self.traces(holdings))

    def found(self, text: str) -> list[tuple[int, int, str]]:
        """Return where a text holds words of the person, and the mark that takes their place."""
        stays = mark()
        return [(start, end, stays) for start, end in self.also.find(text)]

    def traces(self, holdings: Holdings) -> Traces:
        """Return the words of the person in what a study holds, now and in its history."""
        return traces_of(holdings, self.participant) | self.also

    def __repr__(self) -> str:
        return f"Withdrawal({self.participant!r})"


class _Leaving:
    """One withdrawal applied to what one study holds."""

    def __init__(self, holdings: Holdings, participant: str, also: Traces):
        self.held, self.participant = holdings, participant
        self.draft = Drafting(holdings)
        said, others = voices(holdings, participant)
        self.traces = Traces(said, (text for texts in others.values() for text in texts)) | also
        self._look_alikes(said, others)
        self.rewritten: dict[str, Rewritten] = {}
        self.texts: dict[str, Transcript] = {}
        self.merged_into: dict[str, str] = {}
        self.labels: set[str] = {participant}

    def plan(self) -> Plan:
        """Return what goes, what stays, what must be read."""
        if ("participants", self.participant) in self.held:
            self.draft.erase("participants", self.participant)
        for key in self.held.keys_of(Transcript):
            self._transcript(key)
        for key in self.held.keys_of(Coding):
            self._coding(key)
        self._once_each()
        for key in self.held.keys_of(Review):
            self._review(key)
        for key in self.held.keys_of(Quote):
            self._quote(key)
        for key in self.held.keys_of(Memo):
            self._memo(key)
        for key in self.held.all_keys():
            if not self.draft.decided(key):
                self._other(key)
        self._mentions()
        return self.draft.plan()

    # — transcripts —

    def _transcript(self, key: Key) -> None:
        states = [state for state in self.held.states(key) if isinstance(state, Transcript)]
        living = self.held.get(*key)
        if not isinstance(living, Transcript):
            if any(labels_of(state, self.participant) or self.traces.in_text(state.text) for state in states):
                self.draft.erase(*key)
            return
        mine = labels_of(living, self.participant)
        self.labels |= mine
        if mine and is_alone(living, self.participant):
            self.draft.erase(*key)
            self.draft.count("transcripts gone")
        elif mine:
            self._group(living, mine)
        else:
            self._of_somebody_else(living, states)

    def _group(self, transcript: Transcript, mine: set[str]) -> None:
        text, name = transcript.text, self._free_label(transcript, mine)
        patches: list[Patch] = []
        taken: list[Span] = []
        speakers: list[tuple[str, ...]] = []
        for turn in transcript.turns:
            if not mine & set(turn.speakers):
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
        patches += self._notes(transcript, mine, taken)
        labels = [(turn.label_start, turn.start) for turn in transcript.turns]
        made = Rewritten(text, [patch for patch in patches if patch.end > patch.start or patch.new], taken, labels)
        kept = [one for one in transcript.speakers if one.label not in mine and one.label != name]
        after = replace(
            transcript,
            text=made.text,
            turns=made.turns(transcript.turns, speakers),
            speakers=(*kept, Speaker(name, "other")),
            place=without(transcript.place, self.traces.find, mark()),
        )
        self.rewritten[transcript.id], self.texts[transcript.id] = made, after
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

    def _notes(self, transcript: Transcript, mine: set[str], taken: list[Span]) -> list[Patch]:
        """Return the patches of what cites the person outside of others' turns; add their places to ``taken``."""
        spans = list(between(transcript))
        if transcript.kind == "observation":
            noting = {one.label for one in transcript.speakers if one.role in ("interviewer", "unknown")}
            spans += [
                (turn.start, turn.end)
                for turn in transcript.turns
                if set(turn.speakers) <= noting and not mine & set(turn.speakers)
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
        patches = self._notes(living, set(), taken) if living.kind == "observation" else []
        after = replace(living, place=without(living.place, self.traces.find, mark()))
        if patches:
            made = Rewritten(living.text, patches, taken, [(turn.label_start, turn.start) for turn in living.turns])
            turns = made.turns(living.turns, [turn.speakers for turn in living.turns])
            after = replace(after, text=made.text, turns=turns)
            self.rewritten[living.id], self.texts[living.id] = made, after
            self.draft.read("transcripts", living.id, "text touched")
            self.draft.count("passages taken out", len(patches))
        if after != living:
            self.draft.keep(after)
        elif any(self.traces.in_text(state.text) for state in states if state != living):
            self.draft.forget(("transcripts", living.id))

    def _look_alikes(self, said: list[str], others: dict[str, list[str]]) -> None:
        """Tell of an interview that seems to be there twice, once without saying whose: its words stay."""
        every = Traces(said)
        for id, texts in others.items():
            size = sum(map(len, texts))
            if id and size > 200:
                repeated = sum(end - start for text in texts for start, end in every.find(text))
                if repeated > size / 3:
                    self.draft.read("transcripts", id, "look-alike")

    # — what lies on transcripts —

    def _coding(self, key: Key) -> None:
        states = [state for state in self.held.states(key) if isinstance(state, Coding)]
        living = self.held.get(*key)
        home = states[-1].transcript
        if self.draft.is_gone("transcripts", home):
            self.draft.erase(*key)
            self.draft.count("codings gone", int(living is not None))
            return
        made = self.rewritten.get(home)
        if made is None:
            if any(self._cites(state) for state in states):
                self._quiet(key, living)
            return
        if not isinstance(living, Coding):
            self.draft.erase(*key)
            return
        fate = made.follow(living.start, living.end)
        if fate.outcome == "lost":
            self.draft.erase(*key)
            self.draft.count("codings gone")
            return
        if fate.outcome != "moved":
            self.draft.read("codings", living.id, f"coding {fate.outcome}")
        self.draft.count("codings moved")
        self.draft.keep(recut(living, made.text, fate.start, fate.end))

    def _cites(self, coding: Coding) -> bool:
        """Tell whether a coding of another's text holds words of the person: cut from that text, it does not."""
        home = self.held.get("transcripts", coding.transcript)
        text = home.text if isinstance(home, Transcript) else ""
        low, high = coding.start - len(coding.prefix), coding.end + len(coding.suffix)
        around = coding.prefix + coding.quote + coding.suffix
        if low >= 0 and text[low:high] == around:
            return False
        return self.traces.in_text(around)

    def _quiet(self, key: Key, living: Noun | None) -> None:
        if isinstance(living, Coding) and self._cites(living):
            home = self.held.get("transcripts", living.transcript)
            text = home.text if isinstance(home, Transcript) else ""
            if living.end > len(text):
                self.draft.erase(*key)
                return
            self.draft.keep(recut(living, text, living.start, living.end))
        else:
            self.draft.forget(key)

    def _once_each(self) -> None:
        """Keep one of two codings that were cut back to the same place: what was said of the other goes to it."""
        places: dict[tuple[str, int, int, str, str], str] = {}
        for key in self.held.keys_of(Coding):
            coding = self.draft.now(key)
            if not isinstance(coding, Coding) or coding.transcript not in self.rewritten:
                continue
            place = (coding.transcript, coding.start, coding.end, coding.code, coding.coder)
            first = places.setdefault(place, coding.id)
            if first != coding.id:
                self.merged_into[coding.id] = first
                self.draft.erase(*key)
                self.draft.read("codings", first, "coding cut")

    def _review(self, key: Key) -> None:
        states = [state for state in self.held.states(key) if isinstance(state, Review)]
        living = self.held.get(*key)
        home = self.merged_into.get(states[-1].coding, states[-1].coding)
        if self.draft.is_gone("codings", home):
            self.draft.erase(*key)
            self.draft.count("reviews gone", int(living is not None))
            return
        if isinstance(living, Review) and living.coding != home:
            self.draft.keep(self._cleaned(replace(living, coding=home)))
        else:
            self._other(key)

    def _quote(self, key: Key) -> None:
        states = [state for state in self.held.states(key) if isinstance(state, Quote)]
        living = self.held.get(*key)
        last = states[-1]
        home = self.merged_into.get(last.coding, last.coding)
        leaving = (
            last.participant == self.participant
            or self.draft.is_gone("transcripts", last.transcript)
            or self.draft.is_gone("codings", home)
        )
        made = self.rewritten.get(last.transcript)
        if leaving or (made is not None and not isinstance(living, Quote)):
            self.draft.erase(*key)
            self.draft.count("quotes gone", int(living is not None))
            return
        if made is None or not isinstance(living, Quote):
            self._other(key)
            return
        fate = made.follow(living.start, living.end)
        if fate.outcome == "lost":
            self.draft.erase(*key)
            self.draft.count("quotes gone")
            return
        text = living.text
        if text == made.old[living.start : living.end]:
            text = made.text[fate.start : fate.end]
        if fate.outcome != "moved":
            self.draft.read("quotes", living.id, "quote cut")
        moved = replace(living, coding=home, start=fate.start, end=fate.end, text=text)
        self.draft.keep(self._cleaned(moved))

    # — what people wrote —

    def _cleaned(self, noun: Noun) -> Noun:
        return with_free_texts(noun, lambda text: without(text, self.traces.find, mark()))

    def _other(self, key: Key) -> None:
        """Take the passages out of what stays, and erase the history that held them."""
        living = self.held.get(*key)
        if living is not None:
            after = self._cleaned(living)
            if after != living:
                self.draft.keep(after)
                self.draft.read(*key, "text touched")
                self.draft.count("passages taken out")
                if isinstance(living, Code) and len(living.id) >= 20:
                    self.draft.read(*key, "id")
                return
        past = [state for state in self.held.states(key) if state != living]
        if any(self.traces.in_text(text) for state in past for text in free_texts(state)):
            self.draft.forget(key)

    def _memo(self, key: Key) -> None:
        living = self.held.get(*key)
        if not isinstance(living, Memo):
            self._other(key)
            return
        after = self._cleaned(living)
        about = tuple(id for id in living.about if not self._left(id))
        if after != living:
            self.draft.read(*key, "memo touched")
            self.draft.count("passages taken out")
        if about != living.about and not about:
            self.draft.read(*key, "memo alone")
        assert isinstance(after, Memo)
        after = replace(after, about=about)
        if after != living:
            self.draft.keep(after)
        else:
            self._other(key)

    def _left(self, id: str) -> bool:
        """Tell whether an id names only what is gone."""
        shelves = ("participants", "transcripts", "codings", "reviews", "quotes", "codes", "cases", "memos")
        known = [(shelf, id) for shelf in shelves if (shelf, id) in self.held]
        return bool(known) and all(self.draft.is_gone(*key) for key in known)

    def _mentions(self) -> None:
        """Count how often the others name the person: that stays, and is said."""
        names = sorted((name for name in self.labels if len(name) > 1), key=len, reverse=True)
        found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
        for transcript in self.held.living(Transcript):
            if self.draft.is_gone("transcripts", transcript.id):
                continue
            mine = labels_of(transcript, self.participant)
            for turn in transcript.turns:
                if not mine & set(turn.speakers):
                    said = transcript.text[turn.start : turn.end]
                    self.draft.count("mentions", len(found.findall(said)))


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
