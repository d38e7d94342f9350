"""The highlighter in a real JupyterLab: how long until it can be used, a code is drawn, a code is on the disk."""

import os
import runpy
import statistics
import sys
from pathlib import Path
from typing import Any

from benchmarks.harness import ROOT
from benchmarks.sides import SENTENCE

GESTURES = 30
CELL = """from toolkit import coding, open_study
study = open_study({folder!r})
coding.highlighter(study, "E01", coder="C1")"""
VIEW = ".carnet-highlighter"
# From the gesture that runs the cell to the moment when the view says that it is drawn.
RUN = """async rank => {
  const notebook = jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = rank;
  const from = performance.now();
  void jupyterapp.commands.execute('notebook:run-cell');
  while (!document.querySelector('.carnet-highlighter[data-ready]')) {
    await new Promise((next) => requestAnimationFrame(next));
  }
  return performance.now() - from;
}"""
# A key that puts a code: until the frame that shows it is painted, then until Python said that it is on the disk.
CODE = """async turn => {
  const root = document.querySelector('.carnet-highlighter');
  const key = (key, code) => root.querySelector('.turn[tabindex="0"]')
    .dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true }));
  key('j', 'KeyJ');
  key('s', 'KeyS');
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const acked = Number(root.dataset.acked), from = performance.now();
  key('1', 'Digit1');
  if (!root.querySelector('mark.asked')) throw Error('nothing was drawn');
  const painted = new Promise((next) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => next(performance.now() - from);
    port2.postMessage(0);
  }));
  const kept = new Promise((next) => {
    const watch = new MutationObserver(() => {
      if (Number(root.dataset.acked) <= acked || root.dataset.standing !== 'kept') return;
      watch.disconnect();
      next(performance.now() - from);
    });
    watch.observe(root, { attributes: true });
  });
  return [await painted, await kept];
}"""


def study_to_mark(folder: Path, words: int, codings: int) -> None:
    """Make a study of one interview of so many words, so many passages of it coded."""
    from toolkit import new_study
    from toolkit.model import Change, Code, Coder, Participant, Speaker, Transcript, Turn, coding_of

    said = SENTENCE * 3
    text, turns = "", []
    while len(turns) * len(said.split()) < words:
        label = ("Enquêteur" if len(turns) % 2 == 0 else "P01") + " : "
        turns.append(Turn((label[:-3],), len(text), len(text) + len(label), len(text) + len(label) + len(said)))
        text += label + said + "\n"
    speakers = (Speaker("Enquêteur", "interviewer"), Speaker("P01", "participant", "P01"))
    transcript = Transcript("E01", text, tuple(turns), speakers)
    codes = [Code(f"c{number}", f"code {number}") for number in range(40)]
    made = []
    for number in range(codings):
        turn = turns[number * len(turns) // codings]
        start = turn.start + (number * 37) % 180
        made.append(coding_of(transcript, start, start + 30 + number % 70, codes[number * 7 % 40], coder="C1"))
    with new_study(folder) as study:
        study.do(Change.adding(Coder("C1"), Participant("P01"), transcript, *codes, *made, verb="prepare"))


def mark(words: int) -> tuple[dict[str, float], Any]:
    """Open an interview of ``words`` words in JupyterLab and code sentences of it, one a turn."""
    from playwright.sync_api import sync_playwright

    tests = ROOT / "tests" / "browser"
    browser_of = runpy.run_path(str(tests / "conftest.py"))
    lab_of = runpy.run_path(str(tests / "lab.py"))["running_lab"]
    codings = words // 40
    folder, home = Path.cwd() / "étude à coder", Path.cwd() / "lab"
    study_to_mark(folder, words, codings)
    home.mkdir()
    os.environ.setdefault("CARNET_LANG", "fr")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_of["browser_program"](), headless=True, args=browser_of["ARGS"]
        )
        with lab_of(home, browser) as lab:
            page = lab.open([CELL.format(folder=str(folder))])
            ready = page.evaluate(RUN, 0)
            view = page.locator(VIEW)
            first = float(view.get_attribute("data-took") or "nan")
            page.locator(".turn").first.focus()
            page.keyboard.press("1")  # what is called once is not counted
            times = [page.evaluate(CODE, number) for number in range(GESTURES)]
            shown = int(view.get_attribute("data-codings") or 0)
        browser.close()
    from toolkit import open_study
    from toolkit.model import Coding

    with open_study(folder) as study:
        kept = len(study.all(Coding))
    # What the screen calls saved is what is on the disk.
    assert kept == shown == codings + GESTURES
    measures = {
        "ready": ready / 1000,
        "first": first,
        "drawn": statistics.median(drawn for drawn, _kept in times),
        "kept": statistics.median(kept for _drawn, kept in times),
    }
    return measures, {"codings": kept}


if __name__ == "__main__":
    print(mark(int(sys.argv[1])))
