"""Counting: how many people, in which unit, out of how many; never a number without its extracts."""

from typing import TYPE_CHECKING, Any

from toolkit.counting.asked import asked_of
from toolkit.counting.cases import meta_matrix, profile, spread
from toolkit.counting.cooccurrences import cooccurrence
from toolkit.counting.crossing import crosstab
from toolkit.counting.crosstabs import Crosstab
from toolkit.counting.disclosure import THRESHOLDS
from toolkit.counting.files import (
    forget_query,
    keep_query,
    read_asked,
    read_framework,
    read_queries,
    read_query,
    write_framework,
)
from toolkit.counting.found import Found
from toolkit.counting.framework import Framework, Summary, framework
from toolkit.counting.frequencies import frequency
from toolkit.counting.nearness import proximity
from toolkit.counting.pairs import Cooccurrence
from toolkit.counting.queries import Query, query
from toolkit.counting.typologies import Typology, negative_cases, typology
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
    "Framework",
    "Query",
    "Summary",
    "Table",
    "Typology",
    "asked_of",
    "browse",
    "cooccurrence",
    "crosstab",
    "forget_query",
    "framework",
    "frequency",
    "keep_query",
    "meta_matrix",
    "negative_cases",
    "plot_frequency",
    "profile",
    "proximity",
    "query",
    "read_asked",
    "read_framework",
    "read_queries",
    "read_query",
    "said",
    "save_figure",
    "spread",
    "typology",
    "write_framework",
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
