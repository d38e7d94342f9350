"""Real names typed by mistake in a text that holds none: looked for with what the coffre knows, before it is saved.

A clean text that is corrected leaves the coffre as it is: it gives back what was received, and puts the names back
in the corrected text where their replacements were left alone.
"""

from typing import TYPE_CHECKING

from toolkit.errors import Refused
from toolkit.i18n import _, n_
from toolkit.transcripts.pseudonymising import meant_for
from toolkit.transcripts.replacements import remaining

if TYPE_CHECKING:
    from toolkit.transcripts.coffre_files import Coffre


def refuse_names(text: str, coffre: "Coffre", id: str, *, hint: str = "") -> None:
    """Raise ``Refused`` when a text said to be clean holds a form which the coffre knows as a real name.

    ``hint`` says what to do about it, where the usual advice is not the right one.
    """
    if left := remaining(text, meant_for(coffre.table.entries, (id,))):
        lines = sorted({text.count("\n", 0, start) + 1 for start, _end, _decision in left})
        raise Refused(
            n_(
                "{n} real name that the coffre knows is in the new text (lines {lines}).",
                "{n} real names that the coffre knows are in the new text (lines {lines}).",
                len(left),
                lines=", ".join(str(line) for line in lines[:12]),
            ),
            hint
            or _("Replace them by hand, or give the raw text to “carnet revise”: the coffre then replaces them."),
            count=len(left),
        )
