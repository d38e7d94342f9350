"""Every notebook that ships runs from top to bottom, and what it shows by itself holds nobody's words."""

from pathlib import Path

import nbclient
import nbformat
import pytest

from toolkit import shipped
from toolkit.transcripts import read_all

NOTEBOOKS = sorted(shipped.folder("notebooks").glob("*.ipynb"))
EXAMPLE = shipped.folder("examples") / "travailleurs-pairs"


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def executed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    notebook = nbformat.read(request.param, as_version=4)
    folder = tmp_path_factory.mktemp("carnet de l'été")
    nbclient.NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def shown(notebook: nbformat.NotebookNode) -> str:
    """Everything that the saved notebook would keep: outputs and widget state."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return str([{k: v for k, v in output.items() if k != "metadata"} for output in outputs]) + str(
        notebook.metadata.get("widgets", "")
    )


def test_there_is_a_walk_through_the_six_rooms():
    assert NOTEBOOKS[0].name == "00_parcours.ipynb"
    text = NOTEBOOKS[0].read_text(encoding="utf-8")
    for room in (
        "## 1. Guides",
        "## 2. Entretiens",
        "## 3. Codage",
        "## 4. Avis",
        "## 5. Comptage",
        "## 6. Restitution",
    ):
        assert room in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_ship_without_outputs(path: Path):
    notebook = nbformat.read(path, as_version=4)

    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)


@pytest.mark.slow
def test_a_notebook_runs_and_shows_nobodys_words(executed: nbformat.NotebookNode):
    said = shown(executed)
    readings = read_all(sorted((EXAMPLE / "raw").iterdir()))
    # The questions of the guides are the researcher's words: they may be shown, whoever is said to ask them.
    texts = [
        reading.said(turn) for reading in readings for turn in reading.turns if reading.role(turn) != "interviewer"
    ]
    asked = " ".join(path.read_text(encoding="utf-8") for path in shipped.folder("interview_guides").glob("*.md"))
    pieces = [text[i : i + 30] for text in texts for i in range(0, max(1, len(text) - 30), 15) if len(text) >= 30]

    assert not [piece for piece in pieces if piece in said and piece not in asked]


@pytest.mark.slow
def test_a_notebook_shows_no_real_name(executed: nbformat.NotebookNode):
    from toolkit.formats.sheets import read_table

    forms = read_table(EXAMPLE / "noms.csv").column("form")
    said = shown(executed)

    assert not [form for form in forms if len(form) > 4 and form in said]


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_cell_can_be_run_twice(path: Path, tmp_path: Path):
    notebook = nbformat.read(path, as_version=4)
    again = [
        copy
        for cell in notebook.cells
        for copy in ([cell, nbformat.v4.new_code_cell(cell.source)] if cell.cell_type == "code" else [cell])
    ]
    notebook.cells = again

    nbclient.NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(tmp_path)}}).execute()

    assert len(notebook.cells) > len(nbformat.read(path, as_version=4).cells)
