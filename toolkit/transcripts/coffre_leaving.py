"""What the coffre keeps of somebody who leaves: their documents go, and the names that only their documents held."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from toolkit.model.text import fold
from toolkit.transcripts.correspondence import Correspondence
from toolkit.transcripts.forms import form_key


@dataclass(frozen=True, slots=True, repr=False)
class Left:
    """A table without somebody: how many documents and forms went, and whose raw files stay to be deleted."""

    table: Correspondence
    documents: tuple[str, ...]
    forms: int
    raw: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Left: {len(self.documents)} documents, {self.forms} forms>"


def without_person(
    table: Correspondence, documents: Collection[str], *, labels: Collection[str] = (), shared: Collection[str] = ()
) -> Left:
    """Return the table without somebody.

    ``documents`` are their interviews; ``shared`` the groups where they spoke, whose text changed: the originals of
    both can no longer be given back. ``labels`` are what the person was called there: the forms that these replace
    are their names. A form that another document still holds stays.
    """
    leaving = {*documents, *shared}
    gone = [held for held in table.documents if held.id in leaving]
    kept = [held for held in table.documents if held.id not in leaving]
    theirs = {fold(span.original) for held in gone if held.id in documents for span in held.spans}
    others = {fold(span.original) for held in kept for span in held.spans}
    others |= {fold(span.original) for held in gone if held.id in shared for span in held.spans}
    called = {fold(label) for label in labels}
    entries = []
    for entry in table.entries:
        form = fold(entry.form)
        only_theirs = any(form in said for said in theirs) and not any(form in said for said in others)
        named = bool(entry.replacement) and fold(entry.replacement) in called
        limited = bool(entry.documents) and set(entry.documents) <= set(documents)
        if not (only_theirs or named or limited):
            entries.append(entry)
    forms = len(table.entries) - len(entries)
    # Recordings and proofs of consent too: whatever was put in the coffre about these documents.
    files = {one.document for one in table.kept if one.document in leaving}
    raw = tuple(held.id for held in gone if held.raw_name or held.id in files)
    held_still = tuple(one for one in table.kept if one.document not in documents)
    names = {form_key(entry.form) for entry in entries}
    exempt = tuple(one for one in table.exemptions if form_key(one.form) in names)
    made = replace(
        table, entries=tuple(entries), documents=tuple(kept), kept=held_still, exemptions=exempt, waiting=()
    )
    return Left(made, tuple(held.id for held in gone), forms, raw)
