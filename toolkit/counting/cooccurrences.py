"""Codes that go together: in the same segment, on the same words, in the same turn, near, or in the same person."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from toolkit.counting import evidence
from toolkit.counting.coded import Coded, Entry, coded
from toolkit.counting.columns import together
from toolkit.counting.pairs import UNEQUAL, Cooccurrence, caption_of, definition, reading
from toolkit.counting.sides import units_of
from toolkit.counting.sides import within as kept_within
from toolkit.counting.sweeps import Extracts, Met, joined_extracts, meetings, shared_units
from toolkit.errors import InvalidValue
from toolkit.i18n import _
from toolkit.model.codes import Code, Codebook

if TYPE_CHECKING:
    from pandas import DataFrame

How = Literal["overlap", "same_segment", "turn", "participant", "within", "transcript", "case"]
HOWS: Final = ("overlap", "same_segment", "turn", "participant", "within", "transcript", "case")
Measure = Literal["turns", "characters"]
SHARED: Final = {"turn": "turn", "participant": "participant", "transcript": "transcript", "case": "case"}


def cooccurrence(
    codings: "DataFrame",
    *,
    how: How = "overlap",
    within: int | None = None,
    measure: Measure = "turns",
    level: Literal["code", "theme"] = "code",
    among: "DataFrame | None" = None,
    coder: str | Sequence[str] | None = None,
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
    least: int = 1,
) -> Cooccurrence:
    """Count how often two codes go together, by a definition that is printed with the numbers.

    n₁₂ counts each pair of units once. c = n₁₂ / (n₁ + n₂ − n₁₂) is the c-coefficient of ATLAS.ti: 1 is always
    together, 0 never. It hides a rare code that nearly always goes with a frequent one: read the shares beside it
    (``share_a``: of the units of a, how many go with b); pairs more unequal than 5 to 1 are marked. With
    overlapping extracts it can leave 0–1. ``jaccard`` counts people: those who voice both, out of those who voice
    either. Going together is not a cause. METHODS D3; ATLAS.ti manual, Code Co-occurrence.

    Parameters
    ----------
    codings
        ``study.frame("pieces")`` (extracts cut at turns), or ``study.frame("codings")`` (as they were marked).
    how
        ``"overlap"``: extracts that share one character at least (pairs of extracts; extracts of one code that
        overlap are joined first); ``"same_segment"``: the very same segment; ``"turn"``, ``"participant"``,
        ``"transcript"``, ``"case"``: units that carry both; ``"within"``: at most ``within`` turns (or characters,
        ``measure="characters"``) apart.
    level
        ``"theme"`` folds codes into the root above them.
    among
        What could have carried them: ``study.frame("participants")`` for people and cases, ``study.frame("turns")``
        otherwise. Gives the count expected if codes were independent: n₁ n₂ / N for units; for extracts that overlap,
        what falling at random in their text would give, (n₁ length₂ + n₂ length₁ − n₁ n₂) / length of the text.
    coder, codes
        As in ``crosstab``.
    least
        Pairs that go together less often are not printed; they stay in ``frame``.

    Returns a table whose ``frame`` has one line per pair: ``code_a code_b label_a label_b n_a n_b n c jaccard share_a
    share_b overlap cosine expected unequal``; ``overlap`` is n₁₂ / min(n₁, n₂), ``cosine`` n₁₂ / √(n₁ n₂).

    Raises ``InvalidValue`` (several coders and none named, an unknown ``how``, ``within`` missing), ``UnknownCode``.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("E1", 0, 9, "entraide"), ("E1", 5, 12, "fatigue"), ("E1", 20, 25, "fatigue")]
    >>> codings = pd.DataFrame(rows, columns=["transcript", "start", "end", "code"])
    >>> cooccurrence(codings).pair("entraide", "fatigue")["c"]
    0.5
    """
    how, measure = _checked(how, within, measure)
    made = coded(codings, level=level, coder=coder, codes=codes)
    notes = made.notes()
    limits(made, among, how, notes)
    met, size, expected = _met(made, among, how, within, measure)
    import numpy as np

    np.fill_diagonal(met.pairs, 0)
    np.fill_diagonal(met.having, 0)
    frame = _frame(made.entries, met, expected, _people(made))
    notes[:0] = [definition(how, within, measure)]
    notes += reading(frame, how, least)
    return Cooccurrence(
        entries=made.entries,
        met=met,
        behind=lambda a, b: _behind(made, how, within, measure, a, b),
        frame=frame,
        how=how,
        least=max(least, 1),
        unit=SHARED.get(how, "segment"),
        caption=caption_of(made.level, how, size),
        notes=tuple(notes),
    )


def _checked(how: str, within: int | None, measure: str) -> tuple[Any, Any]:
    if how not in HOWS:
        raise InvalidValue(
            _("“{how}” is not a way to go together.", how=how),
            _("Choose one of: {allowed}.", allowed=", ".join(HOWS)),
        )
    if measure not in ("turns", "characters"):
        raise InvalidValue(_("“{measure}” is not a distance.", measure=measure), _("Choose “turns” or “characters”."))
    if (how == "within") != (within is not None) or (within is not None and within < 0):
        raise InvalidValue(
            _("A distance goes with how=“within”, and only with it."),
            _("Write for instance how=“within”, within=2, measure=“turns”."),
        )
    return how, measure


def limits(made: Coded, among: "DataFrame | None", how: str, notes: list[str]) -> None:
    """Keep what ``among`` counts, and what has a unit."""
    kept_within(made, among, SHARED.get(how, "segment"), notes)
    if how in SHARED:
        units_of(made, SHARED[how], notes)


def extracts_of(made: Coded, *, turns: bool) -> Extracts:
    """Return the joined extracts; with ``turns``, the turns that carry each code."""
    needed = ("transcript", "turn") if turns else ("transcript", "start", "end")
    evidence.need(made.frame, needed, _("Give a frame of codings, for instance study.frame(“pieces”)."))
    text = made.column("transcript").codes
    if turns:
        at = made.values("turn")
        return joined_extracts(made.code.codes, text, at, at + 1)
    return joined_extracts(made.code.codes, text, made.values("start"), made.values("end"))


def _met(
    made: Coded, among: "DataFrame | None", how: str, distance: int | None, measure: str
) -> tuple[Met, int | None, Any]:
    """Return what meets, N, and the count expected under independence (None where it cannot be said)."""
    import numpy as np

    height = len(made.entries)
    if not len(made.code.codes):
        empty = np.zeros((height, height), dtype=np.int64)
        return Met(empty, empty.copy(), np.zeros(height, dtype=np.int64)), None, None
    if how in SHARED:
        keys = evidence.KEYS[SHARED[how]]
        met = shared_units(made.code.codes, together([made.column(key) for key in keys]).codes, height)
        from toolkit.counting.frequencies import sizes_of

        found = sizes_of(among, SHARED[how], [])
        size = None if found is None else int(found.sum())
    elif how == "same_segment":
        evidence.need(
            made.frame,
            ("transcript", "start", "end"),
            _("Give a frame of codings, for instance study.frame(“pieces”)."),
        )
        places = [made.column("transcript"), made.column("start"), made.column("end")]
        segments = together(places)
        met = shared_units(made.code.codes, segments.codes, height)
        size = len(np.unique(segments.codes))
    elif how == "within":
        turns = measure == "turns"
        met = meetings(extracts_of(made, turns=turns), height, reach=int(distance or 0) - (1 if turns else 0))
        size = None
    else:
        found_ = extracts_of(made, turns=False)
        met = meetings(found_, height)
        return met, None, _expected_at_random(found_, height, made, among)
    expected = None if not size else np.outer(met.sizes, met.sizes) / size
    return met, size, expected


def _expected_at_random(extracts: Extracts, height: int, made: Coded, among: "DataFrame | None") -> Any:
    """Return the pairs that would overlap if each extract fell at random in its text; None without its length."""
    import numpy as np

    if among is None or not {"transcript", "turn", "characters"} <= set(among.columns):
        return None
    turns = among[among["role"] != "interviewer"] if "role" in among.columns else among
    sizes = turns.drop_duplicates(["transcript", "turn"]).groupby("transcript")["characters"].sum()
    texts = made.column("transcript").values
    width = len(texts)
    cell = extracts.code * width + extracts.text
    shape = (height, width)
    n = np.bincount(cell, minlength=height * width).reshape(shape)
    lengths = np.bincount(cell, weights=extracts.end - extracts.start, minlength=height * width).reshape(shape)
    room = np.array([float(sizes.get(text, 0)) for text in texts])
    good = room > 0
    n, lengths, room = n[:, good], lengths[:, good], room[good]
    return (n @ (lengths / room).T) + (lengths @ (n / room).T) - (n @ (n / room).T)


def _people(made: Coded) -> Any:
    """Return Jaccard over people, None where nobody is known."""
    import numpy as np

    if "participant" not in made.frame.columns or not len(made.code.codes):
        return None
    who = made.column("participant")
    known = who.codes >= 0
    if not known.any():
        return None
    met = shared_units(made.code.codes[known], who.codes[known], len(made.entries))
    either = met.sizes[:, None] + met.sizes[None, :] - met.pairs
    return np.where(either > 0, met.pairs / np.maximum(either, 1), np.nan)


def _frame(entries: Sequence[Entry], met: Met, expected: Any, people: Any) -> "DataFrame":
    import numpy as np
    import pandas as pd

    a, b = np.triu_indices(len(entries), 1)
    n1, n2, n12 = met.sizes[a], met.sizes[b], met.pairs[a, b]

    def known(values: Any) -> Any:
        made = pd.array(np.where(np.isnan(values), 0, values), dtype="Float64")
        made[np.isnan(values)] = pd.NA
        return made

    def share(top: Any, under: Any) -> Any:
        return known(np.divide(top, under, out=np.full(len(top), np.nan), where=under > 0))

    least, most = np.minimum(n1, n2), np.maximum(n1, n2)
    told: dict[str, Any] = {
        "code_a": [entries[i].code for i in a.tolist()],
        "code_b": [entries[i].code for i in b.tolist()],
        "label_a": [entries[i].label for i in a.tolist()],
        "label_b": [entries[i].label for i in b.tolist()],
        "n_a": n1,
        "n_b": n2,
        "n": n12,
        "c": share(n12, n1 + n2 - n12),
        "share_a": share(met.having[a, b], n1),
        "share_b": share(met.having[b, a], n2),
        "overlap": share(n12, least),
        "cosine": share(n12, np.sqrt(n1.astype(float) * n2)),
    }
    if people is not None:
        told["jaccard"] = known(people[a, b])
    if expected is not None:
        told["expected"] = expected[a, b]
    told["unequal"] = (least > 0) & (most > UNEQUAL * least)
    return pd.DataFrame(told)


def _behind(made: Coded, how: str, within: int | None, measure: str, a: str | None, b: str | None) -> "DataFrame":
    """Return the extracts of a and of b that go together."""
    import numpy as np
    import pandas as pd

    rows = made.pieces()
    if a is None or b is None:
        return rows if a is None else rows[rows["code"] == a]
    first, second = rows[rows["code"] == a], rows[rows["code"] == b]
    if a == b:
        return first
    if how in SHARED or how == "same_segment":
        keys = evidence.KEYS[SHARED[how]] if how in SHARED else ["transcript", "start", "end"]
        both = set(first[keys].itertuples(index=False, name=None)) & set(
            second[keys].itertuples(index=False, name=None)
        )
        both_rows = pd.concat([first, second])
        return both_rows[[key in both for key in both_rows[keys].itertuples(index=False, name=None)]].sort_index()
    turns = how == "within" and measure == "turns"
    reach = -1 if how == "overlap" else int(within or 0) - (1 if turns else 0)

    def bounds(side: "DataFrame") -> tuple[Any, Any, Any]:
        low = side["turn" if turns else "start"].to_numpy(np.int64)
        high = low + 1 if turns else side["end"].to_numpy(np.int64)
        return side["transcript"].to_numpy(object), low, high

    kept = []
    for mine, other in ((first, second), (second, first)):
        texts, low, high = bounds(mine)
        places: dict[Any, list[tuple[int, int]]] = {}
        for text, start, end in zip(*bounds(other), strict=True):
            places.setdefault(text, []).append((int(start), int(end)))
        good = [
            any(start <= e + reach and s <= end + reach for s, e in places.get(text, ()))
            for text, start, end in zip(texts, low.tolist(), high.tolist(), strict=True)
        ]
        kept.append(mine[np.array(good, dtype=bool)])
    return pd.concat(kept).sort_index()
