"""A component in one HTML file that opens by double-click, offline, and can send nothing.

The policy in the page names the hash of its one script and its one stylesheet and forbids all the rest: no request,
no image, no other script, not even one that a hostile label would bring. Data lie in a block that is never run.
"""

import base64
import hashlib
import html
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.errors import UnknownName
from toolkit.i18n import _
from toolkit.web.seal import seal

STATIC = Path(__file__).parent / "static"


def page_html(
    component: str, payload: Mapping[str, Any], *, title: str, lang: str = "fr", passphrase: str | None = None
) -> str:
    """Return the whole page that shows ``payload`` with a component (``"review"``).

    Parameters
    ----------
    component
        Which page of ``static/`` to put it in.
    payload
        What the component shows; its ``"format"`` says what it is.
    title
        Title of the window. It stays readable when the rest is sealed.
    lang
        Language of the sentences of the page, ``"fr"`` or ``"en"``.
    passphrase
        Seals the payload: the page then asks for it.
    """
    script, style = _asset(component, "js"), _asset(component, "css")
    data = dict(payload) if passphrase is None else seal(payload, passphrase, aad=str(payload["format"]))
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}"
    without = _("This page needs JavaScript. Save it on your computer, then open it with a double click.")
    return f"""<!DOCTYPE html>
<html lang="{html.escape(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{html.escape(title)}</title>
<style>{style}</style>
</head>
<body>
<div id="carnet"></div>
<noscript><p class="broken">{html.escape(without)}</p></noscript>
<script type="application/json" id="carnet-data">{_inert(data)}</script>
<script>{script}</script>
</body>
</html>
"""


@cache
def _asset(component: str, extension: str) -> str:
    """Return a built file; universal newlines, since a browser hashes what it parsed."""
    path = STATIC / f"{component}_page.{extension}"
    if not path.is_file():
        raise UnknownName(component, [held.name.removesuffix("_page.js") for held in STATIC.glob("*_page.js")])
    text = path.read_text(encoding="utf-8")
    assert "</script" not in text.lower()
    assert "</style" not in text.lower()
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _inert(data: Mapping[str, Any]) -> str:
    """Return JSON that cannot end its own block, whatever the labels hold."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
