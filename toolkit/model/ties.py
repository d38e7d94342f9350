"""What names other nouns by their ids, without being stored under them: memos, links, events, acts.

When what they name takes another id, they follow; when it goes, a link goes with it, in the same change.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from toolkit.errors import Refused
from toolkit.i18n import _, said
from toolkit.model.change import Change, Edit
from toolkit.model.codes import Memo
from toolkit.model.plain import Noun
from toolkit.model.relations import Act, Event, Link

TIES: Final[Mapping[type[Noun], tuple[str, ...]]] = {
    Memo: ("about",),
    Link: ("source", "target", "evidence"),
    Event: ("evidence",),
    Act: ("verbalisations", "evidence"),
}
"""The fields of each noun that hold ids of nouns of any shelf: one id, or several."""
TIED: Final = tuple(TIES)
NAMED: Final = ("codes", "codings", "memos", "participants", "cases", "transcripts")
"""The shelves whose ids are named so."""


def named_by(noun: Noun) -> set[str]:
    """Return every id that a noun names so."""
    found: set[str] = set()
    for field in TIES.get(type(noun), ()):
        value = getattr(noun, field)
        found |= {value} if isinstance(value, str) else {*value}
    return found


def retold(noun: Noun, became: Mapping[str, str | None]) -> Noun | None:
    """Return a noun that names what took the place of other ids (None: nothing did); None when it falls with them.

    A link falls when one of its ends goes, or when both become one.
    """
    fields: dict[str, Any] = {}
    for field in TIES.get(type(noun), ()):
        value = getattr(noun, field)
        if isinstance(value, str):
            if value in became:
                fields[field] = became[value]
        elif not became.keys().isdisjoint(value):
            fields[field] = tuple(dict.fromkeys(one for id in value if (one := became.get(id, id)) is not None))
    if not fields:
        return noun
    if isinstance(noun, Link):
        ends = (fields.get("source", noun.source), fields.get("target", noun.target))
        if None in ends or ends[0] == ends[1]:
            return None
    made: Any = replace(noun, **fields)
    return made  # type: ignore[no-any-return]


def same_link(one: Link, other: Link) -> bool:
    """Tell whether two links say the same thing by the same coder."""
    return (one.kind, one.source, one.target, one.coder) == (other.kind, other.source, other.target, other.coder)


def followed(every: Iterable[Noun], became: Mapping[str, str | None]) -> Iterator[Edit]:
    """Yield the edits of what names ids that something else took the place of; two same links become one."""
    held = list(every)
    links = [one for one in held if isinstance(one, Link) and named_by(one).isdisjoint(became)]
    for noun in held:
        if named_by(noun).isdisjoint(became):
            continue
        after = retold(noun, became)
        if isinstance(after, Link):
            if any(same_link(after, one) for one in links):
                after = None
            else:
                links.append(after)
        if after != noun:
            yield noun.id, noun, after


def with_ties(change: Change, every: Callable[[type[Any]], Iterable[Any]]) -> Change:
    """Return the change with what hangs on the nouns that it takes away: links go, events and acts lose an evidence.

    A memo outlives what it is about. The same change comes back when nothing hangs there.
    """
    gone = {id for id, before, after in change if after is None and before is not None and before.shelf in NAMED}
    if not gone:
        return change
    born = {id for id, before, after in change if before is None and after is not None and after.shelf in NAMED}
    gone -= born
    edits = {(noun.shelf, id): (before, after) for id, before, after in change if (noun := after or before)}
    loose: list[Edit] = []
    for kind in (Link, Event, Act):
        for noun in every(kind):
            key = (noun.shelf, noun.id)
            before, now = edits.get(key, (noun, noun))
            if now is None or named_by(now).isdisjoint(gone):
                continue
            after = retold(now, dict.fromkeys(named_by(now) & gone))
            edits[key] = (before, after)
            loose.append((noun.id, before, after))
    if not loose:
        return change
    touched = {(noun.shelf, id) for id, before, after in loose if (noun := after or before)}
    kept = (edit for edit in change if ((edit[2] or edit[1]).shelf, edit[0]) not in touched)  # type: ignore[union-attr]
    return Change(change.verb, (*kept, *loose))


def refuse_tied(change: Change, every: Callable[[type[Any]], Iterable[Any]]) -> None:
    """Raise ``Refused`` when an undo would take away what was linked since: the link is undone first."""
    if len(with_ties(change, every)) != len(change):
        raise Refused(
            _("Something is linked to what “{verb}” would take away.", verb=said(change.verb)),
            _("Take the link, or the evidence of the event, away first."),
        )


def dangling(ends: Iterable[str], held: Callable[[str, str], bool]) -> bool:
    """Tell whether an end of a link is nowhere; ``held(shelf, id)`` tells what is there."""
    return any(not any(held(shelf, id) for shelf in NAMED) for id in ends)
