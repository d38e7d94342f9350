"""How a count is printed: caption with unit and N, French headings, the notes that keep a number honest."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.counting.coded import whole_note
from toolkit.counting.wording import counted_in, scale_note
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table
from toolkit.i18n import _, n_, number

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(slots=True)
class Notes:
    """What was met while counting and must be said below the table."""

    unit: str
    level: str
    coders: tuple[str, ...] = ()
    by: str | None = None
    size: int | None = None
    among: bool = False
    outside: int = 0
    nobody: int = 0
    groups: int = 0
    k: int | None = None
    together: tuple[str, ...] = ()
    hidden: int = 0
    whole: bool = False

    def lines(self, frame: "DataFrame", *, crossed: bool) -> tuple[str, ...]:
        """Return the sentences, the most general first."""
        made = [_("Counted: accepted codings only; the interviewer's words are left out.")]
        if self.coders:
            made[0] = _(
                "Counted: accepted codings of {coders}; the interviewer's words are left out.",
                coders=", ".join(self.coders),
            )
        if self.whole:
            made.append(whole_note())
        if self.unit == "participant" and ("asked" not in frame.columns or frame["asked"].isna().all()):
            made.append(
                _(
                    "Question not verified: nothing says that everybody was asked. "
                    "Not speaking of it is not being against."
                )
            )
        if not len(frame):
            made.append(_("No accepted coding to count yet."))
        if self.among and self.size is None and self.unit != "segment":
            made.append(_("N is not known here: give study.frame(“turns”) with among= for this unit."))
        if "in_words" in frame.columns and not crossed:
            made.append(scale_note())
        if self.unit == "segment":
            made.append(_("A number of extracts depends on how finely they were cut."))
        if self.unit in ("words", "characters"):
            made.append(_("Talkative people weigh more in the room taken."))
        if self.groups:
            made.append(
                n_(
                    "{n} group was heard: people who speak in a group are not independent.",
                    "{n} groups were heard: people who speak in a group are not independent.",
                    self.groups,
                )
            )
        if self.nobody:
            made.append(
                n_(
                    "{n} extract is left out: nothing says whose or which one it is.",
                    "{n} extracts are left out: nothing says whose or which ones they are.",
                    self.nobody,
                )
            )
        if self.outside:
            made.append(
                n_(
                    "{n} extract is left out: it does not belong to those counted in N.",
                    "{n} extracts are left out: they do not belong to those counted in N.",
                    self.outside,
                )
            )
        return (*made, *self._disclosure(crossed=crossed))

    def _disclosure(self, *, crossed: bool) -> list[str]:
        if not crossed:
            return []
        if self.k is None:
            return [_("Working document: small numbers are not hidden, do not give this table out.")]
        made = []
        if self.together:
            made.append(
                _(
                    "Put together because they hold fewer than {k} people: {groups}.",
                    k=self.k,
                    groups=", ".join(self.together),
                )
            )
        if self.hidden:
            made.append(
                _(
                    "Hidden: numbers of fewer than {k} people, of nobody or everybody, "
                    "and those that would give them away.",
                    k=self.k,
                )
            )
        return made


def table_of(
    frame: "DataFrame", *, notes: Notes, pieces: "DataFrame | None" = None, totals: "DataFrame | None" = None
) -> Table:
    """Return the table of a frequency, ready to be printed."""
    lines = notes.lines(frame if totals is None else totals, crossed=totals is not None)
    caption = _caption(notes, crossed=totals is not None)
    facts = _facts(frame, notes)
    if totals is None:
        printed = Printed(caption, *_list_rows(frame, notes), lines, facts)
    else:
        printed = Printed(caption, *_cross_rows(frame, totals, str(notes.by), notes), lines, facts)
    return Table(
        frame=_plain(frame),
        unit=notes.unit,
        caption=caption,
        notes=lines,
        by=None if totals is None else notes.by,
        totals=None if totals is None else _plain(totals),
        pieces=pieces,
        printed=printed,
    )


def _plain(frame: "DataFrame") -> "DataFrame":
    import pandas as pd

    return pd.DataFrame(frame).reset_index(drop=True)


def _caption(notes: Notes, *, crossed: bool) -> str:
    what = _("Themes") if notes.level == "theme" else _("Codes")
    fields: dict[str, Any] = {"what": what, "counted": counted_in(notes.unit), "trait": notes.by}
    size = notes.size
    if size is not None:
        fields["N"] = number(size)
    if not crossed:
        return _("{what}: {counted}.", **fields) if size is None else _("{what}: {counted}, N = {N}.", **fields)
    if size is None:
        return _("{what} by “{trait}”: {counted}.", **fields)
    return _("{what} by “{trait}”: {counted}, N = {N}.", **fields)


def labels(frame: "DataFrame") -> list[str]:
    """Return the label of each row, with the id of the code where two codes have the same label."""
    pairs = frame.drop_duplicates("code")
    twice = set(pairs["code_label"][pairs["code_label"].duplicated()])
    return [
        f"{label} ({code})" if label in twice else str(label)
        for code, label in zip(frame["code"], frame["code_label"], strict=True)
    ]


def _first(notes: Notes) -> str:
    return _("Theme") if notes.level == "theme" else _("Code")


def _list_rows(frame: "DataFrame", notes: Notes) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    columns: dict[str, list[Cell]] = {_first(notes): list(labels(frame)), _("n"): _numbers(frame["n"])}
    if frame["N"].notna().any():
        columns[_("N")] = _numbers(frame["N"])
    if "percent" in frame.columns:
        columns[_("%")] = [None if x is None else number(float(x)) for x in _numbers(frame["percent"])]
    if "in_words" in frame.columns:
        columns[_("In words")] = frame["in_words"].tolist()
    if "groups" in frame.columns:
        columns[_("of which groups")] = _numbers(frame["groups"])
    if "asked" in frame.columns and frame["asked"].notna().any():
        columns[_("Asked")] = _numbers(frame["asked"])
        columns[_("Not asked")] = _numbers(frame["not_asked"])
        if frame["unverified"].notna().any():
            columns[_("Question not verified")] = _numbers(frame["unverified"])
    return tuple(columns), tuple(zip(*columns.values(), strict=True))


def _numbers(column: Any) -> list[Cell]:
    import pandas as pd

    return [None if pd.isna(value) else value for value in column.tolist()]


def _cross_rows(
    frame: "DataFrame", totals: "DataFrame", by: str, notes: Notes
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    width = max(frame[by].nunique(), 1)
    names = [str(value) for value in frame[by].iloc[:width]] if len(frame) else []
    sizes = _numbers(frame["N"].iloc[:width])
    headings = [_first(notes), *(_heading(name, size) for name, size in zip(names, sizes, strict=False))]
    headings.append(_heading(_("All"), notes.size))
    cells = _cells(frame)
    rows = [
        (label, *cells[i * width : (i + 1) * width], whole)
        for i, (label, whole) in enumerate(zip(labels(totals), _cells(totals), strict=True))
    ]
    return tuple(headings), tuple(rows)


def _heading(name: str, size: Any) -> str:
    return name if size is None else _("{name} (N = {N})", name=name, N=number(size))


def _cells(frame: "DataFrame") -> list[Cell]:
    """Return n, or « n (x %) » where a percentage may be said, or the mark of a hidden number."""
    shares = _numbers(frame["percent"]) if "percent" in frame.columns else [None] * len(frame)
    cells: list[Cell] = []
    for n, share in zip(_numbers(frame["n"]), shares, strict=True):
        if n is None:
            cells.append(_("hidden"))
        elif share is None:
            cells.append(n)
        else:
            cells.append(_("{n} ({share} %)", n=number(int(n)), share=number(float(share))))
    return cells


def _facts(frame: "DataFrame", notes: Notes) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Return one fact a line, each with its unit: what a CSV and the second sheet of a workbook hold."""
    columns: dict[str, list[Cell]] = {
        _("Code"): frame["code"].tolist(),
        _("Label"): frame["code_label"].tolist(),
        _("Theme"): frame["theme"].tolist(),
    }
    if notes.by is not None:
        columns[notes.by] = [value if isinstance(value, int | float) else str(value) for value in frame[notes.by]]
    columns[_("Count (n)")] = [_("hidden") if n is None else n for n in _numbers(frame["n"])]
    if frame["N"].notna().any():
        columns[_("Out of (N)")] = _numbers(frame["N"])
    if "percent" in frame.columns:
        columns[_("Per cent")] = _numbers(frame["percent"])
    columns[_("Unit")] = [counted_in(notes.unit)] * len(frame)
    return tuple(columns), tuple(zip(*columns.values(), strict=True))
