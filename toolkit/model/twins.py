"""What must hold in a whole study after a merge: one coding a place, no circle of codes, names that follow."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from toolkit.model.people import Coder
from toolkit.model.plain import Noun
from toolkit.model.returns import Review
from toolkit.model.texts import Transcript
from toolkit.model.ties import TIED, TIES, retold
from toolkit.model.views import LINKS, PLACE, Key, View, told


def target_of(shelf: str, field: str) -> str:
    """Return the shelf that a link points to."""
    return LINKS[shelf][field]


def twins(view: View) -> list[tuple[str, str]]:
    """Return ``(kept, gone)`` ids of codings that share transcript, place, code and coder: the smaller id stays."""
    if not view.changed.get("codings"):
        return []
    columns = [view.column("codings", name) for name in PLACE]
    held: dict[tuple[Any, ...], str] = {}
    found = []
    for id in sorted(columns[0]):
        place = tuple(column[id] for column in columns)
        if place in held:
            found.append((held[place], id))
        else:
            held[place] = id
    return found


def naming(view: View, id: str) -> Iterator[Noun]:
    """Yield the memos, links, events and acts that name an id."""
    for kind, fields in TIES.items():
        columns = [view.column(kind.shelf, field) for field in fields]
        for user in columns[0]:
            if any(id == column[user] if isinstance(column[user], str) else id in column[user] for column in columns):
                noun = view.get(kind.shelf, user)
                if noun is not None:
                    yield noun


def moved_to(view: View, gone: str, kept: str) -> Iterator[tuple[Key, Noun | None]]:
    """Yield what is about one coding (reviews, quotes, memos, links…), told of another one instead; None falls."""
    for shelf, id, field, _target in list(view.pointing_at("codings", {gone})):
        noun = view.get(shelf, id)
        if noun is not None:
            yield (shelf, id), told(noun, **{field: kept})
    for noun in list(naming(view, gone)):
        yield (noun.shelf, noun.id), retold(noun, {gone: kept})


def renamed(view: View, shelf: str, id: str, new: str) -> Iterator[tuple[Noun, bool]]:
    """Yield the nouns that name one that takes another id, with the new id; and whether they hang on it."""
    for kind, user, field, _target in list(view.pointing_at(shelf, {id})):
        noun = view.get(kind, user)
        if noun is not None:
            yield told(noun, **{field: new}), True
    for noun in list(naming(view, id)):
        if (after := retold(noun, {id: new})) is not None:
            yield after, False
    if shelf == "participants":
        for user in view.column("transcripts", "id"):
            text = view.get("transcripts", user)
            if isinstance(text, Transcript) and any(one.participant == id for one in text.speakers):
                them = (replace(one, participant=new) if one.participant == id else one for one in text.speakers)
                yield replace(text, speakers=tuple(them)), False
    if shelf == Coder.shelf:
        for kind, field in (*((one.shelf, "coder") for one in TIED), (Review.shelf, "reviewer")):
            for user, value in view.column(kind, field).items():
                noun = view.get(kind, user) if value == id else None
                if noun is not None:
                    yield told(noun, **{field: new}), False


def circles(parents: dict[str, str | None]) -> list[list[str]]:
    """Return the ids of each circle of the codebook, sorted."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in sorted(parents):
        path: list[str] = []
        at: str | None = start
        while at is not None and at not in done and at in parents:
            done.add(at)
            path.append(at)
            at = parents[at]
        if at in path:
            found.append(sorted(path[path.index(at) :]))
    return found
