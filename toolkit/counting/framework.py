"""The framework matrix: what each person says of each theme, summed up in the analyst's words, with its extracts.

Framework: Ritchie & Spencer 1994; Gale et al. 2013, BMC Medical Research Methodology 13:117,
doi:10.1186/1471-2288-13-117.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.counting import evidence
from toolkit.counting.coded import coded
from toolkit.counting.sides import within
from toolkit.errors import InvalidValue
from toolkit.formats.table_writers import FORMULA_STARTS
from toolkit.i18n import _, n_
from toolkit.model.codes import Code, Codebook
from toolkit.model.text import clean_text

if TYPE_CHECKING:
    from pandas import DataFrame


def _plain(text: str) -> str:
    """Return a summary as a table gives it back: an apostrophe that shields a formula is no word."""
    said = clean_text(text).strip()
    while said.startswith("'") and said[1:].lstrip().startswith(FORMULA_STARTS):
        said = said[1:].strip()
    return said


def _one_line(label: str) -> str:
    """Return a label as a heading holds it, the id of its theme between square brackets after it."""
    return _plain(" ".join(str(label).split()).replace("[", "(").replace("]", ")"))


@dataclass(frozen=True, slots=True, repr=False)
class Summary:
    """One cell: what a person says of a theme, in the words of the analyst; ``extracts`` are ids of codings.

    ``read`` are the extracts that were there when the summary was written: the others are new.
    """

    participant: str
    theme: str
    text: str = ""
    extracts: tuple[str, ...] = ()
    read: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _plain(self.text))
        for name in ("extracts", "read"):
            object.__setattr__(self, name, tuple(getattr(self, name)))

    @property
    def new(self) -> tuple[str, ...]:
        """The extracts that came since the summary was written; none while nothing is written."""
        return tuple(id for id in self.extracts if id not in set(self.read)) if self.text else ()

    def __repr__(self) -> str:
        return (
            f"<Summary {self.participant}, {self.theme}: {len(self.text)} characters, {len(self.extracts)} extracts>"
        )


@dataclass(frozen=True, slots=True, repr=False)
class Framework:
    """People down, themes across; every cell that holds something, in that order.

    ``themes`` are pairs (id, label). Cells of people or of themes that are gone are kept: nothing written is lost.
    """

    participants: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    cells: tuple[Summary, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "participants", tuple(self.participants))
        object.__setattr__(self, "themes", tuple((str(id), _one_line(label)) for id, label in self.themes))
        seen: set[tuple[str, str]] = set()
        for cell in self.cells:
            place = (cell.participant, cell.theme)
            if place in seen:
                raise InvalidValue(
                    _("{person} has two cells for “{theme}”.", person=cell.participant, theme=cell.theme),
                    _("Put the two summaries together in one cell."),
                )
            seen.add(place)
        rank = {id: i for i, id in enumerate(self.participants)}
        order = {id: i for i, (id, _label) in enumerate(self.themes)}
        filled = [cell for cell in self.cells if cell.text or cell.extracts or cell.read]
        filled.sort(key=lambda cell: (rank.get(cell.participant, len(rank)), order.get(cell.theme, len(order))))
        object.__setattr__(self, "cells", tuple(filled))

    def cell(self, participant: str, theme: str) -> Summary:
        """Return a cell, an empty one where nothing is said."""
        for one in self.cells:
            if (one.participant, one.theme) == (participant, theme):
                return one
        return Summary(participant, theme)

    def written(self, participant: str, theme: str, text: str) -> "Framework":
        """Return the framework with a summary written: its extracts are those that were read."""
        old = self.cell(participant, theme)
        cells = [one for one in self.cells if one is not old]
        return replace(self, cells=(*cells, replace(old, text=text, read=old.extracts)))

    def advance(self) -> tuple[int, int]:
        """Return how many cells with extracts are summed up, and how many there are."""
        there = [cell for cell in self.cells if cell.extracts]
        return sum(bool(cell.text) for cell in there), len(there)

    def notes(self) -> list[str]:
        """Return what is left to write, and what changed since it was written."""
        done, total = self.advance()
        made = [n_("{done} cell summed up of {n}.", "{done} cells summed up of {n}.", total, done=done)]
        stale = sum(bool(cell.new) for cell in self.cells)
        if stale:
            made.append(
                n_(
                    "{n} summary was written before some of its extracts: read it again.",
                    "{n} summaries were written before some of their extracts: read them again.",
                    stale,
                )
            )
        known, themes = set(self.participants), {id for id, _label in self.themes}
        lost = sum(cell.participant not in known or cell.theme not in themes for cell in self.cells)
        if lost:
            made.append(
                n_(
                    "{n} summary is of a person or a theme that is no longer there; it is kept.",
                    "{n} summaries are of people or themes that are no longer there; they are kept.",
                    lost,
                )
            )
        return made

    def __repr__(self) -> str:
        done, total = self.advance()
        people, themes = len(self.participants), len(self.themes)
        return f"<Framework: {people} people × {themes} themes, {done} of {total} cells summed up>"


def framework(
    codings: "DataFrame",
    *,
    among: "DataFrame",
    level: str = "theme",
    coder: str | Sequence[str] | None = None,
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
    before: Framework | None = None,
) -> Framework:
    """Lay out people by themes with the extracts of each cell, ready to be summed up.

    The summaries are yours: nothing is written for you. ``before`` brings back those of an earlier matrix (see
    ``read_framework``): each keeps its words, and the extracts that came since are told by ``Summary.new``.

    Parameters
    ----------
    codings
        ``study.frame("pieces")`` or ``study.frame("codings")``.
    among
        ``study.frame("participants")``: one line each, spoken or not.
    """
    evidence.need(among, ("participant",), _("Give study.frame(“participants”)."))
    made = coded(codings, level=level, coder=coder, codes=codes)
    within(made, among, "participant", [])
    rows = made.pieces()
    known = next((name for name in ("codings", "coding", "piece") if name in rows.columns), None)
    if known is None:
        raise InvalidValue(
            _("These codings have no ids to be found by."),
            _("Give a frame of codings, for instance study.frame(“pieces”)."),
        )
    people = [str(id) for id in dict.fromkeys(among["participant"])]
    found: dict[tuple[str, str], dict[str, None]] = {}
    for person, theme, ids in zip(rows["participant"], rows["code"], rows[known], strict=True):
        if isinstance(person, str):
            found.setdefault((person, theme), {}).update(dict.fromkeys(ids.split()))
    themes = tuple((entry.code, entry.label) for entry in made.entries)
    old = {(cell.participant, cell.theme): cell for cell in (before.cells if before is not None else ())}
    cells = []
    for person in people:
        for theme, _label in themes:
            cell = old.pop((person, theme), Summary(person, theme))
            cells.append(replace(cell, extracts=tuple(found.get((person, theme), ()))))
    # A summary whose person or theme is no longer there keeps its words: the analyst moves them.
    gone = [replace(cell, extracts=()) for cell in old.values() if cell.text]
    return Framework(tuple(people), themes, (*cells, *gone))
