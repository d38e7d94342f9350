"""Codes that become one, a code that becomes several: one change, one undo, nothing counted twice.

What was said of a coding that goes (a verdict, a chosen extract, a memo) follows to the one that stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from toolkit.coding.codebook import parents_first
from toolkit.coding.marks import Key, key_of
from toolkit.errors import InvalidValue, Refused, UnknownName
from toolkit.i18n import N_, _
from toolkit.model import Change, Code, Codebook, Coding, Desk, State, Transcript, coding_of
from toolkit.model.change import Edit
from toolkit.model.returns import Quote, Review
from toolkit.model.ties import TIED, followed

VERBS: Final = (N_("merge codes"), N_("split codes"), N_("confirm codings"))
"""Verbs that this module writes in the journal."""

_STRENGTH: Final[Mapping[State, int]] = {"accepted": 2, "proposed": 1, "rejected": 0}


def merge_codes(desk: Desk, others: Iterable[str], *, into: str, label: str = "") -> Change:
    """Return the change that makes several codes one: ``others`` go, ``into`` takes their passages.

    Passages of one coder that then overlap become one passage, from the first word to the last: a passage is not
    counted twice. Codes under the others come under ``into``; their guide questions, their links, and what was said
    of their passages (verdicts, extracts, memos), follow. Definitions are not put together: a person writes one.

    Parameters
    ----------
    desk
        The study; nothing is written in it before ``desk.do``.
    others
        Ids of the codes that go.
    into
        Id of the code that stays.
    label
        Its new label, if it changes.

    Raises
    ------
    UnknownCode
        When a code is not in the codebook.
    InvalidValue
        When there is nothing to bring together, or a code would go into itself.
    """
    book = Codebook(desk.all(Code))
    gone = list(dict.fromkeys(book[id].id for id in others))
    kept = book[into]
    if not gone:
        raise InvalidValue(_("No code was named to be brought into {code}.", code=into))
    if into in gone:
        raise InvalidValue(
            _("Code {code} cannot be brought into itself.", code=into),
            _("Name the codes that go, and the one that stays."),
        )
    questions = tuple(dict.fromkeys((*kept.questions, *(q for id in gone for q in book[id].questions))))
    after = replace(kept, parent=_above(book, into, gone), questions=questions, label=label or kept.label)
    edits: list[Edit] = [(kept.id, kept, after)] if after != kept else []
    for code in book:
        if code.id in gone:
            edits.append((code.id, code, None))
        elif code.parent in gone and code.id != into:
            edits.append((code.id, code, replace(code, parent=into)))
    concerned = [coding for coding in desk.all(Coding) if coding.code == into or coding.code in gone]
    moved, became = _together(concerned, after, {text.id: text for text in desk.all(Transcript)})
    followed = _followed(desk, {**became, **dict.fromkeys(gone, into)})
    return Change("merge codes", (*edits, *moved, *followed))


def split_code(
    desk: Desk, id: str, codes: Sequence[Code], *, sorting: Mapping[str, str | Sequence[str]] | None = None
) -> Change:
    """Return the change that makes several codes of one: the new codes, and the passages sorted among them.

    A passage that ``sorting`` does not name keeps the old code (``to_sort`` lists them, for as long as it takes). One
    that it gives to several codes is marked with each of them.

    Parameters
    ----------
    desk
        The study; nothing is written in it before ``desk.do``.
    id
        The code that is split; it stays in the codebook.
    codes
        The new codes; one without a parent is put beside the old code. Those that exist already are used as they are.
    sorting
        Id of a coding → id of its new code, or of several (the old one among them keeps it too).

    Raises
    ------
    UnknownCode, UnknownName
        When a code or a coding is not there.
    Refused
        When a coding that is sorted does not bear the code that is split.
    """
    book = Codebook(desk.all(Code))
    old = book[id]
    fresh = [
        replace(code, parent=old.parent) if code.parent is None and code.id not in book else code
        for code in codes
        if code.id not in book
    ]
    whole = Codebook([*book, *fresh])
    edits: list[Edit] = [(code.id, None, code) for code in parents_first(fresh)]
    held = {coding.id: coding for coding in desk.all(Coding)}
    texts = {text.id: text for text in desk.all(Transcript)}
    taken = {key_of(coding): coding for coding in held.values()}
    became: dict[str, str] = {}
    for coding_id, chosen in (sorting or {}).items():
        if coding_id not in held:
            raise UnknownName(coding_id, held)
        coding = held[coding_id]
        if coding.code != id:
            raise Refused(
                _("Coding {id} does not bear the code {code}.", id=coding_id, code=id),
                _("Sort the passages that “to_sort” lists."),
            )
        targets = [whole[one] for one in dict.fromkeys([chosen] if isinstance(chosen, str) else chosen)]
        if id in {code.id for code in targets}:
            targets = [code for code in targets if code.id != id]
        elif targets:
            edits.append(_recoded(coding, targets.pop(0), taken, became))
        for code in targets:
            if (coding.transcript, coding.start, coding.end, code.id, coding.coder) not in taken:
                born = _beside(texts[coding.transcript], coding, code)
                taken[key_of(born)] = born
                edits.append((born.id, None, born))
    edits += _followed(desk, became)
    return Change("split codes", tuple(edits))


def to_sort(desk: Desk, id: str) -> list[Coding]:
    """Return the passages that bear a code, in the order of the texts: those that a split has not sorted yet."""
    return sorted(
        (coding for coding in desk.all(Coding) if coding.code == id),
        key=lambda coding: (coding.transcript, coding.start, coding.end, coding.coder),
    )


def outdated(codings: Iterable[Coding], book: Codebook) -> list[Coding]:
    """Return the codings made under an older definition of their code, which somebody should confirm or change.

    The rejected ones are left out: nothing rests on them.
    """
    return [
        coding
        for coding in codings
        if coding.state != "rejected" and coding.code in book and coding.code_version < book[coding.code].version
    ]


def confirm(codings: Iterable[Coding], book: Codebook) -> Change:
    """Return the change by which somebody says that codings hold under the present definition of their code."""
    pairs = ((one, replace(one, code_version=book[one.code].version)) for one in codings)
    return Change.replacing(((before, after) for before, after in pairs if before != after), verb="confirm codings")


def _above(book: Codebook, into: str, gone: Sequence[str]) -> str | None:
    """Return the parent of the code that stays: where the highest of the codes that go above it stood, if any.

    Lower, a code between the two would be at once above the code that stays and under it.
    """
    place = at = book[into].parent
    while at is not None:
        if at in gone:
            place = book[at].parent
        at = book[at].parent
    return place


def _together(
    codings: Iterable[Coding], code: Code, texts: Mapping[str, Transcript]
) -> tuple[list[Edit], dict[str, str]]:
    """Bring codings under one code; return the edits, and which coding took the place of each one that goes."""
    groups: dict[tuple[str, str, State], list[Coding]] = {}
    for coding in codings:
        groups.setdefault((coding.transcript, coding.coder, coding.state), []).append(coding)
    became: dict[str, str] = {}
    best: dict[Key, tuple[Coding, Coding]] = {}
    going: list[Coding] = []
    # Two states of one place cannot both stay: the accepted comes before the proposed, that before the rejected.
    for _group, cluster in sorted(
        ((group, cluster) for group, held in groups.items() for cluster in _clusters(held)),
        key=lambda pair: -_STRENGTH[pair[0][2]],
    ):
        if all(coding.code == code.id for coding in cluster):
            pairs, absorbed = [(coding, coding) for coding in cluster], []  # nothing new joins them
        else:
            kept = next((coding for coding in cluster if coding.code == code.id), cluster[0])
            pairs, absorbed = [(kept, _joined(kept, cluster, code, texts))], [c for c in cluster if c is not kept]
            became.update({coding.id: kept.id for coding in absorbed})
        going += absorbed
        for before, after in pairs:
            if (winner := best.setdefault(key_of(after), (before, after))[0]) is not before:
                became[before.id] = winner.id
                going.append(before)
    edits: list[Edit] = [(before.id, before, after) for before, after in best.values() if before != after]
    return edits + [(coding.id, coding, None) for coding in going], {id: _end(became, id) for id in became}


def _joined(kept: Coding, cluster: Sequence[Coding], code: Code, texts: Mapping[str, Transcript]) -> Coding:
    """Return the coding that stays, from the first word of the cluster to the last."""
    start, end = min(coding.start for coding in cluster), max(coding.end for coding in cluster)
    there = coding_of(texts[kept.transcript], start, end, code, coder=kept.coder)
    return replace(
        kept,
        code=code.id,
        code_version=kept.code_version if kept.code == code.id else code.version,
        start=start,
        end=end,
        quote=there.quote,
        prefix=there.prefix,
        suffix=there.suffix,
    )


def _end(became: Mapping[str, str], id: str) -> str:
    while id in became:
        id = became[id]
    return id


def _recoded(coding: Coding, code: Code, taken: dict[Key, Coding], became: dict[str, str]) -> Edit:
    """Give a coding another code; where that place is taken, the coding that holds it stays alone."""
    after = replace(coding, code=code.id, code_version=code.version)
    if (there := taken.get(key_of(after))) is not None:
        became[coding.id] = there.id
        return (coding.id, coding, None)
    taken[key_of(after)] = after
    return (coding.id, coding, after)


def _beside(text: Transcript, coding: Coding, code: Code) -> Coding:
    """Return another coding on the place of one."""
    return coding_of(
        text,
        coding.start,
        coding.end,
        code,
        coder=coding.coder,
        origin=coding.origin,
        state=coding.state,
        date=coding.date,
    )


def _followed(desk: Desk, became: Mapping[str, str]) -> list[Edit]:
    """Return the edits of what pointed to codings and codes that go: it points to what took their place."""
    edits: list[Edit] = []
    for review in desk.all(Review):
        if review.coding in became:
            edits.append((review.id, review, replace(review, coding=became[review.coding])))
    for quote in desk.all(Quote):
        if quote.coding in became:
            edits.append((quote.id, quote, replace(quote, coding=became[quote.coding])))
    edits += followed((noun for kind in TIED for noun in desk.all(kind)), became)
    return edits


def _clusters(codings: Sequence[Coding]) -> list[list[Coding]]:
    """Group the codings of one text that overlap, from near to near."""
    made: list[list[Coding]] = []
    reach = -1
    for coding in sorted(codings, key=lambda one: (one.start, one.end)):
        if coding.start < reach:
            made[-1].append(coding)
        else:
            made.append([coding])
        reach = max(reach, coding.end)
    return made
