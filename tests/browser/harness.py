"""A notebook component in a page of its own, with the true Python behind it and no Jupyter between.

The built file of ``toolkit/web/static`` is imported as anywidget does; what it sends goes to ``Hosted.receive`` in
the process of the test, what Python says comes back. ``bench.dead`` in the page cuts the line; ``Bench.mute`` lets
nobody answer. With a list in ``bench.together``, messages wait there for ``bench.carry()``, which takes all of them
in one journey: each journey costs more than its message.
"""

import base64
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from toolkit.web.host import STATIC, Hosted

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Banc d’essai</title>
<style>body {{ margin: 1rem; }}</style><style>{style}</style></head>
<body data-jp-theme-light="{light}"><h1 style="font: 1rem sans-serif">Banc d’essai</h1><div id="carnet"></div>{more}
<script type="module">
const traits = {traits};
const listeners = new Map();
const bench = window.bench = {{ dead: false, sent: [], views: [] }};
const host = {{
  get: (name) => traits[name],
  set: (name, value) => {{ traits[name] = value; }},
  save_changes() {{}},
  on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
  off: (event, listener) => listeners.set(event, (listeners.get(event) ?? []).filter((one) => one !== listener)),
  send(message) {{
    if (bench.dead) throw new Error("Cannot send");
    bench.sent.push(message);
    if (bench.together) bench.together.push(message);
    else bench.give(message);
  }},
}};
bench.give = (messages) => window.toPython(JSON.stringify(messages)).then((said) => {{
  if (window.late) setTimeout(() => said.forEach(bench.hear));
  else said.forEach(bench.hear);
}});
bench.carry = () => bench.give(bench.together.splice(0));
bench.hear = (text) => {{
  const {{ buffers, ...message }} = JSON.parse(text);
  const views = buffers?.map((one) => new DataView(Uint8Array.from(atob(one), (char) => char.charCodeAt(0)).buffer));
  (listeners.get("msg:custom") ?? []).forEach((listener) => listener(message, views));
}};
bench.live = () => (listeners.get("comm_live_update") ?? []).forEach((listener) => listener());
const {{ default: make }} = await import("data:text/javascript;base64,{script}");
const widget = make();
widget.initialize?.({{ model: host }});
bench.show = (id) => {{ bench.views.push(widget.render({{ model: host, el: document.getElementById(id) }})); }};
bench.show("carnet");
const first = document.getElementById("carnet");
const watch = setInterval(() => {{
  if (!first.querySelector("[data-ready]")) return;
  clearInterval(watch);
  first.dataset.ready = "1";
}}, 15);
</script></body></html>
"""


def harness_html(hosted: Hosted, *, dark: bool = False, more: str = "") -> str:
    """The page of one component; ``more`` is put below it (a second place, for ``bench.show``)."""
    script = (STATIC / f"{hosted.component}_widget.js").read_bytes()
    traits = {"kind": hosted.component, "rev": 0, "lang": hosted.lang, "readonly": hosted.readonly}
    return PAGE.format(
        style=(STATIC / f"{hosted.component}_widget.css").read_text(encoding="utf-8"),
        script=base64.b64encode(script).decode("ascii"),
        traits=json.dumps({**traits, "height": hosted.height}),
        light="false" if dark else "true",
        more=more,
    )


class Bench:
    """One page and the Python behind it."""

    def __init__(self, hosted: Hosted):
        self.hosted = hosted
        self.mute = False
        self.late: list[str] | None = None
        """What waits for an answer, when Python is made slow with ``[]``; ``catch_up`` answers it."""
        self._waiting: list[str] = []
        self.page: Any = None
        hosted.attach(self._keep)

    def _keep(self, message: dict[str, Any], buffers: list[bytes] | None = None) -> None:
        bytes_ = {"buffers": [base64.b64encode(one).decode("ascii") for one in buffers]} if buffers else {}
        self._waiting.append(json.dumps({**message, **bytes_}))

    def wire(self, page: "Page") -> None:
        """Give the page its line to Python: before it is opened."""
        self.page = page
        page.expose_function("toPython", self._received)

    def _received(self, text: str) -> list[str]:
        if self.mute:
            return []
        if self.late is not None:
            self.late.append(text)
            return []
        messages = json.loads(text)
        for message in messages if isinstance(messages, list) else [messages]:
            self.hosted.receive(message)
        return self._said()

    def _said(self) -> list[str]:
        said, self._waiting = self._waiting, []
        return said

    def catch_up(self) -> None:
        """Answer all that waited, in order; Python is quick again."""
        late, self.late = self.late or [], None
        for text in late:
            self.hosted.receive(json.loads(text))
            self.flush()

    def flush(self) -> None:
        """Carry to the page what Python said by itself."""
        for text in self._said():
            self.page.evaluate("text => window.bench.hear(text)", text)


def bench_opener(opened: Callable[..., Any]) -> Callable[..., Bench]:
    """Make the fixture ``opened`` open components instead of pages."""

    def open_bench(hosted: Hosted, *, dark: bool = False, more: str = "", **options: Any) -> Bench:
        bench = Bench(hosted)
        opened(
            harness_html(hosted, dark=dark, more=more),
            name=f"{hosted.component} à l’essai.html",
            prepare=bench.wire,
            **options,
        )
        return bench

    return open_bench
