"""Memos and the field diary in one place: written, searched, put in one document in the order of their dates.

Kinds: note, concept, code (what a code means, and why it changed), methodological, diary, ethics. A memo is the
analyst's word: it is quoted to nobody outside the team.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, get_args

from toolkit.coding.codebook_page import place_of
from toolkit.errors import InvalidValue, UnknownName
from toolkit.formats.document_writers import Block, Document, Heading, Paragraph, plain
from toolkit.formats.table_writers import Printed
from toolkit.i18n import N_, _, language, n_, said
from toolkit.model import Change, Code, Coding, Desk, Memo, Participant, Transcript, clean_text, fold, new_id
from toolkit.model.codes import MemoKind

KINDS: Final[tuple[MemoKind, ...]] = get_args(MemoKind)
NAMES: Final[Mapping[MemoKind, str]] = {
    "note": N_("note"),
    "concept": N_("concept"),
    "code": N_("code"),
    "methodological": N_("method"),
    "diary": N_("field diary"),
    "ethics": N_("ethics"),
}
VERBS: Final = (N_("write memos"), N_("change memos"), N_("delete memos"))
"""Verbs that this module writes in the journal."""


def name_of(kind: MemoKind) -> str:
    """Return a kind in the language of the screen."""
    return said(NAMES[kind])


def write(
    desk: Desk, text: str, *, kind: MemoKind = "note", about: Iterable[str] = (), coder: str = "", date: str = ""
) -> Change:
    """Return the change that adds a memo about codings, codes, transcripts, participants or memos.

    Raises ``InvalidValue`` on a memo without a word, ``UnknownName`` when it is about nothing that is there.
    """
    words = clean_text(text).strip()
    if not words:
        raise InvalidValue(_("This memo is empty."), _("Write at least a word."))
    targets = tuple(dict.fromkeys(about))
    known = ids_of(desk)
    for id in targets:
        if id not in known:
            raise UnknownName(id, known)
    held = {memo.id for memo in desk.all(Memo)}
    memo = Memo(new_id("m", coder, date, len(held), taken=held.__contains__), words, kind, targets, coder, date)
    return Change.adding(memo, verb="write memos")


def rewrite(desk: Desk, id: str, text: str) -> Change:
    """Return the change of the words of a memo; ``carnet undo`` gives the former ones back."""
    words = clean_text(text).strip()
    if not words:
        raise InvalidValue(_("This memo is empty."), _("To take it away, delete it."))
    before = desk.get(Memo, id)
    after = replace(before, text=words)
    return Change.replacing([(before, after)] if before != after else [], verb="change memos")


def delete(desk: Desk, *ids: str) -> Change:
    """Return the change that takes memos away."""
    return Change.removing(*(desk.get(Memo, id) for id in ids), verb="delete memos")


def ids_of(desk: Desk) -> set[str]:
    """Return all that a memo can be about."""
    kinds = (Coding, Code, Transcript, Participant, Memo)
    return {noun.id for kind in kinds for noun in desk.all(kind)}


def find(
    desk: Desk,
    words: str = "",
    *,
    kinds: Iterable[MemoKind] = (),
    about: str = "",
    coder: str = "",
    since: str = "",
    until: str = "",
) -> list[Memo]:
    """Return the memos that answer all that is asked, the first dated first (those without a date at the end).

    ``words`` are searched without regard to accents and capitals, all of them. ``about`` is the id of a code, a
    transcript, a person…: a memo on a passage is also about its code and its transcript.
    """
    wanted = [fold(word) for word in words.split()]
    allowed = set(kinds) or set(KINDS)
    codings = {coding.id: coding for coding in desk.all(Coding)} if about else {}
    found = [
        memo
        for memo in desk.all(Memo)
        if memo.kind in allowed
        and (not coder or memo.coder == coder)
        and (not since or memo.date >= since)
        and (not until or (memo.date and memo.date[: len(until)] <= until))
        and (not about or about in _reached(memo, codings))
        and all(word in fold(memo.text) for word in wanted)
    ]
    return sorted(found, key=lambda memo: (not memo.date, memo.date))


def _reached(memo: Memo, codings: Mapping[str, Coding]) -> set[str]:
    reached = set(memo.about)
    for id in memo.about:
        if (coding := codings.get(id)) is not None:
            reached |= {coding.code, coding.transcript}
    return reached


def target_names(desk: Desk, memos: Iterable[Memo]) -> dict[str, str]:
    """Return how to call what memos are about: a code by its label, a passage by its transcript, turn and code."""
    asked = {id for memo in memos for id in memo.about}
    labels = {code.id: code.label for code in desk.all(Code)}
    texts = {text.id: text for text in desk.all(Transcript)}
    names = {id: labels.get(id, id) for id in asked}
    for coding in desk.all(Coding):
        if coding.id in asked:
            names[coding.id] = f"{place_of(coding, texts)} ({labels.get(coding.code, coding.code)})"
    return names


def memos_table(desk: Desk, memos: Sequence[Memo]) -> Printed:
    """Return memos as a table, one row a memo."""
    names = target_names(desk, memos)
    headings = ("id", _("date"), _("kind"), _("coder"), _("about"), _("text"))
    rows = [
        (memo.id, memo.date, name_of(memo.kind), memo.coder, " ; ".join(names[id] for id in memo.about), memo.text)
        for memo in memos
    ]
    return Printed("", headings, tuple(rows))


def memos_document(desk: Desk, memos: Sequence[Memo], *, title: str = "", head: str = "") -> Document:
    """Return memos as a document to read, kind by kind, in the order given: for the team, and for the annexes."""
    names = target_names(desk, memos)
    blocks: list[Block] = []
    for kind in KINDS:
        of_kind = [memo for memo in memos if memo.kind == kind]
        if not of_kind:
            continue
        blocks.append(Heading(plain(name_of(kind).capitalize())))
        for memo in of_kind:
            parts = (memo.date, memo.coder, " ; ".join(names[id] for id in memo.about))
            if line := " · ".join(part for part in parts if part):
                blocks.append(Paragraph(plain(line), look="small", tied=True))
            blocks += [Paragraph(plain(part)) for part in memo.text.split("\n") if part.strip()]
    count = n_("{n} memo", "{n} memos", len(memos))
    foot = _("Working document, for the team.")
    return Document(
        title=_("Memos and field diary"),
        subtitle=f"{title} · {count}" if title else count,
        blocks=tuple(blocks) or (Paragraph(plain(_("No memo yet."))),),
        foot=f"{foot} {_('State of the study: {head}', head=head[:12])}" if head else foot,
        language="fr-FR" if language() == "fr" else "en-GB",
    )
