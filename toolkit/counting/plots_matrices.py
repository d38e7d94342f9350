"""Figures of tables: n of N as dots, a matrix with its numbers."""

from typing import TYPE_CHECKING, Any

from toolkit.counting.layout import labels
from toolkit.counting.plots import PALETTE, ROW_INCHES, figure_of, fitted, new_axes
from toolkit.counting.plots_parts import MARKERS, described, ink_on, nothing, plain, quiet, shades, stamp
from toolkit.counting.wording import counted_in
from toolkit.errors import InvalidValue
from toolkit.formats.tables import Table, bare
from toolkit.i18n import _, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes


MOST_SERIES = len(PALETTE)


def plot_dots(table: Table, ax: "Axes | None" = None, *, draft: bool = True, most: int = 30) -> "Axes":
    """Draw one dot per code at n, on a line that goes to N: how many of whom, at a glance.

    Crossed with a trait, one dot per modality at its share of N (« n sur N » beside it), since groups of different
    sizes are not compared by n. With few people a share moves a lot for one person: read the fractions. Cleveland &
    McGill 1984, JASA 79(387), doi:10.1080/01621459.1984.10478080.

    Parameters
    ----------
    table
        What ``frequency`` or ``crosstab`` gave, with N (``among=``); six modalities at most.
    ax, draft, most
        As in ``plot_frequency``.

    Returns the axes, whose ``get_label()`` is the figure in words. Raises ``InvalidValue`` when N is not known.
    """
    heads = (table.frame if table.totals is None else table.totals).iloc[:most]
    if "n" not in heads.columns or "code" not in heads.columns:
        raise InvalidValue(_("This table holds no count to draw."), _("Draw what counting.frequency gives."))
    names = [fitted(label) for label in labels(heads)]
    drawn = ax if ax is not None else new_axes(1.6 + ROW_INCHES * 1.15 * max(len(names), 2))
    if not names:
        return nothing(drawn, _("No accepted coding to count yet."))
    series = _points(table, heads)
    if any(N is None for _name, points in series for _n, N in points):
        raise InvalidValue(
            _("N is not known: nothing says how far the line goes."), _("Count again with among=, which gives N.")
        )
    single = table.by is None
    said = []
    if len(series) > MOST_SERIES:
        raise InvalidValue(
            _("“{trait}” has {n} modalities: too many to tell apart here.", trait=table.by, n=number(len(series))),
            _("Put some together, or draw the table with counting.plot_heat."),
        )
    top = max((N or 0 for _name, points in series for _n, N in points), default=1) if single else 1
    for i, (name, points) in enumerate(series):
        shift = 0.0 if single else (i - (len(series) - 1) / 2) * min(0.28, 0.8 / len(series))
        for row, (n, N) in enumerate(points):
            y = row + shift
            if single:
                drawn.plot([0, N or 0], [row, row], color="#cccccc", linewidth=1.2, zorder=1)
            if n is None or not N:
                continue
            x = n if single else n / N
            drawn.plot(
                [x],
                [y],
                marker=MARKERS[i % len(MARKERS)],
                color=PALETTE[i % len(PALETTE)],
                markeredgecolor="black",
                markeredgewidth=0.6,
                markersize=8 if single else 7,
                linestyle="none",
                label=name if row == next(r for r, point in enumerate(points) if point[0] is not None) else None,
                zorder=3,
                clip_on=False,
            )
            text = drawn.annotate(
                _("{n} of {N}", n=number(n), N=number(N)),
                (x, y),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
                fontsize=9 if single or len(series) < 3 else 7,
                annotation_clip=False,
                bbox={"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none"} if single else None,
            )
            plain(text)
            said.append(_said_point(labels(heads)[row], name, n, N))
    drawn.set_yticks(range(len(names)), labels=names, fontsize=9)
    plain(*drawn.get_yticklabels())
    drawn.set_ylim(len(names) - 0.4, -0.6)
    drawn.tick_params(axis="y", length=0)
    quiet(drawn)
    _across(drawn, table, top, single=single)
    if not single:
        drawn.grid(axis="x", color="#dddddd", linewidth=0.6)
        for row in range(1, len(names)):
            drawn.axhline(row - 0.5, color="#eeeeee", linewidth=0.8, zorder=0)
        _keyed(drawn, ours=ax is None, title=fitted(str(table.by)))
    stamp(drawn, draft=draft)
    return described(drawn, _("Dots. {caption} {numbers}.", caption=table.caption, numbers="; ".join(said)))


def _said_point(label: str, name: str, n: int, N: int) -> str:
    fields = {"label": label, "n": number(n), "N": number(N)}
    if not name:
        return _("{label}: {n} of {N}", **fields)
    return _("{label}, {group}: {n} of {N}", group=name, **fields)


def _points(table: Table, heads: Any) -> list[tuple[str, list[tuple[int | None, int | None]]]]:
    """Return ``(name, [(n, N) of each code])``, one per modality or one alone."""

    def of(frame: Any) -> list[tuple[int | None, int | None]]:
        known = {row["code"]: (bare(row["n"]), bare(row["N"])) for row in frame.to_dict("records")}
        return [known.get(code, (None, None)) for code in heads["code"]]  # type: ignore[misc]

    if table.by is None:
        return [("", of(heads))]
    frame = table.frame
    return [(fitted(str(value)), of(frame[frame[table.by] == value])) for value in frame[table.by].drop_duplicates()]


def _across(ax: "Axes", table: Table, top: int, *, single: bool) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    title = counted_in(table.unit)
    title = title[:1].upper() + title[1:]
    if single:
        ax.set_xlim(0, max(top, 1) * 1.12)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _position: number(value)))
        ax.set_xlabel(_("{counted} (N = {N})", counted=title, N=number(top)), parse_math=False)
        return
    ax.set_xlim(0, 1.14)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], labels=[_("nobody"), "¼", "½", "¾", _("everybody")])
    ax.set_xlabel(_("{counted}, out of the N of each group", counted=title), parse_math=False)


def _keyed(ax: "Axes", *, ours: bool, title: str) -> None:
    handles, names = ax.get_legend_handles_labels()
    if not handles:
        return
    if ours:
        legend = figure_of(ax).legend(
            handles, names, title=title, loc="outside upper left", ncols=min(len(names), 3), fontsize=9, frameon=False
        )
    else:
        legend = ax.legend(handles, names, title=title, loc="best", fontsize=9)
    plain(legend.get_title(), *legend.get_texts())


def plot_heat(table: Table, ax: "Axes | None" = None, *, draft: bool = True, most: int = 40) -> "Axes":
    """Draw a crossed table as shaded cells, each with its number: dark is many.

    Where N is known for each column, shade is n out of N of the column, and the number is n. Hidden numbers are
    hatched. Read numbers, not shades: two close shades are not told apart. ``Cooccurrence`` tables are drawn as a
    square of n₁₂.

    Parameters
    ----------
    table
        What ``crosstab``, ``frequency(by=…)``, ``for_audience`` or ``cooccurrence`` gave.
    ax, draft
        As in ``plot_frequency``.
    most
        How many lines and columns to draw; the axis says when some are left out.
    """
    import numpy as np

    lines, columns, cells, sizes, across = _cells_of(table)
    left_out = len(lines) > most or len(columns) > most
    total = (len(lines), len(columns))
    lines, columns = lines[:most], columns[:most]
    cells = [row[:most] for row in cells[:most]]
    width = min(16.0, max(5.0, 3.2 + 0.62 * len(columns)))
    drawn = ax if ax is not None else new_axes(1.9 + 0.34 * max(len(lines), 2), width)
    if not lines or not columns:
        return nothing(drawn, _("No accepted coding to count yet."))
    shares = np.full((len(lines), len(columns)), np.nan)
    for i, row in enumerate(cells):
        for j, n in enumerate(row):
            N = None if sizes is None else sizes[j]
            if n is not None and (sizes is None or N):
                shares[i, j] = n if sizes is None else n / N  # type: ignore[operator]
    top = 1.0 if sizes is not None else max(float(np.nanmax(shares)) if not np.isnan(shares).all() else 0, 1.0)
    palette = shades()
    drawn.imshow(np.nan_to_num(shares), cmap=palette, vmin=0, vmax=top, aspect="auto")
    from matplotlib.patches import Rectangle

    size = 9 if len(columns) <= 14 else 7
    for i, row in enumerate(cells):
        for j, n in enumerate(row):
            if n is None:
                drawn.add_patch(
                    Rectangle(
                        (j - 0.5, i - 0.5), 1, 1, facecolor="white", hatch="///", edgecolor="#999999", linewidth=0
                    )
                )
                continue
            color = palette(0.0 if np.isnan(shares[i, j]) else shares[i, j] / top)
            drawn.text(j, i, number(n), ha="center", va="center", fontsize=size, color=ink_on(color[:3]))
    drawn.set_xticks(range(len(columns)), labels=[fitted(name) for name in columns], fontsize=size)
    long = max(len(name) for name in columns) > (9 if len(columns) > 5 else 24)
    if long:
        drawn.tick_params(axis="x", labelrotation=45)
        for label in drawn.get_xticklabels():
            label.set(ha="right", rotation_mode="anchor")
    drawn.set_yticks(range(len(lines)), labels=[fitted(name) for name in lines], fontsize=9)
    plain(*drawn.get_yticklabels(), *drawn.get_xticklabels())
    drawn.tick_params(length=0)
    drawn.set_xticks([j - 0.5 for j in range(1, len(columns))], minor=True)
    drawn.set_yticks([i - 0.5 for i in range(1, len(lines))], minor=True)
    drawn.grid(which="minor", color="#bbbbbb", linewidth=0.5)
    drawn.tick_params(which="minor", length=0)
    title = counted_in(table.unit)
    title = title[:1].upper() + title[1:]
    if sizes is not None:
        title = _("{counted}; shade: out of the N of the column", counted=title)
    if left_out:
        title += "\n" + _(
            "{lines} lines and {columns} columns in all: not all are drawn.", lines=total[0], columns=total[1]
        )
    drawn.set_xlabel(title if across is None else f"{fitted(across)}\n{title}", parse_math=False)
    stamp(drawn, draft=draft)
    said = "; ".join(
        f"{name}: "
        + ", ".join(
            f"{column} {_('hidden') if n is None else number(n)}" for column, n in zip(columns, row, strict=True)
        )
        for name, row in zip(lines, cells, strict=True)
    )
    return described(drawn, _("Shaded table. {caption} {numbers}.", caption=table.caption, numbers=said))


def _cells_of(
    table: Table,
) -> tuple[list[str], list[str], list[list[int | None]], list[int | None] | None, str | None]:
    """Return line names, column names, numbers, N of each column where known, and what is across."""
    from toolkit.counting.pairs import Cooccurrence

    if isinstance(table, Cooccurrence):
        square = table.matrix
        entries = {entry.code: entry.label for entry in table._entries}
        names = [str(entries.get(code, code)) for code in square.index]
        counts: list[list[int | None]] = [
            [None if i == j else int(n) for j, n in enumerate(row)]
            for i, row in enumerate(square.to_numpy().tolist())
        ]
        return names, names, counts, None, None
    if table.by is None or "n" not in table.frame.columns or "code" not in table.frame.columns:
        raise InvalidValue(
            _("This table has no columns to shade."), _("Draw what counting.crosstab or frequency(by=…) gives.")
        )
    frame = table.frame
    columns = list(frame[table.by].drop_duplicates())
    width = max(len(columns), 1)
    heads = frame.iloc[::width]
    numbers: list[Any] = [bare(n) for n in frame["n"]]
    sizes: list[Any] = [bare(N) for N in frame["N"].iloc[:width]]
    cells = [numbers[i : i + width] for i in range(0, len(numbers), width)]
    known = None if any(N is None for N in sizes) else sizes
    names = [
        str(c) if N is None else _("{name} (N = {N})", name=c, N=number(N))
        for c, N in zip(columns, sizes, strict=True)
    ]
    return labels(heads), names, cells, known, str(table.by)
