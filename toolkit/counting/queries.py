"""Queries: the extracts that carry some codes, on the same words, near, in the same turn, in the same person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from toolkit.counting import evidence
from toolkit.counting.asking import Both, Has, Not, Part, Said, Tied, parsed
from toolkit.counting.coded import Coded, coded
from toolkit.counting.columns import together, trait_of
from toolkit.counting.found import Found
from toolkit.counting.sides import within
from toolkit.errors import InvalidValue, UnknownCode, UnknownName
from toolkit.i18n import _
from toolkit.model.checks import checked_date
from toolkit.model.codes import Code, Codebook
from toolkit.model.text import fold

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame

    Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Query:
    """A question that can be asked again: what is looked for, and among what.

    ``asks`` is what was typed (see ``asking``); ``where`` keeps the people who have these traits; ``coders``,
    ``speakers``, ``transcripts`` and ``since`` … ``until`` (dates of the codings) keep some of the codings first.
    """

    asks: str
    name: str = ""
    where: tuple[tuple[str, str], ...] = ()
    coders: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        parsed(self.asks)
        checked_date(self.since)
        checked_date(self.until)
        for name in ("where", "coders", "speakers", "transcripts"):
            value = getattr(self, name)
            value = value.items() if isinstance(value, Mapping) else [value] if isinstance(value, str) else value
            pairs = tuple(tuple(map(str, one)) if name == "where" else str(one) for one in value)
            object.__setattr__(self, name, pairs)

    def named(self, name: str) -> "Query":
        """Return the same question under a name."""
        return replace(self, name=name)


def query(
    codings: "DataFrame",
    asks: "str | Query",
    *,
    among: "DataFrame | None" = None,
    codes: "Codebook | Iterable[Code] | DataFrame | None" = None,
    dated: "DataFrame | None" = None,
    where: Mapping[str, Any] | None = None,
    coder: str | Sequence[str] | None = None,
    speakers: Sequence[str] = (),
    transcripts: Sequence[str] = (),
    since: str = "",
    until: str = "",
) -> Found:
    """Find the extracts that answer a question, with the people who said them.

    ``entraide et fatigue``: extracts (the same words exactly) that carry both; ``ou``, ``non`` (the other coded
    extracts). ``entraide chevauche fatigue``: extracts of the first that share a character with one of the second;
    ``près de (3)``: at most 3 turns away; ``précède``, ``suit`` (within ``(3)`` turns, or anywhere in the text);
    ``même tour``; ``même personne``. ``statut=bénévole``, ``personne=P3``, ``texte=E01``, ``cas=…``: extracts of
    those people, of those texts. A code stands for those under it. Labels with spaces go between quotation marks.

    Parameters
    ----------
    codings
        ``study.frame("pieces")`` or ``study.frame("codings")``. Only accepted ones, never the interviewer's words.
    asks
        What is looked for, or a ``Query`` kept earlier (the options given here then add to it).
    among
        ``study.frame("participants")``: gives N and the traits.
    codes
        The codebook; without it labels and codes are those of the frame, and a code stands for itself only.
    dated
        ``study.frame("codings")``, needed by ``since`` and ``until`` when ``codings`` are pieces.
    where, coder, speakers, transcripts, since, until
        Keep some of the codings before anything is looked for; dates are those of the codings (2026-03-01).

    Raises ``InvalidValue`` (a query that cannot be read, several coders and none named), ``UnknownCode``,
    ``UnknownName``.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("E1", 1, 0, 9, "entraide", "P1"), ("E1", 1, 5, 12, "fatigue", "P1")]
    >>> codings = pd.DataFrame(rows, columns=["transcript", "turn", "start", "end", "code", "participant"])
    >>> query(codings, "entraide chevauche fatigue").people
    ('P1',)
    """
    of = asks if isinstance(asks, Query) else Query(asks)
    of = replace(
        of,
        where=(*of.where, *((name, str(value)) for name, value in (where or {}).items())),
        coders=of.coders or tuple([coder] if isinstance(coder, str) else coder or ()),
        speakers=of.speakers or tuple(speakers),
        transcripts=of.transcripts or tuple(transcripts),
        since=of.since or since,
        until=of.until or until,
    )
    evidence.need(
        codings,
        ("code", "transcript", "start", "end"),
        _("Give a frame of codings, for instance study.frame(“pieces”)."),
    )
    made = coded(codings, coder=list(of.coders) or None, codes=codes)
    _between(made, of, dated)
    book = None if codes is None else evidence.codebook_of(codes)
    notes: list[str] = []
    if among is not None and "participant" in made.frame.columns:
        within(made, among, "participant", notes)
    _keep(made, of, among)
    asked = _Asked(made, book, among)
    found = asked.segments_of(parsed(of.asks))
    return Found.of(made, found[asked.segment.codes] if len(found) else found, of, among, [*asked.hints(of), *notes])


def _between(made: Coded, of: Query, dated: "DataFrame | None") -> None:
    """Keep the codings made between two days."""
    import numpy as np

    codings = made.frame
    if not of.since and not of.until:
        return
    if "date" in codings.columns:
        good = [_in_days(day, of) for day in codings["date"].tolist()]
    else:
        if dated is None or not {"coding", "date"} <= set(dated.columns) or "codings" not in codings.columns:
            raise InvalidValue(
                _("Nothing says when these passages were coded."), _("Give study.frame(“codings”) with dated=.")
            )
        days_of = dict(zip(dated["coding"].tolist(), dated["date"].tolist(), strict=True))
        # A piece counts when one of the codings that it comes from was made between these days.
        good = [any(_in_days(days_of.get(id, ""), of) for id in ids.split()) for ids in codings["codings"].tolist()]
    inside = np.array(good, dtype=bool)
    made.without(~(inside if made.mask is None else inside[made.mask]))


def _in_days(day: Any, of: Query) -> bool:
    said = day if isinstance(day, str) else ""
    return bool(said) and (not of.since or said >= of.since) and (not of.until or said[: len(of.until)] <= of.until)


def _keep(made: Coded, of: Query, among: "DataFrame | None") -> None:
    """Keep the codings of some people, speakers or texts."""
    import numpy as np

    gone = np.zeros(len(made.code.codes), dtype=bool)
    for name, values in (("speaker", of.speakers), ("transcript", of.transcripts)):
        if values:
            evidence.need(made.frame, (name,), _("Give a frame of codings, for instance study.frame(“pieces”)."))
            gone |= ~made.column(name).among(list(values))
    for name, value in of.where:
        gone |= ~_said_of(made, name, value, among)
    made.without(gone)


def _said_of(made: Coded, name: str, value: str, among: "DataFrame | None") -> "Array":
    """Return the rows of those who have a trait (or are in a text, a case…), whatever the accents typed."""
    column = (
        made.column(name)
        if name in ("participant", "speaker", "transcript", "case", "kind", "turn") and name in made.frame.columns
        else trait_of(made.frame, _known(made, name, among), among, made.kept)
    )
    wanted = [one for one in column.values if str(one) == value] or [
        one for one in column.values if fold(str(one)) == fold(value)
    ]
    if not wanted and (among is None or name not in among.columns or value not in set(map(str, among[name]))):
        raise UnknownName(value, [str(one) for one in column.values])
    return column.among(wanted)


def _known(made: Coded, name: str, among: "DataFrame | None") -> str:
    """Return the true name of a trait that was typed without its accents."""
    names = [str(one) for frame in (among, made.frame) if frame is not None for one in frame.columns]
    return next((one for one in names if fold(one) == fold(name)), name)


class _Asked:
    """The segments of the codings that were kept, and which of them answer each part of a query."""

    def __init__(self, made: Coded, book: Codebook | None, among: "DataFrame | None"):
        import numpy as np

        self.made, self.book, self.among = made, book, among
        names = ["transcript", "start", "end"]
        self.segment = together([made.column(name) for name in names])
        count = len(self.segment)
        rows = np.arange(len(self.segment.codes))
        first = np.zeros(count, dtype=np.int64)
        first[self.segment.codes[::-1]] = rows[::-1]
        here = np.unique(self.segment.codes)
        self.there = np.zeros(count, dtype=bool)
        self.there[here] = True
        self.text = made.column("transcript").codes[first] if len(rows) else first
        self.start = made.values("start")[first] if len(rows) else first
        self.end = made.values("end")[first] if len(rows) else first
        has_turn = "turn" in made.frame.columns and len(rows) > 0
        self.turn = made.values("turn")[first] if has_turn else np.zeros(count, dtype=np.int64)

    def marks(self, rows: "Array") -> "Array":
        """Return the segments of some rows."""
        import numpy as np

        found = np.zeros(len(self.segment), dtype=bool)
        found[self.segment.codes[rows]] = True
        return found

    def segments_of(self, part: Part) -> "Array":
        """Return the segments that answer a part of the query."""
        if isinstance(part, Has):
            return self.marks(self.made.code.among(self._codes(part.code)))
        if isinstance(part, Said):
            return self.marks(_said_of(self.made, part.name, part.value, self.among))
        if isinstance(part, Not):
            return self.there & ~self.segments_of(part.part)
        left, right = self.segments_of(part.left), self.segments_of(part.right)
        if isinstance(part, Both):
            return left & right if part.word == "and" else left | right
        return self._tied(part, left, right)

    def _codes(self, typed: str) -> list[str]:
        """Return the ids that a name stands for: the code, and those under it."""
        names = {entry.code: entry.label for entry in self.made.entries}
        if self.book is not None:
            names = {code.id: code.label for code in self.book}
        ids = [typed] if typed in names else [id for id, label in names.items() if fold(label) == fold(typed)]
        ids = ids or [id for id in names if fold(id) == fold(typed)]
        if not ids:
            raise UnknownCode(typed, list(names))
        if len(ids) > 1:
            raise InvalidValue(
                _("Several codes are called “{label}”.", label=typed),
                _("Name the code by its id: {ids}.", ids=", ".join(ids)),
            )
        if self.book is None:
            return ids
        return [code.id for code in self.book if ids[0] in self.book.path(code.id)]

    def _tied(self, part: Tied, left: "Array", right: "Array") -> "Array":
        import numpy as np

        if part.relation in ("near", "same_turn") or part.within is not None:
            evidence.need(
                self.made.frame, ("turn",), _("Give a frame of codings, for instance study.frame(“pieces”).")
            )
        a, b = np.flatnonzero(left), np.flatnonzero(right)
        found = np.zeros_like(left)
        if not len(a) or not len(b):
            return found
        if part.relation == "same_participant":
            good = self._by_same_person(a, b)
        elif part.relation == "same_turn":
            step = int(self.turn.max()) + 1
            good = np.isin(self.text[a] * step + self.turn[a], self.text[b] * step + self.turn[b])
        elif part.relation == "overlaps":
            good = self._overlapping(a, b)
        elif part.relation == "near":
            good = self._near(a, b, int(part.within or 0))
        else:
            good = self._in_order(a, b, part.within, forward=part.relation == "precedes")
        found[a[good]] = True
        return found

    def _overlapping(self, a: "Array", b: "Array") -> "Array":
        import numpy as np

        step = int(self.end.max()) + 1
        order = b[np.argsort(self.text[b].astype(np.int64) * step + self.start[b], kind="stable")]
        place = self.text.astype(np.int64) * step
        starts, reach = (place + self.start)[order], np.maximum.accumulate((place + self.end)[order])
        at = np.searchsorted(starts, (place + self.end)[a], side="left") - 1
        return np.asarray((at >= 0) & (reach[np.maximum(at, 0)] > (place + self.start)[a]))

    def _near(self, a: "Array", b: "Array", within: int) -> "Array":
        import numpy as np

        step = int(self.turn.max()) + within + 1
        place = self.text.astype(np.int64) * step + self.turn
        keys = np.unique(place[b])
        low = np.searchsorted(keys, place[a] - np.minimum(within, self.turn[a]), side="left")
        return np.asarray(np.searchsorted(keys, place[a] + within, side="right") > low)

    def _in_order(self, a: "Array", b: "Array", within: int | None, *, forward: bool) -> "Array":
        import numpy as np

        step = int(self.end.max()) + 2
        place = self.text.astype(np.int64) * step
        edge, mine = (self.start, self.end) if forward else (self.end, self.start)
        order = b[np.argsort((place + edge)[b], kind="stable")]
        keys = (place + edge)[order]
        if forward:
            at = np.searchsorted(keys, (place + mine)[a], side="left")
        else:
            at = np.searchsorted(keys, (place + mine)[a], side="right") - 1
        inside = (at >= 0) & (at < len(order))
        next_one = order[np.clip(at, 0, len(order) - 1)]
        good = inside & (self.text[next_one] == self.text[a])
        if within is not None:
            good &= np.abs(self.turn[next_one] - self.turn[a]) <= within
        return np.asarray(good)

    def _by_same_person(self, a: "Array", b: "Array") -> "Array":
        import numpy as np

        evidence.need(
            self.made.frame, ("participant",), _("Give a frame of codings, for instance study.frame(“pieces”).")
        )
        who = self.made.column("participant").codes
        chosen = np.zeros(len(self.segment), dtype=bool)
        chosen[b] = True
        people = np.unique(who[chosen[self.segment.codes] & (who >= 0)])
        told = self.marks(np.isin(who, people) & (who >= 0))
        return np.asarray(told[a])

    def hints(self, of: Query) -> list[str]:
        """Return what to try when « et » finds nothing and the passages do overlap."""
        part = parsed(of.asks)
        if not isinstance(part, Both) or part.word != "and" or self.segments_of(part).any():
            return []
        near = self._tied(Tied("overlaps", part.left, part.right), *map(self.segments_of, (part.left, part.right)))
        if not near.any():
            return []
        return [
            _(
                "No extract carries both on exactly the same words, but some overlap: "
                "try “chevauche” in place of “et”."
            )
        ]
