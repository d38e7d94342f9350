"""What a copy must erase because another copy of the study erased it: redaction wins in every merge."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.model.codes import Code, Coding
from toolkit.model.people import Coder, Participant
from toolkit.model.plain import NOUNS, Noun
from toolkit.model.positions import Moved, remap
from toolkit.model.redaction import Drafting, Holdings, Key, Plan, Rule
from toolkit.model.returns import Quote, Review
from toolkit.model.rewriting import recut
from toolkit.model.texts import Transcript
from toolkit.model.withdrawal import Withdrawal

LINKS: dict[str, tuple[tuple[str, str], ...]] = {
    "participants": (("case", "cases"),),
    "transcripts": (("case", "cases"),),
    "codes": (("parent", "codes"),),
    "codings": (("transcript", "transcripts"), ("code", "codes"), ("coder", "coders")),
    "reviews": (("coding", "codings"),),
    "quotes": (("coding", "codings"), ("transcript", "transcripts"), ("participant", "participants")),
    "events": (("participant", "participants"), ("transcript", "transcripts")),
    "acts": (("participant", "participants"), ("transcript", "transcripts")),
}
"""The fields that must point to something that is held: by shelf, their name and the shelf they point to."""


def one_after_the_other(*rules: Rule) -> Rule:
    """Return the rule that follows each rule on what the one before leaves."""

    def rule(holdings: Holdings) -> Plan:
        gone: dict[Key, None] = {}
        kept: dict[Key, Noun] = {}
        plans = []
        for one in rules:
            plan = one(holdings)
            plans.append(plan)
            for key in plan.gone:
                gone[key] = None
                kept.pop(key, None)
            for noun in plan.kept:
                kept[noun.shelf, noun.id] = noun
                gone.pop((noun.shelf, noun.id), None)
            holdings = after(holdings, plan)
        counts: dict[str, int] = {}
        for plan in plans:
            for name, n in plan.counts.items():
                counts[name] = counts.get(name, 0) + n
        order = {shelf: rank for rank, shelf in enumerate(NOUNS)}
        return Plan(
            tuple(sorted(gone, key=lambda key: order[key[0]])),
            tuple(sorted(kept.values(), key=lambda noun: order[noun.shelf])),
            tuple(dict.fromkeys(line for plan in plans for line in plan.to_read if line.key not in gone)),
            counts,
        )

    return rule


def after(holdings: Holdings, plan: Plan) -> Holdings:
    """Return what is held once a plan is followed."""
    touched = plan.named()
    kept = {(noun.shelf, noun.id): noun for noun in plan.kept}
    living = [
        kept.get(key, noun)
        for kind in NOUNS.values()
        for noun in holdings.living(kind)
        if (key := (noun.shelf, noun.id)) not in touched or key in kept
    ]
    past = [state for key in holdings.all_keys() if key not in touched for state in holdings.states(key)]
    return Holdings(living, past)


@dataclass(frozen=True, slots=True, repr=False)
class Elsewhere:
    """The rule of a copy that learns of one redaction done elsewhere.

    ``named`` are the ids that it named with the state that stayed (None for what went), ``now`` their present state
    there; ``left`` the participants who left by it. What a withdrawal left here is kept as it is here: its own rule
    read it. After a name found late, the state of the other copy is taken, since only that one is known clean.
    """

    named: Mapping[Key, Noun | None]
    now: Mapping[Key, Noun | None]
    left: tuple[str, ...] = ()

    def __call__(self, holdings: Holdings) -> Plan:
        """Return what this copy must erase."""
        # A copy may not know yet who spoke in a group: what stayed of it elsewhere says which turns went.
        cut = tuple(noun for noun in self.named.values() if isinstance(noun, Transcript))
        gone = frozenset(
            id
            for (shelf, id), noun in self.named.items()
            if shelf == Transcript.shelf and noun is None and self.now.get((shelf, id)) is None
        )
        leaving = (Withdrawal(id, cut=cut, gone=gone) for id in self.left)
        return one_after_the_other(*leaving, self._named)(holdings)

    def _named(self, holdings: Holdings) -> Plan:
        draft = Drafting(holdings)
        ours = [key for key in self.named if key in holdings]
        for key in ours:
            self._one(draft, holdings, key)
        _follow_texts(draft, holdings)
        for key in ours:
            draft.forget(key)
        _mend_links(draft, holdings)
        return draft.plan()

    def _one(self, draft: Drafting, holdings: Holdings, key: Key) -> None:
        living, stayed, there = holdings.get(*key), self.named[key], self.now.get(key)
        if living is None or (stayed is None and there is None):
            draft.erase(*key)
            return
        if self.left:
            return
        for state in (there, stayed):
            if state is not None and all(holdings.get(*link) is not None for link in links_of(state)):
                draft.keep(state)
                return

    def __repr__(self) -> str:
        return f"<Elsewhere: {len(self.named)} ids, {len(self.left)} participants>"


def links_of(noun: Noun) -> list[Key]:
    """Return the ``(shelf, id)`` that a noun points to."""
    found = ((shelf, getattr(noun, name)) for name, shelf in LINKS.get(noun.shelf, ()))
    return [(shelf, id) for shelf, id in found if id is not None]


def _follow_texts(draft: Drafting, holdings: Holdings) -> None:
    """Carry what lies on a text that became another one."""
    for transcript in holdings.living(Transcript):
        made = draft.now(("transcripts", transcript.id))
        if not isinstance(made, Transcript) or made.text == transcript.text:
            continue
        on_it: list[Coding | Quote] = [*holdings.living(Coding), *holdings.living(Quote)]
        waiting = [one for one in on_it if one.transcript == transcript.id and not draft.decided((one.shelf, one.id))]
        moved = remap(transcript.text, made.text, [(one.start, one.end) for one in waiting])
        for one, place in zip(waiting, moved, strict=True):
            _carry(draft, one, transcript.text, made.text, place)
        # A state of the past lay on the old text: it can come back nowhere.
        for key in [*holdings.keys_of(Coding), *holdings.keys_of(Quote)]:
            last = holdings.states(key)[-1]
            if isinstance(last, Coding | Quote) and last.transcript == transcript.id:
                draft.forget(key)


def _carry(draft: Drafting, one: Coding | Quote, old: str, new: str, place: Moved) -> None:
    if not new[place.start : place.end].strip():
        draft.erase(one.shelf, one.id)
        return
    if isinstance(one, Coding):
        draft.keep(recut(one, new, place.start, place.end))
    else:
        same = one.text == old[one.start : one.end]
        text = new[place.start : place.end] if same else one.text
        draft.keep(replace(one, start=place.start, end=place.end, text=text))
    if not place.sure:
        draft.read(one.shelf, one.id, "coding cut" if isinstance(one, Coding) else "quote cut")


def _mend_links(draft: Drafting, holdings: Holdings) -> None:
    """Leave nothing that points to what is gone, and no two codings on one place."""
    for kind in NOUNS.values():
        for noun in holdings.living(kind):
            now = draft.now((noun.shelf, noun.id))
            for link in links_of(now) if now is not None else ():
                if draft.now(link) is None:
                    _mend(draft, holdings, now, link)
    places: dict[tuple[str, int, int, str, str], str] = {}
    for coding in holdings.living(Coding):
        now = draft.now(("codings", coding.id))
        if isinstance(now, Coding):
            place = (now.transcript, now.start, now.end, now.code, now.coder)
            if places.setdefault(place, now.id) != now.id:
                draft.erase("codings", now.id)
    tied: list[Review | Quote] = [*holdings.living(Review), *holdings.living(Quote)]
    for one in tied:
        if draft.now(("codings", one.coding)) is None:
            draft.erase(one.shelf, one.id)


def _mend(draft: Drafting, holdings: Holdings, noun: Noun | None, link: Key) -> None:
    held = holdings.get(*link)
    if noun is None or draft.is_gone(noun.shelf, noun.id):
        return
    if isinstance(noun, Participant | Transcript):
        draft.keep(replace(noun, case=None))
    elif isinstance(noun, Code):
        draft.keep(replace(noun, parent=None))
    elif isinstance(noun, Coding) and isinstance(held, Code | Coder):
        # A coding made here holds to it: it stays, without a word of what was written in it.
        draft.spare(_emptied(held))
    else:
        draft.erase(noun.shelf, noun.id)


def _emptied(noun: Code | Coder) -> Noun:
    if isinstance(noun, Code):
        return Code(noun.id, noun.id, questions=noun.questions, color=noun.color, version=noun.version)
    return Coder(noun.id, role=noun.role)
