"""A coding born where another one was born before it moved: its id, derived from its place, takes a counter."""

from collections.abc import Callable
from dataclasses import replace

from toolkit.model.change import Change, Edit
from toolkit.model.codes import Coding
from toolkit.model.returns import Quote, Review
from toolkit.model.ties import TIED, retold


def with_free_ids(change: Change, held: Callable[[str], Coding | None]) -> Change:
    """Return the change whose new codings bear no id of another one; what it says of them follows.

    ``held`` gives the coding of an id, or None. After a text was revised, a passage may be marked at positions where
    a coding was born that now stands elsewhere: both are kept. The same change comes back when nothing collides.
    """
    names: dict[str, str] = {}
    births = {after.id for _id, before, after in change if before is None and isinstance(after, Coding)}
    for _id, before, after in change:
        if before is None and isinstance(after, Coding) and (other := held(after.id)) is not None:
            if _place(other) == _place(after):
                continue
            number = 2
            while (name := f"{after.id}.{number}") in births or held(name) is not None:
                number += 1
            names[after.id] = name
            births.add(name)
    if not names:
        return change
    return Change(change.verb, tuple(_renamed(edit, names) for edit in change))


def _renamed(edit: Edit, names: dict[str, str]) -> Edit:
    id, before, after = edit
    if before is None and isinstance(after, Coding) and id in names:
        return names[id], None, replace(after, id=names[id])
    if before is None and isinstance(after, Review | Quote) and after.coding in names:
        return id, None, replace(after, coding=names[after.coding])
    if before is None and isinstance(after, TIED):
        return id, None, retold(after, names)
    return edit


def _place(coding: Coding) -> tuple[str, int, int, str, str]:
    return (coding.transcript, coding.start, coding.end, coding.code, coding.coder)
