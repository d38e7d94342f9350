"""A table that leaves the study: what is in it for its audience, checked again before it is written."""

from typing import TYPE_CHECKING, Final

from toolkit.counting.disclosure import hidden, threshold
from toolkit.counting.frequencies import Profile, protected
from toolkit.counting.layout import Notes, table_of
from toolkit.errors import Refused
from toolkit.formats.tables import Table
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from pandas import DataFrame

PERSONAL: Final = ("participant", "speaker", "transcript", "turn")
CODED: Final = ("code", "theme", "code_2", "theme_2")


def for_audience(table: Table, profile: Profile) -> Table:
    """Return the table to give to an audience: small groups put together, small numbers not told one by one.

    Only people crossed with a trait are concerned: totals of codes, and codes crossed with codes, pass as they are.
    The table holds no extract any more. Tests and gaps are left out.

    Parameters
    ----------
    table
        What ``frequency(by=…)``, ``crosstab`` or ``compare`` gave, people being counted.
    profile
        ``"internal"`` (between colleagues, k = 3), ``"host"`` or ``"public"`` (k = 5).

    Raises ``InvalidValue`` for an unknown audience, ``Refused`` for a table by person or text, or one whose groups
    have no known size.
    """
    k = threshold(profile)
    if table.by is None or table.by in CODED:
        return _bare(table)
    if table.by in PERSONAL:
        raise Refused(
            _("A table person by person, or text by text, is not given out."),
            _("Give counts: counting.frequency, or a crossing with a trait that several people share."),
        )
    frame, totals = table.frame, table.totals
    if table.unit != "participant" or totals is None or frame["N"].isna().any():
        raise Refused(
            _("Small numbers cannot be hidden without knowing how many people each group holds."),
            _("Count people, and give the participants with among=."),
        )
    known = totals["N"].dropna()
    notes = Notes(unit="participant", level=_level(table), by=table.by, among=True)
    notes.size = int(known.iloc[0]) if len(known) else None
    crossed = frame[["code", "code_label", "theme", table.by, "n", "N"]]
    if notes.size is not None and len(crossed):
        notes.size = int(crossed["N"].iloc[: crossed[table.by].nunique()].sum())
    shown = protected(crossed, table.by, k, None, notes)
    whole = totals[["code", "code_label", "theme", "n"]].assign(N=notes.size).astype({"N": "Int64"})
    return table_of(shown, notes=notes, totals=whole)


def disclosing(table: Table, profile: Profile) -> tuple[str, ...]:
    """Return what would point at somebody if this table were given to an audience; nothing when it may be given.

    To be asked before an export; the analyst's own screen is never concerned.
    """
    k = threshold(profile)
    if table.by is None or table.by in CODED:
        return ()
    if table.by in PERSONAL:
        return (_("A table person by person, or text by text, is not given out."),)
    if table.unit != "participant" or table.frame["N"].isna().any():
        return (_("Small numbers cannot be hidden without knowing how many people each group holds."),)
    made = []
    sizes = table.frame.drop_duplicates(table.by)
    small = [str(name) for name, N in zip(sizes[table.by], sizes["N"], strict=True) if k > N]
    if small and len(sizes) > 1:
        made.append(_("Groups of fewer than {k} people: {groups}.", k=k, groups=", ".join(small)))
    cells = 0
    for _code, rows in table.frame.groupby("code", sort=False):
        # A table whose numbers are hidden already holds none of those that should be.
        row = [None if n is None else int(n) for n in rows["n"].astype(object).where(rows["n"].notna(), None)]
        if len(row) > 1:
            filled = [0 if n is None else n for n in row]
            gone = hidden(filled, [int(N) for N in rows["N"]], k) if None not in row else _told(row, rows, k)
            cells += len(gone)
    if cells:
        made.append(
            n_(
                "{n} number tells of fewer than {k} people, of nobody or of everybody, or gives one away.",
                "{n} numbers tell of fewer than {k} people, of nobody or of everybody, or give one away.",
                cells,
                k=k,
            )
        )
    return tuple(made)


def _told(row: list[int | None], rows: "DataFrame", k: int) -> set[int]:
    """Return which of the numbers still shown are too small."""
    return {
        j for j, (n, N) in enumerate(zip(row, rows["N"], strict=True)) if n is not None and (n < k or n == int(N))
    }


def _level(table: Table) -> str:
    return "theme" if table.printed.headings[:1] == (_("Theme"),) else "code"


def _bare(table: Table) -> Table:
    """Return the same table without the extracts behind it, nor the stamp of the working document."""
    from dataclasses import replace

    stamp = _("Working document: small numbers are not hidden, do not give this table out.")
    notes = tuple(note for note in table.notes if note != stamp)
    return Table(
        frame=table.frame,
        unit=table.unit,
        caption=table.caption,
        notes=notes,
        by=table.by,
        totals=table.totals,
        value=table.value,
        printed=replace(table.printed, notes=notes),
    )
