"""The timeline of a life as a figure: lanes by domain, what is not sure drawn as such, ages on a second axis.

A figure is made without pyplot. It bears ids of persons only (pseudonyms), and the words of the events.
"""

import textwrap
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from toolkit.coding.events import Life, Placed, caption, domain_name, life, said_when
from toolkit.i18n import _, n_
from toolkit.model import Desk

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK: Final = "#1a1a1a"
FILL: Final = "#0072B2"
SOFT: Final = "#56B4E9"
TURNING: Final = "#D55E00"
"""Okabe & Ito (2008); in grey they differ too, and shapes and hatches say the same."""
WIDTH: Final = 9.0
LETTER: Final = 0.062
"""Inches that a letter of a label takes, rounded up."""
ROW: Final = 0.42
WRAP: Final = 26


def life_timeline(
    desk: Desk, participant: str | None = None, ax: "Axes | None" = None, *, draft: bool = True
) -> "Axes":
    """Draw the events of a person (or of all) along time, one lane a domain.

    A full bar is a date that is known; a hatched bar spans all that an uncertain one may be; an arrow is open on that
    side (before, after). Turning points bear a diamond. Ages stand on a second axis when a trait tells the year of
    birth. Undated events are listed under the figure, never dropped. Do not read durations on hatched bars.

    Parameters
    ----------
    participant
        Id of a person; by default the events of all, each with its id.
    ax
        Where to draw; by default a new figure, found again as ``ax.figure``.
    draft
        Stamp « document de travail ».
    """
    lived = life(desk, participant)
    low, high = _bounds(lived)
    inch = (high - low) / _width(ax)
    rows, lanes = _laid(lived, low, high, inch)
    undated = _undated(lived)
    height = 1.5 + ROW * max(len(set(rows.values())), 2) + 0.17 * (undated.count("\n") + 1 if undated else 0)
    drawn = ax if ax is not None else _new_axes(height)
    for one in lived.placed:
        _draw(drawn, one, rows[one.event.id], (low, high, inch), named=participant is None)
    total = sum(size for _domain, size in lanes)
    _lanes(drawn, lanes)
    drawn.set_xlim(low, high)
    drawn.set_ylim(max(total, 1) - 0.5, -0.75)
    drawn.set_xlabel("\n".join(filter(None, (caption(lived), _legend(), undated))), fontsize=9, loc="left")
    drawn.xaxis.label.set_parse_math(False)
    if lived.placed:
        _years(drawn, low, high)
    else:
        drawn.set_xticks([])  # years that nobody told would be read as known
    if lived.born is not None and lived.placed:
        _ages(drawn, lived.born)
    if not lived.placed:
        drawn.text(0.5, 0.5, _("No dated event yet."), transform=drawn.transAxes, ha="center", va="center")
    if draft:
        drawn.annotate(
            _("working document"),
            xy=(1, 1),
            xycoords="axes fraction",
            xytext=(0, 5 if lived.born is None else 26),
            textcoords="offset points",
            ha="right",
            va="bottom",
            fontsize=9,
            style="italic",
            color="#767676",
        )
    return drawn


def timeline_text(desk: Desk, participant: str | None = None, *, most: int | None = None) -> str:
    """Return what the figure says, in words, for those who cannot see it (alt text).

    With ``most``, no more events than that are told, and the text says that the others are in the file.
    """
    lived = life(desk, participant)
    events = [*(one.event for one in lived.placed), *lived.undated]
    said = "; ".join(_("{when}: {event}", when=said_when(one), event=one.text) for one in events[:most])
    told = _("Timeline. {caption} {events}", caption=caption(lived), events=said).strip()
    left = len(events[most:]) if most is not None else 0
    if not left:
        return told
    rest = n_("… {n} more event is in the file.", "… {n} more events are in the file.", left)
    return f"{told} {rest}"


def _legend() -> str:
    return _("Full: date known. Hatched: somewhere in between. Arrow: open. Diamond: turning point.")


def _undated(lived: Life) -> str:
    """Return the list of what has no place in time."""
    if not lived.undated:
        return ""
    told = []
    for one in lived.undated:
        who = f"{one.participant} : " if lived.participant is None and one.participant else ""
        age = f" ({said_when(one)})" if one.age is not None else ""
        told.append(_fitted(f"{who}{one.text}{age}", 10_000))
    return textwrap.fill(_("Undated: {events}", events=" ; ".join(told)), 118)


def _width(ax: "Axes | None") -> float:
    """Return how many inches wide the drawing is: labels are laid out before it is drawn."""
    if ax is None:
        return WIDTH - 1.6
    return max(float(ax.get_position().width * _figure_of(ax).get_figwidth()), 1.0)


def _bounds(lived: Life) -> tuple[float, float]:
    """Return the days where the axis begins and ends, a margin on each side, room for the last labels."""
    days = [day for one in lived.placed for day in (one.low or one.start, one.high or one.end, one.start, one.end)]
    if not days:
        today = date.today().toordinal()
        return today - 3650, today
    first, last = min(days).toordinal(), max(days).toordinal()
    margin = max((last - first) * 0.06, 200)
    return first - margin, last + margin


def _label(one: Placed, *, named: bool) -> str:
    who = f"{one.event.participant} : " if named and one.event.participant else ""
    return _fitted(who + one.event.text, WRAP)


def _laid(lived: Life, low: float, high: float, inch: float) -> tuple[dict[str, int], list[tuple[str, int]]]:
    """Give each event a row of its lane where neither its bar nor its label meets another; return the lanes too."""
    rows: dict[str, int] = {}
    lanes: list[tuple[str, int]] = []
    first = 0
    for domain in lived.domains:
        taken: list[list[tuple[float, float]]] = []
        for one in lived.placed:
            if one.event.domain != domain:
                continue
            start, end = _reach(one, low, high)
            label = _label(one, named=lived.participant is None)
            wide = max(map(len, label.split("\n"))) * LETTER * inch
            left, right = _where(start, end, wide, low, high, inch)
            span = (min(start, left) - 0.08 * inch, max(end, right) + 0.08 * inch)
            free = (n for n, row in enumerate(taken) if all(span[1] < a or span[0] > b for a, b in row))
            n = next(free, len(taken))
            if n == len(taken):
                taken.append([])
            taken[n].append(span)
            rows[one.event.id] = first + n
        lanes.append((domain, len(taken)))
        first += len(taken)
    return rows, lanes


def _reach(one: Placed, low: float, high: float) -> tuple[float, float]:
    """Return the days that the bar of an event covers, the open ends a little beyond what is known."""
    beyond = (high - low) * 0.035
    start = one.low.toordinal() if one.low else one.start.toordinal() - beyond
    end = one.high.toordinal() if one.high else one.end.toordinal() + beyond
    return min(start, one.start.toordinal()), max(end, one.end.toordinal())


def _where(start: float, end: float, wide: float, low: float, high: float, inch: float) -> tuple[float, float]:
    """Return where the label stands: right of the bar, or left of it where the figure ends."""
    gap = 0.16 * inch
    if end + gap + wide <= high or start - gap - wide < low:
        return end + gap, end + gap + wide
    return start - gap - wide, start - gap


def _draw(ax: "Axes", one: Placed, row: int, scale: tuple[float, float, float], *, named: bool) -> None:
    low, high, inch = scale
    start, end = _reach(one, low, high)
    known = (one.start.toordinal(), one.end.toordinal())
    turning = one.event.kind == "turning point"
    color = TURNING if turning else FILL
    if one.certain:
        ax.barh(row, max(known[1] - known[0], 0.03 * inch), left=known[0], height=0.34, color=color, linewidth=0)
    else:
        ax.barh(row, end - start, left=start, height=0.34, color="white", edgecolor=color, hatch="/////", linewidth=1)
    for open_end, at, sign in ((one.low is None, start, -1), (one.high is None, end, 1)):
        if open_end:
            ax.plot(at + sign * 0.05 * inch, row, marker=">" if sign > 0 else "<", color=color, markersize=7)
    if turning:
        ax.plot((known[0] + known[1]) / 2, row, marker="D", markersize=7, color=INK, markerfacecolor="white")
    label = _label(one, named=named)
    wide = max(map(len, label.split("\n"))) * LETTER * inch
    left, right = _where(start, end, wide, low, high, inch)
    before = right <= start
    text = ax.text(right if before else left, row, label, ha="right" if before else "left", va="center", fontsize=8)
    text.set(parse_math=False, linespacing=0.95, color=INK)


def _lanes(ax: "Axes", lanes: list[tuple[str, int]]) -> None:
    at, ticks, names = 0, [], []
    for n, (domain, size) in enumerate(lanes):
        if n % 2 == 0:
            ax.axhspan(at - 0.5, at + size - 0.5, color="#f3f3f3", zorder=0, linewidth=0)
        ticks.append(at + (size - 1) / 2)
        names.append(_fitted(domain_name(domain), 16))
        at += size
    ax.set_yticks(ticks, labels=names, fontsize=9)
    for text in ax.get_yticklabels():
        text.set_parse_math(False)
    ax.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)


def _years(ax: "Axes", low: float, high: float) -> None:
    first, last = date.fromordinal(max(int(low), 1)).year, date.fromordinal(int(high)).year
    step = _step(low, high)
    years = [year for year in range(first - first % step, last + 1, step) if year >= 1]
    days = [date(year, 1, 1).toordinal() for year in years]
    shown = [(day, year) for day, year in zip(days, years, strict=True) if low <= day <= high]
    ax.set_xticks([day for day, _year in shown], labels=[str(year) for _day, year in shown], fontsize=9)
    ax.grid(axis="x", color="#d5d5d5", linewidth=0.6)
    ax.set_axisbelow(True)


def _step(low: float, high: float) -> int:
    """Return how many years part two ticks."""
    years = (high - low) / 365.25
    return next((step for step in (1, 2, 5, 10, 20, 50, 100) if years / step <= 12), 500)


def _ages(ax: "Axes", born: int) -> None:
    """Set the ages on top: a person is so old during the year that begins there, from a birthday on."""
    above = ax.secondary_xaxis("top")
    low, high = ax.get_xlim()
    ages = range(0, max(date.fromordinal(int(high)).year - born, 0) + 1, _step(low, high))
    kept = [(day, age) for age in ages if low <= (day := date(born + age, 1, 1).toordinal()) <= high]
    above.set_xticks([day for day, _age in kept], labels=[str(age) for _day, age in kept], fontsize=9)
    above.set_xlabel(_("Age reached in the year (born in {year})", year=born), fontsize=9)
    above.spines["top"].set_visible(False)


def _fitted(label: str, width: int) -> str:
    """Cut a label into two lines at most; leave out the signs that the letters of the figure do not hold (emoji)."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties()))
    kept = "".join(char for char in label if char.isspace() or font.get_char_index(ord(char)))
    lines = textwrap.wrap(" ".join(kept.split()) or "?", width)
    if len(lines) > 2:
        lines = [lines[0], textwrap.shorten(" ".join(lines[1:]), width, placeholder="…")]
    return "\n".join(lines)


def _figure_of(ax: "Axes") -> "Figure":
    figure: Any = ax.get_figure(root=True)
    return figure  # type: ignore[no-any-return]


def _new_axes(height: float) -> "Axes":
    """Return the axes of a new figure that a notebook shows by itself."""
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    class Shown(Axes):
        """Axes that a notebook shows as a picture, though no pyplot was told of them."""

        def _repr_png_(self) -> bytes:
            import io

            made = io.BytesIO()
            _figure_of(self).savefig(made, format="png", dpi=110, bbox_inches="tight", metadata={"Software": None})
            return made.getvalue()

    figure = Figure(figsize=(WIDTH, min(height, 40)), layout="constrained", facecolor="white")
    return figure.add_subplot(axes_class=Shown)


__all__ = ["life_timeline", "timeline_text"]
