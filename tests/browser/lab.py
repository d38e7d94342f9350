"""A real JupyterLab on a folder of the test, driven by its commands and read from its model, never from pixels.

Few tests need it (each takes seconds): what a component does is tried on the bench of ``harness.py``; here only what
Jupyter itself may break: the line to the kernel, the keys that the notebook wants too, what it saves.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOKEN = "jeton-de-test"
ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
    # The worst case for what a notebook keeps: the state of widgets is saved with it.
    "@jupyter-widgets/jupyterlab-manager/plugin": {"saveState": True},
}
# « Run » before the session is ready would open a dialog and never end.
READY = """async () => {
  const shown = jupyterapp.shell.currentWidget;
  await shown.revealed; await shown.context.ready; await shown.sessionContext.ready;
  const start = Date.now();
  while (shown.sessionContext.session?.kernel?.status !== 'idle') {
    if (Date.now() - start > 60000) throw Error('the kernel did not start');
    await new Promise((again) => setTimeout(again, 25));
  }
}"""
RUN = """rank => {
  jupyterapp.shell.currentWidget.content.activeCellIndex = rank;
  void jupyterapp.commands.execute('notebook:run-cell');
}"""


def _environment(home: Path) -> dict[str, str]:
    """Everything that Jupyter reads or writes lies in the folder of the test."""
    settings = home / "réglages-lab"
    for name, value in SETTINGS.items():
        path = settings / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value), encoding="utf-8")
    import anywidget

    # An environment may lend its packages to another: the parts that JupyterLab loads lie beside the package.
    beside = [str(parent / "share" / "jupyter") for parent in Path(anywidget.__file__).parents[3:5]]
    return {
        **os.environ,
        "HOME": str(home),
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "données"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_PATH": os.pathsep.join(beside),
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "espaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "CARNET_LANG": "fr",
    }


def _application() -> list[str]:
    """The folder of JupyterLab's pages, when it is not where this Python looks."""
    import jupyterlab

    for parent in Path(jupyterlab.__file__).parents:
        place = parent / "share" / "jupyter" / "lab"
        if place.is_dir():
            return [f"--LabApp.app_dir={place}"]
    return []


class Lab:
    """A server that runs, and the notebook that is open in it."""

    def __init__(self, folder: Path, url: str, browser: "Browser"):
        self.folder, self.url, self.browser = folder, url, browser
        self.page: Any = None
        self.requests: list[str] = []
        self.errors: list[str] = []

    def open(self, cells: Sequence[str], *, name: str = "essai.ipynb") -> "Page":
        """Write a notebook of these cells, open it, wait for its kernel."""
        import nbformat

        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, self.folder / name)
        if self.page is None:
            context = self.browser.new_context(viewport={"width": 1400, "height": 1000})
            self.page = context.new_page()
            self.page.set_default_timeout(30_000)
            self.page.on("request", lambda request: self.requests.append(request.url))
            self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{self.url}/lab/tree/{name}?token={TOKEN}&reset")
        self.page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.sessionContext")
        self.page.evaluate(READY)
        return self.page

    def run(self, rank: int) -> None:
        """Run one cell, without waiting for it."""
        self.page.evaluate(RUN, rank)

    def restart_kernel(self) -> None:
        """Restart the kernel: every widget loses its Python."""
        self.page.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.restartKernel(); }")

    def save(self, name: str = "essai.ipynb") -> str:
        """Save the notebook as a person does and return what is on the disk."""
        self.page.evaluate("async () => { await jupyterapp.commands.execute('docmanager:save'); }")
        return (self.folder / name).read_text(encoding="utf-8")

    def outputs(self) -> str:
        """What every cell shows, to read when a test fails."""
        return str(
            self.page.evaluate(
                "() => JSON.stringify(jupyterapp.shell.currentWidget.content.widgets.map("
                "(cell) => cell.model.outputs?.toJSON()))"
            )
        )

    def away(self) -> list[str]:
        """Requests that did not stay on this machine."""
        near = (self.url, self.url.replace("http", "ws", 1), "blob:", "data:", "about:")
        return [url for url in self.requests if not url.startswith(near)]

    def close(self) -> None:
        """Stop the kernels and the page."""
        if self.page is not None:
            with contextlib.suppress(Exception):
                self.page.evaluate("async () => { await jupyterapp.serviceManager.sessions.shutdownAll(); }")
            self.page.context.close()
            self.page = None


@contextlib.contextmanager
def running_lab(home: Path, browser: "Browser") -> Iterator[Lab]:
    """A JupyterLab of its own, in a group of processes of its own; stopped at the end, kernels too."""
    folder = home / "carnets de l’été"
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root"]
    command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"]
    command += ["--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly", *_application()]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    log = home / "journal.txt"
    with log.open("wb") as told:
        process = subprocess.Popen(
            command,
            env=_environment(home),
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(process, f"{url}/api/status?token={TOKEN}", log)
        lab = Lab(folder, url, browser)
        yield lab
        lab.close()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    deadline = time.monotonic() + 90
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        assert time.monotonic() < deadline, log.read_text(encoding="utf-8", errors="replace")
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            direct.open(address, timeout=5),
        ):
            return
        time.sleep(0.1)
