"""Saturation: do new interviews still bring new themes? What the count shows, and what it does not prove.

Guest, Namey & Chen 2020, PLOS ONE 15(5): e0232076, doi:10.1371/journal.pone.0232076.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from toolkit.counting.coded import coded
from toolkit.errors import InvalidValue, Refused
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table
from toolkit.i18n import _, n_, number
from toolkit.model.codes import Code, Codebook
from toolkit.model.text import fold

if TYPE_CHECKING:
    from pandas import DataFrame

Policy = Literal["expected", "care", "ask", "contrary"]
BASES: Final = (4, 5, 6)
RUNS: Final = (2, 3)
SHARES: Final = (0.05, 0.0)
ORDERS: Final = 1000
SEED: Final = 20_200_505
SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CONTRARY: Final = ("reflexi", "comprehensi", "recit de vie", "recits de vie", "cours d'action", "cours d action")
CARE: Final = ("ancree", "grounded", "framework", "template", "matri")
UNDECLARED: Final = ("", "non declaree", "undeclared")


@dataclass(frozen=True, slots=True)
class Saturation:
    """One setting: new themes in runs of interviews, out of the themes of the first ones.

    ``ratios`` starts at s = ``base``: the themes first met in interviews s+1…s+run, divided by ``base_themes``.
    ``reached`` is the first s whose ratio is at most ``threshold``, None when none is.
    """

    base: int
    run: int
    threshold: float
    base_themes: int
    new: tuple[int, ...]
    ratios: tuple[float, ...]
    reached: int | None

    @property
    def badge(self) -> str:
        """``6⁺²``: reached at the sixth interview, confirmed by two more; « – » when it is not."""
        return "–" if self.reached is None else f"{self.reached}⁺{str(self.run).translate(SUPERSCRIPTS)}"

    @property
    def cumulative(self) -> tuple[int, ...]:
        """How many themes were met after each interview."""
        total, made = 0, []
        for n in self.new:
            total += n
            made.append(total)
        return tuple(made)

    @property
    def sentence(self) -> str:
        """What was seen, in words."""
        least = len(self.new) - self.run
        if not self.ratios:
            if self.base <= least and not self.base_themes:
                return _("No theme in the first {base} interviews: nothing to compare with.", base=self.base)
            return _(
                "{n} interviews are too few: {needed} at least are needed for this setting.",
                n=number(len(self.new)),
                needed=number(self.base + self.run),
            )
        share = _("{share} %", share=number(100 * self.threshold))
        if self.reached is None:
            return _("Not reached: more than {share} of new themes to the end.", share=share)
        return _(
            "{badge}: at most {share} of new themes after interview {s}.",
            badge=self.badge,
            share=share,
            s=self.reached,
        )

    def __repr__(self) -> str:
        return self.sentence


def saturation(
    themes_by_interview: Iterable[Iterable[Any]], base: int = 4, run: int = 2, threshold: float = 0.05
) -> Saturation:
    """Say when new interviews stop bringing new themes, by one setting of Guest, Namey & Chen 2020.

    The base is the number of different themes in the first ``base`` interviews; for s = base, base + 1…, the ratio is
    the number of themes first met in interviews s+1…s+run, divided by the base. The first ratio at most ``threshold``
    is reported s⁺ʳᵘⁿ. It depends on the order of interviews and on how codes are cut: see ``saturation_of``, which
    prints the 12 settings and random orders. It says nothing of what was not asked.

    Parameters
    ----------
    themes_by_interview
        One set of themes per interview, in the order in which they were held; an empty set counts.
    base, run
        How many interviews make the base, and each run.
    threshold
        Share of new themes, from 0 to 1: 0.05 or 0.

    Raises ``InvalidValue`` for numbers that make no setting.

    Examples
    --------
    >>> met = [{1, 2, 3, 4}, {5, 6, 7}, {8, 9}, {10}, {11}, {1}, {2}, {3}]
    >>> saturation(met, 4, 2, 0.05).ratios
    (0.1, 0.0, 0.0)
    """
    if base < 1 or run < 1 or not 0 <= threshold < 1:
        raise InvalidValue(
            _("These numbers make no setting of saturation."),
            _("Give base and run as numbers of interviews, threshold as a share: 0.05 for 5 %."),
        )
    met: set[Any] = set()
    new = []
    for themes in themes_by_interview:
        fresh = set(themes) - met
        new.append(len(fresh))
        met |= fresh
    return _set(new, base, run, threshold)


def _set(new: Sequence[int], base: int, run: int, threshold: float) -> Saturation:
    size = sum(new[:base]) if len(new) >= base else 0
    ratios: tuple[float, ...] = ()
    if size:
        ratios = tuple(sum(new[s : s + run]) / size for s in range(base, len(new) - run + 1))
    reached = next((base + i for i, ratio in enumerate(ratios) if ratio <= threshold + 1e-12), None)
    return Saturation(base, run, threshold, size, tuple(new), ratios, reached)


@dataclass(frozen=True, slots=True, repr=False)
class SaturationReport:
    """The 12 settings on the interviews of a study; made by ``saturation_of``, drawn by ``plot_saturation``.

    ``low``, ``middle`` and ``high`` are the themes met after each interview in random orders (5 %, median, 95 %).
    """

    interviews: tuple[str, ...]
    settings: tuple[Saturation, ...]
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]
    usual: tuple[tuple[float | None, int], ...]
    orders: int
    level: str
    notes: tuple[str, ...] = ()
    table: Table = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", _table(self))

    @property
    def new(self) -> tuple[int, ...]:
        """How many new themes each interview brings, in the order given."""
        return self.settings[0].new

    @property
    def cumulative(self) -> tuple[int, ...]:
        """How many themes were met after each interview."""
        return self.settings[0].cumulative

    def __repr__(self) -> str:
        return repr(self.table)

    def _repr_html_(self) -> str:
        return self.table._repr_html_()


def saturation_policy(school: str) -> Policy:
    """Tell what a school of analysis makes of saturation: ``expected``, ``care``, ``ask`` or ``contrary``.

    Contrary: reflexive thematic analysis (Braun & Clarke 2021, doi:10.1080/2159676X.2019.1704846), comprehensive
    interview, life stories, course of action. With care: grounded theory, whose saturation is theoretical (of a
    category), and framework or template analysis.

    >>> saturation_policy("théorisation ancrée")
    'care'
    """
    name = fold(school).strip()
    if name in UNDECLARED:
        return "ask"
    if any(word in name for word in CONTRARY):
        return "contrary"
    return "care" if any(word in name for word in CARE) else "expected"


def saturation_of(
    codings: "DataFrame",
    *,
    order: Sequence[str] | None = None,
    school: str | None = None,
    even_so: bool = False,
    coder: str | Sequence[str] | None = None,
    level: Literal["code", "theme"] = "code",
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
    orders: int = ORDERS,
    seed: int = SEED,
) -> SaturationReport:
    """Follow new codes interview after interview: the 12 settings, and what other orders would have given.

    Parameters
    ----------
    codings
        ``study.frame("pieces")``; accepted ones count. The codes are those of today: a merge lowers the past too.
    order
        The ids of the interviews, in the order in which they were held; those without a coding count too. By default
        the coded ones, in the order of the frame.
    school
        The school of analysis of the study. Undeclared or contrary to saturation, ``Refused`` is raised…
    even_so
        … unless this is True; the table then says so first.
    coder, level, codes
        As in ``crosstab``.
    orders, seed
        How many random orders.

    Raises ``Refused``, and ``InvalidValue`` when several coders are there and none is named.
    """
    import numpy as np

    notes = _caution(school, even_so=even_so)
    made = coded(codings, level=level, coder=coder, codes=codes)
    notes += made.notes()
    if "transcript" not in codings.columns:
        raise InvalidValue(
            _("The table lacks the column: {columns}.", columns="transcript"),
            _("Give a frame of codings, for instance study.frame(“pieces”)."),
        )
    text = made.column("transcript")
    present = text.present()
    held = [str(one) for one in (order if order is not None else present)]
    place = {one: i for i, one in enumerate(held)}
    others = [one for one in present if str(one) not in place]
    if order is None:
        notes.append(
            _("Order of the table: give order= with the interviews as they were held; the result depends on it.")
        )
    if others:
        notes.append(
            n_(
                "{n} coded text is left out: it is not in the order given.",
                "{n} coded texts are left out: they are not in the order given.",
                len(others),
            )
        )
    where = np.array([place.get(str(one), -1) for one in text.values] + [-1], dtype=np.int64)[text.codes]
    good = (where >= 0) & (made.code.codes >= 0)
    met = np.zeros((len(held), len(made.code)), dtype=bool)
    met[where[good], made.code.codes[good]] = True
    met = met[:, met.any(axis=0)]
    new = _new(met)
    settings = tuple(_set(new, base, run, threshold) for base in BASES for run in RUNS for threshold in SHARES)
    drawn = _drawn(met, orders if met.shape[1] else 0, seed)
    usual = []
    for one in settings:
        found = [_set(row, one.base, one.run, one.threshold).reached for row in drawn.tolist()]
        usual.append(_middle(found))
    sums = drawn.cumsum(axis=1) if len(drawn) else np.array([np.cumsum(new)])
    low, middle, high = (tuple(float(x) for x in np.quantile(sums, q, axis=0)) for q in (0.05, 0.5, 0.95))
    return SaturationReport(
        interviews=tuple(held),
        settings=settings,
        low=low,
        middle=middle,
        high=high,
        usual=tuple(usual),
        orders=len(drawn),
        level=level,
        notes=tuple(notes) + _cautions(len(held), met.shape[1]),
    )


def _new(met: Any) -> list[int]:
    """Return how many columns are first met in each row."""
    import numpy as np

    if not met.size:
        return [0] * len(met)
    return [int(n) for n in np.bincount(met.argmax(axis=0), minlength=len(met))]


def _drawn(met: Any, orders: int, seed: int) -> Any:
    """Return the new themes of each interview in random orders: orders × interviews."""
    import numpy as np

    rng = np.random.default_rng(seed)
    rows = [_new(met[rng.permutation(len(met))]) for _each in range(orders)]
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(met))


def _middle(found: Sequence[int | None]) -> tuple[float | None, int]:
    """Return the median of what was reached (None when half of the orders do not reach it), and how many do."""
    from statistics import median_low

    known = [value for value in found if value is not None]
    if not found:
        return None, 0
    middle = median_low([float("inf") if value is None else float(value) for value in found])
    return (None if middle == float("inf") else middle), len(known)


def _caution(school: str | None, *, even_so: bool) -> list[str]:
    policy: Policy = "expected" if school is None else saturation_policy(school)
    if policy == "expected":
        return []
    if policy == "care":
        return [
            _(
                "School of analysis: {school}. This counts codes; the saturation that it speaks of is that of each "
                "category, or of meaning: argue for it in a memo.",
                school=school,
            )
        ]
    said = (
        _("The school of analysis of the study is not declared: nothing says that saturation is asked for.")
        if policy == "ask"
        else _("“{school}” does not ask for saturation: themes are made by the analyst, not used up.", school=school)
    )
    if not even_so:
        raise Refused(
            said, _("Declare the school in study.yaml, or count all the same with even_so=True (--even-so).")
        )
    return [said]


def _cautions(interviews: int, themes: int) -> tuple[str, ...]:
    made = []
    if themes and interviews < 6:
        made.append(_("{n} interviews: the first setting needs six (4 + 2).", n=number(interviews)))
    return (
        *made,
        _("“6⁺²”: reached at the sixth interview, confirmed by two more. The base of each setting stays the same."),
        _(
            "What it does not prove: in the draws of the authors, no new theme meant that 87 to 89 % of the themes "
            "of a homogeneous set were known, 69 to 76 % of a heterogeneous one; 5 % meant 78 to 82 % and 62 to 71 %."
        ),
        _(
            "Codes are heard before their meaning is: about 9 interviews for codes, 16 to 24 for meaning "
            "(Hennink et al. 2017). Codes are cut by the analyst, and nobody says what was not asked."
        ),
    )


def _table(report: SaturationReport) -> Table:
    import pandas as pd

    lines = []
    rows: list[tuple[Cell, ...]] = []
    for one, (middle, times) in zip(report.settings, report.usual, strict=True):
        lines.append((one.base, one.run, one.threshold, one.base_themes, one.reached, middle, times, report.orders))
        last = one.ratios[-1] if one.ratios else None
        rows.append(
            (
                one.base,
                one.run,
                _("{share} %", share=number(100 * one.threshold)),
                one.base_themes,
                None if last is None else _("{share} %", share=number(100 * last)),
                one.badge if one.ratios else _("too few"),
                _in_orders(middle, times, report.orders) if one.ratios else None,
            )
        )
    names = ["base", "run", "threshold", "base_themes", "reached", "median_order", "reached_orders", "orders"]
    frame = pd.DataFrame(lines, columns=names)
    for name in ("reached", "median_order"):
        frame[name] = pd.array(frame[name].tolist(), dtype="Float64").astype("Int64")
    met = report.cumulative[-1] if report.cumulative else 0
    counted = n_("{n} theme", "{n} themes", met) if report.level == "theme" else n_("{n} code", "{n} codes", met)
    caption = _(
        "Saturation: {counted} in {N} interviews, 12 settings.",
        counted=counted,
        N=number(len(report.interviews)),
    )
    headings = (
        _("Base (interviews)"),
        _("Run"),
        _("Threshold"),
        _("In the base"),
        _("Last ratio"),
        _("Reached"),
        _("In random orders (median)"),
    )
    facts = (
        (_("Interview"), _("New"), _("Cumulated"), _("Random orders, 5 %"), _("median"), _("95 %")),
        tuple(
            (id, n, total, low, middle, high)
            for id, n, total, low, middle, high in zip(
                report.interviews, report.new, report.cumulative, report.low, report.middle, report.high, strict=True
            )
        ),
    )
    printed = Printed(caption, headings, tuple(rows), report.notes, facts)
    return Table(
        frame=frame, unit="transcript", caption=caption, notes=report.notes, value="reached", printed=printed
    )


def _in_orders(middle: float | None, times: int, orders: int) -> str:
    if not orders:
        return "–"
    share = number(100 * times / orders)
    if middle is None:
        return _("not reached (in {share} % of orders only)", share=share)
    return _("{s} (reached in {share} % of orders)", s=number(middle), share=share)
