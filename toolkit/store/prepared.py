"""Core statements compiled once, then handed straight to the driver: the hot path of every gesture."""

from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, update


class Prepared:
    """A Core statement compiled once for the database in use, then handed straight to its driver.

    The general execution costs ten times the insertion itself: measured with ``make bench``.
    """

    def __init__(self, statement: Any, engine: Any):
        compiled = statement.compile(dialect=engine.dialect, compile_kwargs={"render_postcompile": True})
        self.sql = str(compiled)
        self._names: list[str] | None = compiled.positiontup
        self._fixed: dict[str, Any] = {k: v for k, v in compiled.params.items() if v is not None}

    def arguments(self, values: dict[str, Any]) -> Any:
        """Return the values in the order (or under the names) that the driver expects."""
        if self._names is None:
            return {**self._fixed, **values}
        if not self._fixed:
            return tuple(values[name] for name in self._names)
        return tuple(values[name] if name in values else self._fixed[name] for name in self._names)


def statement(act: str, table: Table, names: list[str]) -> Any:
    """Return the insertion, update, move (update with a rank), setting aside or deletion of one row.

    The key of all but the first is ``key``.
    """
    if act == "insert":
        return insert(table).values({name: bindparam(name) for name in names})
    # An update names its values like its columns; the key is apart because “id” is one of them.
    if act in ("update", "move"):
        values: dict[str, Any] = {name: bindparam(name) for name in names if name not in ("key", "id")}
        return update(table).where(table.c.id == bindparam("key")).values(values)
    if act == "aside":
        return update(table).where(table.c.id == bindparam("key")).values(start=-1 - table.c.start)
    return delete(table).where(table.c.id == bindparam("key"))
