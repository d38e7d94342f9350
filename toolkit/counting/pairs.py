"""``Cooccurrence``: how often two codes go together, with what must be read beside the number."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from toolkit.counting.coded import Entry
from toolkit.counting.sweeps import Met
from toolkit.errors import InvalidValue, UnknownCode
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table, bare
from toolkit.i18n import _, n_, number

if TYPE_CHECKING:
    from pandas import DataFrame

Behind = Callable[[str | None, str | None], "DataFrame"]
UNEQUAL: Final = 5
"""A ratio of sizes above which c hides that most of the rarer code goes with the other (ATLAS.ti marks it so)."""

N_OF_A, N_OF_B = 1, 2


class Cooccurrence(Table):
    """How often two codes go together; made by ``cooccurrence``.

    ``table["entraide", "fatigue"]`` is n₁₂, ``table["entraide"]`` the n of one code; ``.pair("a", "b")`` every
    number of a pair; ``.matrix`` the n₁₂ as a square; ``.quotes("a", "b")`` the extracts behind a pair.
    """

    __slots__ = ("_behind", "_entries", "_how", "_least", "_made", "_met")
    _behind: Behind
    _entries: tuple[Entry, ...]
    _how: str
    _least: int
    _made: dict[str, Any]
    _met: Met

    def __init__(self, *, entries: Sequence[Entry], met: Met, behind: Behind, how: str, least: int, **fields: Any):
        put = object.__setattr__
        for name, value in {"by": None, "totals": None, "value": "n", **fields}.items():
            put(self, name, value)
        put(self, "_entries", tuple(entries))
        put(self, "_met", met)
        put(self, "_behind", behind)
        put(self, "_how", how)
        put(self, "_least", least)
        put(self, "_made", {})

    @property
    def printed(self) -> Printed:
        """The pairs that go together, the most frequent first; written out when asked for."""
        if "printed" not in self._made:
            facts = _facts(self.frame)
            self._made["printed"] = Printed(
                self.caption, *_rows(self.frame, self._how, self._least), self.notes, facts
            )
        made: Printed = self._made["printed"]
        return made

    @property
    def pieces(self) -> "DataFrame":
        """The coded extracts behind the numbers."""
        if "pieces" not in self._made:
            self._made["pieces"] = self._behind(None, None)
        made: DataFrame = self._made["pieces"]
        return made

    @property
    def matrix(self) -> "DataFrame":
        """The n₁₂ of each pair; on the diagonal, the n of each code."""
        import numpy as np
        import pandas as pd

        square = self._met.pairs.copy()
        np.fill_diagonal(square, self._met.sizes)
        ids = pd.Index([entry.code for entry in self._entries], dtype=object, name="code")
        return pd.DataFrame(square, index=ids, columns=ids.rename("code_2"))

    def pair(self, a: str, b: str) -> dict[str, Any]:
        """Return every number of a pair, as seen from ``a``: ``share_a`` is the share of a that goes with b."""
        i, j = self._at(a), self._at(b)
        if i == j:
            raise InvalidValue(_("A code always goes with itself."), _("Name two codes."))
        first, second = self._entries[min(i, j)].code, self._entries[max(i, j)].code
        rows = self.frame[(self.frame["code_a"] == first) & (self.frame["code_b"] == second)]
        told = {str(name): bare(value) for name, value in rows.iloc[0].items()}
        if i > j:
            turned = {"code": 0, "label": 0, "n": 0, "share": 0}
            for name in turned:
                told[f"{name}_a"], told[f"{name}_b"] = told[f"{name}_b"], told[f"{name}_a"]
        return told

    def __getitem__(self, key: str | tuple[Any, Any]) -> Any:
        if not isinstance(key, tuple):
            return int(self._met.sizes[self._at(key)])
        i, j = self._at(key[0]), self._at(key[1])
        return int(self._met.sizes[i] if i == j else self._met.pairs[i, j])

    def __iter__(self) -> Iterator[str]:
        return iter([entry.code for entry in self._entries])

    def __len__(self) -> int:
        return len(self._entries)

    def quotes(self, code: str | None = None, modality: Any = None) -> "DataFrame":
        """Return the extracts behind a pair (or behind one code): those of each code that go with the other."""
        from toolkit.model.quiet import QuietFrame

        first = None if code is None else self._entries[self._at(code)].code
        if modality is None:
            rows = self.pieces if first is None else self.pieces[self.pieces["code"] == first]
        else:
            rows = self._behind(first, self._entries[self._at(modality)].code)
        return QuietFrame(rows.reset_index(drop=True))

    def quotes_at(self, line: int, column: int | None = None) -> "DataFrame":
        """Return the extracts behind a line of the printed table: its pair, or in the columns of a code that code."""
        pairs = printed_pairs(self.frame, self._least)
        row = self.frame.iloc[pairs[line]]
        # The columns after the two labels: n together, n of A, n of B.
        if column in (N_OF_A, N_OF_B):
            return self.quotes(row["code_a" if column == N_OF_A else "code_b"])
        return self.quotes(row["code_a"], row["code_b"])

    def _at(self, key: Any) -> int:
        for name in ("code", "label"):
            found = [i for i, entry in enumerate(self._entries) if getattr(entry, name) == key]
            if len(found) == 1:
                return found[0]
        raise UnknownCode(str(key), [entry.code for entry in self._entries])

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__


def definition(how: str, within: int | None, measure: str) -> str:
    """Say in a sentence what going together means here."""
    if how == "within" and measure == "turns":
        return n_(
            "Together: turns that carry the codes, at most {n} turn apart in the same text.",
            "Together: turns that carry the codes, at most {n} turns apart in the same text.",
            int(within or 0),
        )
    if how == "within":
        return n_(
            "Together: extracts with at most {n} character between them in the same text.",
            "Together: extracts with at most {n} characters between them in the same text.",
            int(within or 0),
        )
    return {
        "overlap": _("Together: extracts that share one character at least; each pair of extracts counts once."),
        "same_segment": _("Together: the very same segment carries both codes."),
        "turn": _("Together: the same turn carries both codes."),
        "participant": _("Together: the same person voices both codes, wherever it is."),
        "transcript": _("Together: the same text carries both codes."),
        "case": _("Together: the same case carries both codes."),
    }[how]


def reading(frame: "DataFrame", how: str, least: int = 1) -> list[str]:
    """Return the sentences that say how to read the numbers, and when not to."""
    made = [
        _(
            "c = n12 / (n1 + n2 − n12): 1 is always together, 0 never. “Of A”: the share of what A holds that goes "
            "with B. Going together is not a cause."
        )
    ]
    shown = frame[frame["n"] > 0]
    if shown["unequal"].any():
        made.append(
            _("* One code is more than 5 times the other: c hides what the rarer one goes with, read the shares.")
        )
    if (shown["c"] > 1).any():
        made.append(
            _(
                "c above 1: several extracts of one code overlap the same extract of the other. "
                "Count turns, or the same segment, to stay between 0 and 1."
            )
        )
    if "expected" in frame.columns:
        made.append(
            _("Expected: what chance alone would give if extracts fell anywhere in their text.")
            if how == "overlap"
            else _("Expected: what chance alone would give, n1 × n2 / N.")
        )
    fewer = int(((frame["n"] > 0) & (frame["n"] < least)).sum())
    if fewer:
        made.append(
            n_(
                "{n} pair that goes together less than {least} times is not shown.",
                "{n} pairs that go together less than {least} times are not shown.",
                fewer,
                least=least,
            )
        )
    if not len(shown):
        made.append(_("No two codes go together in this sense."))
    return made


def caption_of(level: str, how: str, size: int | None) -> str:
    """Return the sentence printed above."""
    what = _("Themes that go together") if level == "theme" else _("Codes that go together")
    counted = {
        "turn": _("number of turns"),
        "participant": _("number of people"),
        "transcript": _("number of interviews and texts"),
        "case": _("number of cases"),
        "same_segment": _("number of segments"),
    }.get(how, _("number of pairs of extracts"))
    fields = {"what": what, "counted": counted}
    return (
        _("{what}: {counted}.", **fields)
        if size is None
        else _("{what}: {counted}, N = {N}.", **fields, N=number(size))
    )


def printed_pairs(frame: "DataFrame", least: int = 1) -> list[int]:
    """Return the lines that are printed, the most frequent first; those that never go together are not."""
    shown = frame[frame["n"] >= least]
    return [int(i) for i in shown.sort_values(["n", "c"], ascending=False, kind="stable").index]


def _rows(frame: "DataFrame", how: str, least: int) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    lines = frame.loc[printed_pairs(frame, least)]

    def decimal(column: str) -> list[Cell]:
        return [None if bare(x) is None else number(float(x), 2) for x in lines[column]]

    columns: dict[str, list[Cell]] = {
        _("A"): [str(x) for x in lines["label_a"]],
        _("B"): [str(x) for x in lines["label_b"]],
        _("n together"): [int(x) for x in lines["n"]],
        _("n of A"): [int(x) for x in lines["n_a"]],
        _("n of B"): [int(x) for x in lines["n_b"]],
        _("c"): [
            f"{c} *" if unequal else c for c, unequal in zip(decimal("c"), lines["unequal"].tolist(), strict=True)
        ],
        _("Of A"): decimal("share_a"),
        _("Of B"): decimal("share_b"),
    }
    if "expected" in frame.columns:
        columns[_("Expected")] = [number(float(x), 1) for x in lines["expected"]]
    if "jaccard" in frame.columns and how != "participant":
        columns[_("Jaccard (people)")] = decimal("jaccard")
    return tuple(columns), tuple(zip(*columns.values(), strict=True))


def _facts(frame: "DataFrame") -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    headings = {
        "code_a": _("Code A"), "code_b": _("Code B"), "label_a": _("A"), "label_b": _("B"), "n_a": _("n of A"),
        "n_b": _("n of B"), "n": _("n together"), "c": _("c"), "share_a": _("Of A"), "share_b": _("Of B"),
        "overlap": _("Overlap coefficient"), "cosine": _("Cosine"), "jaccard": _("Jaccard (people)"),
        "expected": _("Expected"),
    }  # fmt: skip
    names = [name for name in headings if name in frame.columns]
    columns = [[bare(value) for value in frame[name].tolist()] for name in names]
    return tuple(headings[name] for name in names), tuple(zip(*columns, strict=True))
