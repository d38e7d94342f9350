"""Two coders on the characters of a text, for one code; and what other programs print of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.errors import InvalidValue
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table
from toolkit.i18n import _
from toolkit.review.unitizing import unitized_alpha

Marks = Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Characters (or units) of one code: coded by both, by the first alone, by the second alone, by neither.

    Only ``jaccard`` and ``dice`` are the same whatever the length of what nobody coded; the others rise with it.
    All are None where they are not defined.
    """

    both: float
    first: float
    second: float
    neither: float

    @property
    def length(self) -> float:
        """All characters."""
        return self.both + self.first + self.second + self.neither

    @property
    def jaccard(self) -> float | None:
        """What both coded, over what one or the other coded (Jaccard 1901)."""
        return _over(self.both, self.both + self.first + self.second)

    @property
    def dice(self) -> float | None:
        """Twice what both coded, over the sum of what each coded (Dice 1945)."""
        return _over(2 * self.both, 2 * self.both + self.first + self.second)

    @property
    def percent(self) -> float | None:
        """Share coded alike, from 0 to 1, uncoded text included."""
        return _over(self.both + self.neither, self.length)

    @property
    def kappa(self) -> float | None:
        """Cohen's κ."""
        one, other = self._shares
        return self._corrected(one * other + (1 - one) * (1 - other))

    @property
    def pi(self) -> float | None:
        """Scott's π."""
        mean = sum(self._shares) / 2
        return self._corrected(mean**2 + (1 - mean) ** 2)

    @property
    def ac1(self) -> float | None:
        """Gwet's AC1."""
        mean = sum(self._shares) / 2
        return self._corrected(2 * mean * (1 - mean))

    @property
    def alpha(self) -> float | None:
        """Krippendorff's α, nominal."""
        n, ones = 2 * self.length, 2 * self.both + self.first + self.second
        apart = _over(2 * ones * (n - ones), n * (n - 1)) if n > 1 else None
        return 1 - (2 * (self.first + self.second) / n) / apart if apart else None

    @property
    def _shares(self) -> tuple[float, float]:
        n = self.length or 1
        return (self.both + self.first) / n, (self.both + self.second) / n

    def _corrected(self, expected: float) -> float | None:
        if self.percent is None or 1 - expected < 1e-12:
            return None
        return (self.percent - expected) / (1 - expected)


def _over(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def overlap(first: Marks, second: Marks, length: float) -> Overlap:
    """Return how the extracts of two coders meet in a text of ``length`` characters, for one code.

    Each side is a list of ``(start, end)``, half-open (what follows in a tuple is not read). Extracts of one coder
    that overlap are joined first: a character is coded or not. Raises ``InvalidValue`` when one leaves the text.

    Examples
    --------
    >>> found = overlap([(100, 200)], [(150, 250)], 1000)
    >>> round(found.jaccard, 3), found.dice, found.percent
    (0.333, 0.5, 0.9)
    """
    mine, theirs = _joined(first, length), _joined(second, length)
    one, other = (sum(end - start for start, end in own) for own in (mine, theirs))
    both: float = 0
    i = j = 0
    while i < len(mine) and j < len(theirs):
        both += max(0, min(mine[i][1], theirs[j][1]) - max(mine[i][0], theirs[j][0]))
        if mine[i][1] <= theirs[j][1]:
            i += 1
        else:
            j += 1
    return Overlap(both, one - both, other - both, length - one - other + both)


def jaccard(first: Marks, second: Marks) -> float | None:
    """Return what both coded, over what one or the other coded, in characters; None when nobody coded anything."""
    return overlap(first, second, float("inf")).jaccard


def dice(first: Marks, second: Marks) -> float | None:
    """Return twice what both coded, over the sum of what each coded; None when nobody coded anything."""
    return overlap(first, second, float("inf")).dice


def _joined(marks: Marks, length: float) -> list[tuple[float, float]]:
    made: list[tuple[float, float]] = []
    try:
        spans = sorted((mark[0], mark[1]) for mark in marks)
    except (TypeError, IndexError):
        raise InvalidValue(
            _("An extract is given by its start and its end."), _("Give (0, 12) for each extract.")
        ) from None
    for start, end in spans:
        if not 0 <= start < end <= length:
            raise InvalidValue(
                _("An extract goes from {start} to {end}, outside of the text.", start=start, end=end),
                _("Each extract starts before it ends, within the text."),
            )
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made


def maxqda_kappa(agreed: int, first: int, second: int, codes: int, *, exclusive: bool = True) -> float | None:
    """Return κ of segments as MAXQDA publishes it, after Brennan & Prediger: not checked in the program.

    ``agreed`` segments are coded alike by both, ``first`` and ``second`` by one alone; nothing is agreed on the rest.
    Chance is 1/k for ``codes`` that exclude each other, k/(k + 1)² otherwise. None without a segment.
    """
    if codes < 1:
        raise InvalidValue(_("There is at least one code."), _("Give the number of codes of the codebook."))
    total = agreed + first + second
    expected = 1 / codes if exclusive else codes / (codes + 1) ** 2
    return (agreed / total - expected) / (1 - expected) if total and expected < 1 else None


def other_tools(first: Marks, second: Marks, length: int, *, codes: int = 2, match: float = 0.9) -> Table:
    """Return what other programs would print for one code in one text, from their published formulas.

    None of these figures was checked in the programs themselves; the table says so. Use it to understand a figure met
    in a thesis, not to choose the highest.

    Parameters
    ----------
    first, second
        The extracts of each coder, ``(start, end)``.
    length
        Characters of the text.
    codes
        How many codes the codebook has (MAXQDA).
    match
        From which share of their union on two segments are the same one (MAXQDA lets the user choose; 0.9 there).
    """
    first, second = [tuple(mark) for mark in first], [tuple(mark) for mark in second]
    found = overlap(first, second, length)
    mine, theirs = _joined(first, length), _joined(second, length)
    segments, free = [sorted({(mark[0], mark[1]) for mark in own}) for own in (first, second)]
    count, agreed = len(segments) + len(free), 0
    for start, end in segments:
        for other in free:
            shared = min(end, other[1]) - max(start, other[0])
            if shared > 0 and shared >= match * (max(end, other[1]) - min(start, other[0])):
                free.remove(other)
                agreed += 1
                break
    alone = len(segments) - agreed, count - len(segments) - agreed
    family = unitized_alpha({1: [(*span, 1) for span in mine], 2: [(*span, 1) for span in theirs]}, length)
    rows: list[tuple[str, str, float | None]] = [
        ("NVivo", _("agreement, both and neither over all characters"), found.percent),
        ("NVivo", _("κ on characters"), found.kappa),
        ("MAXQDA", _("segments alike, over all segments"), _over(agreed, agreed + sum(alone))),
        ("MAXQDA", _("κ, codes that exclude each other"), maxqda_kappa(agreed, *alone, codes)),
        ("MAXQDA", _("κ, codes that may overlap"), maxqda_kappa(agreed, *alone, codes, exclusive=False)),
        ("ATLAS.ti", _("Holsti, on characters"), found.dice),
        ("ATLAS.ti", _("|uα, coded against not coded"), family.binary),
        ("Carnet", _("Jaccard, on characters"), found.jaccard),
    ]
    import pandas as pd

    frame = pd.DataFrame(rows, columns=["tool", "measure", "value"])
    frame["value"] = frame["value"].astype("Float64")
    notes = (
        _("From the published formula, not checked in the program."),
        _("Uncoded text inflates all of them but Holsti and Jaccard."),
    )
    printed: tuple[tuple[Cell, ...], ...] = tuple(
        (tool, name, _("not defined") if value is None else value) for tool, name, value in rows
    )
    caption = _("One code, two coders: what other programs would print.")
    return Table(
        frame=frame,
        unit="character",
        caption=caption,
        notes=notes,
        value="value",
        printed=Printed(caption, (_("Program"), _("Measure"), _("Value")), printed, notes),
    )
