"""The desk of names in JupyterLab itself: keys, a cell that is at work, a saved notebook, a kernel that stops."""

import json
from pathlib import Path

import pytest
from desk_of_names import FORMS, NAMES

from toolkit.transcripts.coffre_files import read_name_table

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TRANSCRIPTS = Path(__file__).resolve().parents[1] / "transcripts"
DESK = """import sys
sys.path.insert(0, {path!r})
from desk_of_names import proposals, readings
from toolkit import transcripts
desk = transcripts.names_desk(readings(), decisions=proposals(), candidates={{}}, coffre={coffre!r})
desk"""
BUSY = """import time
from pathlib import Path
while not Path({go!r}).exists():
    time.sleep(0.02)"""

SHOWN = """([rank, text]) => jupyterapp.shell.currentWidget.content.widgets[rank].model.outputs.toJSON()[0]
  ?.data?.['text/plain'] === text"""


def test_names_are_decided_while_another_cell_works_and_the_saved_notebook_holds_none(lab, tmp_path):
    coffre, go = tmp_path / "coffre", tmp_path / "go"
    coffre.mkdir()
    cells = [DESK.format(path=str(TRANSCRIPTS), coffre=str(coffre)), BUSY.format(go=str(go)), "desk.undecided"]
    page = lab.open(cells)

    # « Run all »: the desk must open although the next cell does not end.
    for rank in range(3):
        lab.run(rank)
    desk = page.locator(".carnet-names[data-ready='1']")
    try:
        desk.wait_for()
    except Exception:
        pytest.fail(lab.outputs())
    desk.get_by_role("listbox").focus()
    page.keyboard.press("1")
    page.keyboard.press("b")
    page.keyboard.press("3")
    page.locator(".carnet-names[data-done='2'][data-standing='kept']").wait_for()
    assert not go.exists()
    go.touch()
    page.wait_for_function(SHOWN, arg=[2, "22"])
    page.keyboard.press("e")
    page.keyboard.type("Maëlle 🙂")
    page.keyboard.press("Enter")
    page.locator(".carnet-names[data-done='3'][data-standing='kept']").wait_for()
    saved = lab.save()

    rows = [name for name in read_name_table(coffre / "noms.csv") if name.decision != "undecided"]
    assert sorted(name.decision for name in rows) == ["accepted", "accepted", "rejected"]
    assert "Maëlle 🙂" in [name.replacement for name in rows]
    assert page.evaluate("jupyterapp.shell.currentWidget.content.widgets.length") == 3
    notebook = json.loads(saved)
    states = notebook["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    assert any("AnyModel" in state["model_name"] for state in states.values())
    assert "0 forme décidée sur 24" in saved
    for word in {word for form, _type, new in FORMS for word in (form, new) if not new.startswith("[")} | {
        *NAMES,
        "Maëlle",
    }:
        assert word not in saved.replace(DESK, "")

    lab.restart_kernel()
    desk.get_by_role("listbox").focus()
    page.keyboard.press("1")
    desk.get_by_role("alert").filter(has_text="Python s’est arrêté").wait_for()
    assert page.locator(".carnet-names").get_attribute("data-done") == "3"
    assert lab.away() == []
    assert lab.errors == []
