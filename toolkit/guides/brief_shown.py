"""A brief to check by eye: the offer with what was found marked in its text, then the list by kind."""

from dataclasses import dataclass
from html import escape
from typing import Final

from toolkit.guides.brief import FOUND_KINDS, Brief, Found
from toolkit.guides.grammar import METHOD_WORDS
from toolkit.i18n import N_, _, language, said

LABELS: Final = {
    "question": N_("Questions"),
    "notion": N_("Notions"),
    "public": N_("Publics"),
    "method": N_("Methods"),
    "mission": N_("Missions"),
    "deliverable": N_("To be handed in"),
    "calendar": N_("Dates"),
    "duration": N_("Duration"),
    "host": N_("Host"),
    "place": N_("Place"),
}
_ORDER: Final = (
    "question",
    "mission",
    "deliverable",
    "public",
    "method",
    "notion",
    "calendar",
    "duration",
    "host",
    "place",
)
# Okabe and Ito's colours, light: told apart by colour-blind people too; the letter says the kind besides.
_COLOURS: Final = {
    "question": "#ffe08a", "notion": "#d9d9d9", "public": "#bfe3f7", "method": "#bfe9d8", "mission": "#f7cfe3",
    "deliverable": "#f3c9ad", "calendar": "#e6e3b5", "duration": "#e6e3b5", "host": "#dcd3f2", "place": "#dcd3f2",
}  # fmt: skip
_STYLE: Final = (
    "body{font:16px/1.55 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 "
    "1rem;color:#1a1a1a;background:#fff}"
    ".carnet-brief{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:2rem}"
    ".carnet-brief pre{white-space:pre-wrap;font:inherit;margin:0;color:#1a1a1a;background:#fff;padding:1rem}"
    ".carnet-brief mark{color:#1a1a1a;border-radius:.15rem;padding:0 .1rem}"
    ".carnet-brief mark sup{font:bold .65em/1 sans-serif;margin-left:.15em}"
    ".carnet-brief h3{margin:1rem 0 .2rem}.carnet-brief ul{margin:0;padding-left:1.2rem}"
    "@media(max-width:50rem){.carnet-brief{display:block}}"
)


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """A brief that was asked for: drawn by Jupyter, written as a list by ``print``."""

    brief: Brief

    def _repr_html_(self) -> str:
        return f"<style>{_STYLE.partition('}')[2]}</style>{_body(self.brief)}"

    def page(self) -> str:
        """Return the brief as a page that stands alone."""
        title = escape(self.brief.title or self.brief.source)
        return (
            f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8"><title>{title}</title>'
            f"<style>{_STYLE}</style></head><body><h1>{title}</h1>{_body(self.brief)}</body></html>"
        )

    def __str__(self) -> str:
        lines = [f"{self.brief.title or self.brief.source}", *self.brief.warnings]
        for kind in _ORDER:
            if entries := _entries(self.brief, kind):
                lines += ["", said(LABELS[kind]), *(f"  - {words} ({place})" for words, place in entries)]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return repr(self.brief)


def shown(brief: Brief) -> Shown:
    """Return a brief to be looked at."""
    return Shown(brief)


def place_of(brief: Brief, one: Found) -> str:
    """Say where a passage stands: its line in the text."""
    return _("line {line}", line=brief.text.count("\n", 0, one.start) + 1)


def _entries(brief: Brief, kind: str) -> list[tuple[str, str]]:
    found = brief.questions if kind == "question" else tuple(one for one in brief.found if one.kind == kind)
    if kind in ("public", "method"):
        entries: dict[str, list[Found]] = {}
        for one in found:
            entries.setdefault(one.name, []).append(one)
        order = brief.publics if kind == "public" else brief.methods
        return [
            (
                f"{_method(name) if kind == 'method' else name} × {len(entries[name])}",
                place_of(brief, entries[name][0]),
            )
            for name in order
        ]
    words = [(one.words, place_of(brief, one)) for one in found]
    if kind == "question" and brief.central and words:
        words[0] = (_("{words} [central question]", words=words[0][0]), words[0][1])
    return words


def _method(name: str) -> str:
    french, english = METHOD_WORDS.get(name, ((name,), (name,)))
    return (english if language() == "en" else french)[0]


def _body(brief: Brief) -> str:
    lists = "".join(
        f'<h3><mark style="background:{_COLOURS[kind]}">{escape(said(LABELS[kind]))}</mark></h3><ul>'
        + "".join(f"<li>{escape(words)} <small>({escape(place)})</small></li>" for words, place in entries)
        + "</ul>"
        for kind in _ORDER
        if (entries := _entries(brief, kind))
    )
    told = "".join(f"<p><strong>{escape(warning)}</strong></p>" for warning in brief.warnings)
    return f'<div class="carnet-brief"><pre>{_marked(brief)}</pre><div>{told}{lists}</div></div>'


def _marked(brief: Brief) -> str:
    """Mark the passages; where two overlap, the one that begins first holds the words, the other its own part."""
    out: list[str] = []
    at = 0
    ranks = {kind: rank for rank, kind in enumerate(FOUND_KINDS)}
    for one in sorted(brief.found, key=lambda one: (one.start, ranks[one.kind])):
        start = max(one.start, at)
        if start >= one.end:
            continue
        out.append(escape(brief.text[at:start]))
        label = escape(said(LABELS[one.kind]))
        out.append(
            f'<mark style="background:{_COLOURS[one.kind]}" title="{label}">{escape(brief.text[start : one.end])}'
            f"<sup>{label[:2]}</sup></mark>"
        )
        at = one.end
    return "".join([*out, escape(brief.text[at:])])
