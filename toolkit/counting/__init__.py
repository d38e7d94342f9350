"""Counting: how many people, in which unit, out of how many; never a number without its extracts."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from toolkit.counting.asked import asked_of
from toolkit.counting.cases import meta_matrix, profile, spread
from toolkit.counting.comparing import compare
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
from toolkit.counting.giving_out import disclosing, for_audience
from toolkit.counting.nearness import proximity
from toolkit.counting.pairs import Cooccurrence
from toolkit.counting.queries import Query, query
from toolkit.counting.richness import Richness, chao1, chao2, people_needed
from toolkit.counting.saturating import Saturation, SaturationReport, saturation, saturation_of, saturation_policy
from toolkit.counting.small_numbers import adjust, fisher, permutation, smallest_p
from toolkit.counting.typologies import Typology, negative_cases, typology
from toolkit.counting.wording import said
from toolkit.formats.tables import Table

if TYPE_CHECKING:
    from toolkit.counting.plots import plot_frequency, save_figure
    from toolkit.counting.plots_interviews import plot_saturation, plot_strips, plot_timeline
    from toolkit.counting.plots_links import plot_framework, plot_network
    from toolkit.counting.plots_matrices import plot_dots, plot_heat
    from toolkit.counting.widget import CountedTable, browse

__all__ = [
    "THRESHOLDS",
    "Cooccurrence",
    "CountedTable",
    "Crosstab",
    "Found",
    "Framework",
    "Query",
    "Richness",
    "Saturation",
    "SaturationReport",
    "Summary",
    "Table",
    "Typology",
    "adjust",
    "asked_of",
    "browse",
    "chao1",
    "chao2",
    "compare",
    "cooccurrence",
    "crosstab",
    "disclosing",
    "fisher",
    "for_audience",
    "forget_query",
    "framework",
    "frequency",
    "keep_query",
    "meta_matrix",
    "negative_cases",
    "people_needed",
    "permutation",
    "plot_dots",
    "plot_framework",
    "plot_frequency",
    "plot_heat",
    "plot_network",
    "plot_saturation",
    "plot_strips",
    "plot_timeline",
    "profile",
    "proximity",
    "query",
    "read_asked",
    "read_framework",
    "read_queries",
    "read_query",
    "said",
    "saturation",
    "saturation_of",
    "saturation_policy",
    "save_figure",
    "smallest_p",
    "spread",
    "typology",
    "write_framework",
]

FIGURES = {
    "plots": ("plot_frequency", "save_figure"),
    "plots_interviews": ("plot_saturation", "plot_strips", "plot_timeline"),
    "plots_links": ("plot_framework", "plot_network"),
    "plots_matrices": ("plot_dots", "plot_heat"),
}


def __getattr__(name: str) -> Any:
    """Load the figures and the browser when they are first asked for."""
    if name in ("CountedTable", "browse"):
        from toolkit.counting import widget

        return getattr(widget, name)
    for module, names in FIGURES.items():
        if name in names:
            return getattr(import_module(f"toolkit.counting.{module}"), name)
    raise AttributeError(f"module 'toolkit.counting' has no attribute {name!r}")
