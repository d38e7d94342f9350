"""A notebook that was executed with the desk of names, saved with everything that Jupyter saves: no name in it."""

import json
from pathlib import Path

import nbclient
import nbformat
import pytest
from desk_of_names import FORMS

from toolkit.transcripts.coffre_files import read_name_table

HERE = Path(__file__).parent
CELLS = (
    "import sys\nsys.path.insert(0, {here!r})\n"
    "from desk_of_names import proposals, readings\nfrom toolkit import transcripts",
    "desk = transcripts.names_desk(readings(), decisions=proposals(), candidates={{}}, coffre={coffre!r})\ndesk",
    "line = next(iter(desk.snapshot()['lines']))[0]\n"
    "desk.receive(dict(v=1, type='op', view='a', seq=1, base_rev=0, op='decide', ids=[line], decision='accepted'))\n"
    "desk.receive(dict(v=1, type='hello', view='a'))\n"
    "desk.receive(dict(v=1, type='ask', view='a', seq=2, ask='contexts', id=line, document='', offset=0))\n"
    "desk",
    "desk.do('decide', ids=[line], decision='accepted', replacement='Karim')",
)


@pytest.mark.slow
def test_a_notebook_executed_with_the_desk_holds_no_name_anywhere(tmp_path):
    coffre = tmp_path / "coffre"
    coffre.mkdir()
    cells = [nbformat.v4.new_code_cell(cell.format(here=str(HERE), coffre=str(coffre))) for cell in CELLS]
    cells[-1].metadata["tags"] = ["raises-exception"]
    notebook = nbformat.v4.new_notebook(cells=cells)
    place = {"metadata": {"path": str(tmp_path)}}

    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", store_widget_state=True, resources=place
    ).execute()
    for cell in notebook.cells:
        cell.source = ""
    nbformat.write(notebook, tmp_path / "essai.ipynb")
    saved = (tmp_path / "essai.ipynb").read_text(encoding="utf-8")

    assert "1 forme décidée sur 24" in saved
    states = json.loads(saved)["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    ours = next(state["state"] for state in states.values() if state["model_name"] == "AnyModel")
    assert ours["kind"] == "names"
    assert ours["rev"] == 1
    assert "nom réel" in saved
    assert [name.decision for name in read_name_table(coffre / "noms.csv")].count("accepted") == 1
    words = {word for form, _type, new in FORMS for word in (form, new) if not word.startswith("[")}
    assert [word for word in sorted(words) if word in saved] == []
