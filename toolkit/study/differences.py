"""What changed in a study between two moments: the net effect, read in the journal alone."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.errors import Refused
from toolkit.i18n import _
from toolkit.study import days
from toolkit.study.things import ACTS, Act, Part, listed, parted

if TYPE_CHECKING:
    from toolkit.formats.table_writers import Printed
    from toolkit.store.store import Store
    from toolkit.store.trail import Net

DEFINING = ("short_definition", "definition", "when_to_use", "when_not_to_use")
"""The fields that say what a code means."""


State = tuple[str, str, dict[str, Any] | None, dict[str, Any] | None, bool]
"""``(shelf, id, before, after, erased)``: the fields of a noun at both ends."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one thing: ``added``, ``changed`` (and which fields), ``removed``, or ``erased`` for ever."""

    shelf: str
    id: str
    act: Act
    fields: tuple[str, ...] = ()
    transcript: str | None = None
    code: str | None = None


class Differences:
    """Every thing that is not as it was: born, changed, gone. What was made and undone in between is not there.

    ``since`` and ``until`` are UTC moments (empty: from the beginning, until now). Holds no words: a ``repr``, a
    notebook and ``plain()`` show ids, labels of codes and numbers.
    """

    def __init__(
        self,
        states: "list[Net]",
        *,
        since: str = "",
        until: str = "",
        labels: Mapping[str, str] | None = None,
        recoded: Mapping[tuple[str, str], int] | None = None,
    ):
        self.since, self.until = since, until
        self.states: list[State] = [
            (one.shelf, one.id, _read(one.before), _read(one.after), one.erased) for one in states
        ]
        self.rows = tuple(_difference(*state) for state in self.states)
        self.labels = {**_labels(self.states), **(labels or {})}
        self._recoded = dict(recoded or {})

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, shelf: str, act: Act | None = None) -> list[Difference]:
        """Return the differences of a shelf, or those of one sort."""
        return [row for row in self.rows if row.shelf == shelf and act in (None, row.act)]

    def counts(self) -> dict[str, dict[Act, int]]:
        """Return, for each shelf touched, how many things were added, changed, removed, erased."""
        count = Counter((row.shelf, row.act) for row in self.rows)
        return {
            shelf: {act: count[shelf, act] for act in ACTS} for shelf in dict.fromkeys(r.shelf for r in self.rows)
        }

    @property
    def renamed(self) -> list[tuple[str, str, str]]:
        """``(id, label before, label after)`` of the codes that changed their label."""
        pairs = self._codes()
        return [(id, old["label"], new["label"]) for id, old, new in pairs if old["label"] != new["label"]]

    @property
    def redefined(self) -> list[str]:
        """Ids of the codes whose definition changed."""
        return [id for id, old, new in self._codes() if any(old.get(f, "") != new.get(f, "") for f in DEFINING)]

    @property
    def moved(self) -> list[str]:
        """Ids of the codes put under another one."""
        return [id for id, old, new in self._codes() if old.get("parent") != new.get("parent")]

    @property
    def merged(self) -> list[tuple[str, str]]:
        """``(code gone, code that took its passages)``: most of what it held in between was given to the other."""
        gone = {row.id for row in self.of("codes", "removed")}
        into: dict[str, Counter[str]] = {}
        for (old, new), n in self._recoded.items():
            if old in gone:
                into.setdefault(old, Counter())[new] += n
        return [(old, into[old].most_common(1)[0][0]) for old in sorted(into)]

    def _codes(self) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
        return [
            (id, before, after)
            for shelf, id, before, after, erased in self.states
            if shelf == "codes" and before and after and not erased
        ]

    def codings(self) -> list[dict[str, Any]]:
        """Return the coded passages by transcript and code: ``transcript code added changed removed erased``."""
        count: Counter[tuple[str, str, Act]] = Counter()
        for row in self.of("codings"):
            count[row.transcript or "", row.code or "", row.act] += 1
        places = sorted({key[:2] for key in count})
        return [
            {"transcript": text, "code": code, **{act: count[text, code, act] for act in ACTS}}
            for text, code in places
        ]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The differences gathered by shelf and sort, ready to be said."""
        return parted(
            (row.shelf, row.act, row.id, filter(None, [row.transcript]), filter(None, [row.code]))
            for row in self.rows
        )

    def sentences(self) -> list[str]:
        """Say the differences, one line a sort, the codebook in detail."""
        lines = []
        for part in self.parts:
            what = part.sentence(self.labels)
            lines.append(_("added: {what}", what=what) if part.act == "added" else what)
        name = self.labels.get
        if self.renamed:
            lines.append(
                _("Codes renamed: {names}.", names=listed([f"{old} → {new}" for _i, old, new in self.renamed]))
            )
        if self.redefined:
            named = listed([name(id, id) for id in self.redefined])
            lines.append(_("Codes with a new definition: {names}.", names=named))
        if self.moved:
            lines.append(
                _("Codes put elsewhere in the codebook: {names}.", names=listed([name(i, i) for i in self.moved]))
            )
        if self.merged:
            pairs = [f"{name(old, old)} → {name(new, new)}" for old, new in self.merged]
            lines.append(_("Codes merged: {names}.", names=listed(pairs)))
        return lines

    @property
    def period(self) -> str:
        """Say between which moments, in the hour of this computer."""
        if not self.since and not self.until:
            return _("Since the beginning of the study")
        zone = days.shown_zone([at for at in (self.since, self.until) if at])
        if not self.until:
            return _("Since {since} ({zone})", since=days.shown(self.since), zone=zone)
        if not self.since:
            return _("Until {until} ({zone})", until=days.shown(self.until), zone=zone)
        since, until = days.shown(self.since), days.shown(self.until)
        return _("From {since} to {until} ({zone})", since=since, until=until, zone=zone)

    @property
    def printed(self) -> "Printed":
        """The coded passages by transcript and code as a table, the rest as its notes."""
        from toolkit.formats.table_writers import Printed

        table, names = self.codings(), (_("Added"), _("Changed"), _("Removed"), _("Erased"))
        # A column where nothing happened is left out.
        acts = [(act, name) for act, name in zip(ACTS, names, strict=True) if any(row[act] for row in table)]
        headings = (_("Transcript"), _("Code"), *(name for _act, name in acts))
        rows = tuple(
            (row["transcript"] or "–", self.labels.get(row["code"], row["code"]) or "–", *(row[a] for a, _n in acts))
            for row in table
        )
        caption = _("{period}: coded passages by transcript and code", period=self.period)
        return Printed(caption, headings, rows, tuple(self.sentences() or [_("Nothing changed.")]))

    def plain(self) -> dict[str, Any]:
        """Return the differences as plain values, for a program: ids, fields and numbers."""
        from dataclasses import asdict

        return {
            "since": self.since or None,
            "until": self.until or None,
            "counts": self.counts(),
            "renamed": [{"code": id, "before": old, "after": new} for id, old, new in self.renamed],
            "redefined": self.redefined,
            "moved": self.moved,
            "merged": [{"code": old, "into": new} for old, new in self.merged],
            "codings": self.codings(),
            "things": [asdict(row) for row in self.rows if row.shelf != "codings"],
        }

    def _repr_html_(self) -> str:
        from toolkit.formats.table_writers import html_fragment

        return html_fragment(self.printed)

    def __repr__(self) -> str:
        return "\n".join([self.period, *(self.sentences() or [_("Nothing changed.")])])


def _read(state: str | None) -> dict[str, Any] | None:
    return None if state is None else json.loads(state)


def _difference(
    shelf: str, id: str, before: dict[str, Any] | None, after: dict[str, Any] | None, erased: bool
) -> Difference:
    act: Act = "changed"
    if after is None:
        act = "erased" if erased else "removed"
    elif before is None and not erased:
        act = "added"
    fields: tuple[str, ...] = ()
    if before and after:
        fields = tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))
    state = after or before or {}
    place = state.get("transcript") if shelf in ("codings", "quotes") else None
    return Difference(shelf, id, act, fields, place, state.get("code") if shelf == "codings" else None)


def _labels(states: list[State]) -> dict[str, str]:
    """Return the labels of the codes met, gone ones included."""
    met = {id: after or before for shelf, id, before, after, _erased in states if shelf == "codes"}
    return {id: state["label"] for id, state in met.items() if state}


def differences_of(store: "Store", since: days.When, until: days.When = None) -> Differences:
    """Return what changed after ``since`` and up to ``until`` (now by default), each a day, a moment, or a head.

    A day begins at midnight where this computer is; ``until`` is meant whole. A head is the hash that exports
    print, or its first characters (12 at least). ``since=None`` begins with the study.

    Raises ``InvalidValue`` for what is no date, ``Refused`` for a head that this copy did not go through.
    """
    from toolkit.store import trail

    heads = [_head(store, asked) for asked in (since, until)]
    low, high = days.checked_period(None if heads[0] else since, None if heads[1] else until)
    last = trail.last_seq(store)[0]
    with store.reading():
        first = heads[0][0] if heads[0] else trail.seq_before(store, low) if low else 0
        final = heads[1][0] if heads[1] else trail.seq_before(store, high) if high else last
        return between(
            store,
            first,
            final,
            since=heads[0][1] if heads[0] else low or "",
            until=heads[1][1] if heads[1] else high or "",
        )


def between(store: "Store", low: int, high: int, *, since: str = "", until: str = "") -> Differences:
    """Return what the actions numbered after ``low`` up to ``high`` changed."""
    from toolkit.store import trail

    book = store.columns("codes", ("id", "label"))
    labels = dict(zip(book["id"], book["label"], strict=True))
    states = trail.net(store, low, high)
    return Differences(states, since=since, until=until, labels=labels, recoded=trail.recoded(store, low, high))


def _head(store: "Store", asked: days.When) -> tuple[int, str] | None:
    """Return the number and the moment of the action that a head names; None for a date."""
    from toolkit.store.trail import action_of

    if not isinstance(asked, str) or not re.fullmatch(r"[0-9a-f]{12,64}", asked.strip()):
        return None
    action = action_of(store, asked.strip())
    if action is None or action.line != 0:
        raise Refused(
            _("This copy of the study was never in the state {head}.", head=asked.strip()[:12]),
            _("“carnet history --json” lists the states that it went through (hash)."),
        )
    return action.seq, action.at
