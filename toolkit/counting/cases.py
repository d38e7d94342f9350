"""Cases side by side: what is said in each, what is shared, what is contested, what is of one case only."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.counting import evidence
from toolkit.counting.crossing import crosstab
from toolkit.counting.crosstabs import Crosstab
from toolkit.errors import InvalidValue
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table
from toolkit.i18n import _, n_, number
from toolkit.model.codes import Code, Codebook
from toolkit.model.units import Unit

if TYPE_CHECKING:
    from pandas import DataFrame


def profile(
    codings: "DataFrame",
    *,
    of: str = "participant",
    level: str = "theme",
    unit: Unit = "words",
    among: "DataFrame | None" = None,
    coder: str | Sequence[str] | None = None,
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
) -> Crosstab:
    """Show how each person (case, text, group of people) shares what they say between the themes.

    One line per person: the words coded under each theme and their share of the line. Two themes on the same words
    count in both, so shares describe attention, not time. Do not compare how much people say, which is not in it.

    Parameters are those of ``crosstab``; ``of`` is what has a line.
    """
    return crosstab(
        codings, rows=of, columns=level, unit=unit, among=among, coder=coder, codes=codes, normalise="rows"
    )


def meta_matrix(
    codings: "DataFrame",
    *,
    among: "DataFrame",
    level: str = "theme",
    coder: str | Sequence[str] | None = None,
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
) -> Table:
    """Put cases side by side: in each, how many people voice each theme, in how many extracts, and which ones.

    Nothing is shared out between cases: adding a case adds a line and leaves the others as they were. With one or two
    cases this compares cases and tests nothing. Meta-matrix: Miles, Huberman & Saldaña 2014, ch. 8.

    Parameters
    ----------
    among
        ``study.frame("participants")``, whose ``case`` says who belongs where.

    Returns a table whose ``frame`` has one line per case and code: ``case code code_label theme n N extracts ids
    participants``; ``ids`` are those of the codings (or pieces), separated by spaces.
    """
    import pandas as pd

    evidence.need(among, ("participant", "case"), _("Give study.frame(“participants”)."))
    by_case = crosstab(codings, rows=level, columns="case", among=among, coder=coder, codes=codes)
    extracts = by_case.pieces
    known = next((name for name in ("codings", "coding", "piece") if name in extracts.columns), None)
    lines = []
    cases = [value for value in by_case.matrix.columns if value != _("not given")]
    for case in cases:
        for line in by_case.frame[by_case.frame["case"] == case].to_dict("records"):
            rows = extracts[(extracts["code"] == line["code"]) & (extracts["modality"] == case)]
            ids = list(dict.fromkeys(id for told in rows[known].tolist() for id in told.split())) if known else []
            places = rows.drop_duplicates([name for name in ("transcript", "start", "end") if name in rows.columns])
            lines.append(
                {
                    "case": case,
                    **{name: line[name] for name in ("code", "code_label", "theme", "n", "N")},
                    "extracts": len(places),
                    "ids": " ".join(ids),
                    "participants": " ".join(sorted(set(rows["participant"].dropna()))),
                }
            )
    columns = ["case", "code", "code_label", "theme", "n", "N", "extracts", "ids", "participants"]
    frame = pd.DataFrame(lines, columns=columns)
    caption = _("Cases side by side: people who voice each theme, out of those of the case; extracts.")
    notes = list(by_case.notes[:-1])
    if len(cases) < 3:
        notes.insert(0, _("Comparison of cases, not a test."))
    without = int((among["case"].isna() | (among["case"] == "")).sum())
    if without:
        notes.append(n_("{n} person belongs to no case.", "{n} people belong to no case.", without))
    printed = Printed(caption, *_side_by_side(by_case, frame, cases), tuple(notes), _facts(frame))
    return Table(
        frame=frame, unit="participant", caption=caption, notes=tuple(notes), pieces=extracts, printed=printed
    )


def _side_by_side(
    by_case: Crosstab, frame: "DataFrame", cases: Sequence[Any]
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    labels = dict(zip(by_case.totals["code"], by_case.totals["code_label"], strict=True))
    rows: list[tuple[Cell, ...]] = []
    for case in cases:
        of = frame[frame["case"] == case].to_dict("records")
        size = of[0]["N"] if of else None
        name = str(case)
        if size is not None and not _missing(size):
            name = _("{name} (N = {N})", name=case, N=number(int(size)))
        cells = [_cell(line) for line in of]
        rows.append((name, *cells))
    return (_("Case"), *labels.values()), tuple(rows)


def _missing(value: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(value))


def _cell(line: dict[Any, Any]) -> str:
    n, extracts = int(line["n"]), int(line["extracts"])
    if not extracts:
        return "0"
    told = n_("{n} extract", "{n} extracts", extracts)
    if _missing(line["N"]):
        return f"{number(n)} · {told}"
    return _("{n} of {N} · {extracts}", n=number(n), N=number(int(line["N"])), extracts=told)


def _facts(frame: "DataFrame") -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    from toolkit.formats.tables import bare

    headings = {
        "case": _("Case"), "code": _("Code"), "code_label": _("Label"), "theme": _("Theme"), "n": _("Count (n)"),
        "N": _("Out of (N)"), "extracts": _("Number of extracts"), "ids": _("Extracts"), "participants": _("People"),
    }  # fmt: skip
    columns = [[bare(value) for value in frame[name].tolist()] for name in headings]
    return tuple(headings.values()), tuple(zip(*columns, strict=True))


def spread(
    codings: "DataFrame",
    *,
    by: str = "case",
    among: "DataFrame",
    codes: "Codebook | Iterable[Code] | DataFrame",
    coder: str | Sequence[str] | None = None,
    shared_from: float = 0.5,
    specific_from: int = 2,
    contested_from: int = 2,
) -> Table:
    """Say which themes are shared by the groups, contested, or of one group only, by a rule that is printed.

    *Shared*: in every group, at least ``shared_from`` of its people voice it. *Specific*: voiced in one group only,
    by ``specific_from`` people at least (or by all of a smaller group). *Partial*: voiced otherwise. *Contested*,
    besides: at least ``contested_from`` people on each side, codes of the theme marked + and − in the codebook. A
    theme that a group does not voice may not have been asked about.

    Parameters
    ----------
    by
        ``"case"``, or a trait of the people.
    among
        ``study.frame("participants")``.
    codes
        The codebook, whose ``polarity`` says which codes are for and against.

    Returns a table whose ``frame`` has ``code code_label n N groups spread contested positive negative``.
    """
    import pandas as pd

    if not 0 < shared_from <= 1 or specific_from < 1 or contested_from < 1:
        raise InvalidValue(
            _("This rule for sharing themes out cannot be."),
            _("shared_from is a share between 0 and 1; the others are numbers of people, 1 at least."),
        )
    table = crosstab(codings, rows="theme", columns=by, among=among, coder=coder, codes=codes)
    sizes = {row[by]: row["N"] for row in table.frame.to_dict("records")}
    groups = [value for value in table.matrix.columns if value != _("not given") and sizes.get(value)]
    sides = _polarity(codes)
    voiced = _sides(table, sides)
    lines = []
    for entry in table.totals.to_dict("records"):
        n = {group: int(table.matrix.loc[entry["code"], group]) for group in groups}
        positive, negative = (len(voiced.get((entry["code"], side), ())) for side in "+-")
        there = [group for group, count in n.items() if count]
        if not entry["n"]:
            kind = "unvoiced"
        elif len(groups) > 1 and all(n[group] >= shared_from * sizes[group] for group in groups):
            kind = "shared"
        elif len(groups) > 1 and len(there) == 1 and n[there[0]] >= min(specific_from, sizes[there[0]]):
            kind = "specific"
        else:
            kind = "partial"
        lines.append(
            {
                "code": entry["code"], "code_label": entry["code_label"], "n": entry["n"], "N": entry["N"],
                "groups": ", ".join(map(str, there)), "spread": kind,
                "contested": min(positive, negative) >= contested_from, "positive": positive, "negative": negative,
            }
        )  # fmt: skip
    columns = ["code", "code_label", "n", "N", "groups", "spread", "contested", "positive", "negative"]
    frame = pd.DataFrame(lines, columns=columns)
    notes = [
        _(
            "Rule. Shared: in every group, {share} % of its people at least. Specific: one group only, {k} people at "
            "least (or the whole of a smaller group). Partial: otherwise.",
            share=number(100 * shared_from),
            k=specific_from,
        )
    ]
    if sides:
        notes.append(_("Contested: {k} people at least on each side, + and − of the codebook.", k=contested_from))
    else:
        notes.append(_("No code of the codebook is marked + or −: what is contested cannot be said."))
    if len(groups) < 2:
        notes.append(_("There is one group or none: nothing can be shared or specific."))
    notes += table.notes[:-1]
    caption = _("Themes shared, contested or of one group, by “{trait}”.", trait=_("Case") if by == "case" else by)
    printed = Printed(caption, *_spread_rows(frame), tuple(notes))
    return Table(
        frame=frame, unit="participant", caption=caption, notes=tuple(notes), pieces=table.pieces, printed=printed
    )


def _polarity(codes: "Codebook | Iterable[Code] | DataFrame") -> dict[str, str]:
    import pandas as pd

    if isinstance(codes, pd.DataFrame):
        if "polarity" not in codes.columns:
            return {}
        return {id: side for id, side in zip(codes["id"], codes["polarity"], strict=True) if side in ("+", "-")}
    return {code.id: code.polarity for code in evidence.codebook_of(codes) if code.polarity}


def _sides(table: Crosstab, sides: dict[str, str]) -> dict[tuple[str, str], set[str]]:
    """Return who voices each theme on each side."""
    found: dict[tuple[str, str], set[str]] = {}
    rows = table.pieces
    for theme, code, person in zip(rows["code"], rows["code_id"], rows["participant"], strict=True):
        if code in sides and isinstance(person, str):
            found.setdefault((theme, sides[code]), set()).add(person)
    return found


def _spread_rows(frame: "DataFrame") -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    said = {
        "shared": _("shared"), "specific": _("of one group"), "partial": _("partial"), "unvoiced": _("not voiced"),
    }  # fmt: skip
    rows = [
        (
            str(row["code_label"]),
            int(row["n"]),
            said[row["spread"]],
            row["groups"] or None,
            _("yes ({plus} for, {minus} against)", plus=row["positive"], minus=row["negative"])
            if row["contested"]
            else None,
        )
        for row in frame.to_dict("records")
    ]
    return (_("Theme"), _("n"), _("Spread"), _("Where"), _("Contested")), tuple(rows)
