"""A real name found in month three: replaced everywhere, and erased from the history.

The rule is handed to ``study.redact``; the decisions are those of a reviewed table of names. Positions follow
exactly: each coding keeps its words, the name replaced.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.errors import Refused
from toolkit.i18n import n_
from toolkit.model.cleansing import Cleansing
from toolkit.model.people import Coder
from toolkit.model.redaction import Holdings, Key, Plan
from toolkit.model.rewriting import Patch, Rewritten
from toolkit.model.text import fold
from toolkit.model.texts import Speaker, Transcript
from toolkit.transcripts.correspondence import Document
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.pseudonymising import meant_for
from toolkit.transcripts.replacements import Pseudonymised, ReplacedSpan, pseudonymise, remaining, restored


@dataclass(frozen=True, slots=True, repr=False)
class LateNames:
    """The rule of names found late: accepted forms are replaced in every text, past states that held one are erased.

    A decision limited to some documents is followed in those transcripts, and in all that is not a transcript.
    Raises ``Refused`` when a form is still undecided, or when a replacement would bring a listed form back.
    """

    decisions: tuple[NameDecision, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "decisions", tuple(self.decisions))
        waiting = sum(decision.decision == "undecided" for decision in self.decisions)
        if waiting:
            raise Refused(
                n_(
                    "{n} form of the table of names is not decided.",
                    "{n} forms of the table of names are not decided.",
                    waiting,
                ),
                count=waiting,
            )

    @property
    def subject(self) -> str:
        """Nothing: a name is written nowhere."""
        return ""

    @property
    def outdates(self) -> bool:
        """Numbers stay true: nobody left."""
        return False

    @property
    def known(self) -> int:
        """How many forms are looked for."""
        return len(self.decisions)

    def learn(self, _holdings: Holdings) -> "LateNames":
        """Return the same rule: the names are known from the table alone."""
        return self

    def __call__(self, holdings: Holdings) -> Plan:
        """Return what is rewritten, and what loses its history."""
        return _Naming(holdings, self).plan()

    def found(self, text: str) -> list[tuple[int, int, str]]:
        """Return where a text holds a form, and what takes its place."""
        made = pseudonymise(text, _everywhere(self.decisions))
        return [(span.start, span.end, span.replacement) for span in made.spans]

    def remains(self, holdings: Holdings) -> bool:
        """Tell whether an accepted form is still held where it is to be replaced."""
        return bool(self(holdings))

    def masked(self, path: str) -> str:
        """Return a path without any accepted form, however it is glued to other letters there."""
        shown = unicodedata.normalize("NFC", path)
        forms = {one.form for one in self.decisions if one.accepted}
        parts = {part for form in forms for part in re.findall(r"\w{3,}", form) if part[0].isupper()}
        for form in sorted(forms | parts, key=len, reverse=True):
            for hit in reversed(list(re.finditer(re.escape(_each_folded(form)), _each_folded(shown)))):
                if len(form) > 3 or not shown[hit.end() : hit.end() + 1].isalpha():
                    shown = f"{shown[: hit.start()]}…{shown[hit.end() :]}"
        return shown

    def __repr__(self) -> str:
        return f"<LateNames: {len(self.decisions)} forms>"


def _each_folded(text: str) -> str:
    """Return a text without accents nor capitals, each character at its place."""
    return "".join(fold(char)[:1] or char for char in text)


def _everywhere(decisions: Iterable[NameDecision]) -> list[NameDecision]:
    """Return the accepted decisions without their limits, and the rejected ones that have none."""
    return [replace(one, documents=()) for one in decisions if one.accepted or not one.documents]


class _Naming(Cleansing):
    """Late names applied to what one study holds."""

    def __init__(self, holdings: Holdings, rule: LateNames):
        self._rule, self._all = rule, _everywhere(rule.decisions)
        super().__init__(holdings, clean=self._clean, holds=self._holds, transcript=self._one)

    def plan(self) -> Plan:
        """Return what is rewritten, and what loses its history; what bears a name in its id is given to read."""
        made = super().plan()
        # The name of a coder is not that of somebody interviewed.
        kept = tuple(noun for noun in made.kept if not isinstance(noun, Coder))
        for shelf, id in self.held.all_keys():
            if self._holds(id.replace("-", " ").replace("_", " ").replace(".", " ")):
                self.draft.read(shelf, id, "id name")
        reading = [line for line in self.draft.to_read if line.why != "text touched"]
        return replace(made, kept=kept, to_read=tuple(reading), counts=dict(self.draft.counts))

    def _clean(self, text: str) -> str:
        return pseudonymise(text, self._all).text

    def _holds(self, text: str) -> bool:
        return bool(remaining(text, self._all))

    def _one(self, key: Key) -> None:
        """Replace the names of one transcript, its turns and labels with it."""
        living = self.held.get(*key)
        if isinstance(living, Transcript):
            after = self._renamed(living)
            if after != living:
                self.draft.keep(after)
                self.draft.count("texts renamed")
                return
        past = [state for state in self.held.states(key) if state != living and isinstance(state, Transcript)]
        if any(self._held_by(state) for state in past):
            self.draft.forget(key)

    def _held_by(self, state: Transcript) -> bool:
        ours = meant_for(self._rule.decisions, (state.id,))
        texts = [state.text, state.place, *(speaker.label for speaker in state.speakers)]
        return any(remaining(text, ours) for text in texts)

    def _renamed(self, transcript: Transcript) -> Transcript:
        ours = meant_for(self._rule.decisions, (transcript.id,))
        made = pseudonymise(transcript.text, ours, turns=transcript.turns)
        labels = _labels(transcript.speakers, ours)
        turns, text = transcript.turns, transcript.text
        speakers = [tuple(labels[label] for label in turn.speakers) for turn in turns]
        if made.spans:
            patches = [Patch(span.start, span.end, span.replacement) for span in made.spans]
            moved = Rewritten(text, patches)
            self.rewritten[transcript.id] = moved
            turns, text = moved.turns(turns, speakers), moved.text
        else:
            turns = tuple(replace(turn, speakers=names) for turn, names in zip(turns, speakers, strict=True))
        named: dict[str, Speaker] = {}
        for speaker in transcript.speakers:
            named.setdefault(labels[speaker.label], replace(speaker, label=labels[speaker.label]))
        return replace(
            transcript,
            text=text,
            turns=turns,
            speakers=tuple(named.values()),
            place=self._clean(transcript.place),
        )


def _labels(speakers: Sequence[Speaker], decisions: Sequence[NameDecision]) -> dict[str, str]:
    """Return the new label of each speaker: two different people never come to share one."""
    new: dict[str, str] = {}
    owners: dict[str, tuple[str, str | None]] = {}
    for speaker in sorted(speakers, key=lambda one: pseudonymise(one.label, decisions).text != one.label):
        wanted = label = pseudonymise(speaker.label, decisions).text
        who, n = (speaker.role, speaker.participant), 1
        while owners.setdefault(label, who) != who:
            n += 1
            label = f"{wanted} {n}"
        new[speaker.label] = label
    return new


def with_late_names(
    documents: Iterable[Document], texts: Mapping[str, str], decisions: Sequence[NameDecision]
) -> tuple[list[Document], list[str]]:
    """Return the documents of a coffre that late names change, still able to give the original back; and the others.

    ``texts`` are the pseudonymised texts before, for a coffre that did not keep them. A document whose text is then
    no longer the one that the coffre knows cannot be followed: its id is in the second list.
    """
    renewed: list[Document] = []
    lost: list[str] = []
    for held in documents:
        text = held.text or texts.get(held.id)
        if text is None:
            continue
        made = pseudonymise(text, meant_for(decisions, (held.id,)))
        if not made.spans:
            continue
        try:
            original = restored(text, held.spans, held.original_sha256)
        except Refused:
            lost.append(held.id)
            continue
        renewed.append(_recomposed(held, text, made, original))
    return renewed, lost


def _recomposed(held: Document, text: str, made: Pseudonymised, original: str) -> Document:
    """Return a document whose spans go from the original to the newest text, in one step."""
    from toolkit.model.text import text_sha256
    from toolkit.model.traces import merged

    first = Rewritten(text, [Patch(span.new_start, span.new_end, span.original) for span in held.spans])
    second = Rewritten(text, [Patch(span.start, span.end, span.replacement) for span in made.spans])
    regions = merged(
        [*((span.new_start, span.new_end) for span in held.spans), *((span.start, span.end) for span in made.spans)]
    )
    spans = []
    for low, high in regions:
        start, end = first.opening(low), first.closing(high)
        new_start, new_end = second.opening(low), second.closing(high)
        spans.append(
            ReplacedSpan(start, end, original[start:end], new_start, new_end, second.text[new_start:new_end])
        )
    return replace(held, spans=tuple(spans), text_sha256=text_sha256(made.text), text=made.text)
