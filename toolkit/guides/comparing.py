"""What changed between two versions of a guide: by the numbers of the questions, then by their words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import Final, Literal

from toolkit.i18n import _, n_
from toolkit.model import Guide, Question
from toolkit.model.guide_shown import head_words, section_words

Kind = Literal["added", "removed", "reworded", "moved", "renumbered", "changed"]
_NEAR: Final = 0.75


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same: where (a question, ``A1/2`` a probe, a block), what it said, what it says."""

    kind: Kind
    place: str
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> str:
        """What happened, in words."""
        return {
            "added": _("{place} added", place=self.place),
            "removed": _("{place} removed", place=self.place),
            "reworded": _("{place} reworded", place=self.place),
            "moved": _("{place} moved", place=self.place),
            "renumbered": _("{place} renumbered", place=self.place),
            "changed": _("{place} changed", place=self.place),
        }[self.kind]


class Differences(tuple[Difference, ...]):
    """The differences between two guides, in the order of the later one."""

    __slots__ = ()

    def __repr__(self) -> str:
        return n_("<{n} difference between two guides>", "<{n} differences between two guides>", len(self))

    def __str__(self) -> str:
        if not self:
            return _("The two guides say the same.")
        rows = []
        for one in self:
            rows.append(one.sentence)
            rows += [f"  − {one.before}"] * bool(one.before) + [f"  + {one.after}"] * bool(one.after)
        return "\n".join(rows)

    def show(self) -> "ShownDifferences":
        """Return the differences laid out for a notebook or a console."""
        return ShownDifferences(self)


class ShownDifferences:
    """Differences that a notebook shows side by side, what went struck out and what came in bold."""

    def __init__(self, differences: Differences):
        self._differences = differences

    def __repr__(self) -> str:
        return str(self._differences)

    def _repr_html_(self) -> str:
        if not self._differences:
            return f"<p>{escape(str(self._differences))}</p>"
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;vertical-align:top">{escape(one.sentence)}</th>'
            f'<td style="text-align:left;vertical-align:top">{_marked(one.before, one.after, "del")}</td>'
            f'<td style="text-align:left;vertical-align:top">{_marked(one.after, one.before, "strong")}</td></tr>'
            for one in self._differences
        )
        head = "".join(
            f'<th scope="col" style="text-align:left">{escape(w)}</th>' for w in ("", _("Before"), _("After"))
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _marked(text: str, other: str, tag: str) -> str:
    """Mark the words of a text that the other has not."""
    if not other:
        return escape(text)
    words, others = text.split(" "), other.split(" ")
    parts = []
    for kind, i1, i2, _j1, _j2 in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        said = escape(" ".join(words[i1:i2]))
        if said:
            parts.append(said if kind == "equal" else f"<{tag}>{said}</{tag}>")
    return " ".join(parts)


def compare(before: Guide, after: Guide) -> Differences:
    """Return what changed from one version of a guide to the next.

    Questions are matched by their numbers; a number that is gone and a new one whose words are nearly the same
    (0.75 of difflib's ratio) are one question renumbered.

    Examples
    --------
    >>> from toolkit import guides
    >>> one = guides.new("G").theme("Un").question("Pourquoi êtes-vous venu ?")
    >>> [found.kind for found in compare(one.guide, one.reword("A1", "Racontez votre venue.").guide)]
    ['reworded']
    """
    return Differences((*_heads(before, after), *_asked(before, after), *_lists(before, after)))


def _heads(before: Guide, after: Guide) -> Iterator[Difference]:
    pairs = [
        (_("Title"), before.title, after.title),
        (_("Head"), head_words(before), head_words(after)),
        (section_words("consent"), before.consent, after.consent),
        (section_words("opening"), before.opening, after.opening),
    ]
    yield from (Difference("changed", place, old, new) for place, old, new in pairs if old != new)
    yield from _named(dict(before.research_questions), dict(after.research_questions))
    olds, news = (
        {trait: ", ".join(f"{value} {number}" for value, number in planned) for trait, planned in guide.quotas}
        for guide in (before, after)
    )
    yield from _named(olds, news)
    for guide, other, kind in ((before, after, "removed"), (after, before, "added")):
        held = {theme.id for theme in other.themes}
        for theme in guide.themes:
            if theme.id not in held:
                title = theme.title
                place = _("Theme {id}", id=theme.id)
                yield (
                    Difference("removed", place, title)
                    if kind == "removed"
                    else Difference("added", place, "", title)
                )
    themes = {theme.id: theme for theme in before.themes}
    for theme in after.themes:
        old = themes.get(theme.id)
        if old is not None and (old.title, old.aim, old.minutes) != (theme.title, theme.aim, theme.minutes):
            said = (f"{one.title} — {one.aim} — {one.minutes or ''}".strip(" —") for one in (old, theme))
            yield Difference("changed", _("Theme {id}", id=theme.id), *said)


def _named(before: dict[str, str], after: dict[str, str]) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield Difference("removed", name, before[name])
        elif name not in before:
            yield Difference("added", name, "", after[name])
        elif before[name] != after[name]:
            yield Difference("changed", name, before[name], after[name])


def _places(guide: Guide) -> dict[str, tuple[Question, str]]:
    places = {q.id: (q, _("Theme {id}", id=theme.id)) for theme in guide.themes for q in theme.questions}
    places |= {q.id: (q, section_words("closing")) for q in guide.closing}
    return places | {q.id: (q, section_words("items")) for q in guide.items}


def _asked(before: Guide, after: Guide) -> Iterator[Difference]:
    olds, news = _places(before), _places(after)
    gone = {id: one for id, one in olds.items() if id not in news}
    for id, (question, place) in news.items():
        if id in olds:
            old, where = olds[id]
        else:
            near = max(gone, key=lambda one: _likeness(gone[one][0].text, question.text), default="")
            if not near or _likeness(gone[near][0].text, question.text) < _NEAR:
                yield Difference("added", id, "", question.text)
                continue
            old, where = gone.pop(near)
            yield Difference("renumbered", id, near, id)
        if where != place:
            yield Difference("moved", id, where, place)
        yield from _within(old, question)
    yield from (Difference("removed", id, question.text) for id, (question, _place) in gone.items())


def _likeness(one: str, other: str) -> float:
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.ratio() if match.real_quick_ratio() >= _NEAR and match.quick_ratio() >= _NEAR else 0.0


def _within(old: Question, new: Question) -> Iterator[Difference]:
    if old.text != new.text:
        yield Difference("reworded", new.id, old.text, new.text)
    if (old.covers, old.why, old.under) != (new.covers, new.why, new.under):
        said = (" — ".join(filter(None, (", ".join(q.covers), q.why, q.under))) for q in (old, new))
        yield Difference("changed", new.id, *said)
    steps = SequenceMatcher(None, old.probes, new.probes, autojunk=False).get_opcodes()
    for kind, i1, i2, j1, j2 in steps:
        if kind == "equal":
            continue
        for step in range(max(i2 - i1, j2 - j1)):
            was = old.probes[i1 + step].text if i1 + step < i2 else ""
            says = new.probes[j1 + step].text if j1 + step < j2 else ""
            place = f"{new.id}/{(j1 if says else i1) + step + 1}"
            if was and says:
                # The same words can be another kind of probe.
                yield Difference("reworded" if was != says else "changed", place, was, says)
            else:
                yield Difference("added" if says else "removed", place, was, says)


def _lists(before: Guide, after: Guide) -> Iterator[Difference]:
    for name in ("diary", "checklist"):
        old, new = getattr(before, name), getattr(after, name)
        yield from (Difference("removed", section_words(name), text) for text in old if text not in new)
        yield from (Difference("added", section_words(name), "", text) for text in new if text not in old)
    yield from _named(_notes(before), _notes(after))


def _notes(guide: Guide) -> dict[str, str]:
    notes: dict[str, str] = {}
    for title, text in guide.notes:
        name = title or section_words("notes")
        notes[name] = f"{notes[name]}\n{text}" if name in notes else text
    return notes
