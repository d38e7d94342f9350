"""The events of a life: told, taken from a calendar, put in order with what is not known of their dates.

Method: life stories (Bertaux) ask for dates afterwards, with the domains of a life as a memory aid (from memory, to
be checked). An event rests on the codings, or on the turn, that say it; an undated one is listed, never dropped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from datetime import timedelta
from typing import Any, Final

from toolkit.coding.dates import read_ages, read_date, read_span, said_date
from toolkit.coding.links import Named, page
from toolkit.coding.opened import Opened
from toolkit.errors import InvalidValue, UnknownParticipant
from toolkit.formats.document_writers import Block, Grid, Heading, Paragraph, Span, plain
from toolkit.formats.table_writers import Printed
from toolkit.i18n import N_, _, n_, said
from toolkit.model import Change, Coding, Desk, Event, Participant, Transcript, fold, new_id
from toolkit.model.moments import moment
from toolkit.model.relations import DOMAINS

NAMES: Final[Mapping[str, str]] = {
    "family": N_("family"),
    "housing": N_("housing"),
    "work": N_("work"),
    "education": N_("education"),
    "health": N_("health"),
    "migration": N_("migration"),
    "institutions": N_("institutions"),
    "money": N_("money"),
    "leisure": N_("leisure, social life"),
}
_WORDS: Final = {
    "family": "famille enfants couple",
    "housing": "logement habitat residence",
    "work": "travail emploi profession metier",
    "education": "ecole etudes formation scolarite",
    "health": "sante maladie",
    "migration": "migrations mobilite",
    "institutions": "institution justice",
    "money": "argent ressources revenus",
    "leisure": "loisirs sociabilite",
}
BIRTH: Final = (
    *("naissance", "annee de naissance", "annee naissance", "date de naissance", "ne en", "nee en"),
    *("birth", "birth year", "year of birth", "born"),
)
VERBS: Final = (N_("add events"), N_("change events"), N_("delete events"))
"""Verbs that this module writes in the journal."""


def domain_of(word: str) -> str:
    """Return the domain that a word means (« Logement » → housing); another word is kept as it is."""
    wanted = fold(word.strip())
    for domain, other in _WORDS.items():
        if wanted and wanted in (domain, fold(said(NAMES[domain])), *other.split()):
            return domain
    return " ".join(word.split())


def domain_name(domain: str) -> str:
    """Return a domain in the language of the screen."""
    return said(NAMES[domain]) if domain in NAMES else domain or _("other")


def event(
    desk: Desk,
    text: str,
    *,
    participant: str | None = None,
    when: str = "",
    until: str = "",
    age: int | None = None,
    months: int | None = None,
    domain: str = "",
    turning: bool = False,
    transcript: str | None = None,
    turn: int | None = None,
    note: str = "",
    evidence: Iterable[str] = (),
    coder: str = "",
    date: str = "",
) -> Change:
    """Return the change that adds an event: ``event(study, "Licenciement", participant="P03", when="vers 1998")``.

    Parameters
    ----------
    text
        What took place, in a few words, without a name.
    participant
        Whose life it is.
    when, until
        As people tell it (« vers 98 », « entre 2001 et 2004 », « hiver 2001-2002 », « avant 1998 », « à 17 ans »),
        or in EDTF; nothing when it is not known. « De 1998 à 2003 » gives both. « Entre 15 et 17 ans » is placed by
        the year of birth, when a trait tells it; the words go to the note.
    age, months
        The age of the person then; how long it lasted, when no end is told.
    domain
        Family, work, housing, health…, or another word.
    turning
        Whether it is a turning point (*bifurcation*).
    transcript, turn
        Where it is said, when it is not coded.
    evidence
        Ids of the codings that say it.

    Raises ``InvalidValue`` on an impossible date, an end before the beginning, an event without words;
    ``UnknownParticipant``, ``UnknownTranscript``, ``UnknownName`` on what is not there.
    """
    proofs = tuple(dict.fromkeys(evidence))
    _checked(desk, participant, transcript, turn, proofs)
    if not until and (lasted := read_span(when)):
        when, until = lasted
    if ages := read_ages(when):
        note = "\n".join(filter(None, (note.strip(), when.strip())))  # an age is one number: the words are kept
        when = _between_ages(desk, participant, ages)
    start, told_age = read_date(when)
    taken = {one.id for one in desk.all(Event)}
    end, end_age = read_date(until)
    if end_age is not None:
        raise InvalidValue(_("An end is a date, not an age."), _("Give how long it lasted in months."))
    place = (participant or "", start, domain_of(domain), coder, date, len(taken))
    made = Event(
        new_id("e", *place, taken=taken.__contains__),
        *(" ".join(text.split()), participant, start, end, told_age if age is None else age, months),
        *(domain_of(domain), "turning point" if turning else "event", transcript, turn, note.strip(), proofs),
        coder=coder,
        date=date,
    )
    return Change.adding(made, verb="add events")


def _between_ages(desk: Desk, participant: str | None, ages: tuple[int, int]) -> str:
    """Return the years when a person had one of these ages; nothing when the year of birth is not known."""
    born = birth_year(desk.get(Participant, participant)) if participant else None
    return f"[{born + ages[0]}..{born + ages[1] + 1}]" if born else ""


def _checked(
    desk: Desk, participant: str | None, transcript: str | None, turn: int | None, proofs: Sequence[str]
) -> None:
    # One by one: a study may hold a hundred thousand codings.
    if participant is not None:
        desk.get(Participant, participant)
    if transcript is not None and turn is not None:
        text = desk.get(Transcript, transcript)
        if turn > len(text.turns):
            raise InvalidValue(
                _("{transcript} has no turn {turn}.", transcript=transcript, turn=turn),
                _("Its last turn is {n}.", n=len(text.turns)),
            )
    elif transcript is not None:
        desk.get(Transcript, transcript)
    for id in proofs:
        desk.get(Coding, id)


def change_event(desk: Desk, id: str, **fields: Any) -> Change:
    """Return the change of some fields of an event; ``when`` and ``until`` are read as in ``event``."""
    before = desk.get(Event, id)
    if "when" in fields and "until" not in fields and (lasted := read_span(fields["when"])):
        fields["when"], fields["until"] = lasted
    for name in ("when", "until"):
        if name in fields:
            fields[name], age = read_date(fields[name])
            if age is not None and name == "until":
                raise InvalidValue(_("An end is a date, not an age."), _("Give how long it lasted in months."))
            if age is not None:
                fields.setdefault("age", age)
    if "domain" in fields:
        fields["domain"] = domain_of(fields["domain"])
    after = replace(before, **fields)
    _checked(desk, after.participant, after.transcript, after.turn, after.evidence)
    return Change.replacing([(before, after)] if before != after else [], verb="change events")


def delete_events(desk: Desk, *ids: str) -> Change:
    """Return the change that takes events away."""
    return Change.removing(*(desk.get(Event, id) for id in ids), verb="delete events")


@dataclass(frozen=True, slots=True, repr=False)
class Placed:
    """An event where it stands in time: its widest days (None: open), its middle, whether an age alone places it.

    ``start`` and ``end`` are the days drawn in full, ``low`` and ``high`` those that it may reach.
    """

    event: Event
    start: Day
    end: Day
    low: Day | None
    high: Day | None
    certain: bool
    by_age: bool = False

    @property
    def middle(self) -> Day:
        """The day by which it is put in order."""
        return self.start + (self.end - self.start) / 2

    def __repr__(self) -> str:
        return f"<Placed {self.event.id}>"


def birth_year(person: Participant | None) -> int | None:
    """Return the year of birth that a trait of a person tells (« naissance », « année de naissance », « born »)."""
    for name, value in person.traits if person else ():
        if fold(str(name).replace("_", " ").strip()) in BIRTH:
            digits = str(value)[:4] if not isinstance(value, float) else str(int(value))
            if digits.isdigit() and 1850 <= int(digits) <= 2100:
                return int(digits)
    return None


def before_birth(desk: Desk, events: Iterable[Event]) -> list[str]:
    """Say which events are dated before the year of birth that a trait of their person tells."""
    births = {one.id: birth_year(one) for one in desk.all(Participant)}
    found = []
    for one in events:
        born, dated = births.get(one.participant or ""), moment(one.when)
        last = dated.widest[1] if dated else None
        if born and last and last.year < born:
            found.append(
                _(
                    "{id}: dated before the birth of {person} ({year}); check it.",
                    id=one.id,
                    person=one.participant,
                    year=born,
                )
            )
    return found


def place(event: Event, born: int | None = None) -> Placed | None:
    """Return where an event stands in time; None when neither a date nor an age with a year of birth tells it."""
    found = moment(event.when)
    if found is None:
        if event.age is None or born is None:
            return None
        # Who is 17 is so from a birthday to the next: two calendar years.
        first, last = Day(born + event.age, 1, 1), Day(born + event.age + 1, 12, 31)
        return Placed(event, first, last, first, last, False, True)
    low, high = found.widest
    known = found.middle
    start, end = found.earliest or known, found.latest or known
    certain = found.certain
    stop = moment(event.until)
    if stop is not None:
        end = stop.latest or stop.middle
        high, certain = stop.widest[1], certain and stop.certain
        end = max(end, start)
    elif event.months:
        end = max(end, start + timedelta(days=round(event.months * 30.4375)))
        high = None if high is None else max(high, end)
    return Placed(event, start, end, low, high, certain)


@dataclass(frozen=True, slots=True, repr=False)
class Life:
    """The events of a life (or of all): those that have a place in time, in order, and those that have none."""

    participant: str | None
    born: int | None
    placed: tuple[Placed, ...]
    undated: tuple[Event, ...]

    @property
    def n(self) -> int:
        """How many events there are."""
        return len(self.placed) + len(self.undated)

    @property
    def domains(self) -> list[str]:
        """The domains met, in the usual order, the others after."""
        met = {one.event.domain for one in self.placed}
        return [*(one for one in DOMAINS if one in met), *sorted(met - {*DOMAINS, ""}), *[""] * ("" in met)]

    def __repr__(self) -> str:
        return f"<Life {self.participant or '-'}: {len(self.placed)} dated, {len(self.undated)} undated>"


def life(desk: Desk, participant: str | None = None) -> Life:
    """Return the events of a person in the order of time, rejected ones left out; without a person, all of them."""
    born = None
    if participant is not None:
        people = {one.id: one for one in desk.all(Participant)}
        if participant not in people:
            raise UnknownParticipant(participant, people)
        born = birth_year(people[participant])
    placed: list[Placed] = []
    undated: list[Event] = []
    births = {one.id: birth_year(one) for one in desk.all(Participant)}
    for one in desk.all(Event):
        if one.state == "rejected" or (participant is not None and one.participant != participant):
            continue
        if (found := place(one, births.get(one.participant or ""))) is None:
            undated.append(one)
        else:
            placed.append(found)
    placed.sort(key=lambda one: (one.middle, one.start, one.event.id))
    return Life(participant, born, tuple(placed), tuple(undated))


def said_when(event: Event) -> str:
    """Say when an event took place, its end or duration, the age then."""
    parts = [said_date(event.when)]
    if event.until:
        parts = [f"{parts[0]} → {said_date(event.until)}".strip()]
    if event.months:
        parts.append(n_("for {n} month", "for {n} months", event.months))
    if event.age is not None:
        parts.append(n_("at {n} year old", "at {n} years old", event.age))
    return ", ".join(part for part in parts if part) or _("date not known")


def timeline_table(desk: Desk, participant: str | None = None) -> Opened:
    """Return the events in order as a table: when, what, domain, where it is said; the undated ones at the end."""
    lived = life(desk, participant)
    name = Named(desk)
    headings: tuple[str, ...] = (_("When"), _("Age"), _("Event"), _("Domain"), _("Said in"), _("Coder"))
    if participant is None:
        headings = (_("Person"), *headings)
    rows = []
    data = []
    blocks: list[Block] = []
    for one, found in [*((p.event, p) for p in lived.placed), *((e, None) for e in lived.undated)]:
        where = [name(id) for id in one.evidence]
        if one.transcript:
            where.append(_("{id}, turn {turn}", id=one.transcript, turn=one.turn) if one.turn else one.transcript)
        row = (said_when(one), _age(one, found, lived.born), _told(one), domain_name(one.domain), " ; ".join(where))
        rows.append((*((one.participant or "",) if participant is None else ()), *row, one.coder))
        days = [day.isoformat() if day else "" for day in ((found.low, found.high) if found else (None, None))]
        data.append(
            (
                *(one.id, one.participant or "", one.text, one.when, one.until, one.age, one.months, one.domain),
                *(one.kind, *days, one.transcript or "", one.turn, " ".join(one.evidence), one.note),
                *(one.coder, one.state),
            )
        )
        blocks += [Paragraph((Span(said_when(one), bold=True), Span(f" {_told(one)}")), tied=True)]
        blocks += [Paragraph(plain(one.note))] if one.note else []
        blocks += name.extracts(one.evidence)
    facts = (
        *("id", "participant", "text", "when", "until", "age", "months", "domain", "kind", "earliest", "latest"),
        *("transcript", "turn", "evidence", "note", "coder", "state"),
    )
    title = caption(lived)
    shares = (*((0.7,) if participant is None else ()), 1.5, 0.7, 2.4, 1.2, 1.7)
    grid = Grid(headings[:-1], tuple(tuple(plain(cell) for cell in row[:-1]) for row in rows), shares=shares)
    notes = (_("Undated events come last. EDTF (ISO 8601-2) dates are in the sheet of data."),)
    printed = Printed(title, headings, tuple(rows), notes, (facts, tuple(data)))
    whole = [grid, Heading(plain(_("Extracts"))), *blocks] if rows else []
    return Opened("timeline", lived.n, printed, page(_("Timeline"), title, whole))


def _told(one: Event) -> str:
    return _("{event} (turning point)", event=one.text) if one.kind == "turning point" else one.text


def _age(one: Event, found: Placed | None, born: int | None) -> str:
    if one.age is not None or born is None or found is None or found.low is None or found.high is None:
        return "" if one.age is None else str(one.age)
    began = moment(one.when)
    first, last = began.widest if began else (None, None)
    if first is None or last is None or last.year < born:
        return ""  # open on a side, or before the birth: there is no age
    low, high = first.year - born - 1, last.year - born
    return f"{max(low, 0)}–{high}" if high > 0 else "0"


def caption(lived: Life) -> str:
    """Say whose timeline it is, how many events it holds, how many of them have no date."""
    who = lived.participant or _("all persons")
    dated = n_("{n} dated event", "{n} dated events", len(lived.placed))
    undated = n_("{n} undated", "{n} undated", len(lived.undated))
    return _("Timeline of {who}: {dated}, {undated} (N = {n}).", who=who, dated=dated, undated=undated, n=lived.n)
