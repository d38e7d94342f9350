"""The weekly note: what the supervisor reads of seven days on one page: numbers, ids, labels, the analyst's words.

Everything is read in the journal up to the last day, so that the note of a past week says what was true then.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from toolkit.i18n import N_
from toolkit.model.placeholders import blanked
from toolkit.model.text import words
from toolkit.study import days
from toolkit.study.differences import Differences, between
from toolkit.study.excerpts import Spoken

if TYPE_CHECKING:
    from toolkit.formats.document_writers import Document
    from toolkit.store.store import Store
    from toolkit.study.book import Study

DAYS: Final = 7
PRIVATE: Final = ("diary", "ethics")
"""Kinds of memos that are counted and never shown."""
MEASURES: Final = (N_("sources"), N_("codes made"), N_("passages coded"), N_("memos written"))

State = dict[str, dict[str, dict[str, Any]]]
"""Shelf → id → fields, as the study was at one moment."""


@dataclass(frozen=True, slots=True)
class Source:
    """One text of the week: its kind, its date, its length in words (and in minutes when it has times)."""

    id: str
    kind: str
    date: str
    words: int
    minutes: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Noted:
    """One memo of the week: its kind, what it is about (ids), its first line without anybody else's words."""

    id: str
    kind: str
    about: tuple[str, ...]
    line: str

    def __repr__(self) -> str:
        return f"<Noted {self.id}: {self.kind}>"


@dataclass(frozen=True, slots=True, repr=False)
class Week:
    """Seven days of a study, ``since`` and ``until`` included.

    ``codings`` counts, by transcript, the passages that became accepted in the week; ``proposals`` those that wait;
    ``contested`` names the passages (transcript, code) whose last review wants a discussion, or disagrees, and that
    nothing answered (the passage unchanged, no memo about it);
    ``related`` counts the links, events and acts added (shelf, how many);
    ``before`` and ``now`` hold the four measures of the week before and of this one.
    """

    since: date
    until: date
    title: str
    head: str
    sources: tuple[Source, ...] = ()
    made: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    codings: tuple[tuple[str, int], ...] = ()
    memos: tuple[Noted, ...] = ()
    private: int = 0
    related: tuple[tuple[str, int], ...] = ()
    questions: tuple[str, ...] = ()
    contested: tuple[tuple[str, str], ...] = ()
    proposals: tuple[tuple[str, int], ...] = ()
    uncoded: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    before: Mapping[str, int] = field(default_factory=dict)
    now: Mapping[str, int] = field(default_factory=dict)

    @property
    def document(self) -> "Document":
        """The note as a document of one page."""
        from toolkit.study.weekly_page import page_of

        return page_of(self)

    def to(self, path: str | Path) -> Path:
        """Write the note (.docx, .odt, .html, .md); return its path."""
        from toolkit.study.weekly_page import write_page

        return write_page(self, Path(path))

    def plain(self) -> dict[str, Any]:
        """Return the week as plain values, for a program."""
        from dataclasses import asdict

        return {**asdict(self), "since": self.since.isoformat(), "until": self.until.isoformat()}

    def _repr_html_(self) -> str:
        from toolkit.formats.table_writers import html_fragment
        from toolkit.study.weekly_page import numbers_of

        return html_fragment(numbers_of(self))

    def __repr__(self) -> str:
        return f"<Week {self.since} – {self.until}: " + ", ".join(f"{n} {name}" for name, n in self.now.items()) + ">"


def week_of(study: "Study", until: days.When = None) -> Week:
    """Return the seven days that end with ``until`` (today by default), against the seven before.

    Raises ``InvalidValue`` for what is no date.
    """
    from toolkit.store import trail

    last = days.day_of(until)
    first = last - timedelta(days=DAYS - 1)
    store = study._store
    with store.reading():
        edges = [_seq(store, first - timedelta(days=DAYS)), _seq(store, first), _seq(store, last + timedelta(days=1))]
        past, week = between(store, edges[0], edges[1]), between(store, edges[1], edges[2])
        whole = week if edges[1] == 0 else between(store, 0, edges[2])
        state = _state(whole)
        answered = {shelf: trail.last_edits(store, shelf, edges[2]) for shelf in ("codings", "reviews", "memos")}
        action = trail.hash_at(store, edges[2])
    labels = week.labels | whole.labels
    sources = _sources(week, state, first, last)
    memos = [(id, fields) for id, fields in _born(week, "memos") if fields["kind"] not in PRIVATE]
    spoken = Spoken(text["text"] for text in state["transcripts"].values()) if memos else Spoken(())
    accepted = _accepted(week)
    now = (len(sources), len(week.of("codes", "added")), sum(accepted.values()), len(week.of("memos", "added")))
    return Week(
        since=first,
        until=last,
        title=state["sheets"].get("study", {}).get("title", ""),
        head=action,
        sources=tuple(sources),
        made=_named(labels, (row.id for row in week.of("codes", "added"))),
        changed=_changed(week, labels),
        merged=tuple(f"{labels.get(old, old)} → {labels.get(new, new)}" for old, new in week.merged),
        removed=_named(labels, _dropped(week)),
        codings=tuple(accepted.most_common()),
        memos=tuple(Noted(id, one["kind"], tuple(one["about"]), spoken.first_line(one["text"])) for id, one in memos),
        private=len(week.of("memos", "added")) - len(memos),
        related=tuple((shelf, n) for shelf in ("links", "events", "acts") if (n := len(_born(week, shelf)))),
        questions=tuple(dict.fromkeys(q for _id, one in memos for q in spoken.questions(one["text"]))),
        contested=_contested(state, answered, labels),
        proposals=_proposals(state),
        uncoded=_uncoded(state),
        unmet=_unmet(state),
        before=dict(zip(MEASURES, _measures(past, state, first), strict=True)),
        now=dict(zip(MEASURES, now, strict=True)),
    )


def _seq(store: "Store", day: date) -> int:
    from toolkit.store import trail

    return trail.seq_before(store, days.utc(datetime.combine(day, time())))


def _state(whole: Differences) -> State:
    """Return every noun as it was at the end of ``whole``, which begins with the study."""
    state: State = {shelf: {} for shelf in ("sheets", "participants", "transcripts", "codings", "reviews", "memos")}
    for shelf, id, _before, after, _erased in whole.states:
        if after is not None and shelf in state:
            state[shelf][id] = after
    return state


def _born(week: Differences, shelf: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (id, after)
        for kind, id, before, after, erased in week.states
        if kind == shelf and before is None and after is not None and not erased
    ]


def _named(labels: Mapping[str, str], ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(labels.get(id, id) for id in ids)


def _sources(week: Differences, state: State, first: date, last: date) -> list[Source]:
    """Return the texts brought in during the week, and those whose date lies in it."""
    ids = dict.fromkeys(id for id, _fields in _born(week, "transcripts"))
    dated = (
        id for id, one in state["transcripts"].items() if first.isoformat() <= one["date"][:10] <= last.isoformat()
    )
    ids |= dict.fromkeys(dated)
    made = []
    for id in sorted(ids):
        one = state["transcripts"].get(id)
        if one is None:
            continue
        ends = [turn["end_ms"] for turn in one["turns"] if turn["end_ms"] is not None]
        text = blanked(one["text"])
        spoken = sum(words(text[turn["start"] : turn["end"]]) for turn in one["turns"])
        size = spoken if one["turns"] else words(text)
        made.append(Source(id, one["kind"], one["date"], size, round(max(ends) / 60_000) if ends else None))
    return made


def _changed(week: Differences, labels: Mapping[str, str]) -> tuple[str, ...]:
    renamed = {id: f"{old} → {new}" for id, old, new in week.renamed}
    others = dict.fromkeys([*week.redefined, *week.moved])
    return (*renamed.values(), *(labels.get(id, id) for id in others if id not in renamed))


def _dropped(week: Differences) -> list[str]:
    merged = {old for old, _new in week.merged}
    return [row.id for row in week.of("codes", "removed") if row.id not in merged]


def _accepted(week: Differences) -> Counter[str]:
    """Return, by transcript, how many passages are accepted at the end and were not at the beginning."""
    return Counter(
        after["transcript"]
        for shelf, _id, before, after, _erased in week.states
        if shelf == "codings"
        and after is not None
        and after["state"] == "accepted"
        and (before is None or before["state"] != "accepted")
    )


def _measures(past: Differences, state: State, first: date) -> tuple[int, int, int, int]:
    """Return the four measures of the week before."""
    low, high = first - timedelta(days=DAYS), first - timedelta(days=1)
    codes, memos = len(past.of("codes", "added")), len(past.of("memos", "added"))
    return len(_sources(past, state, low, high)), codes, sum(_accepted(past).values()), memos


def _contested(
    state: State, answered: Mapping[str, Mapping[str, int]], labels: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return where the last word of a reviewer asks for a discussion, and nothing was changed nor noted since."""
    last: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
    for id, review in state["reviews"].items():
        key = (review["coding"], review["reviewer"])
        if key not in last or last[key][1]["date"] <= review["date"]:
            last[key] = (id, review)
    noted: dict[str, int] = {}
    for id, memo in state["memos"].items():
        for about in memo["about"]:
            noted[about] = max(noted.get(about, 0), answered["memos"].get(id, 0))
    places: dict[tuple[str, str], None] = {}
    for (coding, _reviewer), (id, review) in last.items():
        if review["verdict"] == "agree" or coding not in state["codings"]:
            continue
        since = max(answered["codings"].get(coding, 0), noted.get(coding, 0), noted.get(id, 0))
        if since <= answered["reviews"].get(id, 0):
            where = state["codings"][coding]
            places[where["transcript"], labels.get(where["code"], where["code"])] = None
    return tuple(sorted(places))


def _proposals(state: State) -> tuple[tuple[str, int], ...]:
    waiting = Counter(one["transcript"] for one in state["codings"].values() if one["state"] == "proposed")
    return tuple(waiting.most_common())


def _uncoded(state: State) -> tuple[str, ...]:
    coded = {one["transcript"] for one in state["codings"].values() if one["state"] == "accepted"}
    return tuple(sorted(id for id in state["transcripts"] if id not in coded))


def _unmet(state: State) -> tuple[str, ...]:
    met = {speaker["participant"] for one in state["transcripts"].values() for speaker in one["speakers"]}
    return tuple(sorted(id for id in state["participants"] if id not in met))
