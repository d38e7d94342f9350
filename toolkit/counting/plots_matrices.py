"""Figures of tables: n of N as dots, a matrix with its numbers, codes that go together, the state of a framework."""

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

    from toolkit.counting.framework import Framework
    from toolkit.counting.pairs import Cooccurrence

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
    long = max(len(name) for name in columns) > (9 if len(columns) > 5 else 16)
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
    numbers = [bare(n) for n in frame["n"]]
    sizes = [bare(N) for N in frame["N"].iloc[:width]]
    cells = [numbers[i : i + width] for i in range(0, len(numbers), width)]
    known = None if any(N is None for N in sizes) else sizes
    names = [
        str(c) if N is None else _("{name} (N = {N})", name=c, N=number(N))
        for c, N in zip(columns, sizes, strict=True)
    ]  # type: ignore[arg-type]
    return labels(heads), names, cells, known, str(table.by)  # type: ignore[return-value]


def plot_network(
    table: "Cooccurrence", ax: "Axes | None" = None, *, least: int = 1, most: int = 25, draft: bool = True
) -> "Axes":
    """Draw codes that go together as a network: the thicker the line, the more often; n₁₂ is written on it.

    Places are chosen so that lines are read (networkx, Kamada & Kawai 1989), always the same for the same table: near
    or far says nothing by itself. Codes that go with no other are not drawn, and said. A thick line between two
    frequent codes may be chance: read c and the expected count in the table.

    Parameters
    ----------
    table
        What ``cooccurrence`` gave.
    least
        Pairs that go together less often are not drawn.
    most
        How many pairs to draw at most, the most frequent first.
    """
    import networkx

    frame = table.frame
    pairs = frame[frame["n"] >= max(least, 1)].sort_values("n", ascending=False, kind="stable").head(most)
    drawn = ax if ax is not None else new_axes(6.4)
    if pairs.empty:
        return nothing(drawn, _("No two codes go together so often."))
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    graph = networkx.Graph()
    for row in pairs.to_dict("records"):
        for side in ("a", "b"):
            names[row[f"code_{side}"]] = fitted(str(row[f"label_{side}"]))
            sizes[row[f"code_{side}"]] = int(row[f"n_{side}"])
        graph.add_edge(row["code_a"], row["code_b"], n=int(row["n"]))
    at = _places(graph)
    top = max(int(n) for n in pairs["n"])
    for a, b, n in graph.edges(data="n"):
        (x0, y0), (x1, y1) = at[a], at[b]
        drawn.plot([x0, x1], [y0, y1], color="#888888", linewidth=0.8 + 5 * n / top, solid_capstyle="round", zorder=1)
    biggest = max(sizes.values())
    boxes = []
    for code, (x, y) in at.items():
        drawn.scatter(
            [x],
            [y],
            s=60 + 340 * sizes[code] / max(biggest, 1),
            color=PALETTE[4],
            edgecolors="black",
            linewidths=0.8,
            zorder=3,
        )
        words = drawn.annotate(
            _("{label} ({n})", label=names[code], n=number(sizes[code])),
            (x, y),
            xytext=(0, 13),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=9,
            zorder=5,
            bbox={"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.85},
        )
        plain(words)
        boxes.append(words)
    numbers = []
    for a, b, n in graph.edges(data="n"):
        (x0, y0), (x1, y1) = at[a], at[b]
        numbers.append(
            drawn.text(
                (x0 + x1) / 2,
                (y0 + y1) / 2,
                number(n),
                ha="center",
                va="center",
                fontsize=8,
                zorder=4,
                bbox={"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none"},
            )
        )
    drawn.margins(0.2)
    drawn.set_xticks([])
    drawn.set_yticks([])
    quiet(drawn, keep=())
    _apart(drawn, boxes)
    title = counted_in(table.unit)
    title = _("On a line: how often both go together ({counted}). In brackets: n of the code.", counted=title)
    alone = len(set(frame["code_a"]) | set(frame["code_b"])) - len(names)
    more = int((frame["n"] >= max(least, 1)).sum()) - len(pairs)
    if more:
        title += "\n" + _(
            "The {shown} most frequent pairs out of {total}.", shown=len(pairs), total=len(pairs) + more
        )
    elif alone:
        title += "\n" + _("Codes that go with no other are not drawn: {n}.", n=number(alone))
    drawn.set_xlabel(title, parse_math=False)
    stamp(drawn, draft=draft)
    said = "; ".join(
        _("{a} and {b}: {n}", a=names[a], b=names[b], n=number(n))
        for a, b, n in sorted(graph.edges(data="n"), key=lambda edge: -edge[2])
    )
    return described(
        drawn, _("Network. {caption} {numbers}.", caption=table.caption, numbers=said.replace("\n", " "))
    )


def _places(graph: Any) -> dict[Any, tuple[float, float]]:
    """Return where to put each code, each connected part beside the other, the largest first."""
    import networkx

    made: dict[Any, tuple[float, float]] = {}
    left = 0.0
    for part in sorted(networkx.connected_components(graph), key=lambda one: (-len(one), min(map(str, one)))):
        inside = graph.subgraph(sorted(part, key=str))
        reach = max(1.0, len(part) ** 0.5 / 1.5)
        where = networkx.kamada_kawai_layout(inside, weight=None, scale=reach)
        if len(part) == 2:
            one, other = sorted(part, key=str)
            where = {one: (0.0, 0.8), other: (0.0, -0.8)}
        low = min(float(x) for x, _y in where.values())
        high = max(float(x) for x, _y in where.values())
        for code, (x, y) in where.items():
            made[code] = (left + float(x) - low, float(y))
        left += high - low + 1.2
    return made


def _apart(ax: "Axes", texts: list[Any]) -> None:
    """Move words up or down, by steps, until none covers another; what cannot be told apart is made smaller."""
    figure = figure_of(ax)
    figure.draw_without_rendering()
    placed: list[Any] = []
    for text in sorted(texts, key=lambda one: -one.xy[1]):
        tries = [(0, 13), (0, -15), (0, 26), (0, -28), (34, 13), (-34, 13), (34, -15), (-34, -15), (0, 40), (0, -42)]
        for dx, dy in tries:
            text.set_position((dx, dy))
            text.set_va("bottom" if dy > 0 else "top")
            box = text.get_window_extent().padded(1.5)
            if not any(box.overlaps(other) for other in placed):
                break
        else:
            text.set(fontsize=7)
            text.set_position((0, 13))
            box = text.get_window_extent()
        placed.append(box)


def plot_framework(framework: "Framework", ax: "Axes | None" = None, *, draft: bool = True) -> "Axes":
    """Draw the state of a framework matrix: summed up, extracts not yet summed up, new extracts, nothing.

    A figure of progress, with no words of an interview nor of a summary in it; the number is that of the extracts.
    """
    from matplotlib.patches import Patch, Rectangle

    people, themes = list(framework.participants), list(framework.themes)
    width = min(16.0, max(5.0, 2.6 + 0.62 * len(themes)))
    drawn = ax if ax is not None else new_axes(2.0 + 0.32 * max(len(people), 2), width)
    if not people or not themes:
        return nothing(drawn, _("No accepted coding to count yet."))
    kinds = {
        "written": (_("summed up"), PALETTE[0], ""),
        "new": (_("summed up, new extracts since"), PALETTE[1], ".."),
        "waiting": (_("extracts to sum up"), "white", "///"),
        "nothing": (_("nothing"), "white", ""),
    }
    cells = {(cell.participant, cell.theme): cell for cell in framework.cells}
    counted = dict.fromkeys(kinds, 0)
    for i, person in enumerate(people):
        for j, (theme, _label) in enumerate(themes):
            cell = cells.get((person, theme))
            kind = "nothing"
            if cell is not None and cell.text:
                kind = "new" if cell.new else "written"
            elif cell is not None and cell.extracts:
                kind = "waiting"
            counted[kind] += 1
            _name, color, hatch = kinds[kind]
            drawn.add_patch(
                Rectangle(
                    (j - 0.46, i - 0.44), 0.92, 0.88, facecolor=color, hatch=hatch, edgecolor="#555555", linewidth=0.5
                )
            )
            if cell is not None and cell.extracts:
                drawn.text(
                    j,
                    i,
                    number(len(cell.extracts)),
                    ha="center",
                    va="center",
                    fontsize=8,
                    color="white" if kind == "written" else "black",
                    bbox=None if kind == "written" else {"facecolor": "white", "edgecolor": "none", "pad": 1.2},
                )
    drawn.set_xlim(-0.6, len(themes) - 0.4)
    drawn.set_ylim(len(people) - 0.4, -0.6)
    drawn.set_xticks(range(len(themes)), labels=[fitted(label) for _id, label in themes], fontsize=8, rotation=45)
    for label in drawn.get_xticklabels():
        label.set(ha="right", rotation_mode="anchor")
    drawn.set_yticks(range(len(people)), labels=people, fontsize=8)
    plain(*drawn.get_xticklabels(), *drawn.get_yticklabels())
    drawn.tick_params(length=0)
    quiet(drawn, keep=())
    drawn.set_xlabel(
        _(
            "Number of extracts in each cell; {people} people, {themes} themes",
            people=len(people),
            themes=len(themes),
        ),
        parse_math=False,
    )
    handles = [
        Patch(facecolor=color, hatch=hatch, edgecolor="#555555", label=f"{name} ({number(counted[kind])})")
        for kind, (name, color, hatch) in kinds.items()
        if counted[kind]
    ]
    if ax is None:
        figure_of(drawn).legend(handles=handles, loc="outside upper left", ncols=2, fontsize=8, frameon=False)
    else:
        drawn.legend(handles=handles, fontsize=8)
    stamp(drawn, draft=draft)
    said = "; ".join(f"{kinds[kind][0]}: {number(n)}" for kind, n in counted.items())
    return described(drawn, _("Framework matrix. {numbers}.", numbers=said))


__all__ = ["plot_dots", "plot_framework", "plot_heat", "plot_network"]
