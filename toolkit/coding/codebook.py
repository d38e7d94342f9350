"""Work on the codebook: codes are added, renamed, defined, moved; a new definition is a new version.

Each verb takes the book as it is and returns a ``Change``, after checking that the book stays whole:
no code twice, no unknown parent, no circle.
"""

from collections.abc import Container, Iterable
from dataclasses import fields, replace
from typing import Any, Final

from toolkit.errors import InvalidValue, Refused
from toolkit.formats.reading_notes import Note
from toolkit.i18n import N_, _, n_
from toolkit.model import Change, Code, Codebook, Coding, fold, slug

VERBS: Final = (
    N_("add codes"),
    N_("rename codes"),
    N_("define codes"),
    N_("move codes"),
    N_("delete codes"),
    N_("import codebook"),
)
"""Verbs that this room writes in the journal about codes."""

DEFINING: Final = ("short_definition", "definition", "when_to_use", "when_not_to_use")
"""The fields that say what a code means: a change there makes a new version (MacQueen et al. 1998)."""


def add(book: Codebook, *codes: Code) -> Change:
    """Return the change that adds codes, parents before children."""
    _checked([*book, *codes])
    return Change.adding(*parents_first(codes), verb="add codes")


def rename(book: Codebook, id: str, label: str) -> Change:
    """Return the change that gives a code another label; its id, its codings and its version stay."""
    return Change.replacing([(book[id], replace(book[id], label=label))], verb="rename codes")


def define(book: Codebook, id: str, /, **given: Any) -> Change:
    """Return the change of other fields of a code; the version grows when a definition changes.

    ``given`` are fields of ``Code``, but for ``id``, ``label``, ``parent`` and ``version``.
    """
    if misplaced := sorted({"id", "label", "parent", "version"} & given.keys()):
        raise InvalidValue(
            _("“{field}” is not changed this way.", field=misplaced[0]),
            _("Use rename for a label, move for a parent; ids and versions look after themselves."),
        )
    before = book[id]
    return _replaced([(before, _versioned(before, replace(before, **given)))], "define codes")


def move(book: Codebook, id: str, parent: str | None) -> Change:
    """Return the change that puts a code under another one (at the top with None).

    Raises ``UnknownCode`` on an unknown parent, ``InvalidValue`` when the book would turn in a circle.
    """
    before = book[id]
    if parent is not None:
        parent = book[parent].id
    after = replace(before, parent=parent)
    _checked(after if code.id == id else code for code in book)
    return _replaced([(before, after)], "move codes")


def delete(book: Codebook, id: str, *, codings: Iterable[Coding] = ()) -> Change:
    """Return the change that takes a code away; refused while it has children or ``codings``."""
    code = book[id]
    if children := book.children(id):
        raise Refused(
            _("{id} has codes under it: {children}.", id=id, children=", ".join(child.id for child in children)),
            _("Move or delete them first."),
        )
    if used := sum(coding.code == id for coding in codings):
        raise Refused(
            n_("{id} is put on {n} passage.", "{id} is put on {n} passages.", used, id=id),
            _("Recode or delete these codings first."),
        )
    return Change.removing(code, verb="delete codes")


def merge(book: Codebook, codes: Iterable[Code], *, told: Container[str] | None = None) -> Change:
    """Return the change that brings the book to a list of codes: new ones added, others brought up to date.

    ``told`` are the fields that the list says (``CodeSheet.told``): a known code keeps its others. All by default.
    A code of the book that the list does not name stays as it is. A code that the list defines otherwise gets a
    new version, whatever version the list gives. An empty change when there is nothing to do.
    """
    wanted = _checked((_kept(book, code, told) for code in codes), among=book)
    fresh = [code for code in wanted if code.id not in book]
    pairs = [(book[code.id], _versioned(book[code.id], code)) for code in wanted if code.id in book]
    added = Change.adding(*parents_first(fresh), verb="import codebook")
    return added + _replaced(pairs, "import codebook")


def from_reading(book: Codebook, notes: Iterable[Note]) -> Change:
    """Return the change that makes deductive codes of reading notes: origin « literature », each with its references.

    Notes of one label make one code: its first definition, all its references. A code of the book that has that label
    (accents and capitals apart) keeps all that it says, and gains the references that it lacks.
    """
    by_label = {fold(code.label).strip(): code for code in book}
    made: dict[str, Code] = {}
    ids = {code.id for code in book}
    for note in notes:
        key = fold(note.label).strip()
        code = made.get(key) or by_label.get(key)
        if code is None:
            id = id_for(note.label, ids)
            ids.add(id)
            code = Code(id, note.label, definition=note.definition, origin="literature", reference=note.reference)
        else:
            held = [one.strip() for one in code.reference.split(" ; ") if one.strip()]
            if note.reference and note.reference not in held:
                code = replace(code, reference=" ; ".join([*held, note.reference]))
            if key not in by_label and not code.definition:
                code = replace(code, definition=note.definition)
        made[key] = code
    fresh = [code for code in made.values() if code.id not in book]
    pairs = [(book[code.id], code) for code in made.values() if code.id in book]
    return Change.adding(*fresh, verb="import codebook") + _replaced(pairs, "import codebook")


def id_for(label: str, taken: Container[str]) -> str:
    """Return the id of a new code, from its label; a number follows where it is taken."""
    id, n = slug(label) or "code", 1
    base = id
    while id in taken:
        n += 1
        id = f"{base}-{n}"
    return id


def _kept(book: Codebook, code: Code, told: Container[str] | None) -> Code:
    """Return a code of a list with what the book knows of it and the list does not say."""
    if told is None or code.id not in book:
        return code
    before = book[code.id]
    silent = [one.name for one in fields(Code) if one.name not in ("id", "version") and one.name not in told]
    return replace(code, **{name: getattr(before, name) for name in silent})


def _versioned(before: Code, after: Code) -> Code:
    changed = any(getattr(before, name) != getattr(after, name) for name in DEFINING)
    return replace(after, version=before.version + changed)


def _replaced(pairs: Iterable[tuple[Code, Code]], verb: str) -> Change:
    return Change.replacing([(before, after) for before, after in pairs if before != after], verb=verb)


def _checked(codes: Iterable[Code], *, among: Codebook | None = None) -> list[Code]:
    """Return the codes if they make a whole book (with those of ``among``); raise what ``Codebook`` raises."""
    listed = list(codes)
    named = {code.id for code in listed}
    Codebook([*listed, *(code for code in among or () if code.id not in named)])
    return listed


def parents_first(codes: Iterable[Code]) -> list[Code]:
    """Return the codes so that each comes after its parent."""
    waiting = {code.id: code for code in codes}
    ordered: list[Code] = []

    def place(code: Code) -> None:
        if waiting.pop(code.id, None) is not None:
            if code.parent in waiting:
                place(waiting[code.parent])
            ordered.append(code)

    for code in list(waiting.values()):
        place(code)
    return ordered
