"""Why a person must look at something, as a receipt says it: done or not yet, about a person or about names."""

from typing import Final

from toolkit.i18n import N_, n_, said
from toolkit.model.redaction import ToRead
from toolkit.model.withdrawal import REASONS

_OF_NAMES: Final = {
    "memo touched": N_("a memo held the name: the name was replaced, reread it"),
    "text touched": N_("a text held the name: the name was replaced"),
}
_BEFORE: Final = {
    "coding cut": N_("a coding goes beyond the words to take out: it would be cut back to what the others said"),
    "coding around": N_("a coding has a passage to take out in its middle"),
    "quote cut": N_("an extract chosen to be shown would lose a part"),
    "memo touched": N_("a memo cites the person: the passage would be taken out, it would be to reread"),
    "memo alone": N_("a memo is only about what would go: it would be to reread, to keep or not"),
    "evidence gone": N_("a link, an event or an act rests only on what would go: it would be to reread"),
    "repeated": N_("somebody else says words of the person again: the passage would be taken out"),
    "text touched": N_("a text cites the person: the passage would be taken out"),
    "id": N_("an identifier was made from words of the person: it would stay in the history"),
    "id name": N_("an identifier bears the name: it would stay in the history"),
    "spoken together": N_("a turn was spoken by several persons at once: it would be taken out whole"),
}
_NAMES_BEFORE: Final = {
    "memo touched": N_("a memo holds the name: the name would be replaced, it would be to reread"),
    "text touched": N_("a text holds the name: the name would be replaced"),
}


def reason(why: str, *, names: bool = False, before: bool = False) -> str:
    """Return why a person must look (a key of ``model.withdrawal.REASONS``), in a sentence without capital."""
    sentences = dict(REASONS)
    if before:
        sentences |= _BEFORE | (_NAMES_BEFORE if names else {})
    elif names:
        sentences |= _OF_NAMES
    return said(sentences[why])


def place_of(line: ToRead) -> str:
    """Return where a person must look: an id, the numbers of the turns; no word of them."""
    if not line.turns:
        return line.id
    turns = ", ".join(map(str, line.turns))
    return n_("{id}, turn {turns}", "{id}, turns {turns}", len(line.turns), id=line.id, turns=turns)
