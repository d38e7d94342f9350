"""Figures of counts: unit and N on the axis, French labels, colours that everybody can tell apart.

A figure is made without pyplot: nothing is opened, nothing of the user's own settings is changed.
No words of an interview enter a figure, its properties or its alternative text.
"""

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from toolkit.counting.layout import labels
from toolkit.counting.wording import counted_in
from toolkit.errors import InvalidValue
from toolkit.formats.tables import Table
from toolkit.formats.whole import PathLike, whole_file
from toolkit.i18n import _, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend

PALETTE: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
"""Okabe & Ito (2008): told apart by people who do not see red or green; hatches tell them apart in grey."""
HATCHES: Final = ("", "///", "...", "xx", "\\\\\\", "++")
FORMATS: Final = ("png", "svg", "pdf")
LABEL_WIDTH: Final = 34
ROW_INCHES: Final = 0.36


def plot_frequency(table: Table, ax: "Axes | None" = None, *, draft: bool = True, most: int = 30) -> "Axes":
    """Draw one bar per code, the longest first, with n beside each bar.

    Read lengths, not areas; do not set side by side two figures whose units differ. A crossed table gives one
    bar per modality: groups of different sizes are compared by the « n sur N » written beside, not by length.

    Parameters
    ----------
    table
        What ``frequency`` gave.
    ax
        Where to draw; by default a new figure, found again as ``ax.figure``.
    draft
        Stamp « document de travail », as long as the figure is not checked to be given out.
    most
        How many codes to draw; the caption says when some are left out.
    """
    if "n" not in table.frame.columns:
        raise InvalidValue(_("This table holds no count to draw."), _("Draw what counting.frequency gives."))
    heads = table.frame if table.totals is None else table.totals
    heads = heads.iloc[:most]
    names = [fitted(label) for label in labels(heads)]
    series = _series(table, heads["code"].tolist())
    bars = len(names) * (1 if len(series) == 1 else 0.35 + 0.55 * len(series))
    drawn = ax if ax is not None else new_axes(1.5 + ROW_INCHES * max(bars, 2) + 0.25 * (len(series) > 1))
    lines = [label.count("\n") + 1 for label in names]
    _bars(drawn, series, len(names))
    drawn.set_yticks(range(len(names)), labels=names, fontsize=9 if max(lines, default=1) > 1 else 10)
    for text in drawn.get_yticklabels():
        text.set_parse_math(False)
    if names:
        drawn.set_ylim(len(names) - 0.4, -0.6)
    else:
        drawn.text(0.5, 0.5, _("No accepted coding to count yet."), transform=drawn.transAxes, ha="center")
    _axis(drawn, table, heads, single=len(series) == 1)
    if table.by is not None and names:
        legend = _legend(drawn, ours=ax is None, title=fitted(str(table.by)), columns=len(series))
        for text in (legend.get_title(), *legend.get_texts()):
            text.set_parse_math(False)
    if draft:
        stamp = drawn.annotate(
            _("working document"),
            xy=(1, 1),
            xycoords="axes fraction",
            xytext=(0, 5),
            textcoords="offset points",
            ha="right",
            va="bottom",
            fontsize=9,
            style="italic",
            color="#767676",
        )
        stamp.set_in_layout(True)
    drawn.set_label(alternative_text(table, most=most))
    return drawn


def save_figure(ax: "Axes", path: PathLike, *, dpi: int = 200) -> Path:
    """Write the figure of ``ax`` as PNG, SVG or PDF (by the end of the name); the same figure gives the same bytes.

    Raises ``InvalidValue`` for another format, ``CannotWrite``.
    """
    from matplotlib import rc_context

    kind = checked_figure(path)
    target = Path(path)
    # What a figure says in words (see ``plots_parts.described``) goes with it, for those who cannot see it.
    title, told = ax.get_xlabel(), str(ax.get_label() or "")
    metadata: dict[str, dict[str, Any]] = {
        "png": {"Title": title, "Description": told, "Software": None},
        "svg": {"Title": title, "Description": told, "Date": None, "Creator": None},
        "pdf": {"Title": title, "Subject": told, "CreationDate": None, "Creator": None, "Producer": None},
    }
    # The salt makes the ids of an SVG the same each time; pdf.fonttype 42 keeps the letters as letters.
    with rc_context({"svg.hashsalt": "carnet", "pdf.fonttype": 42}), whole_file(target) as draft:
        figure_of(ax).savefig(draft, format=kind, dpi=dpi, metadata=metadata[kind], bbox_inches="tight")
    return target


def checked_figure(path: PathLike) -> str:
    """Return the format that the end of a name asks for; raise ``InvalidValue`` before anything is drawn."""
    kind = Path(path).suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise InvalidValue(
            _("“{suffix}” is not a format of figure.", suffix=Path(path).suffix or Path(path).name),
            _("End the name of the file with one of: {known}.", known=", ".join(f".{name}" for name in FORMATS)),
        )
    return kind


def alternative_text(table: Table, *, most: int = 30) -> str:
    """Return what the figure says, in words, for those who cannot see it (alt text of a page or a document)."""
    heads = (table.frame if table.totals is None else table.totals).iloc[:most]
    rows = zip(labels(heads), heads["n"].tolist(), strict=True)
    said = "; ".join(_("{label}: {n}", label=label, n=number(n)) for label, n in rows)
    return _("Bars. {caption} {numbers}.", caption=table.caption, numbers=said)


def _series(table: Table, codes: list[str]) -> list[tuple[str, list[int | None], list[int | None]]]:
    """Return ``(name, n of each code, N of each code)``, one per modality, or one alone."""
    frame = table.frame
    if table.by is None:
        parts = [("", frame)]
    else:
        parts = [(value, frame[frame[table.by] == value]) for value in frame[table.by].drop_duplicates()]
    series = []
    for value, part in parts:
        n = {row["code"]: row["n"] for row in part.to_dict("records")}
        sizes = {row["code"]: row["N"] for row in part.to_dict("records")}
        N = _known(sizes.get(codes[0])) if codes else None
        name = fitted(str(value)) if N is None else _("{name} (N = {N})", name=fitted(str(value)), N=number(N))
        series.append((name, [_known(n.get(code)) for code in codes], [_known(sizes.get(code)) for code in codes]))
    return series


def _known(value: Any) -> int | None:
    import pandas as pd

    return None if value is None or pd.isna(value) else int(value)


def _bars(ax: "Axes", series: list[tuple[str, list[int | None], list[int | None]]], count: int) -> None:
    thick = 0.72 / len(series) if series else 0.72
    for i, (name, values, sizes) in enumerate(series):
        at = [row + (i - (len(series) - 1) / 2) * thick for row in range(count)]
        ax.barh(
            at,
            [n or 0 for n in values],
            height=thick * 0.92,
            color=PALETTE[i % len(PALETTE)],
            hatch=HATCHES[i % len(HATCHES)] or None,
            edgecolor="white" if len(series) > 1 else "none",
            linewidth=0.4,
            label=name,
        )
        for y, n, N in zip(at, values, sizes, strict=True):
            beside = _("hidden") if n is None else number(n)
            if n is not None and N is not None and len(series) > 1:
                beside = _("{n} of {N}", n=number(n), N=number(N))
            text = ax.annotate(
                beside,
                (n or 0, y),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                fontsize=9 if len(series) < 4 else 7,
            )
            text.set_parse_math(False)
            if n is None:
                text.set(color="#767676", style="italic")


def _legend(ax: "Axes", *, ours: bool, title: str, columns: int) -> "Legend":
    """Set the legend above a figure of ours, where it hides no bar; inside somebody else's."""
    if not ours:
        return ax.legend(title=title, loc="best", fontsize=9)
    handles, names = ax.get_legend_handles_labels()
    return figure_of(ax).legend(
        handles,
        names,
        title=title,
        loc="outside upper left",
        ncols=min(columns, 3),
        fontsize=9,
        frameon=False,
        alignment="left",
    )


def _axis(ax: "Axes", table: Table, heads: Any, *, single: bool) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    known = [N for N in (_known(value) for value in heads["N"].iloc[:1]) if N is not None]
    title = counted_in(table.unit)
    title = title[:1].upper() + title[1:]
    if known:
        title = _("{counted} (N = {N})", counted=title, N=number(known[0]))
    total = len(table.frame if table.totals is None else table.totals)
    if total > len(heads):
        title += "\n" + _("The {shown} most frequent codes out of {total}.", shown=len(heads), total=total)
    ax.set_xlabel(title, fontsize=10, parse_math=False)
    top = max([_known(n) or 0 for n in table.frame["n"]], default=0)
    # Bars of a simple count end at N: the empty part of the row is those who did not speak of it.
    reach = known[0] if known and single and table.unit in ("participant", "case", "group") else top
    ax.set_xlim(0, max(reach, 1) * (1.06 if single else 1.12))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _position: number(value)))
    ax.grid(axis="x", color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)
    ax.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)


def fitted(label: str) -> str:
    """Cut a label into lines, leave out the signs that the letters of the figure do not hold (emoji)."""
    drawable = " ".join("".join(char for char in label if _drawable(char)).split()) or "?"
    lines = textwrap.wrap(drawable, LABEL_WIDTH)
    if len(lines) > 2:
        lines = [lines[0], textwrap.shorten(" ".join(lines[1:]), LABEL_WIDTH, placeholder="…")]
    return "\n".join(lines)


def _drawable(char: str) -> bool:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return char.isspace() or get_font(findfont(FontProperties())).get_char_index(ord(char)) != 0


def figure_of(ax: "Axes") -> "Figure":
    """Return the figure of axes; raise ``InvalidValue`` for anything else."""
    from matplotlib.figure import Figure

    figure = ax.get_figure(root=True) if hasattr(ax, "get_figure") else None
    if not isinstance(figure, Figure):
        raise InvalidValue(_("This table holds no count to draw."), _("Draw what counting.frequency gives."))
    return figure


def new_axes(height: float, width: float = 7.2) -> "Axes":
    """Return the axes of a new figure that a notebook shows by itself."""
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    class Shown(Axes):
        """Axes that a notebook shows as a picture, though no pyplot was told of them."""

        def _repr_png_(self) -> bytes:
            import io

            made = io.BytesIO()
            figure_of(self).savefig(made, format="png", dpi=110, bbox_inches="tight", metadata={"Software": None})
            return made.getvalue()

    figure = Figure(figsize=(width, min(height, 40)), layout="constrained", facecolor="white")
    return figure.add_subplot(axes_class=Shown)
