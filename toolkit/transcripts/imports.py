"""From readings to transcripts of the study: names replaced, people recognised, one change for the whole batch."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from toolkit.errors import Refused
from toolkit.formats.matching import Matches, match_names
from toolkit.i18n import _
from toolkit.model import Case, Change, Desk, Participant, Speaker, Transcript
from toolkit.transcripts.forms import NameDecision
from toolkit.transcripts.own_ids import answering, own_id, own_stem, reserved
from toolkit.transcripts.pseudonymising import meant_for, pseudonymise_all
from toolkit.transcripts.reading import Reading, transcript_of
from toolkit.transcripts.replacements import Pseudonymised, pseudonymise, shift_turns
from toolkit.transcripts.roles import key_of
from toolkit.transcripts.voice_tables import Voice, people_in, voiced

LETTERS = {"interview": "E", "group": "G", "observation": "O", "document": "D"}


@dataclass(frozen=True, slots=True, repr=False)
class Arrival:
    """One text ready to enter the study, and what was replaced in it (None when it came without names).

    ``linked`` are the participants whom a label, or the name of the file, says by itself.
    """

    transcript: Transcript
    file: str
    replaced: Pseudonymised | None = None
    warnings: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Arrival {self.transcript.id}: {len(self.transcript.turns)} turns>"


def without_names(reading: Reading, made: Pseudonymised, decisions: Sequence[NameDecision]) -> Reading:
    """Return the reading whose names were replaced by ``made``: its turns carried over, its labels replaced too."""
    turns = shift_turns(reading.turns, made, decisions)
    renamed: dict[str, str] = {}
    for old, new in zip(reading.turns, turns, strict=True):
        renamed.update(zip(old.speakers, new.speakers, strict=True))
    speakers: dict[str, Speaker] = {}
    for speaker in reading.speakers:
        label = renamed.get(speaker.label, speaker.label)
        speakers.setdefault(label, replace(speaker, label=label))
    return replace(reading, text=made.text, turns=tuple(turns), speakers=tuple(speakers.values()))


def arrivals(
    desk: Desk,
    readings: Iterable[Reading],
    *,
    decisions: Sequence[NameDecision] | None,
    ids: Mapping[str, str] | None = None,
    people: Mapping[str, str] | None = None,
    described: Iterable[str] = (),
    case: str | None = None,
    voices: Sequence[Voice] = (),
    gone: Iterable[str] = (),
) -> list[Arrival]:
    """Prepare readings for the study: ids, names replaced, speakers tied to participants.

    Parameters
    ----------
    decisions
        What was decided of the names (``accepted`` ones are replaced); None for texts that hold no name any more.
    ids
        Id of each file (``{"e1.docx": "E01"}``); by default the one that its name bears (``E03.txt``), else the next
        free ``E01``, ``G01``, ``O01`` or ``D01``.
    people
        Participant of each file; by default the one whose id is the label, or the name of the file of a single
        interview (``P03``); else a new ``P01``… for each person who answers. A label that is an id wins.
    described
        Ids of people that a table describes: nobody else takes them.
    voices
        Role and participant of some labels, as they are typed or as they are replaced: they win.
    gone
        Ids of people and texts that were erased for ever: nobody and nothing new takes them.

    Raises ``Refused`` when a text is already in the study, or when a listed name would remain.
    """
    held = desk.all(Transcript)
    fingerprints = {transcript.fingerprint: transcript.id for transcript in held}
    gone = set(gone)
    taken = {transcript.id for transcript in held} | gone
    persons = {person.id for person in desk.all(Participant)} | set((people or {}).values()) | set(described)
    readings = list(readings)
    matches = match_names([voice.document for voice in voices], [reading.file for reading in readings])
    readings = [voiced(reading, _heard(voices, "", reading.file, matches)) for reading in readings]
    persons |= {voice.participant for voice in voices if voice.participant}
    known = frozenset(persons)
    given_ids = {**_borne(readings, taken), **(ids or {})}
    taken |= set(given_ids.values())
    named: dict[str, Reading] = {}
    for reading in readings:
        id = given_ids.get(reading.file) or _next(LETTERS[reading.kind], taken)
        taken.add(id)
        named[id] = reading
    names = {id: (id, PurePath(reading.file).name) for id, reading in named.items()}
    replaced: dict[str, Pseudonymised] = {}
    if decisions is not None:
        replaced = pseudonymise_all(named, decisions, names)
        named = {
            id: without_names(reading, replaced[id], meant_for(decisions, names[id])) for id, reading in named.items()
        }
    persons |= set(reserved(named.values(), known)) | gone
    made: list[Arrival] = []
    for id, cleaned in named.items():
        heard = _heard(voices, id, cleaned.file, matches)
        if decisions is not None:
            ours = meant_for(decisions, names[id])
            heard = [replace(voice, label=pseudonymise(voice.label, ours).text) for voice in heard]
        keys = {key_of(voice.label) for voice in heard}
        decided = {speaker.label for speaker in cleaned.speakers if key_of(speaker.label) in keys}
        reading = answering(voiced(cleaned, heard), known, decided)
        told = people_in(reading, heard)
        labels = _answering_labels(reading)
        linked = {label: own for label in labels if label not in told and (own := own_id(label, known))}
        of_file = (people or {}).get(reading.file)
        warnings = _said_otherwise(linked, of_file, labels)
        if len(labels) == 1 and not told and not linked and of_file is None and reading.kind == "interview":
            own = own_stem(reading.file, known)
            linked = {labels[0]: own} if own else {}
        given = _people_of(labels, None if linked else of_file, persons, {**linked, **told})
        persons |= set(given.values())
        transcript = transcript_of(reading, id, participants=given, case=case)
        if twin := fingerprints.get(transcript.fingerprint):
            raise Refused(
                _("This text is already in the study: it is {id}.", id=twin),
                _("Take it out of the list; to correct it, revise {id}.", id=twin),
            )
        fingerprints[transcript.fingerprint] = id
        warnings = (*reading.warnings, *warnings)
        made.append(
            Arrival(transcript, reading.file, replaced.get(id), warnings, tuple(sorted(set(linked.values()))))
        )
    return made


def bring_in(desk: Desk, coming: Sequence[Arrival], *, people: Iterable[Participant] = ()) -> Change:
    """Return the one change that adds the texts, the people who speak in them and the cases that they name.

    ``people`` are participants already described (traits, consents); the others are added bare. The verb says
    whether names were replaced here or before: ``import transcripts`` or ``import pseudonymised``.
    """
    known = {person.id: person for person in desk.all(Participant)}
    described = {person.id: person for person in people}
    cases = {case.id for case in desk.all(Case)}
    edits: list[tuple[str, None, Case | Participant | Transcript]] = []
    wanted = {person.case for person in described.values()} | {one.transcript.case for one in coming}
    edits += [(id, None, Case(id)) for id in sorted(filter(None, wanted)) if id not in cases]
    speaking = [speaker.participant for one in coming for speaker in one.transcript.speakers if speaker.participant]
    for id in dict.fromkeys([*described, *speaking]):
        if id not in known:
            edits.append((id, None, described.get(id) or Participant(id)))
    edits += [(one.transcript.id, None, one.transcript) for one in coming]
    replaced = any(one.replaced is not None for one in coming)
    return Change("import transcripts" if replaced else "import pseudonymised", tuple(edits))


def _heard(voices: Iterable[Voice], id: str, file: str, matches: Matches) -> list[Voice]:
    """Return the voices of one text, told by its id or by the first words of the name of its file."""
    return [voice for voice in voices if voice.document == id or matches.file_of(voice.document) == file]


def _answering_labels(reading: Reading) -> list[str]:
    """Return the labels that answer; one voice alone answers, even when nothing says so."""
    if reading.kind in ("document", "observation"):
        return []
    labels = [speaker.label for speaker in reading.speakers if speaker.role == "participant"]
    if not labels and len(reading.speakers) == 1 and reading.speakers[0].role == "unknown":
        labels = [reading.speakers[0].label]
    return labels


def _said_otherwise(linked: Mapping[str, str], of_file: str | None, labels: Sequence[str]) -> tuple[str, ...]:
    """Say it when the table of people names somebody for a file, and its one label somebody else."""
    if of_file is None or len(labels) != 1 or not linked or linked[labels[0]] == of_file:
        return ()
    said = _(
        "the table of people says {other}, the label says {id}: the label was kept",
        other=of_file,
        id=linked[labels[0]],
    )
    return (said,)


def _people_of(
    labels: Sequence[str], given: str | None, persons: set[str], told: Mapping[str, str]
) -> dict[str, str]:
    """Return the participant of each label that answers; in a group each label is somebody else."""
    if given is not None and len(labels) == 1 and not told:
        return {labels[0]: given}
    found = {label: person for label, person in told.items() if label in labels}
    taken = set(persons)
    for label in labels:
        if label not in found:
            found[label] = _next("P", taken)
            taken.add(found[label])
    return found


def _borne(readings: Iterable[Reading], taken: Iterable[str]) -> dict[str, str]:
    """Return the id that the name of a file already bears, as ``carnet pseudonymise`` wrote it, when it is free."""
    used = set(taken)
    borne: dict[str, str] = {}
    for reading in readings:
        own = re.match(r"([EGOD]\d{2,3})(?![^\W_])", PurePath(reading.file).stem)
        if own and own[1] not in used:
            used.add(own[1])
            borne[reading.file] = own[1]
    return borne


def _next(letter: str, taken: Iterable[str]) -> str:
    """Return the next free id: ``E03`` after ``E01`` and ``E02``."""
    numbers = [int(match[1]) for id in taken if (match := re.fullmatch(rf"{letter}(\d+)", id))]
    return f"{letter}{max(numbers, default=0) + 1:02d}"


def neutral_name(transcript: Transcript) -> str:
    """Return the name of the clean file of a transcript: its id, since a file name is a name too."""
    return f"{PurePath(transcript.id).name}.txt"
