"""Two copies of one study become one: noun by noun, from what each copy alone did since they knew the same.

*Mine* is the study that is open, *theirs* the other copy. What only one copy changed is taken from it, so that
deletions stay deleted; what both changed differently is a disagreement, decided by a person. Swapping the copies and
the decisions gives the same study.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.model.codes import Coding, Memo
from toolkit.model.disagreements import CHOICES, Decisions, Disagreement, Side
from toolkit.model.ids import new_id
from toolkit.model.plain import NOUNS, Noun, to_json
from toolkit.model.relations import Link
from toolkit.model.texts import Transcript
from toolkit.model.ties import dangling, retold
from toolkit.model.transport import carried
from toolkit.model.twins import circles, moved_to, naming, renamed, target_of, twins
from toolkit.model.views import MAY_BE_EMPTY, PLACE, Copy, Key, Touch, View, told

Touches = Mapping[Key, Touch]
MINE, THEIRS = "mine", "theirs"
LOOSE = {"memos": "m", "events": "e", "acts": "a"}
"""What is written beside the rest, under ids that two copies may both give: with the first letter of these ids."""
OTHER = {MINE: THEIRS, THEIRS: MINE}


@dataclass(frozen=True, slots=True, repr=False)
class Merging:
    """What a merge would do to my copy: its new states, what is still to be decided, what somebody should look at."""

    states: dict[Key, Noun | None]
    disagreements: tuple[Disagreement, ...]
    to_look_at: tuple[Key, ...]
    left_out: tuple[Key, ...]
    renamed: frozenset[Key]
    """What comes under an id that the merge gave."""


def merge(
    mine: Copy,
    theirs: Copy,
    differing: set[Key],
    touched: Mapping[str, Touches],
    *,
    decisions: Decisions | None = None,
    redacted: Mapping[str, set[Key]] | None = None,
    origin: Callable[[str, Key], str] | None = None,
) -> Merging:
    """Work out the merge of two copies.

    Parameters
    ----------
    differing
        The nouns whose states differ.
    touched
        What each copy alone did (``mine``, ``theirs``) to these nouns.
    redacted
        The nouns that each copy alone redacted.
    origin
        What tells apart, the same in both copies, the birth of a noun of one side: for ids given by a merge.
    """
    return _Work(mine, theirs, differing, touched, decisions or Decisions(), redacted or {}, origin).done()


class _Work:
    def __init__(
        self,
        mine: Copy,
        theirs: Copy,
        differing: set[Key],
        touched: Mapping[str, Touches],
        decisions: Decisions,
        redacted: Mapping[str, set[Key]],
        origin: Callable[[str, Key], str] | None,
    ):
        self.start = mine
        self.sides = {MINE: View(mine), THEIRS: View(theirs)}
        self.final = View(mine)
        self.differing = set(differing)
        self.touched = {side: dict(touched[side]) for side in (MINE, THEIRS)}
        self.decisions, self.redacted, self.origin = decisions, redacted, origin
        self.disagreements: dict[str, Disagreement] = {}
        self.renamed: set[Key] = set()
        self.settled: set[Key] = set()
        self.text_of: dict[str, str] = {}
        self.unsure: dict[str, dict[Key, Noun | None]] = {MINE: {}, THEIRS: {}}
        self.left_out: set[Key] = set()

    def done(self) -> Merging:
        self._same_ids()
        for shelf, id in self._ordered("transcripts"):
            self._choose(shelf, id)
        self._texts()
        for shelf, id in self._ordered():
            self._choose(shelf, id)
        for _round in range(1000):
            if not (self._twins() or self._links() or self._circles() or self._ties()):
                break
        states = {
            (shelf, id): noun
            for shelf, changed in self.final.changed.items()
            for id, noun in changed.items()
            if noun != self.start.get(shelf, id)
        }
        look = {
            key
            for unsure in self.unsure.values()
            for key, noun in unsure.items()
            if noun is not None and self.final.get(*key) == noun
        }
        empty = {key for unsure in self.unsure.values() for key, noun in unsure.items() if noun is None}
        left = {key for key in self.left_out | empty if self.final.get(*key) is None}
        asked = [self.disagreements[key] for key in sorted(self.disagreements)]
        return Merging(states, tuple(asked), tuple(sorted(look)), tuple(sorted(left)), frozenset(self.renamed))

    def _ordered(self, *only: str) -> list[Key]:
        """Return the nouns still to be chosen, parents before children."""
        order = {shelf: i for i, shelf in enumerate(NOUNS)}
        wanted = (key for key in self.differing - self.settled if not only or key[0] in only)
        return sorted(wanted, key=lambda key: (order[key[0]], key[1]))

    # — one noun —

    def _choose(self, shelf: str, id: str) -> None:
        """Give a noun its state in the merged study."""
        key = (shelf, id)
        self.settled.add(key)
        mine, theirs = self.sides[MINE].get(shelf, id), self.sides[THEIRS].get(shelf, id)
        chosen = self._three_way(key, mine, theirs)
        if chosen in (MINE, THEIRS):
            self.final.put(shelf, id, mine if chosen == MINE else theirs)
            return
        if chosen == "dates":
            assert mine is not None
            dates = sorted(filter(None, (getattr(noun, "date", "") for noun in (mine, theirs))))
            self.final.put(shelf, id, told(mine, date=dates[0]))
            return
        both = chosen == "born" and _may_be_both(mine, theirs)
        kept = self._ask(key, chosen, CHOICES if both else ("mine", "theirs"))
        if kept is None:
            kept = MINE if mine is not None else THEIRS
        self.final.put(shelf, id, mine if kept == MINE else theirs)

    def _three_way(self, key: Key, mine: Noun | None, theirs: Noun | None) -> str:
        """Return whose state holds, ``dates`` when only these differ, or the kind of the disagreement."""
        if mine == theirs:
            return MINE
        ours, other = self.touched[MINE].get(key), self.touched[THEIRS].get(key)
        if ours is None and other is None:
            return self._untouched(key, mine, theirs)
        if ours is None or other is None:
            return THEIRS if ours is None else MINE
        for side, state in ((MINE, mine), (THEIRS, theirs)):
            # Nothing was left of its place in the text that is kept: the other side knows better.
            if state is None and key in self.unsure[side]:
                return OTHER[side]
        only_mine = ours.known and theirs == ours.before
        only_theirs = other.known and mine == other.before
        if only_mine != only_theirs:
            return MINE if only_mine else THEIRS
        if mine is None or theirs is None:
            return "deleted"
        if ours.known and other.known and ours.before is None and other.before is None:
            return "dates" if _but_for_dates(mine, theirs) else "born"
        return "changed"

    def _untouched(self, key: Key, mine: Noun | None, theirs: Noun | None) -> str:
        """Return whose state holds when nobody chose it: what a redaction or another text left."""
        for side in (MINE, THEIRS):
            if key in self.redacted.get(side, set()) and key not in self.redacted.get(OTHER[side], set()):
                return side
        if mine is None or theirs is None:
            # A merge that one copy undid, or a place that is empty in the text of one side.
            return THEIRS if mine is None else MINE
        winner = self.text_of.get(getattr(mine, "transcript", ""))
        return winner or (MINE if to_json(mine) < to_json(theirs) else THEIRS)

    def _ask(self, key: Key, kind: str, choices: tuple[str, ...] = ("mine", "theirs"), *about: str) -> str | None:
        """Return what was decided about a noun; without decision, keep the question and return None."""
        name = f"{key[0]}:{key[1]}"
        choice = self.decisions.of(name, choices)
        if choice is None and name not in self.disagreements:
            mine, theirs = self._side(MINE, key), self._side(THEIRS, key)
            self.disagreements[name] = Disagreement(key[0], key[1], kind, mine, theirs, choices, about)
        return choice

    def _side(self, side: str, key: Key) -> Side:
        touch = self.touched[side].get(key)
        return Side(self.sides[side].get(*key), touch.coder if touch else "", touch.at if touch else "")

    # — two things under one id —

    def _same_ids(self) -> None:
        for key in self._ordered():
            mine, theirs = self.sides[MINE].get(*key), self.sides[THEIRS].get(*key)
            if mine is None or theirs is None or self._three_way(key, mine, theirs) != "born":
                continue
            if key[0] in LOOSE:
                self._both_stay(key, mine, theirs)
            elif _may_be_both(mine, theirs) and self.decisions.of(f"{key[0]}:{key[1]}", CHOICES) == "both":
                self._rename(key)

    def _both_stay(self, key: Key, mine: Noun, theirs: Noun) -> None:
        """Keep two memos (events, acts) born under one id: the same one moves to the same new id in both copies."""
        moving = THEIRS if to_json(mine) < to_json(theirs) else MINE
        kept, moved = (mine, theirs) if moving == THEIRS else (theirs, mine)
        shelf, origin = key[0], self.origin(moving, key) if self.origin else ""
        id = new_id(LOOSE[shelf], key[1], origin, taken=lambda id: self._taken(shelf, id))
        self.final.put(*key, kept)
        self.final.put(shelf, id, told(moved, id=id))
        self.renamed.add((shelf, id))
        self.settled |= {key, (shelf, id)}
        self._follow_moved(moving, key[1], id)

    def _follow_moved(self, moving: str, id: str, new: str) -> None:
        """Tell of a memo that moved what its own copy wrote about it; what both copies wrote is about both."""
        view = self.sides[moving]
        for noun in list(naming(view, id)):
            user, after = (noun.shelf, noun.id), retold(noun, {id: new})
            other = self.sides[OTHER[moving]].get(*user)
            if after is None or user in self.settled:
                continue
            if isinstance(noun, Link) and isinstance(other, Link) and id in (other.source, other.target):
                name = new_id("l", noun.id, new, taken=lambda id: self._taken("links", id))
                self.final.put(*user, other)
                self.final.put("links", name, told(after, id=name))
                self.renamed.add(("links", name))
                self.settled |= {user, ("links", name)}
            elif isinstance(noun, Memo) and other == noun:
                self.final.put(*user, told(noun, about=(*noun.about, new)))
                self.settled.add(user)
            elif user in self.differing:
                view.put(*user, after)

    def _taken(self, shelf: str, id: str) -> bool:
        return any(view.get(shelf, id) is not None for view in (*self.sides.values(), self.final))

    def _rename(self, key: Key) -> None:
        """Give what the other copy holds under this id a free one; what it alone holds follows."""
        view, queue = self.sides[THEIRS], [key]
        while queue:
            shelf, id = queue.pop(0)
            noun = view.get(shelf, id)
            assert noun is not None
            number = 2
            while self._taken(shelf, f"{id}-{number}"):
                number += 1
            new = f"{id}-{number}"
            view.put(shelf, id, None)
            view.put(shelf, new, told(noun, id=new))
            self.renamed.add((shelf, new))
            touch = self.touched[THEIRS].pop((shelf, id), None)
            self.touched[THEIRS][shelf, new] = touch or Touch(None)
            self.differing |= {(shelf, id), (shelf, new)}
            for other, hangs in list(renamed(view, shelf, id, new)):
                user = (other.shelf, other.id)
                held = self.touched[THEIRS].get(user)
                common = self.sides[MINE].get(*user) is not None
                if common and held is None and not hangs:
                    continue
                self.differing.add(user)
                view.put(*user, other)
                if common and hangs and (held is None or (held.known and held.before is None)):
                    # Born apart under the same id, like what it hangs on.
                    queue.append(user)

    # — diverged texts —

    def _texts(self) -> None:
        """Carry the codings and quotes of each side over to the text that is kept."""
        for shelf, id in sorted(key for key in self.differing if key[0] == "transcripts"):
            kept = self.final.get(shelf, id)
            for side, view in self.sides.items():
                held = view.get(shelf, id)
                if not isinstance(kept, Transcript) or not isinstance(held, Transcript):
                    continue
                if held.text == kept.text:
                    self.text_of.setdefault(id, side)
                else:
                    self._carry(side, held, kept)

    def _carry(self, side: str, held: Transcript, kept: Transcript) -> None:
        view = self.sides[side]
        keys = [
            (shelf, id)
            for shelf in ("codings", "quotes")
            for id, transcript in view.column(shelf, "transcript").items()
            if transcript == held.id
        ]
        nouns: list[Any] = [view.get(*key) for key in keys]
        for key, one in zip(keys, carried(held.text, kept.text, nouns), strict=True):
            view.put(*key, one.noun)
            self.differing.add(key)
            if not one.sure:
                self.unsure[side][key] = one.noun
        # What both sides started from moves too, so that it can still be compared.
        text = self.touched[side].get(("transcripts", held.id))
        base = text.before.text if text is not None and isinstance(text.before, Transcript) else held.text
        befores = {key: touch for key, touch in self.touched[side].items() if _placed_on(touch.before, held.id)}
        states: list[Any] = [touch.before for touch in befores.values()]
        for (key, touch), one in zip(befores.items(), carried(base, kept.text, states), strict=True):
            self.touched[side][key] = replace(touch, before=one.noun)

    # — what must hold in the whole study —

    def _twins(self) -> bool:
        """Make one of two codings that came to the same place, code and coder."""
        found = twins(self.final)
        for kept, gone in found:
            for key, noun in moved_to(self.final, gone, kept):
                self.final.put(*key, noun)
            self.final.put("codings", gone, None)
        return bool(found)

    def _links(self) -> bool:
        """Ask about each thing that one side took away and the other one uses; tell whether something changed."""
        broken: dict[Key, list[tuple[str, str, str]]] = {}
        for shelf, id, field, target in self.final.missing():
            broken.setdefault((target_of(shelf, field), target), []).append((shelf, id, field))
        for key, users in sorted(broken.items()):
            holders = [side for side, view in self.sides.items() if view.get(*key) is not None]
            if len(holders) == 1 and key not in self.left_out:
                kept = self._ask(key, "used", ("mine", "theirs"), *(f"{shelf}:{id}" for shelf, id, _f in users[:20]))
                if kept is None or kept == holders[0]:
                    self.final.put(*key, self.sides[holders[0]].get(*key))
                    continue
            for shelf, id, field in users:
                noun = self.final.get(shelf, id)
                if noun is None:
                    continue
                if (shelf, field) in MAY_BE_EMPTY:
                    self.final.put(shelf, id, told(noun, **{field: None}))
                else:
                    self.final.put(shelf, id, None)
                    self.left_out.add((shelf, id))
        return bool(broken)

    def _ties(self) -> bool:
        """Leave out the typed links whose end one side took away; tell whether something changed."""
        held: dict[str, set[str]] = {}

        def holds(shelf: str, id: str) -> bool:
            if shelf not in held:
                held[shelf] = set(self.final.column(shelf, "id"))
            return id in held[shelf]

        ends = self.final.column("links", "source"), self.final.column("links", "target")
        loose = [id for id in ends[0] if dangling((ends[0][id], ends[1][id]), holds)]
        for id in loose:
            self.final.put("links", id, None)
            self.left_out.add(("links", id))
        return bool(loose)

    def _circles(self) -> bool:
        """Ask about each circle of the codebook that neither copy has alone; tell whether something changed."""
        found = circles(self.final.column("codes", "parent"))
        for ids in found:
            side = self._ask(("codes", ids[0]), "circle", ("mine", "theirs"), *(f"codes:{id}" for id in ids))
            for id in ids:
                held, noun = self.sides[side or MINE].get("codes", id), self.final.get("codes", id)
                if held is not None and noun is not None:
                    self.final.put("codes", id, told(noun, parent=getattr(held, "parent", None)))
        return bool(found)


def _placed_on(noun: Noun | None, transcript: str) -> bool:
    return noun is not None and getattr(noun, "transcript", None) == transcript


def _but_for_dates(mine: Noun, theirs: Noun) -> bool:
    """Tell two nouns that differ by their date alone."""
    if not hasattr(mine, "date") or isinstance(mine, Transcript):
        return False
    return told(mine, date="") == told(theirs, date="")


def _may_be_both(mine: Noun | None, theirs: Noun | None) -> bool:
    """Tell whether both can stay, one of them under another id."""
    if mine is None or theirs is None or mine.shelf == "sheets":
        return False
    if isinstance(mine, Coding):
        return any(getattr(mine, name) != getattr(theirs, name) for name in PLACE)
    return True
