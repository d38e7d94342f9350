"""Interviews printed with their codes in a file: docx, odt or html, with the small file that says how it was made."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.coding.extracts import coded
from toolkit.coding.printing import SPACING, How, checked_how, document_of, record_of
from toolkit.model import Desk, State, Transcript
from toolkit.model.lines import Turns
from toolkit.transcripts.printed_files import head_of, keep, study_title, told_turns


def print_coded(
    desk: Desk,
    transcript: Transcript | str,
    path: str | Path,
    *,
    coder: str | Sequence[str] | None = None,
    codes: Iterable[str] | None = None,
    states: Sequence[State] = ("accepted",),
    turns: Turns = None,
    how: How = "margin",
    times: bool = True,
    spacing: float = SPACING,
    date: str = "",
) -> Path:
    """Print a transcript with its codes in a docx, odt or html file, and say beside it how; return the path written.

    A file that somebody annotated is never overwritten: the new one is written beside, with a number.

    Parameters
    ----------
    coder
        Id of a coder, or several; by default everybody's codings, each with who made it.
    codes
        Ids of codes; a theme brings the codes below it.
    states
        ``"proposed"`` too, to read what was proposed: it is marked so.
    turns
        Some turns only: ``42``, ``"40-52"``.
    how
        ``"margin"``: the codes stand beside the extracts, numbered and underlined. ``"comments"``: each coding is a
        real comment of Word or LibreOffice, in the name of who coded.
    """
    path = Path(path)
    checked_how(how, path)
    asked = None if codes is None else [codes] if isinstance(codes, str) else list(codes)
    laid = coded(desk, transcript, coder=coder, codes=asked, states=states, turns=turns, cut=how == "margin")
    document = document_of(
        laid,
        turns=turns,
        how=how,
        times=times,
        spacing=spacing,
        study=study_title(desk),
        date=date,
        head=head_of(desk),
    )
    parameters = {
        "coder": coder if coder is None or isinstance(coder, str) else list(coder),
        "codes": asked,
        "states": list(states),
        "turns": told_turns(turns),
        "how": how,
        "times": times,
        "spacing": spacing,
        "date": date,
    }
    return keep(desk, document, path, laid.transcript, parameters=parameters, **record_of(laid))
