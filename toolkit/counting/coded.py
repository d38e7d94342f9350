"""The codings that a matrix is made of: kept, folded to codes or themes, as columns of whole numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolkit.counting import evidence
from toolkit.counting.columns import Numbered, numbered
from toolkit.errors import InvalidValue, UnknownCode
from toolkit.i18n import _, n_
from toolkit.model.codes import Code, Codebook

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Entry:
    """A code (or a theme) as it heads a line: id, label, theme."""

    code: str
    label: str
    theme: str


@dataclass(slots=True, repr=False)
class Coded:
    """Rows that count (``mask`` of the frame given, None for all), their code as numbers, the codes to show."""

    frame: "DataFrame"
    mask: Any
    code: Numbered
    entries: list[Entry]
    level: str
    coders: tuple[str, ...]
    raw: dict[str, Numbered] = field(default_factory=dict)
    """Columns of the whole frame, each numbered once."""

    def column(self, name: str) -> Numbered:
        """Return a column of the rows that count."""
        if name not in self.raw:
            self.raw[name] = numbered(self.frame[name])
        return self.kept(self.raw[name])

    def kept(self, column: Numbered) -> Numbered:
        """Return a column of the whole frame, without the rows that do not count."""
        return column if self.mask is None else Numbered(column.codes[self.mask], column.values)

    def values(self, name: str) -> Any:
        """Return the values of a column of whole numbers (positions, turns)."""
        import numpy as np

        column = self.frame[name].to_numpy(dtype=np.int64, na_value=0)
        return column if self.mask is None else column[self.mask]

    def without(self, gone: Any) -> None:
        """Leave out more rows (``gone``: one truth value for each row that counts)."""
        import numpy as np

        if not gone.any():
            return
        mask = np.ones(len(self.frame), dtype=bool) if self.mask is None else self.mask.copy()
        mask[np.flatnonzero(mask)[gone]] = False
        self.mask = mask
        self.code = Numbered(self.code.codes[~gone], self.code.values)

    def pieces(self) -> "DataFrame":
        """Return the rows behind the numbers: ``code`` is what the table says, ``code_id`` what was put."""
        rows = self.frame if self.mask is None else self.frame[self.mask]
        return rows.assign(
            code=[self.code.values[i] for i in self.code.codes.tolist()], code_id=rows["code"].tolist()
        )

    def notes(self) -> list[str]:
        """Return what must be said of the rows themselves."""
        made = [_("Counted: accepted codings only; the interviewer's words are left out.")]
        if self.coders:
            made[0] = _(
                "Counted: accepted codings of {coders}; the interviewer's words are left out.",
                coders=", ".join(self.coders),
            )
        if "coding" in self.frame.columns and "piece" not in self.frame.columns:
            made.append(whole_note())
        if not len(self.code.codes):
            made.append(_("No accepted coding to count yet."))
        return made


def whole_note() -> str:
    """Return what must be said when codings were not cut at turns."""
    return _(
        "Codings were counted whole, for the person who speaks where each one begins. "
        "study.frame(“pieces”) cuts them at turns: each person is then counted for their own words."
    )


def left_out(n: int) -> str:
    """Say how many extracts belong to nobody or to nothing that is counted."""
    return n_(
        "{n} extract is left out: it does not belong to those counted in N.",
        "{n} extracts are left out: they do not belong to those counted in N.",
        n,
    )


def of_nobody(n: int) -> str:
    """Say how many extracts have no known unit."""
    return n_(
        "{n} extract is left out: nothing says whose or which one it is.",
        "{n} extracts are left out: nothing says whose or which ones they are.",
        n,
    )


def coded(
    codings: "DataFrame",
    *,
    level: str = "code",
    coder: str | Sequence[str] | None = None,
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
) -> Coded:
    """Return what counts in a frame of codings, folded to ``level``.

    Raises ``InvalidValue`` (several coders and none named, a column that lacks), ``UnknownCode``.
    """
    if level not in ("code", "theme"):
        raise InvalidValue(_("“{level}” is not a level.", level=level), _("Choose “code” or “theme”."))
    frame = codings
    if "code" not in frame.columns and level == "theme" and "theme" in frame.columns:
        frame = frame.assign(code=frame["theme"])
    raw: dict[str, Numbered] = {}

    def column(name: str) -> Numbered:
        if name not in raw:
            raw[name] = numbered(frame[name])
        return raw[name]

    mask = evidence.accepted_mask(frame, coder=coder, column=column)
    coders: tuple[str, ...] = ()
    if "coder" in frame.columns:
        coders = tuple(sorted(column("coder").present(mask)))
    # Themes that the frame already tells need no code, unless a label is to be read from it.
    told = level == "theme" and codes is None and "theme" in frame.columns and "code_label" not in frame.columns
    made = Coded(frame, mask, column("theme" if told else "code"), [], level, coders, raw)
    made.code = made.kept(made.code)
    made = _from_frame(made) if codes is None else _from_book(made, evidence.codebook_of(codes))
    if not made.code.whole:
        made.without(made.code.codes < 0)
    return made


def _from_book(made: Coded, book: Codebook) -> Coded:
    for id in made.code.present():
        if id not in book:
            raise UnknownCode(str(id), [code.id for code in book])
    themes = {code.id: book.theme(code.id) for code in book}
    if made.level == "theme":
        shown = [code.id for code in book if code.parent is None]
        told = [themes.get(value) for value in made.code.values]
    else:
        # A code that only gathers others is not « voiced by nobody »: it is shown when it was used itself.
        used = set(made.code.present()) | ({code.id for code in book} - {code.parent for code in book})
        shown = [code.id for code in book if code.id in used]
        told = [value if value in used else None for value in made.code.values]
    made.code = made.code.as_values(told, shown)
    made.entries = [Entry(id, book[id].label, themes[id]) for id in shown]
    return made


def _from_frame(made: Coded) -> Coded:
    if made.level == "theme":
        evidence.need(made.frame, ("theme",), _("Give the codebook with codes=, so that codes find their theme."))
        column = made.column("theme")
        names = _first(made, made.code, "code_label")
        made.code = column if column.whole and len(column.present()) == len(column) else _present(column)
        made.entries = [Entry(str(id), str(names.get(id, id)), str(id)) for id in made.code.values]
        return made
    made.code = _present(made.code)
    names, themes = _first(made, made.code, "code_label"), _first(made, made.code, "theme")
    made.entries = [Entry(str(id), str(names.get(id, id)), str(themes.get(id, id))) for id in made.code.values]
    return made


def _present(column: Numbered) -> Numbered:
    """Leave out the values that no row holds any more."""
    there = set(column.present())
    if len(there) == len(column):
        return column
    return column.as_values([value if value in there else None for value in column.values])


def _first(made: Coded, code: Numbered, name: str) -> dict[Any, Any]:
    """Return what column ``name`` says of each code, where it is first met."""
    import numpy as np

    if name not in made.frame.columns:
        return {}
    told = made.column(name)
    place = np.full(len(code) + 1, -1, dtype=np.int64)
    place[code.codes[::-1]] = np.arange(len(code.codes))[::-1]
    found = {}
    for value, at in zip(code.values, place.tolist(), strict=False):
        if at >= 0 and (said := int(told.codes[at])) >= 0:
            found[value] = told.values[said]
    return found
