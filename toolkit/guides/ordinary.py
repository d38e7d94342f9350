"""An ordinary Markdown guide, as people type one: headings, lists of questions, probes below, no YAML head.

What the strict grammar asks for and the file does not say is supplied, and each thing supplied is told in a note:
title from the first heading, id from the name of the file, a theme from each heading, numbers A1, A2, B1… from the
order, the kind of a probe from its words. What cannot be a part of a guide is reported with its line.
"""

import re
from dataclasses import dataclass
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
    ("chronology", r"\b(?:et apres|ensuite|juste apres|avant cela|avant ca|et puis|next|before that|then)\b"),
    ("deepening", r"\b(?:qu'est-ce qui (?:fait|a fait)|en dire plus|davantage|developper|more about|what made)\b"),
)
_SECTIONS: Final = (
    ("consent", r"introduction|presentation|preambule|accueil|avant de commencer|contexte|cadre|consent\w*"),
    ("opening", r"consigne\w*|question (?:de depart|d'ouverture|initiale)|ouverture|opening|mise en route"),
    ("closing", r"conclusion|cloture|fin|pour (?:finir|conclure|terminer)|closing|fin de l'entretien|end"),
    ("items", r"talon|profil|fiche signaletique|(?:donnees|informations|caracteristiques)\b.*|background"),
)
_RANK: Final = re.compile(
    r"^(?:(?:partie|part|section|axe|bloc)\s+)?(?:\d{1,2}|[IVX]{1,4}|[A-Z])\s*[.):–—-]+\s*(?=\S)", re.IGNORECASE
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
    return _Maker(name).made(parts)


class _Maker:
    def __init__(self, name: str):
        self.name = name
        self.places: dict[str, int] = {}
        self.unread: list[int] = []
        self.used: set[str] = set()
        self.given = self.guessed = self.others = 0
        self.notes: list[str] = []

    def made(self, parts: list[Part]) -> Ordinary:
        self._keep_own_ids(parts)
        first, *rest = parts
        title = next((part for part in rest if part.level == 1), None)
        texts: dict[str, str] = {}
        lists: dict[str, list[Question]] = {"closing": [], "items": []}
        notebook: dict[str, list[str]] = {"diary": [], "checklist": []}
        themes: list[Theme] = []
        parent = ""
        self._leave(first.prose)
        for part in parts:
            heads = part is first or part is title
            name = "" if heads else _section(part)
            if part.level == 2 and not part.questions:
                parent = part.heading
            elif part.level <= 2:
                parent = ""
            if name in ("consent", "opening") and name not in texts and (part.prose or name == "opening"):
                self._text(texts, name, part)
            elif name in lists:
                letter = "Z" if name == "closing" else "T"
                self._leave(part.prose)
                lists[name] += [self._question(asked, f"{letter}{{}}") for asked in part.questions]
                self.places.setdefault(name, part.line)
            elif name in notebook:
                notebook[name] += [text for _line, text in _said(part)]
            elif part.questions:
                heading = part.heading if part.level < 3 or not parent else f"{parent} : {part.heading}"
                themes.append(self._theme(part, _stripped(heading), len(themes)))
            elif part.prose and part.level == 2 and _next_is_below(parts, part):
                self._leave(part.prose)
            elif not heads:
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
        id = _letters(number)
        own = grammar.THEME.fullmatch(heading)
        title = heading
        if own:
            title = re.sub(r"^[—–:.-]\s*", "", own["title"])
        aim = bare(" ".join(text for _line, text in part.prose)) if part.heading else ""
        if found := grammar.AIM.fullmatch(aim):
            aim = found["aim"]
        if aim and not found:
            self.notes.append(
                _("line {line}: the paragraph below this heading is read as the aim of the theme", line=part.line)
            )
        self.places.setdefault(id, part.line)
        questions = tuple(self._question(asked, f"{id}{{}}") for asked in part.questions)
        return Theme(id, title, aim, questions)

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
        text = grammar.one_line(bare(words))
        label, colon, rest = text.partition(":")
        if colon and rest.strip():
            kind = grammar.known(grammar.PROBE_WORDS, label)
            if kind and kind != "other":
                return Probe(rest.strip(), cast(ProbeKind, kind))
            if kind or PROBES_LABEL.fullmatch(label.strip()):
                text = rest.strip()
        low = fold(text).replace("’", "'")
        guess = next((kind for kind, cue in _CUES if re.search(cue, low)), None)
        if guess:
            self.guessed += 1
        else:
            self.others += 1
        return Probe(text, guess or "other")

    def _leave(self, prose: list[tuple[int, str]]) -> None:
        self.unread += [line for line, _text in prose]

    def _unknown(self, part: Part) -> None:
        self._leave(part.prose)
        self.notes.append(
            _(
                "line {line}: the section “{heading}” holds no question; it is not read, the file keeps it",
                line=part.line,
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
                    "line that belongs to no part of a guide, not read: {lines}",
                    "lines that belong to no part of a guide, not read: {lines}",
                    len(self.unread),
                    lines=", ".join(str(line) for line in sorted(self.unread)),
                )
            )


def _said(part: Part) -> list[tuple[int, str]]:
    """Return the lines of a section as texts, in order, whatever they are."""
    rows = [*part.prose]
    for asked in part.questions:
        rows += [(asked.line, bare(asked.text)), *((at, bare(text)) for at, text in asked.probes)]
    return sorted(rows)


def _section(part: Part) -> str:
    if known := grammar.known(grammar.SECTIONS, part.heading):
        return known
    plain = _stripped(fold(part.heading).replace("’", "'"))
    found = next((name for name, words in _SECTIONS if re.fullmatch(words, plain)), "")
    # « Présentation » with a list of questions is a theme; with a paragraph, what is said aloud.
    return "" if found in ("consent", "opening") and part.questions and not part.prose else found


def _next_is_below(parts: list[Part], part: Part) -> bool:
    at = next(n for n, other in enumerate(parts) if other is part)
    return at + 1 < len(parts) and parts[at + 1].level > part.level


def _stripped(heading: str) -> str:
    """Take off the number of a heading: « 1. Le parcours », « II – Le parcours », « Partie 2 : … »."""
    return _RANK.sub("", heading)


def _letters(number: int) -> str:
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
