"""Counting: how many people, in which unit, out of how many; never a number without its extracts."""

from typing import TYPE_CHECKING, Any

from toolkit.counting.cooccurrences import cooccurrence
from toolkit.counting.crossing import crosstab
from toolkit.counting.crosstabs import Crosstab
from toolkit.counting.disclosure import THRESHOLDS
from toolkit.counting.found import Found
from toolkit.counting.frequencies import frequency
from toolkit.counting.pairs import Cooccurrence
from toolkit.counting.queries import Query, query
from toolkit.counting.wording import said
from toolkit.formats.tables import Table

if TYPE_CHECKING:
    from toolkit.counting.plots import plot_frequency, save_figure
    from toolkit.counting.widget import CountedTable, browse

__all__ = [
    "THRESHOLDS",
    "Cooccurrence",
    "CountedTable",
    "Crosstab",
    "Found",
    "Query",
    "Table",
    "browse",
    "cooccurrence",
    "crosstab",
    "frequency",
    "plot_frequency",
    "query",
    "said",
    "save_figure",
]


def __getattr__(name: str) -> Any:
    """Load the figures and the browser when they are first asked for."""
    if name in ("CountedTable", "browse"):
        from toolkit.counting import widget

        return getattr(widget, name)
    if name in ("plot_frequency", "save_figure"):
        from toolkit.counting import plots

        return getattr(plots, name)
    raise AttributeError(f"module 'toolkit.counting' has no attribute {name!r}")
