"""The journal read for people: what each action touched, the net effect of several, small notes of this copy.

Nothing here brings words out of the database but ``net``, which returns the two states of each noun.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, case, delete, func, insert, or_, select

from toolkit.errors import StudyLocked
from toolkit.store import dialect, tables
from toolkit.store.journal import GENESIS, Action
from toolkit.store.store import Store

CHUNK = 500
"""How many values a single query names: SQLite takes 999 on old systems."""

_SMALL = ("codings", "reviews", "quotes", "memos", "links", "events", "acts")
_ABOUT = ("memos", "reviews", "quotes", "links", "events", "acts")
"""Shelves whose payloads point at others; the others are never parsed here, a text may be long."""


class Touch(NamedTuple):
    """One edit of an action without its words: was there something before, is there something after, about what."""

    seq: int
    shelf: str
    id: str
    before: bool
    after: bool
    transcript: str | None
    code: str | None
    coding: str | None
    about: str | None


class Net(NamedTuple):
    """What became of one noun between two rows: JSON texts, None when it was not there.

    ``erased`` tells that a redaction took the words away: what was there before cannot be known any more.
    """

    shelf: str
    id: str
    before: str | None
    after: str | None
    erased: bool


def _joined(*columns: Any) -> Select[Any]:
    left, right = tables.edits, tables.payloads
    return select(*columns).join_from(
        left, right, (left.c.seq == right.c.seq) & (left.c.n == right.c.n), isouter=True
    )


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(values)
    for at in range(0, len(listed), CHUNK):
        yield listed[at : at + CHUNK]


def _about(state: Any) -> Any:
    """Return the ids that a memo, a link, an event or an act names, as the JSON of a list."""
    about, source, participant, evidence, verbalisations = (
        dialect.field_of(state, name) for name in ("about", "source", "participant", "evidence", "verbalisations")
    )
    held = func.coalesce(verbalisations, evidence)
    return case(
        (about.is_not(None), about),
        (source.is_not(None), dialect.listed(source, dialect.field_of(state, "target"))),
        (held.is_not(None) & participant.is_not(None), dialect.with_one_more(held, participant)),
        else_=held,
    )


def touches(store: Store, seqs: Sequence[int]) -> Iterator[Touch]:
    """Yield what these actions touched, action by action."""
    left, right = tables.edits, tables.payloads
    state = func.coalesce(right.c.after, right.c.before)
    small = left.c.shelf.in_(_SMALL)

    def field(name: str) -> Any:
        return case((small, dialect.field_of(state, name)), else_=None)

    query = _joined(
        *(left.c.seq, left.c.shelf, left.c.id, right.c.before.is_not(None), right.c.after.is_not(None)),
        *(field(name) for name in ("transcript", "code", "coding")),
        case((small, _about(state)), else_=None),
    ).order_by(left.c.seq, left.c.n)
    for some in _chunks(seqs):
        for row in store.run(query.where(left.c.seq.in_(some))):
            seq, shelf, id, before, after, *rest = row
            yield Touch(seq, shelf, id, bool(before), bool(after), *rest)


def places_of(store: Store, codings: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the ``(transcript, code)`` of the codings that are in the study."""
    table = tables.codings
    query = select(table.c.id, table.c.transcript, table.c.code)
    found: dict[str, tuple[str, str]] = {}
    for some in _chunks(codings):
        found |= {row[0]: (row[1], row[2]) for row in store.run(query.where(table.c.id.in_(some)))}
    return found


def codings_of(
    store: Store, *, transcripts: Collection[str] | None = None, codes: Collection[str] | None = None
) -> tuple[set[int], set[str]]:
    """Return the actions on codings of these transcripts and codes, and the ids of these codings, gone ones included.

    A coding whose words were erased is known by what the study still holds of it.
    """
    left, right, held = tables.edits, tables.payloads, tables.codings
    wanted = [
        (name, list(values)) for name, values in (("transcript", transcripts), ("code", codes)) if values is not None
    ]

    def matches(state: Any) -> Any:
        asked = state.is_not(None)
        for name, values in wanted:
            asked = asked & dialect.field_of(state, name).in_(values)
        return asked

    query = _joined(left.c.seq, left.c.id).where(
        left.c.shelf == "codings", or_(matches(right.c.before), matches(right.c.after))
    )
    seqs, ids = set(), set()
    for seq, id in store.run(query):
        seqs.add(seq)
        ids.add(id)
    present = select(held.c.id).where(*(held.c[name].in_(values) for name, values in wanted))
    ids |= {row[0] for row in store.run(present)}
    blank = _joined(left.c.seq, left.c.id).where(left.c.shelf == "codings", right.c.seq.is_(None))
    seqs |= {seq for seq, id in store.run(blank) if id in ids}
    return seqs, ids


def edits_of(store: Store, shelf: str, ids: Collection[str]) -> set[int]:
    """Return the actions that touched these nouns."""
    table = tables.edits
    found: set[int] = set()
    for some in _chunks(ids):
        query = select(table.c.seq).where(table.c.shelf == shelf, table.c.id.in_(some))
        found |= {row[0] for row in store.run(query)}
    return found


def values_of(store: Store, shelf: str, id: str, name: str) -> set[str]:
    """Return every text that a field of a noun ever held, as far as the journal still holds it."""
    left, right = tables.edits, tables.payloads
    found: set[str] = set()
    for state in (right.c.before, right.c.after):
        query = _joined(dialect.field_of(state, name)).where(left.c.shelf == shelf, left.c.id == id)
        found |= {row[0] for row in store.run(query.where(state.is_not(None))) if isinstance(row[0], str)}
    return found


def stages_of(store: Store, shelf: str, id: str) -> Iterator[tuple[str, str, str, str | None, bool]]:
    """Yield ``(at, coder, verb, after, erased)`` of every action on a noun, merged ones too, in order.

    ``after`` is its JSON text, None when the action took it away, or when a redaction erased its words since.
    """
    left, right, rows = tables.edits, tables.payloads, tables.journal
    query = _joined(rows.c.at, rows.c.coder, rows.c.verb, right.c.after, right.c.seq)
    query = query.join(rows, rows.c.seq == left.c.seq).where(left.c.shelf == shelf, left.c.id == id)
    for at, coder, verb, after, kept in store.run(query.order_by(left.c.seq)):
        yield at, coder, verb, after, kept is None


def pointing(store: Store) -> Iterator[Touch]:
    """Yield the edits of memos, reviews, quotes, links…, with what they are about (both states of each)."""
    left, right = tables.edits, tables.payloads
    for state in (right.c.before, right.c.after):
        fields = [dialect.field_of(state, name) for name in ("transcript", "code", "coding")]
        query = _joined(left.c.seq, left.c.shelf, left.c.id, *fields, _about(state))
        query = query.where(left.c.shelf.in_(_ABOUT), state.is_not(None))
        for seq, shelf, id, *rest in store.run(query):
            yield Touch(seq, shelf, id, False, True, *rest)


def coders_of(store: Store) -> list[str]:
    """Return the ids of everybody who ever did something, as the journal names them."""
    return [row[0] for row in store.run(select(tables.journal.c.coder).distinct())]


def seq_before(store: Store, at: str) -> int:
    """Return the number of the last action done here before a moment (UTC, ISO); 0 when there is none."""
    table = tables.journal
    query = select(func.max(table.c.seq)).where(table.c.line == 0, table.c.at < at)
    return int(store.run(query)[0][0] or 0)


def action_of(store: Store, hash: str) -> Action | None:
    """Return the action whose hash begins so; None when there is none, or several."""
    table = tables.journal
    query = select(*(table.c[name] for name in Action.__slots__))
    found = store.run(query.where(table.c.hash.startswith(hash, autoescape=True)).limit(2))
    return Action(*found[0]) if len(found) == 1 else None


def last_seq(store: Store) -> tuple[int, str]:
    """Return the number and the hash of the last action; ``(0, GENESIS)`` of an empty journal."""
    table = tables.journal
    found = store.run(select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1))
    return (found[0][0], found[0][1]) if found else (0, GENESIS)


def actions_after(store: Store, seq: int) -> list[Action]:
    """Return what was done in this copy after an action, in order."""
    table = tables.journal
    query = select(*(table.c[name] for name in Action.__slots__)).order_by(table.c.seq)
    return [Action(*row) for row in store.run(query.where(table.c.seq > seq, table.c.line == 0))]


def hash_at(store: Store, seq: int) -> str:
    """Return the hash of the action of this number; empty when it is not there."""
    table = tables.journal
    found = store.run(select(table.c.hash).where(table.c.seq == seq))
    return str(found[0][0]) if found else (GENESIS if seq == 0 else "")


def net(store: Store, low: int, high: int) -> list[Net]:
    """Return what became of each noun that the actions after ``low`` up to ``high`` touched in this copy.

    What was made and undone is left out: only the first ``before`` and the last ``after`` count.
    """
    left, right, rows = tables.edits, tables.payloads, tables.journal
    inside = select(left.c.shelf, left.c.id, func.min(left.c.seq).label("a"), func.max(left.c.seq).label("b"))
    inside = inside.join_from(left, rows, left.c.seq == rows.c.seq)
    inside = inside.where(rows.c.line == 0, left.c.seq > low, left.c.seq <= high).group_by(left.c.shelf, left.c.id)
    ends = inside.subquery()
    first, last = left.alias("first"), left.alias("last")
    old, new = right.alias("old"), right.alias("new")

    def tied(edit: Any, seq: Any) -> Any:
        return (edit.c.shelf == ends.c.shelf) & (edit.c.id == ends.c.id) & (edit.c.seq == seq)

    query = (
        select(ends.c.shelf, ends.c.id, old.c.seq, old.c.before, new.c.seq, new.c.after, ends.c.a, ends.c.b)
        .select_from(ends)
        .join(first, tied(first, ends.c.a))
        .join(last, tied(last, ends.c.b))
        .join(old, (old.c.seq == first.c.seq) & (old.c.n == first.c.n), isouter=True)
        .join(new, (new.c.seq == last.c.seq) & (new.c.n == last.c.n), isouter=True)
        .order_by(ends.c.b, last.c.n)
    )
    redactions = {row[0] for row in store.run(select(rows.c.seq).where(rows.c.verb == "redact"))}
    made = []
    for shelf, id, kept, before, kept_after, after, a, b in store.run(query):
        # Erased since, or first met in a redaction: what was there before is not known, unless it was born here.
        blank = a in redactions or (kept is None and _first(store, shelf, id) != a)
        erased = blank or kept_after is None or (b in redactions and after is None)
        if before != after or erased:
            made.append(Net(shelf, id, before, after, erased))
    return made


def _first(store: Store, shelf: str, id: str) -> int:
    """Return the number of the first action on a noun."""
    table = tables.edits
    return int(store.run(select(func.min(table.c.seq)).where(table.c.shelf == shelf, table.c.id == id))[0][0])


def recoded(store: Store, low: int, high: int) -> Counter[tuple[str, str]]:
    """Return how many codings went from one code to another between two rows, undone or not."""
    left, right, rows = tables.edits, tables.payloads, tables.journal
    old, new = dialect.field_of(right.c.before, "code"), dialect.field_of(right.c.after, "code")
    query = _joined(old, new, func.count()).join(rows, rows.c.seq == left.c.seq)
    query = query.where(rows.c.line == 0, left.c.seq > low, left.c.seq <= high, left.c.shelf == "codings", old != new)
    return Counter({(row[0], row[1]): row[2] for row in store.run(query.group_by(old, new))})


def last_edits(store: Store, shelf: str, high: int) -> dict[str, int]:
    """Return the number of the last action here, up to ``high``, on each noun of a shelf."""
    left, rows = tables.edits, tables.journal
    query = select(left.c.id, func.max(left.c.seq)).join_from(left, rows, left.c.seq == rows.c.seq)
    query = query.where(left.c.shelf == shelf, rows.c.line == 0, left.c.seq <= high).group_by(left.c.id)
    return {row[0]: row[1] for row in store.run(query)}


def verbs_on(store: Store, shelf: str) -> Iterator[tuple[str, str]]:
    """Yield ``(id, verb)`` of every action, merged ones too, on the nouns of a shelf, in order."""
    left, rows = tables.edits, tables.journal
    query = select(left.c.id, rows.c.verb).join_from(left, rows, left.c.seq == rows.c.seq)
    yield from ((row[0], row[1]) for row in store.run(query.where(left.c.shelf == shelf).order_by(left.c.seq)))


def note(store: Store, key: str) -> str | None:
    """Return a small note of this copy (table ``meta``): it is not journalled, and travels to no other copy."""
    table = tables.meta
    found = store.run(select(table.c.value).where(table.c.key == key))
    return str(found[0][0]) if found else None


def keep_note(store: Store, key: str, value: str) -> bool:
    """Write a note of this copy, without waiting for anybody; tell whether it could be written."""
    table = tables.meta
    gone = store._prepare(delete(table).where(table.c.key == bindparam("of")))
    come = store._prepare(insert(table).values(key=bindparam("of"), value=bindparam("said")))
    values = {"of": key, "said": value}

    def work(driver: Any, _connection: Any) -> None:
        driver.execute(gone.sql, gone.arguments(values))
        driver.execute(come.sql, come.arguments(values))

    try:
        with dialect.impatient(store._driver()):
            store.raw(work)
    except (OSError, StudyLocked):
        return False
    return True
