"""How many people (or turns, or extracts) each code reaches, out of how many."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from toolkit.counting import evidence
from toolkit.counting.disclosure import Crossing, grouped, hidden, threshold
from toolkit.counting.layout import Notes, table_of
from toolkit.counting.wording import SAID_OF, checked_unit, said
from toolkit.errors import InvalidValue, Refused
from toolkit.formats.tables import Table
from toolkit.i18n import _
from toolkit.model.codes import Code, Codebook
from toolkit.model.units import Unit

if TYPE_CHECKING:
    from pandas import DataFrame, Series

Level = Literal["code", "theme"]
Profile = Literal["internal", "host", "public"]
PERCENT_FROM: Final = 20
"""Below this many, a percentage says more than was seen: it is given only when asked for."""

RESERVED: Final = ("code", "code_label", "theme", "n", "N", "percent", "modality", "quote")


def frequency(
    codings: "DataFrame",
    *,
    unit: Unit = "participant",
    among: "DataFrame | None" = None,
    coder: str | Sequence[str] | None = None,
    by: str | None = None,
    level: Level = "code",
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
    asked: "DataFrame | None" = None,
    percent: bool | None = None,
    profile: Profile | None = None,
) -> Table:
    """Count how many people (or turns, or extracts) each code reaches.

    Count people first: one talkative participant can fill a table alone. Somebody who does not speak of
    a thing is not against it, and may not have been asked. Do not compare counts of extracts between
    coders: they depend on how finely each one cuts. Sandelowski 2001, Research in Nursing & Health 24(3),
    doi:10.1002/nur.1025; Maxwell 2010, Qualitative Inquiry 16(6), doi:10.1177/1077800410364740.

    Parameters
    ----------
    codings
        ``study.frame("pieces")`` (codings cut at turns: one that crosses turns reaches each speaker),
        or ``study.frame("codings")``. Only accepted ones count, never the interviewer's words.
    unit
        What is counted: see ``model.Unit``. People heard in a group count as people when they are known;
        groups are shown beside.
    among
        Who could have spoken of it; gives N: ``study.frame("participants")`` for people and cases,
        ``study.frame("turns")`` for texts, groups, turns, words and characters. Without it, n only.
    coder
        Whose codings; required when several coders are there. With several, what any of them coded.
    by
        A trait to cross with: n of N in each of its modalities.
    level
        ``"theme"`` folds codes into the root above them; a person is counted once.
    codes
        The codebook: its codes that nobody voiced are shown with 0.
    asked
        Who was asked: columns ``participant code asked`` (true or false). Without it nothing is said of it.
    percent
        True or False to decide; by default only where N is 20 or more.
    profile
        For a crossed table that leaves your screen: small groups put together, small numbers hidden.

    Raises ``InvalidValue`` when several coders are there and none is named, or when a column lacks.

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({"participant": ["P1", "P1", "P2"], "code": ["entraide", "entraide", "entraide"]})
    >>> frequency(codings)["entraide"]
    2
    """
    import pandas as pd

    checked_unit(unit)
    k = None if profile is None else threshold(profile)
    book = None if codes is None else evidence.codebook_of(codes)
    kept = evidence.accepted(codings, coder=coder)
    rows, head = evidence.labelled(kept, level=level, book=book)
    if by is not None:
        if by in RESERVED:
            raise InvalidValue(
                _("A count cannot be crossed with “{name}”.", name=by), _("Name a trait of the people.")
            )
        people = among if among is not None and unit in ("participant", "case") else None
        rows = evidence.with_modality(rows, by, people)
        among = None if among is None else evidence.with_modality(among, by, people)
    notes = Notes(unit=unit, level=level, coders=_coders(kept), by=by)
    notes.whole = "coding" in codings.columns and "piece" not in codings.columns
    rows = _within(rows, among, unit, notes)
    rows = _attributed(rows, unit, notes)

    head["n"] = _counted(rows, unit, ["code"]).reindex(head["code"], fill_value=0).to_numpy()
    sizes = sizes_of(among, unit, [])
    notes.among, notes.size = among is not None, None if sizes is None else int(sizes.sum())
    head["N"] = pd.NA if notes.size is None else notes.size
    # Most voiced first; codes that tie keep the order of the codebook, or of their labels without one.
    ties = list(range(len(head))) if book is not None else head["code_label"].rank(method="dense").tolist()
    head = head.assign(tie=ties).sort_values(["n", "tie"], ascending=[False, True], ignore_index=True)
    head = _shared(head.drop(columns="tie"), percent)
    frame = _beside(head, rows, unit, asked, among, book, level)
    if by is None:
        return table_of(frame, notes=notes, pieces=rows)
    crossed = _crossed(head, rows, among, unit, by, percent)
    if k is None:
        return table_of(crossed, notes=notes, pieces=rows, totals=frame)
    if unit != "participant" or among is None:
        raise Refused(
            _("Small numbers cannot be hidden without knowing how many people each group holds."),
            _("Count people, and give the participants with among=."),
        )
    return table_of(_protected(crossed, by, k, percent, notes), notes=notes, totals=frame)


def _coders(kept: "DataFrame") -> tuple[str, ...]:
    return tuple(sorted(set(kept["coder"].dropna()))) if "coder" in kept.columns else ()


def _within(rows: "DataFrame", among: "DataFrame | None", unit: str, notes: Notes) -> "DataFrame":
    """Keep the codings of the units that N counts: n can never be more than N."""
    import numpy as np

    if among is None:
        return rows
    keys = evidence.KEYS.get(unit, ["transcript", "turn"])
    if not all(key in among.columns and key in rows.columns for key in keys):
        keys = ["participant"]
        evidence.need(among, keys, _("Give study.frame(“participants”), or study.frame(“turns”) for other units."))
        evidence.need(rows, keys, _("Give a frame of codings, for instance study.frame(“pieces”)."))
    known = set(among[keys].itertuples(index=False, name=None))
    inside = [key in known for key in rows[keys].itertuples(index=False, name=None)]
    # Voices that nobody knows (a group where nobody is named) are told apart later, with their own sentence.
    kept = [yes or not named for yes, named in zip(inside, rows[keys].notna().all(axis=1), strict=True)]
    notes.outside = len(kept) - sum(kept)
    return rows[np.array(kept, dtype=bool)]


def _attributed(rows: "DataFrame", unit: str, notes: Notes) -> "DataFrame":
    """Leave out, and say, what belongs to no unit (a voice that nobody knows, a text outside any case)."""
    if unit == "group":
        evidence.need(rows, ("transcript", "kind"), _("Give a frame of codings, for instance study.frame(“pieces”)."))
        return rows[rows["kind"] == "group"]
    keys = evidence.KEYS.get(unit, [])
    evidence.need(rows, keys, _("Give a frame of codings, for instance study.frame(“pieces”)."))
    named = rows[keys].notna().all(axis=1)
    if unit == "participant" and "kind" in rows.columns:
        groups = rows[rows["kind"] == "group"]
        notes.groups = int(groups["transcript"].nunique()) if "transcript" in groups.columns else 0
    notes.nobody = int((~named).sum())
    return rows[named]


def _counted(rows: "DataFrame", unit: str, by: list[str]) -> "Series[Any]":
    """Return n by ``by``: different units, or the size of joined extracts."""
    if unit in evidence.KEYS:
        return rows[[*by, *evidence.KEYS[unit]]].drop_duplicates().groupby(by, sort=False).size()
    return evidence.joined(rows, by).groupby(by, sort=False)[unit].sum()


def sizes_of(among: "DataFrame | None", unit: str, by: list[str]) -> "Series[Any] | None":
    """Return N by ``by`` (or over all, with no ``by``); None where ``among`` does not tell."""
    if among is None or unit == "segment":
        return None
    frame = among
    if "role" in frame.columns:
        frame = frame[frame["role"] != "interviewer"]
    if unit in ("words", "characters"):
        if not {"transcript", "turn", unit} <= set(frame.columns):
            return None
        keys = ["transcript", "turn"]
    else:
        keys = evidence.KEYS[unit]
        if unit == "group":
            if "kind" not in frame.columns:
                return None
            frame = frame[frame["kind"] == "group"]
        if not set(keys) <= set(frame.columns):
            return None
    frame = frame.dropna(subset=keys).assign(everybody=0).drop_duplicates([*by, *keys])
    groups = frame.groupby(by or ["everybody"], sort=False)
    return groups[unit].sum() if unit in ("words", "characters") else groups.size()


def _shared(frame: "DataFrame", percent: bool | None) -> "DataFrame":
    """Type n and N, add ``percent`` where it may be said."""
    import pandas as pd

    frame = frame.assign(n=frame["n"].astype("Int64"), N=frame["N"].astype("Int64"))
    if percent is False or frame["N"].isna().all():
        return frame
    least = 1 if percent else PERCENT_FROM
    shares = [
        pd.NA if pd.isna(n) or pd.isna(N) or least > N else round(100 * n / N, 1)
        for n, N in zip(frame["n"], frame["N"], strict=True)
    ]
    if all(share is pd.NA for share in shares):
        return frame
    return frame.assign(percent=pd.array(shares, dtype="Float64"))


def _beside(
    head: "DataFrame",
    rows: "DataFrame",
    unit: str,
    asked: "DataFrame | None",
    among: "DataFrame | None",
    book: Codebook | None,
    level: str,
) -> "DataFrame":
    """Add what is read beside n: the words for it, who was asked, the groups it was voiced in."""
    import pandas as pd

    frame = head.copy()
    if unit in SAID_OF and len(frame) and frame["N"].notna().all():
        frame["in_words"] = [said(n, N, unit=unit) for n, N in zip(frame["n"], frame["N"], strict=True)]  # type: ignore[arg-type]
    if unit != "participant":
        return frame
    if "kind" in rows.columns and (rows["kind"] == "group").any():
        heard = _counted(rows[rows["kind"] == "group"], "transcript", ["code"])
        frame["groups"] = heard.reindex(frame["code"], fill_value=0).to_numpy()
    frame["asked"] = pd.array([pd.NA] * len(frame), dtype="Int64")
    if asked is not None:
        evidence.need(asked, ("participant", "code", "asked"), _("Give one line per person and code."))
        known = asked[asked["asked"].notna()]
        if level == "theme" and book is not None:
            known = known.assign(code=[book.theme(id) for id in known["code"]])
        if among is not None:
            known = known[known["participant"].isin(set(among["participant"]))]
        # A theme was asked about as soon as one of its codes was.
        put = known.assign(asked=known["asked"].astype(bool)).groupby(["code", "participant"])["asked"].any()
        by_code = put.groupby(level="code")
        frame["asked"] = by_code.sum().reindex(frame["code"], fill_value=0).astype("Int64").to_numpy()
        not_asked = by_code.size() - by_code.sum()
        frame["not_asked"] = not_asked.reindex(frame["code"], fill_value=0).astype("Int64").to_numpy()
        frame["unverified"] = frame["N"] - frame["asked"] - frame["not_asked"]
    return frame


def _crossed(
    head: "DataFrame", rows: "DataFrame", among: "DataFrame | None", unit: str, by: str, percent: bool | None
) -> "DataFrame":
    """Return one row per code and modality, zeros included."""
    import pandas as pd

    sizes = sizes_of(among, unit, ["modality"])
    seen = [rows["modality"]] if sizes is None else [rows["modality"], pd.Series(sizes.index, dtype=object)]
    groups = evidence.modalities(pd.concat(seen, ignore_index=True))
    grid = head[["code", "code_label", "theme"]].merge(
        pd.DataFrame({by: pd.Series(groups, dtype=object)}), how="cross"
    )
    n = _counted(rows, unit, ["code", "modality"]).to_dict()
    grid["n"] = [int(n.get(key, 0)) for key in zip(grid["code"], grid[by], strict=True)]
    grid["N"] = pd.NA if sizes is None else [int(sizes.get(value, 0)) for value in grid[by]]
    return _shared(grid, percent)


def _protected(crossed: "DataFrame", by: str, k: int, percent: bool | None, notes: Notes) -> "DataFrame":
    """Put small groups together, then hide what is still small or could be worked out."""
    import pandas as pd

    codes = crossed.drop_duplicates("code")[["code", "code_label", "theme"]]
    groups = tuple(crossed[by].drop_duplicates())
    width = max(len(groups), 1)
    n = [int(value) for value in crossed["n"]]
    sizes = tuple(int(value) for value in crossed["N"].iloc[:width])
    counts = tuple(tuple(n[i : i + width]) for i in range(0, len(n), width))
    made = grouped(Crossing(groups, sizes, counts), k)
    notes.k = k
    notes.together = tuple(str(name) for name in made.groups if name not in groups)
    lines = []
    for code, row in zip(codes.itertuples(index=False), made.counts, strict=True):
        gone = hidden(row, made.sizes, k) if len(made.groups) > 1 else set()
        notes.hidden += len(gone)
        for j, name in enumerate(made.groups):
            lines.append((*code, name, pd.NA if j in gone else row[j], made.sizes[j]))
    return _shared(pd.DataFrame(lines, columns=["code", "code_label", "theme", by, "n", "N"]), percent)
