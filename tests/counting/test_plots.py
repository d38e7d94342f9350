import subprocess
import sys

import pandas as pd
import pytest

from toolkit.counting import frequency, plot_frequency, save_figure
from toolkit.counting.plots import alternative_text
from toolkit.errors import InvalidValue


@pytest.fixture
def table(desk):
    return frequency(desk.frame("pieces"), coder="C1", among=desk.frame("participants"), codes=desk.frame("codes"))


def crossed(desk, **options):
    return frequency(desk.frame("pieces"), coder="C1", by="statut", among=desk.frame("participants"), **options)


def test_bars_are_the_counts_and_the_axis_says_unit_and_N(table):
    ax = plot_frequency(table)

    assert [bar.get_width() for bar in ax.patches] == [3, 1, 1, 0]
    assert "N\u00a0=\u00a05" in ax.get_xlabel().replace("N = 5", "N\u00a0=\u00a05")
    assert ax.get_yticklabels()[0].get_text() == "Aide reçue"
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_a_crossed_figure_has_one_bar_per_modality(desk):
    ax = plot_frequency(crossed(desk))

    assert len(ax.containers) == 3
    assert len(ax.figure.legends) == 1


def test_hidden_numbers_are_not_drawn(desk):
    ax = plot_frequency(crossed(desk, profile="public"), draft=False)

    assert len(ax.containers) == 1


def test_the_axes_given_are_those_returned(table):
    from matplotlib.figure import Figure

    mine = Figure().add_subplot()

    assert plot_frequency(table, ax=mine) is mine


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_figure_gives_the_same_bytes_without_interview_words(desk, tmp_path, kind):
    table = crossed(desk)
    first = save_figure(plot_frequency(table), tmp_path / f"a.{kind}")
    second = save_figure(plot_frequency(table), tmp_path / f"b.{kind}")

    assert first.read_bytes() == second.read_bytes()
    assert b"dimanche" not in first.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{kind}", f"b.{kind}"]


def test_a_label_with_dollars_and_emoji_is_drawn_without_warning(tmp_path):
    label = "Payé $5 ou $6 🙂 pour accompagner des personnes très longtemps, la nuit, le dimanche et les jours fériés"
    codings = pd.DataFrame({"participant": ["P1", "P2"], "code": ["a", "b"], "code_label": [label, "🙂"]})

    ax = plot_frequency(frequency(codings))

    assert save_figure(ax, tmp_path / "f.png").stat().st_size > 0
    names = [text.get_text() for text in ax.get_yticklabels()]
    assert "$5" in names[0] + names[1]
    assert all(name.strip() for name in names)


def test_an_empty_table_gives_an_honest_figure(desk, tmp_path):
    ax = plot_frequency(frequency(desk.frame("pieces").iloc[:0]))

    assert save_figure(ax, tmp_path / "f.svg").exists()


def test_the_stamp_of_a_working_document_can_be_taken_off(table, monkeypatch):
    monkeypatch.setenv("CARNET_LANG", "en")

    def texts(ax):
        return [text.get_text() for text in ax.texts]

    assert "working document" in texts(plot_frequency(table))
    assert "working document" not in texts(plot_frequency(table, draft=False))


def test_the_alternative_text_says_the_numbers(table):
    assert "3" in alternative_text(table)
    assert "Aide reçue" in alternative_text(table)


def test_an_unknown_ending_is_refused(table, tmp_path):
    with pytest.raises(InvalidValue):
        save_figure(plot_frequency(table), tmp_path / "f.bmp")


def test_a_notebook_shows_the_axes_as_a_picture(table):
    assert plot_frequency(table)._repr_png_().startswith(b"\x89PNG")


def test_drawing_opens_no_window_and_changes_no_setting(tmp_path):
    code = (
        "import sys, matplotlib; before = matplotlib.rcParams.copy()\n"
        "import pandas as pd\n"
        "from toolkit.counting import frequency, plot_frequency, save_figure\n"
        "t = frequency(pd.DataFrame({'participant': ['P1'], 'code': ['a']}))\n"
        f"save_figure(plot_frequency(t), {str(tmp_path / 'f.svg')!r})\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
        "after = matplotlib.rcParams.copy()\n"
        "assert [k for k in before if k != 'backend' and before[k] != after[k]] == []\n"
    )

    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
