"""What the figures of the room share: colours told apart in grey, plain words, the stamp, the alt text."""

from typing import TYPE_CHECKING, Any, Final

from toolkit.i18n import _

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKERS: Final = ("o", "s", "D", "^", "v", "P")
GREYS: Final = "#767676"


def shades() -> Any:
    """Return a scale from white to dark blue, even in grey (the light half of it stays readable under black)."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("carnet", ["#ffffff", "#cfe1f2", "#6fb0d8", "#1f6fae", "#0b2f5c"])


def ink_on(color: Any) -> str:
    """Return black or white: what is read best on a colour (relative luminance of WCAG)."""
    from matplotlib.colors import to_rgb

    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "black" if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else "white"


def described(ax: "Axes", text: str) -> "Axes":
    """Give a figure its words (alt text): ``ax.get_label()`` holds them, ``save_figure`` writes them in the file."""
    ax.set_label(text)
    return ax


def quiet(ax: "Axes", *, keep: tuple[str, ...] = ("bottom",)) -> None:
    """Take away the frame that says nothing."""
    for side in ("top", "right", "left", "bottom"):
        ax.spines[side].set_visible(side in keep)
    ax.set_axisbelow(True)


def plain(*texts: Any) -> None:
    """Show words as they are: a label with dollars is no formula."""
    for text in texts:
        text.set_parse_math(False)


def stamp(ax: "Axes", *, draft: bool) -> None:
    """Stamp « document de travail » above the right corner."""
    if not draft:
        return
    made = ax.annotate(
        _("working document"),
        xy=(1, 1),
        xycoords="axes fraction",
        xytext=(0, 5),
        textcoords="offset points",
        ha="right",
        va="bottom",
        fontsize=9,
        style="italic",
        color=GREYS,
    )
    made.set_in_layout(True)


def nothing(ax: "Axes", sentence: str) -> "Axes":
    """Say in the middle of the axes why nothing is drawn."""
    ax.text(0.5, 0.5, sentence, transform=ax.transAxes, ha="center", va="center", wrap=True)
    ax.set_xticks([])
    ax.set_yticks([])
    quiet(ax, keep=())
    return described(ax, sentence)
