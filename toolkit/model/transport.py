"""Codings and quotes carried from the text that they were made on to the text that a merge keeps."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.model.codes import CONTEXT, Coding
from toolkit.model.positions import Moved, remap
from toolkit.model.returns import Quote

Placed = Coding | Quote


@dataclass(frozen=True, slots=True, repr=False)
class Carried:
    """One coding or quote on its new text: None when nothing is left of its place; ``sure`` when nobody need look."""

    noun: Placed | None
    sure: bool


def carried(old: str, new: str, placed: Iterable[Placed]) -> list[Carried]:
    """Carry codings and quotes of one text over to another, in the order given.

    What was left alone moves with its words. The rest goes to the nearest place: such a coding is only proposed
    until somebody looks at it; one whose place is empty is left out.
    """
    listed = list(placed)
    inside = [noun.end <= len(old) for noun in listed]
    spans = [(noun.start, noun.end) for noun, here in zip(listed, inside, strict=True) if here]
    moves = iter(remap(old, new, spans))
    return [
        _carried(old, new, noun, next(moves) if here else Moved(0, 0, False))
        for noun, here in zip(listed, inside, strict=True)
    ]


def _carried(old: str, new: str, noun: Placed, moved: Moved) -> Carried:
    start, end = moved.start, moved.end
    if isinstance(noun, Quote):
        # What will be printed was chosen, perhaps approved by the person: its words stay as they are.
        return Carried(replace(noun, start=start, end=end), moved.sure)
    sure = moved.sure and old[noun.start : noun.end] == noun.quote
    while start < end and not sure and new[start].isspace():
        start += 1
    while start < end and not sure and new[end - 1].isspace():
        end -= 1
    if start == end:
        return Carried(None, False)
    state = noun.state if sure or noun.state == "rejected" else "proposed"
    return Carried(
        replace(
            noun,
            start=start,
            end=end,
            quote=new[start:end],
            prefix=new[max(0, start - CONTEXT) : start],
            suffix=new[end : end + CONTEXT],
            state=state,
        ),
        sure,
    )
