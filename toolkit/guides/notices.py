"""What the person keeps and signs: the information notice and the form of consent, from the guide's own words."""

import re
from typing import Final

from toolkit.formats.document_writers import Block, Box, Document, Grid, Heading, Paragraph, Span, plain
from toolkit.guides.layout import locale
from toolkit.guides.structure import CONSENT, GROUPS, consent_names
from toolkit.i18n import _
from toolkit.model import Guide, fold

_FIRST: Final = ("withdrawal", "contact", "retention", "voluntary", "recording", "confidentiality", "aim")
"""Which element a sentence is about when it names two: « L'enregistrement sera supprimé » is about retention."""
_SENTENCE: Final = re.compile(r"(?<=[.?!…])\s+(?=[A-ZÀ-ÖØ-Þ«“\"])")


def to_fill(what: str) -> str:
    """Return the mark of something that the intern has to write."""
    return _("[to fill in: {what}]", what=what)


def blanks(document: Document) -> tuple[str, ...]:
    """Return what is left to fill in a document, each once, in order: what stands between square brackets.

    A draft leaves brackets in the consent too (« [le sujet, en une phrase simple] »): they are told with the others.
    """
    before = to_fill("\0").split("\0")[0].removeprefix("[")
    spans = (span.text for block in document.blocks for span in _spans(block))
    found = (what for text in spans for what in re.findall(r"\[([^\[\]]{3,120})\]", text))
    return tuple(dict.fromkeys(what.removeprefix(before) for what in found))


def _spans(block: Block) -> list[Span]:
    if isinstance(block, Paragraph | Heading):
        return list(block.words)
    if isinstance(block, Box):
        return [span for words in block.paragraphs for span in words]
    if isinstance(block, Grid):
        return [span for row in block.rows for cell in row for span in cell]
    return []


def notice_document(
    guide: Guide,
    *,
    host: str = "",
    contact: str = "",
    until: str = "",
    officer: str = "",
    basis: str = "",
    date: str = "",
) -> Document:
    """Lay out the information notice that the person keeps: who, why, how, and their rights.

    Each of the seven elements of an informed agreement takes the sentences of the guide's own block of consent that
    say it; where the guide says nothing, a usual sentence stands, and what is not known is left to fill in. The legal
    basis is never chosen here: it is for the data-protection officer to say (RGPD, articles 6, 9, 13; CNIL).

    Parameters
    ----------
    host, contact, until, officer, basis
        The organisation; how to reach the person in charge; until when the data are kept; the data-protection
        officer; the legal basis. What is empty is left to fill in (see ``blanks``).
    date
        The day of printing, ISO.
    """
    said = _sorted(guide.consent)
    blocks: list[Block] = []
    for element, heading, usual in _elements(guide, host=host, contact=contact, until=until):
        blocks.append(Heading(plain(heading), 2))
        sentences = said.get(element)
        blocks.append(Paragraph(plain(" ".join(sentences) if sentences else usual)))
        if sentences and element == "contact":
            blocks.append(Paragraph(plain(usual)))
        elif sentences and element == "retention":
            blocks.append(Paragraph(plain(_("Kept until: {until}.", until=until or to_fill(_day())))))
    asked_officer, asked_basis = (
        to_fill(what) for what in (_("data-protection officer"), _("with the data-protection officer"))
    )
    blocks.append(Heading(plain(_("Your rights")), 2))
    blocks.append(
        Paragraph(
            plain(
                _(
                    "You can ask to see what is kept about you, to have it corrected or erased, or to object to its"
                    " use. Write to the person in charge, or to the data-protection officer: {officer}."
                    " You can also complain to the CNIL, the French authority.",
                    officer=officer or asked_officer,
                )
            )
        )
    )
    blocks.append(Paragraph(plain(_("Legal basis: {basis}.", basis=basis or asked_basis)), "small"))
    return Document(
        title=_("Information about the study"),
        subtitle=guide.title,
        blocks=tuple(blocks),
        foot=" · ".join(filter(None, (guide.id, _("version {version}", version=guide.version), date))),
        language=locale(),
        date=date,
    )


def _day() -> str:
    return _("date")


def _elements(guide: Guide, *, host: str, contact: str, until: str) -> list[tuple[str, str, str]]:
    """Return each element with its heading, and what is usually said of it."""
    length = _("about {n} minutes", n=guide.minutes) if guide.minutes else to_fill(_("length"))
    aim = to_fill(_("aim, in plain words"))
    author = guide.author or to_fill(_("your name and course"))
    host = host or to_fill(_("organisation"))
    contact = contact or to_fill(_("name, telephone, address"))
    until = until or to_fill(_day())
    elements = [
        (
            "aim",
            _("What the study is for"),
            _(
                "This study aims to understand: {aim}. It is led by {author}, with {host}.",
                aim=aim,
                author=author,
                host=host,
            ),
        ),
        (
            "voluntary",
            _("You are free to answer"),
            _(
                "The meeting lasts {length}. Taking part is voluntary. You may refuse to answer, take a break or stop"
                " at any time, without giving a reason.",
                length=length,
            ),
        ),
        (
            "recording",
            _("The recording"),
            _("If you agree, the talk is recorded, so as to write down your exact words. Otherwise, I take notes."),
        ),
        (
            "confidentiality",
            _("Nobody will read your name"),
            _("What you say is confidential. Your name is replaced by another in everything that is written."),
        ),
        (
            "withdrawal",
            _("You can change your mind"),
            _("You can withdraw what you said, in whole or in part, later on."),
        ),
        (
            "contact",
            _("Whom to contact"),
            _("Contact: {contact}.", contact=contact),
        ),
        (
            "retention",
            _("How long it is kept"),
            _(
                "The recording is deleted at the end of the placement. The text without your name is kept until"
                " {until}, then destroyed.",
                until=until,
            ),
        ),
    ]
    if guide.method in GROUPS:
        elements.insert(4, ("group", _("Between us"), _("What is said in this group stays in it.")))
    return elements


def _sorted(text: str) -> dict[str, list[str]]:
    """Put each sentence of a block of consent under the first element that it says; what follows goes with it."""
    found: dict[str, list[str]] = {}
    element = "aim"
    for sentence in _SENTENCE.split(" ".join(text.split())):
        folded = fold(sentence)
        element = next((name for name in _FIRST if re.search(CONSENT[name], folded)), element)
        if sentence:
            found.setdefault(element, []).append(sentence)
    return found


def consent_document(guide: Guide, *, date: str = "") -> Document:
    """Lay out the form of consent: what was explained, what is agreed to use by use, two signatures.

    The uses are those that Carnet keeps for each person (``model.people.SCOPES``): what is ticked on paper is what
    is typed in the study.
    """
    group = guide.method in GROUPS
    box = "☐"
    received = _(
        "I have received the information notice “{title}”, version {version}.",
        title=guide.title,
        version=guide.version,
    )
    sensitive = _(
        "If I speak of my health, my opinions, my beliefs or my origins: I explicitly agree that it is kept in the"
        " study."
    )
    yes, later, no = _("yes"), _("yes, after I have read each extract"), _("no")
    uses = (
        (_("this talk is recorded"), False),
        (_("my words are quoted, without my name"), True),
        (_("the text without my name is read by the team of the study"), False),
        (_("the text without my name is kept after the study"), False),
        (_("the text without my name serves another study"), False),
    )
    rows = tuple((plain(use), plain(box), plain(box if approval else "—"), plain(box)) for use, approval in uses)
    blocks: list[Block] = [
        Paragraph(plain(received)),
        Heading(plain(_("It was explained to me")), 2),
        *(Paragraph(plain(f"{box}\xa0 {name}")) for name in consent_names(group=group)),
        Heading(plain(_("I agree that")), 2),
        Grid(("", yes, later, no), rows, shares=(5, 1, 2.2, 1)),
        Paragraph(plain(_("I can change my mind later, about all of it or a part, without giving a reason."))),
        Paragraph(plain(f"{box}\xa0 {sensitive}")),
    ]
    if group:
        blocks.append(Paragraph(plain(f"{box}\xa0 " + _("I keep to myself what the others say in the group."))))
    room = plain("\xa0\n\xa0\n\xa0")
    copies = _("Two copies: one for each. Ours bears a name: it goes to the coffre, never in the study.")
    blocks += [
        Heading(plain(_("Signatures")), 2),
        Grid(
            ("", _("Name"), _("Date"), _("Signature")),
            tuple((plain(who), room, room, room) for who in (_("The person interviewed"), _("The interviewer"))),
            shares=(2, 3, 1.6, 3),
        ),
        Paragraph(plain(copies), "small"),
    ]
    return Document(
        title=_("Consent"),
        subtitle=guide.title,
        blocks=tuple(blocks),
        foot=" · ".join(filter(None, (guide.id, _("version {version}", version=guide.version), date))),
        language=locale(),
        date=date,
    )
