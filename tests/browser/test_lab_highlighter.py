"""The highlighter in JupyterLab itself: « run all », keys, a saved notebook without words, a kernel that stops."""

import json
from pathlib import Path

import pytest
from text_to_code import CODES, SAID, nouns

from toolkit import new_study, open_study
from toolkit.model import Change, Code, Coding, Memo

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OPEN = """from toolkit import open_study, coding
study = open_study({study!r})
study.coder = "C1"
coding.highlighter(study, "E03")"""
BUSY = """import time
from pathlib import Path
while not Path({go!r}).exists():
    time.sleep(0.02)"""
FROM_PYTHON = 'study.do(coding.accept(study.all(__import__("toolkit.model").model.Coding)))\nprint("fait")'
SHOWN = (
    """rank => jupyterapp.shell.currentWidget.content.widgets[rank].model.outputs.toJSON()[0]?.text === 'fait\\n'"""
)


def test_an_interview_is_coded_while_another_cell_works_and_what_was_saved_is_still_there(lab, tmp_path):
    folder, go = tmp_path / "étude de Zoé", tmp_path / "go"
    with new_study(folder) as study:
        study.do(Change.adding(*nouns(), verb="prepare"))
    cells = [OPEN.format(study=str(folder)), BUSY.format(go=str(go)), FROM_PYTHON]
    page = lab.open(cells, name="codage.ipynb")

    # « Run all »: the text must come although the next cell does not end.
    for rank in range(2):
        lab.run(rank)
    view = page.locator(".carnet-highlighter[data-ready='1']")
    try:
        view.wait_for()
    except Exception:
        pytest.fail(lab.outputs())
    page.locator(".turn").nth(4).focus()
    page.keyboard.press("t")
    page.keyboard.press("Enter")
    page.keyboard.type("Pouvoir d’agir")
    page.keyboard.press("Enter")
    page.locator(".carnet-highlighter[data-codings='8'][data-standing='kept']").wait_for()
    page.keyboard.press("m")
    page.keyboard.type("Une phrase à garder")
    page.keyboard.press("Control+Enter")
    page.locator(".card .memo", has_text="Une phrase à garder").wait_for()
    assert not go.exists()
    go.touch()

    # What another cell changes is seen.
    lab.run(2)
    page.wait_for_function(SHOWN, arg=2)
    page.wait_for_function("document.querySelectorAll('.carnet-highlighter mark.proposed').length === 0")
    assert page.evaluate("jupyterapp.shell.currentWidget.content.widgets.length") == 3
    saved = lab.save("codage.ipynb")
    states = json.loads(saved)["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    assert any("AnyModel" in state["model_name"] for state in states.values())
    assert "passages codés" in saved
    for words in (
        *(said[:24] for _who, said in SAID),
        *(code.label for code in CODES if " " in code.label),
        "Colette",
        "Pouvoir d’agir",
        "Une phrase",
    ):
        assert words not in saved

    # A kernel that stops between the gesture and its answer: the study is what the screen called saved.
    lab.restart_kernel()
    page.locator(".turn").nth(2).focus()
    page.keyboard.press("t")
    page.keyboard.press("1")
    view.get_by_role("alert").filter(has_text="Python s’est arrêté").wait_for()
    on_screen = page.locator(".carnet-highlighter").get_attribute("data-codings")
    with open_study(Path(folder)) as study:
        assert str(len([one for one in study.all(Coding) if one.state != "rejected"])) == on_screen == "8"
        assert study.get(Code, "pouvoir-d-agir").label == "Pouvoir d’agir"
        assert "Une phrase à garder" in {memo.text for memo in study.all(Memo)}
        assert {one.state for one in study.all(Coding)} == {"accepted"}
    assert lab.away() == []
    assert lab.errors == []


FOLLOWERS = "len(study._live._listeners)"
# The kernel dies when it is asked to write, or when it has just written and has not yet said so.
BEFORE = "import os\ntype(study).do = lambda *given, **more: os._exit(9)\n'mourra'"
AFTER = "import os\nstudy.subscribe(lambda change: os._exit(9))\n'mourra'"
ANSWER = """([rank, text]) => jupyterapp.shell.currentWidget.content.widgets[rank].model.outputs.toJSON()[0]
  ?.data?.['text/plain'] === text"""
ALONE = "() => jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"


def passages(folder):
    """What the study holds, whoever has it open."""
    with open_study(folder) as study:
        return {(one.quote, one.code) for one in study.all(Coding) if one.state != "rejected"}


def test_a_cell_run_again_two_views_and_a_kernel_that_dies_at_the_worst_moment(lab, tmp_path):
    folder = tmp_path / "étude de Zoé"
    with new_study(folder) as study:
        study.do(Change.adding(*nouns(), verb="prepare"))
    page = lab.open([OPEN.format(study=str(folder)), FOLLOWERS, BEFORE, AFTER], name="deux vues.ipynb")
    # The views of the cell, and that of a tab of its own.
    views = page.locator(".carnet-highlighter[data-ready='1']")

    # A cell that is run again leaves one view and one follower.
    for _run in range(3):
        lab.run(0)
        lab.run(1)
        page.wait_for_function(ANSWER, arg=[1, "1"])
        views.wait_for()
        page.evaluate("jupyterapp.shell.currentWidget.content.widgets[1].model.clearExecution()")
    assert views.count() == 1

    # By mouse; a second view of the output follows, and the first follows it.
    line = page.locator(".turn").nth(4).locator(".words")
    line.dblclick(position={"x": 12, "y": 10})
    page.locator(".carnet-highlighter .code", has_text="L’été").first.click()
    page.locator(".carnet-highlighter[data-codings='8'][data-standing='kept']").wait_for()
    notebook = page.evaluate("jupyterapp.shell.currentWidget.id")
    page.evaluate(
        "() => { jupyterapp.shell.currentWidget.content.activeCellIndex = 0;"
        " void jupyterapp.commands.execute('notebook:create-output-view'); }"
    )
    page.locator(".carnet-highlighter[data-ready='1'][data-codings='8']").nth(1).wait_for()
    other = views.nth(1)
    other.locator(".turn").nth(2).focus()
    page.keyboard.press("t")
    page.keyboard.press("1")
    page.locator(".carnet-highlighter[data-codings='9'][data-standing='kept']").nth(1).wait_for()
    page.evaluate("id => { jupyterapp.shell.currentWidget.close(); jupyterapp.shell.activateById(id); }", notebook)
    page.wait_for_function("document.querySelectorAll('.carnet-highlighter').length === 1")
    assert passages(folder) >= {("Qui", "ete"), ("Et après ?", "ete")}

    # The kernel dies between the gesture and its answer: the reopened study is what the screen called saved.
    for rank, written in ((2, False), (3, True)):
        lab.run(0)
        page.locator(".carnet-highlighter[data-standing='kept']").first.wait_for()
        lab.run(rank)
        page.wait_for_function(ANSWER, arg=[rank, "'mourra'"])
        view = views.first
        saved = passages(folder)
        assert view.get_attribute("data-codings") == str(len(saved))
        view.locator(".turn").nth(7).focus()
        page.keyboard.press("t")
        page.keyboard.press("2")
        view.locator("mark.asked").wait_for()
        view.get_by_role("alert").filter(has_text="Python").wait_for()
        assert view.locator(".saved").inner_text() != "Tout est enregistré"
        assert view.locator("mark.asked").count() == 1
        # Jupyter says by itself that the kernel died, and starts another.
        page.get_by_role("button", name="Ok").click()
        page.wait_for_function(ALONE)
        lost = passages(folder) - saved
        assert len(lost) == (1 if written else 0)
    lab.run(0)
    page.locator(".carnet-highlighter[data-standing='kept']").first.wait_for()
    assert views.first.get_attribute("data-codings") == str(len(passages(folder)))
    assert lab.away() == []
