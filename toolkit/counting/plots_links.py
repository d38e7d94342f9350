"""Figures of links: codes that go together as a network, people and themes of a framework matrix."""

from typing import TYPE_CHECKING, Any

from toolkit.counting.plots import PALETTE, figure_of, fitted, new_axes
from toolkit.counting.plots_parts import described, nothing, plain, quiet, stamp
from toolkit.counting.wording import counted_in
from toolkit.i18n import _, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from toolkit.counting.framework import Framework
    from toolkit.counting.pairs import Cooccurrence


def plot_network(
    table: "Cooccurrence", ax: "Axes | None" = None, *, least: int = 1, most: int = 20, draft: bool = True
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
    drawn = ax if ax is not None else new_axes(7.4, 9.5)
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
    taken = [(at[code], 60 + 340 * sizes[code] / max(biggest, 1)) for code in at]
    taken += [((words.get_position()[0], words.get_position()[1]), 60.0) for words in numbers]
    _apart(drawn, boxes, taken)
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


def _apart(ax: "Axes", texts: list[Any], nodes: list[tuple[tuple[float, float], float]]) -> None:
    """Move words around their node, by steps, until none covers another word or a node; the best place otherwise."""
    from matplotlib.transforms import Bbox

    figure = figure_of(ax)
    figure.draw_without_rendering()
    taken: list[Any] = []
    for place, area in nodes:
        x, y = ax.transData.transform(place)
        reach = (area / 3.14) ** 0.5 * figure.dpi / 72
        taken.append(Bbox.from_extents(x - reach, y - reach, x + reach, y + reach))
    around = [(0, 12, "center"), (0, -14, "center"), (13, 0, "left"), (-13, 0, "right")]
    around += [(10, 9, "left"), (-10, 9, "right"), (10, -11, "left"), (-10, -11, "right")]
    tries = [(dx * far, dy * far, side) for far in (1, 1.7, 2.6) for dx, dy, side in around]
    for text in texts:
        found = []
        for rank, (dx, dy, side) in enumerate(tries):
            text.set(ha=side, va="center" if dy == 0 else "bottom" if dy > 0 else "top")
            text.set_position((dx, dy))
            box = text.get_window_extent()
            covered = sum(_shared_area(box, other) for other in taken)
            found.append((covered, rank))
            if not covered:
                break
        dx, dy, side = tries[min(found)[1]]
        text.set(ha=side, va="center" if dy == 0 else "bottom" if dy > 0 else "top")
        text.set_position((dx, dy))
        taken.append(text.get_window_extent())


def _shared_area(one: Any, other: Any) -> float:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return float(wide * high) if wide > 0 and high > 0 else 0.0


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
