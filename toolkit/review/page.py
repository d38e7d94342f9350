"""The review as one HTML file for a supervisor: opened by double-click, offline, without Python."""

from collections.abc import Mapping
from typing import Any

from toolkit.i18n import _
from toolkit.review.bundle import checked_bundle


def review_page(bundle: Mapping[str, Any], *, passphrase: str | None = None) -> str:
    """Return the page that shows a bundle; with a passphrase its texts are sealed and its title says nothing."""
    from toolkit.web.page import page_html

    whole = checked_bundle(bundle)
    title = _("Review of the coding")
    if whole["title"] and passphrase is None:
        title = f"{title} – {whole['title']}"
    return page_html("review", whole, title=title, lang=whole["lang"], passphrase=passphrase)
