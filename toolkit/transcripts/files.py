"""Read transcripts from disk: one, or a batch where the files explain one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import ToolkitError
from toolkit.formats import RawDocument, read_raw
from toolkit.transcripts.reading import Reading, known_labels, read_document, role_warning, settle
from toolkit.transcripts.roles import word_role
from toolkit.transcripts.turns import UNKNOWN


@dataclass(frozen=True, slots=True)
class Batch:
    """The readings of a batch, in the order of the files, and the errors of the files that could not be read."""

    readings: tuple[Reading, ...]
    errors: tuple[ToolkitError, ...] = ()


def read(path: str | Path) -> Reading:
    """Read one transcript as it would be understood; nothing is imported.

    Raises ``UnreadableFile`` with what is wrong and what to do.
    """
    return role_warning(read_document(read_raw(path), str(path)))


def read_batch(paths: Iterable[str | Path]) -> Batch:
    """Read several transcripts together: labels and roles are decided across files; errors are gathered."""
    raws: list[tuple[str, RawDocument]] = []
    errors: list[ToolkitError] = []
    for path in paths:
        try:
            raws.append((str(path), read_raw(path)))
        except ToolkitError as error:
            errors.append(error)
    readings: list[Reading] = []
    for file, raw in raws:
        try:
            readings.append(read_document(raw, file))
        except ToolkitError as error:
            errors.append(error)
    by_file = dict(raws)
    for rank, reading in enumerate(readings):
        # Only a label that no lexicon knows may be another file's label, misspelt.
        if any(word_role(speaker.label) is None and speaker.label != UNKNOWN for speaker in reading.speakers):
            known = known_labels([other for other in readings if other is not reading])
            readings[rank] = read_document(by_file[reading.file], reading.file, known=known)
    return Batch(tuple(settle(readings)), tuple(errors))


def read_all(paths: Iterable[str | Path]) -> list[Reading]:
    """Read several transcripts together; when files cannot be read, all are named in one error."""
    batch = read_batch(paths)
    if len(batch.errors) == 1:
        raise batch.errors[0]
    if batch.errors:
        message = "\n".join(error.message for error in batch.errors)
        raise ToolkitError(message, batch.errors[0].hint, errors=batch.errors)
    return list(batch.readings)


def report(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """Return readings as ``carnet read --json`` prints them.

    ``speaker`` is the label as it is typed most often, None when the file names nobody.
    """
    return [
        {
            "file": reading.file,
            "warnings": list(reading.warnings),
            "text_sha256": reading.text_sha256,
            "turns": [
                {
                    "speaker": None if turn.speakers == (UNKNOWN,) else " / ".join(turn.speakers),
                    "speakers": [label for label in turn.speakers if label != UNKNOWN],
                    "role": reading.role(turn),
                    "text": reading.said(turn),
                    "start": turn.start,
                    "end": turn.end,
                    "start_ms": turn.start_ms,
                    "end_ms": turn.end_ms,
                }
                for turn in reading.turns
            ],
        }
        for reading in readings
    ]
