"""The progress board: each source, and how far it is (transcribed, reread, pseudonymised, coded, with a memo)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import Refused
from toolkit.i18n import _, n_, number
from toolkit.model.change import Change
from toolkit.model.codes import Memo
from toolkit.model.people import Participant
from toolkit.model.placeholders import blanked
from toolkit.model.text import word_starts
from toolkit.model.texts import Transcript
from toolkit.model.units import PROGRESS_COLUMNS
from toolkit.study import days

if TYPE_CHECKING:
    from pandas import DataFrame

    from toolkit.formats.table_writers import Cell, Printed
    from toolkit.study.book import Study

HOW: Final = {"import transcripts": "here", "import pseudonymised": "before"}
"""What the verb of an import says of the names of a text."""


def progress_frame(study: "Study") -> "DataFrame":
    """Return one row per transcript, then one per participant who speaks in none (``PROGRESS_COLUMNS``).

    No words: only ids, days and numbers. ``words`` and ``coded_words`` are words, ``codings`` passages.
    """
    import pandas as pd

    from toolkit.model.quiet import QuietFrame

    rows = progress_rows(study)
    frame = QuietFrame(rows, columns=list(PROGRESS_COLUMNS))
    whole = dict.fromkeys(("codings", "words", "coded_words", "memos"), "int64")
    kinds: dict[str, Any] = {**whole, "transcribed": "bool", "coded": "float64"}
    if not rows:
        kinds |= {name: pd.Series([""]).dtype for name in PROGRESS_COLUMNS if name not in kinds}
    return frame.astype(kinds)


def progress_rows(study: "Study") -> list[tuple[Any, ...]]:
    """Return the rows of the board as plain values, ``coded`` None without a word of a participant."""
    from toolkit.store.trail import verbs_on

    with study._store.reading():
        transcripts, people, memos = study.all(Transcript), study.all(Participant), study.all(Memo)
        names = ("id", "transcript", "start", "end", "coder", "state")
        columns = study._store.columns("codings", names)
        how = {id: HOW[verb] for id, verb in verbs_on(study._store, "transcripts") if verb in HOW}
    codings = list(zip(*(columns[name] for name in names), strict=True))
    homes = {id: transcript for id, transcript, *_rest in codings} | {one.id: one.id for one in transcripts}
    noted = Counter(home for memo in memos for home in {homes[id] for id in memo.about if id in homes})
    accepted: dict[str, list[tuple[int, int, str]]] = {}
    for _id, transcript, start, end, coder, state in codings:
        if state == "accepted":
            accepted.setdefault(transcript, []).append((start, end, coder))
    rows: list[tuple[Any, ...]] = []
    for one in transcripts:
        spans = accepted.get(one.id, [])
        total, covered = coverage(one, [(start, end) for start, end, _coder in spans])
        speaking = dict.fromkeys(speaker.participant for speaker in one.speakers if speaker.participant)
        share = covered / total if total else None
        coders = " ".join(dict.fromkeys(sorted(coder for _start, _end, coder in spans)))
        rows.append(
            (
                *(one.id, one.kind, " ".join(speaking), one.date, True, one.reread, how.get(one.id, "?")),
                *(len(spans), total, covered, share, coders, noted[one.id]),
            )
        )
    met = {speaker.participant for one in transcripts for speaker in one.speakers}
    rows += [
        (person.id, "", person.id, "", False, "", "", 0, 0, 0, None, "", sum(person.id in m.about for m in memos))
        for person in people
        if person.id not in met
    ]
    return rows


def coverage(transcript: Transcript, spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return how many words the participants say, and how many of them begin inside one of the spans.

    What stands for the words of somebody who left counts for none.
    """
    roles = {speaker.label: speaker.role for speaker in transcript.speakers}
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    starts = [start for start, _end in merged]
    total = covered = 0
    text = blanked(transcript.text)
    for turn in transcript.turns:
        if not any(roles[label] == "participant" for label in turn.speakers):
            continue
        for at in word_starts(text[turn.start : turn.end]):
            total += 1
            place = bisect_left(starts, turn.start + at + 1) - 1
            covered += place >= 0 and turn.start + at < merged[place][1]
    return total, covered


def rereading(study: "Study", ids: Sequence[str], on: days.When = None) -> Change:
    """Return the change that says on which day transcripts were read again; refused for a day to come."""
    day = days.day_of(on)
    if day > days.now().date():
        raise Refused(
            _("{date} is yet to come: a transcript is reread before it is said to be.", date=days.shown_day(day)),
            _("Write year, month, day: 2026-03-14."),
        )
    return _marked(study, ids, day.isoformat(), "reread")


def not_rereading(study: "Study", ids: Sequence[str]) -> Change:
    """Return the change that takes the day of rereading back."""
    return _marked(study, ids, "", "not reread")


def _marked(study: "Study", ids: Sequence[str], day: str, verb: str) -> Change:
    from dataclasses import replace

    texts = [study.get(Transcript, id) for id in dict.fromkeys(ids)]
    pairs = [(one, replace(one, reread=day)) for one in texts if one.reread != day]
    return Change.replacing(pairs, verb=verb)


def board(study: "Study", found: Sequence[tuple[Any, ...]] | None = None) -> "Printed":
    """Return the board (of rows already ``found``, or of now) as a reader meets it, its units said below."""
    from toolkit.formats.table_writers import Printed
    from toolkit.model.people import shown_names

    names = shown_names(study.coders)
    found = progress_rows(study) if found is None else found
    rows = [dict(zip(PROGRESS_COLUMNS, row, strict=True)) for row in found]
    said = [row for row in rows if row["transcribed"]]
    headings = (_("Source"), _("Transcribed"), _("Reread"), _("Pseudonymised"), _("Coded"), _("Memos"))
    lines = tuple(_line(row, names) for row in rows)
    caption = _("Progress: {what}", what=n_("{n} transcript", "{n} transcripts", len(said)))
    if waiting := len(rows) - len(said):
        people = n_("{n} person not transcribed yet", "{n} people not transcribed yet", waiting)
        caption = _("{progress}, {people}", progress=caption, people=people)
    notes = (
        _("Coded: accepted passages, and the share of the participants' words that they cover (labels left out)."),
        _("Pseudonymised: by carnet import (here), or declared so at the import (before); “?”: not in the journal."),
    )
    facts = tuple(tuple(int(v) if isinstance(v, bool) else v for v in row.values()) for row in rows)
    return Printed(caption, headings, lines, notes, (PROGRESS_COLUMNS, facts))


def _line(row: dict[str, Any], names: dict[str, str]) -> "tuple[Cell, ...]":
    if not row["transcribed"]:
        return (row["source"], _("not transcribed yet"), "–", "–", "–", row["memos"])
    how = {"here": _("yes, here"), "before": _("yes, before the import"), "?": "?"}[row["pseudonymised"]]
    reread = days.shown_day(days.day_of(row["reread"])) if row["reread"] else _("no")
    return (row["source"], _("yes"), reread, how, _coded(row, names), row["memos"])


def _coded(row: dict[str, Any], names: dict[str, str]) -> str:
    if not row["codings"]:
        return _("no")
    passages = n_("{n} passage", "{n} passages", row["codings"])
    who = ", ".join(names.get(id, id) for id in row["coders"].split())
    if row["coded"] is None:
        return _("{passages} ({who})", passages=passages, who=who)
    share = number(100 * row["coded"])
    return _("{passages}, {share}% of the words ({who})", passages=passages, share=share, who=who)
