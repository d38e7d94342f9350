"""Calendars and chronicles filled in a spreadsheet: one row an event, one row an act."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from toolkit.coding.chronicles import act, component_of
from toolkit.coding.events import event
from toolkit.errors import FaultyFile, InvalidValue, ToolkitError
from toolkit.formats.cells import find_column
from toolkit.formats.sheets import Sheet
from toolkit.i18n import _
from toolkit.model import Act, Change, Desk, Event, MemoryDesk, Noun, fold
from toolkit.model.relations import COMPONENTS

N = TypeVar("N")
EVENT_COLUMNS: Final = {
    "id": ("id", "identifiant"),
    "text": ("text", "evenement", "event", "libelle", "quoi", "ce qui s est passe"),
    "participant": ("participant", "personne", "enquete", "enquetee", "person", "id personne"),
    "when": ("when", "quand", "date", "debut", "start", "annee"),
    "until": ("until", "fin", "jusqu a", "end", "date de fin"),
    "age": ("age", "age alors"),
    "months": ("months", "duree en mois", "mois", "duree mois"),
    "domain": ("domain", "sphere", "domaine", "domaine de vie"),
    "turning": ("kind", "bifurcation", "tournant", "turning point"),
    "transcript": ("transcript", "entretien", "transcription", "source"),
    "turn": ("turn", "tour", "tour de parole"),
    "note": ("note", "remarque", "commentaire"),
    "evidence": ("evidence", "passages", "passages codes", "extraits a l appui"),
}
ACT_COLUMNS: Final = {
    "id": EVENT_COLUMNS["id"],
    "action": ("action", "acte", "act", "ce qui est fait"),
    "participant": EVENT_COLUMNS["participant"],
    "transcript": ("transcript", "activite", "observation", "entretien", "source"),
    "turn": EVENT_COLUMNS["turn"],
    "start": ("start", "debut", "heure", "temps"),
    "end": ("end", "fin"),
    "start_ms": ("start ms",),
    "end_ms": ("end ms",),
    "artefact": ("artefact", "avec quoi", "outil", "objet"),
    "said": ("said", "dit pendant", "paroles"),
    "verbalisations": ("verbalisations", "verbalisation", "commentaires"),
    "evidence": EVENT_COLUMNS["evidence"],
}
_YES: Final = ("x", "oui", "yes", "o", "1", "vrai", "turning point", "tournant", "bifurcation")


def events_of(sheet: Sheet, desk: Desk, *, coder: str = "", date: str = "") -> Change:
    """Return the change that brings in the events of a table; dates are read as people write them.

    A row whose ``id`` names an event of the study changes that event: what the row says otherwise; what the table has
    no column for stays. A row that says again an event that is there (person, words, date) is passed over. Raises
    ``FaultyFile`` with every faulty row.
    """
    columns = _columns(sheet, EVENT_COLUMNS, "text")
    made: list[Noun] = []
    changed: list[tuple[Noun, Noun]] = []
    faults: list[str] = []
    growing = _growing(desk)
    rows = _rows(sheet, columns)
    held = _named({one.id: one for one in desk.all(Event)}, rows)
    known = Counter(_same_event(one) for one in desk.all(Event) if one.id not in held)
    named: set[str] = set()
    for row, line in rows:
        try:
            _once(row["id"], held, named)
            change = event(
                growing,
                row["text"],
                participant=row["participant"] or None,
                when=row["when"],
                until=row["until"],
                age=_number(row["age"], _("age")),
                months=_number(row["months"], _("months")),
                domain=row["domain"],
                turning=fold(row["turning"]) in _YES,
                transcript=row["transcript"] or None,
                turn=_number(row["turn"], _("turn")),
                note=row["note"],
                evidence=_ids(row["evidence"]),
                coder=coder,
                date=date,
            )
        except ToolkitError as error:
            faults.append(_("line {line}: {fault}", line=line, fault=error.message))
            continue
        noun = change.edits[0][2]
        assert isinstance(noun, Event)
        if before := held.get(row["id"]):
            after = _event_after(before, noun, columns, row)
            changed += [(before, after)] if after != before else []
            continue
        # What took place twice and is told the same way has two rows: each row stands for one that is there.
        if known[_same_event(noun)]:
            known[_same_event(noun)] -= 1
        else:
            growing.do(change)
            made.append(noun)
    if faults:
        raise FaultyFile(sheet.path, faults)
    verb = "change events" if changed and not made else "add events"
    return Change.adding(*made, verb=verb) + Change.replacing(changed, verb=verb)


def acts_of(sheet: Sheet, desk: Desk, *, coder: str = "", date: str = "") -> Change:
    """Return the change that brings in the acts of a table; columns named E, A, S, R, U, I are components of signs.

    A row whose ``id`` names an act of the study changes that act; what the table has no column for stays. A row that
    says again an act that is there is passed over. Raises ``FaultyFile`` with every faulty row.
    """
    columns = _columns(sheet, ACT_COLUMNS, "action")
    used = {*filter(None, columns.values())}
    parts = {name: component_of(name) for name in sheet.columns if name not in used}
    parts = {name: part for name, part in parts.items() if part in COMPONENTS}
    made: list[Noun] = []
    changed: list[tuple[Noun, Noun]] = []
    faults: list[str] = []
    growing = _growing(desk)
    rows = _rows(sheet, {**columns, **{f"={name}": name for name in parts}})
    held = _named({one.id: one for one in desk.all(Act)}, rows)
    known = Counter(_same_act(one) for one in desk.all(Act) if one.id not in held)
    named: set[str] = set()
    for row, line in rows:
        try:
            _once(row["id"], held, named)
            change = act(
                growing,
                row["action"],
                participant=row["participant"] or None,
                transcript=row["transcript"] or None,
                turn=_number(row["turn"], _("turn")),
                start=_number(row["start_ms"], "start_ms") if row["start_ms"] else row["start"],
                end=_number(row["end_ms"], "end_ms") if row["end_ms"] else row["end"],
                artefact=row["artefact"],
                said=row["said"],
                verbalisations=_ids(row["verbalisations"]),
                components={part: row[f"={name}"] for name, part in parts.items()},
                evidence=_ids(row["evidence"]),
                coder=coder,
                date=date,
            )
        except ToolkitError as error:
            faults.append(_("line {line}: {fault}", line=line, fault=error.message))
            continue
        noun = change.edits[0][2]
        assert isinstance(noun, Act)
        if before := held.get(row["id"]):
            after = _act_after(before, noun, columns, parts.values())
            changed += [(before, after)] if after != before else []
            continue
        # What took place twice and is told the same way has two rows: each row stands for one that is there.
        if known[_same_act(noun)]:
            known[_same_act(noun)] -= 1
        else:
            growing.do(change)
            made.append(noun)
    if faults:
        raise FaultyFile(sheet.path, faults)
    verb = "change acts" if changed and not made else "add acts"
    return Change.adding(*made, verb=verb) + Change.replacing(changed, verb=verb)


def _named(held: Mapping[str, N], rows: Iterable[tuple[Mapping[str, str], int]]) -> dict[str, N]:
    """Return what the ids of a table name; an id that is not of the study is no more than a word."""
    return {row["id"]: held[row["id"]] for row, _line in rows if row["id"] in held}


def _once(id: str, held: Mapping[str, object], named: set[str]) -> None:
    if id in named:
        raise InvalidValue(_("{id} is on two rows.", id=id), _("Empty the id of the row that is a new one."))
    if id in held:
        named.add(id)


def _kept(
    before: Event | Act, told: Event | Act, columns: Mapping[str, str | None], fields: Iterable[str]
) -> dict[str, Any]:
    """Return the fields after a row: what it says, and what was there where the table has no column."""
    return {
        field: getattr(told, field) if columns[field] or getattr(told, field) else getattr(before, field)
        for field in fields
    }


def _event_after(before: Event, told: Event, columns: Mapping[str, str | None], row: Mapping[str, str]) -> Event:
    fields = _kept(
        *(before, told, columns),
        *[
            (
                "text",
                "participant",
                "when",
                "until",
                "age",
                "months",
                "domain",
                "transcript",
                "turn",
                "note",
                "evidence",
            )
        ],
    )
    for field in ("when", "until"):
        if row[field] == getattr(before, field) and row[field]:
            fields[field] = row[field]
    return replace(before, **fields, kind=told.kind if columns["turning"] else before.kind)


def _act_after(before: Act, told: Act, columns: Mapping[str, str | None], parts: Iterable[str]) -> Act:
    present = {
        **columns,
        "start_ms": columns["start"] or columns["start_ms"],
        "end_ms": columns["end"] or columns["end_ms"],
    }
    fields = _kept(
        *(before, told, present),
        *[("action", "participant", "transcript", "turn", "start_ms", "end_ms", "artefact", "said")],
    )
    fields |= _kept(before, told, present, ("verbalisations", "evidence"))
    told_parts = {**{part: words for part, words in before.components if part not in parts}, **dict(told.components)}
    same = told_parts == dict(before.components)
    return replace(before, **fields, components=before.components if same else tuple(told_parts.items()))


def _same_event(one: Event) -> tuple[object, ...]:
    return one.participant, fold(one.text), one.when, one.until, one.age


def _same_act(one: Act) -> tuple[object, ...]:
    return one.transcript, one.participant, fold(one.action), one.start_ms, one.turn


def _columns(sheet: Sheet, wanted: Mapping[str, Sequence[str]], needed: str) -> dict[str, str | None]:
    columns = {name: find_column(sheet.columns, words) for name, words in wanted.items()}
    if columns[needed] is None:
        raise FaultyFile(sheet.path, [_("the column “{name}” is missing", name=wanted[needed][1])])
    return columns


def _rows(sheet: Sheet, columns: Mapping[str, str | None]) -> list[tuple[dict[str, str], int]]:
    """Return the filled rows, by our names, with their line."""
    rows = []
    for cells, line in zip(sheet.rows, sheet.lines, strict=True):
        row = dict(zip(sheet.columns, cells, strict=True))
        told = {name: row[column].strip() if column else "" for name, column in columns.items()}
        if any(cell for field, cell in told.items() if field != "id"):
            rows.append((told, line))
    return rows


def _number(cell: str, name: str) -> int | None:
    if not cell:
        return None
    if not cell.isascii() or not cell.isdigit():
        raise InvalidValue(_("{field}: “{value}” is not a whole number.", field=name, value=cell))
    return int(cell)


def _ids(cell: str) -> list[str]:
    return cell.replace(";", " ").replace("|", " ").replace(",", " ").split()


def _growing(desk: Desk) -> MemoryDesk:
    """Return a desk that holds what the rows are checked against, and grows row by row: nothing is written yet."""
    from toolkit.model import Coding, Participant, Transcript

    kinds = (Participant, Transcript, Coding, Event, Act)
    return MemoryDesk(*(noun for kind in kinds for noun in desk.all(kind)))
