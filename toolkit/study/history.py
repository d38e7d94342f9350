"""The history as people ask for it: who did what, when, about which transcripts and codes. No words of anybody."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TypedDict

from toolkit.errors import UnknownCode, UnknownName, UnknownParticipant, UnknownTranscript
from toolkit.i18n import _, n_, said
from toolkit.model.people import Coder, shown_names
from toolkit.model.text import fold
from toolkit.study import days
from toolkit.study.things import Act, Part, parted

if TYPE_CHECKING:
    from toolkit.formats.table_writers import Printed
    from toolkit.store.store import Store
    from toolkit.store.trail import Touch


SHOWN: Final = 200
"""How many steps a notebook shows."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history: what was done, by whom, when (UTC), on how many things; whether it was undone.

    ``brought`` tells that a merge brought it from another copy; ``parts`` say what it was about, by ids.
    """

    hash: str
    verb: str
    coder: str
    at: str
    things: int
    undone: bool
    tool: str
    brought: bool = False
    parts: tuple[Part, ...] = ()


class Asked(TypedDict, total=False):
    """What may be asked of the history; see ``history_of``."""

    coder: str | None
    participant: str | None
    transcript: str | None
    code: str | None
    since: days.When
    until: days.When
    verb: str | None


class History(list[Step]):
    """The steps asked for, the last first: a list that a notebook shows as a table, in the hour of the computer."""

    def __init__(
        self,
        steps: Iterable[Step] = (),
        *,
        coders: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
    ):
        super().__init__(steps)
        self.coders, self.labels = dict(coders or {}), dict(labels or {})

    def sentence(self, step: Step) -> str:
        """Say what a step was about: « 12 passages codés dans E03 (entraide, attente) »."""
        if step.parts:
            return " ; ".join(part.sentence(self.labels) for part in step.parts)
        return n_("{n} thing", "{n} things", step.things)

    def marks(self, step: Step) -> str:
        """Say whether a step was undone, or brought by a merge."""
        return ", ".join([_("brought by a merge")] * step.brought + [_("undone")] * step.undone)

    @property
    def printed(self) -> "Printed":
        """The history as a table to read."""
        from toolkit.formats.table_writers import Printed

        zone = days.shown_zone([step.at for step in self])
        headings = (_("Date ({zone})", zone=zone), _("Coder"), _("Action"), _("About"), "")
        rows = tuple(
            (
                days.shown(step.at),
                self.coders.get(step.coder, step.coder),
                said(step.verb),
                self.sentence(step),
                self.marks(step),
            )
            for step in self
        )
        return Printed(self._caption, headings, rows)

    def plain(self) -> list[dict[str, Any]]:
        """Return the steps as plain values, for a program; dates are UTC, ``about`` is said in words."""
        from dataclasses import asdict

        return [{**asdict(step), "about": self.sentence(step)} for step in self]

    def _repr_html_(self) -> str:
        from toolkit.formats.table_writers import html_fragment

        first = History(self[:SHOWN], coders=self.coders, labels=self.labels).printed
        left = len(self) - len(first.rows)
        notes = (_("… and {n} more rows.", n=left),) if left else ()
        return html_fragment(replace(first, caption=self._caption, notes=notes))

    @property
    def _caption(self) -> str:
        return n_("{n} action, the last first", "{n} actions, the last first", len(self))

    def __repr__(self) -> str:
        first = History(self[:30], coders=self.coders, labels=self.labels)
        lines = ["  ".join(str(cell) for cell in row if cell) for row in first.printed.rows]
        if len(self) > len(lines):
            lines.append(_("… and {n} more rows.", n=len(self) - len(lines)))
        return "\n".join([f"{self._caption} ({days.shown_zone([step.at for step in first])})", *lines])


def history_of(
    store: "Store",
    *,
    limit: int | None = 50,
    coder: str | None = None,
    participant: str | None = None,
    transcript: str | None = None,
    code: str | None = None,
    since: days.When = None,
    until: days.When = None,
    verb: str | None = None,
) -> History:
    """Return the last actions that answer every question asked, what merges brought among them where they came in.

    Parameters
    ----------
    coder
        Id or display name of who did it.
    participant
        Only what is about the transcripts where this person speaks, or about the person.
    since, until
        Days (whole, of this computer's zone) or moments.
    verb
        What was done, in English as the journal says it, or in the words of the screen.

    Raises ``UnknownName`` (``UnknownTranscript``…) for what the study never held, ``InvalidValue`` for a period that
    is none.
    """
    from toolkit.store import trail

    names, labels = _named(store)
    low, high = days.checked_period(since, until)
    who = None if coder is None else _coder(store, coder, names)
    about = _about(store, participant, transcript, code)
    wanted = None if verb is None else fold(verb)
    undone: dict[str, bool] = {}
    kept: list[Any] = []
    for action in store.actions(newest_first=True, every_line=True):
        if limit is not None and len(kept) >= limit:
            break
        if action.verb in ("undo", "redo") and action.target:
            undone.setdefault(action.target, action.verb == "undo")
        if who is not None and action.coder not in who:
            continue
        if (low is not None and action.at < low) or (high is not None and action.at >= high):
            continue
        if about is not None and action.seq not in about:
            continue
        if wanted is not None and wanted != fold(action.verb) and wanted not in fold(said(action.verb)):
            continue
        kept.append((action, undone.get(action.hash, False)))
    touched = trail.touches(store, sorted(action.seq for action, _gone in kept))
    grouped = {seq: list(rows) for seq, rows in groupby(touched, key=lambda touch: touch.seq)}
    pointed = {touch.coding for rows in grouped.values() for touch in rows if touch.coding}
    pointed |= {id for rows in grouped.values() for touch in rows for id in _about_of(touch)}
    places = trail.places_of(store, sorted(pointed))
    known = set(store.ids("transcripts"))
    steps = [
        Step(
            *(action.hash, action.verb, action.coder, action.at, action.edits, gone, action.tool),
            brought=action.line != 0,
            parts=_parts(action.verb, grouped.get(action.seq, []), places, known, labels),
        )
        for action, gone in kept
    ]
    return History(steps, coders=names, labels=labels)


def _named(store: "Store") -> tuple[dict[str, str], dict[str, str]]:
    book = store.columns("codes", ("id", "label"))
    names = shown_names(coder for coder in store.all(Coder.shelf) if isinstance(coder, Coder))
    return names, dict(zip(book["id"], book["label"], strict=True))


def _coder(store: "Store", asked: str, names: Mapping[str, str]) -> set[str]:
    """Return the ids meant: an id, or every coder who bears this name."""
    columns = store.columns("coders", ("id", "name"))
    held = dict(zip(columns["id"], columns["name"], strict=True))
    if asked in held:
        return {asked}
    bearing = {id for id, name in held.items() if fold(name.strip()) == fold(asked.strip()) or names[id] == asked}
    if bearing:
        return bearing
    from toolkit.store.trail import coders_of

    acted = coders_of(store)
    if asked not in acted:
        raise UnknownName(asked, [*held, *acted])
    return {asked}


def _about(store: "Store", participant: str | None, transcript: str | None, code: str | None) -> set[int] | None:
    """Return the actions about these things; None when nothing is asked."""
    from toolkit.store import trail

    if participant is None and transcript is None and code is None:
        return None
    codes = None if code is None else {_known(store, "codes", code, UnknownCode)}
    texts = None if transcript is None else {_known(store, "transcripts", transcript, UnknownTranscript)}
    if participant is not None:
        _known(store, "participants", participant, UnknownParticipant)
        spoken = _spoken(store, participant)
        texts = spoken if texts is None else texts & spoken
    seqs, ids = trail.codings_of(store, transcripts=texts, codes=codes)
    targets = set(ids)
    if codes is None:
        seqs |= trail.edits_of(store, "transcripts", texts or ())
        targets |= texts or set()
    if texts is None:
        seqs |= trail.edits_of(store, "codes", codes or ())
        targets |= codes or set()
    if participant is not None and transcript is None and codes is None:
        seqs |= trail.edits_of(store, "participants", [participant])
        targets.add(participant)
    for touch in trail.pointing(store):
        if touch.coding in ids or (codes is None and touch.transcript in targets) or targets & set(_about_of(touch)):
            seqs.add(touch.seq)
    return seqs


def _known(store: "Store", shelf: str, asked: str, unknown: type[UnknownName]) -> str:
    """Return an id that the study holds or held; a code may be named by its label."""
    from toolkit.store.trail import edits_of

    held = store.ids(shelf)
    if asked in held or edits_of(store, shelf, [asked]):
        return asked
    if shelf == "codes":
        book = store.columns("codes", ("id", "label"))
        same = [id for id, label in zip(book["id"], book["label"], strict=True) if fold(label) == fold(asked)]
        if len(same) == 1:
            return str(same[0])
    raise unknown(asked, held)


def _spoken(store: "Store", participant: str) -> set[str]:
    """Return the transcripts where a person speaks."""
    columns = store.columns("transcripts", ("id", "speakers"))
    return {
        id
        for id, speakers in zip(columns["id"], columns["speakers"], strict=True)
        if any(speaker["participant"] == participant for speaker in json.loads(speakers))
    }


def _about_of(touch: "Touch") -> list[str]:
    return json.loads(touch.about) if touch.about else []


def _parts(
    verb: str,
    rows: Iterable["Touch"],
    places: Mapping[str, tuple[str, str]],
    known: set[str],
    labels: Mapping[str, str],
) -> tuple[Part, ...]:
    """Gather the edits of one action; what a reading of ids cannot tell is left out, never guessed."""
    made = []
    for touch in rows:
        transcripts = {touch.transcript} if touch.transcript else set()
        codes = {touch.code} if touch.code else set()
        for id in [*filter(None, [touch.coding]), *_about_of(touch)]:
            if id in places:
                transcripts.add(places[id][0])
                codes.add(places[id][1])
            elif id in known:
                transcripts.add(id)
            elif id in labels:
                codes.add(id)
        made.append((touch.shelf, _act(verb, touch), touch.id, sorted(transcripts), sorted(codes)))
    return parted(made)


def _act(verb: str, touch: "Touch") -> Act:
    if not touch.before and not touch.after:
        return "erased"
    if touch.before and touch.after:
        return "changed"
    # A redaction keeps no state before: what it leaves was rewritten.
    return "removed" if touch.before else "changed" if verb == "redact" else "added"
