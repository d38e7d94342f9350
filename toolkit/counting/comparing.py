"""Groups compared, when it is asked for: what differs, what chance could do, and when nothing can be concluded.

The ordinary matrix (``crosstab``) never tests. Here a test is shown only where it could have concluded.
"""

from collections.abc import Iterable, Sequence
from math import prod
from typing import TYPE_CHECKING, Any, Final

from toolkit.counting.evidence import joined, modalities, need, with_modality
from toolkit.counting.frequencies import Level, frequency
from toolkit.counting.small_numbers import (
    METHODS,
    SEED,
    TABLES,
    Method,
    Tested,
    adjust,
    difference_interval,
    permutation,
    smallest_p,
    tested,
)
from toolkit.counting.wording import counted_in
from toolkit.errors import InvalidValue
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table, bare
from toolkit.i18n import _, n_, number
from toolkit.model.codes import Code, Codebook
from toolkit.model.units import Unit

if TYPE_CHECKING:
    from pandas import DataFrame

BY_PERSON: Final = ("participant", "turn", "segment", "words", "characters")
MOST_GROUPS: Final = 6


def compare(
    codings: "DataFrame",
    *,
    by: str,
    among: "DataFrame",
    unit: Unit = "participant",
    coder: str | Sequence[str] | None = None,
    level: Level = "code",
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
    turns: "DataFrame | None" = None,
    method: Method = "holm",
    alpha: float = 0.05,
    draws: int = 2000,
    seed: int = SEED,
) -> Table:
    """Compare groups of people, code by code: n of N, the gap with its interval, p where a test can conclude.

    What is independent is a person. Counting people, p is Fisher's (Freeman & Halton's beyond two groups); counting
    turns, extracts or words, each person has one number and people are shared out again. A test is hidden when even
    the most extreme table with these margins would give p > ``alpha``; those hidden are not among the tests that
    ``method`` corrects for (Tarone 1990, Biometrics 46(2), doi:10.2307/2531456). The interval of the gap comes from
    drawing people again within each group. There is no test for one or two cases, for a trait that belongs to cases,
    nor for people heard together in a group. A gap between small groups describes these people; read their extracts.

    Parameters
    ----------
    codings
        ``study.frame("pieces")``.
    by
        A trait of the people, or ``"case"``. People without the trait are left out, and said.
    among
        ``study.frame("participants")``: who could have spoken of it.
    unit
        ``"participant"`` (do they voice it?), or how much each one says: ``"turn"``, ``"segment"``, ``"words"``,
        ``"characters"``.
    turns
        ``study.frame("turns")``: tells who was heard in a group without being coded there.
    method, alpha
        The correction for several codes (``"holm"``, ``"bh"``), and the level.
    draws, seed
        Of the bootstrap and of drawn permutations.

    Returns a table: ``frame`` has one line per code and group (``n N``, and ``mean`` per person), ``totals`` one line
    per code: ``difference low high`` (first group minus second, from −1 to 1 for people), ``p smallest_p
    p_adjusted``.

    Raises ``InvalidValue`` (several coders and none named, an unknown unit or correction), ``UnknownName``.
    """
    import pandas as pd

    if unit not in BY_PERSON:
        raise InvalidValue(
            _("Groups of people are not compared by “{unit}”.", unit=unit),
            _("Choose one of: {allowed}.", allowed=", ".join(BY_PERSON)),
        )
    if method not in METHODS:
        adjust([], method)
    if not 0 < alpha < 1:
        raise InvalidValue(_("A level lies between 0 and 1."), _("Write for instance alpha=0.05."))
    need(among, ("participant",), _("Give study.frame(“participants”) with among=."))
    counted = frequency(codings, by=by, among=among, coder=coder, level=level, codes=codes)
    rows = counted.pieces
    assert counted.totals is not None
    assert rows is not None
    members = _members(among, by)
    groups = list(members)
    heads = counted.totals[["code", "code_label", "theme"]]
    values = _values(rows, unit, heads["code"].tolist(), members)
    why = _why_no_test(groups, members, by, among, codings, turns, alpha, unit)
    long, lines = [], []
    for code, label, theme in heads.itertuples(index=False, name=None):
        parts = [values[code][group] for group in groups]
        for group, part in zip(groups, parts, strict=True):
            mean = sum(part) / len(part) if part else None
            long.append((code, label, theme, group, sum(part), len(part), mean))
        lines.append((code, label, theme, *_line(parts, unit, why is None, alpha, draws, seed)))
    names = ["code", "code_label", "theme", "n", "N", "difference", "low", "high", "p", "smallest_p", "exact"]
    totals = pd.DataFrame(lines, columns=names).astype({"n": "Int64", "N": "Int64"})
    totals["p_adjusted"] = pd.array(
        adjust([None if bare(p) is None else float(p) for p in totals["p"]], method), dtype="Float64"
    )
    for name in ("difference", "low", "high", "p", "smallest_p"):
        totals[name] = pd.array(totals[name].tolist(), dtype="Float64")
    shown = pd.DataFrame(long, columns=["code", "code_label", "theme", by, "n", "N", "mean"])
    shown = shown.astype({"n": "Int64", "N": "Int64", "mean": "Float64", by: object})
    left_out = len(among) - sum(len(part) for part in members.values())
    notes = _notes(counted.notes, totals, why, unit, groups, members, method, alpha, left_out, by)
    size = sum(len(part) for part in members.values())
    caption = _(
        "Comparison by “{trait}”: {counted}, N = {N}.", trait=_said(by), counted=counted_in(unit), N=number(size)
    )
    printed = Printed(
        caption, *_printed(shown, totals, groups, members, by, unit, tests=why is None), notes, _facts(totals)
    )
    return Table(
        frame=shown,
        unit=unit,
        caption=caption,
        notes=notes,
        by=by,
        totals=totals,
        pieces=rows,
        printed=printed,
    )


def _said(by: str) -> str:
    return _("Case") if by == "case" else by


def _members(among: "DataFrame", by: str) -> dict[Any, list[Any]]:
    """Return who is in each group, in reading order; those whose trait is not given are in none."""
    told = with_modality(among, by, among).drop_duplicates("participant")
    missing = _("not given")
    made: dict[Any, list[Any]] = {group: [] for group in modalities(told["modality"]) if group != missing}
    for person, group in zip(told["participant"], told["modality"], strict=True):
        if group != missing:
            made[group].append(person)
    return made


def _values(
    rows: "DataFrame", unit: str, codes: list[str], members: dict[Any, list[Any]]
) -> dict[str, dict[Any, list[int]]]:
    """Return one number per person: 1 or 0 for people, else how many turns, extracts or words."""
    keys = ["code", "participant"]
    if unit == "participant":
        counted: dict[Any, Any] = dict.fromkeys(rows[keys].itertuples(index=False, name=None), 1)
    elif unit == "turn":
        need(rows, ("transcript", "turn"), _("Give a frame of codings, for instance study.frame(“pieces”)."))
        counted = rows[[*keys, "transcript", "turn"]].drop_duplicates().groupby(keys, sort=False).size().to_dict()
    else:
        counted = joined(rows, keys).groupby(keys, sort=False)[unit].sum().to_dict()
    return {
        code: {group: [int(counted.get((code, one), 0)) for one in people] for group, people in members.items()}
        for code in codes
    }


def _why_no_test(
    groups: list[Any],
    members: dict[Any, list[Any]],
    by: str,
    among: "DataFrame",
    codings: "DataFrame",
    turns: "DataFrame | None",
    alpha: float,
    unit: str,
) -> str | None:
    """Return the sentence that says why nothing is tested, None when something may be."""
    sizes = [len(members[group]) for group in groups]
    if len(groups) < 2:
        return _("Fewer than two groups hold somebody: there is nothing to compare.")
    cases = among["case"].nunique() if "case" in among.columns else 0
    if by == "case" and len(groups) <= 2:
        return _("Comparison of cases, no test: two cases are two stories, not a sample.")
    if by != "case" and cases:
        among_cases = among[among["case"].notna()].groupby("case", sort=False)[by]
        if len(among) > cases and bool((among_cases.nunique(dropna=False) == 1).all()):
            if cases <= 2:
                return _("Comparison of cases, no test: two cases are two stories, not a sample.")
            return _(
                "“{trait}” belongs to the cases, not to the people: people of one case are not independent. No test.",
                trait=by,
            )
    together = _heard_together(codings, turns) & {one for people in members.values() for one in people}
    if together:
        return n_(
            "{n} person was heard in a group: people who speak together are not independent. No test.",
            "{n} people were heard in a group: people who speak together are not independent. No test.",
            len(together),
        )
    if len(groups) > MOST_GROUPS:
        return _(
            "“{trait}” makes {n} groups: put some together before testing anything.",
            trait=_said(by),
            n=number(len(groups)),
        )
    low = smallest_p(sizes)
    if low > alpha and unit == "participant":
        said = " / ".join(number(size) for size in sizes)
        return _(
            "No test: with {sizes} people, the smallest p that could ever come out is {p}. "
            "Whatever people say, it cannot conclude.",
            sizes=said,
            p=_p(low),
        )
    return None


def _heard_together(codings: "DataFrame", turns: "DataFrame | None") -> set[Any]:
    found: set[Any] = set()
    for frame in (codings, turns):
        if frame is not None and {"kind", "participant"} <= set(frame.columns):
            said = frame[frame["kind"] == "group"]
            if "role" in said.columns:
                said = said[said["role"] != "interviewer"]
            found |= set(said["participant"].dropna())
    return found


def _line(
    parts: list[list[int]], unit: str, tests: bool, alpha: float, draws: int, seed: int
) -> tuple[int, int, float | None, float | None, float | None, float | None, float | None, bool]:
    """Return ``n N difference low high p smallest exact`` of one code."""
    n, N = sum(sum(part) for part in parts), sum(len(part) for part in parts)
    difference, interval = None, None
    if len(parts) == 2:
        means = [sum(part) / len(part) for part in parts]
        difference = means[0] - means[1]
        interval = difference_interval(parts[0], parts[1], draws=draws, seed=seed)
    low, high = interval or (None, None)
    if not tests:
        return n, N, difference, low, high, None, None, True
    found = _tested(parts, unit, draws, seed)
    p = found.p if found.smallest <= alpha else None
    return n, N, difference, low, high, p, found.smallest, found.exact


def _tested(parts: list[list[int]], unit: str, draws: int, seed: int) -> Tested:
    if unit == "participant" and prod(len(part) + 1 for part in parts) <= TABLES:
        return tested([sum(part) for part in parts], [len(part) for part in parts])
    values = [value for part in parts for value in part]
    groups = [i for i, part in enumerate(parts) for _value in part]
    if len(set(values)) < 2:
        return Tested(1.0, 1.0)
    return permutation(values, groups, draws=max(draws, 1999), seed=seed)


def _p(value: float) -> str:
    """Write a p as the field does: three digits, « < ,001 » below."""
    return _("< {least}", least=number(0.001, 3)) if value < 0.001 else number(value, 4 if value < 0.1 else 3)


def _notes(
    counted: Sequence[str],
    totals: "DataFrame",
    why: str | None,
    unit: str,
    groups: list[Any],
    members: dict[Any, list[Any]],
    method: str,
    alpha: float,
    left_out: int,
    by: str,
) -> tuple[str, ...]:
    made = [
        counted[0],
        _("A gap between groups describes these people: a descriptive gap, not a law. Read extracts."),
    ]
    if left_out:
        made.append(
            n_(
                "{n} person is left out: “{trait}” is not given.",
                "{n} people are left out: “{trait}” is not given.",
                left_out,
                trait=_said(by),
            )
        )
    if not len(totals):
        made.append(_("No accepted coding to count yet."))
    if len(groups) == 2:
        made.append(
            _(
                "Gap: {first} minus {second}; between square brackets, 95 % of draws of people within each group. "
                "With few people this interval is too narrow.",
                first=str(groups[0]),
                second=str(groups[1]),
            )
        )
    if why is not None:
        made.append(why)
    elif len(totals):
        tests = int(totals["p"].notna().sum())
        made.append(_("p: exact test on people, two-sided.") if unit == "participant" else _("p: people shared out."))
        if unit == "participant":
            made.append(
                _(
                    "With {sizes} people, the smallest p that could ever come out is {p}.",
                    sizes=" / ".join(number(len(members[group])) for group in groups),
                    p=_p(smallest_p([len(members[group]) for group in groups])),
                )
            )
        if tests < len(totals):
            made.append(
                _(
                    "“no test”: even the most extreme table with as many voices would give p > {alpha}.",
                    alpha=number(alpha, 2),
                )
            )
        if tests > 1:
            name = {"holm": "Holm", "bh": "Benjamini-Hochberg", "bonferroni": "Bonferroni"}[method]
            made.append(
                n_(
                    "Adjusted p: {name}, for {n} test.",
                    "Adjusted p: {name}, for {n} tests.",
                    tests,
                    name=name,
                )
            )
        if not totals["exact"].all():
            made.append(_("Where there are too many ways to share people out, p comes from draws."))
    made.append(_("Working document: small numbers are not hidden, do not give this table out."))
    return tuple(made)


def _printed(
    shown: "DataFrame",
    totals: "DataFrame",
    groups: list[Any],
    members: dict[Any, list[Any]],
    by: str,
    unit: str,
    *,
    tests: bool,
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    headings = [_("Code")]
    headings += [_("{name} (N = {N})", name=str(group), N=number(len(members[group]))) for group in groups]
    if len(groups) == 2:
        headings.append(_("Gap (points)") if unit == "participant" else _("Gap (mean per person)"))
    if tests:
        headings += [_("p"), _("Smallest p possible"), _("Adjusted p")]
    cells = {(code, group): (n, mean) for code, group, n, mean in shown[["code", by, "n", "mean"]].itertuples(False)}
    rows: list[tuple[Cell, ...]] = []
    for line in totals.to_dict("records"):
        row: list[Cell] = [line["code_label"]]
        for group in groups:
            n, mean = cells[line["code"], group]
            spread = unit != "participant" and bare(mean) is not None
            row.append(_("{n} ({mean} each)", n=number(n), mean=number(mean, 1)) if spread else int(n))
        if len(groups) == 2:
            row.append(_gap(line, unit))
        if tests:
            p, low, adjusted = (bare(line[name]) for name in ("p", "smallest_p", "p_adjusted"))
            row.append(_("no test") if p is None else _p(float(p)))
            row.append(None if low is None else _p(float(low)))
            row.append(None if adjusted is None else _p(float(adjusted)))
        rows.append(tuple(row))
    return tuple(headings), tuple(rows)


def _gap(line: dict[Any, Any], unit: str) -> str:
    times, digits = (100, 0) if unit == "participant" else (1, 1)

    def signed(value: Any) -> str:
        rounded = round(float(value) * times, digits)
        return ("+" if rounded > 0 else "−" if rounded < 0 else "") + number(abs(rounded), digits)

    difference, low, high = (bare(line[name]) for name in ("difference", "low", "high"))
    if difference is None:
        return "–"
    if low is None:
        return signed(difference)
    return _("{gap} [{low}; {high}]", gap=signed(difference), low=signed(low), high=signed(high))


def _facts(totals: "DataFrame") -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    columns = {
        _("Code"): "code",
        _("Label"): "code_label",
        _("Count (n)"): "n",
        _("Out of (N)"): "N",
        _("Gap"): "difference",
        _("Gap, low"): "low",
        _("Gap, high"): "high",
        _("p"): "p",
        _("Smallest p possible"): "smallest_p",
        _("Adjusted p"): "p_adjusted",
    }
    rows = zip(*([bare(value) for value in totals[name]] for name in columns.values()), strict=True)
    return tuple(columns), tuple(rows)
