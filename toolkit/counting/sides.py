"""The sides of a crossed table: which rows, which units, how many in each column, who was asked."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from toolkit.counting import evidence
from toolkit.counting.coded import Coded, left_out, of_nobody
from toolkit.counting.columns import Numbered, numbered, together, trait_of
from toolkit.counting.frequencies import sizes_of
from toolkit.counting.sweeps import joined_extracts
from toolkit.i18n import _
from toolkit.model.codes import Code, Codebook

if TYPE_CHECKING:
    from pandas import DataFrame


def named(side: Numbered) -> Numbered:
    """Give a column of their own to the rows where nothing is said."""
    import numpy as np

    codes = np.where(side.codes < 0, len(side), side.codes)
    return Numbered(codes, [*side.values, _("not given")])


def side_of(
    frame: "DataFrame",
    name: str,
    people: "DataFrame | None",
    kept: Callable[[Numbered], Numbered] = lambda column: column,
) -> Numbered:
    """Return the column crossed with: units as they are named, traits in reading order."""
    if people is not None and "role" in people.columns:
        people = people[people["role"] != "interviewer"]
    # The case of a person is the one that N counts them in.
    of_people = people is not None and name == "case" and name in people.columns and "turn" not in people.columns
    if name in ("participant", "transcript", "case", "turn", "speaker", "coder", "kind") and not of_people:
        evidence.need(frame, (name,), _("Give a frame of codings, for instance study.frame(“pieces”)."))
        side = kept(numbered(frame[name]))
        known = side.present()
        if people is not None and name in people.columns:
            known = list(dict.fromkeys([*people[name].dropna().tolist(), *known]))
        if known == side.values:
            return side
        told = set(known)
        return side.as_values([value if value in told else None for value in side.values], known)
    return trait_of(frame, name, people, kept)


def within(made: Coded, among: "DataFrame | None", unit: str, notes: list[str]) -> None:
    """Keep the codings of the units that N counts: n can never be more than N."""
    import numpy as np

    if among is None:
        return
    keys = evidence.KEYS.get(unit, ["transcript", "turn"])
    if not all(key in among.columns and key in made.frame.columns for key in keys):
        keys = ["participant"]
        hint = _("Give study.frame(“participants”), or study.frame(“turns”) for other units.")
        evidence.need(among, keys, hint)
        evidence.need(made.frame, keys, _("Give a frame of codings, for instance study.frame(“pieces”)."))
    columns = [made.column(key) for key in keys]
    if len(keys) == 1:
        known = columns[0].among(among[keys[0]].dropna().tolist())
    else:
        inside = set(among[keys].itertuples(index=False, name=None))
        both = together(columns)
        pairs = zip(*(spelled(column) for column in columns), strict=True)
        first: dict[int, bool] = {}
        for at, pair in zip(both.codes.tolist(), pairs, strict=True):
            if at not in first:
                first[at] = pair in inside
        known = np.array([at < 0 or first[at] for at in both.codes.tolist()], dtype=bool)
    lacking = np.zeros(len(known), dtype=bool)
    for column in columns:
        lacking |= column.codes < 0
    gone = ~known & ~lacking
    if gone.any():
        notes.append(left_out(int(gone.sum())))
        made.without(gone)


def spelled(column: Numbered) -> list[Any]:
    """Return the values of a column, row by row."""
    return [column.values[i] if i >= 0 else None for i in column.codes.tolist()]


def units_of(made: Coded, unit: str, notes: list[str]) -> Numbered | None:
    """Return the unit of each row, None for those that are measured; leave out what belongs to none."""
    if unit == "group":
        evidence.need(
            made.frame, ("transcript", "kind"), _("Give a frame of codings, for instance study.frame(“pieces”).")
        )
        made.without(~made.column("kind").among(["group"]))
        return made.column("transcript")
    keys = evidence.KEYS.get(unit)
    if keys is None:
        return None
    evidence.need(made.frame, keys, _("Give a frame of codings, for instance study.frame(“pieces”)."))
    units = together([made.column(key) for key in keys])
    if not units.whole:
        gone = units.codes < 0
        notes.append(of_nobody(int(gone.sum())))
        made.without(gone)
        units = together([made.column(key) for key in keys])
    return units


def measured(made: Coded, side: Numbered, unit: str) -> tuple[Any, Any]:
    """Count joined extracts (or their words, or characters) in each cell, and over all columns."""
    import numpy as np

    counts = np.zeros((len(made.entries), len(side)), dtype=np.int64)
    totals = np.zeros(len(made.entries), dtype=np.int64)
    if not len(made.code.codes):
        return counts, totals
    if unit in ("segment", "characters"):
        evidence.need(
            made.frame,
            ("transcript", "start", "end"),
            _("Give a frame of codings, for instance study.frame(“pieces”)."),
        )
        width = max(len(side), 1)
        inside = side.codes >= 0
        text, start, end = made.column("transcript").codes, made.values("start"), made.values("end")
        cell = made.code.codes.astype(np.int64) * width + side.codes
        for place, into in (
            (joined_extracts(cell[inside], text[inside], start[inside], end[inside]), counts.reshape(-1)),
            (joined_extracts(made.code.codes, text, start, end), totals),
        ):
            sizes = place.end - place.start if unit == "characters" else np.ones(len(place), dtype=np.int64)
            np.add.at(into, place.code, sizes)
        return counts, totals
    rows = made.frame if made.mask is None else made.frame[made.mask]
    rows = rows.assign(code=made.code.codes, modality=side.codes)
    by_cell = evidence.joined(rows, ["code", "modality"])
    places = zip(by_cell["code"].tolist(), by_cell["modality"].tolist(), by_cell[unit].tolist(), strict=True)
    for code, at, n in places:
        if at >= 0:
            counts[code, at] += n
    by_code = evidence.joined(rows, ["code"])
    np.add.at(totals, by_code["code"].to_numpy(np.int64), by_code[unit].to_numpy(np.int64))
    return counts, totals


def size_of(among: "DataFrame | None", unit: str) -> int | None:
    """Return N over all columns, None where ``among`` does not tell."""
    found = sizes_of(among, unit, [])
    return None if found is None else int(found.sum())


def sizes_by(among: "DataFrame | None", unit: str, name: str, side: Numbered) -> list[int | None] | None:
    """Return N of each column, None where ``among`` does not tell."""
    if among is None:
        return None
    if name in among.columns:
        column = side_of(among, name, among if unit in ("participant", "case") else None)
    elif unit in ("participant", "case") or "participant" not in among.columns:
        return None
    else:
        return None
    plain = [column.values[i] if i >= 0 else _("not given") for i in column.codes.tolist()]
    found = sizes_of(among.assign(modality=plain), unit, ["modality"])
    return None if found is None else [int(found.get(value, 0)) for value in side.values]


def asked_in(
    asked: "DataFrame | None",
    made: Coded,
    codes: "Codebook | Iterable[Code] | DataFrame | None",
    among: "DataFrame | None",
    name: str,
    side: Numbered,
) -> Any:
    """Return how many people were asked, and how many were not, in each cell; None when nothing says it."""
    import numpy as np

    if asked is None:
        return None
    evidence.need(asked, ("participant", "code", "asked"), _("Give one line per person and code."))
    known = asked[asked["asked"].notna()]
    people = among if among is not None else made.frame
    if name == "participant":
        where = {value: value for value in known["participant"].tolist()}
    else:
        column = side_of(people, name, among)
        where = dict(zip(people["participant"].tolist(), spelled(column), strict=True))
    book = None if codes is None else evidence.codebook_of(codes)
    line = {entry.code: i for i, entry in enumerate(made.entries)}
    place = {value: j for j, value in enumerate(side.values)}
    put: dict[tuple[int, int, Any], bool] = {}
    inside = None if among is None else set(among["participant"].tolist())
    for person, code, was in zip(known["participant"], known["code"], known["asked"], strict=True):
        if inside is not None and person not in inside:
            continue
        at = line.get(book.theme(code) if made.level == "theme" and book is not None and code in book else code)
        cell = place.get(where.get(person))
        if at is not None and cell is not None:
            # A theme was asked about as soon as one of its codes was.
            put[at, cell, person] = put.get((at, cell, person), False) or bool(was)
    told = np.zeros((2, len(made.entries), len(side)), dtype=np.int64)
    for (at, cell, _person), was in put.items():
        told[0 if was else 1, at, cell] += 1
    return told
