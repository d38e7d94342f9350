"""Codes crossed with a trait, a case, a person, or with other codes: how many units are in each cell."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from toolkit.counting import evidence
from toolkit.counting.coded import Coded, coded
from toolkit.counting.columns import Numbered, different
from toolkit.counting.crosstabs import Crosstab
from toolkit.counting.sides import asked_in, measured, named, side_of, size_of, sizes_by, spelled, units_of, within
from toolkit.counting.wording import checked_unit
from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.model.codes import Code, Codebook
from toolkit.model.units import Unit

if TYPE_CHECKING:
    from pandas import DataFrame

Normalise = Literal["rows", "columns", "all"]
NORMALISED: Final = ("rows", "columns", "all")
CODED: Final = ("code", "theme")
RESERVED: Final = ("n", "N", "percent", "share", "quote", "code_label", "asked")


def crosstab(
    codings: "DataFrame",
    *,
    rows: str = "code",
    columns: str,
    unit: Unit = "participant",
    among: "DataFrame | None" = None,
    coder: str | Sequence[str] | None = None,
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
    asked: "DataFrame | None" = None,
    normalise: Normalise | None = None,
) -> Crosstab:
    """Cross codes with a trait, a case, a person or with codes: how many people (or other units) in each cell.

    A cell counts each unit once. Read an empty cell with care: nobody there spoke of it, which is not being against,
    and perhaps nobody was asked (``asked=`` tells). Differences between small groups describe these people only; do
    not test them on extracts, which are not independent. Matrices: Miles, Huberman & Saldaña 2014, Qualitative Data
    Analysis, 3rd ed., ch. 5 and 8.

    Parameters
    ----------
    codings
        ``study.frame("pieces")`` (codings cut at turns), or ``study.frame("codings")``.
    rows, columns
        ``"code"`` or ``"theme"`` on one side at least; on the other a trait of the people, ``"case"``,
        ``"participant"``, ``"transcript"``, or codes again (how many units carry both).
    unit
        What is counted: see ``model.Unit``.
    among
        Who could have spoken of it; gives N: ``study.frame("participants")`` for people and cases,
        ``study.frame("turns")`` for other units. Without it, n only.
    coder
        Whose codings; required when several coders are there.
    codes
        The codebook: codes that nobody voiced are shown with 0.
    asked
        Who was asked: columns ``participant code asked``; a 0 where nobody was asked is then printed « non posée ».
    normalise
        ``"rows"`` or ``"columns"``: the share of each line or column (of N where it is known) beside n; ``"all"``.

    Raises ``InvalidValue`` when several coders are there and none is named, or when no side is made of codes;
    ``UnknownName`` for an unknown column.

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({"participant": ["P1", "P2"], "code": ["entraide"] * 2, "statut": ["a", "b"]})
    >>> crosstab(codings, columns="statut")["entraide", "a"]
    1
    """
    checked_unit(unit)
    if normalise is not None and normalise not in NORMALISED:
        raise InvalidValue(
            _("“{word}” is not a way to share out a table.", word=normalise),
            _("Choose one of: {allowed}.", allowed=", ".join(NORMALISED)),
        )
    for name in (rows, columns):
        if name in RESERVED:
            raise InvalidValue(
                _("A count cannot be crossed with “{name}”.", name=name), _("Name a trait of the people.")
            )
    if rows not in CODED and columns not in CODED:
        raise InvalidValue(
            _("Neither “{rows}” nor “{columns}” is made of codes.", rows=rows, columns=columns),
            _("Write rows=“code” or rows=“theme”; to place people by two traits, see counting.typology."),
        )
    turned = rows not in CODED
    level, other = (columns, rows) if turned else (rows, columns)
    made = coded(codings, level=level, coder=coder, codes=codes)
    notes = made.notes()
    if other in CODED:
        return _codes_twice(codings, made, level, other, unit, among, coder, codes, notes, normalise)
    people = among if among is not None and unit in ("participant", "case") else None
    within(made, among, unit, notes)
    units = units_of(made, unit, notes)
    side = side_of(made.frame, other, among if people is None else people, made.kept)
    if not side.whole and (other == "case" or other not in ("participant", "transcript", "turn")):
        side = named(side)
    width = len(side)
    own = evidence.KEYS.get(unit) == [other]
    if unit in evidence.KEYS:
        counts = different(made.code, side, None if own else units)
        totals = counts.sum(axis=1) if own else different(made.code, None, units)[:, 0]
    else:
        counts, totals = measured(made, side, unit)
    sizes = None if own else sizes_by(among, unit, other, side)
    if sizes is not None and other in evidence.KEYS and other != "participant":
        sizes = [size if size else None for size in sizes]
    return Crosstab(
        entries=made.entries,
        by=other,
        values=side.values,
        counts=counts.reshape(len(made.entries), width),
        totals=totals,
        sizes=sizes,
        size=size_of(among, unit),
        unit=unit,
        level=level,
        turned=turned,
        normalise=normalise,
        notes=notes,
        asked=asked_in(asked, made, codes, among, other, side) if unit == "participant" else None,
        behind=lambda code, value: _behind(made, side, code, value),
    )


def _behind(made: Coded, side: Numbered, code: str | None, value: Any) -> "DataFrame":
    rows = made.pieces().assign(modality=spelled(side))
    if code is not None:
        rows = rows[rows["code"] == code]
    return rows if value is None else rows[[one == value for one in rows["modality"].tolist()]]


def _codes_twice(
    codings: "DataFrame",
    made: Coded,
    level: str,
    other: str,
    unit: str,
    among: "DataFrame | None",
    coder: str | Sequence[str] | None,
    codes: "Codebook | Iterable[Code] | DataFrame | None",
    notes: list[str],
    normalise: Normalise | None,
) -> Crosstab:
    """Count the units that carry both codes; on the diagonal, those that carry the code."""
    import numpy as np
    from scipy import sparse

    if unit not in evidence.KEYS:
        raise InvalidValue(
            _("Codes cannot be crossed with codes by “{unit}”.", unit=unit),
            _("Count people or turns, or use counting.cooccurrence, which joins extracts that overlap."),
        )
    within(made, among, unit, notes)
    units = units_of(made, unit, notes)
    assert units is not None
    against = made
    if other != level:
        against = coded(codings, level=other, coder=coder, codes=codes)
        within(against, among, unit, [])
        units_of(against, unit, [])

    def marks(of: Coded) -> Any:
        good = of.code.codes >= 0
        ones = np.ones(int(good.sum()), dtype=np.int64)
        shape = (len(units), len(of.entries))
        found = sparse.coo_matrix((ones, (units.codes[good], of.code.codes[good])), shape=shape).tocsr()
        found.data[:] = 1
        return found

    left, right = marks(made), marks(against)
    counts = np.asarray((left.T @ right).todense()).reshape(len(made.entries), len(against.entries))
    totals = np.asarray(left.sum(axis=0)).ravel()
    return Crosstab(
        entries=made.entries,
        by=other if other != level else f"{other}_2",
        values=[entry.code for entry in against.entries],
        headings=[entry.label for entry in against.entries],
        counts=counts,
        totals=totals,
        sizes=None,
        size=size_of(among, unit),
        unit=unit,
        level=level,
        turned=False,
        normalise=normalise,
        notes=notes,
        asked=None,
        behind=lambda code, value: _carrying(made, against, units, code, value),
    )


def _carrying(made: Coded, against: Coded, units: Numbered, code: str | None, value: Any) -> "DataFrame":
    """Return the extracts of both codes in the units that carry both."""
    import pandas as pd

    if value is None:
        rows = made.pieces()
        return rows if code is None else rows[rows["code"] == code]

    def of(side: Coded, id: str) -> Any:
        return side.code.codes == side.code.values.index(id)

    first = [of(made, code)] if code is not None else []
    second = of(against, value)
    both = set(units.codes[second].tolist())
    for mask in first:
        both &= set(units.codes[mask].tolist())
    inside = pd.Series(units.codes).isin(both).to_numpy()
    kept = [made.pieces()[mask & inside] for mask in first] + [against.pieces()[second & inside]]
    found: DataFrame = kept[0] if code == value else pd.concat(kept)
    return found
