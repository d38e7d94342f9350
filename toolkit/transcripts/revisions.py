"""What a new text does to all that lies on the old one, and what a person decides of it: values, nothing written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from toolkit.errors import InvalidValue, Refused, UnknownName
from toolkit.i18n import N_, _
from toolkit.model import Change, Coding, Memo, Quote, Review, Transcript, text_sha256
from toolkit.model.codes import CONTEXT
from toolkit.model.plain import Noun, to_json
from toolkit.transcripts.placing import Passage, Place, Room, Why

Mode = Literal["typo", "retranscription"]
MODES: Final[tuple[str, ...]] = get_args(Mode)
Decision = Literal["keep", "later", "drop", "renew"]
VERB: Final = N_("revise")
AROUND: Final = 60
"""How many characters before and after a passage are shown."""


@dataclass(frozen=True, slots=True, repr=False)
class Excerpt:
    """A passage as it is shown: its words, a little of what stands around, the turn that people cite."""

    before: str
    words: str
    after: str
    turn: int | None = None

    def __repr__(self) -> str:
        return f"<Excerpt: turn {self.turn}, {len(self.words)} characters>"


@dataclass(frozen=True, slots=True, repr=False)
class ToReview:
    """A coding, or an extract chosen to be shown, whose words changed: as it was, as it would be, what is decided.

    ``kind`` is ``coding`` or ``quote``; ``why`` is the reason, ``choices`` what may be decided, ``decision`` what is
    (a place ``(start, end)`` when it was marked anew). ``reviews`` and ``quotes`` say how many hang on it; ``noun``
    is the coding, or the extract, as it was.
    """

    id: str
    kind: Literal["coding", "quote"]
    why: Why
    old: Excerpt
    new: Excerpt
    start: int
    end: int
    decision: Decision | Place
    choices: tuple[str, ...]
    noun: Coding | Quote
    code: str = ""
    coder: str = ""
    reviews: int = 0
    quotes: int = 0

    @property
    def coding(self) -> Coding | None:
        """The coding as it was; None for an extract."""
        return self.noun if isinstance(self.noun, Coding) else None

    def __repr__(self) -> str:
        return f"<ToReview {self.kind} {self.id}: {self.why}, {self.decision}>"


@dataclass(frozen=True, slots=True, repr=False)
class Revision:
    """What a new text does to all that lies on the old one; nothing is written yet.

    ``followed`` are the codings and extracts that keep exactly their words; ``to_review`` all the others; ``noticed``
    are the followed ones that are worth a glance. ``change`` does it all in one action. ``shared`` is the part of
    the shorter text, from 0 to 1, that both have in common.
    """

    before: Transcript
    after: Transcript
    mode: Mode
    followed: tuple[Passage, ...]
    to_review: tuple[ToReview, ...]
    change: Change
    shared: float
    warnings: tuple[str, ...] = ()
    around: tuple[Noun, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def noticed(self) -> tuple[Passage, ...]:
        """What is followed to the letter and worth a glance: carried elsewhere, said by somebody else now."""
        return tuple(passage for passage in self.followed if passage.notice)

    @property
    def waiting(self) -> tuple[ToReview, ...]:
        """What nobody decided yet: kept as proposals, which count for nothing until they are accepted."""
        return tuple(item for item in self.to_review if item.decision == "later")

    @property
    def keyed(self) -> dict[str, ToReview]:
        """What is to review by the key under which it is decided: its id; ``quotes:id`` if a coding has the same."""
        codings = {item.id for item in self.to_review if item.kind == "coding"}
        return {
            f"quotes:{item.id}" if item.kind == "quote" and item.id in codings else item.id: item
            for item in self.to_review
        }

    @property
    def digest(self) -> str:
        """What stands for this revision: both texts and all that lies on them, as they were when it was computed."""
        held = sorted(to_json(passage.noun) for passage in self.passages)
        return text_sha256("\n".join([to_json(self.before), self.after.fingerprint, self.mode, *held]))[:16]

    def decide(self, decisions: Mapping[str, Decision | Place]) -> "Revision":
        """Return the revision with what a person decided of some passages, by key (see ``keyed``).

        ``keep``: where it is shown, counted as before; ``later``: kept there as a proposal; ``drop``: deleted, with
        the reviews and extracts that hang on it; ``renew``: an extract takes the new words, to be approved again;
        ``(start, end)``: marked there in the new text.

        Raises ``UnknownName`` on an id that is not to review, ``InvalidValue`` on what cannot be decided.
        """
        items = self.keyed
        for id, decision in decisions.items():
            if id not in items:
                raise UnknownName(id, items)
            items[id] = _decided(items[id], decision, self.after)
        return with_change(replace(self, to_review=tuple(items.values())))

    def __repr__(self) -> str:
        return (
            f"<Revision {self.before.id}: {len(self.followed)} followed, {len(self.to_review)} to review, "
            f"{len(self.waiting)} undecided>"
        )


def excerpt(transcript: Transcript, start: int, end: int) -> Excerpt:
    """Return a passage of a text with a little of what stands around it."""
    text = transcript.text
    return Excerpt(text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND],
                   transcript.turn_at(start))  # fmt: skip


def _decided(item: ToReview, decision: "Decision | Place", after: Transcript) -> ToReview:
    if isinstance(decision, str):
        if decision not in item.choices:
            raise InvalidValue(
                _("“{value}” cannot be decided of {id}.", value=decision, id=item.id),
                _("Choose one of: {allowed}.", allowed=", ".join(item.choices)),
            )
        return replace(item, decision=decision)
    start, end = decision
    if item.kind == "quote" or not (0 <= start < end <= len(after.text)) or not after.text[start:end].strip():
        raise InvalidValue(
            _("{id}: positions {start} to {end} hold no word of the new text.", id=item.id, start=start, end=end),
            _("Mark words of the new text."),
        )
    return replace(item, decision=(start, end), start=start, end=end, new=excerpt(after, start, end))


def with_change(revision: Revision) -> Revision:
    """Return the revision with the one change that its decisions make."""
    before, after = revision.before, revision.after
    items: dict[tuple[str, str], ToReview] = {(item.kind, item.id): item for item in revision.to_review}
    edits: list[tuple[str, Noun | None, Noun | None]] = [(before.id, before, after)]
    room = Room(after, revision.passages)
    gone: set[str] = set()
    moved: list[tuple[Coding | Quote, Coding | Quote]] = []
    # What a person marked anew takes its place first; what waits steps aside.
    for passage in sorted(revision.passages, key=lambda passage: _turn_to_choose(items.get(_key(passage)))):
        noun, item = passage.noun, items.get(_key(passage))
        if item is not None and item.decision == "drop":
            gone.add(f"{noun.shelf}:{noun.id}")
        elif isinstance(noun, Coding):
            moved.append((noun, _coding(noun, passage, item, after, room)))
        else:
            moved.append((noun, _quote(noun, passage, item, after)))
    for old, new in moved:
        dropped = isinstance(old, Quote) and f"codings:{old.coding}" in gone
        if dropped or old != new:
            edits.append((old.id, old, None if dropped else new))
    edits += [
        (passage.id, passage.noun, None)
        for passage in revision.passages
        if f"{passage.noun.shelf}:{passage.id}" in gone
    ]
    edits += _with_them(revision, {name.split(":", 1)[1] for name in gone if name.startswith("codings:")})
    return replace(revision, change=Change(VERB, tuple(edits)))


def _key(passage: Passage) -> tuple[str, str]:
    return ("coding" if isinstance(passage.noun, Coding) else "quote", passage.id)


def _turn_to_choose(item: ToReview | None) -> int:
    if item is None:
        return 0
    return 1 if not isinstance(item.decision, str) else 3 if item.decision == "later" else 2


def _coding(coding: Coding, passage: Passage, item: ToReview | None, after: Transcript, room: Room) -> Coding:
    """Return a coding at its new place: as it was counted when a person (or nobody's need) says so, else proposed."""
    if item is None:
        return _cut(coding, after.text, passage.start, passage.end)
    place = (item.start, item.end)
    if item.decision == "later":
        place = room.near(coding, *place)
    elif room.holds(coding, place):
        raise Refused(
            _("{id}: the same code by the same coder is already on these words.", id=coding.id),
            _("Mark other words, or drop this coding."),
        )
    room.take(coding, place)
    made = _cut(coding, after.text, *place)
    waits = item.decision == "later" and coding.state == "accepted"
    return replace(made, state="proposed") if waits else made


def _cut(coding: Coding, text: str, start: int, end: int) -> Coding:
    """Return a coding at a place of the new text, its words and what stands around cut from it."""
    return replace(
        coding,
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def _quote(quote: Quote, passage: Passage, item: ToReview | None, after: Transcript) -> Quote:
    moved = replace(quote, start=passage.start, end=passage.end)
    if item is None or item.decision != "renew":
        return moved
    return replace(moved, text=after.text[passage.start : passage.end], state="chosen")


def _with_them(revision: Revision, gone: set[str]) -> list[tuple[str, Noun | None, Noun | None]]:
    """Return what becomes of the reviews and memos about the codings that are dropped, and of other extracts."""
    edits: list[tuple[str, Noun | None, Noun | None]] = []
    if not gone:
        return edits
    here = {passage.id for passage in revision.passages if isinstance(passage.noun, Quote)}
    for noun in revision.around:
        if isinstance(noun, Review | Quote):
            if noun.coding in gone and noun.id not in here:
                edits.append((noun.id, noun, None))
        elif isinstance(noun, Memo) and gone & {*noun.about}:
            # A memo outlives the coding: it is then about the text.
            about = dict.fromkeys(revision.before.id if id in gone else id for id in noun.about)
            edits.append((noun.id, noun, replace(noun, about=tuple(about))))
    return edits
