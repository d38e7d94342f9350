"""A revision in a study: everything that lies on the text is gathered, and saved only if nothing changed since."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from toolkit.errors import Conflict
from toolkit.model import Coding, Desk, Memo, Quote, Review, Transcript
from toolkit.transcripts.revising import revise
from toolkit.transcripts.revisions import VERB, Decision, Mode, Revision

if TYPE_CHECKING:
    from toolkit.transcripts.placing import Place
    from toolkit.transcripts.reading import Reading


def revision_of(
    desk: Desk,
    id: str,
    new_text: "str | Reading",
    *,
    mode: Mode = "typo",
    decisions: "Mapping[str, Decision | Place] | None" = None,
    another_text: bool = False,
) -> Revision:
    """Work out what a new text does to all that a study holds about a transcript; nothing is written.

    The codings of every coder, the extracts chosen, the reviews and the memos are followed: see ``revise``.

    Examples
    --------
    >>> from toolkit.model import Code, MemoryDesk, coding_of
    >>> text = Transcript("E01", "On s’entraid. Voilà.")
    >>> desk = MemoryDesk(text, coding_of(text, 14, 20, Code("fin", "Fin"), coder="C1"))
    >>> revision_of(desk, "E01", "On s’entraide. Voilà.")
    <Revision E01: 1 followed, 0 to review, 0 undecided>
    """
    return revise(
        desk.get(Transcript, id),
        new_text,
        desk.all(Coding),
        mode=mode,
        around=(*desk.all(Quote), *desk.all(Review), *desk.all(Memo)),
        decisions=decisions,
        another_text=another_text,
    )


def save_revision(desk: Desk, revision: Revision, *, coder: str | None = None) -> str:
    """Write a revision: one action, one undo. Return the hash of its journal row.

    Raises ``Conflict`` when the text, or what lies on it, changed since the revision was worked out; nothing is then
    written: a passage coded in the meantime would stay behind, at its old positions.
    """
    if stale := changed_since(desk, revision):
        raise Conflict(VERB, stale)
    hash = desk.do(revision.change, coder=coder)
    if len(revision.change) and (stale := _left_behind(desk, revision)):
        # Coded by another program in the very moment between.
        desk.undo(coder=coder)
        raise Conflict(VERB, stale)
    return hash


def changed_since(desk: Desk, revision: Revision) -> list[str]:
    """Return the ids of what is no longer as the revision knew it: the text, a coding, an extract."""
    id = revision.before.id
    known = {(passage.noun.shelf, passage.id): passage.noun for passage in revision.passages}
    held: dict[tuple[str, str], Coding | Quote] = {}
    every: list[Coding | Quote] = [*desk.all(Coding), *desk.all(Quote)]
    for noun in every:
        if noun.transcript == id:
            held[noun.shelf, noun.id] = noun
    changed = [key[1] for key in sorted(known.keys() | held.keys()) if known.get(key) != held.get(key)]
    return ([id] if desk.get(Transcript, id) != revision.before else []) + changed


def _left_behind(desk: Desk, revision: Revision) -> list[str]:
    known = {passage.id for passage in revision.passages}
    return [noun.id for noun in desk.all(Coding) if noun.transcript == revision.before.id and noun.id not in known]


__all__ = ["changed_since", "revision_of", "save_revision"]
