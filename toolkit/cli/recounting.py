"""``carnet verify``: the tables in « outputs » counted again, and what is there beside what is found today."""

import hashlib
import json as plain
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from toolkit.errors import ToolkitError
from toolkit.i18n import _, n_

if TYPE_CHECKING:
    from toolkit.formats.tables import Table
    from toolkit.study import Study

State = Literal["equal", "outdated", "different", "edited", "gone", "not remade"]


@dataclass(frozen=True, slots=True)
class Recounted:
    """One output: ``equal``; ``outdated`` (the study went on since); ``different`` (it did not, and yet).

    ``edited``: the file is no more the one that was written; ``gone``: it is not there; ``not remade``: nothing
    says how to count it again.
    """

    path: str
    state: State


def _frequency(study: "Study", asked: dict[str, Any]) -> "Table":
    from toolkit.cli.counting import counted

    options: dict[str, Any] = {name: asked.get(name) for name in ("unit", "by", "coder", "level", "profile")}
    return counted(study, **options)


def _crosstab(study: "Study", asked: dict[str, Any]) -> "Table":
    from toolkit.cli.matrices import crossed
    from toolkit.counting import for_audience

    options: dict[str, Any] = {name: asked.get(name) for name in ("rows", "columns", "unit", "normalise", "coder")}
    table = crossed(study, **options, asked=None)
    return table if asked.get("profile") is None else for_audience(table, asked["profile"])


def _cooccurrence(study: "Study", asked: dict[str, Any]) -> "Table":
    from toolkit.cli.matrices import together

    return together(study, **asked)


def _compare(study: "Study", asked: dict[str, Any]) -> "Table":
    from toolkit.cli.matrices import compared

    return compared(study, **asked)


def _saturation(study: "Study", asked: dict[str, Any]) -> "Table":
    from toolkit.cli.saturating import saturation_in

    table: Table = saturation_in(study, **asked).table
    return table


MAKERS: Final[dict[str, Callable[["Study", dict[str, Any]], "Table"]]] = {
    "frequency": _frequency,
    "crosstab": _crosstab,
    "cooccurrence": _cooccurrence,
    "compare": _compare,
    "saturation": _saturation,
}
"""How each verb of a record is counted again."""


def recount(study: "Study") -> Iterator[Recounted]:
    """Yield each output that has a record and numbers, counted again from the study of today."""
    folder = study.folder / "outputs"
    for told in sorted(folder.rglob("*.json")) if folder.is_dir() else []:
        record = _record(told)
        if record is None or "numbers" not in record:
            continue
        path = told.with_name(told.name.removesuffix(".json"))
        yield Recounted(path.relative_to(study.folder).as_posix(), _state(study, path, record))


def _record(path: Path) -> dict[str, Any] | None:
    try:
        found = plain.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _state(study: "Study", path: Path, record: dict[str, Any]) -> State:
    from toolkit.cli.outputs import numbers_of

    if not path.is_file():
        return "gone"
    if hashlib.sha256(path.read_bytes()).hexdigest() != record.get("sha256"):
        return "edited"
    asked, verb = record.get("parameters"), str(record.get("verb"))
    if verb not in MAKERS or not isinstance(asked, dict) or asked.get("asked"):
        return "not remade"  # who was asked lies in a table outside of the study
    try:
        numbers = numbers_of(MAKERS[verb](study, dict(asked)))
    except ToolkitError:
        return "outdated" if record.get("journal_head") != study.head else "not remade"
    except (TypeError, KeyError):  # a record that another version wrote, or that was edited
        return "not remade"
    if numbers == record["numbers"]:
        return "equal"
    return "outdated" if record.get("journal_head") != study.head else "different"


def said(found: list[Recounted]) -> list[str]:
    """Return what to tell a person of the outputs that were counted again."""
    lines = []
    equal = sum(one.state == "equal" for one in found)
    if equal:
        lines.append(
            n_(
                "{n} table of “outputs” counted again: the same numbers.",
                "{n} tables of “outputs” counted again: the same numbers.",
                equal,
            )
        )
    words = {
        "outdated": _("the study went on since; write it again"),
        "different": _("other numbers from the same study; write it again and compare"),
        "edited": _("the file was changed since it was written"),
        "gone": _("the file is not there any more"),
        "not remade": _("not counted again"),
    }
    lines += [_("{path}: {state}", path=one.path, state=words[one.state]) for one in found if one.state != "equal"]
    return lines
