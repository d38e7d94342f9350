"""Figures of matrices and interviews: they are drawn without a warning, say it in words, keep their labels apart."""

import itertools

import pandas as pd
import pytest

from toolkit.counting import (
    cooccurrence,
    crosstab,
    for_audience,
    framework,
    frequency,
    plot_dots,
    plot_framework,
    plot_heat,
    plot_network,
    plot_saturation,
    plot_strips,
    plot_timeline,
    saturation_of,
    save_figure,
)
from toolkit.errors import InvalidValue, UnknownName


@pytest.fixture
def frames(desk):
    return {name: desk.frame(name) for name in ("pieces", "participants", "turns", "codes")}


def drawn(name, frames, *, empty=False):
    pieces = frames["pieces"].iloc[:0] if empty else frames["pieces"]
    among, turns, options = frames["participants"], frames["turns"], {"codes": frames["codes"]}
    if not empty:
        options["coder"] = "C1"
    crossed = crosstab(pieces, columns="statut", among=among, **options)
    return {
        "dots": lambda: plot_dots(frequency(pieces, among=among, **options)),
        "crossed dots": lambda: plot_dots(crossed),
        "heat": lambda: plot_heat(crossed),
        "heat to give out": lambda: plot_heat(for_audience(crossed, "internal"), draft=False),
        "square": lambda: plot_heat(cooccurrence(pieces, how="turn", **options)),
        "network": lambda: plot_network(cooccurrence(pieces, how="participant", **options)),
        "timeline": lambda: plot_timeline(pieces, "E1", turns=turns, **options),
        "strips": lambda: plot_strips(pieces, turns=turns, **options),
        "saturation": lambda: plot_saturation(saturation_of(pieces, orders=20, **options), merges=[1]),
        "framework": lambda: plot_framework(framework(pieces, among=among, **options)),
    }[name]()


NAMES = (
    "dots", "crossed dots", "heat", "heat to give out", "square", "network", "timeline", "strips", "saturation",
    "framework",
)  # fmt: skip


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_written_and_says_itself_in_words(frames, tmp_path, name):
    ax = drawn(name, frames)
    path = save_figure(ax, tmp_path / "figure.png", dpi=50)

    assert path.read_bytes().startswith(b"\x89PNG")
    assert len(ax.get_label()) > 20
    assert "nan" not in ax.get_label().lower()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", NAMES)
def test_nothing_coded_yet_is_a_sentence_and_not_a_warning(frames, tmp_path, name):
    assert save_figure(drawn(name, frames, empty=True), tmp_path / "figure.svg").stat().st_size > 0


def test_a_figure_is_drawn_where_it_is_told(frames):
    from matplotlib.figure import Figure

    ax = Figure().subplots()

    assert plot_dots(frequency(frames["pieces"], among=frames["participants"], coder="C1"), ax) is ax


def test_labels_of_a_network_do_not_cover_each_other():
    rows = [
        (f"E{text}", f"P{text}", code, f"Un code qui a un nom assez long {code}")
        for text in range(8)
        for code in (f"c{text}", f"c{(text + 1) % 8}", "c0")
    ]
    codings = pd.DataFrame(rows, columns=["transcript", "participant", "code", "code_label"])

    ax = plot_network(cooccurrence(codings, how="participant"))
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts if "(" in text.get_text()]

    assert len(boxes) == 8
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


def test_no_word_of_an_interview_enters_a_figure(frames, tmp_path):
    written = save_figure(drawn("timeline", frames), tmp_path / "fil.svg").read_text(encoding="utf-8")

    assert "dimanche" not in written


def test_what_cannot_be_drawn_is_said(frames):
    with pytest.raises(InvalidValue):
        plot_dots(frequency(frames["pieces"], coder="C1"))
    with pytest.raises(UnknownName):
        plot_timeline(frames["pieces"], "E9", turns=frames["turns"], coder="C1")
    with pytest.raises(InvalidValue):
        plot_heat(frequency(frames["pieces"], coder="C1"))
