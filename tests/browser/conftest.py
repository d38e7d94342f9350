"""A real Chromium for the pages, or a skip that says so. Every page is watched: no request, no error."""

import os
import runpy
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--force-device-scale-factor=1",
]
# CARNET_LATE=150 makes whatever a page puts off wait that long: a test, or a gesture, that relied on luck then fails.
LATE = """(() => {
  const late = (window.late = %d);
  const frame = window.requestAnimationFrame.bind(window);
  const wait = window.setTimeout.bind(window);
  window.requestAnimationFrame = (then) => frame(() => wait(() => then(performance.now()), late));
  window.setTimeout = (then, delay = 0, ...rest) => wait(then, delay + late, ...rest);
})();"""
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    *(
        str(Path(os.environ.get(root, "-")) / rest)
        for root in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        for rest in ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
    ),
)


def browser_program() -> str | None:
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in PLACES if Path(place).is_file()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    program = browser_program()
    if program is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine: the pages were not tried in a browser")
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, headless=True, args=ARGS)
        yield running
        running.close()


class Watched:
    """A page and everything it did that it should not: requests that leave, errors, refusals of its policy."""

    def __init__(self, page: "Page"):
        self.page = page
        self.requests: list[str] = []
        self.refused: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", self._failed)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)

    def _failed(self, request: Any) -> None:
        # The browser tells of a request even when the policy of the page stopped it before it went out.
        if "csp" in (request.failure or "").lower():
            self.refused.append(request.url)

    def left(self) -> list[str]:
        """What went out of this machine, or tried to."""
        away = [url for url in self.requests if not url.startswith(("file:", "blob:", "data:"))]
        return [url for url in away if url not in self.refused]


@pytest.fixture
def opened(browser: "Browser", tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    """Open HTML as a supervisor does, from a file; at the end nothing may have left nor failed."""
    contexts: list[Any] = []
    watched: list[Watched] = []

    def open_page(
        html: str,
        *,
        name: str = "avis à relire.html",
        context: Any = None,
        prepare: Callable[["Page"], None] = lambda page: None,
        **options: Any,
    ) -> Watched:
        path = tmp_path / name
        path.write_text(html, encoding="utf-8", newline="\n")
        if context is None:
            options = {"viewport": {"width": 1280, "height": 900}, "accept_downloads": True, **options}
            context = browser.new_context(**options)
            contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if late := os.environ.get("CARNET_LATE"):
            page.add_init_script(LATE % int(late))
        seen = Watched(page)
        watched.append(seen)
        prepare(page)
        page.goto(path.as_uri())
        page.wait_for_selector("#carnet[data-ready]")
        return seen

    yield open_page
    left = [url for seen in watched for url in seen.left()]
    errors = [error for seen in watched for error in seen.errors]
    for context in contexts:
        context.close()
    assert left == []
    assert errors == []


@pytest.fixture(scope="session")
def lab(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real JupyterLab, one for all the tests that need it (``lab.py``)."""
    if sys.platform == "win32":
        pytest.skip("the server of the test is stopped as Unix does")
    running = runpy.run_path(str(Path(__file__).with_name("lab.py")))["running_lab"]
    with running(tmp_path_factory.mktemp("Lab de Zoé"), browser) as lab:
        yield lab
