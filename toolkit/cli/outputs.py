"""Beside each output, a small .json: how it was made, from which state of the study. No words in it."""

import hashlib
import json as plain
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.i18n import _

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from toolkit.formats.tables import Table
    from toolkit.study import Study


def record(path: Path, *, verb: str, parameters: Mapping[str, Any], head: str, **more: str) -> Path:
    """Write ``path.json`` beside an output: its fingerprint, the verb, its parameters, the journal's head.

    ``more``: ``numbers`` (see ``numbers_of``) for a table, ``alt`` for what a figure says in words.
    """
    from toolkit import __version__
    from toolkit.formats.whole import write_whole

    told = {
        "tool": f"carnet {__version__}",
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "journal_head": head,
        "verb": verb,
        "parameters": dict(parameters),
        **more,
    }
    content = plain.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return write_whole(path.with_name(path.name + ".json"), content.encode("utf-8"))


def record_within(study: "Study", path: Path, *, verb: str, parameters: Mapping[str, Any], **more: str) -> None:
    """Record an output that lies in the study; a file that a person asked for elsewhere stays alone."""
    if path.absolute().is_relative_to(study.folder.absolute()):
        record(path, verb=verb, parameters=parameters, head=study.head, **more)


def numbers_of(table: "Table") -> str:
    """Return the fingerprint of the numbers of a table: what ``carnet verify`` finds again by counting again."""
    from toolkit.formats.tables import bare

    totals = [] if table.totals is None else table.totals.to_dict("records")
    facts = [table.rows(), [{str(name): bare(value) for name, value in row.items()} for row in totals]]
    told = plain.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def draw(make: "Callable[[], Axes]", study: "Study", path: Path, *, verb: str, parameters: Mapping[str, Any]) -> None:
    """Draw a figure, write it with its record; the record holds its words for those who cannot see it."""
    from toolkit.cli.common import warn
    from toolkit.counting.plots import checked_figure, save_figure

    checked_figure(path)
    ax = make()
    warn(_("Written: {path}", path=save_figure(ax, path)))
    record_within(study, path, verb=verb, parameters=parameters, alt=str(ax.get_label() or ""))


def give(
    table: "Table", study: "Study", *, to: Path | None, json: bool, verb: str, parameters: Mapping[str, Any]
) -> None:
    """Give a counted table as it was asked for: a file with its record, JSON, or the screen."""
    from toolkit.cli.common import as_json, say, warn
    from toolkit.cli.common import table as shown
    from toolkit.formats.table_writers import spoken

    if to is not None:
        warn(_("Written: {path}", path=table.to(to)))
        record_within(study, to, verb=verb, parameters=parameters, numbers=numbers_of(table))
    if json:
        facts = {"unit": table.unit, "caption": table.caption, "notes": list(table.notes), "rows": table.rows()}
        as_json({**facts, "by": table.by} if verb == "frequency" else facts)
    elif to is None:
        shown(
            table.printed.headings,
            [[spoken(cell) for cell in row] for row in table.printed.rows],
            title=table.caption,
        )
        say(*table.notes)
