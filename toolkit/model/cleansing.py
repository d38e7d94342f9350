"""What a redaction does to all that lies on a text or cites it, whatever the reason of the redaction."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from toolkit.model.codes import Code, Coding, Memo
from toolkit.model.plain import Noun
from toolkit.model.redaction import Drafting, Holdings, Key, Plan
from toolkit.model.relations import Act, Event, Link
from toolkit.model.returns import Quote, Review
from toolkit.model.rewriting import Rewritten, free_texts, recut, with_free_texts
from toolkit.model.texts import Transcript
from toolkit.model.ties import named_by, retold


class Cleansing:
    """One rule applied to what one study holds.

    Each rule brings ``clean``, which gives a free text without what must go, ``holds``, which tells whether a text
    holds some, and ``transcript``, which decides of one transcript. ``rewritten`` are the texts that changed: what
    lies on them follows exactly. ``leaving`` is the participant whose extracts all go.
    """

    def __init__(
        self,
        holdings: Holdings,
        *,
        clean: Callable[[str], str],
        holds: Callable[[str], bool],
        transcript: Callable[[Key], None],
        leaving: str | None = None,
    ):
        self.held, self.leaving = holdings, leaving
        self.clean, self.holds, self._transcript = clean, holds, transcript
        self.draft = Drafting(holdings)
        self.rewritten: dict[str, Rewritten] = {}
        self.merged_into: dict[str, str] = {}

    def plan(self) -> Plan:
        """Return what goes, what stays, what must be read."""
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
        for kind in (Event, Act):
            for key in self.held.keys_of(kind):
                self._happened(key)
        for key in self.held.keys_of(Link):
            self._tied(key)
        for key in self.held.all_keys():
            if not self.draft.decided(key):
                self._other(key)
        return self.draft.plan()

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
        """Tell whether a coding of another's text holds what must go: cut from that text, it does not."""
        home = self.held.get("transcripts", coding.transcript)
        text = home.text if isinstance(home, Transcript) else ""
        low, high = coding.start - len(coding.prefix), coding.end + len(coding.suffix)
        around = coding.prefix + coding.quote + coding.suffix
        if low >= 0 and text[low:high] == around:
            return False
        return self.holds(around)

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
        """Keep one of two codings cut back to the same place, the one that lost no word; the reviews go to it."""
        places: dict[tuple[str, int, int, str, str], str] = {}
        held: list[tuple[bool, Key, Coding]] = []
        for key in self.held.keys_of(Coding):
            coding, before = self.draft.now(key), self.held.get(*key)
            if isinstance(coding, Coding) and coding.transcript in self.rewritten:
                held.append((not isinstance(before, Coding) or before.quote != coding.quote, key, coding))
        for _cut, key, coding in sorted(held, key=lambda one: one[0]):
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
            (self.leaving is not None and last.participant == self.leaving)
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
        return with_free_texts(noun, self.clean)

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
        if any(self.holds(text) for state in past for text in free_texts(state)):
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

    def _happened(self, key: Key) -> None:
        """Take out the events and acts of who leaves, or of a text that goes; the others lose what is gone."""
        last: Any = self.held.states(key)[-1]
        living = self.held.get(*key)
        theirs = self.leaving is not None and last.participant == self.leaving
        if theirs or (last.transcript is not None and self.draft.is_gone("transcripts", last.transcript)):
            self.draft.erase(*key)
            self.draft.count("ties gone", int(living is not None))
            return
        self._retold(key, living)
        before: list[Any] = self.held.states(key)[:-1]
        if self.leaving is not None and any(state.participant == self.leaving for state in before):
            self.draft.forget(key)

    def _tied(self, key: Key) -> None:
        """Take out the links whose end is gone: a condition of nothing says nothing."""
        last = self.held.states(key)[-1]
        assert isinstance(last, Link)
        if any(self._left(self.merged_into.get(end, end)) for end in (last.source, last.target)):
            self.draft.erase(*key)
            self.draft.count("ties gone", int(self.held.get(*key) is not None))
        else:
            self._retold(key, self.held.get(*key))

    def _retold(self, key: Key, living: Noun | None) -> None:
        if living is None:
            self._other(key)
            return
        became: dict[str, str | None] = dict.fromkeys(id for id in named_by(living) if self._left(id))
        became |= {id: kept for id, kept in self.merged_into.items() if id in named_by(living)}
        after = retold(living, became)
        if after is not None and _proofs(living) and not _proofs(after):
            self.draft.read(*key, "evidence gone")
        if after is None:
            self.draft.erase(*key)
        elif after == living:
            self._other(key)
        else:
            cleaned = self._cleaned(after)
            if cleaned != after:
                self.draft.read(*key, "text touched")
                self.draft.count("passages taken out")
            self.draft.keep(cleaned)

    def _left(self, id: str) -> bool:
        """Tell whether an id names only what is gone."""
        shelves = ("participants", "transcripts", "codings", "reviews", "quotes", "codes", "cases", "memos")
        known = [(shelf, id) for shelf in shelves if (shelf, id) in self.held]
        return bool(known) and all(self.draft.is_gone(*key) for key in known)


def _proofs(noun: Noun) -> tuple[str, ...]:
    evidence: tuple[str, ...] = getattr(noun, "evidence", ())
    return (*evidence, *getattr(noun, "verbalisations", ()))
