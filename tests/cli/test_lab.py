"""``carnet lab``: JupyterLab in French, and no cell output ever written to disk."""

import contextlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import toolkit.cli
from toolkit import new_study

CONFIG = Path(toolkit.cli.__file__).parent / "jupyter"
SECRET = "Wastrelin a dit : on s’entraide 😀"
TOKEN = "jeton-de-test"


def notebook() -> dict[str, Any]:
    shown = {"output_type": "stream", "name": "stdout", "text": [SECRET]}
    rich = {"output_type": "display_data", "data": {"text/html": [SECRET]}, "metadata": {}}
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "widgets": {"state": {"x": SECRET}},
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
        },
        "cells": [
            {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Mon carnet"},
            {
                "cell_type": "code",
                "id": "b",
                "metadata": {"tags": ["à garder"]},
                "execution_count": 7,
                "source": "etude",
                "outputs": [shown, rich],
            },
        ],
    }


@pytest.fixture(scope="module")
def config() -> Any:
    """The configuration as Jupyter reads it."""
    made = SimpleNamespace(FileContentsManager=SimpleNamespace())
    names = runpy.run_path(str(CONFIG / "jupyter_server_config.py"), init_globals={"get_config": lambda: made})
    assert made.FileContentsManager.pre_save_hook is names["clear_outputs"]
    return made


def test_a_notebook_is_saved_without_what_its_cells_showed(config):
    model = {"type": "notebook", "content": notebook()}

    config.FileContentsManager.pre_save_hook(model=model, path="x.ipynb", contents_manager=None)

    markdown, code = model["content"]["cells"]
    assert markdown["source"] == "# Mon carnet"
    assert (code["outputs"], code["execution_count"], code["source"]) == ([], None, "etude")
    assert code["metadata"] == {"tags": ["à garder"]}
    assert SECRET not in json.dumps(model, ensure_ascii=False)


@pytest.mark.slow
def test_a_text_shown_in_a_cell_is_not_saved_with_the_notebook(config, study, tmp_path):
    import nbclient
    import nbformat

    study.close()
    cells = [
        nbformat.v4.new_code_cell(f"from toolkit import open_study\netude = open_study({str(study.folder)!r})"),
        nbformat.v4.new_code_cell("etude.transcripts['E01'].show()"),
        nbformat.v4.new_code_cell("etude.transcripts['E01']"),
        nbformat.v4.new_code_cell("etude.close()"),
    ]
    made = nbformat.v4.new_notebook(cells=cells)

    nbclient.NotebookClient(made, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [json.dumps(cell.outputs, ensure_ascii=False) for cell in made.cells]
    model = {"type": "notebook", "content": made}
    config.FileContentsManager.pre_save_hook(model=model, path="x.ipynb", contents_manager=None)

    assert ["on s’est entraidé·es" in outputs for outputs in shown] == [False, True, False, False]
    assert "on s’est entraidé·es" not in json.dumps(made, ensure_ascii=False)


@pytest.mark.parametrize("model", [{"type": "file", "content": "texte"}, {"type": "notebook"}, {"type": "directory"}])
def test_what_is_no_notebook_is_saved_as_it_is(config, model):
    before = json.loads(json.dumps(model))

    config.FileContentsManager.pre_save_hook(model=model, path="x", contents_manager=None)

    assert model == before


@dataclass
class Server:
    """A JupyterLab that ``carnet lab`` opened."""

    study: Path
    url: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def ask(self, path: str, *, method: str = "GET", body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode("utf-8")
        headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=headers)
        # No proxy of this machine stands between two programs of this machine.
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as answer:
            return json.loads(answer.read())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, helpers: Any) -> Any:
    home = tmp_path_factory.mktemp("Dossier de Zoé")
    study = home / "étude pairs"
    new_study(study, title="Étés").close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (home / "jupyter").mkdir()
    # Containers run as root, which Jupyter refuses by itself; a person's own settings are read after Carnet's.
    own = {"ServerApp": {"allow_root": True, "port_retries": 0}}
    (home / "jupyter" / "jupyter_server_config.json").write_text(json.dumps(own), encoding="utf-8")
    env = helpers.environment(
        home,
        JUPYTER_CONFIG_PATH=str(home / "jupyter"),
        JUPYTER_CONFIG_DIR=str(home / "réglages"),
        JUPYTER_DATA_DIR=str(home / "données-jupyter"),
        JUPYTER_RUNTIME_DIR=str(home / "runtime"),
        JUPYTER_PORT=str(port),
        JUPYTER_TOKEN=TOKEN,
        HOME=str(home),
    )
    log = home / "journal.txt"
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "toolkit.cli", "lab", str(study), "--no-browser"],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    made = Server(study, f"http://127.0.0.1:{port}", process, log)
    deadline = time.monotonic() + 60
    try:
        while True:
            assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8", errors="replace")
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                made.ask("/api/status")
                break
            time.sleep(0.1)
        yield made
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the server of the test is stopped as Unix does")


@pytest.mark.slow
def test_a_notebook_saved_by_the_page_is_empty_of_outputs_on_disk(server):
    body = {"type": "notebook", "format": "json", "content": notebook()}

    server.ask("/api/contents/notebooks/essai.ipynb", method="PUT", body=body)

    path = server.study / "notebooks" / "essai.ipynb"
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert [cell.get("outputs") for cell in saved["cells"]] == [None, []]
    assert saved["cells"][1]["source"] in ("etude", ["etude"])
    assert "s’entraide" not in "".join(one.read_text("utf-8") for one in server.study.rglob("*.ipynb"))


@pytest.mark.slow
def test_a_checkpoint_holds_no_output_either(server):
    body = {"type": "notebook", "format": "json", "content": notebook()}
    server.ask("/api/contents/notebooks/autre.ipynb", method="PUT", body=body)

    server.ask("/api/contents/notebooks/autre.ipynb/checkpoints", method="POST")

    copies = [path for path in server.study.rglob("*.ipynb") if ".ipynb_checkpoints" in path.parts]
    assert copies
    assert not any("Wastrelin" in path.read_text(encoding="utf-8") for path in copies)


@pytest.mark.slow
def test_the_page_is_in_french_and_fetches_no_news(server):
    language = server.ask("/lab/api/settings/@jupyterlab/translation-extension:plugin")
    news = server.ask("/lab/api/settings/@jupyterlab/apputils-extension:notification")
    words = server.ask("/lab/api/translations/fr_FR")

    assert language["schema"]["properties"]["locale"]["default"] == "fr_FR"
    assert news["schema"]["properties"]["fetchNews"]["default"] == "false"
    assert news["schema"]["properties"]["checkForUpdates"]["default"] is False
    assert "Fichier" in json.dumps(words["data"], ensure_ascii=False)


@pytest.mark.slow
def test_the_server_shows_the_study_and_only_to_this_computer(server):
    names = {one["name"] for one in server.ask("/api/contents/")["content"]}
    told = server.log.read_text(encoding="utf-8")

    assert {"study.db", "notebooks", "outputs"} <= names
    assert "JupyterLab s’ouvre sur" in told
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(server.url + "/api/contents/", timeout=20)
    assert "0.0.0.0" not in told


@pytest.mark.slow
def test_control_c_stops_the_server_and_the_command_answers_zero(server):
    os.killpg(server.process.pid, signal.SIGINT)

    assert server.process.wait(timeout=60) == 0
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        server.ask("/api/status")
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_lab_tells_the_notebooks_that_they_keep_nothing(carnet, tmp_path, monkeypatch):
    new_study(tmp_path / "étude").close()
    told = {}

    class Server:
        def __init__(self, command, *, env):
            told.update(env)

        def __enter__(self):
            return self

        def __exit__(self, *_fault):
            return None

        def wait(self):
            return 0

    monkeypatch.setattr(subprocess, "Popen", Server)

    assert carnet("lab", tmp_path / "étude", "--no-browser").code == 0
    assert told["CARNET_LAB"] == "1"
    assert told["JUPYTER_CONFIG_PATH"].startswith(str(CONFIG))


def test_lab_passes_on_that_the_server_could_not_start(carnet, tmp_path, monkeypatch):
    new_study(tmp_path / "étude").close()
    monkeypatch.setattr(sys, "executable", "/bin/false" if Path("/bin/false").exists() else "/usr/bin/false")

    assert carnet("lab", tmp_path / "étude", "--no-browser").code == 2
