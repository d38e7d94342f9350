"""From the content of a file to a reading: who speaks, when, in which role."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from toolkit.formats import RawDocument
from toolkit.i18n import n_
from toolkit.model import Kind, Role, Speaker, Transcript, Turn, clean_text, fold, text_sha256, words
from toolkit.transcripts.cues import cut_cues
from toolkit.transcripts.roles import Manner, decide_roles, is_neutral, key_of, word_role
from toolkit.transcripts.times import check_times
from toolkit.transcripts.turns import UNKNOWN, Cut, cut_text


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """How a file is understood, before anything is imported.

    ``text`` is the whole clean text; the label of a turn, with its times and signs, is ``[label_start, start)``,
    its words are ``[start, end)``; what lies between (titles, stage lines, blank lines) is ``outside()``.
    ``notes`` and ``comments`` are those of the document, kept apart from the text.
    """

    file: str
    text: str
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    warnings: tuple[str, ...] = ()
    kind: Kind = "interview"
    format: str = "txt"
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    told: tuple[tuple[str, Role], ...] = ()

    @property
    def text_sha256(self) -> str:
        """Fingerprint of the text."""
        return text_sha256(self.text)

    def role(self, turn: Turn) -> Role:
        """Return the role of a turn; when several speak at once, participants come first: their words count."""
        roles = {speaker.label: speaker.role for speaker in self.speakers}
        held = [roles.get(label, "unknown") for label in turn.speakers]
        order: tuple[Role, ...] = ("participant", "interviewer", "other")
        return next((role for role in order if role in held), "unknown")

    def said(self, turn: Turn) -> str:
        """Return the words of a turn."""
        return self.text[turn.start : turn.end]

    def outside(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of the text that are in no turn: with the turns, they make up the whole text."""
        at = 0
        for turn in self.turns:
            if turn.label_start > at:
                yield at, turn.label_start
            at = turn.end
        if at < len(self.text):
            yield at, len(self.text)

    def __repr__(self) -> str:
        return f"<Reading {self.format}: {self.kind}, {len(self.turns)} turns, {len(self.warnings)} warnings>"


def read_document(raw: RawDocument, file: str = "", *, known: Mapping[str, str] | None = None) -> Reading:
    """Understand a document: its turns, speakers, roles, times and kind; whatever is doubtful is in the warnings.

    ``known`` maps the keys of labels used in the other files to their spelling.
    """
    if raw.source == "cues":
        cut = cut_cues(raw.blocks, known=known)
    else:
        typed = [(line, block) for block in raw.blocks for line in clean_text(block.text).split("\n")]
        lines = clean_text("\n".join(line for line, _block in typed)).split("\n")
        blocks = [block for _line, block in typed]
        cut = cut_text(lines, blocks, head=raw.head, wrapped=raw.format in ("txt", "md", "rtf"), known=known)
    return _understood(cut, raw, file)


def read_text(text: str, file: str = "") -> Reading:
    """Understand a text that is already at hand.

    >>> [(speaker.label, speaker.role) for speaker in read_text("E : Ça va ?\\nR : Oui.\\nE : Bien.").speakers]
    [('E', 'interviewer'), ('R', 'participant')]
    """
    from toolkit.formats.raw import blocks_of

    return role_warning(read_document(RawDocument("txt", blocks_of(clean_text(text).split("\n"))), file))


def _understood(cut: Cut, raw: RawDocument, file: str) -> Reading:
    checked = check_times(cut.turns)
    reading = Reading(
        file,
        cut.text,
        checked.turns,
        (),
        (*raw.warnings, *cut.warnings, *checked.warnings),
        format=raw.format,
        notes=raw.notes,
        comments=raw.comments,
        properties=raw.properties,
        told=tuple(cut.told.items()),
    )
    reading = with_roles(reading)
    empty = [number for number, turn in enumerate(reading.turns, 1) if turn.start == turn.end]
    warnings = reading.warnings
    if empty:
        warnings = (*warnings, n_("{n} turn holds no words.", "{n} turns hold no words.", len(empty)))
    return replace(reading, kind=guess_kind(reading, cut, raw), warnings=warnings)


def manners(reading: Reading) -> list[Manner]:
    """Return how each label speaks, in the order in which people start to speak."""
    counts: dict[str, list[int]] = {}
    for turn in reading.turns:
        said = reading.said(turn)
        for label in turn.speakers:
            entry = counts.setdefault(label, [0, 0, 0])
            entry[0] += 1
            entry[1] += words(said)
            entry[2] += "?" in said
    return [Manner(label, *entry) for label, entry in counts.items()]


def with_roles(reading: Reading, told: Mapping[str, Role] | None = None) -> Reading:
    """Return the reading with a role for each speaker; ``told`` is what other files or the analyst say."""
    spoken = manners(reading)
    roles = decide_roles(
        [manner for manner in spoken if manner.label != UNKNOWN], {**(told or {}), **dict(reading.told)}
    )
    speakers = tuple(Speaker(manner.label, roles.get(manner.label, "unknown")) for manner in spoken)
    return replace(reading, speakers=speakers)


def role_warning(reading: Reading) -> Reading:
    """Return the reading with one more warning when the role of a named speaker is not known."""
    unknown = [speaker for speaker in reading.speakers if speaker.role == "unknown" and speaker.label != UNKNOWN]
    if not unknown:
        return reading
    said = n_(
        "It is not clear whether {n} speaker asks or answers: say it when you import.",
        "It is not clear whether {n} speakers ask or answer: say it when you import.",
        len(unknown),
    )
    return replace(reading, warnings=(*reading.warnings, said))


def guess_kind(reading: Reading, cut: Cut, raw: RawDocument) -> Kind:
    """Guess what a file is: an interview, a group, notes of observation, a document."""
    if not cut.labelled:
        first = fold(PurePath(reading.file).name + " " + reading.text[:400])
        noted = re.search(
            r"\b(?:observation|journal de (?:terrain|bord)|notes? de terrain|carnet de terrain|field ?notes?)", first
        )
        if noted:
            return "observation"
        timed = raw.source == "cues" or any(turn.start_ms is not None for turn in reading.turns)
        return "interview" if timed else "document"
    turns = {manner.label: manner.turns for manner in manners(reading)}
    named = [speaker for speaker in reading.speakers if speaker.label != UNKNOWN]
    others = [speaker for speaker in named if speaker.role in ("participant", "unknown")]
    watched = sum(turns[speaker.label] for speaker in reading.speakers if speaker.role == "other")
    if watched > 0.5 * len(reading.turns):
        return "observation"
    several = [speaker for speaker in others if turns[speaker.label] > 1 or len(reading.turns) < 12]
    return "group" if len(several) >= 3 else "interview"


def settle(readings: Sequence[Reading]) -> list[Reading]:
    """Decide across files what one file alone does not tell.

    A label that every file shares while the others change from file to file is the interviewer's; a label that
    has a role in some files has it in the others. A machine's names (« Speaker 1 ») say nothing across files.
    """
    found: dict[str, list[Role]] = {}
    for reading in readings:
        for speaker in reading.speakers:
            if speaker.label != UNKNOWN and not is_neutral(speaker.label):
                found.setdefault(key_of(speaker.label), []).append(speaker.role)
    told: dict[str, Role] = {}
    for key, roles in found.items():
        sure = {role for role in roles if role != "unknown"}
        if "unknown" in roles and len(sure) == 1:
            told[key] = sure.pop()
    named = [reading for reading in readings if any(speaker.label != UNKNOWN for speaker in reading.speakers)]
    shared = [key for key, roles in found.items() if len(roles) == len(named) and set(roles) == {"unknown"}]
    if len(named) >= 2 and len(shared) == 1 and len(found) > len(named):
        told[shared[0]] = "interviewer"
    settled = []
    for reading in readings:
        unknown = any(speaker.role == "unknown" for speaker in reading.speakers if speaker.label != UNKNOWN)
        settled.append(role_warning(with_roles(reading, told) if unknown and told else reading))
    return settled


def known_labels(readings: Iterable[Reading]) -> dict[str, str]:
    """Return the labels that files use often, by key: another file may misspell them."""
    counts: dict[str, dict[str, int]] = {}
    for reading in readings:
        for manner in manners(reading):
            if manner.label != UNKNOWN and (manner.turns >= 3 or word_role(manner.label)):
                entry = counts.setdefault(key_of(manner.label), {})
                entry[manner.label] = entry.get(manner.label, 0) + manner.turns
    return {key: max(spelt, key=lambda label: spelt[label]) for key, spelt in counts.items()}


def transcript_of(
    reading: Reading,
    id: str,
    *,
    participant: str | None = None,
    participants: Mapping[str, str] | None = None,
    case: str | None = None,
    date: str = "",
    place: str = "",
) -> Transcript:
    """Return the transcript of a reading, ready to be added to a study.

    ``participant`` is given to the one speaker who answers; ``participants`` maps labels when several do.
    """
    given = dict(participants or {})
    answering = [speaker.label for speaker in reading.speakers if speaker.role == "participant"]
    if participant is not None and not given:
        if not answering and len(reading.speakers) == 1:
            answering = [reading.speakers[0].label]
        given = dict.fromkeys(answering[:1] if len(answering) == 1 else (), participant)
    speakers = tuple(replace(speaker, participant=given.get(speaker.label)) for speaker in reading.speakers)
    return Transcript(id, reading.text, reading.turns, speakers, reading.kind, case=case, date=date, place=place)


__all__ = ["Reading", "read_document", "read_text", "settle", "transcript_of", "with_roles"]
