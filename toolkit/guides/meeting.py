"""Whom one meets: the people planned and those met by trait, and the log of the contacts taken."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.formats.document_writers import Block, Document, Grid, Heading, Paragraph, plain
from toolkit.guides.layout import locale
from toolkit.i18n import _, n_
from toolkit.model import Guide, Participant, fold


@dataclass(frozen=True, slots=True)
class Count:
    """How many people of one value of a trait are planned and were met; ``planned`` is None when none is said.

    ``done`` is None when nobody was counted. Unit: people.
    """

    trait: str
    value: str
    planned: int | None
    done: int | None

    @property
    def left(self) -> int | None:
        """How many are still to be met; None when it cannot be told."""
        return None if self.planned is None or self.done is None else max(0, self.planned - self.done)


def quotas(guide: Guide, met: Iterable[Participant] | None = None) -> tuple[Count, ...]:
    """Return the people planned by a guide and those met, by trait and value.

    Parameters
    ----------
    guide
        Its ``quotas`` say who is planned.
    met
        The people who were interviewed; without them, ``done`` is None. Somebody whose trait has another value, or
        none, is counted in a row of their own: for each trait, the sum of ``done`` is the number of people met.

    Examples
    --------
    >>> from toolkit.model import Guide, Participant
    >>> guide = Guide("g", "G", quotas={"statut": {"bénévole": 2, "salarié": 1}})
    >>> people = [Participant("P1", traits={"statut": "Bénévole"})]
    >>> [(one.value, one.planned, one.done) for one in quotas(guide, people)]
    [('bénévole', 2, 1), ('salarié', 1, 0)]
    """
    people = None if met is None else list(met)
    rows: list[Count] = []
    for trait, planned in guide.quotas:
        if people is None:
            rows += (Count(trait, value, number, None) for value, number in planned)
            continue
        held = Counter(_value(person, trait) for person in people)
        for value, number in planned:
            rows.append(Count(trait, value, number, held.pop(fold(value), 0)))
        rest = sorted(value for value in held if value)
        names = {fold(said): said for person in people if (said := _said(person, trait))}
        rows += (Count(trait, names[value], None, held[value]) for value in rest)
        if held[""]:
            rows.append(Count(trait, "", None, held[""]))
    return tuple(rows)


def _said(person: Participant, trait: str) -> str:
    traits = {fold(name): value for name, value in person.traits}
    value = traits.get(fold(trait))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value).strip()


def _value(person: Participant, trait: str) -> str:
    return fold(_said(person, trait))


def quota_document(guide: Guide, met: Iterable[Participant] | None = None, *, date: str = "") -> Document:
    """Lay out the people planned and met, by trait; the unit is the person."""
    people = None if met is None else list(met)
    blocks: list[Block] = []
    for trait, planned in guide.quotas:
        rows = []
        counts = [one for one in quotas(guide, people) if one.trait == trait]
        for one in counts:
            name = one.value or _("not said")
            cells = [_number(one.planned), _number(one.done), _number(one.left)]
            rows.append((plain(name), *map(plain, cells)))
        done = None if people is None else len(people)
        left = None if done is None else sum(one.left or 0 for one in counts)
        whole = [_number(sum(number for _v, number in planned)), _number(done), _number(left)]
        rows.append((plain(_("Together"), bold=True), *(plain(cell, bold=True) for cell in whole)))
        blocks.append(Heading(plain(trait), 2))
        headings = (trait, _("People planned"), _("People met"), _("Still to meet"))
        blocks.append(Grid(headings, tuple(rows), shares=(4, 2, 2, 2)))
    if not guide.quotas:
        blocks.append(Paragraph(plain(_("The guide plans nobody: write “quotas” in its head."))))
    if people is None:
        told = _("The column of people met is left to fill in: no study was named.")
    else:
        told = n_(
            "{n} person met: who speaks in at least one text of the study.",
            "{n} people met: who speak in at least one text of the study.",
            len(people),
        )
    blocks.append(Paragraph(plain(told), "small"))
    return Document(
        title=_("People to meet"),
        subtitle=guide.title,
        blocks=tuple(blocks),
        foot=" · ".join(filter(None, (guide.id, _("version {version}", version=guide.version), date))),
        language=locale(),
        date=date,
    )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def contacts_document(guide: Guide, *, rows: int = 16, date: str = "") -> Document:
    """Lay out the log of the contacts taken, whatever came of them: who was approached, how, what they answered.

    It gives the approach, the sample size and the refusals of COREQ (items 11 to 13; Tong, Sainsbury & Craig 2007).
    It bears ids and roles only.
    """
    headings = (
        _("No."),
        _("Date"),
        _("Id or role, no name"),
        _("By which way"),
        _("Answer: yes, no, none"),
        _("Meeting"),
        _("What they said of it"),
    )
    blank = plain("\xa0\n\xa0")
    lines = tuple((plain(str(number)), *([blank] * 6)) for number in range(1, rows + 1))
    blocks: list[Block] = [
        Paragraph(
            plain(
                _(
                    "One line for each contact, refusals too: how many were approached and how many said no is asked"
                    " in the report (COREQ 11 to 13). Names and telephones stay in the coffre."
                )
            ),
            "small",
        ),
        Grid(headings, lines, shares=(1.1, 1.5, 2.5, 1.9, 2, 2, 3)),
    ]
    return Document(
        title=_("Log of contacts"),
        subtitle=guide.title,
        blocks=tuple(blocks),
        foot=" · ".join(filter(None, (guide.id, date))),
        language=locale(),
        date=date,
    )
