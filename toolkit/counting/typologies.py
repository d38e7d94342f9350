"""Types of people by two dimensions, and the people who do not fit: unclassifiable ones, negative cases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.counting import evidence
from toolkit.counting.coded import Coded, coded
from toolkit.counting.columns import plainly
from toolkit.counting.sides import within
from toolkit.errors import InvalidValue, UnknownCode, UnknownName, UnknownParticipant
from toolkit.formats.table_writers import Cell, Printed
from toolkit.formats.tables import Table
from toolkit.i18n import _, n_, number
from toolkit.model.codes import Code, Codebook
from toolkit.model.text import fold

if TYPE_CHECKING:
    from pandas import DataFrame

Dimension = str | Mapping[str, Any]


class Typology(Table):
    """People placed by two dimensions; ``.frame`` has one line per person: ``participant down across reason``.

    Every person is in one cell, or unclassifiable with a ``reason``. ``table["oui", "bénévole"]`` is the number of a
    cell, ``.people("oui", "bénévole")`` who they are, ``.unclassifiable`` the others with their reasons.
    """

    __slots__ = ("across", "down")
    down: tuple[Any, ...]
    across: tuple[Any, ...]

    def people(self, down: Any, across: Any) -> tuple[str, ...]:
        """Return who is in a cell; raise ``UnknownName``."""
        for value, known in ((down, self.down), (across, self.across)):
            if str(value) not in map(str, known):
                raise UnknownName(str(value), [str(one) for one in known])
        rows = self.frame
        inside = (
            (rows["down"].map(str) == str(down)) & (rows["across"].map(str) == str(across)) & (rows["reason"] == "")
        )
        return tuple(rows["participant"][inside])

    @property
    def unclassifiable(self) -> dict[str, str]:
        """The people who are in no cell, each with the reason."""
        rows = self.frame[self.frame["reason"] != ""]
        return dict(zip(rows["participant"], rows["reason"], strict=True))

    def __getitem__(self, key: Any) -> int:
        if not isinstance(key, tuple):
            raise InvalidValue(_("A cell has a line and a column."), _("Write table[“oui”, “bénévole”]."))
        return len(self.people(*key))

    def __iter__(self) -> Iterator[str]:
        return iter(self.frame["participant"].tolist())

    def __len__(self) -> int:
        return len(self.frame)

    def quotes(self, code: str | None = None, modality: Any = None) -> "DataFrame":
        """Return the extracts of the people of a cell (or of everybody); words hide until ``.show()``."""
        from toolkit.model.quiet import QuietFrame

        if self.pieces is None:
            raise InvalidValue(
                _("This table was made without codings."), _("Give them: typology(people, …, codings=…).")
            )
        rows = self.pieces
        if code is not None and modality is not None:
            rows = rows[rows["participant"].isin(self.people(code, modality))]
        return QuietFrame(rows.reset_index(drop=True))

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__


def typology(
    people: "DataFrame",
    *,
    down: Dimension,
    across: Dimension,
    codings: "DataFrame | None" = None,
    coder: str | Sequence[str] | None = None,
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
    reasons: Mapping[str, str] | None = None,
) -> Typology:
    """Place each person by two dimensions; nobody disappears.

    A dimension is a trait of the people, a code (whether they voice it), or your own reading:
    ``{"P1": "engagée", "P2": "distante"}``. Who lacks a value, or whom you set apart with ``reasons``, is
    unclassifiable, with the reason. A type describes what was said here; it is no category of people, and a small
    cell may name somebody. Typologies from interviews: Demazière & Dubar 1997, Analyser les entretiens biographiques.

    Parameters
    ----------
    people
        ``study.frame("participants")``.
    down, across
        The two dimensions: lines and columns.
    codings, coder, codes
        As in ``crosstab``; needed when a dimension is a code.
    reasons
        Why some people fit nowhere, by their id.

    Raises ``UnknownName`` for a dimension that is neither a trait nor a code, ``UnknownParticipant``.
    """
    import pandas as pd

    evidence.need(people, ("participant",), _("Give study.frame(“participants”)."))
    ids = [str(id) for id in dict.fromkeys(people["participant"])]
    made = None
    if codings is not None:
        made = coded(codings, coder=coder, codes=codes)
        within(made, people, "participant", [])
    reasons = dict(reasons or {})
    for given in (reasons, *(one for one in (down, across) if isinstance(one, Mapping))):
        for id in given:
            if id not in ids:
                raise UnknownParticipant(str(id), ids)
    sides = [_placed(one, people, ids, made, codes) for one in (down, across)]
    lines = []
    for id in ids:
        first, second = sides[0][1].get(id), sides[1][1].get(id)
        reason = str(reasons.get(id, "")).strip()
        lacking = [
            name for (name, _values, _order), value in zip(sides, (first, second), strict=True) if value is None
        ]
        if not reason and lacking:
            reason = _("nothing is said of: {dimensions}", dimensions=", ".join(lacking))
        lines.append((id, first, second, reason))
    frame = pd.DataFrame(lines, columns=["participant", "down", "across", "reason"], dtype=object)
    self = object.__new__(Typology)
    caption = _("Types of people: “{down}” by “{across}”, N = {N}.", down=sides[0][0], across=sides[1][0], N=len(ids))
    gone = [(id, reason) for id, _first, _second, reason in lines if reason]
    notes = [_("Each person is in one cell, or unclassifiable with a reason.")]
    if gone:
        notes.append(n_("{n} person is unclassifiable:", "{n} people are unclassifiable:", len(gone)))
        notes += [f"{id} : {reason}" for id, reason in gone]
    notes.append(_("Working document: small numbers are not hidden, do not give this table out."))
    told: dict[str, Any] = {
        "frame": frame, "unit": "participant", "caption": caption, "notes": tuple(notes), "by": None, "totals": None,
        "pieces": None if made is None else made.pieces(), "value": "n", "down": tuple(sides[0][2]),
        "across": tuple(sides[1][2]),
    }  # fmt: skip
    for name, value in told.items():
        object.__setattr__(self, name, value)
    object.__setattr__(self, "printed", _printed(self, sides[0][0], len(gone)))
    return self


def _placed(
    dimension: Dimension,
    people: "DataFrame",
    ids: Sequence[str],
    made: Coded | None,
    codes: "Codebook | Iterable[Code] | DataFrame | None",
) -> tuple[str, dict[str, Any], list[Any]]:
    """Return a dimension: its name, what it says of each person (None: nothing), its values in order."""
    missing = plainly(None)
    if isinstance(dimension, Mapping):
        said = {id: plainly(dimension.get(id)) for id in ids}
        name = _("your reading")
    elif dimension in people.columns and dimension != "participant":
        said = dict(zip(map(str, people["participant"]), map(plainly, people[dimension].tolist()), strict=True))
        name = dimension
    elif made is not None:
        code, name = _code(dimension, made, codes, people)
        voicing = voices(made, code, codes)
        yes, no = _("voiced"), _("not voiced")
        return name, {id: yes if id in voicing else no for id in ids}, [yes, no]
    else:
        raise UnknownName(dimension, [str(one) for one in people.columns if one != "participant"])
    values = {id: None if value == missing else value for id, value in said.items()}
    found = list(dict.fromkeys(value for value in values.values() if value is not None))
    return name, values, sorted(found, key=lambda value: (isinstance(value, str), value))


def _code(
    typed: str, made: Coded, codes: "Codebook | Iterable[Code] | DataFrame | None", people: "DataFrame | None"
) -> tuple[str, str]:
    """Return the id and the label of a code; raise ``UnknownName`` naming codes and traits."""
    names = {entry.code: entry.label for entry in made.entries}
    if codes is not None:
        names = {code.id: code.label for code in evidence.codebook_of(codes)}
    if typed in names:
        return typed, names[typed]
    found = [id for id, label in names.items() if fold(label) == fold(typed)]
    if len(found) == 1:
        return found[0], names[found[0]]
    if people is None:
        raise UnknownCode(typed, list(names))
    raise UnknownName(typed, [*names, *(str(one) for one in people.columns if one != "participant")])


def voices(made: Coded, code: str, codes: "Codebook | Iterable[Code] | DataFrame | None" = None) -> set[str]:
    """Return the people who voice a code, or one under it."""
    evidence.need(made.frame, ("participant",), _("Give a frame of codings, for instance study.frame(“pieces”)."))
    ids = [code]
    if codes is not None:
        book = evidence.codebook_of(codes)
        ids = [one.id for one in book if code in book.path(one.id)]
    who = made.column("participant")
    rows = made.code.among(ids)
    return {str(who.values[i]) for i in set(who.codes[rows].tolist()) if i >= 0}


def _printed(table: Typology, name: str, gone: int) -> Printed:
    headings = (name, *(str(value) for value in table.across))
    rows: list[tuple[Cell, ...]] = []
    for down in table.down:
        cells: list[Cell] = []
        for across in table.across:
            inside = table.people(down, across)
            cells.append(f"{number(len(inside))} ({', '.join(inside)})" if inside else "0")
        rows.append((str(down), *cells))
    if gone:
        rows.append((_("unclassifiable ({n})", n=number(gone)), *([None] * len(table.across))))
    facts = (
        (_("Person"), name, _("Column"), _("Reason")),
        tuple(
            (row["participant"], _word(row["down"]), _word(row["across"]), row["reason"] or None)
            for row in table.frame.to_dict("records")
        ),
    )
    return Printed(
        table.caption, headings if len(headings) > 1 else (name, ""), _squared(rows, headings), table.notes, facts
    )


def _squared(rows: Sequence[tuple[Cell, ...]], headings: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    width = max(len(headings), 2)
    return tuple((*row, *([None] * (width - len(row))))[:width] for row in rows)


def _word(value: Any) -> Cell:
    return value if value is None or isinstance(value, int | float | str) else str(value)


def negative_cases(
    codings: "DataFrame",
    *,
    when: str | Mapping[str, Any],
    then: str,
    among: "DataFrame",
    coder: str | Sequence[str] | None = None,
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
) -> Table:
    """Find the people who go against a pattern: ``when`` is true of them and they do not voice ``then``.

    Look for them before writing « quand…, alors… »: each one bounds the pattern, or mends it. Not voicing is not
    being against: read what they say, and whether they were asked. Negative case analysis: Lincoln & Guba 1985,
    Naturalistic Inquiry, ch. 11.

    Parameters
    ----------
    when
        A code, or a trait: ``{"statut": "bénévole"}``.
    then
        A code.
    among
        ``study.frame("participants")``.

    Returns a table whose ``frame`` has one line per negative case: ``participant n`` (its extracts of ``when``, of
    everything when ``when`` is a trait); ``table.notes`` says how many follow the pattern. ``quotes()`` gives their
    extracts.
    """
    import pandas as pd

    evidence.need(among, ("participant",), _("Give study.frame(“participants”)."))
    made = coded(codings, coder=coder, codes=codes)
    within(made, among, "participant", [])
    ids = [str(id) for id in dict.fromkeys(among["participant"])]
    rows = made.pieces()
    if isinstance(when, Mapping):
        concerned, said = list(ids), []
        for name, value in when.items():
            if name not in among.columns:
                raise UnknownName(str(name), [str(one) for one in among.columns if one != "participant"])
            having = {
                str(id)
                for id, one in zip(among["participant"], among[name].tolist(), strict=True)
                if str(plainly(one)) == str(plainly(value))
            }
            concerned = [id for id in concerned if id in having]
            said.append(f"{name} = {plainly(value)}")
        first, shown = ", ".join(said), rows
    else:
        code, first = _code(when, made, codes, None)
        having = voices(made, code, codes)
        concerned = [id for id in ids if id in having]
        book = None if codes is None else evidence.codebook_of(codes)
        under = {code} if book is None else {one.id for one in book if code in book.path(one.id)}
        shown = rows[rows["code"].isin(under)]
    target, second = _code(then, made, codes, None)
    follow = voices(made, target, codes)
    against = [id for id in concerned if id not in follow]
    shown = shown[shown["participant"].isin(against)]
    counts = shown["participant"].value_counts()
    frame = pd.DataFrame({"participant": against, "n": [int(counts.get(id, 0)) for id in against]})
    caption = _("Negative cases: “{when}” without “{then}”.", when=first, then=second)
    notes = (
        _(
            "People “{when}”: N = {N}; {n} with “{then}”, {against} without.",
            when=first, N=len(concerned), n=len(concerned) - len(against), then=second, against=len(against),
        ),
        _("Not voicing is not being against: read what they say, and check that they were asked."),
        *made.notes(),
    )  # fmt: skip
    printed = Printed(
        caption, (_("Person"), _("Number of extracts")), tuple((id, int(counts.get(id, 0))) for id in against), notes
    )
    return Table(frame=frame, unit="participant", caption=caption, notes=notes, pieces=shown, printed=printed)
