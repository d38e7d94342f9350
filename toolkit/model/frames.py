"""The frames that everything is counted from: promised columns, in one place.

Positions meet turns here, by binary search on whole columns: no row is looked up one by one.
pandas and numpy are imported when a frame is asked for, not before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from toolkit.errors import UnknownName, UnknownTranscript
from toolkit.model.codes import Code, Codebook, Coding
from toolkit.model.people import Participant
from toolkit.model.plain import NOUNS
from toolkit.model.text import words
from toolkit.model.texts import Transcript, Turn
from toolkit.model.units import CODING_COLUMNS, PARTICIPANT_COLUMNS, PIECE_COLUMNS, TURN_COLUMNS

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame

    from toolkit.model.desk import Desk

WHOLE = dict.fromkeys(("start", "end", "words", "characters", "code_version"), "int64")
WHOLE |= dict.fromkeys(("turn", "start_ms", "end_ms"), "Int64")
CODING_FIELDS = tuple(field.name for field in fields(Coding) if field.name not in {"prefix", "suffix"})


def frame_of(shelf: str, desk: "Desk") -> "DataFrame":
    """Return the frame of a shelf of any desk; ``"pieces"`` and ``"turns"`` are derived ones."""
    from toolkit.model.quiet import QuietFrame

    if shelf == "participants":
        return participants_frame(desk.all(Participant))
    if shelf == "turns":
        return turns_frame(desk.all(Transcript), desk.all(Participant))
    if shelf in ("codings", "pieces"):
        codings = desk.all(Coding)
        columns = {name: [getattr(coding, name) for coding in codings] for name in CODING_FIELDS}
        return codings_frame(
            columns, desk.all(Transcript), desk.all(Code), desk.all(Participant), pieces=shelf == "pieces"
        )
    if shelf not in NOUNS:
        raise UnknownName(shelf, [*NOUNS, "pieces", "turns"])
    cls = NOUNS[shelf]
    nouns = desk.all(cls)
    names = [field.name for field in fields(cls)]
    return QuietFrame({name: [getattr(noun, name) for noun in nouns] for name in names}, columns=names)


def participants_frame(participants: Sequence[Participant]) -> "DataFrame":
    """Return one row per participant: ``participant``, ``case``, then one column per trait."""
    traits = _trait_columns(participants)
    data: dict[str, list[Any]] = {
        "participant": [person.id for person in participants],
        "case": [person.case for person in participants],
    }
    for name, column in traits.items():
        data[column] = [person.trait(name) for person in participants]
    return _framed(data, PARTICIPANT_COLUMNS, traits.values())


def turns_frame(transcripts: Sequence[Transcript], participants: Sequence[Participant] = ()) -> "DataFrame":
    """Return one row per turn and speaker (two rows when two people speak at once); ``words`` are the turn's."""
    cases = {person.id: person.case for person in participants}
    rows: list[tuple[Any, ...]] = []
    for transcript in transcripts:
        known = {speaker.label: speaker for speaker in transcript.speakers}
        for number, turn in transcript.numbered():
            said = transcript.text[turn.start : turn.end]
            size = (words(said), len(said))
            for label in turn.speakers or ("",):
                speaker = known.get(label)
                person = speaker.participant if speaker else None
                case = cases.get(person or "") or transcript.case
                role = speaker.role if speaker else "unknown"
                place = (turn.start, turn.end, turn.start_ms, turn.end_ms)
                rows.append((transcript.id, transcript.kind, number, label, role, person, case, *place, *size))
    return _framed(rows, TURN_COLUMNS)


def _framed(data: Any, promised: Sequence[str], traits: Iterable[str] = ()) -> "DataFrame":
    """Return the frame of ``data``: the promised columns, then the traits, each of one kind even when empty."""
    import pandas as pd

    from toolkit.model.quiet import QuietFrame

    traits = list(traits)
    frame = QuietFrame(data, columns=[*promised, *traits])
    kinds: dict[str, Any] = {name: WHOLE[name] for name in promised if name in WHOLE}
    if not len(frame):
        words_kind = pd.Series([""]).dtype
        kinds |= {name: words_kind for name in [*promised, *traits] if name not in WHOLE}
    else:
        # 34 years stay 34, not 34.0, when somebody did not say their age.
        for name in traits:
            values = (
                data[name] if isinstance(data, dict) else [row[len(promised) + traits.index(name)] for row in data]
            )
            if {type(value) for value in values} == {int, type(None)}:
                kinds[name] = "Int64"
    return frame.astype(kinds)


def _trait_columns(participants: Iterable[Participant]) -> dict[str, str]:
    """Return trait → column name; a trait named like a promised column gets ``trait_`` before it."""
    promised = {*CODING_COLUMNS, *PIECE_COLUMNS, *TURN_COLUMNS}
    names: dict[str, str] = {}
    for person in participants:
        for name, _value in person.traits:
            if name not in names:
                column = name
                while column in promised:
                    column = f"trait_{column}"
                names[name] = column
                promised.add(column)
    return names


class _Ground:
    """The turns of every transcript as flat arrays, so that positions find their turn in one search.

    A position of transcript number t is searched as ``t * step + position``.
    """

    def __init__(self, transcripts: Sequence[Transcript]):
        import numpy as np

        self.transcripts = transcripts
        self.number = {transcript.id: i for i, transcript in enumerate(transcripts)}
        self.step = max((len(transcript.text) for transcript in transcripts), default=0) + 2
        label_starts, starts, ends, owner, rank = [], [], [], [], []
        self.speaker: list[str] = []
        self.role: list[str] = []
        self.participant: list[str | None] = []
        self.people: list[tuple[tuple[str, str, str | None], ...]] = []
        for i, transcript in enumerate(transcripts):
            known = {speaker.label: speaker for speaker in transcript.speakers}
            # A text without turns (a report, a field note) is one stretch, number 0: its codings count too.
            for number, turn in list(transcript.numbered()) or [(0, Turn((), 0, 0, len(transcript.text)))]:
                label_starts.append(i * self.step + turn.label_start)
                starts.append(turn.start)
                ends.append(turn.end)
                owner.append(i)
                rank.append(number)
                voices = [known[label] for label in turn.speakers]
                voices.sort(key=lambda voice: voice.role != "participant")
                # A turn that names nobody (a field note, a document) is nobody's, yet it is counted.
                self.people.append(
                    tuple((voice.label, voice.role, voice.participant) for voice in voices)
                    or (("", "unknown", None),)
                )
                self.speaker.append(" + ".join(turn.speakers))
                self.role.append(voices[0].role if voices else "unknown")
                self.participant.append(voices[0].participant if voices else None)
        self.label_starts = np.array(label_starts, dtype=np.int64)
        self.starts = np.array(starts, dtype=np.int64)
        self.ends = np.array(ends, dtype=np.int64)
        self.owner = np.array(owner, dtype=np.int64)
        self.rank = np.array(rank, dtype=np.int64)

    def find(self, owner: "np.ndarray[Any, Any]", position: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        """Return the index of the turn that holds each position, -1 before the first turn of its transcript."""
        import numpy as np

        at = np.searchsorted(self.label_starts, owner * self.step + position, side="right") - 1
        if not len(self.owner):
            return np.full(len(owner), -1)
        return np.where((at >= 0) & (self.owner[at] == owner), at, -1)


def codings_frame(
    columns: Mapping[str, list[Any]],
    transcripts: Sequence[Transcript],
    codes: Sequence[Code],
    participants: Sequence[Participant],
    *,
    pieces: bool = False,
) -> "DataFrame":
    """Return one row per coding, or per piece (see ``CODING_COLUMNS`` and ``PIECE_COLUMNS``).

    ``columns`` holds the stored fields of the codings, one list each, as long as there are codings.
    """
    import numpy as np

    ground = _Ground(transcripts)
    if unknown := set(columns["transcript"]) - ground.number.keys():
        raise UnknownTranscript(min(unknown), ground.number)
    owner = np.array([ground.number[id] for id in columns["transcript"]], dtype=np.int64)
    start = np.array(columns["start"], dtype=np.int64)
    end = np.array(columns["end"], dtype=np.int64)
    first = ground.find(owner, start)
    if pieces:
        return _pieces(columns, ground, owner, start, end, first, codes, participants)
    data: dict[str, Any] = {"coding": columns["id"]}
    data |= _where(ground, owner, first, participants)
    data |= {"start": start, "end": end}
    data |= _what(columns["code"], codes)
    for name in ("code_version", "coder", "origin", "state", "date", "quote"):
        data[name] = columns[name]
    people = {person.id: person for person in participants}
    traits = _trait_columns(participants)
    for name, column in traits.items():
        values = {id: person.trait(name) for id, person in people.items()}
        data[column] = [values.get(id) for id in data["participant"]]
    return _framed(data, CODING_COLUMNS, traits.values())


def _where(
    ground: _Ground,
    owner: "np.ndarray[Any, Any]",
    turn: "np.ndarray[Any, Any]",
    participants: Sequence[Participant],
) -> dict[str, Any]:
    """Return the columns that say in which text, whose words, which turn."""
    import pandas as pd

    texts = ground.transcripts
    cases = {person.id: person.case for person in participants}
    owners, turns = owner.tolist(), turn.tolist()
    persons = [ground.participant[t] if t >= 0 else None for t in turns]
    return {
        "transcript": [texts[i].id for i in owners],
        "kind": [texts[i].kind for i in owners],
        "participant": persons,
        "case": [cases.get(p or "") or texts[i].case for p, i in zip(persons, owners, strict=True)],
        "speaker": [ground.speaker[t] if t >= 0 else "" for t in turns],
        "role": [ground.role[t] if t >= 0 else "unknown" for t in turns],
        "turn": pd.array([int(ground.rank[t]) if t >= 0 else None for t in turns], dtype="Int64"),
    }


def _what(code: Sequence[str], codes: Sequence[Code]) -> dict[str, list[str]]:
    """Return the columns that say which code, its label, its theme."""
    book = Codebook(codes)
    return {
        "code": list(code),
        "code_label": [book[id].label for id in code],
        "theme": [book.theme(id) for id in code],
    }


def _pieces(
    columns: Mapping[str, list[Any]],
    ground: _Ground,
    owner: "np.ndarray[Any, Any]",
    start: "np.ndarray[Any, Any]",
    end: "np.ndarray[Any, Any]",
    first: "np.ndarray[Any, Any]",
    codes: Sequence[Code],
    participants: Sequence[Participant],
) -> "DataFrame":
    """Cut codings at turns, take labels and interviewers out, join the overlaps of one code by one coder."""
    import numpy as np

    # Every turn that a coding touches: from the one that holds its start (or the next) to the one that holds its end.
    last = ground.find(owner, np.maximum(end - 1, start))
    low = np.where(first >= 0, first, _first_of(ground, owner))
    count = np.where((last >= 0) & (low >= 0), last - low + 1, 0).clip(min=0)
    row = np.repeat(np.arange(len(owner)), count)
    turn = np.repeat(low, count) + (np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count))
    left = np.maximum(start[row], ground.starts[turn]) if len(row) else start[row]
    right = np.minimum(end[row], ground.ends[turn]) if len(row) else end[row]
    kept = right > left
    row, turn, left, right = row[kept], turn[kept], left[kept], right[kept]
    group = _groups([columns[name] for name in ("code", "coder", "state")], row)
    order = np.lexsort((right, left, turn, group))
    row, turn, left, right, group = row[order], turn[order], left[order], right[order], group[order]
    merged = _merge(group, turn, left, right)
    tree = Codebook(codes)
    cases = {person.id: person.case for person in participants}
    people = {person.id: person for person in participants}
    traits = _trait_columns(participants)
    rows: list[tuple[Any, ...]] = []
    for members, a, b in merged:
        i, t = int(row[members[0]]), int(turn[members[0]])
        text = ground.transcripts[int(owner[i])]
        code = tree[columns["code"][i]]
        quote = text.text[a:b]
        ids = " ".join(columns["id"][int(row[m])] for m in members)
        place = f"{text.id}:{a}-{b}:{code.id}:{columns['coder'][i]}:{columns['state'][i]}"
        for label, role, person in ground.people[t]:
            if role == "interviewer":
                continue
            known = people.get(person or "")
            rows.append(
                (
                    *(
                        place,
                        ids,
                        text.id,
                        text.kind,
                        person,
                        cases.get(person or "") or text.case,
                        label,
                        role,
                    ),
                    *(
                        int(ground.rank[t]),
                        a,
                        b,
                        code.id,
                        code.label,
                        tree.theme(code.id),
                        columns["coder"][i],
                    ),
                    *(columns["origin"][i], columns["state"][i], words(quote), b - a, quote),
                    *(known.trait(name) if known else None for name in traits),
                )
            )
    rows.sort(key=lambda r: (ground.number[r[2]], r[9], r[10]))
    return _framed(rows, PIECE_COLUMNS, traits.values())


def _first_of(ground: _Ground, owner: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Return the first turn of each transcript, for codings that start before it; -1 without turns."""
    import numpy as np

    at = np.searchsorted(ground.owner, owner, side="left")
    if not len(ground.owner):
        return np.full(len(owner), -1)
    inside = at < len(ground.owner)
    return np.where(inside & (ground.owner[np.minimum(at, len(ground.owner) - 1)] == owner), at, -1)


def _groups(keys: Sequence[Sequence[Any]], row: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Number the different combinations of ``keys`` and return the number of each row."""
    import numpy as np

    numbers: dict[tuple[Any, ...], int] = {}
    of_coding = [numbers.setdefault(key, len(numbers)) for key in zip(*keys, strict=True)]
    return np.array(of_coding, dtype=np.int64)[row] if of_coding else row


def _merge(
    group: "np.ndarray[Any, Any]",
    turn: "np.ndarray[Any, Any]",
    left: "np.ndarray[Any, Any]",
    right: "np.ndarray[Any, Any]",
) -> list[tuple[list[int], int, int]]:
    """Join sorted intervals that overlap (sharing at least one character) inside one group and turn."""
    merged: list[tuple[list[int], int, int]] = []
    previous = None
    for i, (g, t, a, b) in enumerate(zip(group.tolist(), turn.tolist(), left.tolist(), right.tolist(), strict=True)):
        if previous == (g, t) and a < merged[-1][2]:
            members, low, high = merged[-1]
            members.append(i)
            merged[-1] = (members, low, max(high, b))
        else:
            merged.append(([i], a, b))
            previous = (g, t)
    return merged
