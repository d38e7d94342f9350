"""An ordinary Markdown guide, as people type one: headings, lists of questions, probes below, no YAML head.

What the strict grammar asks for and the file does not say is supplied, and each thing supplied is told in a note:
title from the first heading, id from the name of the file, a theme from each heading, numbers A1, A2, B1… from the
order, the kind of a probe from its words. What cannot be a part of a guide is reported with its line.
"""

import re
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import PurePath
from typing import Final, cast

from toolkit.guides import grammar
from toolkit.guides.outline import NUMBERED, PROBES_LABEL, Asked, Part, bare, parts_of
from toolkit.guides.remarks import is_english
from toolkit.i18n import _, n_
from toolkit.model import Guide, Probe, Question, Theme, fold, slug
from toolkit.model.guide import ProbeKind

_CUES: Final[tuple[tuple[ProbeKind, str], ...]] = (
    ("echo", r"\b(?:vous|tu) (?:dites|dis|avez dit|parlez de)\b.*[«\"“…]|\byou said\b"),
    ("contrast", r"\b(?:au contraire|a l'inverse|difference|different\w*|autrement|instead|on the contrary)\b"),
    ("example", r"\b(?:exemples?|derniere fois|une fois ou|anecdote|situation precise|example|last time)\b"),
    (
        "clarification",
        r"\b(?:c'est-a-dire|qu'entendez-vous|que voulez-vous dire|veut dire|preciser|you mean|clarify)\b",
    ),
    (
        "chronology",
        r"\b(?:et (?:avant|apres)|ensuite|juste apres|avant cela|avant ca|et puis|next|before that|then)\b",
    ),
    ("deepening", r"\b(?:qu'est-ce qui (?:fait|a fait)|en dire plus|davantage|developper|more about|what made)\b"),
)
_SECTIONS: Final = (
    ("consent", r"introduction|presentation|preambule|accueil|avant de commencer|contexte|cadre|consent\w*"),
    ("opening", r"consigne\w*|question (?:de depart|d'ouverture|initiale)|ouverture|opening|mise en route"),
    ("closing", r"conclusion|cloture|fin|pour (?:finir|conclure|terminer)|closing|fin de l'entretien|end"),
    ("items", r"talon|profil|fiche signaletique|(?:donnees|informations|caracteristiques)\b.*|background"),
)
_RANK: Final = re.compile(
    r"^(?:(?:partie|part|section|axe|bloc|dimension|rubrique|s[ée]quence|phase|volet|temps|chapitre|module)\s+)?(?:\d{1,2}|[IVX]{1,4}|[A-Z])\s*[.):–—-]+\s*(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ordinary:
    """The guide that an ordinary file describes: where things stand, what was supplied, what was left unread."""

    guide: Guide
    places: dict[str, int]
    notes: tuple[str, ...]
    unread: tuple[int, ...]


def understood(rows: list[str], name: str) -> Ordinary | None:
    """Return what an ordinary file describes, or None when no question can be told in it.

    Parameters
    ----------
    rows
        The lines of the file, clean.
    name
        Its name or path: the id of the guide is taken from it.
    """
    parts = parts_of(rows)
    if not any(part.questions for part in parts):
        return None
    return made_of(parts, name)


def made_of(parts: list[Part], name: str, *, paragraphs: bool = False, opening: str = "") -> Ordinary:
    """Return the guide of a plan: headings with their questions, in order.

    With ``paragraphs``, places are the ranks of the paragraphs of a document. ``opening`` is a *consigne* found
    among the lines.
    """
    return _Maker(name, paragraphs=paragraphs).made(parts, opening)


class _Maker:
    def __init__(self, name: str, *, paragraphs: bool):
        self.name = name
        self.paragraphs = paragraphs
        self.kept: dict[str, list[str]] = {}
        self.places: dict[str, int] = {}
        self.unread: list[int] = []
        self.used: set[str] = set()
        self.given = self.guessed = self.others = 0
        self.notes: list[str] = []

    def made(self, parts: list[Part], opening: str) -> Ordinary:
        self._keep_own_ids(parts)
        first, *rest = parts
        title = next((part for part in rest if part.level == 1), None)
        texts: dict[str, str] = {"opening": opening} if opening else {}
        lists: dict[str, list[Question]] = {"closing": [], "items": []}
        notebook: dict[str, list[str]] = {"diary": [], "checklist": []}
        themes: list[Theme] = []
        parent: Part | None = None
        if not first.questions:
            self._leave(first.prose)
        for part in parts:
            self._leave(part.asides, part.heading)
            heads = part is first or part is title
            name = "" if heads else section_of(part)
            if part.level <= 2:
                parent = None if heads or name else part
            if name in ("consent", "opening") and name not in texts and (part.prose or name == "opening"):
                self._text(texts, name, part)
            elif name in lists:
                letter = "Z" if name == "closing" else "T"
                self._leave(part.prose, part.heading)
                lists[name] += [self._question(asked, f"{letter}{{}}") for asked in part.questions]
                self.places.setdefault(name, part.line)
            elif name in notebook:
                notebook[name] += [text for _line, text in _said(part)]
            elif part.questions and parent and parent is not part:
                themes[-1:] = [self._below(themes[-1], part)]
            elif part.questions or (part is parent and _asked_below(parts, part)):
                themes.append(self._theme(part, _stripped(part.heading), len(themes)))
            elif not heads:
                parent = None if part is parent else parent
                self._unknown(part)
            elif part is title:
                self._leave(part.prose)
        guide = Guide(
            self._id(),
            self._title(title),
            language="en" if is_english(" ".join(q.text for theme in themes for q in theme.questions)) else "fr",
            themes=tuple(themes),
            consent=texts.get("consent", ""),
            opening=texts.get("opening", ""),
            diary=tuple(notebook["diary"]),
            checklist=tuple(notebook["checklist"]),
            closing=tuple(lists["closing"]),
            items=tuple(lists["items"]),
            notes=tuple((heading, "\n".join(rows)) for heading, rows in self.kept.items()),
        )
        self._told(themes)
        return Ordinary(guide, self.places, tuple(self.notes), tuple(self.unread))

    def _keep_own_ids(self, parts: list[Part]) -> None:
        for asked in (asked for part in parts for asked in part.questions):
            id = _own_id(asked.text)
            if id:
                self.used.add(id)

    def _id(self) -> str:
        id = slug(PurePath(self.name).stem) or "guide"
        self.notes.append(_("the guide has no head: its id is “{id}”, from the name of the file", id=id))
        return id

    def _title(self, part: Part | None) -> str:
        if part and part.heading:
            self.places["title"] = part.line
            return part.heading
        title = PurePath(self.name).stem.replace("-", " ").replace("_", " ").strip() or "guide"
        self.notes.append(_("no heading “# …” gives the title: the name of the file is taken"))
        return title

    def _text(self, texts: dict[str, str], name: str, part: Part) -> None:
        """Read a block that is said aloud: its prose and, where some are listed, its questions, in order."""
        rows = _said(part)
        texts[name] = "\n\n".join(text for _line, text in rows)
        self.places[name] = part.line
        self.places[f"text/{name}"] = min((line for line, _text in rows), default=part.line)

    def _theme(self, part: Part, heading: str, number: int) -> Theme:
        id = letters(number)
        own = grammar.THEME.fullmatch(heading)
        title = heading
        if own:
            title = re.sub(r"^[—–:.-]\s*", "", own["title"])
        minutes = part.minutes
        if timed := grammar.MINUTES.search(title):
            title, minutes = title[: timed.start()].rstrip(" :–—-"), int(timed["minutes"])
        start = part.questions[0].line if part.questions else part.line + 10_000_000
        said = [(line, text) for line, text in part.prose if line < start] if part.heading else []
        self._leave([row for row in part.prose if row not in said], part.heading)
        aim = grammar.one_line(bare(" ".join(text for _line, text in said)))
        if found := grammar.AIM.fullmatch(aim):
            aim = found["aim"]
        if aim and not found:
            self.notes.append(
                _(
                    "{place}: the paragraph below this heading is read as the aim of the theme",
                    place=self._at(part.line),
                )
            )
        self.places.setdefault(id, part.line)
        questions = tuple(self._question(asked, f"{id}{{}}") for asked in part.questions)
        return Theme(id, title, aim, questions, minutes)

    def _below(self, theme: Theme, part: Part) -> Theme:
        """Add the questions of a sub-heading to the theme above it."""
        under = _stripped(part.heading)
        self._leave(part.prose, part.heading)
        asked = tuple(replace(self._question(one, f"{theme.id}{{}}"), under=under) for one in part.questions)
        return replace(theme, questions=(*theme.questions, *asked))

    def _at(self, line: int) -> str:
        return _("paragraph {line}", line=line) if self.paragraphs else _("line {line}", line=line)

    def _question(self, asked: Asked, pattern: str) -> Question:
        id = _own_id(asked.text)
        if not id or id in self.places:
            self.given += 1
            id = next(name for n in range(1, 10_000) if (name := pattern.format(n)) not in self.used)
            self.used.add(id)
        self.places[id] = asked.line
        text = _unnumbered(asked.text)
        why = ""
        if found := grammar.WHY.search(" " + text):
            why, text = found["why"].strip(), (" " + text)[: found.start()].strip()
        text, covers = grammar.covered(text, {})
        probes = []
        for number, (line, words) in enumerate(asked.probes, 1):
            self.places[f"{id}/{number}"] = line
            probes.append(self._probe(words))
        return Question(id, text or "…", covers, tuple(probes), why)

    def _probe(self, words: str) -> Probe:
        probe, guessed = probe_of(words)
        self.guessed += guessed
        self.others += probe.kind == "other"
        return probe

    def _leave(self, prose: list[tuple[int, str]], heading: str = "") -> None:
        """Keep as notes what is no part of a guide."""
        self.unread += [line for line, _text in prose]
        if prose:
            self.kept.setdefault(heading, []).extend(text for _line, text in prose)

    def _unknown(self, part: Part) -> None:
        self._leave(part.prose or [(part.line, part.heading)], part.heading if part.prose else "")
        self.notes.append(
            _(
                "{place}: the section “{heading}” holds no question; it is kept as a note",
                place=self._at(part.line),
                heading=part.heading,
            )
        )

    def _told(self, themes: list[Theme]) -> None:
        self.notes.append(
            n_("{n} theme is read from its heading", "{n} themes are read from their headings", len(themes))
        )
        if self.given:
            self.notes.append(
                n_(
                    "{n} question received a number, in the order of the file (A1, A2, B1…)",
                    "{n} questions received a number, in the order of the file (A1, A2, B1…)",
                    self.given,
                )
            )
        if self.guessed:
            self.notes.append(
                n_(
                    "the kind of {n} probe was recognised by its words",
                    "the kind of {n} probes was recognised by their words",
                    self.guessed,
                )
            )
        if self.others:
            self.notes.append(n_("{n} probe has the kind “other”", "{n} probes have the kind “other”", self.others))
        if self.unread:
            self.notes.append(
                n_(
                    "{n} line belongs to no part of a guide, and is kept as a note: {places}",
                    "{n} lines belong to no part of a guide, and are kept as notes: {places}",
                    len(self.unread),
                    places=", ".join(self._at(line) for line in sorted(set(self.unread))),
                )
            )


def _said(part: Part) -> list[tuple[int, str]]:
    """Return the lines of a section as texts, in order, whatever they are."""
    rows = [*part.prose]
    for asked in part.questions:
        rows += [(asked.line, bare(asked.text)), *((at, bare(text)) for at, text in asked.probes)]
    return sorted(rows)


def section_of(part: Part) -> str:
    """Return the block of a guide that a heading names, "" for a theme."""
    if known := grammar.known(grammar.SECTIONS, part.heading):
        return known
    plain = _stripped(fold(part.heading).replace("’", "'"))
    found = next((name for name, words in _SECTIONS if re.fullmatch(words, plain)), "")
    # « Présentation » with a list of questions is a theme; with a paragraph, what is said aloud.
    return "" if found in ("consent", "opening") and part.questions and not part.prose else found


def _asked_below(parts: list[Part], part: Part) -> bool:
    """Tell whether the sub-headings of a heading hold questions."""
    at = next(n for n, other in enumerate(parts) if other is part)
    below = takewhile(lambda other: other.level > part.level, parts[at + 1 :])
    return any(other.questions and not section_of(other) for other in below)


def _stripped(heading: str) -> str:
    """Take off the number of a heading: « 1. Le parcours », « II – Le parcours », « Partie 2 : … »."""
    return _RANK.sub("", heading)


def probe_of(words: str) -> tuple[Probe, bool]:
    """Return a probe as it is typed, and whether its kind was guessed from its words.

    >>> probe_of("exemple : le premier jour")[0].kind, probe_of("Et juste après ?")[0].kind
    ('example', 'chronology')
    """
    text = grammar.one_line(bare(words))
    label, colon, rest = text.partition(":")
    if colon and rest.strip():
        kind = grammar.known(grammar.PROBE_WORDS, label)
        if kind and kind != "other":
            return Probe(rest.strip(), cast(ProbeKind, kind)), False
        if kind or PROBES_LABEL.fullmatch(label.strip()):
            text = rest.strip()
    low = fold(text).replace("’", "'")
    guess = next((kind for kind, cue in _CUES if re.search(cue, low)), None)
    return Probe(text, guess or "other"), guess is not None


def letters(number: int) -> str:
    """Return A, B… Y, then AA, AB…: Z is for the closing, T for the background items."""
    letters = "ABCDEFGHIJKLMNOPQRSUVWXY"
    tens, ones = divmod(number, len(letters))
    return (letters[tens - 1] if tens else "") + letters[ones]


def _own_id(text: str) -> str:
    bold = grammar.QUESTION.fullmatch(grammar.one_line(text))
    if bold and re.fullmatch(r"[A-Z]{1,2}\d{1,3}", bold["id"]):
        return str(bold["id"])
    found = NUMBERED.match(bare(text))
    return str(found["id"]).upper() if found and found["id"] else ""


def _unnumbered(text: str) -> str:
    bold = grammar.QUESTION.fullmatch(grammar.one_line(text))
    own = bold is not None and re.fullmatch(r"[A-Z]{1,2}\d{1,3}", bold["id"])
    plain = bare(bold["text"] if bold and own else grammar.one_line(text))
    return re.sub(r"^(?:question|q)\s*:\s*", "", NUMBERED.sub("", plain, count=1), flags=re.IGNORECASE)
