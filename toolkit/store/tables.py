"""The tables, in SQLAlchemy Core with portable types.

One table per shelf of nouns, its columns the fields of the noun (lists and pairs as JSON text), and ``rank``:
the order of birth. Four tables of memory: the journal's headers, its edits, their payloads, and ``meta``.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def _key(target: str, *, nullable: bool = True) -> Column[str]:
    """Return a column that points to another table, checked when the transaction ends."""
    link = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return Column(target.removesuffix("s"), Text, link, nullable=nullable)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="")


def _shelf(name: str, *columns: Column[str] | Column[int] | Column[int | None] | UniqueConstraint | Index) -> Table:
    return Table(
        name,
        metadata,
        Column("id", Text, primary_key=True),
        *columns,
        Column("rank", BigInteger, nullable=False),
    )


sheets = _shelf("sheets", _text("title"), _text("research_questions"), _text("school"))
cases = _shelf("cases", _text("title"), _text("traits"))
participants = _shelf("participants", _key("cases"), _text("traits"), _text("consents"))
coders = _shelf("coders", _text("name"), _text("role"))
guides = _shelf(
    "guides",
    *(_text(name) for name in ("title", "public", "method")),
    Column("minutes", Integer),
    *(_text(name) for name in ("version", "language", "research_questions", "consent", "opening", "themes")),
    *(_text(name) for name in ("closing", "items", "diary", "checklist", "author", "quotas", "notes")),
)
transcripts = _shelf(
    "transcripts",
    *(_text(name) for name in ("text", "turns", "speakers", "kind")),
    _key("cases"),
    *(_text(name) for name in ("date", "place", "fingerprint", "reread")),
)
codes = _shelf(
    "codes",
    _text("label"),
    Column("parent", Text, ForeignKey("codes.id", deferrable=True, initially="DEFERRED")),
    *(_text(name) for name in ("short_definition", "definition", "when_to_use", "when_not_to_use", "example")),
    *(_text(name) for name in ("origin", "reference", "questions", "polarity", "exclusive_group", "color")),
    Column("version", Integer, nullable=False),
)
codings = _shelf(
    "codings",
    _key("transcripts", nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("quote"),
    _key("codes", nullable=False),
    _key("coders", nullable=False),
    Column("code_version", Integer, nullable=False),
    *(_text(name) for name in ("origin", "state", "date", "prefix", "suffix")),
    UniqueConstraint("transcript", "start", "end", "code", "coder"),
    Index("codings_by_code", "code", "transcript"),
)
memos = _shelf("memos", *(_text(name) for name in ("text", "kind", "about", "coder", "date")))
reviews = _shelf(
    "reviews",
    _key("codings", nullable=False),
    *(_text(name) for name in ("reviewer", "verdict", "comment", "suggestion", "date", "bundle")),
)
quotes = _shelf(
    "quotes",
    _key("codings", nullable=False),
    _key("transcripts", nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("text"),
    Column("participant", Text, ForeignKey("participants.id", deferrable=True, initially="DEFERRED")),
    *(_text(name) for name in ("state", "date")),
)

links = _shelf("links", *(_text(name) for name in ("kind", "source", "target", "note", "evidence", "coder", "date")))
events = _shelf(
    "events",
    _text("text"),
    _key("participants"),
    *(_text(name) for name in ("when", "until")),
    Column("age", Integer),
    Column("months", Integer),
    *(_text(name) for name in ("domain", "kind")),
    _key("transcripts"),
    Column("turn", Integer),
    *(_text(name) for name in ("note", "evidence", "coder", "state", "date")),
)
acts = _shelf(
    "acts",
    _text("action"),
    _key("participants"),
    _key("transcripts"),
    *(Column(name, Integer) for name in ("turn", "start_ms", "end_ms")),
    *(_text(name) for name in ("artefact", "said", "verbalisations", "components", "evidence")),
    *(_text(name) for name in ("coder", "state", "date")),
)

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("parent", Text, nullable=False),
    Column("merged", Text),
    Column("verb", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("tool", Text, nullable=False),
    Column("target", Text),
    Column("edits", Integer, nullable=False),
    Column("root", Text, nullable=False),
    Column("line", Integer, nullable=False, default=0),
    Index("journal_by_coder", "coder", "seq"),
)
"""The headers: no free text. ``target`` is the hash of the action that an undo, a redo or a redaction is about;
``root`` sums up the commitments of the edits; ``hash`` covers the header and its parents. ``line`` is 0 for what was
done here, one after the other, and 1 for what a merge brought from another copy: known and checked, not replayed.
The last row is always of line 0. Like ``seq``, it is local to a copy."""

edits = Table(
    "journal_edits",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("shelf", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("commitment", Text, nullable=False),
    Column("rank", BigInteger),
    Index("journal_edits_by_id", "shelf", "id"),
)
"""What each action touched, and ``commitment`` = H(salt ‖ payload): it stays when the payload is redacted.

``rank`` is the order of birth when it is not that of the row itself: a noun brought by a merge keeps its place among
the others, a redacted one keeps its own."""

payloads = Table(
    "journal_payloads",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("before", Text),
    Column("after", Text),
)
"""The words themselves, before and after: the side table that a redaction empties."""

cache = Table("cache", metadata, Column("key", Text, primary_key=True), Column("value", LargeBinary, nullable=False))

MEMORY = ("meta", "journal", "journal_edits", "journal_payloads")
SHELVES = (
    "sheets",
    "cases",
    "participants",
    "coders",
    "guides",
    "transcripts",
    "codes",
    "codings",
    "memos",
    "reviews",
    "quotes",
    "links",
    "events",
    "acts",
)
