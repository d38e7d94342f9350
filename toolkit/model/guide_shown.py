"""A guide as a notebook and a console show it: the questions with their numbers, the probes with their kinds."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from toolkit.i18n import _, n_
from toolkit.model.guide import Guide, Question, Theme

_SOFT: Final = "opacity:.75;font-size:.92em"


def probe_words(kind: str) -> str:
    """Return the name of a kind of probe, as people read it."""
    return {
        "echo": _("echo"),
        "clarification": _("clarification"),
        "example": _("example"),
        "chronology": _("chronology"),
        "contrast": _("contrast"),
        "deepening": _("deepening"),
    }.get(kind, _("probe"))


def method_words(method: str) -> str:
    """Return the name of a method, as people read it."""
    return {
        "semi-structured": _("semi-structured interview"),
        "life story": _("life story"),
        "explicitation": _("explicitation interview"),
        "self-confrontation": _("self-confrontation"),
        "focus group": _("focus group"),
        "collective": _("collective interview"),
        "observation": _("observation grid"),
        "co-analysis": _("co-analysis workshop"),
    }[method]


def section_words(name: str) -> str:
    """Return the name of a block of a guide, as people read it."""
    return {
        "research": _("Research questions"),
        "quotas": _("People to meet"),
        "consent": _("Setting and consent"),
        "opening": _("Opening invitation"),
        "closing": _("Closing"),
        "items": _("Background items"),
        "diary": _("Field diary"),
        "checklist": _("Checklist"),
        "notes": _("Notes"),
    }[name]


def head_words(guide: Guide) -> str:
    """Return on one line what a guide is: method, public, length, version, author."""
    parts = [
        method_words(guide.method),
        guide.public,
        "" if guide.minutes is None else n_("{n} minute", "{n} minutes", guide.minutes),
        _("version {version}", version=guide.version),
        guide.author,
    ]
    return " · ".join(part for part in parts if part)


def theme_words(theme: Theme) -> str:
    """Return the heading of a theme, with its minutes."""
    heading = _("Theme {id}. {title}", id=theme.id, title=theme.title).rstrip()
    return heading if theme.minutes is None else f"{heading} ({n_('{n} minute', '{n} minutes', theme.minutes)})"


class ShownGuide:
    """A guide that a notebook shows as a page, and a console as lines."""

    def __init__(self, guide: Guide):
        self._guide = guide

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        signs = {
            "title": "",
            "head": "",
            "h": "\n",
            "p": "",
            "under": "  — ",
            "q": "  ",
            "probe": "       · ",
            "li": "  - ",
        }
        return "\n".join(signs[look] + (f"{id}  " if id else "") + text for look, id, text in self._rows())

    def _repr_html_(self) -> str:
        looks = {
            "title": '<p style="font-size:1.3em;margin:0"><strong>{text}</strong></p>',
            "head": f'<p style="{_SOFT};margin:0 0 .6em">{{text}}</p>',
            "h": '<p style="margin:1em 0 .2em;border-bottom:1px solid;font-weight:bold">{text}</p>',
            "p": '<p style="margin:.2em 0;white-space:pre-line">{text}</p>',
            "under": '<p style="margin:.5em 0 .1em;font-style:italic">{text}</p>',
            "q": '<p style="margin:.4em 0 0 3em;text-indent:-3em"><b style="display:inline-block;min-width:3em;'
            'text-indent:0">{id}</b>{text}</p>',
            "probe": f'<p style="{_SOFT};margin:.05em 0 0 4.2em;text-indent:-1.2em">– {{text}}</p>',
            "li": '<p style="margin:.05em 0 0 1.2em;text-indent:-1.2em">– {text}</p>',
        }
        body = "".join(looks[look].format(id=escape(id), text=escape(text)) for look, id, text in self._rows())
        return f'<div style="max-width:46rem">{body}</div>'

    def _rows(self) -> Iterator[tuple[str, str, str]]:
        guide = self._guide
        yield "title", "", guide.title
        yield "head", "", head_words(guide)
        if guide.research_questions:
            yield "h", "", section_words("research")
            yield from (("li", id, text) for id, text in guide.research_questions)
        for trait, planned in guide.quotas:
            said = ", ".join(f"{value} {number}" for value, number in planned)
            yield "p", "", _("{name}: {said}", name=f"{section_words('quotas')} ({trait})", said=said)
        for name in ("consent", "opening"):
            if text := getattr(guide, name):
                yield "h", "", section_words(name)
                yield "p", "", text
        for theme in guide.themes:
            yield "h", "", theme_words(theme)
            if theme.aim:
                yield "head", "", theme.aim
            yield from _asked(theme.questions)
        for name, questions in (("closing", guide.closing), ("items", guide.items)):
            if questions:
                yield "h", "", section_words(name)
                yield from _asked(questions)
        for name, texts in (("diary", guide.diary), ("checklist", guide.checklist)):
            if texts:
                yield "h", "", section_words(name)
                yield from (("li", "", text) for text in texts)
        for title, text in guide.notes:
            yield "h", "", title or section_words("notes")
            yield "p", "", text


def _asked(questions: Iterable[Question]) -> Iterator[tuple[str, str, str]]:
    under = ""
    for question in questions:
        if question.under and question.under != under:
            yield "under", "", question.under
        under = question.under
        covers = f" ({', '.join(question.covers)})" if question.covers else ""
        yield "q", question.id, question.text + covers + (f" — {question.why}" if question.why else "")
        for probe in question.probes:
            kind = "" if probe.kind == "other" else f"[{probe_words(probe.kind)}] "
            yield "probe", "", kind + probe.text
