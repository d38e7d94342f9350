"""Writing a guide step by step in a notebook: each step gives a new value, ``.guide`` is the noun."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from toolkit.errors import InvalidValue, UnknownName
from toolkit.guides import grammar
from toolkit.guides.ordinary import letters, probe_of
from toolkit.i18n import _, n_
from toolkit.model import Guide, Probe, Question, Theme, slug
from toolkit.model.guide import Method, ProbeKind
from toolkit.model.guide_shown import ShownGuide

Place = Literal["", "themes", "closing", "items"]


@dataclass(frozen=True, slots=True, repr=False)
class Building:
    """A guide being written: a probe goes to the last question, a question to the last theme.

    Examples
    --------
    >>> from toolkit import guides
    >>> made = guides.new("La vie au marché", minutes=60).theme("Arriver").question("Racontez-moi votre arrivée.")
    >>> made.probe("Et juste après ?").guide.themes[0].questions[0].id
    'A1'
    """

    guide: Guide
    place: Place = ""
    sub: str = ""

    def __repr__(self) -> str:
        themes = n_("{n} theme", "{n} themes", len(self.guide.themes))
        questions = n_("{n} question", "{n} questions", len(list(self.guide.questions())))
        return f"<Guide {self.guide.id}: {themes}, {questions}>"

    def show(self) -> ShownGuide:
        """Return the guide as it stands, laid out for the notebook."""
        return self.guide.show()

    def _with(self, **changes: Any) -> "Building":
        return replace(self, guide=replace(self.guide, **changes))

    def research_question(self, id: str, text: str) -> "Building":
        """Declare a research question: ``QR1`` and its words."""
        return self._with(research_questions=(*self.guide.research_questions, (id, text)))

    def quota(self, trait: str, planned: Mapping[str, int]) -> "Building":
        """Say how many people are to be met for each value of a trait: ``{"salarié": 6, "bénévole": 4}``."""
        kept = tuple(pair for pair in self.guide.quotas if pair[0] != trait)
        return self._with(quotas=(*kept, (trait, tuple(planned.items()))))

    def consent(self, text: str) -> "Building":
        """Write what is said before anything else, up to the agreement."""
        return self._with(consent=text)

    def opening(self, text: str) -> "Building":
        """Write the *consigne*: the one broad invitation that opens the interview."""
        return self._with(opening=text)

    def theme(self, title: str, *, aim: str = "", minutes: int | None = None, id: str = "") -> "Building":
        """Begin a theme; without an id, it takes the next letter."""
        taken = {theme.id for theme in self.guide.themes}
        id = id or next(name for n in range(len(taken) + 1) if (name := letters(n)) not in taken)
        if id in taken:
            raise InvalidValue(_("There is already a theme {id}.", id=id), _("Give it another letter."))
        themes = (*self.guide.themes, Theme(id, title, aim, minutes=minutes))
        return replace(self._with(themes=themes), place="themes", sub="")

    def under(self, title: str) -> "Building":
        """Begin a sub-theme of the last theme."""
        return replace(self, sub=title)

    def question(self, text: str, *, covers: str | Iterable[str] = (), id: str = "", why: str = "") -> "Building":
        """Add a question to the last theme; ``covers`` are the research questions that it serves."""
        if not self.guide.themes:
            raise InvalidValue(_("A question goes in a theme."), _("Write .theme(…) before .question(…)."))
        theme = self.guide.themes[-1]
        asked = Question(id or self._next(theme.id), text, _ids(covers), (), why, self.sub)
        theme = replace(theme, questions=(*theme.questions, asked))
        return replace(self._with(themes=(*self.guide.themes[:-1], theme)), place="themes")

    def probe(self, text: str, kind: str = "") -> "Building":
        """Add a probe to the last question; without a kind, it is recognised by its words, else « autre »."""
        if kind:
            name = grammar.known(grammar.PROBE_WORDS, kind)
            if name is None:
                allowed = ", ".join(french[0] for french, _english in grammar.PROBE_WORDS.values())
                raise InvalidValue(
                    _("{field}: “{value}” is not possible.", field="kind", value=kind),
                    _("Choose one of: {allowed}.", allowed=allowed),
                )
            made = Probe(text, cast(ProbeKind, name))
        else:
            made = probe_of(text)[0]
        last = self._last()
        return self._put(replace(last, probes=(*last.probes, made)))

    def closing(self, text: str, *, id: str = "") -> "Building":
        """Add a question of the end."""
        asked = Question(id or self._next("Z"), text)
        return replace(self._with(closing=(*self.guide.closing, asked)), place="closing", sub="")

    def item(self, text: str, *, why: str = "", id: str = "") -> "Building":
        """Add an item of the *talon sociologique*, and why it is needed."""
        asked = Question(id or self._next("T"), text, why=why)
        return replace(self._with(items=(*self.guide.items, asked)), place="items", sub="")

    def diary(self, *texts: str) -> "Building":
        """Add what to note after the interview."""
        return self._with(diary=(*self.guide.diary, *texts))

    def checklist(self, *texts: str) -> "Building":
        """Add what to check before leaving."""
        return self._with(checklist=(*self.guide.checklist, *texts))

    def note(self, title: str, text: str) -> "Building":
        """Keep something else with the guide."""
        return self._with(notes=(*self.guide.notes, (title, text)))

    def reword(self, id: str, text: str) -> "Building":
        """Say a question otherwise: it keeps its number, its probes, what it serves. ``A1/2`` is a probe."""
        id, _slash, rank = id.partition("/")
        asked = self._question(id)
        if not rank:
            return self._put(replace(asked, text=text))
        at = self._rank(asked, rank)
        probes = list(asked.probes)
        probes[at] = replace(probes[at], text=text)
        return self._put(replace(asked, probes=tuple(probes)))

    def drop(self, id: str) -> "Building":
        """Take out a question, a probe (``A1/2``) or a theme with its questions; other numbers stay as they are."""
        if any(theme.id == id for theme in self.guide.themes):
            return self._with(themes=tuple(theme for theme in self.guide.themes if theme.id != id))
        id, _slash, rank = id.partition("/")
        asked = self._question(id)
        if not rank:
            return self._each(lambda question: None if question.id == id else question)
        at = self._rank(asked, rank)
        return self._put(replace(asked, probes=(*asked.probes[:at], *asked.probes[at + 1 :])))

    def move(self, id: str, to: str) -> "Building":
        """Put a question at the end of another theme; it keeps its number."""
        asked = replace(self._question(id), under="")
        if to not in (known := [theme.id for theme in self.guide.themes]):
            raise UnknownName(to, known)
        made = self.drop(id)
        themes = tuple(
            replace(theme, questions=(*theme.questions, asked)) if theme.id == to else theme
            for theme in made.guide.themes
        )
        return made._with(themes=themes)

    def _rank(self, asked: Question, rank: str) -> int:
        if not re.fullmatch(r"\d{1,3}", rank) or not 1 <= int(rank) <= len(asked.probes):
            raise UnknownName(f"{asked.id}/{rank}", [f"{asked.id}/{n}" for n in range(1, len(asked.probes) + 1)])
        return int(rank) - 1

    def _question(self, id: str) -> Question:
        held = {question.id: question for question in self.guide.questions()}
        if id not in held:
            raise UnknownName(id, held)
        return held[id]

    def _next(self, letter: str) -> str:
        taken = {question.id for question in self.guide.questions()}
        return next(id for n in range(1, len(taken) + 2) if (id := f"{letter}{n}") not in taken)

    def _last(self) -> Question:
        if self.place == "themes" and self.guide.themes and self.guide.themes[-1].questions:
            return self.guide.themes[-1].questions[-1]
        if self.place == "closing" and self.guide.closing:
            return self.guide.closing[-1]
        if self.place == "items" and self.guide.items:
            return self.guide.items[-1]
        raise InvalidValue(_("A probe goes below a question."), _("Write .question(…) before .probe(…)."))

    def _put(self, asked: Question) -> "Building":
        return self._each(lambda question: asked if question.id == asked.id else question)

    def _each(self, change: Any) -> "Building":
        def kept(questions: tuple[Question, ...]) -> tuple[Question, ...]:
            return tuple(made for question in questions if (made := change(question)) is not None)

        themes = tuple(replace(theme, questions=kept(theme.questions)) for theme in self.guide.themes)
        return self._with(themes=themes, closing=kept(self.guide.closing), items=kept(self.guide.items))


def new(
    title: str,
    *,
    public: str = "",
    method: str = "semi-directif",
    minutes: int | None = None,
    author: str = "",
    version: str = "1",
    language: str = "fr",
    id: str = "",
) -> Building:
    """Begin a guide; its blocks are added step by step (see ``Building``).

    Parameters
    ----------
    title, public, author, version
        What its head says; the id is made of the title unless it is given.
    method
        In French or in English: « semi-directif », « récit de vie », « focus group »…
    minutes
        The planned length.
    language
        ``"fr"`` or ``"en"``: the language of the words that Carnet writes in the file.

    Raises
    ------
    InvalidValue
        On a method that Carnet does not know.
    """
    name = grammar.known(grammar.METHOD_WORDS, method)
    if name is None:
        allowed = ", ".join(french[0] for french, _english in grammar.METHOD_WORDS.values())
        raise InvalidValue(
            _("Unknown method “{method}”.", method=method), _("Choose one of: {allowed}.", allowed=allowed)
        )
    guide = Guide(
        id or slug(title) or "guide", title, public, cast(Method, name), minutes, version, language, author=author
    )
    return Building(guide)


def change(guide: Guide) -> Building:
    """Take up a guide that exists: add to it, reword, drop or move its questions.

    >>> from toolkit.model import Guide, Question, Theme
    >>> old = Guide("g", "G", themes=(Theme("A", "Un", questions=(Question("A1", "Pourquoi êtes-vous là ?"),)),))
    >>> change(old).reword("A1", "Qu’est-ce qui vous a amené ici ?").guide.themes[0].questions[0].text
    'Qu’est-ce qui vous a amené ici ?'
    """
    return Building(guide, "themes" if guide.themes else "")


def _ids(covers: str | Iterable[str]) -> tuple[str, ...]:
    if isinstance(covers, str):
        return tuple(re.split(r"\s*[,;]\s*", covers.strip())) if covers.strip() else ()
    return tuple(covers)
