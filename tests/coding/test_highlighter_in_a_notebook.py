"""A notebook executed with the highlighter, saved with all that Jupyter saves: no word of the interview in it."""

import json
from pathlib import Path

import nbclient
import nbformat
import pytest
from text_to_code import CODES, SAID

HERE = Path(__file__).parent
CELLS = (
    "import sys\nsys.path.insert(0, {here!r})\nfrom text_to_code import desk, transcript\nfrom toolkit import coding",
    "view = coding.highlighter(desk(), 'E03', coder='C1')\nview",
    "view.receive(dict(v=1, type='hello', view='a'))\n"
    "view.receive(dict(v=1, type='op', view='a', seq=1, base_rev=0, op='mark', start=15, end=30,\n"
    "                  fingerprint=transcript().fingerprint, label='Pouvoir', memo='Qui donc'))\nview",
    "view.do('mark', start=10**6, end=10**6 + 3, fingerprint=transcript().fingerprint, code='aide')",
)


@pytest.mark.slow
def test_a_notebook_executed_with_the_highlighter_holds_counts_and_no_word(tmp_path):
    cells = [nbformat.v4.new_code_cell(cell.format(here=str(HERE))) for cell in CELLS]
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

    states = json.loads(saved)["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    ours = next(state["state"] for state in states.values() if state["model_name"] == "AnyModel")
    assert (ours["kind"], ours["rev"]) == ("highlighter", 1)
    assert "6 passages codés" in saved
    assert "InvalidValue" in saved
    labels = [code.label for code in CODES if len(code.label) > 9]
    for words in (*(said[:16] for _who, said in SAID), *labels, "Colette", "Pouvoir", "Qui donc"):
        assert words not in saved
