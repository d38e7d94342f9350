"""Which components each cell of a notebook shows: when a cell is run again, what it showed before is let go.

Jupyter keeps every widget that was ever made until it is closed: without this, each run of a cell would leave one
more component that follows the study and answers to nobody.
"""

import sys
from typing import Any, Protocol
from weakref import WeakSet


class Closed(Protocol):
    """What can be let go."""

    def close(self) -> None:
        """Take the views away."""
        ...


_cells: "dict[str, tuple[str, WeakSet[Any]]]" = {}


def shown_in_this_cell(component: Closed) -> None:
    """Remember that the cell that is running shows a component; close those of its earlier runs.

    One that another cell shows too stays. Outside of a notebook that names its cells, nothing happens.
    """
    run = this_run()
    if run is None:
        return
    cell, execution = run
    before, held = _cells.get(cell, ("", WeakSet()))
    if before == execution:
        held.add(component)
        return
    _cells[cell] = (execution, WeakSet([component]))
    elsewhere = {id(one) for _execution, those in _cells.values() for one in those}
    for one in list(held):
        if id(one) not in elsewhere:
            one.close()


def this_run() -> tuple[str, str] | None:
    """Return the cell that is running and the number of this run; None where nobody says so."""
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    parent: dict[str, Any] = getattr(get_ipython(), "get_parent", dict)() or {}
    cell, execution = parent.get("metadata", {}).get("cellId"), parent.get("header", {}).get("msg_id")
    return (cell, execution) if isinstance(cell, str) and isinstance(execution, str) else None
