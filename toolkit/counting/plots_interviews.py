"""Figures that follow interviews: the codes along one, the themes of each person, what each one adds."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from toolkit.counting.coded import Coded, coded
from toolkit.counting.evidence import need
from toolkit.counting.plots import HATCHES, PALETTE, figure_of, fitted, new_axes
from toolkit.counting.plots_parts import described, nothing, plain, quiet, stamp
from toolkit.errors import InvalidValue, UnknownName
from toolkit.i18n import _, n_, number
from toolkit.model.codes import Code, Codebook

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from pandas import DataFrame

    from toolkit.counting.saturating import SaturationReport

OTHERS = "#bbbbbb"


def plot_timeline(
    codings: "DataFrame",
    transcript: str,
    ax: "Axes | None" = None,
    *,
    turns: "DataFrame",
    coder: str | Sequence[str] | None = None,
    level: Literal["code", "theme"] = "code",
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
    most: int = 25,
    draft: bool = True,
) -> "Axes":
    """Draw where each code is put along one interview, from its first word to its last.

    One line per code, in the order of first appearance; below, who speaks (the interviewer in grey). The axis is the
    place in the text: equal lengths are equal numbers of characters, not of minutes; turns are numbered as people
    cite them.

    Parameters
    ----------
    codings
        ``study.frame("pieces")``; accepted ones only.
    transcript
        The id of the interview.
    turns
        ``study.frame("turns")``.
    coder, level, codes
        As in ``crosstab``.
    most
        How many codes to draw at most, those with most characters first.

    Raises ``UnknownName`` for a text that is not there, ``InvalidValue`` when several coders are there.
    """
    need(turns, ("transcript", "turn", "start", "end"), _("Give study.frame(“turns”) with turns=."))
    need(codings, ("transcript", "start", "end"), _("Give a frame of codings, for instance study.frame(“pieces”)."))
    told = turns[turns["transcript"] == transcript].sort_values("start")
    if told.empty:
        raise UnknownName(str(transcript), sorted(str(one) for one in turns["transcript"].unique()))
    made = coded(codings, level=level, coder=coder, codes=codes)
    here = _spans(made, transcript)
    sizes = {code: sum(end - start for start, end in spans) for code, spans in here.items()}
    kept = sorted(sizes, key=lambda code: -sizes[code])[:most]
    kept.sort(key=lambda code: min(start for start, _end in here[code]))
    entries = {entry.code: entry for entry in made.entries}
    drawn = ax if ax is not None else new_axes(1.9 + 0.34 * max(len(kept), 2), 9.0)
    if not kept:
        return nothing(drawn, _("No accepted coding in this text yet."))
    themes = list(dict.fromkeys(entries[code].theme for code in kept))
    names = {code: fitted(entries[code].label) for code in kept}
    for row, code in enumerate(kept):
        place = themes.index(entries[code].theme)
        drawn.broken_barh(
            [(start, max(end - start, 1)) for start, end in here[code]],
            (row - 0.36, 0.72),
            facecolor=PALETTE[place % len(PALETTE)],
            hatch=HATCHES[place % len(HATCHES)] or None,
            edgecolor="black",
            linewidth=0.3,
        )
    bottom = len(kept)
    asking = told["role"] == "interviewer" if "role" in told.columns else told["turn"] < 0
    for is_asking, color in ((True, OTHERS), (False, "#333333")):
        part = told[asking == is_asking]
        drawn.broken_barh(
            list(zip(part["start"].tolist(), (part["end"] - part["start"]).tolist(), strict=True)),
            (bottom - 0.2, 0.4),
            facecolor=color,
            linewidth=0,
        )
    last = int(told["end"].max())
    drawn.set_xlim(0, last)
    drawn.set_ylim(bottom + 0.6, -0.6)
    drawn.set_yticks(range(bottom + 1), labels=[*names.values(), _("who speaks (grey: interviewer)")], fontsize=8)
    plain(*drawn.get_yticklabels())
    starts = told.drop_duplicates("turn")
    step = max(1, -(-len(starts) // 12))
    shown = starts.iloc[::step]
    drawn.set_xticks(shown["start"].tolist(), labels=[str(turn) for turn in shown["turn"]], fontsize=8)
    drawn.tick_params(axis="y", length=0)
    drawn.grid(axis="x", color="#e5e5e5", linewidth=0.6)
    quiet(drawn)
    title = _("{transcript}: number of the turn (length: characters)", transcript=str(transcript))
    if len(here) > len(kept):
        title += "\n" + _("The {shown} most present codes out of {total}.", shown=len(kept), total=len(here))
    drawn.set_xlabel(title, parse_math=False)
    stamp(drawn, draft=draft)
    said = "; ".join(
        n_("{label}: {n} extract", "{label}: {n} extracts", len(here[code]), label=names[code]) for code in kept
    )
    return described(
        drawn, _("Codes along {transcript}. {numbers}.", transcript=str(transcript), numbers=said.replace("\n", " "))
    )


def _spans(made: Coded, transcript: Any) -> dict[str, list[tuple[int, int]]]:
    """Return the extracts of each code in a text, those that overlap joined."""
    text = made.column("transcript")
    wanted = [i for i, value in enumerate(text.values) if value == transcript]
    rows = text.codes == (wanted[0] if wanted else -2)
    found: dict[str, list[tuple[int, int]]] = {}
    starts, ends = made.values("start")[rows].tolist(), made.values("end")[rows].tolist()
    for code, start, end in sorted(zip(made.code.codes[rows].tolist(), starts, ends, strict=True)):
        if code < 0:
            continue
        spans = found.setdefault(made.code.values[code], [])
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return found


def plot_strips(
    codings: "DataFrame",
    ax: "Axes | None" = None,
    *,
    turns: "DataFrame",
    coder: str | Sequence[str] | None = None,
    level: Literal["code", "theme"] = "theme",
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
    most: int = 5,
    draft: bool = True,
) -> "Axes":
    """Draw one strip per person, its words from first to last, coloured by theme: who speaks of what, and when.

    A strip is all that one person says (interviewer left out), set to the same length for all: « at a third of what
    she says ». Its number of words is written at the end. Where themes overlap, each has a part of the height.

    Parameters
    ----------
    codings, turns, coder, level, codes
        As in ``plot_timeline``.
    most
        How many themes have their colour (six at most), the most present first; the others are grey.
    """
    need(turns, ("transcript", "participant", "start", "end"), _("Give study.frame(“turns”) with turns=."))
    need(
        codings,
        ("transcript", "participant", "start", "end"),
        _("Give a frame of codings, for instance study.frame(“pieces”)."),
    )
    if not 1 <= most <= len(PALETTE):
        raise InvalidValue(_("From one to six themes can be told apart."), _("Choose most= between 1 and 6."))
    said = turns[turns["participant"].notna()]
    if "role" in said.columns:
        said = said[said["role"] != "interviewer"]
    said = said.sort_values(["participant", "transcript", "start"], kind="stable")
    people = list(dict.fromkeys(said["participant"]))
    drawn = ax if ax is not None else new_axes(2.0 + 0.36 * max(len(people), 2), 9.0)
    if not people:
        return nothing(drawn, _("Nobody speaks in these texts."))
    made = coded(codings, level=level, coder=coder, codes=codes)
    strips = _strips(made, said)
    weight: dict[str, float] = {}
    for spans in strips.values():
        for code, low, high in spans:
            weight[code] = weight.get(code, 0) + high - low
    shown = sorted(weight, key=lambda code: (-weight[code], code))[:most]
    names = {entry.code: entry.label for entry in made.entries}
    for row, person in enumerate(people):
        drawn.broken_barh([(0, 1)], (row - 0.38, 0.76), facecolor="#f4f4f4", edgecolor="#bbbbbb", linewidth=0.5)
        lanes: list[tuple[int, str | None]] = [*enumerate(shown), (len(shown), None)]
        for place, wanted in lanes:
            part = [
                (low, high - low)
                for one, low, high in strips.get(person, ())
                if one == wanted or (wanted is None and one not in shown)
            ]
            lane = 0.76 / (len(shown) + 1)
            if part:
                drawn.broken_barh(
                    part,
                    (row - 0.38 + place * lane, lane),
                    facecolor=OTHERS if wanted is None else PALETTE[place],
                    hatch=None if wanted is None else HATCHES[place] or None,
                    edgecolor="black",
                    linewidth=0.2,
                )
    words = said.groupby("participant")["words"].sum().to_dict() if "words" in said.columns else {}
    for row, person in enumerate(people):
        if person in words:
            count = n_("{n} word", "{n} words", int(words[person]))
            drawn.annotate(
                count,
                (1, row),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
                annotation_clip=False,
            )
    drawn.set_yticks(range(len(people)), labels=[str(person) for person in people], fontsize=8)
    plain(*drawn.get_yticklabels())
    drawn.set_ylim(len(people) - 0.4, -0.6)
    drawn.set_xlim(0, 1)
    drawn.set_xticks([0, 0.25, 0.5, 0.75, 1], labels=[_("beginning"), "¼", "½", "¾", _("end")])
    drawn.tick_params(axis="y", length=0)
    quiet(drawn)
    drawn.set_xlabel(_("What each person says, from beginning to end ({n} people)", n=number(len(people))))
    if shown:
        _key(
            drawn,
            [fitted(str(names.get(code, code))) for code in shown],
            others=len(weight) > len(shown),
            ours=ax is None,
        )
    else:
        drawn.set_title(_("No accepted coding to count yet."), fontsize=9, loc="left")
    stamp(drawn, draft=draft)
    told = "; ".join(
        _("{label}: {n} of {N}", label=names.get(code, code), n=_voices(strips, code), N=len(people))
        for code in shown
    )
    return described(drawn, _("Strips of themes, one per person. People who speak of each: {numbers}.", numbers=told))


def _voices(strips: dict[Any, list[tuple[str, float, float]]], code: str) -> int:
    return sum(any(one == code for one, _low, _high in spans) for spans in strips.values())


def _strips(made: Coded, said: "DataFrame") -> dict[Any, list[tuple[str, float, float]]]:
    """Return ``(code, low, high)`` of each person, in shares of what they say; only what lies in their own turns."""
    places: dict[Any, list[tuple[Any, int, int, int]]] = {}
    total: dict[Any, int] = {}
    columns = ["participant", "transcript", "start", "end"]
    for person, text, start, end in said[columns].itertuples(index=False, name=None):
        before = total.get(person, 0)
        places.setdefault((person, text), []).append((start, end, before, end - start))
        total[person] = before + end - start
    found: dict[Any, list[tuple[str, float, float]]] = {}
    rows = made.pieces()
    for person, text, start, end, code in rows[[*columns, "code"]].itertuples(index=False, name=None):
        for low, high, before, _length in places.get((person, text), ()):
            first, last = max(low, start), min(high, end)
            if first < last and isinstance(code, str):
                share = total[person]
                found.setdefault(person, []).append(
                    (code, (before + first - low) / share, (before + last - low) / share)
                )
    return found


def _key(ax: "Axes", names: list[str], *, others: bool, ours: bool) -> None:
    from matplotlib.patches import Patch

    handles = [
        Patch(facecolor=PALETTE[i], hatch=HATCHES[i] or None, edgecolor="black", linewidth=0.3, label=name)
        for i, name in enumerate(names)
    ]
    if others:
        handles.append(Patch(facecolor=OTHERS, label=_("others")))
    if ours:
        legend = figure_of(ax).legend(handles=handles, loc="outside upper left", ncols=3, fontsize=8, frameon=False)
    else:
        legend = ax.legend(handles=handles, fontsize=8)
    plain(*legend.get_texts())


def plot_saturation(
    report: "SaturationReport", ax: "Axes | None" = None, *, merges: Sequence[int] = (), draft: bool = True
) -> "Axes":
    """Draw what each interview adds: bars of new codes, cumulated line, band of random orders.

    The band holds 90 % of the random orders, the dotted line their median: a line that leaves it says that the order
    of interviews matters. A flat end is no proof that nothing is left to hear: see the notes of the report.

    Parameters
    ----------
    report
        What ``saturation_of`` gave.
    merges
        After which interviews (1, 2…) codes were merged: marked on the axis. A merge lowers the past too.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    drawn = ax if ax is not None else new_axes(4.4)
    count = len(report.interviews)
    if not count or not report.cumulative[-1]:
        return nothing(drawn, _("No accepted coding to count yet."))
    xs = list(range(1, count + 1))
    if report.orders:
        drawn.fill_between(
            xs, report.low, report.high, color="#56B4E9", alpha=0.35, linewidth=0, label=_("random orders (90 %)")
        )
        drawn.plot(xs, report.middle, color="#0072B2", linestyle=":", linewidth=1.6, label=_("random orders, median"))
    themes = report.level == "theme"
    drawn.bar(
        xs,
        report.new,
        color=PALETTE[1],
        edgecolor="black",
        linewidth=0.5,
        width=0.7,
        label=_("new themes") if themes else _("new codes"),
    )
    # Inside the bars, where the cumulated line does not cross them.
    for x, n in zip(xs, report.new, strict=True):
        words: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": 8, "zorder": 6}
        drawn.annotate(number(n), (x, 0), xytext=(0, 2), textcoords="offset points", **words)
    drawn.plot(xs, report.cumulative, color="black", marker="o", markersize=4, linewidth=1.6, label=_("cumulated"))
    drawn.annotate(
        number(report.cumulative[-1]),
        (count, report.cumulative[-1]),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        fontsize=9,
    )
    usual = report.settings[0]
    if usual.reached is not None:
        drawn.axvline(usual.reached, color="#555555", linestyle="--", linewidth=1)
        drawn.annotate(
            usual.badge,
            (usual.reached, 0.4),
            xycoords=("data", "axes fraction"),
            xytext=(4, 0),
            textcoords="offset points",
            fontsize=10,
            bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"},
        )
    for at in merges:
        drawn.axvline(at + 0.5, color="#CC79A7", linestyle="-.", linewidth=1)
        drawn.annotate(
            _("merge of codes"),
            (at + 0.5, 0.98),
            xycoords=("data", "axes fraction"),
            xytext=(3, 0),
            textcoords="offset points",
            rotation=90,
            va="top",
            fontsize=8,
        )
    step = max(1, -(-count // 20))
    drawn.set_xticks(xs[::step], labels=[fitted(id) for id in report.interviews[::step]], fontsize=8)
    if count > 8 or max(len(id) for id in report.interviews) > 6:
        drawn.tick_params(axis="x", labelrotation=45)
    plain(*drawn.get_xticklabels())
    drawn.set_xlim(0.4, count + 0.9)
    drawn.set_ylim(0, max(*report.high, report.cumulative[-1]) * 1.12)
    drawn.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    drawn.yaxis.set_major_formatter(FuncFormatter(lambda value, _position: number(value)))
    drawn.grid(axis="y", color="#e5e5e5", linewidth=0.6)
    quiet(drawn, keep=("bottom", "left"))
    drawn.set_ylabel(_("Number of themes") if themes else _("Number of codes"))
    title = _("Interviews, in the order given (N = {N})", N=number(count))
    title += "\n" + _("Base 4, runs of 2, 5 %: {sentence}", sentence=usual.sentence)
    drawn.set_xlabel(title, parse_math=False)
    if ax is None:
        figure_of(drawn).legend(loc="outside upper left", ncols=2, fontsize=8, frameon=False)
    else:
        drawn.legend(fontsize=8)
    stamp(drawn, draft=draft)
    said = "; ".join(f"{id}: {number(n)}" for id, n in zip(report.interviews, report.new, strict=True))
    return described(
        drawn, _("Bars and line. {caption} New ones: {numbers}.", caption=report.table.caption, numbers=said)
    )
