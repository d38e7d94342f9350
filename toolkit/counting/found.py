"""``Found``: the extracts that answer a query; its display says how many, its words are shown when asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from toolkit.counting.coded import Coded
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from pandas import DataFrame

    from toolkit.counting.queries import Query

SHOWN = ("transcript", "turn", "participant", "case", "speaker", "start", "end")


class Found(Table):
    """What a query finds: ``.frame`` has one line per extract, ``.people`` who said them, ``.quotes()`` the codings.

    ``.show()`` gives the words. The notes say how many extracts, people and texts.
    """

    __slots__ = ("people", "query", "size")
    people: tuple[str, ...]
    query: "Query"
    size: int | None

    @classmethod
    def of(cls, made: Coded, rows: Any, query: "Query", among: "DataFrame | None", hints: Sequence[str]) -> "Found":
        """Return what was found: ``rows`` are the codings (of those that count) on the segments that answer."""
        pieces = made.pieces()[rows] if len(rows) else made.pieces().iloc[:0]
        frame = _extracts(pieces)
        known = frame["people"].tolist() if len(frame) else []
        people = tuple(sorted({person for of in known for person in of.split()}))
        size = None if among is None else int(among["participant"].nunique())
        if among is not None:
            people = tuple(person for person in people if person in set(among["participant"]))
        self = object.__new__(cls)
        put = object.__setattr__
        caption = (
            _("Query: {asks}.", asks=query.asks)
            if not query.name
            else _("Query “{name}”: {asks}.", name=query.name, asks=query.asks)
        )
        notes = (_summary(frame, people, size), *_scope(query), *hints, *made.notes()[1:], _inside())
        told: dict[str, Any] = {
            "frame": frame, "unit": "segment", "caption": caption, "notes": notes, "by": None, "totals": None,
            "pieces": pieces, "value": "n", "people": people, "query": query, "size": size,
            "printed": Printed(caption, *_rows(frame), notes),
        }  # fmt: skip
        for name, value in told.items():
            put(self, name, value)
        return self

    def quotes(self, code: str | None = None, modality: Any = None) -> "DataFrame":
        """Return the codings of the extracts found, of one ``code`` if named; words hide until ``.show()``."""
        from toolkit.model.quiet import QuietFrame

        del modality
        rows = self.pieces
        assert rows is not None
        return QuietFrame((rows if code is None else rows[rows["code"] == code]).reset_index(drop=True))

    def show(self) -> Any:
        """Return the extracts with their words, which a notebook shows (and saves: clear the cell)."""
        return self.frame.show()  # type: ignore[operator]

    def __len__(self) -> int:
        return len(self.frame)

    def __repr__(self) -> str:
        return "\n".join([self.caption, *self.notes])

    def _repr_html_(self) -> str:
        from html import escape

        return "".join(f"<p>{escape(line)}</p>" for line in (self.caption, *self.notes))

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__


def _extracts(pieces: "DataFrame") -> "DataFrame":
    """Return one line per extract, its codes and its people put together."""
    from toolkit.model.quiet import QuietFrame

    columns = [name for name in SHOWN if name in pieces.columns]
    more = ["people", "codes", *(["quote"] if "quote" in pieces.columns else [])]
    kept: dict[tuple[Any, ...], dict[str, Any]] = {}
    labels = pieces["code_label"] if "code_label" in pieces.columns else pieces["code"]
    for line, label in zip(pieces.to_dict("records"), labels.tolist(), strict=True):
        row = {str(name): value for name, value in line.items()}
        told = kept.setdefault((row["transcript"], row["start"], row["end"]), {**row, "people": {}, "codes": {}})
        told["codes"][label] = None
        if isinstance(row.get("participant"), str):
            told["people"][row["participant"]] = None
    lines = [
        {**row, "people": " ".join(row["people"]), "codes": ", ".join(map(str, row["codes"]))}
        for _key, row in sorted(kept.items(), key=lambda item: (str(item[0][0]), item[0][1], item[0][2]))
    ]
    return QuietFrame(lines, columns=[*columns, *more])


def _summary(frame: "DataFrame", people: Sequence[str], size: int | None) -> str:
    if not len(frame):
        return _("No extract answers this query.")
    extracts = n_("{n} extract", "{n} extracts", len(frame))
    texts = n_("{n} text", "{n} texts", frame["transcript"].nunique())
    who = n_("{n} person", "{n} people", len(people))
    if size is not None:
        who = n_("{n} person out of {N}", "{n} people out of {N}", len(people), N=size)
    return _("{extracts}, {texts}, {people}.", extracts=extracts, texts=texts, people=who)


def _scope(query: "Query") -> list[str]:
    """Return among what it was looked for."""
    made = [_("Among those whose {trait} is: {value}.", trait=name, value=value) for name, value in query.where]
    if query.speakers:
        made.append(_("Among the words of: {speakers}.", speakers=", ".join(query.speakers)))
    if query.transcripts:
        made.append(_("Among the texts: {texts}.", texts=", ".join(query.transcripts)))
    if query.coders:
        made.append(_("Among the codings of: {coders}.", coders=", ".join(query.coders)))
    if query.since and query.until:
        made.append(_("Among the codings from {since} to {until}.", since=query.since, until=query.until))
    elif query.since:
        made.append(_("Among the codings since {since}.", since=query.since))
    elif query.until:
        made.append(_("Among the codings until {until}.", until=query.until))
    return made


def _inside() -> str:
    return _("Working document: these extracts were not approved to be shown outside.")


def _rows(frame: "DataFrame") -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    from toolkit.formats.tables import bare

    columns: dict[str, list[Any]] = {_("Text"): frame["transcript"].tolist()}
    if "turn" in frame.columns:
        columns[_("Turn")] = [bare(value) for value in frame["turn"]]
    columns[_("People")] = [value or None for value in frame["people"]]
    columns[_("Codes")] = frame["codes"].tolist()
    if "quote" in frame.columns:
        columns[_("Extract")] = [" ".join(str(value).split()) for value in frame["quote"]]
    return tuple(columns), tuple(zip(*columns.values(), strict=True))
