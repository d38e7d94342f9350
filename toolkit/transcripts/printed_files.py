"""Interviews printed in a file: docx, odt or html, with the small file that says how it was made."""

from pathlib import Path
from typing import Any

from toolkit.formats.document_writers import Document
from toolkit.formats.outputs import save
from toolkit.model import Desk, StudySheet, Transcript
from toolkit.model.lines import Turns
from toolkit.transcripts.printing import SPACING, to_document


def print_text(
    desk: Desk,
    transcript: Transcript | str,
    path: str | Path,
    *,
    turns: Turns = None,
    times: bool = True,
    spacing: float = SPACING,
    date: str = "",
) -> Path:
    """Print a transcript of a study in a docx, odt or html file, and say beside it how; return the path written.

    The text is that of the study, hence pseudonymised. A file that somebody annotated is never overwritten: the new
    one is written beside, with a number.

    Parameters
    ----------
    turns
        Some turns only: ``42``, ``"40-52"``, ``"3, 7, 40-52"``.
    times
        Print when each turn begins, where the text says so.
    spacing
        Space between the lines: 1 is tight, 1.5 leaves room for a pencil.
    date
        The day of printing, ISO; the foot of each page says it.
    """
    text = transcript if isinstance(transcript, Transcript) else desk.get(Transcript, transcript)
    document = to_document(
        text, turns=turns, times=times, spacing=spacing, study=study_title(desk), date=date, head=head_of(desk)
    )
    parameters = {"turns": told_turns(turns), "times": times, "spacing": spacing, "date": date}
    return keep(desk, document, Path(path), text, parameters=parameters)


def keep(
    desk: Desk, document: Document, path: Path, text: Transcript, *, parameters: dict[str, Any], **more: Any
) -> Path:
    """Write a document made from one transcript and its record, which holds no word; return the path written."""
    record = {
        "verb": "print",
        "transcript": text.id,
        "fingerprint": text.fingerprint,
        "parameters": parameters,
        **more,
    }
    return save(document, path, record=record, head=head_of(desk))


def told_turns(turns: Turns) -> str | int | list[int] | None:
    """Return some turns as a record keeps them."""
    return turns if turns is None or isinstance(turns, str | int) else list(turns)


def study_title(desk: Desk) -> str:
    """Return the title of a study."""
    sheets = desk.all(StudySheet)
    return sheets[0].title if sheets else ""


def head_of(desk: Desk) -> str:
    """Return the head of the journal of a study; nothing for a desk in memory."""
    return str(getattr(desk, "head", ""))
