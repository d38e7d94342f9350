"""A counted table as an intern opens it: by mouse, by keyboard, in the dark, many extracts, Python gone."""

import runpy
from pathlib import Path

import pandas as pd
import pytest

from toolkit.counting import browse, crosstab

pytestmark = pytest.mark.browser
bench_opener = runpy.run_path(str(Path(__file__).with_name("harness.py")))["bench_opener"]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PEOPLE = {"P1": "bénévole", "P2": "bénévole", "P3": "salariée", "P4": "salariée"}
SAID = "On s’entraide, voilà 🙂, même quand c’est <b>dur</b> : le dimanche surtout."


def table(many: int = 1):
    rows = [
        (f"E{i}", 2 * n + 1, 100 * n, 100 * n + 60, code, label, person, f"{SAID} ({n})")
        for i, person in enumerate(PEOPLE)
        for n in range(many)
        for code, label in (("entraide", "Entraide & coups de main"), ("fatigue", "Fatigue"))
        if code == "entraide" or i == 2
    ]
    columns = ["transcript", "turn", "start", "end", "code", "code_label", "participant", "quote"]
    people = pd.DataFrame({"participant": list(PEOPLE), "statut": list(PEOPLE.values())})
    return crosstab(pd.DataFrame(rows, columns=columns), columns="statut", among=people)


@pytest.fixture
def show(opened):
    bench_of = bench_opener(opened)

    def show(*, many=1, lang="fr", **options):
        return bench_of(browse(table(many), lang=lang), **options)

    return show


def test_a_click_on_a_number_shows_its_extracts_and_a_zero_does_not_open(show):
    page = show().page

    page.get_by_role("button", name="2 : lire les extraits de « Entraide & coups de main », bénévole (N = 2)").click()

    page.locator(".extracts[data-shown='2']").wait_for()
    assert page.locator(".extracts blockquote").all_inner_texts() == [f"{SAID} (0)"] * 2
    assert page.locator(".extracts .where").all_inner_texts() == ["E0, tour 1 · P1", "E1, tour 1 · P2"]
    assert page.locator("td", has_text="0").locator("button").count() == 0
    assert page.locator(".extracts b").count() == 0


def test_arrows_enter_and_escape_do_the_same(show):
    page = show().page
    press = page.keyboard.press
    page.locator(".cell[tabindex='0']").focus()

    press("ArrowRight")
    press("ArrowDown")
    press("Enter")
    page.locator(".extracts[data-shown='1']").wait_for()
    assert page.locator(".extracts h2").inner_text().startswith("Fatigue")
    press("Escape")

    assert page.locator(".extracts").is_hidden()
    assert page.evaluate("document.activeElement.dataset.line") == "1"


def test_many_extracts_come_by_pages(show):
    page = show(many=40).page

    page.locator(".cell").first.click()
    page.locator(".extracts[data-shown='50']").wait_for()
    page.get_by_role("button", name="Voir plus d’extraits").click()

    page.locator(".extracts[data-shown='80']").wait_for()
    assert page.get_by_role("button", name="Voir plus d’extraits").is_hidden()


def test_the_last_cell_opened_is_the_one_that_is_read(show):
    page = show(many=3).page

    page.locator("[data-line='0'][data-column='1']").click()
    page.locator("[data-line='1'][data-column='2']").click()

    page.locator(".extracts[data-shown='3']").wait_for()
    assert page.locator(".extracts li").count() == 3
    assert page.locator(".cell[aria-pressed='true']").count() == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_an_automatic_reader_of_accessibility_finds_nothing_to_say(show, dark):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: python -m toolkit.web.build installs it")
    page = show(dark=dark).page
    page.locator(".cell").first.click()
    page.locator(".extracts[data-shown]").wait_for()

    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run('#carnet').then((result) => result.violations)")

    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def test_python_that_stopped_is_said(show):
    bench = show()
    bench.page.evaluate("window.bench.dead = true")

    bench.page.locator(".cell").first.click()

    bench.page.locator(".banner.dead").wait_for()


def test_on_a_narrow_screen_the_extracts_come_into_sight(show):
    page = show(viewport={"width": 600, "height": 420}).page

    page.locator(".cell").first.click()
    page.locator(".extracts[data-shown='2']").wait_for()

    box = page.locator(".extracts h2").bounding_box()
    assert box is not None
    assert box["y"] < 420


def test_the_table_speaks_english_when_asked(show):
    page = show(lang="en").page

    assert page.locator(".hint").inner_text().startswith("Open a number")
