"""What a count is made of: the coded extracts that may be counted, and the people they are counted among."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.counting.columns import Numbered, numbered
from toolkit.errors import InvalidValue, UnknownCode, UnknownName
from toolkit.i18n import _
from toolkit.model.codes import Code, Codebook
from toolkit.model.text import words

if TYPE_CHECKING:
    from pandas import DataFrame, Series

KEYS = {
    "participant": ["participant"],
    "case": ["case"],
    "group": ["transcript"],
    "transcript": ["transcript"],
    "turn": ["transcript", "turn"],
}
"""The columns that tell one unit from another; segments, words and characters are measured on joined extracts."""


def need(frame: "DataFrame", columns: Iterable[str], hint: str) -> None:
    """Raise ``InvalidValue`` naming the columns that a frame lacks."""
    lacking = [name for name in columns if name not in frame.columns]
    if lacking:
        raise InvalidValue(_("The table lacks the column: {columns}.", columns=", ".join(lacking)), hint)


def codebook_of(codes: "Codebook | Iterable[Code] | DataFrame") -> Codebook:
    """Return the codebook of whatever form it was given in (``desk.frame("codes")`` included)."""
    if isinstance(codes, Codebook):
        return codes
    import pandas as pd

    if isinstance(codes, pd.DataFrame):
        need(codes, ("id", "label"), _("Give the codebook, for instance study.frame(“codes”)."))
        parents = codes["parent"] if "parent" in codes.columns else [None] * len(codes)
        rows = zip(codes["id"], codes["label"], parents, strict=True)
        return Codebook(Code(id, label, parent=p if isinstance(p, str) and p else None) for id, label, p in rows)
    return Codebook(codes)


def accepted(codings: "DataFrame", *, coder: str | Sequence[str] | None = None) -> "DataFrame":
    """Return the rows that count: accepted, by the coder named, not said by the interviewer.

    Raises ``InvalidValue`` when several coders are there and none is named: one passage would count twice.
    """
    mask = accepted_mask(codings, coder=coder)
    return codings if mask is None else codings[mask]


def accepted_mask(
    codings: "DataFrame",
    *,
    coder: str | Sequence[str] | None = None,
    column: "Callable[[str], Numbered] | None" = None,
) -> Any:
    """Return which rows count, None when all do; see ``accepted``. ``column`` gives columns already numbered."""
    of = column or (lambda name: numbered(codings[name]))
    need(codings, ("code",), _("Give a frame of codings, for instance study.frame(“pieces”)."))
    mask = None
    if "state" in codings.columns:
        mask = of("state").among(["accepted"])
    if "coder" in codings.columns:
        coders = of("coder")
        there, known = sorted(coders.present(mask)), sorted(coders.present())
        if coder is not None:
            chosen = [coder] if isinstance(coder, str) else list(coder)
            for name in chosen:
                if name not in known:
                    raise UnknownName(name, known)
            by = coders.among(chosen)
            mask = by if mask is None else mask & by
        elif len(there) > 1:
            raise InvalidValue(
                _("Several coders are in this table: {coders}.", coders=", ".join(there)),
                _("Name the one to count with coder=, for instance coder=“{first}”.", first=there[0]),
                coders=tuple(there),
            )
    if "role" in codings.columns:
        asking = of("role").among(["interviewer"])
        mask = ~asking if mask is None else mask & ~asking
    return None if mask is None or mask.all() else mask


def labelled(rows: "DataFrame", *, level: str, book: Codebook | None) -> "tuple[DataFrame, DataFrame]":
    """Return the rows with ``code`` folded to ``level``, and the codes to show: ``code code_label theme``."""
    import pandas as pd

    if level not in ("code", "theme"):
        raise InvalidValue(_("“{level}” is not a level.", level=level), _("Choose “code” or “theme”."))
    if book is not None:
        for id in pd.unique(rows["code"]):
            if id not in book:
                raise UnknownCode(str(id), [code.id for code in book])
        themes = {code.id: book.theme(code.id) for code in book}
        # A code that only gathers others is not « voiced by nobody »: it is shown when it was used itself.
        used = set(rows["code"]) | ({code.id for code in book} - {code.parent for code in book})
        shown = [code for code in book if (code.id in used if level == "code" else code.parent is None)]
        head = pd.DataFrame(
            [(code.id, code.label, themes[code.id]) for code in shown], columns=["code", "code_label", "theme"]
        )
        if level == "theme":
            rows = rows.assign(code=rows["code"].map(themes), theme=rows["code"].map(themes))
        return rows, head
    if level == "theme":
        need(rows, ("theme",), _("Give the codebook with codes=, so that codes find their theme."))
    names = dict(zip(rows["code"], rows["code_label"] if "code_label" in rows.columns else rows["code"], strict=True))
    column = "theme" if level == "theme" else "code"
    ids = [str(id) for id in pd.unique(rows[column])]
    above = dict(zip(rows["code"], rows["theme"], strict=True)) if "theme" in rows.columns else {}
    head = pd.DataFrame(
        {
            "code": ids,
            "code_label": [str(names.get(id, id)) for id in ids],
            "theme": [id if level == "theme" else str(above.get(id, id)) for id in ids],
        },
        columns=["code", "code_label", "theme"],
        dtype=object,
    )
    return (rows.assign(code=rows["theme"]) if level == "theme" else rows), head


def joined(rows: "DataFrame", keys: Sequence[str]) -> "DataFrame":
    """Join extracts that overlap (one character at least) within a text and ``keys``; add their size.

    Returns ``keys`` and ``segment``, ``words``, ``characters``: one row per joined extract.
    """
    import numpy as np
    import pandas as pd

    need(rows, ("transcript", "start", "end"), _("Give a frame of codings, for instance study.frame(“pieces”)."))
    group = rows.groupby([*keys, "transcript"], sort=False, dropna=False).ngroup().to_numpy()
    start, end = rows["start"].to_numpy(np.int64), rows["end"].to_numpy(np.int64)
    order = np.lexsort((end, start, group))
    rows, group, start, end = rows.iloc[order], group[order], start[order], end[order]
    step = int(end.max(initial=0)) + 1
    reached = np.maximum.accumulate(group * step + end) if len(rows) else end
    opens = np.ones(len(rows), dtype=bool)
    opens[1:] = group[1:] * step + start[1:] >= reached[:-1]
    number = np.cumsum(opens) - 1
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(rows)) - 1 if len(first) else first
    made = pd.DataFrame({key: rows[key].to_numpy()[first] for key in keys})
    made["segment"] = 1
    made["characters"] = reached[last] - group[last] * step - start[first]
    made["words"] = _words_of(rows, number, first, start, end)
    return made


def _words_of(rows: "DataFrame", number: Any, first: Any, start: Any, end: Any) -> list[int]:
    """Count the words of joined extracts: those of the row where it stands alone, of the sewn text elsewhere."""
    if "quote" not in rows.columns and "words" not in rows.columns:
        return [0] * len(first)
    sizes = rows["words"].tolist() if "words" in rows.columns else [words(quote) for quote in rows["quote"]]
    counted = [int(sizes[i]) for i in first]
    if "quote" not in rows.columns:
        return counted
    quotes = rows["quote"].tolist()
    several = {int(k) for k in number[1:][number[1:] == number[:-1]]}
    for k in several:
        members = range(int(first[k]), int(first[k + 1]) if k + 1 < len(first) else len(number))
        text, reached = quotes[members[0]], int(end[members[0]])
        for i in members[1:]:
            text += quotes[i][max(0, reached - int(start[i])) :]
            reached = max(reached, int(end[i]))
        counted[k] = words(text)
    return counted


def modalities(values: "Series[Any]") -> list[Any]:
    """Return the modalities of a trait in reading order, « non renseigné » last."""
    import pandas as pd

    missing = _("not given")
    if isinstance(values.dtype, pd.CategoricalDtype):
        known = [value for value in values.dtype.categories if value in set(values)]
        return [value for value in known if value != missing] + [missing] * (missing in known)
    found = [value for value in pd.unique(values) if value != missing]
    found.sort(key=lambda value: (isinstance(value, str), value))
    return found + ([missing] if (values == missing).any() else [])


def with_modality(frame: "DataFrame", by: str, people: "DataFrame | None") -> "DataFrame":
    """Return the frame with a column ``modality``: the trait of the person, or « non renseigné ».

    ``people`` (one row per participant) says it when it holds the trait; else the frame itself.
    """
    import pandas as pd

    missing = _("not given")
    if people is not None and by in people.columns and "participant" in people.columns and by != "participant":
        traits = dict(zip(people["participant"], people[by], strict=True))
        values = frame["participant"].map(traits).astype(object)
    elif by in frame.columns:
        values = frame[by].astype(object)
    else:
        known = frame.columns if people is None else people.columns
        raise UnknownName(by, [str(name) for name in known if name not in ("quote", "participant")])
    yes = {True: _("yes"), False: _("no")}
    plain = [yes[v] if isinstance(v, bool) else missing if pd.isna(v) or v == "" else v for v in values]
    return frame.assign(modality=pd.Series(plain, index=frame.index, dtype=object))
