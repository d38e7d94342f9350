"""Some interviews to code as one HTML file: opened by double-click, offline, without Python nor Jupyter."""

from collections.abc import Mapping
from typing import Any

from toolkit.coding.page_bundle import checked_bundle
from toolkit.i18n import _


def coding_page(bundle: Mapping[str, Any], *, passphrase: str | None = None) -> str:
    """Return the page that shows a bundle; with a passphrase its texts are sealed and its title says nothing."""
    from toolkit.web.page import page_html

    whole = checked_bundle(bundle)
    title = _("Coding")
    if passphrase is None:
        title = " – ".join([title, *(one["transcript"]["id"] for one in whole["texts"])])
    return page_html("highlighter", whole, title=title, lang=whole["lang"], passphrase=passphrase)
