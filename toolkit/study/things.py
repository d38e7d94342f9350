"""How the memory of a study speaks of things: numbers, ids and labels, never a word of anybody."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from toolkit.i18n import _, n_, said
from toolkit.model.verbs import SHELVES
from toolkit.study.excerpts import shortened

Act = Literal["added", "changed", "removed", "erased"]
ACTS: Final[tuple[Act, ...]] = ("added", "changed", "removed", "erased")
LABEL: Final = 40
"""How many characters of a label are shown."""
NAMED: Final = 4
"""How many ids or labels a sentence names before « et 3 autres »."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one action did to the things of one shelf: how many, their ids, in which transcripts, which codes."""

    shelf: str
    act: Act
    n: int
    ids: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def sentence(self, labels: Mapping[str, str]) -> str:
        """Say it: « 12 passages codés dans E03 (entraide, attente) »."""
        things = counted(self.shelf, self.n)
        codes = self.codes or (self.ids if self.shelf == "codes" else ())
        # What has an id that people use is named by it; a coding or a memo is named by what it is about.
        named = listed([shortened(labels.get(code, code), LABEL) for code in codes[: NAMED + 1]], of=len(codes))
        places = listed(self.transcripts or (self.ids if self.shelf in BY_ID else ()))
        if places and named:
            what = _("{things} in {places} ({names})", things=things, places=places, names=named)
        elif places and self.shelf in BY_ID:
            what = _("{things} ({names})", things=things, names=places)
        elif places:
            what = _("{things} in {places}", things=things, places=places)
        elif named:
            what = _("{things} ({names})", things=things, names=named)
        else:
            what = things
        return _act(self.act, what)


BY_ID: Final = ("transcripts", "participants", "cases", "coders", "guides")
"""Shelves whose ids people know."""
UNNAMED: Final = ("codings", "memos", "reviews", "quotes", "links", "events", "acts")
"""Shelves whose ids people never read."""


def _act(act: Act, what: str) -> str:
    if act == "added":
        return what
    if act == "changed":
        return _("changed: {what}", what=what)
    return _("removed: {what}", what=what) if act == "removed" else _("erased for ever: {what}", what=what)


def counted(shelf: str, n: int) -> str:
    """Say how many things of a shelf: « 12 passages codés »."""
    if shelf == "codings":
        return n_("{n} coded passage", "{n} coded passages", n)
    if shelf == "transcripts":
        return n_("{n} transcript", "{n} transcripts", n)
    if shelf == "codes":
        return n_("{n} code", "{n} codes", n)
    if shelf == "memos":
        return n_("{n} memo", "{n} memos", n)
    if shelf == "participants":
        return n_("{n} person", "{n} persons", n)
    if shelf == "reviews":
        return n_("{n} review", "{n} reviews", n)
    if shelf == "quotes":
        return n_("{n} quote", "{n} quotes", n)
    if shelf == "links":
        return n_("{n} link", "{n} links", n)
    if shelf == "events":
        return n_("{n} event", "{n} events", n)
    if shelf == "acts":
        return n_("{n} act of a chronicle", "{n} acts of a chronicle", n)
    if shelf == "guides":
        return n_("{n} guide", "{n} guides", n)
    if shelf == "coders":
        return n_("{n} coder", "{n} coders", n)
    if shelf == "cases":
        return n_("{n} case", "{n} cases", n)
    if shelf == "sheets":
        return n_("{n} sheet of the study", "{n} sheets of the study", n)
    return _("{n} in “{shelf}”", n=n, shelf=said(shelf))


def listed(names: Sequence[str], *, most: int = NAMED, of: int | None = None) -> str:
    """List names, at most so many: « E01, E02, E03, E04 et 3 autres »; ``names`` may be the first ``of`` more."""
    total = len(names) if of is None else of
    if total <= most:
        return ", ".join(names)
    left = total - most
    return n_("{names} and {n} other", "{names} and {n} others", left, names=", ".join(names[:most]))


def parted(rows: Iterable[tuple[str, Act, str, Iterable[str], Iterable[str]]]) -> tuple[Part, ...]:
    """Gather ``(shelf, act, id, transcripts, codes)`` into parts, by shelf in the order of the nouns."""
    count: Counter[tuple[str, Act]] = Counter()
    ids: dict[tuple[str, Act], dict[str, None]] = {}
    places: dict[tuple[str, Act], Counter[str]] = {}
    names: dict[tuple[str, Act], Counter[str]] = {}
    for shelf, act, id, transcripts, codes in rows:
        key = (shelf, act)
        count[key] += 1
        ids.setdefault(key, {})[id] = None
        places.setdefault(key, Counter()).update(transcripts)
        names.setdefault(key, Counter()).update(codes)
    order = {shelf: rank for rank, shelf in enumerate(SHELVES)}
    keys = sorted(count, key=lambda key: (order.get(key[0], len(order)), ACTS.index(key[1])))
    return tuple(
        Part(
            *key,
            count[key],
            tuple(ids[key]) if key[0] not in UNNAMED else (),
            tuple(sorted(places[key])),
            tuple(name for name, _n in names[key].most_common()),
        )
        for key in keys
    )
