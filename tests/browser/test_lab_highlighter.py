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
