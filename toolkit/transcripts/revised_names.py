"""What the coffre keeps of a text that was corrected: each replaced name that is still there can be given back."""

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.errors import Refused
from toolkit.i18n import _, n_
from toolkit.model.positions import follow
from toolkit.model.text import text_sha256
from toolkit.transcripts.correspondence import Document
from toolkit.transcripts.replacements import ReplacedSpan, remaining

if TYPE_CHECKING:
    from toolkit.transcripts.coffre_files import Coffre
    from toolkit.transcripts.revisions import Revision


def keep_revised(coffre: "Coffre", revision: "Revision") -> None:
    """Let the coffre know the corrected text of a transcript, so that it can still give the original back."""
    held = next((one for one in coffre.table.documents if one.id == revision.before.id), None)
    if held is None:
        return
    coffre.table = coffre.table.with_document(revised_document(held, revision.before.text, revision.after.text))
    coffre.save()


def refuse_names(text: str, coffre: "Coffre") -> None:
    """Raise ``Refused`` when a text said to be clean holds a form which the coffre knows as a real name."""
    if left := remaining(text, coffre.table.entries):
        lines = sorted({text.count("\n", 0, start) + 1 for start, _end, _decision in left})
        raise Refused(
            n_(
                "{n} real name that the coffre knows is in the new text (lines {lines}).",
                "{n} real names that the coffre knows are in the new text (lines {lines}).",
                len(left),
                lines=", ".join(str(line) for line in lines[:12]),
            ),
            _("Replace them by hand, or give the raw text to “carnet revise”: the coffre then replaces them."),
            count=len(left),
        )


def revised_document(held: Document, old: str, new: str) -> Document:
    """Return what the coffre keeps of a document whose clean text went from ``old`` to ``new``.

    A replacement that was left alone keeps its original; one that was corrected or taken out has none any more. The
    original that the coffre then gives back is the new text with its names.
    """
    if held.text_sha256 and text_sha256(old) != held.text_sha256:
        # The coffre already knew another text: its spans do not lie on this one.
        return held
    spans = sorted(held.spans, key=lambda span: span.new_start)
    moved = follow(old, new, [(span.new_start, span.new_end) for span in spans]).moved
    kept = sorted(
        ((place.start, place.end, span.original) for span, place in zip(spans, moved, strict=True) if place.sure)
    )
    pieces: list[str] = []
    made: list[ReplacedSpan] = []
    at = length = 0
    for start, end, original in kept:
        if start < at or start == end:
            continue
        pieces += [new[at:start], original]
        length += start - at
        made.append(ReplacedSpan(length, length + len(original), original, start, end, new[start:end]))
        length += len(original)
        at = end
    pieces.append(new[at:])
    return replace(
        held, spans=tuple(made), original_sha256=text_sha256("".join(pieces)), text_sha256=text_sha256(new)
    )
