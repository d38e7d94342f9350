"""Who speaks in each text, when somebody wrote it down: role and participant of each label, from a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from toolkit.errors import FaultyFile
from toolkit.formats.cells import find_column, listed
from toolkit.formats.sheets import read_table
from toolkit.i18n import _
from toolkit.model import Role, fold
from toolkit.transcripts.reading import Reading
from toolkit.transcripts.roles import key_of, word_role

COLUMNS: Final = {
    "document": listed("document, transcript, entretien, texte, fichier, file"),
    "label": listed("label, etiquette, locuteur, locutrice, speaker, voix"),
    "role": listed("role"),
    "participant": listed("participant, participante, personne, person"),
}


@dataclass(frozen=True, slots=True, repr=False)
class Voice:
    """One label of one text (its id, or how the name of its file begins): what it does there, and who it is."""

    document: str
    label: str
    role: Role = "participant"
    participant: str | None = None

    def __repr__(self) -> str:
        # A label may be a real name, before pseudonymisation: it is not shown.
        return f"<Voice: {self.role} {self.participant or ''}".rstrip() + ">"


def read_voices(path: str | Path) -> list[Voice]:
    """Read a table of voices: columns document, label, role, participant.

    Raises ``FaultyFile`` listing every fault: a column that lacks, a role that is none.
    """
    sheet = read_table(path)
    columns = {name: find_column(sheet.columns, words) for name, words in COLUMNS.items()}
    lacking = [name for name in ("document", "label", "role") if columns[name] is None]
    if lacking:
        raise FaultyFile(sheet.path, [_("the column “{name}” is missing", name=name) for name in lacking])
    voices, faults = [], []
    for cells, line in zip(sheet.rows, sheet.lines, strict=True):
        row = dict(zip(sheet.columns, cells, strict=True))
        told = {name: row[column].strip() if column else "" for name, column in columns.items()}
        role = _role(told["role"])
        if role is None:
            faults.append(_("line {line}: “{word}” is not a role", line=line, word=told["role"]))
        else:
            voices.append(Voice(told["document"], told["label"], role, told["participant"] or None))
    if faults:
        raise FaultyFile(sheet.path, faults)
    return voices


def voiced(reading: Reading, voices: Iterable[Voice]) -> Reading:
    """Return the reading with the roles of a table; a group where fewer than three people answer is none."""
    roles = {key_of(voice.label): voice.role for voice in voices}
    if not roles:
        return reading
    speakers = tuple(
        replace(speaker, role=roles.get(key_of(speaker.label), speaker.role)) for speaker in reading.speakers
    )
    answering = sum(speaker.role == "participant" for speaker in speakers)
    kind = "interview" if reading.kind == "group" and answering < 3 else reading.kind
    return replace(reading, speakers=speakers, kind=kind)


def people_in(reading: Reading, voices: Sequence[Voice]) -> Mapping[str, str]:
    """Return the participant of each label of ``reading`` that a table names."""
    known = {key_of(voice.label): voice.participant for voice in voices if voice.role == "participant"}
    found = {speaker.label: known.get(key_of(speaker.label)) for speaker in reading.speakers}
    return {label: person for label, person in found.items() if person}


def _role(word: str) -> Role | None:
    """Return the role that a cell names, in French or in English."""
    said: Mapping[str, Role] = {"autre": "other", "other": "other", "inconnu": "unknown", "unknown": "unknown"}
    return said.get(fold(word)) or word_role(word)
