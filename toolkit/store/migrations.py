"""Numbered migrations: a study written by an older version is copied, then brought up to date, and that is said."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from toolkit.errors import DamagedStudy, NewerStudy
from toolkit.i18n import _
from toolkit.store import backups, dialect, tables

LATEST = 6


def check_signature(path: Path, *, create: bool) -> None:
    """Raise ``DamagedStudy`` unless the file is Carnet's (an absent one is fine to create)."""
    if create:
        return
    if not dialect.is_signed(path):
        raise DamagedStudy(path)


def version_of(driver: Any) -> int:
    """Return the number of the last migration that the file went through; 0 when it is no number."""
    row = driver.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    return (int(row[0]) if str(row[0]).isdecimal() else 0) if row else 1


def set_version(driver: Any, version: int) -> None:
    """Write the number of the last migration."""
    driver.execute("DELETE FROM meta WHERE key = 'version'")
    driver.execute(f"INSERT INTO meta (key, value) VALUES ('version', '{version:d}')")


def bring_up_to_date(connection: Connection, driver: Any, path: Path) -> list[str]:
    """Run the migrations that the file lacks, in one transaction, after a copy; return what to tell the person."""
    version = version_of(driver)
    if version > LATEST:
        raise NewerStudy(path, version)
    if version == LATEST:
        return []
    if version < 1:
        raise DamagedStudy(path)
    kept = path.parent / "backups" / f"study-v{version}-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"
    with backups.beside(kept.parent) as copy:
        dialect.copy_to(driver, copy)
        if dialect.head_of_copy(copy) is None:
            raise DamagedStudy(path)
        copy.replace(kept)
    dialect.begin_writing(driver)
    try:
        for number in range(version + 1, LATEST + 1):
            MIGRATIONS[number](connection, driver)
            set_version(driver, number)
        driver.execute("COMMIT")
    except BaseException:
        driver.execute("ROLLBACK")
        raise
    return [
        _(
            "This study was written by an older version: it was copied to {path}, then brought up to date.",
            path=f"backups/{kept.name}",
        )
    ]


def _to_2(_connection: Connection, driver: Any) -> None:
    """Give each transcript the fingerprint of its text."""
    driver.execute("ALTER TABLE transcripts ADD COLUMN fingerprint TEXT NOT NULL DEFAULT ''")
    for id, text in driver.execute("SELECT id, text FROM transcripts").fetchall():
        fingerprint = hashlib.sha256(text.encode("utf-8")).hexdigest()
        driver.execute("UPDATE transcripts SET fingerprint = ? WHERE id = ?", (fingerprint, id))


def _to_3(connection: Connection, _driver: Any) -> None:
    """Make room for the supervisor's reviews and for the extracts chosen to be shown."""
    tables.metadata.create_all(connection, tables=[tables.reviews, tables.quotes], checkfirst=False)


def _to_4(_connection: Connection, driver: Any) -> None:
    """Make room for merges (the line of an action, the order of birth that it keeps) and for the day of rereading."""
    driver.execute("ALTER TABLE journal ADD COLUMN line INTEGER NOT NULL DEFAULT 0")
    driver.execute("ALTER TABLE journal_edits ADD COLUMN rank BIGINT")
    driver.execute("ALTER TABLE transcripts ADD COLUMN reread TEXT NOT NULL DEFAULT ''")


def _to_5(connection: Connection, _driver: Any) -> None:
    """Make room for links, for the events of a life and for the acts of an activity."""
    tables.metadata.create_all(connection, tables=[tables.links, tables.events, tables.acts], checkfirst=False)


def _to_6(_connection: Connection, driver: Any) -> None:
    """Give each guide room for its author, the people planned, what it says besides; its themes and questions too."""
    for name, empty in (("author", ""), ("quotas", "[]"), ("notes", "[]")):
        driver.execute(f"ALTER TABLE guides ADD COLUMN {name} TEXT NOT NULL DEFAULT '{empty}'")
    for id, *held in driver.execute("SELECT id, themes, closing, items FROM guides").fetchall():
        themes, closing, items = (json.loads(text) for text in held)
        for question in (*closing, *items, *(one for theme in themes for one in theme["questions"])):
            question["under"] = ""
        for theme in themes:
            theme["minutes"] = None
        texts = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in (themes, closing, items)]
        driver.execute("UPDATE guides SET themes = ?, closing = ?, items = ? WHERE id = ?", (*texts, id))


MIGRATIONS: dict[int, Callable[[Connection, Any], None]] = {2: _to_2, 3: _to_3, 4: _to_4, 5: _to_5, 6: _to_6}
