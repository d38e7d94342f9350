"""Names put back in a text that was corrected since it was pseudonymised: those whose place is still sure."""

from bisect import bisect_right
from dataclasses import dataclass

from toolkit.errors import Refused
from toolkit.i18n import _
from toolkit.model.alignment import equal_blocks
from toolkit.model.text import text_sha256
from toolkit.transcripts.correspondence import Document
from toolkit.transcripts.replacements import ReplacedSpan, restored


@dataclass(frozen=True, slots=True, repr=False)
class Reidentified:
    """A text with its names back.

    ``put_back`` names are in it; ``lost`` are the spans whose words were edited, which a person must look at;
    ``exact`` tells that the text is, character for character, the one that was received.
    """

    text: str
    put_back: int
    lost: tuple[ReplacedSpan, ...] = ()
    exact: bool = False

    def __repr__(self) -> str:
        return f"<Reidentified: {self.put_back} names put back, {len(self.lost)} lost>"


def reidentified(document: Document, text: str, *, base: str | None = None) -> Reidentified:
    """Put the original names of a document back in ``text``: its pseudonymised text, corrected since or not.

    A name is put back where what replaced it was left as it was; where it was edited, nothing is guessed: the span is
    in ``lost``. ``base`` is the text as it was pseudonymised, when the coffre did not keep it.
    """
    if text_sha256(text) == document.text_sha256:
        made = restored(text, document.spans, document.original_sha256)
        return Reidentified(made, len(document.spans), exact=True)
    base = document.text if base is None else base
    if text_sha256(base) != document.text_sha256:
        raise Refused(
            _(
                "{id} was corrected since it was pseudonymised, and the coffre did not keep its first text.",
                id=document.id,
            ),
            _("Take the file that Carnet wrote in “sources”, unchanged, or a backup from before the correction."),
        )
    blocks = equal_blocks(base, text)
    starts = [block.old for block in blocks]
    out: list[str] = []
    lost: list[ReplacedSpan] = []
    at = done = 0
    for span in sorted(document.spans, key=lambda one: one.new_start):
        rank = bisect_right(starts, span.new_start) - 1
        block = blocks[rank] if rank >= 0 else None
        if block is None or span.new_end > block.old + block.size:
            lost.append(span)
            continue
        start = block.new + span.new_start - block.old
        out += [text[at:start], span.original]
        at = start + span.new_end - span.new_start
        done += 1
    out.append(text[at:])
    return Reidentified("".join(out), done, tuple(lost))
