"""Named queries, kept beside the outputs of a study: one small file that people can read and a pack carries."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from toolkit.counting.queries import Query
from toolkit.errors import InvalidValue, ToolkitError, UnknownName, UnreadableFile
from toolkit.formats.whole import write_whole
from toolkit.i18n import _

QUERIES: Final = "requetes.json"
FORMAT: Final = "carnet-queries/1"
FIELDS: Final = ("asks", "where", "coders", "speakers", "transcripts", "since", "until")


def read_queries(folder: Path) -> dict[str, Query]:
    """Return the named queries of the study in ``folder``, in the order they were kept; none is not an error.

    Raises ``UnreadableFile`` for a file that was changed by hand into something else.
    """
    path = Path(folder) / "outputs" / QUERIES
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["format"] != FORMAT:
            raise ValueError
        return {str(name): _query(str(name), told) for name, told in held["queries"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ToolkitError) as error:
        raise UnreadableFile(path, expected=_("named queries, as “carnet query --name” writes them")) from error


def read_query(folder: Path, name: str) -> Query:
    """Return one named query; raise ``UnknownName``."""
    known = read_queries(folder)
    if name not in known:
        raise UnknownName(name, list(known))
    return known[name]


def keep_query(folder: Path, query: Query) -> Path:
    """Keep a named query (in place of the one of that name); return the file. Nothing of what it finds is written."""
    if not query.name.strip():
        raise InvalidValue(_("A query that is kept needs a name."), _("Give one, for instance --name plaintes."))
    return _written(folder, [*read_queries(folder).values(), query])


def forget_query(folder: Path, name: str) -> Path:
    """Take a named query away; raise ``UnknownName``."""
    read_query(folder, name)
    return _written(folder, (one for one in read_queries(folder).values() if one.name != name))


def _query(name: str, told: dict[str, Any]) -> Query:
    where = tuple((str(trait), str(value)) for trait, value in told.get("where", ()))
    coders, speakers, transcripts = (
        tuple(map(str, told.get(field, ()))) for field in ("coders", "speakers", "transcripts")
    )
    since, until = str(told.get("since", "")), str(told.get("until", ""))
    return Query(str(told["asks"]), name, where, coders, speakers, transcripts, since, until)


def _written(folder: Path, queries: Iterable[Query]) -> Path:
    told = {one.name: {field: getattr(one, field) for field in FIELDS if getattr(one, field)} for one in queries}
    content = json.dumps({"format": FORMAT, "queries": told}, ensure_ascii=False, indent=1) + "\n"
    return write_whole(Path(folder) / "outputs" / QUERIES, content)
