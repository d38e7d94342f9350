"""Typed links: made, taken away, found, read as tables: axial view of a code, actors, what supports or contradicts.

Each link rests on codings that can be opened. Kinds and their ends are in ``model.relations``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from toolkit.coding.codebook_page import place_of
from toolkit.coding.opened import Opened
from toolkit.errors import InvalidValue, Refused, UnknownName
from toolkit.formats.document_writers import Block, Document, Extract, Grid, Heading, Paragraph, Span, plain
from toolkit.formats.table_writers import Printed
from toolkit.i18n import N_, _, language, n_, said
from toolkit.model import Case, Change, Code, Coding, Desk, Link, Memo, Participant, Transcript, fold, new_id
from toolkit.model.relations import ARGUMENT, AXIAL, BOTH_WAYS, ENDS, LINK_KINDS, LinkKind
from toolkit.model.ties import same_link

SAID: Final[Mapping[str, str]] = {
    "condition": N_("is a condition of"),
    "context": N_("is the context of"),
    "strategy": N_("is a strategy in answer to"),
    "consequence": N_("is a consequence of"),
    "causes": N_("causes"),
    "favours": N_("favours"),
    "hinders": N_("hinders"),
    "part of": N_("is a part of"),
    "contrasts": N_("contrasts with"),
    "associated": N_("goes together with"),
    "role": N_("plays the role"),
    "interest": N_("has the interest"),
    "supports": N_("supports"),
    "contradicts": N_("contradicts"),
    "nuances": N_("qualifies"),
}
NAMES: Final[Mapping[str, str]] = {
    "condition": N_("condition"),
    "context": N_("context"),
    "strategy": N_("strategy"),
    "consequence": N_("consequence"),
    "causes": N_("cause"),
    "favours": N_("favouring factor"),
    "hinders": N_("hindrance"),
    "part of": N_("part"),
    "contrasts": N_("contrast"),
    "associated": N_("association"),
    "role": N_("role"),
    "interest": N_("interest"),
    "supports": N_("support"),
    "contradicts": N_("contradiction"),
    "nuances": N_("nuance"),
}
SHELVES: Final = {
    "codes": N_("a code"),
    "codings": N_("a coded passage"),
    "memos": N_("a memo"),
    "participants": N_("a person"),
    "cases": N_("a case"),
}
VERBS: Final = (N_("add links"), N_("delete links"))
"""Verbs that this module writes in the journal."""
_ENDS: Final = (Code, Coding, Memo, Participant, Case)


def kind_of(word: str) -> LinkKind:
    """Return the kind that a word means: its English id, or a word of the screen (« condition », « soutient »)."""
    wanted = fold(word.strip())
    for kind in LINK_KINDS:
        if wanted in (fold(kind), fold(said(NAMES[kind])), fold(said(SAID[kind]))):
            return kind  # type: ignore[return-value]
    known = ", ".join(LINK_KINDS)
    raise InvalidValue(_("“{word}” is not a kind of link.", word=word), _("Choose one of: {allowed}.", allowed=known))


def link(
    desk: Desk,
    source: str,
    kind: str,
    target: str,
    *,
    note: str = "",
    evidence: Iterable[str] = (),
    coder: str = "",
    date: str = "",
) -> Change:
    """Return the change that links two things: ``link(study, "isolement", "condition", "entraide")``.

    Parameters
    ----------
    source, target
        Ids of codes, codings, memos, persons or cases: those that the kind takes (``model.relations.ENDS``).
    kind
        An axial kind (condition, context, strategy, consequence, causes, favours, hinders, part of, contrasts,
        associated), role or interest (of an actor), or supports, contradicts, nuances.
    note
        Why, in the words of the analyst.
    evidence
        Ids of the codings on which it rests.

    Raises
    ------
    InvalidValue
        For a kind that is none, or a thing linked to itself.
    UnknownName
        For an end or an evidence that is not there.
    Refused
        When a kind does not take such ends, or when the same link is there already.
    """
    chosen = kind_of(kind)
    if source == target:
        raise InvalidValue(_("{id} cannot be linked to itself.", id=source), _("Name two different ends."))
    for id, shelves in zip((source, target), ENDS[chosen], strict=True):
        _checked_end(desk, id, chosen, shelves)
    proofs = tuple(dict.fromkeys(evidence))
    for id in proofs:
        desk.get(Coding, id)
    links = desk.all(Link)
    taken = {one.id for one in links}
    id = new_id("l", chosen, source, target, coder, taken=taken.__contains__)
    made = Link(id, chosen, source, target, note.strip(), proofs, coder, date)
    turned = (target, chosen, source)
    if any(same_link(made, one) for one in links) or (
        chosen in BOTH_WAYS
        and any((one.source, one.kind, one.target) == turned and one.coder == coder for one in links)
    ):
        raise Refused(_("This link is there already."), _("Take it away first, to write it with another note."))
    return Change.adding(made, verb="add links")


def _checked_end(desk: Desk, id: str, kind: str, shelves: Sequence[str]) -> None:
    # One by one: a study may hold a hundred thousand codings.
    held = [one.shelf for one in _ENDS if _there(desk, one, id)]
    if not {*held}.isdisjoint(shelves):
        return
    if held:
        allowed = ", ".join(said(SHELVES[shelf]) for shelf in shelves)
        raise Refused(
            _("{id} cannot be an end of a link “{kind}”.", id=id, kind=said(NAMES[kind])),
            _("What is expected there: {allowed}.", allowed=allowed),
        )
    raise UnknownName(id, {noun.id for one in _ENDS if one.shelf in shelves for noun in desk.all(one)})


def _there(desk: Desk, kind: type[Code | Coding | Memo | Participant | Case], id: str) -> bool:
    try:
        desk.get(kind, id)
    except UnknownName:
        return False
    return True


def unlink(desk: Desk, *ids: str) -> Change:
    """Return the change that takes links away."""
    return Change.removing(*(desk.get(Link, id) for id in ids), verb="delete links")


def find_links(
    desk: Desk, about: str = "", *, kinds: Iterable[str] = (), coder: str = "", words: str = ""
) -> list[Link]:
    """Return the links that answer all that is asked, kind by kind; ``about`` is an end, or a coding it rests on."""
    allowed = [kind_of(one) for one in kinds] or LINK_KINDS
    wanted = [fold(word) for word in words.split()]
    found = [
        one
        for one in desk.all(Link)
        if one.kind in allowed
        and (not about or about in (one.source, one.target, *one.evidence))
        and (not coder or one.coder == coder)
        and all(word in fold(one.note) for word in wanted)
    ]
    return sorted(found, key=lambda one: LINK_KINDS.index(one.kind))


class Named:
    """How to call what links name: a code by its label, a coding by its place and code, a memo by its first words."""

    def __init__(self, desk: Desk):
        self.codes = {code.id: code for code in desk.all(Code)}
        self.texts = {text.id: text for text in desk.all(Transcript)}
        self.codings = {coding.id: coding for coding in desk.all(Coding)}
        self.memos = {memo.id: memo for memo in desk.all(Memo)}

    def __call__(self, id: str) -> str:
        """Return the name of an id; an id that is not there any more is itself."""
        if id in self.codes:
            return self.codes[id].label
        if id in self.codings:
            coding = self.codings[id]
            label = self.codes[coding.code].label if coding.code in self.codes else coding.code
            return f"{place_of(coding, self.texts)} ({label})"
        if id in self.memos:
            words = " ".join(self.memos[id].text.split())
            return _("memo “{words}”", words=words if len(words) <= 60 else words[:59] + "…")
        return id

    def extracts(self, ids: Iterable[str]) -> list[Extract]:
        """Return the extracts of the codings among ids, with their place."""
        held = [self.codings[id] for id in dict.fromkeys(ids) if id in self.codings]
        return [Extract(" ".join(one.quote.split()), self(one.id)) for one in held]

    def proofs(self, link: Link) -> list[str]:
        """Return the ids of the codings on which a link rests: its evidence, and its own ends."""
        return [id for id in (*link.evidence, link.source, link.target) if id in self.codings]


def sentence(link: Link, name: Named) -> str:
    """Say a link: « Isolement → est une condition de → Entraide »."""
    return f"{name(link.source)} → {said(SAID[link.kind])} → {name(link.target)}"


def links_table(desk: Desk, links: Sequence[Link] | None = None) -> Opened:
    """Return links as a list grouped by kind, with the extracts on which each rests."""
    found = find_links(desk) if links is None else list(links)
    name = Named(desk)
    headings = (
        *("id", _("kind"), _("from"), _("to"), _("note"), _("passages"), _("evidence")),
        *(_("coder"), _("date")),
    )
    rows = tuple(
        (
            *(one.id, said(NAMES[one.kind]), name(one.source), name(one.target), one.note, len(one.evidence)),
            *(" ; ".join(name(id) for id in one.evidence), one.coder, one.date),
        )
        for one in found
    )
    blocks: list[Block] = []
    for kind in dict.fromkeys(one.kind for one in found):
        blocks.append(Heading(plain(said(NAMES[kind]).capitalize())))
        for one in found:
            if one.kind == kind:
                blocks += _told(one, name)
    count = n_("{n} link", "{n} links", len(found))
    return Opened("links", len(found), Printed("", headings, rows), page(_("Links"), count, blocks))


def _told(one: Link, name: Named) -> list[Block]:
    blocks: list[Block] = [Paragraph((Span(sentence(one, name), bold=True),), tied=True)]
    if one.note:
        blocks.append(Paragraph(plain(one.note)))
    blocks += name.extracts(name.proofs(one)) or [Paragraph(plain(_("No passage is named.")), look="small")]
    return blocks


def page(title: str, subtitle: str, blocks: Sequence[Block]) -> Document:
    """Return a working document of the team."""
    return Document(
        title=title,
        subtitle=subtitle,
        blocks=tuple(blocks) or (Paragraph(plain(_("Nothing yet."))),),
        foot=_("Working document, for the team: it holds extracts that nobody approved yet."),
        language="fr-FR" if language() == "fr" else "en-GB",
    )


PLACES: Final[Mapping[str, tuple[str, str]]] = {
    "condition": ("conditions", "consequences"),
    "causes": ("conditions", "consequences"),
    "favours": ("conditions", "consequences"),
    "hinders": ("conditions", "consequences"),
    "consequence": ("consequences", "conditions"),
    "context": ("context", "others"),
    "strategy": ("strategies", "others"),
    "part of": ("others", "others"),
    "contrasts": ("others", "others"),
    "associated": ("others", "others"),
}
"""Where the other end of a link stands in the axial view of a code: when that code is its target, its source."""
COLUMNS: Final = {
    "conditions": N_("Conditions"),
    "context": N_("Context"),
    "phenomenon": N_("Phenomenon"),
    "strategies": N_("Actions and strategies"),
    "consequences": N_("Consequences"),
    "others": N_("Other links"),
}


def paradigm(desk: Desk, code: str) -> Opened:
    """Return the axial view of a code: conditions and context → phenomenon → strategies → consequences.

    What a code is a consequence of is among its conditions; what it causes, among its consequences. What helps or
    hinders it is a condition, and is told so. Source: Strauss & Corbin 1990 (from memory: to be checked).
    """
    centre = desk.get(Code, code)
    name = Named(desk)
    found: dict[str, list[tuple[str, Link]]] = {column: [] for column in COLUMNS}
    for one in find_links(desk, code, kinds=AXIAL):
        if one.target == code:
            found[PLACES[one.kind][0]].append((one.source, one))
        elif one.source == code:
            found[PLACES[one.kind][1]].append((one.target, one))
    headings = tuple(said(heading) for heading in COLUMNS.values())
    cells = ["\n".join(_end(id, one, name) for id, one in found[column]) for column in COLUMNS]
    cells[list(COLUMNS).index("phenomenon")] = centre.label
    # A page is narrow: what is empty is left out of it, the table keeps every column.
    full = [n for n, cell in enumerate(cells) if cell or n < len(COLUMNS) - 1]
    grid = Grid(tuple(headings[n] for n in full), (tuple(plain(cells[n]) for n in full),))
    links = [one for column in found.values() for _id, one in column]
    blocks: list[Block] = [grid]
    for column, heading in COLUMNS.items():
        if found[column]:
            blocks.append(Heading(plain(said(heading))))
            for _other, one in found[column]:
                blocks += _told(one, name)
    count = n_("{n} link", "{n} links", len(links))
    title = _("Axial view of “{code}”", code=centre.label)
    return Opened("paradigm", len(links), Printed(title, headings, (tuple(cells),)), page(title, count, blocks))


def _end(id: str, one: Link, name: Named) -> str:
    n = len(name.proofs(one))
    kind = said(NAMES[one.kind])
    return f"{name(id)} ({kind}, {n_('{n} passage', '{n} passages', n)})"


def standings(desk: Desk) -> Opened:
    """Return the table actor – role – interest: a row for each actor and role, the interests of both beside it.

    An interest may be tied to the actor, or to one of its roles.
    """
    name = Named(desk)
    roles, interests = find_links(desk, kinds=("role",)), find_links(desk, kinds=("interest",))
    played = {one.target for one in roles}
    actors = dict.fromkeys([*(one.source for one in roles), *(one.source for one in interests)])
    rows: list[tuple[str, str, str, int]] = []
    blocks: list[Block] = []
    for actor in actors:
        own = [one for one in interests if one.source == actor]
        mine = [one for one in roles if one.source == actor]
        if not mine and actor in played:
            continue  # a role alone is told with those who play it
        for role in (*mine,) or (None,):
            of_role = [one for one in interests if role is not None and one.source == role.target]
            used = [*([role] if role else []), *own, *of_role]
            stakes = " ; ".join(dict.fromkeys(name(one.target) for one in (*own, *of_role)))
            proofs = list(dict.fromkeys(id for one in used for id in name.proofs(one)))
            rows.append((name(actor), name(role.target) if role else "", stakes, len(proofs)))
            title = " – ".join(part for part in rows[-1][:3] if part)
            blocks += [Heading(plain(title), level=2), *name.extracts(proofs)]
    headings = (_("Actor"), _("Role"), _("Interest"), _("Passages"))
    grid = Grid(headings, tuple(tuple(plain(str(cell)) for cell in row) for row in rows))
    title = _("Actors, roles, interests")
    count = n_("{n} actor", "{n} actors", len({row[0] for row in rows}))
    document = page(title, count, [grid, *blocks] if rows else [])
    return Opened("standings", len(rows), Printed(title, headings, tuple(rows)), document)


def arguments(desk: Desk, about: str) -> Opened:
    """Return what supports, contradicts and qualifies a code, a memo or a coding, with the extracts."""
    name = Named(desk)
    if not any(about in held for held in (name.codes, name.memos, name.codings)):
        raise UnknownName(about, [*name.codes, *name.memos])
    found = [one for one in find_links(desk, kinds=ARGUMENT) if one.target == about]
    blocks: list[Block] = []
    for kind in ARGUMENT:
        of_kind = [one for one in found if one.kind == kind]
        blocks.append(Heading(plain(f"{said(NAMES[kind]).capitalize()} ({len(of_kind)})")))
        for one in of_kind:
            blocks += _told(one, name)
    headings = (_("kind"), _("from"), _("note"), _("extract"))
    rows = tuple(
        (
            said(NAMES[one.kind]),
            name(one.source),
            one.note,
            " ; ".join(e.text for e in name.extracts(name.proofs(one))),
        )
        for one in found
    )
    title = _("What supports, contradicts or qualifies: {name}", name=name(about))
    count = n_("{n} link", "{n} links", len(found))
    return Opened(
        "arguments", len(found), Printed(title, headings, rows), page(title, count, blocks if found else [])
    )
