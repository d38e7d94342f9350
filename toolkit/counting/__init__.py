"""Counting: how many people, in which unit, out of how many; never a number without its extracts."""

from typing import TYPE_CHECKING, Any

from toolkit.counting.cooccurrences import cooccurrence
from toolkit.counting.crossing import crosstab
from toolkit.counting.crosstabs import Crosstab
from toolkit.counting.disclosure import THRESHOLDS
from toolkit.counting.frequencies import frequency
from toolkit.counting.pairs import Cooccurrence
from toolkit.counting.wording import said
from toolkit.formats.tables import Table

if TYPE_CHECKING:
    from toolkit.counting.plots import plot_frequency, save_figure

__all__ = [
    "THRESHOLDS",
    "Cooccurrence",
    "Crosstab",
    "Table",
    "cooccurrence",
    "crosstab",
    "frequency",
    "plot_frequency",
    "said",
    "save_figure",
]


def __getattr__(name: str) -> Any:
    """Load the figures when they are first asked for."""
    if name in ("plot_frequency", "save_figure"):
        from toolkit.counting import plots

        return getattr(plots, name)
    raise AttributeError(f"module 'toolkit.counting' has no attribute {name!r}")
